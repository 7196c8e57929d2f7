//! Network ACLs.

use crate::describe::{Asked, Row, one, select};
use crate::records as r;
use crate::refusals::{dependencies, invalid, invalid_value, limit, missing};
use crate::{Ec2, ids, parse, show, tagging};
use door::Call;
use ipnet::IpNet;
use model_ec2::ops;
use model_ec2::types::*;
use wire::prelude::*;

/// Entries of an ACL in one direction, by AWS's quota, the last one not counted; and ACLs of a VPC.
const ENTRIES: usize = 20;
const ACLS: usize = 200;

const FILTERS: &[Row<r::NetworkAcl>] = &[
    ("association.association-id", |a, _| a.associations.iter().map(|own| own.id.clone()).collect()),
    ("association.network-acl-id", |a, _| a.associations.iter().map(|_| a.id.clone()).collect()),
    ("association.subnet-id", |a, _| a.associations.iter().map(|own| own.subnet_id.clone()).collect()),
    ("default", |a, _| one(a.is_default)),
    ("entry.cidr", |a, _| {
        entries(a, |e| if let IpNet::V4(block) = e.cidr { Some(block.to_string()) } else { None })
    }),
    ("entry.icmp.code", |a, _| entries(a, |e| e.icmp.map(|(_, code)| code.to_string()))),
    ("entry.icmp.type", |a, _| entries(a, |e| e.icmp.map(|(kind, _)| kind.to_string()))),
    ("entry.ipv6-cidr", |a, _| {
        entries(a, |e| if let IpNet::V6(block) = e.cidr { Some(block.to_string()) } else { None })
    }),
    ("entry.port-range.from", |a, _| entries(a, |e| e.ports.map(|(from, _)| from.to_string()))),
    ("entry.port-range.to", |a, _| entries(a, |e| e.ports.map(|(_, to)| to.to_string()))),
    ("entry.protocol", |a, _| entries(a, |e| Some(e.protocol.to_string()))),
    ("entry.rule-action", |a, _| entries(a, |e| Some(if e.allow { "allow" } else { "deny" }.to_owned()))),
    ("entry.egress", |a, _| entries(a, |e| Some(e.egress.to_string()))),
    ("entry.rule-number", |a, _| entries(a, |e| Some(e.number.to_string()))),
    ("network-acl-id", |a, _| one(&a.id)),
    ("owner-id", |a, _| one(&a.owner)),
    ("vpc-id", |a, _| one(&a.vpc_id)),
];

fn entries(acl: &r::NetworkAcl, value: fn(&r::NetworkAclEntry) -> Option<String>) -> Vec<String> {
    acl.entries.iter().filter_map(value).collect()
}

/// An entry as a request states it.
struct Asking {
    number: i32,
    egress: bool,
    protocol: String,
    action: RuleAction,
    v4: Option<String>,
    v6: Option<String>,
    icmp: Option<IcmpTypeCode>,
    ports: Option<PortRange>,
}

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAcl.html>
    pub(crate) async fn create_network_acl(
        &self,
        call: &Call,
        input: CreateNetworkAclInput,
    ) -> Result<CreateNetworkAclOutput> {
        let op = ops::CreateNetworkAcl::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "network-acl")?;
        let request = crate::token::Request::of(op, input.client_token.as_deref(), &input);
        self.state
            .change(call, |estate| {
                let client_token = input.client_token;
                if let Some(made) = request.made_before(estate)?.first() {
                    let shown = show::network_acl(estate.network_acls.get(made)?, estate);
                    return Ok(CreateNetworkAclOutput { network_acl: Some(shown), client_token });
                }
                estate.vpcs.get(&input.vpc_id)?;
                if estate.network_acls.all().filter(|acl| acl.vpc_id == input.vpc_id).count() >= ACLS {
                    let text = "The maximum number of network ACLs has been reached.";
                    return Err(limit("NetworkAclLimitExceeded", text));
                }
                let own = estate.network_acls.put(r::NetworkAcl {
                    id: ids::new("acl"),
                    owner: estate.account.clone(),
                    vpc_id: input.vpc_id,
                    is_default: false,
                    entries: Vec::new(),
                    associations: Vec::new(),
                    tags,
                });
                request.note(estate, vec![own.id.clone()], call.time);
                let network_acl = Some(show::network_acl(&own, estate));
                Ok(CreateNetworkAclOutput { network_acl, client_token })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html>
    pub(crate) async fn describe_network_acls(
        &self,
        call: &Call,
        input: DescribeNetworkAclsInput,
    ) -> Result<DescribeNetworkAclsOutput> {
        self.state.read(call, |estate| {
            let asked = Asked {
                ids: input.network_acl_ids.map(|ids| ("networkAclIds", ids)),
                filters: input.filters,
                most: input.max_results,
                token: input.next_token,
            };
            let all = estate.network_acls.all().cloned().collect();
            let (found, next_token) = select(estate, all, asked, FILTERS)?;
            let network_acls = Some(found.iter().map(|own| show::network_acl(own, estate)).collect());
            Ok(DescribeNetworkAclsOutput { network_acls, next_token })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAcl.html>
    pub(crate) async fn delete_network_acl(
        &self,
        call: &Call,
        input: DeleteNetworkAclInput,
    ) -> Result<DeleteNetworkAclOutput> {
        let id = input.network_acl_id;
        self.state
            .change(call, |estate| {
                let own = estate.network_acls.get(&id)?;
                if own.is_default {
                    // text unconfirmed
                    return Err(invalid(format!("cannot delete default network ACL {id}")));
                }
                if !own.associations.is_empty() {
                    return Err(dependencies("networkAcl", &id));
                }
                estate.network_acls.remove(&id);
                Ok(DeleteNetworkAclOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html>
    pub(crate) async fn create_network_acl_entry(
        &self,
        call: &Call,
        input: CreateNetworkAclEntryInput,
    ) -> Result<CreateNetworkAclEntryOutput> {
        let entry = read(Asking {
            number: input.rule_number,
            egress: input.egress,
            protocol: input.protocol,
            action: input.rule_action,
            v4: input.cidr_block,
            v6: input.ipv6_cidr_block,
            icmp: input.icmp_type_code,
            ports: input.port_range,
        })?;
        let id = input.network_acl_id;
        self.state
            .change(call, |estate| {
                let own = estate.network_acls.get(&id)?;
                let same = own.entries.iter().filter(|other| other.egress == entry.egress);
                if same.clone().any(|other| other.number == entry.number) {
                    // https://github.com/ansible-collections/amazon.aws/issues/2592
                    let text =
                        format!("The network acl entry identified by {} already exists.", entry.number);
                    return Err(Error::new("NetworkAclEntryAlreadyExists", text));
                }
                if same.count() >= ENTRIES {
                    let text = "The maximum number of network acl entries has been reached.";
                    return Err(limit("NetworkAclEntryLimitExceeded", text));
                }
                estate.network_acls.edit(&id, |acl| acl.entries.push(entry))?;
                Ok(CreateNetworkAclEntryOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclEntry.html>
    pub(crate) async fn replace_network_acl_entry(
        &self,
        call: &Call,
        input: ReplaceNetworkAclEntryInput,
    ) -> Result<ReplaceNetworkAclEntryOutput> {
        let entry = read(Asking {
            number: input.rule_number,
            egress: input.egress,
            protocol: input.protocol,
            action: input.rule_action,
            v4: input.cidr_block,
            v6: input.ipv6_cidr_block,
            icmp: input.icmp_type_code,
            ports: input.port_range,
        })?;
        let id = input.network_acl_id;
        self.state
            .change(call, |estate| {
                let own = estate.network_acls.get(&id)?;
                let at = position(own, entry.egress, entry.number)?;
                estate.network_acls.edit(&id, |acl| {
                    if let Some(old) = acl.entries.get_mut(at) {
                        *old = entry;
                    }
                })?;
                Ok(ReplaceNetworkAclEntryOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAclEntry.html>
    pub(crate) async fn delete_network_acl_entry(
        &self,
        call: &Call,
        input: DeleteNetworkAclEntryInput,
    ) -> Result<DeleteNetworkAclEntryOutput> {
        let id = input.network_acl_id;
        self.state
            .change(call, |estate| {
                let at = position(estate.network_acls.get(&id)?, input.egress, input.rule_number)?;
                estate.network_acls.edit(&id, |acl| acl.entries.remove(at))?;
                Ok(DeleteNetworkAclEntryOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclAssociation.html>
    pub(crate) async fn replace_network_acl_association(
        &self,
        call: &Call,
        input: ReplaceNetworkAclAssociationInput,
    ) -> Result<ReplaceNetworkAclAssociationOutput> {
        let (id, acl_id) = (input.association_id, input.network_acl_id);
        self.state
            .change(call, |estate| {
                let old = estate.network_acls.all().find_map(|acl| {
                    let own = acl.associations.iter().find(|own| own.id == id)?;
                    Some((acl.id.clone(), acl.vpc_id.clone(), own.subnet_id.clone()))
                });
                let (old, vpc_id, subnet_id) = old.ok_or_else(|| {
                    let text = format!("The association ID '{id}' does not exist");
                    Error::new("InvalidAssociationID.NotFound", text)
                })?;
                let new = estate.network_acls.get(&acl_id)?;
                if new.vpc_id != vpc_id {
                    // text unconfirmed
                    return Err(invalid(format!(
                        "network acl {acl_id} and subnet {subnet_id} belong to different networks"
                    )));
                }
                estate.network_acls.edit(&old, |acl| acl.associations.retain(|own| own.id != id))?;
                let association = ids::new("aclassoc");
                let added = r::NetworkAclAssociation { id: association.clone(), subnet_id };
                estate.network_acls.edit(&acl_id, |acl| acl.associations.push(added))?;
                Ok(ReplaceNetworkAclAssociationOutput { new_association_id: Some(association) })
            })
            .await
    }
}

fn position(acl: &r::NetworkAcl, egress: bool, number: i32) -> Result<usize> {
    let at = acl.entries.iter().position(|own| own.egress == egress && own.number == number);
    at.ok_or_else(|| {
        // text unconfirmed
        let direction = if egress { "egress" } else { "ingress" };
        let text = format!(
            "The {direction} entry with rule number {number} does not exist in the network ACL {}",
            acl.id
        );
        Error::new("InvalidNetworkAclEntry.NotFound", text)
    })
}

/// Reads an entry, or says what is wrong with it.
fn read(asking: Asking) -> Result<r::NetworkAclEntry> {
    if !(1..=32766).contains(&asking.number) {
        return Err(invalid_value(
            asking.number,
            "ruleNumber",
            "Rule numbers must be between 1 and 32766, inclusive.",
        ));
    }
    let cidr = match (&asking.v4, &asking.v6) {
        (Some(text), None) => IpNet::V4(parse::v4(text, "cidrBlock")?),
        (None, Some(text)) => IpNet::V6(parse::v6(text, "ipv6CidrBlock")?),
        (None, None) => return Err(missing("cidrBlock")),
        _ => {
            return Err(crate::refusals::combination(
                "The request must contain exactly one of cidrBlock and ipv6CidrBlock",
            ));
        }
    };
    let protocol = match crate::rules::protocol(&asking.protocol)?.as_str() {
        "-1" => -1,
        "tcp" => 6,
        "udp" => 17,
        "icmp" => 1,
        "icmpv6" => 58,
        number => {
            number.parse().map_err(|_| invalid_value(&asking.protocol, "protocol", "Unknown protocol"))?
        }
    };
    let ports = match asking.ports.map(|range| (range.from, range.to)) {
        _ if !matches!(protocol, 6 | 17) => None,
        Some((Some(from), Some(to))) => {
            let valid = |port: &i32| (0..=65535).contains(port);
            if !valid(&from) || !valid(&to) || from > to {
                return Err(invalid_value(format!("{from}-{to}"), "portRange", "Port range is invalid."));
            }
            Some((from, to))
        }
        // text unconfirmed
        _ => return Err(missing("portRange.from")),
    };
    let icmp = match asking.icmp {
        _ if !matches!(protocol, 1 | 58) => None,
        Some(own) => Some((own.r#type.unwrap_or(-1), own.code.unwrap_or(-1))),
        None => return Err(missing("icmpTypeCode.type")),
    };
    Ok(r::NetworkAclEntry {
        number: asking.number,
        egress: asking.egress,
        protocol,
        allow: asking.action == RuleAction::Allow,
        cidr,
        ports,
        icmp,
    })
}
