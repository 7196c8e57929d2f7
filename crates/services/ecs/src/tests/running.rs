//! RunTask's parameters and refusals, and the listings of what runs.
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html>

use super::*;
use crate::lifecycle::Change;

fn network(subnets: Value, groups: Value) -> Value {
    json!({"networkConfiguration": {"awsvpcConfiguration": {"subnets": subnets, "securityGroups": groups}}})
}

#[tokio::test]
async fn refusals() {
    let house = House::new();
    house.refused("RunTask", wish(json!({})), "ClusterNotFoundException: Cluster not found.").await;
    house.web().await;
    let check = async |change: Value, text: &str| house.refused("RunTask", wish(change), text).await;
    let invalid = |text: &str| format!("InvalidParameterException: {text}");
    check(json!({"cluster": "none"}), "ClusterNotFoundException: Cluster not found.").await;
    for count in [0, 11] {
        check(
            json!({"count": count}),
            &invalid("Count must be greater than or equal to 1 and less than or equal to 10."),
        )
        .await;
    }
    check(json!({"launchType": "EC2"}), &invalid("No Container Instances were found in your cluster.")).await;
    check(json!({"launchType": null}), &invalid("No Container Instances were found in your cluster.")).await;
    check(
        json!({"platformVersion": "9.9.9"}),
        "PlatformUnknownException: The specified platform version does not exist.",
    )
    .await;
    check(
        json!({"platformVersion": "1.3.0"}),
        "NotImplemented: Maquette does not support the platform version 1.3.0 of Fargate.",
    )
    .await;
    check(
        json!({"enableExecuteCommand": true}),
        "NotImplemented: Maquette does not support enableExecuteCommand of tasks.",
    )
    .await;
    // https://github.com/fabfuel/ecs-deploy/issues/61
    check(
        json!({"networkConfiguration": null}),
        &invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified."),
    )
    .await;
    // https://github.com/awslabs/fargatecli/issues/73
    check(network(json!([]), json!([])), &invalid("subnets can not be empty.")).await;
    // https://github.com/eddmann/serverless-fargate/issues/20
    check(network(json!(["birdzview"]), json!([])), &invalid("Error retrieving subnet information for [birdzview]: The subnet ID 'birdzview' does not exist (ErrorCode: InvalidSubnetID.NotFound)")).await;
    check(network(json!(["subnet-1"]), json!(["sg-9"])), &invalid("Error retrieving security group information for [sg-9]: The security group 'sg-9' does not exist (ErrorCode: InvalidGroup.NotFound)")).await;
    check(
        network(json!(["subnet-1", "subnet-far"]), json!([])),
        &invalid("All subnets must belong to the same VPC."),
    )
    .await;
    check(
        network(json!(["subnet-far"]), json!(["sg-1"])),
        &invalid("Security groups and subnets must belong to the same VPC."),
    )
    .await;
    // https://github.com/azavea/django-ecsmanage/issues/21
    let other = json!({"overrides": {"containerOverrides": [{"name": "django", "command": ["a"]}]}});
    check(other, &invalid("Override for container named django is not a container in the TaskDefinition."))
        .await;
    let long =
        json!({"overrides": {"containerOverrides": [{"name": "app", "command": ["x".repeat(8_192)]}]}});
    check(long, &invalid("Container Overrides length must be at most 8192")).await;
    for (own, text) in [
        (json!({"memory": -5}), invalid("Invalid 'cpu' or 'memory' setting for container 'app'.")),
        (json!({"cpu": 257}), "ClientException: The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.".to_owned()),
        (json!({"memory": 513, "memoryReservation": 6}), "ClientException: The 'memory' of a container cannot be greater than the value of the task 'memory'.".to_owned()),
    ] {
        let mut own = own;
        own["name"] = "app".into();
        check(json!({"overrides": {"containerOverrides": [own]}}), &text).await;
    }
    let size = json!({"overrides": {"cpu": "512"}});
    check(size, "ClientException: No Fargate configuration exists for given values: 512 CPU, 512 memory. See the Amazon ECS documentation for the valid values.").await;
    let mut ec2 = definition("web");
    (ec2["networkMode"], ec2["requiresCompatibilities"]) = (json!("bridge"), json!(["EC2"]));
    house.ok("RegisterTaskDefinition", ec2).await;
    // https://github.com/oranmoshai/ecsServiceRestart/issues/2
    check(json!({}), &invalid("Task definition does not support launch_type FARGATE.")).await;
    check(
        json!({"group": "service:web"}),
        &invalid("group must not begin with service:, which is for tasks of services."),
    )
    .await;
    check(
        json!({"startedBy": "a b"}),
        &invalid("startedBy can have at most 128 letters, numbers, hyphens, slashes and underscores."),
    )
    .await;
    assert!(house.runner.launched.lock().is_empty());
}

#[tokio::test]
async fn parameters() {
    let house = House::new();
    let mut web = definition("web");
    web["tags"] = json!([{"key": "team", "value": "web"}, {"key": "own", "value": "no"}]);
    house.ok("CreateCluster", json!({})).await;
    house.ok("RegisterTaskDefinition", web).await;
    let more = json!({
        "count": 3, "platformVersion": "LATEST", "startedBy": "nightly", "group": "batch",
        "propagateTags": "TASK_DEFINITION", "enableECSManagedTags": true, "tags": [{"key": "own", "value": "yes"}],
        "overrides": {"cpu": "1 vCPU", "memory": "2GB", "ephemeralStorage": {"sizeInGiB": 30},
            "containerOverrides": [{"name": "app", "environment": [{"name": "A", "value": "b"}]}]},
    });
    let tasks = house.run(more).await;
    assert_eq!(tasks.len(), 3);
    let task = &tasks[0];
    assert_eq!(
        task["tags"],
        json!([{"key": "own", "value": "yes"}, {"key": "team", "value": "web"}, {"key": "aws:ecs:clusterName", "value": "default"}])
    );
    assert_eq!(
        (&task["cpu"], &task["memory"], &task["platformVersion"]),
        (&json!("1024"), &json!("2048"), &json!("1.4.0"))
    );
    assert_eq!((&task["group"], &task["startedBy"]), (&json!("batch"), &json!("nightly")));
    assert_eq!(task["ephemeralStorage"], json!({"sizeInGiB": 30}));
    assert_eq!(
        task["overrides"]["containerOverrides"][0]["environment"],
        json!([{"name": "A", "value": "b"}])
    );
    assert_eq!(house.runner.launched.lock().len(), 3);
    let state = &house.ecs.state;
    let (plan, task) = {
        let task = state.task(&key(task)).unwrap();
        (crate::plan::of(&state.definition_of(&task.definition_arn).unwrap(), &task).unwrap(), task)
    };
    assert_eq!((plan.cpu, plan.memory, plan.ephemeral_storage), (1_024, 2_048, 30));
    assert_eq!(plan.containers[0].environment, [("A".to_owned(), "b".to_owned())]);
    assert_eq!(task.network.security_groups, ["sg-1"]);
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html>
#[tokio::test]
async fn a_client_token_runs_a_task_once() {
    let house = House::new();
    house.web().await;
    let first = house.run(json!({"clientToken": "t"})).await;
    let again = house.run(json!({"clientToken": "t"})).await;
    assert_eq!(first[0]["taskArn"], again[0]["taskArn"]);
    assert_eq!(house.runner.launched.lock().len(), 1);
    let other = house.try_call("RunTask", wish(json!({"clientToken": "t", "count": 2}))).await;
    assert!(other.unwrap_err().starts_with("ConflictException: "));
    // Two of them at the same time run one task.
    let (one, two) =
        tokio::join!(house.run(json!({"clientToken": "u"})), house.run(json!({"clientToken": "u"})));
    assert_eq!(one[0]["taskArn"], two[0]["taskArn"]);
    assert_eq!(house.runner.launched.lock().len(), 2);
    house.pass(24 * 3_600).await;
    assert_ne!(first[0]["taskArn"], house.run(json!({"clientToken": "t"})).await[0]["taskArn"]);
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html>
#[tokio::test]
async fn listings() {
    let house = House::new();
    house.web().await;
    house.ok("RegisterTaskDefinition", definition("job")).await;
    let web = house.run(json!({"startedBy": "a"})).await[0]["taskArn"].clone();
    let job = house.run(json!({"taskDefinition": "job"})).await[0]["taskArn"].clone();
    let check = async |input: Value, wanted: Vec<&Value>| {
        let mut found = house.ok("ListTasks", input.clone()).await["taskArns"].as_array().unwrap().clone();
        let mut wanted: Vec<_> = wanted.into_iter().cloned().collect();
        found.sort_by_key(ToString::to_string);
        wanted.sort_by_key(ToString::to_string);
        assert_eq!(found, wanted, "{input}");
    };
    check(json!({}), vec![&web, &job]).await;
    check(json!({"family": "web"}), vec![&web]).await;
    check(json!({"startedBy": "a"}), vec![&web]).await;
    check(json!({"launchType": "FARGATE"}), vec![&web, &job]).await;
    check(json!({"launchType": "EC2"}), vec![]).await;
    check(json!({"serviceName": "web"}), vec![]).await;
    check(json!({"desiredStatus": "STOPPED"}), vec![]).await;
    check(json!({"desiredStatus": "PENDING"}), vec![]).await;
    house.ok("StopTask", json!({"task": web})).await;
    check(json!({}), vec![&job]).await;
    check(json!({"desiredStatus": "STOPPED"}), vec![&web]).await;
    let both = house.ok("DescribeTasks", json!({"tasks": [web, "none"]})).await;
    assert_eq!(both["tasks"][0]["stoppedReason"], "Task stopped by user");
    let missing = format!("arn:aws:ecs:us-east-1:{ACCOUNT}:task/default/none");
    assert_eq!(both["failures"], json!([{"arn": missing, "reason": "MISSING"}]));
    house
        .refused("DescribeTasks", json!({"tasks": []}), "InvalidParameterException: Tasks cannot be empty.")
        .await;
    house
        .refused(
            "StopTask",
            json!({"task": "none"}),
            "InvalidParameterException: The referenced task was not found",
        )
        .await;
    // A second StopTask changes nothing, and one of a stopped task is no error.
    let again = house.ok("StopTask", json!({"task": web, "reason": "later"})).await;
    assert_eq!(again["task"]["stoppedReason"], "Task stopped by user");
}

#[tokio::test]
async fn start_task_has_no_instances() {
    let house = House::new();
    house.web().await;
    let start = |instances: Value| json!({"taskDefinition": "web", "containerInstances": instances});
    // https://github.com/jenkinsci/amazon-ecs-plugin/pull/51
    house
        .refused(
            "StartTask",
            start(json!([])),
            "InvalidParameterException: Container instance cannot be empty.",
        )
        .await;
    let answer = house.ok("StartTask", start(json!(["i"]))).await;
    assert_eq!((&answer["tasks"], &answer["failures"][0]["reason"]), (&json!([]), &json!("MISSING")));
}

#[tokio::test]
async fn tags_settings_attributes_and_protection() {
    let house = House::new();
    house.web().await;
    let task = house.run(json!({})).await.remove(0);
    let arn = task["taskArn"].as_str().unwrap();
    house
        .ok(
            "TagResource",
            json!({"resourceArn": arn, "tags": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]}),
        )
        .await;
    house.ok("UntagResource", json!({"resourceArn": arn, "tagKeys": ["a"]})).await;
    let tags = house.ok("ListTagsForResource", json!({"resourceArn": arn})).await;
    assert_eq!(tags["tags"], json!([{"key": "b", "value": "2"}]));
    for (kind, name) in [("cluster", "default"), ("task-definition", "web:1")] {
        let arn = format!("arn:aws:ecs:us-east-1:{ACCOUNT}:{kind}/{name}");
        house.ok("TagResource", json!({"resourceArn": arn, "tags": [{"key": "a", "value": "1"}]})).await;
        let tags = house.ok("ListTagsForResource", json!({"resourceArn": arn})).await;
        assert_eq!(tags["tags"], json!([{"key": "a", "value": "1"}]), "{arn}");
    }
    let reserved = json!({"resourceArn": arn, "tags": [{"key": "aws:a", "value": "1"}]});
    assert!(house.try_call("TagResource", reserved).await.is_err());

    let long = json!({"name": "taskLongArnFormat", "value": "disabled"});
    assert!(house.try_call("PutAccountSetting", long).await.is_err());
    house
        .refused(
            "PutAccountSetting",
            json!({"name": "containerInsights", "value": "ENABLED"}),
            "InvalidParameterException: Invalid setting 'value'",
        )
        .await;
    house.ok("PutAccountSettingDefault", json!({"name": "containerInsights", "value": "enabled"})).await;
    let effective = house
        .ok("ListAccountSettings", json!({"effectiveSettings": true, "name": "containerInsights"}))
        .await;
    assert_eq!(effective["settings"][0]["value"], "enabled");
    assert_eq!(house.ok("ListAccountSettings", json!({})).await["settings"], json!([]));
    let made = house.ok("CreateCluster", json!({"clusterName": "watched"})).await;
    assert_eq!(made["cluster"]["settings"][0]["value"], "enabled");

    let attribute = json!({"attributes": [{"name": "a", "targetId": "i"}]});
    house
        .refused("PutAttributes", attribute, "TargetNotFoundException: The specified target wasn't found.")
        .await;
    assert_eq!(
        house.ok("ListAttributes", json!({"targetType": "container-instance"})).await["attributes"],
        json!([])
    );

    // Only tasks of a service can be protected:
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html
    let protect = json!({"cluster": "default", "tasks": [arn, "none"], "protectionEnabled": true});
    let answer = house.ok("UpdateTaskProtection", protect.clone()).await;
    let reasons: Vec<_> = answer["failures"].as_array().unwrap().iter().map(|f| &f["reason"]).collect();
    assert_eq!(reasons, ["TASK_NOT_VALID", "MISSING"]);
    house
        .ecs
        .state
        .alter(&key(&task), |task| {
            task.group = "service:web".to_owned();
            false
        })
        .unwrap();
    let answer = house.ok("UpdateTaskProtection", protect).await;
    assert_eq!(answer["protectedTasks"][0]["protectionEnabled"], true);
    house.pass(2 * 3_600).await;
    let answer = house.ok("GetTaskProtection", json!({"cluster": "default", "tasks": [arn]})).await;
    assert_eq!(answer["protectedTasks"], json!([{"taskArn": arn, "protectionEnabled": false}]));
    house.ecs.state.change(&key(&task), Change::Stopped { at: house.clock.now() }).unwrap();
    let answer = house.ok("GetTaskProtection", json!({"cluster": "default", "tasks": [arn]})).await;
    assert_eq!(answer["failures"][0]["reason"], "TASK_NOT_VALID");
}
