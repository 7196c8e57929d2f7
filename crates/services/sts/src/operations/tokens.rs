//! Sessions of users: GetSessionToken and GetFederationToken.

use super::roles::credentials;
use super::session_policies::with_tags;
use crate::Sts;
use crate::session::{Facts, Who};
use door::Call;
use model_sts::ops;
use model_sts::types::*;
use std::time::Duration;
use wire::prelude::*;

/// Seconds of a session where the request does not say.
const TWELVE_HOURS: i64 = 43_200;
/// Seconds of a session of the root user.
const HOUR: i64 = 3_600;

impl Sts {
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html>
    pub(crate) async fn get_session_token(
        &self,
        call: &Call,
        input: GetSessionTokenInput,
    ) -> Result<GetSessionTokenOutput> {
        if input.minimum_session_token_size.is_some() {
            return Err(Error::not_implemented("MinimumSessionTokenSize of GetSessionToken"));
        }
        let who = long_term(call, "GetSessionToken")?;
        let mfa = self.given_code(call, input.serial_number, input.token_code)?;
        let facts = Facts { mfa, ..facts(call, who, input.duration_seconds) };
        let issued = self.issue(&facts)?;
        Ok(GetSessionTokenOutput {
            credentials: Some(credentials(issued, facts.expires)),
            ..GetSessionTokenOutput::default()
        })
    }

    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html>
    pub(crate) async fn get_federation_token(
        &self,
        call: &Call,
        input: GetFederationTokenInput,
    ) -> Result<GetFederationTokenOutput> {
        if input.minimum_session_token_size.is_some() {
            return Err(Error::not_implemented("MinimumSessionTokenSize of GetFederationToken"));
        }
        long_term(call, "GetFederationToken")?;
        let account = call.account().to_owned();
        let passed = self.passed(&account, input.policy, input.policy_arns, input.tags)?;
        if !passed.tags.is_empty() {
            let touch = with_tags(crate::federated_user(call, &input.name), &passed.tags, &[]);
            call.require(<ops::GetFederationToken as Op>::spec(), "sts:TagSession", &touch)?;
        }
        let who = Who::Federated {
            account: account.clone(),
            name: input.name.clone(),
            issuer: call.caller.display(),
        };
        let facts = Facts {
            policy: passed.policy,
            policy_arns: passed.arns,
            tags: passed.tags,
            ..facts(call, who, input.duration_seconds)
        };
        let issued = self.issue(&facts)?;
        Ok(GetFederationTokenOutput {
            credentials: Some(credentials(issued, facts.expires)),
            federated_user: Some(FederatedUser {
                federated_user_id: format!("{account}:{}", input.name),
                arn: format!("arn:aws:sts::{account}:federated-user/{}", input.name),
            }),
            // recorded: sts/test_sts.json, test_get_federation_token: 0 where nothing was passed
            packed_policy_size: Some(passed.packed.unwrap_or(0)),
            ..GetFederationTokenOutput::default()
        })
    }
}

/// The caller, who must not be a session itself.
fn long_term(call: &Call, operation: &str) -> Result<Who> {
    let who = Who::of(&call.caller).filter(|_| call.caller.session.is_none());
    who.ok_or_else(|| {
        Error::new("AccessDenied", format!("Cannot call {operation} with session credentials")).status(403)
    })
}

fn facts(call: &Call, who: Who, asked: Option<i32>) -> Facts {
    let seconds = asked.map_or(TWELVE_HOURS, i64::from);
    let seconds = if call.caller.is_root() { seconds.min(HOUR) } else { seconds };
    Facts {
        who,
        issued: call.now(),
        expires: call.now() + Duration::from_secs(seconds.max(0) as u64),
        policy: None,
        policy_arns: Vec::new(),
        tags: Vec::new(),
        transitive: Vec::new(),
        source_identity: None,
        mfa: None,
        chained: false,
        provider: None,
    }
}
