//! S3's codes and texts. S3 says more than others: the refusal carries elements of its own.
//!
//! `recorded` stands for s3/test_s3.json of the recordings of answers from AWS.

use crate::canonical::ALGORITHM;
use crate::error::{AuthError, Cause};
use crate::instant::{basic, extended};
use crate::wording::Refusal;

type Fields = Vec<(&'static str, String)>;

impl AuthError {
    pub(crate) fn render_s3(&self) -> Refusal {
        let (status, code, message, fields) = self.s3();
        Refusal { status, code, message, fields }
    }

    fn s3(&self) -> (u16, &'static str, String, Fields) {
        match &*self.cause {
            Cause::MissingToken => plain(403, "AccessDenied", "Access Denied"),
            // unverified
            Cause::UnknownAccessKey(id) if id.is_empty() => {
                self.malformed("a non-empty Access Key (AKID) must be provided in the credential.")
            }
            Cause::UnknownAccessKey(id) => (
                403,
                "InvalidAccessKeyId",
                "The AWS Access Key Id you provided does not exist in our records.".to_owned(),
                vec![("AWSAccessKeyId", id.clone())],
            ),
            // boto/boto3#4268, s3tools/s3cmd#297
            Cause::InvalidToken(token) => (
                400,
                "InvalidToken",
                "The provided token is malformed or otherwise invalid.".to_owned(),
                vec![("Token-0", token.clone())],
            ),
            // ibi-group/datatools-ui#10
            Cause::ExpiredToken(token) => (
                400,
                "ExpiredToken",
                "The provided token has expired.".to_owned(),
                vec![("Token-0", token.clone())],
            ),
            // catalyst/moodle-tool_objectfs#303
            Cause::SeveralMechanisms(header) => argument(
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string \
                 parameter or the Authorization header should be specified",
                "Authorization",
                header,
            ),
            // unverified: also of any other scheme, below
            Cause::UnsupportedScheme(header) => argument("Unsupported Authorization Type", "Authorization", header),
            // s3fs-fuse/s3fs-fuse#915: the answer of the regions that never knew the former version
            Cause::SignatureVersion2(_) => plain(
                400,
                "InvalidRequest",
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
            ),
            // S3 knows this version; we do not, and say so in S3's own words for an unknown feature
            Cause::SignatureVersion4A => plain(
                501,
                "NotImplemented",
                "AWS4-ECDSA-P256-SHA256 (Signature Version 4A) is not supported. Please use AWS4-HMAC-SHA256.",
            ),
            // unverified
            Cause::NotAPair { header, .. } | Cause::IncompleteHeader { header, .. }
                if !header.starts_with(ALGORITHM) =>
            {
                argument("Unsupported Authorization Type", "Authorization", header)
            }
            // zendesk/apt-s3#10
            Cause::NotAPair { word, .. } => {
                self.malformed(&format!("the authorization component \"{word}\" is malformed."))
            }
            // jamhall/s3rver#447, hubrick/vertx-s3-client#5
            Cause::IncompleteHeader { credential: false, signature: false, signed_headers: false, .. }
            | Cause::UnreadableDate(_)
                if !self.in_query =>
            {
                plain(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header")
            }
            // ex-aws/ex_aws#537
            Cause::IncompleteHeader { .. } => self.malformed(
                "the authorization header requires three components: Credential, SignedHeaders, and Signature.",
            ),
            // krobertson/deb-s3#157; in the query: recorded, test_presigned_double_encoded_credentials
            Cause::MalformedCredential(_) => self.malformed(
                "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
            ),
            // recorded: test_s3_put_presigned_url_missing_sig_param
            Cause::MissingQueryParameters(_) => query(
                "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, \
                 X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
            ),
            // unverified
            Cause::QueryAlgorithm(_) => query(&format!(
                "X-Amz-Algorithm only supports \"{ALGORITHM} and AWS4-ECDSA-P256-SHA256\""
            )),
            // unverified
            Cause::UnreadableDate(_) => {
                query("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
            }
            // minio/minio-js#1312, bryanjos/aws_auth#31; the negative one is unverified
            Cause::ExpiresNotANumber => query("X-Amz-Expires should be a number"),
            Cause::ExpiresNegative => query("X-Amz-Expires must be non-negative"),
            Cause::ExpiresTooLong => query(
                "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less \
                 than 604800 seconds",
            ),
            // unverified: that the host is named as the other headers are
            Cause::HostNotSigned => not_signed("host"),
            // recorded: test_s3_put_presigned_url_same_header_and_qs_parameter
            Cause::HeadersNotSigned(names) => not_signed(names),
            Cause::Scope { .. } | Cause::ScopeDate { .. } => self.s3_scope(),
            Cause::Expired { at, now, minutes } | Cause::NotYetCurrent { at, now, minutes } => {
                self.s3_skew(*at, *now, *minutes)
            }
            // recorded: test_presigned_url_signature_authentication_expired
            Cause::UrlExpired { expires, at, now } => (
                403,
                "AccessDenied",
                "Request has expired".to_owned(),
                vec![
                    ("X-Amz-Expires", expires.to_string()),
                    ("Expires", extended(at + i64::from(*expires))),
                    ("ServerTime", extended(*now)),
                ],
            ),
            Cause::Mismatch { access_key_id, signature, string_to_sign, canonical_request } => {
                mismatch(access_key_id, signature, string_to_sign, canonical_request)
            }
            other => body_or_form(other),
        }
    }

    fn malformed(&self, what: &str) -> (u16, &'static str, String, Fields) {
        if self.in_query {
            query(&format!("Error parsing the X-Amz-Credential parameter; {what}"))
        } else {
            let text = format!("The authorization header is malformed; {what}");
            (400, "AuthorizationHeaderMalformed", text, Vec::new())
        }
    }

    fn s3_scope(&self) -> (u16, &'static str, String, Fields) {
        match &*self.cause {
            // JuliaServices/CloudStore.jl#52
            Cause::Scope { region: Some((given, expected)), .. } => {
                let mut answer =
                    self.malformed(&format!("the region '{given}' is wrong; expecting '{expected}'"));
                answer.3.push(("Region", expected.clone()));
                answer
            }
            // unverified
            Cause::Scope { service: Some((given, expected)), .. } => self.malformed(&format!(
                "incorrect service \"{given}\". This endpoint belongs to \"{expected}\"."
            )),
            // unverified
            Cause::Scope { terminator, .. } => self.malformed(&format!(
                "incorrect terminal \"{}\". This endpoint uses \"aws4_request\".",
                terminator.as_deref().unwrap_or_default()
            )),
            // arqbackup/arq_restore#48, ml-archive/storage#68
            _ => self.malformed("Invalid credential date. Date is not the same as X-Amz-Date."),
        }
    }

    /// versity/versitygw#1514, aws/aws-sdk-php#612
    fn s3_skew(&self, at: i64, now: i64, minutes: i64) -> (u16, &'static str, String, Fields) {
        if self.in_query {
            // unverified: a presigned URL from the future
            return plain(403, "AccessDenied", "Request is not valid yet");
        }
        (
            403,
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.".to_owned(),
            vec![
                ("RequestTime", basic(at)),
                ("ServerTime", extended(now)),
                ("MaxAllowedSkewMilliseconds", (minutes * 60_000).to_string()),
            ],
        )
    }
}

/// recorded: test_presigned_url_signature_authentication
fn mismatch(
    id: &str,
    signature: &str,
    to_sign: &str,
    canonical: &str,
) -> (u16, &'static str, String, Fields) {
    let mut fields = vec![
        ("AWSAccessKeyId", id.to_owned()),
        ("StringToSign", to_sign.to_owned()),
        ("SignatureProvided", signature.to_owned()),
        ("StringToSignBytes", spaced_hex(to_sign)),
    ];
    if !canonical.is_empty() {
        fields.push(("CanonicalRequest", canonical.to_owned()));
        fields.push(("CanonicalRequestBytes", spaced_hex(canonical)));
    }
    let text = "The request signature we calculated does not match the signature you provided. Check your key and \
                signing method.";
    (403, "SignatureDoesNotMatch", text.to_owned(), fields)
}

/// What S3 says of bodies and of forms.
fn body_or_form(cause: &Cause) -> (u16, &'static str, String, Fields) {
    match cause {
        // unverified
        Cause::NoPayloadHash => {
            plain(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
        }
        // arnemolland/sigv4#8 has it with the words of 2020; the longer list of today is unverified
        Cause::PayloadHash(given) => argument(
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, \
             STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, \
             STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid \
             sha256 value.",
            "x-amz-content-sha256",
            given,
        ),
        // s3tools/s3cmd#812
        Cause::PayloadHashMismatch { stated, computed } => (
            400,
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed.".to_owned(),
            vec![
                ("ClientComputedContentSHA256", stated.clone()),
                ("S3ComputedContentSHA256", computed.clone()),
            ],
        ),
        // versity/versitygw#1656
        Cause::NoDecodedLength => {
            plain(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
        }
        // versity/versitygw#1666
        Cause::IncompleteBody => plain(400, "IncompleteBody", "The request body terminated unexpectedly"),
        // versity/versitygw#1683; the status: aws/aws-sdk-cpp#2727
        Cause::ChunkTooSmall { chunk, size } => (
            403,
            "InvalidChunkSizeError",
            "Only the last chunk is allowed to have a size less than 8192 bytes".to_owned(),
            vec![("Chunk", chunk.to_string()), ("BadChunkSize", size.to_string())],
        ),
        // scality/Arsenal#2596, versity/versitygw#1626
        Cause::MalformedTrailer => plain(
            400,
            "MalformedTrailerError",
            "The request contained trailing data that was not well-formed or did not conform to our published schema.",
        ),
        // recorded: test_post_request_missing_fields
        Cause::MissingFormField(name) => argument(
            &format!(
                "Bucket POST must contain a field named '{name}'.  If it is specified, please check the order of the \
                 fields."
            ),
            name,
            "",
        ),
        // benefitcloud/ember-uploader#43
        Cause::PolicyDocument(reason) => {
            plain(400, "InvalidPolicyDocument", &format!("Invalid Policy: {reason}"))
        }
        // recorded: test_post_request_expires
        Cause::PolicyExpired => plain(403, "AccessDenied", "Invalid according to Policy: Policy expired."),
        // recorded: test_post_object_policy_validation_size
        Cause::PolicyCondition(condition) => plain(
            403,
            "AccessDenied",
            &format!("Invalid according to Policy: Policy Condition failed: {condition}"),
        ),
        // waynehoover/s3_direct_upload#54
        Cause::ExtraFields(names) => {
            plain(403, "AccessDenied", &format!("Invalid according to Policy: Extra input fields: {names}"))
        }
        // recorded: test_post_object_policy_validation_size, both
        Cause::FileTooLarge { size, limit } => (
            400,
            "EntityTooLarge",
            "Your proposed upload exceeds the maximum allowed size".to_owned(),
            vec![("ProposedSize", size.to_string()), ("MaxSizeAllowed", limit.to_string())],
        ),
        Cause::FileTooSmall { size, limit } => (
            400,
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size".to_owned(),
            vec![("ProposedSize", size.to_string()), ("MinSizeAllowed", limit.to_string())],
        ),
        _ => plain(403, "AccessDenied", "Access Denied"),
    }
}

fn plain(status: u16, code: &'static str, text: &str) -> (u16, &'static str, String, Fields) {
    (status, code, text.to_owned(), Vec::new())
}

fn query(text: &str) -> (u16, &'static str, String, Fields) {
    plain(400, "AuthorizationQueryParametersError", text)
}

fn argument(text: &str, name: &str, value: &str) -> (u16, &'static str, String, Fields) {
    let fields = vec![("ArgumentName", name.to_owned()), ("ArgumentValue", value.to_owned())];
    (400, "InvalidArgument", text.to_owned(), fields)
}

fn not_signed(names: &str) -> (u16, &'static str, String, Fields) {
    let text = "There were headers present in the request which were not signed";
    (403, "AccessDenied", text.to_owned(), vec![("HeadersNotSigned", names.to_owned())])
}

/// `41 57 53 34`, as S3 writes bytes.
fn spaced_hex(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for (at, digit) in hex::encode(text).chars().enumerate() {
        if at > 0 && at % 2 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}
