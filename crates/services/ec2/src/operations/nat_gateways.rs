//! NAT gateways.

use crate::describe::{Asked, Row, one, select};
use crate::operations::addresses;
use crate::operations::interfaces::{Managed, make_managed, remove};
use crate::records::{self as r, NatGatewayState as State};
use crate::refusals::{combination, invalid, limit, missing, unsupported};
use crate::state::{Estate, place};
use crate::{Ec2, ids, interface, parse, show, tagging};
use clock::Timestamp;
use door::Call;
use model_ec2::ops;
use model_ec2::types::*;
use std::net::Ipv4Addr;
use std::sync::Arc;
use wire::prelude::*;

/// NAT gateways of a zone, addresses of one, and Elastic IP addresses of one, by AWS's quotas.
const GATEWAYS: usize = 5;
const PRIVATE: usize = 8;
const PUBLIC: usize = 2;

const FILTERS: &[Row<r::NatGateway>] = &[
    ("nat-gateway-id", |g, _| one(&g.id)),
    ("state", |g, _| one(show::nat_state(g.state))),
    ("subnet-id", |g, _| one(&g.subnet_id)),
    ("vpc-id", |g, _| one(&g.vpc_id)),
];

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html>
    pub(crate) async fn create_nat_gateway(
        &self,
        call: &Call,
        input: CreateNatGatewayInput,
    ) -> Result<CreateNatGatewayOutput> {
        if input.availability_mode == Some(AvailabilityMode::Regional) {
            return Err(Error::not_implemented("regional NAT gateways"));
        }
        unsupported(input.vpc_id.as_ref(), "VpcId")?;
        unsupported(input.availability_zone_addresses.as_ref(), "AvailabilityZoneAddresses")?;
        let op = ops::CreateNatGateway::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "natgateway")?;
        let request = crate::token::Request::of(op, input.client_token.as_deref(), &input);
        let public = input.connectivity_type != Some(ConnectivityType::Private);
        let asked = addresses_of(&input, public)?;
        let subnet_id = input.subnet_id.ok_or_else(|| missing("subnetId"))?;
        let client_token = input.client_token;
        let told = self
            .state
            .change(call, |estate| {
                if let Some(made) = request.made_before(estate)?.first() {
                    let shown = show::nat_gateway(estate.nat_gateways.get(made)?);
                    return Ok(CreateNatGatewayOutput { client_token, nat_gateway: Some(shown) });
                }
                let subnet = estate.subnets.get(&subnet_id)?.clone();
                let here = |own: &&Arc<r::NatGateway>| {
                    let zone = estate.subnets.find(&own.subnet_id).map(|subnet| &subnet.zone);
                    zone == Some(&subnet.zone) && !matches!(own.state, State::Deleted | State::Failed)
                };
                if estate.nat_gateways.all().filter(here).count() >= GATEWAYS {
                    let text = format!(
                        "Performing this operation would exceed the limit of {GATEWAYS} NAT gateways"
                    );
                    return Err(limit("NatGatewayLimitExceeded", text));
                }
                let own = estate.nat_gateways.put(r::NatGateway {
                    id: ids::new("nat"),
                    owner: estate.account.clone(),
                    vpc_id: subnet.vpc_id.clone(),
                    subnet_id: subnet.id.clone(),
                    public,
                    state: State::Pending,
                    failure: None,
                    addresses: asked,
                    created: call.time,
                    deleted: None,
                    tags,
                });
                request.note(estate, vec![own.id.clone()], call.time);
                Ok(CreateNatGatewayOutput { client_token, nat_gateway: Some(show::nat_gateway(&own)) })
            })
            .await?;
        let id = told.nat_gateway.as_ref().and_then(|own| own.nat_gateway_id.as_deref());
        if let Some(id) = id {
            self.state.attend(&place(call), id);
        }
        Ok(told)
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html>
    pub(crate) async fn describe_nat_gateways(
        &self,
        call: &Call,
        input: DescribeNatGatewaysInput,
    ) -> Result<DescribeNatGatewaysOutput> {
        self.state.read(call, |estate| {
            let asked = Asked {
                ids: input.nat_gateway_ids.map(|ids| ("natGatewayIds", ids)),
                filters: input.filter,
                most: input.max_results,
                token: input.next_token,
            };
            let all = estate.nat_gateways.all().cloned().collect();
            let (found, next_token) = select(estate, all, asked, FILTERS)?;
            let nat_gateways = Some(found.iter().map(|own| show::nat_gateway(own)).collect());
            Ok(DescribeNatGatewaysOutput { nat_gateways, next_token })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html>
    pub(crate) async fn delete_nat_gateway(
        &self,
        call: &Call,
        input: DeleteNatGatewayInput,
    ) -> Result<DeleteNatGatewayOutput> {
        let id = input.nat_gateway_id;
        self.state
            .change(call, |estate| {
                let own = estate.nat_gateways.get(&id)?;
                // What is going or gone already is not told again.
                if matches!(own.state, State::Pending | State::Available) {
                    estate.nat_gateways.edit(&id, |own| {
                        own.state = State::Deleting;
                        own.deleted = Some(call.time);
                    })?;
                }
                Ok(())
            })
            .await?;
        self.state.attend(&place(call), &id);
        Ok(DeleteNatGatewayOutput { nat_gateway_id: Some(id) })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateNatGatewayAddress.html>
    pub(crate) async fn associate_nat_gateway_address(
        &self,
        call: &Call,
        input: AssociateNatGatewayAddressInput,
    ) -> Result<AssociateNatGatewayAddressOutput> {
        unsupported(input.availability_zone.as_ref(), "AvailabilityZone")?;
        unsupported(input.availability_zone_id.as_ref(), "AvailabilityZoneId")?;
        let named = ips(input.private_ip_addresses.as_deref().unwrap_or_default())?;
        let id = input.nat_gateway_id;
        self.state
            .change(call, |estate| {
                let own = available(estate, &id, true)?;
                if own.addresses.len() + input.allocation_ids.len() > PUBLIC {
                    // text unconfirmed
                    let text = format!("Performing this operation would exceed the limit of {PUBLIC} Elastic IP addresses per public NAT gateway");
                    return Err(limit("NatGatewayAddressLimitExceeded", text));
                }
                let count = input.allocation_ids.len();
                let new = extend(estate, &own, named, count)?;
                for (allocation, private) in input.allocation_ids.iter().zip(new) {
                    let address = estate.addresses.get(allocation)?.clone();
                    let interface = interface_of(estate, &own)?;
                    let association =
                        addresses::associate(estate, &address, &interface, Some(private), false)?;
                    let added = r::NatGatewayAddress {
                        elastic: Some((address.id.clone(), association)),
                        interface_id: Some(interface.id.clone()),
                        private_ip: Some(private),
                        public_ip: Some(address.public_ip),
                    };
                    estate.nat_gateways.edit(&id, |own| own.addresses.push(added))?;
                }
                let shown = show::nat_addresses(estate.nat_gateways.get(&id)?);
                Ok(AssociateNatGatewayAddressOutput {
                    nat_gateway_id: Some(id),
                    nat_gateway_addresses: Some(shown),
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateNatGatewayAddress.html>
    pub(crate) async fn disassociate_nat_gateway_address(
        &self,
        call: &Call,
        input: DisassociateNatGatewayAddressInput,
    ) -> Result<DisassociateNatGatewayAddressOutput> {
        unsupported(input.max_drain_duration_seconds.as_ref(), "MaxDrainDurationSeconds")?;
        let id = input.nat_gateway_id;
        self.state
            .change(call, |estate| {
                let own = available(estate, &id, true)?;
                for association in &input.association_ids {
                    let is = |a: &r::NatGatewayAddress| {
                        a.elastic.as_ref().is_some_and(|(_, own)| own == association)
                    };
                    match own.addresses.iter().position(is) {
                        None => {
                            let text = format!("The association ID '{association}' does not exist");
                            return Err(Error::new("InvalidAssociationID.NotFound", text));
                        }
                        Some(0) => {
                            return Err(invalid(
                                "The primary address of a NAT gateway cannot be disassociated",
                            ));
                        }
                        Some(_) => {}
                    }
                }
                let going = |a: &r::NatGatewayAddress| {
                    a.elastic.as_ref().is_some_and(|(_, own)| input.association_ids.contains(own))
                };
                drop_addresses(estate, &own, going)?;
                let shown = show::nat_addresses(estate.nat_gateways.get(&id)?);
                Ok(DisassociateNatGatewayAddressOutput {
                    nat_gateway_id: Some(id),
                    nat_gateway_addresses: Some(shown),
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssignPrivateNatGatewayAddress.html>
    pub(crate) async fn assign_private_nat_gateway_address(
        &self,
        call: &Call,
        input: AssignPrivateNatGatewayAddressInput,
    ) -> Result<AssignPrivateNatGatewayAddressOutput> {
        let named = ips(input.private_ip_addresses.as_deref().unwrap_or_default())?;
        let count =
            input.private_ip_address_count.and_then(|n| usize::try_from(n).ok()).unwrap_or(named.len());
        if count == 0 {
            return Err(missing("privateIpAddressCount"));
        }
        let id = input.nat_gateway_id;
        self.state
            .change(call, |estate| {
                let own = available(estate, &id, false)?;
                let interface_id = Some(interface_of(estate, &own)?.id.clone());
                for private in extend(estate, &own, named, count)? {
                    let added = r::NatGatewayAddress {
                        elastic: None,
                        interface_id: interface_id.clone(),
                        private_ip: Some(private),
                        public_ip: None,
                    };
                    estate.nat_gateways.edit(&id, |own| own.addresses.push(added))?;
                }
                let shown = show::nat_addresses(estate.nat_gateways.get(&id)?);
                Ok(AssignPrivateNatGatewayAddressOutput {
                    nat_gateway_id: Some(id),
                    nat_gateway_addresses: Some(shown),
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UnassignPrivateNatGatewayAddress.html>
    pub(crate) async fn unassign_private_nat_gateway_address(
        &self,
        call: &Call,
        input: UnassignPrivateNatGatewayAddressInput,
    ) -> Result<UnassignPrivateNatGatewayAddressOutput> {
        unsupported(input.max_drain_duration_seconds.as_ref(), "MaxDrainDurationSeconds")?;
        let named = ips(&input.private_ip_addresses)?;
        let id = input.nat_gateway_id;
        self.state
            .change(call, |estate| {
                let own = available(estate, &id, false)?;
                for ip in &named {
                    match own.addresses.iter().position(|a| a.private_ip == Some(*ip)) {
                        None => {
                            return Err(invalid(format!(
                                "The address {ip} is not assigned to NAT gateway {id}"
                            )));
                        }
                        Some(0) => {
                            return Err(invalid("The primary address of a NAT gateway cannot be unassigned"));
                        }
                        Some(_) => {}
                    }
                }
                drop_addresses(estate, &own, |a| a.private_ip.is_some_and(|ip| named.contains(&ip)))?;
                let shown = show::nat_addresses(estate.nat_gateways.get(&id)?);
                Ok(UnassignPrivateNatGatewayAddressOutput {
                    nat_gateway_id: Some(id),
                    nat_gateway_addresses: Some(shown),
                })
            })
            .await
    }
}

fn ips(texts: &[String]) -> Result<Vec<Ipv4Addr>> {
    texts.iter().map(|text| parse::ip(text, "privateIpAddress")).collect()
}

/// The addresses that a new gateway asks for: which are Elastic, and which private.
fn addresses_of(input: &CreateNatGatewayInput, public: bool) -> Result<Vec<r::NatGatewayAddress>> {
    let blank = r::NatGatewayAddress { elastic: None, interface_id: None, private_ip: None, public_ip: None };
    let more_elastic = input.secondary_allocation_ids.as_deref().unwrap_or_default();
    let more_private = ips(input.secondary_private_ip_addresses.as_deref().unwrap_or_default())?;
    let count = input.secondary_private_ip_address_count.unwrap_or_default();
    let count = usize::try_from(count).unwrap_or_default();
    let primary = input.private_ip_address.as_deref();
    let primary = primary.map(|text| parse::ip(text, "privateIpAddress")).transpose()?;
    if public && input.allocation_id.is_none() {
        // text unconfirmed
        return Err(missing("AllocationId"));
    }
    if !public && (input.allocation_id.is_some() || !more_elastic.is_empty()) {
        // text unconfirmed
        return Err(combination("AllocationId cannot be specified for a private NAT gateway"));
    }
    let elastic = |id: &String| Some((id.clone(), String::new()));
    let mut addresses = vec![r::NatGatewayAddress {
        elastic: input.allocation_id.as_ref().and_then(elastic),
        private_ip: primary,
        ..blank.clone()
    }];
    if public {
        if count > 0 {
            return Err(combination(
                "SecondaryPrivateIpAddressCount can only be specified for a private NAT gateway",
            ));
        }
        for (i, id) in more_elastic.iter().enumerate() {
            let private_ip = more_private.get(i).copied();
            addresses.push(r::NatGatewayAddress { elastic: elastic(id), private_ip, ..blank.clone() });
        }
    } else {
        if count > 0 && !more_private.is_empty() {
            return Err(combination(
                "SecondaryPrivateIpAddressCount and SecondaryPrivateIpAddresses cannot be used together",
            ));
        }
        let named = more_private.iter().map(|ip| Some(*ip));
        let all: Vec<_> = named.chain((0..count.min(PRIVATE)).map(|_| None)).collect();
        addresses
            .extend(all.into_iter().map(|private_ip| r::NatGatewayAddress { private_ip, ..blank.clone() }));
    }
    if addresses.len() > if public { PUBLIC } else { PRIVATE } {
        let text = "The maximum number of addresses per NAT gateway has been reached.";
        return Err(limit("NatGatewayAddressLimitExceeded", text));
    }
    Ok(addresses)
}

/// A gateway that translates, of that kind.
fn available(estate: &Estate, id: &str, public: bool) -> Result<Arc<r::NatGateway>> {
    let own = estate.nat_gateways.get(id)?.clone();
    if own.state != State::Available || own.public != public {
        // text unconfirmed
        let kind = if public { "public" } else { "private" };
        return Err(invalid(format!("NAT gateway {id} is not an available {kind} NAT gateway")));
    }
    Ok(own)
}

fn interface_of(estate: &Estate, own: &r::NatGateway) -> Result<Arc<r::NetworkInterface>> {
    let id = own.addresses.first().and_then(|address| address.interface_id.as_deref()).unwrap_or_default();
    estate.interfaces.get(id).cloned()
}

/// Gives a gateway's interface more addresses.
fn extend(
    estate: &mut Estate,
    own: &r::NatGateway,
    named: Vec<Ipv4Addr>,
    count: usize,
) -> Result<Vec<Ipv4Addr>> {
    if own.addresses.len() + count.max(named.len()) > PRIVATE {
        let text = "The maximum number of addresses per NAT gateway has been reached.";
        return Err(limit("NatGatewayAddressLimitExceeded", text));
    }
    let subnet = estate.subnets.get(&own.subnet_id)?.clone();
    interface::check_asked(estate, &subnet, &named)?;
    let mut new = named;
    new.extend(interface::choose(estate, &subnet, count.saturating_sub(new.len()), &new)?);
    let interface = interface_of(estate, own)?;
    estate.interfaces.edit(&interface.id, |interface| {
        let added = new.iter().map(|ip| r::PrivateAddress { address: *ip, public: None });
        interface.addresses.extend(added);
    })?;
    Ok(new)
}

/// Takes addresses off a gateway and its interface.
fn drop_addresses(
    estate: &mut Estate,
    own: &r::NatGateway,
    going: impl Fn(&r::NatGatewayAddress) -> bool,
) -> Result<()> {
    for address in own.addresses.iter().filter(|address| going(address)) {
        if let Some((allocation, _)) = &address.elastic {
            let elastic = estate.addresses.get(allocation)?.clone();
            addresses::disassociate(estate, &elastic)?;
        }
        let interface = interface_of(estate, own)?;
        estate.interfaces.edit(&interface.id, |interface| {
            interface.addresses.retain(|own| Some(own.address) != address.private_ip);
        })?;
    }
    estate.nat_gateways.edit(&own.id, |own| own.addresses.retain(|address| !going(address)))
}

/// A gateway that was being made is there, or has failed.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html#nat-gateway-troubleshooting-failed>
pub(crate) fn finish(estate: &mut Estate, own: &r::NatGateway, now: Timestamp) -> Result<()> {
    if let Err(error) = check(estate, own) {
        return fail(estate, own, &error, now);
    }
    let subnet = estate.subnets.get(&own.subnet_id)?.clone();
    let asked: Vec<_> = own.addresses.iter().filter_map(|address| address.private_ip).collect();
    let chosen = interface::check_asked(estate, &subnet, &asked)
        .and_then(|()| interface::choose(estate, &subnet, own.addresses.len() - asked.len(), &asked));
    let mut chosen = match chosen {
        Ok(chosen) => chosen.into_iter(),
        Err(error) => return fail(estate, own, &error, now),
    };
    let mut addresses = own.addresses.clone();
    for address in &mut addresses {
        address.private_ip = address.private_ip.or_else(|| chosen.next());
    }
    let private: Vec<_> = addresses.iter().filter_map(|address| address.private_ip).collect();
    let managed = Managed {
        kind: "nat_gateway",
        description: format!("Interface for NAT Gateway {}", own.id),
        groups: Vec::new(),
        owner: "amazon-aws",
        source_dest_check: false,
    };
    let made = make_managed(estate, &subnet, managed, &private, now)?;
    for address in &mut addresses {
        address.interface_id = Some(made.id.clone());
        if let Some((allocation, _)) = address.elastic.clone() {
            let elastic = estate.addresses.get(&allocation)?.clone();
            let interface = estate.interfaces.get(&made.id)?.clone();
            let association = addresses::associate(estate, &elastic, &interface, address.private_ip, false)?;
            address.public_ip = Some(elastic.public_ip);
            address.elastic = Some((allocation, association));
        }
    }
    estate.nat_gateways.edit(&own.id, |own| {
        own.state = State::Available;
        own.addresses = addresses;
    })
}

/// What a gateway needs: its addresses free, and an internet gateway where it is public.
fn check(estate: &Estate, own: &r::NatGateway) -> Result<()> {
    for (allocation, _) in own.addresses.iter().filter_map(|address| address.elastic.as_ref()) {
        let Some(elastic) = estate.addresses.find(allocation) else {
            let text =
                format!("Elastic IP address {allocation} could not be associated with this NAT gateway");
            return Err(Error::new("InvalidAllocationID.NotFound", text));
        };
        if elastic.association.is_some() {
            let text = format!("Elastic IP address {allocation} is already associated");
            return Err(Error::new("Resource.AlreadyAssociated", text));
        }
    }
    if own.public && !estate.internet_gateways.all().any(|g| g.vpc_id.as_ref() == Some(&own.vpc_id)) {
        // https://github.com/giantswarm/aws-operator/pull/1234
        let text = format!("Network {} has no Internet gateway attached", own.vpc_id);
        return Err(Error::new("Gateway.NotAttached", text));
    }
    Ok(())
}

fn fail(estate: &mut Estate, own: &r::NatGateway, error: &Error, now: Timestamp) -> Result<()> {
    let text = if error.code() == "InsufficientFreeAddressesInSubnet" {
        "Subnet has insufficient free addresses to create this NAT gateway"
    } else {
        error.message()
    };
    let failure = Some((error.code().to_owned(), text.to_owned()));
    estate.nat_gateways.edit(&own.id, |own| {
        own.state = State::Failed;
        own.failure = failure;
        own.deleted = Some(now);
    })
}

/// A gateway that was going is gone: its addresses are free.
pub(crate) fn end(estate: &mut Estate, own: &r::NatGateway) -> Result<()> {
    for (allocation, association) in own.addresses.iter().filter_map(|address| address.elastic.as_ref()) {
        let elastic = estate.addresses.find(allocation).cloned();
        let still = |own: &Arc<r::Address>| own.association.as_ref().is_some_and(|a| a.id == *association);
        if let Some(elastic) = elastic.filter(still) {
            addresses::disassociate(estate, &elastic)?;
        }
    }
    let interfaces: Vec<_> = own.addresses.iter().filter_map(|a| a.interface_id.clone()).collect();
    for interface in interfaces {
        remove(estate, &interface)?;
    }
    estate.nat_gateways.edit(&own.id, |own| own.state = State::Deleted)
}

/// A gateway that is gone is not seen any more; its subnet may be gone before it.
pub(crate) fn forget(estate: &mut Estate, own: &r::NatGateway) -> Result<()> {
    estate.nat_gateways.remove(&own.id).map(drop).ok_or_else(|| Error::internal("a gateway went away"))
}
