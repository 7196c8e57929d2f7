//! What an account has once: its alias, its rules for passwords, its counts.

use crate::Iam;
use crate::page::page;
use crate::quotas;
use crate::records::*;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use wire::prelude::*;

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html>
    pub(crate) async fn create_account_alias(
        &self,
        call: &Call,
        input: CreateAccountAliasInput,
    ) -> Result<CreateAccountAliasOutput> {
        let alias = input.account_alias;
        self.state
            .change(call.account(), |change| {
                // Aliases are part of a host name, so no two accounts have the same.
                let taken = self.state.accounts.list(&store::Key::root()).into_iter().any(|(key, other)| {
                    other.alias.as_deref() == Some(&*alias) && key.text(0).as_deref() != Some(call.account())
                });
                if taken {
                    return Err(errors::entity_already_exists(format!(
                        "The account alias {alias} already exists."
                    )));
                }
                let mut account = change.account_record();
                account.alias = Some(alias);
                change.put_account(account);
                Ok(CreateAccountAliasOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html>
    pub(crate) async fn list_account_aliases(
        &self,
        call: &Call,
        input: ListAccountAliasesInput,
    ) -> Result<ListAccountAliasesOutput> {
        let aliases = self.state.account(call.account()).alias.clone();
        let page = page(aliases, Clone::clone, input.marker.as_deref(), input.max_items)?;
        Ok(ListAccountAliasesOutput {
            is_truncated: page.is_truncated(),
            account_aliases: page.items,
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html>
    pub(crate) async fn delete_account_alias(
        &self,
        call: &Call,
        input: DeleteAccountAliasInput,
    ) -> Result<DeleteAccountAliasOutput> {
        self.state
            .change(call.account(), |change| {
                let mut account = change.account_record();
                if account.alias.take_if(|alias| *alias == input.account_alias).is_none() {
                    let text = format!("The account alias {} cannot be found.", input.account_alias);
                    return Err(errors::no_such_entity(text));
                }
                change.put_account(account);
                Ok(DeleteAccountAliasOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html>
    pub(crate) async fn update_account_password_policy(
        &self,
        call: &Call,
        input: UpdateAccountPasswordPolicyInput,
    ) -> Result<UpdateAccountPasswordPolicyOutput> {
        // What is not given goes back to its default: there are no partial updates.
        let policy = PasswordPolicyRecord {
            minimum_length: input.minimum_password_length.unwrap_or(6),
            symbols: input.require_symbols.unwrap_or(false),
            numbers: input.require_numbers.unwrap_or(false),
            uppercase: input.require_uppercase_characters.unwrap_or(false),
            lowercase: input.require_lowercase_characters.unwrap_or(false),
            users_may_change: input.allow_users_to_change_password.unwrap_or(false),
            max_age: input.max_password_age,
            reuse_prevention: input.password_reuse_prevention,
            hard_expiry: input.hard_expiry,
        };
        self.state
            .change(call.account(), |change| {
                let mut account = change.account_record();
                account.password_policy = Some(policy);
                change.put_account(account);
                Ok(UpdateAccountPasswordPolicyOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html>
    pub(crate) async fn get_account_password_policy(
        &self,
        call: &Call,
        _input: GetAccountPasswordPolicyInput,
    ) -> Result<GetAccountPasswordPolicyOutput> {
        let account = self.state.account(call.account());
        let policy = account.password_policy.as_ref().ok_or_else(|| no_password_policy(call))?;
        Ok(GetAccountPasswordPolicyOutput {
            password_policy: PasswordPolicy {
                minimum_password_length: Some(policy.minimum_length),
                require_symbols: Some(policy.symbols),
                require_numbers: Some(policy.numbers),
                require_uppercase_characters: Some(policy.uppercase),
                require_lowercase_characters: Some(policy.lowercase),
                allow_users_to_change_password: Some(policy.users_may_change),
                expire_passwords: Some(policy.max_age.is_some_and(|days| days > 0)),
                max_password_age: policy.max_age,
                password_reuse_prevention: policy.reuse_prevention,
                hard_expiry: policy.hard_expiry,
            },
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountPasswordPolicy.html>
    pub(crate) async fn delete_account_password_policy(
        &self,
        call: &Call,
        _input: DeleteAccountPasswordPolicyInput,
    ) -> Result<DeleteAccountPasswordPolicyOutput> {
        self.state
            .change(call.account(), |change| {
                let mut account = change.account_record();
                account.password_policy.take().ok_or_else(|| no_password_policy(call))?;
                change.put_account(account);
                Ok(DeleteAccountPasswordPolicyOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html>
    pub(crate) async fn get_account_summary(
        &self,
        call: &Call,
        _input: GetAccountSummaryInput,
    ) -> Result<GetAccountSummaryOutput> {
        let account = call.account();
        let policies = self.state.list::<PolicyRecord>(account);
        let devices = self.state.list::<DeviceRecord>(account);
        let providers = self.state.count::<OidcRecord>(account) + self.state.count::<SamlRecord>(account);
        let counts = [
            ("AccountAccessKeysPresent", self.state.account(account).keys.len().min(1)),
            ("AccountMFAEnabled", 0),
            ("AccountPasswordPresent", 1),
            ("AccountSigningCertificatesPresent", 0),
            ("AssumeRolePolicySizeQuota", quotas::TRUST_POLICY_SIZE),
            ("AccessKeysPerUserQuota", quotas::ACCESS_KEYS_PER_USER),
            ("AttachedPoliciesPerGroupQuota", quotas::ATTACHED_POLICIES),
            ("AttachedPoliciesPerRoleQuota", quotas::ATTACHED_POLICIES),
            ("AttachedPoliciesPerUserQuota", quotas::ATTACHED_POLICIES),
            ("GlobalEndpointTokenVersion", 1),
            ("GroupPolicySizeQuota", GroupRecord::INLINE_SIZE),
            ("Groups", self.state.count::<GroupRecord>(account)),
            ("GroupsPerUserQuota", quotas::GROUPS_PER_USER),
            ("GroupsQuota", quotas::GROUPS),
            ("InstanceProfiles", self.state.count::<ProfileRecord>(account)),
            ("InstanceProfilesQuota", quotas::INSTANCE_PROFILES),
            ("MFADevices", devices.len()),
            ("MFADevicesInUse", devices.iter().filter(|d| d.user.is_some()).count()),
            ("Policies", policies.len()),
            ("PoliciesQuota", quotas::POLICIES),
            ("PolicySizeQuota", quotas::POLICY_SIZE),
            ("PolicyVersionsInUse", policies.iter().map(|p| p.versions.len()).sum()),
            ("PolicyVersionsInUseQuota", 10_000),
            ("Providers", providers),
            ("RolePolicySizeQuota", RoleRecord::INLINE_SIZE),
            ("Roles", self.state.count::<RoleRecord>(account)),
            ("RolesQuota", quotas::ROLES),
            ("ServerCertificates", self.state.count::<CertificateRecord>(account)),
            ("ServerCertificatesQuota", quotas::SERVER_CERTIFICATES),
            ("SigningCertificatesPerUserQuota", quotas::SIGNING_CERTIFICATES_PER_USER),
            ("UserPolicySizeQuota", UserRecord::INLINE_SIZE),
            ("Users", self.state.count::<UserRecord>(account)),
            ("UsersQuota", quotas::USERS),
            ("VersionsPerPolicyQuota", quotas::VERSIONS_PER_POLICY),
        ];
        let summary = counts.into_iter().map(|(name, count)| (name.to_owned(), count as i32));
        Ok(GetAccountSummaryOutput { summary_map: Some(summary.collect()) })
    }
}

fn no_password_policy(call: &Call) -> Error {
    let account = call.account();
    errors::no_such_entity(format!("The Password Policy with domain name {account} cannot be found."))
}
