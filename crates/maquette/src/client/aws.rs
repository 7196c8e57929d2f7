//! AWS's query and JSON APIs, signed as every client signs them.

use super::{Client, Element};
use crate::exit::Failure;
use bytes::Bytes;
use clock::Clock;
use http::request::Builder;
use http::{Request, Response, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use serde_json::Value;
use sigv4::Credentials;

/// A client of an API as the account's root.
pub(crate) struct Aws {
    pub(crate) client: Client,
    pub(crate) region: String,
    service: &'static str,
    /// The version of a query API, what stands before the operation in a JSON API's `X-Amz-Target`.
    version: &'static str,
}

/// What the API answered instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AwsError {
    pub(crate) code: String,
    pub(crate) message: String,
}

impl std::fmt::Display for AwsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl From<AwsError> for Failure {
    fn from(error: AwsError) -> Self {
        Self::failed(error.to_string())
    }
}

/// Parameters of a call.
pub(crate) fn params(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

impl Aws {
    /// CloudFormation's API.
    pub(crate) fn cloudformation(client: Client, region: &str) -> Self {
        Self { client, region: region.to_owned(), service: "cloudformation", version: "2010-05-15" }
    }

    /// ECR's API.
    pub(crate) fn ecr(client: Client, region: &str) -> Self {
        let target = "AmazonEC2ContainerRegistry_V20150921";
        Self { client, region: region.to_owned(), service: "ecr", version: target }
    }

    /// Calls an operation of a query API. The outer error is the way, the inner one the API's.
    pub(crate) async fn call(
        &self,
        action: &str,
        parameters: &[(String, String)],
    ) -> Result<Result<Element, AwsError>, Failure> {
        let mut form = format!("Action={action}&Version={}", self.version);
        for (name, value) in parameters {
            form.extend(["&"].into_iter().chain(encode(name)).chain(["="]).chain(encode(value)));
        }
        let request = Request::post("/")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded; charset=utf-8");
        let response = self.send(request, Bytes::from(form)).await?;
        let text = String::from_utf8_lossy(response.body());
        let unreadable = || {
            Failure::failed(format!("the server's answer to {action} cannot be read: {}", response.status()))
        };
        let root = Element::parse(&text).ok_or_else(unreadable)?;
        if response.status().is_success() {
            let result = root.at(&[&format!("{action}Result")]).cloned();
            return Ok(Ok(result.unwrap_or_default()));
        }
        let error = root.at(&["Error"]).ok_or_else(unreadable)?;
        let (code, message) = (error.text_of("Code").to_owned(), error.text_of("Message").to_owned());
        Ok(Err(AwsError { code, message }))
    }

    /// Calls an operation of a JSON API. The outer error is the way, the inner one the API's.
    pub(crate) async fn json(&self, action: &str, input: &Value) -> Result<Result<Value, AwsError>, Failure> {
        let request = Request::post("/")
            .header(header::CONTENT_TYPE, "application/x-amz-json-1.1")
            .header("x-amz-target", format!("{}.{action}", self.version));
        let response = self.send(request, Bytes::from(input.to_string())).await?;
        let told: Value = serde_json::from_slice(response.body()).map_err(|_| {
            Failure::failed(format!("the server's answer to {action} cannot be read: {}", response.status()))
        })?;
        if response.status().is_success() {
            return Ok(Ok(told));
        }
        let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
        let message = [text("message"), text("Message")].concat();
        Ok(Err(AwsError { code: text("__type"), message }))
    }

    /// Signs a request and sends it.
    async fn send(&self, request: Builder, body: Bytes) -> Result<Response<Bytes>, Failure> {
        let request = request
            .header(header::HOST, &self.client.authority)
            .header(header::USER_AGENT, concat!("maquette/", env!("CARGO_PKG_VERSION")));
        let request = request.body(()).map_err(|error| Failure::failed(error.to_string()))?;
        let (mut parts, ()) = request.into_parts();
        let credentials = Credentials {
            access_key_id: "test".to_owned(),
            secret_access_key: "test".to_owned(),
            session_token: None,
        };
        let now = Clock::real().now();
        sigv4::sign(&mut parts, &body, &credentials, &self.region, self.service, now.seconds())
            .map_err(|error| Failure::usage(format!("the request cannot be signed: {error}")))?;
        self.client.send(Request::from_parts(parts, body)).await
    }
}

/// Everything but RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A text for a query string or a form.
pub(crate) fn encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}
