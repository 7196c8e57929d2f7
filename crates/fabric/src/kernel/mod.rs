//! Brings the kernel from one world to another, through netlink: what is new is made first, what is gone leaves last.
//!
//! Every step may be repeated: a server that died in the middle starts again from what it wrote down before, so that making
//! what is there and deleting what is not are no errors.

mod nft;
mod routes;
mod spaces;

pub(crate) use nft::DROPS;
pub use spaces::{Spaces, inside};

use crate::world::{Link, Namespace, World};
use nlink::netlink::{Connection, Nftables, Route};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What the kernel, or the way to it, refused.
#[derive(Debug)]
pub struct Error {
    doing: String,
    cause: nlink::Error,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot {}: {}", self.doing, self.cause)
    }
}

impl std::error::Error for Error {}

impl Error {
    pub(crate) fn io(doing: String, cause: std::io::Error) -> Self {
        Self { doing, cause: cause.into() }
    }
}

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// Says what was being done when something failed.
pub(crate) trait Doing<T> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T>;
}

impl<T> Doing<T> for nlink::Result<T> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|cause| Error { doing: what(), cause })
    }
}

/// The way to the kernel, with a connection into each namespace that is asked often.
pub(crate) struct Kernel {
    pub(crate) spaces: Spaces,
    connections: HashMap<String, Sockets>,
}

/// The connections into one namespace.
struct Sockets {
    routes: Connection<Route>,
    tables: Connection<Nftables>,
    /// Indexes of devices, of gone ones too: elements that name them are still to be deleted.
    devices: HashMap<String, u32>,
}

impl Kernel {
    pub(crate) fn new(spaces: Spaces) -> Self {
        Self { spaces, connections: HashMap::new() }
    }

    /// Makes the difference between two worlds. Without `sure`, what `old` says of tables is not trusted and they are
    /// written anew.
    pub(crate) async fn converge(&mut self, old: &World, new: &World, sure: bool) -> Result<()> {
        let found;
        let old = if sure {
            old
        } else {
            found = self.find(old).await?;
            &found
        };
        for (name, namespace) in new.iter().filter(|(name, _)| !sure || !old.contains_key(*name)) {
            self.spaces.create(name, namespace.kind)?;
            let sockets = self.open(name)?;
            sockets.routes.set_link_up("lo").await.doing(|| format!("bring up lo in {name}"))?;
            self.connections.insert(name.clone(), sockets);
        }
        let nothing = Namespace::default();
        for (name, before) in old.iter().filter(|(name, _)| new.contains_key(*name)) {
            self.unlink(name, before, new.get(name).unwrap_or(&nothing)).await?;
        }
        for (name, namespace) in new {
            self.link(name, old.get(name).unwrap_or(&nothing), namespace).await?;
            if !sure {
                self.raise(name, namespace).await?;
            }
        }
        for (name, namespace) in new {
            let before = old.get(name).unwrap_or(&nothing);
            if before == namespace && sure {
                continue;
            }
            let sockets = self.sockets(name)?;
            routes::converge(&sockets.routes, name, before, namespace, sure).await?;
            let known = (sure && old.contains_key(name)).then_some(&before.table);
            if known != Some(&namespace.table) {
                let doing = || format!("write the packet filter of {name}");
                let names = sockets.routes.get_interface_names().await.doing(doing)?;
                sockets.devices.extend(names.into_iter().map(|(index, name)| (name, index)));
                nft::converge(&sockets.tables, &sockets.devices, known, &namespace.table)
                    .await
                    .doing(doing)?;
            }
        }
        let gone: BTreeSet<_> = old.keys().filter(|name| !new.contains_key(*name)).collect();
        for name in gone {
            self.connections.remove(name);
            self.spaces.delete(name)?;
        }
        Ok(())
    }

    /// What is there of what was written down before it was made: namespaces, and links with both ends.
    async fn find(&mut self, old: &World) -> Result<World> {
        let mut found = old.clone();
        found.retain(|name, _| self.spaces.exists(name));
        let there: BTreeSet<_> = found.keys().cloned().collect();
        for (name, namespace) in &mut found {
            let doing = || format!("see which devices are in {name}");
            let names = self.sockets(name)?.routes.get_interface_names().await.doing(doing)?;
            let devices: BTreeSet<_> = names.into_values().collect();
            let (whole, broken): (BTreeMap<_, _>, BTreeMap<_, _>) = std::mem::take(&mut namespace.links)
                .into_iter()
                .filter(|(device, _)| devices.contains(device))
                .partition(|(_, link)| there.contains(&link.peer_namespace));
            namespace.links = whole;
            for device in broken.into_keys() {
                let deleted = self.sockets(name)?.routes.del_link_if_exists(device.as_str()).await;
                deleted.doing(|| format!("delete the device {device} in {name}"))?;
            }
        }
        Ok(found)
    }

    /// Deletes the links of a namespace that are not wanted any more, or lead elsewhere.
    async fn unlink(&mut self, name: &str, before: &Namespace, after: &Namespace) -> Result<()> {
        let gone = before.links.iter().filter(|(device, link)| after.links.get(*device) != Some(link));
        let gone: Vec<_> = gone.map(|(device, _)| device.clone()).collect();
        for device in gone {
            let sockets = self.sockets(name)?;
            let deleted = sockets.routes.del_link_if_exists(device.as_str()).await;
            deleted.doing(|| format!("delete the device {device} in {name}"))?;
        }
        Ok(())
    }

    async fn link(&mut self, name: &str, before: &Namespace, after: &Namespace) -> Result<()> {
        let new: Vec<_> =
            after.links.iter().filter(|(device, link)| before.links.get(*device) != Some(link)).collect();
        if new.is_empty() {
            return Ok(());
        }
        for (device, link) in &new {
            let peer = self.spaces.open(&link.peer_namespace)?;
            let sockets = self.sockets(name)?;
            let doing = || format!("make the device {device} in {name}");
            routes::add_veth(&sockets.routes, device, link, &peer).await.doing(doing)?;
            self.up(name, device, link).await?;
        }
        // Addresses that stand for others answer at once: the kernel waits up to 0.8 s otherwise.
        let delays = new.iter().map(|(device, _)| (format!("net/ipv4/neigh/{device}/proxy_delay"), "0"));
        self.spaces.set(name, delays.collect())
    }

    /// Brings up the links that were found: who made them may have died before.
    async fn raise(&mut self, name: &str, namespace: &Namespace) -> Result<()> {
        for (device, link) in &namespace.links {
            self.up(name, device, link).await?;
        }
        let delays =
            namespace.links.keys().map(|device| (format!("net/ipv4/neigh/{device}/proxy_delay"), "0"));
        self.spaces.set(name, delays.collect())
    }

    /// Brings up both ends of a link.
    async fn up(&mut self, name: &str, device: &str, link: &Link) -> Result<()> {
        let doing = || format!("bring up the device {device} in {name}");
        self.sockets(name)?.routes.set_link_up(device).await.doing(doing)?;
        let other = self.sockets(&link.peer_namespace)?;
        other.routes.set_link_up(link.peer.as_str()).await.doing(doing)
    }

    fn sockets(&mut self, name: &str) -> Result<&mut Sockets> {
        if !self.connections.contains_key(name) {
            let sockets = self.open(name)?;
            self.connections.insert(name.to_owned(), sockets);
        }
        self.connections.get_mut(name).ok_or_else(|| Error {
            doing: format!("find the connection into {name}"),
            cause: std::io::Error::from(std::io::ErrorKind::NotFound).into(),
        })
    }

    fn open(&self, name: &str) -> Result<Sockets> {
        let path = self.spaces.path(name);
        let doing = || format!("enter the network namespace {name}");
        Ok(Sockets {
            routes: Connection::<Route>::new_in(path.as_path()).doing(doing)?,
            tables: Connection::<Nftables>::new_in(path.as_path()).doing(doing)?,
            devices: HashMap::new(),
        })
    }
}
