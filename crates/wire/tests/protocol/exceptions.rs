//! The committed list of cases that a server cannot be asked.

use std::collections::BTreeMap;

/// Compares outcomes with the exceptions whose names begin with `prefix`.
pub(crate) fn compare(prefix: &str, outcomes: &[(String, Result<(), String>)]) {
    let text = std::fs::read_to_string(super::testdata("exceptions.txt")).expect("the exceptions are there");
    let exceptions: BTreeMap<_, _> = text
        .lines()
        .filter(|line| line.starts_with(prefix))
        .map(|line| line.split_once(": ").expect("a line is `file case: reason`"))
        .collect();
    let mut wrong = Vec::new();
    for (name, outcome) in outcomes {
        match (outcome, exceptions.get(name.as_str())) {
            (Ok(()), Some(_)) => {
                wrong.push(format!("{name} passes now: delete its line from exceptions.txt"));
            }
            (Err(why), None) => wrong.push(format!("{name}\n{why}")),
            (Ok(()), None) | (Err(_), Some(_)) => {}
        }
    }
    for name in exceptions.keys().filter(|name| !outcomes.iter().any(|(case, _)| case == *name)) {
        wrong.push(format!("{name} is no case of the suite: delete its line from exceptions.txt"));
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cases of AWS's protocol suite are not as expected. Mend the codec of that protocol (the suite is right \
         about the wire). Only if a server cannot be asked this, add the line `file case: reason` to \
         crates/wire/testdata/protocol/exceptions.txt.\n\n{}",
        wrong.len(),
        outcomes.len(),
        wrong.join("\n\n")
    );
}
