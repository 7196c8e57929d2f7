//! An order in which everything comes after what it needs. Without recursion: a template can chain thousands of names.

use std::collections::BTreeSet;

/// Nodes by index, each with the indices of those that it needs.
pub(crate) type Needs = Vec<BTreeSet<usize>>;

/// The nodes, each after those that it needs and otherwise in the order given; or, where there is a circle, every node
/// that is on one or between two.
pub(crate) fn order(needs: &Needs) -> Result<Vec<usize>, Vec<usize>> {
    let sorted = peel(needs);
    if sorted.len() == needs.len() {
        return Ok(sorted);
    }
    // What remains also holds nodes that merely wait for a circle. They fall away when the arrows are turned round.
    let sorted: BTreeSet<usize> = sorted.into_iter().collect();
    let left: BTreeSet<usize> = (0..needs.len()).filter(|node| !sorted.contains(node)).collect();
    let mut turned: Needs = vec![BTreeSet::new(); needs.len()];
    for &node in &left {
        for &need in needs.get(node).into_iter().flatten().filter(|need| left.contains(need)) {
            if let Some(of) = turned.get_mut(need) {
                of.insert(node);
            }
        }
    }
    let waiting: BTreeSet<usize> = peel(&turned).into_iter().collect();
    Err(left.into_iter().filter(|node| !waiting.contains(node)).collect())
}

/// Takes nodes that need nothing until none is left or only circles and what waits for them are.
fn peel(needs: &Needs) -> Vec<usize> {
    let mut missing: Vec<usize> = needs.iter().map(BTreeSet::len).collect();
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (node, of_node) in needs.iter().enumerate() {
        for &need in of_node {
            if let Some(list) = needed_by.get_mut(need) {
                list.push(node);
            }
        }
    }
    let mut ready: BTreeSet<usize> = (0..needs.len()).filter(|node| missing.get(*node) == Some(&0)).collect();
    let mut sorted = Vec::with_capacity(needs.len());
    while let Some(node) = ready.pop_first() {
        sorted.push(node);
        for &dependent in needed_by.get(node).into_iter().flatten() {
            if let Some(count) = missing.get_mut(dependent) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.insert(dependent);
                }
            }
        }
    }
    sorted
}
