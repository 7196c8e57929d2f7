//! Security groups, network ACLs.

use super::{arn, tags};
use crate::records as r;
use crate::state::Estate;
use model_ec2::types::*;

/// A security group, its rules gathered by protocol and ports as the older API shows them.
pub(crate) fn security_group(group: &r::SecurityGroup, estate: &Estate) -> SecurityGroup {
    SecurityGroup {
        group_id: Some(group.id.clone()),
        ip_permissions_egress: Some(permissions(group, true, estate)),
        tags: tags(&group.tags),
        vpc_id: Some(group.vpc_id.clone()),
        security_group_arn: Some(arn(estate, "security-group", &group.id)),
        owner_id: Some(group.owner.clone()),
        group_name: Some(group.name.clone()),
        description: Some(group.description.clone()),
        ip_permissions: Some(permissions(group, false, estate)),
    }
}

/// The rules of one direction by protocol and ports.
pub(crate) fn permissions(group: &r::SecurityGroup, egress: bool, estate: &Estate) -> Vec<IpPermission> {
    let mut all: Vec<IpPermission> = Vec::new();
    for rule in group.rules.iter().filter(|rule| rule.egress == egress) {
        let ports = ports(rule);
        let protocol = Some(rule.protocol.clone());
        let found = all.iter().position(|p| p.ip_protocol == protocol && (p.from_port, p.to_port) == ports);
        let at = found.unwrap_or_else(|| {
            all.push(IpPermission {
                ip_protocol: protocol,
                from_port: ports.0,
                to_port: ports.1,
                user_id_group_pairs: Some(Vec::new()),
                ip_ranges: Some(Vec::new()),
                ipv6_ranges: Some(Vec::new()),
                prefix_list_ids: Some(Vec::new()),
            });
            all.len() - 1
        });
        if let Some(permission) = all.get_mut(at) {
            add_peer(permission, rule, estate);
        }
    }
    all
}

/// A rule for all protocols has no ports.
fn ports(rule: &r::SecurityGroupRule) -> (Option<i32>, Option<i32>) {
    if rule.protocol == "-1" { (None, None) } else { (Some(rule.from_port), Some(rule.to_port)) }
}

fn add_peer(permission: &mut IpPermission, rule: &r::SecurityGroupRule, estate: &Estate) {
    let description = rule.description.clone();
    match &rule.peer {
        r::Peer::V4(block) => permission
            .ip_ranges
            .get_or_insert_default()
            .push(IpRange { description, cidr_ip: Some(block.to_string()) }),
        r::Peer::V6(block) => permission
            .ipv6_ranges
            .get_or_insert_default()
            .push(Ipv6Range { description, cidr_ipv6: Some(block.to_string()) }),
        r::Peer::PrefixList(id) => permission
            .prefix_list_ids
            .get_or_insert_default()
            .push(PrefixListId { description, prefix_list_id: Some(id.clone()) }),
        r::Peer::Group { id, account, peering } => {
            let other = peering.as_deref().and_then(|id| estate.peerings.find(id));
            permission.user_id_group_pairs.get_or_insert_default().push(UserIdGroupPair {
                description,
                user_id: Some(account.clone()),
                group_id: Some(id.clone()),
                vpc_peering_connection_id: peering.clone(),
                peering_status: other.map(|p| super::peering_code(p.state).to_owned()),
                ..UserIdGroupPair::default()
            });
        }
    }
}

/// A rule as a resource of its own.
pub(crate) fn rule(
    group: &r::SecurityGroup,
    rule: &r::SecurityGroupRule,
    estate: &Estate,
) -> SecurityGroupRule {
    let mut shown = SecurityGroupRule {
        security_group_rule_id: Some(rule.id.clone()),
        group_id: Some(group.id.clone()),
        group_owner_id: Some(group.owner.clone()),
        is_egress: Some(rule.egress),
        ip_protocol: Some(rule.protocol.clone()),
        from_port: Some(rule.from_port),
        to_port: Some(rule.to_port),
        description: rule.description.clone(),
        tags: tags(&rule.tags),
        security_group_rule_arn: Some(arn(estate, "security-group-rule", &rule.id)),
        ..SecurityGroupRule::default()
    };
    match &rule.peer {
        r::Peer::V4(block) => shown.cidr_ipv4 = Some(block.to_string()),
        r::Peer::V6(block) => shown.cidr_ipv6 = Some(block.to_string()),
        r::Peer::PrefixList(id) => shown.prefix_list_id = Some(id.clone()),
        r::Peer::Group { id, account, peering } => {
            let other = estate.security_groups.find(id);
            shown.referenced_group_info = Some(ReferencedSecurityGroup {
                group_id: Some(id.clone()),
                user_id: Some(account.clone()),
                vpc_id: other.filter(|_| peering.is_some()).map(|other| other.vpc_id.clone()),
                vpc_peering_connection_id: peering.clone(),
                peering_status: peering
                    .as_deref()
                    .and_then(|id| estate.peerings.find(id))
                    .map(|p| super::peering_code(p.state).to_owned()),
            });
        }
    }
    shown
}

/// A rule that was taken away.
pub(crate) fn revoked(
    group: &r::SecurityGroup,
    own: &r::SecurityGroupRule,
    estate: &Estate,
) -> RevokedSecurityGroupRule {
    let shown = rule(group, own, estate);
    RevokedSecurityGroupRule {
        security_group_rule_id: shown.security_group_rule_id,
        group_id: shown.group_id,
        is_egress: shown.is_egress,
        ip_protocol: shown.ip_protocol,
        from_port: shown.from_port,
        to_port: shown.to_port,
        cidr_ipv4: shown.cidr_ipv4,
        cidr_ipv6: shown.cidr_ipv6,
        prefix_list_id: shown.prefix_list_id,
        referenced_group_id: shown.referenced_group_info.and_then(|info| info.group_id),
        description: shown.description,
    }
}

/// A network ACL, with the last entries, which nobody can delete: those of IPv6 are there where the VPC has IPv6.
pub(crate) fn network_acl(acl: &r::NetworkAcl, estate: &Estate) -> NetworkAcl {
    let mut entries: Vec<_> = acl.entries.clone();
    entries.sort_by_key(|entry| (!entry.egress, entry.number));
    let mut shown: Vec<_> = entries.iter().map(entry).collect();
    let v6 = estate.vpcs.find(&acl.vpc_id).is_some_and(|vpc| !vpc.ipv6.is_empty());
    for egress in [true, false] {
        shown.push(last(egress, 32767, ipnet::IpNet::V4(crate::vpc::ANY_V4)));
        if v6 {
            shown.push(last(egress, 32768, ipnet::IpNet::V6(crate::vpc::ANY_V6)));
        }
    }
    let association = |own: &r::NetworkAclAssociation| NetworkAclAssociation {
        network_acl_association_id: Some(own.id.clone()),
        network_acl_id: Some(acl.id.clone()),
        subnet_id: Some(own.subnet_id.clone()),
    };
    NetworkAcl {
        associations: Some(acl.associations.iter().map(association).collect()),
        entries: Some(shown),
        is_default: Some(acl.is_default),
        network_acl_id: Some(acl.id.clone()),
        tags: tags(&acl.tags),
        vpc_id: Some(acl.vpc_id.clone()),
        owner_id: Some(acl.owner.clone()),
    }
}

fn last(egress: bool, number: i32, cidr: ipnet::IpNet) -> NetworkAclEntry {
    entry(&r::NetworkAclEntry { number, egress, protocol: -1, allow: false, cidr, ports: None, icmp: None })
}

fn entry(own: &r::NetworkAclEntry) -> NetworkAclEntry {
    let (v4, v6) = match own.cidr {
        ipnet::IpNet::V4(block) => (Some(block.to_string()), None),
        ipnet::IpNet::V6(block) => (None, Some(block.to_string())),
    };
    NetworkAclEntry {
        cidr_block: v4,
        egress: Some(own.egress),
        icmp_type_code: own.icmp.map(|(kind, code)| IcmpTypeCode { r#type: Some(kind), code: Some(code) }),
        ipv6_cidr_block: v6,
        port_range: own.ports.map(|(from, to)| PortRange { from: Some(from), to: Some(to) }),
        protocol: Some(own.protocol.to_string()),
        rule_action: Some(if own.allow { RuleAction::Allow } else { RuleAction::Deny }),
        rule_number: Some(own.number),
    }
}
