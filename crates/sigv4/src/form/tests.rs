//! The worked example of S3's page on browser uploads, and policies that must not pass.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

use super::Form;
use crate::canonical::Hex;
use crate::instant::parse_basic;
use crate::key::SigningKey;
use crate::tests::SECRET;
use crate::{Allowed, Cause, KeyCache};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html>; its lines end in CR LF.
const POLICY: &str = r#"{ "expiration": "2015-12-30T12:00:00.000Z",
  "conditions": [
    {"bucket": "sigv4examplebucket"},
    ["starts-with", "$key", "user/user1/"],
    {"acl": "public-read"},
    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},
    ["starts-with", "$Content-Type", "image/"],
    {"x-amz-meta-uuid": "14365123651274"},
    {"x-amz-server-side-encryption": "AES256"},
    ["starts-with", "$x-amz-meta-tag", ""],

    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},
    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},
    {"x-amz-date": "20151229T000000Z" }
  ]
}"#;
const SIGNATURE: &str = "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e";
const CREDENTIAL: &str = "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request";

type Fields = Vec<(String, String)>;

fn fields(policy: &str, signature: &str, more: &[(&str, &str)]) -> Fields {
    let own = [
        ("key", "user/user1/cat.png"),
        ("X-Amz-Credential", CREDENTIAL),
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        ("X-Amz-Date", "20151229T000000Z"),
        ("Policy", policy),
        ("X-Amz-Signature", signature),
    ];
    own.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn example() -> Fields {
    let policy = STANDARD.encode(POLICY.replace('\n', "\r\n"));
    fields(
        &policy,
        SIGNATURE,
        &[
            ("acl", "public-read"),
            ("success_action_redirect", "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"),
            ("Content-Type", "image/png"),
            ("x-amz-meta-uuid", "14365123651274"),
            ("x-amz-server-side-encryption", "AES256"),
            ("x-amz-meta-tag", ""),
            ("x-ignore-this", "1"),
        ],
    )
}

fn verify(fields: &Fields, now: &str) -> Result<Allowed, Cause> {
    let form = Form::parse(fields).map_err(|error| *error.cause)?.expect("a policy");
    let now = parse_basic(now).unwrap();
    form.verify("sigv4examplebucket", SECRET, now, &KeyCache::default()).map_err(|error| *error.cause)
}

/// A form whose conditions, beside those on the signing, are these.
fn with(conditions: &str, more: &[(&str, &str)]) -> Result<Allowed, Cause> {
    let policy = format!(
        r#"{{"expiration":"2015-12-30T12:00:00Z","conditions":[["starts-with","$key",""],["starts-with",
        "$x-amz-credential",""],["starts-with","$x-amz-algorithm",""],["starts-with","$x-amz-date",""]{conditions}]}}"#
    );
    verify(&signed(&policy, more), "20151229T000000Z")
}

fn signed(policy: &str, more: &[(&str, &str)]) -> Fields {
    let policy = STANDARD.encode(policy);
    let key = SigningKey::derive(SECRET, "20151229", "us-east-1", "s3");
    fields(&policy, Hex::of(&key.sign(policy.as_bytes())).as_str(), more)
}

#[test]
fn example_of_aws_page() {
    let allowed = verify(&example(), "20151229T000000Z").unwrap();
    allowed.check_size(u64::MAX).unwrap();
    assert_eq!(verify(&example(), "20151230T120000Z"), Err(Cause::PolicyExpired));
    assert!(Form::parse(&[]).unwrap().is_none());
}

#[test]
fn every_changed_field_is_refused() {
    for at in 0..example().len() - 1 {
        let mut fields = example();
        let free =
            fields[at].0 == "key" || fields[at].0 == "x-amz-meta-tag" || fields[at].0 == "Content-Type";
        fields[at].1.insert(0, 'X');
        let refused = verify(&fields, "20151229T000000Z").is_err();
        assert!(refused || (free && fields[at].0 == "x-amz-meta-tag"), "{}", fields[at].0);
    }
}

#[test]
fn conditions() {
    let failed = |text: &str| Err(Cause::PolicyCondition(text.to_owned()));
    let ok = Ok(Allowed { size: 0..=u64::MAX });
    assert_eq!(with("", &[]), ok);
    assert_eq!(with(r#",{"acl":"private"}"#, &[("ACL", "private")]), ok);
    assert_eq!(
        with(r#",["eq","$acl","private"]"#, &[("acl", "public")]),
        failed(r#"["eq", "$acl", "private"]"#)
    );
    assert_eq!(with(r#",{"acl":"private"}"#, &[]), failed(r#"["eq", "$acl", "private"]"#));
    assert_eq!(with(r#",{"bucket":"other"}"#, &[]), failed(r#"["eq", "$bucket", "other"]"#));
    assert_eq!(
        with("", &[("acl", "x"), ("Tagging", "y")]),
        Err(Cause::ExtraFields("acl, tagging".to_owned()))
    );
    let images = r#",["starts-with","$Content-Type","image/"]"#;
    assert_eq!(with(images, &[("Content-Type", "image/png,image/gif")]), ok);
    let text = r#"["starts-with", "$Content-Type", "image/"]"#;
    assert_eq!(with(images, &[("Content-Type", "image/png,text/html")]), failed(text));
    // recorded: test_post_object_policy_validation_size
    let text = r#"["content-length-range", "test", "10"]"#;
    assert_eq!(with(r#",["content-length-range","test","10"]"#, &[]), failed(text));
    assert_eq!(with(r#",["matches","$key","a"]"#, &[]), failed(r#"["matches", "$key", "a"]"#));
    assert_eq!(with(",7", &[]), Err(Cause::PolicyDocument("Invalid Condition.")));
}

#[test]
fn sizes() {
    let allowed = with(r#",["content-length-range",5,10]"#, &[]).unwrap();
    for size in [5, 10] {
        allowed.check_size(size).unwrap();
    }
    assert_eq!(*allowed.check_size(12).unwrap_err().cause, Cause::FileTooLarge { size: 12, limit: 10 });
    assert_eq!(*allowed.check_size(1).unwrap_err().cause, Cause::FileTooSmall { size: 1, limit: 5 });
}

#[test]
fn documents() {
    let check = |policy: &str, reason| {
        assert_eq!(verify(&signed(policy, &[]), "20151229T000000Z"), Err(Cause::PolicyDocument(reason)));
    };
    check("not json", "Invalid JSON.");
    check("{}", "Policy missing expiration.");
    check(r#"{"expiration":"soon"}"#, "Invalid 'expiration' value.");
    check(r#"{"expiration":"2015-12-30T12:00:00Z"}"#, "Policy missing conditions.");
    check(&"[".repeat(5000), "Invalid JSON.");
}

/// recorded: test_post_request_missing_fields, where the algorithm is the first to be missed
#[test]
fn missing_fields() {
    for missing in ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"] {
        let fields: Fields = example().into_iter().filter(|(name, _)| name != missing).collect();
        assert_eq!(verify(&fields, "20151229T000000Z"), Err(Cause::MissingFormField(missing)));
    }
    let mut fields = example();
    fields.push(("AWSAccessKeyId".to_owned(), "AKIAIOSFODNN7EXAMPLE".to_owned()));
    assert_eq!(verify(&fields, "20151229T000000Z"), Err(Cause::SignatureVersion2(None)));
}

proptest! {
    #[test]
    fn arbitrary_policies_never_panic(policy in ".{0,200}", conditions in "[\\[\\]{}\",$a:]{0,40}") {
        let _ = verify(&signed(&policy, &[]), "20151229T000000Z");
        let _ = with(&conditions, &[]);
    }
}
