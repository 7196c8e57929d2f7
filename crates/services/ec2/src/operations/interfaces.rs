//! Network interfaces.

use crate::describe::{Asked, Row, one, select};
use crate::records::{self as r, *};
use crate::refusals::{combination, invalid, invalid_value, limit, missing, unsupported};
use crate::state::Estate;
use crate::{Ec2, ids, interface, parse, show, tagging};
use clock::Timestamp;
use door::{Call, Principal};
use model_ec2::ops;
use model_ec2::types::*;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use wire::prelude::*;

type Own = r::NetworkInterface;

/// Security groups of an interface, and interfaces of a region, by AWS's quotas.
const GROUPS: usize = 5;
const INTERFACES: usize = 5_000;
/// Private addresses that an interface may have here: the most that any instance type's may.
const ADDRESSES: usize = 50;

const FILTERS: &[Row<Own>] = &[
    ("addresses.association.owner-id", |i, e| addresses(i, e, |a| a.association?.ip_owner_id)),
    ("addresses.association.public-ip", |i, e| addresses(i, e, |a| a.association?.public_ip)),
    ("addresses.primary", |i, e| addresses(i, e, |a| a.primary.map(|primary| primary.to_string()))),
    ("addresses.private-ip-address", |i, e| addresses(i, e, |a| a.private_ip_address)),
    ("association.allocation-id", |i, e| association(i, e, |a| a.allocation_id)),
    ("association.association-id", |i, e| association(i, e, |a| a.association_id)),
    ("association.ip-owner-id", |i, e| association(i, e, |a| a.ip_owner_id)),
    ("association.public-dns-name", |i, e| association(i, e, |a| a.public_dns_name)),
    ("association.public-ip", |i, e| association(i, e, |a| a.public_ip)),
    ("attachment.attach-time", |i, _| attached(i, |a| Some(a.at.rfc3339_millis()))),
    ("attachment.attachment-id", |i, _| attached(i, |a| Some(a.id.clone()))),
    ("attachment.delete-on-termination", |i, _| attached(i, |a| Some(a.delete_on_termination.to_string()))),
    ("attachment.device-index", |i, _| attached(i, |a| Some(a.device_index.to_string()))),
    ("attachment.instance-id", |i, _| attached(i, |a| a.instance_id.clone())),
    ("attachment.instance-owner-id", |i, _| attached(i, |a| Some(a.instance_owner.clone()))),
    ("attachment.status", |i, _| attached(i, |_| Some("attached".to_owned()))),
    ("availability-zone", |i, _| one(&i.zone)),
    ("availability-zone-id", |i, e| {
        e.subnets.find(&i.subnet_id).map(|subnet| subnet.zone_id.clone()).into_iter().collect()
    }),
    ("description", |i, _| one(&i.description)),
    ("group-id", |i, _| i.groups.clone()),
    ("group-name", |i, e| show::groups(&i.groups, e).into_iter().filter_map(|g| g.group_name).collect()),
    ("interface-type", |i, _| one(&i.interface_type)),
    ("ipv6-addresses.ipv6-address", |i, _| i.ipv6.iter().map(ToString::to_string).collect()),
    ("mac-address", |i, _| one(&i.mac)),
    ("network-interface-id", |i, _| one(&i.id)),
    ("operator.managed", |_, _| one(false)),
    ("operator.principal", |_, _| Vec::new()),
    ("owner-id", |i, _| one(&i.owner)),
    ("private-dns-name", |i, e| show::interface(i, e).private_dns_name.into_iter().collect()),
    ("private-ip-address", |i, _| i.addresses.iter().map(|a| a.address.to_string()).collect()),
    ("requester-id", |i, _| one(&i.requester_id)),
    ("requester-managed", |i, _| one(i.requester_managed)),
    ("source-dest-check", |i, _| one(i.source_dest_check)),
    ("status", |i, _| one(if i.attachment.is_some() { "in-use" } else { "available" })),
    ("subnet-id", |i, _| one(&i.subnet_id)),
    ("vpc-id", |i, _| one(&i.vpc_id)),
];

fn addresses(
    own: &Own,
    estate: &Estate,
    value: fn(NetworkInterfacePrivateIpAddress) -> Option<String>,
) -> Vec<String> {
    let shown = show::interface(own, estate).private_ip_addresses.unwrap_or_default();
    shown.into_iter().filter_map(value).collect()
}
fn association(
    own: &Own,
    estate: &Estate,
    value: fn(NetworkInterfaceAssociation) -> Option<String>,
) -> Vec<String> {
    let shown = show::interface(own, estate).private_ip_addresses.unwrap_or_default();
    shown.into_iter().filter_map(|address| value(address.association?)).collect()
}
fn attached(own: &Own, value: fn(&Attachment) -> Option<String>) -> Vec<String> {
    own.attachment.as_ref().and_then(value).into_iter().collect()
}

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html>
    pub(crate) async fn create_network_interface(
        &self,
        call: &Call,
        input: CreateNetworkInterfaceInput,
    ) -> Result<CreateNetworkInterfaceOutput> {
        unsupported(input.interface_type.as_ref(), "InterfaceType")?;
        unsupported(input.operator.as_ref(), "Operator")?;
        unsupported(input.connection_tracking_specification.as_ref(), "ConnectionTrackingSpecification")?;
        unsupported(input.ipv4_prefixes.as_ref().filter(|p| !p.is_empty()), "Ipv4Prefixes")?;
        unsupported(input.ipv4_prefix_count.as_ref().filter(|n| **n > 0), "Ipv4PrefixCount")?;
        unsupported(input.ipv6_prefixes.as_ref().filter(|p| !p.is_empty()), "Ipv6Prefixes")?;
        unsupported(input.ipv6_prefix_count.as_ref().filter(|n| **n > 0), "Ipv6PrefixCount")?;
        let op = ops::CreateNetworkInterface::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "network-interface")?;
        let request = crate::token::Request::of(op, input.client_token.as_deref(), &input);
        let wanted = Wanted::of(&input)?;
        let service = service(call);
        self.state
            .change(call, |estate| {
                let client_token = input.client_token;
                if let Some(made) = request.made_before(estate)?.first() {
                    let shown = show::interface(estate.interfaces.get(made)?, estate);
                    return Ok(CreateNetworkInterfaceOutput { network_interface: Some(shown), client_token });
                }
                let subnet = estate.subnets.get(&input.subnet_id)?.clone();
                if estate.interfaces.len() >= INTERFACES {
                    let text = "The maximum number of network interfaces has been reached.";
                    return Err(limit("NetworkInterfaceLimitExceeded", text));
                }
                let mut own = interface::blank(estate, &subnet, call.time);
                own.groups = groups(estate, &subnet.vpc_id, input.groups.unwrap_or_default())?;
                own.description = input.description.unwrap_or_default();
                own.tags = tags;
                wanted.give(estate, &subnet, &mut own)?;
                own.primary_ipv6 = input.enable_primary_ipv6 == Some(true);
                own.requester_id = call.caller.user_id.clone();
                if let Some(service) = service {
                    own.requester_managed = true;
                    own.requester_id = service;
                }
                let own = estate.interfaces.put(own);
                request.note(estate, vec![own.id.clone()], call.time);
                let mut shown = show::interface(&own, estate);
                // A new interface is `pending` for a moment.
                shown.status = Some(NetworkInterfaceStatus::of("pending".to_owned()));
                Ok(CreateNetworkInterfaceOutput { network_interface: Some(shown), client_token })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html>
    pub(crate) async fn describe_network_interfaces(
        &self,
        call: &Call,
        input: DescribeNetworkInterfacesInput,
    ) -> Result<DescribeNetworkInterfacesOutput> {
        self.state.read(call, |estate| {
            let asked = Asked {
                ids: input.network_interface_ids.map(|ids| ("networkInterfaceIds", ids)),
                filters: input.filters,
                most: input.max_results,
                token: input.next_token,
            };
            let all = estate.interfaces.all().cloned().collect();
            let (found, next_token) = select(estate, all, asked, FILTERS)?;
            let network_interfaces = Some(found.iter().map(|own| show::interface(own, estate)).collect());
            Ok(DescribeNetworkInterfacesOutput { network_interfaces, next_token })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInterface.html>
    pub(crate) async fn delete_network_interface(
        &self,
        call: &Call,
        input: DeleteNetworkInterfaceInput,
    ) -> Result<DeleteNetworkInterfaceOutput> {
        let id = input.network_interface_id;
        self.state
            .change(call, |estate| {
                let own = estate.interfaces.get(&id)?;
                if own.attachment.is_some() {
                    let text = format!("Network interface '{id}' is currently in use.");
                    return Err(Error::new("InvalidParameterValue", text));
                }
                remove(estate, &id)?;
                Ok(DeleteNetworkInterfaceOutput::default())
            })
            .await
    }

    /// There are no instances: only what services make is ever attached, and services attach it.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachNetworkInterface.html>
    pub(crate) async fn attach_network_interface(
        &self,
        call: &Call,
        input: AttachNetworkInterfaceInput,
    ) -> Result<AttachNetworkInterfaceOutput> {
        unsupported(input.ena_srd_specification.as_ref(), "EnaSrdSpecification")?;
        unsupported(input.ena_queue_count.as_ref(), "EnaQueueCount")?;
        unsupported(input.network_card_index.as_ref().filter(|index| **index != 0), "NetworkCardIndex")?;
        let service = service(call);
        self.state
            .change(call, |estate| {
                let own = estate.interfaces.get(&input.network_interface_id)?;
                if service.is_none() {
                    let text = format!("The instance ID '{}' does not exist", input.instance_id);
                    return Err(Error::new("InvalidInstanceID.NotFound", text));
                }
                if own.attachment.is_some() {
                    let text = format!("Interface: [{}] in use.", own.id);
                    return Err(Error::new("InvalidNetworkInterface.InUse", text));
                }
                let attachment = Attachment {
                    device_index: input.device_index,
                    ..interface::service_attachment("eni-attach", "amazon-aws", call.time)
                };
                let attachment_id = Some(attachment.id.clone());
                estate
                    .interfaces
                    .edit(&input.network_interface_id, |own| own.attachment = Some(attachment))?;
                Ok(AttachNetworkInterfaceOutput { attachment_id, network_card_index: Some(0) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachNetworkInterface.html>
    pub(crate) async fn detach_network_interface(
        &self,
        call: &Call,
        input: DetachNetworkInterfaceInput,
    ) -> Result<DetachNetworkInterfaceOutput> {
        let service = service(call);
        self.state
            .change(call, |estate| {
                let id = input.attachment_id;
                let is = |own: &&Arc<Own>| own.attachment.as_ref().is_some_and(|a| a.id == id);
                let own = estate.interfaces.all().find(is).cloned().ok_or_else(|| {
                    let text = format!("The attachment '{id}' does not exist.");
                    Error::new("InvalidAttachmentID.NotFound", text)
                })?;
                if own.requester_managed && service.is_none() {
                    return Err(not_yours());
                }
                estate.interfaces.edit(&own.id, |own| own.attachment = None)?;
                Ok(DetachNetworkInterfaceOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyNetworkInterfaceAttribute.html>
    pub(crate) async fn modify_network_interface_attribute(
        &self,
        call: &Call,
        input: ModifyNetworkInterfaceAttributeInput,
    ) -> Result<ModifyNetworkInterfaceAttributeOutput> {
        unsupported(input.ena_srd_specification.as_ref(), "EnaSrdSpecification")?;
        unsupported(input.connection_tracking_specification.as_ref(), "ConnectionTrackingSpecification")?;
        unsupported(input.associated_subnet_ids.as_ref(), "AssociatedSubnetIds")?;
        let service = service(call);
        self.state
            .change(call, |estate| {
                let mut own = (**estate.interfaces.get(&input.network_interface_id)?).clone();
                if own.requester_managed && service.is_none() {
                    return Err(not_yours());
                }
                if let Some(description) = input.description {
                    own.description = description.value.unwrap_or_default();
                }
                if let Some(flag) = input.source_dest_check.and_then(|flag| flag.value) {
                    own.source_dest_check = flag;
                }
                if let Some(ids) = input.groups.filter(|ids| !ids.is_empty()) {
                    own.groups = groups(estate, &own.vpc_id, ids)?;
                }
                if let Some(primary) = input.enable_primary_ipv6 {
                    if own.primary_ipv6 && !primary {
                        // <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyNetworkInterfaceAttribute.html>
                        return Err(invalid("The primary IPv6 address cannot be disabled"));
                    }
                    own.primary_ipv6 = primary;
                }
                if let Some(changes) = input.attachment {
                    unsupported(changes.ena_queue_count.as_ref(), "Attachment.EnaQueueCount")?;
                    unsupported(changes.default_ena_queue_count.as_ref(), "Attachment.DefaultEnaQueueCount")?;
                    let id = changes.attachment_id.ok_or_else(|| missing("attachmentId"))?;
                    let attachment = own.attachment.as_mut().filter(|attachment| attachment.id == id);
                    let attachment = attachment.ok_or_else(|| {
                        let text = format!("The attachment '{id}' does not exist.");
                        Error::new("InvalidAttachmentID.NotFound", text)
                    })?;
                    if let Some(flag) = changes.delete_on_termination {
                        attachment.delete_on_termination = flag;
                    }
                }
                match input.associate_public_ip_address {
                    Some(true) => give_public(estate, &mut own)?,
                    Some(false) => {
                        let elastic = |p: &PublicAddress| p.elastic.is_some();
                        let first = own.addresses.first_mut();
                        if let Some(a) = first {
                            a.public = a.public.take().filter(elastic);
                        }
                    }
                    None => {}
                }
                estate.interfaces.put(own);
                Ok(ModifyNetworkInterfaceAttributeOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResetNetworkInterfaceAttribute.html>
    pub(crate) async fn reset_network_interface_attribute(
        &self,
        call: &Call,
        input: ResetNetworkInterfaceAttributeInput,
    ) -> Result<ResetNetworkInterfaceAttributeOutput> {
        if input.source_dest_check.is_none() {
            return Err(missing("sourceDestCheck"));
        }
        self.state
            .change(call, |estate| {
                estate.interfaces.edit(&input.network_interface_id, |own| own.source_dest_check = true)?;
                Ok(ResetNetworkInterfaceAttributeOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaceAttribute.html>
    pub(crate) async fn describe_network_interface_attribute(
        &self,
        call: &Call,
        input: DescribeNetworkInterfaceAttributeInput,
    ) -> Result<DescribeNetworkInterfaceAttributeOutput> {
        self.state.read(call, |estate| {
            let own = estate.interfaces.get(&input.network_interface_id)?;
            let shown = show::interface(own, estate);
            let mut told = DescribeNetworkInterfaceAttributeOutput {
                network_interface_id: Some(own.id.clone()),
                ..DescribeNetworkInterfaceAttributeOutput::default()
            };
            match input.attribute.ok_or_else(|| missing("attribute"))? {
                NetworkInterfaceAttribute::Description => {
                    told.description = Some(AttributeValue { value: shown.description });
                }
                NetworkInterfaceAttribute::GroupSet => told.groups = shown.groups,
                NetworkInterfaceAttribute::SourceDestCheck => {
                    told.source_dest_check = Some(AttributeBooleanValue { value: shown.source_dest_check });
                }
                NetworkInterfaceAttribute::Attachment => told.attachment = shown.attachment,
                NetworkInterfaceAttribute::AssociatePublicIpAddress => {
                    let public = own.addresses.first().and_then(|a| a.public.as_ref());
                    told.associate_public_ip_address = Some(public.is_some_and(|p| p.elastic.is_none()));
                }
                NetworkInterfaceAttribute::Unknown(name) => {
                    return Err(invalid_value(name, "attribute", "Unknown network interface attribute"));
                }
            }
            Ok(told)
        })
    }
}

/// The service that calls in its own name or with the role that is linked to it: what it makes is its own.
pub(crate) fn service(call: &Call) -> Option<String> {
    match &call.caller.principal {
        Principal::Service { name } => Some(name.clone()),
        Principal::RoleSession { role_id, service_linked: true, .. } => Some(role_id.clone()),
        _ => None,
    }
}

/// What services made is theirs to change.
fn not_yours() -> Error {
    let text = "You do not have permission to access the specified resource.";
    Error::new("AuthFailure", text)
}

/// Gives an interface's primary address a public one that lasts as long as the interface.
fn give_public(estate: &Estate, own: &mut Own) -> Result<()> {
    let Some(first) = own.addresses.first_mut() else {
        return Err(invalid("The interface has no IPv4 address"));
    };
    if first.public.is_some() {
        return Ok(());
    }
    let ip = interface::take_public(estate).ok_or_else(|| {
        limit("InsufficientAddressCapacity", "Not enough available addresses to satisfy the request.")
    })?;
    first.public = Some(PublicAddress { ip, elastic: None });
    Ok(())
}

/// Takes an interface away, and the Elastic IP addresses off it.
pub(crate) fn remove(estate: &mut Estate, id: &str) -> Result<()> {
    let on = |own: &r::Address| own.association.as_ref().is_some_and(|a| a.interface_id == id);
    for address in super::vpcs::of(estate.addresses.all(), on, |own| own.id.clone()) {
        estate.addresses.edit(&address, |own| own.association = None)?;
    }
    let logs = super::vpcs::of(estate.flow_logs.all(), |log| log.resource_id == id, |l| l.id.clone());
    for log in &logs {
        drop(estate.flow_logs.remove(log));
    }
    estate.interfaces.remove(id);
    Ok(())
}

/// The groups of a new interface: those named, else the VPC's default one.
pub(crate) fn groups(estate: &Estate, vpc_id: &str, named: Vec<String>) -> Result<Vec<String>> {
    if named.is_empty() {
        let default = estate.security_groups.all().find(|g| g.vpc_id == vpc_id && g.name == "default");
        return Ok(default.map(|group| group.id.clone()).into_iter().collect());
    }
    let mut groups: Vec<String> = Vec::new();
    for id in named {
        let own = estate.security_groups.get(&id)?;
        if !own.serves(vpc_id) {
            let text = "You have specified two resources that belong to different networks.";
            return Err(Error::new("InvalidParameter", text));
        }
        if !groups.contains(&id) {
            groups.push(id);
        }
    }
    if groups.len() > GROUPS {
        let text = "The maximum number of security groups per interface has been reached.";
        return Err(limit("SecurityGroupsPerInterfaceLimitExceeded", text));
    }
    Ok(groups)
}

/// Addresses that a new interface asks for.
struct Wanted {
    primary: Option<Ipv4Addr>,
    named: Vec<Ipv4Addr>,
    more: usize,
    v6: Vec<Ipv6Addr>,
    more_v6: Option<usize>,
}

impl Wanted {
    fn of(input: &CreateNetworkInterfaceInput) -> Result<Self> {
        let ip = |text: &String| parse::ip(text, "address");
        let mut primary = input.private_ip_address.as_ref().map(ip).transpose()?;
        let mut named = Vec::new();
        for own in input.private_ip_addresses.iter().flatten() {
            let address = own.private_ip_address.as_ref().map(ip).transpose()?;
            let address = address.ok_or_else(|| missing("privateIpAddress"))?;
            if own.primary == Some(true) {
                if primary.is_some_and(|other| other != address) {
                    return Err(combination("Only one primary private IP address can be specified."));
                }
                primary = Some(address);
            } else {
                named.push(address);
            }
        }
        let more = input.secondary_private_ip_address_count.unwrap_or_default();
        if more > 0 && !named.is_empty() {
            return Err(combination("Secondary addresses may be named or counted, not both."));
        }
        let v6: Result<Vec<_>> = input
            .ipv6_addresses
            .iter()
            .flatten()
            .map(|own| parse::ip6(own.ipv6_address.as_deref().unwrap_or_default(), "ipv6Address"))
            .collect();
        let count = |n: i32| usize::try_from(n).unwrap_or_default();
        let wanted =
            Self { primary, named, more: count(more), v6: v6?, more_v6: input.ipv6_address_count.map(count) };
        if wanted.named.len() + wanted.more >= ADDRESSES || wanted.more_v6.unwrap_or(0) > ADDRESSES {
            let text = "The maximum number of private IP addresses per interface has been reached.";
            return Err(limit("PrivateIpAddressLimitExceeded", text));
        }
        Ok(wanted)
    }
    fn give(self, estate: &Estate, subnet: &r::Subnet, own: &mut Own) -> Result<()> {
        let asked: Vec<_> = self.primary.iter().chain(&self.named).copied().collect();
        interface::check_asked(estate, subnet, &asked)?;
        if !subnet.ipv6_native {
            let first = usize::from(self.primary.is_none());
            let mut chosen = interface::choose(estate, subnet, first + self.more, &asked)?;
            let primary = self.primary.or_else(|| chosen.pop());
            let all = primary.into_iter().chain(self.named).chain(chosen);
            own.addresses = all.map(|address| PrivateAddress { address, public: None }).collect();
        }
        check_v6(estate, subnet, &self.v6)?;
        let default = usize::from(self.v6.is_empty() && subnet.assign_ipv6_on_creation);
        own.ipv6 = self.v6;
        own.ipv6.extend(interface::choose_v6(estate, subnet, self.more_v6.unwrap_or(default))?);
        Ok(())
    }
}

/// Checks IPv6 addresses that somebody asked for.
pub(crate) fn check_v6(estate: &Estate, subnet: &r::Subnet, asked: &[Ipv6Addr]) -> Result<()> {
    for ip in asked {
        if !subnet.ipv6.iter().any(|own| own.cidr.contains(ip)) {
            return Err(invalid("Address does not fall within the subnet's address range"));
        }
        if estate.interfaces.all().any(|own| own.ipv6.contains(ip)) {
            return Err(Error::new("InvalidIPAddress.InUse", format!("The address {ip} is already in use.")));
        }
    }
    Ok(())
}

/// An interface that a service of EC2 itself makes: a NAT gateway, an endpoint.
pub(crate) struct Managed<'a> {
    pub(crate) kind: &'a str,
    pub(crate) description: String,
    pub(crate) groups: Vec<String>,
    pub(crate) owner: &'a str,
    pub(crate) source_dest_check: bool,
}

/// Makes such an interface with these addresses, or one of its own.
pub(crate) fn make_managed(
    estate: &mut Estate,
    subnet: &r::Subnet,
    managed: Managed<'_>,
    addresses: &[Ipv4Addr],
    now: Timestamp,
) -> Result<Arc<Own>> {
    interface::check_asked(estate, subnet, addresses)?;
    let chosen =
        if addresses.is_empty() { interface::choose(estate, subnet, 1, &[])? } else { addresses.to_vec() };
    let own = Own {
        interface_type: managed.kind.to_owned(),
        description: managed.description,
        groups: managed.groups,
        source_dest_check: managed.source_dest_check,
        requester_managed: true,
        requester_id: managed.owner.to_owned(),
        addresses: chosen.into_iter().map(|address| PrivateAddress { address, public: None }).collect(),
        attachment: Some(interface::service_attachment("ela-attach", "amazon-aws", now)),
        ..interface::blank(estate, subnet, now)
    };
    Ok(estate.interfaces.put(Own { id: ids::new("eni"), ..own }))
}
