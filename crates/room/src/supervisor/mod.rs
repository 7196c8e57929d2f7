//! The supervisor: one small process per sandbox, the same binary, branched off before anything else of it runs.
//!
//! It exists so that the server may die. It is the parent of the sandbox's first process, holds its output's pipes,
//! enforces its stop, and leaves its end on the disk. Its protocol, in this order:
//!
//! 1. Take `lock`, or leave without a trace: a second supervisor writes nothing.
//! 2. Enter a mount namespace of its own and mount the root there: whoever kills it leaves no mount.
//! 3. Let libcontainer make the sandbox, whose first process becomes *our* child, and let go of every mount that is not
//!    ours: a namespace's file that is deleted elsewhere would live on in our copy.
//! 4. Tell who runs (`running.json`, then a word to the server) and watch ([`watch`]).
//! 5. When the program is over and its output read: remove the cgroup, what was written, and **last** write
//!    `exit.json`. Who finds the lock free and no `exit.json` knows that the supervisor was killed.
//!
//! There is one thread and no runtime: what is forked here goes on as it is.

mod confine;
mod exec;
mod inside;
mod install;
mod program;
mod root;
mod spec;
mod user;
mod watch;

use crate::{
    cgroup::Trees,
    control::{Plan, RunningRecord, STARTED},
    error::Error,
    exit::{Exit, StartFailure},
    log::Writer,
    place::{self, Place},
};
use clock::Clock;
use libcontainer::{container::builder::ContainerBuilder, syscall::syscall::SyscallType};
use nix::{
    errno::Errno,
    fcntl::OFlag,
    sys::{
        signal::{SigSet, Signal},
        wait::waitpid,
    },
    unistd::{Pid, pipe2, setsid},
};
use program::Program;
use std::{
    fs::{self, File},
    io::{BufReader, Write},
    os::fd::OwnedFd,
    path::Path,
    process::ExitCode,
};
use watch::{Ended, Watch};

/// Supervises the sandbox whose plan lies in `run`: `maquette supervise DIR`. Returns when the sandbox is over.
///
/// To be called before any thread is started. Says `started` on its standard output once the program runs.
pub fn supervise(run: &Path) -> ExitCode {
    // A leader of a session already is one.
    let _ = setsid();
    nix::sys::stat::umask(nix::sys::stat::Mode::from_bits_truncate(0o022));
    match try_supervise(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is nobody to tell but whoever started us by hand.
            let _ = writeln!(std::io::stderr(), "maquette supervise: {error}");
            ExitCode::FAILURE
        }
    }
}

fn try_supervise(run: &Path) -> Result<(), Error> {
    let bytes = fs::read(run.join("plan"))
        .map_err(crate::error::io(|| format!("read the plan in {}", run.display())))?;
    let plan: Plan = postcard::from_bytes(&bytes)
        .map_err(|error| Error::Damaged { path: run.join("plan"), what: error.to_string() })?;
    let place = Place { run: run.to_owned(), data: plan.data.clone() };
    let lock = File::create(place.lock())
        .map_err(crate::error::io(|| format!("make {}", place.lock().display())))?;
    if lock.try_lock().is_err() || place.exit().exists() {
        return Err(Error::Exists { id: plan.sandbox.id });
    }
    let clock = Clock::real();
    let trees = Trees::of_host()?;
    let exit = match begin(&place, &plan, &clock) {
        Ok((watch, running)) => {
            let ended = watch.run();
            // The count lies in the sandbox's own cgroup and goes with it.
            let oom_kills = trees.oom_kills(&plan.cgroup);
            over(&place, &plan, &trees)?;
            let Ended { code, stopped, forced, failed } = ended;
            Exit {
                code: Some(code),
                oom_kills,
                stopped,
                forced,
                started: Some(running.started),
                ended: clock.now(),
                failed,
                lost: None,
            }
        }
        Err(failure) => {
            over(&place, &plan, &trees)?;
            Exit {
                code: None,
                oom_kills: 0,
                stopped: false,
                forced: false,
                started: None,
                ended: clock.now(),
                failed: Some(failure),
                lost: None,
            }
        }
    };
    place::write_json(&place.exit(), &exit, true)
}

/// Steps 2 to 4.
fn begin<'a>(
    place: &'a Place,
    plan: &'a Plan,
    clock: &Clock,
) -> Result<(Watch<'a>, RunningRecord), StartFailure> {
    let sandbox = &plan.sandbox;
    root::own_mount_namespace().map_err(|e| StartFailure::mount("/", e))?;
    let inside = root::mount(place, sandbox)?;
    let made = spec::make(place, plan, &inside)?;
    let written = place::write_json(&place.run.join("config.json"), &made.spec, false);
    written.map_err(StartFailure::other)?;

    // What becomes of the program is ours to see from its first moment.
    let mut mask = SigSet::empty();
    mask.add(Signal::SIGCHLD);
    mask.add(Signal::SIGTERM);
    mask.thread_block().map_err(StartFailure::other)?;
    let (output, output_end) = pipe()?;
    let (error, error_end) = pipe()?;
    let (report, report_end) = pipe()?;
    let program = Program::new(made.environment.clone(), made.confinement.clone(), sandbox, report_end);
    let container = ContainerBuilder::new(sandbox.id.clone(), SyscallType::default())
        .with_root_path(place.oci())
        .map_err(StartFailure::other)?
        .with_executor(program)
        .with_stdout(output_end)
        .with_stderr(error_end)
        .as_init(&place.run)
        .with_systemd(false)
        .with_detach(true)
        .build();
    let mut report = BufReader::new(File::from(report));
    let mut container = match container {
        Ok(container) => container,
        // What the program's own side found is more to the point than what libcontainer made of it.
        Err(error) => {
            let told = program::read_report(&mut report);
            return Err(told.unwrap_or_else(|| spec::failure(sandbox, &error)));
        }
    };
    root::let_go().map_err(|e| StartFailure::mount("/", e))?;
    let pid = container.pid().ok_or_else(|| StartFailure::other("the sandbox has no process"))?;
    let log = Writer::create(&place.log(), sandbox.log, clock.clone()).map_err(StartFailure::other)?;
    let template = exec::Template {
        process: made.spec["process"].clone(),
        environment: made.environment,
        confinement: made.confinement,
    };
    let pid = Pid::from_raw(pid.as_raw());
    let mut watch = Watch::new((place, plan, template), pid, log, (output, error), &mask)?;
    let running = RunningRecord { pid: pid.as_raw(), started: clock.now(), unenforced: made.unenforced };
    place::write_json(&place.running(), &running, false).map_err(StartFailure::other)?;
    container.start().map_err(StartFailure::other)?;
    watch.failed = program::read_report(&mut report);
    // The server may be gone, which is no reason not to run.
    let _ = writeln!(std::io::stdout(), "{STARTED}");
    Ok((watch, running))
}

/// Leaves nothing of the sandbox but its output. Children are reaped here also where the start failed halfway.
fn over(place: &Place, plan: &Plan, trees: &Trees) -> Result<(), Error> {
    trees.destroy(&plan.cgroup)?;
    while matches!(waitpid(Pid::from_raw(-1), None), Ok(_) | Err(Errno::EINTR)) {}
    root::unmount(place);
    for folder in
        [place.upper(), place.work(), place.data.join("skeleton"), place.data.join("etc"), place.oci()]
    {
        place::remove_folder(&folder)?;
    }
    Ok(())
}

fn pipe() -> Result<(OwnedFd, OwnedFd), StartFailure> {
    pipe2(OFlag::O_CLOEXEC).map_err(StartFailure::other)
}
