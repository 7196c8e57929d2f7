//! The API, one file a resource.

mod addresses;
mod dhcp_options;
mod endpoint_services;
pub(crate) mod endpoints;
mod flow_logs;
mod gateways;
mod interface_addresses;
mod interfaces;
pub(crate) mod nat_gateways;
mod network_acls;
mod peering;
pub(crate) mod prefix_lists;
mod route_tables;
mod routes;
mod security_group_rules;
mod security_groups;
mod subnets;
mod tags;
mod vpcs;
mod zones;
