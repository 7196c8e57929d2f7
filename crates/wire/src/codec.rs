//! One place that knows every protocol: bytes to a typed input, a typed output or an error to bytes.

#[cfg(test)]
mod tests;

use crate::error::{Error, Result};
use crate::schema::{Location, Operation, Protocol, Schema, Service};
use crate::shape::{Document, Structure};
use crate::value::Record;
use crate::{cbor, form, json, rest, xml};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response};
use std::borrow::Cow;

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
        Protocol::Query => form::decode(form::Dialect::Query, x, query_pairs(op, request)?),
        Protocol::Ec2 => form::decode(form::Dialect::Ec2, x, form_pairs(request)?),
        Protocol::RestJson => rest::decode(rest::Format::Json, op, x, request),
        Protocol::RestXml => rest::decode(rest::Format::Xml, op, x, request),
        Protocol::Cbor => cbor::decode(x, request.body),
    }
}

/// The pairs of a query request. One that is sent to a resource's own address need not name it: SQS's queues.
fn query_pairs(op: &'static Operation, request: &Request<'_>) -> Result<Vec<(String, String)>> {
    let mut pairs = form_pairs(request)?;
    let addressed = op.input.members.iter().find(|m| m.location == Location::Uri);
    if let Some(member) = addressed.filter(|_| request.path.len() > 1)
        && !pairs.iter().any(|(name, _)| name == member.wire)
    {
        pairs.push((member.wire.to_owned(), request.path.to_owned()));
    }
    Ok(pairs)
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
    let format = match protocol {
        Protocol::RestJson => rest::Format::Json,
        Protocol::RestXml => rest::Format::Xml,
        _ => {
            return response(protocol, op.status, rpc_body(protocol, service, op, x, request_id), request_id);
        }
    };
    match rest::encode(format, service, op, x) {
        Ok(parts) => rest_response(service, parts, request_id),
        Err(error) => encode_error(protocol, Some(service), &error, request_id),
    }
}

/// The body of an answer in the protocols that put everything there.
fn rpc_body(
    protocol: Protocol,
    service: &'static Service,
    op: &'static Operation,
    x: &dyn Structure,
    request_id: &str,
) -> Vec<u8> {
    match protocol {
        Protocol::Query => xml::query_response(service, op, x, request_id),
        Protocol::Ec2 => xml::ec2_response(service, op, x, request_id),
        // An operation without an output answers nothing; every other an object, be it empty.
        _ if x.schema().is_unit() => Vec::new(),
        Protocol::Cbor => cbor::encode(x),
        _ => json::encode(x),
    }
}

/// Writes a refusal. `service` is unknown when the request could not be routed.
pub fn encode_error(
    protocol: Protocol,
    service: Option<&'static Service>,
    error: &Error,
    request_id: &str,
) -> Response<Bytes> {
    let spoken = if protocol == Protocol::Query { error.spoken_in_query() } else { Cow::Borrowed(error) };
    let error = &*spoken;
    let shape = service.and_then(|service| modeled(service, error));
    let record = shape.map(|shape| Record::error(shape, error));
    let format = match protocol {
        Protocol::RestJson => Some(rest::Format::Json),
        Protocol::RestXml => Some(rest::Format::Xml),
        _ => None,
    };
    let mut response = if let Some(format) = format {
        let parts = rest::encode_error(format, service, shape, error, request_id);
        rest_response(service.unwrap_or(&NO_SERVICE), parts, request_id)
    } else {
        let body = match protocol {
            Protocol::Query => xml::query_error(service, error, record.as_ref(), request_id),
            Protocol::Ec2 => xml::ec2_error(error, record.as_ref(), request_id),
            Protocol::Cbor => cbor_error(service, error, record.as_ref()),
            _ => json_error(service, error, record.as_ref()),
        };
        response(protocol, error.http_status(), body, request_id)
    };
    if service.is_some_and(|s| s.query_compatible) && !matches!(protocol, Protocol::Query | Protocol::Ec2) {
        let fault = if error.is_sender() { "Sender" } else { "Receiver" };
        let value = format!("{};{fault}", error.code());
        rest::insert(response.headers_mut(), "x-amzn-query-error", value.as_bytes());
    }
    response
}

/// The exception that the service's model declares under the error's name.
fn modeled(service: &'static Service, error: &Error) -> Option<&'static Schema> {
    let mut declared = service.operations.iter().flat_map(|op| op.errors);
    declared.find(|shape| shape.name == error.shape_name()).copied()
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
    others: &[],
};

/// JSON and CBOR name an exception with its Smithy namespace; codes that no model declares are Coral's own.
fn type_name(service: Option<&'static Service>, error: &Error, record: Option<&Record<'_>>) -> String {
    let namespace = match (service, record) {
        (Some(service), Some(_)) => service.namespace,
        _ => "com.amazon.coral.service",
    };
    format!("{namespace}#{}", error.shape_name())
}

fn json_error(service: Option<&'static Service>, error: &Error, record: Option<&Record<'_>>) -> Vec<u8> {
    let kind = type_name(service, error, record);
    if let Some(record) = record {
        return json::encode_error(Some(&kind), record.without_place(), record);
    }
    let mut body = serde_json::Map::new();
    body.insert("__type".to_owned(), kind.into());
    if !error.message().is_empty() {
        body.insert("message".to_owned(), error.message().into());
    }
    body.extend(error.members().clone());
    Document::Object(body).to_string().into_bytes()
}

/// What an exception that no model declares says beside its text has no shape to be written by.
fn cbor_error(service: Option<&'static Service>, error: &Error, record: Option<&Record<'_>>) -> Vec<u8> {
    let message = record.map_or(Some(error.message()), Record::without_place);
    let kind = type_name(service, error, record);
    cbor::encode_error(&kind, message, record.map(|record| record as &dyn Structure))
}

fn rest_response(service: &Service, parts: rest::Parts, request_id: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(parts.body));
    *response.status_mut() = status(parts.status);
    *response.headers_mut() = parts.headers;
    let names: &[_] = match service.dialect {
        crate::schema::Dialect::S3 => &["x-amz-request-id", "x-amz-id-2"],
        _ => &["x-amzn-requestid"],
    };
    for name in names {
        rest::insert(response.headers_mut(), name, request_id.as_bytes());
    }
    response
}

fn status(status: u16) -> http::StatusCode {
    http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR)
}

fn response(protocol: Protocol, code: u16, body: Vec<u8>, request_id: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status(code);
    let content_type = match protocol {
        Protocol::Json10 => "application/x-amz-json-1.0",
        Protocol::Json11 => "application/x-amz-json-1.1",
        Protocol::Query => "text/xml",
        Protocol::Ec2 => "text/xml;charset=UTF-8",
        Protocol::RestJson => "application/json",
        Protocol::RestXml => "application/xml",
        Protocol::Cbor => "application/cbor",
    };
    let nothing = response.body().is_empty() && protocol == Protocol::Cbor;
    let headers = response.headers_mut();
    if !nothing {
        headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    if protocol == Protocol::Cbor {
        headers.insert("smithy-protocol", HeaderValue::from_static("rpc-v2-cbor"));
    }
    rest::insert(headers, "x-amzn-requestid", request_id.as_bytes());
    response
}
