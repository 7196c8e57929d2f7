//! A registry: requests over the OCI distribution protocol, with its three ways to say who one is.

use super::{
    Auth, PullError, Via,
    connect::{Connector, NoConnection},
};
use crate::images::{Digest, Reference};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, Uri, header};
use http_body_util::{BodyExt, Empty};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use parking_lot::Mutex;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use serde::Deserialize;
use std::{error::Error as StdError, net::IpAddr, sync::Arc};
use tokio::time::timeout;

/// A manifest, configuration or token that is longer is none.
const DOCUMENT: usize = 8 << 20;
const REDIRECTS: usize = 5;

pub(super) struct Registry {
    client: Client<HttpsConnector<Connector>, Empty<Bytes>>,
    via: Via,
    reference: Reference,
    auth: Auth,
    /// What the registry wants to see since it asked for it.
    authorization: Mutex<Option<HeaderValue>>,
}

impl Registry {
    pub(super) fn new(reference: &Reference, auth: &Auth, via: &Via) -> Result<Self, PullError> {
        let broken = |problem: String| PullError::Broken { url: reference.to_string(), problem };
        let connector = Connector::new(via.nameserver, via.connect_timeout).map_err(broken)?;
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls(via).map_err(broken)?)
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        let client = Client::builder(TokioExecutor::new()).build(connector);
        Ok(Self {
            client,
            via: via.clone(),
            reference: reference.clone(),
            auth: auth.clone(),
            authorization: Mutex::default(),
        })
    }

    /// Where something of the repository is. A registry of this very machine is spoken to in the clear, as Docker does.
    pub(super) fn url(&self, kind: &str, name: &str) -> String {
        let host = self.reference.host();
        let name_only = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let is_loopback = name_only.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        let scheme = if is_loopback || name_only == "localhost" { "http" } else { "https" };
        format!("{scheme}://{host}/v2/{}/{kind}/{name}", self.reference.repository)
    }

    /// A manifest or configuration, whole.
    pub(super) async fn document(
        &self,
        url: &str,
        expected: Option<Digest>,
    ) -> Result<(Digest, Bytes), PullError> {
        let response = self.get(url, 0).await?;
        let bytes = self.whole(url, response).await?;
        let found = Digest::of(&bytes);
        match expected {
            Some(expected) if expected != found => {
                Err(PullError::DigestMismatch { url: url.to_owned(), expected, found })
            }
            _ => Ok((found, bytes)),
        }
    }

    /// Asks for something from a byte on; the answer is 200 or 206.
    pub(super) async fn get(&self, url: &str, from: u64) -> Result<Response<Incoming>, PullError> {
        let response = self.follow(url, from).await?;
        if response.status() != StatusCode::UNAUTHORIZED {
            return self.accept(url, response).await;
        }
        // The registry says how it wants to know who we are; once.
        let challenges: Vec<_> =
            response.headers().get_all(header::WWW_AUTHENTICATE).iter().cloned().collect();
        if !self.answer(&challenges).await? {
            return self.accept(url, response).await;
        }
        let response = self.follow(url, from).await?;
        self.accept(url, response).await
    }

    async fn accept(&self, url: &str, response: Response<Incoming>) -> Result<Response<Incoming>, PullError> {
        let status = response.status();
        if matches!(status, StatusCode::OK | StatusCode::PARTIAL_CONTENT | StatusCode::RANGE_NOT_SATISFIABLE)
        {
            return Ok(response);
        }
        let text = registry_text(&self.whole(url, response).await?);
        let (url, status) = (url.to_owned(), status.as_u16());
        Err(match status {
            401 | 403 => PullError::Unauthorized { url, status, text },
            404 => PullError::NotFound { reference: self.reference.to_string(), text },
            _ => PullError::Registry { url, status, text },
        })
    }

    /// Asks, and follows where the registry points to. Who is asked there is not told who we are.
    async fn follow(&self, url: &str, from: u64) -> Result<Response<Incoming>, PullError> {
        let broken = |problem: String| PullError::Broken { url: url.to_owned(), problem };
        let mut at: Uri = url.parse().map_err(|e: http::uri::InvalidUri| broken(e.to_string()))?;
        let first = at.authority().cloned();
        for _ in 0..=REDIRECTS {
            let mut request = Request::get(at.clone()).header(header::ACCEPT, super::super::manifest::ACCEPT);
            if from > 0 {
                request = request.header(header::RANGE, format!("bytes={from}-"));
            }
            if let (true, Some(value)) = (at.authority() == first.as_ref(), self.authorization.lock().clone())
            {
                request = request.header(header::AUTHORIZATION, value);
            }
            let request = request.body(Empty::new()).map_err(|e| broken(e.to_string()))?;
            let response = self.send(url, request).await?;
            if !response.status().is_redirection() {
                return Ok(response);
            }
            let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
            at = location
                .and_then(|to| moved(&at, to))
                .ok_or_else(|| broken("a redirect to nowhere".into()))?;
        }
        Err(broken(format!("more than {REDIRECTS} redirects")))
    }

    async fn send(&self, url: &str, request: Request<Empty<Bytes>>) -> Result<Response<Incoming>, PullError> {
        let patience = self.via.connect_timeout * 2 + self.via.read_timeout;
        match timeout(patience, self.client.request(request)).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(self.told(url, &error)),
            Err(_) => Err(PullError::Broken { url: url.to_owned(), problem: "i/o timeout".into() }),
        }
    }

    /// What is behind the client's error.
    fn told(&self, url: &str, error: &(dyn StdError + 'static)) -> PullError {
        let url = url.to_owned();
        let mut cause = Some(error);
        let mut last = String::new();
        while let Some(one) = cause {
            if let Some(found) = one.downcast_ref::<NoConnection>() {
                return match found.clone() {
                    NoConnection::Name { host, problem } => {
                        PullError::NameNotResolved { url, host, nameserver: self.via.nameserver, problem }
                    }
                    NoConnection::Timeout { address } => PullError::ConnectTimeout { url, address },
                    NoConnection::Refused { address, problem } => {
                        PullError::Connect { url, address, problem }
                    }
                };
            }
            if let Some(found) = handshake(one) {
                return PullError::Tls { url, problem: found.to_string() };
            }
            last = one.to_string();
            cause = one.source();
        }
        PullError::Broken { url, problem: last }
    }

    /// Answers a challenge; whether there was one that can be answered.
    async fn answer(&self, challenges: &[HeaderValue]) -> Result<bool, PullError> {
        for challenge in challenges.iter().filter_map(|value| value.to_str().ok()) {
            let (scheme, rest) = challenge.split_once(' ').unwrap_or((challenge, ""));
            let value = if scheme.eq_ignore_ascii_case("basic") {
                self.auth.basic()
            } else if scheme.eq_ignore_ascii_case("bearer") {
                Some(format!("Bearer {}", self.token(&parameters(rest)).await?))
            } else {
                None
            };
            if let Some(mut value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
                value.set_sensitive(true);
                *self.authorization.lock() = Some(value);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A token from who gives them out, for the repository.
    async fn token(&self, challenge: &[(String, String)]) -> Result<String, PullError> {
        #[derive(Deserialize)]
        struct Answer {
            token: Option<String>,
            access_token: Option<String>,
        }
        let find = |name: &str| challenge.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
        let realm = find("realm").unwrap_or_default();
        let scope = find("scope")
            .map_or_else(|| format!("repository:{}:pull", self.reference.repository), ToOwned::to_owned);
        let quoted = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let separator = if realm.contains('?') { '&' } else { '?' };
        let mut url = format!("{realm}{separator}scope={}", quoted(&scope));
        if let Some(service) = find("service") {
            url = format!("{url}&service={}", quoted(service));
        }
        let mut request = Request::get(&url);
        if let Some(value) = self.auth.basic() {
            request = request.header(header::AUTHORIZATION, value);
        }
        let broken = |problem: String| PullError::Broken { url: url.clone(), problem };
        let response =
            self.send(&url, request.body(Empty::new()).map_err(|e| broken(e.to_string()))?).await?;
        let response = self.accept(&url, response).await?;
        let bytes = self.whole(&url, response).await?;
        let answer: Answer = serde_json::from_slice(&bytes).map_err(|e| broken(e.to_string()))?;
        answer.token.or(answer.access_token).ok_or_else(|| broken("there is no token in the answer".into()))
    }

    async fn whole(&self, url: &str, response: Response<Incoming>) -> Result<Bytes, PullError> {
        let mut body = response.into_body();
        let mut bytes = Vec::new();
        while let Some(piece) = self.piece(url, &mut body).await? {
            bytes.extend_from_slice(&piece);
            if bytes.len() > DOCUMENT {
                let problem = format!("an answer of more than {DOCUMENT} bytes");
                return Err(PullError::Broken { url: url.to_owned(), problem });
            }
        }
        Ok(bytes.into())
    }

    /// The next piece of a body.
    pub(super) async fn piece(&self, url: &str, body: &mut Incoming) -> Result<Option<Bytes>, PullError> {
        loop {
            match timeout(self.via.read_timeout, body.frame()).await {
                Ok(Some(Ok(frame))) => {
                    if let Ok(data) = frame.into_data() {
                        return Ok(Some(data));
                    }
                }
                Ok(Some(Err(error))) => return Err(self.told(url, &error)),
                Ok(None) => return Ok(None),
                Err(_) => {
                    return Err(PullError::Broken { url: url.to_owned(), problem: "i/o timeout".into() });
                }
            }
        }
    }
}

/// What TLS says, however deep it was wrapped: an I/O error does not show what it holds as its cause.
fn handshake<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    let held = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    match held {
        Some(held) => handshake(held),
        None => error.downcast_ref::<rustls::Error>(),
    }
}

fn tls(via: &Via) -> Result<ClientConfig, String> {
    let mut roots = RootCertStore::empty();
    if via.public_roots {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    for root in &via.roots {
        roots.add(root.clone()).map_err(|error| error.to_string())?;
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().map_err(|error| error.to_string())?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// Where a redirect leads.
fn moved(from: &Uri, to: &str) -> Option<Uri> {
    if to.starts_with('/') {
        let mut parts = from.clone().into_parts();
        parts.path_and_query = Some(to.parse().ok()?);
        return Uri::from_parts(parts).ok();
    }
    to.parse().ok()
}

/// `name="value"` and such, by commas.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while let Some((name, after)) = rest.split_once('=') {
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => after.split_once(',').unwrap_or((after, "")),
        };
        let name = name.trim().trim_start_matches(',').trim().to_ascii_lowercase();
        found.push((name, value.trim().to_owned()));
        rest = next.trim_start_matches([',', ' ']);
    }
    found
}

/// What a registry says of an error: its code and its message.
fn registry_text(bytes: &[u8]) -> String {
    #[derive(Deserialize)]
    struct Answer {
        errors: Vec<One>,
    }
    #[derive(Deserialize)]
    struct One {
        #[serde(default)]
        code: String,
        #[serde(default)]
        message: String,
    }
    match serde_json::from_slice::<Answer>(bytes) {
        Ok(answer) => {
            let told =
                answer.errors.into_iter().map(|one| format!("{}: {}", one.code.to_lowercase(), one.message));
            told.collect::<Vec<_>>().join("; ")
        }
        Err(_) => String::from_utf8_lossy(bytes).chars().take(1000).collect::<String>().trim().to_owned(),
    }
}

impl Auth {
    fn basic(&self) -> Option<String> {
        match self {
            Self::Anonymous => None,
            Self::Basic { user, password } => {
                Some(format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn challenges_are_taken_apart() {
        let check = |text, expected: &[(&str, &str)]| {
            let found = parameters(text);
            let found: Vec<_> = found.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            r#"realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push""#,
            &[
                ("realm", "https://auth.docker.io/token"),
                ("service", "registry.docker.io"),
                ("scope", "repository:a/b:pull,push"),
            ],
        );
        check("Realm=x, service=y", &[("realm", "x"), ("service", "y")]);
        check("", &[]);
        check(r#"realm="never closed"#, &[("realm", "never closed")]);
    }

    #[test]
    fn redirects_within_and_out() {
        let from: Uri = "https://a.example/v2/x".parse().unwrap();
        let check = |to, expected: &str| assert_eq!(moved(&from, to).unwrap().to_string(), expected);
        check("/other?x=1", "https://a.example/other?x=1");
        check("http://b.example/blob", "http://b.example/blob");
    }
}
