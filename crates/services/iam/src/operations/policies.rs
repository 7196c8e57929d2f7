//! Managed policies and their versions. AWS's own are read here too, and changed by nobody.

use super::attachments::is_policy_arn;
use super::users::new_base;
use crate::Iam;
use crate::catalogue::{self, AwsPolicy};
use crate::document::PolicyText;
use crate::names::Kind;
use crate::page::{below, page_in_order};
use crate::quotas;
use crate::records::*;
use crate::refusals;
use crate::state::{Change, Stored};
use crate::tags;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use policy::Use;
use policy::arn::Arn;
use std::collections::HashMap;
use std::sync::Arc;
use wire::prelude::*;

/// How often policies are attached and boundaries, by ARN.
pub(crate) type Usages = HashMap<String, (i32, i32)>;

/// A managed policy, whoever manages it.
pub(crate) enum Managed {
    Customer(Arc<PolicyRecord>),
    Aws(&'static AwsPolicy),
}

impl Iam {
    /// Something by its ARN.
    pub(crate) fn by_arn<R: Stored>(&self, arn: &str) -> Option<Arc<R>> {
        let parsed = Arn::parse(arn)?;
        // An OIDC provider is called by its URL, which may have slashes of its own.
        let name = match R::KIND {
            Kind::OidcProvider => parsed.resource.strip_prefix("oidc-provider/")?,
            _ => parsed.name(),
        };
        let record = self.state.find::<R>(parsed.account, name)?;
        (record.arn() == arn).then_some(record)
    }

    /// The managed policy of an ARN, or AWS's refusal.
    pub(crate) fn managed_record(&self, call: &Call, arn: &str) -> Result<Managed> {
        is_policy_arn(arn)?;
        if let Some(policy) = arn.starts_with("arn:aws:iam::aws:").then(|| catalogue::get(arn)).flatten() {
            return Ok(Managed::Aws(policy));
        }
        let record = self.by_arn::<PolicyRecord>(arn).filter(|p| p.base.account == call.account());
        record.map(Managed::Customer).ok_or_else(|| refusals::not_found(Kind::Policy, arn))
    }

    /// Edits a customer's managed policy.
    pub(crate) async fn change_policy<T>(
        &self,
        call: &Call,
        arn: &str,
        edit: impl FnOnce(&mut Change<'_>, PolicyRecord) -> Result<T>,
    ) -> Result<T> {
        self.state
            .change(call.account(), |change| match self.managed_record(call, arn)? {
                Managed::Customer(record) => edit(change, (*record).clone()),
                Managed::Aws(_) => Err(Error::new(
                    "AccessDenied",
                    format!("Policy {arn} is managed by AWS and cannot be changed."),
                )
                .status(403)),
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html>
    pub(crate) async fn create_policy(
        &self,
        call: &Call,
        input: CreatePolicyInput,
    ) -> Result<CreatePolicyOutput> {
        let document = checked_managed(&input.policy_document)?;
        let base =
            new_base(call, Kind::Policy, input.path, input.policy_name, tags::of_request(call, input.tags)?);
        let created = base.created;
        let record = PolicyRecord {
            base,
            description: input.description,
            updated: created,
            versions: vec![VersionRecord { number: 1, document, created }],
            default: 1,
            last: 1,
        };
        // recorded: iam/test_iam.json, test_role_attach_policy: the description is not repeated
        let shown = Policy { description: None, ..listed_policy(&record, (0, 0)) };
        let shown = Policy { tags: tags::shown(&record.base.tags), ..shown };
        self.state
            .change(call.account(), |change| {
                change.vacant::<PolicyRecord>(&record.base.name)?;
                change.room::<PolicyRecord>("PoliciesPerAccount", quotas::POLICIES)?;
                change.put(record);
                Ok(())
            })
            .await?;
        Ok(CreatePolicyOutput { policy: Some(shown) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html>
    pub(crate) async fn get_policy(&self, call: &Call, input: GetPolicyInput) -> Result<GetPolicyOutput> {
        let policy = match self.managed_record(call, &input.policy_arn)? {
            Managed::Customer(record) => Policy {
                description: record.description.clone(),
                tags: Some(tags::all(&record.base.tags)),
                ..listed_policy(&record, self.usage(call, &record.arn()))
            },
            Managed::Aws(policy) => {
                Policy { tags: Some(Vec::new()), ..listed_aws_policy(policy, self.usage(call, &policy.arn)) }
            }
        };
        Ok(GetPolicyOutput { policy: Some(policy) })
    }

    /// How often one managed policy is attached in the account, and how often it is a boundary.
    fn usage(&self, call: &Call, arn: &str) -> (i32, i32) {
        self.usages(call.account()).get(arn).copied().unwrap_or_default()
    }
    /// How often each managed policy is attached in an account, and how often it is a boundary.
    pub(crate) fn usages(&self, account: &str) -> Usages {
        let mut usages = Usages::new();
        let mut count = |held: &Held| {
            for arn in &held.attached {
                usages.entry(arn.clone()).or_default().0 += 1;
            }
            if let Some(arn) = &held.boundary {
                usages.entry(arn.clone()).or_default().1 += 1;
            }
        };
        self.state.list::<UserRecord>(account).iter().for_each(|r| count(&r.held));
        self.state.list::<GroupRecord>(account).iter().for_each(|r| count(&r.held));
        self.state.list::<RoleRecord>(account).iter().for_each(|r| count(&r.held));
        usages
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html>
    pub(crate) async fn list_policies(
        &self,
        call: &Call,
        input: ListPoliciesInput,
    ) -> Result<ListPoliciesOutput> {
        let scope = input.scope.unwrap_or(PolicyScopeType::All);
        let usages = self.usages(call.account());
        let usage = |arn: &str| usages.get(arn).copied().unwrap_or_default();
        let mut policies: Vec<Policy> = Vec::new();
        if scope != PolicyScopeType::Aws {
            let own = self.state.list::<PolicyRecord>(call.account());
            policies.extend(own.iter().map(|p| listed_policy(p, usage(&p.arn()))));
        }
        if scope != PolicyScopeType::Local {
            policies.extend(catalogue::all().values().map(|p| listed_aws_policy(p, usage(&p.arn))));
        }
        policies.retain(|p| {
            let (attached, boundaries) =
                (p.attachment_count.unwrap_or(0), p.permissions_boundary_usage_count.unwrap_or(0));
            let used = match &input.policy_usage_filter {
                Some(PolicyUsageType::PermissionsPolicy) => attached > 0,
                Some(PolicyUsageType::PermissionsBoundary) => boundaries > 0,
                _ => true,
            };
            used && below(p.path.as_deref().unwrap_or("/"), input.path_prefix.as_deref())
                && (input.only_attached != Some(true) || attached > 0)
        });
        let name = |p: &Policy| p.arn.clone().unwrap_or_default();
        let page = page_in_order(policies, name, input.marker.as_deref(), input.max_items)?;
        Ok(ListPoliciesOutput {
            is_truncated: page.is_truncated(),
            policies: Some(page.items),
            marker: page.marker,
        })
    }
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html>
    pub(crate) async fn delete_policy(
        &self,
        call: &Call,
        input: DeletePolicyInput,
    ) -> Result<DeletePolicyOutput> {
        self.change_policy(call, &input.policy_arn, |change, record| {
            if self.usage(call, &input.policy_arn) != (0, 0) {
                return Err(errors::delete_conflict("Cannot delete a policy attached to entities."));
            }
            if record.versions.len() > 1 {
                return Err(errors::delete_conflict(
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's \
                     versions. The default version is deleted with the policy.",
                ));
            }
            change.delete::<PolicyRecord>(&record.base.name);
            Ok(DeletePolicyOutput {})
        })
        .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html>
    pub(crate) async fn list_entities_for_policy(
        &self,
        call: &Call,
        input: ListEntitiesForPolicyInput,
    ) -> Result<ListEntitiesForPolicyOutput> {
        self.managed_record(call, &input.policy_arn)?;
        let arn = input.policy_arn.as_str();
        let usage = input.policy_usage_filter.as_ref();
        let uses = |base: &Base, held: &Held| {
            let attached = held.attached.iter().any(|other| other == arn);
            let boundary = held.boundary.as_deref() == Some(arn);
            let used = match usage {
                Some(PolicyUsageType::PermissionsPolicy) => attached,
                Some(PolicyUsageType::PermissionsBoundary) => boundary,
                _ => attached || boundary,
            };
            used && below(&base.path, input.path_prefix.as_deref())
        };
        let wanted = |kind: &EntityType| input.entity_filter.as_ref().is_none_or(|filter| filter == kind);
        let mut found: Vec<(Kind, String, String)> = Vec::new();
        let account = call.account();
        let mut take = |kind, base: &Base, held: &Held| {
            if uses(base, held) {
                found.push((kind, base.name.clone(), base.id.clone()));
            }
        };
        if wanted(&EntityType::Group) {
            self.state.list::<GroupRecord>(account).iter().for_each(|r| take(Kind::Group, &r.base, &r.held));
        }
        if wanted(&EntityType::User) {
            self.state.list::<UserRecord>(account).iter().for_each(|r| take(Kind::User, &r.base, &r.held));
        }
        if wanted(&EntityType::Role) {
            self.state.list::<RoleRecord>(account).iter().for_each(|r| take(Kind::Role, &r.base, &r.held));
        }
        let page = page_in_order(found, |(_, _, id)| id.clone(), input.marker.as_deref(), input.max_items)?;
        let mut out = ListEntitiesForPolicyOutput {
            policy_groups: Some(Vec::new()),
            policy_users: Some(Vec::new()),
            policy_roles: Some(Vec::new()),
            is_truncated: page.is_truncated(),
            marker: page.marker,
        };
        for (kind, name, id) in page.items {
            let (name, id) = (Some(name), Some(id));
            match kind {
                Kind::Group => out
                    .policy_groups
                    .get_or_insert_default()
                    .push(PolicyGroup { group_name: name, group_id: id }),
                Kind::User => {
                    out.policy_users
                        .get_or_insert_default()
                        .push(PolicyUser { user_name: name, user_id: id });
                }
                _ => {
                    out.policy_roles
                        .get_or_insert_default()
                        .push(PolicyRole { role_name: name, role_id: id });
                }
            }
        }
        Ok(out)
    }
}

/// A policy as lists show it, without description and tags, with how often it is attached and a boundary.
pub(crate) fn listed_policy(record: &PolicyRecord, (attached, boundaries): (i32, i32)) -> Policy {
    let base = &record.base;
    Policy {
        policy_name: Some(base.name.clone()),
        policy_id: Some(base.id.clone()),
        arn: Some(record.arn()),
        path: Some(base.path.clone()),
        default_version_id: Some(format!("v{}", record.default)),
        attachment_count: Some(attached),
        permissions_boundary_usage_count: Some(boundaries),
        is_attachable: Some(true),
        create_date: Some(base.created),
        update_date: Some(record.updated),
        ..Policy::default()
    }
}

/// One of AWS's policies as lists show it, with how often it is attached and a boundary.
pub(crate) fn listed_aws_policy(policy: &AwsPolicy, (attached, boundaries): (i32, i32)) -> Policy {
    Policy {
        policy_name: Some(policy.name.clone()),
        policy_id: Some(policy.id.clone()),
        arn: Some(policy.arn.clone()),
        path: Some(policy.path.clone()),
        default_version_id: Some(policy.version.clone()),
        attachment_count: Some(attached),
        permissions_boundary_usage_count: Some(boundaries),
        is_attachable: Some(true),
        create_date: Some(policy.created),
        update_date: Some(policy.updated),
        ..Policy::default()
    }
}

/// A document for a managed policy.
pub(crate) fn checked_managed(text: &str) -> Result<PolicyText> {
    let (document, _) = PolicyText::checked(text, Use::Managed)?;
    if document.size() > quotas::POLICY_SIZE {
        return Err(refusals::quota("PolicySize", quotas::POLICY_SIZE));
    }
    Ok(document)
}
