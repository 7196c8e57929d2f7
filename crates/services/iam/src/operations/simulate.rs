//! What policies would decide: answered by the engine that decides.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html>

use crate::Iam;
use crate::context_keys;
use crate::page::page;
use crate::records::*;
use door::{Call, Context, Grants, KeyName, Principal};
use model_iam::errors;
use model_iam::types::*;
use policy::arn::Arn;
use policy::{
    Attached, Document, Effect, Holder as HolderKind, Layer, Origin, Policies, Reason, Request, decide,
    explain,
};
use std::collections::BTreeSet;
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
        let results = simulation.run()?;
        let page = page(results, result_name, input.marker.as_deref(), input.max_items)?;
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
        if let Some(name) = user_name.filter(|_| !context.contains(&KeyName::of("aws:username"))) {
            context.set(KeyName::of("aws:username"), name);
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
        let results = simulation.run()?;
        let page = page(results, result_name, input.marker.as_deref(), input.max_items)?;
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
        let names = context_keys::of_all(&inputs("PolicyInputList", &input.policy_input_list)?);
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
        let names = context_keys::of_all(&policies);
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
        let decision = decide(&request, &policies);
        let eval_decision = match decision.reason {
            Reason::Allowed => PolicyEvaluationDecisionType::Allowed,
            Reason::ExplicitDeny(_) => PolicyEvaluationDecisionType::ExplicitDeny,
            Reason::ImplicitDeny(_) => PolicyEvaluationDecisionType::ImplicitDeny,
        };
        let matched = self.matched(&request, &policies, decision.reason);
        let all = self.identity.iter().chain(&self.boundary).chain(resource);
        let missing = context_keys::missing(all, &request);
        let boundary_allows = |boundary: &Attached| {
            let alone = Policies { identity: std::slice::from_ref(boundary), ..Policies::default() };
            decide(&request, &alone).allowed
        };
        let by_boundary = self.boundary.as_ref().map(|b| PermissionsBoundaryDecisionDetail {
            allowed_by_permissions_boundary: Some(boundary_allows(b)),
        });
        let by_organization = !matches!(
            decision.reason,
            Reason::ExplicitDeny(Layer::ServiceControl) | Reason::ImplicitDeny(Layer::ServiceControl)
        );
        // recorded: iam/test_iam.json, test_simulate_principle_policy
        let specific = (arn != "*").then(|| {
            vec![ResourceSpecificResult {
                eval_resource_name: arn.to_owned(),
                eval_resource_decision: eval_decision.clone(),
                matched_statements: Some(matched.clone()),
                missing_context_values: Some(missing.clone()),
                eval_decision_details: None,
                permissions_boundary_decision_detail: by_boundary.clone(),
            }]
        });
        EvaluationResult {
            eval_action_name: action.to_owned(),
            eval_resource_name: Some(arn.to_owned()),
            eval_decision,
            matched_statements: Some(matched),
            missing_context_values: Some(missing),
            organizations_decision_detail: Some(OrganizationsDecisionDetail {
                allowed_by_organizations: Some(by_organization),
            }),
            permissions_boundary_decision_detail: by_boundary,
            eval_decision_details: Some(Map::default()),
            resource_specific_results: specific,
        }
    }

    /// The statements that made the decision: those that deny, else those that allow.
    fn matched(&self, request: &Request<'_>, policies: &Policies<'_>, reason: Reason) -> Vec<Statement> {
        let effect = match reason {
            Reason::ExplicitDeny(_) => Effect::Deny,
            Reason::Allowed => Effect::Allow,
            Reason::ImplicitDeny(_) => return Vec::new(),
        };
        let explanation = explain(request, policies);
        let mut matched = Vec::new();
        for report in
            explanation.policies.iter().filter(|r| matches!(r.layer, Layer::Identity | Layer::Resource))
        {
            let attached = self.identity.iter().chain(policies.resource).find(|a| a.origin == report.origin);
            let Some(attached) = attached else { continue };
            for statement in report.statements.iter().filter(|s| s.applies && s.effect == effect) {
                let span = attached.policy.statements.get(statement.index).map(|s| s.span.clone());
                let Some(span) = span else { continue };
                matched.push(Statement {
                    source_policy_id: Some(source_id(&attached.origin)),
                    source_policy_type: Some(PolicySourceType::Unknown(
                        if report.layer == Layer::Resource { "Resource Policy" } else { "IAM Policy" }
                            .to_owned(),
                    )),
                    start_position: position(attached.policy.text(), span.start),
                    end_position: position(attached.policy.text(), span.end.saturating_sub(1)),
                });
            }
        }
        matched
    }
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

fn result_name(result: &EvaluationResult) -> String {
    format!("{} {}", result.eval_action_name, result.eval_resource_name.as_deref().unwrap_or_default())
}

fn source_id(origin: &Origin) -> String {
    match origin {
        Origin::Managed { arn } => Arn::parse(arn).map(|arn| arn.name().to_owned()).unwrap_or_default(),
        Origin::Inline { holder_name, name, .. } => format!("{holder_name}_{name}"),
        other => other.to_string(),
    }
}

/// Line and column of a byte, both from one.
fn position(text: &str, at: usize) -> Option<Position> {
    let before = text.get(..at)?;
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Some(Position { line: Some(line as i32), column: Some(column as i32) })
}

/// The distinct names in a list, by their small letters, in order.
pub(crate) fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| seen.insert(name.to_lowercase())).collect()
}
