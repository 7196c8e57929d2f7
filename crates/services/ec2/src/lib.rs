//! Amazon EC2, its network part: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/>.
//!
//! `records` is the network's description, typed, one record a resource; `state` holds them by account and region behind
//! one lock each, and is the one way by which any of them changes; `network` is one VPC read as a whole, for what builds
//! the packets' ways. `describe` is every Describe's selection, `show` how records look in answers, `touch` what
//! operations touch for IAM. The files under `operations` are the API, one a resource.
//!
//! What is absent: instances, and packets. An interface is attached by a service that runs something in it.

mod describe;
mod endpoint_services;
mod ground;
mod ids;
mod interface;
mod life;
mod managed;
mod network;
mod operations;
mod parse;
pub mod records;
mod refusals;
pub mod resources;
mod rules;
mod shelf;
mod show;
mod state;
mod tagging;
#[cfg(test)]
mod tests;
mod token;
mod touch;
mod vpc;
mod zones;

pub use ground::Ground;
pub use network::{Listener, Network};

use clock::Clock;
use door::{Host, ResourceFacts};
use model_ec2 as model;
use state::State;
use std::sync::Arc;
use store::Store;
use wire::schema::Service;

/// Amazon EC2, its network part.
pub struct Ec2 {
    state: Arc<State>,
}

impl Ec2 {
    /// Opens what the store keeps.
    pub fn open(store: &Store, clock: &Clock) -> store::Result<Self> {
        let state = State::open(store, clock)?;
        state.resume();
        Ok(Self { state })
    }
    /// Sets who hears of changes; false where somebody does already.
    pub fn listen(&self, listener: Arc<dyn Listener>) -> bool {
        self.state.listener.set(listener).is_ok()
    }
    /// One VPC and everything in it; `None` where there is none of that id.
    pub fn network(&self, account: &str, region: &str, vpc_id: &str) -> Option<Network> {
        self.state.network(account, region, vpc_id)
    }
    /// Notes how the delivery of a flow log went: AWS's text of what is wrong (`Access error`, `Rate limited`), or `None`.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html>
    pub fn note_delivery(&self, account: &str, region: &str, flow_log_id: &str, failure: Option<&str>) {
        let place = (account.to_owned(), region.to_owned());
        self.state.change_unheard(&place, |estate| {
            // A log that was deleted meanwhile has nothing to tell.
            if estate.flow_logs.find(flow_log_id).is_some_and(|log| log.failure.as_deref() != failure) {
                estate.flow_logs.edit(flow_log_id, |log| log.failure = failure.map(str::to_owned))?;
            }
            Ok(())
        });
    }
    /// Every VPC: account, region and id, for those who build them all at a start.
    pub fn vpcs(&self) -> Vec<(String, String, String)> {
        let mut all = Vec::new();
        for place in self.state.places() {
            let estate = self.state.estate(&place);
            let estate = estate.lock();
            all.extend(estate.vpcs.all().map(|vpc| (place.0.clone(), place.1.clone(), vpc.id.clone())));
        }
        all
    }
}

door::operations! { Ec2 as model;
    AcceptVpcPeeringConnection => accept_vpc_peering_connection of |s, c, i| s.touch(c, i, ""),
    AllocateAddress => allocate_address of |s, c, i| s.touch(c, i, "elastic-ip"),
    AssignIpv6Addresses => assign_ipv6_addresses of |s, c, i| s.touch(c, i, ""),
    AssignPrivateIpAddresses => assign_private_ip_addresses of |s, c, i| s.touch(c, i, ""),
    AssignPrivateNatGatewayAddress => assign_private_nat_gateway_address of |s, c, i| s.touch(c, i, ""),
    AssociateAddress => associate_address of |s, c, i| s.touch(c, i, ""),
    AssociateDhcpOptions => associate_dhcp_options of |s, c, i| s.touch(c, i, ""),
    AssociateNatGatewayAddress => associate_nat_gateway_address of |s, c, i| s.touch(c, i, ""),
    AssociateRouteTable => associate_route_table of |s, c, i| s.touch(c, i, ""),
    AssociateSecurityGroupVpc => associate_security_group_vpc of |s, c, i| s.touch(c, i, ""),
    AssociateSubnetCidrBlock => associate_subnet_cidr_block of |s, c, i| s.touch(c, i, ""),
    AssociateVpcCidrBlock => associate_vpc_cidr_block of |s, c, i| s.touch(c, i, ""),
    AttachInternetGateway => attach_internet_gateway of |s, c, i| s.touch(c, i, ""),
    AttachNetworkInterface => attach_network_interface of |s, c, i| s.touch(c, i, ""),
    AuthorizeSecurityGroupEgress => authorize_security_group_egress of |s, c, i| s.touch(c, i, ""),
    AuthorizeSecurityGroupIngress => authorize_security_group_ingress of |s, c, i| s.touch(c, i, ""),
    CreateDefaultSubnet => create_default_subnet,
    CreateDefaultVpc => create_default_vpc,
    CreateDhcpOptions => create_dhcp_options of |s, c, i| s.touch(c, i, "dhcp-options"),
    CreateEgressOnlyInternetGateway => create_egress_only_internet_gateway
        of |s, c, i| s.touch(c, i, "egress-only-internet-gateway"),
    CreateFlowLogs => create_flow_logs of |s, c, i| s.touch(c, i, "vpc-flow-log"),
    CreateInternetGateway => create_internet_gateway of |s, c, i| s.touch(c, i, "internet-gateway"),
    CreateManagedPrefixList => create_managed_prefix_list of |s, c, i| s.touch(c, i, "prefix-list"),
    CreateNatGateway => create_nat_gateway of |s, c, i| s.touch(c, i, "natgateway"),
    CreateNetworkAcl => create_network_acl of |s, c, i| s.touch(c, i, "network-acl"),
    CreateNetworkAclEntry => create_network_acl_entry of |s, c, i| s.touch(c, i, ""),
    CreateNetworkInterface => create_network_interface of |s, c, i| s.touch(c, i, "network-interface"),
    CreateRoute => create_route on |c, i| touch::table(c, &i.route_table_id),
    CreateRouteTable => create_route_table of |s, c, i| s.touch(c, i, "route-table"),
    CreateSecurityGroup => create_security_group of |s, c, i| s.touch(c, i, "security-group"),
    CreateSubnet => create_subnet of |s, c, i| s.touch(c, i, "subnet"),
    CreateTags => create_tags of |s, c, i| s.touch(c, i, ""),
    CreateVpc => create_vpc of |s, c, i| s.touch(c, i, "vpc"),
    CreateVpcEndpoint => create_vpc_endpoint of |s, c, i| {
        s.touch(c, i, "vpc-endpoint")
            .with("ec2:VpceServiceName", i.service_name.as_deref().unwrap_or_default())
            .with("ec2:VpceServiceOwner", "amazon")
    },
    CreateVpcPeeringConnection => create_vpc_peering_connection
        of |s, c, i| s.touch(c, i, "vpc-peering-connection"),
    DeleteDhcpOptions => delete_dhcp_options of |s, c, i| s.touch(c, i, ""),
    DeleteEgressOnlyInternetGateway => delete_egress_only_internet_gateway of |s, c, i| s.touch(c, i, ""),
    DeleteFlowLogs => delete_flow_logs of |s, c, i| s.touch(c, i, ""),
    DeleteInternetGateway => delete_internet_gateway of |s, c, i| s.touch(c, i, ""),
    DeleteManagedPrefixList => delete_managed_prefix_list of |s, c, i| s.touch(c, i, ""),
    DeleteNatGateway => delete_nat_gateway of |s, c, i| s.touch(c, i, ""),
    DeleteNetworkAcl => delete_network_acl of |s, c, i| s.touch(c, i, ""),
    DeleteNetworkAclEntry => delete_network_acl_entry of |s, c, i| s.touch(c, i, ""),
    DeleteNetworkInterface => delete_network_interface of |s, c, i| s.touch(c, i, ""),
    DeleteRoute => delete_route on |c, i| touch::table(c, &i.route_table_id),
    DeleteRouteTable => delete_route_table of |s, c, i| s.touch(c, i, ""),
    DeleteSecurityGroup => delete_security_group of |s, c, i| s.touch(c, i, ""),
    DeleteSubnet => delete_subnet of |s, c, i| s.touch(c, i, ""),
    DeleteTags => delete_tags of |s, c, i| s.touch(c, i, ""),
    DeleteVpc => delete_vpc of |s, c, i| s.touch(c, i, ""),
    DeleteVpcEndpoints => delete_vpc_endpoints of |s, c, i| s.touch(c, i, ""),
    DeleteVpcPeeringConnection => delete_vpc_peering_connection of |s, c, i| s.touch(c, i, ""),
    DescribeAccountAttributes => describe_account_attributes,
    DescribeAddresses => describe_addresses,
    DescribeAddressesAttribute => describe_addresses_attribute,
    DescribeAvailabilityZones => describe_availability_zones,
    DescribeDhcpOptions => describe_dhcp_options,
    DescribeEgressOnlyInternetGateways => describe_egress_only_internet_gateways,
    DescribeFlowLogs => describe_flow_logs,
    DescribeInternetGateways => describe_internet_gateways,
    DescribeManagedPrefixLists => describe_managed_prefix_lists,
    DescribeNatGateways => describe_nat_gateways,
    DescribeNetworkAcls => describe_network_acls,
    DescribeNetworkInterfaceAttribute => describe_network_interface_attribute,
    DescribeNetworkInterfaces => describe_network_interfaces,
    DescribePrefixLists => describe_prefix_lists,
    DescribeRegions => describe_regions,
    DescribeRouteTables => describe_route_tables,
    DescribeSecurityGroupReferences => describe_security_group_references of |s, c, i| s.touch(c, i, ""),
    DescribeSecurityGroupRules => describe_security_group_rules,
    DescribeSecurityGroupVpcAssociations => describe_security_group_vpc_associations,
    DescribeSecurityGroups => describe_security_groups,
    DescribeStaleSecurityGroups => describe_stale_security_groups,
    DescribeSubnets => describe_subnets,
    DescribeTags => describe_tags,
    DescribeVpcAttribute => describe_vpc_attribute of |s, c, i| s.touch(c, i, ""),
    DescribeVpcClassicLink => describe_vpc_classic_link,
    DescribeVpcClassicLinkDnsSupport => describe_vpc_classic_link_dns_support,
    DescribeVpcEndpointServices => describe_vpc_endpoint_services,
    DescribeVpcEndpoints => describe_vpc_endpoints,
    DescribeVpcPeeringConnections => describe_vpc_peering_connections,
    DescribeVpcs => describe_vpcs,
    DetachInternetGateway => detach_internet_gateway of |s, c, i| s.touch(c, i, ""),
    DetachNetworkInterface => detach_network_interface of |s, c, i| s.touch(c, i, ""),
    DisassociateAddress => disassociate_address of |s, c, i| s.touch(c, i, ""),
    DisassociateNatGatewayAddress => disassociate_nat_gateway_address of |s, c, i| s.touch(c, i, ""),
    DisassociateRouteTable => disassociate_route_table of |s, c, i| s.touch(c, i, ""),
    DisassociateSecurityGroupVpc => disassociate_security_group_vpc of |s, c, i| s.touch(c, i, ""),
    DisassociateSubnetCidrBlock => disassociate_subnet_cidr_block of |s, c, i| s.touch(c, i, ""),
    DisassociateVpcCidrBlock => disassociate_vpc_cidr_block of |s, c, i| s.touch(c, i, ""),
    GetManagedPrefixListAssociations => get_managed_prefix_list_associations of |s, c, i| s.touch(c, i, ""),
    GetManagedPrefixListEntries => get_managed_prefix_list_entries of |s, c, i| s.touch(c, i, ""),
    GetSecurityGroupsForVpc => get_security_groups_for_vpc of |s, c, i| s.touch(c, i, ""),
    ModifyManagedPrefixList => modify_managed_prefix_list of |s, c, i| s.touch(c, i, ""),
    ModifyNetworkInterfaceAttribute => modify_network_interface_attribute of |s, c, i| s.touch(c, i, ""),
    ModifySecurityGroupRules => modify_security_group_rules of |s, c, i| s.touch(c, i, ""),
    ModifySubnetAttribute => modify_subnet_attribute of |s, c, i| s.touch(c, i, ""),
    ModifyVpcAttribute => modify_vpc_attribute of |s, c, i| s.touch(c, i, ""),
    ModifyVpcEndpoint => modify_vpc_endpoint of |s, c, i| s.touch(c, i, ""),
    ModifyVpcPeeringConnectionOptions => modify_vpc_peering_connection_options of |s, c, i| s.touch(c, i, ""),
    ModifyVpcTenancy => modify_vpc_tenancy of |s, c, i| s.touch(c, i, ""),
    RejectVpcPeeringConnection => reject_vpc_peering_connection of |s, c, i| s.touch(c, i, ""),
    ReleaseAddress => release_address of |s, c, i| s.touch(c, i, ""),
    ReplaceNetworkAclAssociation => replace_network_acl_association of |s, c, i| s.touch(c, i, ""),
    ReplaceNetworkAclEntry => replace_network_acl_entry of |s, c, i| s.touch(c, i, ""),
    ReplaceRoute => replace_route on |c, i| touch::table(c, &i.route_table_id),
    ReplaceRouteTableAssociation => replace_route_table_association of |s, c, i| s.touch(c, i, ""),
    ResetNetworkInterfaceAttribute => reset_network_interface_attribute of |s, c, i| s.touch(c, i, ""),
    RestoreManagedPrefixListVersion => restore_managed_prefix_list_version of |s, c, i| s.touch(c, i, ""),
    RevokeSecurityGroupEgress => revoke_security_group_egress of |s, c, i| s.touch(c, i, ""),
    RevokeSecurityGroupIngress => revoke_security_group_ingress of |s, c, i| s.touch(c, i, ""),
    UnassignIpv6Addresses => unassign_ipv6_addresses of |s, c, i| s.touch(c, i, ""),
    UnassignPrivateIpAddresses => unassign_private_ip_addresses of |s, c, i| s.touch(c, i, ""),
    UnassignPrivateNatGatewayAddress => unassign_private_nat_gateway_address of |s, c, i| s.touch(c, i, ""),
    UpdateSecurityGroupRuleDescriptionsEgress => update_security_group_rule_descriptions_egress
        of |s, c, i| s.touch(c, i, ""),
    UpdateSecurityGroupRuleDescriptionsIngress => update_security_group_rule_descriptions_ingress
        of |s, c, i| s.touch(c, i, ""),
}

impl Host for Ec2 {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, _action: &str, arn: &str) -> Option<ResourceFacts> {
        self.resource_facts(arn)
    }
    fn shortfalls(&self) -> Vec<String> {
        let (mut dns64, mut names, mut metrics, mut tenancy) = (vec![], vec![], vec![], vec![]);
        for place in self.state.places() {
            let estate = self.state.estate(&place);
            let estate = estate.lock();
            for subnet in estate.subnets.all() {
                if subnet.enable_dns64 {
                    dns64.push(subnet.id.clone());
                }
                if subnet.resource_name_a_record || subnet.resource_name_aaaa_record {
                    names.push(subnet.id.clone());
                }
            }
            for vpc in estate.vpcs.all() {
                if vpc.address_usage_metrics {
                    metrics.push(vpc.id.clone());
                }
                if vpc.tenancy == "dedicated" {
                    tenancy.push(vpc.id.clone());
                }
            }
        }
        let told = |ids: Vec<String>, what: &str| {
            door::few(&ids).map(|ids| format!("{what} is kept and shown, and does nothing: {ids}"))
        };
        [
            told(dns64, "EnableDns64"),
            told(names, "EnableResourceNameDnsARecord or its kin"),
            told(metrics, "EnableNetworkAddressUsageMetrics"),
            told(tenancy, "InstanceTenancy dedicated"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
