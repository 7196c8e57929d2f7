//! Table tests of the lifecycle: changes in order, and where they lead.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>

use super::*;
use crate::records::{Attachment, Container, Modeled, Network, Protection};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

fn container(name: &str, essential: bool) -> Container {
    Container {
        name: name.to_owned(),
        arn: String::new(),
        image: String::new(),
        essential,
        checks_health: essential,
        image_digest: None,
        runtime_id: None,
        last_status: ContainerStatus::Pending,
        exit_code: None,
        reason: None,
        health: Health::Unknown,
        cpu: 0,
        memory: None,
        memory_reservation: None,
        started_at: None,
        stopped_at: None,
    }
}

fn task() -> Task {
    Task {
        id: "1".to_owned(),
        arn: String::new(),
        cluster_arn: String::new(),
        definition_arn: String::new(),
        last_status: Status::Provisioning,
        desired_status: Status::Running,
        capacity_provider: None,
        platform_version: "1.4.0".to_owned(),
        architecture: "x86_64".to_owned(),
        network: Network::default(),
        overrides: Modeled::default(),
        group: "family:web".to_owned(),
        started_by: None,
        tags: Vec::new(),
        cpu: 256,
        memory: 512,
        ephemeral_storage: 20,
        attachments: vec![Attachment {
            id: "a".to_owned(),
            status: AttachmentStatus::PreCreated,
            subnet_id: "subnet-1".to_owned(),
            interface: None,
        }],
        availability_zone: None,
        containers: vec![container("app", true), container("side", false)],
        created_at: NOW,
        connectivity_at: None,
        pull_started_at: None,
        pull_stopped_at: None,
        started_at: None,
        stopping_at: None,
        execution_stopped_at: None,
        stopped_at: None,
        stop_code: None,
        stopped_reason: None,
        protection: Protection::default(),
        version: 1,
        updated_at: NOW,
    }
}

fn provisioned() -> Change {
    Change::Provisioned(Interface {
        network_interface_id: "eni-1".to_owned(),
        mac_address: String::new(),
        private_dns_name: None,
        private_ipv4_address: "10.0.0.4".to_owned(),
        ipv6_address: None,
        availability_zone: "us-east-1a".to_owned(),
    })
}
fn started(name: &str) -> Change {
    Change::ContainerStarted { name: name.to_owned(), runtime_id: "r".to_owned(), digest: None, at: NOW }
}
fn exited(name: &str, code: i32) -> Change {
    Change::ContainerStopped { name: name.to_owned(), exit_code: Some(code), reason: None, at: NOW }
}
fn health(health: Health) -> Change {
    Change::ContainerHealth { name: "app".to_owned(), health }
}
fn asked(code: StopCode) -> Change {
    Change::StopRequested { code, reason: format!("{code:?}") }
}

/// Applies the changes and compares last and desired status, the reason and how often the state changed.
fn check(changes: Vec<Change>, last: &str, desired: &str, reason: Option<&str>, counted: i64) -> Task {
    let mut task = task();
    let (mut status, mut version) = (task.last_status, task.version);
    for change in changes {
        let changed = apply(&mut task, change.clone(), NOW);
        assert!(task.last_status >= status, "{change:?} took the status back");
        assert_eq!(task.version, version + i64::from(changed), "{change:?}");
        (status, version) = (task.last_status, task.version);
    }
    assert_eq!((task.last_status.as_str(), task.desired_status.as_str()), (last, desired));
    assert_eq!(task.stopped_reason.as_deref(), reason);
    assert_eq!(task.version - 1, counted);
    task
}

#[test]
fn from_provisioning_to_running() {
    check(vec![], "PROVISIONING", "RUNNING", None, 0);
    let task = check(vec![provisioned(), provisioned()], "PENDING", "RUNNING", None, 1);
    assert_eq!((task.connectivity_at, task.availability_zone.as_deref()), (Some(NOW), Some("us-east-1a")));
    let pulled =
        check(vec![provisioned(), Change::PullStarted, Change::PullStopped], "PENDING", "RUNNING", None, 1);
    assert_eq!((pulled.pull_started_at, pulled.pull_stopped_at), (Some(NOW), Some(NOW)));
    check(vec![provisioned(), Change::Activating], "ACTIVATING", "RUNNING", None, 2);
    let up = vec![provisioned(), started("app"), started("side"), Change::Running, Change::Running];
    let task = check(up, "RUNNING", "RUNNING", None, 4);
    assert_eq!(task.started_at, Some(NOW));
    // A program that its restart policy starts again changes nothing that AWS counts.
    check(vec![provisioned(), started("app"), started("app")], "PENDING", "RUNNING", None, 2);
    check(vec![started("none"), exited("none", 0)], "PROVISIONING", "RUNNING", None, 0);
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html>
#[test]
fn an_essential_container_takes_the_task_with_it() {
    let up = || vec![provisioned(), started("app"), started("side"), Change::Running];
    let with = |more: Vec<Change>| up().into_iter().chain(more).collect::<Vec<_>>();
    let task = check(with(vec![exited("side", 1)]), "RUNNING", "RUNNING", None, 5);
    assert_eq!(task.execution_stopped_at, None);
    let task = check(with(vec![exited("app", 3)]), "RUNNING", "STOPPED", Some(ESSENTIAL_EXITED), 5);
    assert_eq!((task.stop_code, task.stopping_at), (Some(StopCode::EssentialContainerExited), Some(NOW)));
    assert_eq!(task.container("app").unwrap().exit_code, Some(3));
    let end = vec![
        exited("app", 3),
        Change::Deactivating,
        Change::Stopping,
        exited("side", 143),
        Change::Deprovisioning,
        Change::Stopped { at: NOW },
    ];
    let task = check(with(end), "STOPPED", "STOPPED", Some(ESSENTIAL_EXITED), 10);
    assert_eq!((task.execution_stopped_at, task.stopped_at), (Some(NOW), Some(NOW)));
    assert_eq!(task.attachments[0].status, AttachmentStatus::Deleted);
}

#[test]
fn the_first_reason_to_stop_stays() {
    let by_user = asked(StopCode::UserInitiated);
    let both = vec![provisioned(), by_user.clone(), asked(StopCode::TaskFailedToStart), exited("app", 137)];
    check(both, "PENDING", "STOPPED", Some("UserInitiated"), 3);
    // What is asked for while the interface is made or the image pulled comes in time.
    check(vec![by_user.clone(), provisioned()], "PROVISIONING", "STOPPED", Some("UserInitiated"), 2);
    check(
        vec![by_user.clone(), Change::Activating, Change::Running],
        "PROVISIONING",
        "STOPPED",
        Some("UserInitiated"),
        1,
    );
    let over = vec![by_user.clone(), Change::Deprovisioning, Change::Stopped { at: NOW }];
    check(over.clone(), "STOPPED", "STOPPED", Some("UserInitiated"), 3);
    // Nothing happens to a stopped task.
    let late = over.into_iter().chain([started("app"), by_user, Change::Stopped { at: NOW }, provisioned()]);
    check(late.collect(), "STOPPED", "STOPPED", Some("UserInitiated"), 3);
    // Nobody asked for it to go.
    check(vec![provisioned(), Change::Stopping, Change::Deprovisioning], "PENDING", "RUNNING", None, 1);
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html>
#[test]
fn health_is_that_of_the_essential_containers() {
    let well =
        check(vec![health(Health::Healthy), health(Health::Healthy)], "PROVISIONING", "RUNNING", None, 1);
    assert_eq!(well.health(), Health::Healthy);
    let alone = check(vec![health(Health::Unhealthy)], "PROVISIONING", "RUNNING", None, 1);
    assert_eq!(alone.health(), Health::Unhealthy);
    let mut of_service = task();
    of_service.group = "service:web".to_owned();
    assert!(apply(&mut of_service, health(Health::Unhealthy), NOW));
    assert_eq!(of_service.stopped_reason.as_deref(), Some(HEALTH_CHECKS_FAILED));
    let none = Change::ContainerHealth { name: "side".to_owned(), health: Health::Healthy };
    check(vec![none], "PROVISIONING", "RUNNING", None, 0);
}

fn any_change() -> impl Strategy<Value = Change> {
    let name = prop_oneof![Just("app"), Just("side")];
    prop_oneof![
        Just(provisioned()),
        Just(Change::PullStarted),
        Just(Change::PullStopped),
        name.clone().prop_map(started),
        (name, any::<i32>()).prop_map(|(name, code)| exited(name, code)),
        prop_oneof![Just(Health::Healthy), Just(Health::Unhealthy)].prop_map(health),
        Just(Change::Activating),
        Just(Change::Running),
        Just(asked(StopCode::UserInitiated)),
        Just(asked(StopCode::TaskFailedToStart)),
        Just(Change::Deactivating),
        Just(Change::Stopping),
        Just(Change::Deprovisioning),
        Just(Change::Stopped { at: NOW }),
    ]
}

proptest! {
    /// In whatever order changes come, a task only ever moves towards its end, and says why it ends.
    #[test]
    fn a_task_goes_forward_only(changes in proptest::collection::vec(any_change(), 0..40)) {
        let mut task = task();
        for change in changes {
            let before = task.clone();
            let changed = apply(&mut task, change, NOW);
            prop_assert!(task.last_status >= before.last_status);
            prop_assert_eq!(task.version, before.version + i64::from(changed));
            prop_assert!(!before.is_stopping() || task.is_stopping());
            prop_assert!(before.stopped_reason.is_none() || task.stopped_reason == before.stopped_reason);
            prop_assert!(before.last_status != Status::Stopped || !changed);
            // Nothing runs whose containers were told to stop, and nothing stops that nobody wanted stopped.
            prop_assert!(task.is_stopping() || task.last_status <= Status::Running);
            prop_assert!(task.stopping_at.is_some() == task.is_stopping());
        }
    }
}
