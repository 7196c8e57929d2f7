//! From descriptions to the kernel's objects, without touching the kernel.

mod acls;
mod boxes;
mod groups;
mod nat;
mod outside;
mod router;
mod vpc;

pub use outside::{Internet, OutsideHost};
pub use router::METADATA;

use crate::network::{Network, Peering};
use crate::world::World;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that should be there for these VPCs.
pub(crate) fn world(networks: &BTreeMap<String, Arc<Network>>, internet: &Internet) -> World {
    let mut world = World::new();
    outside::add(networks, internet, &mut world);
    for network in networks.values() {
        vpc::add(&connected(network, networks), &mut world);
    }
    world
}

/// The network with those of its peering connections whose other side is laid.
fn connected<'a>(network: &'a Network, networks: &BTreeMap<String, Arc<Network>>) -> Cow<'a, Network> {
    let laid = |peering: &Peering| networks.contains_key(&peering.other);
    if network.peerings.iter().all(laid) {
        return Cow::Borrowed(network);
    }
    let mut network = network.clone();
    network.peerings.retain(laid);
    Cow::Owned(network)
}
