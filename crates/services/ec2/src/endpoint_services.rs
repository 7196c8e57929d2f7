//! The services that endpoints lead to: those that stand behind the door or are known to come, and how they are named.
//! <https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html>

use crate::records::VpcEndpoint;
use crate::state::Estate;
use sha2::{Digest, Sha256};

/// A service that endpoints lead to.
pub(crate) struct EndpointService {
    /// The part of its name behind the region: `ecr.dkr`.
    pub(crate) name: &'static str,
    /// It has gateway endpoints.
    pub(crate) gateway: bool,
    /// It has interface endpoints, and the name that they take over, without region and domain.
    pub(crate) private_name: Option<&'static str>,
}

const fn interface(name: &'static str, private_name: &'static str) -> EndpointService {
    EndpointService { name, gateway: false, private_name: Some(private_name) }
}

/// Every service.
pub(crate) const SERVICES: &[EndpointService] = &[
    EndpointService { name: "dynamodb", gateway: true, private_name: None },
    EndpointService { name: "s3", gateway: true, private_name: Some("s3") },
    interface("cloudformation", "cloudformation"),
    interface("ec2", "ec2"),
    interface("ecr.api", "api.ecr"),
    interface("ecr.dkr", "*.dkr.ecr"),
    interface("ecs", "ecs"),
    interface("ecs-agent", "ecs-a"),
    interface("ecs-telemetry", "ecs-t"),
    interface("events", "events"),
    interface("execute-api", "*.execute-api"),
    interface("kms", "kms"),
    interface("lambda", "lambda"),
    interface("logs", "logs"),
    interface("monitoring", "monitoring"),
    interface("secretsmanager", "secretsmanager"),
    interface("sns", "sns"),
    interface("sqs", "sqs"),
    interface("ssm", "ssm"),
    interface("states", "states"),
    interface("sts", "sts"),
];

/// The service of a name such as `com.amazonaws.us-east-1.sqs`.
pub(crate) fn of(name: &str, region: &str) -> Option<&'static EndpointService> {
    let short = name.strip_prefix("com.amazonaws.")?.strip_prefix(region)?.strip_prefix('.')?;
    SERVICES.iter().find(|service| service.name == short)
}

impl EndpointService {
    /// Its whole name.
    pub(crate) fn full_name(&self, region: &str) -> String {
        format!("com.amazonaws.{region}.{}", self.name)
    }
    /// The name that interface endpoints take over: `sqs.us-east-1.amazonaws.com`.
    pub(crate) fn private_dns(&self, region: &str) -> Option<String> {
        self.private_name.map(|name| format!("{name}.{region}.amazonaws.com"))
    }
    /// The name that the names of its endpoints end in.
    pub(crate) fn base(&self, region: &str) -> String {
        // Two levels are turned around: `dkr.ecr` for `ecr.dkr`.
        let name: Vec<_> = self.name.split('.').rev().collect();
        format!("{}.{region}.vpce.amazonaws.com", name.join("."))
    }
    /// `vpce-svc-...`, always the same in a region.
    pub(crate) fn id(&self, region: &str) -> String {
        let digest = Sha256::new().chain_update(region).chain_update(self.name).finalize();
        digest.iter().take(8).fold("vpce-svc-0".to_owned(), |id, byte| format!("{id}{byte:02x}"))
    }
}

/// The zone that the names of endpoints stand in: one a region.
pub(crate) fn hosted_zone(region: &str) -> String {
    let digest = Sha256::new().chain_update("endpoints").chain_update(region).finalize();
    let letters = digest
        .iter()
        .take(13)
        .map(|byte| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[usize::from(*byte) % 36] as char);
    std::iter::once('Z').chain(letters).collect()
}

/// The names of an interface endpoint: of the whole, of each zone, and the service's own where it takes them over.
pub(crate) fn names(endpoint: &VpcEndpoint, estate: &Estate) -> Vec<String> {
    let Some(service) = of(&endpoint.service_name, &estate.region).filter(|_| endpoint.interface) else {
        return Vec::new();
    };
    let base = service.base(&estate.region);
    let head = format!("{}-{}", endpoint.id, endpoint.name_suffix);
    let mut names = vec![format!("{head}.{base}")];
    let zones = endpoint.subnets.iter().filter_map(|(subnet, _)| estate.subnets.find(subnet));
    names.extend(zones.map(|subnet| format!("{head}-{}.{base}", subnet.zone)));
    if endpoint.private_dns {
        names.extend(service.private_dns(&estate.region));
    }
    names
}
