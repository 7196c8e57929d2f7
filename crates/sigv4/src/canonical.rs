//! The canonical request: the one writing of a request on which signer and verifier agree, and the string to sign.
//!
//! Works on bytes, because header values and paths need not be UTF-8. S3 differs in two ways: its path is taken as it
//! is (no `..` removed, no slashes merged), and it is encoded once, where the others encode the path of the wire again.

use http::HeaderMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, percent_encode};
use sha2::{Digest, Sha256};

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
const PATH: &AsciiSet = &UNRESERVED.remove(b'/');

pub(crate) const ALGORITHM: &str = "AWS4-HMAC-SHA256";
/// SHA-256 of nothing, which AWS's page on chunked uploads spells out too.
pub(crate) const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The parts of a request that a signature covers.
pub(crate) struct Canonical<'a> {
    pub method: &'a str,
    /// As on the wire, still percent-encoded.
    pub path: &'a str,
    /// As on the wire, without the question mark.
    pub query: &'a str,
    pub headers: &'a HeaderMap,
    /// Stands in for `Host` where HTTP/2 sent `:authority`.
    pub authority: Option<&'a str>,
    /// Lower case, in the order of the signature.
    pub signed_headers: &'a [String],
    /// Hex digest, `UNSIGNED-PAYLOAD` or a `STREAMING-...` word.
    pub payload: &'a str,
    pub s3: bool,
}

impl Canonical<'_> {
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(768);
        out.extend_from_slice(self.method.as_bytes());
        out.push(b'\n');
        write_path(&mut out, self.path, self.s3);
        out.push(b'\n');
        write_query(&mut out, self.query);
        out.push(b'\n');
        for name in self.signed_headers {
            self.write_header(&mut out, name);
        }
        out.push(b'\n');
        for (i, name) in self.signed_headers.iter().enumerate() {
            if i > 0 {
                out.push(b';');
            }
            out.extend_from_slice(name.as_bytes());
        }
        out.push(b'\n');
        out.extend_from_slice(self.payload.as_bytes());
        out
    }

    fn write_header(&self, out: &mut Vec<u8>, name: &str) {
        out.extend_from_slice(name.as_bytes());
        out.push(b':');
        let mut present = false;
        for value in self.headers.get_all(name) {
            if present {
                out.push(b',');
            }
            present = true;
            write_folded(out, value.as_bytes());
        }
        if !present
            && name == "host"
            && let Some(authority) = self.authority
        {
            write_folded(out, authority.as_bytes());
        }
        out.push(b'\n');
    }
}

/// The text that is signed: algorithm, time, scope, digest of the canonical request.
pub(crate) fn string_to_sign(timestamp: &str, scope: &str, canonical_request: &[u8]) -> String {
    let digest = Hex::of(&Sha256::digest(canonical_request).into());
    let digest = digest.as_str();
    let mut out = String::with_capacity(ALGORITHM.len() + timestamp.len() + scope.len() + digest.len() + 3);
    for (i, part) in [ALGORITHM, timestamp, scope, digest].into_iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        out.push_str(part);
    }
    out
}

/// Lower-case hexadecimal of 32 bytes, without the heap.
pub(crate) struct Hex([u8; 64]);

impl Hex {
    pub(crate) fn of(bytes: &[u8; 32]) -> Hex {
        let mut text = [b'0'; 64];
        // Cannot fail: the slice is twice as long as the bytes.
        let _ = hex::encode_to_slice(bytes, &mut text);
        Hex(text)
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Percent-encodes all but the unreserved characters, as query names and values need it.
pub(crate) fn write_encoded(out: &mut Vec<u8>, bytes: &[u8]) {
    write_with(out, bytes, UNRESERVED);
}

fn write_with(out: &mut Vec<u8>, bytes: &[u8], set: &'static AsciiSet) {
    for piece in percent_encode(bytes, set) {
        out.extend_from_slice(piece.as_bytes());
    }
}

fn write_path(out: &mut Vec<u8>, path: &str, s3: bool) {
    if path.is_empty() || path == "/" {
        out.push(b'/');
    } else if s3 {
        let decoded: Vec<u8> = percent_decode(path.as_bytes()).collect();
        write_with(out, &decoded, PATH);
    } else {
        write_normalised(out, path);
    }
}

/// Without dot segments and empty ones. A slash at the end stays, and only that one: of `/a/..` the SDKs sign `/`, of
/// `/a/b/..` they sign `/a`, where RFC 3986 would have `/a/`.
fn write_normalised(out: &mut Vec<u8>, path: &str) {
    let mut kept = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(kept.pop()),
            other => kept.push(other),
        }
    }
    for segment in &kept {
        out.push(b'/');
        write_with(out, segment.as_bytes(), UNRESERVED);
    }
    if kept.is_empty() || path.ends_with('/') {
        out.push(b'/');
    }
}

/// Names and values decoded, encoded again in AWS's one way, sorted after the encoding. The signature is not in it.
fn write_query(out: &mut Vec<u8>, query: &str) {
    if query.is_empty() {
        return;
    }
    let mut pairs: Vec<(Vec<u8>, Vec<u8>)> = query_pairs(query)
        .filter(|(name, _)| *name != "X-Amz-Signature")
        .map(|(name, value)| (recoded(name), recoded(value)))
        .collect();
    pairs.sort_unstable();
    for (i, (name, value)) in pairs.iter().enumerate() {
        if i > 0 {
            out.push(b'&');
        }
        out.extend_from_slice(name);
        out.push(b'=');
        out.extend_from_slice(value);
    }
}

/// The raw names and values of a query; a name without `=` has the empty value.
pub(crate) fn query_pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// What a raw query name or value stands for; `+` is a space.
pub(crate) fn decoded(raw: &str) -> Vec<u8> {
    let spaced: Vec<u8> = raw.bytes().map(|b| if b == b'+' { b' ' } else { b }).collect();
    percent_decode(&spaced).collect()
}

fn recoded(raw: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    write_encoded(&mut out, &decoded(raw));
    out
}

/// A header's value without white space at its ends and with single spaces inside.
fn write_folded(out: &mut Vec<u8>, value: &[u8]) {
    let mut words =
        value.split(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')).filter(|word| !word.is_empty());
    if let Some(first) = words.next() {
        out.extend_from_slice(first);
    }
    for word in words {
        out.push(b' ');
        out.extend_from_slice(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    /// The wire's path as S3 and as the other services write it.
    #[test]
    fn paths() {
        let check = |path, s3, others| {
            assert_eq!(text(|out| write_path(out, path, true)), s3, "{path}");
            assert_eq!(text(|out| write_path(out, path, false)), others, "{path}");
        };
        check("", "/", "/");
        check("/", "/", "/");
        check("/a//b/", "/a//b/", "/a/b/");
        check("/a/./b/../c", "/a/./b/../c", "/a/c");
        check("/a/..", "/a/..", "/");
        check("/a/b/..", "/a/b/..", "/a");
        check("/../../a", "/../../a", "/a");
        check("/a%20b", "/a%20b", "/a%2520b");
        check("/a+b$", "/a%2Bb%24", "/a%2Bb%24");
        check("/%e2%82%ac", "/%E2%82%AC", "/%25e2%2582%25ac");
        check("/%", "/%25", "/%25");
    }

    #[test]
    fn queries() {
        let check = |query, expected| assert_eq!(text(|out| write_query(out, query)), expected, "{query}");
        check("", "");
        check("acl", "acl=");
        check("=v", "=v");
        check("&&a=1&", "a=1");
        check("b=2&a=1&a=0&A=3", "A=3&a=0&a=1&b=2");
        check("a-b=1&a=2", "a=2&a-b=1");
        check("a=b=c", "a=b%3Dc");
        check("a=x+y%20z%2B", "a=x%20y%20z%2B");
        check("a=%e2%82%ac&b=/", "a=%E2%82%AC&b=%2F");
        check("X-Amz-Signature=0&a=1", "a=1");
    }

    #[test]
    fn header_values() {
        let check = |value: &str, expected| {
            assert_eq!(text(|out| write_folded(out, value.as_bytes())), expected, "{value:?}");
        };
        check("", "");
        check("  a  ", "a");
        check("a \t b", "a b");
        check("\"a   b\"", "\"a b\"");
    }
}
