//! The API, one file a resource.

mod gateways;
mod interfaces;
mod network_acls;
pub(crate) mod prefix_lists;
mod route_tables;
mod routes;
mod security_group_rules;
mod security_groups;
mod subnets;
mod tags;
mod vpcs;
mod zones;
