//! From the table that is laid to the one that should be, in an order that the kernel takes in one transaction: first what
//! is new, then what refers to it, last what nothing refers to any more.

use super::{Chain, Element, Rule, Set, Table};

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    AddSet(&'a str, &'a Set),
    AddChain(&'a str, &'a Chain),
    /// Takes all rules out of a chain.
    Flush(&'a str),
    AddRule(&'a str, &'a Rule),
    AddElements(&'a str, &'a Set, Vec<&'a Element>),
    DeleteElements(&'a str, &'a Set, Vec<&'a Element>),
    DeleteChain(&'a str),
    DeleteSet(&'a str),
}

/// The steps from `old` to `new`. A set or a hook that changes its form needs the whole table anew, which is `None`.
pub(crate) fn steps<'a>(old: &'a Table, new: &'a Table) -> Option<Vec<Step<'a>>> {
    let mut steps = Vec::new();
    for (name, set) in &new.sets {
        match old.sets.get(name) {
            None => steps.push(Step::AddSet(name, set)),
            Some(before)
                if before.key != set.key || before.data != set.data || before.ranges != set.ranges =>
            {
                return None;
            }
            Some(_) => {}
        }
    }
    for (name, chain) in &new.chains {
        match old.chains.get(name) {
            None => steps.push(Step::AddChain(name, chain)),
            Some(before) if before.hook != chain.hook => return None,
            Some(_) => {}
        }
    }
    // What goes leaves before what comes: ranges of the two may overlap.
    for (name, before) in &old.sets {
        let gone =
            before.elements.iter().filter(|e| !new.sets.get(name).is_some_and(|s| s.elements.contains(e)));
        elements(gone, |gone| steps.push(Step::DeleteElements(name, before, gone)));
    }
    for (name, set) in &new.sets {
        let come =
            set.elements.iter().filter(|e| !old.sets.get(name).is_some_and(|s| s.elements.contains(e)));
        elements(come, |come| steps.push(Step::AddElements(name, set, come)));
    }
    for (name, chain) in &new.chains {
        match old.chains.get(name) {
            Some(before) if before.rules == chain.rules => continue,
            Some(before) if !before.rules.is_empty() => steps.push(Step::Flush(name)),
            _ => {}
        }
        steps.extend(chain.rules.iter().map(|rule| Step::AddRule(name, rule)));
    }
    let gone: Vec<_> = old.chains.iter().filter(|(name, _)| !new.chains.contains_key(*name)).collect();
    // They may refer to each other.
    steps.extend(gone.iter().filter(|(_, chain)| !chain.rules.is_empty()).map(|(name, _)| Step::Flush(name)));
    steps.extend(gone.iter().map(|(name, _)| Step::DeleteChain(name)));
    steps.extend(
        old.sets.keys().filter(|name| !new.sets.contains_key(*name)).map(|name| Step::DeleteSet(name)),
    );
    Some(steps)
}

fn elements<'a>(which: impl Iterator<Item = &'a Element>, mut push: impl FnMut(Vec<&'a Element>)) {
    let which: Vec<_> = which.collect();
    if !which.is_empty() {
        push(which);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, At, Data, Field, Hook, Part, Value};
    use super::*;

    fn table(devices: &[&str], rules: &[Rule]) -> Table {
        let mut set = Set::new([Field::InputDevice], Data::Verdict);
        for device in devices {
            set.add([Part::device(*device)], Value::Accept);
        }
        let hook = Hook { at: At::Forward, priority: 0, drops: true };
        let chain = Chain { hook: Some(hook), rules: rules.to_vec() };
        Table { sets: [("s".to_owned(), set)].into(), chains: [("c".to_owned(), chain)].into() }
    }

    #[test]
    fn only_what_differs_is_changed() {
        let (old, new) = (table(&["a", "b"], &[]), table(&["b", "c"], &[]));
        let steps = steps(&old, &new).unwrap_or_default();
        assert!(
            matches!(steps.as_slice(), [Step::DeleteElements("s", _, gone), Step::AddElements("s", _, come)]
            if gone.len() == 1 && come.len() == 1)
        );
        assert_eq!(super::steps(&new, &new), Some(Vec::new()));
    }

    #[test]
    fn a_chain_is_filled_anew() {
        let (old, new) = (
            table(&[], &[Rule::always(Action::Drop)]),
            table(&[], &[Rule::always(Action::Accept), Rule::always(Action::Drop)]),
        );
        let steps = steps(&old, &new).unwrap_or_default();
        assert!(matches!(steps.as_slice(), [Step::Flush("c"), Step::AddRule("c", _), Step::AddRule("c", _)]));
    }

    #[test]
    fn what_nothing_refers_to_goes_last() {
        let (old, new) = (table(&["a"], &[Rule::always(Action::Drop)]), Table::default());
        let steps = steps(&old, &new).unwrap_or_default();
        assert!(matches!(
            steps.as_slice(),
            [Step::DeleteElements("s", ..), Step::Flush("c"), Step::DeleteChain("c"), Step::DeleteSet("s")]
        ));
    }

    #[test]
    fn another_hook_needs_a_new_table() {
        let (old, mut new) = (table(&[], &[]), table(&[], &[]));
        if let Some(chain) = new.chains.get_mut("c") {
            chain.hook = None;
        }
        assert_eq!(steps(&old, &new), None);
    }
}
