//! One VPC as a whole, read at one moment: what stands on this service builds the network of packets from it.

use crate::records::*;
use crate::state::{Estate, State};
use std::sync::Arc;

/// Hears which VPCs became others, after the change is kept.
pub trait Listener: Send + Sync {
    /// Something of a VPC's network changed, or the VPC was deleted ([`crate::Ec2::network`] gives `None` then). Called
    /// outside of every lock, so that the listener may read; a change may be told more than once.
    fn changed(&self, account: &str, region: &str, vpc_id: &str);
}

/// A VPC and everything in it.
#[derive(Clone, Debug)]
pub struct Network {
    /// The account.
    pub account: String,
    /// The region.
    pub region: String,
    /// The VPC.
    pub vpc: Arc<Vpc>,
    /// Its subnets.
    pub subnets: Vec<Arc<Subnet>>,
    /// Its route tables.
    pub route_tables: Vec<Arc<RouteTable>>,
    /// The internet gateway that is attached to it.
    pub internet_gateway: Option<Arc<InternetGateway>>,
    /// Its egress-only internet gateways.
    pub egress_gateways: Vec<Arc<EgressOnlyInternetGateway>>,
    /// Its security groups, and those of other VPCs that may be used in it.
    pub security_groups: Vec<Arc<SecurityGroup>>,
    /// Its network ACLs.
    pub network_acls: Vec<Arc<NetworkAcl>>,
    /// Its network interfaces, with their public addresses.
    pub interfaces: Vec<Arc<NetworkInterface>>,
    /// Its NAT gateways, in every state.
    pub nat_gateways: Vec<Arc<NatGateway>>,
    /// Its endpoints.
    pub endpoints: Vec<Arc<VpcEndpoint>>,
    /// Its peering connections, in every state.
    pub peerings: Vec<Arc<PeeringConnection>>,
    /// Every prefix list of the region, AWS's own too.
    pub prefix_lists: Vec<Arc<PrefixList>>,
    /// Its DHCP options; `None` where there are none.
    pub dhcp_options: Option<Arc<DhcpOptions>>,
    /// Its flow logs.
    pub flow_logs: Vec<Arc<FlowLog>>,
}

impl Network {
    pub(crate) fn of(estate: &Estate, vpc_id: &str) -> Option<Self> {
        let vpc = estate.vpcs.find(vpc_id)?.clone();
        macro_rules! here {
            ($shelf:ident) => {
                estate.$shelf.all().filter(|record| record.vpcs().contains(&vpc_id)).cloned().collect()
            };
        }
        let mut prefix_lists = crate::managed::lists(&estate.region);
        prefix_lists.extend(estate.prefix_lists.all().cloned());
        Some(Self {
            account: estate.account.clone(),
            region: estate.region.clone(),
            subnets: here!(subnets),
            route_tables: here!(route_tables),
            internet_gateway: estate
                .internet_gateways
                .all()
                .find(|gateway| gateway.vpc_id.as_deref() == Some(vpc_id))
                .cloned(),
            egress_gateways: here!(egress_gateways),
            security_groups: here!(security_groups),
            network_acls: here!(network_acls),
            interfaces: here!(interfaces),
            nat_gateways: here!(nat_gateways),
            endpoints: here!(endpoints),
            peerings: here!(peerings),
            prefix_lists,
            dhcp_options: estate.dhcp_options.find(&vpc.dhcp_options_id).cloned(),
            flow_logs: here!(flow_logs),
            vpc,
        })
    }
    /// Whether a route leads somewhere; else it is a blackhole.
    pub fn is_active(&self, route: &Route) -> bool {
        match &route.target {
            Target::Local => true,
            Target::InternetGateway(id) => self.internet_gateway.as_ref().is_some_and(|own| own.id == *id),
            Target::EgressOnly(id) => self.egress_gateways.iter().any(|own| own.id == *id),
            Target::NatGateway(id) => self.nat_gateways.iter().any(|own| own.id == *id && serves(own)),
            Target::Interface(id) => {
                self.interfaces.iter().any(|own| own.id == *id && own.attachment.is_some())
            }
            Target::Peering(id) => {
                self.peerings.iter().any(|own| own.id == *id && own.state == PeeringState::Active)
            }
            Target::Endpoint(id) => self.endpoints.iter().any(|own| own.id == *id),
        }
    }
    /// The route table that a subnet obeys: its own, else the main one.
    pub fn route_table_of(&self, subnet_id: &str) -> Option<&Arc<RouteTable>> {
        let own = AssociationTarget::Subnet(subnet_id.to_owned());
        let of = |target: &AssociationTarget| {
            self.route_tables.iter().find(|table| table.associations.iter().any(|a| a.target == *target))
        };
        of(&own).or_else(|| of(&AssociationTarget::Main))
    }
    /// The network ACL that guards a subnet.
    pub fn network_acl_of(&self, subnet_id: &str) -> Option<&Arc<NetworkAcl>> {
        self.network_acls.iter().find(|acl| acl.associations.iter().any(|a| a.subnet_id == subnet_id))
    }
}

/// Whether a NAT gateway may be the target of routes that lead somewhere.
fn serves(gateway: &NatGateway) -> bool {
    matches!(gateway.state, NatGatewayState::Pending | NatGatewayState::Available)
}

impl Estate {
    /// Whether a route leads somewhere; else it is a blackhole.
    pub(crate) fn is_active(&self, route: &Route, vpc_id: &str) -> bool {
        match &route.target {
            Target::Local => true,
            Target::InternetGateway(id) => {
                self.internet_gateways.find(id).is_some_and(|own| own.vpc_id.as_deref() == Some(vpc_id))
            }
            Target::EgressOnly(id) => self.egress_gateways.find(id).is_some(),
            Target::NatGateway(id) => self.nat_gateways.find(id).is_some_and(|own| serves(own)),
            Target::Interface(id) => self.interfaces.find(id).is_some_and(|own| own.attachment.is_some()),
            Target::Peering(id) => {
                self.peerings.find(id).is_some_and(|own| own.state == PeeringState::Active)
            }
            Target::Endpoint(id) => self.endpoints.find(id).is_some(),
        }
    }
}

impl State {
    /// One VPC; `None` where there is none of that id.
    pub(crate) fn network(&self, account: &str, region: &str, vpc_id: &str) -> Option<Network> {
        let estate = self.known(&(account.to_owned(), region.to_owned()))?;
        let estate = estate.lock();
        Network::of(&estate, vpc_id)
    }
}
