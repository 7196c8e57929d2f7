//! Security groups.

use crate::describe::{Asked, Row, filter, one, page, select};
use crate::records::{self as r, *};
use crate::refusals::{depends, invalid, invalid_value, limit, missing};
use crate::rules::everything_shown;
use crate::state::Estate;
use crate::{Ec2, ids, show, tagging, vpc};
use door::Call;
use model_ec2::ops;
use model_ec2::types::*;
use std::sync::Arc;
use wire::prelude::*;

/// Security groups of a region, by AWS's quota.
const GROUPS: usize = 2_500;

const FILTERS: &[Row<r::SecurityGroup>] = &[
    ("description", |g, _| one(&g.description)),
    ("egress.ip-permission.cidr", |g, _| blocks(g, true, false)),
    ("egress.ip-permission.from-port", |g, _| rules(g, true, |r| Some(r.from_port.to_string()))),
    ("egress.ip-permission.group-id", |g, _| rules(g, true, peer_group)),
    ("egress.ip-permission.group-name", |g, e| names(g, true, e)),
    ("egress.ip-permission.ipv6-cidr", |g, _| blocks(g, true, true)),
    ("egress.ip-permission.prefix-list-id", |g, _| rules(g, true, peer_list)),
    ("egress.ip-permission.protocol", |g, _| rules(g, true, |r| Some(r.protocol.clone()))),
    ("egress.ip-permission.to-port", |g, _| rules(g, true, |r| Some(r.to_port.to_string()))),
    ("egress.ip-permission.user-id", |g, _| rules(g, true, peer_account)),
    ("group-id", |g, _| one(&g.id)),
    ("group-name", |g, _| one(&g.name)),
    ("ip-permission.cidr", |g, _| blocks(g, false, false)),
    ("ip-permission.from-port", |g, _| rules(g, false, |r| Some(r.from_port.to_string()))),
    ("ip-permission.group-id", |g, _| rules(g, false, peer_group)),
    ("ip-permission.group-name", |g, e| names(g, false, e)),
    ("ip-permission.ipv6-cidr", |g, _| blocks(g, false, true)),
    ("ip-permission.prefix-list-id", |g, _| rules(g, false, peer_list)),
    ("ip-permission.protocol", |g, _| rules(g, false, |r| Some(r.protocol.clone()))),
    ("ip-permission.to-port", |g, _| rules(g, false, |r| Some(r.to_port.to_string()))),
    ("ip-permission.user-id", |g, _| rules(g, false, peer_account)),
    ("owner-id", |g, _| one(&g.owner)),
    ("vpc-id", |g, _| one(&g.vpc_id)),
];

fn rules(
    group: &r::SecurityGroup,
    egress: bool,
    value: fn(&r::SecurityGroupRule) -> Option<String>,
) -> Vec<String> {
    group.rules.iter().filter(|rule| rule.egress == egress).filter_map(value).collect()
}
fn blocks(group: &r::SecurityGroup, egress: bool, v6: bool) -> Vec<String> {
    let block = |rule: &r::SecurityGroupRule| match &rule.peer {
        Peer::V4(block) if !v6 => Some(block.to_string()),
        Peer::V6(block) if v6 => Some(block.to_string()),
        _ => None,
    };
    group.rules.iter().filter(|rule| rule.egress == egress).filter_map(block).collect()
}
fn peer_group(rule: &r::SecurityGroupRule) -> Option<String> {
    if let Peer::Group { id, .. } = &rule.peer { Some(id.clone()) } else { None }
}
fn peer_account(rule: &r::SecurityGroupRule) -> Option<String> {
    if let Peer::Group { account, .. } = &rule.peer { Some(account.clone()) } else { None }
}
fn peer_list(rule: &r::SecurityGroupRule) -> Option<String> {
    if let Peer::PrefixList(id) = &rule.peer { Some(id.clone()) } else { None }
}
fn names(group: &r::SecurityGroup, egress: bool, estate: &Estate) -> Vec<String> {
    let name = |id: String| estate.security_groups.find(&id).map(|group| group.name.clone());
    rules(group, egress, peer_group).into_iter().filter_map(name).collect()
}

const FOR_VPC_FILTERS: &[Row<r::SecurityGroup>] = &[
    ("group-id", |g, _| one(&g.id)),
    ("description", |g, _| one(&g.description)),
    ("group-name", |g, _| one(&g.name)),
    ("owner-id", |g, _| one(&g.owner)),
    ("primary-vpc-id", |g, _| one(&g.vpc_id)),
];

type Association = (String, String, String);

const ASSOCIATION_FILTERS: &[Row<Association>] = &[
    ("group-id", |a, _| one(&a.0)),
    ("group-owner-id", |a, _| one(&a.2)),
    ("vpc-id", |a, _| one(&a.1)),
    ("vpc-owner-id", |a, _| one(&a.2)),
    ("state", |_, _| one("associated")),
    ("state-reason", |_, _| Vec::new()),
];

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>
    pub(crate) async fn create_security_group(
        &self,
        call: &Call,
        input: CreateSecurityGroupInput,
    ) -> Result<CreateSecurityGroupOutput> {
        let op = ops::CreateSecurityGroup::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "security-group")?;
        let (name, description) = (input.group_name, input.description);
        check_name(&name)?;
        check_description(&description)?;
        self.state
            .change(call, |estate| {
                let vpc_id = match input.vpc_id.filter(|id| !id.is_empty()) {
                    Some(id) => estate.vpcs.get(&id)?.id.clone(),
                    None => default_vpc(estate)?,
                };
                let same = |g: &&Arc<r::SecurityGroup>| g.vpc_id == vpc_id && g.name == name;
                if estate.security_groups.all().any(|group| same(&group)) {
                    // https://github.com/terraform-community-modules/tf_aws_sg/issues/53
                    let text = format!("The security group '{name}' already exists for VPC '{vpc_id}'");
                    return Err(Error::new("InvalidGroup.Duplicate", text));
                }
                if estate.security_groups.len() >= GROUPS {
                    let text = "The maximum number of security groups has been reached.";
                    return Err(limit("SecurityGroupLimitExceeded", text));
                }
                let v6 = !estate.vpcs.get(&vpc_id)?.ipv6.is_empty();
                let mut rules = vec![vpc::everything(true, Peer::V4(vpc::ANY_V4))];
                if v6 {
                    rules.push(vpc::everything(true, Peer::V6(vpc::ANY_V6)));
                }
                let own = estate.security_groups.put(r::SecurityGroup {
                    id: ids::new("sg"),
                    owner: estate.account.clone(),
                    vpc_id,
                    name,
                    description,
                    rules,
                    associated_vpcs: Vec::new(),
                    tags,
                });
                Ok(CreateSecurityGroupOutput {
                    group_id: Some(own.id.clone()),
                    tags: show::tags(&own.tags),
                    security_group_arn: Some(show::arn(estate, "security-group", &own.id)),
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html>
    pub(crate) async fn describe_security_groups(
        &self,
        call: &Call,
        input: DescribeSecurityGroupsInput,
    ) -> Result<DescribeSecurityGroupsOutput> {
        self.state.read(call, |estate| {
            let mut all: Vec<_> = estate.security_groups.all().cloned().collect();
            if let Some(names) = input.group_names.filter(|names| !names.is_empty()) {
                let default = default_vpc(estate).ok();
                all.retain(|group| Some(&group.vpc_id) == default.as_ref() && names.contains(&group.name));
                for name in &names {
                    if !all.iter().any(|group| group.name == *name) {
                        return Err(no_name(name, default.as_deref()));
                    }
                }
            }
            let asked = Asked {
                ids: input.group_ids.map(|ids| ("groupIds", ids)),
                filters: input.filters,
                most: input.max_results,
                token: input.next_token,
            };
            let (found, next_token) = select(estate, all, asked, FILTERS)?;
            let security_groups = Some(found.iter().map(|own| show::security_group(own, estate)).collect());
            Ok(DescribeSecurityGroupsOutput { next_token, security_groups })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html>
    pub(crate) async fn delete_security_group(
        &self,
        call: &Call,
        input: DeleteSecurityGroupInput,
    ) -> Result<DeleteSecurityGroupOutput> {
        self.state
            .change(call, |estate| {
                let id = group_id(estate, input.group_id, input.group_name)?;
                let own = estate.security_groups.get(&id)?;
                if own.name == "default" {
                    // text unconfirmed
                    let text = format!(
                        "the specified group: \"{id}\" name: \"default\" cannot be deleted by a user"
                    );
                    return Err(Error::new("CannotDelete", text));
                }
                let referenced = |group: &&Arc<r::SecurityGroup>| {
                    let mut peers = group.rules.iter().filter_map(peer_group);
                    group.id != id && peers.any(|peer| peer == id)
                };
                let used = estate.interfaces.all().any(|own| own.groups.contains(&id))
                    || estate.endpoints.all().any(|own| own.groups.contains(&id))
                    || estate.security_groups.all().any(|group| referenced(&group))
                    || !own.associated_vpcs.is_empty();
                if used {
                    // https://github.com/aws/aws-cdk/issues/14456
                    return Err(depends(format!("resource {id} has a dependent object")));
                }
                estate.security_groups.remove(&id);
                Ok(DeleteSecurityGroupOutput { r#return: Some(true), group_id: Some(id) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSecurityGroupsForVpc.html>
    pub(crate) async fn get_security_groups_for_vpc(
        &self,
        call: &Call,
        input: GetSecurityGroupsForVpcInput,
    ) -> Result<GetSecurityGroupsForVpcOutput> {
        self.state.read(call, |estate| {
            estate.vpcs.get(&input.vpc_id)?;
            let all = estate.security_groups.all().filter(|group| group.serves(&input.vpc_id));
            let asked =
                Asked { ids: None, filters: input.filters, most: input.max_results, token: input.next_token };
            let (found, next_token) = select(estate, all.cloned().collect(), asked, FOR_VPC_FILTERS)?;
            let shown = |group: &Arc<r::SecurityGroup>| SecurityGroupForVpc {
                description: Some(group.description.clone()),
                group_name: Some(group.name.clone()),
                owner_id: Some(group.owner.clone()),
                group_id: Some(group.id.clone()),
                tags: show::tags(&group.tags),
                primary_vpc_id: Some(group.vpc_id.clone()),
            };
            let security_group_for_vpcs = Some(found.iter().map(shown).collect());
            Ok(GetSecurityGroupsForVpcOutput { next_token, security_group_for_vpcs })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupReferences.html>
    pub(crate) async fn describe_security_group_references(
        &self,
        call: &Call,
        input: DescribeSecurityGroupReferencesInput,
    ) -> Result<DescribeSecurityGroupReferencesOutput> {
        self.state.read(call, |estate| {
            let mut found = Vec::new();
            for id in &input.group_id {
                let own = estate.security_groups.get(id)?;
                for other in estate.security_groups.all().filter(|other| other.vpc_id != own.vpc_id) {
                    let mut seen = false;
                    for rule in &other.rules {
                        let Peer::Group { id: peer, peering, .. } = &rule.peer else { continue };
                        if peer == id && !seen {
                            seen = true;
                            found.push(SecurityGroupReference {
                                group_id: Some(id.clone()),
                                referencing_vpc_id: Some(other.vpc_id.clone()),
                                vpc_peering_connection_id: peering.clone(),
                                transit_gateway_id: None,
                            });
                        }
                    }
                }
            }
            Ok(DescribeSecurityGroupReferencesOutput { security_group_reference_set: Some(found) })
        })
    }

    /// Rules that refer to a group that is gone, or over a peering connection that is.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeStaleSecurityGroups.html>
    pub(crate) async fn describe_stale_security_groups(
        &self,
        call: &Call,
        input: DescribeStaleSecurityGroupsInput,
    ) -> Result<DescribeStaleSecurityGroupsOutput> {
        self.state.read(call, |estate| {
            estate.vpcs.get(&input.vpc_id)?;
            let all = estate.security_groups.all().filter(|group| group.vpc_id == input.vpc_id);
            let stale: Vec<_> = all.filter_map(|group| stale(group, estate)).collect();
            let key = |group: &StaleSecurityGroup| group.group_id.clone().unwrap_or_default();
            let (found, next_token) = page(stale, input.max_results, input.next_token.as_deref(), key)?;
            Ok(DescribeStaleSecurityGroupsOutput { next_token, stale_security_group_set: Some(found) })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateSecurityGroupVpc.html>
    pub(crate) async fn associate_security_group_vpc(
        &self,
        call: &Call,
        input: AssociateSecurityGroupVpcInput,
    ) -> Result<AssociateSecurityGroupVpcOutput> {
        self.state
            .change(call, |estate| {
                let own = estate.security_groups.get(&input.group_id)?.clone();
                estate.vpcs.get(&input.vpc_id)?;
                let default = estate.vpcs.find(&own.vpc_id).is_some_and(|vpc| vpc.is_default);
                if own.name == "default" || default {
                    // <https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html>; text unconfirmed
                    return Err(invalid(format!(
                        "Security group {} cannot be associated with another VPC",
                        own.id
                    )));
                }
                if own.serves(&input.vpc_id) {
                    let text =
                        format!("Security group {} is already associated with VPC {}", own.id, input.vpc_id);
                    return Err(Error::new("InvalidSecurityGroupVpcAssociation.Duplicate", text));
                }
                estate.security_groups.edit(&own.id, |group| group.associated_vpcs.push(input.vpc_id))?;
                Ok(AssociateSecurityGroupVpcOutput {
                    state: Some(SecurityGroupVpcAssociationState::Associating),
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateSecurityGroupVpc.html>
    pub(crate) async fn disassociate_security_group_vpc(
        &self,
        call: &Call,
        input: DisassociateSecurityGroupVpcInput,
    ) -> Result<DisassociateSecurityGroupVpcOutput> {
        self.state
            .change(call, |estate| {
                let own = estate.security_groups.get(&input.group_id)?;
                if !own.associated_vpcs.contains(&input.vpc_id) {
                    let text =
                        format!("Security group {} is not associated with VPC {}", own.id, input.vpc_id);
                    return Err(Error::new("InvalidSecurityGroupVpcAssociation.NotFound", text));
                }
                let mut inside = estate.interfaces.all().filter(|eni| eni.vpc_id == input.vpc_id);
                if inside.any(|interface| interface.groups.contains(&input.group_id)) {
                    return Err(depends(format!("resource {} has a dependent object", input.group_id)));
                }
                estate.security_groups.edit(&input.group_id, |group| {
                    group.associated_vpcs.retain(|vpc| *vpc != input.vpc_id);
                })?;
                Ok(DisassociateSecurityGroupVpcOutput {
                    state: Some(SecurityGroupVpcAssociationState::Disassociating),
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupVpcAssociations.html>
    pub(crate) async fn describe_security_group_vpc_associations(
        &self,
        call: &Call,
        input: DescribeSecurityGroupVpcAssociationsInput,
    ) -> Result<DescribeSecurityGroupVpcAssociationsOutput> {
        self.state.read(call, |estate| {
            let mut all: Vec<Association> = Vec::new();
            for group in estate.security_groups.all() {
                let of = |vpc: &String| (group.id.clone(), vpc.clone(), group.owner.clone());
                all.extend(group.associated_vpcs.iter().map(of));
            }
            let kept =
                filter(estate, all, input.filters.as_deref(), ASSOCIATION_FILTERS, |_| None, |one| one)?;
            let key = |one: &Association| format!("{}/{}", one.0, one.1);
            let (found, next_token) = page(kept, input.max_results, input.next_token.as_deref(), key)?;
            let shown = |(group, vpc, owner): Association| SecurityGroupVpcAssociation {
                group_id: Some(group),
                vpc_id: Some(vpc),
                vpc_owner_id: Some(owner.clone()),
                state: Some(SecurityGroupVpcAssociationState::Associated),
                state_reason: None,
                group_owner_id: Some(owner),
            };
            Ok(DescribeSecurityGroupVpcAssociationsOutput {
                security_group_vpc_associations: Some(found.into_iter().map(shown).collect()),
                next_token,
            })
        })
    }
}

/// The default VPC, for requests that name none.
pub(crate) fn default_vpc(estate: &Estate) -> Result<String> {
    let default = estate.vpcs.all().find(|vpc| vpc.is_default).map(|vpc| vpc.id.clone());
    // text unconfirmed
    default.ok_or_else(|| Error::new("VPCIdNotSpecified", "No default VPC for this user"))
}

/// The group of a request: by its id, or by its name in the default VPC.
pub(crate) fn group_id(estate: &Estate, id: Option<String>, name: Option<String>) -> Result<String> {
    match (id, name) {
        (Some(id), _) => Ok(estate.security_groups.get(&id)?.id.clone()),
        (None, Some(name)) => {
            let vpc = default_vpc(estate)?;
            let found = estate.security_groups.all().find(|group| group.vpc_id == vpc && group.name == name);
            found.map(|group| group.id.clone()).ok_or_else(|| no_name(&name, Some(&vpc)))
        }
        // text unconfirmed
        (None, None) => Err(missing("groupName or groupId")),
    }
}

/// <https://github.com/aws/aws-sdk/issues/402>
fn no_name(name: &str, vpc: Option<&str>) -> Error {
    let vpc = vpc.unwrap_or("null");
    let text = format!("The security group '{name}' does not exist in default VPC '{vpc}'");
    Error::new("InvalidGroup.NotFound", text)
}

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>
fn check_name(name: &str) -> Result<()> {
    if name.is_empty() {
        return Err(missing("groupName"));
    }
    if name.to_ascii_lowercase().starts_with("sg-") {
        // text unconfirmed
        return Err(invalid(format!(
            "invalid value for parameter groupName: {name}. Group names may not be in the format sg-*"
        )));
    }
    if name == "default" {
        return Err(Error::new("InvalidParameterValue", "Cannot use reserved security group name: default"));
    }
    if name.chars().count() > 255 || !name.chars().all(allowed) {
        return Err(invalid_value(name, "GroupName", "Character sets beyond ASCII are not supported."));
    }
    Ok(())
}

fn check_description(text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(missing("GroupDescription"));
    }
    if text.chars().count() > 255 || !text.chars().all(allowed) {
        // text unconfirmed
        return Err(invalid_value(
            text,
            "GroupDescription",
            "Character sets beyond ASCII are not supported.",
        ));
    }
    Ok(())
}

/// `a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*`
fn allowed(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(letter)
}

/// A group's rules that refer to what is gone.
fn stale(group: &r::SecurityGroup, estate: &Estate) -> Option<StaleSecurityGroup> {
    let gone = |rule: &r::SecurityGroupRule| match &rule.peer {
        Peer::Group { peering: Some(peering), .. } => estate
            .peerings
            .find(peering)
            .is_none_or(|own| !matches!(own.state, PeeringState::Active | PeeringState::PendingAcceptance)),
        _ => false,
    };
    let mut kept = group.clone();
    kept.rules.retain(gone);
    if kept.rules.is_empty() {
        return None;
    }
    Some(StaleSecurityGroup {
        description: Some(group.description.clone()),
        group_id: Some(group.id.clone()),
        group_name: Some(group.name.clone()),
        stale_ip_permissions: Some(everything_shown(&kept, false, estate)),
        stale_ip_permissions_egress: Some(everything_shown(&kept, true, estate)),
        vpc_id: Some(group.vpc_id.clone()),
    })
}
