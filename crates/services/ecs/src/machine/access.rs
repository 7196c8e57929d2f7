//! In whose name the runner calls: sessions of the task's roles and of the role that is linked to ECS.

use clock::Timestamp;
use door::{Call, Caller};
use model_sts::ops::AssumeRole;
use model_sts::types::AssumeRoleInput;
use std::time::Duration;
use wire::prelude::*;

/// How long before its end a session is renewed.
const EARLY: Duration = Duration::from_mins(15);
/// Seconds of a session; the credentials endpoint renews them long before.
const SECONDS: i32 = 3_600;

/// Temporary credentials of a role.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) role: String,
    pub(super) access_key_id: String,
    pub(super) secret_access_key: String,
    pub(super) token: String,
    pub(super) expires: Timestamp,
}

/// A session of a role that trusts `service`.
pub(super) async fn assume(call: &Call, service: &str, role: &str, session: &str) -> Result<Session> {
    let asking = call.acting(Caller::service(service, call.account()));
    let input = AssumeRoleInput {
        role_arn: role.to_owned(),
        role_session_name: session.to_owned(),
        duration_seconds: Some(SECONDS),
        ..AssumeRoleInput::default()
    };
    let given = asking.call::<AssumeRole>(input).await?;
    let given = given.credentials.ok_or_else(|| Error::internal("a session without credentials"))?;
    Ok(Session {
        role: role.to_owned(),
        access_key_id: given.access_key_id,
        secret_access_key: given.secret_access_key,
        token: given.session_token,
        expires: given.expiration,
    })
}

impl Session {
    /// Whether it should be renewed by now.
    pub(super) fn is_old(&self, now: Timestamp) -> bool {
        now + EARLY >= self.expires
    }
    /// Calls as the session.
    pub(super) fn call(&self, call: &Call) -> Result<Call> {
        let gone = || Error::internal(format!("the session of {} is not known", self.role));
        call.with_key(&self.access_key_id, Some(&self.token)).ok_or_else(gone)
    }
}

/// A role that is assumed again when its session gets old.
pub(super) struct Role {
    arn: String,
    service: &'static str,
    session_name: String,
    session: parking_lot::Mutex<Option<Session>>,
}

impl Role {
    pub(super) fn new(arn: impl Into<String>, service: &'static str, session_name: &str) -> Self {
        Self {
            arn: arn.into(),
            service,
            session_name: session_name.to_owned(),
            session: parking_lot::Mutex::default(),
        }
    }
    /// A session that lasts for a while yet.
    pub(super) async fn session(&self, call: &Call) -> Result<Session> {
        let kept = self.session.lock().clone();
        if let Some(session) = kept.filter(|session| !session.is_old(call.now())) {
            return Ok(session);
        }
        let session = assume(call, self.service, &self.arn, &self.session_name).await?;
        *self.session.lock() = Some(session.clone());
        Ok(session)
    }
    /// Calls as the role.
    pub(super) async fn call(&self, call: &Call) -> Result<Call> {
        self.session(call).await?.call(call)
    }
}
