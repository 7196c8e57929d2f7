//! `Fn::Cidr`: a block cut into equal blocks.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html>

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde_json::Value;

use super::{Data, Evaluator, Path};
use crate::error::{Error, Result};

const ARGUMENTS: &str = "every Fn::Cidr object requires three parameters, (1) an IP block, (2) the number of CIDRs to \
                         generate and (3) the number of subnet bits.";

impl Evaluator<'_> {
    pub(super) fn cidr(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        let wrong = || Error::template(ARGUMENTS);
        let Some([block, count, bits]) = argument.as_array().map(Vec::as_slice) else { return Err(wrong()) };
        let mut texts = Vec::with_capacity(3);
        for part in [block, count, bits] {
            match self.value(part, path)? {
                Data::Unknown => return Ok(Data::Unknown),
                value => texts.push(value.as_text().ok_or_else(wrong)?),
            }
        }
        let [block, count, bits] = texts.as_slice() else { return Err(wrong()) };
        let count = count.trim().parse::<u32>().map_err(|_| wrong())?;
        let bits = bits.trim().parse::<u32>().map_err(|_| wrong())?;
        cut(block, count, bits).map(|blocks| Data::List(blocks.into_iter().map(Data::text).collect()))
    }
}

/// `count` blocks of 2^`bits` addresses from the start of `block`.
fn cut(block: &str, count: u32, bits: u32) -> Result<Vec<String>> {
    if !(1..=256).contains(&count) {
        return Err(Error::template(format_args!("Fn::Cidr count must be between 1 and 256, got {count}")));
    }
    let not_a_block = || Error::template(format_args!("Fn::Cidr: {block} is not a CIDR block"));
    let (address, prefix) = block.trim().split_once('/').ok_or_else(not_a_block)?;
    let address: IpAddr = address.parse().map_err(|_| not_a_block())?;
    let prefix: u32 = prefix.parse().map_err(|_| not_a_block())?;
    let width: u32 = if address.is_ipv4() { 32 } else { 128 };
    let free = width.checked_sub(prefix).ok_or_else(not_a_block)?;
    let too_many = || {
        Error::template(format_args!("Fn::Cidr cannot fit {count} blocks with {bits} subnet bits in {block}"))
    };
    // How many blocks fit is 2^spare; beyond 2^8 every allowed count does.
    let spare = free.checked_sub(bits).ok_or_else(too_many)?;
    if bits == 0 || (spare < 9 && count > 1 << spare) {
        return Err(too_many());
    }
    let start = match address {
        IpAddr::V4(v4) => u128::from(u32::from(v4)),
        IpAddr::V6(v6) => u128::from(v6),
    };
    let mask = u128::MAX.checked_shl(free).unwrap_or(0);
    let step = 1u128.checked_shl(bits).ok_or_else(too_many)?;
    let length = width - bits;
    Ok((0..u128::from(count))
        .map(|index| {
            let at = (start & mask).wrapping_add(index.wrapping_mul(step));
            match address {
                IpAddr::V4(_) => format!("{}/{length}", Ipv4Addr::from(at as u32)),
                IpAddr::V6(_) => format!("{}/{length}", Ipv6Addr::from(at)),
            }
        })
        .collect())
}
