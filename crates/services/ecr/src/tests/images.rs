//! Images: tags that move and tags that do not, lists, artifacts, deletion, descriptions.

use super::*;

fn image_ids(ids: &[(Option<&str>, Option<&str>)]) -> Vec<ImageIdentifier> {
    let id = |(digest, tag): &(Option<&str>, Option<&str>)| ImageIdentifier {
        image_digest: digest.map(str::to_owned),
        image_tag: tag.map(str::to_owned),
    };
    ids.iter().map(id).collect()
}

impl House {
    async fn delete(&self, name: &str, ids: &[(Option<&str>, Option<&str>)]) -> (usize, Vec<String>) {
        let input = BatchDeleteImageInput {
            repository_name: name.to_owned(),
            image_ids: image_ids(ids),
            registry_id: None,
        };
        let out = self.call::<ops::BatchDeleteImage>(input).await.unwrap();
        let failures = out.failures.unwrap().into_iter().map(|f| {
            use wire::prelude::Enum;
            format!("{}: {}", f.failure_code.unwrap().as_str(), f.failure_reason.unwrap())
        });
        (out.image_ids.unwrap().len(), failures.collect())
    }
    async fn describe(&self, name: &str) -> Vec<ImageDetail> {
        let input = DescribeImagesInput { repository_name: name.to_owned(), ..Default::default() };
        self.call::<ops::DescribeImages>(input).await.unwrap().image_details.unwrap()
    }
}

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html>
#[tokio::test]
async fn tags_that_do_not_move() {
    let house = house();
    house.repository("app").await;
    let first = house.push("app", "v1", "one").await;
    assert_eq!(house.push("app", "v1", "one").await, first, "the same again is fine");
    let set = |mutability, filters| PutImageTagMutabilityInput {
        repository_name: "app".into(),
        image_tag_mutability: mutability,
        image_tag_mutability_exclusion_filters: filters,
        registry_id: None,
    };
    house.call::<ops::PutImageTagMutability>(set(ImageTagMutability::Immutable, None)).await.unwrap();
    assert_eq!(house.push("app", "v1", "one").await, first, "it is the same image");
    let other = house.image("app", "two").await;
    let text = "The image tag 'v1' already exists in the 'app' repository and cannot be overwritten because the tag is immutable.";
    assert_eq!(house.put("app", "v1", &other).await.refusal(), (400, "TAG_INVALID".into(), text.into()));
    let filter = ImageTagMutabilityExclusionFilter {
        filter_type: ImageTagMutabilityExclusionFilterType::Wildcard,
        filter: "v*".into(),
    };
    let excluded = set(ImageTagMutability::ImmutableWithExclusion, Some(vec![filter]));
    house.call::<ops::PutImageTagMutability>(excluded).await.unwrap();
    let second = house.push("app", "v1", "two").await;
    assert_eq!(house.images("app"), 2, "the first is there without its tag");
    let got = house.ask("GET", "/v2/app/manifests/v1", &[], b"").await;
    assert_eq!(
        (got.header("docker-content-digest"), got.header("content-type")),
        (&*second, crate::manifest::OCI_IMAGE)
    );
}

#[tokio::test]
async fn manifests_that_are_refused() {
    let house = house();
    house.repository("app").await;
    let missing = manifest(b"{}", "nowhere");
    let answer = house.put("app", "v1", &missing).await.refusal();
    assert_eq!((answer.0, &*answer.1), (400, "MANIFEST_BLOB_UNKNOWN"));
    let list = json!({"schemaVersion": 2, "mediaType": crate::manifest::OCI_INDEX,
        "manifests": [described(crate::manifest::OCI_IMAGE, b"no image")]});
    let digest = Digest::of(b"no image");
    assert_eq!(
        house.put("app", "v1", &list).await.refusal().2,
        format!(
            "Images with digests '[{digest}]' required for pushing image into repository with name 'app' in the registry with id '000000000000' do not exist"
        )
    );
    let kind = [("content-type", crate::manifest::OCI_IMAGE)];
    let broken = house.ask("PUT", "/v2/app/manifests/v1", &kind, b"{").await;
    assert_eq!((broken.refusal().0, &*broken.refusal().1), (400, "MANIFEST_INVALID"));
    let fine = house.image("app", "layer").await;
    let other = Digest::of(b"other").to_string();
    assert_eq!(house.put("app", &other, &fine).await.refusal().1, "DIGEST_INVALID");
    assert_eq!(house.put("app", "-bad", &fine).await.refusal().1, "TAG_INVALID");
    let old = [("content-type", "application/vnd.docker.distribution.manifest.v1+prettyjws")];
    let refused = house.ask("PUT", "/v2/app/manifests/v1", &old, b"{}").await;
    assert_eq!((refused.refusal().0, &*refused.refusal().1), (501, "UNSUPPORTED"));
    let large = vec![b' '; 4_194_305];
    assert_eq!(house.ask("PUT", "/v2/app/manifests/v1", &kind, &large).await.refusal().0, 413);
    assert_eq!(house.images("app"), 0);
    assert_eq!(
        house.ask("GET", "/v2/app/manifests/v1", &[], b"").await.refusal(),
        (404, "MANIFEST_UNKNOWN".into(), "Requested image not found".into())
    );
}

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/delete_image.html>
#[tokio::test]
async fn deleting() {
    let house = house();
    house.repository("app").await;
    let one = house.push("app", "v1", "one").await;
    house.push("app", "v2", "one").await;
    let list = json!({"schemaVersion": 2, "mediaType": crate::manifest::OCI_INDEX, "manifests": [{
        "mediaType": crate::manifest::OCI_IMAGE, "digest": one, "size": 1,
        "platform": {"os": "linux", "architecture": "amd64"},
    }]});
    assert_eq!(house.put("app", "all", &list).await.status.as_u16(), 201);
    // "If the image is a manifest list, this will be the max size of all manifests in the list."
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageDetail.html
    let sizes = house.describe("app").await.into_iter().map(|detail| detail.image_size_in_bytes);
    assert!(sizes.eq([Some(2 + 3), Some(2 + 3)]));
    let index = Digest::of(list.to_string().as_bytes()).to_string();
    let (_, failures) = house.delete("app", &[(Some(&one), None)]).await;
    assert_eq!(
        failures,
        [format!("ImageReferencedByManifestList: Requested image referenced by manifest list: [{index}]")]
    );
    assert_eq!(house.ask("DELETE", &format!("/v2/app/manifests/{one}"), &[], b"").await.refusal().0, 405);
    let (gone, failures) = house
        .delete(
            "app",
            &[
                (None, Some("v1")),
                (None, None),
                (None, Some("no")),
                (Some("x"), None),
                (Some(&index), Some("v2")),
            ],
        )
        .await;
    assert_eq!(gone, 1);
    // moto's tests of BatchDeleteImage have these texts.
    assert_eq!(failures[..3], [
        "MissingDigestAndTag: Invalid request parameters: both tag and digest cannot be null",
        "ImageNotFound: Requested image not found",
        "InvalidImageDigest: Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
    ].map(str::to_owned));
    assert!(failures[3].starts_with("ImageTagDoesNotMatchDigest: "));
    assert_eq!((house.tags("app"), house.images("app")), (vec!["all".to_owned(), "v2".to_owned()], 2));
    assert_eq!(house.ask("DELETE", "/v2/app/manifests/all", &[], b"").await.status.as_u16(), 202);
    assert_eq!(house.delete("app", &[(None, Some("v2"))]).await.0, 1, "the last tag takes the image with it");
    assert_eq!(house.images("app"), 0);
}

#[tokio::test]
async fn described_and_pulled() {
    let house = house();
    house.repository("app").await;
    let digest = house.push("app", "v1", "layer").await;
    let [detail] = house.describe("app").await.try_into().ok().unwrap();
    assert_eq!(detail.image_size_in_bytes, Some(2 + 5));
    assert_eq!(detail.artifact_media_type.as_deref(), Some("application/vnd.oci.image.config.v1+json"));
    assert_eq!((detail.image_tags, detail.last_recorded_pull_time), (Some(vec!["v1".to_owned()]), None));
    let pull =
        async || assert_eq!(house.ask("HEAD", "/v2/app/manifests/v1", &[], b"").await.status.as_u16(), 200);
    pull().await;
    let pulled = house.describe("app").await[0].last_recorded_pull_time;
    assert_eq!(pulled, Some(house.clock.now()));
    house.clock.advance(std::time::Duration::from_hours(2)).await;
    pull().await;
    assert_eq!(house.describe("app").await[0].last_recorded_pull_time, pulled);
    let named = |digest: &str| DescribeImagesInput {
        repository_name: "app".into(),
        image_ids: Some(image_ids(&[(Some(digest), None)])),
        ..Default::default()
    };
    assert_eq!(said(house.call::<ops::DescribeImages>(named(&digest)).await), "fine");
    let other = Digest::of(b"other");
    // moto's moto/ecr/exceptions.py
    assert_eq!(
        said(house.call::<ops::DescribeImages>(named(&other.to_string())).await),
        format!(
            "ImageNotFoundException: The image with imageId {{imageDigest:'{other}', imageTag:'null'}} does not exist within the repository with name 'app' in the registry with id '000000000000'"
        )
    );
    let get = |kind: &str| BatchGetImageInput {
        repository_name: "app".into(),
        image_ids: image_ids(&[(None, Some("v1"))]),
        accepted_media_types: Some(vec![kind.to_owned()]),
        registry_id: None,
    };
    let got =
        house.call::<ops::BatchGetImage>(get(crate::manifest::OCI_IMAGE)).await.unwrap().images.unwrap();
    assert_eq!(Digest::of(got[0].image_manifest.as_ref().unwrap().as_bytes()).to_string(), digest);
    let none = house.call::<ops::BatchGetImage>(get("application/else")).await.unwrap();
    assert_eq!((none.images.unwrap().len(), none.failures.unwrap().len()), (0, 1));
}

/// <https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers>
#[tokio::test]
async fn artifacts_about_an_image() {
    let house = house();
    house.repository("app").await;
    let image = house.push("app", "v1", "layer").await;
    let mut about = house.image("app", "signature").await;
    about["artifactType"] = json!("application/signature");
    about["annotations"] = json!({"by": "ada"});
    about["subject"] = json!({"mediaType": crate::manifest::OCI_IMAGE, "digest": image, "size": 1});
    let digest = Digest::of(about.to_string().as_bytes()).to_string();
    assert_eq!(house.put("app", &digest, &about).await.header("oci-subject"), image);
    let path = format!("/v2/app/referrers/{image}");
    let listed = house.ask("GET", &path, &[], b"").await;
    assert_eq!(listed.header("content-type"), crate::manifest::OCI_INDEX);
    let index: Value = serde_json::from_slice(&listed.body).unwrap();
    assert_eq!(index["manifests"][0]["digest"], digest);
    assert_eq!(index["manifests"][0]["artifactType"], "application/signature");
    assert_eq!(index["manifests"][0]["annotations"]["by"], "ada");
    let other = house.ask("GET", &format!("{path}?artifactType=x"), &[], b"").await;
    assert_eq!(other.header("oci-filters-applied"), "artifactType");
    assert!(String::from_utf8_lossy(&other.body).contains(r#""manifests":[]"#));
    let input = ListImageReferrersInput {
        repository_name: "app".into(),
        subject_id: SubjectIdentifier { image_digest: image.clone() },
        ..Default::default()
    };
    let listed = house.call::<ops::ListImageReferrers>(input).await.unwrap().referrers.unwrap();
    assert_eq!(listed[0].digest, digest);
    // "When reference artifacts are present in a repository, Amazon ECR lifecycle policies automatically clean up those
    // artifacts within 24 hours of the deletion of the subject image": only where there is a policy.
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
    house.delete("app", &[(Some(&image), None)]).await;
    house.clock.advance(std::time::Duration::from_hours(24)).await;
    assert_eq!(house.images("app"), 1);
    let rule = json!({"rulePriority": 1, "description": "expires nothing here", "action": {"type": "expire"},
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 100}});
    let policy = PutLifecyclePolicyInput {
        repository_name: "app".into(),
        lifecycle_policy_text: json!({"rules": [rule]}).to_string(),
        registry_id: None,
    };
    house.call::<ops::PutLifecyclePolicy>(policy).await.unwrap();
    house.clock.advance(std::time::Duration::from_hours(24)).await;
    assert_eq!(house.images("app"), 0);
}

#[tokio::test]
async fn tags_in_pages() {
    let house = house();
    house.repository("app").await;
    for tag in ["c", "a", "b"] {
        house.push("app", tag, "layer").await;
    }
    let first = house.ask("GET", "/v2/app/tags/list?n=2", &[], b"").await;
    assert_eq!(first.body, r#"{"name":"app","tags":["a","b"]}"#);
    assert_eq!(first.header("link"), r#"</v2/app/tags/list?n=2&last=b>; rel="next""#);
    let second = house.ask("GET", "/v2/app/tags/list?n=2&last=b", &[], b"").await;
    assert_eq!((&*second.body, second.header("link")), (br#"{"name":"app","tags":["c"]}"#.as_slice(), ""));
    let catalog = house.ask("GET", "/v2/_catalog", &[], b"").await;
    assert_eq!(catalog.body, r#"{"repositories":["app"]}"#);
    let input = ListImagesInput { repository_name: "app".into(), max_results: Some(2), ..Default::default() };
    let listed = house.call::<ops::ListImages>(input).await.unwrap();
    assert_eq!((listed.image_ids.unwrap().len(), listed.next_token.is_some()), (2, true));
}
