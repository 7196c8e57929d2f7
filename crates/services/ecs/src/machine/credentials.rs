//! What a task finds at 169.254.170.2: the credentials of its role, and what it is.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html>
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html>

use super::Machine;
use super::access::Role;
use crate::records::{Task, TaskKey};
use bytes::Bytes;
use door::{Call, Entrance};
use http::{Response, StatusCode};
use serde_json::{Value, json};
use std::sync::Arc;

/// What one task may ask for.
pub(super) struct Granted {
    pub(super) key: TaskKey,
    pub(super) call: Call,
    /// The role of its programs, if it has one.
    pub(super) role: Option<Arc<Role>>,
}

/// The path of the credentials of a task.
pub(super) fn credentials_path(token: &str) -> String {
    format!("/v2/credentials/{token}")
}

/// The path of the metadata of a container.
pub(super) fn metadata_path(token: &str, index: usize) -> String {
    format!("/v4/{token}-{index}")
}

impl Machine {
    /// Answers a request that a task sent to the metadata address of its VPC.
    pub async fn metadata(&self, path: &str, entrance: &Entrance) -> Response<Bytes> {
        let answered = match path.split('/').collect::<Vec<_>>().as_slice() {
            ["", "v2", "credentials", token] => self.credentials(token, entrance).await,
            ["", "v4", container, rest @ ..] => self.about(container, rest, entrance),
            _ => None,
        };
        let (status, body) = answered.unwrap_or_else(|| {
            let body = json!({ "code": "NoIdInRequest", "message": "CredentialsV2Request: No Credential ID in the request" });
            (StatusCode::BAD_REQUEST, body)
        });
        let mut response = Response::new(Bytes::from(body.to_string()));
        *response.status_mut() = status;
        let json = http::HeaderValue::from_static("application/json");
        response.headers_mut().insert(http::header::CONTENT_TYPE, json);
        response
    }

    /// Whose token it is, if the request comes from that task's own address.
    fn granted(&self, token: &str, entrance: &Entrance) -> Option<(Arc<Granted>, Arc<Task>)> {
        let granted = self.granted.lock().get(token).cloned()?;
        let task = self.state.task(&granted.key)?;
        let own = |task: &Task| {
            let mut interfaces = task.attachments.iter().filter_map(|own| own.interface.as_ref());
            interfaces.any(|own| own.private_ipv4_address == entrance.peer.to_string())
        };
        own(&task).then_some((granted, task))
    }

    async fn credentials(&self, token: &str, entrance: &Entrance) -> Option<(StatusCode, Value)> {
        let (granted, _) = self.granted(token, entrance)?;
        let role = granted.role.as_ref()?;
        match role.session(&granted.call).await {
            Ok(session) => Some((
                StatusCode::OK,
                json!({
                    "RoleArn": session.role,
                    "AccessKeyId": session.access_key_id,
                    "SecretAccessKey": session.secret_access_key,
                    "Token": session.token,
                    "Expiration": session.expires.rfc3339(),
                }),
            )),
            Err(error) => {
                let body = json!({ "code": error.code(), "message": error.message() });
                Some((StatusCode::INTERNAL_SERVER_ERROR, body))
            }
        }
    }

    fn about(&self, container: &str, rest: &[&str], entrance: &Entrance) -> Option<(StatusCode, Value)> {
        let (token, index) = container.rsplit_once('-')?;
        let (_, task) = self.granted(token, entrance)?;
        let index: usize = index.parse().ok()?;
        let told = match rest {
            [] => told_container(&task, task.containers.get(index)?),
            ["task"] => told_task(&task),
            _ => return None,
        };
        Some((StatusCode::OK, told))
    }
}

fn told_task(task: &Task) -> Value {
    let (family, revision) =
        crate::names::of_definition(&task.definition_arn).split_once(':').unwrap_or_default();
    json!({
        "Cluster": task.cluster_arn,
        "TaskARN": task.arn,
        "Family": family,
        "Revision": revision,
        "DesiredStatus": task.desired_status.as_str(),
        "KnownStatus": task.last_status.as_str(),
        "Limits": { "CPU": f64::from(task.cpu) / 1024.0, "Memory": task.memory },
        "PullStartedAt": task.pull_started_at.map(clock::Timestamp::rfc3339_millis),
        "PullStoppedAt": task.pull_stopped_at.map(clock::Timestamp::rfc3339_millis),
        "AvailabilityZone": task.availability_zone,
        "LaunchType": "FARGATE",
        "Containers": task.containers.iter().map(|own| told_container(task, own)).collect::<Vec<_>>(),
    })
}

fn told_container(task: &Task, container: &crate::records::Container) -> Value {
    let interface = task.attachments.iter().find_map(|own| own.interface.as_ref());
    let network = interface.map(|own| {
        json!({
            "NetworkMode": "awsvpc",
            "IPv4Addresses": [own.private_ipv4_address],
            "MACAddress": own.mac_address,
            "PrivateDNSName": own.private_dns_name,
        })
    });
    json!({
        "DockerId": container.runtime_id,
        "Name": container.name,
        "DockerName": container.name,
        "Image": container.image,
        "ImageID": container.image_digest,
        "DesiredStatus": task.desired_status.as_str(),
        "KnownStatus": container.last_status.as_str(),
        "Limits": { "CPU": container.cpu, "Memory": container.memory },
        "StartedAt": container.started_at.map(clock::Timestamp::rfc3339_millis),
        "Type": "NORMAL",
        "ContainerARN": container.arn,
        "Networks": network.into_iter().collect::<Vec<_>>(),
    })
}
