//! What EC2 refuses, in AWS's words. Each text's source stands beside the code that says it; those that are marked as
//! unconfirmed there are not repeated here.

use super::*;

#[tokio::test]
async fn blocks() {
    let house = house();
    let vpc = house.vpc("10.0.0.0/16").await;
    house.subnet(&vpc, "10.0.1.0/24").await;
    let check =
        async |op: &str, input: Value, code: &str, text: &str| house.check(op, input, code, text).await;
    let subnet = |block: &str| json!({"VpcId": vpc, "CidrBlock": block});
    let conflict = "The CIDR '10.0.1.0/25' conflicts with another subnet";
    check("CreateSubnet", subnet("10.0.1.0/25"), "InvalidSubnet.Conflict", conflict).await;
    let range = |block: &str| format!("The CIDR '{block}' is invalid.");
    check("CreateSubnet", subnet("10.1.0.0/24"), "InvalidSubnet.Range", &range("10.1.0.0/24")).await;
    check("CreateSubnet", subnet("10.0.2.0/29"), "InvalidSubnet.Range", &range("10.0.2.0/29")).await;
    check("CreateVpc", json!({"CidrBlock": "10.0.0.0/8"}), "InvalidVpc.Range", &range("10.0.0.0/8")).await;
    let text = "Value (ten) for parameter cidrBlock is invalid. This is not a valid CIDR block.";
    check("CreateVpc", json!({"CidrBlock": "ten"}), "InvalidParameterValue", text).await;
    let text = "The request must contain the parameter vpcId";
    check("CreateSubnet", json!({"CidrBlock": "10.0.0.0/24"}), "MissingParameter", text).await;
}

#[tokio::test]
async fn quotas() {
    let house = house();
    for i in 1..=4 {
        house.vpc(&format!("10.{i}.0.0/16")).await;
    }
    // https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/429
    let text = "The maximum number of VPCs has been reached.";
    house.check("CreateVpc", json!({"CidrBlock": "10.9.0.0/16"}), "VpcLimitExceeded", text).await;
    for _ in 1..=5 {
        house.ask("AllocateAddress", json!({})).await;
    }
    let text = "The maximum number of addresses has been reached.";
    house.check("AllocateAddress", json!({}), "AddressLimitExceeded", text).await;
}

#[tokio::test]
async fn dry_runs_and_pages() {
    let house = house();
    let text = "Request would have succeeded, but DryRun flag is set.";
    let input = json!({"CidrBlock": "10.0.0.0/16", "DryRun": true});
    house.check("CreateVpc", input, "DryRunOperation", text).await;
    assert_eq!(count(&house.ask("DescribeVpcs", json!({})).await, "/Vpcs"), 1);
    // https://github.com/aws/aws-sdk-ruby/pull/2575
    let text = "Value ( 1 ) for parameter maxResults is invalid. Expecting a value greater than 5.";
    house.check("DescribeSubnets", json!({"MaxResults": 1}), "InvalidParameterValue", text).await;
    let text = "The filter 'colour' is invalid";
    let input = json!({"Filters": [{"Name": "colour", "Values": ["red"]}]});
    house.check("DescribeSubnets", input, "InvalidParameterValue", text).await;
    let first = house.ask("DescribeSubnets", json!({"MaxResults": 5})).await;
    assert_eq!(count(&first, "/Subnets"), 5);
    let rest = house.ask("DescribeSubnets", json!({"MaxResults": 5, "NextToken": first["NextToken"]})).await;
    assert_eq!(count(&rest, "/Subnets"), 1);
    assert!(rest.get("NextToken").is_none_or(Value::is_null));
}

#[tokio::test]
async fn rules() {
    let house = house();
    let vpc = house.vpc("10.0.0.0/16").await;
    let group = json!({"GroupName": "web", "Description": "web", "VpcId": vpc});
    let made = house.ask("CreateSecurityGroup", group.clone()).await;
    let id = id(&made, "/GroupId");
    let text = format!("The security group 'web' already exists for VPC '{vpc}'");
    house.check("CreateSecurityGroup", group, "InvalidGroup.Duplicate", &text).await;
    let rule = json!({"GroupId": id, "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
        "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]});
    let added = house.ask("AuthorizeSecurityGroupIngress", rule.clone()).await;
    assert_eq!(added["SecurityGroupRules"][0]["CidrIpv4"], "0.0.0.0/0");
    // https://github.com/rancher/rancher/issues/3459
    let text =
        r#"the specified rule "peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW" already exists"#;
    house.check("AuthorizeSecurityGroupIngress", rule.clone(), "InvalidPermission.Duplicate", text).await;
    let flat = json!({"GroupId": id, "IpProtocol": "-1", "CidrIp": "0.0.0.0/0"});
    let text = r#"the specified rule "peer: 0.0.0.0/0, ALL, ALLOW" already exists"#;
    house.check("AuthorizeSecurityGroupEgress", flat, "InvalidPermission.Duplicate", text).await;
    house.ask("RevokeSecurityGroupIngress", rule.clone()).await;
    let text = "The specified rule does not exist in this security group.";
    house.check("RevokeSecurityGroupIngress", rule, "InvalidPermission.NotFound", text).await;
    let malformed = "Invalid id: \"web\" (expecting \"sg-...\")";
    // https://github.com/aws/aws-cdk/issues/20800
    house
        .check("DeleteSecurityGroup", json!({"GroupId": "web"}), "InvalidGroupId.Malformed", malformed)
        .await;
    let other = house
        .ask("CreateSecurityGroup", json!({"GroupName": "app", "Description": "app", "VpcId": vpc}))
        .await;
    let reference = json!({"GroupId": other["GroupId"], "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 80,
        "ToPort": 80, "UserIdGroupPairs": [{"GroupId": id}]}]});
    house.ask("AuthorizeSecurityGroupIngress", reference).await;
    // https://github.com/aws/aws-cdk/issues/14456
    let text = format!("resource {id} has a dependent object");
    house.check("DeleteSecurityGroup", json!({"GroupId": id}), "DependencyViolation", &text).await;
    house.ask("DeleteSecurityGroup", json!({"GroupId": other["GroupId"]})).await;
    house.ask("DeleteSecurityGroup", json!({"GroupId": id})).await;
}

#[tokio::test]
async fn routes_and_entries() {
    let house = house();
    let (vpc, subnet, gateway) = gateways::network(&house).await;
    let table = house.ask("CreateRouteTable", json!({"VpcId": vpc})).await;
    let table = id(&table, "/RouteTable/RouteTableId");
    let route = json!({"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": gateway});
    house.ask("CreateRoute", route.clone()).await;
    // The same again is no error; another way to the same place is.
    house.ask("CreateRoute", route).await;
    let made = house.ask("CreateNetworkInterface", json!({"SubnetId": subnet})).await;
    let interface = id(&made, "/NetworkInterface/NetworkInterfaceId");
    let route =
        json!({"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0", "NetworkInterfaceId": interface});
    // https://github.com/pulumi/pulumi-aws/issues/1372
    let text = "The route identified by 0.0.0.0/0 already exists.";
    house.check("CreateRoute", route, "RouteAlreadyExists", text).await;
    // https://github.com/hashicorp/terraform/issues/14564
    let text = "The request must contain the parameter destinationCidrBlock or destinationIpv6CidrBlock";
    let route = json!({"RouteTableId": table, "GatewayId": gateway});
    house.check("CreateRoute", route, "MissingParameter", text).await;
    let nat = json!({"RouteTableId": table, "DestinationCidrBlock": "10.9.0.0/16", "NatGatewayId": "nat-0770306a339d57474"});
    // https://github.com/boto/boto3/issues/779
    let text = "The natGateway ID 'nat-0770306a339d57474' does not exist";
    house.check("CreateRoute", nat, "InvalidNatGatewayID.NotFound", text).await;
    house.ask("AssociateRouteTable", json!({"RouteTableId": table, "SubnetId": subnet})).await;
    let other = house.ask("CreateRouteTable", json!({"VpcId": vpc})).await;
    let other = id(&other, "/RouteTable/RouteTableId");
    // https://github.com/hashicorp/terraform-provider-aws/issues/38960
    let text =
        format!("the specified association for route table {other} conflicts with an existing association");
    let input = json!({"RouteTableId": other, "SubnetId": subnet});
    house.check("AssociateRouteTable", input, "Resource.AlreadyAssociated", &text).await;
    // https://github.com/berlioz-the/berlioz/issues/1
    let text = format!("resource {gateway} is already attached to network {vpc}");
    let input = json!({"InternetGatewayId": gateway, "VpcId": vpc});
    house.check("AttachInternetGateway", input, "Resource.AlreadyAssociated", &text).await;
    let acl = house.ask("CreateNetworkAcl", json!({"VpcId": vpc})).await;
    let entry = json!({"NetworkAclId": id(&acl, "/NetworkAcl/NetworkAclId"), "RuleNumber": 100, "Protocol": "-1",
        "RuleAction": "allow", "Egress": false, "CidrBlock": "0.0.0.0/0"});
    house.ask("CreateNetworkAclEntry", entry.clone()).await;
    // https://github.com/ansible-collections/amazon.aws/issues/2592
    let text = "The network acl entry identified by 100 already exists.";
    house.check("CreateNetworkAclEntry", entry, "NetworkAclEntryAlreadyExists", text).await;
}

#[tokio::test]
async fn too_many_rules() {
    let house = house();
    let vpc = house.vpc("10.0.0.0/16").await;
    let group = house
        .ask("CreateSecurityGroup", json!({"GroupName": "many", "Description": "many", "VpcId": vpc}))
        .await;
    let ranges = |from: u8, to: u8| -> Value {
        (from..to).map(|i| json!({"CidrIp": format!("192.0.2.{i}/32")})).collect()
    };
    let rules = |ranges: Value| {
        json!({"GroupId": group["GroupId"], "IpPermissions":
            [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": ranges}]})
    };
    house.ask("AuthorizeSecurityGroupIngress", rules(ranges(0, 60))).await;
    // https://github.com/aws-samples/aws-cloudfront-samples/issues/53
    let text = "The maximum number of rules per security group has been reached.";
    let more = rules(ranges(60, 61));
    house.check("AuthorizeSecurityGroupIngress", more, "RulesPerSecurityGroupLimitExceeded", text).await;
}
