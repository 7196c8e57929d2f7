//! Prefix lists that AWS manages, one a gateway service of the region.
//!
//! Their blocks here are the house's own: services answer at the door, which the fabric reaches at these addresses. They
//! come from the range for benchmarks (198.18.0.0/15), which is nobody's on the internet.

use crate::records::{PrefixList, Tags};
use ipnet::{IpNet, Ipv4Net};
use sha2::{Digest, Sha256};
use std::net::Ipv4Addr;
use std::sync::Arc;

/// Services that gateway endpoints lead to, and the block that stands for each.
pub(crate) const SERVICES: &[(&str, Ipv4Net)] = &[
    ("s3", Ipv4Net::new_assert(Ipv4Addr::new(198, 18, 0, 0), 24)),
    ("dynamodb", Ipv4Net::new_assert(Ipv4Addr::new(198, 18, 1, 0), 24)),
];

/// The lists of a region.
pub(crate) fn lists(region: &str) -> Vec<Arc<PrefixList>> {
    SERVICES.iter().map(|(service, block)| Arc::new(list(region, service, *block))).collect()
}

/// The id of a service's list in a region: AWS's are of eight digits.
pub(crate) fn id(region: &str, service: &str) -> String {
    let digest = Sha256::new().chain_update(region).chain_update(service).finalize();
    digest.iter().take(4).fold("pl-".to_owned(), |id, byte| format!("{id}{byte:02x}"))
}

fn list(region: &str, service: &str, block: Ipv4Net) -> PrefixList {
    PrefixList {
        id: id(region, service),
        owner: "AWS".to_owned(),
        name: format!("com.amazonaws.{region}.{service}"),
        ipv6: false,
        max_entries: 1,
        last: "create".to_owned(),
        versions: vec![vec![(IpNet::V4(block), None)]],
        tags: Tags::new(),
    }
}
