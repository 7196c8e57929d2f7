//! A server killed at any moment: whatever was written down last, the next start goes on, nothing is made twice, and
//! nothing is left that nobody knows of.

use super::{House, house, things};
use std::sync::atomic::Ordering;

impl House {
    /// The store takes so many more commits; then it is as if the server had died.
    fn dies_after(&self, commits: i64) {
        self.service.state.fuse.store(commits, Ordering::SeqCst);
    }
    /// Waits until the store has taken its last commit, or the stack has settled.
    async fn dead_or_settled(&self) -> bool {
        let stack = self.stack();
        loop {
            let driven = *stack.driven.lock();
            if !driven {
                return self.service.state.fuse.load(Ordering::SeqCst) < 0;
            }
            tokio::task::yield_now().await;
        }
    }
    /// Starts again, dies once more after so many commits, starts again, and waits.
    async fn gone_on(&self, commits: i64) -> (Self, String) {
        let again = self.again(commits);
        again.dead_or_settled().await;
        let again = again.again(i64::MAX);
        let status = again.settled().await;
        (again, status)
    }
}

/// Runs a movement with a crash after each of its commits, and another after each of the next few, until it comes through
/// without one.
async fn check(
    before: Option<&str>,
    fails: &[&str],
    movement: impl AsyncFn(&House),
    expected: &str,
    things_left: &[&str],
) {
    for (commits, then) in (0..200).flat_map(|commits| [0, 2, 5].map(|then| (commits, then))) {
        let house = match before {
            Some(template) => House::made(template).await,
            None => house(),
        };
        for call in fails {
            house.world.fail(call);
        }
        house.dies_after(commits);
        movement(&house).await;
        if house.service.state.all().is_empty() {
            // The stack was never acknowledged.
            assert!(house.world.ids().is_empty());
            continue;
        }
        let died = house.dead_or_settled().await;
        let (house, status) = house.gone_on(then).await;
        // A movement that was never acknowledged did not begin.
        if status == "CREATE_COMPLETE" && before.is_some() && expected != "CREATE_COMPLETE" {
            assert!(died && house.world.ids() == house.known());
            continue;
        }
        assert_eq!(status, expected, "after {commits} and {then} commits: {:?}", house.story());
        assert_eq!(
            house.world.ids(),
            house.known(),
            "after {commits} and {then} commits: {:?}",
            house.story()
        );
        let kinds = |ids: Vec<String>| -> Vec<String> {
            ids.iter().map(|id| id.split('-').next().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(
            kinds(house.world.ids()),
            things_left,
            "after {commits} and {then} commits: {:?}",
            house.story()
        );
        if !died {
            return;
        }
    }
    panic!("the movement never ends");
}

const ONE: &[(&str, &str)] = &[("A", "{ Fixed: x }"), ("B", "{ Value: !Ref A }"), ("C", "{ Value: x }")];
const TWO: &[(&str, &str)] =
    &[("A", "{ Fixed: y }"), ("B", "{ Value: !Sub '${A}!' }"), ("D", "{ Value: !Ref B }")];

#[tokio::test]
async fn a_creation_goes_on() {
    let movement = async |house: &House| drop(house.create(&things(ONE)).await);
    check(None, &[], movement, "CREATE_COMPLETE", &["a", "b", "c"]).await;
}

#[tokio::test]
async fn a_failing_creation_goes_on_rolling_back() {
    let movement = async |house: &House| drop(house.create(&things(ONE)).await);
    check(None, &["create B"], movement, "ROLLBACK_COMPLETE", &[]).await;
}

#[tokio::test]
async fn an_update_goes_on() {
    let movement = async |house: &House| drop(house.update(&things(TWO)).await);
    check(Some(&things(ONE)), &[], movement, "UPDATE_COMPLETE", &["a", "b", "d"]).await;
}

#[tokio::test]
async fn a_failing_update_goes_on_rolling_back() {
    let movement = async |house: &House| drop(house.update(&things(TWO)).await);
    check(Some(&things(ONE)), &["create D"], movement, "UPDATE_ROLLBACK_COMPLETE", &["a", "b", "c"]).await;
}

/// A second attempt knows what the first one made by its name and its age.
const NAMED: &[(&str, &str)] = &[("A", "{ Name: one }"), ("B", "{ Value: !Ref A }")];
const RENAMED: &[(&str, &str)] = &[("A", "{ Name: two }"), ("B", "{ Value: !Sub '${A}!' }"), ("D", "{}")];

#[tokio::test]
async fn named_things_are_found_again() {
    let movement = async |house: &House| drop(house.create(&things(NAMED)).await);
    check(None, &[], movement, "CREATE_COMPLETE", &["a", "b"]).await;
    check(None, &["create B"], movement, "ROLLBACK_COMPLETE", &[]).await;
    let movement = async |house: &House| drop(house.update(&things(RENAMED)).await);
    check(Some(&things(NAMED)), &[], movement, "UPDATE_COMPLETE", &["a", "b", "d"]).await;
    check(Some(&things(NAMED)), &["create D"], movement, "UPDATE_ROLLBACK_COMPLETE", &["a", "b"]).await;
}

#[tokio::test]
async fn what_was_there_before_is_never_taken_for_ones_own() {
    for commits in 0..40 {
        let house = house();
        house.world.stands("somebodys", "one");
        house.dies_after(commits);
        drop(house.create(&things(NAMED)).await);
        if house.service.state.all().is_empty() {
            continue;
        }
        house.dead_or_settled().await;
        let (house, status) = house.gone_on(2).await;
        assert_eq!(status, "ROLLBACK_COMPLETE", "after {commits} commits: {:?}", house.story());
        assert_eq!(house.world.ids(), ["somebodys"], "after {commits} commits: {:?}", house.story());
    }
}

#[tokio::test]
async fn a_deletion_goes_on() {
    let movement = async |house: &House| drop(house.delete().await);
    check(Some(&things(ONE)), &[], movement, "DELETE_COMPLETE", &[]).await;
}

const SINGLE: &str = "Resources:
  S: { Type: 'AWS::Test::Single', Properties: { Fixed: x } }
  T: { Type: 'AWS::Test::Thing', Properties: { Value: !Ref S } }
";

#[tokio::test]
async fn a_replacement_that_deletes_first_goes_on() {
    let movement = async |house: &House| drop(house.update(&SINGLE.replace("Fixed: x", "Fixed: y")).await);
    check(Some(SINGLE), &[], movement, "UPDATE_COMPLETE", &["s", "t"]).await;
}

#[tokio::test]
async fn what_was_deleted_first_is_made_again_by_a_rollback() {
    let movement = async |house: &House| drop(house.update(&SINGLE.replace("Fixed: x", "Fixed: y")).await);
    check(Some(SINGLE), &["update T"], movement, "UPDATE_ROLLBACK_FAILED", &["s", "t"]).await;
}
