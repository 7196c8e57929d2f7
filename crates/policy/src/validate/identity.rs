//! IAM's checks of identity policies, in the order in which IAM reports them: the form; the version; what IAM's older
//! parser takes; unique `Sid`s; that there are actions; resources' form; actions' form; that there are resources.
//!
//! The cases were established against AWS by moto's contributors (Apache-2.0): their table is in the tests.

use super::{Invalid, Use, dates, invalid};
use crate::condition::{Base, Operator};
use crate::document::{Document, StatementText, Version};

/// What a document that cannot be read is called.
pub(super) fn syntax_error(text: &str, usage: Use) -> &'static str {
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    if usage == Use::Session && !is_json {
        // https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/assumed_roles.html records STS's answer.
        return "The policy is not in the valid JSON format.";
    }
    "Syntax errors in policy."
}

pub(super) fn check(document: &Document, usage: Use) -> Result<(), Invalid> {
    let statements = &document.statements;
    if usage == Use::Managed && document.version != Some(Version::V2012) {
        return invalid("Policy document must be version 2012-10-17 or greater.");
    }
    if statements.iter().any(|statement| statement.principals().is_some()) {
        return invalid("Policy document should not specify a principal.");
    }
    let first_resource_error = older_parser(statements)?;
    sids(statements)?;
    if statements.iter().any(|statement| statement.actions().is_empty()) {
        return invalid("Policy statement must contain actions.");
    }
    if let Some(error) = first_resource_error {
        return Err(error);
    }
    statements.iter().flat_map(StatementText::actions).try_for_each(|name| action(name))?;
    if statements.iter().any(|statement| statement.resources().is_empty()) {
        return invalid("Policy statement must contain resources.");
    }
    Ok(())
}

/// What the older parser refuses without saying why. A resource that is otherwise ill formed hides from it; that first
/// such error is handed back, to be reported if nothing graver is found.
fn older_parser(statements: &[StatementText]) -> Result<Option<Invalid>, Invalid> {
    let failed = || Err(Invalid("The policy failed legacy parsing".to_owned()));
    let mut first_error = None;
    for statement in statements {
        if !matches!(statement.effect.as_deref(), Some("Allow" | "Deny")) {
            return failed();
        }
        for condition in &statement.conditions {
            let base = Operator::parse(&condition.operator).map(|operator| operator.base);
            let is_date = matches!(base, Some(Base::Date(_)));
            if is_date && !condition.values.iter().all(|value| dates::is_acceptable(value)) {
                return failed();
            }
        }
    }
    for statement in statements {
        let mut resources: Vec<&String> = statement.resources().iter().collect();
        resources.sort_unstable();
        let error = resources.iter().find_map(|resource| resource_error(resource));
        first_error = first_error.or(error);
        if first_error.is_none() && !resources.iter().all(|resource| older_parser_takes(resource)) {
            return failed();
        }
    }
    Ok(first_error)
}

/// The older parser wants all six parts where a part is empty, a service, and no variable before the resource:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse>
fn older_parser_takes(resource: &str) -> bool {
    if resource == "*" {
        return true;
    }
    let mut parts = resource.splitn(6, ':');
    let service = parts.clone().nth(2);
    let whole = resource.matches(':').count() >= 5 || !resource.contains("::");
    let fixed = parts.by_ref().take(5).all(|part| !part.contains("${"));
    whole && fixed && service.is_some_and(|service| !service.is_empty())
}

const PARTITIONS: [&str; 2] = ["aws", "*"];

const IAM_RESOURCES: [&str; 13] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

fn resource_error(resource: &str) -> Option<Invalid> {
    if resource == "*" {
        return None;
    }
    let mut parts = resource.splitn(6, ':');
    let _arn = parts.next();
    let error = |message: String| Some(Invalid(message));
    let Some(partition) = parts.next() else {
        return error(format!("Resource {resource} must be in ARN format or \"*\"."));
    };
    if !PARTITIONS.contains(&partition) {
        let mut rest: Vec<&str> = parts.collect();
        if rest == [""] {
            rest.clear();
        }
        rest.resize(4, "*");
        return error(format!(
            "Partition \"{partition}\" is not valid for resource \"arn:{partition}:{}\".",
            rest.join(":")
        ));
    }
    let service = parts.next().unwrap_or_default();
    if (service.is_empty() && resource.matches(':').count() < 2) || service.contains(['*', '?']) {
        return error("Resource vendor must be fully qualified and cannot contain regexes.".to_owned());
    }
    let (region, account) = (parts.next().unwrap_or_default(), parts.next());
    let path = parts.next().unwrap_or_default();
    match service {
        "iam" if !region.is_empty() => {
            error(format!("IAM resource {resource} cannot contain region information."))
        }
        // Access points have a region and an account; buckets have neither.
        "s3" if !region.is_empty() && account == Some("") => {
            error(format!("Resource {resource} can not contain region information."))
        }
        "iam" if !is_iam_path(path) => error(format!(
            "IAM resource path must either be \"*\", root, or start with {}.",
            IAM_RESOURCES.join(", ")
        )),
        _ => None,
    }
}

fn is_iam_path(path: &str) -> bool {
    path == "*" || path == "root" || IAM_RESOURCES.iter().any(|start| path.starts_with(start))
}

fn sids(statements: &[StatementText]) -> Result<(), Invalid> {
    let mut seen = std::collections::HashSet::new();
    for sid in
        statements.iter().filter_map(|statement| statement.sid.as_deref()).filter(|sid| !sid.is_empty())
    {
        if !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return invalid(
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression \
                 [0-9A-Za-z]*",
            );
        }
        if !seen.insert(sid) {
            return invalid("Statement IDs (SID) in a single policy must be unique.");
        }
    }
    Ok(())
}

fn action(action: &str) -> Result<(), Invalid> {
    let (vendor, rest) = match action.split_once(':') {
        None if action == "*" => return Ok(()),
        None => {
            return invalid("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
        Some(parts) => parts,
    };
    if rest.contains(':') {
        return invalid("Actions/Condition can contain only one colon.");
    }
    let is_name = vendor.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    if vendor == "*" || is_name { Ok(()) } else { invalid(format!("Vendor {vendor} is not valid")) }
}
