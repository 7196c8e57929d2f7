//! OpenID Connect providers: a URL, the audiences that its tokens may name, and what its certificate looks like.

use super::users::new_base;
use crate::Iam;
use crate::names::Kind;
use crate::records::*;
use crate::refusals;
use crate::tags;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use policy::arn::Arn;
use wire::prelude::*;

const CLIENTS: usize = 100;
const THUMBPRINTS: usize = 5;

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html>
    pub(crate) async fn create_open_id_connect_provider(
        &self,
        call: &Call,
        input: CreateOpenIDConnectProviderInput,
    ) -> Result<CreateOpenIDConnectProviderOutput> {
        let url = input.url.strip_prefix("https://").filter(|rest| is_host(rest));
        let url = url.ok_or_else(|| refusals::invalid("Invalid Open ID Connect Provider URL"))?.to_owned();
        let clients = input.client_id_list.unwrap_or_default();
        if clients.len() > CLIENTS {
            return Err(refusals::quota("ClientIdsPerOpenIdConnectProvider", CLIENTS));
        }
        let provider = OidcRecord {
            base: new_base(call, Kind::OidcProvider, None, url, tags::of_request(call, input.tags)?),
            clients: distinct(clients),
            thumbprints: checked_thumbprints(input.thumbprint_list.unwrap_or_default())?,
        };
        let (arn, shown_tags) = (provider.arn(), tags::shown(&provider.base.tags));
        self.state
            .change(call.account(), |change| {
                let taken = || refusals::exists(Kind::OidcProvider, &input.url);
                change.vacant::<OidcRecord>(&provider.base.name).map_err(|_| taken())?;
                change.room::<OidcRecord>("OpenIdConnectProvidersPerAccount", 100)?;
                change.put(provider);
                Ok(())
            })
            .await?;
        Ok(CreateOpenIDConnectProviderOutput { open_id_connect_provider_arn: Some(arn), tags: shown_tags })
    }

    /// The provider of an ARN, whose name may hold slashes.
    pub(crate) fn oidc(&self, call: &Call, arn: &str) -> Result<OidcRecord> {
        let parsed = Arn::parse(arn).ok_or_else(refusals::invalid_arn)?;
        let url = parsed.resource.strip_prefix("oidc-provider/").ok_or_else(refusals::invalid_arn)?;
        let found = self.state.find::<OidcRecord>(call.account(), url);
        let found = found.filter(|_| parsed.account == call.account());
        found.map(|p| (*p).clone()).ok_or_else(|| refusals::not_found(Kind::OidcProvider, arn))
    }

    async fn change_oidc(
        &self,
        call: &Call,
        arn: &str,
        edit: impl FnOnce(&mut OidcRecord) -> Result<()>,
    ) -> Result<()> {
        self.state
            .change(call.account(), |change| {
                let mut provider = self.oidc(call, arn)?;
                edit(&mut provider)?;
                change.put(provider);
                Ok(())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html>
    pub(crate) async fn get_open_id_connect_provider(
        &self,
        call: &Call,
        input: GetOpenIDConnectProviderInput,
    ) -> Result<GetOpenIDConnectProviderOutput> {
        let provider = self.oidc(call, &input.open_id_connect_provider_arn)?;
        Ok(GetOpenIDConnectProviderOutput {
            tags: tags::shown(&provider.base.tags),
            create_date: Some(provider.base.created),
            url: Some(provider.base.name),
            client_id_list: Some(provider.clients),
            thumbprint_list: Some(provider.thumbprints),
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html>
    pub(crate) async fn list_open_id_connect_providers(
        &self,
        call: &Call,
        _input: ListOpenIDConnectProvidersInput,
    ) -> Result<ListOpenIDConnectProvidersOutput> {
        let providers = self.state.list::<OidcRecord>(call.account());
        let entries = providers.iter().map(|p| OpenIDConnectProviderListEntry { arn: Some(p.arn()) });
        Ok(ListOpenIDConnectProvidersOutput { open_id_connect_provider_list: Some(entries.collect()) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html>
    pub(crate) async fn add_client_id_to_open_id_connect_provider(
        &self,
        call: &Call,
        input: AddClientIDToOpenIDConnectProviderInput,
    ) -> Result<AddClientIDToOpenIDConnectProviderOutput> {
        self.change_oidc(call, &input.open_id_connect_provider_arn, |provider| {
            if !provider.clients.contains(&input.client_id) {
                provider.clients.push(input.client_id);
            }
            if provider.clients.len() > CLIENTS {
                return Err(refusals::quota("ClientIdsPerOpenIdConnectProvider", CLIENTS));
            }
            Ok(())
        })
        .await?;
        Ok(AddClientIDToOpenIDConnectProviderOutput {})
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html>
    pub(crate) async fn remove_client_id_from_open_id_connect_provider(
        &self,
        call: &Call,
        input: RemoveClientIDFromOpenIDConnectProviderInput,
    ) -> Result<RemoveClientIDFromOpenIDConnectProviderOutput> {
        self.change_oidc(call, &input.open_id_connect_provider_arn, |provider| {
            provider.clients.retain(|id| *id != input.client_id);
            Ok(())
        })
        .await?;
        Ok(RemoveClientIDFromOpenIDConnectProviderOutput {})
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html>
    pub(crate) async fn update_open_id_connect_provider_thumbprint(
        &self,
        call: &Call,
        input: UpdateOpenIDConnectProviderThumbprintInput,
    ) -> Result<UpdateOpenIDConnectProviderThumbprintOutput> {
        let thumbprints = checked_thumbprints(input.thumbprint_list)?;
        self.change_oidc(call, &input.open_id_connect_provider_arn, |provider| {
            provider.thumbprints = thumbprints;
            Ok(())
        })
        .await?;
        Ok(UpdateOpenIDConnectProviderThumbprintOutput {})
    }

    /// One that is not there is deleted already: "This operation is idempotent".
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html>
    pub(crate) async fn delete_open_id_connect_provider(
        &self,
        call: &Call,
        input: DeleteOpenIDConnectProviderInput,
    ) -> Result<DeleteOpenIDConnectProviderOutput> {
        self.state
            .change(call.account(), |change| {
                match self.oidc(call, &input.open_id_connect_provider_arn) {
                    Ok(provider) => change.delete::<OidcRecord>(&provider.base.name),
                    Err(error) if error.code() == "NoSuchEntity" => {}
                    Err(error) => return Err(error),
                }
                Ok(DeleteOpenIDConnectProviderOutput {})
            })
            .await
    }
}

/// A host name, with a port or path where it has them.
fn is_host(rest: &str) -> bool {
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    !host.is_empty()
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
        && !rest.contains(['?', '#', ' '])
}

fn distinct(items: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    items.into_iter().filter(|item| seen.insert(item.clone())).collect()
}

fn checked_thumbprints(thumbprints: Vec<String>) -> Result<Vec<String>> {
    if thumbprints.len() > THUMBPRINTS {
        return Err(errors::invalid_input("Thumbprint list must contain fewer than 5 entries."));
    }
    Ok(thumbprints)
}
