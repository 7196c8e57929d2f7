//! SAML 2.0, as far as federation with AWS takes it: who an identity provider is, by its metadata, and what it asserts
//! of somebody, when its signature holds.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html>
//!
//! Only what a signature covers is read: the element that is signed is canonicalized, verified, and then it alone is
//! looked at. What is absent: encrypted assertions, SHA-1, and inclusive canonical XML.

mod canonical;
mod signature;
#[cfg(test)]
pub(crate) mod tests;
mod xml;

use clock::Timestamp;
use x509_parser::prelude::{FromDer, X509Certificate};
use xml::Element;

const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
const SUCCESS: &str = "urn:oasis:names:tc:SAML:2.0:status:Success";
const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

/// What an identity provider says of itself.
#[derive(Debug)]
pub(crate) struct Metadata {
    pub(crate) entity_id: String,
    /// The public keys that it signs with, as its certificates hold them.
    keys: Vec<Vec<u8>>,
}

impl Metadata {
    /// Reads a metadata document of one provider; `None` where it names nobody or no key.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let root = xml::parse(text)?;
        let root = root.is(METADATA, "EntityDescriptor").then_some(root)?;
        let descriptors = root.all(METADATA, "IDPSSODescriptor");
        let keys = descriptors.flat_map(|role| role.all(METADATA, "KeyDescriptor"));
        let signing = keys.filter(|key| key.attribute("use").is_none_or(|usage| usage == "signing"));
        let keys: Vec<_> = signing.flat_map(signature::certificates).filter_map(|der| key(&der)).collect();
        let entity_id = root.attribute("entityID")?.to_owned();
        (!keys.is_empty()).then_some(Self { entity_id, keys })
    }
}

/// The public key in a certificate.
fn key(der: &[u8]) -> Option<Vec<u8>> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    Some(certificate.public_key().subject_public_key.data.to_vec())
}

/// What is asserted of somebody.
#[derive(Debug)]
pub(crate) struct Assertion {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    /// The whole URI.
    pub(crate) subject_format: String,
    /// For whom the subject was confirmed.
    pub(crate) recipient: String,
    pub(crate) audiences: Vec<String>,
    /// When it begins to hold.
    pub(crate) not_before: Option<Timestamp>,
    /// When it ceases to: the earliest end that it names.
    pub(crate) not_on_or_after: Option<Timestamp>,
    /// When the session ends at the provider.
    pub(crate) session_ends: Option<Timestamp>,
    attributes: Vec<(String, Vec<String>)>,
}

/// Why a response is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is no successful response with one assertion in the clear.
    Malformed,
    /// Nobody of the provider signed it.
    Signature,
}

/// The assertion of a response (still in base64) that the provider signed.
pub(crate) fn open(response: &str, provider: &Metadata) -> Result<Assertion, Refusal> {
    let bytes = signature::decode(response).ok_or(Refusal::Malformed)?;
    let text = String::from_utf8(bytes).map_err(|_| Refusal::Malformed)?;
    let response =
        xml::parse(&text).filter(|root| root.is(PROTOCOL, "Response")).ok_or(Refusal::Malformed)?;
    let assertion = response.only(ASSERTION, "Assertion").ok_or(Refusal::Malformed)?;
    // Either signature covers the assertion; one that is there and does not hold spoils the other.
    let signed: Vec<&Element> =
        [&response, assertion].into_iter().filter(|element| signature::has_signature(element)).collect();
    if signed.is_empty() || !signed.iter().all(|element| signature::is_signed(element, &provider.keys)) {
        return Err(Refusal::Signature);
    }
    let status = response.only(PROTOCOL, "Status").and_then(|status| status.only(PROTOCOL, "StatusCode"));
    if status.and_then(|code| code.attribute("Value")).is_some_and(|code| code != SUCCESS) {
        return Err(Refusal::Malformed);
    }
    read(assertion).ok_or(Refusal::Malformed)
}

fn read(assertion: &Element) -> Option<Assertion> {
    let subject = assertion.only(ASSERTION, "Subject")?;
    let name = subject.only(ASSERTION, "NameID")?;
    let mut confirmations = subject.all(ASSERTION, "SubjectConfirmation");
    let confirmation = confirmations.find(|c| c.attribute("Method") == Some(BEARER))?;
    let confirmed = confirmation.only(ASSERTION, "SubjectConfirmationData")?;
    let conditions = assertion.only(ASSERTION, "Conditions")?;
    let restrictions = conditions.all(ASSERTION, "AudienceRestriction");
    let audiences = restrictions.flat_map(|r| r.all(ASSERTION, "Audience")).map(Element::text);
    let statements = assertion.all(ASSERTION, "AttributeStatement");
    let attributes =
        statements.flat_map(|statement| statement.all(ASSERTION, "Attribute")).map(|attribute| {
            let values = attribute.all(ASSERTION, "AttributeValue").map(Element::text).collect();
            (attribute.attribute("Name").unwrap_or_default().to_owned(), values)
        });
    // A time that cannot be read must not be taken for none.
    let times = |element: &Element, name: &str| match element.attribute(name) {
        Some(text) => Timestamp::parse_rfc3339(text).ok().map(Some),
        None => Some(None),
    };
    let ends = [times(confirmed, "NotOnOrAfter")?, times(conditions, "NotOnOrAfter")?];
    let session = assertion.all(ASSERTION, "AuthnStatement").next();
    Some(Assertion {
        issuer: assertion.only(ASSERTION, "Issuer")?.text(),
        subject: name.text(),
        subject_format: name.attribute("Format").unwrap_or_default().to_owned(),
        recipient: confirmed.attribute("Recipient")?.to_owned(),
        audiences: audiences.collect(),
        not_before: times(conditions, "NotBefore")?,
        not_on_or_after: ends.into_iter().flatten().min(),
        session_ends: session.map_or(Some(None), |s| times(s, "SessionNotOnOrAfter"))?,
        attributes: attributes.collect(),
    })
}

impl Assertion {
    /// The values of an attribute, none where it has none.
    pub(crate) fn values(&self, name: &str) -> &[String] {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, v)| v.as_slice()).unwrap_or_default()
    }
    /// The attributes whose names begin so, with the rest of the name and the first value.
    pub(crate) fn beginning<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.attributes
            .iter()
            .filter_map(move |(name, values)| Some((name.strip_prefix(start)?, values.first()?.as_str())))
    }
}
