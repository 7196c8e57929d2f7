//! The states that a stack and its resources pass.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html>

/// What is being done to a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// It is made.
    Create,
    /// It is changed.
    Update,
    /// What the update left behind is deleted.
    UpdateCleanup,
    /// Its making failed: it is unmade.
    Rollback,
    /// Its change failed: it is changed back.
    UpdateRollback,
    /// What the change back left behind is deleted.
    UpdateRollbackCleanup,
    /// It is deleted.
    Delete,
}

impl Phase {
    const ALL: [Self; 7] = [
        Self::Create,
        Self::Update,
        Self::UpdateCleanup,
        Self::Rollback,
        Self::UpdateRollback,
        Self::UpdateRollbackCleanup,
        Self::Delete,
    ];

    /// The phase of a stack's status, where something is being done.
    pub(crate) fn of(status: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.in_progress() == status)
    }
    pub(crate) fn in_progress(self) -> &'static str {
        match self {
            Self::Create => "CREATE_IN_PROGRESS",
            Self::Update => "UPDATE_IN_PROGRESS",
            Self::UpdateCleanup => "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
            Self::Rollback => "ROLLBACK_IN_PROGRESS",
            Self::UpdateRollback => "UPDATE_ROLLBACK_IN_PROGRESS",
            Self::UpdateRollbackCleanup => "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
            Self::Delete => "DELETE_IN_PROGRESS",
        }
    }
    pub(crate) fn complete(self) -> &'static str {
        match self {
            Self::Create => "CREATE_COMPLETE",
            Self::Update | Self::UpdateCleanup => "UPDATE_COMPLETE",
            Self::Rollback => "ROLLBACK_COMPLETE",
            Self::UpdateRollback | Self::UpdateRollbackCleanup => "UPDATE_ROLLBACK_COMPLETE",
            Self::Delete => "DELETE_COMPLETE",
        }
    }
    pub(crate) fn failed(self) -> &'static str {
        match self {
            Self::Create => "CREATE_FAILED",
            Self::Update | Self::UpdateCleanup => "UPDATE_FAILED",
            Self::Rollback => "ROLLBACK_FAILED",
            Self::UpdateRollback | Self::UpdateRollbackCleanup => "UPDATE_ROLLBACK_FAILED",
            Self::Delete => "DELETE_FAILED",
        }
    }
    /// Whether it takes back what a movement made.
    pub(crate) fn undoes(self) -> bool {
        matches!(self, Self::Rollback | Self::UpdateRollback | Self::UpdateRollbackCleanup)
    }
}

/// What is being done to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Act {
    Create,
    Update,
    Delete,
}

impl Act {
    pub(crate) fn in_progress(self) -> &'static str {
        match self {
            Self::Create => "CREATE_IN_PROGRESS",
            Self::Update => "UPDATE_IN_PROGRESS",
            Self::Delete => "DELETE_IN_PROGRESS",
        }
    }
    pub(crate) fn complete(self) -> &'static str {
        match self {
            Self::Create => "CREATE_COMPLETE",
            Self::Update => "UPDATE_COMPLETE",
            Self::Delete => "DELETE_COMPLETE",
        }
    }
    pub(crate) fn failed(self) -> &'static str {
        match self {
            Self::Create => "CREATE_FAILED",
            Self::Update => "UPDATE_FAILED",
            Self::Delete => "DELETE_FAILED",
        }
    }
    /// The verb of "The following resource(s) failed to ...".
    pub(crate) fn verb(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}
