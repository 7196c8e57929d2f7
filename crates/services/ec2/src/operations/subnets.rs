//! Subnets.

use crate::describe::{Asked, Row, one, select};
use crate::operations::vpcs::of;
use crate::records::{self as r, *};
use crate::refusals::{dependencies, invalid, invalid_value, limit, missing, unsupported};
use crate::state::Estate;
use crate::zones::{Zone, zones};
use crate::{Ec2, ids, interface, parse, show, tagging, vpc};
use door::Call;
use ipnet::{Ipv4Net, Ipv6Net};
use model_ec2::ops;
use model_ec2::types::*;
use wire::prelude::*;

/// Subnets of a VPC, by AWS's quota.
const SUBNETS: usize = 200;

const FILTERS: &[Row<r::Subnet>] = &[
    ("availability-zone", |s, _| one(&s.zone)),
    ("availabilityZone", |s, _| one(&s.zone)),
    ("availability-zone-id", |s, _| one(&s.zone_id)),
    ("availabilityZoneId", |s, _| one(&s.zone_id)),
    ("available-ip-address-count", |s, e| one(interface::available(e, s))),
    ("cidr", |s, _| s.cidr.iter().map(ToString::to_string).collect()),
    ("cidrBlock", |s, _| s.cidr.iter().map(ToString::to_string).collect()),
    ("cidr-block", |s, _| s.cidr.iter().map(ToString::to_string).collect()),
    ("customer-owned-ipv4-pool", |_, _| Vec::new()),
    ("default-for-az", |s, _| one(s.default_for_az)),
    ("defaultForAz", |s, _| one(s.default_for_az)),
    ("enable-dns64", |s, _| one(s.enable_dns64)),
    ("enable-lni-at-device-index", |_, _| Vec::new()),
    ("ipv6-cidr-block-association.ipv6-cidr-block", |s, _| {
        s.ipv6.iter().map(|own| own.cidr.to_string()).collect()
    }),
    ("ipv6-cidr-block-association.association-id", |s, _| s.ipv6.iter().map(|own| own.id.clone()).collect()),
    ("ipv6-cidr-block-association.state", |s, _| s.ipv6.iter().map(|_| "associated".to_owned()).collect()),
    ("ipv6-native", |s, _| one(s.ipv6_native)),
    ("map-customer-owned-ip-on-launch", |_, _| one(false)),
    ("map-public-ip-on-launch", |s, _| one(s.map_public_ip_on_launch)),
    ("outpost-arn", |_, _| Vec::new()),
    ("owner-id", |s, _| one(&s.owner)),
    ("private-dns-name-options-on-launch.hostname-type", |s, _| one(&s.hostname_type)),
    ("private-dns-name-options-on-launch.enable-resource-name-dns-a-record", |s, _| {
        one(s.resource_name_a_record)
    }),
    ("private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record", |s, _| {
        one(s.resource_name_aaaa_record)
    }),
    ("state", |_, _| one("available")),
    ("subnet-arn", |s, e| one(show::arn(e, "subnet", &s.id))),
    ("subnet-id", |s, _| one(&s.id)),
    ("vpc-id", |s, _| one(&s.vpc_id)),
];

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html>
    pub(crate) async fn create_subnet(
        &self,
        call: &Call,
        input: CreateSubnetInput,
    ) -> Result<CreateSubnetOutput> {
        unsupported(input.outpost_arn.as_ref(), "OutpostArn")?;
        unsupported(input.ipv4_ipam_pool_id.as_ref(), "Ipv4IpamPoolId")?;
        unsupported(input.ipv4_netmask_length.as_ref(), "Ipv4NetmaskLength")?;
        unsupported(input.ipv6_ipam_pool_id.as_ref(), "Ipv6IpamPoolId")?;
        unsupported(input.ipv6_netmask_length.as_ref(), "Ipv6NetmaskLength")?;
        let tags =
            tagging::new(call, ops::CreateSubnet::spec(), input.tag_specifications.as_deref(), "subnet")?;
        let native = input.ipv6_native == Some(true);
        let block = input.cidr_block.as_deref().map(|text| parse::v4(text, "cidrBlock")).transpose()?;
        if block.is_none() && !native {
            return Err(missing("cidrBlock"));
        }
        let ipv6 = input.ipv6_cidr_block.as_deref().filter(|text| !text.is_empty());
        let ipv6 = ipv6.map(|text| parse::v6(text, "ipv6CidrBlock")).transpose()?;
        if native && (block.is_some() || ipv6.is_none()) {
            let text = "An IPv6-only subnet takes ipv6CidrBlock and no cidrBlock";
            return Err(crate::refusals::combination(text));
        }
        let zone =
            zone(&call.region, input.availability_zone.as_deref(), input.availability_zone_id.as_deref())?;
        self.state
            .change(call, |estate| {
                let own = estate.vpcs.get(&input.vpc_id)?.clone();
                if let Some(block) = block {
                    check_block(estate, &own, block)?;
                }
                if let Some(block) = ipv6 {
                    check_ipv6(estate, &own, block)?;
                }
                if estate.subnets.all().filter(|subnet| subnet.vpc_id == own.id).count() >= SUBNETS {
                    let text = "The maximum number of subnets has been reached.";
                    return Err(limit("SubnetLimitExceeded", text));
                }
                let mut subnet = r::Subnet { tags, ..vpc::blank_subnet(&own, &zone, block) };
                subnet
                    .ipv6
                    .extend(ipv6.map(|cidr| Ipv6Association { id: ids::new("subnet-cidr-assoc"), cidr }));
                subnet.assign_ipv6_on_creation = native;
                vpc::add_subnet(estate, subnet.clone())?;
                Ok(CreateSubnetOutput { subnet: Some(show::subnet(&subnet, estate)) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDefaultSubnet.html>
    pub(crate) async fn create_default_subnet(
        &self,
        call: &Call,
        input: CreateDefaultSubnetInput,
    ) -> Result<CreateDefaultSubnetOutput> {
        if input.ipv6_native == Some(true) {
            return Err(Error::not_implemented("EC2's parameter Ipv6Native of CreateDefaultSubnet"));
        }
        if input.availability_zone.is_none() && input.availability_zone_id.is_none() {
            return Err(missing("availabilityZone"));
        }
        let zone =
            zone(&call.region, input.availability_zone.as_deref(), input.availability_zone_id.as_deref())?;
        self.state
            .change(call, |estate| {
                let own = estate.vpcs.all().find(|vpc| vpc.is_default).cloned().ok_or_else(|| {
                    let text = "No default VPC for this account in this region.";
                    Error::new("DefaultVpcDoesNotExist", text)
                })?;
                if estate.subnets.all().any(|subnet| subnet.default_for_az && subnet.zone == zone.name) {
                    // text unconfirmed
                    let text =
                        format!("A default subnet already exists in the Availability Zone '{}'.", zone.name);
                    return Err(Error::new("DefaultSubnetAlreadyExistsInAvailabilityZone", text));
                }
                let block = vpc::DEFAULT_BLOCK
                    .subnets(20)
                    .or_internal()?
                    .find(|block| check_block(estate, &own, *block).is_ok());
                let block = block.ok_or_else(|| {
                    let text = "There is not enough free address space in the default VPC.";
                    Error::new("InsufficientCidrBlocks", text)
                })?;
                let subnet = vpc::default_subnet(&own, &zone, block);
                vpc::add_subnet(estate, subnet.clone())?;
                Ok(CreateDefaultSubnetOutput { subnet: Some(show::subnet(&subnet, estate)) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html>
    pub(crate) async fn describe_subnets(
        &self,
        call: &Call,
        input: DescribeSubnetsInput,
    ) -> Result<DescribeSubnetsOutput> {
        self.state.read(call, |estate| {
            let asked = Asked {
                ids: input.subnet_ids.map(|ids| ("subnetIds", ids)),
                filters: input.filters,
                most: input.max_results,
                token: input.next_token,
            };
            let (found, next_token) =
                select(estate, estate.subnets.all().cloned().collect(), asked, FILTERS)?;
            let subnets = Some(found.iter().map(|subnet| show::subnet(subnet, estate)).collect());
            Ok(DescribeSubnetsOutput { next_token, subnets })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html>
    pub(crate) async fn delete_subnet(
        &self,
        call: &Call,
        input: DeleteSubnetInput,
    ) -> Result<DeleteSubnetOutput> {
        let id = input.subnet_id;
        self.state
            .change(call, |estate| {
                estate.subnets.get(&id)?;
                if estate.interfaces.all().any(|own| own.subnet_id == id) {
                    return Err(dependencies("subnet", &id));
                }
                let target = AssociationTarget::Subnet(id.clone());
                for table in of(
                    estate.route_tables.all(),
                    |table| table.associations.iter().any(|a| a.target == target),
                    |table| table.id.clone(),
                ) {
                    estate
                        .route_tables
                        .edit(&table, |table| table.associations.retain(|a| a.target != target))?;
                }
                for acl in of(
                    estate.network_acls.all(),
                    |acl| acl.associations.iter().any(|a| a.subnet_id == id),
                    |acl| acl.id.clone(),
                ) {
                    estate.network_acls.edit(&acl, |acl| acl.associations.retain(|a| a.subnet_id != id))?;
                }
                let logs = of(estate.flow_logs.all(), |log| log.resource_id == id, |l| l.id.clone());
                for log in &logs {
                    drop(estate.flow_logs.remove(log));
                }
                estate.subnets.remove(&id);
                Ok(DeleteSubnetOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html>
    pub(crate) async fn modify_subnet_attribute(
        &self,
        call: &Call,
        input: ModifySubnetAttributeInput,
    ) -> Result<ModifySubnetAttributeOutput> {
        unsupported(input.map_customer_owned_ip_on_launch.as_ref(), "MapCustomerOwnedIpOnLaunch")?;
        unsupported(input.customer_owned_ipv4_pool.as_ref(), "CustomerOwnedIpv4Pool")?;
        unsupported(input.enable_lni_at_device_index.as_ref(), "EnableLniAtDeviceIndex")?;
        unsupported(input.disable_lni_at_device_index.as_ref(), "DisableLniAtDeviceIndex")?;
        let flag = |given: Option<AttributeBooleanValue>| given.map(|flag| flag.value.unwrap_or_default());
        let assign_ipv6 = flag(input.assign_ipv6_address_on_creation);
        let map_public = flag(input.map_public_ip_on_launch);
        let dns64 = flag(input.enable_dns64);
        let a_record = flag(input.enable_resource_name_dns_a_record_on_launch);
        let aaaa_record = flag(input.enable_resource_name_dns_aaaa_record_on_launch);
        let hostname = input.private_dns_hostname_type_on_launch.map(|kind| kind.as_str().to_owned());
        let given = [assign_ipv6, map_public, dns64, a_record, aaaa_record].iter().flatten().count()
            + usize::from(hostname.is_some());
        match given {
            0 => return Err(missing("mapPublicIpOnLaunch or assignIpv6AddressOnCreation")),
            1 => {}
            _ => {
                let text =
                    "Fields for multiple attribute types specified: only one attribute may be modified";
                return Err(crate::refusals::combination(text));
            }
        }
        self.state
            .change(call, |estate| {
                let own = estate.subnets.get(&input.subnet_id)?;
                if assign_ipv6 == Some(true) && own.ipv6.is_empty() {
                    let text = "Invalid value 'true' for assignIpv6AddressOnCreation. Subnet does not have an ipv6 CIDR block associated with it.".to_owned();
                    return Err(invalid(text));
                }
                estate.subnets.edit(&input.subnet_id, |subnet| {
                    let set = |field: &mut bool, value: Option<bool>| *field = value.unwrap_or(*field);
                    set(&mut subnet.assign_ipv6_on_creation, assign_ipv6);
                    set(&mut subnet.map_public_ip_on_launch, map_public);
                    set(&mut subnet.enable_dns64, dns64);
                    set(&mut subnet.resource_name_a_record, a_record);
                    set(&mut subnet.resource_name_aaaa_record, aaaa_record);
                    if let Some(kind) = hostname {
                        subnet.hostname_type = kind;
                    }
                })?;
                Ok(ModifySubnetAttributeOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateSubnetCidrBlock.html>
    pub(crate) async fn associate_subnet_cidr_block(
        &self,
        call: &Call,
        input: AssociateSubnetCidrBlockInput,
    ) -> Result<AssociateSubnetCidrBlockOutput> {
        unsupported(input.ipv6_ipam_pool_id.as_ref(), "Ipv6IpamPoolId")?;
        unsupported(input.ipv6_netmask_length.as_ref(), "Ipv6NetmaskLength")?;
        let text = input.ipv6_cidr_block.as_deref().ok_or_else(|| missing("ipv6CidrBlock"))?;
        let cidr = parse::v6(text, "ipv6CidrBlock")?;
        self.state
            .change(call, |estate| {
                let subnet = estate.subnets.get(&input.subnet_id)?.clone();
                let own = estate.vpcs.get(&subnet.vpc_id)?.clone();
                check_ipv6(estate, &own, cidr)?;
                if !subnet.ipv6.is_empty() {
                    let text =
                        format!("This subnet '{}' has met its maximum number of allowed CIDRs: 1", subnet.id);
                    return Err(limit("SubnetCidrLimitExceeded", text));
                }
                let added = Ipv6Association { id: ids::new("subnet-cidr-assoc"), cidr };
                let shown = show::subnet_ipv6(&added, SubnetCidrBlockStateCode::Associating);
                estate.subnets.edit(&subnet.id, |subnet| subnet.ipv6.push(added))?;
                Ok(AssociateSubnetCidrBlockOutput {
                    ipv6_cidr_block_association: Some(shown),
                    subnet_id: Some(subnet.id.clone()),
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateSubnetCidrBlock.html>
    pub(crate) async fn disassociate_subnet_cidr_block(
        &self,
        call: &Call,
        input: DisassociateSubnetCidrBlockInput,
    ) -> Result<DisassociateSubnetCidrBlockOutput> {
        let id = input.association_id;
        self.state
            .change(call, |estate| {
                let found = estate.subnets.all().find(|s| s.ipv6.iter().any(|own| own.id == id)).cloned();
                let subnet = found.ok_or_else(|| {
                    let text = format!("The subnet CIDR block association ID '{id}' does not exist");
                    Error::new("InvalidSubnetCidrBlockAssociationID.NotFound", text)
                })?;
                let own = subnet.ipv6.iter().find(|own| own.id == id);
                let own = own.ok_or_else(|| Error::internal("a block went away"))?;
                let mut inside = estate.interfaces.all().filter(|interface| interface.subnet_id == subnet.id);
                if inside.any(|interface| interface.ipv6.iter().any(|ip| own.cidr.contains(ip))) {
                    // text unconfirmed
                    let text = format!("The subnet CIDR block with association ID {id} may not be disassociated. It is in use");
                    return Err(Error::new("InvalidCidrBlock.InUse", text));
                }
                let shown = show::subnet_ipv6(own, SubnetCidrBlockStateCode::Disassociating);
                estate.subnets.edit(&subnet.id, |subnet| {
                    subnet.ipv6.retain(|own| own.id != id);
                    subnet.assign_ipv6_on_creation = false;
                })?;
                Ok(DisassociateSubnetCidrBlockOutput {
                    ipv6_cidr_block_association: Some(shown),
                    subnet_id: Some(subnet.id.clone()),
                })
            })
            .await
    }
}

/// The zone that was asked for, else the region's first.
fn zone(region: &str, name: Option<&str>, id: Option<&str>) -> Result<Zone> {
    let (name, id) = (name.filter(|name| !name.is_empty()), id.filter(|id| !id.is_empty()));
    let all = zones(region);
    if name.is_some() && id.is_some() {
        let text = "The parameters availabilityZone and availabilityZoneId cannot be used together";
        return Err(crate::refusals::combination(text));
    }
    let found = all.iter().find(|zone| match (name, id) {
        (Some(name), _) => zone.name == name,
        (_, Some(id)) => zone.id == id,
        _ => true,
    });
    found.cloned().ok_or_else(|| {
        // text unconfirmed
        let (parameter, value) =
            name.map_or(("availabilityZoneId", id), |name| ("availabilityZone", Some(name)));
        let listed: Vec<_> =
            all.iter().map(|zone| if name.is_some() { zone.name.clone() } else { zone.id.clone() }).collect();
        invalid_value(
            value.unwrap_or_default(),
            parameter,
            &format!(
                "Subnets can currently only be created in the following availability zones: {}.",
                listed.join(", ")
            ),
        )
    })
}

/// What an IPv4 block of a subnet must be. <https://github.com/hashicorp/terraform/issues/2588>
fn check_block(estate: &Estate, vpc: &r::Vpc, block: Ipv4Net) -> Result<()> {
    if !(16..=28).contains(&block.prefix_len()) || !vpc.contains(&block) {
        return Err(Error::new("InvalidSubnet.Range", format!("The CIDR '{block}' is invalid.")));
    }
    let mut others = estate.subnets.all().filter(|subnet| subnet.vpc_id == vpc.id);
    if others.any(|s| s.cidr.is_some_and(|other| other.contains(&block) || block.contains(&other))) {
        return Err(conflict(&block));
    }
    Ok(())
}

/// What an IPv6 block of a subnet must be: between a /44 and a /64, in steps of four.
fn check_ipv6(estate: &Estate, vpc: &r::Vpc, block: Ipv6Net) -> Result<()> {
    let length = block.prefix_len();
    let fits = (44..=64).contains(&length) && length.is_multiple_of(4);
    if !fits || !vpc.ipv6.iter().any(|own| own.cidr.contains(&block)) {
        return Err(Error::new("InvalidSubnet.Range", format!("The CIDR '{block}' is invalid.")));
    }
    let others = estate.subnets.all().filter(|subnet| subnet.vpc_id == vpc.id);
    let mut blocks = others.flat_map(|subnet| subnet.ipv6.iter().map(|own| own.cidr));
    if blocks.any(|other| other.contains(&block) || block.contains(&other)) {
        return Err(conflict(&block));
    }
    Ok(())
}

/// <https://github.com/hashicorp/terraform/issues/33470>
fn conflict(block: &dyn std::fmt::Display) -> Error {
    Error::new("InvalidSubnet.Conflict", format!("The CIDR '{block}' conflicts with another subnet"))
}
