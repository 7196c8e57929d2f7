//! The registry: the OCI distribution protocol, which docker, podman, buildah, skopeo and crane speak.
//!
//! It is a protocol and no more. Each request is one operation of ECR's API, called through the door by whom the token
//! names, so that IAM decides it under the action that it is on AWS, the repository's policy takes part, and the track
//! tells it. What flows goes between the socket and a file and is never held.
//! <https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html#registry_auth_http>
//!
//! | request | operation |
//! |---|---|
//! | GET, HEAD a manifest | BatchGetImage |
//! | HEAD a blob | BatchCheckLayerAvailability |
//! | GET a blob | GetDownloadUrlForLayer |
//! | POST, PATCH, PUT an upload | InitiateLayerUpload, UploadLayerPart, CompleteLayerUpload |
//! | PUT, DELETE a manifest | PutImage, BatchDeleteImage |
//! | tags, referrers, the catalog | ListImages, ListImageReferrers, DescribeRepositories |

mod blobs;
mod listing;
mod manifests;
mod place;
mod reply;
mod uploads;

use crate::blobs::Flow;
use crate::names::{RepositoryName, registry_host};
use crate::token::{self, BadToken};
use crate::{Ecr, address};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use door::{Call, Door, Entrance, Origin};
use http::request::Parts;
use http::{Method, Request, StatusCode, header};
use place::{Place, Target};
use reply::{Reply, refuse, refused, unauthorized, whole};
use std::sync::Arc;
use wire::prelude::*;

/// Whether a request is for a registry, or for a layer by its address.
pub fn takes(parts: &Parts) -> bool {
    Place::of(parts).is_some()
}

/// A request that was let in.
struct Asked {
    ecr: Arc<Ecr>,
    call: Call,
    parts: Parts,
    /// The registry: its account. The region is the call's.
    account: String,
}

impl Asked {
    fn repository(&self, name: &str) -> RepositoryName {
        RepositoryName::of(&self.call, Some(&self.account), name)
    }
    fn registry_id(&self) -> Option<String> {
        Some(self.account.clone())
    }
    /// A parameter of the query, decoded.
    fn query(&self, name: &str) -> Option<String> {
        let pairs = wire::form::pairs(self.parts.uri.query().unwrap_or_default().as_bytes()).ok()?;
        pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
    fn header(&self, name: header::HeaderName) -> Option<&str> {
        self.parts.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

impl Ecr {
    /// Answers a request that [`takes`] took.
    pub async fn serve(
        self: Arc<Self>,
        door: Arc<Door>,
        request: Request<Flow>,
        entrance: Entrance,
    ) -> http::Response<Flow> {
        let (parts, body) = request.into_parts();
        match Place::of(&parts) {
            Some(Place::Registry { of }) => match self.enter(&door, parts, entrance, of) {
                Ok(asked) => asked.answer(body).await.unwrap_or_else(|error| refused(&error)),
                Err(reply) => *reply,
            },
            Some(Place::Bucket { bucket, object }) => self.layer(&parts, &bucket, &object).await,
            None => refuse(StatusCode::NOT_FOUND, "UNSUPPORTED", "not found"),
        }
    }

    /// Who asks, by the token, and where.
    fn enter(
        self: &Arc<Self>,
        door: &Arc<Door>,
        parts: Parts,
        entrance: Entrance,
        of: Option<(String, String)>,
    ) -> std::result::Result<Asked, Box<Reply>> {
        let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let authority = parts.uri.authority().map(http::uri::Authority::as_str).or_else(|| text("host"));
        let origin = Origin {
            ip: Some(entrance.peer),
            gate: entrance.via.clone(),
            user_agent: text("user-agent").unwrap_or_default().to_owned(),
            authority: authority.unwrap_or_default().to_owned(),
            secure: entrance.secure,
            via: Vec::new(),
        };
        let realm = match &of {
            Some((account, region)) => format!("https://{}/", registry_host(account, region)),
            None => format!("http{}://{}/", if entrance.secure { "s" } else { "" }, origin.authority),
        };
        let Some(token) = text("authorization").and_then(password) else {
            return Err(Box::new(unauthorized(&realm)));
        };
        let opened = token::open(&self.seal, &token, self.clock.now());
        let (caller, asked_in) = opened.map_err(|bad| {
            // https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html
            let message = match bad {
                BadToken::Expired => "Your authorization token has expired. Reauthenticate and try again.",
                BadToken::Invalid => "Your authorization token is invalid. Reauthenticate and try again.",
            };
            Box::new(refuse(StatusCode::FORBIDDEN, "DENIED", message))
        })?;
        let (account, region) = of.unwrap_or_else(|| (caller.account.to_string(), asked_in));
        let call = door.call_from(caller, &region, origin);
        // Whoever was deleted since is nobody any more.
        if call.identities().is_some_and(|identities| !identities.exists(&call.caller.principal)) {
            return Err(Box::new(unauthorized(&realm)));
        }
        Ok(Asked { ecr: self.clone(), call, parts, account })
    }
}

impl Asked {
    async fn answer(self, body: Flow) -> Result<Reply> {
        let path = self.parts.uri.path().to_owned();
        let method = self.parts.method.clone();
        let Some(target) = Target::of(&path) else {
            return Ok(refuse(StatusCode::NOT_FOUND, "NAME_UNKNOWN", "404 page not found"));
        };
        match (target, method) {
            (Target::Base, Method::GET | Method::HEAD) => Ok(whole(StatusCode::OK, "")),
            (Target::Catalog, Method::GET) => self.catalog().await,
            (Target::Tags { name }, Method::GET) => self.tags(name).await,
            (Target::Manifest { name, reference }, Method::GET | Method::HEAD) => {
                self.manifest(name, reference).await
            }
            (Target::Manifest { name, reference }, Method::PUT) => {
                self.put_manifest(name, reference, body).await
            }
            (Target::Manifest { name, reference }, Method::DELETE) => {
                self.delete_manifest(name, reference).await
            }
            (Target::Blob { name, digest }, Method::HEAD) => self.has_blob(name, digest).await,
            (Target::Blob { name, digest }, Method::GET) => self.blob(name, digest).await,
            (Target::Uploads { name }, Method::POST) => self.begin(name, body).await,
            (Target::Upload { name, id }, Method::GET) => self.status(name, id).await,
            (Target::Upload { name, id }, Method::PATCH) => self.part(name, id, body).await,
            (Target::Upload { name, id }, Method::PUT) => self.complete(name, id, body).await,
            (Target::Upload { name, id }, Method::DELETE) => self.cancel(name, id).await,
            (Target::Referrers { name, digest }, Method::GET) => self.referrers(name, digest).await,
            _ => Ok(refuse(StatusCode::METHOD_NOT_ALLOWED, "UNSUPPORTED", "The operation is unsupported.")),
        }
    }
    /// Whether the client came by AWS's names.
    fn is_by_aws(&self) -> bool {
        let name = self.call.origin.authority.split(':').next().unwrap_or_default();
        address::is_of_aws(&name.to_ascii_lowercase())
    }
}

/// The password of `Basic` credentials whose user is `AWS`.
fn password(header: &str) -> Option<String> {
    let (scheme, encoded) = header.split_once(' ')?;
    let decoded = STANDARD.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let decoded = String::from_utf8(decoded).ok()?;
    decoded.split_once(':').filter(|(user, _)| *user == "AWS").map(|(_, password)| password.to_owned())
}
