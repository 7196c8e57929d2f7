//! The checks of trust policies and of resources' policies.

use super::{Invalid, Use, invalid};
use crate::arn::{Arn, is_account_id};
use crate::document::{Document, Principals, StatementText};

pub(super) fn check(document: &Document, usage: Use) -> Result<(), Invalid> {
    for statement in &document.statements {
        effect(statement)?;
        match usage {
            Use::Trust => trust(statement)?,
            _ => of_resource(statement, usage == Use::Resource { needs_resource: true })?,
        }
    }
    let mut seen = std::collections::HashSet::new();
    let sids = document.statements.iter().filter_map(|statement| statement.sid.as_deref());
    if sids.filter(|sid| !sid.is_empty()).all(|sid| seen.insert(sid)) {
        Ok(())
    } else {
        invalid("The Statement Ids in the policy are not unique")
    }
}

fn effect(statement: &StatementText) -> Result<(), Invalid> {
    match statement.effect.as_deref() {
        Some("Allow" | "Deny") => Ok(()),
        other => invalid(format!("Invalid effect: {}", other.unwrap_or_default())),
    }
}

fn trust(statement: &StatementText) -> Result<(), Invalid> {
    if statement.not_principal.is_some() {
        return match statement.effect.as_deref() {
            Some("Allow") => invalid("Allow with NotPrincipal is not allowed."),
            _ => invalid("AssumeRole policy must not contain NotPrincipal field."),
        };
    }
    let entries = match &statement.principal {
        None => return invalid("Missing required field Principal"),
        Some(Principals::Everyone) => {
            return invalid(r#"AssumeRolepolicy contained an invalid principal: "STAR":"*"."#);
        }
        Some(Principals::Map(entries)) => entries,
    };
    if entries.iter().all(|(_, values)| values.is_empty()) {
        return invalid("Missing required field Principal cannot be empty!");
    }
    for (kind, value) in flatten(entries) {
        if !is_well_formed(kind, value) {
            return match kind {
                "Federated" => {
                    invalid("Federated principals must be valid domain names or SAML metadata ARNs")
                }
                _ => invalid(invalid_principal(kind, value)),
            };
        }
    }
    let actions = statement.actions();
    if actions.is_empty() {
        return invalid("Missing required field Action");
    }
    let is_of_sts = |action: &String| action.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("sts:"));
    if !actions.iter().all(is_of_sts) {
        return invalid("AssumeRole policy may only specify STS AssumeRole actions.");
    }
    match (&statement.resource, &statement.not_resource) {
        (Some(_), _) => invalid("Has prohibited field Resource"),
        (None, Some(_)) => invalid("Has prohibited field NotResource"),
        (None, None) => Ok(()),
    }
}

fn of_resource(statement: &StatementText, needs_resource: bool) -> Result<(), Invalid> {
    match statement.principals() {
        None => return invalid("Missing required field Principal"),
        Some(Principals::Everyone) => {}
        Some(Principals::Map(entries)) if entries.iter().all(|(_, values)| values.is_empty()) => {
            return invalid("Missing required field Principal cannot be empty!");
        }
        Some(Principals::Map(entries)) => {
            if !flatten(entries).all(|(kind, value)| is_well_formed(kind, value)) {
                return invalid("Invalid principal in policy");
            }
        }
    }
    if statement.actions().is_empty() {
        return invalid("Missing required field Action");
    }
    if needs_resource && statement.resources().is_empty() {
        return invalid("Missing required field Resource");
    }
    Ok(())
}

fn flatten(entries: &[(String, Vec<String>)]) -> impl Iterator<Item = (&str, &str)> {
    entries.iter().flat_map(|(kind, values)| values.iter().map(move |value| (kind.as_str(), value.as_str())))
}

/// Every principal that a document names, as kind and value: IAM must know that users and roles among them exist.
pub fn principals(document: &Document) -> impl Iterator<Item = (&str, &str)> {
    document.statements.iter().flat_map(|statement| flatten(named(statement)))
}

fn named(statement: &StatementText) -> &[(String, Vec<String>)] {
    match statement.principals() {
        Some(Principals::Map(entries)) => entries,
        Some(Principals::Everyone) | None => &[],
    }
}

/// IAM's message for a principal that does not exist: `Invalid principal in policy: "AWS":"arn:aws:iam::..."`.
pub fn invalid_principal(kind: &str, value: &str) -> String {
    format!("Invalid principal in policy: \"{}\":\"{value}\"", kind.to_ascii_uppercase())
}

/// Whether a principal could exist, by its form.
fn is_well_formed(kind: &str, value: &str) -> bool {
    match kind {
        "AWS" => value == "*" || is_account_id(value) || is_unique_id(value) || is_principal_arn(value),
        "Service" => value == "*" || is_domain(value),
        "Federated" => {
            value == "*"
                || is_domain(value)
                || Arn::parse(value).is_some_and(|arn| {
                    arn.service == "iam"
                        && is_account_id(arn.account)
                        && matches!(arn.resource_type(), Some("saml-provider" | "oidc-provider"))
                })
        }
        _ => value.bytes().all(|byte| byte.is_ascii_hexdigit()) && value.len() == 64,
    }
}

/// `AROA...`, what a role's ARN becomes when the role is deleted.
fn is_unique_id(value: &str) -> bool {
    value.len() >= 16
        && value.starts_with('A')
        && value.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_principal_arn(value: &str) -> bool {
    let Some(arn) = Arn::parse(value) else { return false };
    let kind = arn.resource_type();
    let known = match arn.service {
        "iam" => arn.resource == "root" || matches!(kind, Some("user" | "role")),
        "sts" => matches!(kind, Some("assumed-role" | "federated-user")),
        // S3's origin access identities belong to an account of CloudFront's: `arn:aws:iam::cloudfront:user/...`.
        _ => false,
    };
    let account = is_account_id(arn.account) || arn.account == "cloudfront";
    known && account && !value.contains(['*', '?'])
}

fn is_domain(value: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let host = value.split('/').next().unwrap_or_default();
    host.contains('.') && host.split('.').all(is_label)
}
