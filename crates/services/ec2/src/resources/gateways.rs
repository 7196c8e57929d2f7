//! NAT gateways, endpoints, prefix lists, flow logs: the stack waits for what is being made and what is going.

use super::{
    STEP, STEPS, ask, changed, gone, list, made_before, pick, prop, refuse, retag, tagged, text, with,
};
use door::Call;
use model_ec2::ops;
use provider::{Made, Request};
use serde_json::{Value, json};
use wire::prelude::*;

/// `AWS::EC2::NatGateway`.
pub(super) struct NatGateway;
provider::resource_type!(
    NatGateway,
    "AWS::EC2::NatGateway",
    "AWS-EC2-NatGateway.json",
    create_nat,
    update_nat,
    delete_nat
);

const SECONDARY: &[&str] =
    &["SecondaryAllocationIds", "SecondaryPrivateIpAddresses", "SecondaryPrivateIpAddressCount"];

async fn create_nat(call: &Call, request: &Request<'_>) -> Result<Made> {
    refuse(request, "AWS::EC2::NatGateway", &["MaxDrainDurationSeconds"])?;
    let mut names = vec![
        "SubnetId",
        "AllocationId",
        "ConnectivityType",
        "PrivateIpAddress",
        "AvailabilityMode",
        "AvailabilityZoneAddresses",
        "VpcId",
    ];
    names.extend(SECONDARY);
    let input = with(pick(request.properties, &names), tagged(request, "natgateway"));
    let input = with(input, json!({"ClientToken": request.token}));
    let made = ask::<ops::CreateNatGateway>(call, input).await?;
    let id = text(&made["NatGateway"], "NatGatewayId");
    for _ in 0..STEPS {
        let told = nat(call, &id).await?;
        match text(&told, "State").as_str() {
            "available" => return Ok(shown_nat(&id, &told)),
            "failed" => {
                // https://github.com/giantswarm/aws-operator/pull/1234
                let why = text(&told, "FailureMessage");
                let text = format!(
                    "NatGateway {id} is in state failed and hence failed to stabilize. Detailed failure message: {why}"
                );
                return Err(Error::new("NotStabilized", text));
            }
            _ => call.clock().sleep(STEP).await,
        }
    }
    Err(Error::new("NotStabilized", format!("NatGateway {id} did not stabilize.")))
}

async fn nat(call: &Call, id: &str) -> Result<Value> {
    let told = ask::<ops::DescribeNatGateways>(call, json!({"NatGatewayIds": [id]})).await?;
    Ok(list(&told, "NatGateways").first().cloned().unwrap_or_default())
}

fn shown_nat(id: &str, told: &Value) -> Made {
    let first = list(told, "NatGatewayAddresses").first().cloned().unwrap_or_default();
    Made::new(id).with("NatGatewayId", id).with("EniId", text(&first, "NetworkInterfaceId"))
}

async fn update_nat(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    if let Some(name) = SECONDARY.iter().find(|name| changed(request, name)) {
        return Err(Error::not_implemented(format!("a change of {name} of AWS::EC2::NatGateway")));
    }
    retag(call, id, request).await?;
    Ok(shown_nat(id, &nat(call, id).await?))
}

async fn delete_nat(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    let done = ask::<ops::DeleteNatGateway>(call, json!({"NatGatewayId": id})).await;
    if done.as_ref().is_err_and(|error| error.code() == "NatGatewayNotFound") {
        return Ok(());
    }
    done?;
    for _ in 0..STEPS {
        match nat(call, id).await {
            Err(error) if error.code() == "NatGatewayNotFound" => return Ok(()),
            told => {
                if matches!(text(&told?, "State").as_str(), "deleted" | "failed") {
                    return Ok(());
                }
            }
        }
        call.clock().sleep(STEP).await;
    }
    Err(Error::new("NotStabilized", format!("NatGateway {id} did not stabilize.")))
}

/// `AWS::EC2::VPCEndpoint`.
pub(super) struct Endpoint;
provider::resource_type!(
    Endpoint,
    "AWS::EC2::VPCEndpoint",
    "AWS-EC2-VPCEndpoint.json",
    create_endpoint,
    update_endpoint,
    delete_endpoint
);

async fn create_endpoint(call: &Call, request: &Request<'_>) -> Result<Made> {
    let names = [
        "VpcId",
        "ServiceName",
        "VpcEndpointType",
        "RouteTableIds",
        "SubnetIds",
        "SecurityGroupIds",
        "PrivateDnsEnabled",
        "IpAddressType",
        "DnsOptions",
        "ServiceNetworkArn",
        "ResourceConfigurationArn",
        "ServiceRegion",
    ];
    let mut input = with(pick(request.properties, &names), tagged(request, "vpc-endpoint"));
    input = with(input, json!({"ClientToken": request.token}));
    if let Some(policy) = request.properties.get("PolicyDocument") {
        input = with(input, json!({"PolicyDocument": provider::document(policy)}));
    }
    let interface = prop(request, "VpcEndpointType") == "Interface";
    if interface && !request.properties.contains_key("PrivateDnsEnabled") {
        // The API takes names over where nothing is said; a template does not.
        input = with(input, json!({"PrivateDnsEnabled": false}));
    }
    let made = ask::<ops::CreateVpcEndpoint>(call, input).await?;
    let id = text(&made["VpcEndpoint"], "VpcEndpointId");
    for _ in 0..STEPS {
        let told = endpoint(call, &id).await?;
        if text(&told, "State") == "available" {
            return Ok(shown_endpoint(&id, &told));
        }
        call.clock().sleep(STEP).await;
    }
    Err(Error::new("NotStabilized", format!("VPC endpoint {id} did not stabilize.")))
}

async fn endpoint(call: &Call, id: &str) -> Result<Value> {
    let told = ask::<ops::DescribeVpcEndpoints>(call, json!({"VpcEndpointIds": [id]})).await?;
    Ok(list(&told, "VpcEndpoints").first().cloned().unwrap_or_default())
}

/// `DnsEntries` are texts of zone and name. <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html>
fn shown_endpoint(id: &str, told: &Value) -> Made {
    let names: Value = list(told, "DnsEntries")
        .iter()
        .map(|entry| Value::from(format!("{}:{}", text(entry, "HostedZoneId"), text(entry, "DnsName"))))
        .collect();
    Made::new(id)
        .with("Id", id)
        .with("CreationTimestamp", text(told, "CreationTimestamp"))
        .with("DnsEntries", names)
        .with("NetworkInterfaceIds", told.get("NetworkInterfaceIds").cloned().unwrap_or_else(|| json!([])))
}

async fn update_endpoint(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let mut input = json!({"VpcEndpointId": id});
    let items = |properties: &provider::Properties, name: &str| -> Vec<Value> {
        properties.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    for (name, part) in [
        ("RouteTableIds", "RouteTableIds"),
        ("SubnetIds", "SubnetIds"),
        ("SecurityGroupIds", "SecurityGroupIds"),
    ] {
        let before = request.previous.map(|before| items(before, name)).unwrap_or_default();
        let after = items(request.properties, name);
        let added: Vec<_> = after.iter().filter(|id| !before.contains(id)).cloned().collect();
        let removed: Vec<_> = before.iter().filter(|id| !after.contains(id)).cloned().collect();
        for (verb, ids) in [("Add", added), ("Remove", removed)] {
            if !ids.is_empty() {
                input = with(input, json!({format!("{verb}{part}"): ids}));
            }
        }
    }
    if changed(request, "PolicyDocument") {
        input = match request.properties.get("PolicyDocument") {
            Some(policy) => with(input, json!({"PolicyDocument": provider::document(policy)})),
            None => with(input, json!({"ResetPolicy": true})),
        };
    }
    if changed(request, "PrivateDnsEnabled") {
        let flag = request.properties.get("PrivateDnsEnabled").cloned().unwrap_or(Value::Bool(false));
        input = with(input, json!({"PrivateDnsEnabled": flag}));
    }
    input = with(input, pick(request.properties, &["DnsOptions", "IpAddressType"]));
    ask::<ops::ModifyVpcEndpoint>(call, input).await?;
    retag(call, id, request).await?;
    Ok(shown_endpoint(id, &endpoint(call, id).await?))
}

async fn delete_endpoint(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    ask::<ops::DeleteVpcEndpoints>(call, json!({"VpcEndpointIds": [id]})).await?;
    for _ in 0..STEPS {
        match endpoint(call, id).await {
            Err(error) if error.code().ends_with("NotFound") => return Ok(()),
            told => drop(told?),
        }
        call.clock().sleep(STEP).await;
    }
    Err(Error::new("NotStabilized", format!("VPC endpoint {id} did not stabilize.")))
}

/// `AWS::EC2::PrefixList`.
pub(super) struct PrefixList;
provider::resource_type!(
    PrefixList,
    "AWS::EC2::PrefixList",
    "AWS-EC2-PrefixList.json",
    create_list,
    update_list,
    delete_list
);

/// Entries of a list whose size no property says.
fn entries(properties: &provider::Properties) -> Vec<Value> {
    properties.get("Entries").and_then(Value::as_array).cloned().unwrap_or_default()
}

async fn create_list(call: &Call, request: &Request<'_>) -> Result<Made> {
    let names = ["PrefixListName", "AddressFamily", "Entries", "MaxEntries"];
    let mut input = with(pick(request.properties, &names), tagged(request, "prefix-list"));
    input = with(input, json!({"ClientToken": request.token}));
    if !request.properties.contains_key("MaxEntries") {
        input = with(input, json!({"MaxEntries": entries(request.properties).len().max(1)}));
    }
    let made = ask::<ops::CreateManagedPrefixList>(call, input).await?;
    shown_list(call, &text(&made["PrefixList"], "PrefixListId")).await
}

async fn shown_list(call: &Call, id: &str) -> Result<Made> {
    let told = ask::<ops::DescribeManagedPrefixLists>(call, json!({"PrefixListIds": [id]})).await?;
    let own = list(&told, "PrefixLists").first().cloned().unwrap_or_default();
    Ok(Made::new(id)
        .with("PrefixListId", id)
        .with("Arn", text(&own, "PrefixListArn"))
        .with("OwnerId", text(&own, "OwnerId"))
        .with("Version", own.get("Version").cloned().unwrap_or_default()))
}

async fn update_list(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    if changed(request, "AddressFamily") {
        return Err(Error::not_implemented("a change of AddressFamily of AWS::EC2::PrefixList"));
    }
    if changed(request, "PrefixListName") {
        let input = json!({"PrefixListId": id, "PrefixListName": prop(request, "PrefixListName")});
        ask::<ops::ModifyManagedPrefixList>(call, input).await?;
    }
    if changed(request, "MaxEntries") {
        let most = request.properties.get("MaxEntries").cloned();
        let most = most.unwrap_or_else(|| json!(entries(request.properties).len().max(1)));
        ask::<ops::ModifyManagedPrefixList>(call, json!({"PrefixListId": id, "MaxEntries": most})).await?;
    }
    if changed(request, "Entries") {
        let told = ask::<ops::DescribeManagedPrefixLists>(call, json!({"PrefixListIds": [id]})).await?;
        let version = told["PrefixLists"][0]["Version"].clone();
        let before = request.previous.map(entries).unwrap_or_default();
        let after = entries(request.properties);
        let kept = |entry: &&Value| after.iter().any(|other| text(other, "Cidr") == text(entry, "Cidr"));
        let removed: Vec<_> =
            before.iter().filter(|entry| !kept(entry)).map(|e| json!({"Cidr": text(e, "Cidr")})).collect();
        let added: Vec<_> = after.iter().filter(|entry| !before.contains(entry)).cloned().collect();
        let input = json!({"PrefixListId": id, "CurrentVersion": version, "AddEntries": added,
            "RemoveEntries": removed});
        ask::<ops::ModifyManagedPrefixList>(call, input).await?;
    }
    retag(call, id, request).await?;
    shown_list(call, id).await
}

async fn delete_list(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DeleteManagedPrefixList>(call, json!({"PrefixListId": id})).await)
}

/// `AWS::EC2::FlowLog`.
pub(super) struct FlowLog;
provider::resource_type!(
    FlowLog,
    "AWS::EC2::FlowLog",
    "AWS-EC2-FlowLog.json",
    create_log,
    update_log,
    delete_log
);

async fn create_log(call: &Call, request: &Request<'_>) -> Result<Made> {
    let id = if let Some(id) = made_before(call, request, "vpc-flow-log").await? {
        id
    } else {
        let names = [
            "ResourceType",
            "TrafficType",
            "DeliverLogsPermissionArn",
            "DeliverCrossAccountRole",
            "LogGroupName",
            "LogDestinationType",
            "LogDestination",
            "LogFormat",
            "MaxAggregationInterval",
            "DestinationOptions",
            "TagFieldSpecifications",
        ];
        let input = json!({"ResourceIds": [prop(request, "ResourceId")]});
        let input = with(input, pick(request.properties, &names));
        let made = ask::<ops::CreateFlowLogs>(call, with(input, tagged(request, "vpc-flow-log"))).await?;
        if let Some(failed) = list(&made, "Unsuccessful").first() {
            let error = failed.get("Error").cloned().unwrap_or_default();
            return Err(Error::new(text(&error, "Code"), text(&error, "Message")));
        }
        list(&made, "FlowLogIds").first().and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    Ok(Made::new(id.clone()).with("Id", id))
}

async fn update_log(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    retag(call, id, request).await?;
    Ok(Made::new(id).with("Id", id))
}

async fn delete_log(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DeleteFlowLogs>(call, json!({"FlowLogIds": [id]})).await)
}
