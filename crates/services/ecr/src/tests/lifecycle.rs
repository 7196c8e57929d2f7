//! Lifecycle policies: kept, looked ahead at, applied by the clock.

use super::*;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

fn policy(selection: Value) -> String {
    json!({"rules": [{"rulePriority": 1, "description": "a policy", "selection": selection, "action": {"type": "expire"}}]})
        .to_string()
}

impl House {
    async fn lifecycle(&self, text: String) -> Result<PutLifecyclePolicyOutput> {
        let input = PutLifecyclePolicyInput {
            repository_name: "app".into(),
            lifecycle_policy_text: text,
            registry_id: None,
        };
        self.call::<ops::PutLifecyclePolicy>(input).await
    }
}

#[tokio::test]
async fn kept_and_taken_away() {
    let house = house();
    house.repository("app").await;
    let get = || GetLifecyclePolicyInput { repository_name: "app".into(), registry_id: None };
    let none = "LifecyclePolicyNotFoundException: Lifecycle policy does not exist for the repository with name 'app' in the registry with id '000000000000'";
    assert_eq!(said(house.call::<ops::GetLifecyclePolicy>(get()).await), none);
    let text = policy(json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1}));
    house.lifecycle(text.clone()).await.unwrap();
    let kept = house.call::<ops::GetLifecyclePolicy>(get()).await.unwrap();
    assert_eq!((kept.lifecycle_policy_text, kept.last_evaluated_at), (Some(text), Some(Timestamp::EPOCH)));
    house.clock.advance(DAY).await;
    let kept = house.call::<ops::GetLifecyclePolicy>(get()).await.unwrap();
    assert_eq!(kept.last_evaluated_at, Some(house.clock.now()));
    let bad = policy(json!({"tagStatus": "some", "countType": "imageCountMoreThan", "countNumber": 1}));
    assert_eq!(house.lifecycle(bad).await.unwrap_err().code(), "InvalidParameterException");
    let delete = || DeleteLifecyclePolicyInput { repository_name: "app".into(), registry_id: None };
    house.call::<ops::DeleteLifecyclePolicy>(delete()).await.unwrap();
    assert_eq!(said(house.call::<ops::DeleteLifecyclePolicy>(delete()).await), none);
}

#[tokio::test]
async fn previewed_then_applied() {
    let house = house();
    house.repository("app").await;
    let old = house.push("app", "", "old").await;
    house.clock.advance(Duration::from_hours(1)).await;
    house.push("app", "v1", "new").await;
    let text = policy(
        json!({"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 1}),
    );
    let start = |text: Option<String>| StartLifecyclePolicyPreviewInput {
        repository_name: "app".into(),
        lifecycle_policy_text: text,
        registry_id: None,
    };
    let get = || GetLifecyclePolicyPreviewInput { repository_name: "app".into(), ..Default::default() };
    assert_eq!(
        house.call::<ops::StartLifecyclePolicyPreview>(start(None)).await.unwrap_err().code(),
        "LifecyclePolicyNotFoundException"
    );
    assert_eq!(
        house.call::<ops::GetLifecyclePolicyPreview>(get()).await.unwrap_err().code(),
        "LifecyclePolicyPreviewNotFoundException"
    );
    let started = house.call::<ops::StartLifecyclePolicyPreview>(start(Some(text.clone()))).await.unwrap();
    assert_eq!(started.status, Some(LifecyclePolicyPreviewStatus::InProgress));
    let preview = async || house.call::<ops::GetLifecyclePolicyPreview>(get()).await.unwrap();
    assert_eq!(preview().await.summary.unwrap().expiring_image_total_count, Some(0));
    house.lifecycle(text).await.unwrap();
    house.clock.advance(Duration::from_hours(23)).await;
    assert_eq!(house.images("app"), 2, "a day old is not more than a day");
    house.clock.advance(Duration::from_hours(2)).await;
    house.call::<ops::StartLifecyclePolicyPreview>(start(None)).await.unwrap();
    let ahead = preview().await;
    assert_eq!(ahead.status, Some(LifecyclePolicyPreviewStatus::Complete));
    let results = ahead.preview_results.unwrap();
    assert_eq!(
        (results.len(), &results[0].image_digest, results[0].applied_rule_priority),
        (1, &Some(old), Some(1))
    );
    assert_eq!(house.images("app"), 2, "a preview changes nothing");
    house.clock.advance(DAY).await;
    assert_eq!((house.images("app"), house.tags("app")), (1, vec!["v1".to_owned()]));
}
