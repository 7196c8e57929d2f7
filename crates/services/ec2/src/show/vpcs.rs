//! VPCs, subnets, DHCP options.

use super::{arn, tags};
use crate::records as r;
use crate::state::Estate;
use model_ec2::types::*;
use wire::prelude::*;

fn block_state(state: VpcCidrBlockStateCode) -> Option<VpcCidrBlockState> {
    Some(VpcCidrBlockState { state: Some(state), status_message: None })
}

/// A VPC. <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html>
pub(crate) fn vpc(vpc: &r::Vpc) -> Vpc {
    let associated = VpcCidrBlockStateCode::Associated;
    Vpc {
        owner_id: Some(vpc.owner.clone()),
        instance_tenancy: Some(Tenancy::of(vpc.tenancy.clone())),
        ipv6_cidr_block_association_set: Some(
            vpc.ipv6.iter().map(|own| vpc_ipv6(own, associated.clone())).collect(),
        )
        .filter(|set: &Vec<_>| !set.is_empty()),
        cidr_block_association_set: Some(
            vpc.cidrs.iter().map(|own| vpc_cidr(own, associated.clone())).collect(),
        ),
        is_default: Some(vpc.is_default),
        tags: tags(&vpc.tags),
        block_public_access_states: no_block(),
        vpc_id: Some(vpc.id.clone()),
        state: Some(VpcState::Available),
        cidr_block: vpc.cidrs.first().map(|own| own.cidr.to_string()),
        dhcp_options_id: Some(vpc.dhcp_options_id.clone()),
        ..Vpc::default()
    }
}

fn no_block() -> Option<BlockPublicAccessStates> {
    Some(BlockPublicAccessStates { internet_gateway_block_mode: Some(BlockPublicAccessMode::Off) })
}

/// An IPv4 block of a VPC.
pub(crate) fn vpc_cidr(own: &r::CidrAssociation, state: VpcCidrBlockStateCode) -> VpcCidrBlockAssociation {
    VpcCidrBlockAssociation {
        association_id: Some(own.id.clone()),
        cidr_block: Some(own.cidr.to_string()),
        cidr_block_state: block_state(state),
    }
}

/// An IPv6 block of a VPC.
pub(crate) fn vpc_ipv6(
    own: &r::Ipv6Association,
    state: VpcCidrBlockStateCode,
) -> VpcIpv6CidrBlockAssociation {
    VpcIpv6CidrBlockAssociation {
        association_id: Some(own.id.clone()),
        ipv6_cidr_block: Some(own.cidr.to_string()),
        ipv6_cidr_block_state: block_state(state),
        ipv6_pool: Some("Amazon".to_owned()),
        ipv6_address_attribute: Some(Ipv6AddressAttribute::Public),
        ip_source: Some(IpSource::Amazon),
        ..VpcIpv6CidrBlockAssociation::default()
    }
}

/// An IPv6 block of a subnet.
pub(crate) fn subnet_ipv6(
    own: &r::Ipv6Association,
    state: SubnetCidrBlockStateCode,
) -> SubnetIpv6CidrBlockAssociation {
    SubnetIpv6CidrBlockAssociation {
        association_id: Some(own.id.clone()),
        ipv6_cidr_block: Some(own.cidr.to_string()),
        ipv6_cidr_block_state: Some(SubnetCidrBlockState { state: Some(state), status_message: None }),
        ipv6_address_attribute: Some(Ipv6AddressAttribute::Public),
        ip_source: Some(IpSource::Amazon),
    }
}

/// A subnet. <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html>
pub(crate) fn subnet(subnet: &r::Subnet, estate: &Estate) -> Subnet {
    let associated = SubnetCidrBlockStateCode::Associated;
    Subnet {
        availability_zone_id: Some(subnet.zone_id.clone()),
        map_customer_owned_ip_on_launch: Some(false),
        owner_id: Some(subnet.owner.clone()),
        assign_ipv6_address_on_creation: Some(subnet.assign_ipv6_on_creation),
        ipv6_cidr_block_association_set: Some(
            subnet.ipv6.iter().map(|own| subnet_ipv6(own, associated.clone())).collect(),
        ),
        tags: tags(&subnet.tags),
        subnet_arn: Some(arn(estate, "subnet", &subnet.id)),
        enable_dns64: Some(subnet.enable_dns64),
        ipv6_native: Some(subnet.ipv6_native),
        private_dns_name_options_on_launch: Some(PrivateDnsNameOptionsOnLaunch {
            hostname_type: Some(HostnameType::of(subnet.hostname_type.clone())),
            enable_resource_name_dns_a_record: Some(subnet.resource_name_a_record),
            enable_resource_name_dns_aaaa_record: Some(subnet.resource_name_aaaa_record),
        }),
        block_public_access_states: no_block(),
        subnet_id: Some(subnet.id.clone()),
        state: Some(SubnetState::Available),
        vpc_id: Some(subnet.vpc_id.clone()),
        cidr_block: subnet.cidr.map(|block| block.to_string()),
        available_ip_address_count: Some(crate::interface::available(estate, subnet)),
        availability_zone: Some(subnet.zone.clone()),
        default_for_az: Some(subnet.default_for_az),
        map_public_ip_on_launch: Some(subnet.map_public_ip_on_launch),
        ..Subnet::default()
    }
}

/// DHCP options.
pub(crate) fn dhcp_options(options: &r::DhcpOptions) -> DhcpOptions {
    let value = |value: &String| AttributeValue { value: Some(value.clone()) };
    let configuration = |(key, values): &(String, Vec<String>)| DhcpConfiguration {
        key: Some(key.clone()),
        values: Some(values.iter().map(value).collect()),
    };
    DhcpOptions {
        owner_id: Some(options.owner.clone()),
        tags: tags(&options.tags),
        dhcp_options_id: Some(options.id.clone()),
        dhcp_configurations: Some(options.options.iter().map(configuration).collect()),
    }
}
