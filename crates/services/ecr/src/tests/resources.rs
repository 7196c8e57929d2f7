//! CloudFormation's types: made, changed and deleted as a stack does it.

use super::*;
use crate::resources::types;
use provider::{Made, Properties, Request as Wish, ResourceType};

fn of(name: &str) -> Arc<dyn ResourceType> {
    types().into_iter().find(|kind| kind.name() == name).unwrap()
}

fn properties(value: &Value) -> Properties {
    value.as_object().unwrap().clone()
}

fn wish<'a>(properties: &'a Properties, previous: Option<&'a Properties>) -> Wish<'a> {
    Wish {
        stack_name: "Inbox",
        stack_id: "arn:aws:cloudformation:us-east-1:000000000000:stack/Inbox/1",
        logical_id: "Images",
        properties,
        previous,
        stack_tags: &[],
        token: "token",
        again: None,
    }
}

impl House {
    async fn make(&self, kind: &str, wanted: &Value) -> Result<Made> {
        let wanted = properties(wanted);
        of(kind).create(&self.call, &wish(&wanted, None)).await
    }
    async fn change(&self, kind: &str, id: &str, before: &Value, after: &Value) {
        let (before, after) = (properties(before), properties(after));
        of(kind).update(&self.call, id, &wish(&after, Some(&before))).await.unwrap();
    }
    async fn unmake(&self, kind: &str, id: &str, had: &Value) -> Result<()> {
        let had = properties(had);
        of(kind).delete(&self.call, id, &wish(&had, None)).await
    }
}

#[test]
fn schemas_are_of_their_types() {
    for kind in types() {
        let schema: Value = serde_json::from_str(kind.schema()).unwrap();
        assert_eq!(schema["typeName"], kind.name());
    }
}

#[tokio::test]
async fn a_repository() {
    let house = house();
    let kind = "AWS::ECR::Repository";
    let policy = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}]});
    let rules = json!({"rules": [{"rulePriority": 1, "selection": {"tagStatus": "any", "countType": "imageCountMoreThan",
        "countNumber": 3}, "action": {"type": "expire"}}]});
    let before = json!({
        "ImageTagMutability": "IMMUTABLE", "ImageScanningConfiguration": {"ScanOnPush": true},
        "RepositoryPolicyText": policy, "LifecyclePolicy": {"LifecyclePolicyText": rules.to_string()},
        "Tags": [{"Key": "team", "Value": "a"}],
    });
    let made = house.make(kind, &before).await.unwrap();
    let name = made.id.clone();
    assert!(name.starts_with("inbox-images-"), "{name}");
    assert_eq!(made.attributes["Arn"], format!("arn:aws:ecr:us-east-1:000000000000:repository/{name}"));
    assert_eq!(
        made.attributes["RepositoryUri"],
        format!("000000000000.dkr.ecr.us-east-1.amazonaws.com/{name}")
    );
    assert_eq!(house.make(kind, &before).await.unwrap_err().code(), "AlreadyExists");
    let record = || {
        let name = crate::names::RepositoryName::of(&house.call, None, &name);
        house.ecr.state.repository(&name).unwrap()
    };
    assert!(record().policy.is_some() && record().lifecycle.is_some() && record().scan_on_push);
    let after = json!({"Tags": [{"Key": "stage", "Value": "b"}]});
    house.change(kind, &name, &before, &after).await;
    let now = record();
    assert_eq!((now.mutability.as_str(), now.scan_on_push, &now.policy), ("MUTABLE", false, &None));
    assert!(now.lifecycle.is_none() && now.tags.keys().eq(["stage"]));
    house.push(&name, "v1", "layer").await;
    assert_eq!(house.unmake(kind, &name, &after).await.unwrap_err().code(), "RepositoryNotEmptyException");
    house.unmake(kind, &name, &json!({"EmptyOnDelete": true})).await.unwrap();
    house.unmake(kind, &name, &json!({})).await.unwrap();
}

#[tokio::test]
async fn a_registry_policy_and_a_template() {
    let house = house();
    let kind = "AWS::ECR::RegistryPolicy";
    let policy = json!({"PolicyText": {"Version": "2012-10-17", "Statement": [{"Sid": "A", "Effect": "Allow",
        "Principal": {"AWS": "111111111111"}, "Action": "ecr:ReplicateImage", "Resource": "*"}]}});
    let made = house.make(kind, &policy).await.unwrap();
    assert_eq!((&*made.id, &made.attributes["RegistryId"]), (ACCOUNT, &json!(ACCOUNT)));
    assert_eq!(house.make(kind, &policy).await.unwrap_err().code(), "AlreadyExists");
    house.unmake(kind, ACCOUNT, &policy).await.unwrap();
    house.unmake(kind, ACCOUNT, &policy).await.unwrap();
    let kind = "AWS::ECR::RepositoryCreationTemplate";
    let template = json!({"Prefix": "team", "AppliedFor": ["CREATE_ON_PUSH"], "Description": "a"});
    let made = house.make(kind, &template).await.unwrap();
    assert_eq!((&*made.id, &made.attributes["CreatedAt"]), ("team", &json!("2027-01-15T08:00:00Z")));
    let after =
        json!({"Prefix": "team", "AppliedFor": ["CREATE_ON_PUSH"], "ImageTagMutability": "IMMUTABLE"});
    house.change(kind, "team", &template, &after).await;
    let shown = house.call::<ops::DescribeRepositoryCreationTemplates>(Default::default()).await.unwrap();
    let shown = shown.repository_creation_templates.unwrap().remove(0);
    assert_eq!((shown.description, shown.image_tag_mutability), (None, Some(ImageTagMutability::Immutable)));
    house.unmake(kind, "team", &after).await.unwrap();
    house.unmake(kind, "team", &after).await.unwrap();
}
