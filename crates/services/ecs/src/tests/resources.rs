//! CloudFormation's types: made, changed and deleted as a stack does it.

use super::*;
use crate::resources::types;
use clock::Timestamp;
use provider::{Made, Properties, Request, ResourceType};

fn of(name: &str) -> Arc<dyn ResourceType> {
    types().into_iter().find(|kind| kind.name() == name).unwrap()
}

fn request<'a>(
    properties: &'a Properties,
    previous: Option<&'a Properties>,
    again: Option<Timestamp>,
    stack_tags: &'a [(String, String)],
) -> Request<'a> {
    Request {
        stack_name: "shop",
        stack_id: "stack-1",
        logical_id: "Web",
        properties,
        previous,
        stack_tags,
        token: "token",
        again,
    }
}

impl House {
    async fn make(&self, kind: &str, wanted: &Value, again: bool) -> Result<Made, String> {
        let tags = [
            ("aws:cloudformation:stack-id".to_owned(), "stack-1".to_owned()),
            ("aws:cloudformation:logical-id".to_owned(), "Web".to_owned()),
        ];
        let call = self.call.via("cloudformation.amazonaws.com");
        let request = request(wanted.as_object().unwrap(), None, again.then(|| self.clock.now()), &tags);
        of(kind).create(&call, &request).await.map_err(|error| error.to_string())
    }
    async fn change(&self, kind: &str, id: &str, before: &Value, after: &Value) {
        let request = request(after.as_object().unwrap(), before.as_object(), None, &[]);
        of(kind).update(&self.call.via("cloudformation.amazonaws.com"), id, &request).await.unwrap();
    }
    async fn unmake(&self, kind: &str, id: &str, had: &Value) {
        of(kind).delete(&self.call, id, &request(had.as_object().unwrap(), None, None, &[])).await.unwrap();
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
async fn a_cluster_with_its_associations() {
    let house = House::new();
    let kind = "AWS::ECS::Cluster";
    let on =
        json!({"ClusterName": "one", "ClusterSettings": [{"Name": "containerInsights", "Value": "enabled"}]});
    let made = house.make(kind, &on, false).await.unwrap();
    assert_eq!(
        (made.id.as_str(), &made.attributes["Arn"]),
        ("one", &json!("arn:aws:ecs:us-east-1:000000000000:cluster/one"))
    );
    // Somebody else's is not taken; one's own, after a crash, is.
    assert!(house.make(kind, &on, false).await.unwrap_err().starts_with("AlreadyExists"));
    assert_eq!(house.make(kind, &on, true).await.unwrap().id, "one");
    let strategy = json!([{"CapacityProvider": "FARGATE", "Weight": "1"}]);
    let associated = json!({"Cluster": "one", "CapacityProviders": ["FARGATE"], "DefaultCapacityProviderStrategy": strategy});
    let associations = "AWS::ECS::ClusterCapacityProviderAssociations";
    assert_eq!(house.make(associations, &associated, false).await.unwrap().id, "one");
    let describe = json!({"clusters": ["one"], "include": ["SETTINGS", "TAGS"]});
    let shown = house.ok("DescribeClusters", describe.clone()).await["clusters"][0].clone();
    assert_eq!(
        shown["defaultCapacityProviderStrategy"],
        json!([{"capacityProvider": "FARGATE", "weight": 1, "base": 0}])
    );
    let off = json!({"ClusterName": "one", "Tags": [{"Key": "a", "Value": "b"}]});
    house.change(kind, "one", &on, &off).await;
    let shown = house.ok("DescribeClusters", describe.clone()).await["clusters"][0].clone();
    assert_eq!(shown["settings"], json!([{"name": "containerInsights", "value": "disabled"}]));
    assert_eq!(shown["tags"], json!([{"key": "a", "value": "b"}]));
    house.unmake(associations, "one", &associated).await;
    house.unmake(kind, "one", &off).await;
    house.unmake(kind, "one", &off).await;
    assert_eq!(house.ok("DescribeClusters", describe).await["clusters"][0]["status"], "INACTIVE");
}

#[tokio::test]
async fn a_definition() {
    let house = House::new();
    let kind = "AWS::ECS::TaskDefinition";
    let wanted = json!({
        "Family": "web", "NetworkMode": "awsvpc", "RequiresCompatibilities": ["FARGATE"], "Cpu": 256, "Memory": 512,
        "ContainerDefinitions": [{"Name": "app", "Image": "app:1", "PortMappings": [{"ContainerPort": "80"}]}],
    });
    let made = house.make(kind, &wanted, false).await.unwrap();
    assert_eq!(made.id, "arn:aws:ecs:us-east-1:000000000000:task-definition/web:1");
    assert_eq!(house.make(kind, &wanted, true).await.unwrap().id, made.id);
    house.change(kind, &made.id, &wanted, &json!({"Tags": [{"Key": "a", "Value": "b"}]})).await;
    let tags = house.ok("ListTagsForResource", json!({"resourceArn": made.id})).await;
    assert_eq!(tags["tags"], json!([{"key": "a", "value": "b"}]));
    for _ in 0..2 {
        house.unmake(kind, &made.id, &wanted).await;
    }
    let left = house.ok("DescribeTaskDefinition", json!({"taskDefinition": "web:1"})).await;
    assert_eq!(left["taskDefinition"]["status"], "INACTIVE");
    let unnamed = json!({"ContainerDefinitions": [{"Name": "app", "Image": "app:1", "Memory": 64}]});
    let made = house.make(kind, &unnamed, false).await.unwrap();
    assert!(made.id.contains("task-definition/shop-Web-"), "{}", made.id);
}
