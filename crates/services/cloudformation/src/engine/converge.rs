//! Making, changing and replacing what is desired.

use super::Run;
use super::phase::{Act, Phase};
use super::resolver::Found;
use crate::desired::{Desired, pseudo, worded};
use crate::records::{Leftover, ResourceRecord};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use provider::Properties;
use serde_json::Value;
use stacks::{Evaluator, Graph};
use wire::prelude::*;

/// What has to be done to one resource.
enum Step {
    Nothing,
    Create,
    Update,
    /// Create anew, and leave the old one for the clean-up.
    Replace,
}

impl Run {
    /// Brings every desired resource about. Returns the logical ids of those that failed; an error is the template's.
    pub(crate) async fn converge(&self, desired: &Desired, phase: Phase) -> Result<Vec<String>, String> {
        let graph = self.graph(desired).map_err(|error| error.message().to_owned())?;
        let mut schedule = graph.forward();
        let mut under_way = FuturesUnordered::new();
        let mut failed: Vec<String> = Vec::new();
        loop {
            // Once something failed nothing new begins; what is under way comes to its end.
            if failed.is_empty() {
                for id in schedule.ready() {
                    let after: Vec<_> = graph.dependencies(&id).map(str::to_owned).collect();
                    under_way.push(async move { (self.bring_about(desired, &id, after, phase).await, id) });
                }
            }
            match under_way.next().await {
                None => return Ok(failed),
                Some((Ok(()), id)) => schedule.done(&id),
                Some((Err(_), id)) => failed.push(id),
            }
        }
    }

    fn graph(&self, desired: &Desired) -> Result<Graph> {
        let found = self.record(|r| Found::of(&self.service.state, &self.call, r));
        let own = self.record(|r| pseudo(&self.call, &r.id, &r.name, &r.notification_arns));
        let evaluator =
            Evaluator::new(&desired.template, desired.values.clone(), &own, &found).map_err(worded)?;
        Graph::new(&desired.template, &evaluator).map_err(worded)
    }

    /// One resource. Its failure is written down here; the error only says that there was one.
    async fn bring_about(&self, desired: &Desired, id: &str, after: Vec<String>, phase: Phase) -> Result<()> {
        let Some(declared) = desired.template.resources.get(id) else { return Ok(()) };
        let kind = declared.kind.clone();
        let policy = declared.deletion_policy.map(|policy| policy.name().to_owned());
        let properties = match self.properties(desired, id, &kind) {
            Ok(properties) => properties,
            Err(error) => {
                let act =
                    if self.record(|r| r.resources.contains_key(id)) { Act::Update } else { Act::Create };
                self.note(id, &kind, act.failed(), Some(error.message()), None);
                return Err(error);
            }
        };
        let step = self.step(id, &kind, &properties);
        if matches!(step, Step::Replace) {
            self.set_aside(id, phase);
        }
        let done = match step {
            Step::Nothing => Ok(()),
            Step::Create | Step::Replace => self.make(id, &kind, properties, after.clone(), &step).await,
            Step::Update => self.alter(id, &kind, properties).await,
        };
        if done.is_ok() {
            self.change(|r| {
                if let Some(resource) = r.resources.get_mut(id) {
                    resource.after = after;
                    resource.deletion_policy = policy;
                }
            });
        }
        done
    }

    /// The properties, every expression evaluated, and checked by the type's schema.
    fn properties(&self, desired: &Desired, id: &str, kind: &str) -> Result<Properties> {
        let found = self.record(|r| Found::of(&self.service.state, &self.call, r));
        let own = self.record(|r| pseudo(&self.call, &r.id, &r.name, &r.notification_arns));
        let evaluator =
            Evaluator::new(&desired.template, desired.values.clone(), &own, &found).map_err(worded)?;
        let data = evaluator.properties(id).map_err(worded)?;
        self.service.resource_type(kind)?;
        match data.to_value() {
            Some(Value::Object(properties)) => Ok(properties),
            _ => Err(Error::internal(format!("{id} of {kind} depends on what is not there yet"))),
        }
    }

    fn step(&self, id: &str, kind: &str, properties: &Properties) -> Step {
        self.record(|r| match r.resources.get(id) {
            None => Step::Create,
            Some(old) if old.physical.is_none() => Step::Create,
            Some(old) if old.kind != kind => Step::Replace,
            Some(old) if old.properties == *properties && !old.status.ends_with("_FAILED") => Step::Nothing,
            Some(old) if self.service.replaces(kind, &old.properties, properties) => Step::Replace,
            Some(_) => Step::Update,
        })
    }

    /// The old physical resource stays until the stack cleans up: what refers to it still works meanwhile.
    fn set_aside(&self, id: &str, _: Phase) {
        self.change(|r| {
            if let Some(resource) = r.resources.shift_remove(id) {
                r.leftovers.push(Leftover { logical: id.to_owned(), resource });
            }
        });
    }

    async fn make(
        &self,
        id: &str,
        kind: &str,
        properties: Properties,
        after: Vec<String>,
        step: &Step,
    ) -> Result<()> {
        let (act, reason) = match step {
            Step::Replace => (
                Act::Update,
                Some(
                    "Requested update requires the creation of a new physical resource; hence creating one.",
                ),
            ),
            _ => (Act::Create, None),
        };
        let resource = self.begin(id, kind, properties, after);
        self.note(id, kind, act.in_progress(), reason, Some(&resource));
        match self.create_physical(id, &resource).await {
            Ok(made) => {
                self.became(id, &made);
                self.note(id, kind, act.in_progress(), Some("Resource creation Initiated"), Some(&resource));
                self.note(id, kind, act.complete(), None, Some(&resource));
                Ok(())
            }
            Err(error) => {
                self.note(id, kind, act.failed(), Some(&self.told(&error)), Some(&resource));
                Err(error)
            }
        }
    }

    /// Writes down that a resource is being made, under a token that a second attempt uses again.
    fn begin(&self, id: &str, kind: &str, properties: Properties, after: Vec<String>) -> ResourceRecord {
        let token = self.record(|r| match r.resources.get(id) {
            Some(old) if old.physical.is_none() => old.token.clone(),
            _ => format!("{}/{id}/{}", r.id, r.generation + 1),
        });
        let resource = ResourceRecord {
            kind: kind.to_owned(),
            physical: None,
            status: Act::Create.in_progress().to_owned(),
            reason: None,
            changed: self.call.now().millis(),
            properties,
            attributes: Properties::new(),
            token,
            after,
            deletion_policy: None,
        };
        self.change(|r| {
            r.generation += 1;
            r.resources.insert(id.to_owned(), resource.clone());
        });
        resource
    }

    async fn alter(&self, id: &str, kind: &str, properties: Properties) -> Result<()> {
        let Some(mut resource) = self.record(|r| r.resources.get(id).cloned()) else { return Ok(()) };
        self.note(id, kind, Act::Update.in_progress(), None, Some(&resource));
        let previous = std::mem::replace(&mut resource.properties, properties);
        match self.update_physical(id, &resource, &previous).await {
            Ok(made) => {
                self.change(|r| {
                    if let Some(kept) = r.resources.get_mut(id) {
                        kept.properties.clone_from(&resource.properties);
                    }
                });
                self.became(id, &made);
                self.note(id, kind, Act::Update.complete(), None, Some(&resource));
                Ok(())
            }
            Err(error) => {
                self.note(id, kind, Act::Update.failed(), Some(&self.told(&error)), Some(&resource));
                Err(error)
            }
        }
    }

    fn became(&self, id: &str, made: &provider::Made) {
        self.change(|r| {
            if let Some(resource) = r.resources.get_mut(id) {
                resource.physical = Some(made.id.clone());
                resource.attributes.clone_from(&made.attributes);
            }
        });
    }
}
