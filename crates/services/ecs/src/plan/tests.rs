//! Table tests of plans: a container as it was registered, its overrides, and a member of its plan.

use super::container::plan;
use super::*;
use model_ecs::types::ContainerDefinition;
use serde_json::{Value, json};
use wire::shape::Structure;

fn read<T: Structure + Default>(value: &Value) -> T {
    let mut read = T::default();
    assert_eq!(wire::view::from_json(&mut read, value).unwrap(), Vec::<String>::new());
    read
}

fn planned(container: Value, overrides: Value) -> ContainerPlan {
    let mut whole = json!({"name": "app", "image": "app:1"});
    for (name, value) in container.as_object().unwrap() {
        whole[name] = value.clone();
    }
    let overrides: Vec<ContainerOverride> = overrides.as_array().unwrap().iter().map(read).collect();
    plan(&read::<ContainerDefinition>(&whole), &overrides.iter().collect::<Vec<_>>(), "task-id").unwrap()
}

fn alone(container: Value) -> ContainerPlan {
    planned(container, json!([]))
}

fn words(words: &[&str]) -> Option<Vec<String>> {
    Some(words.iter().map(|word| (*word).to_owned()).collect())
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
#[test]
fn what_nothing_is_said_of() {
    let plan = alone(json!({}));
    assert!(plan.essential && !plan.readonly_root && !plan.init);
    assert_eq!((plan.entry_point, plan.command, plan.user, plan.log), (None, None, None, None));
    assert_eq!((plan.cpu, plan.memory, plan.memory_reservation), (0, None, None));
    assert_eq!((plan.start_timeout, plan.stop_timeout), (None, Duration::from_secs(30)));
    assert_eq!((plan.health, plan.restart), (None, None));
}

#[test]
fn overrides_win() {
    let registered = json!({
        "command": ["run"], "entryPoint": ["/app"], "cpu": 128, "memory": 256,
        "environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}, {"name": "A", "value": "3"}],
    });
    let plan = alone(registered.clone());
    assert_eq!((plan.command, plan.entry_point), (words(&["run"]), words(&["/app"])));
    assert_eq!(plan.environment, [("A".to_owned(), "3".to_owned()), ("B".to_owned(), "2".to_owned())]);
    let plan = planned(
        registered,
        json!([
            {"name": "app", "command": ["no"], "environment": [{"name": "B", "value": "4"}, {"name": "C"}]},
            {"name": "app", "command": ["job", "x"], "cpu": 64, "memory": 300, "memoryReservation": 100},
        ]),
    );
    assert_eq!((plan.command, plan.entry_point), (words(&["job", "x"]), words(&["/app"])));
    let environment = [("A", "3"), ("B", "4"), ("C", "")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(plan.environment, environment);
    assert_eq!((plan.cpu, plan.memory, plan.memory_reservation), (64, Some(300), Some(100)));
    assert_eq!(planned(json!({"command": ["run"]}), json!([{"name": "app", "command": []}])).command, None);
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html>
#[test]
fn health_checks() {
    let check = |command: Value, wanted: Option<HealthCommand>| {
        let plan = alone(json!({"healthCheck": {"command": command}}));
        assert_eq!(plan.health.map(|health| health.check), wanted);
    };
    let shell = |text: &str| Some(HealthCommand::Shell(text.to_owned()));
    check(
        json!(["CMD-SHELL", "curl -f http://localhost/ || exit 1"]),
        shell("curl -f http://localhost/ || exit 1"),
    );
    check(json!(["CMD", "/check", "-q"]), words(&["/check", "-q"]).map(HealthCommand::Exec));
    check(json!(["NONE"]), None);
    check(json!(["curl -f http://localhost/"]), shell("curl -f http://localhost/"));
    let health =
        alone(json!({"healthCheck": {"command": ["CMD", "a"], "interval": 7, "retries": 2}})).health.unwrap();
    let seconds = Duration::from_secs;
    assert_eq!((health.interval, health.timeout, health.start_period), (seconds(7), seconds(5), seconds(0)));
    assert_eq!(health.retries, 2);
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html>
#[test]
fn logs() {
    let log = |more: Value| {
        let mut options =
            json!({"awslogs-group": "g", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "p"});
        for (name, value) in more.as_object().unwrap() {
            options[name] = value.clone();
        }
        alone(json!({"logConfiguration": {"logDriver": "awslogs", "options": options}})).log.unwrap()
    };
    let plan = log(json!({}));
    assert_eq!((plan.stream.as_str(), plan.create_group), ("p/app/task-id", false));
    assert_eq!(plan.mode, LogMode::NonBlocking { buffer: 10 << 20 });
    assert_eq!(log(json!({"mode": "blocking"})).mode, LogMode::Blocking);
    let small = log(json!({"mode": "non-blocking", "max-buffer-size": "4k", "awslogs-create-group": "true"}));
    assert_eq!((small.mode, small.create_group), (LogMode::NonBlocking { buffer: 4_096 }, true));
    for (text, size) in
        [("25m", Some(25 << 20)), ("1gb", Some(1 << 30)), ("7", Some(7)), ("m", None), ("", None)]
    {
        assert_eq!(log::bytes(text), size, "{text}");
    }
}

#[test]
fn the_rest() {
    let plan = alone(json!({
        "essential": false, "user": "1000:1000", "workingDirectory": "/w", "readonlyRootFilesystem": true,
        "startTimeout": 10, "stopTimeout": 120, "dockerLabels": {"a": "b"},
        "linuxParameters": {"initProcessEnabled": true, "capabilities": {"add": ["SYS_PTRACE"], "drop": ["ALL"]},
            "tmpfs": [{"containerPath": "/tmp", "size": 64, "mountOptions": ["noexec"]}]},
        "ulimits": [{"name": "nofile", "softLimit": 1024, "hardLimit": -1}],
        "dependsOn": [{"containerName": "init", "condition": "SUCCESS"}],
        "mountPoints": [{"sourceVolume": "data", "containerPath": "/data", "readOnly": true}],
        "volumesFrom": [{"sourceContainer": "init"}],
        "portMappings": [{"containerPort": 53, "protocol": "udp"}, {"containerPortRange": "8000-8010"}],
        "restartPolicy": {"enabled": true, "ignoredExitCodes": [0]},
        "systemControls": [{"namespace": "net.core.somaxconn", "value": "1024"}],
    }));
    assert!(!plan.essential && plan.readonly_root && plan.init);
    assert_eq!(
        (plan.start_timeout, plan.stop_timeout),
        (Some(Duration::from_secs(10)), Duration::from_mins(2))
    );
    assert_eq!(
        (plan.capabilities_added, plan.capabilities_dropped),
        (vec!["SYS_PTRACE".to_owned()], vec!["ALL".to_owned()])
    );
    assert_eq!(
        plan.tmpfs,
        [TmpfsPlan { path: "/tmp".to_owned(), mebibytes: 64, options: vec!["noexec".to_owned()] }]
    );
    assert_eq!(plan.ulimits, [UlimitPlan { name: "nofile".to_owned(), soft: 1_024, hard: -1 }]);
    assert_eq!(plan.depends_on, [Dependency { container: "init".to_owned(), condition: Condition::Success }]);
    assert_eq!(
        plan.mounts,
        [MountPlan { volume: "data".to_owned(), path: "/data".to_owned(), read_only: true }]
    );
    assert_eq!(plan.volumes_from, [VolumesFromPlan { container: "init".to_owned(), read_only: false }]);
    let ports: Vec<_> = plan.ports.iter().map(|port| (port.first, port.last, port.udp)).collect();
    assert_eq!(ports, [(53, 53, true), (8_000, 8_010, false)]);
    let restart = RestartPlan { ignored_exit_codes: vec![0], attempt_period: Duration::from_mins(5) };
    assert_eq!(plan.restart, Some(restart));
    assert_eq!(plan.system_controls, [("net.core.somaxconn".to_owned(), "1024".to_owned())]);
    assert_eq!(alone(json!({"restartPolicy": {"enabled": false}})).restart, None);
}
