//! Authorization tokens.

use crate::names::registry_host;
use crate::{Ecr, token};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use door::Call;
use model_ecr::types::{AuthorizationData, GetAuthorizationTokenInput, GetAuthorizationTokenOutput};
use wire::prelude::*;

impl Ecr {
    /// A token is good for every registry that its caller may use; those that are named get one each.
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html>
    pub(crate) async fn get_authorization_token(
        &self,
        call: &Call,
        input: GetAuthorizationTokenInput,
    ) -> Result<GetAuthorizationTokenOutput> {
        let expires = call.now() + token::LIFETIME;
        let registries = input.registry_ids.unwrap_or_else(|| vec![call.account().to_owned()]);
        let data = registries.iter().map(|registry| {
            let token = token::issue(&self.seal, &call.caller, &call.region, expires)
                .ok_or_else(|| Error::not_implemented("authorization tokens for a caller of this kind"))?;
            Ok(AuthorizationData {
                authorization_token: Some(STANDARD.encode(format!("AWS:{token}"))),
                expires_at: Some(expires),
                proxy_endpoint: Some(format!("https://{}", registry_host(registry, &call.region))),
            })
        });
        Ok(GetAuthorizationTokenOutput { authorization_data: Some(data.collect::<Result<_>>()?) })
    }
}
