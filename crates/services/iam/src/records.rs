//! What the store keeps. Every record lies under its account and its name in small letters, since IAM's names differ by
//! more than case.

use crate::document::PolicyText;
use crate::names::Kind;
use clock::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::Record;

/// Tags in the order in which they were set.
pub(crate) type Tags = Vec<(String, String)>;

/// What everything with a name has.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Base {
    pub(crate) account: String,
    pub(crate) name: String,
    /// Begins and ends with a slash.
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) created: Timestamp,
    #[serde(default)]
    pub(crate) tags: Tags,
}

/// Something that IAM keeps by name.
pub(crate) trait Entity: Record + Clone {
    const KIND: Kind;
    fn base(&self) -> &Base;
    fn base_mut(&mut self) -> &mut Base;
    fn arn(&self) -> String {
        let base = self.base();
        Self::KIND.arn(&base.account, &base.path, &base.name)
    }
}

/// What can hold policies: users, groups and roles.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Held {
    /// Inline policies by name.
    pub(crate) inline: BTreeMap<String, PolicyText>,
    /// ARNs of attached managed policies, in the order of attaching.
    pub(crate) attached: Vec<String>,
    /// ARN of the managed policy that is the boundary.
    #[serde(default)]
    pub(crate) boundary: Option<String>,
}

/// A user, a group or a role.
pub(crate) trait Holder: Entity {
    fn held(&self) -> &Held;
    fn held_mut(&mut self) -> &mut Held;
    /// The service that it belongs to: only that may change what it holds.
    fn linked_to(&self) -> Option<&str> {
        None
    }
    /// Characters that all inline policies together may have.
    const INLINE_SIZE: usize;
    /// How the quota of attached policies is called.
    const ATTACHED_QUOTA: &'static str;
}

/// A user.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct UserRecord {
    pub(crate) base: Base,
    pub(crate) held: Held,
    /// Keys of the groups that it is in: their names in small letters.
    pub(crate) groups: BTreeSet<String>,
    pub(crate) keys: Vec<AccessKeyRecord>,
    #[serde(default)]
    pub(crate) login: Option<LoginRecord>,
    /// Serial numbers of its MFA devices, with when they were enabled.
    #[serde(default)]
    pub(crate) devices: Vec<(String, Timestamp)>,
    #[serde(default)]
    pub(crate) ssh_keys: Vec<SshKeyRecord>,
    #[serde(default)]
    pub(crate) certificates: Vec<SigningCertificateRecord>,
    #[serde(default)]
    pub(crate) service_credentials: Vec<ServiceCredentialRecord>,
}

/// An access key.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct AccessKeyRecord {
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) active: bool,
    pub(crate) created: Timestamp,
}

/// A console password, kept as a salted hash.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct LoginRecord {
    pub(crate) created: Timestamp,
    pub(crate) reset_required: bool,
    pub(crate) password: PasswordHash,
    /// Those before it, the newest first.
    pub(crate) former: Vec<PasswordHash>,
    pub(crate) changed: Timestamp,
}

/// Salt and hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PasswordHash {
    pub(crate) salt: [u8; 16],
    pub(crate) hash: [u8; 32],
}

/// A public key for CodeCommit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SshKeyRecord {
    pub(crate) id: String,
    pub(crate) body: String,
    pub(crate) fingerprint: String,
    pub(crate) active: bool,
    pub(crate) uploaded: Timestamp,
}

/// An X.509 certificate of a user.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SigningCertificateRecord {
    pub(crate) id: String,
    pub(crate) body: String,
    pub(crate) active: bool,
    pub(crate) uploaded: Timestamp,
}

/// A user name and password for one service.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ServiceCredentialRecord {
    pub(crate) id: String,
    pub(crate) service: String,
    pub(crate) user_name: String,
    pub(crate) password: String,
    pub(crate) active: bool,
    pub(crate) created: Timestamp,
}

/// A group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct GroupRecord {
    pub(crate) base: Base,
    pub(crate) held: Held,
}

/// A role.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RoleRecord {
    pub(crate) base: Base,
    pub(crate) held: Held,
    pub(crate) trust: PolicyText,
    pub(crate) description: Option<String>,
    /// Seconds.
    pub(crate) max_session: i32,
    /// The service that it is linked to.
    #[serde(default)]
    pub(crate) linked_to: Option<String>,
}

/// A customer's managed policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PolicyRecord {
    pub(crate) base: Base,
    pub(crate) description: Option<String>,
    pub(crate) updated: Timestamp,
    /// The oldest first.
    pub(crate) versions: Vec<VersionRecord>,
    /// The number of the default version.
    pub(crate) default: u32,
    /// The number of the version that was made last.
    pub(crate) last: u32,
}

/// A version of a managed policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct VersionRecord {
    pub(crate) number: u32,
    pub(crate) document: PolicyText,
    pub(crate) created: Timestamp,
}

/// An instance profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ProfileRecord {
    pub(crate) base: Base,
    /// The name of its role.
    pub(crate) role: Option<String>,
}

/// An OIDC provider; its name is its URL without the scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct OidcRecord {
    pub(crate) base: Base,
    pub(crate) clients: Vec<String>,
    pub(crate) thumbprints: Vec<String>,
}

/// A SAML provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SamlRecord {
    pub(crate) base: Base,
    pub(crate) metadata: String,
    pub(crate) uuid: String,
}

/// A server certificate.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct CertificateRecord {
    pub(crate) base: Base,
    pub(crate) body: String,
    pub(crate) chain: Option<String>,
    pub(crate) private_key: String,
    pub(crate) expiration: Timestamp,
}

/// A virtual MFA device; its name is the friendly one.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct DeviceRecord {
    pub(crate) base: Base,
    pub(crate) seed: Vec<u8>,
    /// The user that it is assigned to, with when.
    pub(crate) user: Option<(String, Timestamp)>,
    /// The last step whose code was used: no code is taken twice.
    pub(crate) last_step: i64,
}

/// What an account has once.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct AccountRecord {
    pub(crate) alias: Option<String>,
    pub(crate) password_policy: Option<PasswordPolicyRecord>,
    /// The root user's access keys.
    pub(crate) keys: Vec<AccessKeyRecord>,
    /// When the credential report was made, with its text.
    #[serde(default)]
    pub(crate) report: Option<(Timestamp, String)>,
}

/// The rules for passwords.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PasswordPolicyRecord {
    pub(crate) minimum_length: i32,
    pub(crate) symbols: bool,
    pub(crate) numbers: bool,
    pub(crate) uppercase: bool,
    pub(crate) lowercase: bool,
    pub(crate) users_may_change: bool,
    pub(crate) max_age: Option<i32>,
    pub(crate) reuse_prevention: Option<i32>,
    pub(crate) hard_expiry: Option<bool>,
}

/// When something was last used: written now and then, not at every use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UsedRecord {
    /// Service, last use in it and its region.
    pub(crate) services: BTreeMap<String, (Timestamp, String)>,
    /// Action, last use and its region.
    pub(crate) actions: BTreeMap<String, (Timestamp, String)>,
}

/// A question about last uses, whose answer is made when it is fetched.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct JobRecord {
    pub(crate) arn: String,
    /// Actions are told, not only services.
    pub(crate) by_action: bool,
    pub(crate) created: Timestamp,
}

macro_rules! records {
    ($($record:ty = $name:literal;)*) => {
        $(impl Record for $record {
            const NAME: &'static str = $name;
            const VERSION: u16 = 1;
        })*
    };
}

records! {
    UserRecord = "iam.users";
    GroupRecord = "iam.groups";
    RoleRecord = "iam.roles";
    PolicyRecord = "iam.policies";
    ProfileRecord = "iam.instance-profiles";
    OidcRecord = "iam.oidc-providers";
    SamlRecord = "iam.saml-providers";
    CertificateRecord = "iam.server-certificates";
    DeviceRecord = "iam.mfa-devices";
    AccountRecord = "iam.accounts";
    UsedRecord = "iam.used";
    JobRecord = "iam.last-accessed-jobs";
}

macro_rules! entities {
    ($($record:ty = $kind:ident;)*) => {
        $(impl Entity for $record {
            const KIND: Kind = Kind::$kind;
            fn base(&self) -> &Base {
                &self.base
            }
            fn base_mut(&mut self) -> &mut Base {
                &mut self.base
            }
        })*
    };
}

entities! {
    UserRecord = User;
    GroupRecord = Group;
    RoleRecord = Role;
    PolicyRecord = Policy;
    ProfileRecord = InstanceProfile;
    OidcRecord = OidcProvider;
    SamlRecord = SamlProvider;
    CertificateRecord = ServerCertificate;
    DeviceRecord = MfaDevice;
}

macro_rules! holders {
    ($($record:ty = $size:literal, $quota:literal $(, $linked_to:item)?;)*) => {
        $(impl Holder for $record {
            $($linked_to)?
            const INLINE_SIZE: usize = $size;
            const ATTACHED_QUOTA: &'static str = $quota;
            fn held(&self) -> &Held {
                &self.held
            }
            fn held_mut(&mut self) -> &mut Held {
                &mut self.held
            }
        })*
    };
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
holders! {
    UserRecord = 2_048, "PoliciesPerUser";
    GroupRecord = 5_120, "PoliciesPerGroup";
    RoleRecord = 10_240, "PoliciesPerRole", fn linked_to(&self) -> Option<&str> {
        self.linked_to.as_deref()
    };
}

impl PolicyRecord {
    /// The version in force.
    pub(crate) fn in_force(&self) -> Option<&VersionRecord> {
        self.versions.iter().find(|v| v.number == self.default)
    }
}

impl std::fmt::Debug for AccessKeyRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccessKeyRecord").field("id", &self.id).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for LoginRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoginRecord").field("created", &self.created).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ServiceCredentialRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ServiceCredentialRecord").field("id", &self.id).finish_non_exhaustive()
    }
}
