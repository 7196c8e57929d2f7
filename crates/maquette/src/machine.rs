//! What this host can run: sandboxes, their images and their networks, put behind the services that need them.

use crate::exit::Failure;
use crate::outside::{self, Outside};
use bytes::Bytes;
use door::{Door, Via};
use ec2::Ec2;
use ecs::{Ecs, Parts};
use fabric::{Fabric, Gate};
use futures_util::future::BoxFuture;
use http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt;
use percent_encoding::percent_decode_str;
use room::Room;
use room::images::Images;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde_json::json;
use server::{Flow, Opener, Page, Site};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The running part of the installation.
pub(crate) struct Machine {
    fabric: Arc<Fabric>,
    tasks: Arc<ecs::Machine>,
    ec2: Arc<Ec2>,
    outside: Arc<Outside>,
    /// What goes with the server: its run folder, and its data where nothing is kept.
    passing: Vec<PathBuf>,
    /// Held while this server uses its run folder.
    _claim: File,
}

/// Why this host runs no containers.
pub(crate) fn lack() -> Option<&'static str> {
    let root = rustix::process::geteuid().is_root();
    (!root).then_some(
        "it runs no containers here: network namespaces and cgroups need root (start it with sudo)",
    )
}

impl Machine {
    /// Puts sandboxes and networks behind ECS and EC2. `own` is the installation's folder; where nothing is kept, what is
    /// needed meanwhile is elsewhere, and what an earlier server was told there does not count.
    pub(crate) fn open(
        own: &Path,
        ephemeral: bool,
        authority: &str,
        ec2: &Arc<Ec2>,
        ecs: &Ecs,
    ) -> Result<Self, Failure> {
        let cannot =
            |error: &dyn std::fmt::Display| Failure::failed(format!("cannot run containers: {error}"));
        let (run, claim) = claim(own).map_err(|error| cannot(&error))?;
        let mut passing = vec![run.clone()];
        let mut data = own.to_owned();
        if ephemeral {
            outside::forget(own)?;
            // Found again by the next server here, which ends what a killed one left.
            data = std::env::temp_dir().join("maquette").join(run.file_name().unwrap_or_default());
            passing.push(data.clone());
        }
        std::fs::create_dir_all(&data).map_err(|error| cannot(&error))?;
        let program = std::env::current_exe().map_err(|error| cannot(&error))?;
        let root = CertificateDer::from_pem_slice(authority.as_bytes()).map_err(|error| cannot(&error))?;
        let room =
            Room::open(&run.join("room"), &data.join("room"), &program).map_err(|error| cannot(&error))?;
        let images = Images::open(&data.join("images")).map_err(|error| cannot(&error))?;
        let fabric = Arc::new(Fabric::open(&run, outside::internet(&outside::read(own)?)));
        let logs = data.join("outside");
        std::fs::create_dir_all(&logs).map_err(|error| cannot(&error))?;
        let outside =
            Outside::open(&run, &logs, own, &program, fabric.clone()).map_err(|error| cannot(&error))?;
        let parts = Parts {
            room,
            fabric: fabric.clone(),
            images,
            volumes: data.join("volumes"),
            authority: (root, authority.to_owned()),
        };
        let tasks = ecs::Machine::join(ecs, parts);
        Ok(Self { fabric, tasks, ec2: ec2.clone(), outside: Arc::new(outside), passing, _claim: claim })
    }

    /// The networks.
    pub(crate) fn fabric(&self) -> Arc<Fabric> {
        self.fabric.clone()
    }

    /// What answers at the metadata address of VPCs.
    pub(crate) fn metadata(&self) -> Site {
        let tasks = self.tasks.clone();
        Site {
            takes: |_| true,
            answer: Arc::new(move |request, entrance| {
                let tasks = tasks.clone();
                Box::pin(async move {
                    let answer = tasks.metadata(request.uri().path(), &entrance).await;
                    answer.map(|bytes| {
                        Flow::new(http_body_util::Full::new(bytes).map_err(|never| match never {}))
                    })
                })
            }),
        }
    }

    /// The story of a task: `GET /_maquette/task?id=...`, without an id of the one that failed last.
    pub(crate) fn page(&self) -> (&'static str, Page) {
        let tasks = self.tasks.clone();
        let page = move |request: Request<Bytes>| -> BoxFuture<'static, Option<Response<Bytes>>> {
            let id = request.uri().query().and_then(|query| query.strip_prefix("id="));
            let id = id.map(|id| percent_decode_str(id).decode_utf8_lossy().into_owned());
            let tasks = tasks.clone();
            Box::pin(async move {
                let told = tasks.why(id.as_deref());
                let status = if told.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
                let nothing = || json!({ "error": "There is no such task.", "next": "list tasks with aws ecs list-tasks" });
                let mut response = Response::new(Bytes::from(told.unwrap_or_else(nothing).to_string()));
                *response.status_mut() = status;
                Some(response)
            })
        };
        ("/_maquette/task", Arc::new(page))
    }

    /// Takes over what the server before left, and serves the sockets that stand in VPCs.
    pub(crate) async fn resume(&self, door: &Arc<Door>, opener: Opener) -> Result<(), Failure> {
        let open = move |opening: fabric::Opening| {
            let via = match opening.gate {
                Gate::Public => Via::Public,
                Gate::Metadata { vpc } => Via::Metadata { vpc: vpc.into() },
            };
            opener.open(server::Opening { listener: opening.listener, via, until: opening.until });
        };
        ec2::Ground::join(&self.ec2, &self.fabric, Box::new(open));
        let failed = |error: &dyn std::fmt::Display| {
            Failure::failed(format!("cannot take over what ran before: {error}"))
        };
        self.fabric.resume().await.map_err(|error| failed(&error))?;
        // Before the tasks: they may be about to call one of these.
        if let Err(failure) = self.outside.resume().await {
            door::log(&failure.what);
        }
        self.tasks.resume(door).await.map_err(|error| failed(&error))
    }

    /// Stops every task and takes every network down.
    pub(crate) async fn close(&self) {
        self.tasks.close().await;
        self.outside.close().await;
        if let Err(error) = self.fabric.clear().await {
            door::log(&format!("some of the networks are left: {error}"));
        }
        for folder in &self.passing {
            // What cannot be removed is in a folder for passing things.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// `POST /_maquette/outside`: the list of servers outside AWS, in the data folder, is another one.
pub(crate) fn outside_page(machine: Option<&Machine>) -> (&'static str, Page) {
    let outside = machine.map(|machine| machine.outside.clone());
    let page = move |request: Request<Bytes>| -> BoxFuture<'static, Option<Response<Bytes>>> {
        let outside = outside.clone();
        Box::pin(async move {
            if request.method() != Method::POST {
                return None;
            }
            let settled = match &outside {
                Some(outside) => outside.settle().await,
                None => Err(Failure::failed(lack().unwrap_or("it runs no containers here"))),
            };
            let (status, told) = match settled {
                Ok(()) => (StatusCode::OK, json!({})),
                Err(Failure { what, next, .. }) => {
                    (StatusCode::BAD_REQUEST, json!({ "error": what, "next": next }))
                }
            };
            let mut response = Response::new(Bytes::from(told.to_string()));
            *response.status_mut() = status;
            Some(response)
        })
    };
    ("/_maquette/outside", Arc::new(page))
}

/// A short folder that a reboot empties, the installation's own, and the lock that says that a server uses it. A second
/// server over the same data, which keeps nothing, has one of its own.
fn claim(data: &Path) -> std::io::Result<(PathBuf, File)> {
    let data = data.canonicalize().unwrap_or_else(|_| data.to_owned());
    // Short, since sockets lie below.
    let folder = |digest: Sha256| Path::new("/run/maquette").join(hex::encode(&digest.finalize()[..6]));
    let digest = Sha256::new().chain_update(data.as_os_str().as_encoded_bytes());
    let first = folder(digest.clone());
    let second = folder(digest.chain_update(std::process::id().to_le_bytes()));
    match lock(&first) {
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => Ok((second.clone(), lock(&second)?)),
        locked => Ok((first, locked?)),
    }
}

fn lock(folder: &Path) -> std::io::Result<File> {
    std::fs::create_dir_all(folder)?;
    let file = File::create(folder.join("lock"))?;
    rustix::fs::flock(&file, rustix::fs::FlockOperation::NonBlockingLockExclusive)?;
    Ok(file)
}
