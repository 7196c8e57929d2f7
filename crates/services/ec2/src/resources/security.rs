//! Security groups, network ACLs.

use super::{ask, changed, gone, list, made_before, pick, prop, retag, tagged, text, update_nothing, with};
use door::Call;
use model_ec2::ops;
use provider::{Made, Properties, Request};
use serde_json::{Value, json};
use wire::prelude::*;

/// `AWS::EC2::SecurityGroup`.
pub(super) struct SecurityGroup;
provider::resource_type!(
    SecurityGroup,
    "AWS::EC2::SecurityGroup",
    "AWS-EC2-SecurityGroup.json",
    create_group,
    update_group,
    delete_group
);

async fn create_group(call: &Call, request: &Request<'_>) -> Result<Made> {
    let made = if let Some(id) = made_before(call, request, "security-group").await? {
        id
    } else {
        let name = request.text("GroupName").unwrap_or_else(|| request.physical_name(255));
        let input = json!({"GroupName": name, "Description": prop(request, "GroupDescription")});
        let input = with(input, pick(request.properties, &["VpcId"]));
        let input = with(input, tagged(request, "security-group"));
        text(&ask::<ops::CreateSecurityGroup>(call, input).await?, "GroupId")
    };
    set_rules(call, &made, request, false).await?;
    set_rules(call, &made, request, true).await?;
    shown_group(call, &made).await
}

async fn update_group(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    if changed(request, "SecurityGroupIngress") {
        set_rules(call, id, request, false).await?;
    }
    if changed(request, "SecurityGroupEgress") {
        set_rules(call, id, request, true).await?;
    }
    retag(call, id, request).await?;
    shown_group(call, id).await
}

async fn delete_group(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DeleteSecurityGroup>(call, json!({"GroupId": id})).await)
}

async fn shown_group(call: &Call, id: &str) -> Result<Made> {
    let told = ask::<ops::DescribeSecurityGroups>(call, json!({"GroupIds": [id]})).await?;
    let own = list(&told, "SecurityGroups").first().cloned().unwrap_or_default();
    Ok(Made::new(id).with("Id", id).with("GroupId", id).with("VpcId", text(&own, "VpcId")))
}

fn rules<'a>(properties: &'a Properties, name: &str) -> &'a [Value] {
    properties.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A rule of a template as a permission.
fn permission(rule: &Value) -> Value {
    let of = |names: &[&str]| names.iter().find_map(|name| rule.get(*name)).cloned();
    let described = |value: Value| match rule.get("Description") {
        Some(text) => with(value, json!({"Description": text})),
        None => value,
    };
    let mut permission = json!({"IpProtocol": of(&["IpProtocol"]).unwrap_or_default()});
    for name in ["FromPort", "ToPort"] {
        if let Some(port) = of(&[name]) {
            permission = with(permission, json!({name: port}));
        }
    }
    if let Some(block) = of(&["CidrIp"]) {
        permission = with(permission, json!({"IpRanges": [described(json!({"CidrIp": block}))]}));
    }
    if let Some(block) = of(&["CidrIpv6"]) {
        permission = with(permission, json!({"Ipv6Ranges": [described(json!({"CidrIpv6": block}))]}));
    }
    if let Some(id) = of(&["SourcePrefixListId", "DestinationPrefixListId"]) {
        permission = with(permission, json!({"PrefixListIds": [described(json!({"PrefixListId": id}))]}));
    }
    let group = of(&["SourceSecurityGroupId", "DestinationSecurityGroupId"]);
    let name = of(&["SourceSecurityGroupName"]);
    if group.is_some() || name.is_some() {
        let mut pair = json!({});
        for (key, value) in
            [("GroupId", group), ("GroupName", name), ("UserId", of(&["SourceSecurityGroupOwnerId"]))]
        {
            if let Some(value) = value {
                pair = with(pair, json!({key: value}));
            }
        }
        permission = with(permission, json!({"UserIdGroupPairs": [described(pair)]}));
    }
    permission
}

/// What a group has until a template says otherwise: all outbound traffic.
fn all_out() -> Value {
    json!({"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]})
}

/// Gives a group the rules of one direction that the template has now and did not have before, and takes away those that
/// it had. Rules that are resources of their own stay.
async fn set_rules(call: &Call, id: &str, request: &Request<'_>, egress: bool) -> Result<()> {
    let name = if egress { "SecurityGroupEgress" } else { "SecurityGroupIngress" };
    let of = |properties: &Properties| -> Vec<Value> {
        let rules: Vec<_> = rules(properties, name).iter().map(permission).collect();
        if egress && rules.is_empty() { vec![all_out()] } else { rules }
    };
    let new = if egress { vec![all_out()] } else { Vec::new() };
    let before = request.previous.map_or(new, of);
    let after = of(request.properties);
    let gone_now: Vec<_> = before.iter().filter(|rule| !after.contains(rule)).cloned().collect();
    let added: Vec<_> = after.iter().filter(|rule| !before.contains(rule)).cloned().collect();
    if !gone_now.is_empty() {
        let input = json!({"GroupId": id, "IpPermissions": gone_now});
        let done = if egress {
            ask::<ops::RevokeSecurityGroupEgress>(call, input).await
        } else {
            ask::<ops::RevokeSecurityGroupIngress>(call, input).await
        };
        gone(done)?;
    }
    if added.is_empty() {
        return Ok(());
    }
    let input = json!({"GroupId": id, "IpPermissions": added});
    let done = if egress {
        ask::<ops::AuthorizeSecurityGroupEgress>(call, input).await
    } else {
        ask::<ops::AuthorizeSecurityGroupIngress>(call, input).await
    };
    match done {
        // An attempt before a crash did it.
        Err(error) if request.again.is_some() && error.code() == "InvalidPermission.Duplicate" => Ok(()),
        done => done.map(drop),
    }
}

/// `AWS::EC2::SecurityGroupIngress`.
pub(super) struct Ingress;
provider::resource_type!(
    Ingress,
    "AWS::EC2::SecurityGroupIngress",
    "AWS-EC2-SecurityGroupIngress.json",
    create_ingress,
    update_ingress,
    delete_ingress
);

async fn create_ingress(call: &Call, request: &Request<'_>) -> Result<Made> {
    let rule = permission(&Value::Object(request.properties.clone()));
    let input = with(pick(request.properties, &["GroupId", "GroupName"]), json!({"IpPermissions": [rule]}));
    let made = ask::<ops::AuthorizeSecurityGroupIngress>(call, input).await;
    rule_made(call, request, made, false).await
}

async fn update_ingress(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let rules = json!([{"SecurityGroupRuleId": id, "Description": prop(request, "Description")}]);
    let input = with(
        pick(request.properties, &["GroupId", "GroupName"]),
        json!({"SecurityGroupRuleDescriptions": rules}),
    );
    ask::<ops::UpdateSecurityGroupRuleDescriptionsIngress>(call, input).await?;
    Ok(Made::new(id).with("Id", id))
}

async fn delete_ingress(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    let input = pick(request.properties, &["GroupId", "GroupName"]);
    let input = with(input, json!({"SecurityGroupRuleIds": [id]}));
    gone(ask::<ops::RevokeSecurityGroupIngress>(call, input).await)
}

/// `AWS::EC2::SecurityGroupEgress`.
pub(super) struct Egress;
provider::resource_type!(
    Egress,
    "AWS::EC2::SecurityGroupEgress",
    "AWS-EC2-SecurityGroupEgress.json",
    create_egress,
    update_egress,
    delete_egress
);

async fn create_egress(call: &Call, request: &Request<'_>) -> Result<Made> {
    let rule = permission(&Value::Object(request.properties.clone()));
    let input = with(pick(request.properties, &["GroupId"]), json!({"IpPermissions": [rule]}));
    let made = ask::<ops::AuthorizeSecurityGroupEgress>(call, input).await;
    rule_made(call, request, made, true).await
}

async fn update_egress(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let rules = json!([{"SecurityGroupRuleId": id, "Description": prop(request, "Description")}]);
    let input = json!({"GroupId": prop(request, "GroupId"), "SecurityGroupRuleDescriptions": rules});
    ask::<ops::UpdateSecurityGroupRuleDescriptionsEgress>(call, input).await?;
    Ok(Made::new(id).with("Id", id))
}

async fn delete_egress(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    let input = json!({"GroupId": prop(request, "GroupId"), "SecurityGroupRuleIds": [id]});
    gone(ask::<ops::RevokeSecurityGroupEgress>(call, input).await)
}

/// The rule that was made, or that an attempt before a crash made.
async fn rule_made(call: &Call, request: &Request<'_>, made: Result<Value>, egress: bool) -> Result<Made> {
    let told = match made {
        Err(error) if error.code() == "InvalidPermission.Duplicate" && request.again.is_some() => {
            let of = json!([{"Name": "group-id", "Values": [prop(request, "GroupId")]}]);
            let all = ask::<ops::DescribeSecurityGroupRules>(call, json!({"Filters": of})).await?;
            let same = |rule: &&Value| {
                let fits = |property: &str, name: &str| {
                    request.text(property).is_none_or(|wanted| text(rule, name) == wanted)
                };
                rule.get("IsEgress").and_then(Value::as_bool) == Some(egress)
                    && fits("IpProtocol", "IpProtocol")
                    && fits("CidrIp", "CidrIpv4")
                    && fits("CidrIpv6", "CidrIpv6")
            };
            list(&all, "SecurityGroupRules").iter().find(same).cloned().ok_or(error)?
        }
        made => list(&made?, "SecurityGroupRules").first().cloned().unwrap_or_default(),
    };
    let id = text(&told, "SecurityGroupRuleId");
    Ok(Made::new(id.clone()).with("Id", id))
}

/// `AWS::EC2::SecurityGroupVpcAssociation`.
pub(super) struct VpcAssociation;
provider::resource_type!(
    VpcAssociation,
    "AWS::EC2::SecurityGroupVpcAssociation",
    "AWS-EC2-SecurityGroupVpcAssociation.json",
    create_vpc_association,
    update_nothing,
    delete_vpc_association
);

async fn create_vpc_association(call: &Call, request: &Request<'_>) -> Result<Made> {
    let done =
        ask::<ops::AssociateSecurityGroupVpc>(call, pick(request.properties, &["GroupId", "VpcId"])).await;
    match done {
        Err(error) if request.again.is_some() && error.code().ends_with("Duplicate") => {}
        done => drop(done?),
    }
    Ok(Made::new(format!("{}|{}", prop(request, "GroupId"), prop(request, "VpcId")))
        .with("State", "associated")
        .with("VpcOwnerId", call.account()))
}

async fn delete_vpc_association(call: &Call, _: &str, request: &Request<'_>) -> Result<()> {
    let input = pick(request.properties, &["GroupId", "VpcId"]);
    gone(ask::<ops::DisassociateSecurityGroupVpc>(call, input).await)
}

/// `AWS::EC2::NetworkAcl`.
pub(super) struct NetworkAcl;
provider::resource_type!(
    NetworkAcl,
    "AWS::EC2::NetworkAcl",
    "AWS-EC2-NetworkAcl.json",
    create_acl,
    update_acl,
    delete_acl
);

async fn create_acl(call: &Call, request: &Request<'_>) -> Result<Made> {
    let input = with(pick(request.properties, &["VpcId"]), tagged(request, "network-acl"));
    let input = with(input, json!({"ClientToken": request.token}));
    let id = text(&ask::<ops::CreateNetworkAcl>(call, input).await?["NetworkAcl"], "NetworkAclId");
    Ok(Made::new(id.clone()).with("Id", id))
}

async fn update_acl(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    retag(call, id, request).await?;
    Ok(Made::new(id).with("Id", id))
}

async fn delete_acl(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(ask::<ops::DeleteNetworkAcl>(call, json!({"NetworkAclId": id})).await)
}

/// `AWS::EC2::NetworkAclEntry`.
pub(super) struct NetworkAclEntry;
provider::resource_type!(
    NetworkAclEntry,
    "AWS::EC2::NetworkAclEntry",
    "AWS-EC2-NetworkAclEntry.json",
    create_entry,
    update_entry,
    delete_entry
);

fn entry(request: &Request<'_>) -> Value {
    let names =
        ["NetworkAclId", "RuleNumber", "Protocol", "RuleAction", "CidrBlock", "Ipv6CidrBlock", "PortRange"];
    let egress = request.properties.get("Egress").cloned().unwrap_or(Value::Bool(false));
    let input = with(json!({"Egress": egress}), pick(request.properties, &names));
    match request.properties.get("Icmp") {
        Some(icmp) => with(input, json!({"IcmpTypeCode": icmp})),
        None => input,
    }
}

async fn create_entry(call: &Call, request: &Request<'_>) -> Result<Made> {
    match ask::<ops::CreateNetworkAclEntry>(call, entry(request)).await {
        Err(error) if request.again.is_some() && error.code() == "NetworkAclEntryAlreadyExists" => {
            ask::<ops::ReplaceNetworkAclEntry>(call, entry(request)).await?;
        }
        done => drop(done?),
    }
    let id = request.physical_name(255);
    Ok(Made::new(id.clone()).with("Id", id))
}

async fn update_entry(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    ask::<ops::ReplaceNetworkAclEntry>(call, entry(request)).await?;
    Ok(Made::new(id).with("Id", id))
}

async fn delete_entry(call: &Call, _: &str, request: &Request<'_>) -> Result<()> {
    let egress = request.properties.get("Egress").cloned().unwrap_or(Value::Bool(false));
    let input = with(json!({"Egress": egress}), pick(request.properties, &["NetworkAclId", "RuleNumber"]));
    gone(ask::<ops::DeleteNetworkAclEntry>(call, input).await)
}

/// `AWS::EC2::SubnetNetworkAclAssociation`: every subnet has one ACL, so it is replaced, and given back at the end.
pub(super) struct AclAssociation;
provider::resource_type!(
    AclAssociation,
    "AWS::EC2::SubnetNetworkAclAssociation",
    "AWS-EC2-SubnetNetworkAclAssociation.json",
    create_acl_association,
    update_nothing,
    delete_acl_association
);

async fn create_acl_association(call: &Call, request: &Request<'_>) -> Result<Made> {
    let id = replace_acl(call, &prop(request, "SubnetId"), &prop(request, "NetworkAclId")).await?;
    Ok(Made::new(id.clone()).with("AssociationId", id))
}

async fn delete_acl_association(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    let subnet = prop(request, "SubnetId");
    let of = json!([{"Name": "association.association-id", "Values": [id]}]);
    let told = ask::<ops::DescribeNetworkAcls>(call, json!({"Filters": of})).await?;
    let Some(own) = list(&told, "NetworkAcls").first() else { return Ok(()) };
    let of = json!([
        {"Name": "vpc-id", "Values": [text(own, "VpcId")]},
        {"Name": "default", "Values": ["true"]},
    ]);
    let told = ask::<ops::DescribeNetworkAcls>(call, json!({"Filters": of})).await?;
    let default = list(&told, "NetworkAcls").first().map(|acl| text(acl, "NetworkAclId"));
    gone(replace_acl(call, &subnet, &default.unwrap_or_default()).await)
}

/// Lets another ACL guard a subnet, and gives the association's id.
async fn replace_acl(call: &Call, subnet: &str, acl: &str) -> Result<String> {
    let of = json!([{"Name": "association.subnet-id", "Values": [subnet]}]);
    let told = ask::<ops::DescribeNetworkAcls>(call, json!({"Filters": of})).await?;
    let all = list(&told, "NetworkAcls").iter().flat_map(|acl| list(acl, "Associations"));
    let mut own = all.filter(|own| text(own, "SubnetId") == subnet);
    let old =
        own.next().ok_or_else(|| <crate::records::Subnet as crate::records::Resource>::not_found(subnet))?;
    if text(old, "NetworkAclId") == acl {
        return Ok(text(old, "NetworkAclAssociationId"));
    }
    let input = json!({"AssociationId": text(old, "NetworkAclAssociationId"), "NetworkAclId": acl});
    Ok(text(&ask::<ops::ReplaceNetworkAclAssociation>(call, input).await?, "NewAssociationId"))
}
