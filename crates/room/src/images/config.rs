//! An image's configuration, as the OCI image specification has it.

use super::{Digest, Platform};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// The configuration blob.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageConfig {
    /// `amd64`, `arm64`.
    #[serde(default)]
    pub architecture: String,
    /// `linux`.
    #[serde(default)]
    pub os: String,
    /// `v8`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// What a container of the image runs as, where nothing else is said.
    #[serde(default, deserialize_with = "null_is_default")]
    pub config: Config,
    /// The layers.
    pub rootfs: RootFs,
}

/// The layers, by the digests of their archives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootFs {
    /// The lowest first.
    #[serde(default, deserialize_with = "null_is_default")]
    pub diff_ids: Vec<Digest>,
}

/// What a container of the image runs as.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Config {
    /// The program and its first arguments.
    #[serde(deserialize_with = "null_is_default")]
    pub entrypoint: Vec<String>,
    /// Its further arguments, or the program where there is no entry point.
    #[serde(deserialize_with = "null_is_default")]
    pub cmd: Vec<String>,
    /// `NAME=value`.
    #[serde(deserialize_with = "null_is_default")]
    pub env: Vec<String>,
    /// `user[:group]`.
    pub user: String,
    /// Where it starts.
    pub working_dir: String,
    /// `SIGTERM`.
    #[serde(deserialize_with = "null_is_default")]
    pub stop_signal: String,
    /// `80/tcp` and such.
    #[serde(deserialize_with = "keys")]
    pub exposed_ports: Vec<String>,
    /// Folders that are to be volumes.
    #[serde(deserialize_with = "keys")]
    pub volumes: Vec<String>,
    /// Whatever its maker wanted to say.
    #[serde(deserialize_with = "null_is_default")]
    pub labels: BTreeMap<String, String>,
    /// How to find out whether it works. ECS does not look at it.
    pub healthcheck: Option<Healthcheck>,
}

/// How to find out whether a container works.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Healthcheck {
    /// `CMD`, or `CMD-SHELL`, or `NONE`, and its arguments.
    #[serde(deserialize_with = "null_is_default")]
    pub test: Vec<String>,
    /// Nanoseconds between checks; 0 is unsaid.
    pub interval: u64,
    /// Nanoseconds that one may take.
    pub timeout: u64,
    /// Nanoseconds in which a failure does not count.
    pub start_period: u64,
    /// Failures after which it is unhealthy.
    pub retries: u64,
}

impl ImageConfig {
    /// What it was built for.
    pub fn platform(&self) -> Platform {
        Platform {
            os: self.os.clone(),
            architecture: self.architecture.clone(),
            variant: self.variant.clone(),
        }
    }
}

/// Go's encoder writes `null` for what is empty.
fn null_is_default<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// A set, which the specification writes as an object of empty objects and we as a list.
fn keys<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Set {
        Object(BTreeMap<String, serde_json::Value>),
        List(Vec<String>),
    }
    Ok(match Option::<Set>::deserialize(from)? {
        Some(Set::Object(object)) => object.into_keys().collect(),
        Some(Set::List(list)) => list,
        None => Vec::new(),
    })
}
