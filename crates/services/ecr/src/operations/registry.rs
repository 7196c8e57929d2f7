//! What holds for a registry, which is an account in a region: settings, replication.

use crate::Ecr;
use crate::names::invalid;
use crate::records::RegistryRecord;
use door::Call;
use model_ecr::types::{
    DescribeRegistryInput, DescribeRegistryOutput, GetAccountSettingInput, GetAccountSettingOutput,
    PutAccountSettingInput, PutAccountSettingOutput, PutReplicationConfigurationInput,
    PutReplicationConfigurationOutput, ReplicationConfiguration,
};
use store::{Batch, Key};
use wire::prelude::*;

/// Whether a push may take layers from another repository of the registry.
pub(crate) const MOUNTING: &str = "BLOB_MOUNTING";

/// The settings with their values, the default first. Older values of the others cannot be set any more: a registry's
/// policy holds for all of ECR's actions (V2).
/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutAccountSetting.html>
const SETTINGS: [(&str, &[&str]); 3] = [
    ("BASIC_SCAN_TYPE_VERSION", &["AWS_NATIVE"]),
    (MOUNTING, &["DISABLED", "ENABLED"]),
    ("REGISTRY_POLICY_SCOPE", &["V2"]),
];

/// Whether a registry has a setting switched on.
pub(crate) fn is_on(registry: &RegistryRecord, setting: &str) -> bool {
    registry.settings.get(setting).is_some_and(|value| value == "ENABLED")
}

impl Ecr {
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAccountSetting.html>
    pub(crate) async fn get_account_setting(
        &self,
        call: &Call,
        input: GetAccountSettingInput,
    ) -> Result<GetAccountSettingOutput> {
        let default = setting(&input.name)?.first().copied().unwrap_or_default();
        let set = self.state.registry(call.account(), &call.region).settings.remove(&input.name);
        Ok(GetAccountSettingOutput {
            name: Some(input.name),
            value: Some(set.unwrap_or_else(|| default.to_owned())),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutAccountSetting.html>
    pub(crate) async fn put_account_setting(
        &self,
        call: &Call,
        input: PutAccountSettingInput,
    ) -> Result<PutAccountSettingOutput> {
        let values = setting(&input.name)?;
        if !values.contains(&&*input.value) {
            return Err(invalid("value", &format!("must be one of {}", values.join(", "))));
        }
        let (name, value) = (input.name.clone(), input.value.clone());
        self.change_registry(call, |registry| {
            registry.settings.insert(name, value);
            Ok(())
        })
        .await?;
        Ok(PutAccountSettingOutput { name: Some(input.name), value: Some(input.value) })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRegistry.html>
    pub(crate) async fn describe_registry(
        &self,
        call: &Call,
        _: DescribeRegistryInput,
    ) -> Result<DescribeRegistryOutput> {
        Ok(DescribeRegistryOutput {
            registry_id: Some(call.account().to_owned()),
            replication_configuration: Some(ReplicationConfiguration::default()),
        })
    }

    /// A registry that replicates nothing is what there is.
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutReplicationConfiguration.html>
    pub(crate) async fn put_replication_configuration(
        &self,
        _: &Call,
        input: PutReplicationConfigurationInput,
    ) -> Result<PutReplicationConfigurationOutput> {
        if !input.replication_configuration.rules.is_empty() {
            return Err(Error::not_implemented("replication rules of ECR registries"));
        }
        Ok(PutReplicationConfigurationOutput {
            replication_configuration: Some(input.replication_configuration),
        })
    }

    /// Changes what holds for the caller's registry.
    pub(crate) async fn change_registry(
        &self,
        call: &Call,
        change: impl FnOnce(&mut RegistryRecord) -> Result<()>,
    ) -> Result<()> {
        let ticket = {
            let _changing = self.state.changing();
            let mut record = self.state.registry(call.account(), &call.region);
            change(&mut record)?;
            let mut batch = Batch::new();
            self.state.registries.put(&mut batch, &Key::new(&[call.account(), &call.region]), record);
            self.state.commit(batch)?
        };
        ticket.durable().await.or_internal()
    }
}

/// The text is not confirmed.
fn setting(name: &str) -> Result<&'static [&'static str]> {
    let found = SETTINGS.iter().find(|(known, _)| *known == name).map(|(_, values)| *values);
    found.ok_or_else(|| {
        invalid("name", &format!("must be one of {}", SETTINGS.map(|(name, _)| name).join(", ")))
    })
}
