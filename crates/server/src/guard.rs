//! Against browsers that somebody else steers.
//!
//! A page on the internet can make a browser send requests to `localhost`, and by DNS rebinding even read the answers.
//! Conventional keys such as `foo` are root here, so a request that any page can write must not get in: its `Host` must
//! be a name that no stranger's DNS controls, and its `Origin`, if it has one, must be local or welcome. The own
//! endpoints (`/_maquette/...`) serve the command line: no page at all, and no other machine.

use http::header::{self, HeaderMap, HeaderValue};
use http::request::Parts;
use http::{Response, StatusCode};
use std::net::IpAddr;

/// Hosts and origins that are welcome beside the local ones.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    /// Host names, without a port.
    pub hosts: Vec<String>,
    /// Origins, as in `https://app.example.com`; `*` welcomes all.
    pub origins: Vec<String>,
}

/// Names that no stranger's DNS answers for (RFC 6761, RFC 6762, RFC 9476, ICANN's `.internal`), LocalStack's, whose
/// names lead to 127.0.0.1, and AWS's own.
const SUFFIXES: &[&str] = &[
    ".localhost",
    ".localhost.localstack.cloud",
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".api.aws",
    ".on.aws",
    ".internal",
    ".local",
    ".test",
];

/// What is wrong, and what would mend it.
#[derive(Debug)]
pub(crate) struct Refused(pub(crate) String, pub(crate) &'static str);

impl Guard {
    /// Whether a request may go on. `own` is the peer of a request to the own endpoints.
    pub(crate) fn check(&self, parts: &Parts, own: Option<IpAddr>) -> Result<(), Refused> {
        let authority = parts.uri.authority().map(http::uri::Authority::as_str);
        let asked = authority.or_else(|| text(&parts.headers, "host")).unwrap_or_default();
        let host = host_of(asked);
        if !self.knows(host) {
            return Err(Refused(
                format!("Maquette does not answer for the host name {host:?}."),
                "Add it with --allow-host (MAQUETTE_ALLOW_HOST) if it is yours.",
            ));
        }
        if let Some(peer) = own.filter(|peer| !is_loopback(*peer)) {
            return Err(Refused(
                format!("The control endpoints are for this machine only, and {peer} is another."),
                "Run the command where the server runs.",
            ));
        }
        let origin = text(&parts.headers, "origin");
        let welcome = match origin {
            Some(origin) if own.is_some() => origin.split_once("://").is_some_and(|(_, o)| o == asked),
            Some(origin) => self.welcomes(origin),
            // A picture or a link on a foreign page has no origin, but browsers say whence it came.
            None => text(&parts.headers, "sec-fetch-site") != Some("cross-site"),
        };
        if !welcome {
            return Err(Refused(
                format!("A page of {} may not call this server.", origin.unwrap_or("another site")),
                "Add its origin with --allow-origin (MAQUETTE_ALLOW_ORIGIN) if it is yours.",
            ));
        }
        Ok(())
    }

    /// Whether a name is ours. IP addresses and single labels (`localhost`, a container's name) cannot be rebound.
    pub(crate) fn knows(&self, host: &str) -> bool {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        !host.contains('.')
            || host.parse::<IpAddr>().is_ok()
            || SUFFIXES.iter().any(|suffix| host.ends_with(suffix) || host == suffix[1..])
            || self.hosts.iter().any(|own| own.eq_ignore_ascii_case(&host))
    }

    fn welcomes(&self, origin: &str) -> bool {
        if self.origins.iter().any(|o| o == "*" || o.eq_ignore_ascii_case(origin)) {
            return true;
        }
        let Some((_, rest)) = origin.split_once("://") else { return false };
        let host = host_of(rest).to_ascii_lowercase();
        host == "localhost"
            || host.ends_with(".localhost")
            || host == "localhost.localstack.cloud"
            || host.ends_with(".localhost.localstack.cloud")
            || host.parse().is_ok_and(is_loopback)
    }
}

/// Lets a page that was welcome read the answer.
pub(crate) fn allow_reading(guard: &Guard, origin: &HeaderValue, headers: &mut HeaderMap) {
    if !origin.to_str().is_ok_and(|origin| guard.welcomes(origin)) {
        return;
    }
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    headers.insert(header::VARY, HeaderValue::from_static("origin"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("*"));
}

/// The answer to a browser that asks whether it may ask.
pub(crate) fn preflight(parts: &Parts) -> Response<bytes::Bytes> {
    let mut response = Response::new(bytes::Bytes::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    for (asked, granted) in [
        (header::ACCESS_CONTROL_REQUEST_METHOD, header::ACCESS_CONTROL_ALLOW_METHODS),
        (header::ACCESS_CONTROL_REQUEST_HEADERS, header::ACCESS_CONTROL_ALLOW_HEADERS),
    ] {
        if let Some(value) = parts.headers.get(asked) {
            headers.insert(granted, value.clone());
        }
    }
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    response
}

/// An authority without its port: `[::1]:4566` is `::1`.
fn host_of(authority: &str) -> &str {
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if let Some(rest) = authority.strip_prefix('[') {
        return rest.split(']').next().unwrap_or_default();
    }
    authority.split(':').next().unwrap_or_default()
}

fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;

    fn check(path: &str, peer: &str, headers: &[(&str, &str)], fine: bool) {
        let guard =
            Guard { hosts: vec!["aws.example.com".into()], origins: vec!["https://app.example.com".into()] };
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let own = path.starts_with("/_maquette/").then(|| peer.parse().unwrap());
        let got = guard.check(&parts, own);
        assert_eq!(got.is_ok(), fine, "{path} from {peer} with {headers:?}: {got:?}");
    }

    #[test]
    fn hosts() {
        for (host, fine) in [
            ("localhost:4566", true),
            ("127.0.0.1:4566", true),
            ("[::1]:4566", true),
            ("maquette:4566", true),
            ("sqs.us-east-1.localhost.localstack.cloud:4566", true),
            ("SQS.us-east-1.amazonaws.com", true),
            ("host.docker.internal:4566", true),
            ("aws.example.com", true),
            ("evil.example.com", false),
            ("amazonaws.com.evil.example", false),
            ("notamazonaws.com", false),
            ("localhost.evil.example:4566", false),
            ("evil.example:4566@localhost", true),
            ("localhost@evil.example", false),
        ] {
            check("/", "127.0.0.1", &[("host", host)], fine);
            check("/_maquette/status", "127.0.0.1", &[("host", host)], fine);
        }
    }

    #[test]
    fn origins() {
        for (origin, fine) in [
            ("http://localhost:3000", true),
            ("https://127.0.0.1", true),
            ("http://[::1]:3000", true),
            ("https://app.example.com", true),
            ("https://evil.example", false),
            ("http://localhost.evil.example", false),
            ("null", false),
        ] {
            check("/", "10.0.0.9", &[("host", "localhost:4566"), ("origin", origin)], fine);
            check("/_maquette/stop", "127.0.0.1", &[("host", "localhost:4566"), ("origin", origin)], false);
        }
        let same = [("host", "localhost:4566"), ("origin", "http://localhost:4566")];
        check("/_maquette/status", "127.0.0.1", &same, true);
        check("/", "127.0.0.1", &[("host", "localhost"), ("sec-fetch-site", "cross-site")], false);
        check("/", "127.0.0.1", &[("host", "localhost"), ("sec-fetch-site", "same-origin")], true);
    }

    #[test]
    fn other_machines() {
        let host = [("host", "localhost:4566")];
        check("/_maquette/stop", "10.0.0.9", &host, false);
        check("/_maquette/stop", "::ffff:127.0.0.1", &host, true);
        check("/", "10.0.0.9", &host, true);
    }
}
