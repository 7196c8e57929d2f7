//! The supervisor's loop: what the sandbox writes, how it ends, what the server asks, and deadlines.

use super::{
    exec::{Execs, Template},
    program::{code, send},
};
use crate::{
    control::{Answer, Plan, Request},
    exit::StartFailure,
    log::{Stream, Writer},
    place::Place,
    sandbox::Signal,
};
use clock::Stopwatch;
use nix::{
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::{
        signal::{SigSet, Signal as Named},
        signalfd::{SfdFlags, SignalFd},
        wait::{WaitPidFlag, waitpid},
    },
    unistd::{Pid, chdir},
};
use std::{
    fs::File,
    io::{ErrorKind, Read, Write},
    os::{
        fd::{AsFd, OwnedFd},
        unix::net::{UnixListener, UnixStream},
    },
    time::Duration,
};

/// How long the pipes may stay open after the program's end: nothing of it is left that could write.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// Bytes read from a pipe at once: as many as one holds.
const AT_ONCE: usize = 64 << 10;
/// Servers that may be connected at once. There is one; another may be asking whether we are there.
const CLIENTS: usize = 8;
/// The longest request.
const LONGEST_REQUEST: usize = 64 << 10;

/// How the program ended.
pub(super) struct Ended {
    pub(super) code: i32,
    pub(super) stopped: bool,
    pub(super) forced: bool,
    pub(super) failed: Option<StartFailure>,
}

/// All that is watched.
pub(super) struct Watch<'a> {
    place: &'a Place,
    plan: &'a Plan,
    execs: Execs,
    pid: Pid,
    log: Writer,
    pipes: [Option<(Stream, File)>; 2],
    signals: SignalFd,
    listener: UnixListener,
    clients: Vec<Client>,
    code: Option<i32>,
    /// When, counted from the watch's start, it is killed, or nothing more is waited for.
    deadline: Option<(Stopwatch, Duration)>,
    stopped: bool,
    forced: bool,
    pub(super) failed: Option<StartFailure>,
    buffer: Vec<u8>,
}

struct Client {
    socket: UnixStream,
    received: Vec<u8>,
    /// What the socket did not take yet.
    unsent: Vec<u8>,
}

impl Client {
    /// Sends what is unsent, as far as it goes; whether the server is still there.
    fn flush(&mut self) -> bool {
        while !self.unsent.is_empty() {
            match self.socket.write(&self.unsent) {
                Ok(sent) => drop(self.unsent.drain(..sent)),
                Err(error) => return matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted),
            }
        }
        true
    }
}

impl<'a> Watch<'a> {
    pub(super) fn new(
        (place, plan, template): (&'a Place, &'a Plan, Template),
        pid: Pid,
        log: Writer,
        (output, error): (OwnedFd, OwnedFd),
        mask: &SigSet,
    ) -> Result<Self, StartFailure> {
        // By its short name, since a socket's path holds no more than 107 bytes.
        let bind = || {
            chdir(&place.run)?;
            let listener = UnixListener::bind("ctl")?;
            listener.set_nonblocking(true)?;
            chdir("/")?;
            Ok::<_, std::io::Error>(listener)
        };
        let flags = SfdFlags::SFD_CLOEXEC | SfdFlags::SFD_NONBLOCK;
        Ok(Self {
            place,
            plan,
            execs: Execs::new(template),
            pid,
            log,
            pipes: [Some((Stream::Output, output.into())), Some((Stream::Error, error.into()))],
            signals: SignalFd::with_flags(mask, flags).map_err(StartFailure::other)?,
            listener: bind().map_err(StartFailure::other)?,
            clients: Vec::new(),
            code: None,
            deadline: None,
            stopped: false,
            forced: false,
            failed: None,
            buffer: vec![0; AT_ONCE],
        })
    }

    /// Watches until the program is over and its last output taken.
    pub(super) fn run(mut self) -> Ended {
        // It may have ended before the signals were watched.
        self.reap();
        loop {
            if let Some(code) = self.code
                && (self.pipes.iter().all(Option::is_none) || self.remaining() == Some(Duration::ZERO))
            {
                // Where the disk is full there is nothing more to be kept.
                let _ = self.log.finish();
                return Ended { code, stopped: self.stopped, forced: self.forced, failed: self.failed };
            }
            if self.code.is_none() && self.remaining() == Some(Duration::ZERO) {
                self.kill();
            }
            self.execs.end_late();
            self.wait();
        }
    }

    fn wait(&mut self) {
        // A full log makes the sandbox wait in its `write`; once it is over, its last words are taken all the same.
        let is_full = self.log.is_full() && self.code.is_none();
        let mut watched: Vec<(Watched, PollFd<'_>)> = vec![
            (Watched::Signals, PollFd::new(self.signals.as_fd(), PollFlags::POLLIN)),
            (Watched::Listener, PollFd::new(self.listener.as_fd(), PollFlags::POLLIN)),
        ];
        for (number, pipe) in self.pipes.iter().enumerate() {
            if let Some((_, file)) = pipe
                && !is_full
            {
                watched.push((Watched::Pipe(number), PollFd::new(file.as_fd(), PollFlags::POLLIN)));
            }
        }
        for (number, client) in self.clients.iter().enumerate() {
            let mut wanted = PollFlags::POLLIN;
            wanted.set(PollFlags::POLLOUT, !client.unsent.is_empty());
            watched.push((Watched::Client(number), PollFd::new(client.socket.as_fd(), wanted)));
        }
        let timeout = match [self.remaining(), self.execs.remaining()].into_iter().flatten().min() {
            // Rounded up, or the last millisecond would be spent asking.
            Some(rest) => PollTimeout::try_from(rest + Duration::from_millis(1)).unwrap_or(PollTimeout::MAX),
            None => PollTimeout::NONE,
        };
        let (what, mut descriptors): (Vec<_>, Vec<_>) = watched.into_iter().unzip();
        if poll(&mut descriptors, timeout).is_err() {
            return;
        }
        let ready: Vec<_> = what
            .into_iter()
            .zip(&descriptors)
            .filter(|(_, d)| d.any() == Some(true))
            .map(|(w, _)| w)
            .collect();
        drop(descriptors);
        // Clients last and from behind, since taking one away moves those after it.
        for what in ready.into_iter().rev() {
            match what {
                Watched::Signals => self.take_signals(),
                Watched::Listener => self.accept(),
                Watched::Pipe(number) => self.take_output(number),
                Watched::Client(number) => self.take_requests(number),
            }
        }
    }

    fn remaining(&self) -> Option<Duration> {
        self.deadline.map(|(since, after)| after.saturating_sub(since.elapsed()))
    }

    fn take_signals(&mut self) {
        while let Ok(Some(signal)) = self.signals.read_signal() {
            if signal.ssi_signo == Named::SIGTERM as u32 {
                // Whoever asks the supervisor itself to end wants the sandbox gone.
                self.stopped = true;
                self.kill();
            }
        }
        self.reap();
    }

    fn reap(&mut self) {
        while let Ok(status) = waitpid(Pid::from_raw(-1), Some(WaitPidFlag::WNOHANG)) {
            match code(status) {
                Some((pid, code)) if pid == self.pid => {
                    self.code = Some(code);
                    self.deadline = Some((Stopwatch::start(), LAST_WORDS));
                }
                Some((pid, code)) => {
                    if let Some(answer) = self.execs.ended(pid, code) {
                        self.answer(&answer);
                    }
                }
                None => break,
            }
        }
    }

    fn take_output(&mut self, number: usize) {
        let Some(slot) = self.pipes.get_mut(number) else { return };
        let Some((stream, file)) = slot else { return };
        match file.read(&mut self.buffer) {
            Ok(0) => *slot = None,
            Ok(length) => {
                let stream = *stream;
                let bytes = self.buffer.get(..length).unwrap_or_default();
                if self.log.append(stream, bytes).is_err() {
                    // A full disk: the output is lost, the sandbox is not.
                    return;
                }
                self.clients.retain_mut(|client| {
                    // A server with so many words unread will look anyway.
                    if client.unsent.is_empty() {
                        client.unsent.push(b'\n');
                    }
                    client.flush()
                });
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => *slot = None,
        }
    }

    fn accept(&mut self) {
        while let Ok((mut socket, _)) = self.listener.accept() {
            let is_ready = socket.set_nonblocking(true).is_ok();
            // What was written between its connecting and now, it was not told of.
            if self.clients.len() < CLIENTS && is_ready && socket.write_all(b"\n").is_ok() {
                self.clients.push(Client { socket, received: Vec::new(), unsent: Vec::new() });
            }
        }
    }

    fn take_requests(&mut self, number: usize) {
        let Some(client) = self.clients.get_mut(number) else { return };
        let is_there = client.flush();
        let read = client.socket.read(&mut self.buffer);
        let mut gone = match read {
            Ok(0) => true,
            Ok(length) => {
                client.received.extend_from_slice(self.buffer.get(..length).unwrap_or_default());
                client.received.len() > LONGEST_REQUEST
            }
            Err(error) => !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted),
        };
        let mut requests = Vec::new();
        while let Some(end) = client.received.iter().position(|byte| *byte == b'\n') {
            let line: Vec<_> = client.received.drain(..=end).collect();
            match serde_json::from_slice(&line) {
                Ok(request) => requests.push(request),
                Err(_) => gone = true,
            }
        }
        if gone || !is_there {
            self.clients.remove(number);
        }
        for request in requests {
            self.obey(request);
        }
    }

    fn obey(&mut self, request: Request) {
        match request {
            Request::Acknowledged(position) => self.log.acknowledge(position),
            Request::Signal(number) if self.code.is_none() => send(self.pid, Signal(number)),
            Request::Stop { patience } if self.code.is_none() && !self.stopped => {
                self.stopped = true;
                self.deadline = Some((Stopwatch::start(), Duration::from_millis(patience)));
                send(self.pid, self.plan.sandbox.stop_signal.unwrap_or(Signal::TERM));
            }
            Request::Exec { number, arguments, patience } if self.code.is_none() => {
                let patience = Duration::from_millis(patience);
                let told = self.execs.start((self.place, self.plan), number, arguments, patience);
                if let Some(answer) = told {
                    self.answer(&answer);
                }
            }
            // It is over, or it was asked before.
            Request::Signal(_) | Request::Stop { .. } | Request::Exec { .. } => {}
        }
    }

    /// Tells whoever is connected: who did not ask knows no such number.
    fn answer(&mut self, answer: &Answer) {
        let Ok(line) = serde_json::to_vec(answer) else { return };
        self.clients.retain_mut(|client| {
            client.unsent.extend_from_slice(&line);
            client.unsent.push(b'\n');
            client.flush()
        });
    }

    fn kill(&mut self) {
        if self.code.is_none() {
            self.forced = true;
            self.deadline = None;
            send(self.pid, Signal::KILL);
        }
    }
}

enum Watched {
    Signals,
    Listener,
    Pipe(usize),
    Client(usize),
}
