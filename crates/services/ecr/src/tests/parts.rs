//! Layers in parts by the API itself.

use super::*;

const MIB: usize = 1 << 20;

impl House {
    async fn begin(&self) -> String {
        let input = InitiateLayerUploadInput { repository_name: "app".into(), registry_id: None };
        let begun = self.call::<ops::InitiateLayerUpload>(input).await.unwrap();
        assert_eq!(begun.part_size, Some(20_971_520));
        begun.upload_id.unwrap()
    }
    async fn part(&self, id: &str, first: usize, bytes: Vec<u8>) -> Result<UploadLayerPartOutput> {
        let input = UploadLayerPartInput {
            repository_name: "app".into(),
            upload_id: id.to_owned(),
            part_first_byte: first as i64,
            part_last_byte: (first + bytes.len()) as i64 - 1,
            layer_part_blob: bytes.into(),
            registry_id: None,
        };
        self.call::<ops::UploadLayerPart>(input).await
    }
    async fn done(&self, id: &str, digest: &str) -> Result<CompleteLayerUploadOutput> {
        let input = CompleteLayerUploadInput {
            repository_name: "app".into(),
            upload_id: id.to_owned(),
            layer_digests: vec![digest.to_owned()],
            registry_id: None,
        };
        self.call::<ops::CompleteLayerUpload>(input).await
    }
    async fn availability(&self, digests: &[&str]) -> BatchCheckLayerAvailabilityOutput {
        let input = BatchCheckLayerAvailabilityInput {
            repository_name: "app".into(),
            layer_digests: digests.iter().map(|digest| (*digest).to_owned()).collect(),
            registry_id: None,
        };
        self.call::<ops::BatchCheckLayerAvailability>(input).await.unwrap()
    }
}

#[tokio::test]
async fn a_layer_in_two_parts() {
    let house = house();
    house.repository("app").await;
    let id = house.begin().await;
    let whole = vec![7; 6 * MIB];
    let digest = Digest::of(&whole).to_string();
    assert_eq!(
        house.part(&id, 0, vec![7; 5 * MIB]).await.unwrap().last_byte_received,
        Some(5 * MIB as i64 - 1)
    );
    let gap = house.part(&id, 1, vec![7; MIB]).await.unwrap_err();
    assert_eq!(gap.shape_name(), "InvalidLayerPartException");
    assert_eq!(gap.members()["lastValidByteReceived"], 5 * MIB as i64 - 1);
    let house = house.reopened();
    house.part(&id, 5 * MIB, vec![7; MIB]).await.unwrap();
    assert_eq!(
        house.done(&id, &Digest::of(b"x").to_string()).await.unwrap_err().code(),
        "InvalidLayerException"
    );
    assert_eq!(house.done(&id, &digest).await.unwrap().layer_digest.as_ref(), Some(&digest));
    assert_eq!(house.done(&id, &digest).await.unwrap_err().code(), "UploadNotFoundException");
    let known = house.availability(&[&digest, &Digest::of(b"x").to_string(), "nonsense", ""]).await;
    let layers = known.layers.unwrap();
    assert_eq!(layers[0].layer_availability, Some(LayerAvailability::Available));
    assert_eq!((layers[0].layer_size, layers.len()), (Some(6 * MIB as i64), 2));
    assert_eq!(layers[1].layer_availability, Some(LayerAvailability::Unavailable));
    let failures: Vec<_> = known.failures.unwrap().into_iter().filter_map(|f| f.failure_code).collect();
    assert_eq!(failures, [LayerFailureCode::InvalidLayerDigest, LayerFailureCode::MissingLayerDigest]);
    // "You can only get URLs for image layers that are referenced in an image."
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetDownloadUrlForLayer.html
    let get = || GetDownloadUrlForLayerInput {
        repository_name: "app".into(),
        layer_digest: digest.clone(),
        registry_id: None,
    };
    let early = house.call::<ops::GetDownloadUrlForLayer>(get()).await;
    assert_eq!(early.unwrap_err().code(), "LayerInaccessibleException");
    house.adopt("app", &whole).await;
    let url = house.call::<ops::GetDownloadUrlForLayer>(get()).await.unwrap().download_url.unwrap();
    let path = url.split_once("://").unwrap().1.split_once('/').unwrap().1.to_owned();
    assert_eq!(house.ask_with(None, "GET", &format!("/{path}"), &[], b"").await.body.len(), 6 * MIB);
    let again = house.begin().await;
    house.part(&again, 0, whole).await.unwrap();
    let there = house.done(&again, &Digest::of(&vec![7; 6 * MIB]).to_string()).await;
    assert_eq!(there.unwrap_err().code(), "LayerAlreadyExistsException");
}

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html>: a part has 5 MiB, but for the last.
#[tokio::test]
async fn parts_that_are_too_small() {
    let house = house();
    house.repository("app").await;
    let id = house.begin().await;
    house.part(&id, 0, vec![1; MIB]).await.unwrap();
    house.part(&id, MIB, vec![1; MIB]).await.unwrap();
    let digest = Digest::of(&vec![1; 2 * MIB]).to_string();
    assert_eq!(house.done(&id, &digest).await.unwrap_err().code(), "LayerPartTooSmallException");
    let empty = house.begin().await;
    assert_eq!(house.done(&empty, &digest).await.unwrap_err().code(), "EmptyUploadException");
    let none = "00000000-0000-0000-0000-000000000000";
    assert_eq!(house.part(none, 0, vec![1]).await.unwrap_err().code(), "UploadNotFoundException");
}
