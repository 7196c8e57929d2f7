//! The addresses of layers: AWS keeps them in buckets of its own, and gives out addresses signed for an hour.
//!
//! The bucket is a host name of its own, so a private subnet needs a way to S3 beside ECR's endpoints.
//! <https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms>
//! Whoever does not ask by AWS's names is given the same bucket as a path of the door.

use crate::digest::Digest;
use crate::names::RepositoryName;
use crate::seal::Seal;
use clock::Timestamp;

/// How long an address is good, in seconds.
const LIFETIME: i64 = 3_600;

/// `prod-eu-west-1-starport-layer-bucket`
pub(crate) fn bucket(region: &str) -> String {
    format!("prod-{region}-starport-layer-bucket")
}

/// Where whoever asked at an authority finds a layer.
pub(crate) fn address(
    seal: &Seal,
    repository: &RepositoryName,
    digest: Digest,
    asked: Asked<'_>,
    now: Timestamp,
) -> String {
    let bucket = bucket(&repository.region);
    let object = format!("{}/{}", repository.account, digest.hex());
    let authority = asked.authority.to_ascii_lowercase();
    let name = authority.split(':').next().unwrap_or_default();
    let base = if is_of_aws(name) {
        // AWS's own port is the scheme's; whoever names another one reached the door there.
        let port = authority.strip_prefix(name).unwrap_or_default();
        let scheme = if asked.secure || port.is_empty() { "https" } else { "http" };
        format!("{scheme}://{bucket}.s3.{}.amazonaws.com{port}", repository.region)
    } else {
        let scheme = if asked.secure { "https" } else { "http" };
        format!("{scheme}://{authority}/{bucket}")
    };
    let expires = now.seconds().saturating_add(LIFETIME);
    let signature = seal.sign(&text(&bucket, &object, expires));
    format!(
        "{base}/{object}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires={LIFETIME}&X-Amz-SignedHeaders=host&X-Amz-Date={}&X-Amz-Signature={signature}",
        stamp(now)
    )
}

/// `20270115T080000Z`
fn stamp(at: Timestamp) -> String {
    at.rfc3339().replace(['-', ':'], "")
}

fn of_stamp(text: &str) -> Option<i64> {
    let part = |range| text.get(range);
    let (date, time) = (part(0..8)?, part(9..15)?);
    let spelled = format!(
        "{}-{}-{}T{}:{}:{}Z",
        date.get(..4)?,
        date.get(4..6)?,
        date.get(6..)?,
        time.get(..2)?,
        time.get(2..4)?,
        time.get(4..)?
    );
    Timestamp::parse_rfc3339(&spelled).ok().map(Timestamp::seconds)
}

/// How somebody came to the door.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The name and port that were asked for.
    pub(crate) authority: &'a str,
    pub(crate) secure: bool,
}

/// Whether a host name is one of AWS's own.
pub(crate) fn is_of_aws(name: &str) -> bool {
    [".amazonaws.com", ".amazonaws.com.cn", ".on.aws", ".api.aws"].iter().any(|suffix| name.ends_with(suffix))
}

/// What is wrong with an address, as S3 says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadAddress {
    Expired,
    Mismatch,
    NoSuchKey,
}

/// The layer of an address.
pub(crate) fn layer(
    seal: &Seal,
    bucket: &str,
    object: &str,
    query: &str,
    now: Timestamp,
) -> Result<Digest, BadAddress> {
    let find = |name: &str| {
        query
            .split('&')
            .find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))
            .map(|(_, value)| value)
    };
    let made: i64 = find("X-Amz-Date").and_then(of_stamp).ok_or(BadAddress::Mismatch)?;
    let expires = made.saturating_add(LIFETIME);
    let signature = find("X-Amz-Signature").unwrap_or_default();
    if !seal.signed(&text(bucket, object, expires), signature) {
        return Err(BadAddress::Mismatch);
    }
    if now.seconds() >= expires {
        return Err(BadAddress::Expired);
    }
    object.rsplit('/').next().and_then(Digest::of_hex).ok_or(BadAddress::NoSuchKey)
}

fn text(bucket: &str, object: &str, expires: i64) -> String {
    format!("{bucket}\n{object}\n{expires}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use store::Store;

    #[test]
    fn addresses() {
        let seal = Seal::open(&Store::ephemeral().unwrap()).unwrap();
        let now = Timestamp::from_seconds(1_800_000_000);
        let repository =
            RepositoryName { account: "111111111111".into(), region: "eu-west-1".into(), name: "app".into() };
        let digest = Digest::of(b"layer");
        let check = |authority: &str, secure: bool, begins: &str| {
            let url = address(&seal, &repository, digest, Asked { authority, secure }, now);
            let rest = url.strip_prefix(begins).unwrap_or_else(|| panic!("{url}"));
            let (object, query) = rest.split_once('?').unwrap();
            let bucket = bucket("eu-west-1");
            let at = |seconds| layer(&seal, &bucket, object, query, now + Duration::from_secs(seconds));
            assert_eq!(at(3_599), Ok(digest));
            assert_eq!(at(3_600), Err(BadAddress::Expired));
            assert_eq!(layer(&seal, &bucket, "111111111111/00", query, now), Err(BadAddress::Mismatch));
            assert_eq!(layer(&seal, "other", object, query, now), Err(BadAddress::Mismatch));
            assert_eq!(layer(&seal, &bucket, object, "", now), Err(BadAddress::Mismatch));
            let later = query.replace("20270115T080000Z", "20270115T080001Z");
            assert_eq!(layer(&seal, &bucket, object, &later, now), Err(BadAddress::Mismatch));
        };
        let host = "prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com";
        let aws = "111111111111.dkr.ecr.eu-west-1.amazonaws.com";
        check(aws, true, &format!("https://{host}/"));
        check(aws, false, &format!("https://{host}/"));
        check(&aws.to_uppercase(), true, &format!("https://{host}/"));
        check(&format!("{aws}:4566"), false, &format!("http://{host}:4566/"));
        check(&format!("{aws}:4566"), true, &format!("https://{host}:4566/"));
        check("localhost:4566", false, "http://localhost:4566/prod-eu-west-1-starport-layer-bucket/");
    }
}
