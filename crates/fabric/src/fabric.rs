//! What the rest of the house sees: VPCs are laid, changed and lifted, and what is dropped is told.

use crate::compile::{self, Internet};
use crate::drops::{self, Drop};
use crate::kernel::{Doing, Error, Kernel, Result, Spaces};
use crate::network::Network;
use crate::world::{Namespace, NamespaceKind, World};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{Mutex, broadcast};
use tokio::task::JoinHandle;

/// Drops that a slow listener may be behind before it misses some.
const BACKLOG: usize = 1_024;

/// The networks of one installation.
pub struct Fabric {
    spaces: Spaces,
    /// What may be in the kernel is written here before it is made.
    ledger: PathBuf,
    laid: Mutex<Laid>,
    drops: broadcast::Sender<Drop>,
    missed: Arc<AtomicU64>,
}

struct Laid {
    kernel: Kernel,
    networks: BTreeMap<String, Arc<Network>>,
    internet: Internet,
    world: World,
    /// Whether `world` is what the kernel has, rather than what a server that died may have left.
    sure: bool,
    listeners: HashMap<String, JoinHandle<()>>,
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
            networks: BTreeMap::new(),
            internet,
            sure: left.is_none(),
            world: left.unwrap_or_default(),
            listeners: HashMap::new(),
        };
        Self {
            spaces,
            ledger,
            laid: Mutex::new(laid),
            drops: broadcast::channel(BACKLOG).0,
            missed: Arc::default(),
        }
    }

    /// Makes the networks exactly these: what another server left is taken over or deleted.
    ///
    /// # Errors
    /// When the kernel refuses; what was made stays and is known.
    pub async fn restore(&self, networks: Vec<Network>) -> Result<()> {
        let networks = networks.into_iter().map(|network| (network.id.clone(), Arc::new(network))).collect();
        self.change(|laid| laid.networks = networks).await
    }

    /// Makes or changes one VPC.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub async fn lay(&self, network: Network) -> Result<()> {
        self.change(|laid| drop(laid.networks.insert(network.id.clone(), Arc::new(network)))).await
    }

    /// Deletes one VPC with everything in it.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub async fn lift(&self, vpc: &str) -> Result<()> {
        self.change(|laid| drop(laid.networks.remove(vpc))).await
    }

    /// Changes what stands on the internet.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub async fn set_internet(&self, internet: Internet) -> Result<()> {
        self.change(|laid| laid.internet = internet).await
    }

    /// Deletes everything, the internet too.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub async fn clear(&self) -> Result<()> {
        let mut laid = self.laid.lock().await;
        laid.networks.clear();
        laid.converge(World::new(), &self.ledger).await?;
        laid.listeners.drain().for_each(|(_, listener)| listener.abort());
        let _ = std::fs::remove_file(&self.ledger);
        Ok(())
    }

    /// Stops hearing what is dropped, and leaves everything else as it is for the next server.
    pub async fn leave(self) {
        for (_, listener) in self.laid.into_inner().listeners {
            listener.abort();
            // Ended by us: there is nothing to learn from how.
            let _ = listener.await;
        }
    }

    /// The file of the namespace of an interface, a VPC, or the internet.
    pub fn namespace(&self, id: &str) -> PathBuf {
        self.spaces.path(id)
    }

    /// A VPC as it is laid.
    pub async fn network(&self, vpc: &str) -> Option<Arc<Network>> {
        self.laid.lock().await.networks.get(vpc).cloned()
    }

    /// What is dropped from now on.
    pub fn drops(&self) -> broadcast::Receiver<Drop> {
        self.drops.subscribe()
    }

    /// How often drops went untold: a burst that the kernel's buffer did not hold, or a namespace that could not be heard.
    pub fn missed(&self) -> u64 {
        self.missed.load(Ordering::Relaxed)
    }

    async fn change(&self, change: impl FnOnce(&mut Laid)) -> Result<()> {
        let mut laid = self.laid.lock().await;
        change(&mut laid);
        let world = compile::world(&laid.networks, &laid.internet);
        laid.converge(world, &self.ledger).await?;
        laid.listen(&self.spaces, &self.drops, &self.missed).await
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

    /// Hears what each router drops.
    async fn listen(
        &mut self,
        spaces: &Spaces,
        drops: &broadcast::Sender<Drop>,
        missed: &Arc<AtomicU64>,
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
                let heard = drops::listen(name.clone(), ear, drops.clone(), missed.clone());
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
