//! Lists of images and of what refers to them.

use super::describing::{has_status, is_active};
use super::{most, page};
use crate::Ecr;
use crate::digest::Digest;
use crate::names::{RepositoryName, invalid};
use door::Call;
use model_ecr::types::{
    ArtifactStatus, ArtifactStatusFilter, ImageIdentifier, ImageReferrer, ListImageReferrersInput,
    ListImageReferrersOutput, ListImagesInput, ListImagesOutput,
};
use wire::prelude::*;

impl Ecr {
    /// An id a tag, and one for each image without.
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImages.html>
    pub(crate) async fn list_images(&self, call: &Call, input: ListImagesInput) -> Result<ListImagesOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        self.state.repository(&name)?;
        let filter = input.filter.unwrap_or_default();
        let tags = self.state.tags_of(&name);
        let tagged: std::collections::HashSet<_> = tags.iter().map(|(_, digest)| *digest).collect();
        let untagged = self.state.images_of(&name).into_iter().map(|(digest, _)| digest);
        let untagged = untagged.filter(|digest| !tagged.contains(digest)).map(|digest| (digest, None));
        let ids = tags.into_iter().map(|(tag, digest)| (digest, Some(tag))).chain(untagged);
        let mut all: Vec<_> = ids
            .filter(|(_, tag)| has_status(filter.tag_status.as_ref(), tag.is_some()))
            .filter(|_| is_active(filter.image_status.as_ref()))
            .map(|(digest, tag)| {
                let id = ImageIdentifier { image_digest: Some(digest.to_string()), image_tag: tag.clone() };
                (format!("{digest} {}", tag.unwrap_or_default()), id)
            })
            .collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        let (page, next_token) = page(all, input.next_token.as_deref(), most(input.max_results, 100))?;
        Ok(ListImagesOutput { image_ids: Some(page.into_iter().map(|(_, id)| id).collect()), next_token })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImageReferrers.html>
    pub(crate) async fn list_image_referrers(
        &self,
        call: &Call,
        input: ListImageReferrersInput,
    ) -> Result<ListImageReferrersOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        self.state.repository(&name)?;
        let subject = Digest::parse(&input.subject_id.image_digest);
        let subject = subject.ok_or_else(|| invalid("subjectId", "must be a digest in sha256"))?;
        let filter = input.filter.unwrap_or_default();
        let active = matches!(
            filter.artifact_status,
            None | Some(ArtifactStatusFilter::Active | ArtifactStatusFilter::Any)
        );
        let kinds = filter.artifact_types.unwrap_or_default();
        let all = self.referrers(&name, subject).into_iter();
        let wanted = |r: &ImageReferrer| {
            active && (kinds.is_empty() || r.artifact_type.as_ref().is_some_and(|kind| kinds.contains(kind)))
        };
        let all = all.filter(wanted).map(|referrer| (referrer.digest.clone(), referrer)).collect();
        let (page, next_token) = page(all, input.next_token.as_deref(), most(input.max_results, 20))?;
        Ok(ListImageReferrersOutput {
            referrers: Some(page.into_iter().map(|(_, r)| r).collect()),
            next_token,
        })
    }

    /// What refers to an image, which need not be there.
    pub(crate) fn referrers(&self, name: &RepositoryName, subject: Digest) -> Vec<ImageReferrer> {
        let all = self.state.images_of(name).into_iter();
        all.filter(|(_, image)| image.subject == Some(subject))
            .map(|(digest, image)| ImageReferrer {
                digest: digest.to_string(),
                media_type: image.media_type.clone(),
                artifact_type: image.artifact_type.clone(),
                size: image.bytes as i64,
                annotations: (!image.annotations.is_empty())
                    .then(|| image.annotations.iter().map(|(k, v)| (k.clone(), v.clone())).collect()),
                artifact_status: Some(ArtifactStatus::Active),
            })
            .collect()
    }
}
