//! One connection: what it speaks, and its requests one by one (HTTP/1.1) or side by side (HTTP/2).

use crate::answer;
use crate::listener::{State, stopped};
use crate::sniff::{self, Io, Patience, Rewound};
use hyper::service::service_fn;
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

/// Serves a connection to its end.
pub(crate) async fn run(
    opened: Opened,
    peer: SocketAddr,
    state: Arc<State>,
    mut stopping: watch::Receiver<bool>,
) {
    let limits = state.options.limits.clone();
    let secure = opened.secure;
    let service = service_fn(move |request| {
        let state = state.clone();
        async move { Ok::<_, Infallible>(answer::answer(&state, request, peer.ip(), secure).await) }
    });
    let io = TokioIo::new(opened.io);
    // What goes wrong here is the client's doing (a reset, a broken head) and was answered where it could be.
    if opened.http2 {
        let mut builder = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
        builder
            .timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS)
            .max_header_list_size(u32::try_from(limits.head).unwrap_or(u32::MAX))
            .keep_alive_interval(PING_EVERY)
            .keep_alive_timeout(PING_PATIENCE);
        let mut connection = pin!(builder.serve_connection(io, service));
        tokio::select! {
            _ = &mut connection => return,
            () = stopped(&mut stopping) => {}
        }
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    } else {
        let mut builder = hyper::server::conn::http1::Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head_patience)
            .max_buf_size(limits.head)
            .max_headers(limits.headers);
        let mut connection = pin!(builder.serve_connection(io, service));
        tokio::select! {
            _ = &mut connection => return,
            () = stopped(&mut stopping) => {}
        }
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }
}
