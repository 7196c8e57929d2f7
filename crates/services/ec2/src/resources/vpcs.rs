//! VPCs, subnets, their further blocks, DHCP options.

use super::{
    ask, changed, gone, list, made_before, pick, prop, refuse, retag, tagged, text, update_nothing, with,
};
use door::Call;
use model_ec2::ops;
use provider::{Made, Request};
use serde_json::{Value, json};
use wire::prelude::*;

/// `AWS::EC2::VPC`.
pub(super) struct Vpc;
provider::resource_type!(Vpc, "AWS::EC2::VPC", "AWS-EC2-VPC.json", create_vpc, update_vpc, delete_vpc);

const UNSUPPORTED: &[&str] = &["Ipv4IpamPoolId", "Ipv4NetmaskLength", "VpcEncryptionControl"];

async fn create_vpc(call: &Call, request: &Request<'_>) -> Result<Made> {
    refuse(request, "AWS::EC2::VPC", UNSUPPORTED)?;
    let id = if let Some(id) = made_before(call, request, "vpc").await? {
        id
    } else {
        let input = pick(request.properties, &["CidrBlock", "InstanceTenancy"]);
        let made = ask::<ops::CreateVpc>(call, with(input, tagged(request, "vpc"))).await?;
        text(&made["Vpc"], "VpcId")
    };
    set_dns(call, &id, request, false).await?;
    shown_vpc(call, &id).await
}

async fn update_vpc(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    set_dns(call, id, request, true).await?;
    if changed(request, "InstanceTenancy") {
        let tenancy = request.text("InstanceTenancy").unwrap_or_else(|| "default".to_owned());
        ask::<ops::ModifyVpcTenancy>(call, json!({"VpcId": id, "InstanceTenancy": tenancy})).await?;
    }
    retag(call, id, request).await?;
    shown_vpc(call, id).await
}

async fn delete_vpc(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DeleteVpc>(call, json!({"VpcId": id})).await)
}

async fn set_dns(call: &Call, id: &str, request: &Request<'_>, back: bool) -> Result<()> {
    for (name, default) in [("EnableDnsSupport", true), ("EnableDnsHostnames", false)] {
        let given = request.properties.get(name).cloned();
        let value = if back && changed(request, name) { given.or(Some(default.into())) } else { given };
        if let Some(value) = value {
            ask::<ops::ModifyVpcAttribute>(call, json!({"VpcId": id, name: {"Value": value}})).await?;
        }
    }
    Ok(())
}

async fn shown_vpc(call: &Call, id: &str) -> Result<Made> {
    let told = ask::<ops::DescribeVpcs>(call, json!({"VpcIds": [id]})).await?;
    let own = list(&told, "Vpcs").first().cloned().unwrap_or_default();
    let of = json!([{"Name": "vpc-id", "Values": [id]}, {"Name": "default", "Values": ["true"]}]);
    let acl = ask::<ops::DescribeNetworkAcls>(call, json!({"Filters": of})).await?;
    let of = json!([{"Name": "vpc-id", "Values": [id]}, {"Name": "group-name", "Values": ["default"]}]);
    let group = ask::<ops::DescribeSecurityGroups>(call, json!({"Filters": of})).await?;
    let ids = |set: &str, key: &str| -> Value {
        list(&own, set).iter().map(|block| Value::from(text(block, key))).collect()
    };
    let first = |told: &Value, set: &str, key: &str| list(told, set).first().map(|one| text(one, key));
    Ok(Made::new(id)
        .with("VpcId", id)
        .with("CidrBlock", text(&own, "CidrBlock"))
        .with("CidrBlockAssociations", ids("CidrBlockAssociationSet", "AssociationId"))
        .with("Ipv6CidrBlocks", ids("Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock"))
        .with("DefaultNetworkAcl", first(&acl, "NetworkAcls", "NetworkAclId").unwrap_or_default())
        .with("DefaultSecurityGroup", first(&group, "SecurityGroups", "GroupId").unwrap_or_default()))
}

/// `AWS::EC2::VPCCidrBlock`.
pub(super) struct VpcCidrBlock;
provider::resource_type!(
    VpcCidrBlock,
    "AWS::EC2::VPCCidrBlock",
    "AWS-EC2-VPCCidrBlock.json",
    create_block,
    update_nothing,
    delete_block
);

async fn create_block(call: &Call, request: &Request<'_>) -> Result<Made> {
    let names = [
        "VpcId",
        "CidrBlock",
        "AmazonProvidedIpv6CidrBlock",
        "Ipv4IpamPoolId",
        "Ipv4NetmaskLength",
        "Ipv6CidrBlock",
        "Ipv6CidrBlockNetworkBorderGroup",
        "Ipv6IpamPoolId",
        "Ipv6NetmaskLength",
        "Ipv6Pool",
    ];
    let made = ask::<ops::AssociateVpcCidrBlock>(call, pick(request.properties, &names)).await?;
    let v6 = text(&made["Ipv6CidrBlockAssociation"], "AssociationId");
    let id = if v6.is_empty() { text(&made["CidrBlockAssociation"], "AssociationId") } else { v6 };
    Ok(Made::new(id.clone()).with("Id", id))
}

async fn delete_block(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DisassociateVpcCidrBlock>(call, json!({"AssociationId": id})).await)
}

/// `AWS::EC2::Subnet`.
pub(super) struct Subnet;
provider::resource_type!(
    Subnet,
    "AWS::EC2::Subnet",
    "AWS-EC2-Subnet.json",
    create_subnet,
    update_subnet,
    delete_subnet
);

async fn create_subnet(call: &Call, request: &Request<'_>) -> Result<Made> {
    refuse(request, "AWS::EC2::Subnet", &["EnableLniAtDeviceIndex"])?;
    let id = if let Some(id) = made_before(call, request, "subnet").await? {
        id
    } else {
        let names = [
            "VpcId",
            "CidrBlock",
            "AvailabilityZone",
            "AvailabilityZoneId",
            "Ipv6CidrBlock",
            "Ipv6Native",
            "OutpostArn",
            "Ipv4IpamPoolId",
            "Ipv4NetmaskLength",
            "Ipv6IpamPoolId",
            "Ipv6NetmaskLength",
        ];
        let input = with(pick(request.properties, &names), tagged(request, "subnet"));
        text(&ask::<ops::CreateSubnet>(call, input).await?["Subnet"], "SubnetId")
    };
    set_subnet(call, &id, request, false).await?;
    shown_subnet(call, &id).await
}

async fn update_subnet(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    refuse(request, "AWS::EC2::Subnet", &["EnableLniAtDeviceIndex"])?;
    if changed(request, "Ipv6CidrBlock") {
        let told = ask::<ops::DescribeSubnets>(call, json!({"SubnetIds": [id]})).await?;
        for own in list(&told["Subnets"][0], "Ipv6CidrBlockAssociationSet") {
            let input = json!({"AssociationId": text(own, "AssociationId")});
            ask::<ops::DisassociateSubnetCidrBlock>(call, input).await?;
        }
        if let Some(block) = request.text("Ipv6CidrBlock") {
            let input = json!({"SubnetId": id, "Ipv6CidrBlock": block});
            ask::<ops::AssociateSubnetCidrBlock>(call, input).await?;
        }
    }
    set_subnet(call, id, request, true).await?;
    retag(call, id, request).await?;
    shown_subnet(call, id).await
}

async fn delete_subnet(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DeleteSubnet>(call, json!({"SubnetId": id})).await)
}

async fn set_subnet(call: &Call, id: &str, request: &Request<'_>, back: bool) -> Result<()> {
    let set = async |input: Value| {
        ask::<ops::ModifySubnetAttribute>(call, with(json!({"SubnetId": id}), input)).await.map(drop)
    };
    for name in ["MapPublicIpOnLaunch", "AssignIpv6AddressOnCreation", "EnableDns64"] {
        let given = request.properties.get(name).cloned();
        let value = if back && changed(request, name) { given.or(Some(false.into())) } else { given };
        if let Some(value) = value {
            set(json!({name: {"Value": value}})).await?;
        }
    }
    let Some(names) = request.properties.get("PrivateDnsNameOptionsOnLaunch") else { return Ok(()) };
    if let Some(kind) = names.get("HostnameType") {
        set(json!({"PrivateDnsHostnameTypeOnLaunch": kind})).await?;
    }
    for (name, parameter) in [
        ("EnableResourceNameDnsARecord", "EnableResourceNameDnsARecordOnLaunch"),
        ("EnableResourceNameDnsAAAARecord", "EnableResourceNameDnsAAAARecordOnLaunch"),
    ] {
        if let Some(value) = names.get(name) {
            set(json!({parameter: {"Value": value}})).await?;
        }
    }
    Ok(())
}

async fn shown_subnet(call: &Call, id: &str) -> Result<Made> {
    let told = ask::<ops::DescribeSubnets>(call, json!({"SubnetIds": [id]})).await?;
    let own = list(&told, "Subnets").first().cloned().unwrap_or_default();
    let of = json!([{"Name": "association.subnet-id", "Values": [id]}]);
    let acls = ask::<ops::DescribeNetworkAcls>(call, json!({"Filters": of})).await?;
    let associations = list(&acls, "NetworkAcls").iter().flat_map(|acl| list(acl, "Associations"));
    let mut associations = associations.filter(|association| text(association, "SubnetId") == id);
    let association = associations.next().map(|one| text(one, "NetworkAclAssociationId"));
    let blocks: Value = list(&own, "Ipv6CidrBlockAssociationSet")
        .iter()
        .map(|block| Value::from(text(block, "Ipv6CidrBlock")))
        .collect();
    Ok(Made::new(id)
        .with("SubnetId", id)
        .with("VpcId", text(&own, "VpcId"))
        .with("CidrBlock", text(&own, "CidrBlock"))
        .with("AvailabilityZone", text(&own, "AvailabilityZone"))
        .with("AvailabilityZoneId", text(&own, "AvailabilityZoneId"))
        .with("Ipv6CidrBlocks", blocks)
        .with("NetworkAclAssociationId", association.unwrap_or_default()))
}

/// `AWS::EC2::SubnetCidrBlock`.
pub(super) struct SubnetCidrBlock;
provider::resource_type!(
    SubnetCidrBlock,
    "AWS::EC2::SubnetCidrBlock",
    "AWS-EC2-SubnetCidrBlock.json",
    create_subnet_block,
    update_nothing,
    delete_subnet_block
);

async fn create_subnet_block(call: &Call, request: &Request<'_>) -> Result<Made> {
    let names = ["SubnetId", "Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6NetmaskLength"];
    let made = ask::<ops::AssociateSubnetCidrBlock>(call, pick(request.properties, &names)).await?;
    let id = text(&made["Ipv6CidrBlockAssociation"], "AssociationId");
    Ok(Made::new(id.clone()).with("Id", id))
}

async fn delete_subnet_block(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DisassociateSubnetCidrBlock>(call, json!({"AssociationId": id})).await)
}

/// `AWS::EC2::DHCPOptions`.
pub(super) struct DhcpOptions;
provider::resource_type!(
    DhcpOptions,
    "AWS::EC2::DHCPOptions",
    "AWS-EC2-DHCPOptions.json",
    create_options,
    update_options,
    delete_options
);

async fn create_options(call: &Call, request: &Request<'_>) -> Result<Made> {
    let id = if let Some(id) = made_before(call, request, "dhcp-options").await? {
        id
    } else {
        let mut options = Vec::new();
        for (property, key) in [
            ("DomainName", "domain-name"),
            ("DomainNameServers", "domain-name-servers"),
            ("NtpServers", "ntp-servers"),
            ("NetbiosNameServers", "netbios-name-servers"),
            ("NetbiosNodeType", "netbios-node-type"),
            ("Ipv6AddressPreferredLeaseTime", "ipv6-address-preferred-lease-time"),
        ] {
            let Some(given) = request.properties.get(property) else { continue };
            let values = given.as_array().cloned().unwrap_or_else(|| vec![given.clone()]);
            options.push(json!({"Key": key, "Values": values}));
        }
        let input = with(json!({"DhcpConfigurations": options}), tagged(request, "dhcp-options"));
        text(&ask::<ops::CreateDhcpOptions>(call, input).await?["DhcpOptions"], "DhcpOptionsId")
    };
    Ok(Made::new(id.clone()).with("DhcpOptionsId", id))
}

async fn update_options(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    retag(call, id, request).await?;
    Ok(Made::new(id).with("DhcpOptionsId", id))
}

async fn delete_options(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DeleteDhcpOptions>(call, json!({"DhcpOptionsId": id})).await)
}

/// `AWS::EC2::VPCDHCPOptionsAssociation`.
pub(super) struct DhcpOptionsAssociation;
provider::resource_type!(
    DhcpOptionsAssociation,
    "AWS::EC2::VPCDHCPOptionsAssociation",
    "AWS-EC2-VPCDHCPOptionsAssociation.json",
    create_options_association,
    update_nothing,
    delete_options_association
);

async fn create_options_association(call: &Call, request: &Request<'_>) -> Result<Made> {
    let input = pick(request.properties, &["DhcpOptionsId", "VpcId"]);
    ask::<ops::AssociateDhcpOptions>(call, input).await?;
    Ok(Made::new(format!("{}|{}", prop(request, "DhcpOptionsId"), prop(request, "VpcId"))))
}

async fn delete_options_association(call: &Call, _: &str, request: &Request<'_>) -> Result<()> {
    let input = json!({"DhcpOptionsId": "default", "VpcId": prop(request, "VpcId")});
    gone(ask::<ops::AssociateDhcpOptions>(call, input).await)
}
