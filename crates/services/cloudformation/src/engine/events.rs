//! What happens to a stack is written down with the event that tells of it, both or neither.

use super::{Phase, Run, Step, Stop};
use crate::CloudFormation;
use crate::publish::publish;
use crate::records::{ChangeSetRecord, EventRecord, ResourceRecord, StackRecord};
use crate::runner::Runner;
use crate::state::{Stack, Writes};
use door::Call;
use serde_json::Value;
use std::sync::Arc;
use store::Ticket;
use wire::prelude::*;

/// The type of a stack in its own events.
const STACK: &str = "AWS::CloudFormation::Stack";

/// The event of a stack's own status.
pub(crate) fn of_stack(record: &StackRecord, now: i64) -> EventRecord {
    EventRecord {
        id: uuid::Uuid::new_v4().to_string(),
        time: now,
        logical: record.name.clone(),
        physical: Some(record.id.clone()),
        kind: STACK.to_owned(),
        status: record.status.clone(),
        reason: record.reason.clone(),
        properties: None,
        token: record.options.token.clone(),
    }
}

/// The event of a resource. Those of a clean-up show no properties (cloudformation/test_change_set_ref.json).
fn of_resource(
    id: &str,
    resource: &ResourceRecord,
    phase: Option<Phase>,
    token: Option<String>,
) -> EventRecord {
    let cleans = matches!(phase, Some(Phase::UpdateCleanup | Phase::UpdateRollbackCleanup));
    EventRecord {
        id: format!("{id}-{}-{}", resource.status, uuid::Uuid::new_v4()),
        time: resource.changed,
        logical: id.to_owned(),
        physical: Some(resource.physical.clone().unwrap_or_default()),
        kind: resource.kind.clone(),
        status: resource.status.clone(),
        reason: resource.reason.clone(),
        properties: (!cleans).then(|| Value::Object(resource.told().clone()).to_string()),
        token,
    }
}

impl CloudFormation {
    /// A new stack, whose name nobody else may have taken meanwhile.
    pub(crate) fn found(
        self: &Arc<Self>,
        call: &Call,
        mut record: StackRecord,
    ) -> Result<Option<(Arc<Stack>, Ticket)>> {
        record.runner = Some(Runner::of(call));
        let event = of_stack(&record, call.now().millis());
        let (stack, ticket) = {
            let _naming = self.state.naming.lock();
            if self.state.find(call, &record.name).is_some() {
                return Ok(None);
            }
            self.state.add(call, record, event.clone())?
        };
        publish(call, &stack, vec![event]);
        self.drive(call, &stack);
        Ok(Some((stack, ticket)))
    }

    /// An operation gives a stack something to do: its caller will be whom the stack is made by. The answer may be sent
    /// when the ticket says so.
    pub(crate) fn begin(
        self: &Arc<Self>,
        call: &Call,
        stack: &Arc<Stack>,
        begin: impl FnOnce(&mut StackRecord) -> Result<Vec<ChangeSetRecord>>,
    ) -> Result<Ticket> {
        let now = call.now().millis();
        let mut told = None;
        let ticket = self.state.change(stack, |r| {
            let kept = begin(r)?;
            r.runner = Some(Runner::of(call));
            if matches!(Phase::of(&r.status), Some(Phase::Delete | Phase::Rollback)) {
                r.deleted = Some(now);
            }
            let event = of_stack(r, now);
            told = Some(event.clone());
            Ok::<_, Error>(Writes { events: vec![event], kept, dropped: Vec::new() })
        })?;
        publish(call, stack, told.into_iter().collect());
        self.drive(call, stack);
        Ok(ticket)
    }
}

impl Run {
    /// Changes the stack and tells of it.
    fn write(&self, change: impl FnOnce(&mut StackRecord) -> Step<Writes>) -> Step<()> {
        let mut told = Vec::new();
        // The store keeps the order of commits, so what a resource's own service writes later is not kept without this.
        let ticket = self.service.state.change(&self.stack, |r| {
            let writes = change(r)?;
            told.clone_from(&writes.events);
            Ok::<_, Stop>(writes)
        })?;
        drop(ticket);
        publish(&self.call, &self.stack, told);
        Ok(())
    }

    /// Changes the stack without an event.
    pub(super) fn change(&self, change: impl FnOnce(&mut StackRecord)) -> Step<()> {
        self.write(|r| {
            change(r);
            Ok(Writes::default())
        })
    }

    /// The stack goes from one phase to a status, unless an operation gave it something else to do meanwhile.
    pub(super) fn transition(
        &self,
        from: Phase,
        to: &str,
        reason: Option<String>,
        change: impl FnOnce(&mut StackRecord),
    ) -> Step<()> {
        let now = self.call.now().millis();
        self.write(|r| {
            if r.status != from.in_progress() {
                return Err(Stop::Moved);
            }
            change(r);
            to.clone_into(&mut r.status);
            r.reason = reason;
            if matches!(Phase::of(to), Some(Phase::Delete | Phase::Rollback)) {
                r.deleted = Some(now);
            }
            let kept = self.executed(r).into_iter().collect();
            Ok(Writes { events: vec![of_stack(r, now)], kept, dropped: Vec::new() })
        })
    }

    /// The change set that the movement executed, once it has come to its end.
    fn executed(&self, r: &StackRecord) -> Option<ChangeSetRecord> {
        let ended = match r.status.as_str() {
            "CREATE_COMPLETE" | "UPDATE_COMPLETE" => "EXECUTE_COMPLETE",
            _ if r.is_moving() => return None,
            _ => "EXECUTE_FAILED",
        };
        let id = r.change_set.as_ref()?;
        let sets = self.service.state.change_sets(&self.stack);
        let set = sets.iter().find(|set| set.id == *id && set.execution_status == "EXECUTE_IN_PROGRESS")?;
        Some(ChangeSetRecord { execution_status: ended.to_owned(), ..(**set).clone() })
    }

    /// Writes down a resource in its new states, with an event for each; the record keeps the last one.
    pub(super) fn put(
        &self,
        id: &str,
        resource: &mut ResourceRecord,
        states: &[(&str, Option<&str>)],
    ) -> Step<()> {
        self.put_with(id, resource, states, |_| {})
    }

    /// The same with something else that changes in the stack.
    pub(super) fn put_with(
        &self,
        id: &str,
        resource: &mut ResourceRecord,
        states: &[(&str, Option<&str>)],
        change: impl FnOnce(&mut StackRecord),
    ) -> Step<()> {
        let events = self.states(id, resource, states);
        self.keep(id, resource, events, change)
    }

    /// Writes down a resource that begins to take the place of another, under whose physical id the event tells of it.
    pub(super) fn put_in_place_of(
        &self,
        old: &ResourceRecord,
        id: &str,
        resource: &mut ResourceRecord,
        state: (&str, Option<&str>),
        change: impl FnOnce(&mut StackRecord),
    ) -> Step<()> {
        let own = std::mem::replace(&mut resource.physical, old.physical.clone());
        let events = self.states(id, resource, &[state]);
        resource.physical = own;
        self.keep(id, resource, events, change)
    }

    fn keep(
        &self,
        id: &str,
        resource: &ResourceRecord,
        events: Vec<EventRecord>,
        change: impl FnOnce(&mut StackRecord),
    ) -> Step<()> {
        self.write(|r| {
            change(r);
            r.resources.insert(id.to_owned(), Arc::new(resource.clone()));
            Ok(Writes { events, ..Writes::default() })
        })
    }

    /// Tells of a physical resource that has left the stack's resources, and changes the stack with it.
    pub(super) fn tell(
        &self,
        id: &str,
        resource: &ResourceRecord,
        state: (&str, Option<&str>),
        change: impl FnOnce(&mut StackRecord),
    ) -> Step<()> {
        let events = self.states(id, &mut resource.clone(), &[state]);
        self.write(|r| {
            change(r);
            Ok(Writes { events, ..Writes::default() })
        })
    }

    /// Gives a resource its new states, and the events of them.
    fn states(
        &self,
        id: &str,
        resource: &mut ResourceRecord,
        states: &[(&str, Option<&str>)],
    ) -> Vec<EventRecord> {
        let now = self.call.now().millis();
        let token = self.record(|r| r.options.token.clone());
        let mut events = Vec::with_capacity(states.len());
        for (status, reason) in states {
            (*status).clone_into(&mut resource.status);
            resource.reason = reason.map(str::to_owned);
            resource.changed = now;
            events.push(of_resource(id, resource, Phase::of(&self.status), token.clone()));
        }
        events
    }
}
