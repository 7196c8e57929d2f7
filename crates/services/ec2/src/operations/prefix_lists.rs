//! Prefix lists: AWS's own and those that customers manage.

use crate::records::PrefixList;
use crate::state::Estate;
use std::sync::Arc;
use wire::prelude::*;

/// A list, AWS's own or a customer's.
pub(crate) fn list(estate: &Estate, id: &str) -> Result<Arc<PrefixList>> {
    let managed = crate::managed::lists(&estate.region).into_iter().find(|list| list.id == id);
    managed.map_or_else(|| estate.prefix_lists.get(id).cloned(), Ok)
}
