//! The words of a refusal, from the request that earns it to the text. Where the text was seen is said in `wording`.

use super::request;
use crate::{AuthError, Body, Cause, Credentials, Family, KeyCache, parse, presign, sign};

const NOW: i64 = 1_440_938_160; // 20150830T123600Z

/// Answers of Query, JSON and S3 to the same cause: status, code, text.
fn check(error: impl Into<AuthError>, query: (u16, &str, &str), json: (u16, &str), s3: (u16, &str, &str)) {
    let error = error.into();
    let answer = error.render(Family::Query);
    assert_eq!((answer.status, answer.code, answer.message.as_str()), query);
    let answer = error.render(Family::Json);
    assert_eq!((answer.status, answer.code), json);
    let answer = error.render(Family::S3);
    assert_eq!((answer.status, answer.code, answer.message.as_str()), s3);
}

fn header(authorization: &str, more: &[(&str, &str)]) -> AuthError {
    let mut headers = vec![("host", "h"), ("authorization", authorization)];
    headers.extend_from_slice(more);
    parse(&request("POST", "/", &headers)).unwrap_err()
}

const DATE: (&str, &str) = ("x-amz-date", "20150830T123600Z");
const INCOMPLETE: (u16, &str) = (400, "IncompleteSignatureException");

#[test]
fn headers_that_cannot_be_read() {
    check(
        header("AWS4-HMAC-SHA256 Credential=a", &[]),
        (
            400,
            "IncompleteSignature",
            "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' \
             parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. \
             Authorization=AWS4-HMAC-SHA256 Credential=a",
        ),
        INCOMPLETE,
        (
            400,
            "AuthorizationHeaderMalformed",
            "The authorization header is malformed; the authorization header requires three components: Credential, \
             SignedHeaders, and Signature.",
        ),
    );
    // digitalepidemiologylab/crowdbreaks#3
    check(
        header("Basic ZWxhc3Rp==", &[]),
        (
            400,
            "IncompleteSignature",
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. \
             Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of \
             either a 'X-Amz-Date' or a 'Date' header. Authorization=Basic ZWxhc3Rp==",
        ),
        INCOMPLETE,
        (400, "InvalidArgument", "Unsupported Authorization Type"),
    );
    // aws/aws-sdk-go#289: a key that ends in a space
    let text =
        "AWS4-HMAC-SHA256 Credential=AKIA /20150620/r/s3/aws4_request, SignedHeaders=host, Signature=2";
    check(
        header(text, &[DATE]),
        (
            400,
            "IncompleteSignature",
            "'/20150620/r/s3/aws4_request' not a valid key=value pair (missing equal-sign) in Authorization header: \
             'AWS4-HMAC-SHA256 Credential=AKIA /20150620/r/s3/aws4_request, SignedHeaders=host, Signature=2'.",
        ),
        INCOMPLETE,
        (
            400,
            "AuthorizationHeaderMalformed",
            "The authorization header is malformed; the authorization component \"/20150620/r/s3/aws4_request\" is \
             malformed.",
        ),
    );
    check(
        header("AWS4-HMAC-SHA256 Credential=a/b/20150830/r/s/t, SignedHeaders=host, Signature=2", &[DATE]),
        (
            400,
            "IncompleteSignature",
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got \
             'a/b/20150830/r/s/t'",
        ),
        INCOMPLETE,
        (
            400,
            "AuthorizationHeaderMalformed",
            "The authorization header is malformed; the Credential is mal-formed; expecting \
             \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
        ),
    );
    // aws/aws-sdk-ruby#317
    check(
        header("AWS AKIA:qa=", &[("date", "Sun, 30 Aug 2015 12:36:00 GMT")]),
        (
            400,
            "IncompleteSignature",
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. \
             Authorization header requires 'SignedHeaders' parameter. Authorization=AWS AKIA:qa=",
        ),
        INCOMPLETE,
        (
            400,
            "InvalidRequest",
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
        ),
    );
}

#[test]
fn other_versions_are_told_apart() {
    let cause =
        |uri: &str, headers: &[(&str, &str)]| *parse(&request("GET", uri, headers)).unwrap_err().cause;
    let four_a =
        "AWS4-ECDSA-P256-SHA256 Credential=a/20150830/s3/aws4_request, SignedHeaders=host, Signature=2";
    assert_eq!(cause("/", &[("authorization", four_a)]), Cause::SignatureVersion4A);
    assert_eq!(cause("/?X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256", &[]), Cause::SignatureVersion4A);
    assert_eq!(cause("/?AWSAccessKeyId=a&Signature=b&Expires=1", &[]), Cause::SignatureVersion2(None));
    let other = Cause::QueryAlgorithm("AWS4-HMAC-SHA1".to_owned());
    assert_eq!(cause("/?X-Amz-Algorithm=AWS4-HMAC-SHA1", &[]), other);
    let both = cause("/?X-Amz-Algorithm=AWS4-HMAC-SHA256", &[("authorization", "AWS a:b")]);
    assert_eq!(both, Cause::SeveralMechanisms("AWS a:b".to_owned()));
    assert_eq!(parse(&request("GET", "/?a=b", &[])), Ok(None));
}

fn credentials() -> Credentials {
    Credentials { access_key_id: "AKID".into(), secret_access_key: "secret".into(), session_token: None }
}

/// Signed at `NOW`, verified at another time.
fn late(service: &str, now: i64) -> AuthError {
    let mut parts = request("POST", "/", &[("host", "h")]);
    sign(&mut parts, b"", &credentials(), "us-east-1", service, NOW).unwrap();
    let presented = parse(&parts).unwrap().unwrap();
    presented.verify(&parts, Body::Bytes(b""), "secret", now, &KeyCache::default()).unwrap_err()
}

#[test]
fn times() {
    let text = |service, now| late(service, now).render(Family::Query).message;
    assert_eq!(
        text("sts", NOW + 1140),
        "Signature expired: 20150830T123600Z is now earlier than 20150830T124000Z (20150830T125500Z - 15 min.)"
    );
    assert_eq!(
        text("cloudformation", NOW + 301),
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z - 5 min.)"
    );
    assert_eq!(
        text("lambda", NOW - 301),
        "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T123059Z + 5 min.)"
    );
    assert_eq!(late("lambda", NOW + 301).render(Family::RestJson).status, 403);
    // async-aws/aws#1634
    let answer = late("sqs", NOW + 901).render(Family::QueryCompatibleJson);
    assert_eq!((answer.status, answer.code), (403, "InvalidSignatureException"));
    let answer = late("ec2", NOW + 301).render(Family::Ec2);
    assert_eq!(
        (answer.status, answer.code, answer.message.as_str()),
        (400, "RequestExpired", "Request has expired.")
    );
    // versity/versitygw#1514
    let answer = late("s3", NOW + 901).render(Family::S3);
    assert_eq!((answer.status, answer.code), (403, "RequestTimeTooSkewed"));
    assert_eq!(
        answer.fields,
        [
            ("RequestTime", "20150830T123600Z".to_owned()),
            ("ServerTime", "2015-08-30T12:51:01Z".to_owned()),
            ("MaxAllowedSkewMilliseconds", "900000".to_owned()),
        ]
    );
}

#[test]
fn presigned_urls() {
    let cause = |query: &str| parse(&request("GET", &format!("/k?{query}"), &[("host", "h")])).unwrap_err();
    // recorded: s3/test_s3.json, test_s3_put_presigned_url_missing_sig_param
    let answer = cause("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a").render(Family::S3);
    assert_eq!(
        (answer.status, answer.code, answer.message.as_str()),
        (
            400,
            "AuthorizationQueryParametersError",
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, \
             X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
        )
    );
    let with = |credential: &str, date: &str, expires: &str| {
        let error = cause(&format!(
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={credential}&X-Amz-Signature=0&X-Amz-Date={date}\
             &X-Amz-SignedHeaders=host&X-Amz-Expires={expires}"
        ));
        error.render(Family::S3).message
    };
    // recorded: s3/test_s3.json, test_presigned_double_encoded_credentials
    assert_eq!(
        with("a%252Fb", "20150830T123600Z", "1"),
        "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting \
         \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
    );
    let scope = "a/20150830/us-east-1/s3/aws4_request";
    assert!(with(scope, "20150830", "1").starts_with("X-Amz-Date must be in the ISO8601 Long Format"));
    assert_eq!(with(scope, "20150830T123600Z", "x"), "X-Amz-Expires should be a number");
    assert_eq!(with(scope, "20150830T123600Z", "-1"), "X-Amz-Expires must be non-negative");
    assert!(with(scope, "20150830T123600Z", "604801").starts_with("X-Amz-Expires must be less than a week"));
}

/// recorded: s3/test_s3.json, test_presigned_url_signature_authentication_expired
#[test]
fn presigned_urls_expire() {
    let mut parts = request("GET", "/k", &[("host", "h")]);
    presign(&mut parts, 1, &credentials(), "us-east-1", "s3", NOW).unwrap();
    let presented = parse(&parts).unwrap().unwrap();
    let keys = KeyCache::default();
    let answer =
        presented.verify(&parts, Body::ToCome, "secret", NOW + 2, &keys).unwrap_err().render(Family::S3);
    assert_eq!(
        (answer.status, answer.code, answer.message.as_str()),
        (403, "AccessDenied", "Request has expired")
    );
    assert_eq!(
        answer.fields,
        [
            ("X-Amz-Expires", "1".to_owned()),
            ("Expires", "2015-08-30T12:36:01Z".to_owned()),
            ("ServerTime", "2015-08-30T12:36:02Z".to_owned()),
        ]
    );
}

/// recorded: s3/test_s3.json, test_presigned_url_signature_authentication and test_put_url_metadata_with_sig_s3v4
#[test]
fn s3_says_what_it_calculated() {
    let mut parts = request("GET", "/k", &[("host", "h")]);
    sign(&mut parts, b"", &credentials(), "us-east-1", "s3", NOW).unwrap();
    let presented = parse(&parts).unwrap().unwrap();
    let keys = KeyCache::default();
    let answer = presented.verify(&parts, Body::ToCome, "wrong", NOW, &keys).unwrap_err().render(Family::S3);
    let names: Vec<_> = answer.fields.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        [
            "AWSAccessKeyId",
            "StringToSign",
            "SignatureProvided",
            "StringToSignBytes",
            "CanonicalRequest",
            "CanonicalRequestBytes"
        ]
    );
    assert!(answer.fields[3].1.starts_with("41 57 53 34 2d 48"));
    assert!(answer.fields[4].1.starts_with("GET\n/k\n\nhost:h\n"));
    parts.headers.insert("x-amz-meta-wrong", "1".parse().unwrap());
    let answer = presented.verify(&parts, Body::ToCome, "secret", NOW, &keys).unwrap_err().render(Family::S3);
    assert_eq!(answer.fields, [("HeadersNotSigned", "x-amz-meta-wrong".to_owned())]);
    assert_eq!(
        (answer.status, answer.code, answer.message.as_str()),
        (403, "AccessDenied", "There were headers present in the request which were not signed")
    );
}

#[test]
fn scopes() {
    let mut parts = request("POST", "/", &[("host", "h")]);
    sign(&mut parts, b"", &credentials(), "us-east-2", "es", NOW).unwrap();
    let presented = parse(&parts).unwrap().unwrap();
    presented.scoped_to("es", Some("us-east-2")).unwrap();
    presented.scoped_to("es", None).unwrap();
    check(
        presented.scoped_to("sqs", Some("us-east-1")).unwrap_err(),
        (
            403,
            "SignatureDoesNotMatch",
            "Credential should be scoped to a valid region, not 'us-east-2'. Credential should be scoped to correct \
             service: 'sqs'. ",
        ),
        (400, "InvalidSignatureException"),
        (
            400,
            "AuthorizationHeaderMalformed",
            "The authorization header is malformed; the region 'us-east-2' is wrong; expecting 'us-east-1'",
        ),
    );
    let mut other_day = presented.clone();
    other_day.signed_at += 86_400;
    let keys = KeyCache::default();
    check(
        other_day.verify(&parts, Body::Bytes(b""), "secret", NOW, &keys).unwrap_err(),
        (
            403,
            "SignatureDoesNotMatch",
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150830' != \
             '20150831', from '20150831T123600Z'.",
        ),
        (400, "InvalidSignatureException"),
        (
            400,
            "AuthorizationHeaderMalformed",
            "The authorization header is malformed; Invalid credential date. Date is not the same as X-Amz-Date.",
        ),
    );
    let mut no_host = presented.clone();
    no_host.signed_headers.retain(|name| name != "host");
    check(
        no_host.verify(&parts, Body::Bytes(b""), "secret", NOW, &keys).unwrap_err(),
        (
            403,
            "SignatureDoesNotMatch",
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
        ),
        (400, "InvalidSignatureException"),
        (403, "AccessDenied", "There were headers present in the request which were not signed"),
    );
}

#[test]
fn what_the_door_says() {
    check(
        Cause::MissingToken,
        (403, "MissingAuthenticationToken", "Request is missing Authentication Token"),
        (400, "MissingAuthenticationTokenException"),
        (403, "AccessDenied", "Access Denied"),
    );
    check(
        Cause::UnknownAccessKey("AKID".to_owned()),
        (403, "InvalidClientTokenId", "The security token included in the request is invalid."),
        (400, "UnrecognizedClientException"),
        (403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."),
    );
    check(
        Cause::ExpiredToken("token".to_owned()),
        (403, "ExpiredToken", "The security token included in the request is expired"),
        (400, "ExpiredTokenException"),
        (400, "ExpiredToken", "The provided token has expired."),
    );
    // recorded: apigateway/test_apigateway_common.json
    let answer = AuthError::from(Cause::MissingToken).render(Family::RestJson);
    assert_eq!(
        (answer.code, answer.message.as_str()),
        ("MissingAuthenticationTokenException", "Missing Authentication Token")
    );
    let answer = AuthError::from(Cause::UnknownAccessKey("AKID".to_owned())).render(Family::Ec2);
    let text = "AWS was not able to validate the provided access credentials";
    assert_eq!((answer.status, answer.code, answer.message.as_str()), (401, "AuthFailure", text));
}

/// What goes to a log names the cause and nothing that the caller sent.
#[test]
fn display_has_no_secrets() {
    let error = header("AWS4-HMAC-SHA256 Credential=secret", &[]);
    assert_eq!(error.to_string(), "IncompleteSignature (IncompleteHeader)");
    assert_eq!(format!("{error:?}"), "IncompleteSignature (IncompleteHeader)");
    let mut credentials = credentials();
    credentials.session_token = Some("token".to_owned());
    assert_eq!(format!("{credentials:?}"), "Credentials { access_key_id: \"AKID\", .. }");
    let mut parts = request("POST", "/", &[("host", "h")]);
    sign(&mut parts, b"", &credentials, "us-east-1", "sqs", NOW).unwrap();
    let presented = parse(&parts).unwrap().unwrap();
    assert_eq!(presented.security_token.as_deref(), Some("token"));
    assert!(!format!("{presented:?}").contains("token"));
}
