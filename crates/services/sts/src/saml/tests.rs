//! Responses that another implementation signed: signxml (<https://xml-security.github.io/signxml/>), the assertion with
//! RSA and SHA-256, the whole response with ECDSA and SHA-512 for its digest.

use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub(crate) const METADATA_XML: &str = include_str!("../../testdata/saml/metadata.xml");
pub(crate) const ASSERTION_SIGNED: &str = include_str!("../../testdata/saml/assertion-signed.xml");
pub(crate) const RESPONSE_SIGNED: &str = include_str!("../../testdata/saml/response-signed.xml");

fn provider() -> Metadata {
    Metadata::read(METADATA_XML).unwrap()
}

fn opened(response: &str) -> Result<Assertion, Refusal> {
    open(&STANDARD.encode(response), &provider())
}

#[test]
fn a_provider_is_its_name_and_its_keys() {
    let provider = provider();
    assert_eq!((provider.entity_id.as_str(), provider.keys.len()), ("https://idp.example/metadata", 2));
    for text in ["", "<a/>", "<EntityDescriptor entityID='x'/>"] {
        assert!(Metadata::read(text).is_none(), "{text}");
    }
    let encrypts_only = METADATA_XML.replace("use=\"signing\"", "use=\"encryption\"");
    assert_eq!(Metadata::read(&encrypts_only).unwrap().keys.len(), 1);
}

#[test]
fn what_is_signed_is_read() {
    for response in [ASSERTION_SIGNED, RESPONSE_SIGNED] {
        let assertion = opened(response).unwrap();
        assert_eq!(assertion.subject, "ada & co");
        assert_eq!(assertion.subject_format, "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
        assert_eq!(assertion.recipient, "https://signin.aws.amazon.com/saml");
        assert_eq!(assertion.audiences, ["urn:amazon:webservices"]);
        let at = |text: &str| Timestamp::parse_rfc3339(text).ok();
        assert_eq!(assertion.not_before, at("2027-01-15T07:55:00Z"));
        assert_eq!(assertion.not_on_or_after, at("2027-01-15T08:05:00Z"));
        assert_eq!(assertion.session_ends, at("2027-01-15T08:30:00Z"));
        assert_eq!(assertion.values("https://aws.amazon.com/SAML/Attributes/Role").len(), 2);
        let tags: Vec<_> =
            assertion.beginning("https://aws.amazon.com/SAML/Attributes/PrincipalTag:").collect();
        assert_eq!(tags, [("team", "blue")]);
    }
}

#[test]
fn what_is_changed_or_moved_is_refused() {
    let signature = |text: &str| {
        let start = text.find("<ds:Signature").unwrap();
        text[start..text.find("</ds:Signature>").unwrap() + 15].to_owned()
    };
    let unsigned = ASSERTION_SIGNED.replace(&signature(ASSERTION_SIGNED), "");
    // An assertion of one's own around the signed one, and the signed one where nobody looks for it.
    let own = unsigned.replace("\"_a1\"", "\"_a2\"").replace("ada &amp; co", "eve");
    let wrapped = own.replace("<saml:Subject>", &format!("{}<saml:Subject>", signature(ASSERTION_SIGNED)));
    let two = ASSERTION_SIGNED.replace(
        "</samlp:Response>",
        &format!(
            "{}</samlp:Response>",
            &own[own.find("<saml:Assertion").unwrap()..own.find("</samlp:Response>").unwrap()]
        ),
    );
    for (why, response, refusal) in [
        ("nobody signed", unsigned, Refusal::Signature),
        ("text changed", ASSERTION_SIGNED.replace("ada &amp; co", "eve"), Refusal::Signature),
        ("attribute changed", ASSERTION_SIGNED.replace("08:05:00.000Z", "09:05:00.000Z"), Refusal::Signature),
        ("digest changed with the text", RESPONSE_SIGNED.replace("blue", "red"), Refusal::Signature),
        ("signature of another element", wrapped, Refusal::Signature),
        (
            "the same under another id",
            ASSERTION_SIGNED.replace("ID=\"_a1\"", "ID=\"_a2\""),
            Refusal::Signature,
        ),
        ("two assertions", two, Refusal::Malformed),
        ("not base64 of XML", "x".to_owned(), Refusal::Malformed),
        ("a document type", format!("<!DOCTYPE a>{ASSERTION_SIGNED}"), Refusal::Malformed),
    ] {
        assert_eq!(opened(&response).err(), Some(refusal), "{why}");
    }
    // A comment is no part of what is signed, and does not cut the text that is read.
    let commented = ASSERTION_SIGNED.replace("ada &amp; co", "ada &amp;<!-- x --> co");
    assert_eq!(opened(&commented).unwrap().subject, "ada & co");
    // Keys of others.
    let stranger = Metadata { entity_id: provider().entity_id, keys: vec![vec![4; 65]] };
    assert_eq!(open(&STANDARD.encode(ASSERTION_SIGNED), &stranger).err(), Some(Refusal::Signature));
    // Only what was told to be a failure is one.
    let failed = RESPONSE_SIGNED.replace("status:Success", "status:Responder");
    assert_eq!(opened(&failed).err(), Some(Refusal::Signature));
}

proptest::proptest! {
    /// Whoever changes anything is found out, or has changed nothing that is read.
    #[test]
    fn no_change_goes_through(at in 0..ASSERTION_SIGNED.len(), letter in "[ -~\n]", takes in 0..3usize) {
        let end = (at + takes).min(ASSERTION_SIGNED.len());
        let changed = format!("{}{letter}{}", &ASSERTION_SIGNED[..at], &ASSERTION_SIGNED[end..]);
        if let Ok(read) = opened(&changed) {
            let right = opened(ASSERTION_SIGNED).unwrap();
            proptest::prop_assert_eq!(format!("{read:?}"), format!("{right:?}"));
        }
    }

    #[test]
    fn nothing_that_is_sent_panics(text in "[<>/a-z:='\"&; !\\[\\]?-]{0,80}", bytes in proptest::collection::vec(0u8.., 0..80)) {
        let refused = opened(&text).is_err() && open(&STANDARD.encode(bytes), &provider()).is_err();
        proptest::prop_assert!(refused && open(&text, &provider()).is_err());
    }
}
