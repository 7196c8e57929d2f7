//! From AWS's ids to the kernel's names and numbers. They follow from the id alone, so that a server that comes back finds
//! what another one laid.

/// The device in a VPC's namespace behind which an interface stands: at most 15 characters.
pub(crate) fn device(interface: &str) -> String {
    short('e', interface)
}

/// The device that leads to a peering connection.
pub(crate) fn peering(connection: &str) -> String {
    short('p', connection)
}

/// The device in the internet's namespace that leads to a VPC.
pub(crate) fn uplink(vpc: &str) -> String {
    short('v', vpc)
}

/// A subnet's mark, or a route table's number: the tail of its id, clear of the numbers that the kernel uses itself.
pub(crate) fn number(id: &str) -> u32 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)) as u32 & 0x3fff_ffff | 0x4000_0000
}

/// A part of a set's or a chain's name, in the characters that `nft` prints without quotes.
pub(crate) fn plain(id: &str) -> String {
    id.replace('-', "_")
}

fn short(kind: char, id: &str) -> String {
    let tail = id.rsplit('-').next().unwrap_or(id);
    let from = tail.len().saturating_sub(14);
    format!("{kind}{}", tail.get(from..).unwrap_or(tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_the_kernel() {
        assert_eq!(device("eni-0123456789abcdef0"), "e3456789abcdef0");
        assert!(device("eni-0123456789abcdef0").len() <= 15);
        assert_ne!(device("eni-0123456789abcdef0"), peering("pcx-0123456789abcdef0"));
        assert!(number("subnet-0123456789abcdef0") > 1000);
    }
}
