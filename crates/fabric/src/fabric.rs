//! What the rest of the house sees: VPCs are laid, changed and lifted, and what is dropped is told.

use crate::compile::{self, Internet};
use crate::drops::{self, Drop};
use crate::ground::{self, Gate, Opener, Opening, Survey, Teller};
use crate::kernel::{Doing, Error, Kernel, Result, Spaces};
use crate::network::Network;
use crate::resolver::{self, Known};
use crate::world::{INTERNET, Namespace, NamespaceKind, World};
use parking_lot::RwLock;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tokio::sync::{Mutex, broadcast, watch};
use tokio::task::JoinHandle;

/// Drops that a slow listener may be behind before it misses some.
const BACKLOG: usize = 1_024;

/// Where tasks find their credentials and their metadata.
const TASKS: [(Ipv4Addr, u16); 1] = [(Ipv4Addr::new(169, 254, 170, 2), 80)];

/// The networks of one installation.
pub struct Fabric {
    spaces: Spaces,
    /// What may be in the kernel is written here before it is made.
    ledger: PathBuf,
    laid: Mutex<Laid>,
    drops: broadcast::Sender<Drop>,
    pub(crate) survey: OnceLock<Arc<dyn Survey>>,
    opener: OnceLock<Opener>,
    /// Held from reading the records until what they say is laid: what was read earlier is never laid later.
    pub(crate) turn: Mutex<()>,
    /// VPCs whose records changed since they were laid.
    pub(crate) dirty: parking_lot::Mutex<BTreeSet<String>>,
    /// Who is told what went wrong while nobody waited.
    pub(crate) teller: OnceLock<Teller>,
}

struct Laid {
    kernel: Kernel,
    known: Arc<RwLock<Known>>,
    world: World,
    /// Whether `world` is what the kernel has, rather than what a server that died may have left.
    sure: bool,
    /// Who hears what each router drops.
    listeners: HashMap<String, JoinHandle<()>>,
    /// The sockets of each namespace live as long as these.
    open: HashMap<String, watch::Sender<()>>,
    /// Each VPC's resolver, with the address at which it answers.
    resolvers: HashMap<String, (Ipv4Addr, JoinHandle<()>)>,
}

impl Fabric {
    /// Opens the networks of the installation whose run folder this is. Nothing is made or deleted before the first call
    /// of [`Fabric::restore`] or [`Fabric::lay`].
    pub fn open(run: &Path, internet: Internet) -> Self {
        let spaces = Spaces::new(run.join("net"));
        let ledger = run.join("fabric.json");
        let left = std::fs::read(&ledger).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let laid = Laid {
            kernel: Kernel::new(spaces.clone()),
            known: Arc::new(RwLock::new(Known { networks: BTreeMap::new(), internet })),
            sure: left.is_none(),
            world: left.unwrap_or_default(),
            listeners: HashMap::new(),
            open: HashMap::new(),
            resolvers: HashMap::new(),
        };
        Self {
            spaces,
            ledger,
            laid: Mutex::new(laid),
            drops: broadcast::channel(BACKLOG).0,
            survey: OnceLock::new(),
            opener: OnceLock::new(),
            turn: Mutex::default(),
            dirty: parking_lot::Mutex::default(),
            teller: OnceLock::new(),
        }
    }

    /// Says who knows the VPCs, who serves the sockets that stand in them, and who is told what goes wrong. To be said once, before anything is laid.
    pub fn join(&self, survey: Arc<dyn Survey>, opener: Opener, teller: Teller) {
        let done = (self.survey.set(survey), self.opener.set(opener), self.teller.set(teller));
        debug_assert!(done.0.is_ok() && done.1.is_ok() && done.2.is_ok(), "a fabric is joined once");
    }

    /// Makes the networks exactly these: what another server left is taken over or deleted.
    ///
    /// # Errors
    /// When the kernel refuses; what was made stays and is known.
    pub async fn restore(&self, networks: Vec<Network>) -> Result<()> {
        let networks = networks.into_iter().map(|network| (network.id.clone(), Arc::new(network)));
        self.change(|known| known.networks = networks.collect()).await
    }

    /// Makes or changes one VPC.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub async fn lay(&self, network: Network) -> Result<()> {
        self.lay_all(vec![network]).await
    }

    /// Makes or changes several at once.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub async fn lay_all(&self, networks: Vec<Network>) -> Result<()> {
        let networks = networks.into_iter().map(|network| (network.id.clone(), Arc::new(network)));
        self.change(|known| known.networks.extend(networks)).await
    }

    /// Deletes one VPC with everything in it.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub async fn lift(&self, vpc: &str) -> Result<()> {
        self.change(|known| drop(known.networks.remove(vpc))).await
    }

    /// Changes what stands on the internet.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub async fn set_internet(&self, internet: Internet) -> Result<()> {
        self.change(|known| known.internet = internet).await
    }

    /// Deletes everything, the internet too.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub async fn clear(&self) -> Result<()> {
        let mut laid = self.laid.lock().await;
        laid.known.write().networks.clear();
        laid.open.clear();
        laid.resolvers.drain().for_each(|(_, (_, resolver))| resolver.abort());
        laid.converge(World::new(), &self.ledger).await?;
        laid.listeners.drain().for_each(|(_, listener)| listener.abort());
        let _ = std::fs::remove_file(&self.ledger);
        Ok(())
    }

    /// Stops hearing what is dropped, and leaves everything else as it is for the next server.
    pub async fn leave(self) {
        let laid = self.laid.into_inner();
        for task in laid.listeners.into_values().chain(laid.resolvers.into_values().map(|(_, task)| task)) {
            task.abort();
            // Ended by us: there is nothing to learn from how.
            let _ = task.await;
        }
    }

    /// The namespaces that another server left, until the first change takes them over.
    pub(crate) async fn left(&self) -> Vec<String> {
        let laid = self.laid.lock().await;
        if laid.sure { Vec::new() } else { laid.world.keys().cloned().collect() }
    }

    /// The file of the namespace of an interface, a VPC, or the internet.
    pub fn namespace(&self, id: &str) -> PathBuf {
        self.spaces.path(id)
    }

    /// What stands on the internet.
    pub async fn internet(&self) -> Internet {
        self.laid.lock().await.known.read().internet.clone()
    }

    /// A VPC as it is laid.
    pub async fn network(&self, vpc: &str) -> Option<Arc<Network>> {
        self.laid.lock().await.known.read().networks.get(vpc).cloned()
    }

    /// The VPC in which a network interface is laid.
    pub async fn network_of(&self, interface: &str) -> Option<Arc<Network>> {
        let laid = self.laid.lock().await;
        let known = laid.known.read();
        known.networks.values().find(|network| network.interface(interface).is_some()).cloned()
    }

    /// Where AWS's public endpoints answer.
    pub async fn aws(&self) -> IpAddr {
        IpAddr::V4(self.laid.lock().await.known.read().internet.aws)
    }

    /// What is dropped from now on.
    pub fn drops(&self) -> broadcast::Receiver<Drop> {
        self.drops.subscribe()
    }

    async fn change(&self, change: impl FnOnce(&mut Known)) -> Result<()> {
        let mut laid = self.laid.lock().await;
        let world = {
            let mut known = laid.known.write();
            change(&mut known);
            compile::world(&known.networks, &known.internet)
        };
        laid.converge(world, &self.ledger).await?;
        laid.resolve(&self.spaces).await?;
        if let Some(opener) = self.opener.get() {
            laid.open(&self.spaces, opener)?;
        }
        laid.listen(&self.spaces, &self.drops, self.teller.get()).await
    }
}

impl Laid {
    async fn converge(&mut self, new: World, ledger: &Path) -> Result<()> {
        if self.sure && new == self.world {
            return Ok(());
        }
        let both = union(&self.world, &new);
        write(ledger, &both)?;
        let done = self.kernel.converge(&self.world, &new, self.sure).await;
        if let Err(error) = done {
            self.world = both;
            self.sure = false;
            return Err(error);
        }
        self.world = new;
        self.sure = true;
        write(ledger, &self.world)
    }

    /// Opens the sockets of AWS's public side and of each VPC's metadata, and lets go of those whose namespace is gone.
    fn open(&mut self, spaces: &Spaces, opener: &Opener) -> Result<()> {
        let world = &self.world;
        self.open.retain(|name, _| world.contains_key(name));
        let known = self.known.read();
        let public = [(known.internet.aws, 80), (known.internet.aws, 443)];
        let outside = std::iter::once((INTERNET, Gate::Public, &public[..]));
        let vpcs =
            known.networks.keys().map(|vpc| (vpc.as_str(), Gate::Metadata { vpc: vpc.clone() }, &TASKS[..]));
        for (name, gate, addresses) in outside.chain(vpcs) {
            if self.open.contains_key(name) {
                continue;
            }
            let (sender, until) = watch::channel(());
            for (address, port) in addresses {
                let listener = ground::listen(&spaces.path(name), IpAddr::V4(*address), *port)?;
                opener(Opening { listener, gate: gate.clone(), until: until.clone() });
            }
            self.open.insert(name.to_owned(), sender);
        }
        Ok(())
    }

    /// Lets a resolver answer in every VPC that has one.
    async fn resolve(&mut self, spaces: &Spaces) -> Result<()> {
        let wanted: HashMap<_, _> = {
            let known = self.known.read();
            let on = known.networks.values().filter(|network| network.dns);
            on.filter_map(|network| Some((network.id.clone(), network.resolver()?))).collect()
        };
        self.resolvers.retain(|vpc, (at, resolver)| {
            let stays = wanted.get(vpc) == Some(at) && !resolver.is_finished();
            if !stays {
                resolver.abort();
            }
            stays
        });
        for (vpc, at) in wanted {
            if !self.resolvers.contains_key(&vpc) {
                let serving =
                    resolver::serve(vpc.clone(), &spaces.path(&vpc), at, self.known.clone()).await?;
                self.resolvers.insert(vpc, (at, serving));
            }
        }
        Ok(())
    }

    /// Hears what each router drops.
    async fn listen(
        &mut self,
        spaces: &Spaces,
        drops: &broadcast::Sender<Drop>,
        teller: Option<&Teller>,
    ) -> Result<()> {
        let world = &self.world;
        self.listeners.retain(|name, listener| {
            let stays = world.contains_key(name) && !listener.is_finished();
            if !stays {
                listener.abort();
            }
            stays
        });
        for (name, _) in world.iter().filter(|(_, namespace)| namespace.kind == NamespaceKind::Router) {
            if !self.listeners.contains_key(name) {
                let ear = drops::ear(&spaces.path(name)).await;
                let ear = ear.doing(|| format!("hear what {name} drops"))?;
                let heard = drops::listen(name.clone(), ear, drops.clone(), teller.cloned());
                self.listeners.insert(name.clone(), tokio::spawn(heard));
            }
        }
        Ok(())
    }
}

/// Everything that either world has.
fn union(old: &World, new: &World) -> World {
    let mut both = new.clone();
    for (name, before) in old {
        let Some(namespace) = both.get_mut(name) else {
            both.insert(name.clone(), before.clone());
            continue;
        };
        let Namespace { kind: _, links, addresses, neighbours, routes, rules, table: _ } = before.clone();
        for (device, link) in links {
            namespace.links.entry(device).or_insert(link);
        }
        namespace.addresses.extend(addresses);
        namespace.neighbours.extend(neighbours);
        namespace.routes.extend(routes);
        namespace.rules.extend(rules);
    }
    both
}

fn write(ledger: &Path, world: &World) -> Result<()> {
    let written = || -> std::io::Result<()> {
        let bytes = serde_json::to_vec(world)?;
        let temporary = ledger.with_extension("new");
        if let Some(folder) = ledger.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&temporary, bytes)?;
        std::fs::rename(&temporary, ledger)
    };
    written().map_err(|cause| Error::io(format!("write {}", ledger.display()), cause))
}
