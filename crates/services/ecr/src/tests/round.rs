//! Garbage: what goes, what stays, and what a crash leaves.

use super::*;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

impl House {
    fn files(&self) -> usize {
        self.ecr.state.blobs.all().unwrap().len()
    }
    fn uploads(&self) -> usize {
        self.ecr.state.blobs.uploads().unwrap().len()
    }
}

#[tokio::test]
async fn what_nothing_refers_to_goes_after_a_day() {
    let house = house();
    house.repository("app").await;
    house.push("app", "v1", "used").await;
    house.push_blob("app", b"unused").await;
    let at = house.ask("POST", "/v2/app/blobs/uploads/", &[], b"").await.header("location").to_owned();
    house.ask("PATCH", &at, &[], b"hello").await;
    assert_eq!((house.files(), house.uploads()), (3, 1));
    house.clock.advance(DAY).await;
    assert_eq!((house.files(), house.uploads()), (3, 1), "a day old is not older than a day");
    house.clock.advance(Duration::from_hours(1)).await;
    house.push_blob("app", b"young").await;
    house.clock.advance(DAY).await;
    assert_eq!((house.files(), house.uploads()), (3, 0), "the configuration, the layer, and what is young");
    assert_eq!(house.ask("GET", &at, &[], b"").await.refusal().1, "BLOB_UPLOAD_UNKNOWN");
    house.clock.advance(DAY * 30).await;
    assert_eq!(house.files(), 2);
    assert_eq!(house.ask("GET", "/v2/app/manifests/v1", &[], b"").await.status.as_u16(), 200);
    let digest = Digest::of(b"used");
    assert_eq!(house.ask("GET", &format!("/v2/app/blobs/{digest}"), &[], b"").await.body, "used");
}

#[tokio::test]
async fn a_file_stays_while_any_repository_has_it() {
    let house = house();
    house.repository("one").await;
    house.repository("two").await;
    house.push("one", "v1", "shared").await;
    house.push("two", "v1", "shared").await;
    let delete = |name: &str| DeleteRepositoryInput {
        repository_name: name.to_owned(),
        force: Some(true),
        registry_id: None,
    };
    house.call::<ops::DeleteRepository>(delete("one")).await.unwrap();
    house.clock.advance(DAY * 2).await;
    assert_eq!(house.files(), 2);
    house.call::<ops::DeleteRepository>(delete("two")).await.unwrap();
    house.clock.advance(DAY).await;
    assert_eq!(house.files(), 0);
}

/// A crash between the file's name and its record, and one in the middle of an upload.
#[tokio::test]
async fn what_a_crash_leaves_is_collected() {
    let house = house();
    house.repository("app").await;
    let at = house.ask("POST", "/v2/app/blobs/uploads/", &[], b"").await.header("location").to_owned();
    house.ask("PATCH", &at, &[], b"half").await;
    let blobs = &house.ecr.state.blobs;
    std::fs::write(blobs.upload_path("stray"), b"bytes").unwrap();
    std::fs::write(blobs.upload_path("named"), b"named").unwrap();
    blobs.keep(&blobs.upload_path("named"), Digest::of(b"named")).unwrap();
    let house = house.reopened();
    assert_eq!((house.files(), house.uploads()), (1, 2));
    house.clock.advance(DAY).await;
    assert_eq!((house.files(), house.uploads()), (0, 1), "the upload may still go on");
    house.clock.advance(DAY).await;
    assert_eq!((house.files(), house.uploads()), (0, 0));
}

/// A layer whose file is gone, as after a loss of power, is not there: the next push brings it again.
#[tokio::test]
async fn a_layer_without_its_file_is_pushed_again() {
    let house = house();
    house.repository("app").await;
    let digest = house.push_blob("app", b"layer").await;
    house.adopt("app", b"layer").await;
    house.ecr.state.blobs.remove(Digest::of(b"layer")).unwrap();
    let path = format!("/v2/app/blobs/{digest}");
    assert_eq!(house.ask("HEAD", &path, &[], b"").await.status.as_u16(), 404);
    house.push_blob("app", b"layer").await;
    assert_eq!(house.ask("GET", &path, &[], b"").await.body, "layer");
}
