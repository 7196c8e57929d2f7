//! Deliveries to HTTP/S endpoints: one POST each, bounded in time and in what is read of the answer.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html>

use super::Outcome;
use crate::endpoint;
use crate::envelope::Envelope;
use crate::message::{Kind, Notification};
use crate::state::Subscription;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use door::Call;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{Request, StatusCode};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::{Client as Hyper, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use std::sync::OnceLock;
use std::time::Duration;
use wire::prelude::*;

/// AWS waits as long for an answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// Bytes of an answer that are read, so that the connection can be used again.
const ANSWER: usize = 64 * 1024;

type Connections = Hyper<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// Connections to endpoints, made when the first one is needed.
#[derive(Default)]
pub(super) struct Client(OnceLock<Connections>);

impl Client {
    pub(super) async fn post(
        &self,
        call: &Call,
        to: &Subscription,
        what: &Notification,
        envelope: Option<&Envelope>,
        content_type: &str,
    ) -> Outcome {
        let body = envelope.map_or_else(
            || what.body.for_protocol(&to.record.protocol).to_owned(),
            |envelope| envelope.for_subscription(&to.arn),
        );
        let request = match request(to, what, content_type, body) {
            Ok(request) => request,
            Err(error) => return Outcome::Refused(error.to_string()),
        };
        let connections = match self.connections() {
            Ok(connections) => connections,
            Err(error) => return Outcome::Failed(error.to_string()),
        };
        let exchange = async {
            let response = connections.request(request).await?;
            let status = response.status();
            // What it says beyond the status is nobody's business.
            drop(Limited::new(response.into_body(), ANSWER).collect().await);
            Ok::<_, hyper_util::client::legacy::Error>(status)
        };
        match call.clock().host_timeout(PATIENCE, exchange).await {
            Ok(Ok(status)) => judge(status),
            Ok(Err(error)) => Outcome::Failed(chain(&error)),
            Err(_) => Outcome::Failed("no answer within 15 seconds".to_owned()),
        }
    }

    fn connections(&self) -> Result<&Connections> {
        if let Some(connections) = self.0.get() {
            return Ok(connections);
        }
        let tls = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
            .or_internal()?
            .https_or_http()
            .enable_http1()
            .build();
        Ok(self.0.get_or_init(|| Hyper::builder(TokioExecutor::new()).build(tls)))
    }
}

/// Server errors and throttling are tried again; anything else but success is final.
/// <https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html>
fn judge(status: StatusCode) -> Outcome {
    if status.is_success() {
        Outcome::Done
    } else if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        Outcome::Failed(format!("the endpoint answered {status}"))
    } else {
        Outcome::Refused(format!("the endpoint answered {status}"))
    }
}

/// recorded: sns/test_sns.json, test_subscribe_external_http_endpoint_lambda_url_sig_validation
fn request(
    to: &Subscription,
    what: &Notification,
    content_type: &str,
    body: String,
) -> http::Result<Request<Full<Bytes>>> {
    let (url, credentials) = endpoint::split(&to.record.endpoint);
    let mut request = Request::post(url)
        .header("x-amz-sns-message-type", what.kind.name())
        .header("x-amz-sns-message-id", &what.id)
        .header("x-amz-sns-topic-arn", to.record.topic.arn())
        .header("content-type", content_type)
        .header("user-agent", "Amazon Simple Notification Service Agent")
        .header("accept-encoding", "gzip,deflate");
    if !matches!(what.kind, Kind::SubscriptionConfirmation { .. }) {
        request = request.header("x-amz-sns-subscription-arn", &to.arn);
    }
    if let Some(credentials) = credentials {
        request = request.header("authorization", format!("Basic {}", STANDARD.encode(credentials)));
    }
    if to.raw && what.kind == Kind::Notification {
        request = request.header("x-amz-sns-rawdelivery", "true");
    }
    request.body(Full::new(body.into()))
}

/// An error with its causes: "client error (Connect): tcp connect error: Connection refused".
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
