//! What repositories, registries and images are called.

use crate::digest::Digest;
use door::Call;
use model_ecr::errors;
use model_ecr::types::ImageIdentifier;
use policy::arn::Arn;
use store::Key;
use wire::prelude::*;

/// A repository in a registry, which is an account in a region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RepositoryName {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) name: String,
}

impl RepositoryName {
    /// The repository that a call names; without a registry's id, in the caller's.
    pub(crate) fn of(call: &Call, registry_id: Option<&str>, name: &str) -> Self {
        Self {
            account: registry_id.unwrap_or_else(|| call.account()).to_owned(),
            region: call.region.to_string(),
            name: name.to_owned(),
        }
    }
    /// `arn:aws:ecr:us-east-1:123456789012:repository/team/app`
    pub(crate) fn parse(arn: &str) -> Option<Self> {
        let parsed = Arn::parse(arn).filter(|arn| arn.service == "ecr")?;
        let name = parsed.resource.strip_prefix("repository/").filter(|name| !name.is_empty())?;
        Some(Self {
            account: parsed.account.to_owned(),
            region: parsed.region.to_owned(),
            name: name.to_owned(),
        })
    }
    pub(crate) fn of_key(key: &Key) -> Self {
        let part = |n| key.text(n).unwrap_or_default();
        Self { account: part(0), region: part(1), name: part(2) }
    }
    pub(crate) fn key(&self) -> Key {
        Key::new(&[&self.account, &self.region, &self.name])
    }
    pub(crate) fn arn(&self) -> String {
        format!("arn:aws:ecr:{}:{}:repository/{}", self.region, self.account, self.name)
    }
    pub(crate) fn uri(&self) -> String {
        format!("{}/{}", registry_host(&self.account, &self.region), self.name)
    }
    /// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html>
    pub(crate) fn unknown(&self) -> Error {
        errors::repository_not_found(format!(
            "The {self} does not exist in the registry with id '{}'",
            self.account
        ))
    }
}

/// As AWS's sentences call it.
impl std::fmt::Display for RepositoryName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "repository with name '{}'", self.name)
    }
}

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html>
pub(crate) fn registry_host(account: &str, region: &str) -> String {
    format!("{account}.dkr.ecr.{region}.amazonaws.com")
}

/// An image as a request names it, in the words of `ImageNotFoundException`.
pub(crate) fn shown(id: &ImageIdentifier) -> String {
    let part = |part: &Option<String>| part.as_deref().unwrap_or("null").to_owned();
    format!("{{imageDigest:'{}', imageTag:'{}'}}", part(&id.image_digest), part(&id.image_tag))
}

pub(crate) fn no_image(repository: &RepositoryName, id: &ImageIdentifier) -> Error {
    errors::image_not_found(format!(
        "The image with imageId {} does not exist within the {repository} in the registry with id '{}'",
        shown(id),
        repository.account
    ))
}

/// ECR's sentence about a parameter that breaks a rule.
pub(crate) fn invalid(parameter: &str, rule: &str) -> Error {
    errors::invalid_parameter(format!(
        "Invalid parameter at '{parameter}' failed to satisfy constraint: '{rule}'"
    ))
}

/// The digest of an image's id, where it has one.
pub(crate) fn digest_of(id: &ImageIdentifier) -> Option<Result<Digest>> {
    id.image_digest.as_deref().map(|text| {
        Digest::parse(text).ok_or_else(|| {
            invalid("imageDigest", "image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'")
        })
    })
}

/// Whether a text may tag an image.
/// <https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests>
pub(crate) fn is_tag(text: &str) -> bool {
    let mut bytes = text.bytes();
    let first = bytes.next().is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_');
    first && text.len() <= 128 && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let arn = "arn:aws:ecr:eu-west-1:111111111111:repository/team/app";
        let name = RepositoryName::parse(arn).unwrap();
        assert_eq!(name.arn(), arn);
        assert_eq!(name.uri(), "111111111111.dkr.ecr.eu-west-1.amazonaws.com/team/app");
        assert_eq!(RepositoryName::of_key(&name.key()), name);
        for other in
            ["arn:aws:ecr:eu-west-1:111111111111:repository/", "arn:aws:sqs:eu-west-1:1:repository/a", "app"]
        {
            assert_eq!(RepositoryName::parse(other), None, "{other}");
        }
    }

    #[test]
    fn tags() {
        for (text, fine) in [
            ("v1.0", true),
            ("_x", true),
            ("1", true),
            ("", false),
            (".x", false),
            ("a/b", false),
            ("-a", false),
        ] {
            assert_eq!(is_tag(text), fine, "{text}");
        }
        assert!(is_tag(&"a".repeat(128)) && !is_tag(&"a".repeat(129)));
    }
}
