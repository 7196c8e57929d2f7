//! Throttles and injected faults: two hooks between the decision and the handler.
//!
//! Neither does anything until a rule is set. Rules are few, so a call scans them.

use crate::call::Call;
use parking_lot::RwLock;
use std::sync::Arc;
use std::time::Duration;
use wire::error::{Error, Result};
use wire::schema::Operation;

/// Whether a call may go on; an error is what the caller gets instead.
pub type Rule = Arc<dyn Fn(&Call, &'static Operation) -> Option<Error> + Send + Sync>;

/// Throttles: who calls too often is told so.
#[derive(Default)]
pub struct Limits {
    rules: RwLock<Vec<Rule>>,
}

impl Limits {
    /// Adds a rule.
    pub fn add(&self, rule: Rule) {
        self.rules.write().push(rule);
    }
    pub(crate) fn admit(&self, call: &Call, op: &'static Operation) -> Result<()> {
        self.rules.read().iter().find_map(|rule| rule(call, op)).map_or(Ok(()), Err)
    }
}

/// A fault that a person asked for.
#[derive(Clone)]
pub struct Fault {
    /// The service; `None` for all.
    pub service: Option<String>,
    /// The operation; `None` for all.
    pub operation: Option<String>,
    /// Waits this long first, by the clock.
    pub latency: Duration,
    /// Then fails so; `None` goes on.
    pub error: Option<Error>,
}

/// Injected faults.
#[derive(Default)]
pub struct Faults {
    rules: RwLock<Vec<Fault>>,
}

impl Faults {
    /// Replaces the faults.
    pub fn set(&self, faults: Vec<Fault>) {
        *self.rules.write() = faults;
    }
    pub(crate) async fn strike(&self, call: &Call, op: &'static Operation) -> Result<()> {
        let matches = |f: &&Fault| {
            f.service.as_deref().is_none_or(|s| s == op.service.name)
                && f.operation.as_deref().is_none_or(|o| o == op.name)
        };
        let Some(fault) = self.rules.read().iter().find(matches).cloned() else { return Ok(()) };
        if !fault.latency.is_zero() {
            call.clock().sleep(fault.latency).await;
        }
        fault.error.map_or(Ok(()), Err)
    }
}
