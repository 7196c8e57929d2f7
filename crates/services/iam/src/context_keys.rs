//! The condition keys that policies ask for.

use crate::operations::distinct;
use policy::{Attached, Document, KeyName, Request};

/// Every key that these policies name, in conditions and in variables.
pub(crate) fn of_all(policies: &[Attached]) -> Vec<String> {
    distinct(policies.iter().flat_map(|attached| of_text(attached.policy.text())))
}

/// The keys that policies name for this action and that the request does not have.
pub(crate) fn missing<'a>(
    policies: impl Iterator<Item = &'a Attached>,
    request: &Request<'_>,
) -> Vec<String> {
    let names = policies.flat_map(|attached| of_text(attached.policy.text()));
    distinct(names.filter(|name| !request.context.contains(&KeyName::new(name))))
}

fn of_text(text: &str) -> Vec<String> {
    let Ok(document) = Document::read(text) else { return Vec::new() };
    let mut names = Vec::new();
    for statement in &document.statements {
        let resources = statement.resource.iter().chain(&statement.not_resource).flatten();
        resources.for_each(|text| variables(text, &mut names));
        for condition in &statement.conditions {
            names.push(condition.key.clone());
            condition.values.iter().for_each(|text| variables(text, &mut names));
        }
    }
    names
}

/// The keys in `${aws:username}` and `${aws:username, 'nobody'}`; `${*}` and its kin are letters, not keys.
fn variables(text: &str, names: &mut Vec<String>) {
    for part in text.split("${").skip(1) {
        let Some((inside, _)) = part.split_once('}') else { continue };
        let name = inside.split(',').next().unwrap_or_default().trim();
        if name.contains(':') {
            names.push(name.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_in_conditions_and_variables() {
        let text = r#"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:username}/${*}",
            "Condition": {"StringEquals": {"aws:PrincipalTag/team": "${s3:prefix, 'x'}", "AWS:USERNAME": "a"}}}}"#;
        assert_eq!(distinct(of_text(text)), ["aws:username", "aws:PrincipalTag/team", "s3:prefix"]);
    }
}
