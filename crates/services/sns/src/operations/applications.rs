//! Platform applications: a push service and the credentials for it.
//! <https://docs.aws.amazon.com/sns/latest/dg/mobile-push-send-register.html>

use super::page;
use crate::Sns;
use crate::names::invalid;
use crate::platform::{self, ApplicationName, ApplicationRecord, no_application};
use door::Call;
use model_sns::types::{
    CreatePlatformApplicationInput, CreatePlatformApplicationOutput, DeletePlatformApplicationInput,
    DeletePlatformApplicationOutput, GetPlatformApplicationAttributesInput,
    GetPlatformApplicationAttributesOutput, ListPlatformApplicationsInput, ListPlatformApplicationsOutput,
    PlatformApplication, SetPlatformApplicationAttributesInput, SetPlatformApplicationAttributesOutput,
};
use std::collections::BTreeMap;
use store::{Batch, Key};
use wire::prelude::*;

impl Sns {
    /// <https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html>
    pub(crate) async fn create_platform_application(
        &self,
        call: &Call,
        input: CreatePlatformApplicationInput,
    ) -> Result<CreatePlatformApplicationOutput> {
        let name = ApplicationName::new(call, input.platform, input.name)?;
        let mut given = input.attributes;
        let credentials = platform::credentials(&name.platform, &mut given)?;
        // Microsoft's older service takes pushes from anybody.
        let needed = || invalid("Attributes Reason: Platform credentials are invalid");
        let credentials = match credentials {
            None if name.platform != "MPNS" => return Err(needed()),
            credentials => credentials.unwrap_or_default(),
        };
        let mut attributes: BTreeMap<String, String> = given.into_iter().collect();
        attributes.entry("Enabled".to_owned()).or_insert_with(|| "true".to_owned());
        platform::in_lower_case(&mut attributes);
        let record = ApplicationRecord { attributes, credentials };
        let ticket = {
            let _changing = self.state.changing();
            if let Some(found) = self.state.applications.get(&name.key()) {
                if found.attributes != record.attributes || found.credentials != record.credentials {
                    return Err(invalid(
                        "Attributes Reason: An application with the same name but different properties already exists",
                    ));
                }
                return Ok(CreatePlatformApplicationOutput { platform_application_arn: Some(name.arn()) });
            }
            self.state.put_application(&name, record)?
        };
        ticket.durable().await.or_internal()?;
        Ok(CreatePlatformApplicationOutput { platform_application_arn: Some(name.arn()) })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_GetPlatformApplicationAttributes.html>
    pub(crate) async fn get_platform_application_attributes(
        &self,
        call: &Call,
        input: GetPlatformApplicationAttributesInput,
    ) -> Result<GetPlatformApplicationAttributesOutput> {
        let name = ApplicationName::of(call, &input.platform_application_arn)?;
        let record = self.state.applications.get(&name.key()).ok_or_else(no_application)?;
        Ok(GetPlatformApplicationAttributesOutput { attributes: Some(super::map(&record.attributes)) })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_SetPlatformApplicationAttributes.html>
    pub(crate) async fn set_platform_application_attributes(
        &self,
        call: &Call,
        input: SetPlatformApplicationAttributesInput,
    ) -> Result<SetPlatformApplicationAttributesOutput> {
        let name = ApplicationName::of(call, &input.platform_application_arn)?;
        let ticket = {
            let _changing = self.state.changing();
            // recorded: sns/test_sns.json, test_set_platform_application_attributes_non_existing_app
            let found = self.state.applications.get(&name.key()).ok_or_else(no_application)?;
            let mut given = input.attributes;
            let mut record = (*found).clone();
            if let Some(credentials) = platform::credentials(&name.platform, &mut given)? {
                record.credentials = credentials;
            }
            record.attributes.extend(given);
            platform::in_lower_case(&mut record.attributes);
            self.state.put_application(&name, record)?
        };
        ticket.durable().await.or_internal()?;
        Ok(SetPlatformApplicationAttributesOutput {})
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_DeletePlatformApplication.html>
    ///
    /// Its devices go with it; one that is not there is no error.
    pub(crate) async fn delete_platform_application(
        &self,
        call: &Call,
        input: DeletePlatformApplicationInput,
    ) -> Result<DeletePlatformApplicationOutput> {
        let name = ApplicationName::of(call, &input.platform_application_arn)?;
        let ticket = {
            let _changing = self.state.changing();
            let mut batch = Batch::new();
            self.state.applications.delete(&mut batch, &name.key());
            for (device, _) in self.state.devices.list(&name.key()) {
                self.state.devices.delete(&mut batch, &device);
            }
            self.state.store.commit(batch).or_internal()?
        };
        ticket.durable().await.or_internal()?;
        Ok(DeletePlatformApplicationOutput {})
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_ListPlatformApplications.html>
    pub(crate) async fn list_platform_applications(
        &self,
        call: &Call,
        input: ListPlatformApplicationsInput,
    ) -> Result<ListPlatformApplicationsOutput> {
        let found = self.state.applications.list(&Key::new(&[call.account(), &call.region]));
        let arn = |key| ApplicationName::of_key(key).map(|name| name.arn());
        let all = found.iter().filter_map(|(key, record)| arn(key).map(|arn| (arn.clone(), (arn, record))));
        let (found, next_token) = page(all.collect(), input.next_token.as_deref())?;
        let entry = |(arn, record): (String, &std::sync::Arc<ApplicationRecord>)| PlatformApplication {
            platform_application_arn: Some(arn),
            attributes: Some(super::map(&record.attributes)),
        };
        let platform_applications = Some(found.into_iter().map(entry).collect());
        Ok(ListPlatformApplicationsOutput { platform_applications, next_token })
    }
}
