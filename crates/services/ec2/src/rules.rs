//! Rules of security groups as requests state them: read, checked, and AWS's words about them.
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html>

use crate::ids;
use crate::parse;
use crate::records::*;
use crate::refusals::{invalid, invalid_value, limit};
use crate::show;
use crate::state::Estate;
use model_ec2::types::{IpPermission, StaleIpPermission, UserIdGroupPair};
use wire::prelude::*;

/// Rules of a group in one direction and family, by AWS's quota.
const RULES: usize = 60;

/// Reads permissions of either API style as rules of one peer each.
pub(crate) fn read(
    estate: &Estate,
    group: &SecurityGroup,
    egress: bool,
    permissions: &[IpPermission],
) -> Result<Vec<SecurityGroupRule>> {
    let mut rules = Vec::new();
    for permission in permissions {
        let text = permission.ip_protocol.as_deref().unwrap_or_default();
        let protocol = protocol(text)?;
        let (from_port, to_port) = ports(&protocol, permission.from_port, permission.to_port)?;
        let mut add = |peer: Peer, description: &Option<String>| -> Result<()> {
            check_description(description.as_deref())?;
            let description = description.clone().filter(|text| !text.is_empty());
            rules.push(SecurityGroupRule {
                id: ids::new("sgr"),
                egress,
                protocol: protocol.clone(),
                from_port,
                to_port,
                peer,
                description,
                tags: Tags::new(),
            });
            Ok(())
        };
        for range in permission.ip_ranges.iter().flatten() {
            add(Peer::V4(v4(range.cidr_ip.as_deref().unwrap_or_default())?), &range.description)?;
        }
        for range in permission.ipv6_ranges.iter().flatten() {
            add(Peer::V6(v6(range.cidr_ipv6.as_deref().unwrap_or_default())?), &range.description)?;
        }
        for list in permission.prefix_list_ids.iter().flatten() {
            let id = list.prefix_list_id.as_deref().unwrap_or_default();
            let own = crate::operations::prefix_lists::list(estate, id)?;
            add(Peer::PrefixList(own.id.clone()), &list.description)?;
        }
        for pair in permission.user_id_group_pairs.iter().flatten() {
            add(peer_group(estate, group, pair)?, &pair.description)?;
        }
    }
    if rules.is_empty() {
        // text unconfirmed
        return Err(crate::refusals::missing("ipPermissions"));
    }
    Ok(rules)
}

fn v4(text: &str) -> Result<ipnet::Ipv4Net> {
    // text unconfirmed
    parse::v4(text, "cidrIp").map_err(|_| not_a_block(text))
}

fn v6(text: &str) -> Result<ipnet::Ipv6Net> {
    parse::v6(text, "cidrIpv6").map_err(|_| not_a_block(text))
}

fn not_a_block(text: &str) -> Error {
    invalid(format!("CIDR block {text} is malformed"))
}

/// The group of a pair, which must be of this VPC or of one that is peered with it.
fn peer_group(estate: &Estate, group: &SecurityGroup, pair: &UserIdGroupPair) -> Result<Peer> {
    let account = pair.user_id.clone().filter(|id| !id.is_empty()).unwrap_or_else(|| group.owner.clone());
    let peering = pair.vpc_peering_connection_id.clone();
    let Some(id) = pair.group_id.clone().filter(|id| !id.is_empty()) else {
        let name = pair.group_name.as_deref().unwrap_or_default();
        let found = estate.security_groups.all().find(|g| g.vpc_id == group.vpc_id && g.name == name);
        let found = found.ok_or_else(|| {
            let text =
                format!("The security group '{name}' does not exist in default VPC '{}'", group.vpc_id);
            Error::new("InvalidGroup.NotFound", text)
        })?;
        return Ok(Peer::Group { id: found.id.clone(), account, peering: None });
    };
    if !ids::is_id(&id, "sg") {
        return Err(crate::refusals::absent::<SecurityGroup>(&id));
    }
    let own = estate.security_groups.find(&id);
    if own.is_some_and(|own| own.vpc_id == group.vpc_id || own.associated_vpcs.contains(&group.vpc_id)) {
        return Ok(Peer::Group { id, account, peering: None });
    }
    // Of another VPC: a peering connection must be there, and where several could be meant, one is as good as any.
    let reaches = |peering: &PeeringConnection| {
        let sides = [&peering.requester, &peering.accepter];
        let there = |side: &PeeringSide| match own {
            Some(own) => side.vpc_id == own.vpc_id,
            None => side.account == account && side.vpc_id != group.vpc_id,
        };
        peering.state == PeeringState::Active
            && sides.iter().any(|side| side.vpc_id == group.vpc_id)
            && sides.iter().any(|side| there(side))
            && peering.requester.region == peering.accepter.region
    };
    let active = estate.peerings.all().find(|own| reaches(own)).map(|own| own.id.clone());
    match peering.or(active.clone()) {
        Some(peering) if active.is_some() => Ok(Peer::Group { id, account, peering: Some(peering) }),
        _ if own.is_some() => {
            // text unconfirmed
            let text = "You have specified two resources that belong to different networks.";
            Err(Error::new("InvalidGroup.NotFound", text))
        }
        _ => Err(SecurityGroup::not_found(&id)),
    }
}

/// `tcp`, `udp`, `icmp` and `icmpv6` by name, all others by number.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html>
pub(crate) fn protocol(text: &str) -> Result<String> {
    let wrong = || {
        // text unconfirmed
        invalid_value(text, "IP protocol", "Unknown protocol")
    };
    let lower = text.to_ascii_lowercase();
    Ok(match lower.as_str() {
        "" => return Err(crate::refusals::missing("ipProtocol")),
        "all" | "-1" => "-1".to_owned(),
        "tcp" | "6" => "tcp".to_owned(),
        "udp" | "17" => "udp".to_owned(),
        "icmp" | "1" => "icmp".to_owned(),
        "icmpv6" | "58" => "icmpv6".to_owned(),
        number => number.parse::<u8>().map_err(|_| wrong())?.to_string(),
    })
}

/// The ports of a rule. Protocols without ports have any; ICMP has type and code in their place.
fn ports(protocol: &str, from: Option<i32>, to: Option<i32>) -> Result<(i32, i32)> {
    match protocol {
        "tcp" | "udp" => {
            let (Some(from), Some(to)) = (from, to) else {
                // text unconfirmed
                return Err(invalid(
                    "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
                ));
            };
            if !(0..=65535).contains(&from) || !(0..=65535).contains(&to) {
                let (from, to) = (from, to);
                let wrong = if (0..=65535).contains(&from) { to } else { from };
                return Err(invalid(format!(
                    "Invalid value '{wrong}' for portRange. Must specify a port number between 0 and 65535, inclusive."
                )));
            }
            if from > to {
                // text unconfirmed
                return Err(invalid(format!("Invalid TCP/UDP port range ({from}:{to})")));
            }
            Ok((from, to))
        }
        "icmp" | "icmpv6" => {
            let (kind, code) = (from.unwrap_or(-1), to.unwrap_or(-1));
            if !(-1..=255).contains(&kind) || !(-1..=255).contains(&code) {
                return Err(invalid(format!(
                    "ICMP type ({kind}) out of range or code ({code}) out of range"
                )));
            }
            if kind == -1 && code != -1 {
                return Err(invalid(format!("ICMP code ({code}) cannot be specified with ICMP type -1")));
            }
            Ok((kind, code))
        }
        _ => Ok((-1, -1)),
    }
}

/// Up to 255 letters of AWS's set.
pub(crate) fn check_description(text: Option<&str>) -> Result<()> {
    let Some(text) = text else { return Ok(()) };
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(letter);
    if text.chars().count() > 255 || !text.chars().all(allowed) {
        // text unconfirmed
        return Err(invalid(
            "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
        ));
    }
    Ok(())
}

/// Adds rules to a group; none may be there already, nor may they become too many.
pub(crate) fn add(group: &mut SecurityGroup, rules: Vec<SecurityGroupRule>, estate: &Estate) -> Result<()> {
    for rule in rules {
        if group.rules.iter().any(|own| own.same(&rule)) {
            let text = format!("the specified rule \"{}\" already exists", said(&rule));
            return Err(Error::new("InvalidPermission.Duplicate", text));
        }
        group.rules.push(rule);
    }
    check_count(group, estate)
}

/// Rules count by family; a group counts in both, a prefix list as many times as it may have entries.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups>
pub(crate) fn check_count(group: &SecurityGroup, estate: &Estate) -> Result<()> {
    for egress in [false, true] {
        let (mut v4, mut v6) = (0, 0);
        for rule in group.rules.iter().filter(|rule| rule.egress == egress) {
            match &rule.peer {
                Peer::V4(_) => v4 += 1,
                Peer::V6(_) => v6 += 1,
                Peer::Group { .. } => (v4, v6) = (v4 + 1, v6 + 1),
                Peer::PrefixList(id) => {
                    let list = crate::operations::prefix_lists::list(estate, id).ok();
                    let entries = list.map_or(1, |list| list.max_entries.max(1) as usize);
                    (v4, v6) = (v4 + entries, v6 + entries);
                }
            }
        }
        if v4 > RULES || v6 > RULES {
            // https://github.com/aws-samples/aws-cloudfront-samples/issues/53
            let text = "The maximum number of rules per security group has been reached.";
            return Err(limit("RulesPerSecurityGroupLimitExceeded", text));
        }
    }
    Ok(())
}

/// A rule as AWS says it: `peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW`.
/// <https://github.com/rancher/rancher/issues/3459>, <https://github.com/ansible/ansible-modules-core/pull/3258>
pub(crate) fn said(rule: &SecurityGroupRule) -> String {
    let peer = match &rule.peer {
        Peer::V4(block) => block.to_string(),
        Peer::V6(block) => block.to_string(),
        Peer::PrefixList(id) | Peer::Group { id, .. } => id.clone(),
    };
    let what = match rule.protocol.as_str() {
        "-1" => "ALL".to_owned(),
        "tcp" | "udp" => {
            let name = rule.protocol.to_ascii_uppercase();
            format!("{name}, from port: {}, to port: {}", rule.from_port, rule.to_port)
        }
        "icmp" | "icmpv6" => {
            let name = rule.protocol.to_ascii_uppercase();
            let part = |value: i32| if value == -1 { "ALL".to_owned() } else { value.to_string() };
            format!("{name}, type: {}, code: {}", part(rule.from_port), part(rule.to_port))
        }
        number => format!("protocol: {number}"),
    };
    format!("peer: {peer}, {what}, ALLOW")
}

/// The rules of a group in the form of stale permissions.
pub(crate) fn everything_shown(
    group: &SecurityGroup,
    egress: bool,
    estate: &Estate,
) -> Vec<StaleIpPermission> {
    let stale = |permission: IpPermission| StaleIpPermission {
        from_port: permission.from_port,
        ip_protocol: permission.ip_protocol,
        ip_ranges: Some(Vec::new()),
        prefix_list_ids: Some(Vec::new()),
        to_port: permission.to_port,
        user_id_group_pairs: permission.user_id_group_pairs,
    };
    show::permissions(group, egress, estate).into_iter().map(stale).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocols() {
        let check = |text: &str, read: Option<&str>| {
            assert_eq!(protocol(text).ok().as_deref(), read, "{text}");
        };
        check("tcp", Some("tcp"));
        check("TCP", Some("tcp"));
        check("6", Some("tcp"));
        check("all", Some("-1"));
        check("-1", Some("-1"));
        check("58", Some("icmpv6"));
        check("50", Some("50"));
        check("256", None);
        check("tpc", None);
        check("", None);
    }

    #[test]
    fn port_ranges() {
        let check = |protocol: &str, from: Option<i32>, to: Option<i32>, read: Option<(i32, i32)>| {
            assert_eq!(ports(protocol, from, to).ok(), read, "{protocol} {from:?} {to:?}");
        };
        check("tcp", Some(22), Some(22), Some((22, 22)));
        check("tcp", Some(23), Some(22), None);
        check("tcp", Some(0), Some(65536), None);
        check("tcp", None, None, None);
        check("icmp", Some(8), Some(-1), Some((8, -1)));
        check("icmp", None, None, Some((-1, -1)));
        check("icmp", Some(-1), Some(0), None);
        check("-1", Some(1), Some(2), Some((-1, -1)));
        check("50", Some(1), Some(2), Some((-1, -1)));
    }
}
