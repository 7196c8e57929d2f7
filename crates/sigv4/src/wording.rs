//! AWS's codes and texts for a refusal, by family of protocols.
//!
//! Where a text was seen is said beside it: `recorded` is the recordings of answers from AWS, a link is a thread in
//! which somebody pasted the answer, "unverified" is what no source at hand shows. The statuses: query services answer
//! 403 (400 where the header cannot be read), JSON services 400, REST-JSON services and API Gateway 403, EC2 401.

use crate::error::{AuthError, Cause};
use crate::instant::basic;

/// Services that word a refusal alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Query services and REST-XML services other than S3: STS, IAM, SNS, CloudFormation, Route 53. Its code is also what
    /// stands in the `x-amzn-query-error` header of [`Family::QueryCompatibleJson`].
    Query,
    /// JSON 1.0 and 1.1 and CBOR: DynamoDB, ECS.
    Json,
    /// JSON of a service that spoke query once: SQS. JSON's codes, query's statuses (async-aws/aws#1634).
    QueryCompatibleJson,
    /// REST-JSON: Lambda, EKS, API Gateway.
    RestJson,
    /// EC2.
    Ec2,
    /// S3.
    S3,
}

/// A refusal in AWS's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// AWS's error code.
    pub code: &'static str,
    /// AWS's text.
    pub message: String,
    /// Further elements of S3's `Error`, in order.
    pub fields: Vec<(&'static str, String)>,
}

impl AuthError {
    /// The refusal in the words of one family.
    pub fn render(&self, family: Family) -> Refusal {
        if family == Family::S3 { self.render_s3() } else { self.render_common(family) }
    }

    fn render_common(&self, family: Family) -> Refusal {
        let kind = Kind::of(&self.cause);
        let (status, code) = kind.status_and_code(family);
        let message = match (family, kind) {
            (Family::Ec2, Kind::Unknown | Kind::Mismatch) => EC2_NOT_VALIDATED.to_owned(),
            (Family::Ec2, Kind::Expired | Kind::Time) => "Request has expired.".to_owned(),
            _ => self.message(family),
        };
        Refusal { status, code, message, fields: Vec::new() }
    }

    fn message(&self, family: Family) -> String {
        match &*self.cause {
            // recorded: apigateway/test_apigateway_common.json has the first, JuliaServices/CloudStore.jl#56 (STS) and
            // architect/dynalite#105 (DynamoDB) the second.
            Cause::MissingToken if family == Family::RestJson => "Missing Authentication Token".to_owned(),
            Cause::MissingToken => "Request is missing Authentication Token".to_owned(),
            // brefphp/laravel-bridge#81 (SQS by query), aws/aws-sdk-php#2444 (JSON)
            Cause::UnknownAccessKey(_) | Cause::InvalidToken(_) => {
                "The security token included in the request is invalid.".to_owned()
            }
            // cfn-sphere/cfn-sphere#55 (IAM), aws/aws-sdk-java-v2#1649 (STS): without a full stop
            Cause::ExpiredToken(_) => "The security token included in the request is expired".to_owned(),
            // serverless/serverless#505 (CloudFormation), aws/aws-cli#6676 (STS)
            Cause::Expired { at, now, minutes } => {
                let (at, limit, now) = (basic(*at), basic(now - minutes * 60), basic(*now));
                format!("Signature expired: {at} is now earlier than {limit} ({now} - {minutes} min.)")
            }
            // QT-DevOps/DevOpsIssues#989 (STS), aws/aws-sdk-js#1652 (Kinesis)
            Cause::NotYetCurrent { at, now, minutes } => {
                let (at, limit, now) = (basic(*at), basic(now + minutes * 60), basic(*now));
                format!(
                    "Signature not yet current: {at} is still later than {limit} ({now} + {minutes} min.)"
                )
            }
            Cause::Scope { region, service, terminator } => scope(region, service, terminator.as_deref()),
            // docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html; what follows "HTTP" is unverified
            Cause::ScopeDate { given, time } => format!(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
                 '{given}' != '{}', from '{time}'.",
                time.get(..8).unwrap_or_default()
            ),
            // NetSPI/AWSSigner#3, aws/aws-sdk-php#2469
            Cause::HostNotSigned => {
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.".to_owned()
            }
            Cause::Mismatch { .. } => MISMATCH.to_owned(),
            other => incomplete(other),
        }
    }
}

const EC2_NOT_VALIDATED: &str = "AWS was not able to validate the provided access credentials";

/// awsteele.com/blog/2021/10/24/aws-sigv4-caching.html
const MISMATCH: &str = "The request signature we calculated does not match the signature you provided. Check your AWS \
                        Secret Access Key and signing method. Consult the service documentation for details.";

/// Causes that share a code outside S3.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Missing,
    Unknown,
    Expired,
    Mismatch,
    Time,
    Scope,
    Incomplete,
}

impl Kind {
    fn of(cause: &Cause) -> Kind {
        match cause {
            Cause::MissingToken => Kind::Missing,
            Cause::UnknownAccessKey(_) | Cause::InvalidToken(_) => Kind::Unknown,
            Cause::ExpiredToken(_) => Kind::Expired,
            Cause::Mismatch { .. } => Kind::Mismatch,
            Cause::Expired { .. } | Cause::NotYetCurrent { .. } => Kind::Time,
            Cause::Scope { .. } | Cause::ScopeDate { .. } | Cause::HostNotSigned => Kind::Scope,
            _ => Kind::Incomplete,
        }
    }

    fn status_and_code(self, family: Family) -> (u16, &'static str) {
        match family {
            Family::Query => match self {
                Kind::Missing => (403, "MissingAuthenticationToken"),
                Kind::Unknown => (403, "InvalidClientTokenId"),
                Kind::Expired => (403, "ExpiredToken"),
                Kind::Mismatch | Kind::Time | Kind::Scope => (403, "SignatureDoesNotMatch"),
                // kubernetes-sigs/aws-iam-authenticator#374 (STS)
                Kind::Incomplete => (400, "IncompleteSignature"),
            },
            Family::Json | Family::RestJson | Family::QueryCompatibleJson => {
                let status = match family {
                    Family::Json => 400,
                    Family::RestJson => 403,
                    _ => self.status_and_code(Family::Query).0,
                };
                let code = match self {
                    Kind::Missing => "MissingAuthenticationTokenException",
                    Kind::Unknown => "UnrecognizedClientException",
                    Kind::Expired => "ExpiredTokenException",
                    Kind::Mismatch | Kind::Time | Kind::Scope => "InvalidSignatureException",
                    Kind::Incomplete => "IncompleteSignatureException",
                };
                (status, code)
            }
            // aws/aws-sdk-java#1443 (RequestExpired), StreisandEffect/streisand#485 (AuthFailure with the text of an
            // incomplete signature). What EC2 says to a request without any credentials is unverified.
            Family::Ec2 | Family::S3 => match self {
                Kind::Expired | Kind::Time => (400, "RequestExpired"),
                _ => (401, "AuthFailure"),
            },
        }
    }
}

type Differs = Option<(String, String)>;

/// Each part that differs has its sentence; each sentence ends in a space (cllunsford/aws-signing-proxy#25,
/// joona/aws-es-curl#15). The one on the terminator is unverified.
fn scope(region: &Differs, service: &Differs, terminator: Option<&str>) -> String {
    let region = region
        .as_ref()
        .map(|(given, _)| format!("Credential should be scoped to a valid region, not '{given}'. "));
    let service = service
        .as_ref()
        .map(|(_, expected)| format!("Credential should be scoped to correct service: '{expected}'. "));
    let terminator = terminator.map(|given| {
        format!("Credential should be scoped with a valid terminator: 'aws4_request', not '{given}'. ")
    });
    [region, service, terminator].into_iter().flatten().collect()
}

/// The texts of `IncompleteSignature`.
fn incomplete(cause: &Cause) -> String {
    match cause {
        // awslabs/fhir-works-on-aws-deployment#379, AstronomyAPI/Samples#20
        Cause::NotAPair { word, header } => {
            format!(
                "'{word}' not a valid key=value pair (missing equal-sign) in Authorization header: '{header}'."
            )
        }
        // digitalepidemiologylab/crowdbreaks#3, brendanhay/amazonka#316
        Cause::IncompleteHeader { credential, signature, signed_headers, date, header } => {
            let parts =
                [(credential, "Credential"), (signature, "Signature"), (signed_headers, "SignedHeaders")];
            let parts = parts.into_iter().filter(|(missing, _)| **missing);
            let parts = parts.map(|(_, name)| format!("Authorization header requires '{name}' parameter. "));
            let no_date =
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
            let date = date.then(|| no_date.to_owned());
            parts.chain(date).chain([format!("Authorization={header}")]).collect()
        }
        // aws/aws-sdk-ruby#317: the former version is read as a header without the three parts
        Cause::SignatureVersion2(Some(header)) => format!(
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. \
             Authorization header requires 'SignedHeaders' parameter. Authorization={header}"
        ),
        // mhart/aws4#97, prometheus-community/yet-another-cloudwatch-exporter#169
        Cause::MalformedCredential(given) => format!(
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{given}'"
        ),
        // The remaining texts are unverified.
        Cause::UnreadableDate(given) => format!(
            "Date must be in ISO-8601 'basic format'. Got '{given}'. See http://en.wikipedia.org/wiki/ISO_8601"
        ),
        Cause::MissingQueryParameters(names) => names
            .iter()
            .map(|name| format!("AWS query-string parameters must include '{name}'. "))
            .chain(["Re-examine the query-string parameters.".to_owned()])
            .collect(),
        Cause::SeveralMechanisms(_) => {
            "Request must not carry AWS credentials in both the Authorization header and the query string."
                .to_owned()
        }
        Cause::SignatureVersion4A => unsupported("AWS4-ECDSA-P256-SHA256"),
        Cause::SignatureVersion2(None) => unsupported("AWS Signature Version 2"),
        Cause::QueryAlgorithm(given) | Cause::UnsupportedScheme(given) => unsupported(given),
        // The rest arises in S3 alone.
        other => format!("Request is not signed as AWS Signature Version 4 requires: {}", other.name()),
    }
}

fn unsupported(algorithm: &str) -> String {
    format!("Unsupported AWS 'algorithm': '{algorithm}'.")
}
