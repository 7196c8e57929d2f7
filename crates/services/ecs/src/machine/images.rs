//! Images of containers: pulled from within the task's own network, so that what does not get out does not get an image.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html>

use super::Machine;
use super::access::Role;
use super::log::told;
use crate::lifecycle::NO_SECRETS;
use crate::plan::{Architecture, ContainerPlan};
use crate::records::Interface;
use base64::Engine;
use door::Call;
use fabric::Drop;
use model_ecr::ops::GetAuthorizationToken;
use model_ecr::types::GetAuthorizationTokenInput;
use room::images::{Auth, Image, Platform, PullError, Reference, Via};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// How long an address may be silent. Fargate's agent tries for minutes; here whatever answers, answers at once.
const PATIENCE: Duration = Duration::from_secs(5);
/// The port of the DNS.
const DNS: u16 = 53;

/// An image that is here.
pub(super) struct Pulled {
    /// Unpacked layers, the lowest first.
    pub(super) layers: Vec<PathBuf>,
    pub(super) digest: String,
    pub(super) entry_point: Vec<String>,
    pub(super) command: Vec<String>,
    pub(super) environment: Vec<(String, String)>,
    pub(super) user: String,
    pub(super) working_directory: String,
    pub(super) stop_signal: Option<String>,
    /// Whether it was built for another processor than the task has.
    pub(super) foreign: bool,
    /// What leads clients to the installation's authority.
    pub(super) trust: Vec<(String, String)>,
}

/// By which way, and in whose name, a task's images are pulled.
pub(super) struct Way<'a> {
    pub(super) call: &'a Call,
    /// The execution role.
    pub(super) role: Option<&'a Role>,
    pub(super) interface: &'a Interface,
    pub(super) namespace: &'a Path,
}

/// Why an image is not here.
pub(super) struct NotPulled {
    /// As Fargate's agent words it.
    pub(super) reason: String,
    /// The packet that got no further.
    pub(super) drop: Option<Drop>,
}

impl From<String> for NotPulled {
    fn from(reason: String) -> Self {
        Self { reason, drop: None }
    }
}

/// Pulls the image of a container.
pub(super) async fn pull(
    machine: &Machine,
    way: &Way<'_>,
    container: &ContainerPlan,
    architecture: Architecture,
) -> Result<Pulled, NotPulled> {
    let reference: Reference = container
        .image
        .parse()
        .map_err(|_| cannot(&format!("invalid reference format: {}", container.image)))?;
    let auth = authorization(way, &reference).await?;
    let platform = platform(architecture);
    let network = machine.fabric.network_of(&way.interface.network_interface_id).await;
    let resolver = network.as_ref().and_then(|network| network.resolver());
    let vpc = network.map(|network| network.id.clone()).unwrap_or_default();
    let aws = machine.fabric.aws().await;
    let via = Via {
        namespace: Some(way.namespace.to_owned()),
        nameserver: resolver.map(|address| SocketAddr::new(IpAddr::V4(address), DNS)),
        roots: machine.roots.clone(),
        public_roots: false,
        connect_timeout: PATIENCE,
        read_timeout: Duration::from_mins(1),
    };
    let own: Option<IpAddr> = way.interface.private_ipv4_address.parse().ok();
    // What was dropped behind a NAT gateway has the gateway's address.
    let behind = parking_lot::Mutex::new(None);
    let dropped = async {
        let mut drops = machine.fabric.drops();
        loop {
            match drops.recv().await {
                // Other VPCs may have the same addresses.
                Ok(drop) if drop.protocol != 6 || drop.at != vpc => {}
                Ok(drop) if Some(drop.source) == own => return drop,
                // Not what a stranger dials, but the answer to us.
                Ok(drop) if Some(drop.destination) == own && drop.source == aws => return drop,
                Ok(drop) => *behind.lock() = Some(drop),
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
    };
    let pulled = tokio::select! {
        pulled = machine.images.pull(&reference, &auth, &platform, &via, |_| {}) => pulled,
        // A packet that was dropped is dropped again: there is nothing to wait for.
        drop = dropped => {
            return Err(NotPulled { reason: unreachable(&reference, &drop, aws), drop: Some(drop) });
        }
    };
    match pulled {
        Ok(image) => Ok(of(machine, &image, &platform).await?),
        Err(error) => {
            let reason = refused(&reference, &error);
            let asked = match &error {
                PullError::ConnectTimeout { address, .. } => Some(address.ip()),
                _ => None,
            };
            let drop = behind.lock().take().filter(|drop: &Drop| Some(drop.destination) == asked);
            Err(NotPulled { reason, drop })
        }
    }
}

/// The token for a registry of ECR's, asked for as the execution role.
async fn authorization(way: &Way<'_>, reference: &Reference) -> Result<Auth, String> {
    let Some(region) = ecr_region(&reference.registry) else { return Ok(Auth::Anonymous) };
    let Some(role) = way.role else { return Ok(Auth::Anonymous) };
    let given = async {
        let calling = role.call(way.call).await?.in_region(region);
        calling.call::<GetAuthorizationToken>(GetAuthorizationTokenInput::default()).await
    };
    let given = given.await.map_err(|error| {
        format!(
            "{NO_SECRETS}unable to retrieve ecr registry auth: service call has been retried 1 time(s): {}",
            told(&error)
        )
    })?;
    let data = given.authorization_data.unwrap_or_default().into_iter().next();
    let token = data.and_then(|data| data.authorization_token).unwrap_or_default();
    let decoded = base64::engine::general_purpose::STANDARD.decode(token).unwrap_or_default();
    let decoded = String::from_utf8(decoded).unwrap_or_default();
    let (user, password) = decoded.split_once(':').unwrap_or_default();
    Ok(Auth::Basic { user: user.to_owned(), password: password.to_owned() })
}

/// The region of `123456789012.dkr.ecr.us-east-1.amazonaws.com`.
fn ecr_region(registry: &str) -> Option<&str> {
    let (account, rest) = registry.split_once('.')?;
    let of_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let region = rest.strip_prefix("dkr.ecr.")?.split('.').next()?;
    of_account.then_some(region)
}

/// An image as containers use it: above its layers one in which its bundles trust the installation's authority too.
async fn of(machine: &Machine, image: &Image, wanted: &Platform) -> Result<Pulled, String> {
    let mut layers = machine.images.folders(image);
    let trust = machine
        .trust(&image.digest.to_string(), &layers)
        .await
        .map_err(|error| cannot(&error.to_string()))?;
    layers.push(trust.0);
    let config = &image.config.config;
    let variable = |text: &String| {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        (name.to_owned(), value.to_owned())
    };
    Ok(Pulled {
        layers,
        digest: image.digest.to_string(),
        entry_point: config.entrypoint.clone(),
        command: config.cmd.clone(),
        environment: config.env.iter().map(variable).collect(),
        user: config.user.clone(),
        working_directory: config.working_dir.clone(),
        stop_signal: Some(config.stop_signal.clone()).filter(|signal| !signal.is_empty()),
        foreign: is_foreign(image, wanted),
        trust: room::trust::environment(&trust.1),
    })
}

/// The platform of a task's containers.
pub(super) fn platform(architecture: Architecture) -> Platform {
    Platform::linux(match architecture {
        Architecture::X86_64 => "amd64",
        Architecture::Arm64 => "arm64",
    })
}

/// Whether an image was built for another processor. One that stands in no list is pulled whatever it was built for, and
/// fails when its program is executed: <https://repost.aws/knowledge-center/ecs-task-exec-format-error>.
pub(super) fn is_foreign(image: &Image, wanted: &Platform) -> bool {
    let built_for = &image.config.architecture;
    !built_for.is_empty() && *built_for != wanted.architecture
}

fn cannot(reason: &str) -> String {
    format!("CannotPullContainerError: {reason}")
}

fn refused(reference: &Reference, error: &PullError) -> String {
    if let PullError::NoPlatform { wanted, .. } = error {
        // As reported in <https://github.com/aviswerdlow/relay/issues/71>.
        return cannot(&format!(
            "pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform \
             '{wanted}'"
        ));
    }
    // What may pass by itself is tried again; what the registry said is said once.
    let tries = match error {
        PullError::NotFound { .. } | PullError::Unauthorized { .. } => 1,
        _ => 5,
    };
    cannot(&format!(
        "pull image manifest has been retried {tries} time(s): failed to resolve ref {reference}: {error}"
    ))
}

fn unreachable(reference: &Reference, drop: &Drop, aws: IpAddr) -> String {
    let tag = reference.tag.as_deref().unwrap_or("latest");
    let url = format!("https://{}/v2/{}/manifests/{tag}", reference.registry, reference.repository);
    // It may be the answer that was dropped.
    let address = if drop.source == aws { drop.source } else { drop.destination };
    cannot(&format!(
        "pull image manifest has been retried 5 time(s): failed to resolve ref {reference}: failed to do request: Head \
         {url:?}: dial tcp {address}:443: i/o timeout"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries_of_ecr() {
        for (registry, region) in [
            ("123456789012.dkr.ecr.eu-west-1.amazonaws.com", Some("eu-west-1")),
            ("public.ecr.aws", None),
            ("docker.io", None),
        ] {
            assert_eq!(ecr_region(registry), region, "{registry}");
        }
    }
}
