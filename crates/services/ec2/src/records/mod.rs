//! What the store keeps, a typed record a resource. They are public because they are the network's description: the
//! fabric reads them through [`crate::Ec2::network`] and builds packets' ways from them.
//!
//! Addresses and blocks are typed, so nothing is parsed twice. What AWS derives (a route's state, the addresses that a
//! subnet has left) is derived here too and never kept.

mod gateway;
mod interface;
mod list;
mod routing;
mod security;
mod vpc;

pub use gateway::*;
pub use interface::*;
pub use list::*;
pub use routing::*;
pub use security::*;
pub use vpc::*;

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use store::Record;
use wire::prelude::*;

/// Tags by key.
pub type Tags = BTreeMap<String, String>;

/// A resource with an id, tags and an ARN.
pub trait Resource: Record + Clone {
    /// What ARNs and tag specifications call it: `route-table`.
    const TYPE: &'static str;
    /// What its ids begin with: `rtb`.
    const PREFIX: &'static str;
    /// The code and the text of the refusal where there is no such resource; `{}` is the id.
    const NOT_FOUND: (&'static str, &'static str);
    /// Its id.
    fn id(&self) -> &str;
    /// Its tags.
    fn tags(&self) -> &Tags;
    /// Its tags, to change them.
    fn tags_mut(&mut self) -> &mut Tags;
    /// The VPCs whose network changes with it.
    fn vpcs(&self) -> Vec<&str>;
    /// Public addresses that are its own while it is there.
    fn public_addresses(&self) -> Vec<Ipv4Addr> {
        Vec::new()
    }
    /// The refusal where there is no such resource.
    fn not_found(id: &str) -> Error {
        let (code, text) = Self::NOT_FOUND;
        Error::new(code, text.replace("{}", id))
    }
}

/// States the facts of a resource: its type, the prefix of its ids, the refusal, its VPCs.
macro_rules! resource {
    ($name:ident, $table:literal, $type:literal, $prefix:literal, $code:literal, $text:literal, |$r:ident| $vpcs:expr $(, public |$p:ident| $public:expr)?) => {
        impl store::Record for $name {
            const NAME: &'static str = $table;
            const VERSION: u16 = 1;
        }
        impl $crate::records::Resource for $name {
            const TYPE: &'static str = $type;
            const PREFIX: &'static str = $prefix;
            const NOT_FOUND: (&'static str, &'static str) = ($code, $text);
            fn id(&self) -> &str {
                &self.id
            }
            fn tags(&self) -> &$crate::records::Tags {
                &self.tags
            }
            fn tags_mut(&mut self) -> &mut $crate::records::Tags {
                &mut self.tags
            }
            fn vpcs(&self) -> Vec<&str> {
                let $r = self;
                $vpcs
            }
            $(fn public_addresses(&self) -> Vec<std::net::Ipv4Addr> {
                let $p = self;
                $public
            })?
        }
    };
}
pub(crate) use resource;
