//! What a caller may send must never panic, recurse or allocate without bound.

mod everything;

use everything::{PROTOCOLS, request, there_and_back};
use proptest::prelude::*;
use std::fmt::Write;
use wire::schema::Protocol;

proptest! {
    #[test]
    fn any_bytes(
        protocol in 0..PROTOCOLS.len(),
        path in "/{0,2}[a-z%/]{0,20}",
        query in r"[a-zA-Z0-9.&=%+]{0,60}",
        header in proptest::collection::vec(any::<u8>(), 0..40),
        body in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let _ = request(PROTOCOLS[protocol], &path, &query, &header, &body);
    }

    #[test]
    fn nearly_json(body in r#"(\{"(Node|Text|Next|Integer|TextMap|Blob|Float|Document|Timestamp)":|[\[\]{},:0-9.eE"-]|null|"[a-z=]{0,4}"|\}){0,20}"#) {
        let _ = request(Protocol::Json11, "/a/k/z", "", b"", body.as_bytes());
    }

    #[test]
    fn nearly_xml(body in r#"(</?(Node|Text|Next|Item|entry|key|Everything)( name="&?[a-z]{0,3};?")?/?>|&[a-z#0-9]{0,4};?|<!--|-->|<!\[CDATA\[|\]\]>|<\?xml|\?>|<!DOCTYPE a>|[a-z1 ]){0,20}"#) {
        let _ = request(Protocol::RestXml, "/a/k/z", "", b"", body.as_bytes());
    }

    #[test]
    fn nearly_a_form(body in r"((Node|Next|Nodes|member|TextMap|entry|key|value|Item|Text|[0-9]{1,12})[.=&]?|%[0-9a-f]{0,2}|\+){0,30}") {
        let _ = request(Protocol::Query, "/", "", b"", body.as_bytes());
        let _ = request(Protocol::Ec2, "/", &body, b"", b"");
    }

    #[test]
    fn nearly_cbor(items in proptest::collection::vec(prop_oneof![
        Just(vec![0xbf]), Just(vec![0x9f]), Just(vec![0xff]), Just(vec![0xa1]), Just(vec![0x81]), Just(vec![0xc1]),
        Just(b"\x64Node".to_vec()), Just(b"\x64Next".to_vec()), Just(b"\x64Text".to_vec()), Just(b"\x7f\x61a\xff".to_vec()),
        any::<u8>().prop_map(|b| vec![b]), any::<u64>().prop_map(|v| [&[0x5b][..], &v.to_be_bytes()].concat()),
        any::<f64>().prop_map(|v| [&[0xfb][..], &v.to_be_bytes()].concat()),
    ], 0..30)) {
        let _ = request(Protocol::Cbor, "/", "", b"", &items.concat());
    }

    #[test]
    fn header_lists(header in r#"("?[a-z, \\]{0,6}"?,? ?){0,6}"#) {
        let _ = request(Protocol::RestJson, "/a/k/z", "page=1", header.as_bytes(), b"{}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(text in r#"([\PC\t\n\r]|[<>&"'\\\]]){0,20}"#) {
        for protocol in [Protocol::Json10, Protocol::RestJson, Protocol::RestXml, Protocol::Cbor] {
            let read = there_and_back(protocol, &text).map_err(|e| TestCaseError::fail(format!("{protocol:?}: {e}")))?;
            prop_assert_eq!(read, (text.clone(), Some(text.clone())), "{:?}", protocol);
        }
    }
}

/// What a body that nests 100,000 times is answered with.
fn nested(protocol: Protocol, open: &str, close: &str) -> Option<String> {
    let n = 100_000;
    let body = [open.repeat(n), close.repeat(n)].concat();
    request(protocol, "/a/k/z", "", b"", body.as_bytes()).err().map(|error| error.code().to_owned())
}

#[test]
fn depth_is_bounded() {
    let check = |protocol, open: &str, close: &str, code: &str| {
        assert_eq!(nested(protocol, open, close).as_deref(), Some(code), "{protocol:?} {open}");
    };
    check(Protocol::Json11, "[", "]", "SerializationException");
    check(Protocol::Json11, r#"{"Node":"#, "}", "SerializationException");
    check(Protocol::RestJson, r#"{"Document":"#, "}", "SerializationException");
    check(Protocol::RestXml, "<Node>", "</Node>", "MalformedXML");
    check(Protocol::Query, "Next.", "", "MalformedQueryString");
    check(Protocol::Ec2, "Next.", "", "MalformedQueryString");
    check(Protocol::Cbor, "\u{1}", "", "SerializationException");
    let deep = |item: u8| request(Protocol::Cbor, "/", "", b"", &[item].repeat(100_000)).err();
    for item in [0x81, 0x9f, 0xc1, 0x7f, 0x5f, 0xbf] {
        assert_eq!(
            deep(item).map(|e| e.code().to_owned()).as_deref(),
            Some("SerializationException"),
            "{item:x}"
        );
    }
}

#[test]
fn a_length_is_not_believed_before_its_bytes_are_there() {
    // Bytes, text, list and map, each with a length of eight bytes.
    for major in [0x5b_u8, 0x7b, 0x9b, 0xbb] {
        for length in [u64::MAX, 1 << 40, 1 << 30] {
            let body = [&[major][..], &length.to_be_bytes()].concat();
            let error = request(Protocol::Cbor, "/", "", b"", &body).expect_err("its bytes are not there");
            assert_eq!(error.code(), "SerializationException", "{major:x} {length}");
        }
    }
    let error = request(Protocol::Cbor, "/", "", b"", &[0xa0, 0x00]).expect_err("a byte too many");
    assert_eq!(error.log_cause(), Some("bytes after the value"));
}

#[test]
fn nothing_in_xml_expands_or_fetches() {
    let refused = |body: &str| {
        let error =
            request(Protocol::RestXml, "/a/k/z", "", b"", body.as_bytes()).expect_err("it is refused");
        assert_eq!(error.code(), "MalformedXML", "{body}");
        error.log_cause().unwrap_or_default().to_owned()
    };
    let mut bomb = String::from("<!DOCTYPE a [<!ENTITY e0 \"e\">");
    for i in 1..20 {
        let _ = write!(bomb, "<!ENTITY e{i} \"&e{0};&e{0};\">", i - 1);
    }
    assert_eq!(refused(&format!("{bomb}]><a>&e19;</a>")), "document types are not read");
    assert_eq!(refused("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"), "document types are not read");
    assert_eq!(refused("<a>&nbsp;</a>"), "the entity \"nbsp\" is unknown");
    for body in
        ["<a>", "<a></b>", "<a/><b/>", "text", "<a b=c/>", "<a b='1' b='2'/>", "<a>\u{0}&#0;</a>", "</a>"]
    {
        refused(body);
    }
}
