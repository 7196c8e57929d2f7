//! Lifecycle policies: what they say, and which images they expire. Pure.
//!
//! Rules are looked at together. Each marks images oldest first among all that fit its tags; but an image that fits the tags
//! of a rule is never expired by one of lower priority, and one that a list of manifests needs is not expired at all.
//! <https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html#lp_evaluation_rules>

mod read;

pub(crate) use read::read;

use crate::digest::Digest;
use crate::records::Expiring;
use policy::glob;

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// One rule of a policy.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) priority: u32,
    pub(crate) images: Which,
    pub(crate) count: Count,
}

/// The images that a rule is about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Which {
    Any,
    Untagged,
    /// For each of these patterns they have a tag.
    Tagged(Vec<String>),
}

/// Which of those expire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// All but the newest so many.
    MoreThan(usize),
    /// Those that were pushed more than so many days ago.
    Days(u32),
}

/// An image as rules see it.
pub(crate) struct Seen {
    pub(crate) digest: Digest,
    pub(crate) tags: Vec<String>,
    /// Milliseconds.
    pub(crate) pushed: i64,
    /// A list of manifests needs it.
    pub(crate) listed: bool,
}

impl Which {
    fn fits(&self, image: &Seen) -> bool {
        match self {
            Self::Any => true,
            Self::Untagged => image.tags.is_empty(),
            Self::Tagged(patterns) => patterns
                .iter()
                .all(|pattern| image.tags.iter().any(|tag| glob::matches(pattern, tag, glob::Case::Exact))),
        }
    }
}

/// The images that rules expire at a moment (milliseconds), oldest first.
pub(crate) fn expiring(rules: &[Rule], mut images: Vec<Seen>, now: i64) -> Vec<Expiring> {
    images.sort_by_key(|image| (image.pushed, image.digest));
    let mut rules: Vec<_> = rules.iter().collect();
    rules.sort_by_key(|rule| rule.priority);
    // The first rule that an image fits is the only one that may expire it.
    let mut owner: Vec<Option<u32>> = vec![None; images.len()];
    let mut expiring = Vec::new();
    for rule in rules {
        let fits: Vec<_> =
            images.iter().zip(&mut owner).filter(|(image, _)| rule.images.fits(image)).collect();
        let total = fits.len();
        for (at, (image, owner)) in fits.into_iter().enumerate() {
            let marked = match rule.count {
                Count::MoreThan(most) => total - at > most,
                Count::Days(days) => now - image.pushed > i64::from(days).saturating_mul(DAY),
            };
            if owner.is_some() {
                continue;
            }
            *owner = Some(rule.priority);
            if marked && !image.listed {
                expiring.push(Expiring {
                    digest: image.digest,
                    tags: image.tags.clone(),
                    pushed: image.pushed,
                    priority: rule.priority,
                });
            }
        }
    }
    expiring.sort_by_key(|image| (image.pushed, image.digest));
    expiring
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn image(name: u8, tags: &[&str], days_ago: i64) -> Seen {
        Seen {
            digest: Digest::of(&[name]),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            pushed: -days_ago * DAY,
            listed: false,
        }
    }

    fn tagged(priority: u32, patterns: &[&str], count: Count) -> Rule {
        Rule { priority, images: Which::Tagged(patterns.iter().map(|p| (*p).to_owned()).collect()), count }
    }

    fn check(rules: &[Rule], images: Vec<Seen>, expected: &[u8]) {
        let got: Vec<_> = expiring(rules, images, 0).into_iter().map(|image| image.digest).collect();
        let expected: Vec<_> = expected.iter().map(|name| Digest::of(&[*name])).collect();
        assert_eq!(got, expected, "{rules:?}");
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html>
    #[test]
    fn the_examples_of_the_user_guide() {
        let three = || {
            vec![
                image(b'A', &["beta-1", "prod-1"], 10),
                image(b'B', &["beta-2", "prod-2"], 9),
                image(b'C', &["beta-3"], 8),
            ]
        };
        let one = Count::MoreThan(1);
        // Filtering on multiple rules, examples A and B.
        check(&[tagged(1, &["prod*"], one), tagged(2, &["beta*"], one)], three(), b"A");
        check(&[tagged(1, &["beta*"], one), tagged(2, &["prod*"], one)], three(), b"AB");
        // Filtering on multiple tags in a single rule: all of the patterns.
        let pairs = || {
            vec![
                image(b'A', &["alpha-1"], 12),
                image(b'B', &["beta-1"], 11),
                image(b'C', &["alpha-2", "beta-2"], 10),
            ]
        };
        check(&[tagged(1, &["alpha*", "beta*"], Count::Days(5))], pairs(), b"C");
        // Filtering on all images: five of them, one may stay.
        let all = Rule { priority: 1, images: Which::Any, count: one };
        check(&[all], pairs(), b"AB");
        // Filtering on untagged images, and on all with a rule for tagged ones before it.
        let untagged = Rule { priority: 1, images: Which::Untagged, count: Count::Days(14) };
        check(&[untagged], vec![image(b'A', &[], 15), image(b'B', &[], 14), image(b'C', &["a"], 20)], b"A");
    }

    #[test]
    fn what_a_list_needs_stays() {
        let mut child = image(b'A', &[], 30);
        child.listed = true;
        check(
            &[Rule { priority: 1, images: Which::Any, count: Count::Days(1) }],
            vec![child, image(b'B', &[], 20)],
            b"B",
        );
    }

    proptest! {
        /// Whatever the rules: each image expires by the first rule that it fits or not at all, and a rule of a count
        /// never leaves fewer images than it wants.
        #[test]
        fn an_image_expires_by_its_first_rule(
            ages in proptest::collection::vec((0i64..40, 0usize..8), 0..12),
            counts in proptest::collection::vec((any::<bool>(), 1u32..10, 0usize..3), 1..4),
        ) {
            let names = ["a", "b", "c"];
            let tags = |mask: usize| names.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, n)| *n).collect::<Vec<_>>();
            let images = || ages.iter().enumerate().map(|(i, (age, mask))| image(i as u8, &tags(*mask), *age)).collect::<Vec<_>>();
            let rules: Vec<_> = counts.iter().enumerate().map(|(i, (days, n, tag))| {
                let count = if *days { Count::Days(*n) } else { Count::MoreThan(*n as usize) };
                tagged(i as u32 + 1, &[names[*tag]], count)
            }).collect();
            let gone = expiring(&rules, images(), 0);
            for expired in &gone {
                let seen = images().into_iter().find(|image| image.digest == expired.digest).unwrap();
                let first = rules.iter().find(|rule| rule.images.fits(&seen)).unwrap();
                prop_assert_eq!(first.priority, expired.priority);
            }
            for rule in &rules {
                let fits = images().into_iter().filter(|image| rule.images.fits(image)).count();
                let by_it = gone.iter().filter(|image| image.priority == rule.priority).count();
                if let Count::MoreThan(most) = rule.count {
                    prop_assert!(fits - by_it >= most.min(fits));
                }
            }
        }
    }
}
