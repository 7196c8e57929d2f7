//! Console passwords of users. There is no console here: IAM keeps them, holds them to the account's policy, and lets
//! their users change them.

use super::users::{user_name, whole_seconds};
use crate::Iam;
use crate::passwords;
use crate::records::*;
use crate::refusals;
use door::{Call, Principal};
use model_iam::errors;
use model_iam::types::*;
use wire::prelude::*;

/// Former passwords that are kept, the most that a policy can ask for.
const FORMER: usize = 24;

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html>
    pub(crate) async fn create_login_profile(
        &self,
        call: &Call,
        input: CreateLoginProfileInput,
    ) -> Result<CreateLoginProfileOutput> {
        let name = user_name(call, input.user_name)?;
        let Some(password) = input.password else {
            return Err(Error::not_implemented("CreateLoginProfile without Password"));
        };
        let now = whole_seconds(call);
        let reset_required = input.password_reset_required.unwrap_or(false);
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&name)?;
                if user.login.is_some() {
                    return Err(errors::entity_already_exists(format!(
                        "Login Profile for user {name} already exists."
                    )));
                }
                passwords::check(change.account_record().password_policy.as_ref(), &password)?;
                let password = passwords::hash(&password);
                user.login = Some(LoginRecord {
                    created: now,
                    reset_required,
                    password,
                    former: Vec::new(),
                    changed: now,
                });
                change.put(user);
                Ok(())
            })
            .await?;
        let password_reset_required = Some(reset_required);
        Ok(CreateLoginProfileOutput {
            login_profile: LoginProfile { user_name: name, create_date: now, password_reset_required },
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html>
    pub(crate) async fn get_login_profile(
        &self,
        call: &Call,
        input: GetLoginProfileInput,
    ) -> Result<GetLoginProfileOutput> {
        let name = user_name(call, input.user_name)?;
        let user = self.state.get::<UserRecord>(call.account(), &name)?;
        let login = user.login.as_ref().ok_or_else(|| no_login(&name))?;
        Ok(GetLoginProfileOutput {
            login_profile: LoginProfile {
                user_name: name,
                create_date: login.created,
                password_reset_required: Some(login.reset_required),
            },
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateLoginProfile.html>
    pub(crate) async fn update_login_profile(
        &self,
        call: &Call,
        input: UpdateLoginProfileInput,
    ) -> Result<UpdateLoginProfileOutput> {
        let now = whole_seconds(call);
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&input.user_name)?;
                let login = user.login.as_mut().ok_or_else(|| no_login(&input.user_name))?;
                if let Some(password) = &input.password {
                    set(login, change.account_record().password_policy.as_ref(), password, now)?;
                }
                if let Some(required) = input.password_reset_required {
                    login.reset_required = required;
                }
                change.put(user);
                Ok(UpdateLoginProfileOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html>
    pub(crate) async fn delete_login_profile(
        &self,
        call: &Call,
        input: DeleteLoginProfileInput,
    ) -> Result<DeleteLoginProfileOutput> {
        let name = user_name(call, input.user_name)?;
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&name)?;
                user.login.take().ok_or_else(|| no_login(&name))?;
                change.put(user);
                Ok(DeleteLoginProfileOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html>
    pub(crate) async fn change_password(
        &self,
        call: &Call,
        input: ChangePasswordInput,
    ) -> Result<ChangePasswordOutput> {
        if !matches!(call.caller.principal, Principal::User { .. }) {
            return Err(errors::invalid_user_type("Only IAM Users can change their own password"));
        }
        let name = user_name(call, None)?;
        let now = whole_seconds(call);
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&name)?;
                let login = user.login.as_mut().ok_or_else(|| no_login(&name))?;
                if !passwords::is(&login.password, &input.old_password) {
                    return Err(refusals::invalid("The old password was incorrect."));
                }
                set(login, change.account_record().password_policy.as_ref(), &input.new_password, now)?;
                login.reset_required = false;
                change.put(user);
                Ok(ChangePasswordOutput {})
            })
            .await
    }
}

fn no_login(name: &str) -> Error {
    errors::no_such_entity(format!("Login Profile for User {name} cannot be found."))
}

/// Sets a password by the account's rules, those about former passwords included.
fn set(
    login: &mut LoginRecord,
    policy: Option<&PasswordPolicyRecord>,
    password: &str,
    now: Timestamp,
) -> Result<()> {
    passwords::check(policy, password)?;
    let remembered = policy.and_then(|p| p.reuse_prevention).unwrap_or(0).max(0) as usize;
    let former = std::iter::once(&login.password).chain(&login.former).take(remembered);
    if former.into_iter().any(|kept| passwords::is(kept, password)) {
        return Err(errors::password_policy_violation(
            "Policy constraint violation with password reuse prevention during password change.",
        ));
    }
    let old = std::mem::replace(&mut login.password, passwords::hash(password));
    login.former.insert(0, old);
    login.former.truncate(FORMER);
    login.changed = now;
    Ok(())
}
