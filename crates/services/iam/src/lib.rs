//! AWS Identity and Access Management: <https://docs.aws.amazon.com/IAM/latest/APIReference/>.
//!
//! IAM is global: its state lies under accounts and knows no region. `records` is what the store keeps, `state` the one
//! way to change it. `keys` and `grants` are IAM's two answers to the door: whose an access key is, and what a principal
//! may do. The files under `operations` are the API, one a resource.
//!
//! What is absent: whether a role may be passed or assumed. The services that take a role ask the door for
//! `iam:PassRole`, STS for `sts:AssumeRole`; IAM only tells the facts.

mod catalogue;
mod document;
mod grants;
mod keys;
mod linked_services;
mod names;
mod operations;
mod page;
mod passwords;
mod qr;
mod quotas;
mod records;
mod refusals;
pub mod resources;
mod ssh;
mod state;
mod tags;
#[cfg(test)]
mod tests;
mod totp;
mod touch;
mod used;

use door::{Call, Host, ResourceFacts};
use model_iam as model;
use names::Kind;
use policy::arn::Arn;
use records::*;
use state::{State, Stored};
use store::Store;
use wire::schema::Service;

/// AWS Identity and Access Management.
pub struct Iam {
    state: State,
}

impl Iam {
    /// Opens what the store keeps of users, groups, roles and policies.
    pub fn open(store: &Store) -> store::Result<Self> {
        Ok(Self { state: State::open(store)? })
    }
}

door::operations! { Iam as model;
    // users
    CreateUser => create_user on |call, i| touch::with_boundary(
        touch::new(Kind::User, call, i.path.as_deref(), &i.user_name), i.permissions_boundary.as_deref()),
    GetUser => get_user of |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    ListUsers => list_users on |call, i| listing(call, Kind::User, i.path_prefix.as_deref()),
    UpdateUser => update_user of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    DeleteUser => delete_user of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    // groups
    CreateGroup => create_group on |call, i| touch::new(Kind::Group, call, i.path.as_deref(), &i.group_name),
    GetGroup => get_group of |s, call, i| touch::named::<GroupRecord>(s, call, &i.group_name),
    ListGroups => list_groups on |call, i| listing(call, Kind::Group, i.path_prefix.as_deref()),
    ListGroupsForUser => list_groups_for_user of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    UpdateGroup => update_group of |s, call, i| touch::named::<GroupRecord>(s, call, &i.group_name),
    DeleteGroup => delete_group of |s, call, i| touch::named::<GroupRecord>(s, call, &i.group_name),
    AddUserToGroup => add_user_to_group of |s, call, i| touch::named::<GroupRecord>(s, call, &i.group_name),
    RemoveUserFromGroup => remove_user_from_group of
        |s, call, i| touch::named::<GroupRecord>(s, call, &i.group_name),
    // roles
    CreateRole => create_role on |call, i| touch::with_boundary(
        touch::new(Kind::Role, call, i.path.as_deref(), &i.role_name), i.permissions_boundary.as_deref()),
    GetRole => get_role of |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    ListRoles => list_roles on |call, i| listing(call, Kind::Role, i.path_prefix.as_deref()),
    UpdateRole => update_role of |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    UpdateRoleDescription => update_role_description of
        |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    UpdateAssumeRolePolicy => update_assume_role_policy of
        |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    DeleteRole => delete_role of |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    // access keys
    CreateAccessKey => create_access_key of |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    ListAccessKeys => list_access_keys of |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    UpdateAccessKey => update_access_key of |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    DeleteAccessKey => delete_access_key of |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    GetAccessKeyLastUsed => get_access_key_last_used of |s, call, i| {
        let owner = s.state.keys.owner(&i.access_key_id).and_then(|(_, user)| user);
        touch::user(s, call, owner.as_deref())
    },
    // inline policies
    PutUserPolicy => put_user_policy of |s, call, i| touch::holder::<UserRecord>(s, call, &i.user_name),
    GetUserPolicy => get_user_policy of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    DeleteUserPolicy => delete_user_policy of |s, call, i| touch::holder::<UserRecord>(s, call, &i.user_name),
    ListUserPolicies => list_user_policies of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    PutGroupPolicy => put_group_policy of |s, call, i| touch::named::<GroupRecord>(s, call, &i.group_name),
    GetGroupPolicy => get_group_policy of |s, call, i| touch::named::<GroupRecord>(s, call, &i.group_name),
    DeleteGroupPolicy => delete_group_policy of |s, call, i| touch::named::<GroupRecord>(s, call, &i.group_name),
    ListGroupPolicies => list_group_policies of |s, call, i| touch::named::<GroupRecord>(s, call, &i.group_name),
    PutRolePolicy => put_role_policy of |s, call, i| touch::holder::<RoleRecord>(s, call, &i.role_name),
    GetRolePolicy => get_role_policy of |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    DeleteRolePolicy => delete_role_policy of |s, call, i| touch::holder::<RoleRecord>(s, call, &i.role_name),
    ListRolePolicies => list_role_policies of |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    // attached policies
    AttachUserPolicy => attach_user_policy of |s, call, i| touch::with_policy(
        touch::holder::<UserRecord>(s, call, &i.user_name), &i.policy_arn),
    DetachUserPolicy => detach_user_policy of |s, call, i| touch::with_policy(
        touch::holder::<UserRecord>(s, call, &i.user_name), &i.policy_arn),
    ListAttachedUserPolicies => list_attached_user_policies of
        |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    AttachGroupPolicy => attach_group_policy of |s, call, i| touch::with_policy(
        touch::named::<GroupRecord>(s, call, &i.group_name), &i.policy_arn),
    DetachGroupPolicy => detach_group_policy of |s, call, i| touch::with_policy(
        touch::named::<GroupRecord>(s, call, &i.group_name), &i.policy_arn),
    ListAttachedGroupPolicies => list_attached_group_policies of
        |s, call, i| touch::named::<GroupRecord>(s, call, &i.group_name),
    AttachRolePolicy => attach_role_policy of |s, call, i| touch::with_policy(
        touch::holder::<RoleRecord>(s, call, &i.role_name), &i.policy_arn),
    DetachRolePolicy => detach_role_policy of |s, call, i| touch::with_policy(
        touch::holder::<RoleRecord>(s, call, &i.role_name), &i.policy_arn),
    ListAttachedRolePolicies => list_attached_role_policies of
        |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    PutUserPermissionsBoundary => put_user_permissions_boundary of |s, call, i| touch::with_boundary(
        touch::named::<UserRecord>(s, call, &i.user_name), Some(&i.permissions_boundary)),
    DeleteUserPermissionsBoundary => delete_user_permissions_boundary of
        |s, call, i| touch::holder::<UserRecord>(s, call, &i.user_name),
    PutRolePermissionsBoundary => put_role_permissions_boundary of |s, call, i| touch::with_boundary(
        touch::named::<RoleRecord>(s, call, &i.role_name), Some(&i.permissions_boundary)),
    DeleteRolePermissionsBoundary => delete_role_permissions_boundary of
        |s, call, i| touch::holder::<RoleRecord>(s, call, &i.role_name),
    // managed policies
    CreatePolicy => create_policy on |call, i| touch::new(Kind::Policy, call, i.path.as_deref(), &i.policy_name),
    GetPolicy => get_policy of |s, _, i| touch::arn::<PolicyRecord>(s, &i.policy_arn),
    ListPolicies => list_policies on |_, i| touch::policies(i.path_prefix.as_deref()),
    DeletePolicy => delete_policy of |s, _, i| touch::arn::<PolicyRecord>(s, &i.policy_arn),
    CreatePolicyVersion => create_policy_version of |s, _, i| touch::arn::<PolicyRecord>(s, &i.policy_arn),
    GetPolicyVersion => get_policy_version of |s, _, i| touch::arn::<PolicyRecord>(s, &i.policy_arn),
    ListPolicyVersions => list_policy_versions of |s, _, i| touch::arn::<PolicyRecord>(s, &i.policy_arn),
    SetDefaultPolicyVersion => set_default_policy_version of
        |s, _, i| touch::arn::<PolicyRecord>(s, &i.policy_arn),
    DeletePolicyVersion => delete_policy_version of |s, _, i| touch::arn::<PolicyRecord>(s, &i.policy_arn),
    ListEntitiesForPolicy => list_entities_for_policy of |s, _, i| touch::arn::<PolicyRecord>(s, &i.policy_arn),
    // tags
    TagUser => tag_user of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    UntagUser => untag_user of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    ListUserTags => list_user_tags of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    TagRole => tag_role of |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    UntagRole => untag_role of |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    ListRoleTags => list_role_tags of |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    TagPolicy => tag_policy of |s, _, i| touch::arn::<PolicyRecord>(s, &i.policy_arn),
    UntagPolicy => untag_policy of |s, _, i| touch::arn::<PolicyRecord>(s, &i.policy_arn),
    ListPolicyTags => list_policy_tags of |s, _, i| touch::arn::<PolicyRecord>(s, &i.policy_arn),
    TagInstanceProfile => tag_instance_profile of
        |s, call, i| touch::named::<ProfileRecord>(s, call, &i.instance_profile_name),
    UntagInstanceProfile => untag_instance_profile of
        |s, call, i| touch::named::<ProfileRecord>(s, call, &i.instance_profile_name),
    ListInstanceProfileTags => list_instance_profile_tags of
        |s, call, i| touch::named::<ProfileRecord>(s, call, &i.instance_profile_name),
    TagOpenIDConnectProvider => tag_open_id_connect_provider of
        |s, _, i| touch::arn::<OidcRecord>(s, &i.open_id_connect_provider_arn),
    UntagOpenIDConnectProvider => untag_open_id_connect_provider of
        |s, _, i| touch::arn::<OidcRecord>(s, &i.open_id_connect_provider_arn),
    ListOpenIDConnectProviderTags => list_open_id_connect_provider_tags of
        |s, _, i| touch::arn::<OidcRecord>(s, &i.open_id_connect_provider_arn),
    TagSAMLProvider => tag_saml_provider of |s, _, i| touch::arn::<SamlRecord>(s, &i.saml_provider_arn),
    UntagSAMLProvider => untag_saml_provider of |s, _, i| touch::arn::<SamlRecord>(s, &i.saml_provider_arn),
    ListSAMLProviderTags => list_saml_provider_tags of
        |s, _, i| touch::arn::<SamlRecord>(s, &i.saml_provider_arn),
    TagServerCertificate => tag_server_certificate of
        |s, call, i| touch::named::<CertificateRecord>(s, call, &i.server_certificate_name),
    UntagServerCertificate => untag_server_certificate of
        |s, call, i| touch::named::<CertificateRecord>(s, call, &i.server_certificate_name),
    ListServerCertificateTags => list_server_certificate_tags of
        |s, call, i| touch::named::<CertificateRecord>(s, call, &i.server_certificate_name),
    TagMFADevice => tag_mfa_device of |s, _, i| touch::arn::<DeviceRecord>(s, &i.serial_number),
    UntagMFADevice => untag_mfa_device of |s, _, i| touch::arn::<DeviceRecord>(s, &i.serial_number),
    ListMFADeviceTags => list_mfa_device_tags of |s, _, i| touch::arn::<DeviceRecord>(s, &i.serial_number),
    // instance profiles
    CreateInstanceProfile => create_instance_profile on
        |call, i| touch::new(Kind::InstanceProfile, call, i.path.as_deref(), &i.instance_profile_name),
    GetInstanceProfile => get_instance_profile of
        |s, call, i| touch::named::<ProfileRecord>(s, call, &i.instance_profile_name),
    ListInstanceProfiles => list_instance_profiles on
        |call, i| listing(call, Kind::InstanceProfile, i.path_prefix.as_deref()),
    ListInstanceProfilesForRole => list_instance_profiles_for_role of
        |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    AddRoleToInstanceProfile => add_role_to_instance_profile of
        |s, call, i| touch::named::<ProfileRecord>(s, call, &i.instance_profile_name),
    RemoveRoleFromInstanceProfile => remove_role_from_instance_profile of
        |s, call, i| touch::named::<ProfileRecord>(s, call, &i.instance_profile_name),
    DeleteInstanceProfile => delete_instance_profile of
        |s, call, i| touch::named::<ProfileRecord>(s, call, &i.instance_profile_name),
    // identity providers
    CreateOpenIDConnectProvider => create_open_id_connect_provider on |call, i| touch::new(
        Kind::OidcProvider, call, None, i.url.trim_start_matches("https://")),
    GetOpenIDConnectProvider => get_open_id_connect_provider of
        |s, _, i| touch::arn::<OidcRecord>(s, &i.open_id_connect_provider_arn),
    ListOpenIDConnectProviders => list_open_id_connect_providers,
    AddClientIDToOpenIDConnectProvider => add_client_id_to_open_id_connect_provider of
        |s, _, i| touch::arn::<OidcRecord>(s, &i.open_id_connect_provider_arn),
    RemoveClientIDFromOpenIDConnectProvider => remove_client_id_from_open_id_connect_provider of
        |s, _, i| touch::arn::<OidcRecord>(s, &i.open_id_connect_provider_arn),
    UpdateOpenIDConnectProviderThumbprint => update_open_id_connect_provider_thumbprint of
        |s, _, i| touch::arn::<OidcRecord>(s, &i.open_id_connect_provider_arn),
    DeleteOpenIDConnectProvider => delete_open_id_connect_provider of
        |s, _, i| touch::arn::<OidcRecord>(s, &i.open_id_connect_provider_arn),
    CreateSAMLProvider => create_saml_provider on |call, i| touch::new(Kind::SamlProvider, call, None, &i.name),
    GetSAMLProvider => get_saml_provider of |s, _, i| touch::arn::<SamlRecord>(s, &i.saml_provider_arn),
    ListSAMLProviders => list_saml_providers,
    UpdateSAMLProvider => update_saml_provider of |s, _, i| touch::arn::<SamlRecord>(s, &i.saml_provider_arn),
    DeleteSAMLProvider => delete_saml_provider of |s, _, i| touch::arn::<SamlRecord>(s, &i.saml_provider_arn),
    // service-linked roles
    CreateServiceLinkedRole => create_service_linked_role on
        |call, i| new_linked_role(call, &i.aws_service_name, i.custom_suffix.as_deref()),
    DeleteServiceLinkedRole => delete_service_linked_role of
        |s, call, i| touch::named::<RoleRecord>(s, call, &i.role_name),
    GetServiceLinkedRoleDeletionStatus => get_service_linked_role_deletion_status on
        |call, i| linked_role_of(call, &i.deletion_task_id),
    // passwords and the account
    CreateLoginProfile => create_login_profile of |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    GetLoginProfile => get_login_profile of |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    UpdateLoginProfile => update_login_profile of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    DeleteLoginProfile => delete_login_profile of |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    ChangePassword => change_password of |s, call, _| touch::user(s, call, None),
    CreateAccountAlias => create_account_alias,
    ListAccountAliases => list_account_aliases,
    DeleteAccountAlias => delete_account_alias,
    UpdateAccountPasswordPolicy => update_account_password_policy,
    GetAccountPasswordPolicy => get_account_password_policy,
    DeleteAccountPasswordPolicy => delete_account_password_policy,
    GetAccountSummary => get_account_summary,
    GetAccountAuthorizationDetails => get_account_authorization_details,
    GenerateCredentialReport => generate_credential_report,
    GetCredentialReport => get_credential_report,
    // what was used, and what would be decided
    GenerateServiceLastAccessedDetails => generate_service_last_accessed_details on |_, i| door::Touch::on(&*i.arn),
    GetServiceLastAccessedDetails => get_service_last_accessed_details,
    GetServiceLastAccessedDetailsWithEntities => get_service_last_accessed_details_with_entities,
    ListPoliciesGrantingServiceAccess => list_policies_granting_service_access on |_, i| door::Touch::on(&*i.arn),
    SimulateCustomPolicy => simulate_custom_policy,
    SimulatePrincipalPolicy => simulate_principal_policy on |_, i| door::Touch::on(&*i.policy_source_arn),
    GetContextKeysForCustomPolicy => get_context_keys_for_custom_policy,
    GetContextKeysForPrincipalPolicy => get_context_keys_for_principal_policy on
        |_, i| door::Touch::on(&*i.policy_source_arn),
    // other credentials
    UploadSSHPublicKey => upload_ssh_public_key of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    GetSSHPublicKey => get_ssh_public_key of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    ListSSHPublicKeys => list_ssh_public_keys of |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    UpdateSSHPublicKey => update_ssh_public_key of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    DeleteSSHPublicKey => delete_ssh_public_key of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    CreateServiceSpecificCredential => create_service_specific_credential of
        |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    ListServiceSpecificCredentials => list_service_specific_credentials of
        |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    UpdateServiceSpecificCredential => update_service_specific_credential of
        |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    ResetServiceSpecificCredential => reset_service_specific_credential of
        |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    DeleteServiceSpecificCredential => delete_service_specific_credential of
        |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    UploadServerCertificate => upload_server_certificate on
        |call, i| touch::new(Kind::ServerCertificate, call, i.path.as_deref(), &i.server_certificate_name),
    GetServerCertificate => get_server_certificate of
        |s, call, i| touch::named::<CertificateRecord>(s, call, &i.server_certificate_name),
    ListServerCertificates => list_server_certificates on
        |call, i| listing(call, Kind::ServerCertificate, i.path_prefix.as_deref()),
    UpdateServerCertificate => update_server_certificate of
        |s, call, i| touch::named::<CertificateRecord>(s, call, &i.server_certificate_name),
    DeleteServerCertificate => delete_server_certificate of
        |s, call, i| touch::named::<CertificateRecord>(s, call, &i.server_certificate_name),
    UploadSigningCertificate => upload_signing_certificate of
        |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    ListSigningCertificates => list_signing_certificates of
        |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    UpdateSigningCertificate => update_signing_certificate of
        |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    DeleteSigningCertificate => delete_signing_certificate of
        |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    CreateVirtualMFADevice => create_virtual_mfa_device on
        |call, i| touch::new(Kind::MfaDevice, call, i.path.as_deref(), &i.virtual_mfa_device_name),
    DeleteVirtualMFADevice => delete_virtual_mfa_device of
        |s, _, i| touch::arn::<DeviceRecord>(s, &i.serial_number),
    ListVirtualMFADevices => list_virtual_mfa_devices on |call, _| listing(call, Kind::MfaDevice, None),
    EnableMFADevice => enable_mfa_device of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    ResyncMFADevice => resync_mfa_device of |s, call, i| touch::named::<UserRecord>(s, call, &i.user_name),
    DeactivateMFADevice => deactivate_mfa_device of |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    ListMFADevices => list_mfa_devices of |s, call, i| touch::user(s, call, i.user_name.as_deref()),
    GetMFADevice => get_mfa_device of |s, call, i| touch::user(s, call, i.user_name.as_deref()),
}

/// What a listing touches: everything of the kind below a path.
fn listing(call: &Call, kind: Kind, path: Option<&str>) -> door::Touch {
    touch::new(kind, call, path, "")
}

/// The service-linked role that is to be made.
fn new_linked_role(call: &Call, service: &str, suffix: Option<&str>) -> door::Touch {
    let path = format!("/aws-service-role/{service}/");
    let name = linked_services::find(service).map_or_else(|| "*".to_owned(), |known| known.role_name(suffix));
    touch::new(Kind::Role, call, Some(&path), &name).with("iam:AWSServiceName", service)
}

/// The service-linked role that a deletion task is about.
fn linked_role_of(call: &Call, task: &str) -> door::Touch {
    let mut parts = task.split('/').skip(2);
    let (service, role) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    touch::new(Kind::Role, call, Some(&format!("/aws-service-role/{service}/")), role)
}

impl Host for Iam {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, action: &str, arn: &str) -> Option<ResourceFacts> {
        let tags = |tags: &Tags| ResourceFacts { tags: tags.clone(), ..ResourceFacts::default() };
        match Arn::parse(arn)?.resource_type()? {
            // A role's trust policy decides who may be it, whatever else the caller may do.
            "role" => {
                let role = self.role_of(arn, "")?;
                let trusts = action.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("sts:"));
                let policy = trusts.then(|| role.trust.policy()).flatten();
                Some(ResourceFacts { policy, policy_decides: trusts, ..tags(&role.base.tags) })
            }
            "user" => Some(tags(&self.facts_of::<UserRecord>(arn)?)),
            "policy" => Some(tags(&self.facts_of::<PolicyRecord>(arn)?)),
            "instance-profile" => Some(tags(&self.facts_of::<ProfileRecord>(arn)?)),
            "oidc-provider" => Some(tags(&self.facts_of::<OidcRecord>(arn)?)),
            "saml-provider" => Some(tags(&self.facts_of::<SamlRecord>(arn)?)),
            "server-certificate" => Some(tags(&self.facts_of::<CertificateRecord>(arn)?)),
            "mfa" => Some(tags(&self.facts_of::<DeviceRecord>(arn)?)),
            _ => None,
        }
    }
}

impl Iam {
    fn facts_of<R: Stored>(&self, arn: &str) -> Option<Tags> {
        self.by_arn::<R>(arn).map(|record| record.base().tags.clone())
    }
}
