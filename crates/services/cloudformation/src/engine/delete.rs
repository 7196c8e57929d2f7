//! Deleting: what is no longer desired, what replacements left behind, and whole stacks.

use super::phase::{Act, Phase};
use super::{Run, Step, Stop};
use crate::desired::{Desired, worded};
use crate::records::{ResourceRecord, StackRecord};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use stacks::Graph;
use std::sync::Arc;

/// Something that goes.
struct Doomed {
    logical: String,
    resource: Arc<ResourceRecord>,
    /// No logical resource stands for it any more.
    leftover: bool,
}

/// How it went.
enum Gone {
    Deleted,
    /// It stays behind, as it should.
    Kept,
    Failed,
}

impl Run {
    /// Deletes what an update or its rollback no longer wants. What cannot be deleted stays behind and is told of; the
    /// stack is complete all the same, as on AWS.
    pub(super) async fn clean_up(&self, desired: &Desired, phase: Phase) -> Step<()> {
        let wanted = self.active(desired)?;
        let doomed = self.record(|r| doomed(r, |id| !wanted.iter().any(|wanted| wanted == id)));
        self.delete_all(doomed, phase).await.map(drop)
    }

    /// The logical ids that a version has under its conditions.
    fn active(&self, desired: &Desired) -> Step<Vec<String>> {
        let found = self.found(desired);
        let evaluator = desired.evaluator(&found).map_err(worded)?;
        Ok(evaluator.active().map(str::to_owned).collect())
    }

    /// Deletes everything, then the stack.
    pub(super) async fn tear_down(&self, phase: Phase) -> Step<()> {
        let doomed = self.record(|r| doomed(r, |_| true));
        let failed = self.delete_all(doomed, phase).await?;
        if failed.is_empty() {
            return self.transition(phase, phase.complete(), None, |r| r.imports.clear());
        }
        let reason = format!("The following resource(s) failed to delete: [{}]. ", failed.join(", "));
        self.transition(phase, phase.failed(), Some(reason), |_| {})
    }

    /// Deletes resources, each once all that were made after it are gone. Returns the logical ids of those that failed.
    async fn delete_all(&self, doomed: Vec<Doomed>, phase: Phase) -> Step<Vec<String>> {
        // A leftover and what stands in its place bear the same logical id: the graph's nodes are numbers.
        let numbers: Vec<String> = (0..doomed.len()).map(|n| n.to_string()).collect();
        let after = |it: &Doomed| {
            let earlier =
                doomed.iter().zip(&numbers).filter(|(other, _)| it.resource.after.contains(&other.logical));
            earlier.map(|(_, number)| number.as_str()).collect::<Vec<_>>()
        };
        let edges = doomed.iter().zip(&numbers).map(|(it, number)| (number.as_str(), after(it)));
        let mut schedule = Graph::from_edges(edges).map_err(worded)?.backward();
        let mut under_way = FuturesUnordered::new();
        let mut failed = Vec::new();
        loop {
            let moved = self.is_moved();
            for number in schedule.ready().into_iter().filter(|_| !moved) {
                let it = number.parse::<usize>().ok().and_then(|n| doomed.get(n));
                under_way.push(async move {
                    let gone = match it {
                        Some(it) => self.delete_one(it, phase).await,
                        None => Ok(Gone::Deleted),
                    };
                    (number, it.map(|it| it.logical.clone()), gone)
                });
            }
            match under_way.next().await {
                None if moved => return Err(Stop::Moved),
                None => return Ok(failed),
                Some((number, id, gone)) => match gone? {
                    Gone::Deleted | Gone::Kept => schedule.done(&number),
                    Gone::Failed => failed.extend(id),
                },
            }
        }
    }

    async fn delete_one(&self, it: &Doomed, phase: Phase) -> Step<Gone> {
        let resource = &it.resource;
        if self.spares(it, phase) {
            self.left(it, "DELETE_SKIPPED", None, phase)?;
            return Ok(Gone::Kept);
        }
        if resource.physical.is_none() && !resource.is_uncertain() {
            self.left(it, Act::Delete.complete(), None, phase)?;
            return Ok(Gone::Deleted);
        }
        // A crash in the middle of a deletion is no second beginning.
        if resource.status != Act::Delete.in_progress() {
            self.begin_deletion(it)?;
        }
        match self.delete_physical(&it.logical, resource).await {
            Ok(()) => {
                self.left(it, Act::Delete.complete(), None, phase)?;
                Ok(Gone::Deleted)
            }
            Err(error) => {
                let reason = self.told(resource, &error);
                let forced = phase == Phase::Delete && self.record(|r| r.options.force);
                let stays = matches!(phase, Phase::Delete | Phase::Rollback) && !forced;
                if stays {
                    self.stuck(it, &reason)?;
                    return Ok(Gone::Failed);
                }
                let status = if forced { "DELETE_SKIPPED" } else { Act::Delete.failed() };
                self.left(it, status, Some(&reason), phase)?;
                Ok(Gone::Kept)
            }
        }
    }

    fn begin_deletion(&self, it: &Doomed) -> Step<()> {
        let begun = (Act::Delete.in_progress(), None);
        if it.leftover {
            return self.tell(&it.logical, &it.resource, begun, |_| {});
        }
        // What was never known to be made keeps its state: that it is uncertain must survive a crash.
        if it.resource.physical.is_none() {
            return self.tell(&it.logical, &it.resource, begun, |_| {});
        }
        self.put(&it.logical, &mut (*it.resource).clone(), &[begun])
    }

    /// A deletion failed and the stack is stuck with it.
    fn stuck(&self, it: &Doomed, reason: &str) -> Step<()> {
        let failed = (Act::Delete.failed(), Some(reason));
        if it.leftover {
            return self.tell(&it.logical, &it.resource, failed, |_| {});
        }
        self.put(&it.logical, &mut (*it.resource).clone(), &[failed])
    }

    /// Something has left the stack. A stack that goes itself keeps the record, to be told of; one that stays does not.
    fn left(&self, it: &Doomed, status: &str, reason: Option<&str>, phase: Phase) -> Step<()> {
        if !it.leftover && matches!(phase, Phase::Delete | Phase::Rollback) {
            return self.put(&it.logical, &mut (*it.resource).clone(), &[(status, reason)]);
        }
        self.tell(&it.logical, &it.resource, (status, reason), |r| {
            if it.leftover {
                r.leftovers.retain(|l| l.resource.token != it.resource.token);
            } else {
                r.resources.shift_remove(&it.logical);
            }
        })
    }

    /// Whether a policy, or the operation, keeps a resource from being deleted.
    fn spares(&self, it: &Doomed, phase: Phase) -> bool {
        let options = self.record(|r| r.options.clone());
        let resource = &it.resource;
        if phase == Phase::Delete && options.spared.contains(&it.logical) {
            return true;
        }
        // What was never made cannot stay.
        if resource.physical.is_none() {
            return false;
        }
        let undone = resource.fresh && (phase.undoes() || options.undoing);
        let policy = if it.leftover && phase == Phase::UpdateCleanup {
            resource.replace_policy.as_deref()
        } else {
            resource.deletion_policy.as_deref()
        };
        match policy {
            Some("Retain") => !(undone && options.retain_except_on_create),
            Some("RetainExceptOnCreate") => !undone,
            _ => false,
        }
    }
}

/// What there is of a stack, those of its resources that `goes` names and everything left behind.
fn doomed(r: &StackRecord, goes: impl Fn(&str) -> bool) -> Vec<Doomed> {
    let standing = r.resources.iter().filter(|(id, resource)| goes(id) && !resource.is_gone());
    let standing = standing.map(|(id, resource)| Doomed {
        logical: id.clone(),
        resource: resource.clone(),
        leftover: false,
    });
    let leftovers = r.leftovers.iter().map(|l| Doomed {
        logical: l.logical.clone(),
        resource: l.resource.clone(),
        leftover: true,
    });
    standing.chain(leftovers).collect()
}
