//! Blocks of IP addresses, in the words of the ruler's refusals.

use std::net::IpAddr;

/// A block of addresses of one family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cidr {
    address: IpAddr,
    bits: u32,
}

impl Cidr {
    /// recorded: sns/test_sns_filter_policy.json, test_validate_policy_string_operators
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut parts = text.split('/');
        let (Some(address), Some(bits), None) = (parts.next(), parts.next(), parts.next()) else {
            return Err("Malformed CIDR, one '/' required".to_owned());
        };
        let bits: i64 =
            bits.parse().map_err(|_| "Malformed CIDR, mask bits must be an integer".to_owned())?;
        let address: IpAddr = address.parse().map_err(|_| format!("Nonstandard IP address: {address}"))?;
        let (most, family) = if address.is_ipv4() { (32, "IPv4") } else { (128, "IPv6") };
        match u32::try_from(bits) {
            Err(_) => Err("Malformed CIDR, mask bits must not be negative".to_owned()),
            Ok(bits) if bits > most => Err(format!("{family} mask bits must be < {}", most + 1)),
            Ok(bits) => Ok(Self { address, bits }),
        }
    }
    /// Whether a text is an address in the block.
    pub(super) fn contains(self, text: &str) -> bool {
        match (self.address, text.parse()) {
            (IpAddr::V4(block), Ok(IpAddr::V4(address))) => {
                (u32::from(block) ^ u32::from(address)).checked_shr(32 - self.bits).unwrap_or(0) == 0
            }
            (IpAddr::V6(block), Ok(IpAddr::V6(address))) => {
                (u128::from(block) ^ u128::from(address)).checked_shr(128 - self.bits).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}
