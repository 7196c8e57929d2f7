//! VPCs.

use crate::describe::{Asked, Row, one, select};
use crate::records::{self as r, *};
use crate::refusals::{dependencies, invalid, limit, missing, unsupported};
use crate::state::Estate;
use crate::{Ec2, ids, parse, show, tagging, vpc};
use door::Call;
use ipnet::Ipv4Net;
use model_ec2::ops;
use model_ec2::types::*;
use wire::prelude::*;

/// VPCs of a region, by AWS's quota. <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>
const VPCS: usize = 5;
/// IPv4 and IPv6 blocks of a VPC.
const BLOCKS: usize = 5;

const FILTERS: &[Row<r::Vpc>] = &[
    ("cidr", |v, _| v.cidrs.first().map(|own| own.cidr.to_string()).into_iter().collect()),
    ("cidrBlock", |v, _| v.cidrs.first().map(|own| own.cidr.to_string()).into_iter().collect()),
    ("cidr-block", |v, _| v.cidrs.first().map(|own| own.cidr.to_string()).into_iter().collect()),
    ("cidr-block-association.cidr-block", |v, _| v.cidrs.iter().map(|own| own.cidr.to_string()).collect()),
    ("cidr-block-association.association-id", |v, _| v.cidrs.iter().map(|own| own.id.clone()).collect()),
    ("cidr-block-association.state", |_, _| one("associated")),
    ("dhcp-options-id", |v, _| one(&v.dhcp_options_id)),
    ("dhcpOptionsId", |v, _| one(&v.dhcp_options_id)),
    ("ipv6-cidr-block-association.ipv6-cidr-block", |v, _| {
        v.ipv6.iter().map(|own| own.cidr.to_string()).collect()
    }),
    ("ipv6-cidr-block-association.ipv6-pool", |v, _| v.ipv6.iter().map(|_| "Amazon".to_owned()).collect()),
    ("ipv6-cidr-block-association.association-id", |v, _| v.ipv6.iter().map(|own| own.id.clone()).collect()),
    ("ipv6-cidr-block-association.state", |v, _| v.ipv6.iter().map(|_| "associated".to_owned()).collect()),
    ("is-default", |v, _| one(v.is_default)),
    ("isDefault", |v, _| one(v.is_default)),
    ("owner-id", |v, _| one(&v.owner)),
    ("state", |_, _| one("available")),
    ("vpc-id", |v, _| one(&v.id)),
];

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html>
    pub(crate) async fn create_vpc(&self, call: &Call, input: CreateVpcInput) -> Result<CreateVpcOutput> {
        no_pools(&input)?;
        let tags = tagging::new(call, ops::CreateVpc::spec(), input.tag_specifications.as_deref(), "vpc")?;
        let text = input.cidr_block.as_deref().ok_or_else(|| missing("cidrBlock"))?;
        let block = parse::v4(text, "cidrBlock")?;
        if !(16..=28).contains(&block.prefix_len()) {
            return Err(range(text));
        }
        let tenancy = input.instance_tenancy.as_ref().map_or("default", Enum::as_str).to_owned();
        if tenancy == "host" {
            return Err(invalid("Invalid value 'host' for instanceTenancy."));
        }
        self.state
            .change(call, |estate| {
                if estate.vpcs.len() >= VPCS {
                    let text = "The maximum number of VPCs has been reached.";
                    return Err(limit("VpcLimitExceeded", text));
                }
                let mut own = r::Vpc { tenancy, tags, ..vpc::blank(estate, block) };
                if input.amazon_provided_ipv6_cidr_block == Some(true) {
                    let cidr = vpc::new_ipv6_block(estate);
                    own.ipv6.push(Ipv6Association { id: ids::new("vpc-cidr-assoc"), cidr });
                }
                vpc::add(estate, own.clone());
                let mut shown = show::vpc(&own);
                shown.state = Some(VpcState::Pending);
                Ok(CreateVpcOutput { vpc: Some(shown) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDefaultVpc.html>
    pub(crate) async fn create_default_vpc(
        &self,
        call: &Call,
        _input: CreateDefaultVpcInput,
    ) -> Result<CreateDefaultVpcOutput> {
        self.state
            .change(call, |estate| {
                if estate.vpcs.all().any(|vpc| vpc.is_default) {
                    let text = "A Default VPC already exists for this account in this region.";
                    return Err(Error::new("DefaultVpcAlreadyExists", text));
                }
                if estate.vpcs.len() >= VPCS {
                    let text = "The maximum number of VPCs has been reached.";
                    return Err(limit("VpcLimitExceeded", text));
                }
                let own = vpc::make_default(estate)?;
                let mut shown = show::vpc(&own);
                shown.state = Some(VpcState::Pending);
                Ok(CreateDefaultVpcOutput { vpc: Some(shown) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html>
    pub(crate) async fn describe_vpcs(
        &self,
        call: &Call,
        input: DescribeVpcsInput,
    ) -> Result<DescribeVpcsOutput> {
        self.state.read(call, |estate| {
            let asked = Asked {
                ids: input.vpc_ids.map(|ids| ("vpcIds", ids)),
                filters: input.filters,
                most: input.max_results,
                token: input.next_token,
            };
            let (found, next_token) = select(estate, estate.vpcs.all().cloned().collect(), asked, FILTERS)?;
            Ok(DescribeVpcsOutput { next_token, vpcs: Some(found.iter().map(|v| show::vpc(v)).collect()) })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html>
    pub(crate) async fn delete_vpc(&self, call: &Call, input: DeleteVpcInput) -> Result<DeleteVpcOutput> {
        let id = input.vpc_id;
        self.state
            .change(call, |estate| {
                let own = estate.vpcs.get(&id)?.clone();
                if is_used(estate, &own) {
                    return Err(dependencies("vpc", &id));
                }
                let tables = of(estate.route_tables.all(), |table| table.vpc_id == id, |t| t.id.clone());
                for table in &tables {
                    drop(estate.route_tables.remove(table));
                }
                let groups = of(estate.security_groups.all(), |group| group.vpc_id == id, |g| g.id.clone());
                for group in &groups {
                    drop(estate.security_groups.remove(group));
                }
                let acls = of(estate.network_acls.all(), |acl| acl.vpc_id == id, |a| a.id.clone());
                for acl in &acls {
                    drop(estate.network_acls.remove(acl));
                }
                let logs = of(estate.flow_logs.all(), |log| log.resource_id == id, |l| l.id.clone());
                for log in &logs {
                    drop(estate.flow_logs.remove(log));
                }
                estate.vpcs.remove(&id);
                Ok(DeleteVpcOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html>
    pub(crate) async fn describe_vpc_attribute(
        &self,
        call: &Call,
        input: DescribeVpcAttributeInput,
    ) -> Result<DescribeVpcAttributeOutput> {
        self.state.read(call, |estate| {
            let own = estate.vpcs.get(&input.vpc_id)?;
            let flag = |value| Some(AttributeBooleanValue { value: Some(value) });
            let mut told = DescribeVpcAttributeOutput { vpc_id: Some(own.id.clone()), ..Default::default() };
            match input.attribute {
                VpcAttributeName::EnableDnsSupport => told.enable_dns_support = flag(own.dns_support),
                VpcAttributeName::EnableDnsHostnames => told.enable_dns_hostnames = flag(own.dns_hostnames),
                VpcAttributeName::EnableNetworkAddressUsageMetrics => {
                    told.enable_network_address_usage_metrics = flag(own.address_usage_metrics);
                }
                VpcAttributeName::Unknown(name) => {
                    return Err(invalid(format!("Invalid attribute: {name}")));
                }
            }
            Ok(told)
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html>
    pub(crate) async fn modify_vpc_attribute(
        &self,
        call: &Call,
        input: ModifyVpcAttributeInput,
    ) -> Result<ModifyVpcAttributeOutput> {
        let flag = |given: Option<AttributeBooleanValue>| given.map(|flag| flag.value.unwrap_or_default());
        let (support, hostnames, metrics) = (
            flag(input.enable_dns_support),
            flag(input.enable_dns_hostnames),
            flag(input.enable_network_address_usage_metrics),
        );
        match [support, hostnames, metrics].iter().flatten().count() {
            0 => return Err(missing("enableDnsSupport or enableDnsHostnames")),
            1 => {}
            _ => {
                let text =
                    "Fields for multiple attribute types specified: only one attribute may be modified";
                return Err(crate::refusals::combination(text));
            }
        }
        self.state
            .change(call, |estate| {
                estate.vpcs.edit(&input.vpc_id, |vpc| {
                    vpc.dns_support = support.unwrap_or(vpc.dns_support);
                    vpc.dns_hostnames = hostnames.unwrap_or(vpc.dns_hostnames);
                    vpc.address_usage_metrics = metrics.unwrap_or(vpc.address_usage_metrics);
                })?;
                Ok(ModifyVpcAttributeOutput::default())
            })
            .await
    }

    /// EC2-Classic is gone, and so is what linked VPCs to it; older clients still ask.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcClassicLink.html>
    pub(crate) async fn describe_vpc_classic_link(
        &self,
        _call: &Call,
        _input: DescribeVpcClassicLinkInput,
    ) -> Result<DescribeVpcClassicLinkOutput> {
        Err(no_classic())
    }
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcClassicLinkDnsSupport.html>
    pub(crate) async fn describe_vpc_classic_link_dns_support(
        &self,
        _call: &Call,
        _input: DescribeVpcClassicLinkDnsSupportInput,
    ) -> Result<DescribeVpcClassicLinkDnsSupportOutput> {
        Err(no_classic())
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcTenancy.html>
    pub(crate) async fn modify_vpc_tenancy(
        &self,
        call: &Call,
        input: ModifyVpcTenancyInput,
    ) -> Result<ModifyVpcTenancyOutput> {
        self.state
            .change(call, |estate| {
                estate.vpcs.edit(&input.vpc_id, |vpc| vpc.tenancy = "default".to_owned())?;
                Ok(ModifyVpcTenancyOutput { return_value: Some(true) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html>
    pub(crate) async fn associate_vpc_cidr_block(
        &self,
        call: &Call,
        input: AssociateVpcCidrBlockInput,
    ) -> Result<AssociateVpcCidrBlockOutput> {
        unsupported(input.ipv4_ipam_pool_id.as_ref(), "Ipv4IpamPoolId")?;
        unsupported(input.ipv6_ipam_pool_id.as_ref(), "Ipv6IpamPoolId")?;
        unsupported(input.ipv4_netmask_length.as_ref(), "Ipv4NetmaskLength")?;
        unsupported(input.ipv6_netmask_length.as_ref(), "Ipv6NetmaskLength")?;
        unsupported(input.ipv6_pool.as_ref(), "Ipv6Pool")?;
        unsupported(input.ipv6_cidr_block.as_ref(), "Ipv6CidrBlock")?;
        let ipv6 = input.amazon_provided_ipv6_cidr_block == Some(true);
        if ipv6 == input.cidr_block.is_some() {
            let text = "The request must contain exactly one of cidrBlock and amazonProvidedIpv6CidrBlock";
            return Err(crate::refusals::combination(text));
        }
        let block = input.cidr_block.as_deref().map(|text| parse::v4(text, "cidrBlock")).transpose()?;
        self.state
            .change(call, |estate| {
                let own = (**estate.vpcs.get(&input.vpc_id)?).clone();
                let mut told = AssociateVpcCidrBlockOutput {
                    vpc_id: Some(own.id.clone()),
                    ..AssociateVpcCidrBlockOutput::default()
                };
                let state = VpcCidrBlockStateCode::Associating;
                let destination = if let Some(cidr) = block {
                    check_secondary(&own, cidr)?;
                    let added = CidrAssociation { id: ids::new("vpc-cidr-assoc"), cidr };
                    told.cidr_block_association = Some(show::vpc_cidr(&added, state));
                    estate.vpcs.edit(&own.id, |vpc| vpc.cidrs.push(added))?;
                    Destination::V4(cidr)
                } else {
                    if own.ipv6.len() >= BLOCKS {
                        return Err(too_many(&own.id));
                    }
                    let cidr = vpc::new_ipv6_block(estate);
                    let added = Ipv6Association { id: ids::new("vpc-cidr-assoc"), cidr };
                    told.ipv6_cidr_block_association = Some(show::vpc_ipv6(&added, state));
                    estate.vpcs.edit(&own.id, |vpc| vpc.ipv6.push(added))?;
                    if own.ipv6.is_empty() {
                        open_to_ipv6(estate, &own.id)?;
                    }
                    Destination::V6(cidr)
                };
                let tables = of(estate.route_tables.all(), |table| table.vpc_id == own.id, |t| t.id.clone());
                for table in tables {
                    let local = r::Route {
                        destination: destination.clone(),
                        target: Target::Local,
                        with_table: true,
                    };
                    let edit = |table: &mut r::RouteTable| {
                        let at = table.routes.iter().filter(|route| route.with_table).count();
                        table.routes.insert(at, local);
                    };
                    estate.route_tables.edit(&table, edit)?;
                }
                Ok(told)
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateVpcCidrBlock.html>
    pub(crate) async fn disassociate_vpc_cidr_block(
        &self,
        call: &Call,
        input: DisassociateVpcCidrBlockInput,
    ) -> Result<DisassociateVpcCidrBlockOutput> {
        let id = input.association_id;
        self.state
            .change(call, |estate| {
                let found = estate.vpcs.all().find(|vpc| {
                    vpc.cidrs.iter().any(|own| own.id == id) || vpc.ipv6.iter().any(|own| own.id == id)
                });
                let own = found.cloned().ok_or_else(|| {
                    let text = format!("The vpc CIDR block association ID '{id}' does not exist");
                    Error::new("InvalidVpcCidrBlockAssociationID.NotFound", text)
                })?;
                let mut told = DisassociateVpcCidrBlockOutput {
                    vpc_id: Some(own.id.clone()),
                    ..DisassociateVpcCidrBlockOutput::default()
                };
                let state = VpcCidrBlockStateCode::Disassociating;
                let gone = if let Some(at) = own.cidrs.iter().position(|block| block.id == id) {
                    let block = own.cidrs.get(at).ok_or_else(|| Error::internal("a block went away"))?;
                    if at == 0 {
                        // <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>; text unconfirmed
                        let text = format!(
                            "The vpc CIDR block with association ID {id} may not be disassociated. It is the primary IPv4 CIDR block of the VPC"
                        );
                        return Err(Error::new("OperationNotPermitted", text));
                    }
                    let inside = |subnet: &&std::sync::Arc<r::Subnet>| {
                        subnet.vpc_id == own.id && subnet.cidr.is_some_and(|cidr| block.cidr.contains(&cidr))
                    };
                    if estate.subnets.all().any(|subnet| inside(&subnet)) {
                        return Err(in_use(&id));
                    }
                    told.cidr_block_association = Some(show::vpc_cidr(block, state));
                    Destination::V4(block.cidr)
                } else {
                    let block = own.ipv6.iter().find(|block| block.id == id);
                    let block = block.ok_or_else(|| Error::internal("a block went away"))?;
                    let mut subnets = estate.subnets.all().filter(|subnet| subnet.vpc_id == own.id);
                    if subnets.any(|s| s.ipv6.iter().any(|other| block.cidr.contains(&other.cidr))) {
                        return Err(in_use(&id));
                    }
                    told.ipv6_cidr_block_association = Some(show::vpc_ipv6(block, state));
                    Destination::V6(block.cidr)
                };
                estate.vpcs.edit(&own.id, |vpc| {
                    vpc.cidrs.retain(|block| block.id != id);
                    vpc.ipv6.retain(|block| block.id != id);
                })?;
                let tables = of(estate.route_tables.all(), |table| table.vpc_id == own.id, |t| t.id.clone());
                for table in tables {
                    estate.route_tables.edit(&table, |table| {
                        table.routes.retain(|route| !(route.with_table && route.destination == gone));
                    })?;
                }
                Ok(told)
            })
            .await
    }
}

/// The ids of what fits.
pub(crate) fn of<'a, T: 'a>(
    all: impl Iterator<Item = &'a std::sync::Arc<T>>,
    fits: impl Fn(&T) -> bool,
    id: impl Fn(&T) -> String,
) -> Vec<String> {
    all.filter(|one| fits(one)).map(|one| id(one)).collect()
}

/// What regions without EC2-Classic always answered; text unconfirmed.
fn no_classic() -> Error {
    Error::new("UnsupportedOperation", "The functionality you requested is not available in this region.")
}

fn no_pools(input: &CreateVpcInput) -> Result<()> {
    unsupported(input.ipv6_pool.as_ref(), "Ipv6Pool")?;
    unsupported(input.ipv6_cidr_block.as_ref(), "Ipv6CidrBlock")?;
    unsupported(input.ipv4_ipam_pool_id.as_ref(), "Ipv4IpamPoolId")?;
    unsupported(input.ipv4_netmask_length.as_ref(), "Ipv4NetmaskLength")?;
    unsupported(input.ipv6_ipam_pool_id.as_ref(), "Ipv6IpamPoolId")?;
    unsupported(input.ipv6_netmask_length.as_ref(), "Ipv6NetmaskLength")?;
    unsupported(input.vpc_encryption_control.as_ref(), "VpcEncryptionControl")
}

/// Text unconfirmed.
fn range(text: &str) -> Error {
    Error::new("InvalidVpc.Range", format!("The CIDR '{text}' is invalid."))
}

/// What must be gone before a VPC can go: all but what came with it.
fn is_used(estate: &Estate, vpc: &r::Vpc) -> bool {
    let id = &vpc.id;
    estate.subnets.all().any(|own| own.vpc_id == *id)
        || estate.interfaces.all().any(|own| own.vpc_id == *id)
        || estate.internet_gateways.all().any(|own| own.vpc_id.as_ref() == Some(id))
        || estate.egress_gateways.all().any(|own| own.vpc_id == *id)
        || estate.route_tables.all().any(|own| own.vpc_id == *id && !own.is_main())
        || estate.network_acls.all().any(|own| own.vpc_id == *id && !own.is_default)
        || estate.endpoints.all().any(|own| own.vpc_id == *id)
        || estate
            .security_groups
            .all()
            .any(|own| own.associated_vpcs.contains(id) || own.vpc_id == *id && own.name != "default")
        || estate.nat_gateways.all().any(|own| {
            own.vpc_id == *id
                && !matches!(own.state, r::NatGatewayState::Deleted | r::NatGatewayState::Failed)
        })
        || estate.peerings.all().any(|own| {
            own.state == PeeringState::Active
                && [&own.requester, &own.accepter]
                    .iter()
                    .any(|side| side.vpc_id == *id && side.region == estate.region)
        })
        || groups_of_elsewhere(estate, id)
}

/// Whether a group of this VPC is used by a rule of another VPC's group.
fn groups_of_elsewhere(estate: &Estate, vpc_id: &str) -> bool {
    let own = of(estate.security_groups.all(), |group| group.vpc_id == vpc_id, |group| group.id.clone());
    let others = estate.security_groups.all().filter(|group| group.vpc_id != vpc_id);
    others
        .flat_map(|group| &group.rules)
        .any(|rule| matches!(&rule.peer, Peer::Group { id, .. } if own.contains(id)))
}

/// What a further block of a VPC must be.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions>
fn check_secondary(vpc: &r::Vpc, block: Ipv4Net) -> Result<()> {
    if !(16..=28).contains(&block.prefix_len()) {
        return Err(range(&block.to_string()));
    }
    if vpc.cidrs.len() >= BLOCKS {
        return Err(too_many(&vpc.id));
    }
    if let Some(other) = vpc.cidrs.iter().find(|own| own.cidr.contains(&block) || block.contains(&own.cidr)) {
        // text unconfirmed
        return Err(Error::new(
            "InvalidVpc.Range",
            format!("The CIDR '{block}' conflicts with another CIDR block '{}'", other.cidr),
        ));
    }
    let private = |block: &Ipv4Net| {
        [("10.0.0.0/8", 0), ("172.16.0.0/12", 1), ("192.168.0.0/16", 2)]
            .into_iter()
            .find(|(range, _)| range.parse().is_ok_and(|range: Ipv4Net| range.contains(block)))
            .map(|(_, which)| which)
    };
    let first = vpc.cidrs.first().and_then(|own| private(&own.cidr));
    let mixed = matches!((first, private(&block)), (Some(a), Some(b)) if a != b);
    let linked: Ipv4Net = Ipv4Net::new_assert(std::net::Ipv4Addr::new(198, 19, 0, 0), 16);
    if mixed || linked.contains(&block) {
        // text unconfirmed
        let text = format!(
            "The CIDR '{block}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, or use a publicly-routable CIDR. For additional restrictions, see https://docs.aws.amazon.com/AmazonVPC/latest/UserGuide/VPC_Subnets.html"
        );
        return Err(Error::new("InvalidVpc.Range", text));
    }
    Ok(())
}

fn too_many(vpc_id: &str) -> Error {
    limit(
        "CidrLimitExceeded",
        format!("This network '{vpc_id}' has met its maximum number of allowed CIDRs: {BLOCKS}"),
    )
}

fn in_use(id: &str) -> Error {
    // text unconfirmed
    let text = format!(
        "The vpc CIDR block with association ID {id} may not be disassociated. It is in use by a subnet"
    );
    Error::new("InvalidCidrBlock.InUse", text)
}

/// A VPC's default ACL and default group let IPv6 through once the VPC has any.
fn open_to_ipv6(estate: &mut Estate, vpc_id: &str) -> Result<()> {
    let acls = of(estate.network_acls.all(), |acl| acl.vpc_id == vpc_id && acl.is_default, |a| a.id.clone());
    for acl in acls {
        estate.network_acls.edit(&acl, |acl| {
            let taken = |entry: &r::NetworkAclEntry| entry.number == 101;
            if !acl.entries.iter().any(taken) {
                acl.entries.extend(vpc::allow_all(101, ipnet::IpNet::V6(vpc::ANY_V6)));
            }
        })?;
    }
    let all_out = |group: &r::SecurityGroup| {
        group.vpc_id == vpc_id
            && group
                .rules
                .iter()
                .any(|rule| rule.egress && rule.protocol == "-1" && rule.peer == Peer::V4(vpc::ANY_V4))
    };
    for group in of(estate.security_groups.all(), all_out, |group| group.id.clone()) {
        estate.security_groups.edit(&group, |group| {
            let rule = vpc::everything(true, Peer::V6(vpc::ANY_V6));
            if !group.rules.iter().any(|own| own.same(&rule)) {
                group.rules.push(rule);
            }
        })?;
    }
    Ok(())
}
