//! Brings a stack from what it is to what is desired.
//!
//! Everything is one movement, [`Run::converge`]: resources that are desired and missing are made, those that differ are
//! changed or replaced, each as soon as what it depends on is there, independent ones at the same time. What is no
//! longer desired goes last ([`Run::clean_up`]). A rollback is the same movement towards what was before; a deletion is
//! the movement towards nothing. [`Phase`] names the states that the stack passes meanwhile.

mod converge;
mod delete;
mod phase;
mod resolver;
mod resource;

pub(crate) use phase::Phase;

use crate::CloudFormation;
use crate::desired::{Desired, pseudo};
use crate::records::{EventRecord, StackRecord};
use crate::state::Stack;
use door::Call;
use std::sync::Arc;
use wire::prelude::*;

/// One movement of one stack, in the name of one caller.
pub(crate) struct Run {
    pub(crate) service: Arc<CloudFormation>,
    pub(crate) stack: Arc<Stack>,
    pub(crate) call: Call,
}

/// The type of a stack in its own events.
const STACK: &str = "AWS::CloudFormation::Stack";

impl Run {
    /// Makes a new stack, or rolls it back.
    pub(crate) async fn create(self, desired: Desired) {
        let done =
            self.converge(&desired, Phase::Create).await.and_then(|failed| self.finish(&desired, failed));
        match done {
            Ok(()) => self.settle(Phase::Create, None),
            Err(reason) if self.record(|r| r.disable_rollback) => self.fail(Phase::Create, &reason),
            Err(reason) => {
                let delete = self.record(|r| r.delete_on_failure);
                let phase = if delete { Phase::Delete } else { Phase::Rollback };
                self.enter(phase, Some(&format!("{reason} {}", rollback_requested(phase))));
                self.tear_down(phase).await;
            }
        }
    }

    /// Changes a stack, or rolls it back to what it was.
    pub(crate) async fn update(self, desired: Desired) {
        let done =
            self.converge(&desired, Phase::Update).await.and_then(|failed| self.finish(&desired, failed));
        match done {
            Ok(()) => {
                self.enter(Phase::UpdateCleanup, None);
                self.clean_up(&desired, Phase::Update).await;
                self.change(|r| r.previous = None);
                self.settle(Phase::Update, None);
            }
            Err(reason) if self.record(|r| r.disable_rollback) => self.fail(Phase::Update, &reason),
            Err(reason) => {
                self.enter(Phase::UpdateRollback, Some(&reason));
                self.roll_back().await;
            }
        }
    }

    /// Goes back to what the stack was before its update.
    pub(crate) async fn roll_back(&self) {
        let Some(previous) = self.record(|r| r.previous.clone()) else {
            return self.fail(Phase::UpdateRollback, "There is nothing to roll back to.");
        };
        let (id, name, arns) = self.record(|r| (r.id.clone(), r.name.clone(), r.notification_arns.clone()));
        let desired = match Desired::again(&previous, &pseudo(&self.call, &id, &name, &arns)) {
            Ok(desired) => desired,
            Err(error) => return self.fail(Phase::UpdateRollback, error.message()),
        };
        match self
            .converge(&desired, Phase::UpdateRollback)
            .await
            .and_then(|failed| self.finish(&desired, failed))
        {
            Ok(()) => {
                self.enter(Phase::UpdateRollbackCleanup, None);
                self.clean_up(&desired, Phase::UpdateRollback).await;
                self.change(|r| {
                    r.source = previous;
                    r.previous = None;
                });
                self.settle(Phase::UpdateRollback, None);
            }
            Err(reason) => self.fail(Phase::UpdateRollback, &reason),
        }
    }

    /// Deletes a stack.
    pub(crate) async fn delete(self) {
        self.tear_down(Phase::Delete).await;
    }

    /// Computes the outputs once every resource is there. `failed` names those that are not.
    fn finish(&self, desired: &Desired, failed: Vec<String>) -> Result<(), String> {
        if !failed.is_empty() {
            return Err(format!("The following resource(s) failed to {{}}: [{}].", failed.join(", ")));
        }
        let outputs = self.outputs(desired).map_err(|error| error.message().to_owned())?;
        self.change(|r| r.outputs = outputs);
        Ok(())
    }

    /// Reads the stack.
    pub(crate) fn record<T>(&self, read: impl FnOnce(&StackRecord) -> T) -> T {
        read(&self.stack.record.read())
    }
    /// Changes the stack without an event.
    pub(crate) fn change(&self, change: impl FnOnce(&mut StackRecord)) {
        self.change_with(Vec::new(), change);
    }
    pub(crate) fn change_with(&self, events: Vec<EventRecord>, change: impl FnOnce(&mut StackRecord)) {
        if let Err(error) = self.service.state.change(&self.stack, events, change) {
            door::log(&format!("the stack {} cannot be written: {error}", self.record(|r| r.id.clone())));
        }
    }
    /// The stack enters a phase.
    pub(crate) fn enter(&self, phase: Phase, reason: Option<&str>) {
        self.state(phase.in_progress(), reason.map(|r| phase.word(r)));
    }
    /// The stack has come through a phase.
    fn settle(&self, phase: Phase, reason: Option<&str>) {
        self.state(phase.complete(), reason.map(str::to_owned));
    }
    /// The stack is stuck in a phase.
    fn fail(&self, phase: Phase, reason: &str) {
        self.state(phase.failed(), Some(phase.word(reason)));
    }
    fn state(&self, status: &str, reason: Option<String>) {
        let now = self.call.now().millis();
        let event = self.record(|r| EventRecord {
            id: uuid::Uuid::new_v4().to_string(),
            time: now,
            logical: r.name.clone(),
            physical: Some(r.id.clone()),
            kind: STACK.to_owned(),
            status: status.to_owned(),
            reason: reason.clone(),
            properties: None,
            token: None,
        });
        self.change_with(vec![event], |r| {
            status.clone_into(&mut r.status);
            r.reason = reason;
            match status {
                "DELETE_COMPLETE" => r.deleted = Some(now),
                s if s.starts_with("UPDATE") || s.starts_with("ROLLBACK") => r.updated = Some(now),
                _ => {}
            }
        });
    }
}

fn rollback_requested(phase: Phase) -> &'static str {
    if phase == Phase::Delete { "Delete requested by user." } else { "Rollback requested by user." }
}
