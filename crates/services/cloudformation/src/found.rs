//! What a template's functions find in a stack, its account and its region.

use crate::CloudFormation;
use crate::records::{ResourceRecord, StackRecord};
use door::Call;
use indexmap::IndexMap;
use serde_json::Value;
use stacks::diff::{Deployed, Recreation, TypeFacts};
use stacks::{Lookup, Resolver};
use std::sync::Arc;

/// A stack's resources as they were at one moment, and the exports around them.
pub(crate) struct Found<'a> {
    service: &'a CloudFormation,
    call: &'a Call,
    resources: IndexMap<String, Arc<ResourceRecord>>,
    /// The types of resources that are still to be made.
    kinds: IndexMap<String, String>,
}

impl<'a> Found<'a> {
    pub(crate) fn new(
        service: &'a CloudFormation,
        call: &'a Call,
        record: Option<&StackRecord>,
        template: &stacks::Template,
    ) -> Self {
        let kinds = template.resources.iter().map(|(id, resource)| (id.clone(), resource.kind.clone()));
        let resources = record.map(|record| record.resources.clone()).unwrap_or_default();
        Self { service, call, resources, kinds: kinds.collect() }
    }
    fn made(&self, id: &str) -> Option<(&ResourceRecord, &String)> {
        let resource = self.resources.get(id).filter(|resource| !resource.is_gone())?;
        Some((resource, resource.physical.as_ref()?))
    }
}

impl Resolver for Found<'_> {
    fn reference(&self, logical_id: &str) -> Lookup {
        self.made(logical_id).map_or(Lookup::Unknown, |(_, id)| Lookup::Known(Value::String(id.clone())))
    }
    fn attribute(&self, logical_id: &str, attribute: &str) -> Lookup {
        let Some((resource, _)) = self.made(logical_id) else {
            let known = |kind: &String| self.service.types.has_attribute(kind, attribute);
            let absent = self.kinds.get(logical_id).is_some_and(|kind| !known(kind));
            return if absent { Lookup::Absent } else { Lookup::Unknown };
        };
        let found = resource.attributes.get(attribute).or_else(|| resource.properties.get(attribute));
        found.cloned().map_or(Lookup::Absent, Lookup::Known)
    }
    fn export(&self, name: &str) -> Option<String> {
        crate::exports::value(&self.service.state, self.call, name)
    }
    fn zones(&self, region: &str) -> Vec<String> {
        zones(if region.is_empty() { &self.call.region } else { region })
    }
}

impl Deployed for Found<'_> {
    fn physical_id(&self, logical_id: &str) -> Option<String> {
        self.made(logical_id).map(|(_, id)| id.clone())
    }
}

/// The zones of a region.
pub(crate) fn zones(region: &str) -> Vec<String> {
    ["a", "b", "c"].iter().map(|zone| format!("{region}{zone}")).collect()
}

/// The facts of types that change sets ask for.
pub(crate) struct Facts<'a>(pub(crate) &'a CloudFormation);

impl TypeFacts for Facts<'_> {
    fn recreation(&self, resource_type: &str, path: &str) -> Recreation {
        self.0.types.schema(resource_type).map_or(Recreation::Never, |schema| schema.recreation(path))
    }
    fn takes_stack_tags(&self, resource_type: &str) -> bool {
        self.0.types.schema(resource_type).is_some_and(stacks::schema::Schema::is_taggable)
    }
}
