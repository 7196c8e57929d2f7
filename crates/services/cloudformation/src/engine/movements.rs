//! The movements, from phase to phase.

use super::converge::Outcome;
use super::{Phase, Run, Step, Stop};
use crate::desired::Desired;
use crate::records::{OutputRecord, StackRecord};
use std::sync::Arc;
use wire::prelude::*;

impl Run {
    /// Makes the movement that the stack's status asks for.
    pub(super) async fn go(&self) -> Step<()> {
        let done = match Phase::of(&self.status) {
            Some(Phase::Create) => self.create().await,
            Some(Phase::Update) => self.update().await,
            Some(phase @ (Phase::UpdateCleanup | Phase::UpdateRollbackCleanup)) => self.clean(phase).await,
            Some(Phase::UpdateRollback) => self.roll_back().await,
            Some(phase @ (Phase::Rollback | Phase::Delete)) => self.tear_down(phase).await,
            None => Ok(()),
        };
        match done {
            // Whatever the stack is to do now, the next look at its status shows.
            Err(Stop::Moved) => Ok(()),
            done => done,
        }
    }

    /// Makes a new stack.
    async fn create(&self) -> Step<()> {
        match self.reach(Phase::Create).await? {
            Ok(reached) => {
                self.transition(Phase::Create, Phase::Create.complete(), None, |r| reached.keep(r))
            }
            Err(reason) => {
                let options = self.record(|r| r.options.clone());
                let (to, reason) = if options.disable_rollback {
                    (Phase::Create.failed(), ended(&reason))
                } else if options.delete_on_failure {
                    (Phase::Delete.in_progress(), format!("{reason}. Delete requested by user."))
                } else {
                    (Phase::Rollback.in_progress(), format!("{reason}. Rollback requested by user."))
                };
                self.transition(Phase::Create, to, Some(reason), |r| r.options.undoing = true)
            }
        }
    }

    /// Changes a stack.
    async fn update(&self) -> Step<()> {
        match self.reach(Phase::Update).await? {
            Ok(reached) => {
                let cleanup = Phase::UpdateCleanup.in_progress();
                self.transition(Phase::Update, cleanup, None, |r| reached.keep(r))
            }
            Err(reason) => {
                let stays = self.record(|r| r.options.disable_rollback);
                let to = if stays { Phase::Update.failed() } else { Phase::UpdateRollback.in_progress() };
                self.transition(Phase::Update, to, Some(ended(&reason)), |_| {})
            }
        }
    }

    /// Goes back to what the stack was before its update.
    async fn roll_back(&self) -> Step<()> {
        match self.reach(Phase::UpdateRollback).await? {
            Ok(reached) => {
                let cleanup = Phase::UpdateRollbackCleanup.in_progress();
                self.transition(Phase::UpdateRollback, cleanup, None, |r| {
                    reached.keep(r);
                    if let Some(previous) = &r.previous {
                        r.version = previous.clone();
                    }
                })
            }
            Err(reason) => {
                let (phase, reason) = (Phase::UpdateRollback, Some(ended(&reason)));
                self.transition(phase, phase.failed(), reason, |_| {})
            }
        }
    }

    /// Deletes what an update or its rollback left behind.
    async fn clean(&self, phase: Phase) -> Step<()> {
        let source = self.record(|r| r.version.source.clone());
        let desired = self.desired(&source)?;
        self.clean_up(&desired, phase).await?;
        self.transition(phase, phase.complete(), None, |r| {
            r.previous = None;
            settled(r);
        })
    }

    /// Brings the resources about, then the outputs. The inner error is why it failed.
    async fn reach(&self, phase: Phase) -> Step<Result<Reached, String>> {
        let source = self.record(|r| match (phase, &r.previous) {
            (Phase::UpdateRollback, Some(previous)) => previous.source.clone(),
            _ => r.version.source.clone(),
        });
        let desired = match self.desired(&source) {
            Ok(desired) => desired,
            Err(error) => return Ok(Err(unended(error.message()))),
        };
        if phase != Phase::UpdateRollback
            && let Err(error) = desired.dry_run(&self.found(&desired))
        {
            return Ok(Err(unended(&error.message())));
        }
        match self.converge(&desired, phase).await? {
            Outcome::Failed(reason) => Ok(Err(reason)),
            Outcome::Done => {
                let reached = self.outputs(&desired).and_then(|outputs| {
                    // A copy: the check reads every stack, this one too.
                    let own = self.record(StackRecord::clone);
                    crate::exports::check(&self.service.state, &self.call, &own, &outputs)?;
                    Ok(Reached { outputs, imports: self.imports(&desired)? })
                });
                Ok(reached.map_err(|error| unended(error.message())))
            }
        }
    }

    fn outputs(&self, desired: &Desired) -> Result<Vec<OutputRecord>> {
        let found = self.found(desired);
        let worded = crate::desired::worded;
        let evaluator = desired.evaluator(&found).map_err(worded)?;
        let mut outputs = Vec::new();
        for (key, output) in &desired.template.outputs {
            if !evaluator.holds(output.condition.as_deref()) {
                continue;
            }
            let value = evaluator.output(key, output).map_err(worded)?.to_value();
            let export = evaluator.export_name(key, output).map_err(worded)?.and_then(|name| name.to_value());
            outputs.push(OutputRecord {
                key: key.clone(),
                value: value.as_ref().and_then(provider::text).unwrap_or_default(),
                description: output.description.clone(),
                export: export.as_ref().and_then(provider::text),
            });
        }
        Ok(outputs)
    }

    fn imports(&self, desired: &Desired) -> Result<Vec<String>> {
        let found = self.found(desired);
        let evaluator = desired.evaluator(&found).map_err(crate::desired::worded)?;
        evaluator.imports().map_err(crate::desired::worded)
    }
}

/// A reason without its full stop, where AWS puts one behind it. (Behind others that end with one there are two.)
fn unended(reason: &str) -> String {
    let ends = reason.starts_with("[Error]") || reason.starts_with("No export named");
    if ends { reason.trim_end_matches('.').to_owned() } else { reason.to_owned() }
}

/// The reason of a status that says nothing more: lists of resources end with a full stop and a space.
fn ended(reason: &str) -> String {
    if reason.starts_with("The following resource(s)") { format!("{reason}. ") } else { reason.to_owned() }
}

/// What is known once every resource is there.
struct Reached {
    outputs: Vec<OutputRecord>,
    imports: Vec<String>,
}

impl Reached {
    fn keep(self, r: &mut StackRecord) {
        r.outputs = self.outputs;
        r.imports = self.imports;
        if Phase::of(&r.status) == Some(Phase::Create) {
            settled(r);
        }
    }
}

/// Nothing of the stack is part of a movement any more.
fn settled(r: &mut StackRecord) {
    r.policy_meanwhile = None;
    r.options.spared.clear();
    for resource in r.resources.values_mut().filter(|resource| resource.fresh) {
        Arc::make_mut(resource).fresh = false;
    }
}
