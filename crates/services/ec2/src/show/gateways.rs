//! NAT gateways, endpoints, peering connections, prefix lists, flow logs.

use super::{arn, tags};
use crate::records as r;
use crate::state::Estate;
use model_ec2::types::*;
use wire::prelude::*;

/// A NAT gateway. <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html>
pub(crate) fn nat_gateway(own: &r::NatGateway) -> NatGateway {
    NatGateway {
        create_time: Some(own.created),
        delete_time: own.deleted,
        failure_code: own.failure.as_ref().map(|(code, _)| code.clone()),
        failure_message: own.failure.as_ref().map(|(_, text)| text.clone()),
        nat_gateway_addresses: Some(nat_addresses(own)),
        nat_gateway_id: Some(own.id.clone()),
        state: Some(NatGatewayState::of(nat_state(own.state).to_owned())),
        subnet_id: Some(own.subnet_id.clone()),
        vpc_id: Some(own.vpc_id.clone()),
        tags: tags(&own.tags),
        connectivity_type: Some(if own.public {
            ConnectivityType::Public
        } else {
            ConnectivityType::Private
        }),
        availability_mode: Some(AvailabilityMode::Zonal),
        ..NatGateway::default()
    }
}

/// A state's text.
pub(crate) fn nat_state(state: r::NatGatewayState) -> &'static str {
    match state {
        r::NatGatewayState::Pending => "pending",
        r::NatGatewayState::Failed => "failed",
        r::NatGatewayState::Available => "available",
        r::NatGatewayState::Deleting => "deleting",
        r::NatGatewayState::Deleted => "deleted",
    }
}

/// The addresses of a NAT gateway.
pub(crate) fn nat_addresses(own: &r::NatGateway) -> Vec<NatGatewayAddress> {
    let status = match own.state {
        r::NatGatewayState::Failed => NatGatewayAddressStatus::Failed,
        r::NatGatewayState::Pending if own.public => NatGatewayAddressStatus::Associating,
        r::NatGatewayState::Pending => NatGatewayAddressStatus::Assigning,
        _ => NatGatewayAddressStatus::Succeeded,
    };
    let address = |(i, address): (usize, &r::NatGatewayAddress)| NatGatewayAddress {
        allocation_id: address.elastic.as_ref().map(|(allocation, _)| allocation.clone()),
        association_id: address.elastic.as_ref().map(|(_, a)| a.clone()).filter(|a| !a.is_empty()),
        network_interface_id: address.interface_id.clone(),
        private_ip: address.private_ip.map(|ip| ip.to_string()),
        public_ip: address.public_ip.map(|ip| ip.to_string()),
        is_primary: Some(i == 0),
        status: Some(status.clone()),
        ..NatGatewayAddress::default()
    };
    own.addresses.iter().enumerate().map(address).collect()
}

/// A VPC endpoint. recorded: ec2/test_ec2.json, test_vpc_endpoint_dns_names
pub(crate) fn endpoint(own: &r::VpcEndpoint, estate: &Estate) -> VpcEndpoint {
    let group = |group: GroupIdentifier| SecurityGroupIdentifier {
        group_id: group.group_id,
        group_name: group.group_name,
    };
    VpcEndpoint {
        vpc_endpoint_id: Some(own.id.clone()),
        vpc_endpoint_type: Some(if own.interface {
            VpcEndpointType::Interface
        } else {
            VpcEndpointType::Gateway
        }),
        vpc_id: Some(own.vpc_id.clone()),
        service_name: Some(own.service_name.clone()),
        state: Some(State::of(endpoint_state(own.state).to_owned())),
        policy_document: Some(own.policy.clone()),
        route_table_ids: Some(own.route_tables.clone()),
        subnet_ids: Some(own.subnets.iter().map(|(subnet, _)| subnet.clone()).collect()),
        groups: Some(super::groups(&own.groups, estate).into_iter().map(group).collect()),
        ip_address_type: Some(IpAddressType::of(own.ip_address_type.clone())).filter(|_| own.interface),
        dns_options: own
            .interface
            .then(|| DnsOptions { dns_record_ip_type: Some(DnsRecordIpType::Ipv4), ..DnsOptions::default() }),
        private_dns_enabled: Some(own.private_dns),
        requester_managed: Some(own.requester_managed),
        network_interface_ids: Some(own.subnets.iter().map(|(_, interface)| interface.clone()).collect()),
        dns_entries: Some(dns_entries(own, estate)),
        creation_timestamp: Some(own.created),
        tags: tags(&own.tags),
        owner_id: Some(own.owner.clone()),
        service_region: Some(estate.region.clone()),
        ..VpcEndpoint::default()
    }
}

/// A state's text: AWS writes it small where the model has a capital.
pub(crate) fn endpoint_state(state: r::EndpointState) -> &'static str {
    match state {
        r::EndpointState::Pending => "pending",
        r::EndpointState::Available => "available",
        r::EndpointState::Deleting => "deleting",
    }
}

/// The names of an interface endpoint: of the whole, of each zone, and the service's own.
fn dns_entries(own: &r::VpcEndpoint, estate: &Estate) -> Vec<DnsEntry> {
    let zone = crate::endpoint_services::hosted_zone(&estate.region);
    crate::endpoint_services::names(own, estate)
        .into_iter()
        .map(|name| DnsEntry { dns_name: Some(name), hosted_zone_id: Some(zone.clone()) })
        .collect()
}

/// A peering connection. Blocks of the accepter are seen once it accepted.
pub(crate) fn peering(own: &r::PeeringConnection) -> VpcPeeringConnection {
    let open = matches!(own.state, r::PeeringState::PendingAcceptance | r::PeeringState::Active);
    let side = |side: &r::PeeringSide, known: bool| VpcPeeringConnectionVpcInfo {
        cidr_block: side.cidrs.first().filter(|_| known).map(ToString::to_string),
        cidr_block_set: known.then(|| {
            side.cidrs.iter().map(|block| CidrBlock { cidr_block: Some(block.to_string()) }).collect()
        }),
        ipv6_cidr_block_set: Some(
            side.ipv6.iter().map(|b| Ipv6CidrBlock { ipv6_cidr_block: Some(b.to_string()) }).collect(),
        )
        .filter(|set: &Vec<_>| known && !set.is_empty()),
        owner_id: Some(side.account.clone()),
        peering_options: (own.state == r::PeeringState::Active || known && open).then(|| {
            VpcPeeringConnectionOptionsDescription {
                allow_dns_resolution_from_remote_vpc: Some(side.dns_resolution),
                allow_egress_from_local_classic_link_to_remote_vpc: Some(false),
                allow_egress_from_local_vpc_to_remote_classic_link: Some(false),
                ..VpcPeeringConnectionOptionsDescription::default()
            }
        }),
        vpc_id: Some(side.vpc_id.clone()),
        region: Some(side.region.clone()),
    };
    VpcPeeringConnection {
        accepter_vpc_info: Some(side(&own.accepter, own.state == r::PeeringState::Active)),
        expiration_time: (own.state == r::PeeringState::PendingAcceptance).then_some(own.expires),
        requester_vpc_info: Some(side(&own.requester, true)),
        status: Some(VpcPeeringConnectionStateReason {
            code: Some(VpcPeeringConnectionStateReasonCode::of(peering_code(own.state).to_owned())),
            message: Some(own.message.clone()),
        }),
        tags: tags(&own.tags),
        vpc_peering_connection_id: Some(own.id.clone()),
        ..VpcPeeringConnection::default()
    }
}

/// A state's text.
pub(crate) fn peering_code(state: r::PeeringState) -> &'static str {
    match state {
        r::PeeringState::PendingAcceptance => "pending-acceptance",
        r::PeeringState::Active => "active",
        r::PeeringState::Rejected => "rejected",
        r::PeeringState::Failed => "failed",
        r::PeeringState::Expired => "expired",
        r::PeeringState::Deleted => "deleted",
    }
}

/// A prefix list.
pub(crate) fn prefix_list(own: &r::PrefixList, estate: &Estate) -> ManagedPrefixList {
    let aws = own.owner == "AWS";
    ManagedPrefixList {
        prefix_list_id: Some(own.id.clone()),
        address_family: Some(if own.ipv6 { "IPv6" } else { "IPv4" }.to_owned()),
        state: Some(PrefixListState::of(format!("{}-complete", own.last))),
        prefix_list_arn: Some(if aws {
            format!("arn:aws:ec2:{}:aws:prefix-list/{}", estate.region, own.id)
        } else {
            arn(estate, "prefix-list", &own.id)
        }),
        prefix_list_name: Some(own.name.clone()),
        max_entries: (!aws).then_some(own.max_entries),
        version: (!aws).then_some(own.versions.len() as i64),
        tags: tags(&own.tags),
        owner_id: Some(own.owner.clone()),
        ..ManagedPrefixList::default()
    }
}

/// A flow log. recorded: ec2/test_ec2.json, test_ec2_flow_logs_s3
pub(crate) fn flow_log(own: &r::FlowLog) -> FlowLog {
    FlowLog {
        creation_time: Some(own.created),
        deliver_logs_error_message: own.failure.clone(),
        deliver_logs_permission_arn: own.role.clone(),
        deliver_logs_status: Some(if own.failure.is_some() { "FAILED" } else { "SUCCESS" }.to_owned()),
        flow_log_id: Some(own.id.clone()),
        flow_log_status: Some("ACTIVE".to_owned()),
        log_group_name: own.log_group.clone(),
        resource_id: Some(own.resource_id.clone()),
        traffic_type: Some(TrafficType::of(own.traffic.clone())),
        log_destination_type: Some(LogDestinationType::of(own.destination_type.clone())),
        log_destination: own.destination.clone(),
        log_format: Some(own.format.clone()),
        tags: tags(&own.tags),
        max_aggregation_interval: Some(own.interval),
        ..FlowLog::default()
    }
}
