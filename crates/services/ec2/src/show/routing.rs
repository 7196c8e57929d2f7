//! Route tables, internet gateways.

use super::tags;
use crate::records as r;
use crate::state::Estate;
use model_ec2::types::*;

/// A route table. recorded: ec2/test_ec2.json, test_create_route_table_association
pub(crate) fn route_table(table: &r::RouteTable, estate: &Estate) -> RouteTable {
    RouteTable {
        associations: Some(table.associations.iter().map(|a| route_association(table, a)).collect()),
        propagating_vgws: Some(Vec::new()),
        route_table_id: Some(table.id.clone()),
        routes: Some(table.routes.iter().map(|own| route(own, table, estate)).collect()),
        tags: tags(&table.tags),
        vpc_id: Some(table.vpc_id.clone()),
        owner_id: Some(table.owner.clone()),
    }
}

/// What a route table serves.
fn route_association(table: &r::RouteTable, association: &r::RouteTableAssociation) -> RouteTableAssociation {
    let (subnet, gateway) = match &association.target {
        r::AssociationTarget::Main => (None, None),
        r::AssociationTarget::Subnet(id) => (Some(id.clone()), None),
        r::AssociationTarget::Gateway(id) => (None, Some(id.clone())),
    };
    RouteTableAssociation {
        main: Some(association.target == r::AssociationTarget::Main),
        route_table_association_id: Some(association.id.clone()),
        route_table_id: Some(table.id.clone()),
        subnet_id: subnet,
        gateway_id: gateway,
        association_state: Some(associated()),
        ..RouteTableAssociation::default()
    }
}

/// The state of an association.
pub(crate) fn associated() -> RouteTableAssociationState {
    RouteTableAssociationState {
        state: Some(RouteTableAssociationStateCode::Associated),
        status_message: None,
    }
}

fn route(route: &r::Route, table: &r::RouteTable, estate: &Estate) -> Route {
    let mut shown = Route {
        origin: Some(if route.with_table { RouteOrigin::CreateRouteTable } else { RouteOrigin::CreateRoute }),
        state: Some(if estate.is_active(route, &table.vpc_id) {
            RouteState::Active
        } else {
            RouteState::Blackhole
        }),
        ..Route::default()
    };
    match &route.destination {
        r::Destination::V4(block) => shown.destination_cidr_block = Some(block.to_string()),
        r::Destination::V6(block) => shown.destination_ipv6_cidr_block = Some(block.to_string()),
        r::Destination::PrefixList(id) => shown.destination_prefix_list_id = Some(id.clone()),
    }
    match &route.target {
        r::Target::Local => shown.gateway_id = Some("local".to_owned()),
        r::Target::InternetGateway(id) | r::Target::Endpoint(id) => shown.gateway_id = Some(id.clone()),
        r::Target::EgressOnly(id) => shown.egress_only_internet_gateway_id = Some(id.clone()),
        r::Target::NatGateway(id) => shown.nat_gateway_id = Some(id.clone()),
        r::Target::Interface(id) => shown.network_interface_id = Some(id.clone()),
        r::Target::Peering(id) => shown.vpc_peering_connection_id = Some(id.clone()),
    }
    shown
}

/// An internet gateway; its attachment is `available`, which no enumeration lists.
pub(crate) fn internet_gateway(gateway: &r::InternetGateway) -> InternetGateway {
    InternetGateway {
        attachments: Some(gateway.vpc_id.iter().map(|id| attachment(id, "available")).collect()),
        internet_gateway_id: Some(gateway.id.clone()),
        owner_id: Some(gateway.owner.clone()),
        tags: tags(&gateway.tags),
    }
}

/// An egress-only internet gateway.
pub(crate) fn egress_gateway(gateway: &r::EgressOnlyInternetGateway) -> EgressOnlyInternetGateway {
    EgressOnlyInternetGateway {
        attachments: Some(vec![attachment(&gateway.vpc_id, "attached")]),
        egress_only_internet_gateway_id: Some(gateway.id.clone()),
        tags: tags(&gateway.tags),
    }
}

fn attachment(vpc_id: &str, state: &str) -> InternetGatewayAttachment {
    InternetGatewayAttachment {
        state: Some(wire::shape::Enum::of(state.to_owned())),
        vpc_id: Some(vpc_id.to_owned()),
    }
}
