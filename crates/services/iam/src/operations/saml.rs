//! SAML providers. IAM keeps and shows them; what they assert STS reads, with the keys of their metadata.

use super::users::new_base;
use crate::Iam;
use crate::names::{Kind, random_letters};
use crate::records::*;
use crate::tags;
use clock::Timestamp;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use std::time::Duration;
use wire::prelude::*;

/// AWS lets a provider be used for a hundred years, whatever its certificates say.
const VALID: Duration = Duration::from_hours(100 * 365 * 24);

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html>
    pub(crate) async fn create_saml_provider(
        &self,
        call: &Call,
        input: CreateSAMLProviderInput,
    ) -> Result<CreateSAMLProviderOutput> {
        if input.assertion_encryption_mode.is_some() || input.add_private_key.is_some() {
            return Err(Error::not_implemented("encrypted SAML assertions"));
        }
        is_metadata(&input.saml_metadata_document)?;
        let provider = SamlRecord {
            base: new_base(call, Kind::SamlProvider, None, input.name, tags::of_request(call, input.tags)?),
            metadata: input.saml_metadata_document,
            uuid: random_letters("", 22),
        };
        let (arn, shown_tags) = (provider.arn(), tags::shown(&provider.base.tags));
        self.state
            .change(call.account(), |change| {
                change.vacant::<SamlRecord>(&provider.base.name)?;
                change.room::<SamlRecord>("SAMLProvidersPerAccount", 100)?;
                change.put(provider);
                Ok(())
            })
            .await?;
        Ok(CreateSAMLProviderOutput { saml_provider_arn: Some(arn), tags: shown_tags })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html>
    pub(crate) async fn get_saml_provider(
        &self,
        call: &Call,
        input: GetSAMLProviderInput,
    ) -> Result<GetSAMLProviderOutput> {
        let name = self.name_of::<SamlRecord>(call, &input.saml_provider_arn)?;
        let provider = self.state.get::<SamlRecord>(call.account(), &name)?;
        Ok(GetSAMLProviderOutput {
            saml_provider_uuid: Some(provider.uuid.clone()),
            saml_metadata_document: Some(provider.metadata.clone()),
            create_date: Some(provider.base.created),
            valid_until: Some(valid_until(&provider)),
            tags: Some(tags::all(&provider.base.tags)),
            ..GetSAMLProviderOutput::default()
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviders.html>
    pub(crate) async fn list_saml_providers(
        &self,
        call: &Call,
        _input: ListSAMLProvidersInput,
    ) -> Result<ListSAMLProvidersOutput> {
        let providers = self.state.list::<SamlRecord>(call.account());
        let entries = providers.iter().map(|p| SAMLProviderListEntry {
            arn: Some(p.arn()),
            valid_until: Some(valid_until(p)),
            create_date: Some(p.base.created),
        });
        Ok(ListSAMLProvidersOutput { saml_provider_list: Some(entries.collect()) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html>
    pub(crate) async fn update_saml_provider(
        &self,
        call: &Call,
        input: UpdateSAMLProviderInput,
    ) -> Result<UpdateSAMLProviderOutput> {
        if input.assertion_encryption_mode.is_some()
            || input.add_private_key.is_some()
            || input.remove_private_key.is_some()
        {
            return Err(Error::not_implemented("encrypted SAML assertions"));
        }
        let name = self.name_of::<SamlRecord>(call, &input.saml_provider_arn)?;
        self.state
            .change(call.account(), |change| {
                let mut provider: SamlRecord = change.get(&name)?;
                if let Some(metadata) = input.saml_metadata_document {
                    is_metadata(&metadata)?;
                    provider.metadata = metadata;
                }
                change.put(provider);
                Ok(UpdateSAMLProviderOutput { saml_provider_arn: Some(input.saml_provider_arn) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSAMLProvider.html>
    pub(crate) async fn delete_saml_provider(
        &self,
        call: &Call,
        input: DeleteSAMLProviderInput,
    ) -> Result<DeleteSAMLProviderOutput> {
        let name = self.name_of::<SamlRecord>(call, &input.saml_provider_arn)?;
        self.state
            .change(call.account(), |change| {
                let provider: SamlRecord = change.get(&name)?;
                change.delete::<SamlRecord>(&provider.base.name);
                Ok(DeleteSAMLProviderOutput {})
            })
            .await
    }
}

fn valid_until(provider: &SamlRecord) -> Timestamp {
    provider.base.created + VALID
}

/// A metadata document names its entity and how it signs; more is not read of it.
fn is_metadata(text: &str) -> Result<()> {
    if text.contains("EntityDescriptor") && text.contains("IDPSSODescriptor") {
        return Ok(());
    }
    Err(errors::invalid_input("Could not parse metadata"))
}
