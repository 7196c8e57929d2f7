//! Sessions by SAML assertions. The responses are those of [`crate::saml`]'s tests, made for this clock.

use super::*;
use crate::saml::tests::{ASSERTION_SIGNED, METADATA_XML, RESPONSE_SIGNED};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::time::Duration;

const PROVIDER: &str = "arn:aws:iam::123456789012:saml-provider/idp";
const ROLE: &str = "arn:aws:iam::123456789012:role/saml";

/// A house with the provider in IAM, and a role that trusts it under a condition.
async fn trusting(condition: Value) -> House {
    let house = house();
    let metadata = json!({"Name": "idp", "SAMLMetadataDocument": METADATA_XML});
    let made = ask(&house.root, "iam", "CreateSAMLProvider", metadata).await;
    assert_eq!(made["SAMLProviderArn"], PROVIDER, "{made}");
    let trust = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Federated": PROVIDER}, "Condition": condition,
        "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"]}]});
    let role = json!({"RoleName": "saml", "AssumeRolePolicyDocument": trust.to_string()});
    assert!(ask(&house.root, "iam", "CreateRole", role).await.is_object());
    house
}

async fn assume(house: &House, role: &str, provider: &str, response: &str) -> Value {
    let nobody = house.root.acting(Caller::anonymous("000000000000"));
    let input =
        json!({"RoleArn": role, "PrincipalArn": provider, "SAMLAssertion": STANDARD.encode(response)});
    ask(&nobody, "sts", "AssumeRoleWithSAML", input).await
}

#[tokio::test]
async fn an_assertion_makes_a_session_when_the_role_trusts_its_provider() {
    let condition = json!({"StringEquals": {
        "saml:aud": "https://signin.aws.amazon.com/saml", "saml:iss": "https://idp.example/metadata",
        "saml:sub": "ada & co", "saml:sub_type": "persistent", "saml:doc": "123456789012/idp",
        "aws:RequestTag/team": "blue", "sts:RoleSessionName": "ada@example.com"}});
    let house = trusting(condition).await;
    for response in [ASSERTION_SIGNED, RESPONSE_SIGNED] {
        let answer = assume(&house, ROLE, PROVIDER, response).await;
        for (member, wanted) in [
            ("Subject", "ada & co"),
            ("SubjectType", "persistent"),
            ("Issuer", "https://idp.example/metadata"),
            ("Audience", "https://signin.aws.amazon.com/saml"),
            ("SourceIdentity", "ada"),
        ] {
            assert_eq!(answer[member], wanted, "{answer}");
        }
        // BASE64(SHA1("https://idp.example/metadata" + "123456789012" + "/idp")), by openssl
        assert_eq!(answer["NameQualifier"], "lv1RStt9u/2Zg3N+dKI3bpBMxXE=");
        // The provider's session ends in half an hour, before the role's would.
        assert_eq!(answer["Credentials"]["Expiration"], "2027-01-15T08:30:00Z", "{answer}");
        let session = house.session(&answer).unwrap();
        assert!(session.caller.display().ends_with(":assumed-role/saml/ada@example.com"));
        let tag = session.caller.context.get(&door::KeyName::of("aws:PrincipalTag/team"));
        assert_eq!(tag.unwrap(), ["blue"]);
    }
}

#[tokio::test]
async fn what_is_asserted_otherwise_is_refused() {
    let house = trusting(json!({})).await;
    let refused = "AccessDenied: Not authorized to perform sts:AssumeRoleWithSAML";
    let token = |text: &str| format!("InvalidIdentityToken: {text}");
    let other = |file: &str| {
        std::fs::read_to_string(format!("{}/testdata/saml/{file}.xml", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    for (role, provider, response, refusal) in [
        (format!("{ROLE}2"), PROVIDER, ASSERTION_SIGNED.to_owned(), refused.to_owned()),
        // Named by the assertion, but not there.
        (
            "arn:aws:iam::123456789012:role/other".to_owned(),
            PROVIDER,
            ASSERTION_SIGNED.to_owned(),
            refused.to_owned(),
        ),
        (
            ROLE.to_owned(),
            "arn:aws:iam::123456789012:saml-provider/no",
            ASSERTION_SIGNED.to_owned(),
            token("Specified provider doesn't exist"),
        ),
        (
            ROLE.to_owned(),
            PROVIDER,
            ASSERTION_SIGNED.replace("ada &amp; co", "eve"),
            token("Response signature invalid"),
        ),
        (
            ROLE.to_owned(),
            PROVIDER,
            "<a/>".to_owned(),
            token("Your request included an invalid SAML response."),
        ),
        (ROLE.to_owned(), PROVIDER, other("other-issuer"), token("Issuer not present in specified provider")),
        (
            ROLE.to_owned(),
            PROVIDER,
            other("other-recipient"),
            token("Response does not contain the required audience."),
        ),
        (
            ROLE.to_owned(),
            PROVIDER,
            other("other-audience"),
            token("Response does not contain the required audience."),
        ),
        (
            ROLE.to_owned(),
            PROVIDER,
            other("bad-name"),
            token("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"),
        ),
    ] {
        let answer = assume(&house, &role, provider, &response).await;
        assert!(answer.as_str().is_some_and(|answer| answer.starts_with(&refusal)), "{refusal}: {answer}");
    }
    let strict = trusting(json!({"StringEquals": {"saml:sub": "eve"}})).await;
    let answer = assume(&strict, ROLE, PROVIDER, ASSERTION_SIGNED).await;
    assert!(answer.as_str().is_some_and(|answer| answer.starts_with(refused)), "{answer}");
    house.clock.advance(Duration::from_mins(5)).await;
    let answer = assume(&house, ROLE, PROVIDER, ASSERTION_SIGNED).await;
    assert_eq!(answer, "ExpiredTokenException: Token must be redeemed within 5 minutes of issuance");
}
