//! HTTP endpoints on the loopback: the handshake, what is delivered, and what happens when it is not taken.

use super::{House, house};
use bytes::Bytes;
use door::Entrance;
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use model_sns::ops;
use model_sns::types::*;
use parking_lot::Mutex;
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::signature::Verifier;
use serde_json::Value;
use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// A request that arrived.
struct Arrived {
    headers: HashMap<String, String>,
    body: String,
}

impl Arrived {
    fn json(&self) -> serde_json::Map<String, Value> {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// An endpoint that answers with the statuses it was given, and then with 200.
struct Endpoint {
    url: String,
    arrivals: mpsc::UnboundedReceiver<Arrived>,
}

impl Endpoint {
    async fn new(answers: &[u16]) -> Self {
        Self::at(TcpListener::bind("127.0.0.1:0").await.unwrap(), answers)
    }
    fn at(listener: TcpListener, answers: &[u16]) -> Self {
        let url = format!("http://{}/in", listener.local_addr().unwrap());
        let (tell, arrivals) = mpsc::unbounded_channel();
        let answers = Arc::new(Mutex::new(answers.iter().copied().collect::<VecDeque<_>>()));
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (tell, answers) = (tell.clone(), answers.clone());
                let serve = service_fn(move |request: Request<hyper::body::Incoming>| {
                    let (tell, answers) = (tell.clone(), answers.clone());
                    async move {
                        let (parts, body) = request.into_parts();
                        let body = body.collect().await.unwrap().to_bytes();
                        let text = |v: &http::HeaderValue| v.to_str().unwrap().to_owned();
                        let headers = parts.headers.iter().map(|(k, v)| (k.to_string(), text(v))).collect();
                        let body = String::from_utf8(body.to_vec()).unwrap();
                        let _ = tell.send(Arrived { headers, body });
                        let status = answers.lock().pop_front().unwrap_or(200);
                        let answer = http::Response::builder().status(StatusCode::from_u16(status).unwrap());
                        answer.body(Full::new(Bytes::from("thanks")))
                    }
                });
                tokio::spawn(
                    hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), serve),
                );
            }
        });
        Self { url, arrivals }
    }
    async fn arrived(&mut self) -> Arrived {
        self.arrivals.recv().await.unwrap()
    }
}

impl House {
    /// Follows a link as a browser does.
    async fn follow(&self, url: &str) -> http::Response<Bytes> {
        let request = Request::get(url).header("host", "localhost:4566").body(Bytes::new()).unwrap();
        self.door.serve(request, Entrance::public(IpAddr::from([127, 0, 0, 1]), false)).await
    }
    /// A confirmed subscription of an endpoint.
    async fn endpoint(&self, topic: &str, endpoint: &mut Endpoint, attributes: &[(&str, &str)]) -> String {
        let arn = self.subscribe(topic, "http", &endpoint.url, attributes).await.unwrap();
        let asked = endpoint.arrived().await.json();
        assert_eq!(self.follow(asked["SubscribeURL"].as_str().unwrap()).await.status(), 200);
        arn
    }
    /// Until the deliveries that run have ended or wait for their time.
    pub(super) async fn settled(&self) {
        while self.sns.is_busy(self.clock.now()) {
            tokio::task::yield_now().await;
        }
    }
}

/// Whether the signature of a message is the test key's.
fn is_signed(message: &serde_json::Map<String, Value>, names: &[&str]) -> bool {
    use base64::Engine;
    let key = crate::signer::key_of(&super::test_primes()).unwrap().to_public_key();
    let text = |name: &str| message[name].as_str().unwrap().to_owned();
    let signed = names.iter().fold(String::new(), |all, name| all + name + "\n" + &text(name) + "\n");
    let signature = base64::engine::general_purpose::STANDARD.decode(text("Signature")).unwrap();
    let signature = Signature::try_from(&*signature).unwrap();
    match message["SignatureVersion"].as_str() {
        Some("1") => VerifyingKey::<sha1::Sha1>::new(key).verify(signed.as_bytes(), &signature).is_ok(),
        _ => VerifyingKey::<sha2::Sha256>::new(key).verify(signed.as_bytes(), &signature).is_ok(),
    }
}

const QUESTION: [&str; 7] =
    ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

#[tokio::test]
async fn an_endpoint_is_asked_and_then_told() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let mut endpoint = Endpoint::new(&[]).await;
    let arn = house.subscribe(&topic, "http", &endpoint.url, &[]).await.unwrap();

    // recorded: sns/test_sns.json, test_subscribe_external_http_endpoint_lambda_url_sig_validation
    let question = endpoint.arrived().await;
    let asked = question.json();
    assert_eq!(question.headers["x-amz-sns-message-type"], "SubscriptionConfirmation");
    assert_eq!(question.headers["x-amz-sns-topic-arn"], topic);
    assert_eq!(question.headers["x-amz-sns-message-id"], asked["MessageId"].as_str().unwrap());
    assert_eq!(question.headers["content-type"], "text/plain; charset=UTF-8");
    assert_eq!(question.headers["user-agent"], "Amazon Simple Notification Service Agent");
    assert_eq!(question.headers["accept-encoding"], "gzip,deflate");
    assert!(!question.headers.contains_key("x-amz-sns-subscription-arn"));
    let names = "Type MessageId Token TopicArn Message SubscribeURL Timestamp SignatureVersion Signature SigningCertURL";
    assert_eq!(asked.keys().map(String::as_str).collect::<Vec<_>>().join(" "), names);
    let text = "You have chosen to subscribe to the topic arn:aws:sns:us-east-1:000000000000:t.\nTo confirm the subscription, visit the SubscribeURL included in this message.";
    assert_eq!(asked["Message"], text);
    assert!(is_signed(&asked, &QUESTION));

    let answer = house.follow(asked["SubscribeURL"].as_str().unwrap()).await;
    assert_eq!(answer.status(), 200);
    assert!(
        String::from_utf8_lossy(answer.body()).contains(&format!("<SubscriptionArn>{arn}</SubscriptionArn>"))
    );
    let path = asked["SigningCertURL"].as_str().unwrap().strip_prefix("http://localhost:4566").unwrap();
    assert!(house.sns.certificate(path).unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    assert_eq!(house.sns.certificate("/SimpleNotificationService-0.pem"), None);

    for version in ["1", "2"] {
        house.set_topic(&topic, "SignatureVersion", version).await.unwrap();
        let input = PublishInput {
            topic_arn: Some(topic.clone()),
            message: "test_external_http_endpoint".to_owned(),
            subject: Some("about".to_owned()),
            ..Default::default()
        };
        house.call.call::<ops::Publish>(input).await.unwrap();
        let arrived = endpoint.arrived().await;
        assert_eq!(arrived.headers["x-amz-sns-message-type"], "Notification");
        assert_eq!(arrived.headers["x-amz-sns-subscription-arn"], arn);
        let told = arrived.json();
        assert_eq!(told["SignatureVersion"], version);
        assert!(is_signed(&told, &["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]));
    }
    house.set(&arn, "RawMessageDelivery", "true").await.unwrap();
    house.publish(&topic, "as it is").await.unwrap();
    let arrived = endpoint.arrived().await;
    assert_eq!((&*arrived.body, &*arrived.headers["x-amz-sns-rawdelivery"]), ("as it is", "true"));
}

#[tokio::test]
async fn an_endpoint_that_is_left_may_come_back() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let mut endpoint = Endpoint::new(&[]).await;
    let arn = house.endpoint(&topic, &mut endpoint, &[]).await;
    house.unsubscribe(&arn).await.unwrap();
    // recorded: sns/test_sns.json, test_subscribe_external_http_endpoint_lambda_url_sig_validation
    let arrived = endpoint.arrived().await;
    assert_eq!(arrived.headers["x-amz-sns-message-type"], "UnsubscribeConfirmation");
    assert_eq!(arrived.headers["x-amz-sns-subscription-arn"], arn);
    let told = arrived.json();
    assert_eq!(
        told["Message"],
        format!(
            "You have chosen to deactivate subscription {arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message."
        )
    );
    assert!(is_signed(&told, &QUESTION));
    assert!(house.attributes(&arn).await.is_err());
    house.publish(&topic, "for nobody").await.unwrap();
    assert_eq!(house.follow(told["SubscribeURL"].as_str().unwrap()).await.status(), 200);
    house.publish(&topic, "again").await.unwrap();
    assert_eq!(endpoint.arrived().await.json()["Message"], "again");
}

#[tokio::test]
async fn a_failing_endpoint_is_tried_again_by_the_policy() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let mut endpoint = Endpoint::new(&[200, 500, 429, 503]).await;
    let policy = r#"{"healthyRetryPolicy":{"minDelayTarget":10,"maxDelayTarget":30,"numRetries":3,"backoffFunction":"linear"}}"#;
    house.endpoint(&topic, &mut endpoint, &[("DeliveryPolicy", policy)]).await;
    house.publish(&topic, "patience").await.unwrap();
    let first = endpoint.arrived().await;
    house.settled().await;
    // Linear from 10 to 30 in three steps: 16.7, 23.3 and 30 seconds.
    for (early, rest) in [(16, 1), (22, 1), (29, 1)] {
        house.clock.advance(Duration::from_secs(early)).await;
        assert!(endpoint.arrivals.try_recv().is_err(), "too early");
        house.clock.advance(Duration::from_secs(rest)).await;
        house.settled().await;
        let again = endpoint.arrivals.try_recv().unwrap();
        assert_eq!(again.body, first.body);
    }
    house.clock.advance(Duration::from_hours(1)).await;
    assert!(endpoint.arrivals.try_recv().is_err(), "it was taken");
    assert!(house.clock.pending(10).is_empty());
}

#[tokio::test]
async fn what_an_endpoint_never_takes_goes_to_the_dead_letter_queue() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let dead = house.queue("dead").await;
    let redrive = format!(r#"{{"deadLetterTargetArn":"{dead}"}}"#);
    // Refused for good; and out of retries.
    for answers in [&[200, 404][..], &[200, 500, 500, 500, 500]] {
        let mut endpoint = Endpoint::new(answers).await;
        let arn = house.endpoint(&topic, &mut endpoint, &[("RedrivePolicy", &redrive)]).await;
        house.publish(&topic, "lost").await.unwrap();
        for _ in 1..answers.len() {
            endpoint.arrived().await;
            house.settled().await;
            house.clock.advance(Duration::from_secs(20)).await;
        }
        house.settled().await;
        let bodies = house.bodies(&dead).await;
        assert_eq!(bodies.len(), 1, "{answers:?}");
        assert!(bodies[0].contains("\"Message\" : \"lost\""));
        house.unsubscribe(&arn).await.unwrap();
        endpoint.arrived().await;
        house.settled().await;
    }
}

#[tokio::test]
async fn what_waits_is_delivered_after_a_restart() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut endpoint = Endpoint::at(listener, &[200, 500]);
    house.endpoint(&topic, &mut endpoint, &[]).await;
    house.publish(&topic, "kept").await.unwrap();
    endpoint.arrived().await;
    house.settled().await;
    // The program dies; another one opens what it kept.
    let again = House::open(house.store.clone(), clock::Clock::frozen_at(house.clock.now()));
    again.sns.resume(&again.door);
    again.clock.advance(Duration::from_secs(20)).await;
    again.settled().await;
    assert_eq!(endpoint.arrivals.try_recv().unwrap().json()["Message"], "kept", "{address}");
    assert!(again.clock.pending(10).is_empty());
}

#[tokio::test]
async fn an_endpoint_gets_no_more_a_second_than_it_wants() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let mut endpoint = Endpoint::new(&[]).await;
    house
        .endpoint(
            &topic,
            &mut endpoint,
            &[("DeliveryPolicy", r#"{"throttlePolicy":{"maxReceivesPerSecond":2}}"#)],
        )
        .await;
    house.settled().await;
    house.clock.advance(Duration::from_secs(10)).await;
    for i in 0..5 {
        house.publish(&topic, &i.to_string()).await.unwrap();
    }
    house.settled().await;
    let mut seen = 0;
    for expected in [1, 2, 3, 4, 5] {
        while endpoint.arrivals.try_recv().is_ok() {
            seen += 1;
        }
        assert_eq!(seen, expected);
        house.clock.advance(Duration::from_millis(500)).await;
        house.settled().await;
    }
}

#[tokio::test]
async fn an_endpoint_that_cannot_be_trusted_is_tried_again() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    // It speaks no TLS; nor does anybody know the one that would.
    let mut endpoint = Endpoint::new(&[]).await;
    let url = endpoint.url.replace("http://", "https://");
    house.subscribe(&topic, "https", &url, &[]).await.unwrap();
    house.settled().await;
    let waits = house.clock.pending(10);
    assert_eq!(waits.len(), 1);
    assert_eq!(waits[0].deadline, house.clock.now() + Duration::from_secs(20));
    assert!(endpoint.arrivals.try_recv().is_err());
}
