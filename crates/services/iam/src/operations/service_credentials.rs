//! User names and passwords for one service: CodeCommit's and Keyspaces'. Bedrock's keys are of another kind and refused.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_service-specific-creds.html>

use super::access_keys::{is_active, status};
use super::users::{user_name, whole_seconds};
use crate::Iam;
use crate::names::{secret, unique_id};
use crate::page::page_in_order;
use crate::records::*;
use crate::refusals;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use std::sync::Arc;
use wire::prelude::*;

/// Credentials of one service that a user may have.
const PER_SERVICE: usize = 2;
const SERVICES: [&str; 2] = ["codecommit.amazonaws.com", "cassandra.amazonaws.com"];

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html>
    pub(crate) async fn create_service_specific_credential(
        &self,
        call: &Call,
        input: CreateServiceSpecificCredentialInput,
    ) -> Result<CreateServiceSpecificCredentialOutput> {
        if input.credential_age_days.is_some() {
            return Err(Error::not_implemented("CredentialAgeDays of CreateServiceSpecificCredential"));
        }
        let account = call.account();
        let shown = self
            .state
            .change(account, |change| {
                // recorded: iam/test_iam.json, test_create_service_specific_credential_invalid_user: the user comes first
                let mut user: UserRecord = change.get(&input.user_name)?;
                is_service(Some(&input.service_name))?;
                let of_service = user.service_credentials.iter().filter(|c| c.service == input.service_name);
                let count = of_service.count();
                if count >= PER_SERVICE {
                    return Err(refusals::quota("ServiceSpecificCredentialsPerUser", PER_SERVICE));
                }
                let more = if count == 0 { String::new() } else { format!("+{count}") };
                let credential = ServiceCredentialRecord {
                    id: unique_id("ACCA"),
                    service: input.service_name,
                    user_name: format!("{}{more}-at-{account}", user.base.name),
                    password: secret(),
                    active: true,
                    created: whole_seconds(call),
                };
                let shown = shown(&user.base.name, &credential);
                user.service_credentials.push(credential);
                change.put(user);
                Ok(shown)
            })
            .await?;
        Ok(CreateServiceSpecificCredentialOutput { service_specific_credential: Some(shown) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html>
    pub(crate) async fn list_service_specific_credentials(
        &self,
        call: &Call,
        input: ListServiceSpecificCredentialsInput,
    ) -> Result<ListServiceSpecificCredentialsOutput> {
        is_service(input.service_name.as_deref())?;
        let users: Vec<Arc<UserRecord>> = if input.all_users == Some(true) {
            self.state.list(call.account())
        } else {
            vec![self.state.get(call.account(), &user_name(call, input.user_name)?)?]
        };
        let wanted =
            |c: &&ServiceCredentialRecord| input.service_name.as_ref().is_none_or(|s| *s == c.service);
        let listed = users.iter().flat_map(|user| {
            let credentials = user.service_credentials.iter().filter(wanted);
            credentials.map(|c| ServiceSpecificCredentialMetadata {
                user_name: user.base.name.clone(),
                status: status(c.active),
                service_user_name: Some(c.user_name.clone()),
                create_date: c.created,
                service_specific_credential_id: c.id.clone(),
                service_name: c.service.clone(),
                ..ServiceSpecificCredentialMetadata::default()
            })
        });
        let name = |c: &ServiceSpecificCredentialMetadata| c.service_specific_credential_id.clone();
        let page = page_in_order(listed, name, input.marker.as_deref(), input.max_items)?;
        Ok(ListServiceSpecificCredentialsOutput {
            is_truncated: page.is_truncated(),
            service_specific_credentials: Some(page.items),
            marker: page.marker,
        })
    }

    /// Edits one credential, or takes it away.
    async fn change_credential<T>(
        &self,
        call: &Call,
        name: Option<String>,
        id: &str,
        edit: impl FnOnce(&str, &mut Vec<ServiceCredentialRecord>, usize) -> T,
    ) -> Result<T> {
        let name = user_name(call, name)?;
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&name)?;
                let at = user.service_credentials.iter().position(|c| c.id == id);
                let at =
                    at.ok_or_else(|| errors::no_such_entity(format!("No such credential {id} exists")))?;
                let done = edit(&name, &mut user.service_credentials, at);
                change.put(user);
                Ok(done)
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServiceSpecificCredential.html>
    pub(crate) async fn update_service_specific_credential(
        &self,
        call: &Call,
        input: UpdateServiceSpecificCredentialInput,
    ) -> Result<UpdateServiceSpecificCredentialOutput> {
        let active = is_active(&input.status)?;
        let id = input.service_specific_credential_id;
        self.change_credential(call, input.user_name, &id, |_, all, at| {
            if let Some(credential) = all.get_mut(at) {
                credential.active = active;
            }
        })
        .await?;
        Ok(UpdateServiceSpecificCredentialOutput {})
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResetServiceSpecificCredential.html>
    pub(crate) async fn reset_service_specific_credential(
        &self,
        call: &Call,
        input: ResetServiceSpecificCredentialInput,
    ) -> Result<ResetServiceSpecificCredentialOutput> {
        let id = input.service_specific_credential_id;
        let shown = self
            .change_credential(call, input.user_name, &id, |user, all, at| {
                let credential = all.get_mut(at)?;
                credential.password = secret();
                Some(shown(user, credential))
            })
            .await?;
        Ok(ResetServiceSpecificCredentialOutput { service_specific_credential: shown })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceSpecificCredential.html>
    pub(crate) async fn delete_service_specific_credential(
        &self,
        call: &Call,
        input: DeleteServiceSpecificCredentialInput,
    ) -> Result<DeleteServiceSpecificCredentialOutput> {
        let id = input.service_specific_credential_id;
        self.change_credential(call, input.user_name, &id, |_, all, at| drop(all.remove(at))).await?;
        Ok(DeleteServiceSpecificCredentialOutput {})
    }
}

fn is_service(name: Option<&str>) -> Result<()> {
    match name.filter(|name| !SERVICES.contains(name)) {
        Some("bedrock.amazonaws.com") => {
            Err(Error::not_implemented("service-specific credentials of bedrock.amazonaws.com"))
        }
        Some(name) => Err(errors::no_such_entity(format!(
            "No such service {name} is supported for Service Specific Credentials"
        ))),
        None => Ok(()),
    }
}

/// With its password, which is shown when it is made and never again.
fn shown(user: &str, credential: &ServiceCredentialRecord) -> ServiceSpecificCredential {
    ServiceSpecificCredential {
        create_date: credential.created,
        service_name: credential.service.clone(),
        service_user_name: Some(credential.user_name.clone()),
        service_password: Some(credential.password.clone()),
        service_specific_credential_id: credential.id.clone(),
        user_name: user.to_owned(),
        status: status(credential.active),
        ..ServiceSpecificCredential::default()
    }
}
