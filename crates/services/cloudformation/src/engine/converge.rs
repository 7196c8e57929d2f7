//! Making, changing and replacing what is desired, as many resources at a time as do not depend on each other.

use super::phase::{Act, Phase};
use super::{Run, Step, Stop};
use crate::desired::{Desired, worded};
use clock::Timestamp;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use stacks::Graph;
use std::future::pending;
use std::sync::atomic::Ordering;

/// How a movement towards a version came out.
pub(super) enum Outcome {
    Done,
    /// Why not, without a full stop.
    Failed(String),
}

/// What went wrong on the way.
#[derive(Default)]
struct Troubles {
    failed: Vec<(Act, String)>,
    overdue: bool,
}

impl Run {
    /// Brings every desired resource about. Once something failed nothing new begins and what is under way comes to its
    /// end; with `DisableRollback` whatever does not depend on the failure goes on.
    pub(super) async fn converge(&self, desired: &Desired, phase: Phase) -> Step<Outcome> {
        let graph = match self.graph(desired) {
            Ok(graph) => graph,
            Err(error) => return Ok(Outcome::Failed(error.message())),
        };
        let (tolerant, deadline) = self.record(|r| (r.options.disable_rollback, r.options.deadline));
        let tolerant = tolerant && !phase.undoes();
        let deadline = deadline.filter(|_| phase == Phase::Create).map(Timestamp::from_millis);
        let mut troubles = Troubles::default();
        if phase == Phase::Update {
            troubles.failed = self.forbidden_removals(&graph)?;
        }
        self.stopping.store(!troubles.failed.is_empty(), Ordering::SeqCst);
        let mut schedule = graph.forward();
        let mut under_way = FuturesUnordered::new();
        loop {
            let changed = self.stack.changed.notified();
            let moved = self.is_moved();
            troubles.overdue |= deadline.is_some_and(|at| self.call.now() >= at);
            if moved || troubles.overdue {
                self.stopping.store(true, Ordering::SeqCst);
            }
            let stopping = self.stopping.load(Ordering::SeqCst);
            if !stopping {
                for id in schedule.ready() {
                    let after: Vec<_> = graph.dependencies(&id).map(str::to_owned).collect();
                    under_way.push(async move { (self.bring_about(desired, &id, after, phase).await, id) });
                }
            }
            let due = async {
                match deadline.filter(|_| !stopping) {
                    Some(at) => self.call.clock().sleep_until(at).await,
                    None => pending().await,
                }
            };
            tokio::select! {
                done = under_way.next() => match done {
                    None if moved => return Err(Stop::Moved),
                    None => return Ok(troubles.outcome()),
                    Some((done, id)) => match done? {
                        Ok(()) => schedule.done(&id),
                        Err(act) => {
                            troubles.failed.push((act, id));
                            if !tolerant {
                                self.stopping.store(true, Ordering::SeqCst);
                            }
                        }
                    },
                },
                () = changed, if !stopping => {}
                () = due => {}
            }
        }
    }

    fn graph(&self, desired: &Desired) -> stacks::Result<Graph> {
        Graph::new(&desired.template, &desired.evaluator(&self.found(desired))?)
    }

    /// What the new version leaves out although the stack policy does not let it go.
    fn forbidden_removals(&self, graph: &Graph) -> Step<Vec<(Act, String)>> {
        let mut forbidden = Vec::new();
        for (id, resource) in self.record(|r| r.resources.clone()) {
            if resource.is_gone() || graph.order().any(|wanted| wanted == id) {
                continue;
            }
            if let Err(error) = self.permitted(&id, &resource.kind, "Update:Delete") {
                let mut resource = (*resource).clone();
                self.put(&id, &mut resource, &[(Act::Update.failed(), Some(error.message()))])?;
                forbidden.push((Act::Update, id));
            }
        }
        Ok(forbidden)
    }

    /// Whether the stack policy lets an update do something to a resource.
    pub(super) fn permitted(&self, id: &str, kind: &str, action: &str) -> wire::error::Result<()> {
        let text = self.record(|r| r.policy_meanwhile.clone().or_else(|| r.policy.clone()));
        let Some(text) = text else { return Ok(()) };
        crate::stack_policy::StackPolicy::parse(&text)?.permit(action, id, kind)
    }
}

impl Troubles {
    fn outcome(self) -> Outcome {
        if self.overdue {
            return Outcome::Failed("Stack creation time exceeded the specified timeout".to_owned());
        }
        let told = [Act::Create, Act::Update].into_iter().filter_map(|act| {
            let of = self.failed.iter().filter(|(failed, _)| *failed == act).map(|(_, id)| id.as_str());
            let ids: Vec<_> = of.collect();
            let text = format!("The following resource(s) failed to {}: [{}]", act.verb(), ids.join(", "));
            (!ids.is_empty()).then_some(text)
        });
        let told: Vec<_> = told.collect();
        if told.is_empty() { Outcome::Done } else { Outcome::Failed(told.join(". ")) }
    }
}

/// An error of the template engine, as a resource's failure tells it.
pub(super) fn told(error: stacks::Error) -> String {
    worded(error).message().to_owned()
}
