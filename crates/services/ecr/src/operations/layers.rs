//! Whether layers are there, and where to get them.

use crate::Ecr;
use crate::address::{self, Asked};
use crate::digest::Digest;
use crate::names::RepositoryName;
use crate::records::LayerRecord;
use door::Call;
use model_ecr::errors;
use model_ecr::types::{
    BatchCheckLayerAvailabilityInput, BatchCheckLayerAvailabilityOutput, GetDownloadUrlForLayerInput,
    GetDownloadUrlForLayerOutput, Layer, LayerAvailability, LayerFailure, LayerFailureCode,
};
use std::sync::Arc;
use wire::prelude::*;

impl Ecr {
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchCheckLayerAvailability.html>
    pub(crate) async fn batch_check_layer_availability(
        &self,
        call: &Call,
        input: BatchCheckLayerAvailabilityInput,
    ) -> Result<BatchCheckLayerAvailabilityOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        self.state.repository(&name)?;
        let (mut layers, mut failures) = (Vec::new(), Vec::new());
        for text in input.layer_digests {
            let Some(digest) = Digest::parse(&text) else {
                failures.push(no_digest(text));
                continue;
            };
            let found = self.available(&name, digest);
            let state =
                if found.is_some() { LayerAvailability::Available } else { LayerAvailability::Unavailable };
            layers.push(Layer {
                layer_digest: Some(text),
                layer_availability: Some(state),
                layer_size: found.as_ref().map(|layer| layer.size as i64),
                media_type: found.and_then(|layer| layer.media_type.clone()),
            });
        }
        Ok(BatchCheckLayerAvailabilityOutput { layers: Some(layers), failures: Some(failures) })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetDownloadUrlForLayer.html>
    pub(crate) async fn get_download_url_for_layer(
        &self,
        call: &Call,
        input: GetDownloadUrlForLayerInput,
    ) -> Result<GetDownloadUrlForLayerOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        self.state.repository(&name)?;
        let digest =
            Digest::parse(&input.layer_digest).filter(|digest| self.available(&name, *digest).is_some());
        let digest = digest.ok_or_else(|| {
            // The texts are not confirmed.
            errors::layers_not_found(format!(
                "The layer with digest '{}' does not exist in the {name} in the registry with id '{}'",
                input.layer_digest, name.account
            ))
        })?;
        if !self.is_referenced(&name, digest) {
            return Err(errors::layer_inaccessible(format!(
                "The layer with digest '{digest}' is not associated with an image in the {name} in the registry with id '{}'",
                name.account
            )));
        }
        let asked = Asked { authority: &call.origin.authority, secure: call.origin.secure };
        Ok(GetDownloadUrlForLayerOutput {
            download_url: Some(address::address(&self.seal, &name, digest, asked, call.now())),
            layer_digest: Some(input.layer_digest),
        })
    }

    /// Whether an image of the repository has the layer: others are not given out.
    fn is_referenced(&self, name: &RepositoryName, digest: Digest) -> bool {
        self.state.images.list(&name.key()).iter().any(|(_, image)| image.blobs.contains(&digest))
    }
    /// A repository's layer, where its bytes are there too.
    pub(crate) fn available(&self, name: &RepositoryName, digest: Digest) -> Option<Arc<LayerRecord>> {
        self.state.layer(name, digest).filter(|layer| self.state.blobs.has(digest, layer.size))
    }
}

/// The texts of failures are not confirmed.
fn no_digest(text: String) -> LayerFailure {
    let (code, reason) = if text.is_empty() {
        (LayerFailureCode::MissingLayerDigest, "Layer digest is missing")
    } else {
        (LayerFailureCode::InvalidLayerDigest, "Invalid layer digest")
    };
    LayerFailure {
        layer_digest: Some(text),
        failure_code: Some(code),
        failure_reason: Some(reason.to_owned()),
    }
}

/// By the likeness of what AWS says of missing images.
pub(crate) fn no_layers(name: &RepositoryName, digests: &[String]) -> Error {
    errors::layers_not_found(format!(
        "Layers with digests '[{}]' required for pushing image into {name} in the registry with id '{}' do not exist",
        digests.join(", "),
        name.account
    ))
}
