//! The keys of identity providers, fetched from where OpenID Connect says that they are.
//!
//! A provider's server is believed when a public authority signed its certificate, or when the provider in IAM names the
//! certificate's thumbprint. Without TLS only this machine is asked. Answers are small and soon, or they are none.

use crate::jwt::{Jwk, Jwks};
use bytes::Bytes;
use clock::Timestamp;
use http_body_util::{BodyExt, Empty, Limited};
use hyper_rustls::{ConfigBuilderExt, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use parking_lot::Mutex;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use sha1::{Digest, Sha1};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of an answer.
const LONGEST: usize = 256 * 1024;
/// How long an answer may take, by the machine's time.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long keys are believed before they are fetched again.
const FRESH: Duration = Duration::from_hours(1);
/// Providers whose keys are kept.
const KEPT: usize = 64;

/// Fetched keys, by issuer.
#[derive(Default)]
pub(crate) struct Keys(Mutex<HashMap<String, Fetched>>);

/// When, and which.
type Fetched = (Timestamp, Arc<[Jwk]>);

/// Why there are no keys, in words for the log.
pub(crate) type Failure = String;

impl Keys {
    /// The keys of an issuer: the kept ones when they are fresh and one of them is the wanted one.
    pub(crate) async fn of(
        &self,
        issuer: &str,
        wanted: Option<&str>,
        thumbprints: &[String],
        now: Timestamp,
    ) -> Result<Arc<[Jwk]>, Failure> {
        let kept = self.0.lock().get(issuer).cloned();
        if let Some((since, keys)) = kept {
            let has = wanted.is_none_or(|kid| keys.iter().any(|key| key.kid.as_deref() == Some(kid)));
            if has && now.since(since) < FRESH {
                return Ok(keys);
            }
        }
        let document = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let document: serde_json::Value = json(&get(&document, thumbprints).await?)?;
        let place = document.get("jwks_uri").and_then(|v| v.as_str()).ok_or("there is no jwks_uri")?;
        let keys: Arc<[Jwk]> = json::<Jwks>(&get(place, thumbprints).await?)?.keys().into();
        let mut kept = self.0.lock();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(issuer.to_owned(), (now, keys.clone()));
        Ok(keys)
    }
}

fn json<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(bytes).map_err(|e| e.to_string())
}

/// Fetches a document.
async fn get(url: &str, thumbprints: &[String]) -> Result<Bytes, Failure> {
    let uri: http::Uri = url.parse().map_err(|_| format!("{url} is no URL"))?;
    let public = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| e.to_string())?;
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") if is_loopback(uri.host().unwrap_or_default()) => {}
        _ => return Err(format!("{url} is not asked without TLS")),
    }
    let asked = ask(&uri, public.with_webpki_roots().with_no_client_auth()).await;
    if asked.is_ok() || thumbprints.is_empty() || uri.scheme_str() != Some("https") {
        return asked;
    }
    let verifier = ByThumbprint {
        thumbprints: thumbprints.iter().map(|t| t.to_ascii_lowercase()).collect(),
        provider: Arc::new(ring::default_provider()),
    };
    let pinned = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| e.to_string())?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    ask(&uri, pinned).await
}

async fn ask(uri: &http::Uri, tls: ClientConfig) -> Result<Bytes, Failure> {
    let connector = HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().build();
    let client: Client<_, Empty<Bytes>> = Client::builder(TokioExecutor::new()).build(connector);
    let answer = async {
        let response = client.get(uri.clone()).await.map_err(|e| format!("{uri}: {e:?}"))?;
        if response.status() != http::StatusCode::OK {
            return Err(format!("{uri} answered {}", response.status()));
        }
        let body = Limited::new(response.into_body(), LONGEST).collect().await;
        body.map(http_body_util::Collected::to_bytes).map_err(|e| format!("{uri}: {e}"))
    };
    tokio::time::timeout(PATIENCE, answer).await.map_err(|_| format!("{uri} did not answer in time"))?
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Believes a server that shows a certificate whose thumbprint is named: a pin in place of an authority.
#[derive(Debug)]
struct ByThumbprint {
    thumbprints: Vec<String>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for ByThumbprint {
    fn verify_server_cert(
        &self,
        end: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let named = |certificate: &CertificateDer<'_>| {
            self.thumbprints.contains(&hex::encode(Sha1::digest(certificate.as_ref())))
        };
        if std::iter::once(end).chain(chain).any(named) {
            return Ok(ServerCertVerified::assertion());
        }
        Err(Error::General("no certificate has a thumbprint that the provider names".to_owned()))
    }
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
