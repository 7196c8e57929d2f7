//! Brings a stack from what it is to what is desired.
//!
//! A stack's status says what is to be done, and nothing else does: [`Run::go`] looks at it, makes that movement and
//! looks again, until nothing is in progress. An operation only changes the status; a server that starts again goes on
//! from the status that the store kept. So there is one way through every movement, whether it was interrupted or not.
//!
//! A movement towards a version of the stack is [`Run::converge`]: resources that are desired and missing are made,
//! those that differ are changed or replaced, each as soon as what it depends on is there, independent ones at the same
//! time. What is no longer desired goes last ([`Run::clean_up`]). A rollback is the same movement towards what was
//! before; a deletion is the movement towards nothing.
//!
//! Each change is written down before it is made, with a token by which a second attempt finds what the first one made,
//! and again afterwards. A stack that cannot be written down any more stops where it is ([`Stop::Halted`]): the next
//! start goes on.

mod converge;
mod delete;
mod events;
mod handler;
mod movements;
mod phase;
mod resource;
mod step;
mod wanted;

pub(crate) use phase::Phase;

use crate::CloudFormation;
use crate::desired::{Desired, pseudo};
use crate::found::Found;
use crate::records::{Source, StackRecord};
use crate::state::Stack;
use door::{Call, Door};
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use wire::prelude::*;

/// The name under which CloudFormation itself calls.
pub(crate) const PRINCIPAL: &str = "cloudformation.amazonaws.com";

/// The movements of one stack.
pub(crate) struct Run {
    pub(crate) service: Arc<CloudFormation>,
    pub(crate) stack: Arc<Stack>,
    /// Whoever began the movement.
    pub(crate) call: Call,
    /// The session of the stack's role.
    role: Mutex<Option<Call>>,
    /// The status that asked for the movement.
    status: String,
    /// Something failed: what is under way comes to its end and counts as cancelled.
    stopping: AtomicBool,
}

/// Why a movement goes no further.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The stack cannot be written down; the next start goes on.
    Halted(Error),
    /// An operation gave the stack something else to do.
    Moved,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Halted(error)
    }
}

pub(crate) type Step<T> = Result<T, Stop>;

impl CloudFormation {
    /// Goes on with every stack that was being worked on when the server stopped, and forgets those that were deleted
    /// more than ninety days ago. The program calls it once, after the door is built.
    pub fn resume(self: &Arc<Self>, door: &Arc<Door>) {
        for stack in self.state.all() {
            let (account, region) =
                (stack.key.text(0).unwrap_or_default(), stack.key.text(1).unwrap_or_default());
            let call = door.call(door::Caller::service(PRINCIPAL, &account), &region);
            let (moving, deleted) = {
                let record = stack.record.read();
                (record.is_moving(), record.deleted.filter(|_| record.is_deleted()))
            };
            if moving {
                self.drive(&call, &stack);
            } else if deleted.is_some_and(|at| call.now().millis() - at > DELETED_STACKS_ARE_KEPT)
                && let Err(error) = self.state.forget(&stack)
            {
                door::log(&format!("a deleted stack cannot be forgotten: {error}"));
            }
        }
    }

    /// Sees to it that somebody brings the stack to what it is to be.
    pub(crate) fn drive(self: &Arc<Self>, call: &Call, stack: &Arc<Stack>) {
        if !stack.record.read().is_moving() || std::mem::replace(&mut *stack.driven.lock(), true) {
            return;
        }
        let (service, stack, call) = (self.clone(), stack.clone(), call.clone());
        tokio::spawn(async move {
            while let Ok(run) = Run::new(&service, &stack, &call) {
                if let Err(Stop::Halted(error)) = run.go().await {
                    door::log(&format!("the stack {} cannot be written down: {error}", run.id()));
                    break;
                }
                let mut driven = stack.driven.lock();
                if !stack.record.read().is_moving() {
                    *driven = false;
                    return;
                }
            }
            *stack.driven.lock() = false;
        });
    }
}

/// In milliseconds: ninety days, as AWS keeps them.
const DELETED_STACKS_ARE_KEPT: i64 = 90 * 86_400_000;

impl Run {
    /// A movement in the name of whoever the stack says; `call` lends it the door.
    fn new(service: &Arc<CloudFormation>, stack: &Arc<Stack>, call: &Call) -> Result<Self> {
        let status = stack.record.read().status.clone();
        let runner = stack.record.read().runner.clone();
        let call = runner.map_or_else(|| Ok(call.clone()), |runner| runner.call(call));
        let call = call.inspect_err(|error| {
            door::log(&format!("a stack cannot be gone on with: whoever made it cannot be read: {error}"));
        })?;
        let (service, stack) = (service.clone(), stack.clone());
        Ok(Self { service, stack, call, role: Mutex::new(None), status, stopping: AtomicBool::new(false) })
    }

    /// Reads the stack.
    pub(crate) fn record<T>(&self, read: impl FnOnce(&StackRecord) -> T) -> T {
        read(&self.stack.record.read())
    }
    pub(crate) fn id(&self) -> String {
        self.record(|r| r.id.clone())
    }
    /// Whether an operation gave the stack something else to do.
    fn is_moved(&self) -> bool {
        self.record(|r| r.status != self.status)
    }
    /// Whether what is under way is cancelled.
    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst) || self.is_moved()
    }
    /// A version of the stack, ready to be made.
    fn desired(&self, source: &Source) -> Result<Desired> {
        let own = self.record(|r| pseudo(&self.call, &r.id, &r.name, &r.version.notification_arns));
        Desired::again(source, own, &self.service.types)
    }
    /// What expressions find in the stack as it is now.
    fn found<'a>(&'a self, desired: &Desired) -> Found<'a> {
        self.record(|r| Found::new(&self.service, &self.call, Some(r), &desired.template))
    }
}
