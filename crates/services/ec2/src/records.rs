//! What the store keeps.

use serde::{Deserialize, Serialize};
use store::Record;

/// A resource of this service.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ThingRecord {
    /// Tags.
    #[serde(default)]
    pub(crate) tags: Vec<(String, String)>,
}

impl Record for ThingRecord {
    const NAME: &'static str = "ec2.things";
    const VERSION: u16 = 1;
}
