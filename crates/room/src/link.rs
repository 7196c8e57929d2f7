//! The server's end of the connection to a supervisor.
//!
//! One task a sandbox holds it. Its end is the supervisor's end, be it orderly or not: then the supervisor's lock is
//! awaited, and how the sandbox ended is read from the disk, or found out ([`crate::loss`]).

use crate::{
    control::Request,
    error::{Error, io},
    exit::Exit,
    loss::is_locked,
    place::Place,
};
use std::{os::unix::net::UnixStream as StdStream, thread, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UnixStream,
    sync::{mpsc, watch},
};

/// Requests that may wait to be sent; who asks more waits.
const REQUESTS: usize = 16;

/// What is known of a sandbox.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    /// How it ended, once it has, or why that cannot be known.
    pub(crate) exit: Option<Result<Exit, Error>>,
}

/// A connection to a supervisor, or what it left.
pub(crate) struct Link {
    state: watch::Receiver<State>,
    requests: Option<mpsc::Sender<Vec<u8>>>,
}

impl Link {
    /// Connects to the supervisor of a place. `over` tells, once its lock is free, how the sandbox ended.
    pub(crate) async fn connect<F>(place: &Place, over: F) -> Result<Self, Error>
    where
        F: FnOnce() -> Result<Exit, Error> + Send + 'static,
    {
        let waited = place.clone();
        let socket = blocking(move || reach(&waited)).await?;
        let (tell, state) = watch::channel(State::default());
        let (requests, asked) = mpsc::channel(REQUESTS);
        tokio::spawn(async move {
            if let Some(socket) = socket {
                hold(socket, asked, &tell).await;
            }
            let exit = blocking(over).await;
            tell.send_modify(|state| state.exit = Some(exit));
        });
        Ok(Self { state, requests: Some(requests) })
    }

    /// A sandbox that is over.
    pub(crate) fn over(exit: Exit) -> Self {
        let (_, state) = watch::channel(State { exit: Some(Ok(exit)) });
        Self { state, requests: None }
    }

    /// Asks the supervisor. One that is gone needs no asking.
    pub(crate) async fn ask(&self, request: &Request) {
        if let (Some(requests), Ok(mut line)) = (&self.requests, serde_json::to_vec(request)) {
            line.push(b'\n');
            let _ = requests.send(line).await;
        }
    }

    pub(crate) fn watch(&self) -> watch::Receiver<State> {
        self.state.clone()
    }

    pub(crate) fn exit(&self) -> Option<Exit> {
        self.state.borrow().exit.clone()?.ok()
    }

    /// Waits for the sandbox's end.
    pub(crate) async fn wait(&self, id: &str) -> Result<Exit, Error> {
        let mut state = self.state.clone();
        let over = state.wait_for(|state| state.exit.is_some()).await;
        match over.ok().and_then(|state| state.exit.clone()) {
            Some(exit) => exit,
            // The runtime is shutting down.
            None => Err(Error::NotRunning { id: id.to_owned() }),
        }
    }
}

/// Passes words on until the supervisor is gone.
async fn hold(socket: StdStream, mut asked: mpsc::Receiver<Vec<u8>>, tell: &watch::Sender<State>) {
    let socket = socket.set_nonblocking(true).and_then(|()| UnixStream::from_std(socket));
    let Ok(mut socket) = socket else { return };
    let mut words = vec![0; 4096];
    loop {
        tokio::select! {
            read = socket.read(&mut words) => match read {
                Ok(0) | Err(_) => return,
                // Whatever was said, there is something to look at.
                Ok(_) => tell.send_modify(|_| ()),
            },
            Some(line) = asked.recv() => if socket.write_all(&line).await.is_err() { return },
        }
    }
}

/// The supervisor's socket; none once it is gone. One that has just begun is waited for.
fn reach(place: &Place) -> Result<Option<StdStream>, Error> {
    loop {
        if let Ok(socket) = StdStream::connect(place.control()) {
            return Ok(Some(socket));
        }
        if place.exit().exists() || !is_locked(place)? {
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// Runs on a thread that may wait.
pub(crate) async fn blocking<T, F>(work: F) -> Result<T, Error>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Error> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(io(|| "work beside the runtime".into())(std::io::Error::other(error))),
    }
}
