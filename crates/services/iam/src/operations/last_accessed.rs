//! Which services users, groups, roles and policies reach, and when they last did.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html>
//!
//! The uses are those that the door told ([`crate::used`]); the services are those behind the door.

use super::users::whole_seconds;
use crate::Iam;
use crate::names::uuid;
use crate::page::page_in_order;
use crate::records::*;
use clock::Timestamp;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use policy::arn::Arn;
use policy::{Attached, Document, Holder as HolderKind, Origin};
use std::sync::Arc;
use wire::prelude::*;

/// A user or role that used something.
struct Actor {
    arn: String,
    name: String,
    id: String,
    path: String,
    kind: PolicyOwnerEntityType,
}

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html>
    pub(crate) async fn generate_service_last_accessed_details(
        &self,
        call: &Call,
        input: GenerateServiceLastAccessedDetailsInput,
    ) -> Result<GenerateServiceLastAccessedDetailsOutput> {
        self.reach(&input.arn)?;
        let id = uuid();
        let job = JobRecord {
            arn: input.arn,
            by_action: input.granularity == Some(AccessAdvisorUsageGranularityType::ActionLevel),
            created: whole_seconds(call),
        };
        self.state.add_job(call.account(), &id, job).await?;
        Ok(GenerateServiceLastAccessedDetailsOutput { job_id: Some(id) })
    }

    fn job(&self, call: &Call, id: &str) -> Result<Arc<JobRecord>> {
        let job = self.state.job(call.account(), id);
        job.ok_or_else(|| errors::no_such_entity(format!("Job {id} cannot be found.")))
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html>
    pub(crate) async fn get_service_last_accessed_details(
        &self,
        call: &Call,
        input: GetServiceLastAccessedDetailsInput,
    ) -> Result<GetServiceLastAccessedDetailsOutput> {
        let job = self.job(call, &input.job_id)?;
        let (policies, actors) = self.reach(&job.arn)?;
        let reached = call.services().into_iter().filter(|s| reaches(&policies, s.iam_prefix));
        let mut listed: Vec<_> =
            reached.map(|service| self.last_access(service, &actors, job.by_action)).collect();
        listed.sort_by(|a, b| a.service_namespace.cmp(&b.service_namespace));
        let page =
            page_in_order(listed, |s| s.service_namespace.clone(), input.marker.as_deref(), input.max_items)?;
        Ok(GetServiceLastAccessedDetailsOutput {
            job_status: JobStatusType::Completed,
            job_type: Some(if job.by_action {
                AccessAdvisorUsageGranularityType::ActionLevel
            } else {
                AccessAdvisorUsageGranularityType::ServiceLevel
            }),
            job_creation_date: job.created,
            job_completion_date: job.created,
            is_truncated: page.is_truncated(),
            services_last_accessed: page.items,
            marker: page.marker,
            error: None,
        })
    }

    fn last_access(
        &self,
        service: &'static wire::schema::Service,
        actors: &[Actor],
        by_action: bool,
    ) -> ServiceLastAccessed {
        let uses = self.uses(actors, service.name);
        let last = uses.iter().max_by_key(|(_, (time, _))| *time);
        ServiceLastAccessed {
            service_name: service_name(service.id),
            service_namespace: service.iam_prefix.to_owned(),
            last_authenticated: last.map(|(_, (time, _))| *time),
            last_authenticated_entity: last.map(|(actor, _)| actor.arn.clone()),
            last_authenticated_region: last.map(|(_, (_, region))| region.clone()),
            total_authenticated_entities: Some(uses.len() as i32),
            tracked_actions_last_accessed: by_action.then(|| self.tracked(service, actors)),
        }
    }

    /// Who used a service, with when and where last.
    fn uses<'a>(&self, actors: &'a [Actor], service: &str) -> Vec<(&'a Actor, (Timestamp, String))> {
        let used = |actor: &'a Actor| Some((actor, self.state.used.of(&actor.id).services.remove(service)?));
        actors.iter().filter_map(used).collect()
    }

    fn tracked(
        &self,
        service: &'static wire::schema::Service,
        actors: &[Actor],
    ) -> Vec<TrackedActionLastAccessed> {
        let used: Vec<_> = actors.iter().map(|actor| (actor, self.state.used.of(&actor.id))).collect();
        let operations = service.operations.iter().map(|op| {
            let key = format!("{}:{}", service.name, op.name);
            let uses = used.iter().filter_map(|(actor, record)| Some((actor, record.actions.get(&key)?)));
            let last = uses.max_by_key(|(_, (time, _))| *time);
            TrackedActionLastAccessed {
                action_name: Some(op.name.to_owned()),
                last_accessed_entity: last.map(|(actor, _)| actor.arn.clone()),
                last_accessed_time: last.map(|(_, (time, _))| *time),
                last_accessed_region: last.map(|(_, (_, region))| region.clone()),
            }
        });
        operations.collect()
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetailsWithEntities.html>
    pub(crate) async fn get_service_last_accessed_details_with_entities(
        &self,
        call: &Call,
        input: GetServiceLastAccessedDetailsWithEntitiesInput,
    ) -> Result<GetServiceLastAccessedDetailsWithEntitiesOutput> {
        let job = self.job(call, &input.job_id)?;
        let (_, actors) = self.reach(&job.arn)?;
        let services = call.services();
        let service = services.iter().find(|s| s.iam_prefix == input.service_namespace);
        let entities = actors.into_iter().map(|actor| {
            let name = service.map(|s| s.name).unwrap_or_default();
            let last = self.state.used.of(&actor.id).services.remove(name).map(|(time, _)| time);
            EntityDetails {
                entity_info: EntityInfo {
                    arn: actor.arn,
                    name: actor.name,
                    r#type: actor.kind,
                    id: actor.id,
                    path: Some(actor.path),
                },
                last_authenticated: last,
            }
        });
        // "By default, the list of associated entities is sorted by date, with the most recent access listed first."
        let mut entities: Vec<EntityDetails> = entities.collect();
        entities.sort_by_key(|entity| std::cmp::Reverse(entity.last_authenticated));
        let name = |e: &EntityDetails| e.entity_info.arn.clone();
        let page = page_in_order(entities, name, input.marker.as_deref(), input.max_items)?;
        Ok(GetServiceLastAccessedDetailsWithEntitiesOutput {
            job_status: JobStatusType::Completed,
            job_creation_date: job.created,
            job_completion_date: job.created,
            is_truncated: page.is_truncated(),
            entity_details_list: page.items,
            marker: page.marker,
            error: None,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html>
    pub(crate) async fn list_policies_granting_service_access(
        &self,
        _call: &Call,
        input: ListPoliciesGrantingServiceAccessInput,
    ) -> Result<ListPoliciesGrantingServiceAccessOutput> {
        let (grants, _) = self.source(&input.arn)?;
        let entry = |namespace: String| {
            let granting = grants.identity.iter().filter(|a| grants_service(a, &namespace));
            let policies = granting.filter_map(|a| granting_policy(&a.origin)).collect();
            ListPoliciesGrantingServiceAccessEntry {
                service_namespace: Some(namespace.clone()),
                policies: Some(policies),
            }
        };
        let entries = input.service_namespaces.into_iter().map(entry);
        let name =
            |e: &ListPoliciesGrantingServiceAccessEntry| e.service_namespace.clone().unwrap_or_default();
        let page = page_in_order(entries, name, input.marker.as_deref(), None)?;
        Ok(ListPoliciesGrantingServiceAccessOutput {
            is_truncated: page.is_truncated(),
            policies_granting_service_access: page.items,
            marker: page.marker,
        })
    }

    /// The policies behind an ARN, and who uses them.
    fn reach(&self, arn: &str) -> Result<(Vec<Attached>, Vec<Actor>)> {
        let missing = || errors::no_such_entity(format!("ARN {arn} cannot be found."));
        let parsed = Arn::parse(arn).ok_or_else(|| errors::invalid_input(format!("Invalid ARN: {arn}")))?;
        let account = parsed.account;
        match parsed.resource_type() {
            Some("user") => {
                let user = self.by_arn::<UserRecord>(arn).ok_or_else(missing)?;
                Ok((self.grants_of_user(&user).identity, vec![Actor::user(&user)]))
            }
            Some("role") => {
                let role = self.by_arn::<RoleRecord>(arn).ok_or_else(missing)?;
                Ok((self.grants_of(&*role, HolderKind::Role).identity, vec![Actor::role(&role)]))
            }
            Some("group") => {
                let group = self.by_arn::<GroupRecord>(arn).ok_or_else(missing)?;
                let members = self.members(account, &group).iter().map(|user| Actor::user(user)).collect();
                Ok((self.grants_of(&*group, HolderKind::Group).identity, members))
            }
            Some("policy") => {
                let policy = self.managed(arn).ok_or_else(missing)?;
                let holds = |held: &Held| held.attached.iter().any(|other| other == arn);
                let users = self.state.list::<UserRecord>(account);
                let in_group =
                    |user: &UserRecord| self.groups_of(account, user).iter().any(|g| holds(&g.held));
                let users = users.iter().filter(|u| holds(&u.held) || in_group(u)).map(|u| Actor::user(u));
                let roles = self.state.list::<RoleRecord>(account);
                let roles = roles.iter().filter(|r| holds(&r.held)).map(|r| Actor::role(r));
                Ok((vec![policy], users.chain(roles).collect()))
            }
            _ => Err(errors::invalid_input(format!("Invalid ARN: {arn}"))),
        }
    }
}

impl Actor {
    fn user(user: &UserRecord) -> Self {
        Self::of(user, PolicyOwnerEntityType::User)
    }
    fn role(role: &RoleRecord) -> Self {
        Self::of(role, PolicyOwnerEntityType::Role)
    }
    fn of<R: Entity>(record: &R, kind: PolicyOwnerEntityType) -> Self {
        let base = record.base();
        Self {
            arn: record.arn(),
            name: base.name.clone(),
            id: base.id.clone(),
            path: base.path.clone(),
            kind,
        }
    }
}

fn reaches(policies: &[Attached], service: &str) -> bool {
    policies.iter().any(|attached| grants_service(attached, service))
}

/// Whether some statement allows some action of the service.
fn grants_service(attached: &Attached, service: &str) -> bool {
    let Ok(document) = Document::read(attached.policy.text()) else { return false };
    let names = |action: &String| {
        let prefix = action.split(':').next().unwrap_or_default();
        action == "*" || prefix.contains('*') || prefix.eq_ignore_ascii_case(service)
    };
    document.statements.iter().any(|statement| {
        let allows = statement.effect.as_deref() == Some("Allow");
        let all_of_it = format!("{service}:*");
        let excepted = statement.not_action.as_ref();
        let by_exception = excepted.is_some_and(|list| !list.iter().any(|a| *a == all_of_it || a == "*"));
        allows && (by_exception || statement.action.iter().flatten().any(names))
    })
}

fn granting_policy(origin: &Origin) -> Option<PolicyGrantingServiceAccess> {
    match origin {
        Origin::Managed { arn } => Some(PolicyGrantingServiceAccess {
            policy_name: Arn::parse(arn)?.name().to_owned(),
            policy_type: PolicyType::Managed,
            policy_arn: Some(arn.clone()),
            ..PolicyGrantingServiceAccess::default()
        }),
        Origin::Inline { holder, holder_name, name } => Some(PolicyGrantingServiceAccess {
            policy_name: name.clone(),
            policy_type: PolicyType::Inline,
            policy_arn: None,
            entity_type: Some(match holder {
                HolderKind::User => PolicyOwnerEntityType::User,
                HolderKind::Group => PolicyOwnerEntityType::Group,
                HolderKind::Role => PolicyOwnerEntityType::Role,
            }),
            entity_name: Some(holder_name.clone()),
        }),
        _ => None,
    }
}

/// The service as IAM's pages name it.
fn service_name(id: &str) -> String {
    match id {
        "IAM" => "AWS Identity and Access Management".to_owned(),
        "STS" => "AWS Security Token Service".to_owned(),
        "CloudFormation" => "AWS CloudFormation".to_owned(),
        other => format!("Amazon {other}"),
    }
}
