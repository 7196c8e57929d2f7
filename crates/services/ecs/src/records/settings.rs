//! Account settings.

use serde::{Deserialize, Serialize};
use store::Record;

/// A setting that somebody set, by account, region, principal (empty for the account's default) and name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AccountSetting {
    pub(crate) value: String,
}

impl Record for AccountSetting {
    const NAME: &'static str = "ecs.settings";
    const VERSION: u16 = 1;
}
