//! Further programs in a sandbox that runs: what a health check is.

use super::{
    confine::Confinement,
    program::{Program, read_report, send},
};
use crate::{
    control::{Answer, Plan},
    exit::StartFailure,
    place::{self, Place},
    sandbox::{Sandbox, Signal},
};
use clock::Stopwatch;
use libcontainer::{container::builder::ContainerBuilder, syscall::syscall::SyscallType};
use nix::unistd::Pid;
use serde_json::{Value, json};
use std::{fs::File, io::BufReader, time::Duration};

/// Programs that may run beside the sandbox's own at once.
const SIDE_BY_SIDE: usize = 16;

/// What every further program shares with the sandbox's own.
pub(super) struct Template {
    /// The specification's process.
    pub(super) process: Value,
    pub(super) environment: Vec<(String, String)>,
    pub(super) confinement: Confinement,
}

/// A further program that runs.
struct Further {
    number: u64,
    pid: Pid,
    since: Stopwatch,
    patience: Duration,
    timed_out: bool,
}

/// The further programs of a sandbox.
pub(super) struct Execs {
    template: Template,
    running: Vec<Further>,
}

impl Execs {
    pub(super) fn new(template: Template) -> Self {
        Self { template, running: Vec::new() }
    }

    /// Starts one; an answer where that is all there is to say.
    pub(super) fn start(
        &mut self,
        (place, plan): (&Place, &Plan),
        number: u64,
        arguments: Vec<String>,
        patience: Duration,
    ) -> Option<Answer> {
        let failed = |failure| Some(Answer { number, code: None, timed_out: false, failed: Some(failure) });
        if self.running.len() >= SIDE_BY_SIDE {
            return failed(StartFailure::other("too many programs run in the sandbox at once"));
        }
        match self.try_start(place, plan, arguments) {
            Ok(pid) => {
                let since = Stopwatch::start();
                self.running.push(Further { number, pid, since, patience, timed_out: false });
                None
            }
            Err(failure) => failed(failure),
        }
    }

    fn try_start(&self, place: &Place, plan: &Plan, arguments: Vec<String>) -> Result<Pid, StartFailure> {
        let mut process = self.template.process.clone();
        process["args"] = json!(arguments);
        let path = place.run.join("process.json");
        place::write_json(&path, &process, false).map_err(StartFailure::other)?;
        let sandbox = Sandbox { arguments, init_process: false, ..plan.sandbox.clone() };
        let Template { environment, confinement, .. } = &self.template;
        let (environment, confinement) = (environment.clone(), confinement.clone());
        let (report, report_end) = super::pipe()?;
        let program = Program::new(environment, confinement, &sandbox, report_end);
        let nothing = || {
            let opened = File::options().read(true).write(true).open("/dev/null");
            opened.map_err(StartFailure::other)
        };
        let built = ContainerBuilder::new(sandbox.id.clone(), SyscallType::default())
            .with_root_path(place.oci())
            .map_err(StartFailure::other)?
            .with_executor(program)
            .with_stdout(nothing()?)
            .with_stderr(nothing()?)
            .as_tenant()
            .with_process(Some(&path))
            .with_detach(true)
            .build();
        let told = read_report(&mut BufReader::new(File::from(report)));
        match (told, built) {
            (Some(failure), _) => Err(failure),
            (None, Ok(pid)) => Ok(Pid::from_raw(pid.as_raw())),
            (None, Err(error)) => Err(super::spec::failure(&sandbox, &error)),
        }
    }

    /// A process ended; what to answer where it is one of these.
    pub(super) fn ended(&mut self, pid: Pid, code: i32) -> Option<Answer> {
        let at = self.running.iter().position(|one| one.pid == pid)?;
        let one = self.running.swap_remove(at);
        Some(Answer { number: one.number, code: Some(code), timed_out: one.timed_out, failed: None })
    }

    /// Time until the next has to end.
    pub(super) fn remaining(&self) -> Option<Duration> {
        let waiting = self.running.iter().filter(|one| !one.timed_out);
        waiting.map(|one| one.patience.saturating_sub(one.since.elapsed())).min()
    }

    /// Kills those whose time is over.
    pub(super) fn end_late(&mut self) {
        for one in self.running.iter_mut().filter(|one| !one.timed_out && one.since.elapsed() >= one.patience)
        {
            one.timed_out = true;
            send(one.pid, Signal::KILL);
        }
    }
}
