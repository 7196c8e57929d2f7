//! Amazon ECR: <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/>, and the registry that image tools speak to:
//! <https://github.com/opencontainers/distribution-spec>.
//!
//! `state` holds repositories, images and layers; the files under `operations` are the API, one a resource. `registry` is the
//! distribution protocol: each of its requests is an operation of the API, called through the door in the name of the
//! token's caller, so that it is decided, limited and recorded as on AWS. `blobs` are the bytes; `round` is what happens
//! once a day. `manifest`, `mutability`, `lifecycle`, `policies` and `address` have rules of their own and know nothing else.
//!
//! What is absent: a scanner, replication and pull-through caches, which are refused; and any knowledge of who pulls.

mod address;
mod blobs;
mod digest;
mod lifecycle;
mod manifest;
mod mutability;
mod names;
mod operations;
mod policies;
mod records;
mod registry;
pub mod resources;
mod round;
mod seal;
mod state;
#[cfg(test)]
mod tests;
mod token;

pub use blobs::{Blobs, Flow, Temporary};
pub use registry::takes;

use clock::Clock;
use door::{Call, Host, KeyName, ResourceFacts, Touch};
use model_ecr as model;
use names::RepositoryName;
use seal::Seal;
use state::State;
use store::{Key, Store};
use wire::schema::Service;

/// Amazon ECR.
pub struct Ecr {
    state: State,
    seal: Seal,
    clock: Clock,
}

impl Ecr {
    /// Opens what the store keeps, and the bytes beside it.
    pub fn open(store: &Store, clock: &Clock, blobs: Blobs) -> store::Result<Self> {
        Ok(Self { state: State::open(store, blobs)?, seal: Seal::open(store)?, clock: clock.clone() })
    }

    /// The repository that IAM decides about, with its tags under ECR's own key.
    fn touch(&self, name: &RepositoryName) -> Touch {
        let mut touch = Touch::on(name.arn());
        if let Some(record) = self.state.repositories.get(&name.key()) {
            for (key, value) in &record.tags {
                touch.context.set(KeyName::new(&format!("ecr:ResourceTag/{key}")), value);
            }
        }
        touch
    }
    fn on(&self, call: &Call, registry_id: Option<&str>, name: &str) -> Touch {
        self.touch(&RepositoryName::of(call, registry_id, name))
    }
    fn on_arn(&self, arn: &str) -> Touch {
        RepositoryName::parse(arn).map_or_else(|| Touch::on(arn), |name| self.touch(&name))
    }
}

/// Every repository of a registry.
fn all(call: &Call, registry_id: Option<&str>) -> Touch {
    Touch::on(RepositoryName::of(call, registry_id, "*").arn())
}

door::operations! { Ecr as model;
    BatchCheckLayerAvailability => batch_check_layer_availability
        of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    BatchDeleteImage => batch_delete_image of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    BatchGetImage => batch_get_image of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    BatchGetRepositoryScanningConfiguration => batch_get_repository_scanning_configuration
        of |s, c, i| {
            let mut touch = Touch::default();
            touch.resources.extend(i.repository_names.iter().flat_map(|name| s.on(c, None, name).resources));
            touch
        },
    CompleteLayerUpload => complete_layer_upload of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    CreateRepository => create_repository of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    CreateRepositoryCreationTemplate => create_repository_creation_template,
    DeleteLifecyclePolicy => delete_lifecycle_policy of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    DeleteRegistryPolicy => delete_registry_policy,
    DeleteRepository => delete_repository of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    DeleteRepositoryCreationTemplate => delete_repository_creation_template,
    DeleteRepositoryPolicy => delete_repository_policy
        of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    DescribeImageScanFindings => describe_image_scan_findings
        of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    DescribeImages => describe_images of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    DescribeRegistry => describe_registry,
    DescribeRepositories => describe_repositories of |s, c, i| match i.repository_names.as_deref() {
        None | Some([]) => all(c, i.registry_id.as_deref()),
        Some(names) => {
            let mut touch = Touch::default();
            touch.resources.extend(names.iter().flat_map(|name| s.on(c, i.registry_id.as_deref(), name).resources));
            touch
        }
    },
    DescribeRepositoryCreationTemplates => describe_repository_creation_templates,
    GetAccountSetting => get_account_setting on |_, i| Touch::all().with("ecr:AccountSetting", &i.name),
    GetAuthorizationToken => get_authorization_token,
    GetDownloadUrlForLayer => get_download_url_for_layer
        of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    GetLifecyclePolicy => get_lifecycle_policy of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    GetLifecyclePolicyPreview => get_lifecycle_policy_preview
        of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    GetRegistryPolicy => get_registry_policy,
    GetRegistryScanningConfiguration => get_registry_scanning_configuration,
    GetRepositoryPolicy => get_repository_policy of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    InitiateLayerUpload => initiate_layer_upload of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    ListImageReferrers => list_image_referrers of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    ListImages => list_images of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    ListTagsForResource => list_tags_for_resource of |s, _, i| s.on_arn(&i.resource_arn),
    PutAccountSetting => put_account_setting on |_, i| Touch::all().with("ecr:AccountSetting", &i.name),
    PutImage => put_image of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    PutImageScanningConfiguration => put_image_scanning_configuration
        of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    PutImageTagMutability => put_image_tag_mutability
        of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    PutLifecyclePolicy => put_lifecycle_policy of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    PutRegistryPolicy => put_registry_policy,
    PutRegistryScanningConfiguration => put_registry_scanning_configuration,
    PutReplicationConfiguration => put_replication_configuration,
    SetRepositoryPolicy => set_repository_policy of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    StartLifecyclePolicyPreview => start_lifecycle_policy_preview
        of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
    TagResource => tag_resource of |s, _, i| s.on_arn(&i.resource_arn),
    UntagResource => untag_resource of |s, _, i| s.on_arn(&i.resource_arn),
    UpdateRepositoryCreationTemplate => update_repository_creation_template,
    UploadLayerPart => upload_layer_part of |s, c, i| s.on(c, i.registry_id.as_deref(), &i.repository_name),
}

impl Host for Ecr {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, _: &str, arn: &str) -> Option<ResourceFacts> {
        self.state.facts(arn)
    }
    fn shortfalls(&self) -> Vec<String> {
        let all = self.state.repositories.list(&Key::root());
        let names = |wanted: fn(&records::RepositoryRecord) -> bool| -> Vec<String> {
            let found = all.iter().filter(|(_, record)| wanted(record));
            found.map(|(key, _)| RepositoryName::of_key(key).name).collect()
        };
        let encrypted = names(|record| record.encryption.kind != "AES256");
        let scanned = names(|record| record.scan_on_push);
        let told = [
            (encrypted, "what their encryption asks for is kept and shown, and nothing is encrypted"),
            (scanned, "scan on push is kept and shown, and there is no scanner"),
        ];
        told.into_iter()
            .filter_map(|(names, what)| Some(format!("ECR repositories {}: {what}", door::few(&names)?)))
            .collect()
    }
}
