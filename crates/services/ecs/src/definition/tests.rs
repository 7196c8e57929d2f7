//! Table tests of definitions: a case is a change of one that is good, and AWS's answer.

use super::*;
use serde_json::{Value, json};
use wire::prelude::*;

fn good() -> Value {
    json!({
        "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
        "cpu": "256", "memory": "512", "executionRoleArn": "arn:aws:iam::000000000000:role/execution",
        "volumes": [{"name": "data"}],
        "containerDefinitions": [
            {"name": "app", "image": "app:1", "mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}],
             "dependsOn": [{"containerName": "init", "condition": "SUCCESS"}]},
            {"name": "init", "image": "init:1", "essential": false},
        ],
    })
}

fn read(value: &Value) -> RegisterTaskDefinitionInput {
    let mut input = RegisterTaskDefinitionInput::default();
    assert_eq!(wire::view::from_json(&mut input, value).unwrap(), Vec::<String>::new());
    input
}

/// A change of the good definition at a JSON pointer, and the text of the refusal; `""` for none.
fn check(at: &str, to: Value, refused: &str) {
    let mut value = good();
    let (parent, name) = at.rsplit_once('/').unwrap();
    let parent = value.pointer_mut(parent).unwrap();
    if to.is_null() {
        parent.as_object_mut().unwrap().shift_remove(name);
    } else {
        parent[name] = to;
    }
    let answer = validate(&read(&value)).err();
    if let Some(error) = &answer {
        assert_eq!(error.code(), "ClientException", "{at}");
    }
    assert_eq!(answer.as_ref().map_or("", Error::message), refused, "{at}");
}

#[test]
fn of_the_whole_definition() {
    check("/family", json!("a-good_1"), "");
    check("/family", json!("a b"), "Family contains invalid characters.");
    check("/family", json!("a".repeat(256)), "Family contains invalid characters.");
    check("/containerDefinitions", json!([]), "Container list cannot be empty.");
    let many: Vec<_> = (0..11).map(|n| json!({"name": format!("c{n}"), "image": "i"})).collect();
    check("/containerDefinitions", json!(many), "Too many containers.");
    check("/networkMode", json!("bridge"), "Fargate only supports network mode ‘awsvpc’.");
    check("/networkMode", json!(null), "Fargate only supports network mode ‘awsvpc’.");
    check("/cpu", json!(null), "Fargate requires that 'cpu' be defined at the task level.");
    check(
        "/memory",
        json!(null),
        "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.",
    );
    check(
        "/memory",
        json!("768"),
        "No Fargate configuration exists for given values: 256 CPU, 768 memory. See the Amazon ECS documentation for the valid values.",
    );
    check("/memory", json!("0.5 GB"), "");
    check("/cpu", json!(".25 vCPU"), "");
    check("/ipcMode", json!("task"), "Tasks using the Fargate launch type do not support ipcMode.");
    check("/pidMode", json!("task"), "");
    check("/ephemeralStorage", json!({"sizeInGiB": 21}), "");
    check("/ephemeralStorage", json!({"sizeInGiB": 200}), "");
    check("/ephemeralStorage", json!({"sizeInGiB": 20}), "EphemeralStorage size should be at least 21");
    check("/volumes", json!([]), "Unknown volume 'data'.");
    check(
        "/volumes",
        json!([{"name": "data", "host": {"sourcePath": "/x"}}]),
        "Fargate compatible task definitions do not support sourcePath",
    );
    check("/volumes", json!([{"name": "data", "host": {}}]), "");
    // Without FARGATE nothing of that is asked.
    check("/requiresCompatibilities", json!(["EC2"]), "");
}

#[test]
fn of_a_container() {
    let at = |name: &str| format!("/containerDefinitions/0/{name}");
    let check = |name: &str, to: Value, refused: &str| check(&at(name), to, refused);
    check("name", json!(null), "Container.name should not be null or empty.");
    check("name", json!("a.b"), "Container.name contains invalid characters.");
    check("name", json!("init"), "Container name 'init' is specified more than once.");
    check("image", json!("i".repeat(255)), "");
    check("image", json!("i".repeat(256)), "Container.image should be 255 characters or less");
    check("image", json!(""), "Container.image should not be null or empty.");
    check("essential", json!(false), "Task definition doesn't have any essential container.");
    check(
        "memory",
        json!(5),
        "Invalid setting for container 'app'. The minimum value of 'memory' and 'memoryReservation' is 6.",
    );
    check(
        "memory",
        json!(1024),
        "The sum of all container 'memoryReservation' values cannot be greater than the value of the task 'memory'.",
    );
    check(
        "cpu",
        json!(257),
        "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
    );
    check("cpu", json!(256), "");
    check("portMappings", json!([{"containerPort": 80, "hostPort": 80}]), "");
    check(
        "portMappings",
        json!([{"containerPort": 80, "hostPort": 8080}]),
        "When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
    );
    check("portMappings", json!([{"containerPort": 70000}]), "Ports must be between 0 and 65535.");
    check("portMappings", json!([{"containerPortRange": "8000-8010"}]), "");
    check(
        "portMappings",
        json!([{"containerPortRange": "8010-8000"}]),
        "'containerPortRange' must be a range of ports such as 8000-8010.",
    );
    check(
        "dependsOn",
        json!([{"containerName": "none", "condition": "START"}]),
        "Unknown dependency container 'none'.",
    );
    check(
        "dependsOn",
        json!([{"containerName": "app", "condition": "START"}]),
        "Container dependencies must not form a cycle.",
    );
    check(
        "dependsOn",
        json!([{"containerName": "init", "condition": "HEALTHY"}]),
        "A dependency container with HEALTHY condition must have a health check: 'init'.",
    );
    check("privileged", json!(true), "Fargate compatible task definitions do not support privileged");
    check("ulimits", json!([{"name": "nofile", "softLimit": 1, "hardLimit": 2}]), "");
    check(
        "ulimits",
        json!([{"name": "nofile", "softLimit": 3, "hardLimit": 2}]),
        "The soft limit of a ulimit must not exceed its hard limit.",
    );
    check(
        "ulimits",
        json!([{"name": "core", "softLimit": 1, "hardLimit": 2}]),
        "Fargate compatible task definitions support the ulimit nofile only",
    );
    check("linuxParameters", json!({"capabilities": {"add": ["SYS_PTRACE"], "drop": ["ALL"]}}), "");
    check(
        "linuxParameters",
        json!({"capabilities": {"add": ["NET_ADMIN"]}}),
        "Fargate compatible task definitions do not support added capabilities other than SYS_PTRACE",
    );
    check("stopTimeout", json!(120), "");
    check(
        "stopTimeout",
        json!(121),
        "Fargate compatible task definitions do not support timeouts of more than 120 seconds",
    );
    check(
        "healthCheck",
        json!({"command": ["CMD-SHELL", "true"], "interval": 4}),
        "healthCheck.interval must be between 5 and 300.",
    );
    check("healthCheck", json!({"command": ["CMD-SHELL", "true"], "interval": 5}), "");
    check(
        "restartPolicy",
        json!({"enabled": true, "restartAttemptPeriod": 59}),
        "restartPolicy.restartAttemptPeriod must be between 60 and 1800.",
    );
}

#[test]
fn the_whole_is_limited() {
    let mut large = good();
    large["containerDefinitions"][0]["command"] = json!(["x".repeat(65_536)]);
    let error = validate(&read(&large)).unwrap_err();
    assert!(error.message().ends_with("'. Max allowed length is '65536' bytes."), "{error}");
}

#[test]
fn a_dependency_that_must_end_may_not_be_essential() {
    let text = "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container";
    check("/containerDefinitions/1/essential", json!(true), text);
    check("/containerDefinitions/1/essential", json!(null), text);
}

#[test]
fn of_logs() {
    let check = |options: Value, refused: &str| {
        let log = json!({"logDriver": "awslogs", "options": options});
        check("/containerDefinitions/0/logConfiguration", log, refused);
    };
    let good = json!({"awslogs-group": "g", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "p"});
    check(good.clone(), "");
    check(json!({"awslogs-group": "g"}), "Log driver awslogs requires options: awslogs-region");
    check(json!({}), "Log driver awslogs requires options: awslogs-region, awslogs-group");
    check(
        json!({"awslogs-group": "g", "awslogs-region": "us-east-1"}),
        "Log driver awslogs requires options: awslogs-stream-prefix",
    );
    let with = |name: &str, value: &str| {
        let mut options = good.clone();
        options[name] = value.into();
        options
    };
    check(with("log_key", "x"), "Log driver awslogs disallows options: log_key");
    check(with("mode", "sometimes"), "The log option 'mode' must be blocking or non-blocking.");
    check(with("max-buffer-size", "25m"), "");
    check(with("max-buffer-size", "lots"), "The log option 'max-buffer-size' must be a size such as 25m.");
}

#[test]
fn of_the_execution_role() {
    let refused = |change: fn(&mut Value)| {
        let mut value = good();
        value.as_object_mut().unwrap().shift_remove("executionRoleArn");
        change(&mut value["containerDefinitions"][0]);
        validate(&read(&value)).err().map(|error| error.message().to_owned()).unwrap_or_default()
    };
    assert_eq!(refused(|_| {}), "");
    let options = |c: &mut Value| {
        c["logConfiguration"] = json!({"logDriver": "awslogs", "options": {
            "awslogs-group": "g", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "p"}});
    };
    assert_eq!(
        refused(options),
        "Fargate requires task definition to have execution role ARN to support log driver awslogs."
    );
    let ecr = |c: &mut Value| c["image"] = "000000000000.dkr.ecr.us-east-1.amazonaws.com/app:1".into();
    assert_eq!(
        refused(ecr),
        "Fargate requires task definition to have execution role ARN to support ECR images."
    );
    let secret = |c: &mut Value| c["secrets"] = json!([{"name": "A", "valueFrom": "b"}]);
    assert_eq!(
        refused(secret),
        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
    );
}

#[test]
fn what_is_kept_has_the_defaults() {
    let kept = registered(read(&good()), 7, "arn".to_owned());
    let kept = wire::view::to_json(&kept);
    assert_eq!(kept["compatibilities"], json!(["EC2", "FARGATE"]));
    assert_eq!((&kept["revision"], &kept["cpu"], &kept["memory"]), (&json!(7), &json!("256"), &json!("512")));
    let app = &kept["containerDefinitions"][0];
    assert_eq!((&app["cpu"], &app["essential"], &app["environment"]), (&json!(0), &json!(true), &json!([])));
    let names: Vec<_> = kept["requiresAttributes"].as_array().unwrap().iter().map(|a| &a["name"]).collect();
    assert_eq!(names, ["ecs.capability.container-ordering", "ecs.capability.task-eni"]);
}
