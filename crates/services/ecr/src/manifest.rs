//! What a manifest says: images and lists of images, Docker's and OCI's. Pure.
//!
//! <https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-manifest-formats.html>,
//! <https://github.com/opencontainers/image-spec/blob/main/manifest.md>

use crate::digest::Digest;
use serde::Deserialize;
use std::collections::BTreeMap;

pub(crate) const DOCKER_IMAGE: &str = "application/vnd.docker.distribution.manifest.v2+json";
pub(crate) const DOCKER_LIST: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
pub(crate) const OCI_IMAGE: &str = "application/vnd.oci.image.manifest.v1+json";
pub(crate) const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
const SIGNED: &str = "application/vnd.docker.distribution.manifest.v1+prettyjws";
const UNSIGNED: &str = "application/vnd.docker.distribution.manifest.v1+json";
/// An artifact's configuration that is none.
const EMPTY: &str = "application/vnd.oci.empty.v1+json";

/// What is to be known of a manifest.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Manifest {
    pub(crate) media_type: String,
    pub(crate) artifact_type: Option<String>,
    /// The configuration, then the layers.
    pub(crate) blobs: Vec<Blob>,
    pub(crate) children: Vec<Digest>,
    pub(crate) subject: Option<Digest>,
    pub(crate) annotations: BTreeMap<String, String>,
}

/// A blob as a manifest describes it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Blob {
    pub(crate) digest: Digest,
    pub(crate) size: u64,
    pub(crate) media_type: String,
    /// It is elsewhere, and may be missing here.
    pub(crate) foreign: bool,
}

/// Why a text is no manifest that is taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It is none, a sentence says why.
    Broken(String),
    /// It is one of a kind that is not supported.
    Unsupported(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Text {
    schema_version: u32,
    media_type: Option<String>,
    artifact_type: Option<String>,
    config: Option<Descriptor>,
    layers: Option<Vec<Descriptor>>,
    manifests: Option<Vec<Descriptor>>,
    subject: Option<Descriptor>,
    #[serde(default)]
    annotations: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    #[serde(default)]
    media_type: String,
    digest: String,
    #[serde(default)]
    size: u64,
    #[serde(default)]
    urls: Vec<String>,
}

impl Manifest {
    /// Reads a manifest that was said to be of a type.
    pub(crate) fn parse(text: &str, said: Option<&str>) -> Result<Self, Unfit> {
        let broken = |why: &str| Unfit::Broken(why.to_owned());
        if matches!(said, Some(SIGNED | UNSIGNED)) {
            return Err(Unfit::Unsupported(said.unwrap_or_default().to_owned()));
        }
        let text: Text = serde_json::from_str(text).map_err(|error| Unfit::Broken(error.to_string()))?;
        if text.schema_version != 2 {
            return Err(Unfit::Unsupported(format!("schema version {}", text.schema_version)));
        }
        let own = text.media_type.as_deref();
        if let (Some(own), Some(said)) = (own, said)
            && own != said
        {
            return Err(broken("the manifest is of another media type than it was said to be"));
        }
        // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html, imageManifestMediaType
        let media_type =
            own.or(said).ok_or_else(|| broken("neither it nor the request says its media type"))?;
        let media_type = media_type.to_owned();
        let is_list = match media_type.as_str() {
            DOCKER_IMAGE | OCI_IMAGE => false,
            DOCKER_LIST | OCI_INDEX => true,
            other => return Err(Unfit::Unsupported(other.to_owned())),
        };
        let digest = |d: &Descriptor| Digest::parse(&d.digest).ok_or_else(|| broken("a digest is invalid"));
        let subject = text.subject.as_ref().map(digest).transpose()?;
        let (mut blobs, mut children) = (Vec::new(), Vec::new());
        let mut artifact_type = text.artifact_type;
        if is_list {
            if text.layers.is_some() || text.config.is_some() {
                return Err(broken("a list of manifests has no layers"));
            }
            let listed = text.manifests.ok_or_else(|| broken("a list of manifests lists none"))?;
            children = listed.iter().map(digest).collect::<Result<_, _>>()?;
        } else {
            if text.manifests.is_some() {
                return Err(broken("an image lists no manifests"));
            }
            let config = text.config.ok_or_else(|| broken("an image needs a configuration"))?;
            artifact_type = artifact_type
                .or_else(|| Some(config.media_type.clone()).filter(|t| t != EMPTY && !t.is_empty()));
            for d in
                std::iter::once(config).chain(text.layers.ok_or_else(|| broken("an image needs layers"))?)
            {
                let foreign = !d.urls.is_empty();
                blobs.push(Blob { digest: digest(&d)?, size: d.size, media_type: d.media_type, foreign });
            }
        }
        Ok(Self { media_type, artifact_type, blobs, children, subject, annotations: text.annotations })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn d(n: u8) -> String {
        Digest::of(&[n]).to_string()
    }

    fn check(text: &Value, said: Option<&str>, expected: Result<(&str, Option<&str>, usize, usize), &str>) {
        let got = Manifest::parse(&text.to_string(), said);
        let got = got
            .as_ref()
            .map(|m| (m.media_type.as_str(), m.artifact_type.as_deref(), m.blobs.len(), m.children.len()))
            .map_err(|unfit| match unfit {
                Unfit::Broken(why) | Unfit::Unsupported(why) => why.as_str(),
            });
        assert_eq!(got, expected, "{text} as {said:?}");
    }

    #[test]
    fn manifests() {
        let blob = |n, kind: &str| json!({"mediaType": kind, "digest": d(n), "size": 3});
        let config = blob(0, "application/vnd.oci.image.config.v1+json");
        let image = json!({"schemaVersion": 2, "config": config, "layers": [blob(1, "l"), blob(2, "l")]});
        let typed = |mut value: Value, key: &str, text: &str| {
            value[key] = json!(text);
            value
        };
        let kind = Some("application/vnd.oci.image.config.v1+json");
        check(&image, Some(OCI_IMAGE), Ok((OCI_IMAGE, kind, 3, 0)));
        check(&image, None, Err("neither it nor the request says its media type"));
        check(&image, Some(DOCKER_IMAGE), Ok((DOCKER_IMAGE, kind, 3, 0)));
        check(
            &typed(image.clone(), "artifactType", "a/b"),
            Some(OCI_IMAGE),
            Ok((OCI_IMAGE, Some("a/b"), 3, 0)),
        );
        let list = json!({"schemaVersion": 2, "manifests": [blob(1, OCI_IMAGE)]});
        check(&list, Some(OCI_INDEX), Ok((OCI_INDEX, None, 0, 1)));
        check(&list, Some(DOCKER_LIST), Ok((DOCKER_LIST, None, 0, 1)));
        check(&json!({"schemaVersion": 1}), None, Err("schema version 1"));
        check(&image, Some(SIGNED), Err(SIGNED));
        check(&typed(image.clone(), "mediaType", "x/y"), None, Err("x/y"));
        let other = "the manifest is of another media type than it was said to be";
        check(&typed(image.clone(), "mediaType", OCI_IMAGE), Some(DOCKER_IMAGE), Err(other));
        check(&list, Some(OCI_IMAGE), Err("an image lists no manifests"));
        check(&json!({"schemaVersion": 2}), Some(OCI_IMAGE), Err("an image needs a configuration"));
        check(
            &json!({"schemaVersion": 2, "config": {"digest": "sha256:1"}, "layers": []}),
            Some(OCI_IMAGE),
            Err("a digest is invalid"),
        );
        let mut both = list.clone();
        both["layers"] = json!([]);
        check(&both, Some(OCI_INDEX), Err("a list of manifests has no layers"));
    }
}
