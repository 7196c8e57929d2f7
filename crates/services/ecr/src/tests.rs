//! The service against the door, in this process, with time in the test's hands.

use crate::Ecr;
use clock::{Clock, Timestamp};
use door::{Builder, Host, Track};
use std::sync::Arc;
use store::Store;

#[tokio::test]
async fn stands_behind_a_door() {
    let clock = Clock::frozen_at(Timestamp::from_seconds(1_800_000_000));
    let service = Arc::new(Ecr::open(&Store::ephemeral().unwrap()).unwrap());
    let door = Builder::new(clock, Track::in_memory()).service(&service, service.routes()).build();
    assert!(door.models().any(|model| model.name == service.model().name));
}
