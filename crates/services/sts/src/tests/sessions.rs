//! Roles assumed, and what ends a session.

use super::*;
use std::time::Duration;

#[tokio::test]
async fn a_role_is_assumed_by_whom_it_trusts() {
    let house = house();
    let ada = house.user("ada", "sts:*").await;
    let bob = house.user("bob", "sqs:*").await;
    let principal = json!({"AWS": format!("arn:aws:iam::{ACCOUNT}:root")});
    let condition = json!({"StringEquals": {"sts:ExternalId": "42"}});
    let arn = house.role("reader", principal, condition).await;
    let assume = |id: &str| json!({"RoleArn": arn, "RoleSessionName": "s1", "ExternalId": id});
    let text = |who: &str| {
        json!(format!(
            "AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/{who} is not authorized to perform: sts:AssumeRole on \
             resource: {arn}"
        ))
    };
    assert_eq!(ask(&ada, "sts", "AssumeRole", assume("43")).await, text("ada"));
    assert_eq!(ask(&bob, "sts", "AssumeRole", assume("42")).await, text("bob"));
    let answer = ask(&ada, "sts", "AssumeRole", assume("42")).await;
    assert_eq!(answer["AssumedRoleUser"]["Arn"], format!("arn:aws:sts::{ACCOUNT}:assumed-role/reader/s1"));
    // recorded: sts/test_sts.json, test_assume_role
    assert!(answer.get("PackedPolicySize").is_none(), "{answer}");
    let session = house.session(&answer).unwrap();
    let who = ask(&session, "sts", "GetCallerIdentity", json!({})).await;
    assert_eq!(who["Arn"], answer["AssumedRoleUser"]["Arn"]);
    assert_eq!(who["UserId"], answer["AssumedRoleUser"]["AssumedRoleId"]);
    // What the role may, the session may, at once.
    assert!(ask(&session, "iam", "ListUsers", json!({})).await.is_string());
    let policy = json!({"RoleName": "reader", "PolicyName": "p", "PolicyDocument": allow("iam:ListUsers")});
    ask(&house.root, "iam", "PutRolePolicy", policy).await;
    assert!(ask(&session, "iam", "ListUsers", json!({})).await.is_object());
}

#[tokio::test]
async fn a_session_outlives_a_restart_and_ends_with_its_time_or_its_role() {
    let store = Store::ephemeral().unwrap();
    let house = house_on(&store);
    let arn = house.role("reader", json!({"AWS": ACCOUNT}), json!({})).await;
    let assume = json!({"RoleArn": arn, "RoleSessionName": "s1", "DurationSeconds": 900});
    let answer = ask(&house.root, "sts", "AssumeRole", assume).await;
    let house = house_on(&store);
    assert!(house.session(&answer).is_some());
    let (id, token) = (
        answer["Credentials"]["AccessKeyId"].as_str().unwrap(),
        answer["Credentials"]["SessionToken"].as_str(),
    );
    house.clock.advance(Duration::from_mins(15)).await;
    let expired = house.sts.credential(id, token, house.clock.now());
    assert_eq!(expired.err(), Some(door::BadCredential::Expired));
    let stolen = house.sts.credential("ASIAQAAAAAAAAAAAAAAA", token, house.clock.now());
    assert_eq!(stolen.err(), Some(door::BadCredential::InvalidToken));
    let assume = json!({"RoleArn": arn, "RoleSessionName": "s2"});
    let answer = ask(&house.root, "sts", "AssumeRole", assume).await;
    assert!(house.session(&answer).is_some());
    ask(&house.root, "iam", "DeleteRole", json!({"RoleName": "reader"})).await;
    assert!(house.session(&answer).is_none());
    // A role of the same name is another role.
    house.role("reader", json!({"AWS": ACCOUNT}), json!({})).await;
    assert!(house.session(&answer).is_none());
}

#[tokio::test]
async fn durations_and_tags_are_limited() {
    let house = house();
    let arn = house.role("a", json!({"AWS": ACCOUNT}), json!({})).await;
    let second = house.role("b", json!({"AWS": ACCOUNT}), json!({})).await;
    let policy = json!({"RoleName": "a", "PolicyName": "p", "PolicyDocument": allow("sts:*")});
    ask(&house.root, "iam", "PutRolePolicy", policy).await;
    let with = |extra: Value| {
        let mut input = json!({"RoleArn": arn, "RoleSessionName": "s1"});
        input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        input
    };
    let tag = |key: &str| json!({"Key": key, "Value": "1"});
    for (extra, refusal) in [
        (
            json!({"DurationSeconds": 3601}),
            "ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        ),
        (
            json!({"Tags": [tag("a"), tag("A")]}),
            "InvalidParameterValue: Duplicate tag keys found. Please note that Tag keys are case insensitive.",
        ),
        (
            json!({"TransitiveTagKeys": ["a"]}),
            "InvalidParameterValue: The specified transitive tag key must be included in the requested tags.",
        ),
        (
            json!({"RoleArn": "arn:aws:s3:::bucket-of-ada"}),
            "ValidationError: arn:aws:s3:::bucket-of-ada is invalid",
        ),
        (json!({"Policy": "{}"}), "MalformedPolicyDocument: Syntax errors in policy."),
        (
            json!({"PolicyArns": [{"arn": "arn:aws:iam::aws:policy/NoSuch"}]}),
            "ValidationError: arn:aws:iam::aws:policy/NoSuch is invalid",
        ),
    ] {
        assert_eq!(ask(&house.root, "sts", "AssumeRole", with(extra)).await, refusal);
    }
    let tags = json!({"Tags": [tag("team"), tag("own")], "TransitiveTagKeys": ["team"]});
    let first = house.session(&ask(&house.root, "sts", "AssumeRole", with(tags)).await).unwrap();
    let chained = json!({"RoleArn": second, "RoleSessionName": "s2", "DurationSeconds": 3601});
    assert_eq!(
        ask(&first, "sts", "AssumeRole", chained).await,
        "ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    );
    let again = json!({"RoleArn": second, "RoleSessionName": "s2", "Tags": [tag("Team")]});
    assert!(
        ask(&first, "sts", "AssumeRole", again)
            .await
            .as_str()
            .unwrap()
            .contains("conflicts with a transitive tag")
    );
    let second = json!({"RoleArn": second, "RoleSessionName": "s2"});
    let second = house.session(&ask(&first, "sts", "AssumeRole", second).await).unwrap();
    let session = second.caller.session.as_ref().unwrap();
    assert_eq!((session.tags.len(), session.chained), (1, true));
    assert_eq!(
        second.caller.context.get(&door::KeyName::of("aws:PrincipalTag/team")),
        Some(&["1".to_owned()][..])
    );
}

#[tokio::test]
async fn a_session_policy_only_takes_away() {
    let house = house();
    let arn = house.role("reader", json!({"AWS": ACCOUNT}), json!({})).await;
    let policy = json!({"RoleName": "reader", "PolicyName": "p", "PolicyDocument": allow("iam:List*")});
    ask(&house.root, "iam", "PutRolePolicy", policy).await;
    let assume = json!({"RoleArn": arn, "RoleSessionName": "s1", "Policy": allow("iam:*Users")});
    let answer = ask(&house.root, "sts", "AssumeRole", assume).await;
    assert!(answer["PackedPolicySize"].as_i64().unwrap() > 0);
    let session = house.session(&answer).unwrap();
    assert!(ask(&session, "iam", "ListUsers", json!({})).await.is_object());
    let refused = ask(&session, "iam", "ListRoles", json!({})).await;
    assert!(
        refused.as_str().unwrap().ends_with("because no session policy allows the iam:ListRoles action"),
        "{refused}"
    );
}

#[tokio::test]
async fn tokens_of_users() {
    let house = house();
    let ada = house.user("ada", "sts:GetFederationToken").await;
    let answer = ask(&ada, "sts", "GetSessionToken", json!({})).await;
    let session = house.session(&answer).unwrap();
    assert_eq!(session.caller.display(), ada.caller.display());
    assert_eq!(
        ask(&session, "sts", "GetSessionToken", json!({})).await,
        "AccessDenied: Cannot call GetSessionToken with session credentials"
    );
    // recorded: sts/test_sts.json, test_get_federation_token
    let answer = ask(&ada, "sts", "GetFederationToken", json!({"Name": "web"})).await;
    assert_eq!(answer["FederatedUser"]["FederatedUserId"], format!("{ACCOUNT}:web"));
    assert_eq!(answer["PackedPolicySize"], 0);
    let id = answer["Credentials"]["AccessKeyId"].clone();
    let info = ask(&house.root, "sts", "GetAccessKeyInfo", json!({"AccessKeyId": id})).await;
    assert_eq!(info["Account"], ACCOUNT);
    let message = house.sts.encode_authorization_message(&json!({"allowed": false})).unwrap();
    let decoded =
        ask(&house.root, "sts", "DecodeAuthorizationMessage", json!({"EncodedMessage": message})).await;
    assert_eq!(decoded["DecodedMessage"], r#"{"allowed":false}"#);
    let refused = ask(&house.root, "sts", "DecodeAuthorizationMessage", json!({"EncodedMessage": "x"})).await;
    assert!(refused.as_str().unwrap().starts_with("InvalidAuthorizationMessageException"));
}

#[tokio::test]
async fn a_federated_users_tags_are_its_users_and_those_that_it_may_pass() {
    let house = house();
    let ada = house.user("ada", "sts:GetFederationToken").await;
    let tags = json!([{"Key": "team", "Value": "blue"}, {"Key": "Department", "Value": "sales"}]);
    ask(&house.root, "iam", "TagUser", json!({"UserName": "ada", "Tags": tags})).await;
    let asked = json!({"Name": "web", "Tags": [{"Key": "department", "Value": "law"}]});
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html: passing tags needs sts:TagSession.
    let refused = ask(&ada, "sts", "GetFederationToken", asked.clone()).await;
    assert!(refused.as_str().is_some_and(|text| text.contains("perform: sts:TagSession")), "{refused}");
    let policy = json!({"UserName": "ada", "PolicyName": "tags", "PolicyDocument": allow("sts:TagSession")});
    ask(&house.root, "iam", "PutUserPolicy", policy).await;
    let session = house.session(&ask(&ada, "sts", "GetFederationToken", asked).await).unwrap();
    let tag = |key: &'static str| session.caller.context.get(&door::KeyName::of(key)).unwrap().to_vec();
    assert_eq!(tag("aws:PrincipalTag/team"), ["blue"]);
    assert_eq!(tag("aws:PrincipalTag/Department"), ["law"]);
}

#[tokio::test]
async fn some_callers_are_refused_whatever_they_may() {
    use door::Refused;
    use wire::shape::Op;
    let house = house();
    let ada = house.user("ada", "*").await;
    let token = house.session(&ask(&ada, "sts", "GetSessionToken", json!({})).await).unwrap();
    let web = house.session(&ask(&ada, "sts", "GetFederationToken", json!({"Name": "web"})).await).unwrap();
    let nobody = house.root.acting(Caller::anonymous("000000000000"));
    let list = <model_iam::ops::ListUsers as Op>::spec();
    let assume = <model_sts::ops::AssumeRole as Op>::spec();
    let identity = <model_sts::ops::GetCallerIdentity as Op>::spec();
    let with_token = <model_sts::ops::AssumeRoleWithWebIdentity as Op>::spec();
    for (call, op, refused) in [
        (&ada, list, None),
        (&token, list, Some(Refused::Session)),
        (&token, assume, None),
        (&token, <model_sts::ops::GetAccessKeyInfo as Op>::spec(), Some(Refused::Session)),
        (&web, assume, Some(Refused::Session)),
        (&web, identity, None),
        (&nobody, identity, Some(Refused::Unsigned)),
        (&nobody, with_token, None),
    ] {
        assert_eq!(house.sts.refuses(&call.caller, op), refused, "{} {}", call.caller.display(), op.name);
    }
}

#[tokio::test]
async fn a_trust_policy_may_ask_for_a_device() {
    let house = house();
    let ada = house.user("ada", "sts:*").await;
    let device =
        ask(&house.root, "iam", "CreateVirtualMFADevice", json!({"VirtualMFADeviceName": "d"})).await;
    let serial = device["VirtualMFADevice"]["SerialNumber"].clone();
    let trust = json!({"Bool": {"aws:MultiFactorAuthPresent": "true"}});
    let arn = house.role("careful", json!({"AWS": format!("arn:aws:iam::{ACCOUNT}:root")}), trust).await;
    let with = |extra: Value| {
        let mut input = json!({"RoleArn": arn, "RoleSessionName": "s1"});
        input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        input
    };
    let denied = json!(format!(
        "AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/ada is not authorized to perform: sts:AssumeRole on resource: {arn}"
    ));
    assert_eq!(ask(&ada, "sts", "AssumeRole", with(json!({}))).await, denied);
    // A code that is none does not make the condition true.
    let wrong = with(json!({"SerialNumber": serial, "TokenCode": "000000"}));
    assert_eq!(ask(&ada, "sts", "AssumeRole", wrong).await, denied);
}

#[tokio::test]
async fn trust_is_in_somebody_not_in_a_name() {
    let house = house();
    let ada = house.user("ada", "sqs:*").await;
    let arn = house.role("r", json!({"AWS": ada.caller.display()}), json!({})).await;
    let assume = json!({"RoleArn": arn, "RoleSessionName": "s1"});
    assert!(ask(&ada, "sts", "AssumeRole", assume.clone()).await.is_object());
    ask(&house.root, "iam", "UpdateUser", json!({"UserName": "ada", "NewUserName": "eve"})).await;
    let trust = ask(&house.root, "iam", "GetRole", json!({"RoleName": "r"})).await["Role"]["AssumeRolePolicyDocument"].clone();
    assert!(trust.as_str().unwrap().contains("user%2Feve"), "{trust}");
    let keys = ask(&house.root, "iam", "ListAccessKeys", json!({"UserName": "eve"})).await;
    let key = json!({"UserName": "eve", "AccessKeyId": keys["AccessKeyMetadata"][0]["AccessKeyId"]});
    ask(&house.root, "iam", "DeleteAccessKey", key).await;
    ask(&house.root, "iam", "DeleteUserPolicy", json!({"UserName": "eve", "PolicyName": "p"})).await;
    assert!(ask(&house.root, "iam", "DeleteUser", json!({"UserName": "eve"})).await.is_object());
    let trust = ask(&house.root, "iam", "GetRole", json!({"RoleName": "r"})).await["Role"]["AssumeRolePolicyDocument"].clone();
    assert!(trust.as_str().unwrap().contains(&ada.caller.user_id), "{trust}");
    let eve = house.user("eve", "sqs:*").await;
    assert!(ask(&eve, "sts", "AssumeRole", assume).await.is_string());
}

#[tokio::test]
async fn across_accounts_both_sides_must_agree() {
    let house = house();
    let ada = house.user("ada", "sts:*").await;
    let bob = house.user("bob", "sqs:*").await;
    let other = house.root.acting(Caller::root("999999999999", "test"));
    let trust = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"AWS": [format!("arn:aws:iam::{ACCOUNT}:root"), bob.caller.display()]}}]});
    let made = json!({"RoleName": "guest", "AssumeRolePolicyDocument": trust.to_string()});
    let arn = ask(&other, "iam", "CreateRole", made).await["Role"]["Arn"].clone();
    assert_eq!(arn, "arn:aws:iam::999999999999:role/guest");
    let assume = json!({"RoleArn": arn, "RoleSessionName": "s1"});
    let answer = ask(&ada, "sts", "AssumeRole", assume.clone()).await;
    let who = ask(&house.session(&answer).unwrap(), "sts", "GetCallerIdentity", json!({})).await;
    assert_eq!(who["Account"], "999999999999");
    // The role trusts bob by name, but his own account's policies do not let him.
    assert!(ask(&bob, "sts", "AssumeRole", assume).await.as_str().unwrap().starts_with("AccessDenied"));
}

#[tokio::test]
async fn a_service_assumes_what_trusts_it() {
    let house = house();
    let condition = json!({"StringEquals": {"aws:SourceAccount": ACCOUNT}});
    let arn = house.role("task", json!({"Service": "ecs-tasks.amazonaws.com"}), condition).await;
    let assume = json!({"RoleArn": arn, "RoleSessionName": "t1"});
    let task = format!("arn:aws:ecs:us-east-1:{ACCOUNT}:task/t1");
    let ecs = house.root.as_service("ecs-tasks.amazonaws.com", &task);
    assert!(house.session(&ask(&ecs, "sts", "AssumeRole", assume.clone()).await).is_some());
    let lambda = house.root.as_service("lambda.amazonaws.com", &task);
    assert!(ask(&lambda, "sts", "AssumeRole", assume.clone()).await.is_string());
    let stranger =
        house.root.as_service("ecs-tasks.amazonaws.com", "arn:aws:ecs:us-east-1:999999999999:task/t1");
    assert!(ask(&stranger, "sts", "AssumeRole", assume).await.is_string());
}

/// The code of an authenticator app (RFC 6238).
fn code(seed: &str, seconds: i64) -> String {
    let bits = seed.bytes().flat_map(|letter| {
        let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|b| *b == letter).unwrap();
        (0..5).rev().map(move |i| value >> i & 1)
    });
    let bits: Vec<usize> = bits.collect();
    let key: Vec<u8> =
        bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |v, bit| v << 1 | *bit as u8)).collect();
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &key);
    let hash = ring::hmac::sign(&key, &(seconds / 30).to_be_bytes());
    let at = usize::from(hash.as_ref()[19] & 15);
    let number = u32::from_be_bytes(hash.as_ref()[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

#[tokio::test]
async fn a_device_opens_what_asks_for_it_once() {
    use base64::Engine;
    let house = house();
    let ada = house.user("ada", "sts:*").await;
    let device =
        ask(&house.root, "iam", "CreateVirtualMFADevice", json!({"VirtualMFADeviceName": "d"})).await;
    let serial = device["VirtualMFADevice"]["SerialNumber"].clone();
    let seed = base64::engine::general_purpose::STANDARD;
    let seed = seed.decode(device["VirtualMFADevice"]["Base32StringSeed"].as_str().unwrap()).unwrap();
    let seed = String::from_utf8(seed).unwrap();
    let now = house.clock.now().seconds();
    let enable = json!({"UserName": "ada", "SerialNumber": serial,
        "AuthenticationCode1": code(&seed, now - 30), "AuthenticationCode2": code(&seed, now)});
    assert!(ask(&house.root, "iam", "EnableMFADevice", enable).await.is_object());
    let trust = json!({"Bool": {"aws:MultiFactorAuthPresent": "true"}});
    let arn = house.role("careful", json!({"AWS": ada.caller.display()}), trust).await;
    let assume = json!({"RoleArn": arn, "RoleSessionName": "s1", "SerialNumber": serial, "TokenCode": code(&seed, now + 30)});
    assert!(ask(&ada, "sts", "AssumeRole", assume.clone()).await.is_object());
    assert!(ask(&ada, "sts", "AssumeRole", assume).await.is_string());
    let token = json!({"SerialNumber": serial, "TokenCode": code(&seed, now + 60)});
    let session = house.session(&ask(&ada, "sts", "GetSessionToken", token).await).unwrap();
    assert!(session.caller.session.as_ref().unwrap().mfa.is_some());
    let again = json!({"RoleArn": arn, "RoleSessionName": "s2"});
    assert!(ask(&session, "sts", "AssumeRole", again).await.is_object());
}
