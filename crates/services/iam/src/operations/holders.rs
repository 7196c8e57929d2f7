//! What users, groups and roles have in common: they hold policies, and a role that belongs to a service lets nobody
//! change what it holds.

use crate::Iam;
use crate::records::Holder;
use crate::refusals;
use crate::state::Stored;
use door::Call;
use wire::prelude::*;

impl Iam {
    /// Edits a user, a group or a role for the sake of the policies that it holds.
    pub(crate) async fn change_holder<R: Stored + Holder>(
        &self,
        call: &Call,
        name: &str,
        edit: impl FnOnce(&mut R) -> Result<()>,
    ) -> Result<()> {
        self.state
            .change(call.account(), |change| {
                let mut record: R = change.get(name)?;
                unlinked(&record)?;
                edit(&mut record)?;
                change.put(record);
                Ok(())
            })
            .await
    }
}

/// Refuses to change what belongs to a service.
pub(crate) fn unlinked<R: Holder>(record: &R) -> Result<()> {
    match record.linked_to() {
        Some(_) => Err(refusals::service_linked(&record.base().name)),
        None => Ok(()),
    }
}
