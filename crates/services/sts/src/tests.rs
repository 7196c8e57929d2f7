//! The service against the door with IAM beside it, in this process, with time in the test's hands.

mod saml;
mod sessions;
mod web;

use crate::Sts;
use clock::{Clock, Timestamp};
use door::{Builder, Call, Caller, Credentials, Track};
use iam::Iam;
use serde_json::{Value, json};
use std::sync::Arc;
use store::Store;

pub(crate) const ACCOUNT: &str = "123456789012";

pub(crate) struct House {
    pub(crate) iam: Arc<Iam>,
    pub(crate) sts: Arc<Sts>,
    pub(crate) clock: Clock,
    pub(crate) root: Call,
}

pub(crate) fn house_on(store: &Store) -> House {
    let clock = Clock::frozen_at(Timestamp::from_seconds(1_800_000_000));
    let iam = Arc::new(Iam::open(store).unwrap());
    let sts = Arc::new(Sts::open(store, iam.clone()).unwrap());
    let door = Builder::new(clock.clone(), Track::in_memory())
        .service(&iam, iam.routes())
        .service(&sts, sts.routes())
        .credentials(iam.clone())
        .credentials(sts.clone())
        .identities(iam.clone())
        .build();
    let root = door.call(Caller::root(ACCOUNT, "test"), "us-east-1");
    House { iam, sts, clock, root }
}

pub(crate) fn house() -> House {
    house_on(&Store::ephemeral().unwrap())
}

/// Calls by names and JSON: the answer, or `Code: text`.
pub(crate) async fn ask(call: &Call, service: &str, operation: &str, input: Value) -> Value {
    match call.call_dynamic(service, operation, input).await {
        Ok(answer) => answer,
        Err(error) => Value::String(error.to_string()),
    }
}

impl House {
    /// A user with a policy that allows one action on everything.
    pub(crate) async fn user(&self, name: &str, action: &str) -> Call {
        ask(&self.root, "iam", "CreateUser", json!({"UserName": name})).await;
        let document = allow(action);
        let policy = json!({"UserName": name, "PolicyName": "p", "PolicyDocument": document});
        ask(&self.root, "iam", "PutUserPolicy", policy).await;
        let key =
            ask(&self.root, "iam", "CreateAccessKey", json!({"UserName": name})).await["AccessKey"].clone();
        let id = key["AccessKeyId"].as_str().unwrap();
        let found = self.iam.credential(id, None, self.clock.now()).unwrap().unwrap();
        self.root.acting((*found.caller).clone())
    }
    /// A role that trusts whom the statement's principal names, with a condition.
    pub(crate) async fn role(&self, name: &str, principal: Value, condition: Value) -> String {
        let trust = json!({"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": principal, "Condition": condition,
            "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:AssumeRoleWithWebIdentity"]}]});
        let input = json!({"RoleName": name, "AssumeRolePolicyDocument": trust.to_string()});
        let made = ask(&self.root, "iam", "CreateRole", input).await;
        made["Role"]["Arn"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned()
    }
    /// The call of whoever holds these credentials; `None` where the door would not know them.
    pub(crate) fn session(&self, answer: &Value) -> Option<Call> {
        let credentials = &answer["Credentials"];
        let (id, token) = (credentials["AccessKeyId"].as_str()?, credentials["SessionToken"].as_str());
        let found = self.sts.credential(id, token, self.clock.now()).ok()??;
        assert_eq!(found.secret.as_deref(), credentials["SecretAccessKey"].as_str());
        Some(self.root.acting((*found.caller).clone()))
    }
}

pub(crate) fn allow(action: &str) -> String {
    json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": action, "Resource": "*"}})
        .to_string()
}
