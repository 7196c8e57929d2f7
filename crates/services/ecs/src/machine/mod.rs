//! What makes tasks real: an interface in a subnet, images from a registry that the task itself can reach, sandboxes in
//! the room, lines in a log stream. `task` is the life of one task; the other files are what it is made of.
//!
//! What is absent: any decision about what may run (`launch`), and any state that a killed server would lose: the record
//! says how far a task is, the room says what runs.

mod access;
mod credentials;
mod images;
mod interface;
mod lines;
mod log;
mod reasons;
mod sandbox;
mod task;
mod why;

use crate::Ecs;
use crate::lifecycle::Change;
use crate::plan::TaskPlan;
use crate::records::{Status, StopCode, Task, TaskKey};
use crate::runner::Runner;
use crate::state::State;
use access::Role;
use credentials::Granted;
use door::{Call, Caller, Door};
use fabric::Fabric;
use images::Pulled;
use parking_lot::Mutex;
use room::images::Images;
use room::trust::Trust;
use room::{Found, Loss, Room, Running};
use rustls::pki_types::CertificateDer;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// The service principal of ECS itself.
const ECS: &str = "ecs.amazonaws.com";

/// How often, and by the host's time how long apart, it is looked whether a supervisor has ended that said so.
const LOOKS: u32 = 250;
const LOOK: Duration = Duration::from_millis(20);

/// What tasks are made of on this host.
pub struct Parts {
    /// Where sandboxes run.
    pub room: Room,
    /// Where their networks are.
    pub fabric: Arc<Fabric>,
    /// Where their images are.
    pub images: Images,
    /// A folder for their volumes.
    pub volumes: PathBuf,
    /// The installation's own authority: DER for what we ask ourselves, PEM for what runs in a task.
    pub authority: (CertificateDer<'static>, String),
}

/// Makes tasks real.
pub struct Machine {
    state: Arc<State>,
    room: Room,
    fabric: Arc<Fabric>,
    images: Images,
    volumes: PathBuf,
    roots: Vec<CertificateDer<'static>>,
    authority: String,
    /// Where the layers lie that make images trust the authority.
    trust: PathBuf,
    /// Those that this server made, by the image.
    trusted: tokio::sync::Mutex<HashMap<String, (PathBuf, Trust)>>,
    /// Who is told to stop, by task.
    stops: Mutex<HashMap<TaskKey, watch::Sender<bool>>>,
    /// What tasks may ask for at the metadata address, by an unguessable token.
    granted: Mutex<HashMap<String, Arc<Granted>>>,
    /// What was observed of tasks that could not start, the newest last.
    evidence: Mutex<VecDeque<why::Observed>>,
    /// Limits that this host does not enforce, each of which was told once.
    unenforced: Mutex<BTreeSet<String>>,
    own: std::sync::Weak<Machine>,
}

impl Machine {
    /// Puts the machine behind ECS: from now on RunTask runs tasks.
    pub fn join(ecs: &Ecs, parts: Parts) -> Arc<Self> {
        let Parts { room, fabric, images, volumes, authority: (root, authority) } = parts;
        let machine = Arc::new_cyclic(|own| Self {
            state: ecs.state.clone(),
            room,
            fabric,
            images,
            trust: volumes.join("trust"),
            trusted: tokio::sync::Mutex::default(),
            volumes,
            roots: vec![root],
            authority,
            stops: Mutex::default(),
            granted: Mutex::default(),
            evidence: Mutex::default(),
            unenforced: Mutex::default(),
            own: own.clone(),
        });
        ecs.set_runner(machine.clone());
        machine
    }

    /// Goes on with the tasks of the server before: what runs is taken over, what was being started is started.
    ///
    /// # Errors
    /// When the room cannot say what it holds.
    pub async fn resume(self: &Arc<Self>, door: &Arc<Door>) -> Result<(), room::Error> {
        let mut found: HashMap<String, Running> = HashMap::new();
        for sandbox in self.room.adopt().await? {
            if let Found::Lost(running, exit) = &sandbox
                && exit.lost == Some(Loss::NeverBegan)
            {
                // Nothing of it ran: it is started like one that nobody had begun.
                self.room.remove(running.id()).await?;
                continue;
            }
            let (Found::Running(running) | Found::Ended(running, _) | Found::Lost(running, _)) = sandbox;
            found.insert(running.id().to_owned(), running);
        }
        for (key, task) in self.state.tasks_not_stopped() {
            let of = |index| sandbox::id(&task, index);
            let own = (0..task.containers.len()).filter_map(|index| found.remove_entry(&of(index))).collect();
            let call = door.call(Caller::service(ECS, &key.account), &key.region);
            self.begin(call, key, own);
        }
        for (id, _) in found {
            // Nobody's: its task was deleted, or never recorded.
            let _ = self.room.stop(&id, Duration::ZERO).await;
            self.room.remove(&id).await?;
        }
        Ok(())
    }

    /// Stops every task, and waits until nothing runs.
    pub async fn close(&self) {
        let tasks: Vec<_> = self.state.tasks_not_stopped().into_iter().map(|(key, _)| key).collect();
        for key in &tasks {
            let reason = "The server was stopped".to_owned();
            self.note(key, Change::StopRequested { code: StopCode::UserInitiated, reason });
            self.ask_to_stop(key);
        }
        for key in &tasks {
            self.state.wait(key, |task| task.last_status == Status::Stopped).await;
        }
        // Nobody stands on them any more; they are made again where they are wanted.
        let _ = std::fs::remove_dir_all(&self.trust);
    }

    fn begin(&self, call: Call, key: TaskKey, found: BTreeMap<String, Running>) {
        let Some(own) = self.own.upgrade() else { return };
        let stopping = self.is_stopping(&key);
        self.stops.lock().entry(key.clone()).or_insert_with(|| watch::channel(stopping).0);
        tokio::spawn(task::live(own, call, key, found));
    }

    /// Records a change. What cannot be recorded is told, since the task goes on all the same.
    fn note(&self, key: &TaskKey, change: Change) {
        if let Err(error) = self.state.change(key, change) {
            door::log(&format!("the state of the task {key} cannot be kept: {}", error.message()));
        }
    }

    fn is_stopping(&self, key: &TaskKey) -> bool {
        self.state.task(key).is_none_or(|task| task.is_stopping())
    }

    fn stops(&self, key: &TaskKey) -> watch::Receiver<bool> {
        let mut stops = self.stops.lock();
        stops.entry(key.clone()).or_insert_with(|| watch::channel(false).0).subscribe()
    }

    fn ask_to_stop(&self, key: &TaskKey) {
        if let Some(stop) = self.stops.lock().get(key) {
            stop.send_replace(true);
        }
    }

    /// Removes what is left of a sandbox that is over. Its supervisor says so as its last act but one.
    async fn clear(&self, call: &Call, sandbox: &str) -> Result<(), room::Error> {
        for _ in 0..LOOKS {
            match self.room.remove(sandbox).await {
                Err(room::Error::Invalid { .. }) => {}
                removed => return removed,
            }
            // The end of the pause is what is waited for.
            let _ = call.clock().host_timeout(LOOK, std::future::pending::<()>()).await;
        }
        self.room.remove(sandbox).await
    }

    /// Tells of the limits of a sandbox that this host does not enforce, of each kind once.
    fn tell_unenforced(&self, key: &TaskKey, limits: &[String]) {
        for limit in limits {
            if self.unenforced.lock().insert(limit.clone()) {
                door::log(&format!("the task {key}, and others like it: {limit}; see maquette doctor"));
            }
        }
    }

    fn forget(&self, key: &TaskKey) {
        self.stops.lock().remove(key);
        self.granted.lock().retain(|_, granted| granted.key != *key);
    }

    fn volumes(&self, task: &Task) -> PathBuf {
        self.volumes.join(&task.id)
    }

    /// The layer for an image in which its bundles trust the installation's authority, and what it holds.
    async fn trust(&self, digest: &str, layers: &[PathBuf]) -> Result<(PathBuf, Trust), room::Error> {
        let mut made = self.trusted.lock().await;
        if let Some(trust) = made.get(digest) {
            return Ok(trust.clone());
        }
        // Another server's may be in use: it stays, and ours has a name of its own.
        let folder =
            self.trust.join(format!("{}-{}", digest.replace(':', "-"), uuid::Uuid::new_v4().simple()));
        let trust = room::trust::layer(layers, &self.authority, &folder)?;
        made.insert(digest.to_owned(), (folder.clone(), trust.clone()));
        Ok((folder, trust))
    }

    /// Lets a task ask for what it may: before its first container starts, and again by the next server.
    fn grant(&self, call: &Call, key: &TaskKey, plan: &TaskPlan) {
        let role = plan.task_role.as_ref().map(|arn| Arc::new(Role::new(arn, task::TASKS, &key.id)));
        let granted = Granted { key: key.clone(), call: call.clone(), role };
        self.granted.lock().insert(token(key), Arc::new(granted));
    }
}

/// Variables that every container of a task has, and a way to ask for credentials and metadata.
fn variables(key: &TaskKey, plan: &TaskPlan, index: usize, image: &Pulled) -> Vec<(String, String)> {
    let token = token(key);
    let mut variables = vec![
        ("AWS_DEFAULT_REGION", key.region.clone()),
        ("AWS_REGION", key.region.clone()),
        ("AWS_EXECUTION_ENV", "AWS_ECS_FARGATE".to_owned()),
        (
            "ECS_CONTAINER_METADATA_URI_V4",
            format!("http://169.254.170.2{}", credentials::metadata_path(&token, index)),
        ),
    ];
    if plan.task_role.is_some() {
        variables.push(("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", credentials::credentials_path(&token)));
    }
    let own = variables.into_iter().map(|(name, value)| (name.to_owned(), value));
    image.trust.iter().cloned().chain(own).collect()
}

/// By which a task's programs ask: it follows from the task, so that the next server knows it. It is no secret that
/// protects anything, since only the task's own address may use it.
fn token(key: &TaskKey) -> String {
    uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, key.id.as_bytes()).to_string()
}

impl Runner for Machine {
    fn launch(&self, call: &Call, task: TaskKey) {
        self.begin(call.acting(Caller::service(ECS, call.account())), task, BTreeMap::new());
    }
    fn stop(&self, task: TaskKey) {
        self.ask_to_stop(&task);
    }
}
