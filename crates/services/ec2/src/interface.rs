//! Network interfaces: which address they get, and how services make them.
//!
//! The first four addresses of a subnet and the last are AWS's.
//! <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>

use crate::records::*;
use crate::refusals::{invalid, limit};
use crate::state::Estate;
use clock::Timestamp;
use ipnet::{Ipv4Net, Ipv6Net};
use rand::Rng;
use std::collections::BTreeSet;
use std::net::{Ipv4Addr, Ipv6Addr};
use wire::prelude::*;

/// Addresses of a subnet that are AWS's.
const RESERVED: u32 = 5;

/// Addresses of a subnet that an interface could have yet.
pub(crate) fn available(estate: &Estate, subnet: &Subnet) -> i32 {
    let Some(block) = subnet.cidr else { return 0 };
    let all = size(block).saturating_sub(RESERVED);
    i32::try_from(all.saturating_sub(taken(estate, &subnet.id).len() as u32)).unwrap_or(i32::MAX)
}

fn size(block: Ipv4Net) -> u32 {
    1_u32.checked_shl(u32::from(32 - block.prefix_len())).unwrap_or(u32::MAX)
}

/// Addresses of a subnet that interfaces have.
fn taken(estate: &Estate, subnet_id: &str) -> BTreeSet<Ipv4Addr> {
    let own = estate.interfaces.all().filter(|interface| interface.subnet_id == subnet_id);
    own.flat_map(|interface| {
        let prefixes = interface.ipv4_prefixes.iter().flat_map(|block| {
            (0..size(*block)).map(|i| Ipv4Addr::from_bits(block.network().to_bits().wrapping_add(i)))
        });
        interface.addresses.iter().map(|address| address.address).chain(prefixes).collect::<Vec<_>>()
    })
    .collect()
}

/// Whether AWS keeps the address for itself.
fn reserved(block: Ipv4Net, ip: Ipv4Addr) -> bool {
    ip.to_bits().wrapping_sub(block.network().to_bits()) < 4 || ip == block.broadcast()
}

/// Checks addresses that somebody asked for.
pub(crate) fn check_asked(estate: &Estate, subnet: &Subnet, asked: &[Ipv4Addr]) -> Result<()> {
    let taken = taken(estate, &subnet.id);
    let mut seen = BTreeSet::new();
    for ip in asked {
        let block = subnet.cidr.filter(|block| block.contains(ip));
        let Some(block) = block else {
            // text unconfirmed
            return Err(invalid("Address does not fall within the subnet's address range"));
        };
        if reserved(block, *ip) {
            return Err(invalid("Address is in subnet's reserved address range"));
        }
        if taken.contains(ip) || !seen.insert(*ip) {
            return Err(Error::new("InvalidIPAddress.InUse", format!("The address {ip} is already in use.")));
        }
    }
    Ok(())
}

/// Addresses of a subnet that nobody has, chosen at random as AWS does.
pub(crate) fn choose(
    estate: &Estate,
    subnet: &Subnet,
    count: usize,
    but: &[Ipv4Addr],
) -> Result<Vec<Ipv4Addr>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let no_room = || {
        // text unconfirmed
        limit(
            "InsufficientFreeAddressesInSubnet",
            "The specified subnet does not have enough free addresses to satisfy the request.",
        )
    };
    let block = subnet.cidr.ok_or_else(no_room)?;
    let mut taken = taken(estate, &subnet.id);
    taken.extend(but);
    let (first, all) = (block.network().to_bits(), size(block));
    let free = all.saturating_sub(RESERVED).saturating_sub(taken.len() as u32);
    if (free as usize) < count {
        return Err(no_room());
    }
    // From a random place on, around the block.
    let from = rand::rng().random_range(0..all);
    let ips = (0..all).map(|i| Ipv4Addr::from_bits(first.wrapping_add(from.wrapping_add(i) % all)));
    Ok(ips.filter(|ip| !reserved(block, *ip) && !taken.contains(ip)).take(count).collect())
}

/// IPv6 addresses of a subnet that nobody has.
pub(crate) fn choose_v6(estate: &Estate, subnet: &Subnet, count: usize) -> Result<Vec<Ipv6Addr>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let block: Ipv6Net = subnet
        .ipv6
        .first()
        .map(|own| own.cidr)
        .ok_or_else(|| invalid(format!("The subnet '{}' has no IPv6 CIDR block", subnet.id)))?;
    let mut chosen = Vec::new();
    while chosen.len() < count {
        let ip = Ipv6Addr::from_bits(block.network().to_bits() | u128::from(rand::rng().random::<u64>()));
        let used = estate.interfaces.all().any(|interface| interface.ipv6.contains(&ip));
        if !used && !chosen.contains(&ip) && ip.to_bits() & 0xffff_ffff_ffff_ffff > 3 {
            chosen.push(ip);
        }
    }
    Ok(chosen)
}

/// An interface in a subnet, with a primary address of its own.
pub(crate) fn blank(estate: &Estate, subnet: &Subnet, now: Timestamp) -> NetworkInterface {
    NetworkInterface {
        id: crate::ids::new("eni"),
        owner: estate.account.clone(),
        vpc_id: subnet.vpc_id.clone(),
        subnet_id: subnet.id.clone(),
        zone: subnet.zone.clone(),
        description: String::new(),
        interface_type: "interface".to_owned(),
        mac: crate::ids::mac(),
        addresses: Vec::new(),
        ipv6: Vec::new(),
        primary_ipv6: false,
        ipv4_prefixes: Vec::new(),
        ipv6_prefixes: Vec::new(),
        groups: Vec::new(),
        source_dest_check: true,
        requester_id: estate.account.clone(),
        requester_managed: false,
        attachment: None,
        created: now,
        tags: Tags::new(),
    }
}

/// What a service attaches interfaces to is no instance and nobody's but its own.
pub(crate) fn service_attachment(prefix: &str, owner: &str, now: Timestamp) -> Attachment {
    Attachment {
        id: crate::ids::new(prefix),
        instance_id: None,
        instance_owner: owner.to_owned(),
        device_index: 1,
        at: now,
        delete_on_termination: false,
    }
}

/// Takes a public address that nobody has; `None` where they are all taken. The lead keeps 198.51.100.0/26 for servers
/// outside of AWS.
pub(crate) fn take_public(estate: &Estate) -> Option<Ipv4Addr> {
    let first = (1..=254).map(|last| Ipv4Addr::new(203, 0, 113, last));
    let second = (64..=254).map(|last| Ipv4Addr::new(198, 51, 100, last));
    let mut used = estate.public.lock();
    let ip = first.chain(second).find(|ip| !used.contains(ip))?;
    used.insert(ip);
    Some(ip)
}
