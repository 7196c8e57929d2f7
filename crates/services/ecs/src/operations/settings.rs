//! Account settings: the account's defaults, and those of a user, role or root.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html>

use crate::Ecs;
use crate::page::page;
use crate::records::AccountSetting;
use crate::refusals::invalid;
use door::{Call, Touch};
use model_ecs::types::*;
use policy::Principal;
use store::{Batch, Key};
use wire::prelude::*;
use wire::schema::Operation;

/// A setting: its name, AWS's default, the values that it takes, and whether something other than the default has no
/// effect here and is told by `Host::shortfalls`.
struct Known {
    name: SettingName,
    default: &'static str,
    values: &'static [&'static str],
}

/// The long formats can no longer be opted out of (the page above).
const LONG_ARNS: &[SettingName] = &[
    SettingName::ContainerInstanceLongArnFormat,
    SettingName::ServiceLongArnFormat,
    SettingName::TaskLongArnFormat,
];

const SWITCH: &[&str] = &["enabled", "disabled", "on", "off"];
const KNOWN: &[Known] = &[
    Known { name: SettingName::AwsvpcTrunking, default: "disabled", values: SWITCH },
    Known {
        name: SettingName::ContainerInsights,
        default: "disabled",
        values: &["enabled", "disabled", "enhanced", "on", "off"],
    },
    Known { name: SettingName::ContainerInstanceLongArnFormat, default: "enabled", values: SWITCH },
    Known {
        name: SettingName::DefaultLogDriverMode,
        default: "non-blocking",
        values: &["blocking", "non-blocking"],
    },
    Known { name: SettingName::FargateFIPSMode, default: "disabled", values: SWITCH },
    Known { name: SettingName::FargateTaskRetirementWaitPeriod, default: "7", values: &["0", "7", "14"] },
    Known { name: SettingName::GuardDutyActivate, default: "off", values: &[] },
    Known { name: SettingName::ServiceLongArnFormat, default: "enabled", values: SWITCH },
    Known { name: SettingName::TagResourceAuthorization, default: "on", values: &["on", "off"] },
    Known { name: SettingName::TaskLongArnFormat, default: "enabled", values: SWITCH },
];

impl Ecs {
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html>
    pub(crate) async fn put_account_setting(
        &self,
        call: &Call,
        input: PutAccountSettingInput,
    ) -> Result<PutAccountSettingOutput> {
        let principal = principal(call, input.principal_arn);
        let setting = self.put_setting(call, &principal, input.name, input.value, Some(&principal)).await?;
        Ok(PutAccountSettingOutput { setting: Some(setting) })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSettingDefault.html>
    pub(crate) async fn put_account_setting_default(
        &self,
        call: &Call,
        input: PutAccountSettingDefaultInput,
    ) -> Result<PutAccountSettingDefaultOutput> {
        let root = root(call);
        let setting = self.put_setting(call, "", input.name, input.value, Some(&root)).await?;
        Ok(PutAccountSettingDefaultOutput { setting: Some(setting) })
    }

    async fn put_setting(
        &self,
        call: &Call,
        of: &str,
        name: SettingName,
        value: String,
        shown: Option<&str>,
    ) -> Result<Setting> {
        let known = known(&name)?;
        if !known.values.contains(&value.as_str()) {
            // https://github.com/aws/aws-cli/issues/3785
            return Err(invalid("Invalid setting 'value'"));
        }
        let off = matches!(value.as_str(), "disabled" | "off");
        if LONG_ARNS.contains(&name) && off {
            // *unconfirmed*; that it is no longer possible stands on the page above.
            return Err(invalid(format!("You can no longer disable the setting {}.", name.as_str())));
        }
        let key = key(call, of, &name);
        let ticket = {
            let _changing = self.state.lock();
            let mut batch = Batch::new();
            self.state.settings.put(&mut batch, &key, AccountSetting { value: value.clone() });
            self.state.commit(batch)?
        };
        ticket.durable().await.or_internal()?;
        Ok(setting(name, value, shown))
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteAccountSetting.html>
    pub(crate) async fn delete_account_setting(
        &self,
        call: &Call,
        input: DeleteAccountSettingInput,
    ) -> Result<DeleteAccountSettingOutput> {
        known(&input.name)?;
        let principal = principal(call, input.principal_arn);
        let key = key(call, &principal, &input.name);
        let ticket = {
            let _changing = self.state.lock();
            let mut batch = Batch::new();
            self.state.settings.delete(&mut batch, &key);
            self.state.commit(batch)?
        };
        ticket.durable().await.or_internal()?;
        let (value, _) = self.effective(call, &principal, &input.name);
        let setting = setting(input.name, value, Some(&principal));
        Ok(DeleteAccountSettingOutput { setting: Some(setting) })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAccountSettings.html>
    pub(crate) async fn list_account_settings(
        &self,
        call: &Call,
        input: ListAccountSettingsInput,
    ) -> Result<ListAccountSettingsOutput> {
        if input.value.is_some() && input.name.is_none() {
            // *unconfirmed*; that the value needs the name stands on the page.
            return Err(invalid("If you filter by value, you must also specify a setting name."));
        }
        let effective = input.effective_settings == Some(true);
        let principal = principal(call, input.principal_arn);
        let mut found = Vec::new();
        for known in KNOWN.iter().filter(|known| input.name.as_ref().is_none_or(|name| *name == known.name)) {
            let own = self.state.settings.get(&key(call, &principal, &known.name));
            if effective {
                let (value, of) = self.effective(call, &principal, &known.name);
                found.push(setting(known.name.clone(), value, Some(&of)));
            } else if let Some(own) = own {
                found.push(setting(known.name.clone(), own.value.clone(), Some(&principal)));
            }
        }
        found.retain(|s| input.value.is_none() || s.value == input.value);
        let name = |s: &Setting| s.name.as_ref().map_or("", Enum::as_str).to_owned();
        let named = found.into_iter().map(|s| (name(&s), s));
        let page = page(named, |(name, _)| name, input.next_token.as_deref(), input.max_results)?;
        let settings = page.items.into_iter().map(|(_, setting)| setting).collect();
        Ok(ListAccountSettingsOutput { settings: Some(settings), next_token: page.next_token })
    }

    /// The value that holds for a principal, and whose it is: its own, the account's default, or AWS's.
    fn effective(&self, call: &Call, principal: &str, name: &SettingName) -> (String, String) {
        let get = |of: &str| self.state.settings.get(&key(call, of, name));
        if let Some(own) = get(principal) {
            return (own.value.clone(), principal.to_owned());
        }
        let default = || KNOWN.iter().find(|known| known.name == *name).map_or("", |known| known.default);
        (get("").map_or_else(|| default().to_owned(), |set| set.value.clone()), root(call))
    }

    /// Who gives tags to what is made must be allowed to tag it, unless the account switched that off.
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html>
    pub(crate) fn may_tag(&self, call: &Call, op: &'static Operation, arn: &str) -> Result<()> {
        let setting = self.effective(call, &principal(call, None), &SettingName::TagResourceAuthorization).0;
        if setting == "off" {
            return Ok(());
        }
        call.require(op, "ecs:TagResource", &Touch::on(arn).with("ecs:CreateAction", op.name))
    }

    /// Whether the account's default turns Container Insights on for new clusters, and how.
    pub(crate) fn insights(&self, call: &Call) -> String {
        self.effective(call, &principal(call, None), &SettingName::ContainerInsights).0
    }
}

/// The setting, unless nothing like it is known here.
fn known(name: &SettingName) -> Result<&'static Known> {
    let known = KNOWN.iter().find(|known| known.name == *name);
    let known = known.ok_or_else(|| Error::not_implemented(format!("the setting {}", name.as_str())))?;
    match known.name {
        // Each of these changes what AWS's own machines do; there is nothing here that it could change.
        SettingName::AwsvpcTrunking
        | SettingName::DefaultLogDriverMode
        | SettingName::FargateFIPSMode
        | SettingName::FargateTaskRetirementWaitPeriod
        | SettingName::GuardDutyActivate => {
            Err(Error::not_implemented(format!("changing the setting {}", name.as_str())))
        }
        _ => Ok(known),
    }
}

fn setting(name: SettingName, value: String, principal: Option<&str>) -> Setting {
    let kind =
        if name == SettingName::GuardDutyActivate { SettingType::AwsManaged } else { SettingType::User };
    Setting {
        name: Some(name),
        value: Some(value),
        principal_arn: principal.map(str::to_owned),
        r#type: Some(kind),
    }
}

fn key(call: &Call, principal: &str, name: &SettingName) -> Key {
    Key::new(&[call.account(), &call.region, principal, name.as_str()])
}

fn root(call: &Call) -> String {
    format!("arn:aws:iam::{}:root", call.account())
}

/// Whose settings are meant: the caller's, of a session those of its role.
fn principal(call: &Call, given: Option<String>) -> String {
    given.unwrap_or_else(|| match &call.caller.principal {
        Principal::RoleSession { role_arn, .. } => role_arn.clone(),
        Principal::Root { .. } => root(call),
        other => other.display().into_owned(),
    })
}
