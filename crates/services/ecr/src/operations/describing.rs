//! What there is to say of images.

use super::{most, page};
use crate::Ecr;
use crate::digest::Digest;
use crate::names::{RepositoryName, digest_of, invalid, no_image};
use crate::records::ImageRecord;
use clock::Timestamp;
use door::Call;
use model_ecr::types::{
    DescribeImagesInput, DescribeImagesOutput, ImageDetail, ImageIdentifier, ImageStatus, ImageStatusFilter,
    TagStatus,
};
use wire::prelude::*;

impl Ecr {
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html>
    pub(crate) async fn describe_images(
        &self,
        call: &Call,
        input: DescribeImagesInput,
    ) -> Result<DescribeImagesOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        self.state.repository(&name)?;
        let tags = self.state.tags_by_image(&name);
        let tags_of = |digest: &Digest| tags.get(digest).cloned().unwrap_or_default();
        if let Some(ids) = &input.image_ids {
            if input.next_token.is_some() || input.max_results.is_some() {
                return Err(invalid("imageIds", "must not be used with maxResults or nextToken"));
            }
            let found = ids.iter().map(|id| {
                let (digest, image) = self.named(&name, id)?;
                Ok(detail(&name, digest, &image, tags_of(&digest)))
            });
            return Ok(DescribeImagesOutput {
                image_details: Some(found.collect::<Result<_>>()?),
                next_token: None,
            });
        }
        let filter = input.filter.unwrap_or_default();
        let wanted = |digest: &Digest| has_status(filter.tag_status.as_ref(), tags.contains_key(digest));
        let all = self.state.images_of(&name).into_iter();
        let all = all.filter(|(digest, _)| wanted(digest) && is_active(filter.image_status.as_ref()));
        let all = all.map(|(digest, image)| (digest.to_string(), (digest, image))).collect();
        let (page, next_token) = page(all, input.next_token.as_deref(), most(input.max_results, 100))?;
        let details =
            page.into_iter().map(|(_, (digest, image))| detail(&name, digest, &image, tags_of(&digest)));
        Ok(DescribeImagesOutput { image_details: Some(details.collect()), next_token })
    }

    /// The image of an id, or AWS's refusal.
    pub(crate) fn named(
        &self,
        name: &RepositoryName,
        id: &ImageIdentifier,
    ) -> Result<(Digest, std::sync::Arc<ImageRecord>)> {
        if let Some(Err(error)) = digest_of(id) {
            return Err(error);
        }
        self.find(name, id).map_err(|_| no_image(name, id))
    }
}

/// Whether an image has the status that a filter wants.
pub(super) fn has_status(wanted: Option<&TagStatus>, tagged: bool) -> bool {
    match wanted {
        Some(TagStatus::Tagged) => tagged,
        Some(TagStatus::Untagged) => !tagged,
        _ => true,
    }
}

/// No image is ever archived here: lifecycle policies that would are refused.
pub(super) fn is_active(wanted: Option<&ImageStatusFilter>) -> bool {
    matches!(wanted, None | Some(ImageStatusFilter::Active | ImageStatusFilter::Any))
}

fn detail(name: &RepositoryName, digest: Digest, image: &ImageRecord, tags: Vec<String>) -> ImageDetail {
    ImageDetail {
        registry_id: Some(name.account.clone()),
        repository_name: Some(name.name.clone()),
        image_digest: Some(digest.to_string()),
        image_tags: Some(tags).filter(|tags| !tags.is_empty()),
        image_size_in_bytes: Some(image.size as i64),
        image_pushed_at: Some(Timestamp::from_millis(image.pushed)),
        image_manifest_media_type: Some(image.media_type.clone()),
        artifact_media_type: image.artifact_type.clone(),
        last_recorded_pull_time: image.pulled.map(Timestamp::from_millis),
        subject_manifest_digest: image.subject.map(|digest| digest.to_string()),
        image_status: Some(ImageStatus::Active),
        ..ImageDetail::default()
    }
}
