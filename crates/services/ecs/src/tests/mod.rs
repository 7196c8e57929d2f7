//! The service against the door, in this process, with time in the test's hands.
//!
//! EC2 is a small one of the test's own, so that a subnet is there or not as a case says; the runner is the test itself.

mod clusters;
mod definitions;
mod permissions;
mod resources;
mod running;
mod thread;

use crate::Ecs;
use crate::records::{Interface, TaskKey};
use crate::runner::Runner;
use clock::{Clock, Timestamp};
use door::{Builder, Call, Caller, Door, Host, Track};
use model_ec2::types::*;
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use wire::error::{Error, Result};
use wire::schema::Service;

const ACCOUNT: &str = "000000000000";

/// EC2 with the subnets `subnet-1` and `subnet-2` and the group `sg-1` in one VPC, and `subnet-far` in another.
struct Ec2;

door::operations! { Ec2 as model_ec2;
    DescribeSecurityGroups => describe_security_groups,
    DescribeSubnets => describe_subnets,
}

impl Host for Ec2 {
    fn model(&self) -> &'static Service {
        &model_ec2::SERVICE
    }
}

impl Ec2 {
    async fn describe_subnets(&self, _: &Call, input: DescribeSubnetsInput) -> Result<DescribeSubnetsOutput> {
        let subnet = |id: String| match id.as_str() {
            "subnet-1" | "subnet-2" => {
                Ok(Subnet { subnet_id: Some(id), vpc_id: Some("vpc-1".to_owned()), ..Subnet::default() })
            }
            "subnet-far" => {
                Ok(Subnet { subnet_id: Some(id), vpc_id: Some("vpc-2".to_owned()), ..Subnet::default() })
            }
            _ => {
                let text = format!("The subnet ID '{id}' does not exist");
                Err(Error::new("InvalidSubnetID.NotFound", text))
            }
        };
        let subnets = input.subnet_ids.unwrap_or_default().into_iter().map(subnet).collect::<Result<_>>()?;
        Ok(DescribeSubnetsOutput { subnets: Some(subnets), ..DescribeSubnetsOutput::default() })
    }
    async fn describe_security_groups(
        &self,
        _: &Call,
        input: DescribeSecurityGroupsInput,
    ) -> Result<DescribeSecurityGroupsOutput> {
        let group = |id: String| {
            if id != "sg-1" {
                let text = format!("The security group '{id}' does not exist");
                return Err(Error::new("InvalidGroup.NotFound", text));
            }
            let vpc_id = Some("vpc-1".to_owned());
            Ok(SecurityGroup { group_id: Some(id), vpc_id, ..SecurityGroup::default() })
        };
        let groups = input.group_ids.unwrap_or_default().into_iter().map(group).collect::<Result<_>>()?;
        Ok(DescribeSecurityGroupsOutput { security_groups: Some(groups), next_token: None })
    }
}

/// Notes what it was told to do.
#[derive(Default)]
struct Noted {
    launched: Mutex<Vec<TaskKey>>,
    stopped: Mutex<Vec<TaskKey>>,
}

impl Runner for Noted {
    fn launch(&self, _: &Call, task: TaskKey) {
        self.launched.lock().push(task);
    }
    fn stop(&self, task: TaskKey) {
        self.stopped.lock().push(task);
    }
}

/// A door with ECS, IAM and that EC2 behind it, and a call by the account's root.
struct House {
    door: Arc<Door>,
    call: Call,
    clock: Clock,
    ecs: Arc<Ecs>,
    runner: Arc<Noted>,
}

impl House {
    fn new() -> Self {
        Self::on(&Store::ephemeral().unwrap())
    }
    fn on(store: &Store) -> Self {
        let clock = Clock::frozen_at(Timestamp::from_seconds(1_800_000_000));
        let ecs = Arc::new(Ecs::open(store, &clock).unwrap());
        let (iam, ec2) = (Arc::new(iam::Iam::open(store).unwrap()), Arc::new(Ec2));
        let door = Builder::new(clock.clone(), Track::in_memory())
            .identities(iam.clone())
            .credentials(iam.clone())
            .service(&iam, iam.routes())
            .service(&ec2, ec2.routes())
            .service(&ecs, ecs.routes())
            .build();
        let runner = Arc::new(Noted::default());
        ecs.set_runner(runner.clone());
        Self { call: door.call(Caller::root(ACCOUNT, "test"), "us-east-1"), door, clock, ecs, runner }
    }
    async fn try_call(&self, operation: &str, input: Value) -> Result<Value, String> {
        let answer = self.call.call_dynamic("ecs", operation, input).await;
        answer.map_err(|e| format!("{}: {}", e.code(), e.message()))
    }
    async fn ok(&self, operation: &str, input: Value) -> Value {
        match self.try_call(operation, input).await {
            Ok(answer) => answer,
            Err(error) => panic!("{operation}: {error}"),
        }
    }
    async fn refused(&self, operation: &str, input: Value, error: &str) {
        assert_eq!(self.try_call(operation, input).await, Err(error.to_owned()), "{operation}");
    }
    /// Calls IAM.
    async fn iam(&self, operation: &str, input: Value) -> Value {
        self.call.call_dynamic("iam", operation, input).await.unwrap()
    }
    /// Makes the default cluster and the definition `web`, whose revision it gives.
    async fn web(&self) -> Value {
        self.ok("CreateCluster", json!({})).await;
        self.ok("RegisterTaskDefinition", definition("web")).await
    }
    /// Runs tasks of `web`, and gives them.
    async fn run(&self, more: Value) -> Vec<Value> {
        self.ok("RunTask", wish(more)).await["tasks"].as_array().unwrap().clone()
    }
    async fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds)).await;
    }
}

/// The key of a task that RunTask gave.
fn key(task: &Value) -> TaskKey {
    let id = task["taskArn"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let (account, region) = (ACCOUNT.to_owned(), "us-east-1".to_owned());
    TaskKey { account, region, cluster: "default".to_owned(), id }
}

/// A definition that Fargate takes.
fn definition(family: &str) -> Value {
    json!({
        "family": family, "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
        "cpu": "256", "memory": "512",
        "containerDefinitions": [{"name": "app", "image": "public.ecr.aws/nginx/nginx:latest"}],
    })
}

/// A call of RunTask with what a case changes.
fn wish(more: Value) -> Value {
    let mut wish = json!({
        "taskDefinition": "web", "launchType": "FARGATE",
        "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}},
    });
    for (name, value) in more.as_object().unwrap() {
        if value.is_null() {
            wish.as_object_mut().unwrap().shift_remove(name);
        } else {
            wish[name] = value.clone();
        }
    }
    wish
}

/// An interface in `subnet-1`.
fn interface() -> Interface {
    Interface {
        network_interface_id: "eni-1".to_owned(),
        mac_address: "02:00:00:00:00:01".to_owned(),
        private_dns_name: Some("ip-10-0-0-4.ec2.internal".to_owned()),
        private_ipv4_address: "10.0.0.4".to_owned(),
        ipv6_address: None,
        availability_zone: "us-east-1a".to_owned(),
    }
}
