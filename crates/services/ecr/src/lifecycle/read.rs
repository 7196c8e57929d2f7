//! Reading a lifecycle policy as ECR does: a JSON schema's complaints first, then what a schema cannot say.
//! <https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html>

use super::{Count, Rule, Which};
use crate::names::invalid;
use serde_json::{Map, Value};
use std::collections::HashSet;
use wire::prelude::*;

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html>, rules per lifecycle policy.
const MOST_RULES: usize = 50;
/// Wildcards in a pattern of tags.
const MOST_WILDCARDS: usize = 4;

/// The rules of a policy's text. The schema's texts are those of
/// <https://github.com/getmoto/moto/blob/master/tests/test_ecr/test_ecr_policy_validation.py>; others are marked.
pub(crate) fn read(text: &str) -> Result<Vec<Rule>> {
    let policy: Value = serde_json::from_str(text).unwrap_or_default();
    let policy =
        policy.as_object().ok_or_else(|| failure("Could not map policyString into LifecyclePolicy."))?;
    let rules = policy.get("rules").and_then(Value::as_array);
    let rules = rules.ok_or_else(|| failure(r#"object has missing required properties (["rules"])"#))?;
    if rules.is_empty() || rules.len() > MOST_RULES {
        // Not confirmed.
        return Err(failure(&format!(
            "a policy must have 1 to {MOST_RULES} rules, and this has {}",
            rules.len()
        )));
    }
    let read = rules.iter().map(rule).collect::<Result<Vec<_>>>()?;
    together(&read)?;
    Ok(read)
}

fn rule(value: &Value) -> Result<Rule> {
    let rule = object(value, &["action", "rulePriority", "selection"], &["description"])?;
    let priority = natural(rule, "rulePriority")?;
    action(rule.get("action").unwrap_or(&Value::Null))?;
    let value = rule.get("selection").unwrap_or(&Value::Null);
    let optional = ["countUnit", "storageClass", "tagPatternList", "tagPrefixList"];
    let selection = object(value, &["countNumber", "countType", "tagStatus"], &optional)?;
    // Every image is in the standard class, since none is ever archived.
    match selection.get("storageClass").map(|class| class.as_str().unwrap_or_default()) {
        None | Some("standard") => {}
        Some("archive") => return Err(Error::not_implemented("lifecycle rules of archived images")),
        Some(other) => return Err(not_in(other, r#"["archive", "standard"]"#)),
    }
    Ok(Rule { priority, images: which(selection)?, count: count(selection)? })
}

fn action(value: &Value) -> Result<()> {
    let action = object(value, &["type"], &["targetStorageClass"])?;
    match action.get("type").and_then(Value::as_str).unwrap_or_default() {
        "expire" => Ok(()),
        "transition" => {
            Err(Error::not_implemented("lifecycle rules that archive images (action.type transition)"))
        }
        other => Err(not_in(other, r#"["expire"]"#)),
    }
}

fn which(selection: &Map<String, Value>) -> Result<Which> {
    let list = |name: &str| selection.get(name).map(|value| texts(name, value)).transpose();
    let (prefixes, patterns) = (list("tagPrefixList")?, list("tagPatternList")?);
    let status = selection.get("tagStatus").and_then(Value::as_str).unwrap_or_default();
    match (status, prefixes, patterns) {
        ("tagged", Some(prefixes), None) => {
            Ok(Which::Tagged(prefixes.iter().map(|p| format!("{p}*")).collect()))
        }
        ("tagged", None, Some(patterns)) => {
            if let Some(pattern) = patterns.iter().find(|p| p.matches('*').count() > MOST_WILDCARDS) {
                // Not confirmed; the rule is the page's.
                return Err(failure(&format!(
                    "the pattern '{pattern}' has more than {MOST_WILDCARDS} wildcards"
                )));
            }
            Ok(Which::Tagged(patterns))
        }
        // Not confirmed; the rules are the page's.
        ("tagged", ..) => {
            Err(failure("one of tagPrefixList and tagPatternList must be specified for tagStatus tagged"))
        }
        ("untagged", None, None) => Ok(Which::Untagged),
        ("any", None, None) => Ok(Which::Any),
        ("untagged" | "any", ..) => {
            Err(failure(&format!("tagPrefixList and tagPatternList must be omitted for tagStatus {status}")))
        }
        (other, ..) => Err(not_in(other, r#"["any", "tagged", "untagged"]"#)),
    }
}

fn count(selection: &Map<String, Value>) -> Result<Count> {
    let unit = selection.get("countUnit").map(|unit| unit.as_str().unwrap_or_default());
    if unit.is_some_and(|unit| unit != "days") {
        return Err(not_in(unit.unwrap_or_default(), r#"["days"]"#));
    }
    let number = natural(selection, "countNumber")?;
    match (selection.get("countType").and_then(Value::as_str).unwrap_or_default(), unit) {
        ("imageCountMoreThan", None) => Ok(Count::MoreThan(number as usize)),
        ("sinceImagePushed", Some(_)) => Ok(Count::Days(number)),
        (other @ ("sinceImagePulled" | "sinceImageTransitioned"), _) => {
            Err(Error::not_implemented(format!("lifecycle rules with countType {other}")))
        }
        _ => Err(failure("instance failed to match exactly one schema (matched 0 out of 2)")),
    }
}

/// What holds between rules. The texts are not confirmed; the rules are the page's.
fn together(rules: &[Rule]) -> Result<()> {
    let priorities: HashSet<_> = rules.iter().map(|rule| rule.priority).collect();
    if priorities.len() < rules.len() {
        return Err(failure("rulePriority must be unique among the rules"));
    }
    let count = |which: &Which| rules.iter().filter(|rule| rule.images == *which).count();
    if count(&Which::Untagged) > 1 || count(&Which::Any) > 1 {
        return Err(failure("only one rule may select untagged images, and only one any images"));
    }
    let last = priorities.iter().max();
    if rules.iter().any(|rule| rule.images == Which::Any && Some(&rule.priority) != last) {
        return Err(failure("a rule with tagStatus any must have the highest rulePriority"));
    }
    let mut seen = HashSet::new();
    for rule in rules {
        if let Which::Tagged(patterns) = &rule.images
            && !seen.insert(patterns)
        {
            return Err(failure("two rules select the same tags"));
        }
    }
    Ok(())
}

fn object<'a>(value: &'a Value, required: &[&str], optional: &[&str]) -> Result<&'a Map<String, Value>> {
    let object = value.as_object().ok_or_else(|| {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        failure(&format!(
            r#"instance type ({kind}) does not match any allowed primitive type (allowed: ["object"])"#
        ))
    })?;
    let quoted =
        |names: Vec<&str>| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let missing: Vec<_> = required.iter().copied().filter(|name| !object.contains_key(*name)).collect();
    if !missing.is_empty() {
        return Err(failure(&format!("object has missing required properties ([{}])", quoted(missing))));
    }
    let known = |name: &str| required.contains(&name) || optional.contains(&name);
    let unknown: Vec<_> = object.keys().map(String::as_str).filter(|name| !known(name)).collect();
    if !unknown.is_empty() {
        let text = format!(
            "object instance has properties which are not allowed by the schema: ([{}])",
            quoted(unknown)
        );
        return Err(failure(&text));
    }
    Ok(object)
}

/// A whole number from 1 on.
fn natural(object: &Map<String, Value>, name: &str) -> Result<u32> {
    let number = object.get(name).and_then(Value::as_i64);
    let number = number.ok_or_else(|| failure(&format!("{name} must be an integer")))?;
    if number < 1 {
        let text =
            format!("numeric instance is lower than the required minimum (minimum: 1, found: {number})");
        return Err(failure(&text));
    }
    u32::try_from(number).map_err(|_| failure(&format!("{name} is too large")))
}

fn texts(name: &str, value: &Value) -> Result<Vec<String>> {
    let items = value.as_array().filter(|items| !items.is_empty());
    let texts = items.and_then(|items| items.iter().map(|item| item.as_str().map(str::to_owned)).collect());
    // Not confirmed.
    texts.ok_or_else(|| failure(&format!("{name} must be a list of one or more strings")))
}

fn not_in(value: &str, possible: &str) -> Error {
    failure(&format!("instance value ({value}) not found in enum :(possible values: {possible})"))
}

fn failure(what: &str) -> Error {
    invalid("LifecyclePolicyText", &format!("Lifecycle policy validation failure: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(policy: &Value, expected: &str) {
        let got = read(&policy.to_string()).map_or_else(|e| e.message().to_owned(), |_| "fine".to_owned());
        let begins = "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: ";
        let got = got.strip_prefix(begins).and_then(|rest| rest.strip_suffix('\'')).unwrap_or(&got);
        assert_eq!(got, expected, "{policy}");
    }

    fn selected(selection: &Value, expected: &str) {
        let rule = json!({"rulePriority": 1, "selection": selection, "action": {"type": "expire"}});
        check(&json!({"rules": [rule]}), expected);
    }

    /// moto's tests/test_ecr/test_ecr_policy_validation.py
    #[test]
    fn what_the_schema_refuses() {
        let selection =
            json!({"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 30});
        let with = |name: &str, value: Value| {
            let mut with = selection.clone();
            with[name] = value;
            with
        };
        let without = |name: &str| {
            let mut without = selection.clone();
            without.as_object_mut().unwrap().remove(name);
            without
        };
        selected(&selection, "fine");
        check(&json!("nonsense"), "Could not map policyString into LifecyclePolicy.");
        check(&json!([]), "Could not map policyString into LifecyclePolicy.");
        check(&json!({"no_rules": 1}), r#"object has missing required properties (["rules"])"#);
        check(&json!({"rules": {}}), r#"object has missing required properties (["rules"])"#);
        let kind =
            r#"instance type (string) does not match any allowed primitive type (allowed: ["object"])"#;
        check(&json!({"rules": ["x"]}), kind);
        check(
            &json!({"rules": [{"selection": selection, "action": {"type": "expire"}}]}),
            r#"object has missing required properties (["rulePriority"])"#,
        );
        check(
            &json!({"rules": [{"rulePriority": 1, "selection": selection, "action": {"type": "keep"}}]}),
            r#"instance value (keep) not found in enum :(possible values: ["expire"])"#,
        );
        selected(&without("countType"), r#"object has missing required properties (["countType"])"#);
        selected(
            &with("unknown", json!(1)),
            r#"object instance has properties which are not allowed by the schema: (["unknown"])"#,
        );
        selected(
            &with("tagStatus", json!("unknown")),
            r#"instance value (unknown) not found in enum :(possible values: ["any", "tagged", "untagged"])"#,
        );
        selected(
            &with("countType", json!("unknown")),
            "instance failed to match exactly one schema (matched 0 out of 2)",
        );
        selected(
            &with("countUnit", json!("weeks")),
            r#"instance value (weeks) not found in enum :(possible values: ["days"])"#,
        );
        for n in [0, -1] {
            let text =
                format!("numeric instance is lower than the required minimum (minimum: 1, found: {n})");
            selected(&with("countNumber", json!(n)), &text);
        }
        selected(
            &with("countType", json!("sinceImagePushed")),
            "instance failed to match exactly one schema (matched 0 out of 2)",
        );
        selected(&with("storageClass", json!("standard")), "fine");
        selected(
            &with("storageClass", json!("archive")),
            "Maquette does not support lifecycle rules of archived images.",
        );
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html>
    #[test]
    fn what_rules_must_say_together() {
        let rule = |priority: u32, mut selection: Value| {
            selection["countType"] = json!("imageCountMoreThan");
            selection["countNumber"] = json!(1);
            json!({"rulePriority": priority, "selection": selection, "action": {"type": "expire"}})
        };
        let any = json!({"tagStatus": "any"});
        let untagged = json!({"tagStatus": "untagged"});
        let tagged = |name: &str, tags: Value| json!({"tagStatus": "tagged", name: tags});
        check(&json!({"rules": [rule(1, untagged.clone()), rule(2, any.clone())]}), "fine");
        check(
            &json!({"rules": [rule(3, any.clone()), rule(4, untagged.clone())]}),
            "a rule with tagStatus any must have the highest rulePriority",
        );
        check(
            &json!({"rules": [rule(1, untagged.clone()), rule(1, any)]}),
            "rulePriority must be unique among the rules",
        );
        check(
            &json!({"rules": [rule(1, untagged.clone()), rule(2, untagged)]}),
            "only one rule may select untagged images, and only one any images",
        );
        check(&json!({"rules": [rule(1, tagged("tagPatternList", json!(["*test*1*2*3"])))]}), "fine");
        check(
            &json!({"rules": [rule(1, tagged("tagPatternList", json!(["test*1*2*3*4*5*6"])))]}),
            "the pattern 'test*1*2*3*4*5*6' has more than 4 wildcards",
        );
        let neither = "one of tagPrefixList and tagPatternList must be specified for tagStatus tagged";
        check(&json!({"rules": [rule(1, json!({"tagStatus": "tagged"}))]}), neither);
        check(
            &json!({"rules": [rule(1, tagged("tagPrefixList", json!([])))]}),
            "tagPrefixList must be a list of one or more strings",
        );
        let same = tagged("tagPrefixList", json!(["a"]));
        check(&json!({"rules": [rule(1, same.clone()), rule(2, same)]}), "two rules select the same tags");
    }
}
