//! Platform applications and the devices that are registered with them.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-application-as-subscriber.html>
//!
//! No push service is ever asked: credentials are checked for being given, of which a digest is kept, and a push goes to
//! the outbox. So what only the push services or CloudWatch could follow (events, delivery logs) is refused.

use crate::names::{TopicName, invalid};
use door::Call;
use model_sns::errors;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::{Key, Record};
use wire::prelude::*;

/// Bytes of a device's `CustomUserData`.
const MOST_USER_DATA: usize = 2048;

/// The push services. <https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html>
const PLATFORMS: [&str; 11] = [
    "ADM",
    "APNS",
    "APNS_SANDBOX",
    "APNS_VOIP",
    "APNS_VOIP_SANDBOX",
    "BAIDU",
    "GCM",
    "MACOS",
    "MACOS_SANDBOX",
    "MPNS",
    "WNS",
];

/// A platform application.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ApplicationRecord {
    /// The attributes that are shown, by AWS's names.
    pub(crate) attributes: BTreeMap<String, String>,
    /// Tells one pair of credentials from another.
    pub(crate) credentials: [u8; 32],
}

impl Record for ApplicationRecord {
    const NAME: &'static str = "sns.applications";
    const VERSION: u16 = 1;
}

/// A device of a platform application.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct DeviceRecord {
    /// The attributes, by AWS's names.
    pub(crate) attributes: BTreeMap<String, String>,
}

impl Record for DeviceRecord {
    const NAME: &'static str = "sns.devices";
    const VERSION: u16 = 1;
}

impl ApplicationRecord {
    pub(crate) fn is_enabled(&self) -> bool {
        is_enabled(&self.attributes)
    }
}

impl DeviceRecord {
    pub(crate) fn is_enabled(&self) -> bool {
        is_enabled(&self.attributes)
    }
    pub(crate) fn token(&self) -> Option<&str> {
        self.attributes.get("Token").map(String::as_str)
    }
}

fn is_enabled(attributes: &BTreeMap<String, String>) -> bool {
    attributes.get("Enabled").is_some_and(|enabled| enabled == "true")
}

/// A platform application's place, push service and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApplicationName {
    account: String,
    region: String,
    pub(crate) platform: String,
    name: String,
}

impl ApplicationName {
    /// A new application's name in the caller's account and region, checked.
    pub(crate) fn new(call: &Call, platform: String, name: String) -> Result<Self> {
        // recorded: sns/test_sns.json, test_create_platform_application_invalid_platform
        if !PLATFORMS.contains(&platform.as_str()) {
            return Err(invalid(&format!("Platform Reason: {platform} is not supported")));
        }
        let letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        if !(1..=256).contains(&name.len()) || !name.bytes().all(letter) {
            return Err(invalid("Name"));
        }
        Ok(Self { account: call.account().to_owned(), region: call.region.to_string(), platform, name })
    }
    /// The application of a parameter, or AWS's refusal of what is no ARN of one.
    pub(crate) fn of(call: &Call, arn: &str) -> Result<Self> {
        // recorded: sns/test_sns.json, test_get_platform_application_attributes_invalid_arn
        let place = TopicName::of(call, "PlatformApplicationArn", arn)?;
        let parts = place.name.strip_prefix("app/").and_then(|rest| rest.split_once('/'));
        let (platform, name) = parts.ok_or_else(|| invalid("PlatformApplicationArn"))?;
        let (platform, name) = (platform.to_owned(), name.to_owned());
        Ok(Self { account: place.account, region: place.region, platform, name })
    }
    /// The application of such a key in the store.
    pub(crate) fn of_key(key: &Key) -> Option<Self> {
        let (account, region) = (key.text(0)?, key.text(1)?);
        Some(Self { account, region, platform: key.text(2)?, name: key.text(3)? })
    }
    pub(crate) fn key(&self) -> Key {
        Key::new(&[&self.account, &self.region, &self.platform, &self.name])
    }
    pub(crate) fn arn(&self) -> String {
        format!("arn:aws:sns:{}:{}:app/{}/{}", self.region, self.account, self.platform, self.name)
    }
}

/// A device's application and its own id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeviceName {
    pub(crate) application: ApplicationName,
    pub(crate) id: String,
}

impl DeviceName {
    /// The device of a parameter, or AWS's refusal of what is no ARN of one.
    pub(crate) fn of(call: &Call, parameter: &str, arn: &str) -> Result<Self> {
        TopicName::of(call, parameter, arn)?;
        Self::parse(arn).ok_or_else(|| invalid(parameter))
    }
    /// The device that an ARN names: `arn:aws:sns:us-east-1:111111111111:endpoint/GCM/app/id`.
    pub(crate) fn parse(arn: &str) -> Option<Self> {
        let place = TopicName::parse(arn)?;
        let mut parts = place.name.strip_prefix("endpoint/")?.splitn(3, '/').map(str::to_owned);
        let (platform, name, id) = (parts.next()?, parts.next()?, parts.next()?);
        let application = ApplicationName { account: place.account, region: place.region, platform, name };
        Some(Self { application, id })
    }
    pub(crate) fn key(&self) -> Key {
        self.application.key().then(&self.id)
    }
    pub(crate) fn arn(&self) -> String {
        let ApplicationName { account, region, platform, name } = &self.application;
        format!("arn:aws:sns:{region}:{account}:endpoint/{platform}/{name}/{}", self.id)
    }
}

/// Takes the credentials out of an application's attributes and makes their digest; what is left is checked.
/// recorded: sns/test_sns.json, test_create_platform_application_invalid_attributes
pub(crate) fn credentials(platform: &str, attributes: &mut Map<String>) -> Result<Option<[u8; 32]>> {
    let principal = attributes.shift_remove("PlatformPrincipal");
    let credential = attributes.shift_remove("PlatformCredential");
    for (name, value) in &*attributes {
        check_application(name, value)?;
    }
    match (&principal, &credential) {
        (None, None) => return Ok(None),
        (Some(_), None) => {
            return Err(reason("PlatformPrincipal attribute provided without PlatformCredential"));
        }
        // Firebase knows one key and no principal.
        (None, Some(_)) if platform != "GCM" => {
            return Err(reason("PlatformCredential attribute provided without PlatformPrincipal"));
        }
        _ => {}
    }
    let mut digest = Sha256::new();
    for part in [principal, credential].into_iter().flatten() {
        digest.update(part.len().to_be_bytes());
        digest.update(part);
    }
    Ok(Some(digest.finalize().into()))
}

/// <https://docs.aws.amazon.com/sns/latest/api/API_SetPlatformApplicationAttributes.html>
fn check_application(name: &str, value: &str) -> Result<()> {
    match name {
        "Enabled" => check_enabled(value),
        "ApplePlatformBundleID" | "ApplePlatformTeamID" => Ok(()),
        _ if name.starts_with("Event") => {
            Err(Error::not_implemented(format!("events of SNS platform applications ({name})")))
        }
        _ if name.ends_with("FeedbackRoleArn") || name.ends_with("FeedbackSampleRate") => Err(
            Error::not_implemented(format!("delivery status logging of SNS platform applications ({name})")),
        ),
        _ => Err(reason(&format!("Invalid attribute name: {name}"))),
    }
}

/// Checks the attributes of a device.
/// recorded: sns/test_sns.json, test_set_platform_endpoint_attributes_invalid_attributes
pub(crate) fn check_device(attributes: &BTreeMap<String, String>) -> Result<()> {
    for (name, value) in attributes {
        match name.as_str() {
            "Enabled" => check_enabled(value)?,
            "Token" if value.is_empty() => {
                return Err(reason("Invalid value for attribute: Token: cannot be empty"));
            }
            "CustomUserData" if value.len() > MOST_USER_DATA => {
                return Err(reason(&format!(
                    "Invalid value for attribute: CustomUserData: must be at most {MOST_USER_DATA} bytes long in \
                     UTF-8 encoding"
                )));
            }
            "Token" | "CustomUserData" => {}
            _ => return Err(reason(&format!("Invalid attribute name: {name}"))),
        }
    }
    Ok(())
}

fn check_enabled(value: &str) -> Result<()> {
    if matches!(value.to_ascii_lowercase().as_str(), "true" | "false") {
        return Ok(());
    }
    Err(reason("Invalid value for attribute: Enabled: must be true or false"))
}

/// The same attributes with `Enabled` as it is shown.
pub(crate) fn in_lower_case(attributes: &mut BTreeMap<String, String>) {
    if let Some(enabled) = attributes.get_mut("Enabled") {
        enabled.make_ascii_lowercase();
    }
}

fn reason(text: &str) -> Error {
    invalid(&format!("Attributes Reason: {text}"))
}

/// recorded: sns/test_sns.json, test_get_platform_application_attributes_non_existing_app
pub(crate) fn no_application() -> Error {
    errors::not_found("PlatformApplication does not exist")
}

/// recorded: sns/test_sns.json, test_get_platform_endpoint_attributes_non_existent_endpoint
pub(crate) fn no_device() -> Error {
    errors::not_found("Endpoint does not exist")
}
