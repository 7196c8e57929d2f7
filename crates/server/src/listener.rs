//! The socket that takes connections, and the end of serving.

use crate::connection;
use crate::guard::Guard;
use crate::own::{About, ClockKept};
use crate::tls::Authority;
use bytes::Bytes;
use clock::Clock;
use door::Door;
use futures_util::future::BoxFuture;
use http::{Request, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, watch};

/// What a client may use up. All patience is host time.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a request's body.
    pub body: usize,
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
    /// For a request's body.
    pub body_patience: Duration,
    /// For the calls that still run when the server stops.
    pub stop_patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 16 << 20,
            head: 64 << 10,
            headers: 100,
            bodies: 256 << 20,
            connections: 10_000,
            handshake_patience: Duration::from_secs(10),
            head_patience: Duration::from_secs(75),
            body_patience: Duration::from_mins(2),
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
    listener: TcpListener,
    state: Arc<State>,
    stopping: watch::Receiver<bool>,
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
    /// Binds to an address. Nothing is answered before [`Server::run`].
    pub async fn bind(address: SocketAddr, house: House, options: Options) -> std::io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let (stop, stopping) = watch::channel(false);
        let state = State {
            bodies: Arc::new(Semaphore::new(options.limits.bodies / 1024)),
            open: Arc::new(Semaphore::new(options.limits.connections)),
            requests: AtomicU64::new(0),
            stopper: Stopper(stop),
            house,
            options,
        };
        Ok(Self { listener, state: Arc::new(state), stopping })
    }

    /// Where it listens.
    pub fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// The handle that ends it.
    pub fn stopper(&self) -> Stopper {
        self.state.stopper.clone()
    }

    /// Serves until it is stopped, then waits for the calls that still run, but not for long.
    pub async fn run(mut self) {
        // Every connection holds a sender: when the last is gone, nothing is served any more.
        let (alive, mut gone) = mpsc::channel::<()>(1);
        loop {
            let permit = tokio::select! {
                permit = self.state.open.clone().acquire_owned() => permit,
                () = stopped(&mut self.stopping) => break,
            };
            // The semaphore is never closed.
            let Ok(permit) = permit else { break };
            let stream = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = stopped(&mut self.stopping) => break,
            };
            let (stream, peer) = match stream {
                Ok(accepted) => accepted,
                Err(error) => {
                    self.rest_after(&error).await;
                    continue;
                }
            };
            let (state, stopping, alive) = (self.state.clone(), self.stopping.clone(), alive.clone());
            tokio::spawn(async move {
                serve(stream, peer, state, stopping).await;
                drop((permit, alive));
            });
        }
        drop((self.listener, alive));
        let patience = self.state.options.limits.stop_patience;
        let waited = self.state.house.clock.host_timeout(patience, gone.recv()).await;
        if waited.is_err() {
            let open = self.state.options.limits.connections - self.state.open.available_permits();
            door::log(&format!("{open} connections were still busy and are cut off"));
        }
    }

    /// Out of file descriptors or the like: the next try at once would only burn the processor.
    async fn rest_after(&self, error: &std::io::Error) {
        // A client that left before it was accepted is no reason to rest.
        if matches!(error.kind(), std::io::ErrorKind::ConnectionAborted | std::io::ErrorKind::ConnectionReset)
        {
            return;
        }
        door::log(&format!("a connection cannot be accepted: {error}"));
        let pause = std::future::pending::<()>();
        // The end of the pause is what was asked for.
        let _ = self.state.house.clock.host_timeout(Duration::from_millis(50), pause).await;
    }
}

async fn serve(stream: TcpStream, peer: SocketAddr, state: Arc<State>, stopping: watch::Receiver<bool>) {
    // Answers are small and whole: waiting for more bytes would only delay them. Without it, it is merely slower.
    let _ = stream.set_nodelay(true);
    // What a connection needs is on the heap only once it has sent something.
    let mut until = stopping.clone();
    let opened = tokio::select! {
        opened = connection::open(stream, &state) => opened,
        () = stopped(&mut until) => None,
    };
    if let Some(opened) = opened {
        Box::pin(connection::run(opened, peer, state, stopping)).await;
    }
}

/// Returns when the server is to stop.
pub(crate) async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // A sender that is gone is a server that is gone.
    let _ = stopping.wait_for(|stop| *stop).await;
}
