//! AWS Security Token Service: <https://docs.aws.amazon.com/STS/latest/APIReference/>.
//!
//! Sessions are kept by those who hold them: a session token is the session's facts, sealed with the installation's key
//! and bound to its access key id, and the secret is derived from the same key. So making one writes nothing, and every
//! session outlives a restart. `seal` is the key, `session` the facts, `credentials` STS's answer to the door. Who roles
//! and providers are STS asks IAM, through the door's [`door::Identities`].
//!
//! What is absent: a table of sessions, and so a way to end one. A session ends when its time is up or its role is gone.

mod credentials;
mod jwt;
mod operations;
mod saml;
mod seal;
mod session;
#[cfg(test)]
mod tests;
mod web;

use credentials::Cache;
use door::{Call, Host, Identities, Touch};
use model_sts as model;
use seal::Seal;
use std::sync::Arc;
use store::Store;
use wire::schema::Service;

/// AWS Security Token Service.
pub struct Sts {
    seal: Seal,
    identities: Arc<dyn Identities>,
    cache: Cache,
    keys: web::Keys,
}

impl Sts {
    /// Opens the installation's key, or makes one. `identities` is IAM.
    pub fn open(store: &Store, identities: Arc<dyn Identities>) -> store::Result<Self> {
        Ok(Self { seal: Seal::open(store)?, identities, cache: Cache::default(), keys: web::Keys::default() })
    }
}

door::operations! { Sts as model;
    AssumeRole => assume_role of operations::assume_role_touch,
    AssumeRoleWithSAML => assume_role_with_saml,
    AssumeRoleWithWebIdentity => assume_role_with_web_identity,
    DecodeAuthorizationMessage => decode_authorization_message,
    GetAccessKeyInfo => get_access_key_info,
    GetCallerIdentity => get_caller_identity,
    GetFederationToken => get_federation_token on |call, i| federated_user(call, &i.name),
    GetSessionToken => get_session_token,
}

fn federated_user(call: &Call, name: &str) -> Touch {
    Touch::on(format!("arn:aws:sts::{}:federated-user/{name}", call.account()))
}

impl Host for Sts {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
}
