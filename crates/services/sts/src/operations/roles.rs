//! Sessions of roles.

use super::session_policies::{Passed, invalid, invalid_parameter, with_tags};
use crate::Sts;
use crate::credentials::Issued;
use crate::session::{Facts, Who, session_arn};
use clock::Timestamp;
use door::{Call, Principal, RoleFacts, Touch};
use model_sts::ops;
use model_sts::types::*;
use policy::arn::Arn;
use std::time::Duration;
use wire::prelude::*;

type Tags = Vec<(String, String)>;

/// Seconds of a session where the request does not say, and of one in a chain.
const HOUR: i64 = 3_600;

/// What AssumeRole touches: the role, with everything that its trust policy may ask for.
pub(crate) fn assume_role_touch(sts: &Sts, call: &Call, input: &AssumeRoleInput) -> Touch {
    let mut touch = Touch::on(&*input.role_arn).with("sts:RoleSessionName", &*input.role_session_name);
    if let Some(id) = &input.external_id {
        touch = touch.with("sts:ExternalId", id);
    }
    if let Some(identity) = &input.source_identity {
        touch = touch.with("sts:SourceIdentity", identity);
    }
    touch = with_tags(touch, &[], input.transitive_tag_keys.as_deref().unwrap_or_default());
    if let (Some(serial), Some(code)) = (&input.serial_number, &input.token_code)
        && sts.mfa(call, serial, code, false)
    {
        touch = touch.with("aws:MultiFactorAuthPresent", "true").with("aws:MultiFactorAuthAge", "0");
    }
    touch
}

impl Sts {
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
    pub(crate) async fn assume_role(&self, call: &Call, input: AssumeRoleInput) -> Result<AssumeRoleOutput> {
        if input.provided_contexts.is_some() || input.minimum_session_token_size.is_some() {
            return Err(Error::not_implemented("ProvidedContexts and MinimumSessionTokenSize of AssumeRole"));
        }
        let mut touch = assume_role_touch(self, call, &input);
        let mfa = self.given_code(call, input.serial_number, input.token_code)?;
        let role = self.role(call, &input.role_arn)?;
        let own = call.caller.session.as_ref();
        let account = Arn::parse(&input.role_arn).map(|arn| arn.account.to_owned()).unwrap_or_default();
        let passed = self.passed(&account, input.policy, input.policy_arns, input.tags)?;
        let (tags, transitive) = chained_tags(call, &passed, input.transitive_tag_keys.unwrap_or_default())?;
        let op = <ops::AssumeRole as Op>::spec();
        if !passed.tags.is_empty() {
            touch = with_tags(touch, &passed.tags, &[]);
            call.require(op, "sts:TagSession", &touch)?;
        }
        let source_identity = match (own.and_then(|s| s.source_identity.clone()), input.source_identity) {
            (Some(kept), Some(asked)) if kept != asked => {
                return Err(denied(call, "sts:SetSourceIdentity", &input.role_arn));
            }
            (kept, asked) => {
                if asked.is_some() {
                    call.require(op, "sts:SetSourceIdentity", &touch)?;
                }
                kept.or(asked)
            }
        };
        let facts = Facts {
            who: Who::Role {
                arn: input.role_arn.clone(),
                id: role.id.clone(),
                session: input.role_session_name.clone(),
            },
            issued: call.now(),
            expires: call.now() + lifetime(input.duration_seconds, &role, own.is_some())?,
            policy: passed.policy,
            policy_arns: passed.arns,
            tags,
            transitive,
            source_identity: source_identity.clone(),
            mfa,
            chained: matches!(call.caller.principal, Principal::RoleSession { .. }),
            provider: None,
        };
        let issued = self.issue(&facts)?;
        Ok(AssumeRoleOutput {
            credentials: Some(credentials(issued, facts.expires)),
            assumed_role_user: Some(assumed_role_user(&input.role_arn, &role.id, &input.role_session_name)),
            packed_policy_size: passed.packed,
            source_identity,
            ..AssumeRoleOutput::default()
        })
    }

    /// Whether it is a code of the calling user's device.
    pub(crate) fn mfa(&self, call: &Call, serial: &str, code: &str, take: bool) -> bool {
        self.identities.is_mfa_code(&call.caller.display(), serial, code, call.now(), take)
    }

    /// Uses the code that a request gives, if it gives one.
    pub(crate) fn given_code(
        &self,
        call: &Call,
        serial: Option<String>,
        code: Option<String>,
    ) -> Result<Option<Timestamp>> {
        let failed = |text| Err(Error::new("AccessDenied", text).status(403));
        match (serial, code) {
            (None, None) => Ok(None),
            (Some(serial), Some(code)) if self.mfa(call, &serial, &code, true) => Ok(Some(call.now())),
            (Some(_), Some(_)) => {
                failed("MultiFactorAuthentication failed with invalid MFA one time pass code. ")
            }
            _ => failed(
                "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code. ",
            ),
        }
    }

    /// The role of an ARN. One that is not there is refused like one that does not trust.
    fn role(&self, call: &Call, arn: &str) -> Result<RoleFacts> {
        let is_role = |arn: Arn<'_>| arn.service == "iam" && arn.resource.starts_with("role/");
        if !Arn::parse(arn).is_some_and(is_role) {
            return Err(invalid(format!("{arn} is invalid")));
        }
        self.identities.role(arn).ok_or_else(|| denied(call, "sts:AssumeRole", arn))
    }
}

/// The session tags that a role session will have, and which of them go on: those passed now, over those that came down
/// the chain. <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining>
fn chained_tags(call: &Call, passed: &Passed, mut transitive: Vec<String>) -> Result<(Tags, Vec<String>)> {
    let is_passed = |key: &str| passed.tags.iter().any(|(other, _)| other.eq_ignore_ascii_case(key));
    if !transitive.iter().all(|key| is_passed(key)) {
        return Err(invalid_parameter(
            "The specified transitive tag key must be included in the requested tags.",
        ));
    }
    let mut tags = Vec::new();
    if let Some(session) = &call.caller.session {
        for key in &session.transitive_tags {
            if is_passed(key) {
                return Err(invalid_parameter(
                    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag \
                     key from the calling session.",
                ));
            }
            tags.extend(session.tags.iter().filter(|(other, _)| other == key).cloned());
            transitive.push(key.clone());
        }
    }
    tags.extend(passed.tags.iter().cloned());
    Ok((tags, transitive))
}

/// How long a session of the role lasts.
pub(crate) fn lifetime(asked: Option<i32>, role: &RoleFacts, chained: bool) -> Result<Duration> {
    let seconds = asked.map_or(HOUR, i64::from);
    if chained && seconds > HOUR {
        return Err(invalid(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
        ));
    }
    if seconds > role.max_session {
        return Err(invalid(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        ));
    }
    Ok(Duration::from_secs(seconds.max(0) as u64))
}

fn denied(call: &Call, action: &str, arn: &str) -> Error {
    let who = call.caller.display();
    Error::new(
        "AccessDenied",
        format!("User: {who} is not authorized to perform: {action} on resource: {arn}"),
    )
    .status(403)
}

pub(crate) fn credentials(issued: Issued, expires: Timestamp) -> Credentials {
    Credentials {
        access_key_id: issued.access_key_id,
        secret_access_key: issued.secret,
        session_token: issued.token,
        expiration: Timestamp::from_seconds(expires.seconds()),
    }
}

pub(crate) fn assumed_role_user(role_arn: &str, role_id: &str, session: &str) -> AssumedRoleUser {
    AssumedRoleUser { assumed_role_id: format!("{role_id}:{session}"), arn: session_arn(role_arn, session) }
}
