//! Parameters as AWS reads them, and its words where they cannot be read.

use crate::refusals::invalid_value;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{Ipv4Addr, Ipv6Addr};
use wire::prelude::*;

/// An IPv4 block. Bits behind the mask are cut off, as EC2 does.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html>
pub(crate) fn v4(text: &str, parameter: &str) -> Result<Ipv4Net> {
    let block: Option<Ipv4Net> = text.parse().ok();
    block.map(|block| block.trunc()).ok_or_else(|| not_a_block(text, parameter))
}

/// An IPv6 block.
pub(crate) fn v6(text: &str, parameter: &str) -> Result<Ipv6Net> {
    let block: Option<Ipv6Net> = text.parse().ok();
    block.map(|block| block.trunc()).ok_or_else(|| not_a_block(text, parameter))
}

/// A block of either family.
pub(crate) fn block(text: &str, parameter: &str) -> Result<IpNet> {
    let block: Option<IpNet> = text.parse().ok();
    block.map(|block| block.trunc()).ok_or_else(|| not_a_block(text, parameter))
}

/// <https://github.com/ansible-collections/amazon.aws/issues/477>
fn not_a_block(text: &str, parameter: &str) -> Error {
    invalid_value(text, parameter, "This is not a valid CIDR block.")
}

/// An IPv4 address.
pub(crate) fn ip(text: &str, parameter: &str) -> Result<Ipv4Addr> {
    text.parse().map_err(|_| invalid_value(text, parameter, "This is not a valid IP address."))
}

/// An IPv6 address.
pub(crate) fn ip6(text: &str, parameter: &str) -> Result<Ipv6Addr> {
    text.parse().map_err(|_| invalid_value(text, parameter, "This is not a valid IPv6 address."))
}
