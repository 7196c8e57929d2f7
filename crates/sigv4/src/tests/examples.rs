//! The worked examples of AWS's pages on S3, whose signatures are printed there.

use super::{SECRET, request, verified};
use crate::instant::parse_basic;
use crate::{Body, Credentials, KeyCache, Owed, parse, sign};

const DATE: &str = "20130524T000000Z";
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html>
#[test]
fn header_examples() {
    check(
        ("GET", "/test.txt", &[("range", "bytes=0-9"), ("x-amz-content-sha256", EMPTY)], b""),
        "host;range;x-amz-content-sha256;x-amz-date",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    );
    check(
        (
            "PUT",
            "/test$file.text",
            &[
                ("date", "Fri, 24 May 2013 00:00:00 GMT"),
                ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                ("x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"),
            ],
            b"Welcome to Amazon S3.",
        ),
        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    );
    check(
        ("GET", "/?lifecycle", &[("x-amz-content-sha256", EMPTY)], b""),
        "host;x-amz-content-sha256;x-amz-date",
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    );
    check(
        ("GET", "/?max-keys=2&prefix=J", &[("x-amz-content-sha256", EMPTY)], b""),
        "host;x-amz-content-sha256;x-amz-date",
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    );
}

type Example<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a [u8]);

fn check((method, uri, headers, body): Example<'_>, signed_headers: &str, signature: &str) {
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,\
         SignedHeaders={signed_headers},Signature={signature}"
    );
    let mut all = vec![("host", "examplebucket.s3.amazonaws.com"), ("x-amz-date", DATE)];
    all.extend_from_slice(headers);
    all.push(("authorization", &authorization));
    let parts = request(method, uri, &all);
    let now = parse_basic(DATE).unwrap();
    assert!(matches!(verified(&parts, body, SECRET, now).unwrap().owed, Owed::Nothing), "{uri}");
    let presented = parse(&parts).unwrap().unwrap();
    let to_come = presented.verify(&parts, Body::ToCome, SECRET, now, &KeyCache::default()).unwrap();
    assert!(matches!(to_come.owed, Owed::Sha256(_)), "{uri}");
    verified(&parts, b"tampered", SECRET, now).unwrap_err();
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>
#[test]
fn presigned_example() {
    let parts = request(
        "GET",
        "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1\
         %2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
         &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
        &[("host", "examplebucket.s3.amazonaws.com")],
    );
    let signed = parse_basic(DATE).unwrap();
    for after in [0, 86_400] {
        let _ = verified(&parts, b"", SECRET, signed + after).unwrap();
    }
    verified(&parts, b"", SECRET, signed + 86_401).unwrap_err();
    verified(&parts, b"", SECRET, signed - 901).unwrap_err();
    verified(&parts, b"", "another secret", signed).unwrap_err();
}

/// HTTP/2 sends `:authority`, which becomes the URI's, and no `Host`.
#[test]
fn http2_requests_sign_their_authority() {
    let credentials = Credentials {
        access_key_id: "AKID".to_owned(),
        secret_access_key: SECRET.to_owned(),
        session_token: None,
    };
    let mut parts = request("POST", "http://localhost:4566/", &[]);
    sign(&mut parts, b"{}", &credentials, "us-east-1", "sqs", 0).unwrap();
    assert_eq!(parts.headers.remove("host").unwrap(), "localhost:4566");
    let _ = verified(&parts, b"{}", SECRET, 0).unwrap();
    parts.uri = "http://localhost:4567/".parse().unwrap();
    verified(&parts, b"{}", SECRET, 0).unwrap_err();
}
