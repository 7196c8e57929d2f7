//! What is acknowledged survives.

use super::{House, NOW, messages};
use clock::{Clock, Timestamp};
use serde_json::json;
use store::{Options, Store};

#[tokio::test]
async fn events_survive_a_restart_in_the_order_of_time() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::frozen_at(Timestamp::from_millis(NOW));
    let open = || Store::open(folder.path(), Options::new("test", Timestamp::from_millis(NOW))).unwrap();
    {
        let house = House::on(&open(), clock.clone());
        house.group("one", &["a", "b"]).await;
        house.put("one", "a", &[(-20, "third"), (-10, "fifth")]).await;
        house.put("one", "a", &[(-40, "first"), (-20, "fourth")]).await;
        house.put("one", "b", &[(-30, "second")]).await;
    }
    let house = House::on(&open(), clock);
    let all = house.get("one", "a", json!({"startFromHead": true})).await;
    assert_eq!(messages(&all), ["first", "third", "fourth", "fifth"]);
    let all = house.filter("one", json!({})).await;
    assert_eq!(messages(&all), ["first", "second", "third", "fourth", "fifth"]);
    assert_eq!(all["events"][1]["logStreamName"], "b");
}
