//! Which resource must wait for which.
//!
//! An edge comes from `Ref`, `Fn::GetAtt`, a variable of `Fn::Sub` or `DependsOn`. Only what exists under the
//! conditions counts: a resource whose condition is false has no place here, and of an `Fn::If` only the branch taken.
//! Deletion runs along the same edges backwards.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::evaluate::Evaluator;
use crate::expression::{Reference, references};
use crate::order::{Needs, order};
use crate::template::{Resource, Template};

/// The resources of a stack with what each depends on. There is no circle in it.
#[derive(Debug, Clone)]
pub struct Graph {
    ids: Vec<String>,
    needs: Needs,
    order: Vec<usize>,
}

impl Graph {
    /// The graph of the resources that exist under the evaluator's conditions.
    pub fn new(template: &Template, evaluator: &Evaluator<'_>) -> Result<Self> {
        let ids: Vec<String> = evaluator.active().map(str::to_owned).collect();
        let index: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
        let mut needs = Needs::with_capacity(ids.len());
        for id in &ids {
            let of_one = template.resources.get(id).map(|it| dependencies(it, evaluator)).unwrap_or_default();
            needs.push(of_one.iter().filter_map(|need| index.get(need.as_str()).copied()).collect());
        }
        Self::from_needs(ids, needs)
    }

    /// A graph from edges that are already known, such as those stored with a stack. Edges to unknown ids are dropped.
    pub fn from_edges<'a>(nodes: impl IntoIterator<Item = (&'a str, Vec<&'a str>)>) -> Result<Self> {
        let nodes: Vec<(&str, Vec<&str>)> = nodes.into_iter().collect();
        let index: BTreeMap<&str, usize> = nodes.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
        let needs = nodes
            .iter()
            .map(|(_, needs)| needs.iter().filter_map(|need| index.get(need).copied()).collect())
            .collect();
        Self::from_needs(nodes.iter().map(|(id, _)| (*id).to_owned()).collect(), needs)
    }

    fn from_needs(ids: Vec<String>, needs: Needs) -> Result<Self> {
        match order(&needs) {
            Ok(order) => Ok(Self { ids, needs, order }),
            Err(circle) => {
                Err(Error::Circular(circle.into_iter().filter_map(|node| ids.get(node).cloned()).collect()))
            }
        }
    }

    /// The logical ids, each after those that it depends on.
    pub fn order(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.order.iter().filter_map(|node| self.id(*node))
    }

    /// What a resource directly depends on.
    pub fn dependencies(&self, logical_id: &str) -> impl Iterator<Item = &str> {
        let node = self.node(logical_id);
        node.and_then(|node| self.needs.get(node)).into_iter().flatten().filter_map(|node| self.id(*node))
    }

    /// A schedule that makes resources: each once all that it depends on are done.
    pub fn forward(&self) -> Schedule {
        Schedule::new(self, self.needs.clone())
    }

    /// A schedule that deletes resources: each once all that depend on it are done.
    pub fn backward(&self) -> Schedule {
        let mut turned: Needs = vec![BTreeSet::new(); self.ids.len()];
        for (node, needs) in self.needs.iter().enumerate() {
            for need in needs {
                if let Some(of) = turned.get_mut(*need) {
                    of.insert(node);
                }
            }
        }
        Schedule::new(self, turned)
    }

    fn id(&self, node: usize) -> Option<&str> {
        self.ids.get(node).map(String::as_str)
    }

    fn node(&self, logical_id: &str) -> Option<usize> {
        self.ids.iter().position(|id| id == logical_id)
    }
}

/// The logical ids that a resource refers to or names in `DependsOn`, existing or not, in the order of the text.
pub(crate) fn dependencies(resource: &Resource, evaluator: &Evaluator<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let taken = |name: &str| evaluator.condition(name);
    let mut add = |reference| match reference {
        Reference::Name(id) | Reference::Attribute(id, _) | Reference::Embedded(id, _) => found.push(id),
        Reference::Condition(_) | Reference::Mapping(_) => {}
    };
    resource.properties.values().for_each(|value| references(value, &taken, &mut add));
    let rest = [&resource.metadata, &resource.creation_policy, &resource.update_policy];
    rest.into_iter().flatten().for_each(|value| references(value, &taken, &mut add));
    found.extend(resource.depends_on.iter().cloned());
    found
}

/// What may start now, while work is under way on several resources at once.
#[derive(Debug, Clone)]
pub struct Schedule {
    ids: Vec<String>,
    waits_for: Needs,
    handed_out: BTreeSet<usize>,
}

impl Schedule {
    fn new(graph: &Graph, waits_for: Needs) -> Self {
        Self { ids: graph.ids.clone(), waits_for, handed_out: BTreeSet::new() }
    }

    /// The resources that may start and were not handed out before, in the template's order.
    pub fn ready(&mut self) -> Vec<String> {
        let free =
            self.waits_for.iter().enumerate().filter(|(_, waits)| waits.is_empty()).map(|(node, _)| node);
        let new: Vec<usize> = free.filter(|node| !self.handed_out.contains(node)).collect();
        self.handed_out.extend(&new);
        new.into_iter().filter_map(|node| self.ids.get(node).cloned()).collect()
    }

    /// Says that a resource is done, so that nothing waits for it any more.
    pub fn done(&mut self, logical_id: &str) {
        if let Some(node) = self.ids.iter().position(|id| id == logical_id) {
            for waits in &mut self.waits_for {
                waits.remove(&node);
            }
        }
    }
}

#[cfg(test)]
mod tests;
