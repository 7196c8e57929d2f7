//! Roles that belong to a service: it says what they may do, and IAM lets nobody change them.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html>

use super::shown::listed_role;
use super::users::new_base;
use crate::Iam;
use crate::document::PolicyText;
use crate::linked_services;
use crate::names::Kind;
use crate::records::*;
use crate::refusals;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use wire::prelude::*;

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html>
    pub(crate) async fn create_service_linked_role(
        &self,
        call: &Call,
        input: CreateServiceLinkedRoleInput,
    ) -> Result<CreateServiceLinkedRoleOutput> {
        let service = input.aws_service_name;
        let known = linked_services::find(&service)
            .ok_or_else(|| Error::not_implemented(format!("the service-linked role of {service}")))?;
        if input.custom_suffix.is_some() && !known.takes_suffix {
            // recorded: iam/test_iam.json, test_service_role_lifecycle_custom_suffix_not_allowed
            return Err(errors::invalid_input(format!("Custom suffix is not allowed for {service}")));
        }
        let path = format!("/aws-service-role/{service}/");
        let trust = serde_json::json!({"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]});
        let name = known.role_name(input.custom_suffix.as_deref());
        let policy = format!("arn:aws:iam::aws:policy/aws-service-role/{}", known.policy);
        let role = RoleRecord {
            base: new_base(call, Kind::Role, Some(path), name, Tags::new()),
            held: Held { attached: vec![policy], ..Held::default() },
            trust: PolicyText::from(trust.to_string()),
            description: input.description,
            max_session: 3_600,
            linked_to: Some(service),
        };
        let shown = Role { max_session_duration: None, ..listed_role(&role) };
        self.state
            .change(call.account(), |change| {
                change.vacant::<RoleRecord>(&role.base.name).map_err(|_| {
                    errors::invalid_input(format!(
                        "Service role name {} has been taken in this account, please try a different suffix.",
                        role.base.name
                    ))
                })?;
                change.put(role);
                Ok(())
            })
            .await?;
        Ok(CreateServiceLinkedRoleOutput { role: Some(shown) })
    }

    /// Deletes at once: no service of this house keeps resources that still need the role without knowing it.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html>
    pub(crate) async fn delete_service_linked_role(
        &self,
        call: &Call,
        input: DeleteServiceLinkedRoleInput,
    ) -> Result<DeleteServiceLinkedRoleOutput> {
        let role = self
            .state
            .change(call.account(), |change| {
                let role: RoleRecord = change.get(&input.role_name)?;
                if role.linked_to.is_none() {
                    // A role of the account's own is not found here.
                    return Err(refusals::not_found(Kind::Role, &input.role_name));
                }
                change.rename_trusted(&role.arn(), &role.base.id);
                change.delete::<RoleRecord>(&role.base.name);
                Ok(role)
            })
            .await?;
        self.state.used.forget(&role.base.id);
        let service = role.linked_to.as_deref().unwrap_or_default();
        Ok(DeleteServiceLinkedRoleOutput { deletion_task_id: task(call, service, &role.base.name) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLinkedRoleDeletionStatus.html>
    pub(crate) async fn get_service_linked_role_deletion_status(
        &self,
        call: &Call,
        input: GetServiceLinkedRoleDeletionStatusInput,
    ) -> Result<GetServiceLinkedRoleDeletionStatusOutput> {
        let id = input.deletion_task_id.as_str();
        let mut parts = id.split('/').skip(2);
        let (service, role) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if id != task(call, service, role) {
            return Err(errors::no_such_entity(format!("Deletion task {id} cannot be found.")));
        }
        Ok(GetServiceLinkedRoleDeletionStatusOutput {
            status: DeletionTaskStatusType::Succeeded,
            reason: None,
        })
    }
}

/// The id of a deletion, which is known again without being kept.
fn task(call: &Call, service: &str, role: &str) -> String {
    let name = format!("{}/{service}/{role}", call.account());
    format!(
        "task/aws-service-role/{service}/{role}/{}",
        uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, name.as_bytes())
    )
}
