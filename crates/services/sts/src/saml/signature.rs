//! Signatures within XML, in the one form that SAML allows: an element signs itself by its `ID`.
//! <https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf>, section 5.4; <https://www.w3.org/TR/xmldsig-core1/>

use super::canonical;
use super::xml::Element;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest;
use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};

const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// Whether one of the keys signed the element, by the signature among its own children. The keys are as certificates
/// hold them: `RSAPublicKey` or a point. Algorithms with SHA-1 are refused.
pub(super) fn is_signed(element: &Element, keys: &[Vec<u8>]) -> bool {
    verify(element, keys).is_some()
}

/// Whether it has a signature at all.
pub(super) fn has_signature(element: &Element) -> bool {
    element.all(DSIG, "Signature").next().is_some()
}

fn verify(element: &Element, keys: &[Vec<u8>]) -> Option<()> {
    let signature = element.only(DSIG, "Signature")?;
    let info = signature.only(DSIG, "SignedInfo")?;
    let reference = info.only(DSIG, "Reference")?;
    // It signs the element that it stands in, so nothing else can be put in its place.
    let id = element.attribute("ID").filter(|id| !id.is_empty())?;
    (reference.attribute("URI")?.strip_prefix('#')? == id).then_some(())?;
    let mut inclusive = Vec::new();
    for transform in reference.only(DSIG, "Transforms")?.all(DSIG, "Transform") {
        match transform.attribute("Algorithm")? {
            ENVELOPED => {}
            EXCLUSIVE => inclusive = prefixes(transform),
            _ => return None,
        }
    }
    let content = canonical::bytes(element, &inclusive, Some(signature));
    let algorithm = match reference.only(DSIG, "DigestMethod")?.attribute("Algorithm")? {
        "http://www.w3.org/2001/04/xmlenc#sha256" => &digest::SHA256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => &digest::SHA384,
        "http://www.w3.org/2001/04/xmlenc#sha512" => &digest::SHA512,
        _ => return None,
    };
    let digest = decode(&reference.only(DSIG, "DigestValue")?.text())?;
    (digest::digest(algorithm, &content).as_ref() == digest).then_some(())?;

    let method = info.only(DSIG, "CanonicalizationMethod")?;
    (method.attribute("Algorithm")? == EXCLUSIVE).then_some(())?;
    let signed = canonical::bytes(info, &prefixes(method), None);
    let value = decode(&signature.only(DSIG, "SignatureValue")?.text())?;
    let algorithm = algorithm_of(info.only(DSIG, "SignatureMethod")?.attribute("Algorithm")?)?;
    let is_of = |key: &Vec<u8>| UnparsedPublicKey::new(algorithm, key).verify(&signed, &value).is_ok();
    keys.iter().any(is_of).then_some(())
}

fn algorithm_of(name: &str) -> Option<&'static dyn VerificationAlgorithm> {
    Some(match name.strip_prefix("http://www.w3.org/2001/04/xmldsig-more#")? {
        "rsa-sha256" => &signature::RSA_PKCS1_2048_8192_SHA256,
        "rsa-sha384" => &signature::RSA_PKCS1_2048_8192_SHA384,
        "rsa-sha512" => &signature::RSA_PKCS1_2048_8192_SHA512,
        "ecdsa-sha256" => &signature::ECDSA_P256_SHA256_FIXED,
        "ecdsa-sha384" => &signature::ECDSA_P384_SHA384_FIXED,
        _ => return None,
    })
}

/// The prefixes that a canonicalization is told to declare.
fn prefixes(method: &Element) -> Vec<&str> {
    let list = method.only(EXCLUSIVE, "InclusiveNamespaces").and_then(|list| list.attribute("PrefixList"));
    list.unwrap_or_default().split_whitespace().collect()
}

pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let packed: String = text.split_whitespace().collect();
    STANDARD.decode(packed).ok()
}

/// The certificates in the `KeyInfo` of an element, as bytes.
pub(super) fn certificates(element: &Element) -> impl Iterator<Item = Vec<u8>> {
    let data = element.all(DSIG, "KeyInfo").flat_map(|info| info.all(DSIG, "X509Data"));
    data.flat_map(|data| data.all(DSIG, "X509Certificate")).filter_map(|text| decode(&text.text()))
}
