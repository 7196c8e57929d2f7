//! Tests of the whole way: AWS's suite, the examples of AWS's pages, requests signed by botocore, and properties.

mod botocore;
mod examples;
mod properties;
mod suite;
mod words;

use http::Request;
use http::request::Parts;

use crate::{AuthError, Body, KeyCache, Verified, parse};

/// The secret of the examples on S3's pages.
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

pub(crate) fn request(method: &str, uri: &str, headers: &[(&str, &str)]) -> Parts {
    let mut builder = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(()).unwrap().into_parts().0
}

/// Finds the credentials and verifies them.
pub(crate) fn verified(parts: &Parts, body: &[u8], secret: &str, now: i64) -> Result<Verified, AuthError> {
    let presented = parse(parts)?.expect("credentials");
    presented.verify(parts, Body::Bytes(body), secret, now, &KeyCache::default())
}
