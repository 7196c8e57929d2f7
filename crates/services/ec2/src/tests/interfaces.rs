//! Network interfaces: their addresses, and those that services make for what they run.

use super::*;

#[tokio::test]
async fn addresses_are_those_of_the_subnet() {
    let house = house();
    let vpc = house.vpc("10.0.0.0/16").await;
    let subnet = house.subnet(&vpc, "10.0.0.0/28").await;
    let ask = |address: &str| json!({"SubnetId": subnet, "PrivateIpAddress": address});
    for reserved in ["10.0.0.0", "10.0.0.3", "10.0.0.15"] {
        let told = house.refused("CreateNetworkInterface", ask(reserved)).await;
        assert_eq!(told.0, "InvalidParameterValue", "{reserved}");
    }
    let told = house.refused("CreateNetworkInterface", ask("10.0.1.5")).await;
    assert_eq!(told.0, "InvalidParameterValue");
    house.ask("CreateNetworkInterface", ask("10.0.0.4")).await;
    assert_eq!(house.refused("CreateNetworkInterface", ask("10.0.0.4")).await.0, "InvalidIPAddress.InUse");
    // Eleven addresses of sixteen are free: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
    let mut taken = std::collections::BTreeSet::from(["10.0.0.4".to_owned()]);
    for _ in 0..10 {
        let made = house.ask("CreateNetworkInterface", json!({"SubnetId": subnet})).await;
        assert!(taken.insert(id(&made, "/NetworkInterface/PrivateIpAddress")));
    }
    let told = house.refused("CreateNetworkInterface", json!({"SubnetId": subnet})).await;
    assert_eq!(told.0, "InsufficientFreeAddressesInSubnet");
    let shown = house.ask("DescribeSubnets", json!({"SubnetIds": [subnet]})).await;
    assert_eq!(shown["Subnets"][0]["AvailableIpAddressCount"], 0);
}

#[tokio::test]
async fn what_a_service_makes_is_its_own() {
    let house = house();
    let (vpc, subnet, _) = gateways::network(&house).await;
    let ecs = house.call.as_service("ecs.amazonaws.com", "arn:aws:ecs:us-east-1:000000000000:task/one");
    let ask = async |op: &str, input: Value| {
        ecs.call_dynamic("ec2", op, input).await.unwrap_or_else(|e| panic!("{op}: {e}"))
    };
    let made =
        ask("CreateNetworkInterface", json!({"SubnetId": subnet, "Description": "arn:aws:ecs:task"})).await;
    let eni = id(&made, "/NetworkInterface/NetworkInterfaceId");
    assert_eq!(made["NetworkInterface"]["RequesterManaged"], true);
    let public = json!({"NetworkInterfaceId": eni, "AssociatePublicIpAddress": true});
    ask("ModifyNetworkInterfaceAttribute", public).await;
    let attached = ask(
        "AttachNetworkInterface",
        json!({"NetworkInterfaceId": eni, "InstanceId": "task", "DeviceIndex": 1}),
    )
    .await;
    let network = house.ec2.network("000000000000", "us-east-1", &vpc).unwrap();
    let own = network.interfaces.iter().find(|own| own.id == eni).unwrap();
    assert!(own.attachment.is_some());
    assert!(own.addresses[0].public.as_ref().is_some_and(|public| public.elastic.is_none()));
    // https://github.com/hashicorp/terraform-provider-aws/issues/3572
    let text = "You do not have permission to access the specified resource.";
    let groups = json!({"NetworkInterfaceId": eni, "Description": {"Value": "mine"}});
    house.check("ModifyNetworkInterfaceAttribute", groups, "AuthFailure", text).await;
    let detach = json!({"AttachmentId": attached["AttachmentId"]});
    house.check("DetachNetworkInterface", detach.clone(), "AuthFailure", text).await;
    ask("DetachNetworkInterface", detach).await;
    ask("DeleteNetworkInterface", json!({"NetworkInterfaceId": eni})).await;
    // There are no instances that anybody else could attach one to.
    let made = house.ask("CreateNetworkInterface", json!({"SubnetId": subnet})).await;
    let eni = id(&made, "/NetworkInterface/NetworkInterfaceId");
    let attach = json!({"NetworkInterfaceId": eni, "InstanceId": "i-0123456789abcdef0", "DeviceIndex": 1});
    let text = "The instance ID 'i-0123456789abcdef0' does not exist";
    house.check("AttachNetworkInterface", attach, "InvalidInstanceID.NotFound", text).await;
}

#[tokio::test]
async fn a_refused_change_leaves_nothing() {
    let house = house();
    let vpc = house.vpc("10.0.0.0/16").await;
    let before = house.ec2.network("000000000000", "us-east-1", &vpc).unwrap().security_groups[0].rules.len();
    let group =
        house.ask("DescribeSecurityGroups", json!({"Filters": [{"Name": "vpc-id", "Values": [vpc]}]})).await;
    let group = id(&group, "/SecurityGroups/0/GroupId");
    // The second of the two is there already, so neither is added.
    let rules = json!({"GroupId": group, "IpPermissions": [
        {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
        {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]});
    assert_eq!(house.refused("AuthorizeSecurityGroupIngress", rules).await.0, "InvalidPermission.Duplicate");
    let after = house.ec2.network("000000000000", "us-east-1", &vpc).unwrap().security_groups[0].rules.len();
    assert_eq!(before, after);
    let again = House::open(house.store.clone(), house.clock.clone());
    let kept = again.ec2.network("000000000000", "us-east-1", &vpc).unwrap().security_groups[0].rules.len();
    assert_eq!(before, kept);
}

#[tokio::test]
async fn the_same_token_makes_nothing_new() {
    let house = house();
    let vpc = house.vpc("10.0.0.0/16").await;
    let subnet = house.subnet(&vpc, "10.0.0.0/24").await;
    let input = json!({"SubnetId": subnet, "ClientToken": "once"});
    let first = house.ask("CreateNetworkInterface", input.clone()).await;
    let second = house.ask("CreateNetworkInterface", input).await;
    assert_eq!(
        first["NetworkInterface"]["NetworkInterfaceId"],
        second["NetworkInterface"]["NetworkInterfaceId"]
    );
    let other = json!({"SubnetId": subnet, "ClientToken": "once", "Description": "other"});
    assert_eq!(house.refused("CreateNetworkInterface", other).await.0, "IdempotentParameterMismatch");
}
