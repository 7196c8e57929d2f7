//! Authorization tokens: whoever asked for one is who pushes and pulls with it, for twelve hours.
//!
//! A token is kept by its holder: it is the caller's facts, sealed. So making one writes nothing, and it outlives a
//! restart. What the caller may do is not in it: that is decided anew at each request, by the policies of the moment.
//! <https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html>

use crate::seal::Seal;
use clock::Timestamp;
use door::{Caller, KeyName, Principal, Session};
use policy::{Attached, Origin, Policy};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html>
pub(crate) const LIFETIME: Duration = Duration::from_hours(12);

/// What a token says.
#[derive(Serialize, Deserialize)]
struct Facts {
    who: Who,
    account: String,
    user_id: String,
    access_key_id: String,
    region: String,
    expires: Timestamp,
    /// Condition keys of the caller.
    context: Vec<(String, Vec<String>)>,
    session: Option<SessionFacts>,
}

#[derive(Serialize, Deserialize)]
struct SessionFacts {
    issued: Timestamp,
    expires: Timestamp,
    mfa: Option<Timestamp>,
    /// Session policies; the ARN of managed ones.
    policies: Option<Vec<(Option<String>, String)>>,
}

#[derive(Serialize, Deserialize)]
enum Who {
    Root { account: String },
    User { arn: String, id: String },
    Role { role_arn: String, session_arn: String, role_id: String, service_linked: bool },
    Federated { arn: String, issuer_arn: String },
}

/// Why a token is no good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadToken {
    Invalid,
    Expired,
}

/// Makes a caller's token; `None` for those who have none: services, nobody.
pub(crate) fn issue(seal: &Seal, caller: &Caller, region: &str, expires: Timestamp) -> Option<String> {
    let who = match caller.principal.clone() {
        Principal::Root { account } => Who::Root { account },
        Principal::User { arn, id } => Who::User { arn, id },
        Principal::RoleSession { role_arn, session_arn, role_id, service_linked } => {
            Who::Role { role_arn, session_arn, role_id, service_linked }
        }
        Principal::FederatedUser { arn, issuer_arn } => Who::Federated { arn, issuer_arn },
        _ => return None,
    };
    let session = caller.session.as_ref().map(|session| SessionFacts {
        issued: session.issued,
        expires: session.expires,
        mfa: session.mfa,
        policies: session.policies.as_ref().map(|policies| policies.iter().map(written).collect()),
    });
    let context = caller.context.iter().map(|(key, values)| (key.to_owned(), values.to_vec())).collect();
    let facts = Facts {
        who,
        account: caller.account.to_string(),
        user_id: caller.user_id.clone(),
        access_key_id: caller.access_key_id.clone(),
        region: region.to_owned(),
        expires,
        context,
        session,
    };
    seal.seal(postcard::to_stdvec(&facts).ok()?)
}

/// The caller of a token, and the region in which it was asked for.
pub(crate) fn open(seal: &Seal, token: &str, now: Timestamp) -> Result<(Caller, String), BadToken> {
    let bytes = seal.unseal(token).ok_or(BadToken::Invalid)?;
    let facts: Facts = postcard::from_bytes(&bytes).map_err(|_| BadToken::Invalid)?;
    if now >= facts.expires {
        return Err(BadToken::Expired);
    }
    let mut caller = Caller::root(&facts.account, &facts.access_key_id);
    caller.principal = match facts.who {
        Who::Root { account } => Principal::Root { account },
        Who::User { arn, id } => Principal::User { arn, id },
        Who::Role { role_arn, session_arn, role_id, service_linked } => {
            Principal::RoleSession { role_arn, session_arn, role_id, service_linked }
        }
        Who::Federated { arn, issuer_arn } => Principal::FederatedUser { arn, issuer_arn },
    };
    caller.user_id = facts.user_id;
    for (key, values) in facts.context {
        caller.context.set_many(KeyName::new(&key), values);
    }
    caller.session = facts.session.map(|session| Session {
        issued: session.issued,
        expires: session.expires,
        mfa: session.mfa,
        // A policy that cannot be read again allows nothing, which is what a session policy that is missing must not do.
        policies: session.policies.map(|policies| policies.iter().filter_map(read).collect()),
        transitive_tags: Vec::new(),
        tags: Vec::new(),
        source_identity: None,
        chained: false,
    });
    Ok((caller, facts.region))
}

fn written(attached: &Attached) -> (Option<String>, String) {
    let arn = match &attached.origin {
        Origin::Managed { arn } => Some(arn.clone()),
        _ => None,
    };
    (arn, attached.policy.text().to_owned())
}

fn read((arn, text): &(Option<String>, String)) -> Option<Attached> {
    let origin = arn.clone().map_or(Origin::Session, |arn| Origin::Managed { arn });
    Some(Attached::new(origin, Policy::parse(text).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::Store;

    #[test]
    fn a_token_is_its_caller_for_twelve_hours() {
        let seal = Seal::open(&Store::ephemeral().unwrap()).unwrap();
        let now = Timestamp::from_seconds(1_800_000_000);
        let mut caller = Caller::root("111111111111", "ASIA1");
        caller.principal = Principal::RoleSession {
            role_arn: "arn:aws:iam::111111111111:role/task".into(),
            session_arn: "arn:aws:sts::111111111111:assumed-role/task/one".into(),
            role_id: "AROA1".into(),
            service_linked: false,
        };
        caller.context.set(KeyName::of("aws:PrincipalTag/team"), "a");
        let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;
        let policies = [Attached::new(Origin::Session, Policy::parse(text).unwrap())];
        caller.session = Some(Session {
            issued: now,
            expires: now + Duration::from_hours(1),
            policies: Some(policies.into()),
            transitive_tags: Vec::new(),
            tags: Vec::new(),
            source_identity: None,
            mfa: None,
            chained: false,
        });
        let token = issue(&seal, &caller, "eu-west-1", now + LIFETIME).unwrap();
        let (same, region) = open(&seal, &token, now + LIFETIME - Duration::from_secs(1)).unwrap();
        assert_eq!((same.principal, &*region), (caller.principal, "eu-west-1"));
        assert_eq!(
            same.context.get(&KeyName::of("aws:PrincipalTag/team")),
            Some(["a".to_owned()].as_slice())
        );
        assert_eq!(same.session.unwrap().policies.unwrap().len(), 1);
        assert_eq!(open(&seal, &token, now + LIFETIME).err(), Some(BadToken::Expired));
        assert_eq!(open(&seal, "token", now).err(), Some(BadToken::Invalid));
        assert_eq!(issue(&seal, &Caller::service("ecs.amazonaws.com", "1"), "eu-west-1", now), None);
    }
}
