//! Routes.

use crate::operations::route_tables::elsewhere;
use crate::records::{self as r, *};
use crate::refusals::{combination, invalid, limit, missing, unsupported};
use crate::state::Estate;
use crate::{Ec2, parse};
use door::Call;
use ipnet::IpNet;
use model_ec2::types::*;
use std::sync::Arc;
use wire::prelude::*;

/// Routes of a table, by AWS's quota.
const ROUTES: usize = 500;

/// What a route is asked to lead to.
#[derive(Default)]
struct Wanted {
    gateway: Option<String>,
    egress_only: Option<String>,
    nat: Option<String>,
    interface: Option<String>,
    peering: Option<String>,
    local: bool,
}

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html>
    pub(crate) async fn create_route(
        &self,
        call: &Call,
        input: CreateRouteInput,
    ) -> Result<CreateRouteOutput> {
        unsupported(input.instance_id.as_ref(), "InstanceId")?;
        unsupported(input.transit_gateway_id.as_ref(), "TransitGatewayId")?;
        unsupported(input.local_gateway_id.as_ref(), "LocalGatewayId")?;
        unsupported(input.carrier_gateway_id.as_ref(), "CarrierGatewayId")?;
        unsupported(input.core_network_arn.as_ref(), "CoreNetworkArn")?;
        unsupported(input.odb_network_arn.as_ref(), "OdbNetworkArn")?;
        unsupported(input.vpc_endpoint_id.as_ref(), "VpcEndpointId")?;
        let destination = destination(
            input.destination_cidr_block.as_deref(),
            input.destination_ipv6_cidr_block.as_deref(),
            input.destination_prefix_list_id.as_deref(),
        )?;
        let wanted = Wanted {
            gateway: input.gateway_id,
            egress_only: input.egress_only_internet_gateway_id,
            nat: input.nat_gateway_id,
            interface: input.network_interface_id,
            peering: input.vpc_peering_connection_id,
            local: false,
        };
        let table_id = input.route_table_id;
        self.state
            .change(call, |estate| {
                let table = estate.route_tables.get(&table_id)?.clone();
                let target = target(estate, &table, &destination, wanted)?;
                if let Some(other) = table.routes.iter().find(|own| own.destination == destination) {
                    if other.target == target {
                        // The same again is no error.
                        return Ok(CreateRouteOutput { r#return: Some(true) });
                    }
                    // https://github.com/pulumi/pulumi-aws/issues/1372
                    let text = format!("The route identified by {destination} already exists.");
                    return Err(Error::new("RouteAlreadyExists", text));
                }
                check_destination(estate, &table, &destination, &target)?;
                if table.routes.len() >= ROUTES {
                    let text = "The maximum number of routes has been reached.";
                    return Err(limit("RouteLimitExceeded", text));
                }
                let added = r::Route { destination, target, with_table: false };
                estate.route_tables.edit(&table_id, |table| table.routes.push(added))?;
                Ok(CreateRouteOutput { r#return: Some(true) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html>
    pub(crate) async fn replace_route(
        &self,
        call: &Call,
        input: ReplaceRouteInput,
    ) -> Result<ReplaceRouteOutput> {
        unsupported(input.instance_id.as_ref(), "InstanceId")?;
        unsupported(input.transit_gateway_id.as_ref(), "TransitGatewayId")?;
        unsupported(input.local_gateway_id.as_ref(), "LocalGatewayId")?;
        unsupported(input.carrier_gateway_id.as_ref(), "CarrierGatewayId")?;
        unsupported(input.core_network_arn.as_ref(), "CoreNetworkArn")?;
        unsupported(input.odb_network_arn.as_ref(), "OdbNetworkArn")?;
        unsupported(input.vpc_endpoint_id.as_ref(), "VpcEndpointId")?;
        let destination = destination(
            input.destination_cidr_block.as_deref(),
            input.destination_ipv6_cidr_block.as_deref(),
            input.destination_prefix_list_id.as_deref(),
        )?;
        let wanted = Wanted {
            gateway: input.gateway_id,
            egress_only: input.egress_only_internet_gateway_id,
            nat: input.nat_gateway_id,
            interface: input.network_interface_id,
            peering: input.vpc_peering_connection_id,
            local: input.local_target == Some(true),
        };
        let table_id = input.route_table_id;
        self.state
            .change(call, |estate| {
                let table = estate.route_tables.get(&table_id)?.clone();
                let at = position(&table, &destination)?;
                if let Some(Target::Endpoint(endpoint)) = table.routes.get(at).map(|route| &route.target) {
                    // text unconfirmed
                    return Err(invalid(format!("cannot replace VPC endpoint route {endpoint}")));
                }
                let target = target(estate, &table, &destination, wanted)?;
                estate.route_tables.edit(&table_id, |table| {
                    if let Some(route) = table.routes.get_mut(at) {
                        route.target = target;
                    }
                })?;
                Ok(ReplaceRouteOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html>
    pub(crate) async fn delete_route(
        &self,
        call: &Call,
        input: DeleteRouteInput,
    ) -> Result<DeleteRouteOutput> {
        let destination = destination(
            input.destination_cidr_block.as_deref(),
            input.destination_ipv6_cidr_block.as_deref(),
            input.destination_prefix_list_id.as_deref(),
        )?;
        let table_id = input.route_table_id;
        self.state
            .change(call, |estate| {
                let table = estate.route_tables.get(&table_id)?.clone();
                let at = position(&table, &destination)?;
                let route = table.routes.get(at).ok_or_else(|| Error::internal("a route went away"))?;
                if route.with_table {
                    // text unconfirmed
                    return Err(invalid(format!(
                        "cannot remove local route {destination} in route table {table_id}"
                    )));
                }
                if let Target::Endpoint(endpoint) = &route.target {
                    // text unconfirmed
                    return Err(invalid(format!("cannot remove VPC endpoint route {endpoint}")));
                }
                estate.route_tables.edit(&table_id, |table| table.routes.remove(at))?;
                Ok(DeleteRouteOutput::default())
            })
            .await
    }
}

fn destination(v4: Option<&str>, v6: Option<&str>, list: Option<&str>) -> Result<Destination> {
    match (v4, v6, list) {
        (Some(text), None, None) => Ok(Destination::V4(parse::v4(text, "destinationCidrBlock")?)),
        (None, Some(text), None) => Ok(Destination::V6(parse::v6(text, "destinationIpv6CidrBlock")?)),
        (None, None, Some(id)) => Ok(Destination::PrefixList(id.to_owned())),
        // https://github.com/hashicorp/terraform/issues/14564
        (None, None, None) => Err(missing("destinationCidrBlock or destinationIpv6CidrBlock")),
        _ => Err(combination("The request must contain exactly one destination")),
    }
}

fn position(table: &r::RouteTable, destination: &Destination) -> Result<usize> {
    table.routes.iter().position(|route| route.destination == *destination).ok_or_else(|| {
        // text unconfirmed
        let text = format!("no route with destination-cidr-block {destination} in route table {}", table.id);
        Error::new("InvalidRoute.NotFound", text)
    })
}

/// The target of a route, which must be there and in the table's VPC.
fn target(
    estate: &Estate,
    table: &r::RouteTable,
    destination: &Destination,
    wanted: Wanted,
) -> Result<Target> {
    let given = [&wanted.gateway, &wanted.egress_only, &wanted.nat, &wanted.interface, &wanted.peering];
    match given.iter().filter(|target| target.is_some()).count() + usize::from(wanted.local) {
        // text unconfirmed
        0 => {
            return Err(missing("gatewayId or instanceId or networkInterfaceId or vpcPeeringConnectionId"));
        }
        1 => {}
        _ => return Err(combination("The request must contain exactly one target")),
    }
    let v6 = matches!(destination, Destination::V6(_));
    if wanted.local || wanted.gateway.as_deref() == Some("local") {
        return Ok(Target::Local);
    }
    if let Some(id) = wanted.gateway {
        if id.starts_with("vpce-") {
            // text unconfirmed
            return Err(invalid(format!(
                "Cannot create or replace a prefix list route targeting a VPC Endpoint: {id}"
            )));
        }
        let own = estate.internet_gateways.find(&id).ok_or_else(|| no_gateway(&id))?;
        if own.vpc_id.as_ref() != Some(&table.vpc_id) {
            return Err(elsewhere(&table.id, "network gateway", &id));
        }
        return Ok(Target::InternetGateway(id));
    }
    if let Some(id) = wanted.egress_only {
        let own = estate.egress_gateways.get(&id)?;
        if own.vpc_id != table.vpc_id {
            return Err(elsewhere(&table.id, "egress only internet gateway", &id));
        }
        if !v6 {
            return Err(invalid("Egress-only internet gateways can only be used with IPv6 routes"));
        }
        return Ok(Target::EgressOnly(id));
    }
    if let Some(id) = wanted.nat {
        let own = estate.nat_gateways.find(&id);
        let own = own.filter(|own| !matches!(own.state, r::NatGatewayState::Deleted));
        let own = own.ok_or_else(|| {
            // https://github.com/boto/boto3/issues/779
            let text = format!("The natGateway ID '{id}' does not exist");
            Error::new("InvalidNatGatewayID.NotFound", text)
        })?;
        if own.vpc_id != table.vpc_id {
            return Err(elsewhere(&table.id, "NAT gateway", &id));
        }
        return Ok(Target::NatGateway(id));
    }
    if let Some(id) = wanted.interface {
        let own = estate.interfaces.get(&id)?;
        if own.vpc_id != table.vpc_id {
            return Err(elsewhere(&table.id, "interface", &id));
        }
        return Ok(Target::Interface(id));
    }
    let id = wanted.peering.unwrap_or_default();
    let own = estate.peerings.get(&id)?;
    let sides = [&own.requester, &own.accepter];
    if !sides.iter().any(|side| side.vpc_id == table.vpc_id) {
        return Err(elsewhere(&table.id, "vpcPeeringConnection", &id));
    }
    Ok(Target::Peering(id))
}

/// Text unconfirmed.
fn no_gateway(id: &str) -> Error {
    if id.starts_with("igw-") {
        return Error::new(
            "InvalidInternetGatewayID.NotFound",
            format!("The internetGateway ID '{id}' does not exist"),
        );
    }
    Error::new("InvalidGatewayID.NotFound", format!("The gateway ID '{id}' does not exist"))
}

/// Where a route may lead: within the VPC's own blocks only to a whole subnet, by an interface or a NAT gateway.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html>
fn check_destination(
    estate: &Estate,
    table: &r::RouteTable,
    destination: &Destination,
    target: &Target,
) -> Result<()> {
    let block = match destination {
        Destination::V4(block) => IpNet::V4(*block),
        Destination::V6(block) => IpNet::V6(*block),
        Destination::PrefixList(id) => {
            let list = super::prefix_lists::list(estate, id)?;
            if list.owner == "AWS" {
                // text unconfirmed
                return Err(invalid(format!(
                    "Cannot create or replace a prefix list route for the AWS-managed prefix list {id}"
                )));
            }
            return Ok(());
        }
    };
    let vpc = estate.vpcs.get(&table.vpc_id)?;
    let mut locals = vpc.cidrs.iter().map(|own| IpNet::V4(own.cidr));
    let mut locals6 = vpc.ipv6.iter().map(|own| IpNet::V6(own.cidr));
    let inside = locals.any(|own| own.contains(&block)) || locals6.any(|own| own.contains(&block));
    let own_way = matches!(target, Target::Interface(_) | Target::NatGateway(_) | Target::Local);
    let is_subnet = |subnet: &Arc<r::Subnet>| {
        let v6 = subnet.ipv6.iter().any(|own| IpNet::V6(own.cidr) == block);
        subnet.vpc_id == vpc.id && (v6 || subnet.cidr.is_some_and(|own| IpNet::V4(own) == block))
    };
    if inside && !(own_way && estate.subnets.all().any(is_subnet)) {
        // text unconfirmed
        return Err(invalid(format!(
            "Route destination {destination} doesn't match any subnet CIDR blocks."
        )));
    }
    Ok(())
}
