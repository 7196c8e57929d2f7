//! More addresses of network interfaces.

use crate::operations::interfaces::{check_v6, service};
use crate::records as r;
use crate::refusals::{combination, invalid, limit, missing, unsupported};
use crate::state::Estate;
use crate::{Ec2, interface, parse};
use door::Call;
use model_ec2::types::*;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use wire::prelude::*;

/// Private addresses that an interface may have here: the most that any instance type's may.
const ADDRESSES: usize = 50;

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssignPrivateIpAddresses.html>
    pub(crate) async fn assign_private_ip_addresses(
        &self,
        call: &Call,
        input: AssignPrivateIpAddressesInput,
    ) -> Result<AssignPrivateIpAddressesOutput> {
        unsupported(input.ipv4_prefixes.as_ref().filter(|list| !list.is_empty()), "Ipv4Prefixes")?;
        unsupported(input.ipv4_prefix_count.as_ref(), "Ipv4PrefixCount")?;
        let named: Result<Vec<Ipv4Addr>> = input
            .private_ip_addresses
            .iter()
            .flatten()
            .map(|text| parse::ip(text, "privateIpAddress"))
            .collect();
        let named = named?;
        let count = count(input.secondary_private_ip_address_count, !named.is_empty())?;
        let again = input.allow_reassignment == Some(true);
        let managed = service(call).is_some();
        self.state
            .change(call, |estate| {
                let own = yours(estate, &input.network_interface_id, managed)?;
                let subnet = estate.subnets.get(&own.subnet_id)?.clone();
                if again {
                    take_away(estate, &own, &named)?;
                }
                let new: Vec<_> = named
                    .iter()
                    .filter(|ip| !own.addresses.iter().any(|a| a.address == **ip))
                    .copied()
                    .collect();
                interface::check_asked(estate, &subnet, &new)?;
                let mut all = new;
                all.extend(interface::choose(estate, &subnet, count, &all)?);
                if own.addresses.len() + all.len() > ADDRESSES {
                    let text = "The maximum number of private IP addresses per interface has been reached.";
                    return Err(limit("PrivateIpAddressLimitExceeded", text));
                }
                estate.interfaces.edit(&own.id, |own| {
                    own.addresses
                        .extend(all.iter().map(|ip| r::PrivateAddress { address: *ip, public: None }));
                })?;
                let shown =
                    |ip: &Ipv4Addr| AssignedPrivateIpAddress { private_ip_address: Some(ip.to_string()) };
                Ok(AssignPrivateIpAddressesOutput {
                    network_interface_id: Some(own.id.clone()),
                    assigned_private_ip_addresses: Some(all.iter().map(shown).collect()),
                    assigned_ipv4_prefixes: Some(Vec::new()),
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UnassignPrivateIpAddresses.html>
    pub(crate) async fn unassign_private_ip_addresses(
        &self,
        call: &Call,
        input: UnassignPrivateIpAddressesInput,
    ) -> Result<UnassignPrivateIpAddressesOutput> {
        unsupported(input.ipv4_prefixes.as_ref().filter(|list| !list.is_empty()), "Ipv4Prefixes")?;
        let named: Result<Vec<Ipv4Addr>> = input
            .private_ip_addresses
            .iter()
            .flatten()
            .map(|text| parse::ip(text, "privateIpAddress"))
            .collect();
        let named = named?;
        if named.is_empty() {
            return Err(missing("privateIpAddress"));
        }
        let managed = service(call).is_some();
        self.state
            .change(call, |estate| {
                let own = yours(estate, &input.network_interface_id, managed)?;
                for ip in &named {
                    match own.addresses.iter().position(|address| address.address == *ip) {
                        // text unconfirmed
                        Some(0) => {
                            return Err(invalid(
                                "The primary IP address of the network interface may not be unassigned",
                            ));
                        }
                        Some(_) => {}
                        None => {
                            let text = format!("Some of [{ip}] are not assigned to interface {}", own.id);
                            return Err(invalid(text));
                        }
                    }
                }
                release(estate, &own, &named)?;
                Ok(UnassignPrivateIpAddressesOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssignIpv6Addresses.html>
    pub(crate) async fn assign_ipv6_addresses(
        &self,
        call: &Call,
        input: AssignIpv6AddressesInput,
    ) -> Result<AssignIpv6AddressesOutput> {
        unsupported(input.ipv6_prefixes.as_ref().filter(|list| !list.is_empty()), "Ipv6Prefixes")?;
        unsupported(input.ipv6_prefix_count.as_ref(), "Ipv6PrefixCount")?;
        let named: Result<Vec<Ipv6Addr>> =
            input.ipv6_addresses.iter().flatten().map(|text| parse::ip6(text, "ipv6Address")).collect();
        let named = named?;
        let count = count(input.ipv6_address_count, !named.is_empty())?;
        let managed = service(call).is_some();
        self.state
            .change(call, |estate| {
                let own = yours(estate, &input.network_interface_id, managed)?;
                let subnet = estate.subnets.get(&own.subnet_id)?.clone();
                check_v6(estate, &subnet, &named)?;
                let mut all = named;
                all.extend(interface::choose_v6(estate, &subnet, count)?);
                if own.ipv6.len() + all.len() > ADDRESSES {
                    let text = "The maximum number of IPv6 addresses per interface has been reached.";
                    return Err(limit("Ipv6AddressLimitExceeded", text));
                }
                estate.interfaces.edit(&own.id, |own| own.ipv6.extend(all.iter().copied()))?;
                Ok(AssignIpv6AddressesOutput {
                    assigned_ipv6_addresses: Some(all.iter().map(ToString::to_string).collect()),
                    assigned_ipv6_prefixes: Some(Vec::new()),
                    network_interface_id: Some(own.id.clone()),
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UnassignIpv6Addresses.html>
    pub(crate) async fn unassign_ipv6_addresses(
        &self,
        call: &Call,
        input: UnassignIpv6AddressesInput,
    ) -> Result<UnassignIpv6AddressesOutput> {
        unsupported(input.ipv6_prefixes.as_ref().filter(|list| !list.is_empty()), "Ipv6Prefixes")?;
        let named: Result<Vec<Ipv6Addr>> =
            input.ipv6_addresses.iter().flatten().map(|text| parse::ip6(text, "ipv6Address")).collect();
        let named = named?;
        if named.is_empty() {
            return Err(missing("ipv6Addresses"));
        }
        let managed = service(call).is_some();
        self.state
            .change(call, |estate| {
                let own = yours(estate, &input.network_interface_id, managed)?;
                if let Some(ip) = named.iter().find(|ip| !own.ipv6.contains(ip)) {
                    return Err(invalid(format!("Some of [{ip}] are not assigned to interface {}", own.id)));
                }
                estate.interfaces.edit(&own.id, |own| own.ipv6.retain(|ip| !named.contains(ip)))?;
                Ok(UnassignIpv6AddressesOutput {
                    network_interface_id: Some(own.id.clone()),
                    unassigned_ipv6_addresses: Some(named.iter().map(ToString::to_string).collect()),
                    unassigned_ipv6_prefixes: Some(Vec::new()),
                })
            })
            .await
    }
}

/// How many addresses are asked for where none is named.
fn count(given: Option<i32>, named: bool) -> Result<usize> {
    match given.map(usize::try_from) {
        Some(_) if named => Err(combination("Addresses may be named or counted, not both.")),
        Some(Ok(count)) if (1..=ADDRESSES).contains(&count) => Ok(count),
        Some(_) => Err(invalid(format!("Invalid value '{}' for address count", given.unwrap_or_default()))),
        None if named => Ok(0),
        None => Err(missing("secondaryPrivateIpAddressCount or privateIpAddress")),
    }
}

/// An interface that the caller may change.
fn yours(estate: &Estate, id: &str, service: bool) -> Result<Arc<r::NetworkInterface>> {
    let own = estate.interfaces.get(id)?.clone();
    if own.requester_managed && !service {
        let text = "You do not have permission to access the specified resource.";
        return Err(Error::new("AuthFailure", text));
    }
    Ok(own)
}

/// Takes secondary addresses away from the interfaces that have them.
fn take_away(estate: &mut Estate, but: &r::NetworkInterface, ips: &[Ipv4Addr]) -> Result<()> {
    let others: Vec<_> = estate
        .interfaces
        .all()
        .filter(|other| other.subnet_id == but.subnet_id && other.id != but.id && !other.requester_managed)
        .cloned()
        .collect();
    for other in others {
        let secondary = other.addresses.iter().skip(1).map(|address| address.address);
        let taken: Vec<_> = secondary.filter(|ip| ips.contains(ip)).collect();
        if !taken.is_empty() {
            release(estate, &other, &taken)?;
        }
    }
    Ok(())
}

/// Takes addresses off an interface, and the Elastic IP addresses off them.
fn release(estate: &mut Estate, own: &r::NetworkInterface, ips: &[Ipv4Addr]) -> Result<()> {
    let elastic = own.addresses.iter().filter(|address| ips.contains(&address.address));
    let elastic = elastic.filter_map(|address| address.public.as_ref()?.elastic.clone());
    for (_, allocation) in elastic.collect::<Vec<_>>() {
        let address = estate.addresses.get(&allocation)?.clone();
        super::addresses::disassociate(estate, &address)?;
    }
    estate.interfaces.edit(&own.id, |own| own.addresses.retain(|a| !ips.contains(&a.address)))
}
