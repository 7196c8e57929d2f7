//! NAT gateways, addresses, endpoints and peering: their lives by the clock.

use super::*;
use std::time::Duration;

/// A VPC with an internet gateway and one subnet.
pub(super) async fn network(house: &House) -> (String, String, String) {
    let vpc = house.vpc("10.0.0.0/16").await;
    let subnet = house.subnet(&vpc, "10.0.0.0/24").await;
    let gateway = house.ask("CreateInternetGateway", json!({})).await;
    let gateway = id(&gateway, "/InternetGateway/InternetGatewayId");
    house.ask("AttachInternetGateway", json!({"InternetGatewayId": gateway, "VpcId": vpc})).await;
    (vpc, subnet, gateway)
}

async fn nat(house: &House, subnet: &str) -> (String, String) {
    let address = house.ask("AllocateAddress", json!({})).await;
    let allocation = id(&address, "/AllocationId");
    let made = house.ask("CreateNatGateway", json!({"SubnetId": subnet, "AllocationId": allocation})).await;
    assert_eq!(made["NatGateway"]["State"], "pending");
    (id(&made, "/NatGateway/NatGatewayId"), allocation)
}

async fn state(house: &House, nat: &str) -> Value {
    house.ask("DescribeNatGateways", json!({"NatGatewayIds": [nat]})).await["NatGateways"][0].clone()
}

#[tokio::test]
async fn a_nat_gateway_comes_and_goes() {
    let house = house();
    let (vpc, subnet, gateway) = network(&house).await;
    let (nat, allocation) = nat(&house, &subnet).await;
    house.clock.advance(Duration::from_secs(5)).await;
    let told = state(&house, &nat).await;
    assert_eq!(told["State"], "available");
    let network = house.ec2.network("000000000000", "us-east-1", &vpc).unwrap();
    let own = &network.interfaces[0];
    assert!(own.groups.is_empty() && !own.source_dest_check && own.interface_type == "nat_gateway");
    let public = own.addresses[0].public.as_ref().unwrap().ip.to_string();
    assert_eq!(told["NatGatewayAddresses"][0]["PublicIp"], public);
    // https://github.com/gruntwork-io/cloud-nuke/pull/591
    let text = format!(
        "Network {vpc} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway."
    );
    let detach = json!({"InternetGatewayId": gateway, "VpcId": vpc});
    house.check("DetachInternetGateway", detach.clone(), "DependencyViolation", &text).await;
    // https://github.com/kubernetes/kops/issues/1604
    let text = "You do not have permission to access the specified resource.";
    house.check("ReleaseAddress", json!({"AllocationId": allocation}), "AuthFailure", text).await;
    let text = format!("The subnet '{subnet}' has dependencies and cannot be deleted.");
    house.check("DeleteSubnet", json!({"SubnetId": subnet}), "DependencyViolation", &text).await;
    house.ask("DeleteNatGateway", json!({"NatGatewayId": nat})).await;
    assert_eq!(state(&house, &nat).await["State"], "deleting");
    house.clock.advance(Duration::from_secs(5)).await;
    assert_eq!(state(&house, &nat).await["State"], "deleted");
    house.ask("ReleaseAddress", json!({"AllocationId": allocation})).await;
    house.ask("DetachInternetGateway", detach).await;
    house.clock.advance(Duration::from_hours(2)).await;
    let text = format!("NatGateway {nat} was not found");
    house.check("DescribeNatGateways", json!({"NatGatewayIds": [nat]}), "NatGatewayNotFound", &text).await;
}

#[tokio::test]
async fn a_nat_gateway_fails_without_an_internet_gateway() {
    let house = house();
    let vpc = house.vpc("10.0.0.0/16").await;
    let subnet = house.subnet(&vpc, "10.0.0.0/24").await;
    let (nat, allocation) = nat(&house, &subnet).await;
    house.clock.advance(Duration::from_secs(5)).await;
    let told = state(&house, &nat).await;
    // https://github.com/giantswarm/aws-operator/pull/1234
    assert_eq!(told["State"], "failed");
    assert_eq!(told["FailureCode"], "Gateway.NotAttached");
    assert_eq!(told["FailureMessage"], format!("Network {vpc} has no Internet gateway attached"));
    house.ask("ReleaseAddress", json!({"AllocationId": allocation})).await;
}

#[tokio::test]
async fn a_restart_loses_no_step() {
    let house = house();
    let (_, subnet, _) = network(&house).await;
    let (nat, _) = nat(&house, &subnet).await;
    let again = House::open(house.store.clone(), Clock::frozen_at(house.clock.now()));
    again.clock.advance(Duration::from_secs(5)).await;
    assert_eq!(state(&again, &nat).await["State"], "available");
}

#[tokio::test]
async fn an_address_stands_for_an_interface() {
    let house = house();
    let vpc = house.vpc("10.0.0.0/16").await;
    let subnet = house.subnet(&vpc, "10.0.0.0/24").await;
    let interface = house.ask("CreateNetworkInterface", json!({"SubnetId": subnet})).await;
    let interface = id(&interface, "/NetworkInterface/NetworkInterfaceId");
    let address = house.ask("AllocateAddress", json!({})).await;
    let asked = json!({"AllocationId": address["AllocationId"], "NetworkInterfaceId": interface});
    // https://github.com/hashicorp/terraform-provider-aws/pull/2181
    let text = format!("Network {vpc} is not attached to any internet gateway");
    house.check("AssociateAddress", asked.clone(), "Gateway.NotAttached", &text).await;
    let gateway = house.ask("CreateInternetGateway", json!({})).await;
    let gateway = id(&gateway, "/InternetGateway/InternetGatewayId");
    house.ask("AttachInternetGateway", json!({"InternetGatewayId": gateway, "VpcId": vpc})).await;
    let associated = house.ask("AssociateAddress", asked).await;
    let shown = house.ask("DescribeNetworkInterfaces", json!({"NetworkInterfaceIds": [interface]})).await;
    assert_eq!(shown["NetworkInterfaces"][0]["Association"]["PublicIp"], address["PublicIp"]);
    let by_filter = json!({"Filters": [{"Name": "network-interface-id", "Values": [interface]}]});
    assert_eq!(count(&house.ask("DescribeAddresses", by_filter).await, "/Addresses"), 1);
    house.ask("DisassociateAddress", json!({"AssociationId": associated["AssociationId"]})).await;
    house.ask("ReleaseAddress", json!({"AllocationId": address["AllocationId"]})).await;
    let again = house.ask("AllocateAddress", json!({})).await;
    assert_eq!(again["PublicIp"], address["PublicIp"], "a released address is free");
}

#[tokio::test]
async fn endpoints() {
    let house = house();
    let (vpc, subnet, _) = network(&house).await;
    let table = house.ask("CreateRouteTable", json!({"VpcId": vpc})).await;
    let table = id(&table, "/RouteTable/RouteTableId");
    let made = house
        .ask(
            "CreateVpcEndpoint",
            json!({"VpcId": vpc, "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": [table]}),
        )
        .await;
    let gateway = id(&made, "/VpcEndpoint/VpcEndpointId");
    assert_eq!(made["VpcEndpoint"]["State"], "available");
    let tables = house.ask("DescribeRouteTables", json!({"RouteTableIds": [table]})).await;
    assert_eq!(tables["RouteTables"][0]["Routes"][1]["GatewayId"], gateway);
    house.ask("ModifyVpcAttribute", json!({"VpcId": vpc, "EnableDnsHostnames": {"Value": true}})).await;
    let made = house
        .ask(
            "CreateVpcEndpoint",
            json!({"VpcId": vpc, "ServiceName": "com.amazonaws.us-east-1.sqs", "VpcEndpointType": "Interface",
                "SubnetIds": [subnet]}),
        )
        .await;
    let interface = id(&made, "/VpcEndpoint/VpcEndpointId");
    assert_eq!(made["VpcEndpoint"]["State"], "pending");
    house.clock.advance(Duration::from_secs(5)).await;
    let told = house.ask("DescribeVpcEndpoints", json!({"VpcEndpointIds": [interface]})).await;
    assert_eq!(told["VpcEndpoints"][0]["State"], "available");
    let names: Vec<_> = told["VpcEndpoints"][0]["DnsEntries"].as_array().unwrap().iter().collect();
    assert_eq!(names.last().unwrap()["DnsName"], "sqs.us-east-1.amazonaws.com");
    house.ask("DeleteVpcEndpoints", json!({"VpcEndpointIds": [gateway, interface]})).await;
    house.clock.advance(Duration::from_secs(5)).await;
    assert_eq!(count(&house.ask("DescribeVpcEndpoints", json!({})).await, "/VpcEndpoints"), 0);
    let network = house.ec2.network("000000000000", "us-east-1", &vpc).unwrap();
    assert!(network.interfaces.is_empty() && network.route_tables.iter().all(|t| t.routes.len() == 1));
}

#[tokio::test]
async fn peering_across_regions_and_accounts() {
    let house = house();
    let vpc = house.vpc("10.0.0.0/16").await;
    let theirs = house.door.call(Caller::root("111111111111", "111111111111"), "eu-west-1");
    let ask = async |op: &str, input: Value| theirs.call_dynamic("ec2", op, input).await;
    let peer = ask("CreateVpc", json!({"CidrBlock": "10.1.0.0/16"})).await.unwrap();
    let peer = id(&peer, "/Vpc/VpcId");
    let made = house
        .ask(
            "CreateVpcPeeringConnection",
            json!({"VpcId": vpc, "PeerVpcId": peer, "PeerOwnerId": "111111111111", "PeerRegion": "eu-west-1"}),
        )
        .await;
    let pcx = id(&made, "/VpcPeeringConnection/VpcPeeringConnectionId");
    assert!(
        house.refused("AcceptVpcPeeringConnection", json!({"VpcPeeringConnectionId": pcx})).await.0
            == "OperationNotPermitted"
    );
    ask("AcceptVpcPeeringConnection", json!({"VpcPeeringConnectionId": pcx})).await.unwrap();
    let network = house.ec2.network("000000000000", "us-east-1", &vpc).unwrap();
    assert_eq!(network.peerings[0].state, crate::records::PeeringState::Active);
    let tables =
        house.ask("DescribeRouteTables", json!({"Filters": [{"Name": "vpc-id", "Values": [vpc]}]})).await;
    let table = id(&tables, "/RouteTables/0/RouteTableId");
    house
        .ask(
            "CreateRoute",
            json!({"RouteTableId": table, "DestinationCidrBlock": "10.1.0.0/16", "VpcPeeringConnectionId": pcx}),
        )
        .await;
    ask("DeleteVpcPeeringConnection", json!({"VpcPeeringConnectionId": pcx})).await.unwrap();
    let tables = house.ask("DescribeRouteTables", json!({"RouteTableIds": [table]})).await;
    assert_eq!(tables["RouteTables"][0]["Routes"][1]["State"], "blackhole");
}

/// recorded: ec2/test_ec2.json, test_ec2_flow_logs_s3_validation
#[tokio::test]
async fn flow_logs() {
    let house = house();
    let vpc = house.vpc("10.0.0.0/16").await;
    let log = |more: Value| {
        let mut input = json!({"ResourceIds": [vpc], "ResourceType": "VPC", "TrafficType": "ALL"});
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let role = "arn:aws:iam::000000000000:role/logs";
    let check =
        async |input: Value, text: &str| house.check("CreateFlowLogs", input, "InvalidParameter", text).await;
    let text = "Please only provide LogGroupName or only provide LogDestination.";
    check(log(json!({"LogGroupName": "a", "LogDestination": "b", "DeliverLogsPermissionArn": role})), text)
        .await;
    let text = "LogDestination can't be empty if LogGroupName is not provided.";
    check(log(json!({"DeliverLogsPermissionArn": role})), text).await;
    let text = "LogDestination type must be cloud-watch-logs if LogGroupName is provided.";
    check(log(json!({"LogGroupName": "a", "LogDestinationType": "s3"})), text).await;
    let made = house
        .ask("CreateFlowLogs", log(json!({"LogGroupName": "a", "DeliverLogsPermissionArn": role})))
        .await;
    let id = id(&made, "/FlowLogIds/0");
    let shown =
        async || house.ask("DescribeFlowLogs", json!({"FlowLogIds": [id]})).await["FlowLogs"][0].clone();
    let told = shown().await;
    assert_eq!(
        (&told["DeliverLogsStatus"], &told["MaxAggregationInterval"]),
        (&json!("SUCCESS"), &json!(600))
    );
    assert!(told["LogFormat"].as_str().unwrap().starts_with("${version} ${account-id} ${interface-id}"));
    house.ec2.note_delivery("000000000000", "us-east-1", &id, Some("Access error"));
    let told = shown().await;
    assert_eq!(told["DeliverLogsStatus"], "FAILED");
    assert_eq!(told["DeliverLogsErrorMessage"], "Access error");
    house.ask("DeleteFlowLogs", json!({"FlowLogIds": [id]})).await;
    assert!(house.ec2.network("000000000000", "us-east-1", &vpc).unwrap().flow_logs.is_empty());
}
