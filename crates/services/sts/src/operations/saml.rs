//! Sessions of roles for people whom a SAML identity provider vouches for.

use super::federated::{Asked, Vouched, unauthorized};
use super::roles::{assumed_role_user, credentials};
use crate::Sts;
use crate::saml::{self, Assertion, Metadata, Refusal};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use door::{Call, Caller};
use model_iam::types::GetSAMLProviderInput;
use model_sts::types::*;
use model_sts::{errors, ops};
use policy::arn::Arn;
use sha1::{Digest, Sha1};
use wire::prelude::*;

/// Where the attributes that AWS reads have their names.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html>
const ATTRIBUTES: &str = "https://aws.amazon.com/SAML/Attributes/";
const FORMATS: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:";

impl Sts {
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html>
    pub(crate) async fn assume_role_with_saml(
        &self,
        call: &Call,
        input: AssumeRoleWithSAMLInput,
    ) -> Result<AssumeRoleWithSAMLOutput> {
        if input.minimum_session_token_size.is_some() {
            return Err(Error::not_implemented("MinimumSessionTokenSize of AssumeRoleWithSAML"));
        }
        let op = <ops::AssumeRoleWithSAML as Op>::spec();
        let provider = self.saml_provider(call, &input.principal_arn).await?;
        let assertion = saml::open(&input.saml_assertion, &provider).map_err(|refusal| match refusal {
            Refusal::Signature => errors::invalid_identity_token("Response signature invalid"),
            Refusal::Malformed => invalid_response(),
        })?;
        believe(call, &assertion, &provider)?;
        let pairs = assertion.values(&format!("{ATTRIBUTES}Role"));
        if !pairs.iter().any(|pair| is_pair(pair, &input.role_arn, &input.principal_arn)) {
            return Err(unauthorized(op));
        }
        let session_name = session_name(&assertion)?;
        let qualifier = name_qualifier(&assertion, &input.principal_arn);
        let subject_type =
            assertion.subject_format.strip_prefix(FORMATS).unwrap_or(&assertion.subject_format);
        let asked = Asked {
            op,
            role_arn: &input.role_arn,
            session_name: &session_name,
            provider: &input.principal_arn,
            keys: keys(&assertion, subject_type, &qualifier, &input.principal_arn),
            policy: input.policy,
            policy_arns: input.policy_arns,
            duration: input.duration_seconds,
        };
        let vouched = vouched(&assertion);
        let source_identity = vouched.source_identity.clone();
        let made = self.federate(call, asked, vouched)?;
        Ok(AssumeRoleWithSAMLOutput {
            credentials: Some(credentials(made.issued, made.expires)),
            assumed_role_user: Some(assumed_role_user(&input.role_arn, &made.role.id, &session_name)),
            packed_policy_size: made.packed,
            subject_type: Some(subject_type.to_owned()),
            subject: Some(assertion.subject),
            issuer: Some(assertion.issuer),
            audience: Some(assertion.recipient),
            name_qualifier: Some(qualifier),
            source_identity,
            ..AssumeRoleWithSAMLOutput::default()
        })
    }

    /// The metadata of a provider, which IAM is asked for on behalf of the account that it belongs to.
    async fn saml_provider(&self, call: &Call, arn: &str) -> Result<Metadata> {
        let none = || errors::invalid_identity_token("Specified provider doesn't exist");
        let parsed = Arn::parse(arn).filter(|arn| arn.resource_type() == Some("saml-provider"));
        let owner = Caller::root(parsed.ok_or_else(none)?.account, "");
        let asked = GetSAMLProviderInput { saml_provider_arn: arn.to_owned() };
        let found = call.acting(owner).call::<model_iam::ops::GetSAMLProvider>(asked).await;
        let document = match found {
            Ok(found) => found.saml_metadata_document.unwrap_or_default(),
            Err(error) if error.code() == "NoSuchEntity" => return Err(none()),
            Err(error) => return Err(error),
        };
        Metadata::read(&document).ok_or_else(|| errors::invalid_identity_token("Could not parse metadata"))
    }
}

fn invalid_response() -> Error {
    errors::invalid_identity_token("Your request included an invalid SAML response.")
}

/// Tests what is asserted: by whom, for whom, and when.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html>
fn believe(call: &Call, assertion: &Assertion, provider: &Metadata) -> Result<()> {
    if assertion.issuer != provider.entity_id {
        return Err(errors::invalid_identity_token("Issuer not present in specified provider"));
    }
    let is_aws = |audience: &String| audience == "urn:amazon:webservices" || is_sign_in(audience);
    let audiences = &assertion.audiences;
    if !is_sign_in(&assertion.recipient) || !(audiences.is_empty() || audiences.iter().any(is_aws)) {
        return Err(errors::invalid_identity_token("Response does not contain the required audience."));
    }
    if assertion.not_before.is_some_and(|begins| call.now() < begins) {
        return Err(invalid_response());
    }
    // An assertion without an end would hold for ever.
    if assertion.not_on_or_after.is_none_or(|ends| call.now() >= ends) {
        return Err(errors::expired_token("Token must be redeemed within 5 minutes of issuance"));
    }
    Ok(())
}

/// `https://signin.aws.amazon.com/saml`, or that of a region.
fn is_sign_in(url: &str) -> bool {
    let host = url.strip_prefix("https://").and_then(|rest| rest.split_once("/saml"));
    host.is_some_and(|(host, path)| {
        let region = host.strip_suffix("signin.aws.amazon.com");
        let is_region =
            |region: &str| region.strip_suffix('.').is_some_and(|name| !name.contains(['.', '/']));
        region.is_some_and(|region| region.is_empty() || is_region(region))
            && (path.is_empty() || path.starts_with('/'))
    })
}

/// Role and provider, in either order.
fn is_pair(pair: &str, role: &str, provider: &str) -> bool {
    pair.split_once(',')
        .map(|(a, b)| (a.trim(), b.trim()))
        .is_some_and(|pair| pair == (role, provider) || pair == (provider, role))
}

fn session_name(assertion: &Assertion) -> Result<String> {
    let name = assertion.values(&format!("{ATTRIBUTES}RoleSessionName")).first();
    let name =
        name.ok_or_else(|| errors::invalid_identity_token("RoleSessionName is required in AuthnResponse"))?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte);
    if (2..=64).contains(&name.len()) && name.bytes().all(fits) {
        return Ok(name.clone());
    }
    Err(errors::invalid_identity_token(
        "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}",
    ))
}

fn vouched(assertion: &Assertion) -> Vouched {
    let tags = assertion.beginning("https://aws.amazon.com/SAML/Attributes/PrincipalTag:");
    Vouched {
        tags: tags.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        transitive: assertion.values(&format!("{ATTRIBUTES}TransitiveTagKeys")).to_vec(),
        source_identity: assertion.values(&format!("{ATTRIBUTES}SourceIdentity")).first().cloned(),
        ends: assertion.session_ends,
    }
}

/// A name for subject and provider together: their hash.
fn name_qualifier(assertion: &Assertion, provider: &str) -> String {
    let (account, name) = Arn::parse(provider).map(|arn| (arn.account, arn.name())).unwrap_or_default();
    STANDARD.encode(Sha1::digest(format!("{}{account}/{name}", assertion.issuer)))
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml>
fn keys(
    assertion: &Assertion,
    subject_type: &str,
    qualifier: &str,
    provider: &str,
) -> Vec<(String, Vec<String>)> {
    let (account, name) = Arn::parse(provider).map(|arn| (arn.account, arn.name())).unwrap_or_default();
    let doc = format!("{account}/{name}");
    let values = [
        ("saml:aud", assertion.recipient.as_str()),
        ("saml:doc", &doc),
        ("saml:iss", &assertion.issuer),
        ("saml:namequalifier", qualifier),
        ("saml:sub", &assertion.subject),
        ("saml:sub_type", subject_type),
        ("aws:FederatedProvider", provider),
    ];
    values.into_iter().map(|(name, value)| (name.to_owned(), vec![value.to_owned()])).collect()
}
