//! `POST /_maquette/reach`: where a connection goes by what the records say, and where its packet went.
//!
//! The two are told side by side and never mixed: a prediction that the packet contradicts is a mistake of ours, and a
//! person should see it. Where this host makes no networks there is only the prediction, and the answer says so.

mod ends;

use bytes::Bytes;
use ends::Ends;
use fabric::{Fabric, From, INTERNET, Trace, Verdict};
use futures_util::future::BoxFuture;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::json;
use server::Page;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// How long the packet may be silent: what is dropped here is told at once.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    from: String,
    to: String,
    #[serde(default)]
    protocol: Protocol,
}

/// What can be asked about.
#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Protocol {
    /// Predicted and dialled
    #[default]
    Tcp,
    /// Predicted only: nobody need answer a datagram
    Udp,
}

/// What is answered.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Told {
    /// The network interface, or `internet`.
    pub(crate) from: String,
    pub(crate) to: SocketAddr,
    pub(crate) protocol: Protocol,
    #[serde(flatten)]
    pub(crate) trace: Trace,
    pub(crate) packet: Packet,
    /// Whether the packet did as was predicted; nothing where none was sent.
    pub(crate) agree: Option<bool>,
}

/// What became of the packet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fate", rename_all = "kebab-case")]
pub(crate) enum Packet {
    /// Somebody took the connection.
    Answered,
    /// It got there and back, and nobody listens at the port.
    Refused,
    /// In the words of [`fabric::Drop`].
    Dropped { reason: String, at: String },
    /// Neither an answer nor a drop.
    Silent { error: String },
    /// None was sent, for this reason.
    NotSent { why: String },
}

/// Why a question has no answer.
struct Refusal {
    status: StatusCode,
    error: String,
    next: String,
}

impl Refusal {
    fn bad(error: impl Into<String>, next: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error: error.into(), next: next.into() }
    }
    fn missing(error: impl Into<String>, next: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, ..Self::bad(error, next) }
    }
}

/// What answers: `fabric` is nothing where this host makes no networks.
pub(crate) fn page(
    ec2: &Arc<ec2::Ec2>,
    ecs: Arc<ecs::Ecs>,
    fabric: Option<Arc<Fabric>>,
) -> (&'static str, Page) {
    let survey = ec2::Ground::survey(ec2);
    let page = move |request: Request<Bytes>| -> BoxFuture<'static, Option<Response<Bytes>>> {
        let (survey, ecs, fabric) = (survey.clone(), ecs.clone(), fabric.clone());
        Box::pin(async move {
            if request.method() != Method::POST {
                return None;
            }
            let internet = match &fabric {
                Some(fabric) => fabric.internet().await,
                None => crate::outside::internet(&[]),
            };
            let ends = Ends::of(&*survey, &ecs, internet);
            Some(match answer(&ends, fabric.as_ref(), request.body()).await {
                Ok(told) => reply(StatusCode::OK, &told),
                Err(Refusal { status, error, next }) => {
                    reply(status, &json!({ "error": error, "next": next }))
                }
            })
        })
    };
    ("/_maquette/reach", Arc::new(page))
}

fn reply(status: StatusCode, value: &impl Serialize) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(serde_json::to_vec(value).unwrap_or_default()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

async fn answer(ends: &Ends<'_>, fabric: Option<&Arc<Fabric>>, body: &[u8]) -> Result<Told, Refusal> {
    let asked: Asked = serde_json::from_slice(body).map_err(|error| {
        let next = "Send {\"from\": \"eni-...\", \"to\": \"10.0.0.10:443\", \"protocol\": \"tcp\"}.";
        Refusal::bad(format!("The body asks for no way: {error}."), next)
    })?;
    let from = ends.from(&asked.from)?;
    let to = ends.to(&from, &asked.to)?;
    let number = match asked.protocol {
        Protocol::Tcp => 6,
        Protocol::Udp => 17,
    };
    let trace = fabric::trace(&ends.networks, &ends.internet, &from, to, number);
    let not_sent = |why: &str| Packet::NotSent { why: why.to_owned() };
    let packet = match (fabric, asked.protocol) {
        (None, _) => not_sent("this host makes no network namespaces for Maquette (it needs root)"),
        (Some(_), Protocol::Udp) => {
            not_sent("nobody need answer a datagram, so that silence would say nothing")
        }
        (Some(fabric), Protocol::Tcp) => {
            let stands = ends.interface_at(to.ip());
            send(fabric, &from, stands.as_deref(), to).await.map_err(|error| Refusal {
                status: StatusCode::INTERNAL_SERVER_ERROR,
                error: format!("The network cannot be laid: {error}."),
                next: "`maquette doctor` tells what this host lacks.".to_owned(),
            })?
        }
    };
    let from = match from {
        From::Interface(id) => id,
        From::Internet => INTERNET.to_owned(),
    };
    let agree = agree(&trace.verdict, &packet);
    Ok(Told { from, to, protocol: asked.protocol, trace, packet, agree })
}

/// Lays both ends and dials.
async fn send(
    fabric: &Arc<Fabric>,
    from: &From,
    stands: Option<&str>,
    to: SocketAddr,
) -> Result<Packet, fabric::Error> {
    if let Some(other) = stands {
        fabric.enter(other).await?;
    }
    let place = match from {
        From::Interface(id) => {
            fabric.enter(id).await?;
            id
        }
        From::Internet => INTERNET,
    };
    // What was changed a moment ago is packets' law before one is sent; and without a VPC the internet itself is laid.
    fabric.settle().await?;
    Ok(match fabric.dial(place, to, PATIENCE).await {
        Ok(_) => Packet::Answered,
        Err(undialled) => match undialled.drop {
            Some(drop) => Packet::Dropped { reason: drop.reason, at: drop.at },
            None if undialled.error.kind() == ErrorKind::ConnectionRefused => Packet::Refused,
            None => Packet::Silent { error: undialled.error.to_string() },
        },
    })
}

fn agree(verdict: &Verdict, packet: &Packet) -> Option<bool> {
    match (verdict, packet) {
        (_, Packet::NotSent { .. }) => None,
        (Verdict::Reachable { .. }, Packet::Answered | Packet::Refused) => Some(true),
        (Verdict::Unreachable { reason, at, .. }, Packet::Dropped { reason: seen, at: place }) => {
            Some(reason == seen && at == place)
        }
        // Without an address to speak from no packet leaves that could be dropped.
        (Verdict::Unreachable { reason, .. }, Packet::Silent { .. }) => Some(reason == "no-address"),
        _ => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_agrees() {
        let reachable = || Verdict::Reachable { seen_as: std::net::IpAddr::from([10, 0, 0, 1]) };
        let stopped = || Verdict::Unreachable {
            reason: "sg-in".to_owned(),
            at: "vpc-1".to_owned(),
            hop: 0,
            mend: String::new(),
        };
        let dropped =
            |reason: &str, at: &str| Packet::Dropped { reason: reason.to_owned(), at: at.to_owned() };
        let silent = || Packet::Silent { error: String::new() };
        for (verdict, packet, agreed) in [
            (reachable(), Packet::Answered, Some(true)),
            (reachable(), Packet::Refused, Some(true)),
            (reachable(), dropped("sg-in", "vpc-1"), Some(false)),
            (reachable(), silent(), Some(false)),
            (stopped(), Packet::Answered, Some(false)),
            (stopped(), dropped("sg-in", "vpc-1"), Some(true)),
            (stopped(), dropped("sg-in", "vpc-2"), Some(false)),
            (stopped(), dropped("sg-out", "vpc-1"), Some(false)),
            (stopped(), silent(), Some(false)),
            (stopped(), Packet::NotSent { why: String::new() }, None),
        ] {
            assert_eq!(agree(&verdict, &packet), agreed, "{verdict:?} {packet:?}");
        }
    }
}
