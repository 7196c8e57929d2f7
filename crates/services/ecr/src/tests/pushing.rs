//! Pushing and pulling through the registry: blobs in one piece and in chunks, again after a crash, by AWS's names.

use super::*;
use crate::names::RepositoryName;

#[tokio::test]
async fn a_blob_in_chunks() {
    let house = house();
    house.repository("app").await;
    let begun = house.ask("POST", "/v2/app/blobs/uploads/", &[], b"").await;
    assert_eq!((begun.status.as_u16(), begun.header("range")), (202, "0-0"));
    let at = begun.header("location").to_owned();
    assert_eq!(at, format!("/v2/app/blobs/uploads/{}", begun.header("docker-upload-uuid")));
    let first = house.ask("PATCH", &at, &[("content-range", "0-4")], b"hello").await;
    assert_eq!((first.status.as_u16(), first.header("range")), (202, "0-4"));
    // Out of order: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-a-blob-in-chunks
    let gap = house.ask("PATCH", &at, &[("content-range", "6-9")], b"rest").await;
    assert_eq!((gap.status.as_u16(), gap.header("range")), (416, "0-4"));
    // After a crash the upload goes on where it was.
    let house = house.reopened();
    let status = house.ask("GET", &at, &[], b"").await;
    assert_eq!((status.status.as_u16(), status.header("range")), (204, "0-4"));
    let digest = Digest::of(b"hello, world").to_string();
    let wrong = house.ask("PUT", &format!("{at}?digest={}", Digest::of(b"x")), &[], b"").await;
    assert_eq!(wrong.refusal().1, "DIGEST_INVALID");
    let done =
        house.ask("PUT", &format!("{at}?digest={digest}"), &[("content-range", "5-11")], b", world").await;
    assert_eq!((done.status.as_u16(), done.header("docker-content-digest")), (201, &*digest));
    assert_eq!(house.ask("GET", &at, &[], b"").await.refusal().1, "BLOB_UPLOAD_UNKNOWN");
    let blob = format!("/v2/app/blobs/{digest}");
    assert_eq!(house.ask("GET", &blob, &[], b"").await.refusal().1, "BLOB_UNKNOWN");
    house.adopt("app", b"hello, world").await;
    assert_eq!(house.ask("GET", &blob, &[], b"").await.body, "hello, world");
    let head = house.ask("HEAD", &blob, &[], b"").await;
    assert_eq!((head.status.as_u16(), head.header("content-length")), (200, "12"));
    let part = house.ask("GET", &blob, &[("range", "bytes=7-")], b"").await;
    assert_eq!((part.status.as_u16(), &*part.body), (206, b"world".as_slice()));
    assert_eq!(part.header("content-range"), "bytes 7-11/12");
    let beyond = house.ask("GET", &blob, &[("range", "bytes=12-")], b"").await;
    assert_eq!((beyond.status.as_u16(), beyond.header("content-range")), (416, "bytes */12"));
}

#[tokio::test]
async fn uploads_that_end_otherwise() {
    let house = house();
    house.repository("app").await;
    let at = house.ask("POST", "/v2/app/blobs/uploads/", &[], b"").await.header("location").to_owned();
    house.ask("PATCH", &at, &[], b"hello").await;
    assert_eq!(house.ask("DELETE", &at, &[], b"").await.status.as_u16(), 204);
    assert_eq!(house.ask("PATCH", &at, &[], b"x").await.refusal().0, 404);
    assert_eq!(house.ecr.state.blobs.uploads().unwrap(), Vec::<String>::new());
    assert_eq!(
        house.ask("GET", "/v2/app/blobs/uploads/none", &[], b"").await.refusal().1,
        "BLOB_UPLOAD_UNKNOWN"
    );
    let unknown = "The repository with name 'no' does not exist in the registry with id '000000000000'";
    let no = (404, "NAME_UNKNOWN".to_owned(), unknown.to_owned());
    assert_eq!(house.ask("POST", "/v2/no/blobs/uploads/", &[], b"").await.refusal(), no);
    assert_eq!(house.ask("GET", "/v2/no/manifests/v1", &[], b"").await.refusal(), no);
    assert_eq!(house.ask("GET", "/v2/no/tags/list", &[], b"").await.refusal(), no);
    assert_eq!(house.ask("POST", "/v2/NO/blobs/uploads/", &[], b"").await.refusal().1, "NAME_INVALID");
    let none = house.ask("GET", &format!("/v2/app/blobs/{}", Digest::of(b"none")), &[], b"").await;
    assert_eq!((none.refusal().0, &*none.refusal().1), (404, "BLOB_UNKNOWN"));
    assert_eq!(
        house.ask("DELETE", &format!("/v2/app/blobs/{}", Digest::of(b"x")), &[], b"").await.refusal().0,
        405
    );
    // The digest of nothing is a blob too.
    house.push_blob("app", b"").await;
}

/// A layer is a repository's own, whoever else has the same bytes.
#[tokio::test]
async fn repositories_share_nothing_but_the_file() {
    let house = house();
    house.repository("one").await;
    house.repository("two").await;
    let digest = house.push_blob("one", b"layer").await;
    let path = format!("/v2/two/blobs/{digest}");
    assert_eq!(house.ask("HEAD", &path, &[], b"").await.status.as_u16(), 404);
    assert_eq!(house.ask("GET", &path, &[], b"").await.status.as_u16(), 404);
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/blob-mounting.html: off unless the registry says so
    let mount = format!("/v2/two/blobs/uploads/?mount={digest}&from=one");
    assert_eq!(house.ask("POST", &mount, &[], b"").await.status.as_u16(), 202);
    let on = PutAccountSettingInput { name: "BLOB_MOUNTING".into(), value: "ENABLED".into() };
    house.call::<ops::PutAccountSetting>(on).await.unwrap();
    let mounted = house.ask("POST", &mount, &[], b"").await;
    assert_eq!((mounted.status.as_u16(), mounted.header("docker-content-digest")), (201, &*digest));
    house.adopt("two", b"layer").await;
    assert_eq!(house.ask("GET", &path, &[], b"").await.body, "layer");
    let other = format!("/v2/two/blobs/uploads/?mount={}&from=one", Digest::of(b"other"));
    assert_eq!(house.ask("POST", &other, &[], b"").await.status.as_u16(), 202);
}

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html>: layers come from S3.
#[tokio::test]
async fn aws_names_lead_to_the_bucket() {
    let house = house();
    house.repository("app").await;
    let digest = house.push_blob("app", b"layer").await;
    house.adopt("app", b"layer").await;
    let host = ("host", "000000000000.dkr.ecr.us-east-1.amazonaws.com");
    let sent = house.ask("GET", &format!("/v2/app/blobs/{digest}"), &[host], b"").await;
    assert_eq!(sent.status, StatusCode::TEMPORARY_REDIRECT);
    let bucket = "prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com";
    let path = sent.header("location").strip_prefix(&format!("https://{bucket}")).unwrap().to_owned();
    let at = [("host", bucket)];
    assert_eq!(house.ask_with(None, "GET", &path, &at, b"").await.body, "layer");
    let part = [("host", bucket), ("range", "bytes=0-0")];
    assert_eq!(house.ask_with(None, "GET", &path, &part, b"").await.body, "l");
    assert_eq!(house.ask_with(None, "PUT", &path, &at, b"").await.status.as_u16(), 405);
    let unsigned = path.split('?').next().unwrap();
    assert_eq!(house.ask_with(None, "GET", unsigned, &at, b"").await.status.as_u16(), 403);
    house.clock.advance(std::time::Duration::from_hours(1)).await;
    let late = house.ask_with(None, "GET", &path, &at, b"").await;
    assert!(
        late.status.as_u16() == 403 && String::from_utf8_lossy(&late.body).contains("Request has expired")
    );
    // The region and the account are the host's: nothing of us-east-1 is in eu-west-1.
    let west = ("host", "000000000000.dkr.ecr.eu-west-1.amazonaws.com");
    assert_eq!(house.ask("GET", "/v2/app/tags/list", &[west], b"").await.refusal().1, "NAME_UNKNOWN");
}

#[tokio::test]
async fn pushed_to_a_repository_that_a_template_makes() {
    let house = house();
    let template = CreateRepositoryCreationTemplateInput {
        prefix: "team".into(),
        applied_for: vec![RCTAppliedFor::CreateOnPush],
        image_tag_mutability: Some(ImageTagMutability::Immutable),
        ..Default::default()
    };
    house.call::<ops::CreateRepositoryCreationTemplate>(template).await.unwrap();
    house.push("team/app", "v1", "layer").await;
    let name = RepositoryName::of(&house.call, None, "team/app");
    assert_eq!(house.ecr.state.repository(&name).unwrap().mutability, "IMMUTABLE");
    for other in ["teams/app", "team", "other"] {
        let path = format!("/v2/{other}/blobs/uploads/");
        assert_eq!(house.ask("POST", &path, &[], b"").await.refusal().1, "NAME_UNKNOWN");
    }
    let replicated = CreateRepositoryCreationTemplateInput {
        prefix: "other".into(),
        applied_for: vec![RCTAppliedFor::Replication],
        ..Default::default()
    };
    let refused = house.call::<ops::CreateRepositoryCreationTemplate>(replicated).await;
    assert_eq!(refused.unwrap_err().code(), "NotImplemented");
}

/// Two writers of one upload: the second one's chunk does not fit any more.
#[tokio::test]
async fn one_chunk_at_a_time() {
    let house = house();
    house.repository("app").await;
    let at = house.ask("POST", "/v2/app/blobs/uploads/", &[], b"").await.header("location").to_owned();
    let chunk = || house.ask("PATCH", &at, &[("content-range", "0-4")], b"hello");
    let (one, two) = tokio::join!(chunk(), chunk());
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [202, 416]);
}
