//! The sandbox's side of the start: what runs in its first process, within its namespaces, before the program.
//!
//! We exec ourselves rather than let libcontainer, whose `execvp` runs a file of a foreign format as a shell script.
//! What goes wrong here is told over a pipe that the exec closes: nothing said is all well.

use super::confine::Confinement;
use crate::{
    exit::StartFailure,
    sandbox::{Sandbox, Signal},
};
use libcontainer::{
    oci_spec::runtime::Spec,
    workload::{Executor, ExecutorError, ExecutorSetEnvsError, ExecutorValidationError},
};
use nix::{
    errno::Errno,
    sys::{
        prctl::set_pdeathsig,
        signal::{SigSet, Signal as Named, kill},
        signalfd::SignalFd,
        wait::{WaitPidFlag, WaitStatus, waitpid},
    },
    unistd::{Pid, chdir, execve},
};
use rustix::fs::{Access, access};
use std::{
    collections::HashMap,
    convert::Infallible,
    ffi::CString,
    fs,
    io::{BufRead, ErrorKind, Write},
    os::{fd::OwnedFd, unix::process::CommandExt},
    path::{Path, PathBuf},
    process::Command,
    rc::Rc,
};

/// What runc ends with when the exec itself fails.
const EXEC_FAILED: i32 = 1;

/// The program to run, and how to tell that it does not.
#[derive(Clone)]
pub(super) struct Program(Rc<Inner>);

struct Inner {
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    directory: PathBuf,
    init_process: bool,
    foreign: bool,
    confinement: Confinement,
    report: OwnedFd,
}

impl Program {
    pub(super) fn new(
        environment: Vec<(String, String)>,
        confinement: Confinement,
        sandbox: &Sandbox,
        report: OwnedFd,
    ) -> Self {
        let directory = &sandbox.working_directory;
        Self(Rc::new(Inner {
            arguments: sandbox.arguments.clone(),
            environment,
            directory: if directory.is_empty() { PathBuf::from("/") } else { directory.into() },
            init_process: sandbox.init_process,
            foreign: sandbox.foreign,
            confinement,
            report,
        }))
    }
}

/// Reads what the program's side told: a failure, or nothing.
pub(super) fn read_report(report: &mut impl BufRead) -> Option<StartFailure> {
    let mut line = String::new();
    report.read_line(&mut line).ok()?;
    serde_json::from_str(&line).ok()
}

impl Executor for Program {
    /// Runs in the sandbox as its user: what can be told before the program counts as started.
    fn validate(&self, _: &Spec) -> Result<(), ExecutorValidationError> {
        let checked = self.0.enter().and_then(|()| self.0.find());
        checked.map(drop).map_err(|failure| {
            self.0.tell(&failure);
            ExecutorValidationError::ArgValidationError(failure.to_string())
        })
    }

    fn setup_envs(&self, _: HashMap<String, String>) -> Result<(), ExecutorSetEnvsError> {
        // The exec is given the environment; this process keeps its own.
        Ok(())
    }

    fn exec(&self, _: &Spec) -> Result<(), ExecutorError> {
        let Err(failure) = self.0.run();
        if failure.is_late() {
            // As runc: the last words of the sandbox are in its own output.
            let _ = writeln!(std::io::stderr(), "{failure}");
        }
        self.0.tell(&failure);
        std::process::exit(EXEC_FAILED);
    }
}

impl Inner {
    fn tell(&self, failure: &StartFailure) {
        let mut line = serde_json::to_vec(failure).unwrap_or_default();
        line.push(b'\n');
        // The supervisor is our parent; where it is gone, so are we.
        let _ = rustix::io::write(&self.report, &line);
    }

    fn enter(&self) -> Result<(), StartFailure> {
        chdir(&self.directory).map_err(|error| StartFailure::WorkingDirectory {
            path: self.directory.display().to_string(),
            problem: error.desc().to_lowercase(),
        })
    }

    /// The file of the command, as a shell would find it.
    fn find(&self) -> Result<PathBuf, StartFailure> {
        let command = self.arguments.first().filter(|c| !c.is_empty()).ok_or(StartFailure::NoCommand)?;
        let missing = || StartFailure::NoSuchCommand { command: command.clone() };
        if command.contains('/') {
            return match runnable(Path::new(command)) {
                Ok(true) => Ok(command.into()),
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                    Err(missing())
                }
                _ => Err(StartFailure::PermissionDenied { command: command.clone() }),
            };
        }
        let path =
            self.environment.iter().rev().find(|(name, _)| name == "PATH").map_or("", |(_, value)| value);
        let mut candidates = path.split(':').map(|folder| Path::new(folder).join(command));
        candidates.find(|file| file.is_absolute() && runnable(file).unwrap_or(false)).ok_or_else(missing)
    }

    fn run(&self) -> Result<Infallible, StartFailure> {
        let file = self.find()?;
        if self.foreign {
            return Err(failure(&file, Errno::ENOEXEC));
        }
        self.confinement.enter()?;
        // Should the supervisor be killed. A program that changes its user escapes this, but not its cgroup's end.
        set_pdeathsig(Named::SIGKILL).map_err(StartFailure::other)?;
        if self.init_process {
            return self.run_below_init(&file);
        }
        sigpipe::reset();
        SigSet::empty().thread_set_mask().map_err(StartFailure::other)?;
        let arguments = self.arguments.iter().map(|a| text(a)).collect::<Result<Vec<_>, _>>()?;
        let environment = self.environment.iter().map(|(name, value)| text(&format!("{name}={value}")));
        let environment = environment.collect::<Result<Vec<_>, _>>()?;
        let path = text(&file.to_string_lossy())?;
        execve(&path, &arguments, &environment).map_err(|error| failure(&file, error))
    }

    /// We stay as process 1: pass signals on to the program and reap whatever is left to us.
    fn run_below_init(&self, file: &Path) -> Result<Infallible, StartFailure> {
        // The program inherits the mask. Nobody sends a signal before we have said that all is well.
        SigSet::empty().thread_set_mask().map_err(StartFailure::other)?;
        let mut command = Command::new(file);
        let arguments = self.arguments.split_first().map(|(first, rest)| command.arg0(first).args(rest));
        arguments.ok_or(StartFailure::NoCommand)?;
        command.env_clear().envs(self.environment.iter().map(|(name, value)| (name, value)));
        let child = command.spawn().map_err(|error| {
            failure(file, error.raw_os_error().map_or(Errno::UnknownErrno, Errno::from_raw))
        })?;
        let child = Pid::from_raw(child.id() as i32);
        let signals = SigSet::all();
        signals.thread_block().map_err(StartFailure::other)?;
        let signals = SignalFd::new(&signals).map_err(StartFailure::other)?;
        // No exec closes the pipe here: an empty line says that all is well.
        let _ = rustix::io::write(&self.report, b"\n");
        loop {
            while let Ok(status) = waitpid(Pid::from_raw(-1), Some(WaitPidFlag::WNOHANG)) {
                match code(status) {
                    Some((pid, code)) if pid == child => std::process::exit(code),
                    Some(_) => {}
                    None => break,
                }
            }
            if let Ok(Some(signal)) = signals.read_signal()
                && signal.ssi_signo != Named::SIGCHLD as u32
            {
                send(child, Signal(signal.ssi_signo as i32));
            }
        }
    }
}

/// Sends a signal to a process that may be gone.
pub(super) fn send(pid: Pid, signal: Signal) {
    if let Ok(signal) = Named::try_from(signal.0) {
        let _ = kill(pid, signal);
    }
}

/// Who ended, and with which code: 128 and the signal's number where one ended it.
pub(super) fn code(status: WaitStatus) -> Option<(Pid, i32)> {
    match status {
        WaitStatus::Exited(pid, code) => Some((pid, code)),
        WaitStatus::Signaled(pid, signal, _) => Some((pid, 128 + signal as i32)),
        _ => None,
    }
}

fn runnable(file: &Path) -> std::io::Result<bool> {
    Ok(fs::metadata(file)?.is_file() && access(file, Access::EXEC_OK).is_ok())
}

fn failure(file: &Path, error: Errno) -> StartFailure {
    let command = file.display().to_string();
    match error {
        Errno::ENOEXEC => StartFailure::ExecFormat { command },
        Errno::ENOENT => StartFailure::NoInterpreter { command },
        Errno::EACCES => StartFailure::PermissionDenied { command },
        error => StartFailure::other(format!("exec {command}: {}", error.desc().to_lowercase())),
    }
}

fn text(text: &str) -> Result<CString, StartFailure> {
    CString::new(text).map_err(|_| StartFailure::other("an argument or a variable contains a zero byte"))
}
