//! What the store keeps: everything but the bytes of layers, which are files.

use crate::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::Record;

/// A repository, by account, region and name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RepositoryRecord {
    /// Milliseconds.
    pub(crate) created: i64,
    /// `MUTABLE` and its kin.
    pub(crate) mutability: String,
    /// The wildcards of tags that mutability is the other way round for.
    pub(crate) exclusions: Vec<String>,
    pub(crate) scan_on_push: bool,
    pub(crate) encryption: Encryption,
    pub(crate) policy: Option<String>,
    pub(crate) lifecycle: Option<Lifecycle>,
    pub(crate) tags: BTreeMap<String, String>,
}

/// What a repository is to be encrypted with. Kept and shown; `Host::shortfalls` tells that nothing is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Encryption {
    pub(crate) kind: String,
    pub(crate) key: Option<String>,
}

impl Default for Encryption {
    fn default() -> Self {
        Self { kind: "AES256".to_owned(), key: None }
    }
}

/// A lifecycle policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Lifecycle {
    pub(crate) text: String,
    /// When it was last applied, in milliseconds.
    pub(crate) evaluated: Option<i64>,
}

/// An image, by its repository and the digest of its manifest.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ImageRecord {
    /// The number under which its manifest stands.
    pub(crate) manifest: u64,
    /// Bytes of the manifest.
    pub(crate) bytes: u64,
    pub(crate) media_type: String,
    /// What it is, where it says so: the type of its configuration, or of the artifact.
    pub(crate) artifact_type: Option<String>,
    /// Bytes of its blobs as they are stored.
    pub(crate) size: u64,
    /// Its configuration and layers.
    pub(crate) blobs: Vec<Digest>,
    /// The images of a manifest list.
    pub(crate) children: Vec<Digest>,
    /// The image that it is about.
    pub(crate) subject: Option<Digest>,
    pub(crate) annotations: BTreeMap<String, String>,
    /// Milliseconds.
    pub(crate) pushed: i64,
    /// When it was last pulled as AWS tells it, once a day at the most.
    pub(crate) pulled: Option<i64>,
    /// The image that it is about was deleted.
    pub(crate) orphaned: bool,
}

/// A tag, by its repository and name.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct TagRecord {
    pub(crate) digest: Digest,
}

/// That a repository has a layer or configuration, by its repository and digest. The bytes are a file that repositories
/// share without knowing.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LayerRecord {
    pub(crate) size: u64,
    /// When it came, in milliseconds.
    pub(crate) uploaded: i64,
    /// What the last manifest that names it says it is.
    pub(crate) media_type: Option<String>,
}

/// An upload that is not complete, by its repository and id. How far it came, its file says.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct UploadRecord {
    /// Milliseconds.
    pub(crate) started: i64,
    /// Parts that came by the API.
    pub(crate) parts: u32,
    /// The last part was smaller than a part may be that is not the last.
    pub(crate) short: bool,
    /// So was one before it.
    pub(crate) too_small: bool,
}

/// What holds for a whole registry, by account and region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RegistryRecord {
    pub(crate) policy: Option<String>,
    /// `BASIC`; the rules as frequency and wildcards.
    pub(crate) scanning: Vec<(String, Vec<String>)>,
    /// Account settings that were set, by name.
    pub(crate) settings: BTreeMap<String, String>,
}

/// How repositories are made that a push creates, by account, region and prefix.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TemplateRecord {
    pub(crate) description: Option<String>,
    pub(crate) encryption: Option<Encryption>,
    pub(crate) mutability: String,
    pub(crate) exclusions: Vec<String>,
    pub(crate) policy: Option<String>,
    pub(crate) lifecycle: Option<String>,
    pub(crate) created: i64,
    pub(crate) updated: i64,
}

/// What a lifecycle policy would do to a repository, as it was worked out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PreviewRecord {
    pub(crate) text: String,
    pub(crate) expiring: Vec<Expiring>,
}

/// An image that a lifecycle policy expires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Expiring {
    pub(crate) digest: Digest,
    pub(crate) tags: Vec<String>,
    /// Milliseconds.
    pub(crate) pushed: i64,
    /// The rule that does it.
    pub(crate) priority: u32,
}

/// When the daily round was last made, in milliseconds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct RoundRecord {
    pub(crate) made: i64,
}

macro_rules! records {
    ($($record:ident = $name:literal),* $(,)?) => { $(
        impl Record for $record {
            const NAME: &'static str = $name;
            const VERSION: u16 = 1;
        }
    )* };
}

records! {
    RepositoryRecord = "ecr.repositories",
    ImageRecord = "ecr.images",
    TagRecord = "ecr.tags",
    LayerRecord = "ecr.layers",
    UploadRecord = "ecr.uploads",
    RegistryRecord = "ecr.registries",
    TemplateRecord = "ecr.templates",
    PreviewRecord = "ecr.previews",
    RoundRecord = "ecr.rounds",
}
