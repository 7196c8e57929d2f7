//! The endpoints of platform applications: devices that registered for pushes.
//! <https://docs.aws.amazon.com/sns/latest/dg/mobile-platform-endpoint.html>

use super::page;
use crate::Sns;
use crate::names::invalid;
use crate::platform::{self, ApplicationName, DeviceName, DeviceRecord, no_application, no_device};
use door::Call;
use model_sns::types::{
    CreatePlatformEndpointInput, CreatePlatformEndpointOutput, DeleteEndpointInput, DeleteEndpointOutput,
    Endpoint, GetEndpointAttributesInput, GetEndpointAttributesOutput,
    ListEndpointsByPlatformApplicationInput, ListEndpointsByPlatformApplicationOutput,
    SetEndpointAttributesInput, SetEndpointAttributesOutput,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Batch;
use wire::prelude::*;

impl Sns {
    /// <https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformEndpoint.html>
    pub(crate) async fn create_platform_endpoint(
        &self,
        call: &Call,
        input: CreatePlatformEndpointInput,
    ) -> Result<CreatePlatformEndpointOutput> {
        let application = ApplicationName::of(call, &input.platform_application_arn)?;
        // recorded: sns/test_sns.json, test_create_platform_endpoint_double_custom_data
        let mut attributes: BTreeMap<String, String> =
            input.custom_user_data.map(|data| ("CustomUserData".to_owned(), data)).into_iter().collect();
        attributes.extend(input.attributes.unwrap_or_default());
        attributes.insert("Token".to_owned(), input.token.clone());
        platform::check_device(&attributes)?;
        platform::in_lower_case(&mut attributes);
        let (arn, ticket) = {
            let _changing = self.state.changing();
            if !self.state.applications.contains(&application.key()) {
                return Err(no_application());
            }
            if let Some((id, found)) = self.state.device_of_token(&application, &input.token) {
                let arn = DeviceName { application, id }.arn();
                // Only what is said must be so: an app that starts asks again for a device that was switched off since.
                if !attributes.iter().all(|(name, value)| found.attributes.get(name) == Some(value)) {
                    return Err(taken(&arn));
                }
                return Ok(CreatePlatformEndpointOutput { endpoint_arn: Some(arn) });
            }
            attributes.entry("Enabled".to_owned()).or_insert_with(|| "true".to_owned());
            let name = DeviceName { application, id: uuid::Uuid::new_v4().to_string() };
            (name.arn(), self.state.put_device(&name, DeviceRecord { attributes })?)
        };
        ticket.durable().await.or_internal()?;
        Ok(CreatePlatformEndpointOutput { endpoint_arn: Some(arn) })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_GetEndpointAttributes.html>
    pub(crate) async fn get_endpoint_attributes(
        &self,
        call: &Call,
        input: GetEndpointAttributesInput,
    ) -> Result<GetEndpointAttributesOutput> {
        let name = DeviceName::of(call, "EndpointArn", &input.endpoint_arn)?;
        let record = self.state.devices.get(&name.key()).ok_or_else(no_device)?;
        Ok(GetEndpointAttributesOutput { attributes: Some(super::map(&record.attributes)) })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_SetEndpointAttributes.html>
    pub(crate) async fn set_endpoint_attributes(
        &self,
        call: &Call,
        input: SetEndpointAttributesInput,
    ) -> Result<SetEndpointAttributesOutput> {
        let name = DeviceName::of(call, "EndpointArn", &input.endpoint_arn)?;
        let ticket = {
            let _changing = self.state.changing();
            let mut record = (*self.state.devices.get(&name.key()).ok_or_else(no_device)?).clone();
            record.attributes.extend(input.attributes);
            platform::check_device(&record.attributes)?;
            platform::in_lower_case(&mut record.attributes);
            let token = record.token().unwrap_or_default();
            if let Some((id, _)) = self.state.device_of_token(&name.application, token)
                && id != name.id
            {
                return Err(taken(&DeviceName { id, ..name }.arn()));
            }
            self.state.put_device(&name, record)?
        };
        ticket.durable().await.or_internal()?;
        Ok(SetEndpointAttributesOutput {})
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_DeleteEndpoint.html>
    ///
    /// One that is not there is no error. Its subscriptions stay, as on AWS.
    pub(crate) async fn delete_endpoint(
        &self,
        call: &Call,
        input: DeleteEndpointInput,
    ) -> Result<DeleteEndpointOutput> {
        let name = DeviceName::of(call, "EndpointArn", &input.endpoint_arn)?;
        let ticket = {
            let _changing = self.state.changing();
            let mut batch = Batch::new();
            self.state.devices.delete(&mut batch, &name.key());
            self.state.store.commit(batch).or_internal()?
        };
        ticket.durable().await.or_internal()?;
        Ok(DeleteEndpointOutput {})
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_ListEndpointsByPlatformApplication.html>
    pub(crate) async fn list_endpoints_by_platform_application(
        &self,
        call: &Call,
        input: ListEndpointsByPlatformApplicationInput,
    ) -> Result<ListEndpointsByPlatformApplicationOutput> {
        let application = ApplicationName::of(call, &input.platform_application_arn)?;
        // recorded: sns/test_sns.json, test_delete_endpoints_of_deleted_app
        if !self.state.applications.contains(&application.key()) {
            return Err(no_application());
        }
        let found = self.state.devices.list(&application.key());
        let id = |key: &store::Key| key.text(4);
        let all = found.iter().filter_map(|(key, record)| Some((id(key)?, (id(key)?, record))));
        let (found, next_token) = page(all.collect(), input.next_token.as_deref())?;
        let entry = |(id, record): (String, &Arc<DeviceRecord>)| Endpoint {
            endpoint_arn: Some(DeviceName { application: application.clone(), id }.arn()),
            attributes: Some(super::map(&record.attributes)),
        };
        let endpoints = Some(found.into_iter().map(entry).collect());
        Ok(ListEndpointsByPlatformApplicationOutput { endpoints, next_token })
    }
}

/// <https://docs.aws.amazon.com/sns/latest/dg/mobile-platform-endpoint.html>
fn taken(arn: &str) -> Error {
    invalid(&format!(
        "Token Reason: Endpoint {arn} already exists with the same Token, but different attributes."
    ))
}
