//! CloudFormation's types against the service.

use super::{House, LIST_USERS, TRUST_EC2, house};
use clock::Timestamp;
use provider::{Made, Properties, Request};
use serde_json::{Value, json};
use std::time::Duration;

impl House {
    async fn make(&self, kind: &str, properties: &Value, again: Option<Timestamp>) -> Result<Made, String> {
        let properties: Properties = properties.as_object().unwrap().clone();
        let request = Request {
            stack_name: "inbox",
            stack_id: "arn:aws:cloudformation:us-east-1:123456789012:stack/inbox/1",
            logical_id: "It",
            properties: &properties,
            previous: None,
            stack_tags: &[],
            token: "token",
            again,
        };
        let kind = crate::resources::types().into_iter().find(|it| it.name() == kind).unwrap();
        kind.create(&self.root, &request).await.map_err(|error| error.code().to_owned())
    }
}

/// A second attempt after a crash finds what the first one made, by its name and its age; what is older is somebody
/// else's, and so is everything for a first attempt.
#[tokio::test]
async fn what_an_attempt_before_made_is_found_again() {
    let metadata = include_str!("../../../sts/testdata/saml/metadata.xml");
    let saml = metadata.to_owned() + &" ".repeat(1000_usize.saturating_sub(metadata.len()));
    for (kind, properties) in [
        ("AWS::IAM::Role", json!({ "RoleName": "n", "AssumeRolePolicyDocument": TRUST_EC2 })),
        ("AWS::IAM::User", json!({ "UserName": "n" })),
        ("AWS::IAM::Group", json!({ "GroupName": "n" })),
        ("AWS::IAM::ManagedPolicy", json!({ "ManagedPolicyName": "n", "PolicyDocument": LIST_USERS })),
        ("AWS::IAM::InstanceProfile", json!({ "InstanceProfileName": "n", "Roles": [] })),
        ("AWS::IAM::OIDCProvider", json!({ "Url": "https://id.example.com" })),
        ("AWS::IAM::SAMLProvider", json!({ "Name": "n", "SamlMetadataDocument": saml })),
    ] {
        let house = house();
        let begun = house.clock.now();
        house.clock.advance(Duration::from_secs(5)).await;
        let made = house.make(kind, &properties, None).await.unwrap();
        let exists = Err("EntityAlreadyExists".to_owned());
        let id = |made: Result<Made, String>| made.map(|made| made.id);
        assert_eq!(id(house.make(kind, &properties, None).await), exists, "{kind}");
        assert_eq!(id(house.make(kind, &properties, Some(begun)).await), Ok(made.id), "{kind}");
        house.clock.advance(Duration::from_secs(5)).await;
        assert_eq!(id(house.make(kind, &properties, Some(house.clock.now())).await), exists, "{kind}");
    }
}
