//! Sessions of roles for people and machines that an OIDC provider vouches for.

use super::federated::{Asked, Vouched};
use super::roles::{assumed_role_user, credentials};
use crate::Sts;
use crate::jwt::Token;
use door::{Call, ProviderFacts};
use model_sts::types::*;
use model_sts::{errors, ops};
use policy::arn::Arn;
use serde_json::Value;
use wire::prelude::*;

/// The claim that holds session tags.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp>
const TAGS: &str = "https://aws.amazon.com/tags";
/// The claim that holds the source identity.
const SOURCE_IDENTITY: &str = "https://aws.amazon.com/source_identity";

impl Sts {
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>
    pub(crate) async fn assume_role_with_web_identity(
        &self,
        call: &Call,
        input: AssumeRoleWithWebIdentityInput,
    ) -> Result<AssumeRoleWithWebIdentityOutput> {
        if input.provider_id.is_some() || input.minimum_session_token_size.is_some() {
            return Err(Error::not_implemented(
                "ProviderId and MinimumSessionTokenSize of AssumeRoleWithWebIdentity",
            ));
        }
        let account = Arn::parse(&input.role_arn).map(|arn| arn.account.to_owned()).unwrap_or_default();
        let token = Token::parse(&input.web_identity_token).ok_or_else(|| {
            errors::invalid_identity_token(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
            )
        })?;
        let (provider, url) = self.believed(call, &account, &token).await?;
        let vouched = vouched(&token);
        let subject = token.text("sub").unwrap_or_default().to_owned();
        let audience = audiences(&token).into_iter().next().unwrap_or_default();
        let asked = Asked {
            op: <ops::AssumeRoleWithWebIdentity as Op>::spec(),
            role_arn: &input.role_arn,
            session_name: &input.role_session_name,
            provider: &provider.arn,
            keys: keys(&url, &token, &audience),
            policy: input.policy,
            policy_arns: input.policy_arns,
            duration: input.duration_seconds,
        };
        let source_identity = vouched.source_identity.clone();
        let made = self.federate(call, asked, vouched)?;
        Ok(AssumeRoleWithWebIdentityOutput {
            credentials: Some(credentials(made.issued, made.expires)),
            subject_from_web_identity_token: Some(subject),
            assumed_role_user: Some(assumed_role_user(
                &input.role_arn,
                &made.role.id,
                &input.role_session_name,
            )),
            packed_policy_size: made.packed,
            provider: Some(provider.arn),
            audience: Some(audience),
            source_identity,
            ..AssumeRoleWithWebIdentityOutput::default()
        })
    }

    /// The provider that signed the token, and its URL without the scheme. Every test of the token happens here.
    async fn believed(
        &self,
        call: &Call,
        account: &str,
        token: &Token<'_>,
    ) -> Result<(ProviderFacts, String)> {
        let invalid = |text: String| errors::invalid_identity_token(text);
        let issuer = token.text("iss").unwrap_or_default();
        let url = issuer.split_once("://").map_or(issuer, |(_, rest)| rest).to_owned();
        let found = self.identities.provider(account, &url);
        let provider = found.or_else(|| self.identities.provider(account, url.trim_end_matches('/')));
        let provider = provider.ok_or_else(|| {
            invalid(format!("No OpenIDConnect provider found in your account for {issuer}"))
        })?;
        let now = call.now();
        let expires = token
            .claims
            .get("exp")
            .and_then(Value::as_f64)
            .ok_or_else(|| invalid("Missing a required claim: exp".to_owned()))?;
        if now.seconds_f64() >= expires {
            return Err(errors::expired_token(format!(
                "Token expired: current date/time {} must be before the expiration date/time {}",
                now.seconds(),
                expires as i64
            )));
        }
        if !audiences(token).iter().any(|audience| provider.clients.contains(audience)) {
            return Err(invalid("Incorrect token audience".to_owned()));
        }
        let keys = self.keys.of(issuer, token.header.kid.as_deref(), &provider.thumbprints, now).await;
        let keys = keys.map_err(|why| {
            invalid(
                "Couldn't retrieve verification key from your identity provider,  please reference \
                 AssumeRoleWithWebIdentity documentation for requirements"
                    .to_owned(),
            )
            .cause(why)
        })?;
        if !token.is_signed_by(&keys) {
            return Err(invalid("The web identity token's signature is not valid.".to_owned()));
        }
        Ok((provider, url))
    }
}

/// Whom the token is for: `azp` stands before `aud` where it is there.
fn audiences(token: &Token<'_>) -> Vec<String> {
    match token.text("azp") {
        Some(party) => std::iter::once(party.to_owned()).chain(token.texts("aud")).collect(),
        None => token.texts("aud"),
    }
}

fn vouched(token: &Token<'_>) -> Vouched {
    let claim = token.claims.get(TAGS);
    let tags = claim.and_then(|c| c.get("principal_tags")).and_then(Value::as_object);
    let first = |value: &Value| value.as_str().or_else(|| value.get(0)?.as_str()).map(str::to_owned);
    let transitive = claim.and_then(|c| c.get("transitive_tag_keys")).and_then(Value::as_array);
    let transitive = transitive.into_iter().flatten();
    Vouched {
        tags: tags.into_iter().flatten().filter_map(|(k, v)| Some((k.clone(), first(v)?))).collect(),
        transitive: transitive.filter_map(|k| k.as_str().map(str::to_owned)).collect(),
        source_identity: token.text(SOURCE_IDENTITY).map(str::to_owned),
        ends: None,
    }
}

/// The provider's own keys, named by its URL.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif>
fn keys(url: &str, token: &Token<'_>, audience: &str) -> Vec<(String, Vec<String>)> {
    let original = token.text("azp").map(|_| token.texts("aud")).unwrap_or_default();
    let own = [
        ("sub", token.texts("sub")),
        ("aud", vec![audience.to_owned()]),
        ("amr", token.texts("amr")),
        ("email", token.texts("email")),
        ("oaud", original),
    ];
    let own = own.into_iter().map(|(name, values)| (format!("{url}:{name}"), values));
    own.chain([("aws:FederatedProvider".to_owned(), vec![url.to_owned()])]).collect()
}
