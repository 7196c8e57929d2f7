//! Lists: the tags of a repository, what refers to an image, the repositories of a registry.

use super::Asked;
use super::reply::{Reply, json, with};
use crate::digest::Digest;
use crate::manifest::OCI_INDEX;
use crate::names::invalid;
use http::{HeaderName, StatusCode, header};
use model_ecr::ops;
use model_ecr::types::{
    DescribeRepositoriesInput, ListImageReferrersInput, ListImageReferrersOutput, ListImagesInput,
    ListImagesOutput, SubjectIdentifier,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};
use std::sync::Arc;
use wire::prelude::*;

/// As many as AWS gives at once.
const MOST: usize = 1_000;
const FILTERS: HeaderName = HeaderName::from_static("oci-filters-applied");

impl Asked {
    pub(super) async fn tags(&self, name: &str) -> Result<Reply> {
        let input = ListImagesInput {
            registry_id: self.registry_id(),
            repository_name: name.to_owned(),
            ..ListImagesInput::default()
        };
        let (ecr, repository) = (self.ecr.clone(), self.repository(name));
        let (most, last) = (self.most()?, self.query("last").unwrap_or_default());
        let (tell, told) = tokio::sync::oneshot::channel();
        self.call
            .call_with::<ops::ListImages>(input, move |_, _| {
                Box::pin(async move {
                    ecr.state.repository(&repository)?;
                    let tags = ecr.state.tags_of(&repository).into_iter().map(|(tag, _)| tag);
                    // Whoever asked may have left.
                    let _ = tell.send(tags.filter(|tag| *tag > last).take(most + 1).collect::<Vec<_>>());
                    Ok(ListImagesOutput::default())
                })
            })
            .await?;
        let mut tags = told.await.unwrap_or_default();
        let more = tags.len() > most;
        tags.truncate(most);
        let last = tags.last().cloned().filter(|_| more);
        let mut body = Map::new();
        body.insert("name".to_owned(), name.into());
        body.insert("tags".to_owned(), tags.into());
        let mut reply = json(StatusCode::OK, "application/json", &Value::Object(body));
        if let Some(last) = last {
            link(&mut reply, &format!("/v2/{name}/tags/list?n={most}&last={}", encoded(&last)));
        }
        Ok(reply)
    }

    pub(super) async fn catalog(&self) -> Result<Reply> {
        let token = self.query("last");
        let input = DescribeRepositoriesInput {
            registry_id: self.registry_id(),
            next_token: token,
            max_results: Some(self.most()? as i32),
            repository_names: None,
        };
        let found = self.call.call::<ops::DescribeRepositories>(input).await?;
        let names = found.repositories.unwrap_or_default().into_iter().filter_map(|r| r.repository_name);
        let mut body = Map::new();
        body.insert("repositories".to_owned(), names.collect::<Vec<_>>().into());
        let mut reply = json(StatusCode::OK, "application/json", &Value::Object(body));
        if let Some(next) = found.next_token {
            link(&mut reply, &format!("/v2/_catalog?n={}&last={}", self.most()?, encoded(&next)));
        }
        Ok(reply)
    }

    /// <https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers>
    pub(super) async fn referrers(&self, name: &str, digest: &str) -> Result<Reply> {
        let subject =
            Digest::parse(digest).ok_or_else(|| invalid("subjectId", "must be a digest in sha256"))?;
        let input = ListImageReferrersInput {
            registry_id: self.registry_id(),
            repository_name: name.to_owned(),
            subject_id: SubjectIdentifier { image_digest: digest.to_owned() },
            ..ListImageReferrersInput::default()
        };
        let (ecr, repository) = (Arc::clone(&self.ecr), self.repository(name));
        let found = self
            .call
            .call_with::<ops::ListImageReferrers>(input, move |_, _| {
                Box::pin(async move {
                    ecr.state.repository(&repository)?;
                    let referrers = Some(ecr.referrers(&repository, subject));
                    Ok(ListImageReferrersOutput { referrers, next_token: None })
                })
            })
            .await?;
        let kind = self.query("artifactType");
        let wanted = |of: &Option<String>| kind.is_none() || *of == kind;
        let manifests =
            found.referrers.unwrap_or_default().into_iter().filter(|r| wanted(&r.artifact_type)).map(|r| {
                let mut descriptor = Map::new();
                descriptor.insert("mediaType".to_owned(), r.media_type.into());
                descriptor.insert("digest".to_owned(), r.digest.into());
                descriptor.insert("size".to_owned(), r.size.into());
                if let Some(kind) = r.artifact_type {
                    descriptor.insert("artifactType".to_owned(), kind.into());
                }
                if let Some(annotations) = r.annotations {
                    descriptor.insert("annotations".to_owned(), annotations.into_iter().collect());
                }
                Value::Object(descriptor)
            });
        let mut body = Map::new();
        body.insert("schemaVersion".to_owned(), 2.into());
        body.insert("mediaType".to_owned(), OCI_INDEX.into());
        body.insert("manifests".to_owned(), manifests.collect());
        let mut reply = json(StatusCode::OK, OCI_INDEX, &Value::Object(body));
        if kind.is_some() {
            with(&mut reply, FILTERS, "artifactType");
        }
        Ok(reply)
    }

    /// How many are asked for.
    fn most(&self) -> Result<usize> {
        let Some(n) = self.query("n") else { return Ok(MOST) };
        let n: usize = n.parse().map_err(|_| invalid("maxResults", "must be a number"))?;
        Ok(n.clamp(1, MOST))
    }
}

fn link(reply: &mut Reply, next: &str) {
    with(reply, header::LINK, &format!("<{next}>; rel=\"next\""));
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
