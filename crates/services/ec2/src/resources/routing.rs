//! Gateways at the edge, route tables, routes, peering.

use super::{
    ask, changed, gone, list, made_before, pick, prop, refuse, retag, tagged, text, update_nothing, with,
};
use door::Call;
use model_ec2::ops;
use provider::{Made, Request};
use serde_json::{Value, json};
use wire::prelude::*;

/// `AWS::EC2::InternetGateway`.
pub(super) struct InternetGateway;
provider::resource_type!(
    InternetGateway,
    "AWS::EC2::InternetGateway",
    "AWS-EC2-InternetGateway.json",
    create_gateway,
    update_gateway,
    delete_gateway
);

async fn create_gateway(call: &Call, request: &Request<'_>) -> Result<Made> {
    let id = if let Some(id) = made_before(call, request, "internet-gateway").await? {
        id
    } else {
        let made = ask::<ops::CreateInternetGateway>(call, tagged(request, "internet-gateway")).await?;
        text(&made["InternetGateway"], "InternetGatewayId")
    };
    Ok(Made::new(id.clone()).with("InternetGatewayId", id))
}

async fn update_gateway(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    retag(call, id, request).await?;
    Ok(Made::new(id).with("InternetGatewayId", id))
}

async fn delete_gateway(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DeleteInternetGateway>(call, json!({"InternetGatewayId": id})).await)
}

/// `AWS::EC2::EgressOnlyInternetGateway`.
pub(super) struct EgressOnlyInternetGateway;
provider::resource_type!(
    EgressOnlyInternetGateway,
    "AWS::EC2::EgressOnlyInternetGateway",
    "AWS-EC2-EgressOnlyInternetGateway.json",
    create_egress,
    update_egress,
    delete_egress
);

async fn create_egress(call: &Call, request: &Request<'_>) -> Result<Made> {
    let kind = "egress-only-internet-gateway";
    let input = with(pick(request.properties, &["VpcId"]), tagged(request, kind));
    let input = with(input, json!({"ClientToken": request.token}));
    let made = ask::<ops::CreateEgressOnlyInternetGateway>(call, input).await?;
    let id = text(&made["EgressOnlyInternetGateway"], "EgressOnlyInternetGatewayId");
    Ok(Made::new(id.clone()).with("Id", id))
}

async fn update_egress(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    retag(call, id, request).await?;
    Ok(Made::new(id).with("Id", id))
}

async fn delete_egress(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    let input = json!({"EgressOnlyInternetGatewayId": id});
    gone(ask::<ops::DeleteEgressOnlyInternetGateway>(call, input).await)
}

/// `AWS::EC2::VPCGatewayAttachment`.
pub(super) struct GatewayAttachment;
provider::resource_type!(
    GatewayAttachment,
    "AWS::EC2::VPCGatewayAttachment",
    "AWS-EC2-VPCGatewayAttachment.json",
    create_attachment,
    update_attachment,
    delete_attachment
);

async fn create_attachment(call: &Call, request: &Request<'_>) -> Result<Made> {
    refuse(request, "AWS::EC2::VPCGatewayAttachment", &["VpnGatewayId"])?;
    let input = pick(request.properties, &["InternetGatewayId", "VpcId"]);
    let done = ask::<ops::AttachInternetGateway>(call, input).await;
    match done {
        // An attempt before a crash did it.
        Err(error) if request.again.is_some() && error.code() == "Resource.AlreadyAssociated" => {}
        done => drop(done?),
    }
    Ok(attached(request))
}

async fn update_attachment(call: &Call, _: &str, request: &Request<'_>) -> Result<Made> {
    refuse(request, "AWS::EC2::VPCGatewayAttachment", &["VpnGatewayId"])?;
    if let Some(before) = request.previous.filter(|_| changed(request, "InternetGatewayId")) {
        let input = pick(before, &["InternetGatewayId", "VpcId"]);
        ask::<ops::DetachInternetGateway>(call, input).await?;
        let input = pick(request.properties, &["InternetGatewayId", "VpcId"]);
        ask::<ops::AttachInternetGateway>(call, input).await?;
    }
    Ok(attached(request))
}

async fn delete_attachment(call: &Call, _: &str, request: &Request<'_>) -> Result<()> {
    let input = pick(request.properties, &["InternetGatewayId", "VpcId"]);
    match ask::<ops::DetachInternetGateway>(call, input).await {
        Err(error) if error.code() == "Gateway.NotAttached" => Ok(()),
        done => gone(done),
    }
}

fn attached(request: &Request<'_>) -> Made {
    Made::new(format!("IGW|{}", prop(request, "VpcId"))).with("AttachmentType", "IGW")
}

/// `AWS::EC2::RouteTable`.
pub(super) struct RouteTable;
provider::resource_type!(
    RouteTable,
    "AWS::EC2::RouteTable",
    "AWS-EC2-RouteTable.json",
    create_table,
    update_table,
    delete_table
);

async fn create_table(call: &Call, request: &Request<'_>) -> Result<Made> {
    let input = with(pick(request.properties, &["VpcId"]), tagged(request, "route-table"));
    let input = with(input, json!({"ClientToken": request.token}));
    let made = ask::<ops::CreateRouteTable>(call, input).await?;
    let id = text(&made["RouteTable"], "RouteTableId");
    Ok(Made::new(id.clone()).with("RouteTableId", id))
}

async fn update_table(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    retag(call, id, request).await?;
    Ok(Made::new(id).with("RouteTableId", id))
}

async fn delete_table(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DeleteRouteTable>(call, json!({"RouteTableId": id})).await)
}

/// `AWS::EC2::Route`.
pub(super) struct Route;
provider::resource_type!(
    Route,
    "AWS::EC2::Route",
    "AWS-EC2-Route.json",
    create_route,
    update_route,
    delete_route
);

/// The properties of a route, which are the parameters of its operations.
const ROUTE: &[&str] = &[
    "RouteTableId",
    "DestinationCidrBlock",
    "DestinationIpv6CidrBlock",
    "DestinationPrefixListId",
    "GatewayId",
    "NatGatewayId",
    "NetworkInterfaceId",
    "EgressOnlyInternetGatewayId",
    "VpcPeeringConnectionId",
    "InstanceId",
    "TransitGatewayId",
    "LocalGatewayId",
    "CarrierGatewayId",
    "CoreNetworkArn",
    "OdbNetworkArn",
    "VpcEndpointId",
];
const DESTINATION: &[&str] =
    &["RouteTableId", "DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];

async fn create_route(call: &Call, request: &Request<'_>) -> Result<Made> {
    ask::<ops::CreateRoute>(call, pick(request.properties, ROUTE)).await?;
    Ok(shown_route(request))
}

async fn update_route(call: &Call, _: &str, request: &Request<'_>) -> Result<Made> {
    ask::<ops::ReplaceRoute>(call, pick(request.properties, ROUTE)).await?;
    Ok(shown_route(request))
}

async fn delete_route(call: &Call, _: &str, request: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DeleteRoute>(call, pick(request.properties, DESTINATION)).await)
}

fn shown_route(request: &Request<'_>) -> Made {
    let block = DESTINATION.iter().skip(1).find_map(|name| request.text(name)).unwrap_or_default();
    Made::new(format!("{}|{block}", prop(request, "RouteTableId"))).with("CidrBlock", block)
}

/// `AWS::EC2::SubnetRouteTableAssociation`.
pub(super) struct SubnetAssociation;
provider::resource_type!(
    SubnetAssociation,
    "AWS::EC2::SubnetRouteTableAssociation",
    "AWS-EC2-SubnetRouteTableAssociation.json",
    create_association,
    update_nothing,
    delete_association
);

async fn create_association(call: &Call, request: &Request<'_>) -> Result<Made> {
    let input = pick(request.properties, &["RouteTableId", "SubnetId"]);
    let done = match ask::<ops::AssociateRouteTable>(call, input).await {
        Err(error) if error.code() == "Resource.AlreadyAssociated" => {
            // A replacement is made before the old one goes: the association changes its table then.
            let of = json!([{"Name": "association.subnet-id", "Values": [prop(request, "SubnetId")]}]);
            let tables = ask::<ops::DescribeRouteTables>(call, json!({"Filters": of})).await?;
            let all = list(&tables, "RouteTables").iter().flat_map(|table| list(table, "Associations"));
            let own = all.filter(|own| text(own, "SubnetId") == prop(request, "SubnetId"));
            let id = own.map(|own| text(own, "RouteTableAssociationId")).next().ok_or(error)?;
            let input = json!({"AssociationId": id, "RouteTableId": prop(request, "RouteTableId")});
            text(&ask::<ops::ReplaceRouteTableAssociation>(call, input).await?, "NewAssociationId")
        }
        done => text(&done?, "AssociationId"),
    };
    Ok(Made::new(done.clone()).with("Id", done))
}

async fn delete_association(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DisassociateRouteTable>(call, json!({"AssociationId": id})).await)
}

/// `AWS::EC2::VPCPeeringConnection`: a stack accepts for its own account.
pub(super) struct Peering;
provider::resource_type!(
    Peering,
    "AWS::EC2::VPCPeeringConnection",
    "AWS-EC2-VPCPeeringConnection.json",
    create_peering,
    update_peering,
    delete_peering
);

async fn create_peering(call: &Call, request: &Request<'_>) -> Result<Made> {
    let kind = "vpc-peering-connection";
    refuse(request, "AWS::EC2::VPCPeeringConnection", &["PeerRoleArn", "AssumeRoleRegion"])?;
    let id = if let Some(id) = made_before(call, request, kind).await? {
        id
    } else {
        let names = ["VpcId", "PeerVpcId", "PeerOwnerId", "PeerRegion"];
        let input = with(pick(request.properties, &names), tagged(request, kind));
        let made = ask::<ops::CreateVpcPeeringConnection>(call, input).await?;
        text(&made["VpcPeeringConnection"], "VpcPeeringConnectionId")
    };
    let told = shown_peering(call, &id).await?;
    let status = text(&told["Status"], "Code");
    if status == "failed" {
        return Err(Error::new("NotStabilized", text(&told["Status"], "Message")));
    }
    let accepter = text(&told["AccepterVpcInfo"], "OwnerId");
    if status == "pending-acceptance" && accepter == call.account() {
        let there = call.in_region(&text(&told["AccepterVpcInfo"], "Region"));
        ask::<ops::AcceptVpcPeeringConnection>(&there, json!({"VpcPeeringConnectionId": id})).await?;
    }
    Ok(Made::new(id.clone()).with("Id", id))
}

async fn shown_peering(call: &Call, id: &str) -> Result<Value> {
    let input = json!({"VpcPeeringConnectionIds": [id]});
    let told = ask::<ops::DescribeVpcPeeringConnections>(call, input).await?;
    Ok(list(&told, "VpcPeeringConnections").first().cloned().unwrap_or_default())
}

async fn update_peering(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    retag(call, id, request).await?;
    Ok(Made::new(id).with("Id", id))
}

async fn delete_peering(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    match ask::<ops::DeleteVpcPeeringConnection>(call, json!({"VpcPeeringConnectionId": id})).await {
        // It has ended already.
        Err(error) if error.code() == "InvalidStateTransition" => Ok(()),
        done => gone(done),
    }
}
