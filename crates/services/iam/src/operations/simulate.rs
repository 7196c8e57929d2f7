//! What policies would decide: answered by the engine that decides.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html>

use crate::Iam;
use crate::page::{Page, page_in_order};
use crate::records::*;
use door::{Call, Context, Grants, KeyName, Principal};
use model_iam::errors;
use model_iam::types::*;
use policy::arn::Arn;
use policy::{
    Attached, Document, EvalDecision, Holder as HolderKind, MatchedStatement, Origin, Policies, Request, keys,
};
use wire::prelude::*;

/// Everything that a simulation is told.
struct Simulation {
    principal: Principal,
    identity: Vec<Attached>,
    boundary: Option<Attached>,
    service_control: Vec<Vec<Attached>>,
    resource: Option<String>,
    resource_owner: Option<String>,
    context: Context,
    actions: Vec<String>,
    arns: Vec<String>,
}

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html>
    pub(crate) async fn simulate_custom_policy(
        &self,
        call: &Call,
        input: SimulateCustomPolicyInput,
    ) -> Result<SimulateCustomPolicyOutput> {
        unsupported(input.resource_handling_option.is_some())?;
        let boundary = boundary(input.permissions_boundary_policy_input_list)?;
        let levels = input.ordered_organization_policy_input_list.unwrap_or_default().into_iter();
        let levels = levels.map(|l| {
            inputs("OrganizationPolicyInputList", &l.service_control_policy_input_list.unwrap_or_default())
        });
        let simulation = Simulation {
            principal: self.simulated(call, input.caller_arn.as_deref(), None)?,
            identity: inputs("PolicyInputList", &input.policy_input_list)?,
            boundary,
            service_control: levels.collect::<Result<_>>()?,
            resource: input.resource_policy,
            resource_owner: input.resource_owner,
            context: context(input.context_entries),
            actions: input.action_names,
            arns: input.resource_arns.unwrap_or_default(),
        };
        let page = numbered(simulation.run()?, input.marker.as_deref(), input.max_items)?;
        Ok(SimulateCustomPolicyOutput {
            is_truncated: page.is_truncated(),
            evaluation_results: Some(page.items),
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html>
    pub(crate) async fn simulate_principal_policy(
        &self,
        call: &Call,
        input: SimulatePrincipalPolicyInput,
    ) -> Result<SimulatePrincipalPolicyOutput> {
        unsupported(input.resource_handling_option.is_some() || input.policy_exclusion_list.is_some())?;
        let (grants, user_name) = self.source(&input.policy_source_arn)?;
        let mut identity = grants.identity;
        identity.extend(inputs("PolicyInputList", &input.policy_input_list.unwrap_or_default())?);
        let mut context = context(input.context_entries);
        if let Some(name) = user_name.filter(|_| !context.contains(&keys::USERNAME)) {
            context.set(keys::USERNAME, name);
        }
        let simulation = Simulation {
            principal: self.simulated(call, input.caller_arn.as_deref(), Some(&input.policy_source_arn))?,
            identity,
            boundary: boundary(input.permissions_boundary_policy_input_list)?.or(grants.boundary),
            service_control: grants.service_control,
            resource: input.resource_policy,
            resource_owner: input.resource_owner,
            context,
            actions: input.action_names,
            arns: input.resource_arns.unwrap_or_default(),
        };
        let page = numbered(simulation.run()?, input.marker.as_deref(), input.max_items)?;
        Ok(SimulatePrincipalPolicyOutput {
            is_truncated: page.is_truncated(),
            evaluation_results: Some(page.items),
            marker: page.marker,
        })
    }

    /// The policies of the user, group or role of an ARN, and the user's name.
    pub(crate) fn source(&self, arn: &str) -> Result<(Grants, Option<String>)> {
        let missing = || errors::no_such_entity(format!("Entity {arn} cannot be found."));
        let parsed = Arn::parse(arn).ok_or_else(|| errors::invalid_input(format!("Invalid ARN: {arn}")))?;
        match parsed.resource_type() {
            Some("user") => {
                let user = self.by_arn::<UserRecord>(arn).ok_or_else(missing)?;
                Ok((self.grants_of_user(&user), Some(user.base.name.clone())))
            }
            Some("group") => {
                let group = self.by_arn::<GroupRecord>(arn).ok_or_else(missing)?;
                Ok((self.grants_of(&*group, HolderKind::Group), None))
            }
            Some("role") => {
                let role = self.by_arn::<RoleRecord>(arn).ok_or_else(missing)?;
                Ok((self.grants_of(&*role, HolderKind::Role), None))
            }
            _ => Err(errors::invalid_input(format!("Invalid Entity Arn: {arn}"))),
        }
    }

    /// Who is supposed to ask: the caller that the request names, else the source of the policies, else somebody.
    fn simulated(&self, call: &Call, caller: Option<&str>, source: Option<&str>) -> Result<Principal> {
        let nobody = || format!("arn:aws:iam::{}:user/policy-simulator", call.account());
        let arn = caller.or(source).map_or_else(nobody, str::to_owned);
        let kind = Arn::parse(&arn).and_then(|arn| arn.resource_type().map(str::to_owned));
        match kind.as_deref() {
            Some("role") => Ok(Principal::RoleSession {
                session_arn: arn.replacen(":iam:", ":sts:", 1).replacen(":role/", ":assumed-role/", 1),
                role_id: self.role_of(&arn, "").map(|r| r.base.id.clone()).unwrap_or_default(),
                role_arn: arn,
                service_linked: false,
            }),
            Some("user") => {
                let id = self.user_of(&arn, "").map(|u| u.base.id.clone()).unwrap_or_default();
                Ok(Principal::User { arn, id })
            }
            Some("group") => Ok(Principal::User { arn: nobody(), id: String::new() }),
            _ => Err(errors::invalid_input(format!("Invalid caller ARN: {arn}"))),
        }
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html>
    pub(crate) async fn get_context_keys_for_custom_policy(
        &self,
        _call: &Call,
        input: GetContextKeysForCustomPolicyInput,
    ) -> Result<GetContextKeysForCustomPolicyOutput> {
        let names = context_keys(&inputs("PolicyInputList", &input.policy_input_list)?);
        Ok(GetContextKeysForCustomPolicyOutput { context_key_names: Some(names) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html>
    pub(crate) async fn get_context_keys_for_principal_policy(
        &self,
        _call: &Call,
        input: GetContextKeysForPrincipalPolicyInput,
    ) -> Result<GetContextKeysForPrincipalPolicyOutput> {
        let (grants, _) = self.source(&input.policy_source_arn)?;
        let mut policies = grants.identity;
        policies.extend(grants.boundary);
        policies.extend(inputs("PolicyInputList", &input.policy_input_list.unwrap_or_default())?);
        let names = context_keys(&policies);
        Ok(GetContextKeysForPrincipalPolicyOutput { context_key_names: Some(names) })
    }
}

impl Simulation {
    fn run(&self) -> Result<Vec<EvaluationResult>> {
        let resource = match &self.resource {
            Some(text) => Some(input("ResourcePolicy", text)?),
            None => None,
        };
        let mut results = Vec::new();
        for action in &self.actions {
            if !action.contains(':') {
                return Err(errors::invalid_input(format!("Invalid Action: {action}")));
            }
            let everything = vec!["*".to_owned()];
            let arns = if self.arns.is_empty() { &everything } else { &self.arns };
            for arn in arns {
                results.push(self.evaluate(action, arn, resource.as_ref()));
            }
        }
        Ok(results)
    }

    fn evaluate(&self, action: &str, arn: &str, resource: Option<&Attached>) -> EvaluationResult {
        let policies = Policies {
            identity: &self.identity,
            boundary: self.boundary.as_ref(),
            resource,
            service_control: &self.service_control,
            ..Policies::default()
        };
        let owner = self.resource_owner.as_deref().and_then(|arn| Arn::parse(arn).map(|arn| arn.account));
        let request =
            Request { resource_account: owner, ..Request::new(&self.principal, action, arn, &self.context) };
        let simulated = policy::simulate(&request, &policies);
        let matched: Vec<Statement> = simulated.matched.into_iter().map(shown_statement).collect();
        let missing = simulated.missing_context_values;
        let by_boundary = simulated.allowed_by_boundary.map(|allowed| PermissionsBoundaryDecisionDetail {
            allowed_by_permissions_boundary: Some(allowed),
        });
        let details =
            simulated.details.into_iter().map(|(side, said)| (side.to_owned(), shown_decision(said)));
        // recorded: iam/test_iam.json, test_simulate_principle_policy
        let specific = (arn != "*").then(|| {
            vec![ResourceSpecificResult {
                eval_resource_name: arn.to_owned(),
                eval_resource_decision: shown_decision(simulated.decision),
                matched_statements: Some(matched.clone()),
                missing_context_values: Some(missing.clone()),
                eval_decision_details: None,
                permissions_boundary_decision_detail: by_boundary.clone(),
            }]
        });
        EvaluationResult {
            eval_action_name: action.to_owned(),
            eval_resource_name: Some(arn.to_owned()),
            eval_decision: shown_decision(simulated.decision),
            matched_statements: Some(matched),
            missing_context_values: Some(missing),
            organizations_decision_detail: Some(OrganizationsDecisionDetail {
                allowed_by_organizations: Some(simulated.allowed_by_organizations),
            }),
            permissions_boundary_decision_detail: by_boundary,
            eval_decision_details: Some(details.collect()),
            resource_specific_results: specific,
        }
    }
}

fn shown_decision(decision: EvalDecision) -> PolicyEvaluationDecisionType {
    match decision {
        EvalDecision::Allowed => PolicyEvaluationDecisionType::Allowed,
        EvalDecision::ExplicitDeny => PolicyEvaluationDecisionType::ExplicitDeny,
        EvalDecision::ImplicitDeny => PolicyEvaluationDecisionType::ImplicitDeny,
    }
}

fn shown_statement(matched: MatchedStatement) -> Statement {
    let position = |at: policy::Position| Position {
        line: i32::try_from(at.line).ok(),
        column: i32::try_from(at.column).ok(),
    };
    Statement {
        source_policy_id: Some(matched.source_policy_id),
        source_policy_type: Some(PolicySourceType::Unknown(matched.source_policy_type.to_owned())),
        start_position: Some(position(matched.start_position)),
        end_position: Some(position(matched.end_position)),
    }
}

/// Every condition key that policies ask for, each once.
fn context_keys(policies: &[Attached]) -> Vec<String> {
    let mut names: Vec<String> =
        policies.iter().flat_map(|attached| attached.policy.context_keys()).collect();
    names.sort_by_key(|name| name.to_ascii_lowercase());
    names.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    names
}

/// Parameters that nothing here has: refused, never passed over.
fn unsupported(given: bool) -> Result<()> {
    if given {
        return Err(Error::not_implemented("ResourceHandlingOption and PolicyExclusionList of simulations"));
    }
    Ok(())
}

fn input(name: &str, text: &str) -> Result<Attached> {
    let invalid = |e: policy::SyntaxError| errors::invalid_input(format!("{name}: {e}"));
    Document::read(text).map_err(invalid)?;
    let policy = policy::Policy::parse(text).map_err(invalid)?;
    Ok(Attached::new(Origin::Input { name: name.to_owned() }, policy))
}

fn inputs(name: &str, texts: &[String]) -> Result<Vec<Attached>> {
    texts.iter().enumerate().map(|(i, text)| input(&format!("{name}.{}", i + 1), text)).collect()
}

fn boundary(texts: Option<Vec<String>>) -> Result<Option<Attached>> {
    let texts = texts.unwrap_or_default();
    if texts.len() > 1 {
        return Err(errors::invalid_input("Only one permissions boundary policy can be simulated."));
    }
    Ok(inputs("PermissionsBoundaryPolicyInputList", &texts)?.pop())
}

fn context(entries: Option<Vec<ContextEntry>>) -> Context {
    let mut context = Context::new();
    for entry in entries.unwrap_or_default() {
        let name = entry.context_key_name.unwrap_or_default();
        context.set_many(KeyName::new(&name), entry.context_key_values.unwrap_or_default());
    }
    context
}

/// A page of results, which may have the same action and resource twice.
fn numbered(
    results: Vec<EvaluationResult>,
    marker: Option<&str>,
    max_items: Option<i32>,
) -> Result<Page<EvaluationResult>> {
    let results = results.into_iter().enumerate();
    let page = page_in_order(results, |(number, _)| number.to_string(), marker, max_items)?;
    Ok(Page { items: page.items.into_iter().map(|(_, result)| result).collect(), marker: page.marker })
}
