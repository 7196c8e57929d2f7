//! The server's side: starting sandboxes, stopping them, and taking over those of the server before.

use crate::{
    cgroup::Trees,
    control::{Answer, Plan, Record, Request, RunningRecord, STARTED},
    error::{Error, io},
    exit::{Exit, StartFailure},
    link::{Link, blocking},
    log::{Output, Reader, acknowledged},
    loss::{boot_id, bury, is_locked},
    place::{self, Place},
    sandbox::{Sandbox, Signal},
};
use clock::{Clock, Timestamp};
use parking_lot::Mutex;
use std::{
    collections::HashMap,
    fs,
    path::{Component, Path, PathBuf},
    process::Stdio,
    sync::Arc,
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
};

/// Bytes of a Unix socket's path, less the terminating zero.
const SOCKET_PATH: usize = 107;
const LONGEST_ID: usize = 64;

/// Where sandboxes run. Clones share it.
#[derive(Clone)]
pub struct Room {
    inner: Arc<Inner>,
}

struct Inner {
    run: PathBuf,
    data: PathBuf,
    program: PathBuf,
    /// The folder of all our cgroups, below the trees' roots.
    cgroups: PathBuf,
    trees: Trees,
    clock: Clock,
    links: Mutex<HashMap<String, Arc<Link>>>,
    /// Held while a cgroup is made or pruned, so that nobody prunes what another is about to use.
    groups: Mutex<()>,
}

/// A sandbox that was started, or one of the server before. Clones share it; dropping it ends nothing.
#[derive(Clone)]
pub struct Running {
    id: String,
    place: Place,
    /// Who runs; none where it never came to that.
    record: Option<Arc<RunningRecord>>,
    link: Arc<Link>,
}

/// How a further program in a sandbox ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Executed {
    /// Its exit code, 128 and the signal's number where one killed it.
    pub code: i32,
    /// Whether it was killed since its time was over.
    pub timed_out: bool,
}

/// What the server before left behind.
pub enum Found {
    /// It runs.
    Running(Running),
    /// It has ended since, or before; its output can still be read.
    Ended(Running, Exit),
    /// Its end was not seen: what was left of it is killed. Its output can still be read.
    Lost(Running, Exit),
}

impl Room {
    /// Opens the room.
    ///
    /// `run` is a short path that a reboot empties and that only we may read, `data` one that stays; both belong to
    /// the room. `program` is the binary that answers `supervise DIR` with [`crate::supervise`]. To be called within a
    /// runtime.
    pub fn open(run: &Path, data: &Path, program: &Path) -> Result<Self, Error> {
        place::private_folder(run)?;
        place::private_folder(data)?;
        let canonical = |path: &Path| path.canonicalize().map_err(io(|| format!("find {}", path.display())));
        let (run, data, program) = (canonical(run)?, canonical(data)?, canonical(program)?);
        if run.as_os_str().len() + 1 + LONGEST_ID + "/ctl".len() > SOCKET_PATH {
            return Err(Error::invalid(format!("{} is too long for the sockets in it", run.display())));
        }
        let trees = Trees::of_host()?;
        if trees.is_empty() {
            return Err(Error::invalid("this host has no cgroups mounted at /sys/fs/cgroup"));
        }
        // One folder per installation: another's are not ours to kill.
        let name: String =
            run.to_string_lossy().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let cgroups = Path::new("maquette").join(name.trim_matches('-'));
        let inner = Inner {
            run,
            data,
            program,
            cgroups,
            trees,
            clock: Clock::real(),
            links: Mutex::default(),
            groups: Mutex::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Starts a sandbox. An error leaves nothing of it behind.
    pub async fn start(&self, sandbox: Sandbox) -> Result<Running, Error> {
        check(&sandbox)?;
        let id = sandbox.id.clone();
        let place = self.place(&id);
        let result = self.try_start(sandbox, &place).await;
        if !matches!(result, Ok(_) | Err(Error::Exists { .. })) {
            self.remove(&id).await?;
        }
        result
    }

    async fn try_start(&self, sandbox: Sandbox, place: &Place) -> Result<Running, Error> {
        let id = sandbox.id.clone();
        let cgroup = self.prepare(sandbox, place)?;
        let spawned = Command::new(&self.inner.program)
            .arg0("maquette")
            .arg("supervise")
            .arg(&place.run)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child =
            spawned.map_err(io(|| format!("start {} supervise", self.inner.program.display())))?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            let read = BufReader::new(output).read_line(&mut line).await;
            read.map_err(io(|| "hear from the supervisor".into()))?;
        }
        if line.trim() == STARTED {
            return self.join(&id, place.clone(), cgroup).await;
        }
        // It is over before it began; it says why when it is gone.
        let status = child.wait().await.map_err(io(|| "wait for the supervisor".into()))?;
        match place::read_json::<Exit>(&place.exit())? {
            Some(Exit { failed: Some(failure), .. }) => Err(failure.into()),
            _ => Err(Error::Supervisor { id, what: format!("ended early ({status})") }),
        }
    }

    /// Lays the sandbox's folders, plan and group out.
    fn prepare(&self, sandbox: Sandbox, place: &Place) -> Result<PathBuf, Error> {
        let id = sandbox.id.clone();
        if place.data.exists() || place.run.exists() {
            return Err(Error::Exists { id });
        }
        let group = match &sandbox.group {
            Some(group) => self.inner.cgroups.join(&group.name),
            None => self.inner.cgroups.clone(),
        };
        let cgroup = group.join(&id);
        place::private_folder(&place.data)?;
        place::private_folder(&place.log())?;
        let boot = boot_id()?;
        // Not brought to the disk at once, which would cost more than the start: after a power cut nothing of it runs.
        place::write_json(&place.record(), &Record { cgroup: cgroup.clone(), boot }, false)?;
        place::private_folder(&place.run)?;
        if let Some(limits) = &sandbox.group {
            let _held = self.inner.groups.lock();
            self.inner.trees.make_group(&group, limits)?;
        }
        let plan = Plan { data: place.data.clone(), cgroup: cgroup.clone(), sandbox };
        let bytes = postcard::to_stdvec(&plan).map_err(|error| Error::invalid(error.to_string()))?;
        place::write_whole(&place.plan(), &bytes, false)?;
        Ok(cgroup)
    }

    /// Connects to the supervisor of a sandbox that runs, or sees how it ended meanwhile.
    async fn join(&self, id: &str, place: Place, cgroup: PathBuf) -> Result<Running, Error> {
        let record = place::read_json(&place.running())?.map(Arc::new);
        let trees = self.inner.trees.clone();
        let clock = self.inner.clock.clone();
        let buried = place.clone();
        let over = move || bury(&buried, &cgroup, &trees, &clock);
        let link = Arc::new(Link::connect(&place, over).await?);
        self.inner.links.lock().insert(id.to_owned(), Arc::clone(&link));
        Ok(Running { id: id.to_owned(), place, record, link })
    }

    /// Takes over what the server before left: to be called once, before anything is started.
    pub async fn adopt(&self) -> Result<Vec<Found>, Error> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.inner.data).map_err(io(|| "list the sandboxes".into()))?.flatten() {
            let Some(id) = entry.file_name().to_str().map(ToOwned::to_owned) else { continue };
            let place = self.place(&id);
            let Some(record) = place::read_json::<Record>(&place.record())? else {
                // The server ended before it had said what this should be.
                self.remove(&id).await?;
                continue;
            };
            found.push(self.adopt_one(&id, place, record).await?);
        }
        Ok(found)
    }

    async fn adopt_one(&self, id: &str, place: Place, record: Record) -> Result<Found, Error> {
        let runs = !place.exit().exists() && record.boot == boot_id()? && is_locked(&place)?;
        if runs {
            let running = self.join(id, place, record.cgroup).await?;
            return Ok(match running.exit() {
                Some(exit) => over(running, exit),
                None => Found::Running(running),
            });
        }
        let (trees, clock) = (self.inner.trees.clone(), self.inner.clock.clone());
        let buried = place.clone();
        let exit = blocking(move || bury(&buried, &record.cgroup, &trees, &clock)).await?;
        let record = place::read_json(&place.running())?.map(Arc::new);
        let running = Running { id: id.to_owned(), place, record, link: Arc::new(Link::over(exit.clone())) };
        Ok(over(running, exit))
    }

    /// Asks a sandbox to end by its stop signal, kills it where it has not ended in time, and waits for its end.
    pub async fn stop(&self, id: &str, patience: Duration) -> Result<Exit, Error> {
        let link = self.link(id)?;
        link.ask(&Request::Stop { patience: patience.as_millis() as u64 }).await;
        link.wait(id).await
    }

    /// Sends a signal to a sandbox's program.
    pub async fn signal(&self, id: &str, signal: Signal) -> Result<(), Error> {
        self.link(id)?.ask(&Request::Signal(signal.0)).await;
        Ok(())
    }

    /// Runs a further program in a sandbox, as its user and in its environment, and waits for its end: a health check.
    /// It is killed after `patience`. What it writes is not kept.
    pub async fn exec(
        &self,
        id: &str,
        arguments: Vec<String>,
        patience: Duration,
    ) -> Result<Executed, Error> {
        if arguments.iter().any(|text| text.contains('\0')) {
            return Err(Error::invalid("an argument contains a zero byte"));
        }
        let answer = self.link(id)?.exec(arguments, patience).await;
        match answer {
            Some(Answer { code: Some(code), timed_out, .. }) => Ok(Executed { code, timed_out }),
            Some(Answer { failed: Some(failure), .. }) => Err(failure.into()),
            _ => Err(Error::NotRunning { id: id.to_owned() }),
        }
    }

    /// Removes what is left of a sandbox that is over: its output, its end, and its group if it was the last there.
    pub async fn remove(&self, id: &str) -> Result<(), Error> {
        let place = self.place(id);
        if is_locked(&place)? {
            return Err(Error::invalid(format!("the sandbox {id} still runs")));
        }
        self.inner.links.lock().remove(id);
        let room = self.clone();
        blocking(move || room.remove_files(&place)).await
    }

    fn remove_files(&self, place: &Place) -> Result<(), Error> {
        if let Some(Record { cgroup, .. }) = place::read_json(&place.record())? {
            let _held = self.inner.groups.lock();
            self.inner.trees.destroy(&cgroup)?;
            if let Some(group) = cgroup.parent() {
                self.inner.trees.prune(group);
            }
        }
        place::remove_folder(&place.run)?;
        place::remove_folder(&place.data)
    }

    fn link(&self, id: &str) -> Result<Arc<Link>, Error> {
        self.inner.links.lock().get(id).cloned().ok_or_else(|| Error::NotRunning { id: id.to_owned() })
    }

    fn place(&self, id: &str) -> Place {
        Place { run: self.inner.run.join(id), data: self.inner.data.join(id) }
    }
}

impl Running {
    /// The sandbox's name.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its first process, as the host numbers it; none where it never came to that.
    pub fn pid(&self) -> Option<i32> {
        self.record.as_ref().map(|record| record.pid)
    }

    /// When its program began.
    pub fn started(&self) -> Option<Timestamp> {
        self.record.as_ref().map(|record| record.started)
    }

    /// What of its limits this host cannot enforce, for people to read.
    pub fn unenforced(&self) -> &[String] {
        self.record.as_ref().map_or(&[], |record| &record.unenforced)
    }

    /// How it ended, where it has.
    pub fn exit(&self) -> Option<Exit> {
        self.link.exit()
    }

    /// Waits for its end.
    pub async fn wait(&self) -> Result<Exit, Error> {
        self.link.wait(&self.id).await
    }

    /// Its output from where it was last acknowledged.
    pub fn output(&self) -> Result<Output, Error> {
        let from = acknowledged(&self.place)?;
        let reader = Reader::new(self.place.clone(), from);
        Ok(Output::new(reader, self.place.clone(), Arc::clone(&self.link)))
    }
}

fn over(running: Running, exit: Exit) -> Found {
    if exit.lost.is_some() { Found::Lost(running, exit) } else { Found::Ended(running, exit) }
}

/// What makes no sense is refused before anything is laid out for it.
fn check(sandbox: &Sandbox) -> Result<(), Error> {
    check_name(&sandbox.id)?;
    if let Some(group) = &sandbox.group {
        check_name(&group.name)?;
    }
    if sandbox.arguments.is_empty() {
        return Err(StartFailure::NoCommand.into());
    }
    let paths = sandbox.files.iter().map(|(path, _)| path).chain(sandbox.mounts.iter().map(|m| &m.target));
    for path in paths {
        if !path.is_absolute() || path.components().any(|part| matches!(part, Component::ParentDir)) {
            return Err(Error::invalid(format!("{} is not an absolute path without ..", path.display())));
        }
    }
    let texts = sandbox.environment.iter().flat_map(|(name, value)| [name, value]).chain(&sandbox.arguments);
    if texts.into_iter().any(|text| text.contains('\0')) {
        return Err(Error::invalid("an argument or a variable contains a zero byte"));
    }
    let cpus = [sandbox.limits.cpus, sandbox.group.as_ref().and_then(|group| group.cpus)];
    if cpus.into_iter().flatten().any(|cpus| !(cpus.is_finite() && cpus > 0.0)) {
        return Err(Error::invalid("a share of processors must be above zero"));
    }
    Ok(())
}

fn check_name(name: &str) -> Result<(), Error> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.len() > LONGEST_ID || name.starts_with('.') || !name.chars().all(is_plain) {
        return Err(Error::invalid(format!(
            "{name:?} is no name for a sandbox: at most {LONGEST_ID} letters, digits, -, _ and ."
        )));
    }
    Ok(())
}
