//! What a request is for, by its host and path.

use crate::address;
use http::request::Parts;

/// What a request is for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A registry; account and region where the host says them.
    Registry { of: Option<(String, String)> },
    /// A layer, by its address.
    Bucket { bucket: String, object: String },
}

/// What is asked of a registry.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target<'a> {
    /// `/v2/`: whether the protocol is spoken, and the token good.
    Base,
    /// `/v2/_catalog`
    Catalog,
    /// `/v2/<name>/tags/list`
    Tags { name: &'a str },
    /// `/v2/<name>/manifests/<tag or digest>`
    Manifest { name: &'a str, reference: &'a str },
    /// `/v2/<name>/blobs/<digest>`
    Blob { name: &'a str, digest: &'a str },
    /// `/v2/<name>/blobs/uploads/`
    Uploads { name: &'a str },
    /// `/v2/<name>/blobs/uploads/<id>`
    Upload { name: &'a str, id: &'a str },
    /// `/v2/<name>/referrers/<digest>`
    Referrers { name: &'a str, digest: &'a str },
}

impl Place {
    /// The place of a request; `None` for what is none of ours.
    pub(crate) fn of(parts: &Parts) -> Option<Self> {
        let header = || parts.headers.get("host").and_then(|host| host.to_str().ok());
        let authority =
            parts.uri.authority().map(http::uri::Authority::as_str).or_else(header).unwrap_or_default();
        let path = parts.uri.path();
        let name = authority.split(':').next().unwrap_or_default().to_ascii_lowercase();
        if let Some(of) = registry(&name) {
            return Some(Self::Registry { of: Some(of) });
        }
        if let Some((bucket, _)) = name.split_once(".s3.").filter(|(bucket, _)| is_bucket(bucket)) {
            let object = path.trim_start_matches('/').to_owned();
            return Some(Self::Bucket { bucket: bucket.to_owned(), object });
        }
        if address::is_of_aws(&name) {
            return None;
        }
        if let Some((bucket, object)) = path.strip_prefix('/').and_then(|path| path.split_once('/'))
            && is_bucket(bucket)
        {
            return Some(Self::Bucket { bucket: bucket.to_owned(), object: object.to_owned() });
        }
        // Who signs as AWS's clients do asks another service that has paths like these.
        let signed =
            parts.headers.get("authorization").is_some_and(|value| value.as_bytes().starts_with(b"AWS4"));
        (!signed && Target::of(path).is_some()).then_some(Self::Registry { of: None })
    }
}

impl<'a> Target<'a> {
    /// What a path asks for. Names have slashes, so the path is read from its end.
    pub(crate) fn of(path: &'a str) -> Option<Self> {
        let rest = match path.strip_prefix("/v2")? {
            "" | "/" => return Some(Self::Base),
            rest => rest.strip_prefix('/')?,
        };
        if rest == "_catalog" {
            return Some(Self::Catalog);
        }
        if let Some(name) = rest.strip_suffix("/tags/list") {
            return named(name).map(|name| Self::Tags { name });
        }
        if let Some(name) =
            rest.strip_suffix("/blobs/uploads/").or_else(|| rest.strip_suffix("/blobs/uploads"))
        {
            return named(name).map(|name| Self::Uploads { name });
        }
        let (before, last) = rest.rsplit_once('/').filter(|(_, last)| !last.is_empty())?;
        if let Some(name) = before.strip_suffix("/blobs/uploads") {
            return named(name).map(|name| Self::Upload { name, id: last });
        }
        let (name, kind) = before.rsplit_once('/')?;
        let name = named(name)?;
        match kind {
            "manifests" => Some(Self::Manifest { name, reference: last }),
            "blobs" => Some(Self::Blob { name, digest: last }),
            "referrers" => Some(Self::Referrers { name, digest: last }),
            _ => None,
        }
    }
}

fn named(name: &str) -> Option<&str> {
    Some(name).filter(|name| !name.is_empty())
}

/// `123456789012.dkr.ecr.us-east-1.amazonaws.com`, `...dkr.ecr-fips...`, `...dkr-ecr.us-east-1.on.aws`, and LocalStack's
/// `123456789012.dkr.ecr.us-east-1.localhost.localstack.cloud`.
/// <https://docs.aws.amazon.com/general/latest/gr/ecr.html>
fn registry(host: &str) -> Option<(String, String)> {
    let mut parts = host.split('.');
    let account = parts.next().filter(|account| policy::arn::is_account_id(account))?;
    match parts.next()? {
        "dkr" => parts.next().filter(|part| matches!(*part, "ecr" | "ecr-fips"))?,
        "dkr-ecr" | "dkr-ecr-fips" => "",
        _ => return None,
    };
    let region = parts.next().filter(|region| !region.is_empty())?;
    parts.next()?;
    Some((account.to_owned(), region.to_owned()))
}

fn is_bucket(name: &str) -> bool {
    name.starts_with("prod-") && name.ends_with("-starport-layer-bucket")
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;

    fn place(host: &str, path: &str) -> Option<Place> {
        let request = Request::get(path).header("host", host).body(()).unwrap();
        Place::of(&request.into_parts().0)
    }

    #[test]
    fn hosts() {
        let registry = |account: &str, region: &str| {
            Some(Place::Registry { of: Some((account.to_owned(), region.to_owned())) })
        };
        let one = "111111111111";
        for host in [
            "111111111111.dkr.ecr.eu-west-1.amazonaws.com",
            "111111111111.dkr.ecr.eu-west-1.amazonaws.com:4566",
            "111111111111.dkr.ecr-fips.eu-west-1.amazonaws.com",
            "111111111111.dkr-ecr.eu-west-1.on.aws",
            "111111111111.dkr.ecr.eu-west-1.localhost.localstack.cloud:4566",
        ] {
            assert_eq!(place(host, "/v2/"), registry(one, "eu-west-1"), "{host}");
            assert_eq!(place(host, "/else"), registry(one, "eu-west-1"), "{host}");
        }
        for host in ["localhost:4566", "127.0.0.1:4566", "maquette:4566"] {
            assert_eq!(place(host, "/v2/"), Some(Place::Registry { of: None }), "{host}");
            assert_eq!(place(host, "/v2/apis"), None, "{host}");
            assert_eq!(place(host, "/"), None, "{host}");
        }
        for host in [
            "api.ecr.eu-west-1.amazonaws.com",
            "apigateway.eu-west-1.amazonaws.com",
            "1.dkr.ecr.eu-west-1.amazonaws.com",
        ] {
            assert_eq!(place(host, "/v2/"), None, "{host}");
        }
        let bucket = "prod-eu-west-1-starport-layer-bucket";
        let layer = Some(Place::Bucket { bucket: bucket.to_owned(), object: "1/ab".to_owned() });
        assert_eq!(place(&format!("{bucket}.s3.eu-west-1.amazonaws.com"), "/1/ab?X=1"), layer);
        assert_eq!(place("localhost:4566", &format!("/{bucket}/1/ab?X=1")), layer);
        assert_eq!(place("bucket.s3.eu-west-1.amazonaws.com", "/1/ab"), None);
    }

    #[test]
    fn paths() {
        let check =
            |path: &str, expected: Option<Target<'_>>| assert_eq!(Target::of(path), expected, "{path}");
        check("/v2", Some(Target::Base));
        check("/v2/", Some(Target::Base));
        check("/v2/_catalog", Some(Target::Catalog));
        check("/v2/a/b/tags/list", Some(Target::Tags { name: "a/b" }));
        check("/v2/a/blobs/uploads/", Some(Target::Uploads { name: "a" }));
        check("/v2/a/b/blobs/uploads/x", Some(Target::Upload { name: "a/b", id: "x" }));
        check("/v2/a/b/blobs/sha256:0", Some(Target::Blob { name: "a/b", digest: "sha256:0" }));
        check(
            "/v2/blobs/manifests/manifests/v1",
            Some(Target::Manifest { name: "blobs/manifests", reference: "v1" }),
        );
        check("/v2/a/referrers/sha256:0", Some(Target::Referrers { name: "a", digest: "sha256:0" }));
        for none in
            ["/", "/v1/", "/v2x", "/v2/a", "/v2/a/b", "/v2//tags/list", "/v2/a/manifests/", "/v2/manifests/x"]
        {
            check(none, None);
        }
    }

    proptest::proptest! {
        /// A path that is taken names a repository, and what is in its name is in the path.
        #[test]
        fn any_path_is_read(path in "(/v2)?(/[a-z_.:]{0,8}|/blobs|/uploads|/manifests|/tags/list|/referrers){0,8}") {
            if let Some(Target::Tags { name } | Target::Uploads { name } | Target::Upload { name, .. }) = Target::of(&path) {
                proptest::prop_assert!(!name.is_empty() && path.contains(name));
            }
        }
    }
}
