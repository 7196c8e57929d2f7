//! From a request's bytes to the operation that it asks for.
//!
//! Real clients say it in five ways: the `X-Amz-Target` header (JSON), an `Action` parameter (query), a Smithy RPC path,
//! or method and path (REST). Which service they mean follows from the credential's scope, the host name, the API
//! version, or, when all else is silent, from the operation's name.

use crate::door::Door;
use http::request::Parts;
use wire::error::{Error, Result};
use wire::form;
use wire::schema::{Operation, Protocol, Service};

/// What a request asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    /// The operation.
    pub op: &'static Operation,
    /// The protocol in which it was asked, and in which the answer goes back.
    pub protocol: Protocol,
}

/// What is known of a request that could not be located: enough to word the refusal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unlocated {
    /// The protocol to answer in.
    pub protocol: Protocol,
    /// The service, where that much was clear.
    pub service: Option<&'static Service>,
}

impl Door {
    /// Finds the operation. `scope` is the credential's service, where there is a credential.
    pub(crate) fn locate(
        &self,
        parts: &Parts,
        body: &[u8],
        scope: Option<&str>,
    ) -> std::result::Result<Target, (Unlocated, Error)> {
        if let Some(target) = header(parts, "x-amz-target") {
            return self.by_target(parts, target);
        }
        if let Some(found) = self.by_rpc_path(parts.uri.path()) {
            return found;
        }
        let at_queue = is_queue(parts.uri.path());
        let service = scope.and_then(|s| self.by_signing_name(s)).or_else(|| self.by_host(parts));
        let service = service.or_else(|| self.by_signing_name("sqs").filter(|_| at_queue));
        let query = parts.uri.query().unwrap_or_default();
        if let Some((action, version)) = action(parts, query.as_bytes(), body) {
            let at_queue = at_queue && service.is_some_and(|s| s.signing_name == "sqs");
            return self.by_action(service, &action, version.as_deref(), at_queue);
        }
        // JSON requests name a target, so that what is left for a service of two protocols is a query.
        let spoken = |s: &Service| {
            s.protocols.iter().find(|p| **p == Protocol::Query).or(s.protocols.first()).copied()
        };
        let place = Unlocated { protocol: service.and_then(spoken).unwrap_or(Protocol::RestXml), service };
        Err((place, unknown_operation()))
    }

    fn by_target(&self, parts: &Parts, target: &str) -> std::result::Result<Target, (Unlocated, Error)> {
        let (prefix, name) = target.rsplit_once('.').unwrap_or(("", target));
        let json10 = header(parts, "content-type").is_some_and(|t| t.contains("json-1.0"));
        let protocol = if json10 { Protocol::Json10 } else { Protocol::Json11 };
        let service = self.models().find(|s| s.target_prefix == prefix && !prefix.is_empty());
        let speaks =
            |s: &&Service| s.protocols.iter().any(|p| matches!(p, Protocol::Json10 | Protocol::Json11));
        let place = Unlocated { protocol, service };
        let Some(service) = service.filter(speaks) else { return Err((place, unknown_operation())) };
        service
            .operation(name)
            .map(|op| Target { op, protocol })
            .ok_or_else(|| (place, not_built(service, name).unwrap_or_else(unknown_operation)))
    }

    fn by_rpc_path(&self, path: &str) -> Option<std::result::Result<Target, (Unlocated, Error)>> {
        let (service, name) = path.strip_prefix("/service/")?.split_once("/operation/")?;
        let service = self.models().find(|s| s.target_prefix == service || s.id == service);
        let place = Unlocated { protocol: Protocol::Cbor, service };
        let op = service.and_then(|s| s.operation(name));
        let refusal = || service.and_then(|s| not_built(s, name)).unwrap_or_else(unknown_operation);
        Some(op.map(|op| Target { op, protocol: Protocol::Cbor }).ok_or_else(|| (place, refusal())))
    }

    fn by_action(
        &self,
        service: Option<&'static Service>,
        action: &str,
        version: Option<&str>,
        at_queue: bool,
    ) -> std::result::Result<Target, (Unlocated, Error)> {
        let speaks =
            |s: &&'static Service| s.protocols.iter().any(|p| matches!(p, Protocol::Query | Protocol::Ec2));
        let by_version =
            || self.models().filter(speaks).find(|s| version == Some(s.api_version) && s.knows(action));
        let by_name = || self.models().filter(speaks).find(|s| s.knows(action));
        let service = service.filter(speaks).or_else(by_version).or_else(by_name);
        let ec2 = service.is_some_and(|s| s.protocols.contains(&Protocol::Ec2));
        let protocol = if ec2 { Protocol::Ec2 } else { Protocol::Query };
        let refusal = || {
            if let Some(error) = service.and_then(|s| not_built(s, action)) {
                return (Unlocated { protocol, service }, error);
            }
            let version = version.unwrap_or_default();
            let text = if at_queue {
                format!("The action {action} is not valid for this endpoint.")
            } else if version.is_empty() {
                format!("Could not find operation {action} for version NO_VERSION_SPECIFIED")
            } else {
                format!("Could not find operation {action} for version {version}")
            };
            (Unlocated { protocol, service }, Error::new("InvalidAction", text))
        };
        let valid = !(at_queue && ACCOUNT_WIDE.contains(&action));
        service
            .and_then(|s| s.operation(action))
            .filter(|_| valid)
            .map(|op| Target { op, protocol })
            .ok_or_else(refusal)
    }

    fn by_signing_name(&self, name: &str) -> Option<&'static Service> {
        self.models().find(|s| s.signing_name == name || s.name == name)
    }

    /// `sqs.us-east-1.amazonaws.com`, `queue.amazonaws.com`, `sqs.us-east-1.localhost.localstack.cloud`.
    fn by_host(&self, parts: &Parts) -> Option<&'static Service> {
        let host = authority(parts);
        let first = host.split(['.', ':']).next()?;
        self.by_signing_name(if first == "queue" { "sqs" } else { first })
    }
}

/// Operations of SQS that its queues' own addresses do not take.
const ACCOUNT_WIDE: [&str; 2] = ["CreateQueue", "ListQueues"];

/// Whether a path is a queue's address: `/111111111111/orders`, `/queue/us-east-1/111111111111/orders`.
fn is_queue(path: &str) -> bool {
    let mut segments = path.rsplit('/');
    let name = segments.next().unwrap_or_default();
    !name.is_empty() && segments.next().is_some_and(policy::arn::is_account_id)
}

/// The region in a host name: `sqs.eu-west-1.amazonaws.com`, `eu-west-1.queue.amazonaws.com`.
pub(crate) fn region_of_host(host: &str) -> Option<&str> {
    host.split(['.', ':']).take(3).find(|part| is_region(part))
}

/// Whether a text is shaped like a region's name: `us-gov-west-1`.
pub(crate) fn is_region(text: &str) -> bool {
    let mut parts = text.rsplit('-');
    let number = parts.next().is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    number
        && (2..=3)
            .contains(&parts.filter(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase())).count())
}

/// The name and port that the client asked for.
pub(crate) fn authority(parts: &Parts) -> &str {
    parts
        .uri
        .authority()
        .map(http::uri::Authority::as_str)
        .or_else(|| header(parts, "host"))
        .unwrap_or("localhost:4566")
}

pub(crate) fn header<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    parts.headers.get(name).and_then(|v| v.to_str().ok())
}

/// `Action` and `Version`, from the query string or a form.
fn action(parts: &Parts, query: &[u8], body: &[u8]) -> Option<(String, Option<String>)> {
    let form =
        header(parts, "content-type").is_none_or(|t| t.starts_with("application/x-www-form-urlencoded"));
    let body = if form { body } else { &[] };
    let find = |name: &str| -> Option<String> {
        let value = |bytes: &[u8]| {
            let pair = bytes
                .split(|b| *b == b'&')
                .find(|p| p.strip_prefix(name.as_bytes()).is_some_and(|r| r.first() == Some(&b'=')))?;
            form::pairs(pair).ok()?.pop().map(|(_, value)| value)
        };
        value(query).or_else(|| value(body))
    };
    find("Action").map(|action| (action, find("Version")))
}

/// The refusal of an operation that AWS has and we do not; none for what AWS does not know either.
fn not_built(service: &'static Service, name: &str) -> Option<Error> {
    service.others.contains(&name).then(|| service.not_built(name))
}

fn unknown_operation() -> Error {
    Error::new("UnknownOperationException", "").status(404)
}

impl Door {
    /// An operation by its service's and its own name.
    pub fn operation(&self, service: &str, operation: &str) -> Result<&'static Operation> {
        self.models()
            .find(|s| s.name == service)
            .and_then(|s| s.operation(operation))
            .ok_or_else(|| Error::not_implemented(format!("{service}:{operation}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions() {
        for (host, region) in [
            ("sqs.us-east-1.amazonaws.com", Some("us-east-1")),
            ("eu-west-1.queue.amazonaws.com", Some("eu-west-1")),
            ("sns.us-gov-west-1.localhost.localstack.cloud:4566", Some("us-gov-west-1")),
            ("iam.amazonaws.com", None),
            ("localhost:4566", None),
            ("127.0.0.1:4566", None),
        ] {
            assert_eq!(region_of_host(host), region, "{host}");
        }
    }
}
