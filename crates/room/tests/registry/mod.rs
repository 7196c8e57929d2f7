//! A registry on loopback in as few lines as may be, which can be asked to misbehave.

#![allow(dead_code, clippy::unwrap_used, unreachable_pub, reason = "tests")]

use base64::{Engine, engine::general_purpose::STANDARD};
use room::images::Digest;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::json;
use std::{
    collections::HashMap,
    io::Write,
    net::SocketAddr,
    path::Path,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, UdpSocket},
};

#[derive(Clone, Copy, PartialEq)]
pub enum Access {
    Anonymous,
    Basic,
    Token,
}

pub struct Registry {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

struct State {
    access: Access,
    address: SocketAddr,
    documents: HashMap<String, Vec<u8>>,
    layers: Vec<String>,
    log: Vec<String>,
    cuts: usize,
}

/// A gzip layer with one file of so many bytes that do not compress, and its diff id.
pub fn layer(name: &str, length: usize) -> (Vec<u8>, Digest) {
    let mut seed = name.bytes().fold(1u64, |a, b| a.wrapping_mul(31).wrapping_add(u64::from(b)));
    let bytes: Vec<u8> = (0..length)
        .map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as u8
        })
        .collect();
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(length as u64);
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    tar.append_data(&mut header, name, bytes.as_slice()).unwrap();
    let tar = tar.into_inner().unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&tar).unwrap();
    (gzip.finish().unwrap(), Digest::of(&tar))
}

fn config(architecture: &str, diff_ids: &[Digest]) -> Vec<u8> {
    let rootfs = json!({ "type": "layers", "diff_ids": diff_ids });
    json!({ "architecture": architecture, "os": "linux", "config": { "Cmd": ["/app"] }, "rootfs": rootfs })
        .to_string()
        .into_bytes()
}

fn descriptor(bytes: &[u8]) -> serde_json::Value {
    json!({ "digest": Digest::of(bytes), "size": bytes.len() })
}

impl Registry {
    pub async fn start(access: Access) -> Self {
        let (registry, listener, state) = Self::listen(access).await;
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, Arc::clone(&state)));
            }
        });
        registry
    }

    pub async fn start_tls(access: Access, name: &str) -> (Self, CertificateDer<'static>) {
        let (registry, listener, state) = Self::listen(access).await;
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let server = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(server));
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (acceptor, state) = (acceptor.clone(), Arc::clone(&state));
                tokio::spawn(async move {
                    if let Ok(socket) = acceptor.accept(socket).await {
                        serve(socket, state).await;
                    }
                });
            }
        });
        (registry, made.cert.der().clone())
    }

    async fn listen(access: Access) -> (Self, TcpListener, Arc<Mutex<State>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = State {
            access,
            address,
            documents: HashMap::new(),
            layers: Vec::new(),
            log: Vec::new(),
            cuts: 0,
        };
        let state = Arc::new(Mutex::new(state));
        (Self { address, state: Arc::clone(&state) }, listener, state)
    }

    /// Puts an image there; the digest of its manifest.
    pub fn image(&self, tag: &str, architecture: &str, layers: &[(Vec<u8>, Digest)]) -> Digest {
        let diff_ids: Vec<_> = layers.iter().map(|(_, diff_id)| *diff_id).collect();
        let config = config(architecture, &diff_ids);
        let listed: Vec<_> = layers.iter().map(|(blob, _)| descriptor(blob)).collect();
        let manifest =
            json!({ "schemaVersion": 2, "config": descriptor(&config), "layers": listed }).to_string();
        let mut state = self.state.lock().unwrap();
        state.documents.insert(format!("blobs/{}", Digest::of(&config)), config);
        for (blob, _) in layers {
            let name = format!("blobs/{}", Digest::of(blob));
            state.documents.insert(name.clone(), blob.clone());
            state.layers.push(name);
        }
        let digest = Digest::of(manifest.as_bytes());
        state.documents.insert(format!("manifests/{tag}"), manifest.clone().into_bytes());
        state.documents.insert(format!("manifests/{digest}"), manifest.into_bytes());
        digest
    }

    /// Lists images of that many tags under one, each as of linux/arm64.
    pub fn index(&self, tag: &str, of: &[&str]) {
        let mut state = self.state.lock().unwrap();
        let platform = json!({ "os": "linux", "architecture": "arm64" });
        let manifests: Vec<_> = of
            .iter()
            .map(|one| {
                let mut found = descriptor(&state.documents[&format!("manifests/{one}")]);
                found["platform"] = platform.clone();
                found
            })
            .collect();
        let index = json!({ "schemaVersion": 2, "manifests": manifests }).to_string();
        state.documents.insert(format!("manifests/{tag}"), index.into_bytes());
    }

    /// Breaks the next answers with a layer off in the middle.
    pub fn cut_blobs(&self, times: usize) {
        self.state.lock().unwrap().cuts = times;
    }

    pub fn corrupt_layers(&self) {
        let mut state = self.state.lock().unwrap();
        for name in state.layers.clone() {
            let bytes = state.documents.get_mut(&name).unwrap();
            let last = bytes.len() - 1;
            bytes[last] ^= 1;
        }
    }

    pub fn log(&self) -> Vec<String> {
        self.state.lock().unwrap().log.clone()
    }

    pub fn forget(&self) {
        self.state.lock().unwrap().log.clear();
    }

    /// How many requests have this in their head.
    pub fn asked(&self, what: &str) -> usize {
        self.log().iter().filter(|head| head.contains(what)).count()
    }
}

async fn serve(mut socket: impl AsyncRead + AsyncWrite + Unpin, state: Arc<Mutex<State>>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match socket.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let answer = answer(&head, &mut state.lock().unwrap());
    let _ = socket.write_all(&answer).await;
    let _ = socket.shutdown().await;
}

fn answer(head: &str, state: &mut State) -> Vec<u8> {
    state.log.push(head.to_owned());
    let path = head.split(' ').nth(1).unwrap();
    let says = |value: String| head.contains(&format!("authorization: {value}").to_lowercase());
    let secret = STANDARD.encode("AWS:secret");
    let denied = json!({ "errors": [{ "code": "DENIED", "message": "not you" }] }).to_string();
    if path.starts_with("/token") {
        return if says(format!("basic {secret}")) && path.contains("scope=repository%3ateam%2fapp%3apull") {
            whole("200 OK", "", json!({ "token": "given" }).to_string().as_bytes())
        } else {
            whole("401 Unauthorized", "", denied.as_bytes())
        };
    }
    let (known, challenge) = match state.access {
        Access::Anonymous => (true, String::new()),
        Access::Basic => {
            (says(format!("basic {secret}")), "www-authenticate: Basic realm=\"x\"\r\n".to_owned())
        }
        Access::Token => (
            says("bearer given".into()),
            format!("www-authenticate: Bearer realm=\"http://{}/token\",service=\"s\"\r\n", state.address),
        ),
    };
    if !known {
        return whole("401 Unauthorized", &challenge, denied.as_bytes());
    }
    // Blobs are somewhere else, as with ECR, which points to S3.
    if let Some(name) = path.strip_prefix("/v2/team/app/blobs/") {
        return whole("307 Temporary Redirect", &format!("location: /elsewhere/{name}\r\n"), b"");
    }
    let name = match path.strip_prefix("/elsewhere/") {
        Some(name) => format!("blobs/{name}"),
        None => path.trim_start_matches("/v2/team/app/").to_owned(),
    };
    let Some(bytes) = state.documents.get(&name) else {
        let text =
            json!({ "errors": [{ "code": "MANIFEST_UNKNOWN", "message": "manifest unknown" }] }).to_string();
        return whole("404 Not Found", "", text.as_bytes());
    };
    let from = head.split_once("range: bytes=").and_then(|(_, rest)| rest.split('-').next()?.parse().ok());
    let rest = &bytes[from.unwrap_or(0)..];
    let mut answer = whole(if from.is_some() { "206 Partial Content" } else { "200 OK" }, "", rest);
    if state.cuts > 0 && state.layers.contains(&name) {
        state.cuts -= 1;
        answer.truncate(answer.len() - rest.len() / 2);
    }
    answer
}

fn whole(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut answer =
        format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n", body.len())
            .into_bytes();
    answer.extend_from_slice(body);
    answer
}

/// A name server that knows one name, to be 127.0.0.1.
pub async fn nameserver(known: &str) -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    let known: Vec<u8> =
        known.split('.').flat_map(|part| [&[part.len() as u8], part.as_bytes()].concat()).collect();
    tokio::spawn(async move {
        let mut buffer = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
            let query = &buffer[..length];
            let end = 12 + query[12..].iter().position(|byte| *byte == 0).unwrap();
            let is_known = query[12..end].to_ascii_lowercase() == known;
            let is_a = query[end + 1..end + 3] == [0, 1];
            let answers = u8::from(is_known && is_a);
            let code = if is_known { 0 } else { 3 };
            let mut reply = query[..2].to_vec();
            reply.extend([0x84, code, 0, 1, 0, answers, 0, 0, 0, 0]);
            reply.extend(&query[12..end + 5]);
            if answers == 1 {
                reply.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]);
            }
            socket.send_to(&reply, from).await.unwrap();
        }
    });
    address
}

/// An OCI layout of one image, `v1`; the digest of its manifest.
pub fn write_layout(folder: &Path, architecture: &str) -> Digest {
    let blobs = folder.join("blobs/sha256");
    std::fs::create_dir_all(&blobs).unwrap();
    let (blob, diff_id) = layer("one", 100);
    let config = config(architecture, &[diff_id]);
    let manifest =
        json!({ "schemaVersion": 2, "config": descriptor(&config), "layers": [descriptor(&blob)] });
    let manifest = manifest.to_string().into_bytes();
    for bytes in [&blob, &config, &manifest] {
        std::fs::write(blobs.join(Digest::of(bytes).hex()), bytes).unwrap();
    }
    let mut listed = descriptor(&manifest);
    listed["annotations"] = json!({ "org.opencontainers.image.ref.name": "v1" });
    let index = json!({ "schemaVersion": 2, "manifests": [listed] });
    std::fs::write(folder.join("index.json"), index.to_string()).unwrap();
    std::fs::write(folder.join("oci-layout"), r#"{"imageLayoutVersion":"1.0.0"}"#).unwrap();
    Digest::of(&manifest)
}

/// What `docker save` wrote before it wrote layouts.
pub fn write_docker_archive(file: &Path, architecture: &str) {
    let (blob, diff_id) = layer("one", 100);
    let config = config(architecture, &[diff_id]);
    let name = format!("{}.json", Digest::of(&config).hex());
    let manifest = json!([{ "Config": name, "RepoTags": ["app:latest"], "Layers": ["abc/layer.tar"] }]);
    let mut tar = tar::Builder::new(std::fs::File::create(file).unwrap());
    for (name, bytes) in [
        (name.as_str(), &config),
        ("abc/layer.tar", &blob),
        ("manifest.json", &manifest.to_string().into_bytes()),
    ] {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(0);
        tar.append_data(&mut header, name, bytes.as_slice()).unwrap();
    }
    tar.into_inner().unwrap();
}
