//! Clusters, their settings and capacity providers.

use super::*;
use crate::lifecycle::Change;

const NO_CLUSTER: &str = "ClusterNotFoundException: Cluster not found.";

fn arn(name: &str) -> String {
    format!("arn:aws:ecs:us-east-1:{ACCOUNT}:cluster/{name}")
}

#[tokio::test]
async fn a_cluster_is_made_and_described() {
    let house = House::new();
    let made =
        house.ok("CreateCluster", json!({"clusterName": "one", "tags": [{"key": "a", "value": "b"}]})).await;
    let cluster = &made["cluster"];
    assert_eq!((&cluster["clusterArn"], &cluster["status"]), (&json!(arn("one")), &json!("ACTIVE")));
    assert_eq!(cluster["settings"], json!([{"name": "containerInsights", "value": "disabled"}]));
    // Made again it is the same.
    house.ok("CreateCluster", json!({"clusterName": "one"})).await;
    house.ok("CreateCluster", json!({})).await;
    assert_eq!(house.ok("ListClusters", json!({})).await["clusterArns"], json!([arn("default"), arn("one")]));
    let page = house.ok("ListClusters", json!({"maxResults": 1})).await;
    let rest = house.ok("ListClusters", json!({"nextToken": page["nextToken"]})).await;
    assert_eq!(
        (&page["clusterArns"], &rest["clusterArns"]),
        (&json!([arn("default")]), &json!([arn("one")]))
    );
    let described =
        house.ok("DescribeClusters", json!({"clusters": ["one", arn("two")], "include": ["TAGS"]})).await;
    assert_eq!(described["clusters"][0]["tags"], json!([{"key": "a", "value": "b"}]));
    assert_eq!(described["failures"], json!([{"arn": arn("two"), "reason": "MISSING"}]));
    house
        .refused(
            "CreateCluster",
            json!({"clusterName": "a b"}),
            "InvalidParameterException: Cluster name contains invalid characters.",
        )
        .await;
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html>
#[tokio::test]
async fn a_cluster_is_deleted_when_nothing_runs_on_it() {
    let house = House::new();
    house.refused("DeleteCluster", json!({"cluster": "none"}), NO_CLUSTER).await;
    house.web().await;
    let key = key(&house.run(json!({})).await[0]);
    let text = "ClusterContainsTasksException: The Cluster cannot be deleted while Tasks are active.";
    house.refused("DeleteCluster", json!({"cluster": "default"}), text).await;
    house.ecs.state.change(&key, Change::Stopped { at: house.clock.now() }).unwrap();
    let gone = house.ok("DeleteCluster", json!({"cluster": arn("default")})).await;
    assert_eq!(gone["cluster"]["status"], "INACTIVE");
    assert_eq!(house.ok("ListClusters", json!({})).await["clusterArns"], json!([]));
    let described = house.ok("DescribeClusters", json!({})).await;
    assert_eq!(described["clusters"][0]["status"], "INACTIVE");
    house.refused("RunTask", wish(json!({})), NO_CLUSTER).await;
    house.refused("ListTasks", json!({}), NO_CLUSTER).await;
    // https://github.com/gruntwork-io/cloud-nuke/issues/145
    let inactive = "InvalidParameterException: The specified cluster is inactive. Specify an active cluster and try again.";
    house.refused("ListTagsForResource", json!({"resourceArn": arn("default")}), inactive).await;
    house.ok("CreateCluster", json!({})).await;
    house.run(json!({})).await;
}

#[tokio::test]
async fn settings_and_what_has_no_effect() {
    let house = House::new();
    house.ok("CreateCluster", json!({})).await;
    let on = json!([{"name": "containerInsights", "value": "enabled"}]);
    let put = house.ok("UpdateClusterSettings", json!({"cluster": "default", "settings": on})).await;
    assert_eq!(put["cluster"]["settings"], on);
    // Nothing is shown that was not asked for: https://github.com/aws/aws-cli/issues/6404
    let bare = house.ok("DescribeClusters", json!({"clusters": ["default"], "include": ["TAGS"]})).await;
    assert_eq!(bare["clusters"][0]["settings"], json!([]));
    let told = "containerInsights is kept and shown, and gathers nothing: ECS clusters default";
    assert_eq!(house.ecs.shortfalls(), [told]);
    let off = json!([{"name": "containerInsights", "value": "disabled"}]);
    house.ok("UpdateCluster", json!({"cluster": "default", "settings": off})).await;
    assert!(house.ecs.shortfalls().is_empty());
    let wrong = json!([{"name": "containerInsights", "value": "loud"}]);
    house
        .refused(
            "UpdateCluster",
            json!({"cluster": "default", "settings": wrong}),
            "InvalidParameterException: Invalid setting 'value'",
        )
        .await;
    let exec = json!({"executeCommandConfiguration": {"logging": "NONE"}});
    house
        .refused(
            "UpdateCluster",
            json!({"cluster": "default", "configuration": exec}),
            "NotImplemented: Maquette does not support executeCommandConfiguration of clusters.",
        )
        .await;
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html>
#[tokio::test]
async fn capacity_providers() {
    let house = House::new();
    house.web().await;
    let all = house.ok("DescribeCapacityProviders", json!({})).await;
    let names: Vec<_> = all["capacityProviders"].as_array().unwrap().iter().map(|p| &p["name"]).collect();
    assert_eq!(names, ["FARGATE", "FARGATE_SPOT"]);
    let spot =
        |weight: u32, base: u32| json!({"capacityProvider": "FARGATE_SPOT", "weight": weight, "base": base});
    let put = |providers: Value, strategy: Value| json!({"cluster": "default", "capacityProviders": providers, "defaultCapacityProviderStrategy": strategy});
    // https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/53
    let unknown = "InvalidParameterException: The specified capacity provider was not found. Specify a valid capacity provider and try again.";
    house.refused("PutClusterCapacityProviders", put(json!(["mine"]), json!([])), unknown).await;
    // https://github.com/dask/dask-cloudprovider/issues/328, and IM8 of interval-processing
    let apart = "InvalidParameterException: The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.";
    house.refused("PutClusterCapacityProviders", put(json!(["FARGATE"]), json!([spot(1, 0)])), apart).await;
    let strategy = json!({"launchType": null, "capacityProviderStrategy": [spot(1, 0)]});
    house.refused("RunTask", wish(strategy.clone()), apart).await;
    house
        .ok("PutClusterCapacityProviders", put(json!(["FARGATE", "FARGATE_SPOT"]), json!([spot(1, 0)])))
        .await;
    let task = &house.run(strategy).await[0];
    assert_eq!(
        (&task["capacityProviderName"], &task["launchType"]),
        (&json!("FARGATE_SPOT"), &json!("FARGATE"))
    );
    // The default strategy holds where nothing is said.
    let task = &house.run(json!({"launchType": null})).await[0];
    assert_eq!(task["capacityProviderName"], "FARGATE_SPOT");
    let weightless = json!({"launchType": null, "capacityProviderStrategy": [
        {"capacityProvider": "FARGATE"}, {"capacityProvider": "FARGATE_SPOT"}]});
    house.refused("RunTask", wish(weightless), "InvalidParameterException: The specified capacity provider strategy must contain at least one capacity provider with a weight greater than 0.").await;
    let alone = json!({"launchType": null, "capacityProviderStrategy": [{"capacityProvider": "FARGATE"}]});
    assert_eq!(house.run(alone).await[0]["capacityProviderName"], "FARGATE");
    let both = json!({"capacityProviderStrategy": [spot(1, 0)]});
    house.refused("RunTask", wish(both), "InvalidParameterException: Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.").await;
    let used = "ResourceInUseException: The specified capacity provider is in use and cannot be removed.";
    house.refused("PutClusterCapacityProviders", put(json!(["FARGATE"]), json!([])), used).await;
    // https://github.com/hashicorp/terraform/issues/24615
    let other = json!({"capacityProviders": ["FARGATE"]});
    house.refused("CreateCluster", other, "InvalidParameterException: Arguments on this idempotent request are inconsistent with arguments used in previous request(s).").await;
}
