//! Why an image could not be pulled: typed, so that a service can say it in AWS's words
//! (`CannotPullContainerError`). The texts follow containerd's, which AWS passes on.

use super::super::{Digest, LayerError, Platform};
use crate::Error;
use std::{fmt, net::SocketAddr, path::PathBuf};

/// Why an image could not be pulled.
#[derive(Debug)]
pub enum PullError {
    /// The registry's name has no address.
    NameNotResolved {
        /// What was asked for.
        url: String,
        /// The name.
        host: String,
        /// Whom it was asked of; none is the host's own resolver.
        nameserver: Option<SocketAddr>,
        /// What came of it: there is no such name, or nobody answered.
        problem: String,
    },
    /// Nobody answers at the registry's address: no route, a firewall.
    ConnectTimeout {
        /// What was asked for.
        url: String,
        /// Where.
        address: SocketAddr,
    },
    /// The connection is refused, or there is no route.
    Connect {
        /// What was asked for.
        url: String,
        /// Where.
        address: SocketAddr,
        /// The operating system's answer.
        problem: String,
    },
    /// Who answers is not trusted, or does not speak TLS.
    Tls {
        /// What was asked for.
        url: String,
        /// Why.
        problem: String,
    },
    /// The registry does not let us (401 and 403).
    Unauthorized {
        /// What was asked for.
        url: String,
        /// The status.
        status: u16,
        /// The registry's own text.
        text: String,
    },
    /// There is no such tag, manifest or repository.
    NotFound {
        /// What was asked for.
        reference: String,
        /// The registry's own text.
        text: String,
    },
    /// There is an image, but not for this platform.
    NoPlatform {
        /// What was asked for.
        reference: String,
        /// The platform that is wanted.
        wanted: Platform,
        /// Those there are.
        found: Vec<Platform>,
    },
    /// What came is not what was asked for.
    DigestMismatch {
        /// What was asked for.
        url: String,
        /// Its digest.
        expected: Digest,
        /// The digest of what came.
        found: Digest,
    },
    /// The registry answers in a way that makes no sense here.
    Registry {
        /// What was asked for.
        url: String,
        /// The status.
        status: u16,
        /// Its text.
        text: String,
    },
    /// The connection broke, or fell silent.
    Broken {
        /// What was asked for.
        url: String,
        /// How.
        problem: String,
    },
    /// A layer cannot be unpacked.
    Layer(LayerError),
    /// The network namespace cannot be entered.
    Namespace {
        /// Its file.
        path: PathBuf,
        /// The operating system's answer.
        problem: String,
    },
    /// The disk is full, or some such.
    Store(Error),
}

impl fmt::Display for PullError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NameNotResolved { url, host, nameserver: Some(server), problem } => {
                write!(
                    f,
                    "failed to do request: Head {url:?}: dial tcp: lookup {host} on {server}: {problem}"
                )
            }
            Self::NameNotResolved { url, host, nameserver: None, problem } => {
                write!(f, "failed to do request: Head {url:?}: dial tcp: lookup {host}: {problem}")
            }
            Self::ConnectTimeout { url, address } => {
                write!(f, "failed to do request: Head {url:?}: dial tcp {address}: i/o timeout")
            }
            Self::Connect { url, address, problem } => {
                write!(f, "failed to do request: Head {url:?}: dial tcp {address}: connect: {problem}")
            }
            Self::Tls { url, problem } => write!(f, "failed to do request: Head {url:?}: {problem}"),
            // The answer to a HEAD request has no body: the registry's own text is not what AWS's users see.
            Self::Unauthorized { url, status, .. } => {
                write!(f, "unexpected status from HEAD request to {url}: {}", spelled(*status))
            }
            Self::NotFound { reference, .. } => write!(f, "{reference}: not found"),
            Self::NoPlatform { reference, wanted, found } => {
                let found: Vec<_> = found.iter().map(ToString::to_string).collect();
                write!(
                    f,
                    "{reference}: no match for platform in manifest: no manifest for {wanted}; has {}",
                    found.join(", ")
                )
            }
            Self::DigestMismatch { url, expected, found } => {
                write!(f, "failed commit on ref {url}: unexpected digest {found}, expected {expected}")
            }
            Self::Registry { url, status, text } => {
                write!(f, "unexpected status from {url}: {status}: {text}")
            }
            Self::Broken { url, problem } => write!(f, "failed to copy: {url}: {problem}"),
            Self::Layer(error) => write!(f, "failed to extract layer: {error}"),
            Self::Namespace { path, problem } => {
                write!(f, "cannot enter the network namespace {}: {problem}", path.display())
            }
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PullError {}

/// `403 Forbidden`
fn spelled(status: u16) -> String {
    let known = http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    known.map_or_else(|| status.to_string(), |reason| format!("{status} {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// <https://github.com/aws/containers-roadmap/issues/2493>
    #[test]
    fn a_refusal_in_the_words_of_fargates_agent() {
        let url =
            "https://000000000000.dkr.ecr.us-west-2.amazonaws.com/v2/collector/manifests/latest".to_owned();
        let error = PullError::Unauthorized { url: url.clone(), status: 403, text: "denied".to_owned() };
        assert_eq!(error.to_string(), format!("unexpected status from HEAD request to {url}: 403 Forbidden"));
    }
}
