//! VPC endpoints, gateways and interfaces.

use crate::describe::{Asked, Row, one, select};
use crate::endpoint_services::{self, EndpointService};
use crate::operations::interfaces::{Managed, groups, make_managed, remove};
use crate::operations::vpcs::of;
use crate::records::{self as r, Destination, EndpointState, Target};
use crate::refusals::{invalid, limit, missing, unsupported};
use crate::state::{Estate, place};
use crate::{Ec2, ids, managed, show, tagging};
use clock::Timestamp;
use door::Call;
use model_ec2::ops;
use model_ec2::types::*;
use std::sync::Arc;
use wire::prelude::*;

/// Endpoints of a VPC or region, by AWS's quotas.
const INTERFACES: usize = 50;
const GATEWAYS: usize = 20;
/// Bytes of a policy.
const POLICY: usize = 20_480;
/// recorded: ec2/test_ec2.json, test_vpc_endpoint_dns_names
const OPEN_INTERFACE: &str =
    r#"{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}"#;
/// <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy>
const OPEN_GATEWAY: &str = r#"{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;

const FILTERS: &[Row<r::VpcEndpoint>] = &[
    ("ip-address-type", |e, _| one(&e.ip_address_type)),
    ("service-name", |e, _| one(&e.service_name)),
    ("service-region", |_, estate| one(&estate.region)),
    ("vpc-endpoint-id", |e, _| one(&e.id)),
    ("vpc-endpoint-state", |e, _| one(show::endpoint_state(e.state))),
    ("vpc-endpoint-type", |e, _| one(if e.interface { "Interface" } else { "Gateway" })),
    ("vpc-id", |e, _| one(&e.vpc_id)),
];

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html>
    pub(crate) async fn create_vpc_endpoint(
        &self,
        call: &Call,
        input: CreateVpcEndpointInput,
    ) -> Result<CreateVpcEndpointOutput> {
        unsupported(input.subnet_configurations.as_ref().filter(|s| !s.is_empty()), "SubnetConfigurations")?;
        unsupported(input.service_network_arn.as_ref(), "ServiceNetworkArn")?;
        unsupported(input.resource_configuration_arn.as_ref(), "ResourceConfigurationArn")?;
        unsupported(
            input.service_region.as_ref().filter(|region| **region != *call.region),
            "ServiceRegion",
        )?;
        check_dns_options(input.dns_options.as_ref())?;
        if input.ip_address_type.as_ref().is_some_and(|kind| *kind != IpAddressType::Ipv4) {
            return Err(Error::not_implemented("endpoints with IPv6 addresses"));
        }
        let op = ops::CreateVpcEndpoint::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "vpc-endpoint")?;
        let request = crate::token::Request::of(op, input.client_token.as_deref(), &input);
        let name = input.service_name.clone().ok_or_else(|| missing("serviceName"))?;
        let interface = match &input.vpc_endpoint_type {
            None | Some(VpcEndpointType::Gateway) => false,
            Some(VpcEndpointType::Interface) => true,
            Some(other) => {
                return Err(Error::not_implemented(format!("endpoints of type {}", other.as_str())));
            }
        };
        let service = service(&name, &call.region, interface)?;
        if let Some(policy) = &input.policy_document {
            check_policy(policy)?;
        }
        let client_token = input.client_token.clone();
        let told = self
            .state
            .change(call, |estate| {
                if let Some(made) = request.made_before(estate)?.first() {
                    let shown = show::endpoint(estate.endpoints.get(made)?, estate);
                    return Ok(CreateVpcEndpointOutput { vpc_endpoint: Some(shown), client_token });
                }
                let vpc = estate.vpcs.get(&input.vpc_id)?.clone();
                check_quota(estate, &vpc.id, interface)?;
                let open = if interface { OPEN_INTERFACE } else { OPEN_GATEWAY };
                let policy = input.policy_document.filter(|text| !text.is_empty());
                let mut own = r::VpcEndpoint {
                    id: ids::new("vpce"),
                    owner: estate.account.clone(),
                    vpc_id: vpc.id.clone(),
                    service_name: name,
                    interface,
                    state: if interface { EndpointState::Pending } else { EndpointState::Available },
                    policy: policy.unwrap_or_else(|| open.to_owned()),
                    route_tables: Vec::new(),
                    subnets: Vec::new(),
                    groups: Vec::new(),
                    private_dns: false,
                    ip_address_type: "ipv4".to_owned(),
                    name_suffix: ids::short(),
                    requester_managed: false,
                    created: call.time,
                    deleted: None,
                    tags,
                };
                if interface {
                    unsupported(input.route_table_ids.as_ref().filter(|t| !t.is_empty()), "RouteTableId")?;
                    own.groups = groups(estate, &vpc.id, input.security_group_ids.unwrap_or_default())?;
                    if service.private_name.is_some() && input.private_dns_enabled != Some(false) {
                        check_private_dns(estate, &vpc, service, &own.id)?;
                        own.private_dns = true;
                    }
                    for subnet in input.subnet_ids.unwrap_or_default() {
                        add_subnet(estate, &mut own, &subnet, call.time)?;
                    }
                } else {
                    unsupported(input.subnet_ids.as_ref().filter(|s| !s.is_empty()), "SubnetId")?;
                    unsupported(
                        input.security_group_ids.as_ref().filter(|s| !s.is_empty()),
                        "SecurityGroupId",
                    )?;
                    for table in input.route_table_ids.unwrap_or_default() {
                        add_table(estate, &mut own, service, &table)?;
                    }
                }
                let own = estate.endpoints.put(own);
                request.note(estate, vec![own.id.clone()], call.time);
                let shown = show::endpoint(&own, estate);
                Ok(CreateVpcEndpointOutput { vpc_endpoint: Some(shown), client_token })
            })
            .await?;
        let id = told.vpc_endpoint.as_ref().and_then(|own| own.vpc_endpoint_id.as_deref());
        if let Some(id) = id {
            self.state.attend(&place(call), id);
        }
        Ok(told)
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html>
    pub(crate) async fn describe_vpc_endpoints(
        &self,
        call: &Call,
        input: DescribeVpcEndpointsInput,
    ) -> Result<DescribeVpcEndpointsOutput> {
        self.state.read(call, |estate| {
            let asked = Asked {
                ids: input.vpc_endpoint_ids.map(|ids| ("vpcEndpointIds", ids)),
                filters: input.filters,
                most: input.max_results,
                token: input.next_token,
            };
            let all = estate.endpoints.all().cloned().collect();
            let (found, next_token) = select(estate, all, asked, FILTERS)?;
            let vpc_endpoints = Some(found.iter().map(|own| show::endpoint(own, estate)).collect());
            Ok(DescribeVpcEndpointsOutput { vpc_endpoints, next_token })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html>
    pub(crate) async fn modify_vpc_endpoint(
        &self,
        call: &Call,
        input: ModifyVpcEndpointInput,
    ) -> Result<ModifyVpcEndpointOutput> {
        unsupported(input.subnet_configurations.as_ref().filter(|s| !s.is_empty()), "SubnetConfigurations")?;
        check_dns_options(input.dns_options.as_ref())?;
        if input.ip_address_type.as_ref().is_some_and(|kind| *kind != IpAddressType::Ipv4) {
            return Err(Error::not_implemented("endpoints with IPv6 addresses"));
        }
        if let Some(policy) = &input.policy_document {
            check_policy(policy)?;
        }
        let id = input.vpc_endpoint_id.clone();
        self.state
            .change(call, |estate| {
                let mut own = (**estate.endpoints.get(&id)?).clone();
                let service = endpoint_services::of(&own.service_name, &estate.region)
                    .ok_or_else(|| Error::internal("an endpoint of no service"))?;
                let open = if own.interface { OPEN_INTERFACE } else { OPEN_GATEWAY };
                if input.reset_policy == Some(true) {
                    own.policy = open.to_owned();
                } else if let Some(policy) = input.policy_document {
                    own.policy = policy;
                }
                for table in input.remove_route_table_ids.unwrap_or_default() {
                    drop_table(estate, &mut own, &table)?;
                }
                for table in input.add_route_table_ids.unwrap_or_default() {
                    add_table(estate, &mut own, service, &table)?;
                }
                for subnet in input.remove_subnet_ids.unwrap_or_default() {
                    let at = own.subnets.iter().position(|(own, _)| *own == subnet);
                    let at = at.ok_or_else(|| <r::Subnet as r::Resource>::not_found(&subnet))?;
                    let (_, interface) = own.subnets.remove(at);
                    remove(estate, &interface)?;
                }
                for subnet in input.add_subnet_ids.unwrap_or_default() {
                    add_subnet(estate, &mut own, &subnet, call.time)?;
                }
                change_groups(
                    estate,
                    &mut own,
                    input.add_security_group_ids.unwrap_or_default(),
                    &input.remove_security_group_ids.unwrap_or_default(),
                )?;
                if let Some(enabled) = input.private_dns_enabled {
                    if !own.interface {
                        return Err(invalid("Private DNS is only supported for interface endpoints"));
                    }
                    if enabled && !own.private_dns {
                        let vpc = estate.vpcs.get(&own.vpc_id)?.clone();
                        check_private_dns(estate, &vpc, service, &own.id)?;
                    }
                    own.private_dns = enabled;
                }
                estate.endpoints.put(own);
                Ok(ModifyVpcEndpointOutput { r#return: Some(true) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html>
    pub(crate) async fn delete_vpc_endpoints(
        &self,
        call: &Call,
        input: DeleteVpcEndpointsInput,
    ) -> Result<DeleteVpcEndpointsOutput> {
        let asked = input.vpc_endpoint_ids.clone();
        let unsuccessful = self
            .state
            .change(call, |estate| {
                let mut wrong = Vec::new();
                for id in &asked {
                    let Some(own) = estate.endpoints.find(id).cloned() else {
                        wrong.push(UnsuccessfulItem {
                            error: Some(UnsuccessfulItemError {
                                code: Some("InvalidVpcEndpoint.NotFound".to_owned()),
                                message: Some(format!("The Vpc Endpoint Id '{id}' does not exist")),
                            }),
                            resource_id: Some(id.clone()),
                        });
                        continue;
                    };
                    if own.interface {
                        if own.state != EndpointState::Deleting {
                            estate.endpoints.edit(id, |own| {
                                own.state = EndpointState::Deleting;
                                own.deleted = Some(call.time);
                            })?;
                        }
                    } else {
                        end(estate, &own)?;
                    }
                }
                Ok(wrong)
            })
            .await?;
        for id in &asked {
            self.state.attend(&place(call), id);
        }
        Ok(DeleteVpcEndpointsOutput { unsuccessful: Some(unsuccessful) })
    }
}

/// The service of a name that has endpoints of that kind.
fn service(name: &str, region: &str, interface: bool) -> Result<&'static EndpointService> {
    let found = endpoint_services::of(name, region);
    let found = found.ok_or_else(|| {
        let text = format!("The Vpc Endpoint Service '{name}' does not exist");
        Error::new("InvalidServiceName", text)
    })?;
    let has = if interface { found.private_name.is_some() } else { found.gateway };
    if !has {
        // text unconfirmed
        let kind = if interface { "Interface" } else { "Gateway" };
        let text = format!("Endpoint type ({kind}) does not match available service types for {name}.");
        return Err(Error::new("InvalidParameter", text));
    }
    Ok(found)
}

fn check_quota(estate: &Estate, vpc_id: &str, interface: bool) -> Result<()> {
    let same =
        |own: &&Arc<r::VpcEndpoint>| own.interface == interface && (!interface || own.vpc_id == vpc_id);
    if estate.endpoints.all().filter(same).count() >= if interface { INTERFACES } else { GATEWAYS } {
        let text = "The maximum number of VPC endpoints has been reached.";
        return Err(limit("VpcEndpointLimitExceeded", text));
    }
    Ok(())
}

fn check_dns_options(given: Option<&DnsOptionsSpecification>) -> Result<()> {
    let Some(given) = given else { return Ok(()) };
    let kind = given.dns_record_ip_type.as_ref().filter(|kind| **kind != DnsRecordIpType::Ipv4);
    unsupported(kind, "DnsOptions.DnsRecordIpType")?;
    let inbound = given.private_dns_only_for_inbound_resolver_endpoint.filter(|only| *only);
    unsupported(inbound.as_ref(), "DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint")?;
    unsupported(given.private_dns_preference.as_ref(), "DnsOptions.PrivateDnsPreference")?;
    unsupported(given.private_dns_specified_domains.as_ref(), "DnsOptions.PrivateDnsSpecifiedDomains")
}

fn check_policy(text: &str) -> Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    if text.len() > POLICY || policy::Policy::parse(text).is_err() {
        // <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>; text unconfirmed
        return Err(Error::new("InvalidPolicyDocument", "The Policy document is not valid"));
    }
    Ok(())
}

/// A VPC takes each name over once, and only where it answers names at all.
fn check_private_dns(estate: &Estate, vpc: &r::Vpc, service: &EndpointService, own: &str) -> Result<()> {
    if !vpc.dns_support || !vpc.dns_hostnames {
        // text unconfirmed
        let text = format!(
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for {}",
            vpc.id
        );
        return Err(Error::new("InvalidParameter", text));
    }
    let full = service.full_name(&estate.region);
    let other = estate.endpoints.all().any(|other| {
        other.id != own && other.vpc_id == vpc.id && other.private_dns && other.service_name == full
    });
    if other {
        // https://github.com/hashicorp/terraform-provider-aws/issues/17535
        let name = service.private_dns(&estate.region).unwrap_or_default();
        let text = format!(
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain for {name} in the VPC {}",
            vpc.id
        );
        return Err(Error::new("InvalidParameter", text));
    }
    Ok(())
}

/// Puts an interface of an endpoint into a subnet: one a zone.
fn add_subnet(estate: &mut Estate, own: &mut r::VpcEndpoint, subnet_id: &str, now: Timestamp) -> Result<()> {
    let subnet = estate.subnets.get(subnet_id)?.clone();
    if subnet.vpc_id != own.vpc_id || !own.interface {
        // text unconfirmed
        return Err(invalid(format!("The subnet {subnet_id} does not belong to the VPC {}", own.vpc_id)));
    }
    let same = own
        .subnets
        .iter()
        .any(|(other, _)| estate.subnets.find(other).is_some_and(|other| other.zone == subnet.zone));
    if same {
        // https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/583
        let text = format!(
            "Found another VPC endpoint subnet in the availability zone of {subnet_id}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service."
        );
        return Err(Error::new("DuplicateSubnetsInSameZone", text));
    }
    let managed = Managed {
        kind: "vpc_endpoint",
        description: format!("VPC Endpoint Interface {}", own.id),
        groups: own.groups.clone(),
        owner: "amazon-aws",
        source_dest_check: true,
    };
    let made = make_managed(estate, &subnet, managed, &[], now)?;
    own.subnets.push((subnet.id.clone(), made.id.clone()));
    Ok(())
}

/// Lets a route table lead to a gateway endpoint.
fn add_table(
    estate: &mut Estate,
    own: &mut r::VpcEndpoint,
    service: &EndpointService,
    table_id: &str,
) -> Result<()> {
    let table = estate.route_tables.get(table_id)?;
    if table.vpc_id != own.vpc_id || own.interface {
        return Err(crate::operations::route_tables::elsewhere(table_id, "VPC endpoint", &own.id));
    }
    let list = managed::id(&estate.region, service.name);
    let destination = Destination::PrefixList(list.clone());
    if table.routes.iter().any(|route| route.destination == destination) {
        // text unconfirmed
        let text =
            format!("route table {table_id} already has a route with destination-prefix-list-id {list}");
        return Err(Error::new("RouteAlreadyExists", text));
    }
    let target = Target::Endpoint(own.id.clone());
    let route = r::Route { destination, target, with_table: false };
    estate.route_tables.edit(table_id, |table| table.routes.push(route))?;
    own.route_tables.push(table_id.to_owned());
    Ok(())
}

fn drop_table(estate: &mut Estate, own: &mut r::VpcEndpoint, table_id: &str) -> Result<()> {
    estate.route_tables.get(table_id)?;
    let target = Target::Endpoint(own.id.clone());
    estate.route_tables.edit(table_id, |table| table.routes.retain(|route| route.target != target))?;
    own.route_tables.retain(|own| own != table_id);
    Ok(())
}

/// Changes the groups of an endpoint and of its interfaces; one must stay.
fn change_groups(
    estate: &mut Estate,
    own: &mut r::VpcEndpoint,
    added: Vec<String>,
    removed: &[String],
) -> Result<()> {
    if added.is_empty() && removed.is_empty() {
        return Ok(());
    }
    let mut wanted: Vec<_> = own.groups.iter().filter(|id| !removed.contains(id)).cloned().collect();
    wanted.extend(added);
    if wanted.is_empty() || !own.interface {
        // text unconfirmed
        return Err(invalid("VPC endpoint must have at least one security group"));
    }
    own.groups = groups(estate, &own.vpc_id, wanted)?;
    for (_, interface) in &own.subnets {
        estate.interfaces.edit(interface, |interface| interface.groups.clone_from(&own.groups))?;
    }
    Ok(())
}

/// An endpoint is gone, with its interfaces and the routes to it.
pub(crate) fn end(estate: &mut Estate, own: &r::VpcEndpoint) -> Result<()> {
    for (_, interface) in &own.subnets {
        remove(estate, interface)?;
    }
    let target = Target::Endpoint(own.id.clone());
    let leads = |table: &r::RouteTable| table.routes.iter().any(|route| route.target == target);
    for table in of(estate.route_tables.all(), leads, |table| table.id.clone()) {
        estate.route_tables.edit(&table, |table| table.routes.retain(|route| route.target != target))?;
    }
    estate.endpoints.remove(&own.id);
    Ok(())
}
