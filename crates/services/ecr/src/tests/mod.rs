//! The service against the door, in this process, with time in the test's hands.

mod deciding;
mod images;
mod lifecycle;
mod parts;
mod pushing;
mod registries;
mod repositories;
mod resources;
mod round;

use crate::digest::Digest;
use crate::{Blobs, Ecr, Flow};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use clock::{Clock, Timestamp};
use door::{Builder, Call, Caller, Door, Entrance, Track};
use http::{HeaderMap, Request, StatusCode};
use http_body_util::{BodyExt, Full};
use model_ecr::ops;
use model_ecr::types::*;
use serde_json::{Value, json};
use std::sync::Arc;
use store::Store;
use wire::error::Result;
use wire::shape::Op;

const ACCOUNT: &str = "000000000000";

/// A door with ECR behind it, and a call by the account's root.
struct House {
    call: Call,
    clock: Clock,
    door: Arc<Door>,
    ecr: Arc<Ecr>,
    store: Store,
    folder: Arc<tempfile::TempDir>,
}

fn house() -> House {
    let clock = Clock::frozen_at(Timestamp::from_seconds(1_800_000_000));
    House::open(Store::ephemeral().unwrap(), clock, Arc::new(tempfile::tempdir().unwrap()))
}

/// What came back from the registry.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
    /// Status, code and text of a refusal.
    fn refusal(&self) -> (u16, String, String) {
        let body: Value = serde_json::from_slice(&self.body).unwrap();
        let text = |name: &str| body["errors"][0][name].as_str().unwrap().to_owned();
        (self.status.as_u16(), text("code"), text("message"))
    }
}

impl House {
    fn open(store: Store, clock: Clock, folder: Arc<tempfile::TempDir>) -> Self {
        let blobs = Blobs::open(folder.path(), None).unwrap();
        let ecr = Arc::new(Ecr::open(&store, &clock, blobs).unwrap());
        let door = Builder::new(clock.clone(), Track::in_memory()).service(&ecr, ecr.routes()).build();
        ecr.resume();
        let call = door.call(Caller::root(ACCOUNT, "test"), "us-east-1");
        Self { call, clock, door, ecr, store, folder }
    }
    /// The same after a crash: what is in the store and in files.
    fn reopened(&self) -> Self {
        Self::open(self.store.clone(), self.clock.clone(), self.folder.clone())
    }
    async fn call<O: Op>(&self, input: O::Input) -> Result<O::Output> {
        self.call.call::<O>(input).await
    }
    async fn repository(&self, name: &str) {
        let input = CreateRepositoryInput { repository_name: name.to_owned(), ..Default::default() };
        self.call::<ops::CreateRepository>(input).await.unwrap();
    }
    async fn token(&self, caller: &Call) -> String {
        let data = caller.call::<ops::GetAuthorizationToken>(Default::default()).await.unwrap();
        data.authorization_data.unwrap().remove(0).authorization_token.unwrap()
    }
    /// Asks the registry in the root user's name.
    async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let token = self.token(&self.call).await;
        self.ask_with(Some(&token), method, path, headers, body).await
    }
    async fn ask_with(
        &self,
        token: Option<&str>,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let body = Flow::new(Full::new(Bytes::copy_from_slice(body)).map_err(|never| match never {}));
        let mut request = Request::builder().method(method).uri(path);
        if headers.iter().all(|(name, _)| *name != "host") {
            request = request.header("host", "localhost:4566");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(token) = token {
            request = request.header("authorization", format!("Basic {token}"));
        }
        let entrance = Entrance::public("127.0.0.1".parse().unwrap(), false);
        let answer = self.ecr.clone().serve(self.door.clone(), request.body(body).unwrap(), entrance).await;
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }
    /// Pushes a blob in one request.
    async fn push_blob(&self, name: &str, blob: &[u8]) -> String {
        let digest = Digest::of(blob).to_string();
        let path = format!("/v2/{name}/blobs/uploads/?digest={digest}");
        assert_eq!(self.ask("POST", &path, &[], blob).await.status, StatusCode::CREATED);
        digest
    }
    /// Pushes an image whose layer is a text, and gives its digest.
    async fn push(&self, name: &str, reference: &str, text: &str) -> String {
        let manifest = self.image(name, text).await;
        let digest = Digest::of(manifest.to_string().as_bytes()).to_string();
        let reference = if reference.is_empty() { &digest } else { reference };
        let put = self.put(name, reference, &manifest).await;
        assert_eq!(put.status, StatusCode::CREATED, "{:?}", put.body);
        digest
    }
    /// Pushes the blobs of an image, and gives its manifest.
    async fn image(&self, name: &str, text: &str) -> Value {
        let config = b"{}";
        self.push_blob(name, config).await;
        self.push_blob(name, text.as_bytes()).await;
        manifest(config, text)
    }
    /// Makes an image of a layer that was pushed: nobody gets a layer that is no image's.
    async fn adopt(&self, name: &str, layer: &[u8]) {
        self.push_blob(name, b"{}").await;
        let manifest = manifest(b"{}", std::str::from_utf8(layer).unwrap());
        let put = self.put(name, "adopted", &manifest).await;
        assert_eq!(put.status, StatusCode::CREATED, "{:?}", put.body);
    }
    async fn put(&self, name: &str, reference: &str, manifest: &Value) -> Answer {
        let kind = manifest["mediaType"].as_str().unwrap();
        let path = format!("/v2/{name}/manifests/{reference}");
        self.ask("PUT", &path, &[("content-type", kind)], manifest.to_string().as_bytes()).await
    }
    fn tags(&self, name: &str) -> Vec<String> {
        let name = crate::names::RepositoryName::of(&self.call, None, name);
        self.ecr.state.tags_of(&name).into_iter().map(|(tag, _)| tag).collect()
    }
    fn images(&self, name: &str) -> usize {
        self.ecr.state.images_of(&crate::names::RepositoryName::of(&self.call, None, name)).len()
    }
}

fn described(kind: &str, blob: &[u8]) -> Value {
    json!({"mediaType": kind, "digest": Digest::of(blob).to_string(), "size": blob.len()})
}

fn manifest(config: &[u8], layer: &str) -> Value {
    json!({
        "schemaVersion": 2, "mediaType": crate::manifest::OCI_IMAGE,
        "config": described("application/vnd.oci.image.config.v1+json", config),
        "layers": [described("application/vnd.oci.image.layer.v1.tar", layer.as_bytes())],
    })
}

/// `Code: text` of a refusal.
fn said<T>(result: Result<T>) -> String {
    result.map_or_else(|error| format!("{}: {}", error.shape_name(), error.message()), |_| "fine".to_owned())
}

fn decoded(token: &str) -> String {
    String::from_utf8(STANDARD.decode(token).unwrap()).unwrap()
}
