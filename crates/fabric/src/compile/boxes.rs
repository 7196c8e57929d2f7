//! Ordered rules over two dimensions, cut into boxes that do not overlap: the kernel's sets take no others.
//!
//! The dimensions are a port (or a protocol) and an address. The first rule that holds a point decides it.

/// A range, both ends included.
pub(super) type Range = (u128, u128);

/// A rule or a box: where it holds, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Box2<T> {
    pub(super) ports: Range,
    pub(super) addresses: Range,
    pub(super) says: T,
}

/// Boxes that say at each point what the first of `rules` says there, and nothing where no rule holds.
pub(super) fn disjoint<T: Clone + PartialEq>(rules: &[Box2<T>]) -> Vec<Box2<T>> {
    let mut done: Vec<Box2<T>> = Vec::new();
    // The strips of the last slab, to be lengthened where the next one says the same.
    let mut last: Vec<Box2<T>> = Vec::new();
    for ports in pieces(rules.iter().map(|rule| rule.ports)) {
        let here: Vec<_> = rules.iter().filter(|rule| contains(rule.ports, ports.0)).collect();
        let strips = strips(&here);
        let joins = last.first().is_some_and(|b| b.ports.1.checked_add(1) == Some(ports.0))
            && last.len() == strips.len()
            && last
                .iter()
                .zip(&strips)
                .all(|(b, (addresses, says))| b.addresses == *addresses && b.says == **says);
        if joins {
            for joined in &mut last {
                joined.ports.1 = ports.1;
            }
            continue;
        }
        done.append(&mut last);
        last = strips
            .into_iter()
            .map(|(addresses, says)| Box2 { ports, addresses, says: says.clone() })
            .collect();
    }
    done.append(&mut last);
    done
}

/// What the rules of one slab say along the addresses, neighbours that say the same joined.
fn strips<'a, T: PartialEq>(rules: &[&'a Box2<T>]) -> Vec<(Range, &'a T)> {
    let mut strips: Vec<(Range, &T)> = Vec::new();
    for piece in pieces(rules.iter().map(|rule| rule.addresses)) {
        let Some(first) = rules.iter().find(|rule| contains(rule.addresses, piece.0)) else { continue };
        match strips.last_mut() {
            Some((range, says)) if **says == first.says && range.1.checked_add(1) == Some(piece.0) => {
                range.1 = piece.1;
            }
            _ => strips.push((piece, &first.says)),
        }
    }
    strips
}

/// The ranges between all bounds, in order; some may lie in none of the ranges given.
fn pieces(ranges: impl Iterator<Item = Range>) -> Vec<Range> {
    let mut starts = std::collections::BTreeSet::new();
    let mut end = 0;
    for (first, last) in ranges {
        starts.insert(first);
        starts.extend(last.checked_add(1));
        end = end.max(last);
    }
    let starts: Vec<_> = starts.into_iter().collect();
    let lasts = starts.iter().skip(1).map(|next| next - 1).chain([end]);
    starts.iter().copied().zip(lasts).filter(|(first, last)| first <= last).collect()
}

fn contains(range: Range, point: u128) -> bool {
    (range.0..=range.1).contains(&point)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rules() -> impl Strategy<Value = Vec<Box2<u8>>> {
        let range = || (0u128..24, 0u128..24).prop_map(|(a, b)| (a.min(b), a.max(b)));
        let rule =
            (range(), range(), 0u8..3).prop_map(|(ports, addresses, says)| Box2 { ports, addresses, says });
        proptest::collection::vec(rule, 0..8)
    }

    proptest! {
        #[test]
        fn boxes_say_what_the_first_rule_says(rules in rules()) {
            let boxes = disjoint(&rules);
            for port in 0..26 {
                for address in 0..26 {
                    let holds = |b: &&Box2<u8>| contains(b.ports, port) && contains(b.addresses, address);
                    let found: Vec<_> = boxes.iter().filter(holds).map(|b| b.says).collect();
                    let wanted: Vec<_> = rules.iter().find(holds).map(|b| b.says).into_iter().collect();
                    prop_assert_eq!(&found, &wanted, "at {} {}", port, address);
                }
            }
        }
    }

    #[test]
    fn the_whole_space_is_one_box() {
        let all = Box2 { ports: (0, 65535), addresses: (0, u128::MAX), says: () };
        let part = Box2 { ports: (80, 80), addresses: (5, 9), says: () };
        assert_eq!(disjoint(&[part, all.clone()]), [all]);
    }
}
