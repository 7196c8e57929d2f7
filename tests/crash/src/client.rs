//! A real HTTP client that signs as AWS's SDKs do.

use bytes::Bytes;
use clock::Clock;
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client as Hyper;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use std::time::Duration;

/// Longer than anything takes, long polling included.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Client {
    http: Hyper<HttpConnector, Full<Bytes>>,
    endpoint: String,
    clock: Clock,
}

impl Client {
    pub(crate) fn new(endpoint: &str) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let http = Hyper::builder(TokioExecutor::new()).build(connector);
        Self { http, endpoint: endpoint.to_owned(), clock: Clock::real() }
    }
    pub(crate) fn endpoint(&self) -> &str {
        &self.endpoint
    }
    /// Sends a request and reads the whole answer. An error means that nobody knows whether it was done.
    pub(crate) async fn post(
        &self,
        service: &str,
        key: Option<(&str, &str)>,
        headers: &[(&'static str, &str)],
        body: String,
    ) -> Result<Answer, String> {
        let (id, secret) = key.unwrap_or(("test", "test"));
        let credentials = sigv4::Credentials {
            access_key_id: id.to_owned(),
            secret_access_key: secret.to_owned(),
            session_token: None,
        };
        let mut request = Request::post(format!("{}/", self.endpoint));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(()).map_err(|e| e.to_string())?.into_parts();
        let now = self.clock.now().seconds();
        sigv4::sign(&mut parts, body.as_bytes(), &credentials, "us-east-1", service, now)
            .map_err(|e| e.to_string())?;
        let exchange = async {
            let request = Request::from_parts(parts, Full::new(Bytes::from(body)));
            let answer = self.http.request(request).await.map_err(|e| format!("{e:?}"))?;
            let status = answer.status().as_u16();
            let body = answer.into_body().collect().await.map_err(|e| format!("{e:?}"))?.to_bytes();
            Ok(Answer { status, body })
        };
        let late = || format!("no answer within {} s", PATIENCE.as_secs());
        tokio::time::timeout(PATIENCE, exchange).await.map_err(|_| late())?
    }
}

/// An answer, whole.
pub(crate) struct Answer {
    pub(crate) status: u16,
    body: Bytes,
}

impl Answer {
    pub(crate) fn is_ok(&self) -> bool {
        self.status == 200
    }
    /// The program has no such operation or service yet.
    pub(crate) fn unsupported(&self) -> bool {
        self.status == 501 || (self.status == 400 && self.text().contains("Could not find operation"))
    }
    pub(crate) fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
    /// The texts of every XML element of that name, which has no children.
    pub(crate) fn elements(&self, name: &str) -> Vec<String> {
        let text = self.text();
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let each = text.split(&open).skip(1).filter_map(|rest| rest.split(&close).next());
        each.map(|value| {
            value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        })
        .collect()
    }
    pub(crate) fn element(&self, name: &str) -> Option<String> {
        self.elements(name).into_iter().next()
    }
}
