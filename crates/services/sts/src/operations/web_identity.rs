//! Sessions of roles for people and machines that an OIDC provider vouches for.

use super::roles::{assumed_role_user, credentials, lifetime};
use crate::Sts;
use crate::jwt::Token;
use crate::session::{Facts, Who};
use door::{Call, Caller, KeyName, Principal, ProviderFacts, Touch};
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

/// What a token says that the session and the trust policy need.
struct Vouched {
    subject: String,
    audience: String,
    tags: Vec<(String, String)>,
    transitive: Vec<String>,
    source_identity: Option<String>,
}

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
        let vouched = Vouched::of(&token);
        let acting = call.acting(Caller {
            principal: Principal::Federated { provider: provider.arn.clone() },
            ..Caller::anonymous(&account)
        });
        let touch = touch(&input, &url, &token, &vouched);
        let op = <ops::AssumeRoleWithWebIdentity as Op>::spec();
        acting.require(op, "sts:AssumeRoleWithWebIdentity", &touch)?;
        if !vouched.tags.is_empty() {
            acting.require(op, "sts:TagSession", &touch)?;
        }
        if vouched.source_identity.is_some() {
            acting.require(op, "sts:SetSourceIdentity", &touch)?;
        }
        let role = self.identities.role(&input.role_arn).ok_or_else(|| {
            Error::new("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity").status(403)
        })?;
        let passed = self.passed(&account, input.policy, input.policy_arns, None)?;
        let facts = Facts {
            who: Who::Role {
                arn: input.role_arn.clone(),
                id: role.id.clone(),
                session: input.role_session_name.clone(),
            },
            issued: call.now(),
            expires: call.now() + lifetime(input.duration_seconds, &role, false)?,
            policy: passed.policy,
            policy_arns: passed.arns,
            tags: vouched.tags,
            transitive: vouched.transitive,
            source_identity: vouched.source_identity.clone(),
            chained: false,
            mfa: None,
            provider: Some(provider.arn.clone()),
        };
        let issued = self.issue(&facts)?;
        Ok(AssumeRoleWithWebIdentityOutput {
            credentials: Some(credentials(issued, facts.expires)),
            subject_from_web_identity_token: Some(vouched.subject),
            assumed_role_user: Some(assumed_role_user(&input.role_arn, &role.id, &input.role_session_name)),
            packed_policy_size: passed.packed,
            provider: Some(provider.arn),
            audience: Some(vouched.audience),
            source_identity: vouched.source_identity,
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

impl Vouched {
    fn of(token: &Token<'_>) -> Self {
        let claim = token.claims.get(TAGS);
        let tags = claim.and_then(|c| c.get("principal_tags")).and_then(Value::as_object);
        let first = |value: &Value| value.as_str().or_else(|| value.get(0)?.as_str()).map(str::to_owned);
        let transitive = claim.and_then(|c| c.get("transitive_tag_keys")).and_then(Value::as_array);
        Self {
            subject: token.text("sub").unwrap_or_default().to_owned(),
            audience: audiences(token).into_iter().next().unwrap_or_default(),
            tags: tags.into_iter().flatten().filter_map(|(k, v)| Some((k.clone(), first(v)?))).collect(),
            transitive: transitive
                .into_iter()
                .flatten()
                .filter_map(|k| k.as_str().map(str::to_owned))
                .collect(),
            source_identity: token.text(SOURCE_IDENTITY).map(str::to_owned),
        }
    }
}

/// What the trust policy may ask for: the provider's own keys, named by its URL.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif>
fn touch(input: &AssumeRoleWithWebIdentityInput, url: &str, token: &Token<'_>, vouched: &Vouched) -> Touch {
    let mut touch = Touch::on(&*input.role_arn).with("sts:RoleSessionName", &*input.role_session_name);
    let mut set = |name: &str, values: Vec<String>| {
        if !values.is_empty() {
            touch.context.set_many(KeyName::new(&format!("{url}:{name}")), values);
        }
    };
    set("sub", token.texts("sub"));
    set("aud", vec![vouched.audience.clone()]);
    set("amr", token.texts("amr"));
    set("email", token.texts("email"));
    if token.text("azp").is_some() {
        set("oaud", token.texts("aud"));
    }
    touch.context.set(KeyName::of("aws:FederatedProvider"), url);
    if let Some(identity) = &vouched.source_identity {
        touch.context.set(KeyName::of("sts:SourceIdentity"), identity);
    }
    for (key, value) in &vouched.tags {
        touch.context.set(KeyName::new(&format!("aws:RequestTag/{key}")), value);
    }
    if !vouched.tags.is_empty() {
        touch.context.set_many(KeyName::of("aws:TagKeys"), vouched.tags.iter().map(|(k, _)| k.clone()));
    }
    if !vouched.transitive.is_empty() {
        touch.context.set_many(KeyName::of("sts:TransitiveTagKeys"), vouched.transitive.iter().cloned());
    }
    touch
}
