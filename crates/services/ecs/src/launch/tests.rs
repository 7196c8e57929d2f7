//! Table tests of strategies.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html>

use super::*;
use crate::records::StrategyItem;

fn item(provider: &str, weight: i32, base: i32) -> StrategyItem {
    StrategyItem { provider: provider.to_owned(), weight, base }
}

fn check(items: &[StrategyItem], count: usize, wanted: &[(&str, usize)]) {
    let places = Capacity::Strategy(items.to_vec()).places(count);
    assert_eq!(places.len(), count);
    for (provider, tasks) in wanted {
        let given = places.iter().flatten().filter(|place| place == provider).count();
        assert_eq!(given, *tasks, "{provider} of {count}");
    }
}

#[test]
fn tasks_go_by_base_and_weight() {
    let even = [item("FARGATE", 1, 0), item("FARGATE_SPOT", 1, 0)];
    check(&even, 4, &[("FARGATE", 2), ("FARGATE_SPOT", 2)]);
    // AWS's example: of every four tasks one on the first and three on the second.
    let weighted = [item("FARGATE", 1, 0), item("FARGATE_SPOT", 3, 0)];
    check(&weighted, 4, &[("FARGATE", 1), ("FARGATE_SPOT", 3)]);
    check(&weighted, 8, &[("FARGATE", 2), ("FARGATE_SPOT", 6)]);
    let based = [item("FARGATE", 0, 2), item("FARGATE_SPOT", 1, 0)];
    check(&based, 1, &[("FARGATE", 1)]);
    check(&based, 5, &[("FARGATE", 2), ("FARGATE_SPOT", 3)]);
    check(&[item("FARGATE", 0, 0)], 2, &[("FARGATE", 2)]);
    assert_eq!(Capacity::Fargate.places(2), [None, None]);
}
