//! Network interfaces, Elastic IP addresses. `AWS::EC2::NetworkInterfaceAttachment` needs an instance, which is not here.

use super::{
    ask, changed, gone, list, made_before, pick, prop, refuse, retag, tagged, text, update_nothing, with,
};
use door::Call;
use model_ec2::ops;
use provider::{Made, Request};
use serde_json::{Value, json};
use wire::prelude::*;

/// `AWS::EC2::NetworkInterface`.
pub(super) struct Interface;
provider::resource_type!(
    Interface,
    "AWS::EC2::NetworkInterface",
    "AWS-EC2-NetworkInterface.json",
    create_interface,
    update_interface,
    delete_interface
);

/// Properties that only a replacement would change here.
const FIXED: &[&str] = &[
    "PrivateIpAddresses",
    "SecondaryPrivateIpAddressCount",
    "Ipv6Addresses",
    "Ipv6AddressCount",
    "EnablePrimaryIpv6",
];

async fn create_interface(call: &Call, request: &Request<'_>) -> Result<Made> {
    refuse(request, "AWS::EC2::NetworkInterface", &["PublicIpDnsHostnameTypeSpecification"])?;
    let names = [
        "SubnetId",
        "Description",
        "PrivateIpAddress",
        "PrivateIpAddresses",
        "SecondaryPrivateIpAddressCount",
        "Ipv6Addresses",
        "Ipv6AddressCount",
        "Ipv4Prefixes",
        "Ipv4PrefixCount",
        "Ipv6Prefixes",
        "Ipv6PrefixCount",
        "InterfaceType",
        "EnablePrimaryIpv6",
        "ConnectionTrackingSpecification",
    ];
    let mut input = with(pick(request.properties, &names), tagged(request, "network-interface"));
    input = with(input, json!({"ClientToken": request.token}));
    if let Some(groups) = request.properties.get("GroupSet") {
        input = with(input, json!({"Groups": groups}));
    }
    let made = ask::<ops::CreateNetworkInterface>(call, input).await?;
    let id = text(&made["NetworkInterface"], "NetworkInterfaceId");
    if let Some(flag) = request.properties.get("SourceDestCheck") {
        let input = json!({"NetworkInterfaceId": id, "SourceDestCheck": {"Value": flag}});
        ask::<ops::ModifyNetworkInterfaceAttribute>(call, input).await?;
    }
    shown_interface(call, &id).await
}

async fn update_interface(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    if let Some(name) = FIXED.iter().find(|name| changed(request, name)) {
        return Err(Error::not_implemented(format!("a change of {name} of AWS::EC2::NetworkInterface")));
    }
    let mut input = json!({"NetworkInterfaceId": id});
    if changed(request, "Description") {
        input = with(input, json!({"Description": {"Value": prop(request, "Description")}}));
    }
    if changed(request, "GroupSet") {
        let groups = request.properties.get("GroupSet").cloned().unwrap_or_else(|| json!([]));
        input = with(input, json!({"Groups": groups}));
    }
    if changed(request, "SourceDestCheck") {
        let flag = request.properties.get("SourceDestCheck").cloned().unwrap_or(Value::Bool(true));
        input = with(input, json!({"SourceDestCheck": {"Value": flag}}));
    }
    ask::<ops::ModifyNetworkInterfaceAttribute>(call, input).await?;
    retag(call, id, request).await?;
    shown_interface(call, id).await
}

async fn delete_interface(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DeleteNetworkInterface>(call, json!({"NetworkInterfaceId": id})).await)
}

async fn shown_interface(call: &Call, id: &str) -> Result<Made> {
    let told = ask::<ops::DescribeNetworkInterfaces>(call, json!({"NetworkInterfaceIds": [id]})).await?;
    let own = list(&told, "NetworkInterfaces").first().cloned().unwrap_or_default();
    let more = list(&own, "PrivateIpAddresses").iter().skip(1);
    let more: Value = more.map(|address| Value::from(text(address, "PrivateIpAddress"))).collect();
    let v6 = list(&own, "Ipv6Addresses").first().map(|address| text(address, "Ipv6Address"));
    Ok(Made::new(id)
        .with("Id", id)
        .with("PrimaryPrivateIpAddress", text(&own, "PrivateIpAddress"))
        .with("SecondaryPrivateIpAddresses", more)
        .with("PrimaryIpv6Address", v6.unwrap_or_default())
        .with("VpcId", text(&own, "VpcId")))
}

/// `AWS::EC2::EIP`: `Ref` is the address.
pub(super) struct Eip;
provider::resource_type!(Eip, "AWS::EC2::EIP", "AWS-EC2-EIP.json", create_eip, update_eip, delete_eip);

const EIP_UNSUPPORTED: &[&str] = &["InstanceId", "TransferAddress"];

async fn create_eip(call: &Call, request: &Request<'_>) -> Result<Made> {
    refuse(request, "AWS::EC2::EIP", EIP_UNSUPPORTED)?;
    let found = made_before(call, request, "elastic-ip").await?;
    let allocation = if let Some(id) = found {
        id
    } else {
        let names = ["Domain", "PublicIpv4Pool", "NetworkBorderGroup", "Address", "IpamPoolId"];
        let input = with(pick(request.properties, &names), tagged(request, "elastic-ip"));
        text(&ask::<ops::AllocateAddress>(call, input).await?, "AllocationId")
    };
    let told = ask::<ops::DescribeAddresses>(call, json!({"AllocationIds": [allocation]})).await?;
    Ok(shown_eip(&told))
}

async fn update_eip(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    refuse(request, "AWS::EC2::EIP", EIP_UNSUPPORTED)?;
    let told = ask::<ops::DescribeAddresses>(call, json!({"PublicIps": [id]})).await?;
    let made = shown_eip(&told);
    let allocation = made.attributes.get("AllocationId").and_then(Value::as_str).unwrap_or_default();
    retag(call, allocation, request).await?;
    Ok(made)
}

async fn delete_eip(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::ReleaseAddress>(call, json!({"PublicIp": id})).await)
}

fn shown_eip(told: &Value) -> Made {
    let own = list(told, "Addresses").first().cloned().unwrap_or_default();
    let ip = text(&own, "PublicIp");
    Made::new(ip.clone()).with("PublicIp", ip).with("AllocationId", text(&own, "AllocationId"))
}

/// `AWS::EC2::EIPAssociation`.
pub(super) struct EipAssociation;
provider::resource_type!(
    EipAssociation,
    "AWS::EC2::EIPAssociation",
    "AWS-EC2-EIPAssociation.json",
    create_association,
    update_nothing,
    delete_association
);

async fn create_association(call: &Call, request: &Request<'_>) -> Result<Made> {
    let names = ["AllocationId", "NetworkInterfaceId", "InstanceId", "PrivateIpAddress"];
    let mut input = with(pick(request.properties, &names), json!({"AllowReassociation": true}));
    if let Some(ip) = request.text("EIP") {
        input = with(input, json!({"PublicIp": ip}));
    }
    let id = text(&ask::<ops::AssociateAddress>(call, input).await?, "AssociationId");
    Ok(Made::new(id.clone()).with("Id", id))
}

async fn delete_association(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DisassociateAddress>(call, json!({"AssociationId": id})).await)
}
