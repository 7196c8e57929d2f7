//! One place that knows every protocol: bytes to a typed input, a typed output or an error to bytes.

use crate::error::{Error, Result};
use crate::schema::{Operation, Protocol, Service};
use crate::shape::Structure;
use crate::{form, json, xml};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response};

/// What a codec reads: the parts of a request that may carry members.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The path, still percent-encoded.
    pub path: &'a str,
    /// The query string, still percent-encoded.
    pub query: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The whole body.
    pub body: &'a [u8],
}

/// Reads an operation's input. Returns the paths of required members that are not there, for validation to word.
pub fn decode(
    protocol: Protocol,
    op: &'static Operation,
    x: &mut dyn Structure,
    request: &Request<'_>,
) -> Result<Vec<String>> {
    match protocol {
        Protocol::Json10 | Protocol::Json11 => json::decode(x, request.body),
        Protocol::Query => form::decode(form::Dialect::Query, x, form_pairs(request)?),
        Protocol::Ec2 => form::decode(form::Dialect::Ec2, x, form_pairs(request)?),
        Protocol::RestJson | Protocol::RestXml | Protocol::Cbor => {
            Err(Error::not_implemented(format!("the protocol {protocol:?} of {}", op.name)))
        }
    }
}

/// A form may stand in the query string, in the body or in both.
fn form_pairs(request: &Request<'_>) -> Result<Vec<(String, String)>> {
    let mut pairs = form::pairs(request.query.as_bytes())?;
    pairs.extend(form::pairs(request.body)?);
    Ok(pairs)
}

/// Writes an operation's output.
pub fn encode(
    protocol: Protocol,
    service: &'static Service,
    op: &'static Operation,
    x: &dyn Structure,
    request_id: &str,
) -> Response<Bytes> {
    let body = match protocol {
        Protocol::Json10 | Protocol::Json11 => json::encode(x),
        Protocol::Query => xml::query_response(service, op, x, request_id),
        Protocol::Ec2 => xml::ec2_response(service, op, x, request_id),
        Protocol::RestJson | Protocol::RestXml | Protocol::Cbor => Vec::new(),
    };
    response(protocol, op.status, body, request_id)
}

/// Writes a refusal. `service` is unknown when the request could not be routed.
pub fn encode_error(
    protocol: Protocol,
    service: Option<&'static Service>,
    error: &Error,
    request_id: &str,
) -> Response<Bytes> {
    let body = match protocol {
        Protocol::Query => xml::query_error(service.unwrap_or(&NO_SERVICE), error, request_id),
        Protocol::Ec2 => xml::ec2_error(error, request_id),
        _ => json_error(service, error),
    };
    let mut response = response(protocol, error.http_status(), body, request_id);
    let headers = response.headers_mut();
    if service.is_some_and(|s| s.query_compatible) && !matches!(protocol, Protocol::Query | Protocol::Ec2) {
        let fault = if error.is_sender() { "Sender" } else { "Receiver" };
        insert(headers, "x-amzn-query-error", &format!("{};{fault}", error.code()));
    }
    if protocol == Protocol::RestJson {
        insert(headers, "x-amzn-errortype", error.shape_name());
    }
    response
}

static NO_SERVICE: Service = Service {
    name: "",
    signing_name: "",
    iam_prefix: "",
    id: "",
    api_version: "",
    target_prefix: "",
    namespace: "",
    xml_namespace: "",
    protocols: &[],
    query_compatible: false,
    global: false,
    dialect: crate::schema::Dialect::Coral,
    operations: &[],
};

/// JSON errors name the exception with its Smithy namespace; codes that no model declares are Coral's own.
fn json_error(service: Option<&'static Service>, error: &Error) -> Vec<u8> {
    let modeled = service.is_some_and(|s| {
        s.operations.iter().flat_map(|o| o.errors).any(|shape| shape.name == error.shape_name())
    });
    let namespace = match service {
        Some(service) if modeled => service.namespace,
        _ => "com.amazon.coral.service",
    };
    let mut body = serde_json::Map::new();
    body.insert("__type".to_owned(), format!("{namespace}#{}", error.shape_name()).into());
    body.insert("message".to_owned(), error.message().into());
    body.extend(error.members().clone());
    serde_json::Value::Object(body).to_string().into_bytes()
}

fn response(protocol: Protocol, status: u16, body: Vec<u8>, request_id: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() =
        http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    let content_type = match protocol {
        Protocol::Json10 => "application/x-amz-json-1.0",
        Protocol::Json11 => "application/x-amz-json-1.1",
        Protocol::Query => "text/xml",
        Protocol::Ec2 => "text/xml;charset=UTF-8",
        Protocol::RestJson => "application/json",
        Protocol::RestXml => "application/xml",
        Protocol::Cbor => "application/cbor",
    };
    let headers = response.headers_mut();
    headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    insert(headers, "x-amzn-requestid", request_id);
    response
}

/// Header values come from the model or from us; one that HTTP cannot carry is left out rather than sent broken.
fn insert(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
