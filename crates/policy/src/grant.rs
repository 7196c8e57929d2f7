//! The statements that `AddPermission` writes into a resource's policy and `RemovePermission` takes out again.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html>
//! <https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html>

use serde_json::{Value, json};

/// A statement by which accounts may do some actions. `service` is the prefix of the actions as it is written:
/// `SQS`, `SNS`.
pub fn statement(
    label: &str,
    accounts: &[String],
    service: &str,
    actions: &[String],
    resource: &str,
) -> Value {
    let roots = accounts.iter().map(|account| format!("arn:aws:iam::{account}:root"));
    json!({
        "Sid": label,
        "Effect": "Allow",
        "Principal": {"AWS": one_or_many(roots)},
        "Action": one_or_many(actions.iter().map(|action| format!("{service}:{action}"))),
        "Resource": resource,
    })
}

/// Adds a statement; `false` where one of its label is there.
pub fn add(policy: &mut Value, statement: Value) -> bool {
    let Some(all) = statements(policy) else { return false };
    let is_new = all.iter().all(|other| other.get("Sid") != statement.get("Sid"));
    if is_new {
        all.push(statement);
    }
    is_new
}

/// Takes the statements of a label out; `false` where there is none.
pub fn remove(policy: &mut Value, label: &str) -> bool {
    let Some(all) = statements(policy) else { return false };
    let before = all.len();
    all.retain(|statement| statement.get("Sid").and_then(Value::as_str) != Some(label));
    all.len() < before
}

/// The statements of a policy, as a list where it had a single one; `None` where it is no object.
pub fn statements(policy: &mut Value) -> Option<&mut Vec<Value>> {
    let slot = policy.as_object_mut()?.entry("Statement").or_insert_with(|| json!([]));
    if !slot.is_array() {
        *slot = Value::Array(vec![slot.take()]);
    }
    slot.as_array_mut()
}

/// AWS writes a single value without brackets.
fn one_or_many(texts: impl Iterator<Item = String>) -> Value {
    let mut texts: Vec<Value> = texts.map(Value::String).collect();
    if texts.len() == 1 { texts.remove(0) } else { texts.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_come_and_go() {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let one = statement("one", &texts(&["111111111111"]), "SQS", &texts(&["SendMessage"]), "r");
        // recorded: sqs/test_sqs.json, test_sqs_permission_lifecycle
        let expected = json!({"Sid": "one", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:root"},
            "Action": "SQS:SendMessage", "Resource": "r"});
        assert_eq!(one, expected);
        let accounts = texts(&["111111111111", "222222222222"]);
        let many = statement("many", &accounts, "SNS", &texts(&["Publish", "Subscribe"]), "r");
        assert_eq!(many["Action"], json!(["SNS:Publish", "SNS:Subscribe"]));
        // A single statement may stand without its list.
        let mut policy = json!({"Statement": one});
        assert!(add(&mut policy, many.clone()) && !add(&mut policy, many.clone()));
        assert!(remove(&mut policy, "one") && !remove(&mut policy, "one"));
        assert_eq!(policy, json!({"Statement": [many]}));
    }
}
