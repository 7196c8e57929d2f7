//! Tags of everything that can have them: the same three operations for each.

use crate::Iam;
use crate::names::Kind;
use crate::page::{Page, page_in_order};
use crate::records::*;
use crate::refusals;
use crate::state::Stored;
use crate::tags;
use door::Call;
use model_iam::types::*;
use policy::arn::Arn;
use wire::prelude::*;

impl Iam {
    /// The name of something that a request names by its name or ARN.
    pub(crate) fn name_of<R: Stored>(&self, call: &Call, named: &str) -> Result<String> {
        if !by_arn(R::KIND) {
            return Ok(named.to_owned());
        }
        if Arn::parse(named).is_none() {
            return Err(refusals::invalid_arn());
        }
        let record = self.by_arn::<R>(named).filter(|r| r.base().account == call.account());
        record.map(|r| r.base().name.clone()).ok_or_else(|| refusals::not_found(R::KIND, named))
    }

    async fn edit_tags<R: Stored>(
        &self,
        call: &Call,
        named: &str,
        edit: impl FnOnce(&Tags) -> Result<Tags>,
    ) -> Result<()> {
        let name = self.name_of::<R>(call, named)?;
        self.state
            .change(call.account(), |change| {
                let mut record: R = change.get(&name)?;
                record.base_mut().tags = edit(&record.base().tags)?;
                change.put(record);
                Ok(())
            })
            .await
    }

    fn tags_page<R: Stored>(
        &self,
        call: &Call,
        named: &str,
        marker: Option<&str>,
        max_items: Option<i32>,
    ) -> Result<Page<Tag>> {
        let name = self.name_of::<R>(call, named)?;
        let record = self.state.get::<R>(call.account(), &name)?;
        page_in_order(tags::all(&record.base().tags), |tag| tag.key.clone(), marker, max_items)
    }
}

/// Whether requests name it by its ARN.
fn by_arn(kind: Kind) -> bool {
    matches!(kind, Kind::Policy | Kind::OidcProvider | Kind::SamlProvider | Kind::MfaDevice)
}

macro_rules! tagged {
    ($record:ty, $named:ident; $tag:ident: $tag_in:ident => $tag_out:ident,
        $untag:ident: $untag_in:ident => $untag_out:ident, $list:ident: $list_in:ident => $list_out:ident) => {
        impl Iam {
            pub(crate) async fn $tag(&self, call: &Call, input: $tag_in) -> Result<$tag_out> {
                self.edit_tags::<$record>(call, &input.$named, |old| tags::merge(call, old, input.tags))
                    .await?;
                Ok($tag_out {})
            }
            pub(crate) async fn $untag(&self, call: &Call, input: $untag_in) -> Result<$untag_out> {
                let edit = |old: &Tags| Ok(tags::without(old, &input.tag_keys));
                self.edit_tags::<$record>(call, &input.$named, edit).await?;
                Ok($untag_out {})
            }
            pub(crate) async fn $list(&self, call: &Call, input: $list_in) -> Result<$list_out> {
                let marker = input.marker.as_deref();
                let page = self.tags_page::<$record>(call, &input.$named, marker, input.max_items)?;
                Ok($list_out { is_truncated: page.is_truncated(), tags: page.items, marker: page.marker })
            }
        }
    };
}

tagged! { UserRecord, user_name;
    tag_user: TagUserInput => TagUserOutput, untag_user: UntagUserInput => UntagUserOutput,
    list_user_tags: ListUserTagsInput => ListUserTagsOutput
}
tagged! { RoleRecord, role_name;
    tag_role: TagRoleInput => TagRoleOutput, untag_role: UntagRoleInput => UntagRoleOutput,
    list_role_tags: ListRoleTagsInput => ListRoleTagsOutput
}
tagged! { PolicyRecord, policy_arn;
    tag_policy: TagPolicyInput => TagPolicyOutput, untag_policy: UntagPolicyInput => UntagPolicyOutput,
    list_policy_tags: ListPolicyTagsInput => ListPolicyTagsOutput
}
tagged! { ProfileRecord, instance_profile_name;
    tag_instance_profile: TagInstanceProfileInput => TagInstanceProfileOutput,
    untag_instance_profile: UntagInstanceProfileInput => UntagInstanceProfileOutput,
    list_instance_profile_tags: ListInstanceProfileTagsInput => ListInstanceProfileTagsOutput
}
tagged! { OidcRecord, open_id_connect_provider_arn;
    tag_open_id_connect_provider: TagOpenIDConnectProviderInput => TagOpenIDConnectProviderOutput,
    untag_open_id_connect_provider: UntagOpenIDConnectProviderInput => UntagOpenIDConnectProviderOutput,
    list_open_id_connect_provider_tags: ListOpenIDConnectProviderTagsInput => ListOpenIDConnectProviderTagsOutput
}
tagged! { SamlRecord, saml_provider_arn;
    tag_saml_provider: TagSAMLProviderInput => TagSAMLProviderOutput,
    untag_saml_provider: UntagSAMLProviderInput => UntagSAMLProviderOutput,
    list_saml_provider_tags: ListSAMLProviderTagsInput => ListSAMLProviderTagsOutput
}
tagged! { CertificateRecord, server_certificate_name;
    tag_server_certificate: TagServerCertificateInput => TagServerCertificateOutput,
    untag_server_certificate: UntagServerCertificateInput => UntagServerCertificateOutput,
    list_server_certificate_tags: ListServerCertificateTagsInput => ListServerCertificateTagsOutput
}
tagged! { DeviceRecord, serial_number;
    tag_mfa_device: TagMFADeviceInput => TagMFADeviceOutput,
    untag_mfa_device: UntagMFADeviceInput => UntagMFADeviceOutput,
    list_mfa_device_tags: ListMFADeviceTagsInput => ListMFADeviceTagsOutput
}
