//! The server's end of the connection to a supervisor.
//!
//! One task a sandbox holds it. Its end is the supervisor's end, be it orderly or not: then the supervisor's lock is
//! awaited, and how the sandbox ended is read from the disk, or found out ([`crate::loss`]).

use crate::{
    control::{Answer, Request},
    error::{Error, io},
    exit::Exit,
    loss::is_locked,
    place::Place,
};
use parking_lot::Mutex;
use std::{
    collections::HashMap,
    os::unix::net::UnixStream as StdStream,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::UnixStream,
    sync::{mpsc, oneshot, watch},
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
    asked: Asked,
}

/// Who waits for which answer.
type Asked = Arc<Mutex<HashMap<u64, oneshot::Sender<Answer>>>>;

impl Link {
    /// Connects to the supervisor of a place. `over` tells, once its lock is free, how the sandbox ended.
    pub(crate) async fn connect<F>(place: &Place, over: F) -> Result<Self, Error>
    where
        F: FnOnce() -> Result<Exit, Error> + Send + 'static,
    {
        let waited = place.clone();
        let socket = blocking(move || reach(&waited)).await?;
        let (tell, state) = watch::channel(State::default());
        let (requests, to_send) = mpsc::channel(REQUESTS);
        let asked = Asked::default();
        let answered = Arc::clone(&asked);
        tokio::spawn(async move {
            if let Some(socket) = socket {
                hold(socket, to_send, &tell, &answered).await;
            }
            // Who waits for an answer hears that none comes.
            answered.lock().clear();
            let exit = blocking(over).await;
            tell.send_modify(|state| state.exit = Some(exit));
        });
        Ok(Self { state, requests: Some(requests), asked })
    }

    /// A sandbox that is over.
    pub(crate) fn over(exit: Exit) -> Self {
        let (_, state) = watch::channel(State { exit: Some(Ok(exit)) });
        Self { state, requests: None, asked: Asked::default() }
    }

    /// Asks the supervisor. One that is gone needs no asking.
    pub(crate) async fn ask(&self, request: &Request) {
        if let (Some(requests), Ok(mut line)) = (&self.requests, serde_json::to_vec(request)) {
            line.push(b'\n');
            let _ = requests.send(line).await;
        }
    }

    /// Asks for a further program and waits for its end; none where the sandbox ended before.
    pub(crate) async fn exec(&self, arguments: Vec<String>, patience: Duration) -> Option<Answer> {
        static NUMBERS: AtomicU64 = AtomicU64::new(1);
        let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
        let (tell, told) = oneshot::channel();
        self.asked.lock().insert(number, tell);
        let patience = u64::try_from(patience.as_millis()).unwrap_or(u64::MAX);
        self.ask(&Request::Exec { number, arguments, patience }).await;
        if self.state.borrow().exit.is_some() {
            self.asked.lock().remove(&number);
        }
        told.await.ok()
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
async fn hold(
    socket: StdStream,
    mut to_send: mpsc::Receiver<Vec<u8>>,
    tell: &watch::Sender<State>,
    asked: &Asked,
) {
    let socket = socket.set_nonblocking(true).and_then(|()| UnixStream::from_std(socket));
    let Ok(socket) = socket else { return };
    let (read, mut write) = socket.into_split();
    let mut lines = BufReader::new(read).lines();
    loop {
        tokio::select! {
            line = lines.next_line() => match line {
                Ok(Some(line)) if line.is_empty() => tell.send_modify(|_| ()),
                Ok(Some(line)) => {
                    let Ok(answer) = serde_json::from_str::<Answer>(&line) else { return };
                    if let Some(waiting) = asked.lock().remove(&answer.number) {
                        // Who does not wait any more need not know.
                        let _ = waiting.send(answer);
                    }
                }
                Ok(None) | Err(_) => return,
            },
            Some(line) = to_send.recv() => if write.write_all(&line).await.is_err() { return },
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
