//! Deleting: what is no longer desired, what replacements left behind, and whole stacks.

use super::Run;
use super::phase::{Act, Phase};
use crate::desired::Desired;
use crate::records::{Leftover, ResourceRecord};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use stacks::Graph;

impl Run {
    /// Deletes what an update or its rollback no longer wants. What cannot be deleted stays behind and is told of; the
    /// stack is complete all the same, as on AWS.
    pub(crate) async fn clean_up(&self, desired: &Desired, _: Phase) {
        let leftovers = self.record(|r| r.leftovers.clone());
        for leftover in leftovers.into_iter().rev() {
            self.delete_leftover(leftover).await;
        }
        let unwanted: Vec<String> = self.record(|r| {
            r.resources.keys().filter(|id| !desired.template.resources.contains_key(*id)).cloned().collect()
        });
        self.delete_all(unwanted).await;
    }

    /// Deletes everything, then the stack.
    pub(crate) async fn tear_down(&self, phase: Phase) {
        for leftover in self.record(|r| r.leftovers.clone()) {
            self.delete_leftover(leftover).await;
        }
        let all = self.record(|r| r.resources.keys().cloned().collect());
        let failed = self.delete_all(all).await;
        if failed.is_empty() {
            self.change(|r| r.outputs.clear());
            self.settle(phase, None);
        } else {
            self.fail(
                phase,
                &format!("The following resource(s) failed to delete: [{}]. ", failed.join(", ")),
            );
        }
    }

    /// Deletes resources, each once all that were made after it are gone. Returns those that failed.
    async fn delete_all(&self, ids: Vec<String>) -> Vec<String> {
        let resources = self.record(|r| r.resources.clone());
        let edges: Vec<_> = ids
            .iter()
            .filter_map(|id| {
                Some((id.as_str(), resources.get(id)?.after.iter().map(String::as_str).collect::<Vec<_>>()))
            })
            .collect();
        // The edges come from a graph that had no circle.
        let Ok(graph) = Graph::from_edges(edges) else { return ids };
        let mut schedule = graph.backward();
        let mut under_way = FuturesUnordered::new();
        let mut failed = Vec::new();
        loop {
            for id in schedule.ready() {
                let resource = resources.get(&id).cloned();
                under_way.push(async move {
                    let deleted = match resource {
                        Some(resource) => self.delete_one(&id, &resource).await,
                        None => true,
                    };
                    (id, deleted)
                });
            }
            match under_way.next().await {
                None => return failed,
                Some((id, true)) => schedule.done(&id),
                Some((id, false)) => failed.push(id),
            }
        }
    }

    async fn delete_one(&self, id: &str, resource: &ResourceRecord) -> bool {
        let kind = &resource.kind;
        if retained(resource) {
            self.note(id, kind, "DELETE_SKIPPED", None, Some(resource));
            self.change(|r| drop(r.resources.shift_remove(id)));
            return true;
        }
        if resource.physical.is_none() {
            self.change(|r| drop(r.resources.shift_remove(id)));
            return true;
        }
        self.note(id, kind, Act::Delete.in_progress(), None, Some(resource));
        match self.delete_physical(id, resource).await {
            Ok(()) => {
                self.note(id, kind, Act::Delete.complete(), None, Some(resource));
                self.change(|r| drop(r.resources.shift_remove(id)));
                true
            }
            Err(error) => {
                self.note(id, kind, Act::Delete.failed(), Some(&self.told(&error)), Some(resource));
                false
            }
        }
    }

    async fn delete_leftover(&self, leftover: Leftover) {
        let Leftover { logical, resource } = leftover;
        let physical = resource.physical.clone();
        self.note(&logical, &resource.kind, Act::Delete.in_progress(), None, Some(&resource));
        let (status, reason) = match self.delete_physical(&logical, &resource).await {
            Ok(()) => (Act::Delete.complete(), None),
            Err(error) => (Act::Delete.failed(), Some(self.told(&error))),
        };
        self.note(&logical, &resource.kind, status, reason.as_deref(), Some(&resource));
        self.change(|r| r.leftovers.retain(|other| other.resource.physical != physical));
    }
}

fn retained(resource: &ResourceRecord) -> bool {
    matches!(resource.deletion_policy.as_deref(), Some("Retain"))
}
