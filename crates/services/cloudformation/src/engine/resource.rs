//! Bringing one resource about: made, changed, replaced, or taken up again by a rollback.

use super::phase::{Act, Phase};
use super::step::{self, Step as Next};
use super::wanted::Wanted;
use super::{Run, Step};
use crate::desired::Desired;
use crate::records::{Leftover, ResourceRecord};
use crate::types::Type;
use stacks::diff::Recreation;
use std::sync::Arc;

const REPLACING: &str =
    "Requested update requires the creation of a new physical resource; hence creating one.";

/// How one resource came out: the inner error is what failed, and it is written down.
type Done = Step<Result<(), Act>>;

impl Run {
    /// One resource, from what it is to what it is to be.
    pub(super) async fn bring_about(
        &self,
        desired: &Desired,
        id: &str,
        after: Vec<String>,
        phase: Phase,
    ) -> Done {
        if phase == Phase::UpdateRollback {
            self.take_up_again(id)?;
        }
        let standing = self.standing(id);
        if phase == Phase::UpdateRollback
            && let Some(standing) = &standing
            && self.record(|r| r.options.spared.iter().any(|spared| spared == id))
        {
            let mut resource = (**standing).clone();
            resource.attempted = None;
            self.put(id, &mut resource, &[(Act::Update.complete(), None)])?;
            return Ok(Ok(()));
        }
        let wanted = match self.wanted(desired, id, after) {
            Ok(wanted) => wanted,
            Err(reason) => return self.unwanted(desired, id, standing.as_deref(), &reason),
        };
        let kind = self.service.types.get(&wanted.kind)?;
        let next = step::next(standing.as_deref(), &wanted, kind);
        let Some(old) = standing else { return self.make(id, &wanted, None).await };
        if phase == Phase::Update
            && let Some(action) = action(next)
            && let Err(error) = self.permitted(id, &wanted.kind, action)
        {
            let mut resource = (*old).clone();
            self.put(id, &mut resource, &[(Act::Update.failed(), Some(error.message()))])?;
            return Ok(Err(Act::Update));
        }
        match next {
            Next::Nothing => self.refresh(id, &old, &wanted).map(Ok),
            Next::Confirm => self.confirm(id, &old, &wanted).map(Ok),
            Next::Create => self.make(id, &wanted, Some(&old)).await,
            Next::Update => self.alter(id, &wanted, &old).await,
            Next::Replace => self.replace(id, &wanted, &old).await,
        }
    }

    /// The resource of that logical id, unless it is gone.
    fn standing(&self, id: &str) -> Option<Arc<ResourceRecord>> {
        self.record(|r| r.resources.get(id).filter(|resource| !resource.is_gone()).cloned())
    }

    /// A rollback takes up what the update replaced; what stands in its place goes with the clean-up.
    fn take_up_again(&self, id: &str) -> Step<()> {
        let Some(at) = self.record(|r| r.leftovers.iter().position(|l| l.replaced && l.logical == id)) else {
            return Ok(());
        };
        let Some(mut old) = self.record(|r| r.leftovers.get(at).map(|l| (*l.resource).clone())) else {
            return Ok(());
        };
        self.put_with(id, &mut old, &[(Act::Update.in_progress(), None)], |r| {
            r.leftovers.retain(|l| !(l.replaced && l.logical == id));
            if let Some(resource) = r.resources.get(id).cloned().filter(|resource| !resource.is_gone()) {
                r.leftovers.push(Leftover { logical: id.to_owned(), resource, replaced: false });
            }
        })
    }

    /// A resource whose properties cannot be told fails before anything is called.
    fn unwanted(&self, desired: &Desired, id: &str, old: Option<&ResourceRecord>, reason: &str) -> Done {
        let act = if old.is_some_and(|old| old.physical.is_some()) { Act::Update } else { Act::Create };
        let kind = desired.template.resources.get(id).map(|it| it.kind.clone()).unwrap_or_default();
        let mut resource = old.cloned().unwrap_or_else(|| ResourceRecord { kind, ..self.blank(id) });
        self.put_with(id, &mut resource, &[(act.failed(), Some(reason))], |r| r.generation += 1)?;
        Ok(Err(act))
    }

    /// A new resource's record, under a token of its own: `begun` counts it.
    fn blank(&self, id: &str) -> ResourceRecord {
        let (stack, number) = self.record(|r| (r.id.clone(), r.generation + 1));
        let token = format!("{stack}/{id}/{number}");
        let begun = self.call.now().millis();
        ResourceRecord { number, token, begun, fresh: true, ..ResourceRecord::default() }
    }

    /// Nothing is told of a resource that stays as it is, but what its template says of its end may have changed.
    fn refresh(&self, id: &str, old: &ResourceRecord, wanted: &Wanted) -> Step<()> {
        let mut resource = old.clone();
        wanted.describe(&mut resource);
        let same = resource.after == old.after
            && resource.deletion_policy == old.deletion_policy
            && resource.replace_policy == old.replace_policy
            && resource.tags == old.tags;
        if same {
            return Ok(());
        }
        self.change(|r| drop(r.resources.insert(id.to_owned(), Arc::new(resource))))
    }

    /// A resource that has what is wanted, though its state does not say so or its metadata is new.
    fn confirm(&self, id: &str, old: &ResourceRecord, wanted: &Wanted) -> Step<()> {
        let mut resource = old.clone();
        wanted.describe(&mut resource);
        // A creation that a crash cut short is still a creation.
        if old.status == Act::Create.in_progress() {
            return self.put(id, &mut resource, &[(Act::Create.complete(), None)]);
        }
        let begun = (Act::Update.in_progress(), None);
        let done = (Act::Update.complete(), None);
        if old.status == Act::Update.in_progress() {
            self.put(id, &mut resource, &[done])
        } else {
            self.put(id, &mut resource, &[begun, done])
        }
    }

    /// Makes a resource that is not there, or finds what an attempt before made.
    async fn make(&self, id: &str, wanted: &Wanted, begun: Option<&ResourceRecord>) -> Done {
        let mut resource = begun.cloned().unwrap_or_else(|| self.blank(id));
        resource.physical = None;
        wanted.give(&mut resource);
        let replaces = self.record(|r| r.leftovers.iter().any(|l| l.replaced && l.logical == id));
        let act = if replaces { Act::Update } else { Act::Create };
        // What a crash cut short has told already that it began.
        let again = begun.is_some_and(|begun| begun.status == act.in_progress());
        if again {
            self.change(|r| drop(r.resources.insert(id.to_owned(), Arc::new(resource.clone()))))?;
        } else {
            let state = (act.in_progress(), replaces.then_some(REPLACING));
            resource.begun = self.call.now().millis();
            self.put_with(id, &mut resource, &[state], |r| r.generation += 1)?;
        }
        self.made(id, resource, act, again).await
    }

    /// Calls the handler for a resource whose making is written down; `again` after a crash.
    async fn made(&self, id: &str, mut resource: ResourceRecord, act: Act, again: bool) -> Done {
        match self.create_physical(id, &resource, again).await {
            Ok(made) => {
                // What a handler found under its name is another's: it is neither changed nor deleted by this stack.
                if let Some(reason) = self.held(&resource, &made.id) {
                    self.put(id, &mut resource, &[(act.failed(), Some(&reason))])?;
                    return Ok(Err(act));
                }
                resource.physical = Some(made.id);
                resource.attributes = made.attributes;
                let initiated = (act.in_progress(), Some("Resource creation Initiated"));
                if self.is_stopping() {
                    let word = if act == Act::Create { "creation" } else { "update" };
                    let cancelled = format!("Resource {word} cancelled");
                    self.put(id, &mut resource, &[initiated, (act.failed(), Some(&cancelled))])?;
                    return Ok(Err(act));
                }
                self.put(id, &mut resource, &[initiated, (act.complete(), None)])?;
                Ok(Ok(()))
            }
            Err(error) => {
                let taken = error.members().get("Identifier").and_then(|id| id.as_str());
                let held = taken.and_then(|taken| self.held(&resource, taken));
                let reason = held.unwrap_or_else(|| self.told(&resource, &error));
                self.put(id, &mut resource, &[(act.failed(), Some(&reason))])?;
                Ok(Err(act))
            }
        }
    }

    /// Why a physical resource cannot be had, where a stack has it already.
    fn held(&self, resource: &ResourceRecord, physical: &str) -> Option<String> {
        let same = |other: &ResourceRecord| {
            other.kind == resource.kind
                && other.physical.as_deref() == Some(physical)
                && other.token != resource.token
                && !other.is_gone()
        };
        let holder = self.service.state.list(&self.call).iter().find_map(|stack| {
            let record = stack.record.read();
            let mut all = record.resources.values().chain(record.leftovers.iter().map(|l| &l.resource));
            all.any(|other| same(other)).then(|| record.id.clone())
        })?;
        Some(format!("{physical} already exists in stack {holder}"))
    }

    /// Changes a resource in place.
    async fn alter(&self, id: &str, wanted: &Wanted, old: &ResourceRecord) -> Done {
        let previous = step::assumed(old, wanted);
        let mut resource = old.clone();
        resource.attempted = Some(wanted.properties.clone());
        resource.shown = Some(wanted.shown.clone().unwrap_or_else(|| wanted.properties.clone()));
        let begun =
            old.status == Act::Update.in_progress() && old.attempted.as_ref() == Some(&wanted.properties);
        if !begun {
            self.put(id, &mut resource, &[(Act::Update.in_progress(), None)])?;
        }
        match self.update_physical(id, &resource, &wanted.properties, &previous, &wanted.tags).await {
            Ok(made) => {
                wanted.give(&mut resource);
                resource.physical = Some(made.id);
                resource.attributes = made.attributes;
                if self.is_stopping() {
                    let cancelled = (Act::Update.failed(), Some("Resource update cancelled"));
                    self.put(id, &mut resource, &[cancelled])?;
                    return Ok(Err(Act::Update));
                }
                self.put(id, &mut resource, &[(Act::Update.complete(), None)])?;
                Ok(Ok(()))
            }
            Err(error) if error.code() == "NotUpdatable" => self.replace(id, wanted, old).await,
            Err(error) => {
                let reason = self.told(&resource, &error);
                self.put(id, &mut resource, &[(Act::Update.failed(), Some(&reason))])?;
                Ok(Err(Act::Update))
            }
        }
    }

    /// Makes a resource anew. The old one stays until the stack cleans up, so that what refers to it still works
    /// meanwhile; unless its type cannot have two of them.
    async fn replace(&self, id: &str, wanted: &Wanted, old: &ResourceRecord) -> Done {
        let kind = self.service.types.get(&old.kind).ok();
        let first_out = kind.is_some_and(|kind| kind.schema.deletes_before_creating())
            && !keeps(wanted.replace_policy.as_deref());
        let custom = kind.and_then(|kind| custom_name(kind, wanted, old));
        let mut aside = old.clone();
        aside.replace_policy.clone_from(&wanted.replace_policy);
        if let Some(name) = custom.filter(|_| !first_out) {
            let reason = format!(
                "CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename {name} \
                 and update the stack again."
            );
            self.put(id, &mut aside, &[(Act::Update.failed(), Some(&reason))])?;
            return Ok(Err(Act::Update));
        }
        let begun = (Act::Update.in_progress(), Some(REPLACING));
        if first_out {
            // The event shows the old resource; what stands in its place has no physical id yet.
            self.put(id, &mut aside, &[begun])?;
            if let Err(error) = self.delete_physical(id, old).await {
                let reason = self.told(old, &error);
                self.put(id, &mut aside, &[(Act::Update.failed(), Some(&reason))])?;
                return Ok(Err(Act::Update));
            }
        }
        let mut resource = self.blank(id);
        wanted.give(&mut resource);
        if first_out {
            Act::Update.in_progress().clone_into(&mut resource.status);
            self.change(|r| {
                r.generation += 1;
                r.resources.insert(id.to_owned(), Arc::new(resource.clone()));
            })?;
        } else {
            self.put_in_place_of(old, id, &mut resource, begun, |r| {
                r.generation += 1;
                // What was there before the update is what a rollback takes up again; what came since is not.
                let replaced = !r.leftovers.iter().any(|l| l.replaced && l.logical == id);
                let resource = Arc::new(aside);
                r.leftovers.push(Leftover { logical: id.to_owned(), resource, replaced });
            })?;
        }
        self.made(id, resource, Act::Update, false).await
    }
}

/// The name that the template gives a resource and keeps: a second one cannot bear it.
fn custom_name(kind: &Type, wanted: &Wanted, old: &ResourceRecord) -> Option<String> {
    let physical = old.physical.as_deref()?;
    let is_tail = |name: &str| {
        physical.strip_suffix(name).is_some_and(|rest| matches!(rest.chars().last(), None | Some('/' | ':')))
    };
    let fixed =
        |property: &String| kind.schema.recreation(&format!("/Properties/{property}")) == Recreation::Always;
    let kept = wanted
        .properties
        .iter()
        .filter(|(name, value)| old.properties.get(*name) == Some(value) && fixed(name));
    kept.filter_map(|(_, value)| value.as_str())
        .find(|name| !name.is_empty() && is_tail(name))
        .map(str::to_owned)
}

/// What the stack policy calls a step.
fn action(next: Next) -> Option<&'static str> {
    match next {
        Next::Update | Next::Confirm => Some("Update:Modify"),
        Next::Replace => Some("Update:Replace"),
        Next::Nothing | Next::Create => None,
    }
}

/// Whether a policy keeps the physical resource.
pub(super) fn keeps(policy: Option<&str>) -> bool {
    matches!(policy, Some("Retain" | "Snapshot"))
}

impl Wanted {
    /// Gives a resource its properties and all that goes with them.
    fn give(&self, resource: &mut ResourceRecord) {
        resource.kind.clone_from(&self.kind);
        resource.properties.clone_from(&self.properties);
        resource.shown.clone_from(&self.shown);
        resource.attempted = None;
        self.describe(resource);
    }
    /// What the template says of a resource beside its properties.
    fn describe(&self, resource: &mut ResourceRecord) {
        resource.metadata.clone_from(&self.metadata);
        resource.tags.clone_from(&self.tags);
        resource.after.clone_from(&self.after);
        resource.deletion_policy.clone_from(&self.deletion_policy);
        resource.replace_policy.clone_from(&self.replace_policy);
    }
}
