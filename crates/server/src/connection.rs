//! One connection: what it speaks, and its requests one by one (HTTP/1.1) or side by side (HTTP/2).

use crate::answer::{self, Answer};
use crate::listener::{State, stopped};
use crate::sniff::{self, Io, Patience, Rewound};
use door::{Entrance, Via};
use futures_util::future::BoxFuture;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

/// Requests that one HTTP/2 connection may have open.
const STREAMS: u32 = 256;
/// HTTP/2 knows no idle time of its own: a client that does not answer a ping is gone.
const PING_EVERY: Duration = Duration::from_mins(1);
const PING_PATIENCE: Duration = Duration::from_secs(20);

/// A connection that said what it speaks.
pub(crate) struct Opened {
    io: Rewound,
    http2: bool,
    secure: bool,
}

/// Waits for the first bytes; `None` when the client left or took too long.
pub(crate) async fn open(stream: TcpStream, state: &State) -> Option<Opened> {
    let limits = &state.options.limits;
    let clock = &state.house.clock;
    let mut first = [0];
    let peeked = clock.host_timeout(limits.head_patience, stream.peek(&mut first)).await.ok()?.ok()?;
    if peeked == 0 {
        return None;
    }
    let secure = first[0] == sniff::TLS_HANDSHAKE;
    let (stream, negotiated): (Box<dyn Io>, bool) = if secure {
        let acceptor = TlsAcceptor::from(state.house.authority.server_config());
        let accepted = clock.host_timeout(limits.handshake_patience, acceptor.accept(stream)).await;
        let stream = accepted.ok()?.ok()?;
        let http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
        (Box::new(stream), http2)
    } else {
        (Box::new(stream), false)
    };
    let write_patience = Patience::new(clock, limits.write_patience);
    let sniffed = clock.host_timeout(limits.head_patience, sniff::http2(stream, write_patience)).await;
    let (prior, io) = sniffed.ok()?.ok()?;
    Some(Opened { io, http2: negotiated || prior, secure })
}

/// Serves a connection to its end. Each kind is a future of its own, so that none carries the other's room.
pub(crate) async fn run(
    opened: Opened,
    peer: SocketAddr,
    via: Via,
    state: Arc<State>,
    stopping: watch::Receiver<bool>,
) {
    let io = TokioIo::new(opened.io);
    let asked = Asked { state, entrance: Entrance { peer: peer.ip(), secure: opened.secure, via } };
    // What goes wrong here is the client's doing (a reset, a broken head) and was answered where it could be.
    let _ = if opened.http2 {
        Box::pin(http2(io, asked, stopping)).await
    } else {
        Box::pin(http1(io, asked, stopping)).await
    };
}

/// What every request of a connection is asked with.
#[derive(Clone)]
struct Asked {
    state: Arc<State>,
    entrance: Entrance,
}

impl Service<Request<Incoming>> for Asked {
    type Response = Response<Answer>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    /// On the heap, since a connection keeps room for its next answer also while it is idle.
    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let Self { state, entrance } = self.clone();
        Box::pin(async move { Ok(answer::answer(&state, request, entrance).await) })
    }
}

async fn http1(io: TokioIo<Rewound>, asked: Asked, mut stopping: watch::Receiver<bool>) -> hyper::Result<()> {
    let limits = &asked.state.options.limits;
    let mut builder = hyper::server::conn::http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_patience)
        .max_buf_size(limits.head)
        .max_headers(limits.headers);
    let mut connection = pin!(builder.serve_connection(io, asked));
    tokio::select! {
        ended = &mut connection => return ended,
        () = stopped(&mut stopping) => {}
    }
    connection.as_mut().graceful_shutdown();
    connection.await
}

async fn http2(io: TokioIo<Rewound>, asked: Asked, mut stopping: watch::Receiver<bool>) -> hyper::Result<()> {
    let limits = &asked.state.options.limits;
    let mut builder = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(u32::try_from(limits.head).unwrap_or(u32::MAX))
        .keep_alive_interval(PING_EVERY)
        .keep_alive_timeout(PING_PATIENCE);
    let mut connection = pin!(builder.serve_connection(io, asked));
    tokio::select! {
        ended = &mut connection => return ended,
        () = stopped(&mut stopping) => {}
    }
    connection.as_mut().graceful_shutdown();
    connection.await
}
