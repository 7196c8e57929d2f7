//! Task definitions: revisions, states, listings.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-definition-state.html>

use super::*;
use crate::lifecycle::Change;

fn arn(short: &str) -> String {
    format!("arn:aws:ecs:us-east-1:{ACCOUNT}:task-definition/{short}")
}

impl House {
    async fn arns(&self, input: Value) -> Value {
        self.ok("ListTaskDefinitions", input).await["taskDefinitionArns"].clone()
    }
}

#[tokio::test]
async fn revisions_are_numbered_and_never_again() {
    let house = House::new();
    for (family, revision) in [("web", 1), ("web", 2), ("job", 1), ("web", 3)] {
        let made = house.ok("RegisterTaskDefinition", definition(family)).await;
        assert_eq!(made["taskDefinition"]["revision"], revision);
        assert_eq!(made["taskDefinition"]["registeredBy"], format!("arn:aws:iam::{ACCOUNT}:root"));
    }
    let newest = house.ok("DescribeTaskDefinition", json!({"taskDefinition": "web"})).await;
    assert_eq!(newest["taskDefinition"]["taskDefinitionArn"], arn("web:3"));
    assert_eq!(house.arns(json!({})).await, json!([arn("job:1"), arn("web:1"), arn("web:2"), arn("web:3")]));
    assert_eq!(
        house.arns(json!({"familyPrefix": "web", "sort": "DESC"})).await,
        json!([arn("web:3"), arn("web:2"), arn("web:1")])
    );
    assert_eq!(house.arns(json!({"familyPrefix": "we"})).await, json!([]));
    house.ok("DeregisterTaskDefinition", json!({"taskDefinition": "web:3"})).await;
    house.ok("DeleteTaskDefinitions", json!({"taskDefinitions": ["web:3"]})).await;
    let made = house.ok("RegisterTaskDefinition", definition("web")).await;
    assert_eq!(made["taskDefinition"]["revision"], 4);
}

#[tokio::test]
async fn from_active_to_deleted() {
    let house = House::new();
    house.web().await;
    let unknown = "ClientException: Unable to describe task definition.";
    house.refused("DescribeTaskDefinition", json!({"taskDefinition": "web:2"}), unknown).await;
    house.refused("DescribeTaskDefinition", json!({"taskDefinition": "none"}), unknown).await;
    let running = key(&house.run(json!({})).await[0]);
    let active = house.ok("DeleteTaskDefinitions", json!({"taskDefinitions": ["web:1"]})).await;
    assert_eq!(active["failures"][0]["arn"], arn("web:1"));
    let gone = house.ok("DeregisterTaskDefinition", json!({"taskDefinition": arn("web:1")})).await;
    assert_eq!(gone["taskDefinition"]["status"], "INACTIVE");
    // https://github.com/DefangLabs/defang/pull/775
    let inactive = "InvalidParameterException: TaskDefinition is inactive";
    house.refused("RunTask", wish(json!({"taskDefinition": "web:1"})), inactive).await;
    house.refused("RunTask", wish(json!({})), "InvalidParameterException: TaskDefinition not found.").await;
    let described = house.ok("DescribeTaskDefinition", json!({"taskDefinition": "web:1"})).await;
    assert_eq!(described["taskDefinition"]["status"], "INACTIVE");
    assert_eq!(house.arns(json!({})).await, json!([]));
    assert_eq!(house.arns(json!({"status": "INACTIVE"})).await, json!([arn("web:1")]));
    // It stays for as long as a task refers to it.
    let deleted = house.ok("DeleteTaskDefinitions", json!({"taskDefinitions": ["web:1"]})).await;
    assert_eq!(deleted["taskDefinitions"][0]["status"], "DELETE_IN_PROGRESS");
    assert_eq!(house.arns(json!({"status": "DELETE_IN_PROGRESS"})).await, json!([arn("web:1")]));
    house.ecs.state.change(&running, Change::Stopped { at: house.clock.now() }).unwrap();
    house.refused("DescribeTaskDefinition", json!({"taskDefinition": "web:1"}), unknown).await;
}

#[tokio::test]
async fn families() {
    let house = House::new();
    for family in ["web", "job"] {
        house.ok("RegisterTaskDefinition", definition(family)).await;
    }
    house.ok("DeregisterTaskDefinition", json!({"taskDefinition": "job:1"})).await;
    for (input, families) in [
        (json!({}), json!(["job", "web"])),
        (json!({"status": "ACTIVE"}), json!(["web"])),
        (json!({"status": "INACTIVE"}), json!(["job"])),
        (json!({"familyPrefix": "w"}), json!(["web"])),
    ] {
        assert_eq!(house.ok("ListTaskDefinitionFamilies", input).await["families"], families);
    }
}

#[tokio::test]
async fn what_is_not_run_is_refused_by_name() {
    let house = House::new();
    let check = async |change: fn(&mut Value), what: &str| {
        let mut definition = definition("web");
        definition["executionRoleArn"] = "execution".into();
        change(&mut definition);
        let text = format!("NotImplemented: Maquette does not support {what}.");
        house.refused("RegisterTaskDefinition", definition, &text).await;
    };
    check(
        |d| d["containerDefinitions"][0]["secrets"] = json!([{"name": "A", "valueFrom": "b"}]),
        "secrets of containers (they need Secrets Manager or Parameter Store)",
    )
    .await;
    check(
        |d| {
            d["containerDefinitions"][0]["environmentFiles"] =
                json!([{"value": "arn:aws:s3:::b/k.env", "type": "s3"}]);
        },
        "environmentFiles (they need Amazon S3)",
    )
    .await;
    check(
        |d| d["containerDefinitions"][0]["logConfiguration"] = json!({"logDriver": "splunk"}),
        "log drivers other than awslogs",
    )
    .await;
    check(
        |d| d["volumes"] = json!([{"name": "a", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]),
        "Amazon EFS volumes",
    )
    .await;
    check(
        |d| d["runtimePlatform"] = json!({"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}),
        "operating systems other than Linux",
    )
    .await;
}

#[tokio::test]
async fn a_role_may_be_named_shortly() {
    let house = House::new();
    let mut short = definition("web");
    short["taskRoleArn"] = "app".into();
    let made = house.ok("RegisterTaskDefinition", short.clone()).await;
    assert_eq!(made["taskDefinition"]["taskRoleArn"], format!("arn:aws:iam::{ACCOUNT}:role/app"));
    short["taskRoleArn"] = "not a role".into();
    // https://github.com/fabfuel/ecs-deploy/issues/231
    house.refused("RegisterTaskDefinition", short, "ClientException: Role is not valid").await;
}
