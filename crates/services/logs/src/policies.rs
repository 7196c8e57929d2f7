//! Resource policies: what services of AWS's may put into an account's log groups.
//!
//! As on AWS they count for service principals and for two actions only; what a policy says of anybody else has no effect.
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html>

use crate::names::GroupName;
use crate::state::State;
use parking_lot::Mutex;
use policy::Policy;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use store::Key;

/// The actions for which a resource policy counts.
const ACTIONS: &[&str] = &["logs:PutLogEvents", "logs:CreateLogStream"];

/// The policies of an account and region, and of a group, in one; worked out when they are first asked for.
#[derive(Default)]
pub(crate) struct Compiled(Mutex<Known>);

/// What is compiled, and how often it was forgotten.
#[derive(Default)]
struct Known {
    age: u64,
    policies: HashMap<Key, Option<Arc<Policy>>>,
}

/// How many groups' policies are kept compiled.
const MOST: usize = 10_000;

impl Compiled {
    /// A policy changed, or a group went.
    pub(crate) fn forget(&self) {
        let mut known = self.0.lock();
        known.age += 1;
        known.policies.clear();
    }
}

/// The key of an account's policy.
pub(crate) fn account_key(account: &str, region: &str, name: &str) -> Key {
    Key::new(&[account, region, "account", name])
}

/// The key of a group's policy.
pub(crate) fn group_key(group: &GroupName) -> Key {
    Key::new(&[&group.account, &group.region, "group", &group.name])
}

/// What the policies say of a group, where the action is one for which they count.
pub(crate) fn for_group(state: &State, action: &str, group: &GroupName) -> Option<Arc<Policy>> {
    if !ACTIONS.contains(&action) {
        return None;
    }
    let age = {
        let known = state.compiled.0.lock();
        if let Some(policy) = known.policies.get(&group.key()) {
            return policy.clone();
        }
        known.age
    };
    let of_account = state.policies.list(&Key::new(&[&group.account, &group.region, "account"]));
    let own = state.policies.get(&group_key(group));
    let all = of_account.into_iter().map(|(_, record)| record).chain(own);
    let statements: Vec<_> = all.flat_map(|record| for_services(&record.document)).collect();
    let whole = json!({"Version": "2012-10-17", "Statement": statements});
    // Each was parsed before it was stored, so all of them parse.
    let parse = || Policy::parse(&whole.to_string()).ok().map(Arc::new);
    let policy = if statements.is_empty() { None } else { parse() };
    let mut known = state.compiled.0.lock();
    if known.policies.len() >= MOST {
        known.policies.clear();
    }
    // What changed meanwhile is worked out by the next who asks.
    if known.age == age {
        known.policies.insert(group.key(), policy.clone());
    }
    policy
}

/// A document's statements about services, each about nobody else.
fn for_services(document: &str) -> Vec<Value> {
    let Ok(document) = serde_json::from_str::<Value>(document) else { return Vec::new() };
    let statements = match document.get("Statement") {
        Some(Value::Array(statements)) => statements.clone(),
        Some(statement) => vec![statement.clone()],
        None => Vec::new(),
    };
    let of_services = |mut statement: Value| {
        let services = statement.get("Principal")?.get("Service")?.clone();
        statement["Principal"] = json!({ "Service": services });
        // Names of statements are of their own document.
        statement.as_object_mut()?.shift_remove("Sid");
        Some(statement)
    };
    statements.into_iter().filter_map(of_services).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_services_may() {
        let document = json!({"Version": "2012-10-17", "Statement": [
            {"Sid": "a", "Effect": "Allow", "Principal": {"Service": "route53.amazonaws.com", "AWS": "*"},
             "Action": "logs:*", "Resource": "*"},
            {"Effect": "Allow", "Principal": "*", "Action": "logs:*", "Resource": "*"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "logs:*", "Resource": "*"},
        ]});
        let expected = json!([{"Effect": "Allow", "Principal": {"Service": "route53.amazonaws.com"},
            "Action": "logs:*", "Resource": "*"}]);
        assert_eq!(json!(for_services(&document.to_string())), expected);
        assert!(for_services("no json").is_empty());
    }
}
