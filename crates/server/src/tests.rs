//! The transport over real sockets on loopback. No test sleeps: short patience comes from the configuration.

use crate::{About, Authority, Flow, Guard, House, Limits, Options, Page, Server, Site, Stopper};
use bytes::Bytes;
use clock::Clock;
use door::{Builder, Track};
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;

/// A server that runs, with a page that answers what it was sent and one that panics.
struct Running {
    address: SocketAddr,
    certificate: String,
    clock: Clock,
    stopper: Stopper,
    done: JoinHandle<()>,
}

async fn serve(limits: Limits) -> Running {
    let clock = Clock::real();
    let authority = Arc::new(Authority::ephemeral(Guard::default(), &[]).unwrap());
    let certificate = authority.certificate().to_owned();
    let echo: Page = Arc::new(|request| Box::pin(async { Some(Response::new(request.into_body())) }));
    let panics: Page = Arc::new(|_| Box::pin(async { panic!("as the test wants it") }));
    let hangs: Page = Arc::new(|_| Box::pin(std::future::pending()));
    let house = House {
        door: Builder::new(clock.clone(), Track::in_memory()).build(),
        clock: clock.clone(),
        authority,
        pages: vec![("/echo", echo), ("/panics", panics), ("/hangs", hangs)],
        sites: vec![mirror()],
        metadata: Vec::new(),
    };
    let about =
        About { version: "1", account: "000000000000", data: None, durability: "memory", cannot: Vec::new() };
    let options = Options { limits, guard: Guard::default(), about, clock_kept: None };
    let server = Server::bind(&["127.0.0.1:0".parse().unwrap()], house, options).await.unwrap();
    let (address, stopper) = (server.local_addresses().unwrap()[0], server.stopper());
    Running { address, certificate, clock, stopper, done: tokio::spawn(server.run()) }
}

/// A protocol of its own that gives back what it is sent, piece by piece.
fn mirror() -> Site {
    Site {
        takes: |parts| parts.uri.path().starts_with("/mirror"),
        answer: Arc::new(|request: Request<Flow>, _| {
            Box::pin(async {
                let mut body = request.into_body();
                let mut pieces = Vec::new();
                while let Some(frame) = body.frame().await {
                    match frame {
                        Ok(frame) => pieces.push(frame),
                        Err(error) => {
                            let text = Bytes::from(error.code().to_owned());
                            let flow = Full::new(text).map_err(|never| match never {});
                            let mut refused = Response::new(Flow::new(flow));
                            *refused.status_mut() = error.http_status().try_into().unwrap();
                            return refused;
                        }
                    }
                }
                let pieces = futures_util::stream::iter(pieces.into_iter().map(Ok));
                Response::new(Flow::new(http_body_util::StreamBody::new(pieces)))
            })
        }),
    }
}

#[tokio::test]
async fn what_flows_is_bounded_in_size_and_in_time() {
    let limits = Limits { body: 2, flow: 4, body_patience: short(), ..Limits::default() };
    let server = serve(limits).await;
    let check = |answer: String, begins: &str, ends: &str| {
        assert!(answer.starts_with(begins) && answer.ends_with(ends), "{answer}");
    };
    // More than a held body may have, and no more than one that flows.
    check(server.talk(post("/mirror", "four")).await, "HTTP/1.1 200", "four\r\n0\r\n\r\n");
    check(server.talk(post("/mirror", "fives")).await, "HTTP/1.1 413", "RequestEntityTooLargeException");
    let late = "POST /mirror HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 4\r\n\r\nfo";
    check(server.talk(late).await, "HTTP/1.1 408", "RequestTimeoutException");
    let other = post("/mirror", "four").replace("localhost", "evil.example.com");
    check(server.talk(other).await, "HTTP/1.1 403", "");
}

fn short() -> Duration {
    Duration::from_millis(30)
}

impl Running {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends bytes and reads to the end of the connection.
    async fn talk(&self, bytes: impl AsRef<[u8]>) -> String {
        talk(self.connect().await, bytes).await
    }

    async fn tls(&self, name: &str, alpn: &[&[u8]]) -> tokio_rustls::client::TlsStream<TcpStream> {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(der(&self.certificate)).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider);
        let config = config.with_safe_default_protocol_versions().unwrap();
        let mut config = config.with_root_certificates(roots).with_no_client_auth();
        config.alpn_protocols = alpn.iter().map(|name| name.to_vec()).collect();
        let name = name.to_owned().try_into().unwrap();
        TlsConnector::from(Arc::new(config)).connect(name, self.connect().await).await.unwrap()
    }
}

/// An answer to its end. What was cut off by a reset counts as far as it came.
async fn talk(mut stream: impl crate::sniff::Io, bytes: impl AsRef<[u8]>) -> String {
    // A server that has answered and gone does not take the rest.
    let _ = stream.write_all(bytes.as_ref()).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

fn der(pem: &str) -> rustls::pki_types::CertificateDer<'static> {
    use rustls::pki_types::pem::PemObject;
    rustls::pki_types::CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()
}

fn post(path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

const HEALTH: &str = "GET /_localstack/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn answers_in_plain_http_and_over_tls_on_one_port() {
    let server = serve(Limits::default()).await;
    let plain = server.talk(HEALTH).await;
    assert!(plain.starts_with("HTTP/1.1 200 OK\r\n") && plain.contains(r#""edition":"maquette""#), "{plain}");
    for name in [
        "localhost",
        "127.0.0.1",
        "localhost.localstack.cloud",
        "sqs.us-east-1.localhost.localstack.cloud",
        "sts.amazonaws.com",
        "sqs.eu-west-1.amazonaws.com",
    ] {
        let stream = server.tls(name, &[]).await;
        let answer = talk(stream, HEALTH).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{name}: {answer}");
    }
}

#[tokio::test]
async fn speaks_http2_by_prior_knowledge_and_by_negotiation() {
    async fn check(stream: impl crate::sniff::Io + 'static) {
        let builder = hyper::client::conn::http2::Builder::new(TokioExecutor::new());
        let (mut sender, connection) =
            builder.handshake::<_, Full<Bytes>>(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let request = |text: &'static str| {
            Request::post("http://localhost/echo")
                .body(Full::new(Bytes::from_static(text.as_bytes())))
                .unwrap()
        };
        let (one, two) =
            tokio::join!(sender.clone().send_request(request("one")), sender.send_request(request("two")));
        for (answer, expected) in [(one.unwrap(), "one"), (two.unwrap(), "two")] {
            assert_eq!(answer.version(), http::Version::HTTP_2);
            assert_eq!(answer.into_body().collect().await.unwrap().to_bytes(), expected);
        }
    }
    let server = serve(Limits::default()).await;
    check(server.connect().await).await;
    check(server.tls("localhost", &[b"h2", b"http/1.1"]).await).await;
}

#[tokio::test]
async fn an_unknown_name_gets_the_usual_certificate() {
    let server = serve(Limits::default()).await;
    let mut roots = rustls::RootCertStore::empty();
    roots.add(der(&server.certificate)).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider);
    let config = config.with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let name = "bank.example.com".try_into().unwrap();
    let error = TlsConnector::from(Arc::new(config)).connect(name, server.connect().await).await;
    assert!(format!("{error:?}").contains("NotValidForName"), "{error:?}");
}

#[tokio::test]
async fn refuses_what_is_not_http() {
    let server = serve(Limits { head: 8 << 10, handshake_patience: short(), ..Limits::default() }).await;
    let long = format!("GET / HTTP/1.1\r\nhost: localhost\r\nx: {}\r\n\r\n", "a".repeat(16 << 10));
    let many = format!("GET / HTTP/1.1\r\nhost: localhost\r\n{}\r\n", "x: y\r\n".repeat(200));
    for (sent, status) in [
        ("NONSENSE\r\n\r\n", "HTTP/1.1 400"),
        ("GET / HTTP/1.1\r\nbad header\r\n\r\n", "HTTP/1.1 400"),
        ("GET / HTTP/1.1\r\ncontent-length: x\r\n\r\n", "HTTP/1.1 400"),
        ("GET / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n", "HTTP/1.1 400"),
        (&long, "HTTP/1.1 431"),
        (&many, "HTTP/1.1 431"),
    ] {
        let answer = server.talk(sent).await;
        assert!(answer.starts_with(status), "{:?}: {answer:?}", &sent[..sent.len().min(60)]);
    }
    // Neither HTTP nor TLS, and a handshake that is none.
    assert_eq!(server.talk([0x16, 3, 1, 0, 1, 0]).await, "");
    let after = server.talk(HEALTH).await;
    assert!(after.starts_with("HTTP/1.1 200 OK"), "{after}");
}

#[tokio::test]
async fn cuts_off_slow_clients() {
    let limits = Limits {
        head_patience: short(),
        body_patience: short(),
        handshake_patience: short(),
        ..Limits::default()
    };
    let server = serve(limits).await;
    for (sent, answer) in [
        // Nothing, half a preface, half a head, half a handshake: silence, then the end.
        (&b""[..], ""),
        (b"PRI * HT", ""),
        (b"GET / HTTP/1.1\r\nhost: loc", ""),
        (&[0x16, 3, 1, 0, 200], ""),
        (
            b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nhalf",
            "HTTP/1.1 408 Request Timeout\r\n",
        ),
    ] {
        let got = server.talk(sent).await;
        assert!(got.starts_with(answer) && (got.is_empty() || !answer.is_empty()), "{sent:?}: {got:?}");
    }
}

#[tokio::test]
async fn bounds_bodies() {
    let server = serve(Limits { body: 1000, bodies: 4096, ..Limits::default() }).await;
    let fits = server.talk(post("/echo", &"a".repeat(1000))).await;
    assert!(fits.starts_with("HTTP/1.1 200 OK") && fits.ends_with(&"a".repeat(1000)), "{fits}");
    // The size that is announced, and the size that is sent in chunks.
    let announced =
        "POST / HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\ncontent-length: 1001\r\n\r\n";
    let chunk = format!("258\r\n{}\r\n", "a".repeat(600));
    let chunked = format!(
        "POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n{chunk}{chunk}0\r\n\r\n"
    );
    for sent in [announced, &chunked] {
        let answer = server.talk(sent).await;
        assert!(answer.starts_with("HTTP/1.1 413 Payload Too Large"), "{answer}");
        assert!(answer.contains("<Code>RequestEntityTooLargeException</Code>"), "{answer}");
    }
    let json =
        "POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: AmazonSQS.X\r\ncontent-length: 2000\r\n\r\n";
    let answer = server.talk(json).await;
    assert!(
        answer.contains(r#"{"__type":"com.amazon.coral.service#RequestEntityTooLargeException""#),
        "{answer}"
    );
    // More bodies than fit at a time wait for one another, and none is lost.
    let body = post("/echo", &"b".repeat(900));
    let all = (0..40).map(|_| server.talk(body.clone()));
    for answer in futures_util::future::join_all(all).await {
        assert!(answer.ends_with(&"b".repeat(900)), "{answer}");
    }
}

#[tokio::test]
async fn continues_when_asked_to() {
    let server = serve(Limits::default()).await;
    let sent = "POST /echo HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\nhi";
    let answer = server.talk(sent).await;
    assert!(
        answer.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n") && answer.ends_with("hi"),
        "{answer}"
    );
}

#[tokio::test]
async fn refuses_compressed_bodies() {
    let server = serve(Limits::default()).await;
    let sent = "POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\nhi";
    let answer = server.talk(sent).await;
    assert!(answer.starts_with("HTTP/1.1 501") && answer.contains("Content-Encoding gzip"), "{answer}");
}

#[tokio::test]
async fn a_panic_is_one_500() {
    let server = serve(Limits::default()).await;
    let sent = "GET /panics HTTP/1.1\r\nhost: localhost\r\n\r\n".to_owned() + &post("/echo", "still here");
    let answer = server.talk(sent).await;
    assert!(answer.starts_with("HTTP/1.1 500 Internal Server Error"), "{answer}");
    assert!(
        answer.contains("<Code>InternalFailure</Code>") && answer.contains("x-amzn-requestid"),
        "{answer}"
    );
    assert!(answer.ends_with("still here"), "the same connection goes on: {answer}");
}

#[tokio::test]
async fn holds_two_thousand_idle_connections() {
    let server = serve(Limits::default()).await;
    let mut idle = Vec::new();
    for i in 0..2_000 {
        let mut stream = server.connect().await;
        // Half of them have been served once and are kept.
        if i % 2 == 0 {
            stream
                .write_all(b"GET /_localstack/init/ready HTTP/1.1\r\nhost: localhost\r\n\r\n")
                .await
                .unwrap();
            assert_eq!(stream.read_u8().await.unwrap(), b'H');
        }
        idle.push(stream);
    }
    let status = server.talk(HEALTH.replace("/_localstack/health", "/_maquette/status")).await;
    assert!(status.starts_with("HTTP/1.1 200 OK"), "{status}");
    let open = status.split(r#""connections":"#).nth(1).and_then(|rest| rest.split(',').next());
    // The listener itself may hold a place for the next one.
    assert!(open.is_some_and(|n| (2_001..=2_002).contains(&n.parse().unwrap_or(0))), "{status}");
    drop(idle);
}

#[tokio::test]
async fn more_connections_than_allowed_wait() {
    let server = serve(Limits { connections: 1, ..Limits::default() }).await;
    let mut first = server.connect().await;
    first.write_all(b"GET /_localstack/health HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    assert_eq!(first.read_u8().await.unwrap(), b'H');
    let mut second = server.connect().await;
    second.write_all(HEALTH.as_bytes()).await.unwrap();
    let answer = server.clock.host_timeout(short(), second.read_u8()).await;
    assert!(answer.is_err(), "it was served beside the first");
    drop(first);
    assert_eq!(second.read_u8().await.unwrap(), b'H');
}

#[tokio::test]
async fn cuts_off_clients_that_do_not_take_their_answers() {
    let server = serve(Limits { connections: 1, write_patience: short(), ..Limits::default() }).await;
    let mut greedy = server.connect().await;
    let ask = format!("POST /echo HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n", 8 << 20);
    greedy.write_all(ask.as_bytes()).await.unwrap();
    greedy.write_all(&vec![b'a'; 8 << 20]).await.unwrap();
    // There is room for one only: the next is served when the first was cut off.
    let answer = server.talk(HEALTH).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    drop(greedy);
}

#[tokio::test]
async fn stops_in_order() {
    let server = serve(Limits { stop_patience: short(), ..Limits::default() }).await;
    let mut idle = server.connect().await;
    idle.write_all(b"GET /_localstack/health HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    assert_eq!(idle.read_u8().await.unwrap(), b'H');
    let mut busy = server.connect().await;
    busy.write_all(b"GET /hangs HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let stop = server.talk(post("/_maquette/stop", "")).await;
    assert!(stop.ends_with(r#"{"stopping":true}"#), "{stop}");
    // The idle connection ends, and the busy one does not hold the server up for ever.
    let mut rest = Vec::new();
    idle.read_to_end(&mut rest).await.unwrap();
    server.done.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
    drop((busy, server.stopper));
}

#[tokio::test]
async fn pages_are_let_in_by_their_origin() {
    let server = serve(Limits::default()).await;
    let ask = |method: &str, origin: &str| {
        format!(
            "{method} /echo HTTP/1.1\r\nhost: localhost:4566\r\nconnection: close\r\norigin: {origin}\r\n\
             access-control-request-method: POST\r\naccess-control-request-headers: x-amz-target\r\ncontent-length: 0\r\n\r\n"
        )
    };
    let local = "http://localhost:3000";
    for (method, origin, status, header) in [
        ("OPTIONS", local, "204", "access-control-allow-headers: x-amz-target\r\n"),
        ("OPTIONS", local, "204", "access-control-allow-origin: http://localhost:3000\r\n"),
        ("POST", local, "200", "access-control-allow-origin: http://localhost:3000\r\n"),
        ("OPTIONS", "https://evil.example", "403", ""),
        ("POST", "https://evil.example", "403", ""),
    ] {
        let answer = server.talk(ask(method, origin)).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{method} {origin}: {answer}");
        let allowed = answer.contains("access-control-allow-");
        assert!(answer.contains(header) && allowed != header.is_empty(), "{method} {origin}: {answer}");
    }
}

#[tokio::test]
async fn steers_the_clock() {
    let server = serve(Limits::default()).await;
    let frozen = server.talk(post("/_maquette/clock/freeze", "")).await;
    assert!(frozen.contains(r#""mode":"frozen""#), "{frozen}");
    let before = server.clock.now();
    for (body, status) in [
        (r#"{"by": 86400}"#, "200"),
        (r#"{"by": -1}"#, "400"),
        (r#"{"by": 1e300}"#, "400"),
        (r#"{"to": "2000-01-01T00:00:00Z"}"#, "400"),
        (r#"{"to": "tomorrow"}"#, "400"),
        (r#"{"times": 1}"#, "400"),
        ("", "400"),
    ] {
        let answer = server.talk(post("/_maquette/clock/advance", body)).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{body}: {answer}");
    }
    assert_eq!(server.clock.now().since(before), Duration::from_hours(24));
}

#[tokio::test]
async fn health_is_what_tools_expect() {
    let server = serve(Limits::default()).await;
    for (sent, start, part) in [
        ("HEAD /_localstack/health", "HTTP/1.1 200", ""),
        ("GET /_localstack/init", "HTTP/1.1 200", r#""READY":true"#),
        ("GET /_localstack/init/ready", "HTTP/1.1 200", r#""completed":true"#),
        ("GET /_localstack/init/none", "HTTP/1.1 404", "boot, start, ready"),
        ("GET /_localstack/none", "HTTP/1.1 404", "no endpoint"),
        ("GET /_maquette/track?denied=true", "HTTP/1.1 200", r#"{"records":[]}"#),
        ("GET /_maquette/track?denied=perhaps", "HTTP/1.1 400", "denied"),
        ("GET /_maquette/track?size=1", "HTTP/1.1 400", "no parameter"),
        ("GET /_maquette/why", "HTTP/1.1 404", "No call was refused"),
        ("GET /_maquette/ca.pem", "HTTP/1.1 200", "BEGIN CERTIFICATE"),
    ] {
        let head = format!("{sent} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        let answer = server.talk(head).await;
        assert!(answer.starts_with(start) && answer.contains(part), "{sent}: {answer}");
    }
}

#[test]
fn an_authority_is_kept_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let first = Authority::kept(folder.path(), Guard::default(), &[]).unwrap();
    let mode = std::fs::metadata(folder.path().join("ca.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let again = Authority::kept(folder.path(), Guard::default(), &[]).unwrap();
    assert_eq!(first.certificate(), again.certificate());
    std::fs::write(folder.path().join("ca.key"), "broken").unwrap();
    let broken = Authority::kept(folder.path(), Guard::default(), &[]).err().unwrap().to_string();
    assert!(broken.contains("ca.key"), "{broken}");
}
