//! Elastic IP addresses.

use crate::describe::{Asked, Row, one, page, select};
use crate::operations::interfaces::service;
use crate::records::{self as r, AddressAssociation, PublicAddress};
use crate::refusals::{combination, invalid, limit, missing, unsupported};
use crate::state::Estate;
use crate::{Ec2, ids, interface, parse, show, tagging};
use door::Call;
use model_ec2::ops;
use model_ec2::types::*;
use std::net::Ipv4Addr;
use std::sync::Arc;
use wire::prelude::*;

/// Addresses of a region, by AWS's quota.
const ADDRESSES: usize = 5;

const FILTERS: &[Row<r::Address>] = &[
    ("allocation-id", |a, _| one(&a.id)),
    ("association-id", |a, _| a.association.iter().map(|own| own.id.clone()).collect()),
    ("domain", |_, _| one("vpc")),
    ("instance-id", |a, e| show::address(a, e).instance_id.into_iter().collect()),
    ("network-border-group", |_, e| one(&e.region)),
    ("network-interface-id", |a, _| a.association.iter().map(|own| own.interface_id.clone()).collect()),
    ("network-interface-owner-id", |a, _| a.association.iter().map(|_| a.owner.clone()).collect()),
    ("private-ip-address", |a, _| a.association.iter().map(|own| own.private_ip.to_string()).collect()),
    ("public-ip", |a, _| one(a.public_ip)),
];

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html>
    pub(crate) async fn allocate_address(
        &self,
        call: &Call,
        input: AllocateAddressInput,
    ) -> Result<AllocateAddressOutput> {
        unsupported(input.address.as_ref(), "Address")?;
        unsupported(input.customer_owned_ipv4_pool.as_ref(), "CustomerOwnedIpv4Pool")?;
        unsupported(input.ipam_pool_id.as_ref(), "IpamPoolId")?;
        unsupported(input.public_ipv4_pool.as_ref().filter(|pool| *pool != "amazon"), "PublicIpv4Pool")?;
        if let Some(group) = input.network_border_group.as_deref().filter(|group| **group != *call.region) {
            return Err(invalid(format!("Invalid network border group: {group}")));
        }
        let op = ops::AllocateAddress::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "elastic-ip")?;
        self.state
            .change(call, |estate| {
                if estate.addresses.len() >= ADDRESSES {
                    let text = "The maximum number of addresses has been reached.";
                    return Err(limit("AddressLimitExceeded", text));
                }
                let public_ip = interface::take_public(estate).ok_or_else(|| {
                    let text = "Not enough available addresses to satisfy the request.";
                    limit("InsufficientAddressCapacity", text)
                })?;
                let own = estate.addresses.put(r::Address {
                    id: ids::new("eipalloc"),
                    owner: estate.account.clone(),
                    public_ip,
                    association: None,
                    service_managed: None,
                    tags,
                });
                Ok(AllocateAddressOutput {
                    allocation_id: Some(own.id.clone()),
                    public_ipv4_pool: Some("amazon".to_owned()),
                    network_border_group: Some(estate.region.clone()),
                    domain: Some(DomainType::Vpc),
                    public_ip: Some(own.public_ip.to_string()),
                    ..AllocateAddressOutput::default()
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html>
    pub(crate) async fn describe_addresses(
        &self,
        call: &Call,
        input: DescribeAddressesInput,
    ) -> Result<DescribeAddressesOutput> {
        self.state.read(call, |estate| {
            let mut all: Vec<_> = estate.addresses.all().cloned().collect();
            if let Some(ips) = input.public_ips.filter(|ips| !ips.is_empty()) {
                for ip in &ips {
                    if !all.iter().any(|own| own.public_ip.to_string() == *ip) {
                        return Err(no_address(ip));
                    }
                }
                all.retain(|own| ips.contains(&own.public_ip.to_string()));
            }
            let asked = Asked {
                ids: input.allocation_ids.map(|ids| ("allocationIds", ids)),
                filters: input.filters,
                ..Asked::default()
            };
            let (found, _) = select(estate, all, asked, FILTERS)?;
            let addresses = Some(found.iter().map(|own| show::address(own, estate)).collect());
            Ok(DescribeAddressesOutput { addresses })
        })
    }

    /// Names for reverse lookups: nobody has set any, since that needs a name that leads back to the address.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddressesAttribute.html>
    pub(crate) async fn describe_addresses_attribute(
        &self,
        call: &Call,
        input: DescribeAddressesAttributeInput,
    ) -> Result<DescribeAddressesAttributeOutput> {
        self.state.read(call, |estate| {
            for id in input.allocation_ids.iter().flatten() {
                estate.addresses.get(id)?;
            }
            let (addresses, next_token) =
                page(Vec::new(), input.max_results, input.next_token.as_deref(), |_| String::new())?;
            Ok(DescribeAddressesAttributeOutput { addresses: Some(addresses), next_token })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html>
    pub(crate) async fn associate_address(
        &self,
        call: &Call,
        input: AssociateAddressInput,
    ) -> Result<AssociateAddressOutput> {
        if let Some(instance) = input.instance_id {
            let text = format!("The instance ID '{instance}' does not exist");
            return Err(Error::new("InvalidInstanceID.NotFound", text));
        }
        let private = input.private_ip_address.as_deref();
        let private = private.map(|text| parse::ip(text, "privateIpAddress")).transpose()?;
        let service = service(call);
        self.state
            .change(call, |estate| {
                let address = address(estate, input.allocation_id.as_deref(), input.public_ip.as_deref())?;
                let interface = input.network_interface_id.ok_or_else(|| missing("networkInterfaceId"))?;
                let own = estate.interfaces.get(&interface)?.clone();
                if own.requester_managed && service.is_none() {
                    return Err(not_yours());
                }
                // Unless told otherwise, an address does not leave what it stands for.
                let again = input.allow_reassociation == Some(true);
                let id = associate(estate, &address, &own, private, again)?;
                Ok(AssociateAddressOutput { association_id: Some(id) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html>
    pub(crate) async fn disassociate_address(
        &self,
        call: &Call,
        input: DisassociateAddressInput,
    ) -> Result<DisassociateAddressOutput> {
        let service = service(call);
        self.state
            .change(call, |estate| {
                let own = match (&input.association_id, &input.public_ip) {
                    (Some(id), _) => {
                        let is = |own: &&Arc<r::Address>| {
                            own.association.as_ref().is_some_and(|association| association.id == *id)
                        };
                        estate.addresses.all().find(is).cloned().ok_or_else(|| {
                            let text = format!("The association ID '{id}' does not exist");
                            Error::new("InvalidAssociationID.NotFound", text)
                        })?
                    }
                    (None, Some(ip)) => address(estate, None, Some(ip))?,
                    (None, None) => return Err(missing("associationId")),
                };
                let interface = own.association.as_ref().map(|a| a.interface_id.clone());
                let interface = interface.and_then(|id| estate.interfaces.find(&id));
                if interface.is_some_and(|own| own.requester_managed) && service.is_none() {
                    return Err(not_yours());
                }
                disassociate(estate, &own)?;
                Ok(DisassociateAddressOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html>
    pub(crate) async fn release_address(
        &self,
        call: &Call,
        input: ReleaseAddressInput,
    ) -> Result<ReleaseAddressOutput> {
        if let Some(group) = input.network_border_group.as_deref().filter(|group| **group != *call.region) {
            return Err(invalid(format!("Invalid network border group: {group}")));
        }
        self.state
            .change(call, |estate| {
                let own = address(estate, input.allocation_id.as_deref(), input.public_ip.as_deref())?;
                let on = own.association.as_ref().and_then(|a| estate.interfaces.find(&a.interface_id));
                if on.is_some_and(|interface| interface.requester_managed) {
                    // https://github.com/kubernetes/kops/issues/1604
                    return Err(not_yours());
                }
                if own.association.is_some() {
                    let text = format!("Address {} is in use.", own.public_ip);
                    return Err(Error::new("InvalidIPAddress.InUse", text));
                }
                estate.addresses.remove(&own.id);
                Ok(ReleaseAddressOutput::default())
            })
            .await
    }
}

/// What services made is theirs. <https://github.com/hashicorp/terraform-provider-aws/issues/3572>
fn not_yours() -> Error {
    let text = "You do not have permission to access the specified resource.";
    Error::new("AuthFailure", text)
}

fn no_address(ip: &str) -> Error {
    Error::new("InvalidAddress.NotFound", format!("Address '{ip}' not found."))
}

/// The address of a request.
fn address(estate: &Estate, allocation: Option<&str>, ip: Option<&str>) -> Result<Arc<r::Address>> {
    match (allocation, ip) {
        (Some(_), Some(_)) => {
            Err(combination("You may specify public IP or allocation id, but not both in the same call"))
        }
        (Some(id), None) => estate.addresses.get(id).cloned(),
        (None, Some(ip)) => {
            let found = estate.addresses.all().find(|own| own.public_ip.to_string() == ip);
            found.cloned().ok_or_else(|| no_address(ip))
        }
        (None, None) => Err(missing("allocationId")),
    }
}

/// Lets an address stand for a private one of an interface, and gives the association's id.
pub(crate) fn associate(
    estate: &mut Estate,
    address: &r::Address,
    interface: &r::NetworkInterface,
    private: Option<Ipv4Addr>,
    again: bool,
) -> Result<String> {
    let vpc = &interface.vpc_id;
    if !estate.internet_gateways.all().any(|gateway| gateway.vpc_id.as_ref() == Some(vpc)) {
        // https://github.com/hashicorp/terraform-provider-aws/pull/2181
        let text = format!("Network {vpc} is not attached to any internet gateway");
        return Err(Error::new("Gateway.NotAttached", text));
    }
    let wanted = private.or(interface.primary());
    let own = interface.addresses.iter().find(|own| Some(own.address) == wanted);
    let own = own.ok_or_else(|| {
        let private = wanted.map(|ip| ip.to_string()).unwrap_or_default();
        invalid(format!(
            "Invalid value '{private}' for PrivateIpAddress. Address is not assigned to interface {}",
            interface.id
        ))
    })?;
    if let Some(other) = &address.association {
        if other.interface_id == interface.id && other.private_ip == own.address {
            return Ok(other.id.clone());
        }
        if !again {
            // text unconfirmed
            let text =
                format!("resource {} is already associated with associate-id {}", address.id, other.id);
            return Err(Error::new("Resource.AlreadyAssociated", text));
        }
        disassociate(estate, address)?;
    }
    if let Some((association, allocation)) = own.public.as_ref().and_then(|public| public.elastic.clone()) {
        if !again {
            // text unconfirmed
            let text =
                format!("resource {} is already associated with associate-id {association}", interface.id);
            return Err(Error::new("Resource.AlreadyAssociated", text));
        }
        let other = estate.addresses.get(&allocation)?.clone();
        disassociate(estate, &other)?;
    }
    let id = ids::new("eipassoc");
    let association =
        AddressAssociation { id: id.clone(), interface_id: interface.id.clone(), private_ip: own.address };
    estate.addresses.edit(&address.id, |address| address.association = Some(association))?;
    let public = PublicAddress { ip: address.public_ip, elastic: Some((id.clone(), address.id.clone())) };
    let private = own.address;
    estate.interfaces.edit(&interface.id, |interface| {
        // An address that was given at launch goes: AWS takes it back.
        let own = interface.addresses.iter_mut().find(|own| own.address == private);
        if let Some(own) = own {
            own.public = Some(public.clone());
        }
    })?;
    Ok(id)
}

/// Takes an address off what it stands for.
pub(crate) fn disassociate(estate: &mut Estate, address: &r::Address) -> Result<()> {
    let Some(association) = &address.association else { return Ok(()) };
    if estate.interfaces.find(&association.interface_id).is_some() {
        estate.interfaces.edit(&association.interface_id, |interface| {
            let is = |own: &&mut r::PrivateAddress| own.address == association.private_ip;
            for own in interface.addresses.iter_mut().filter(is) {
                own.public = None;
            }
        })?;
    }
    estate.addresses.edit(&address.id, |address| address.association = None)
}
