//! One task from its call to its end, and what is told of it.

use super::*;
use crate::lifecycle::Change;
use crate::records::{StopCode, Task};

#[tokio::test]
async fn a_task_from_its_call_to_its_end() {
    let house = House::new();
    let registered = house.web().await;
    assert_eq!(registered["taskDefinition"]["revision"], 1);
    let task = &house.run(json!({"startedBy": "me"})).await[0];
    assert_eq!(
        (&task["lastStatus"], &task["desiredStatus"], &task["version"], &task["group"]),
        (&json!("PROVISIONING"), &json!("RUNNING"), &json!(1), &json!("family:web"))
    );
    assert_eq!(task["attachments"][0]["status"], "PRECREATED");
    let key = key(task);
    assert_eq!(*house.runner.launched.lock(), std::slice::from_ref(&key));

    let state = &house.ecs.state;
    let change = |change| state.change(&key, change).unwrap();
    change(Change::Provisioned(interface()));
    change(Change::PullStarted);
    house.pass(2).await;
    change(Change::PullStopped);
    let (name, at) = ("app".to_owned(), house.clock.now());
    let digest = Some("sha256:00".to_owned());
    change(Change::ContainerStarted { name: name.clone(), runtime_id: "run".to_owned(), digest, at });
    change(Change::Running);
    let shown = &house.ok("DescribeTasks", json!({"tasks": [key.id]})).await["tasks"][0];
    assert_eq!((&shown["lastStatus"], &shown["version"]), (&json!("RUNNING"), &json!(4)));
    assert_eq!(shown["containers"][0]["networkInterfaces"][0]["privateIpv4Address"], "10.0.0.4");
    assert_eq!(shown["availabilityZone"], "us-east-1a");

    let stopped = house.ok("StopTask", json!({"task": key.id, "reason": "enough"})).await;
    assert_eq!(stopped["task"]["desiredStatus"], "STOPPED");
    assert_eq!(
        (&stopped["task"]["stopCode"], &stopped["task"]["stoppedReason"]),
        (&json!("UserInitiated"), &json!("enough"))
    );
    assert_eq!(*house.runner.stopped.lock(), std::slice::from_ref(&key));
    let at = house.clock.now();
    change(Change::ContainerStopped { name, exit_code: Some(143), reason: None, at });
    change(Change::Deprovisioning);
    let over = change(Change::Stopped { at });
    assert_eq!((over.stop_code, over.execution_stopped_at), (Some(StopCode::UserInitiated), Some(at)));
    let listed = house.ok("ListTasks", json!({"desiredStatus": "STOPPED"})).await;
    assert_eq!(listed["taskArns"], json!([over.arn]));
    let events = house.ecs.events_after(0);
    let told: Vec<_> = events.iter().map(|e| e.detail["lastStatus"].as_str().unwrap()).collect();
    assert_eq!(
        told,
        ["PROVISIONING", "PENDING", "PENDING", "RUNNING", "RUNNING", "RUNNING", "DEPROVISIONING", "STOPPED"]
    );
    let versions: Vec<_> = events.iter().map(|e| e.detail["version"].as_i64().unwrap()).collect();
    assert_eq!(versions, [1, 2, 3, 4, 5, 6, 7, 8]);

    // A stopped task is shown for an hour.
    house.pass(3_599).await;
    assert!(state.task(&key).is_some());
    house.pass(1).await;
    let gone = house.ok("DescribeTasks", json!({"tasks": [key.id]})).await;
    assert_eq!(gone["failures"], json!([{"arn": over.arn, "reason": "MISSING"}]));
}

#[tokio::test]
async fn a_restart_finds_what_was_there() {
    let store = Store::ephemeral().unwrap();
    let task = {
        let house = House::on(&store);
        house.web().await;
        let task = house.run(json!({"count": 2})).await.remove(0);
        let key = key(&task);
        house.ecs.state.change(&key, Change::Stopped { at: house.clock.now() }).unwrap();
        task
    };
    let house = House::on(&store);
    let left = house.ecs.state.tasks_not_stopped();
    assert_eq!(left.len(), 1);
    assert_ne!(left[0].0, key(&task));
    let described = house.ok("DescribeTaskDefinition", json!({"taskDefinition": "web"})).await;
    assert_eq!(described["taskDefinition"]["containerDefinitions"][0]["name"], "app");
    assert_eq!(house.ecs.events_after(0).len(), 3);
}

#[tokio::test]
async fn whoever_waits_is_woken() {
    let house = House::new();
    house.web().await;
    let key = key(&house.run(json!({})).await[0]);
    let (state, waited) = (house.ecs.state.clone(), key.clone());
    let waiter = tokio::spawn(async move { state.wait(&waited, Task::is_stopping).await });
    tokio::task::yield_now().await;
    let stop = Change::StopRequested { code: StopCode::UserInitiated, reason: String::new() };
    house.ecs.state.change(&key, stop).unwrap();
    assert!(waiter.await.unwrap().unwrap().is_stopping());
}

#[tokio::test]
async fn without_a_runner_nothing_is_run() {
    let house = House::new();
    house.web().await;
    *house.ecs.runner.write() = None;
    let refused = "NotImplemented: Maquette does not support running tasks: this host runs no containers.";
    house.refused("RunTask", wish(json!({})), refused).await;
    assert!(house.ecs.state.tasks_not_stopped().is_empty());
    assert!(house.door.models().count() > 0);
}

#[tokio::test]
async fn the_newest_thousand_events_are_kept() {
    let house = House::new();
    house.web().await;
    let key = key(&house.run(json!({})).await[0]);
    for number in 0..crate::events::KEPT {
        house
            .ecs
            .state
            .alter(&key, |task| {
                task.version = number as i64;
                true
            })
            .unwrap();
    }
    let events = house.ecs.events_after(0);
    assert_eq!((events.len() as u64, events[0].number), (crate::events::KEPT, 2));
    assert_eq!(house.ecs.events_after(events[998].number).len(), 1);
    let told = &events[999];
    assert_eq!(
        (told.detail_type.as_str(), &told.resources[0]),
        ("ECS Task State Change", &told.detail["taskArn"].as_str().unwrap().to_owned())
    );
    // An interface is called so in events: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
    assert_eq!(told.detail["attachments"][0]["type"], "eni");
    assert_eq!(told.detail["updatedAt"], "2027-01-15T08:00:00.000Z");
}
