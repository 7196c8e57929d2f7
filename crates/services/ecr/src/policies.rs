//! Policies of repositories and registries as ECR takes them.
//! <https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html>

use crate::names::invalid;
use policy::{Attached, Context, Origin, Policies, Policy, Principal, Request};
use serde_json::{Value, json};
use std::sync::Arc;
use wire::prelude::*;

/// Checks a repository's policy: it says for whom, and names no resource, which is the repository.
pub(crate) fn check_repository(text: &str) -> Result<()> {
    let wrong = || invalid("PolicyText", "Invalid repository policy provided");
    let statements = statements(text).ok_or_else(wrong)?;
    let fine = |s: &Value| has_principal(s) && s.get("Resource").is_none() && s.get("NotResource").is_none();
    if Policy::parse(text).is_err() || !statements.iter().all(fine) {
        return Err(wrong());
    }
    Ok(())
}

/// Checks a registry's policy: it says for whom and for what.
pub(crate) fn check_registry(text: &str) -> Result<()> {
    let wrong = || invalid("PolicyText", "Invalid registry policy provided");
    let statements = statements(text).ok_or_else(wrong)?;
    let fine = |s: &Value| has_principal(s) && s.get("Resource").is_some();
    if Policy::parse(text).is_err() || !statements.iter().all(fine) {
        return Err(wrong());
    }
    Ok(())
}

/// Whether a policy denies its own author the next one.
/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html>, `force`
pub(crate) fn locks_out(text: &str, arn: &str, author: &Principal) -> bool {
    let Ok(policy) = Policy::parse(text) else { return false };
    let attached = Attached { origin: Origin::Resource { arn: arn.to_owned() }, policy: Arc::new(policy) };
    let policies = Policies { resource: Some(&attached), ..Policies::default() };
    let context = Context::new();
    let request = Request::new(author, "ecr:SetRepositoryPolicy", arn, &context);
    let decision = policy::decide(&request, &policies);
    !decision.allowed && decision.deciding.is_some()
}

/// One policy of two that both hold. They were checked, so they are read again.
pub(crate) fn merged(one: &str, other: &str) -> String {
    let all: Vec<_> = [one, other].into_iter().filter_map(statements).flatten().collect();
    json!({ "Version": "2012-10-17", "Statement": all }).to_string()
}

/// The statements, as a list where the policy has a single one.
fn statements(text: &str) -> Option<Vec<Value>> {
    let policy: Value = serde_json::from_str(text).ok()?;
    match policy.get("Statement")? {
        Value::Array(statements) => Some(statements.clone()),
        statement => Some(vec![statement.clone()]),
    }
}

fn has_principal(statement: &Value) -> bool {
    statement.get("Principal").is_some() || statement.get("NotPrincipal").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_policy_must_say() {
        let check = |check: fn(&str) -> Result<()>, text: &str, fine: bool| {
            assert_eq!(check(text).is_ok(), fine, "{text}");
        };
        let of =
            |rest: &str| format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow"{rest}}}]}}"#);
        let who = r#","Principal":"*""#;
        let what = r#","Action":"ecr:BatchGetImage""#;
        let on = r#","Resource":"*""#;
        check(check_repository, &of(&format!("{who}{what}")), true);
        check(check_repository, &of(what), false);
        check(check_repository, &of(&format!("{who}{what}{on}")), false);
        check(check_repository, "{}", false);
        check(check_repository, "nonsense", false);
        check(check_registry, &of(&format!("{who}{what}{on}")), true);
        check(check_registry, &of(&format!("{who}{what}")), false);
        let author = Principal::Root { account: "111111111111".into() };
        let arn = "arn:aws:ecr:us-east-1:111111111111:repository/app";
        let deny = of(r#","Principal":"*","Action":"ecr:*""#).replace("Allow", "Deny");
        assert!(locks_out(&deny, arn, &author));
        assert!(!locks_out(&of(&format!("{who}{what}")), arn, &author));
        let both = merged(&of(&format!("{who}{what}")), &of(&format!("{who}{what}{on}")));
        assert_eq!(statements(&both).unwrap().len(), 2);
        assert!(Policy::parse(&both).is_ok());
    }
}
