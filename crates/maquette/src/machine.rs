//! What this host can run: sandboxes, their images and their networks, put behind the services that need them.

use crate::exit::Failure;
use door::{Door, Via};
use ec2::Ec2;
use ecs::{Ecs, Parts};
use fabric::{Fabric, Gate, Internet};
use http_body_util::BodyExt;
use room::Room;
use room::images::Images;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use server::{Flow, Opener, Site};
use sha2::{Digest, Sha256};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where AWS's public endpoints answer for tasks. Outside of AWS is the rest of 198.51.100.0/26.
const AWS: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 1);

/// What stands outside of every VPC before anything is declared.
pub(crate) fn internet() -> Internet {
    Internet { aws: AWS, hosts: Vec::new() }
}

/// The running part of the installation.
pub(crate) struct Machine {
    fabric: Arc<Fabric>,
    tasks: Arc<ecs::Machine>,
    ec2: Arc<Ec2>,
    /// Goes with the server, where nothing is kept.
    passing: Option<PathBuf>,
}

/// Why this host runs no containers.
pub(crate) fn lack() -> Option<&'static str> {
    let root = rustix::process::geteuid().is_root();
    (!root).then_some(
        "it runs no containers here: network namespaces and cgroups need root (start it with sudo)",
    )
}

impl Machine {
    /// Puts sandboxes and networks behind ECS and EC2. `data` is the installation's folder, `None` where nothing is kept.
    pub(crate) fn open(
        data: Option<&Path>,
        authority: &str,
        ec2: &Arc<Ec2>,
        ecs: &Ecs,
    ) -> Result<Self, Failure> {
        let cannot =
            |error: &dyn std::fmt::Display| Failure::failed(format!("cannot run containers: {error}"));
        let passing = match data {
            Some(_) => None,
            None => Some(std::env::temp_dir().join(format!("maquette-{}", std::process::id()))),
        };
        let data = data.or(passing.as_deref()).unwrap_or(Path::new("/"));
        std::fs::create_dir_all(data).map_err(|error| cannot(&error))?;
        let run = run_folder(data);
        std::fs::create_dir_all(&run).map_err(|error| cannot(&error))?;
        let program = std::env::current_exe().map_err(|error| cannot(&error))?;
        let root = CertificateDer::from_pem_slice(authority.as_bytes()).map_err(|error| cannot(&error))?;
        let room =
            Room::open(&run.join("room"), &data.join("room"), &program).map_err(|error| cannot(&error))?;
        let images = Images::open(&data.join("images")).map_err(|error| cannot(&error))?;
        let fabric = Arc::new(Fabric::open(&run, internet()));
        let parts = Parts {
            room,
            fabric: fabric.clone(),
            images,
            volumes: data.join("volumes"),
            authority: (root, authority.to_owned()),
        };
        let tasks = ecs::Machine::join(ecs, parts);
        Ok(Self { fabric, tasks, ec2: ec2.clone(), passing })
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
        self.tasks.resume(door).await.map_err(|error| failed(&error))
    }

    /// Stops every task and takes every network down.
    pub(crate) async fn close(&self) {
        self.tasks.close().await;
        if let Err(error) = self.fabric.clear().await {
            door::log(&format!("some of the networks are left: {error}"));
        }
        if let Some(folder) = &self.passing {
            // What cannot be removed is in a folder for passing things.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// A short folder that a reboot empties, the installation's own.
fn run_folder(data: &Path) -> PathBuf {
    let data = data.canonicalize().unwrap_or_else(|_| data.to_owned());
    let digest = Sha256::digest(data.as_os_str().as_encoded_bytes());
    Path::new("/run/maquette").join(hex::encode(&digest[..6]))
}
