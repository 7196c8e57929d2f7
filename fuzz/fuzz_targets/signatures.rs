//! A request's credentials, its signature, and a body in chunks. Lines: method and target, then headers up to an empty
//! line; the rest is the body.

#![no_main]

use http::{HeaderName, HeaderValue, Request};
use libfuzzer_sys::fuzz_target;
use sigv4::{Body, ChunkVerifier, Family, Form, KeyCache, Owed};

const FAMILIES: [Family; 6] =
    [Family::S3, Family::Json, Family::QueryCompatibleJson, Family::Query, Family::Ec2, Family::RestJson];
/// 2026-11-21T10:00:00Z, as the corpus is signed.
const NOW: i64 = 1_795_255_200;

fuzz_target!(|data: &[u8]| {
    let mut lines = data.split(|b| *b == b'\n');
    let first = String::from_utf8_lossy(lines.next().unwrap_or_default());
    let (method, target) = first.split_once(' ').unwrap_or(("GET", "/"));
    let Ok(mut request) = Request::builder().method(method).uri(target).body(()) else { return };
    let mut read = first.len() + 1;
    for line in lines.by_ref() {
        read += line.len() + 1;
        if line.is_empty() {
            break;
        }
        let mut pair = line.splitn(2, |b| *b == b':');
        let name = HeaderName::from_bytes(pair.next().unwrap_or_default());
        let value = HeaderValue::from_bytes(pair.next().unwrap_or_default().trim_ascii());
        if let (Ok(name), Ok(value)) = (name, value) {
            request.headers_mut().append(name, value);
        }
    }
    let body = data.get(read..).unwrap_or_default();
    let (parts, ()) = request.into_parts();
    chunks(ChunkVerifier::unsigned(&parts.headers), body);
    form(body);
    let refused = match sigv4::parse(&parts) {
        Ok(None) => return,
        Ok(Some(presented)) => {
            let _ = presented.scoped_to("sqs", Some("us-east-1"));
            match presented.verify(&parts, Body::Bytes(body), "test", NOW, &KeyCache::default()) {
                Ok(verified) => {
                    if let Owed::Chunks(verifier) = verified.owed {
                        chunks(Ok(*verifier), body);
                    }
                    return;
                }
                Err(error) => error,
            }
        }
        Err(error) => error,
    };
    for family in FAMILIES {
        let _ = refused.render(family);
    }
});

/// However a body is cut, it decodes to the same.
fn chunks(verifier: Result<ChunkVerifier, sigv4::AuthError>, body: &[u8]) {
    let Ok(mut verifier) = verifier else { return };
    let mut out = Vec::new();
    for piece in body.chunks(7) {
        if verifier.feed(piece, &mut out).is_err() {
            return;
        }
    }
    assert!(out.len() <= body.len());
    let _ = verifier.finish();
}

/// The fields of a browser's upload: `name=value` a line.
fn form(body: &[u8]) {
    let text = String::from_utf8_lossy(body);
    let pair = |line: &str| line.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    let fields: Vec<_> = text.lines().filter_map(pair).collect();
    if let Ok(Some(form)) = Form::parse(&fields) {
        let _ = form.verify("bucket", "test", NOW, &KeyCache::default());
    }
}
