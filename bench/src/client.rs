//! Signed requests, and connections that carry them one after the other.

use crate::Result;
use bytes::Bytes;
use clock::Clock;
use http::{HeaderMap, Request};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// An access key.
#[derive(Clone)]
pub(crate) struct Key(pub(crate) String, pub(crate) String);

impl Key {
    pub(crate) fn root() -> Self {
        Self("test".to_owned(), "test".to_owned())
    }
}

/// A signed request, as wrk repeats it.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// A call of SQS in JSON.
pub(crate) fn sqs(key: &Key, authority: &str, operation: &str, input: &Value) -> Result<Signed> {
    let target = format!("AmazonSQS.{operation}");
    let headers = [("content-type", "application/x-amz-json-1.0"), ("x-amz-target", target.as_str())];
    sign(key, authority, "sqs", &headers, input.to_string())
}

/// A call in the query protocol.
pub(crate) fn query(
    key: &Key,
    authority: &str,
    service: &str,
    operation: &str,
    input: &[(&str, &str)],
) -> Result<Signed> {
    let version = match service {
        "iam" => "2010-05-08",
        "sts" => "2011-06-15",
        _ => "2010-03-31",
    };
    let mut form = format!("Action={operation}&Version={version}");
    for (name, value) in input {
        form.extend(["&", name, "="]);
        form.extend(percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC));
    }
    sign(key, authority, service, &[("content-type", "application/x-www-form-urlencoded")], form)
}

fn sign(
    key: &Key,
    authority: &str,
    service: &str,
    headers: &[(&'static str, &str)],
    body: String,
) -> Result<Signed> {
    let mut request = Request::post("/").header("host", authority);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (mut parts, ()) = request.body(()).map_err(|e| e.to_string())?.into_parts();
    let credentials = sigv4::Credentials {
        access_key_id: key.0.clone(),
        secret_access_key: key.1.clone(),
        session_token: None,
    };
    let now = Clock::real().now().seconds();
    sigv4::sign(&mut parts, body.as_bytes(), &credentials, "us-east-1", service, now)
        .map_err(|e| e.to_string())?;
    Ok(Signed { headers: parts.headers, body })
}

/// One keep-alive connection.
pub(crate) struct Connection {
    send: SendRequest<Full<Bytes>>,
    /// The path of every request: `/`, or the size of a constant answer.
    path: String,
}

impl Connection {
    pub(crate) async fn open(authority: &str, path: &str) -> Result<Self> {
        let stream = TcpStream::connect(authority).await.map_err(|e| format!("{authority}: {e}"))?;
        stream.set_nodelay(true).map_err(|e| e.to_string())?;
        let (send, connection) = handshake(TokioIo::new(stream)).await.map_err(|e| e.to_string())?;
        tokio::spawn(connection);
        Ok(Self { send, path: path.to_owned() })
    }
    /// Status and body.
    pub(crate) async fn call(&mut self, signed: &Signed) -> Result<(u16, Bytes)> {
        let mut request = Request::post(self.path.as_str());
        if let Some(headers) = request.headers_mut() {
            headers.clone_from(&signed.headers);
        }
        let request = request.body(Full::new(Bytes::from(signed.body.clone()))).map_err(|e| e.to_string())?;
        self.send.ready().await.map_err(|e| e.to_string())?;
        let answer = self.send.send_request(request).await.map_err(|e| e.to_string())?;
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.map_err(|e| e.to_string())?.to_bytes();
        Ok((status, body))
    }
    /// The same, where another status than 200 is an error.
    pub(crate) async fn done(&mut self, signed: &Signed) -> Result<Bytes> {
        let (status, body) = self.call(signed).await?;
        match status {
            200 => Ok(body),
            _ => Err(format!("{status} {}", String::from_utf8_lossy(&body))),
        }
    }
}
