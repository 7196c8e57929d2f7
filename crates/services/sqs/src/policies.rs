//! A queue's policy as SQS takes it: for whom it is, and within SQS's quotas.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html>

use model_sqs::errors;
use policy::Policy;
use wire::prelude::*;

const MOST_BYTES: usize = 8192;
const MOST_STATEMENTS: usize = 20;
const MOST_PRINCIPALS: usize = 50;
const MOST_CONDITIONS: usize = 10;
const MOST_ACTIONS: usize = 7;

/// Checks the text of a policy.
pub(crate) fn check(text: &str) -> Result<()> {
    let invalid = || errors::invalid_attribute_value("Invalid value for the parameter Policy.");
    let json: Document = serde_json::from_str(text).map_err(|_| invalid())?;
    let statements = statements(&json);
    let named = |s: &Document| s.get("Principal").is_some() || s.get("NotPrincipal").is_some();
    if text.len() > MOST_BYTES || !statements.iter().all(named) || Policy::parse(text).is_err() {
        return Err(invalid());
    }
    within("Statements", statements.len(), MOST_STATEMENTS)?;
    within("Principals", statements.iter().map(principals).sum(), MOST_PRINCIPALS)?;
    within("Conditions", statements.iter().map(conditions).sum(), MOST_CONDITIONS)?;
    let actions = |s: &Document| count(s.get("Action").or_else(|| s.get("NotAction")));
    within("Actions", statements.iter().map(actions).max().unwrap_or(0), MOST_ACTIONS)
}

/// The statements, as a list where the policy has a single one.
pub(crate) fn statements(policy: &Document) -> Vec<Document> {
    match policy.get("Statement") {
        Some(Document::Array(statements)) => statements.clone(),
        Some(statement) => vec![statement.clone()],
        None => Vec::new(),
    }
}

/// Refuses what there is too much of.
pub(crate) fn within(what: &str, found: usize, most: usize) -> Result<()> {
    if found <= most {
        return Ok(());
    }
    Err(errors::over_limit(format!("{found} {what} were found, maximum allowed is {most}.")))
}

/// AWS writes a single value without brackets.
fn count(value: Option<&Document>) -> usize {
    value.map_or(0, |value| value.as_array().map_or(1, Vec::len))
}

fn principals(statement: &Document) -> usize {
    let principal = statement.get("Principal").or_else(|| statement.get("NotPrincipal"));
    match principal {
        Some(Document::Object(kinds)) => kinds.values().map(|names| count(Some(names))).sum(),
        other => count(other),
    }
}

fn conditions(statement: &Document) -> usize {
    let keys = |operator: &Document| operator.as_object().map_or(0, serde_json::Map::len);
    statement.get("Condition").and_then(Document::as_object).map_or(0, |c| c.values().map(keys).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn quotas() {
        let statement = |principals: usize, actions: usize, conditions: usize| {
            let keys: Document =
                (0..conditions).map(|i| (format!("aws:PrincipalTag/{i}"), json!("v"))).collect();
            json!({"Effect": "Allow", "Principal": {"AWS": vec!["111111111111"; principals]},
                "Action": vec!["sqs:SendMessage"; actions], "Resource": "*", "Condition": {"StringEquals": keys}})
        };
        let policy =
            |statements: Vec<Document>| json!({"Version": "2012-10-17", "Statement": statements}).to_string();
        let told = |text: &str, refused: Option<&str>| {
            let found = check(text).err().map(|e| format!("{}: {}", e.code(), e.message()));
            assert_eq!(found.as_deref(), refused, "{text}");
        };
        told(&policy(vec![statement(50, 7, 10)]), None);
        told(&policy(vec![statement(1, 1, 0); 20]), None);
        told(
            &policy(vec![statement(1, 1, 0); 21]),
            Some("OverLimit: 21 Statements were found, maximum allowed is 20."),
        );
        told(
            &policy(vec![statement(51, 1, 0)]),
            Some("OverLimit: 51 Principals were found, maximum allowed is 50."),
        );
        told(
            &policy(vec![statement(1, 8, 0)]),
            Some("OverLimit: 8 Actions were found, maximum allowed is 7."),
        );
        told(
            &policy(vec![statement(1, 1, 6); 2]),
            Some("OverLimit: 12 Conditions were found, maximum allowed is 10."),
        );
        let invalid = Some("InvalidAttributeValue: Invalid value for the parameter Policy.");
        for text in ["", "x", "[]", "1", r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#]
        {
            told(text, invalid);
        }
        told(&format!("{}{}", policy(vec![statement(1, 1, 0)]), " ".repeat(MOST_BYTES)), invalid);
    }
}
