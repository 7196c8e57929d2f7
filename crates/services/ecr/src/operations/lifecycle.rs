//! Lifecycle policies and their previews. The daily round applies them (`round.rs`).

use super::{most, page};
use crate::names::{RepositoryName, invalid};
use crate::records::{Expiring, Lifecycle, PreviewRecord};
use crate::{Ecr, lifecycle};
use clock::Timestamp;
use door::Call;
use lifecycle::Seen;
use model_ecr::errors;
use model_ecr::types::{
    DeleteLifecyclePolicyInput, DeleteLifecyclePolicyOutput, GetLifecyclePolicyInput,
    GetLifecyclePolicyOutput, GetLifecyclePolicyPreviewInput, GetLifecyclePolicyPreviewOutput,
    ImageActionType, LifecyclePolicyPreviewResult, LifecyclePolicyPreviewStatus,
    LifecyclePolicyPreviewSummary, LifecyclePolicyRuleAction, PutLifecyclePolicyInput,
    PutLifecyclePolicyOutput, StartLifecyclePolicyPreviewInput, StartLifecyclePolicyPreviewOutput,
};
use std::collections::HashSet;
use store::Batch;
use wire::prelude::*;

impl Ecr {
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html>
    pub(crate) async fn put_lifecycle_policy(
        &self,
        call: &Call,
        input: PutLifecyclePolicyInput,
    ) -> Result<PutLifecyclePolicyOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        self.state.repository(&name)?;
        lifecycle::read(&input.lifecycle_policy_text)?;
        let text = input.lifecycle_policy_text.clone();
        self.change(&name, |record| {
            record.lifecycle = Some(Lifecycle { text, evaluated: None });
            Ok(())
        })
        .await?;
        Ok(PutLifecyclePolicyOutput {
            registry_id: Some(name.account),
            repository_name: Some(name.name),
            lifecycle_policy_text: Some(input.lifecycle_policy_text),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicy.html>
    pub(crate) async fn get_lifecycle_policy(
        &self,
        call: &Call,
        input: GetLifecyclePolicyInput,
    ) -> Result<GetLifecyclePolicyOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        let policy = self.state.repository(&name)?.lifecycle.clone().ok_or_else(|| no_policy(&name))?;
        Ok(GetLifecyclePolicyOutput {
            registry_id: Some(name.account),
            repository_name: Some(name.name),
            lifecycle_policy_text: Some(policy.text),
            last_evaluated_at: evaluated(policy.evaluated),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteLifecyclePolicy.html>
    pub(crate) async fn delete_lifecycle_policy(
        &self,
        call: &Call,
        input: DeleteLifecyclePolicyInput,
    ) -> Result<DeleteLifecyclePolicyOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        let mut policy = None;
        self.change(&name, |record| {
            policy = record.lifecycle.take();
            if policy.is_none() { Err(no_policy(&name)) } else { Ok(()) }
        })
        .await?;
        let (text, at) = policy.map(|policy| (policy.text, policy.evaluated)).unwrap_or_default();
        Ok(DeleteLifecyclePolicyOutput {
            registry_id: Some(name.account),
            repository_name: Some(name.name),
            lifecycle_policy_text: Some(text),
            last_evaluated_at: evaluated(at),
        })
    }

    /// The preview is worked out at once, so nobody ever finds one in progress.
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_StartLifecyclePolicyPreview.html>
    pub(crate) async fn start_lifecycle_policy_preview(
        &self,
        call: &Call,
        input: StartLifecyclePolicyPreviewInput,
    ) -> Result<StartLifecyclePolicyPreviewOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        let own = self.state.repository(&name)?.lifecycle.as_ref().map(|policy| policy.text.clone());
        let text = input.lifecycle_policy_text.or(own).ok_or_else(|| no_policy(&name))?;
        let rules = lifecycle::read(&text)?;
        let ticket = {
            let _changing = self.state.changing();
            self.state.repository(&name)?;
            let expiring = lifecycle::expiring(&rules, self.seen(&name), call.now().millis());
            let mut batch = Batch::new();
            self.state.previews.put(&mut batch, &name.key(), PreviewRecord { text: text.clone(), expiring });
            self.state.commit(batch)?
        };
        ticket.durable().await.or_internal()?;
        Ok(StartLifecyclePolicyPreviewOutput {
            registry_id: Some(name.account),
            repository_name: Some(name.name),
            lifecycle_policy_text: Some(text),
            status: Some(LifecyclePolicyPreviewStatus::InProgress),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicyPreview.html>
    pub(crate) async fn get_lifecycle_policy_preview(
        &self,
        call: &Call,
        input: GetLifecyclePolicyPreviewInput,
    ) -> Result<GetLifecyclePolicyPreviewOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        self.state.repository(&name)?;
        let preview = self.state.previews.get(&name.key()).ok_or_else(|| {
            errors::lifecycle_policy_preview_not_found(format!(
                "Lifecycle policy preview does not exist for the {name} in the registry with id '{}'",
                name.account
            ))
        })?;
        if input.image_ids.is_some() && (input.next_token.is_some() || input.max_results.is_some()) {
            return Err(invalid("imageIds", "must not be used with maxResults or nextToken"));
        }
        let filter = input.filter.unwrap_or_default();
        let wanted = |image: &&Expiring| {
            let named = input.image_ids.as_ref().is_none_or(|ids| {
                ids.iter().any(|id| {
                    id.image_digest.as_ref().is_none_or(|digest| *digest == image.digest.to_string())
                        && id.image_tag.as_ref().is_none_or(|tag| image.tags.contains(tag))
                })
            });
            named && super::describing::has_status(filter.tag_status.as_ref(), !image.tags.is_empty())
        };
        let all: Vec<_> = preview.expiring.iter().filter(wanted).collect();
        let all =
            all.into_iter().map(|image| (format!("{:020} {}", image.pushed, image.digest), image)).collect();
        let (page, next_token) = page(all, input.next_token.as_deref(), most(input.max_results, 100))?;
        Ok(GetLifecyclePolicyPreviewOutput {
            registry_id: Some(name.account),
            repository_name: Some(name.name),
            lifecycle_policy_text: Some(preview.text.clone()),
            status: Some(LifecyclePolicyPreviewStatus::Complete),
            next_token,
            preview_results: Some(page.into_iter().map(|(_, image)| result(image)).collect()),
            summary: Some(LifecyclePolicyPreviewSummary {
                expiring_image_total_count: Some(preview.expiring.len() as i32),
                transitioning_image_total_counts: None,
            }),
        })
    }

    /// A repository's images as rules see them.
    pub(crate) fn seen(&self, name: &RepositoryName) -> Vec<Seen> {
        let mut tags = self.state.tags_by_image(name);
        let images = self.state.images_of(name);
        let listed: HashSet<_> = images.iter().flat_map(|(_, image)| image.children.clone()).collect();
        let seen = images.into_iter().map(|(digest, image)| Seen {
            digest,
            tags: tags.remove(&digest).unwrap_or_default(),
            pushed: image.pushed,
            listed: listed.contains(&digest),
        });
        seen.collect()
    }
}

/// A policy that was never applied tells the beginning of time.
fn evaluated(at: Option<i64>) -> Option<Timestamp> {
    Some(Timestamp::from_millis(at.unwrap_or(0)))
}

fn result(image: &Expiring) -> LifecyclePolicyPreviewResult {
    LifecyclePolicyPreviewResult {
        image_tags: Some(image.tags.clone()).filter(|tags| !tags.is_empty()),
        image_digest: Some(image.digest.to_string()),
        image_pushed_at: Some(Timestamp::from_millis(image.pushed)),
        action: Some(LifecyclePolicyRuleAction {
            r#type: Some(ImageActionType::Expire),
            target_storage_class: None,
        }),
        applied_rule_priority: Some(image.priority as i32),
        storage_class: None,
    }
}

/// <https://github.com/getmoto/moto/blob/master/tests/test_ecr/test_ecr_boto3.py>
fn no_policy(name: &RepositoryName) -> Error {
    errors::lifecycle_policy_not_found(format!(
        "Lifecycle policy does not exist for the {name} in the registry with id '{}'",
        name.account
    ))
}
