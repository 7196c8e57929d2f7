//! Manifests and lists of manifests, in Docker's and OCI's media types, which differ in name only.

use super::Digest;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// The media types that are asked for, lists first.
pub(super) const ACCEPT: &str = "application/vnd.oci.image.index.v1+json, \
    application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.oci.image.manifest.v1+json, \
    application/vnd.docker.distribution.manifest.v2+json";

/// What an image was built for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Platform {
    /// `linux`.
    #[serde(default)]
    pub os: String,
    /// `amd64`, `arm64`.
    #[serde(default)]
    pub architecture: String,
    /// `v8`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
}

impl Platform {
    /// Linux on `amd64` or `arm64`.
    pub fn linux(architecture: &str) -> Self {
        Self { os: "linux".into(), architecture: architecture.into(), variant: None }
    }

    /// What this machine runs by itself.
    pub fn of_host() -> Self {
        Self::linux(match std::env::consts::ARCH {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            other => other,
        })
    }

    fn runs(&self, other: &Self) -> bool {
        self.os == other.os && self.architecture == other.architecture
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.os, self.architecture)?;
        self.variant.iter().try_for_each(|variant| write!(f, "/{variant}"))
    }
}

/// Something by its digest.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    pub(super) digest: Digest,
    #[serde(default)]
    pub(super) size: u64,
    #[serde(default)]
    pub(super) platform: Option<Platform>,
    #[serde(default)]
    pub(super) annotations: BTreeMap<String, String>,
}

/// A manifest, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Document {
    Manifest(Manifest),
    Index(Vec<Descriptor>),
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Manifest {
    pub(super) config: Descriptor,
    #[serde(default)]
    pub(super) layers: Vec<Descriptor>,
}

impl Document {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Index {
            manifests: Vec<Descriptor>,
        }
        let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
        if value.get("manifests").is_some() {
            let index: Index = serde_json::from_value(value).map_err(|e| e.to_string())?;
            return Ok(Self::Index(index.manifests));
        }
        if value.get("schemaVersion").and_then(serde_json::Value::as_u64) == Some(1) {
            return Err("Docker's first manifest format is no longer supported".to_owned());
        }
        serde_json::from_value(value).map(Self::Manifest).map_err(|e| e.to_string())
    }
}

/// The manifest for a platform, or the platforms there are.
pub(super) fn choose<'a>(
    index: &'a [Descriptor],
    wanted: &Platform,
) -> Result<&'a Descriptor, Vec<Platform>> {
    let platforms = index.iter().filter_map(|one| Some((one, one.platform.as_ref()?)));
    let mut fitting: Vec<_> = platforms.clone().filter(|(_, found)| found.runs(wanted)).collect();
    // The very variant first, where one is wanted; else the list's own order.
    fitting.sort_by_key(|(_, found)| wanted.variant.is_some() && found.variant != wanted.variant);
    // BuildKit lists its attestations as of an unknown platform.
    let known = platforms.filter(|(_, found)| found.os != "unknown").map(|(_, found)| found.clone());
    fitting.first().map(|(one, _)| *one).ok_or_else(|| known.collect())
}
