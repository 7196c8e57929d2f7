//! How the fabric meets the house: who knows the VPCs, and who serves the sockets that stand in them.
//!
//! A VPC is laid when something is to stand in it, and follows its records from then on. Until then it costs nothing, and
//! a host that cannot make namespaces can still answer every call about them.

use crate::fabric::Fabric;
use crate::kernel::{Error, Result};
use crate::network::Network;
use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::watch;

/// Who knows the VPCs: the service that owns them.
pub trait Survey: Send + Sync {
    /// The ids of all VPCs.
    fn vpcs(&self) -> Vec<String>;
    /// A VPC as it should be; nothing when it is gone.
    fn network(&self, vpc: &str) -> Option<Network>;
    /// The VPC of a network interface.
    fn vpc_of(&self, interface: &str) -> Option<String>;
}

/// A socket that listens in a namespace, for whoever serves the house.
pub struct Opening {
    /// It does not block.
    pub listener: TcpListener,
    /// What it is.
    pub gate: Gate,
    /// Ends with the namespace: when its sender is gone, the socket is to be closed.
    pub until: watch::Receiver<()>,
}

/// What a socket in a namespace is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// AWS's public endpoints on the internet.
    Public,
    /// The metadata and credentials of a VPC's tasks.
    Metadata {
        /// `vpc-…`.
        vpc: String,
    },
}

/// Takes the sockets that the fabric opens.
pub type Opener = Box<dyn Fn(Opening) + Send + Sync>;

/// Is told what went wrong while nobody waited for it.
pub type Teller = Arc<dyn Fn(&str) + Send + Sync>;

impl Fabric {
    /// Lays the VPC of a network interface as it is now, with those that it is connected to, and gives the file of the
    /// interface's namespace.
    ///
    /// # Errors
    /// When there is no such interface, or the kernel refuses.
    pub async fn enter(self: &Arc<Self>, interface: &str) -> Result<PathBuf> {
        let survey = self.surveyor()?;
        let lost = || {
            Error::io(format!("find the network interface {interface}"), std::io::ErrorKind::NotFound.into())
        };
        let _turn = self.turn.lock().await;
        let vpc = survey.vpc_of(interface).ok_or_else(lost)?;
        let mut networks = Vec::new();
        let mut waiting = vec![vpc];
        let mut seen = BTreeSet::new();
        while let Some(vpc) = waiting.pop() {
            if let Some(network) = survey.network(&vpc).filter(|_| seen.insert(vpc)) {
                waiting.extend(network.peerings.iter().map(|peering| peering.other.clone()));
                networks.push(network);
            }
        }
        self.lay_all(networks).await?;
        Ok(self.namespace(interface))
    }

    /// Takes over what another server left, as the records are now.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub async fn resume(self: &Arc<Self>) -> Result<()> {
        let survey = self.surveyor()?;
        let _turn = self.turn.lock().await;
        let left = self.left().await;
        if left.is_empty() {
            return Ok(());
        }
        self.restore(left.iter().filter_map(|name| survey.network(name)).collect()).await
    }

    /// A VPC's records changed: where it is laid, it follows. Changes that come close together are made together.
    pub fn changed(self: &Arc<Self>, vpc: &str) {
        let first = {
            let mut dirty = self.dirty.lock();
            dirty.insert(vpc.to_owned());
            dirty.len() == 1
        };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        if first {
            let fabric = self.clone();
            runtime.spawn(async move {
                if let Err(error) = fabric.settle().await {
                    fabric.tell(&format!("a VPC is not as its records say: {error}"));
                }
            });
        }
    }

    /// Makes all changes that are known.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub async fn settle(self: &Arc<Self>) -> Result<()> {
        let survey = self.surveyor()?;
        let _turn = self.turn.lock().await;
        let dirty = std::mem::take(&mut *self.dirty.lock());
        let mut changed = Vec::new();
        for vpc in dirty {
            if self.network(&vpc).await.is_some() {
                changed.push((vpc.clone(), survey.network(&vpc)));
            }
        }
        let (stay, gone): (Vec<_>, Vec<_>) = changed.into_iter().partition(|(_, network)| network.is_some());
        for (vpc, _) in gone {
            self.lift(&vpc).await?;
        }
        self.lay_all(stay.into_iter().filter_map(|(_, network)| network).collect()).await
    }

    fn tell(&self, fault: &str) {
        if let Some(teller) = self.teller.get() {
            teller(fault);
        }
    }

    fn surveyor(&self) -> Result<&Arc<dyn Survey>> {
        let nobody = || Error::io("find who knows the VPCs".to_owned(), std::io::ErrorKind::NotFound.into());
        self.survey.get().ok_or_else(nobody)
    }
}

/// Opens a socket in a namespace.
pub(crate) fn listen(namespace: &std::path::Path, at: IpAddr, port: u16) -> Result<TcpListener> {
    let address = SocketAddr::new(at, port);
    let opened = crate::kernel::inside(namespace, || -> std::io::Result<_> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        Ok(listener)
    })?;
    opened.map_err(|error| Error::io(format!("listen at {address} in {}", namespace.display()), error))
}
