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
mod managed;
mod network;
mod operations;
mod parse;
pub mod records;
mod refusals;
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
        Ok(Self { state: State::open(store, clock)? })
    }
    /// Sets who hears of changes; false where somebody does already.
    pub fn listen(&self, listener: Arc<dyn Listener>) -> bool {
        self.state.listener.set(listener).is_ok()
    }
    /// One VPC and everything in it; `None` where there is none of that id.
    pub fn network(&self, account: &str, region: &str, vpc_id: &str) -> Option<Network> {
        self.state.network(account, region, vpc_id)
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
    CreateEgressOnlyInternetGateway => create_egress_only_internet_gateway
        of |s, c, i| s.touch(c, i, "egress-only-internet-gateway"),
    CreateInternetGateway => create_internet_gateway of |s, c, i| s.touch(c, i, "internet-gateway"),
    CreateNetworkAcl => create_network_acl of |s, c, i| s.touch(c, i, "network-acl"),
    CreateNetworkAclEntry => create_network_acl_entry of |s, c, i| s.touch(c, i, ""),
    CreateNetworkInterface => create_network_interface of |s, c, i| s.touch(c, i, "network-interface"),
    CreateRoute => create_route of |s, c, i| s.touch_table(c, &i.route_table_id),
    CreateRouteTable => create_route_table of |s, c, i| s.touch(c, i, "route-table"),
    CreateSecurityGroup => create_security_group of |s, c, i| s.touch(c, i, "security-group"),
    CreateSubnet => create_subnet of |s, c, i| s.touch(c, i, "subnet"),
    CreateTags => create_tags of |s, c, i| s.touch(c, i, ""),
    CreateVpc => create_vpc of |s, c, i| s.touch(c, i, "vpc"),
    DeleteEgressOnlyInternetGateway => delete_egress_only_internet_gateway of |s, c, i| s.touch(c, i, ""),
    DeleteInternetGateway => delete_internet_gateway of |s, c, i| s.touch(c, i, ""),
    DeleteNetworkAcl => delete_network_acl of |s, c, i| s.touch(c, i, ""),
    DeleteNetworkAclEntry => delete_network_acl_entry of |s, c, i| s.touch(c, i, ""),
    DeleteNetworkInterface => delete_network_interface of |s, c, i| s.touch(c, i, ""),
    DeleteRoute => delete_route of |s, c, i| s.touch_table(c, &i.route_table_id),
    DeleteRouteTable => delete_route_table of |s, c, i| s.touch(c, i, ""),
    DeleteSecurityGroup => delete_security_group of |s, c, i| s.touch(c, i, ""),
    DeleteSubnet => delete_subnet of |s, c, i| s.touch(c, i, ""),
    DeleteTags => delete_tags of |s, c, i| s.touch(c, i, ""),
    DeleteVpc => delete_vpc of |s, c, i| s.touch(c, i, ""),
    DescribeAccountAttributes => describe_account_attributes,
    DescribeAvailabilityZones => describe_availability_zones,
    DescribeEgressOnlyInternetGateways => describe_egress_only_internet_gateways,
    DescribeInternetGateways => describe_internet_gateways,
    DescribeNetworkAcls => describe_network_acls,
    DescribeNetworkInterfaceAttribute => describe_network_interface_attribute,
    DescribeNetworkInterfaces => describe_network_interfaces,
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
    DescribeVpcs => describe_vpcs,
    DetachInternetGateway => detach_internet_gateway of |s, c, i| s.touch(c, i, ""),
    DetachNetworkInterface => detach_network_interface of |s, c, i| s.touch(c, i, ""),
    DisassociateRouteTable => disassociate_route_table of |s, c, i| s.touch(c, i, ""),
    DisassociateSecurityGroupVpc => disassociate_security_group_vpc of |s, c, i| s.touch(c, i, ""),
    DisassociateSubnetCidrBlock => disassociate_subnet_cidr_block of |s, c, i| s.touch(c, i, ""),
    DisassociateVpcCidrBlock => disassociate_vpc_cidr_block of |s, c, i| s.touch(c, i, ""),
    GetSecurityGroupsForVpc => get_security_groups_for_vpc of |s, c, i| s.touch(c, i, ""),
    ModifyNetworkInterfaceAttribute => modify_network_interface_attribute of |s, c, i| s.touch(c, i, ""),
    ModifySecurityGroupRules => modify_security_group_rules of |s, c, i| s.touch(c, i, ""),
    ModifySubnetAttribute => modify_subnet_attribute of |s, c, i| s.touch(c, i, ""),
    ModifyVpcAttribute => modify_vpc_attribute of |s, c, i| s.touch(c, i, ""),
    ModifyVpcTenancy => modify_vpc_tenancy of |s, c, i| s.touch(c, i, ""),
    ReplaceNetworkAclAssociation => replace_network_acl_association of |s, c, i| s.touch(c, i, ""),
    ReplaceNetworkAclEntry => replace_network_acl_entry of |s, c, i| s.touch(c, i, ""),
    ReplaceRoute => replace_route of |s, c, i| s.touch_table(c, &i.route_table_id),
    ReplaceRouteTableAssociation => replace_route_table_association of |s, c, i| s.touch(c, i, ""),
    ResetNetworkInterfaceAttribute => reset_network_interface_attribute of |s, c, i| s.touch(c, i, ""),
    RevokeSecurityGroupEgress => revoke_security_group_egress of |s, c, i| s.touch(c, i, ""),
    RevokeSecurityGroupIngress => revoke_security_group_ingress of |s, c, i| s.touch(c, i, ""),
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
}
