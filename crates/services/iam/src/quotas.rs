//! The quotas that operations enforce and that GetAccountSummary tells: AWS's defaults.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

pub(crate) const ACCESS_KEYS_PER_USER: usize = 2;
/// Managed policies that may be attached to one user, group or role.
pub(crate) const ATTACHED_POLICIES: usize = 10;
pub(crate) const GROUPS: usize = 300;
pub(crate) const GROUPS_PER_USER: usize = 10;
pub(crate) const INSTANCE_PROFILES: usize = 1_000;
pub(crate) const POLICIES: usize = 1_500;
/// Characters of a managed policy.
pub(crate) const POLICY_SIZE: usize = 6_144;
pub(crate) const ROLES: usize = 1_000;
pub(crate) const SERVER_CERTIFICATES: usize = 20;
pub(crate) const SIGNING_CERTIFICATES_PER_USER: usize = 2;
/// Characters of a trust policy.
pub(crate) const TRUST_POLICY_SIZE: usize = 2_048;
pub(crate) const USERS: usize = 5_000;
pub(crate) const VERSIONS_PER_POLICY: usize = 5;
