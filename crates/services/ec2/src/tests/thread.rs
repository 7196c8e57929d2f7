//! A VPC from its making to its end, and what is there from the beginning.

use super::*;

#[tokio::test]
async fn a_region_has_a_default_vpc() {
    let house = house();
    let vpcs = house.ask("DescribeVpcs", json!({})).await;
    assert_eq!(vpcs["Vpcs"][0]["CidrBlock"], "172.31.0.0/16");
    assert_eq!(vpcs["Vpcs"][0]["IsDefault"], true);
    let subnets = house.ask("DescribeSubnets", json!({})).await;
    assert_eq!(count(&subnets, "/Subnets"), 6);
    assert!(subnets["Subnets"].as_array().unwrap().iter().all(|s| s["AvailableIpAddressCount"] == 4091));
    assert_eq!(count(&house.ask("DescribeInternetGateways", json!({})).await, "/InternetGateways"), 1);
    // The same after a restart.
    let again = House::open(house.store.clone(), house.clock.clone());
    assert_eq!(again.ask("DescribeVpcs", json!({})).await, vpcs);
    let elsewhere = house.door.call(Caller::root("000000000000", "test"), "eu-west-1");
    let subnets = elsewhere.call_dynamic("ec2", "DescribeSubnets", json!({})).await.unwrap();
    assert_eq!(count(&subnets, "/Subnets"), 3);
}

#[tokio::test]
async fn a_vpc_from_its_making_to_its_end() {
    let house = house();
    let vpc = house.vpc("10.0.0.0/16").await;
    let subnet = house.subnet(&vpc, "10.0.1.0/24").await;
    let gateway = house.ask("CreateInternetGateway", json!({})).await;
    let gateway = id(&gateway, "/InternetGateway/InternetGatewayId");
    house.ask("AttachInternetGateway", json!({"InternetGatewayId": gateway, "VpcId": vpc})).await;
    let table = house.ask("CreateRouteTable", json!({"VpcId": vpc})).await;
    let table = id(&table, "/RouteTable/RouteTableId");
    house
        .ask(
            "CreateRoute",
            json!({"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": gateway}),
        )
        .await;
    let associated =
        house.ask("AssociateRouteTable", json!({"RouteTableId": table, "SubnetId": subnet})).await;
    let made = house.ask("CreateNetworkInterface", json!({"SubnetId": subnet})).await;
    let interface = id(&made, "/NetworkInterface/NetworkInterfaceId");
    let network = house.ec2.network("000000000000", "us-east-1", &vpc).unwrap();
    assert_eq!((network.subnets.len(), network.interfaces.len(), network.route_tables.len()), (1, 1, 2));
    let own = network.route_table_of(&subnet).unwrap();
    assert_eq!(own.id, table);
    assert!(own.routes.iter().all(|route| network.is_active(route)));
    assert!(network.network_acl_of(&subnet).unwrap().is_default);
    let ip = network.interfaces[0].primary().unwrap();
    assert!(network.subnets[0].cidr.unwrap().contains(&ip));
    assert!(house.heard.0.lock().contains(&vpc));

    let dependent = format!("The vpc '{vpc}' has dependencies and cannot be deleted.");
    house.check("DeleteVpc", json!({"VpcId": vpc}), "DependencyViolation", &dependent).await;
    let text = format!("The subnet '{subnet}' has dependencies and cannot be deleted.");
    house.check("DeleteSubnet", json!({"SubnetId": subnet}), "DependencyViolation", &text).await;
    let text = format!("The routeTable '{table}' has dependencies and cannot be deleted.");
    house.check("DeleteRouteTable", json!({"RouteTableId": table}), "DependencyViolation", &text).await;
    house.ask("DeleteNetworkInterface", json!({"NetworkInterfaceId": interface})).await;
    house.ask("DisassociateRouteTable", json!({"AssociationId": associated["AssociationId"]})).await;
    house.ask("DeleteRouteTable", json!({"RouteTableId": table})).await;
    house.ask("DeleteSubnet", json!({"SubnetId": subnet})).await;
    let text = format!("The internetGateway '{gateway}' has dependencies and cannot be deleted.");
    house
        .check("DeleteInternetGateway", json!({"InternetGatewayId": gateway}), "DependencyViolation", &text)
        .await;
    house.ask("DetachInternetGateway", json!({"InternetGatewayId": gateway, "VpcId": vpc})).await;
    house.ask("DeleteInternetGateway", json!({"InternetGatewayId": gateway})).await;
    house.ask("DeleteVpc", json!({"VpcId": vpc})).await;
    assert!(house.ec2.network("000000000000", "us-east-1", &vpc).is_none());
    let text = format!("The vpc ID '{vpc}' does not exist");
    house.check("DeleteVpc", json!({"VpcId": vpc}), "InvalidVpcID.NotFound", &text).await;
}
