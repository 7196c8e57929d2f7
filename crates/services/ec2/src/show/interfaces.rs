//! Network interfaces, Elastic IP addresses.

use super::tags;
use crate::records as r;
use crate::state::Estate;
use model_ec2::types::*;
use std::net::Ipv4Addr;
use wire::prelude::*;

/// A network interface. <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html>
pub(crate) fn interface(own: &r::NetworkInterface, estate: &Estate) -> NetworkInterface {
    let names = Names::of(own, estate);
    let primary = own.addresses.first();
    NetworkInterface {
        association: primary.and_then(|address| names.association(own, address)),
        attachment: own.attachment.as_ref().map(attachment),
        availability_zone: Some(own.zone.clone()),
        description: Some(own.description.clone()),
        groups: Some(groups(&own.groups, estate)),
        interface_type: Some(NetworkInterfaceType::of(own.interface_type.clone())),
        ipv6_addresses: Some(ipv6(own)),
        mac_address: Some(own.mac.clone()),
        network_interface_id: Some(own.id.clone()),
        owner_id: Some(own.owner.clone()),
        private_dns_name: primary.map(|address| names.private(address.address)),
        public_dns_name: primary.and_then(|a| a.public.as_ref()).and_then(|p| names.public(p.ip)),
        private_ip_address: primary.map(|address| address.address.to_string()),
        private_ip_addresses: Some(
            own.addresses
                .iter()
                .enumerate()
                .map(|(i, address)| NetworkInterfacePrivateIpAddress {
                    association: names.association(own, address),
                    primary: Some(i == 0),
                    private_dns_name: Some(names.private(address.address)),
                    private_ip_address: Some(address.address.to_string()),
                })
                .collect(),
        ),
        ipv4_prefixes: some(
            own.ipv4_prefixes
                .iter()
                .map(|block| Ipv4PrefixSpecification { ipv4_prefix: Some(block.to_string()) })
                .collect(),
        ),
        ipv6_prefixes: some(
            own.ipv6_prefixes
                .iter()
                .map(|block| Ipv6PrefixSpecification { ipv6_prefix: Some(block.to_string()) })
                .collect(),
        ),
        requester_id: Some(own.requester_id.clone()),
        requester_managed: Some(own.requester_managed),
        source_dest_check: Some(own.source_dest_check),
        status: Some(if own.attachment.is_some() {
            NetworkInterfaceStatus::InUse
        } else {
            NetworkInterfaceStatus::Available
        }),
        subnet_id: Some(own.subnet_id.clone()),
        tag_set: tags(&own.tags),
        vpc_id: Some(own.vpc_id.clone()),
        ..NetworkInterface::default()
    }
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// Security groups by id and name.
pub(crate) fn groups(ids: &[String], estate: &Estate) -> Vec<GroupIdentifier> {
    let group = |id: &String| GroupIdentifier {
        group_id: Some(id.clone()),
        group_name: estate.security_groups.find(id).map(|group| group.name.clone()),
    };
    ids.iter().map(group).collect()
}

fn ipv6(own: &r::NetworkInterface) -> Vec<NetworkInterfaceIpv6Address> {
    let address = |(i, address): (usize, &std::net::Ipv6Addr)| NetworkInterfaceIpv6Address {
        ipv6_address: Some(address.to_string()),
        is_primary_ipv6: Some(own.primary_ipv6 && i == 0),
        public_ipv6_dns_name: None,
    };
    own.ipv6.iter().enumerate().map(address).collect()
}

/// What an interface is attached to.
pub(crate) fn attachment(own: &r::Attachment) -> NetworkInterfaceAttachment {
    NetworkInterfaceAttachment {
        attach_time: Some(own.at),
        attachment_id: Some(own.id.clone()),
        delete_on_termination: Some(own.delete_on_termination),
        device_index: Some(own.device_index),
        network_card_index: Some(0),
        instance_id: own.instance_id.clone(),
        instance_owner_id: Some(own.instance_owner.clone()),
        status: Some(AttachmentStatus::Attached),
        ..NetworkInterfaceAttachment::default()
    }
}

/// How a VPC names addresses.
struct Names<'a> {
    region: &'a str,
    hostnames: bool,
}

impl<'a> Names<'a> {
    fn of(own: &r::NetworkInterface, estate: &'a Estate) -> Self {
        let vpc = estate.vpcs.find(&own.vpc_id);
        Self {
            region: &estate.region,
            hostnames: vpc.is_some_and(|vpc| vpc.dns_hostnames && vpc.dns_support),
        }
    }
    fn private(&self, ip: Ipv4Addr) -> String {
        private_name(self.region, ip)
    }
    fn public(&self, ip: Ipv4Addr) -> Option<String> {
        self.hostnames.then(|| public_name(self.region, ip))
    }
    fn association(
        &self,
        own: &r::NetworkInterface,
        address: &r::PrivateAddress,
    ) -> Option<NetworkInterfaceAssociation> {
        let public = address.public.as_ref()?;
        let elastic = public.elastic.as_ref();
        Some(NetworkInterfaceAssociation {
            allocation_id: elastic.map(|(_, allocation)| allocation.clone()),
            association_id: elastic.map(|(association, _)| association.clone()),
            ip_owner_id: Some(elastic.map_or_else(|| "amazon".to_owned(), |_| own.owner.clone())),
            public_dns_name: Some(self.public(public.ip).unwrap_or_default()),
            public_ip: Some(public.ip.to_string()),
            ..NetworkInterfaceAssociation::default()
        })
    }
}

/// `ip-10-0-1-5.ec2.internal`
pub(crate) fn private_name(region: &str, ip: Ipv4Addr) -> String {
    let [a, b, c, d] = ip.octets();
    format!("ip-{a}-{b}-{c}-{d}.{}", crate::vpc::private_domain(region))
}

/// `ec2-203-0-113-5.compute-1.amazonaws.com`
pub(crate) fn public_name(region: &str, ip: Ipv4Addr) -> String {
    let [a, b, c, d] = ip.octets();
    let domain = if region == "us-east-1" { "compute-1".to_owned() } else { format!("{region}.compute") };
    format!("ec2-{a}-{b}-{c}-{d}.{domain}.amazonaws.com")
}

/// An Elastic IP address.
pub(crate) fn address(own: &r::Address, estate: &Estate) -> Address {
    let association = own.association.as_ref();
    let interface = association.and_then(|a| estate.interfaces.find(&a.interface_id));
    Address {
        allocation_id: Some(own.id.clone()),
        association_id: association.map(|a| a.id.clone()),
        domain: Some(DomainType::Vpc),
        network_interface_id: association.map(|a| a.interface_id.clone()),
        network_interface_owner_id: association.map(|_| own.owner.clone()),
        private_ip_address: association.map(|a| a.private_ip.to_string()),
        tags: tags(&own.tags),
        public_ipv4_pool: Some("amazon".to_owned()),
        network_border_group: Some(estate.region.clone()),
        service_managed: own.service_managed.clone().map(ServiceManaged::of),
        instance_id: interface.and_then(|i| i.attachment.as_ref()?.instance_id.clone()),
        public_ip: Some(own.public_ip.to_string()),
        ..Address::default()
    }
}
