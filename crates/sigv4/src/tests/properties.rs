//! What is signed verifies, what is changed does not, and nothing panics.

use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Method, Uri};
use proptest::prelude::*;

use super::{request, verified};
use crate::{Credentials, parse, presign, sign};

const NOW: i64 = 1_440_938_160;

fn credentials() -> Credentials {
    Credentials {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned(),
        session_token: None,
    }
}

fn service() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("s3"), Just("sqs"), Just("lambda")]
}

/// A request with a path, a query and headers as clients write them, and worse.
fn requests() -> impl Strategy<Value = Parts> {
    let path = "(/[a-zA-Z0-9._~$&+:=@%-]{0,8}|/\\.|/\\.\\.|//|/%[2-7][0-9A-F]|/é){0,5}";
    let query = "([a-zA-Z0-9._~%+-]{0,6}(=[a-zA-Z0-9._~%+=/:-]{0,6})?&?){0,4}";
    let headers = proptest::collection::vec(("x-[a-z]{1,8}", "[ -~]{0,20}"), 0..4);
    let method = prop_oneof![Just("GET"), Just("PUT"), Just("POST"), Just("DELETE")];
    (method, path, query, headers).prop_map(|(method, path, query, headers)| {
        let uri =
            format!("/{}{}{query}", path.trim_start_matches('/'), if query.is_empty() { "" } else { "?" });
        let mut parts = request(method, &uri, &[("host", "localhost:4566")]);
        for (name, value) in headers {
            let name: HeaderName = name.parse().unwrap();
            parts.headers.append(name, HeaderValue::from_str(&value).unwrap());
        }
        parts
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..64)
}

/// One change to what a signature covers.
#[derive(Clone, Debug)]
enum Change {
    Method,
    Path(usize),
    Query,
    Header(usize),
    Body(usize),
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        Just(Change::Method),
        any::<usize>().prop_map(Change::Path),
        Just(Change::Query),
        any::<usize>().prop_map(Change::Header),
        any::<usize>().prop_map(Change::Body),
    ]
}

fn change(parts: &mut Parts, body: &mut Vec<u8>, what: &Change) {
    match what {
        Change::Method => parts.method = Method::from_bytes(b"PATCH").unwrap(),
        Change::Path(at) => {
            // A letter put anywhere but into an escape makes another path, except where it stands before `..`.
            let path = parts.uri.path().to_owned();
            let places: Vec<usize> = path.match_indices('/').map(|(at, _)| at + 1).collect();
            let (front, back) = path.split_at(places[at % places.len()]);
            let query = parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            set(parts, &format!("{front}Z{back}{query}"));
        }
        Change::Query => {
            let query = parts.uri.query().map(|query| format!("{query}&")).unwrap_or_default();
            let target = format!("{}?{query}Z=", parts.uri.path());
            set(parts, &target);
        }
        Change::Header(at) => {
            let names: Vec<HeaderName> =
                parts.headers.keys().filter(|n| *n != "authorization").cloned().collect();
            let name = &names[at % names.len()];
            let value = [parts.headers[name].as_bytes(), b"Z"].concat();
            parts.headers.insert(name, HeaderValue::from_bytes(&value).unwrap());
        }
        Change::Body(at) => {
            let at = at % (body.len() + 1);
            body.insert(at, 0x5a);
        }
    }
}

fn set(parts: &mut Parts, target: &str) {
    let mut uri = parts.uri.clone().into_parts();
    uri.path_and_query = Some(PathAndQuery::try_from(target).unwrap());
    parts.uri = Uri::from_parts(uri).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_is_signed_verifies(mut parts in requests(), body in body(), service in service(), skew in -300i64..=300) {
        let credentials = credentials();
        sign(&mut parts, &body, &credentials, "eu-west-1", service, NOW).unwrap();
        let _ = verified(&parts, &body, &credentials.secret_access_key, NOW + skew).unwrap();
        let presented = parse(&parts).unwrap().unwrap();
        prop_assert_eq!(presented.scope.access_key_id(), "AKIDEXAMPLE");
        prop_assert_eq!(presented.scope.service(), service);
        presented.scoped_to(service, Some("eu-west-1")).unwrap();
    }

    #[test]
    fn what_is_presigned_verifies(mut parts in requests(), service in service(), after in 0i64..=900) {
        let credentials = credentials();
        presign(&mut parts, 900, &credentials, "eu-west-1", service, NOW).unwrap();
        let after = if service == "lambda" { after / 3 } else { after };
        let _ = verified(&parts, b"", &credentials.secret_access_key, NOW + after).unwrap();
        verified(&parts, b"", &credentials.secret_access_key, NOW + 901).unwrap_err();
    }

    #[test]
    fn what_is_changed_does_not(
        mut parts in requests(),
        mut body in body(),
        service in service(),
        what in changes(),
    ) {
        // A change before `..` vanishes with it where paths are normalised, rightly.
        prop_assume!(service == "s3" || !matches!(what, Change::Path(_)) || !parts.uri.path().contains(".."));
        let credentials = credentials();
        sign(&mut parts, &body, &credentials, "eu-west-1", service, NOW).unwrap();
        change(&mut parts, &mut body, &what);
        verified(&parts, &body, &credentials.secret_access_key, NOW).unwrap_err();
    }

    #[test]
    fn what_is_presigned_and_changed_does_not(mut parts in requests(), service in service(), what in changes()) {
        prop_assume!(!matches!(what, Change::Body(_)));
        prop_assume!(service == "s3" || !matches!(what, Change::Path(_)) || !parts.uri.path().contains(".."));
        let credentials = credentials();
        presign(&mut parts, 900, &credentials, "eu-west-1", service, NOW).unwrap();
        change(&mut parts, &mut Vec::new(), &what);
        verified(&parts, b"", &credentials.secret_access_key, NOW).unwrap_err();
    }

    #[test]
    fn another_signature_does_not(mut parts in requests(), service in service(), at in 0usize..64, flip in 1u8..16) {
        let credentials = credentials();
        sign(&mut parts, b"", &credentials, "eu-west-1", service, NOW).unwrap();
        let mut value = parts.headers["authorization"].as_bytes().to_vec();
        let at = value.len() - 1 - at;
        let digit = u8::try_from(char::from(value[at]).to_digit(16).unwrap()).unwrap() ^ flip;
        value[at] = char::from_digit(u32::from(digit), 16).unwrap() as u8;
        parts.headers.insert("authorization", HeaderValue::from_bytes(&value).unwrap());
        verified(&parts, b"", &credentials.secret_access_key, NOW).unwrap_err();
    }

    #[test]
    fn arbitrary_headers_never_panic(
        authorization in proptest::collection::vec(any::<u8>(), 0..200),
        date in "[0-9TZ]{0,20}",
        service in service(),
        shaped in "(AWS4-HMAC-SHA256|AWS|Bearer)( |,|Credential=|Signature=|SignedHeaders=|a/b/s3/c/|host|;|[a-z/]){0,20}",
        query in "(X-Amz-(Algorithm|Credential|Signature|Date|Expires|SignedHeaders)=([0-9TZ]{16}|[0-9-]{1,30}|a/b/c/s3/d|host|AWS4-HMAC-SHA256)&){0,8}",
    ) {
        let mut parts = request("GET", &format!("/?{query}"), &[("host", "h"), ("x-amz-date", &date)]);
        check_all(&parts);
        parts = request("GET", "/", &[("host", "h"), ("x-amz-date", &date), ("authorization", &shaped)]);
        check_all(&parts);
        if let Ok(value) = HeaderValue::from_bytes(&authorization) {
            parts.headers.insert("authorization", value);
            check_all(&parts);
        }
        let whole = format!(
            "AWS4-HMAC-SHA256 Credential=A/20150830/r/{service}/aws4_request,SignedHeaders={shaped};host,Signature=0"
        );
        parts.headers.insert("authorization", HeaderValue::from_str(&whole).unwrap());
        check_all(&parts);
    }
}

/// Runs everything that a caller's bytes can reach.
fn check_all(parts: &Parts) {
    use crate::{Body, Family, KeyCache};
    let outcome = parse(parts).and_then(|presented| {
        let Some(presented) = presented else { return Ok(()) };
        presented.scoped_to("sqs", Some("us-east-1"))?;
        presented.verify(parts, Body::Bytes(b""), "secret", NOW, &KeyCache::default()).map(drop)
    });
    if let Err(error) = outcome {
        for family in [
            Family::Query,
            Family::Json,
            Family::QueryCompatibleJson,
            Family::RestJson,
            Family::Ec2,
            Family::S3,
        ] {
            assert!(!error.render(family).message.is_empty());
        }
    }
}
