//! The worked examples of S3's pages on chunked uploads, and what must not pass.

use http::HeaderMap;
use proptest::prelude::*;

use super::ChunkVerifier;
use crate::instant::parse_basic;
use crate::tests::{SECRET, request};
use crate::{Body, Cause, KeyCache, Owed, parse};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>
const CHUNKS: [(usize, &str); 3] = [
    (65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"),
    (1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"),
    (0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"),
];

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>
const TRAILER_CHUNKS: [(usize, &str); 3] = [
    (65536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2"),
    (1024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"),
    (0, "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992"),
];
const TRAILER_SIGNATURE: &str = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";

fn body(chunks: &[(usize, &str)], end: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for (size, signature) in chunks {
        out.extend(format!("{size:x};chunk-signature={signature}\r\n").into_bytes());
        out.extend(std::iter::repeat_n(b'a', *size));
        if *size > 0 {
            out.extend(b"\r\n");
        }
    }
    out.extend(end.as_bytes());
    out
}

fn trailers(end: &str) -> Vec<u8> {
    body(&TRAILER_CHUNKS, end)
}

fn whole_trailers() -> Vec<u8> {
    trailers(&format!(
        "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:{TRAILER_SIGNATURE}\r\n\r\n"
    ))
}

fn verifier(trailer: bool) -> ChunkVerifier {
    let mut headers = vec![
        ("host", "s3.amazonaws.com"),
        ("x-amz-date", "20130524T000000Z"),
        ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        ("content-encoding", "aws-chunked"),
        ("x-amz-decoded-content-length", "66560"),
    ];
    let (names, word, signature) = if trailer {
        headers.push(("x-amz-trailer", "x-amz-checksum-crc32c"));
        (
            "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;\
             x-amz-storage-class;x-amz-trailer",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
        )
    } else {
        headers.push(("content-length", "66824"));
        (
            "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;\
             x-amz-storage-class",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
        )
    };
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,\
         SignedHeaders={names},Signature={signature}"
    );
    headers.push(("x-amz-content-sha256", word));
    headers.push(("authorization", &authorization));
    let parts = request("PUT", "/examplebucket/chunkObject.txt", &headers);
    let now = parse_basic("20130524T000000Z").unwrap();
    let presented = parse(&parts).unwrap().unwrap();
    match presented.verify(&parts, Body::ToCome, SECRET, now, &KeyCache::default()).unwrap().owed {
        Owed::Chunks(verifier) => *verifier,
        other => panic!("{other:?}"),
    }
}

fn unsigned(length: &str, trailer: Option<&str>) -> ChunkVerifier {
    let mut headers = HeaderMap::new();
    headers.insert("x-amz-decoded-content-length", length.parse().unwrap());
    if let Some(trailer) = trailer {
        headers.insert("x-amz-trailer", trailer.parse().unwrap());
    }
    ChunkVerifier::unsigned(&headers).unwrap()
}

type Decoded = (Vec<u8>, Vec<(String, String)>);

/// Decodes a body that arrives in pieces of this size.
fn decode(mut verifier: ChunkVerifier, body: &[u8], piece: usize) -> Result<Decoded, Cause> {
    let mut out = Vec::new();
    for piece in body.chunks(piece) {
        verifier.feed(piece, &mut out).map_err(|error| *error.cause)?;
    }
    Ok((out, verifier.finish().map_err(|error| *error.cause)?))
}

#[test]
fn examples_decode_however_they_arrive() {
    for piece in [1, 7, 4096, 1 << 20] {
        let (data, trailers) = decode(verifier(false), &body(&CHUNKS, "\r\n"), piece).unwrap();
        assert_eq!((data.len(), trailers.len()), (66560, 0));
        let (data, trailers) = decode(verifier(true), &whole_trailers(), piece).unwrap();
        assert!(data.len() == 66560 && data.iter().all(|byte| *byte == b'a'));
        assert_eq!(trailers, [("x-amz-checksum-crc32c".to_owned(), "sOO8/Q==".to_owned())]);
    }
}

/// The page writes the trailers' chunk with a line feed and an empty line before the signature.
#[test]
fn trailers_as_the_page_writes_them() {
    let end =
        format!("x-amz-checksum-crc32c:sOO8/Q==\n\r\nx-amz-trailer-signature:{TRAILER_SIGNATURE}\r\n\r\n");
    decode(verifier(true), &trailers(&end), 100).unwrap();
}

#[test]
fn every_changed_byte_is_refused() {
    for (trailer, whole) in [(false, body(&CHUNKS, "\r\n")), (true, whole_trailers())] {
        let interesting = (0..90).step_by(3).chain(65_600..65_720).step_by(2).chain(66_690..whole.len());
        for at in interesting {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            let refused = decode(verifier(trailer), &changed, 1 << 20).is_err();
            assert!(refused, "byte {at} {:?}", char::from(whole[at]));
        }
    }
}

#[test]
fn a_body_that_breaks_off_or_goes_on_is_refused() {
    let whole = whole_trailers();
    for end in [0, 1, 90, 1000, whole.len() - 2, whole.len() - 1] {
        assert_eq!(decode(verifier(true), &whole[..end], 512), Err(Cause::IncompleteBody), "{end}");
    }
    let longer = [whole.as_slice(), b"x"].concat();
    assert_eq!(decode(verifier(true), &longer, 512), Err(Cause::IncompleteBody));
}

#[test]
fn unsigned_bodies() {
    let check = |length, trailer, body: &str, expected: Result<&str, Cause>| {
        let got = decode(unsigned(length, trailer), body.as_bytes(), 3);
        let got = got.map(|(data, _)| String::from_utf8(data).unwrap());
        assert_eq!(got, expected.map(str::to_owned), "{body:?}");
    };
    let crc = Some("x-amz-checksum-crc32");
    check("5", crc, "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", Ok("hello"));
    check("5", crc, "5\r\nhello\r\n0\r\nX-Amz-Checksum-Crc32: NhCmhg==\r\n\r\n", Ok("hello"));
    check("0", None, "0\r\n\r\n", Ok(""));
    // versity/versitygw#1600, #1626, #1691: the trailer has to be the one announced
    check("5", crc, "5\r\nhello\r\n0\r\n\r\n", Err(Cause::MalformedTrailer));
    check(
        "5",
        None,
        "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
        Err(Cause::MalformedTrailer),
    );
    check("5", crc, "5\r\nhello\r\n0\r\nx-amz-checksum-sha1:NhCmhg==\r\n\r\n", Err(Cause::MalformedTrailer));
    check("5", crc, "5\r\nhello\r\n0\r\nx-amz-checksum-crc32\r\n\r\n", Err(Cause::MalformedTrailer));
    // versity/versitygw#1666: what is not well encoded is an incomplete body
    check("5", None, "6\r\nhello!\r\n0\r\n\r\n", Err(Cause::IncompleteBody));
    check("5", None, "4\r\nhell\r\n0\r\n\r\n", Err(Cause::IncompleteBody));
    check("5", None, "3\r\nhello\r\n0\r\n\r\n", Err(Cause::IncompleteBody));
    check("5", None, "5\nhello\r\n0\r\n\r\n", Err(Cause::IncompleteBody));
    check("5", None, "+5\r\nhello\r\n0\r\n\r\n", Err(Cause::IncompleteBody));
    check("5", None, "5\r\nhello\r\n", Err(Cause::IncompleteBody));
    check("5", None, "fffffffffffffffff\r\n", Err(Cause::IncompleteBody));
    // versity/versitygw#1683
    check("5", None, "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", Err(Cause::ChunkTooSmall { chunk: 2, size: 3 }));
}

#[test]
fn buffers_are_bounded() {
    let endless = "1".repeat(10_000);
    assert_eq!(decode(unsigned("5", None), endless.as_bytes(), 64), Err(Cause::IncompleteBody));
    let endless = format!("0\r\n{}", "a:b\r\n".repeat(10_000));
    assert_eq!(decode(unsigned("0", Some("a")), endless.as_bytes(), 64), Err(Cause::MalformedTrailer));
}

#[test]
fn the_decoded_length_is_required() {
    for length in [None, Some("abc"), Some("-1")] {
        let mut headers = HeaderMap::new();
        if let Some(length) = length {
            headers.insert("x-amz-decoded-content-length", length.parse().unwrap());
        }
        assert_eq!(*ChunkVerifier::unsigned(&headers).unwrap_err().cause, Cause::NoDecodedLength);
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(body in proptest::collection::vec(any::<u8>(), 0..2000), piece in 1usize..100) {
        let _ = decode(unsigned("100", Some("a")), &body, piece);
        let _ = decode(verifier(true), &body, piece);
    }

    #[test]
    fn what_is_encoded_decodes(
        chunks in proptest::collection::vec(8192usize..9000, 0..4),
        last in 0usize..10,
        piece in 1usize..10_000,
    ) {
        let mut body = Vec::new();
        let mut data = Vec::new();
        for size in chunks.into_iter().chain([last]).filter(|size| *size > 0) {
            let chunk: Vec<u8> = (0..size).map(|i| i as u8).collect();
            body.extend(format!("{size:X}\r\n").into_bytes());
            body.extend(&chunk);
            body.extend(b"\r\n");
            data.extend(chunk);
        }
        body.extend(b"0\r\n\r\n");
        let decoded = decode(unsigned(&data.len().to_string(), None), &body, piece).unwrap();
        prop_assert_eq!(decoded.0, data);
    }
}
