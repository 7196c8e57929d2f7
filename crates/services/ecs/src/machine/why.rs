//! Why a task ended: from what was observed (a packet that was dropped, an exit, a refusal) to the one setting behind it,
//! and the smallest change that mends it.

use super::{Machine, images};
use crate::records::{Container, Status, StopCode, Task, TaskKey};
use fabric::{Drop, Network, Target};
use serde_json::{Value, json};
use std::sync::Arc;

/// Tasks whose evidence is kept.
const KEPT: usize = 1_000;

/// A task, the packet that got no further, and the network in which it was dropped, where that is a VPC.
pub(super) type Observed = (TaskKey, Drop, Option<Arc<Network>>);

/// A cause and its mend, in sentences.
struct Cause {
    cause: String,
    mend: String,
}

impl Machine {
    /// Keeps what was observed of a task that could not start, with the network as it was.
    pub(super) async fn observed(&self, key: &TaskKey, drop: Drop) {
        let network = self.fabric.network(&drop.at).await;
        let mut evidence = self.evidence.lock();
        if evidence.len() >= KEPT {
            evidence.pop_front();
        }
        evidence.push_back((key.clone(), drop, network));
    }

    /// The story of a task by its id or ARN, or of the one that failed last; `None` where there is none.
    pub fn why(&self, id: Option<&str>) -> Option<Value> {
        let id = id.map(|id| id.rsplit('/').next().unwrap_or(id).to_owned());
        let tasks = self.state.all_tasks();
        let (key, task) = match &id {
            Some(id) => tasks.into_iter().find(|(key, _)| key.id.starts_with(id.as_str()))?,
            None => {
                tasks.into_iter().filter(|(_, task)| failed(task)).max_by_key(|(_, task)| task.stopping_at)?
            }
        };
        let observed = self.evidence.lock().iter().rev().find(|(of, ..)| *of == key).cloned();
        let (drop, network) = observed.map_or((None, None), |(_, drop, network)| (Some(drop), network));
        let cause = match (&drop, &network) {
            (Some(drop), Some(network)) => Some(of_drop(drop, network)),
            _ => self.of_foreign(&task).or_else(|| of_task(&task)),
        };
        Some(json!({
            "task": task.arn,
            "definition": task.definition_arn,
            "status": task.last_status.as_str(),
            "time": task.stopping_at.unwrap_or(task.updated_at).millis(),
            "stopped_reason": task.stopped_reason,
            "containers": task.containers.iter().map(told).collect::<Vec<_>>(),
            "session": key.id,
            "packet": drop.map(|drop| json!({
                "source": drop.source, "destination": drop.destination, "port": drop.port,
                "dropped_at": drop.at, "because": drop.reason,
            })),
            "cause": cause.as_ref().map(|cause| &cause.cause),
            "mend": cause.as_ref().map(|cause| &cause.mend),
        }))
    }
}

impl Machine {
    /// A program whose exec failed since its image is for another processor: its end alone does not say so.
    fn of_foreign(&self, task: &Task) -> Option<Cause> {
        let definition = self.state.definition_of(&task.definition_arn)?;
        let wanted = images::platform(crate::plan::of(&definition, task).ok()?.architecture);
        task.containers.iter().filter(|own| own.exit_code == Some(1)).find_map(|own| {
            let digest = own.image_digest.as_deref()?.parse().ok()?;
            let image = self.images.image(&digest).ok().flatten()?;
            images::is_foreign(&image, &wanted).then(|| of_processor(&own.name))
        })
    }
}

fn of_processor(name: &str) -> Cause {
    Cause {
        cause: format!("The image of {name} was built for another processor than runtimePlatform says."),
        mend: "Build it for linux/amd64 (or both), or set runtimePlatform.cpuArchitecture to ARM64."
            .to_owned(),
    }
}

fn failed(task: &Task) -> bool {
    task.last_status == Status::Stopped
        && (task.stop_code == Some(StopCode::TaskFailedToStart)
            || task.containers.iter().any(|own| own.exit_code.is_some_and(|code| code != 0)))
}

fn told(container: &Container) -> Value {
    json!({ "name": container.name, "exit_code": container.exit_code, "reason": container.reason })
}

/// What stands behind a drop, with the ids of the things that it is about.
fn of_drop(drop: &Drop, network: &Arc<Network>) -> Cause {
    let interface =
        network.interfaces.iter().find(|own| own.all_addresses().any(|address| address == drop.source));
    let subnet = interface.and_then(|own| network.subnet(&own.subnet));
    let name = interface.map_or_else(|| drop.source.to_string(), |own| own.id.clone());
    let (subnet_id, table) =
        subnet.map_or(("its subnet", "its route table"), |own| (own.id.as_str(), own.route_table.as_str()));
    let groups = interface.map(|own| own.groups.join(", ")).unwrap_or_default();
    let to = format!("{}:{}", drop.destination, drop.port.unwrap_or_default());
    let words: Vec<&str> = drop.reason.split(' ').collect();
    let (cause, mend) = match words.as_slice() {
        ["route-loop"] => (
            format!(
                "The NAT gateway (interface {name}) stands in {subnet_id}, whose route table {table} leads to that same NAT \
                 gateway: what it sends comes back to it."
            ),
            "Put the NAT gateway into a public subnet: one whose route table leads 0.0.0.0/0 to an internet gateway."
                .to_owned(),
        ),
        ["no-route"] => {
            let dead = network.route_table(table).into_iter().flat_map(|table| &table.routes);
            let dead = dead.filter(|route| route.target == Target::Blackhole).map(|route| route.destination.to_string());
            let dead: Vec<_> = dead.collect();
            let why = if dead.is_empty() {
                format!("The route table {table} of {subnet_id} has no route to {}.", drop.destination)
            } else {
                format!("The route table {table} of {subnet_id} leads {} to something that is gone.", dead.join(", "))
            };
            (why, format!("Add a route for 0.0.0.0/0 to {table}: to a NAT gateway in a public subnet, or to an internet gateway for tasks with public addresses."))
        }
        ["no-public-address"] => (
            format!("{subnet_id} leads to the internet gateway, but {name} has no public address, so nothing could answer it."),
            "Run the task with assignPublicIp ENABLED, or in a private subnet behind a NAT gateway.".to_owned(),
        ),
        ["sg-out"] => (
            format!("No egress rule of {groups} allows {to}."),
            format!("Add an egress rule for TCP port {} to {groups}.", drop.port.unwrap_or_default()),
        ),
        ["sg-in"] => (
            format!("No ingress rule of the groups of {} allows {name}.", drop.destination),
            format!("Add an ingress rule for TCP port {} there.", drop.port.unwrap_or_default()),
        ),
        ["no-group"] => ("An interface on the way has no security group.".to_owned(), "Give it one.".to_owned()),
        [way @ ("acl-in" | "acl-out"), acl, number] => {
            let side = if *way == "acl-in" { "inbound" } else { "outbound" };
            let rule = if *number == "*" {
                format!("No {side} entry of {acl} allows {to} (network ACLs remember nothing: answers need a rule of their own).")
            } else {
                format!("The {side} entry {number} of {acl} denies {to}.")
            };
            (rule, format!("Allow it in {acl}; for answers that is {side} TCP 1024-65535."))
        }
        _ => (format!("The packet to {to} was dropped: {}.", drop.reason), String::new()),
    };
    Cause { cause, mend }
}

/// What the end itself says.
fn of_task(task: &Task) -> Option<Cause> {
    let container = task
        .containers
        .iter()
        .find(|own| own.reason.is_some() || own.exit_code.is_some_and(|code| code != 0))?;
    let reason = container.reason.as_deref().or(task.stopped_reason.as_deref()).unwrap_or_default();
    let limit = container.memory.unwrap_or(task.memory);
    let ended = || {
        let code = container.exit_code.filter(|code| *code != 0)?;
        let cause = format!("{} ended by itself with the exit code {code}.", container.name);
        Some(Cause { cause, mend: "Its log stream says why.".to_owned() })
    };
    of_reason(reason, &container.name, &container.image, limit).or_else(ended)
}

/// What stands behind a reason in the words of Fargate's agent. `limit` is in MiB.
fn of_reason(reason: &str, name: &str, image: &str, limit: impl std::fmt::Display) -> Option<Cause> {
    let cause = |cause: String, mend: &str| Some(Cause { cause, mend: mend.to_owned() });
    if reason.starts_with("OutOfMemoryError") {
        return cause(
            format!("{name} used more than its {limit} MiB of memory and was killed."),
            "Give it more memory (cpu and memory of the task come in pairs on Fargate), or find what holds it.",
        );
    }
    if reason.contains("executable file not found") || reason.contains("no such file or directory") {
        return cause(
            format!(
                "The image of {name} has no such program: {}",
                reason.rsplit("container process: ").next().unwrap_or(reason)
            ),
            "Mend entryPoint and command of the task definition, or put the program into the image.",
        );
    }
    if reason.contains("descriptor matching platform") || reason.contains("exec format error") {
        return Some(of_processor(name));
    }
    if reason.contains("403 Forbidden") {
        return cause(
            format!("The registry refused the execution role of the task the image {image}."),
            "Attach AmazonECSTaskExecutionRolePolicy to the execution role, or what it allows on ECR; `maquette track` has the \
             request that was refused, and `maquette why` with its id shows the statement that is lacking.",
        );
    }
    if reason.contains("The specified log group does not exist") {
        return cause(
            format!("The log group that the awslogs-group of {name} names does not exist."),
            "Make it, or let awslogs-create-group do so (the execution role needs logs:CreateLogGroup then).",
        );
    }
    if reason.contains("not found") {
        return cause(
            format!("There is no such image: {image}."),
            "Push it, or mend the tag in the task definition.",
        );
    }
    if reason.contains("is not authorized") || reason.contains("AccessDenied") || reason.contains("denied") {
        return cause(
            format!("A call that {name} needed to start was refused: {reason}"),
            "`maquette why` with the request below shows the policy and the statement that it lacks.",
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A container that did not start, in the words of Fargate's agent, and what is said of it.
    #[test]
    fn reasons_and_their_causes() {
        let check = |reason: &str, cause: &str| {
            let found = of_reason(reason, "app", "x:v9", 64).unwrap();
            assert!(found.cause.contains(cause) && !found.mend.is_empty(), "{reason}: {}", found.cause);
        };
        check(
            "CannotPullContainerError: ... unexpected status from HEAD request to https://x: 403 Forbidden",
            "refused",
        );
        check(
            "CannotPullContainerError: ... image Manifest does not contain descriptor matching platform 'x'",
            "processor",
        );
        check("CannotPullContainerError: ... failed to resolve ref x:v9: x:v9: not found", "no such image");
        check(
            "ResourceInitializationError: ... The specified log group does not exist. : exit status 1",
            "log group",
        );
        check(
            "ResourceInitializationError: ... AccessDeniedException: User: x is not authorized to ...",
            "was refused",
        );
        check(
            "CannotStartContainerError: ... container process: exec: \"/x\": stat /x: no such file or directory",
            "program",
        );
        check("OutOfMemoryError: Container killed due to memory usage", "memory");
    }
}
