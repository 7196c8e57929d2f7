//! The socket that takes connections, and the end of serving.

use crate::connection;
use crate::flow::Site;
use crate::guard::Guard;
use crate::own::{About, ClockKept};
use crate::tls::Authority;
use bytes::Bytes;
use clock::Clock;
use door::{Door, Via};
use futures_util::future::{BoxFuture, join_all};
use http::{Request, Response};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};

/// What a client may use up. All patience is host time.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a request's body.
    pub body: usize,
    /// Bytes of a body that flows through and is never held.
    pub flow: u64,
    /// Bytes of a request's line and headers.
    pub head: usize,
    /// Headers of a request.
    pub headers: usize,
    /// Bytes of all bodies together that are in memory.
    pub bodies: usize,
    /// Connections at a time; more wait in the operating system's queue.
    pub connections: usize,
    /// For the handshake of TLS.
    pub handshake_patience: Duration,
    /// From a connection's start, or the last answer, to the end of the next request's head: also how long an idle
    /// connection is kept. Longer than the 60 s that SDKs keep theirs.
    pub head_patience: Duration,
    /// For a request's body; where it flows, for its next piece.
    pub body_patience: Duration,
    /// For a client to take the next bytes of its answer.
    pub write_patience: Duration,
    /// For the calls that still run when the server stops.
    pub stop_patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // The largest that AWS takes in one message: a layer's part of 20 MiB in base64.
            body: 32 << 20,
            flow: 64 << 30,
            head: 64 << 10,
            headers: 100,
            bodies: 256 << 20,
            connections: 10_000,
            handshake_patience: Duration::from_secs(10),
            head_patience: Duration::from_secs(75),
            body_patience: Duration::from_mins(2),
            write_patience: Duration::from_mins(1),
            stop_patience: Duration::from_secs(3),
        }
    }
}

/// An answer that a service gives outside of its API, such as a certificate to fetch; `None` passes the request on.
pub type Page = Arc<dyn Fn(Request<Bytes>) -> BoxFuture<'static, Option<Response<Bytes>>> + Send + Sync>;

/// What is behind the transport.
pub struct House {
    /// The door.
    pub door: Arc<Door>,
    /// The clock that the door asks.
    pub clock: Clock,
    /// Signs the certificates of TLS connections.
    pub authority: Arc<Authority>,
    /// Pages of services with the prefix of their paths.
    pub pages: Vec<(&'static str, Page)>,
    /// Protocols of services' own, whose bodies flow.
    pub sites: Vec<Site>,
    /// What answers at the metadata addresses of VPCs, where nothing else does.
    pub metadata: Vec<Site>,
}

/// How to serve.
pub struct Options {
    /// What a client may use up.
    pub limits: Limits,
    /// Which hosts and origins are welcome.
    pub guard: Guard,
    /// What the server tells of itself.
    pub about: About,
    /// Keeps a steered clock over a restart.
    pub clock_kept: Option<ClockKept>,
}

/// A server that is bound to its address.
pub struct Server {
    listeners: Vec<TcpListener>,
    state: Arc<State>,
    stopping: watch::Receiver<bool>,
    /// Sockets that are opened while it serves, and the way to hand them over.
    openings: mpsc::UnboundedReceiver<Opening>,
    opener: Opener,
}

/// A socket that was opened elsewhere: in a network namespace.
pub struct Opening {
    /// It listens and does not block.
    pub listener: std::net::TcpListener,
    /// What it is.
    pub via: Via,
    /// Closed by its sender's end: then the socket is.
    pub until: watch::Receiver<()>,
}

/// Hands sockets to a server that may already serve.
#[derive(Clone)]
pub struct Opener(mpsc::UnboundedSender<Opening>);

impl Opener {
    /// Serves a socket until it is to be closed. After the server's end nobody does.
    pub fn open(&self, opening: Opening) {
        // A server that has ended has no use for it.
        let _ = self.0.send(opening);
    }
}

/// Ends a server.
#[derive(Clone)]
pub struct Stopper(watch::Sender<bool>);

impl Stopper {
    /// Takes no more connections, ends the idle ones and lets running calls finish for a while.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// What every connection shares.
pub(crate) struct State {
    pub(crate) house: House,
    pub(crate) options: Options,
    pub(crate) stopper: Stopper,
    /// Room for bodies, in KiB.
    pub(crate) bodies: Arc<Semaphore>,
    pub(crate) open: Arc<Semaphore>,
    pub(crate) requests: AtomicU64,
}

impl Server {
    /// Binds to addresses. Nothing is answered before [`Server::run`].
    pub async fn bind(addresses: &[SocketAddr], house: House, options: Options) -> std::io::Result<Self> {
        let mut listeners = Vec::new();
        for address in addresses {
            listeners.push(TcpListener::bind(address).await?);
        }
        let (stop, stopping) = watch::channel(false);
        let (opener, openings) = mpsc::unbounded_channel();
        let state = State {
            bodies: Arc::new(Semaphore::new(options.limits.bodies / 1024)),
            open: Arc::new(Semaphore::new(options.limits.connections)),
            requests: AtomicU64::new(0),
            stopper: Stopper(stop),
            house,
            options,
        };
        Ok(Self { listeners, state: Arc::new(state), stopping, openings, opener: Opener(opener) })
    }

    /// Where it listens, in the order of the addresses given.
    pub fn local_addresses(&self) -> std::io::Result<Vec<SocketAddr>> {
        self.listeners.iter().map(TcpListener::local_addr).collect()
    }

    /// The handle that ends it.
    pub fn stopper(&self) -> Stopper {
        self.state.stopper.clone()
    }

    /// The way to give it more sockets.
    pub fn opener(&self) -> Opener {
        self.opener.clone()
    }

    /// Serves until it is stopped, then waits for the calls that still run, but not for long.
    pub async fn run(self) {
        // Every connection holds a sender: when the last is gone, nothing is served any more.
        let (alive, mut gone) = mpsc::channel::<()>(1);
        let accepting = self.listeners.into_iter().map(|listener| {
            accept(listener, Via::Public, self.state.clone(), self.stopping.clone(), alive.clone())
        });
        let opening = opening(self.openings, self.state.clone(), self.stopping.clone(), alive.clone());
        tokio::join!(join_all(accepting), opening);
        drop(alive);
        let patience = self.state.options.limits.stop_patience;
        let waited = self.state.house.clock.host_timeout(patience, gone.recv()).await;
        if waited.is_err() {
            let open = self.state.options.limits.connections - self.state.open.available_permits();
            door::log(&format!("{open} connections were still busy and are cut off"));
        }
    }
}

/// Serves sockets that are opened meanwhile, until the server is to stop.
async fn opening(
    mut openings: mpsc::UnboundedReceiver<Opening>,
    state: Arc<State>,
    mut stopping: watch::Receiver<bool>,
    alive: mpsc::Sender<()>,
) {
    loop {
        let Opening { listener, via, mut until } = tokio::select! {
            Some(opening) = openings.recv() => opening,
            () = stopped(&mut stopping) => return,
        };
        let listener = match TcpListener::from_std(listener) {
            Ok(listener) => listener,
            Err(error) => {
                door::log(&format!("a socket in a VPC cannot be served: {error}"));
                continue;
            }
        };
        let accepting = accept(listener, via, state.clone(), stopping.clone(), alive.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = accepting => {}
                // Nothing is ever sent: the end of the sender is what is awaited.
                _ = until.changed() => {}
            }
        });
    }
}

/// Takes connections until the server is to stop.
async fn accept(
    listener: TcpListener,
    via: Via,
    state: Arc<State>,
    mut stopping: watch::Receiver<bool>,
    alive: mpsc::Sender<()>,
) {
    loop {
        let accepted = tokio::select! {
            accepted = next(&listener, &state) => accepted,
            () = stopped(&mut stopping) => return,
        };
        let (permit, stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                rest_after(&error, &state.house.clock).await;
                continue;
            }
        };
        let (state, stopping, alive, via) = (state.clone(), stopping.clone(), alive.clone(), via.clone());
        tokio::spawn(async move {
            serve(stream, peer, via, state, stopping).await;
            drop((permit, alive));
        });
    }
}

/// The next connection for which there is room.
async fn next(
    listener: &TcpListener,
    state: &State,
) -> std::io::Result<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let permit = state.open.clone().acquire_owned().await.map_err(std::io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((permit, stream, peer))
}

/// Out of file descriptors or the like: the next try at once would only burn the processor.
async fn rest_after(error: &std::io::Error, clock: &Clock) {
    // A client that left before it was accepted is no reason to rest.
    if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) {
        return;
    }
    door::log(&format!("a connection cannot be accepted: {error}"));
    // The end of the pause is what was asked for.
    let _ = clock.host_timeout(Duration::from_millis(50), std::future::pending::<()>()).await;
}

async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    via: Via,
    state: Arc<State>,
    stopping: watch::Receiver<bool>,
) {
    // Answers are small and whole: waiting for more bytes would only delay them. Without it, it is merely slower.
    let _ = stream.set_nodelay(true);
    // What a connection needs is on the heap only once it has sent something.
    let mut until = stopping.clone();
    let opened = tokio::select! {
        opened = connection::open(stream, &state) => opened,
        () = stopped(&mut until) => None,
    };
    if let Some(opened) = opened {
        Box::pin(connection::run(opened, peer, via, state, stopping)).await;
    }
}

/// Returns when the server is to stop.
pub(crate) async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // A sender that is gone is a server that is gone.
    let _ = stopping.wait_for(|stop| *stop).await;
}
