//! A template with its parameters, checked and ready to be made.

use crate::found::Found;
use crate::records::Source;
use crate::types::Types;
use door::Call;
use indexmap::IndexMap;
use serde_json::Value;
use stacks::parameters::{Bound, Given};
use stacks::{Evaluator, Pseudo, Template};
use wire::error::Error;
use wire::prelude::*;

/// A template that may become a stack.
pub(crate) struct Desired {
    pub(crate) template: Template,
    pub(crate) bound: Bound,
    pub(crate) pseudo: Pseudo,
    pub(crate) source: Source,
    /// What an operation with the template must acknowledge.
    pub(crate) capabilities: Vec<&'static str>,
}

/// What a caller gives for a stack to be made of.
pub(crate) struct Wish<'a> {
    pub(crate) text: &'a str,
    pub(crate) given: &'a IndexMap<String, Given>,
    /// The texts of the parameters that the stack has.
    pub(crate) previous: &'a IndexMap<String, String>,
}

impl Desired {
    /// Reads, expands, binds and checks; whatever can be refused without a resource is refused here.
    pub(crate) fn new(wish: &Wish<'_>, pseudo: Pseudo, types: &Types) -> Result<Self> {
        let raw = stacks::source::parse(wish.text).map_err(worded)?;
        let declared = Template::before_transforms(&raw).map_err(worded)?;
        let bound = stacks::parameters::bind(&declared, wish.given, wish.previous).map_err(worded)?;
        if let Some(name) = bound.ssm_names().first() {
            return Err(Error::not_implemented(format!("parameters from Parameter Store ({name})")));
        }
        existing(&bound, &pseudo.region)?;
        let values = bound.values();
        let expanded = stacks::transform::expand(&raw, &values, &pseudo, &stacks::transform::NoMacros)
            .map_err(worded)?;
        let template = Template::from_expanded(&expanded).map_err(worded)?;
        stacks::rules::check(&template, &values, &pseudo, &stacks::rules::NoFacts).map_err(worded)?;
        stacks::validate::references(&template).map_err(worded)?;
        types.check(template.resources.values().map(|resource| resource.kind.as_str()))?;
        supported(&template)?;
        let hidden = bound.iter().filter(|(_, it)| it.no_echo).map(|(name, _)| name.to_owned()).collect();
        let source = Source {
            template: wish.text.to_owned(),
            parameters: bound.texts(),
            hidden,
            description: raw.get("Description").and_then(Value::as_str).map(str::to_owned),
            processed: (raw.get("Transform").is_some()).then(|| expanded.template.to_string()),
        };
        let (capabilities, _) = stacks::summary::capabilities(&raw);
        let desired = Self { template, bound, pseudo, source, capabilities };
        let evaluator = desired.evaluator(&stacks::evaluate::NothingYet).map_err(worded)?;
        stacks::validate::active(&desired.template, &evaluator).map_err(worded)?;
        stacks::Graph::new(&desired.template, &evaluator).map_err(worded)?;
        drop(evaluator);
        Ok(desired)
    }

    /// The same from what the store keeps; it was checked before it was kept.
    pub(crate) fn again(source: &Source, pseudo: Pseudo, types: &Types) -> Result<Self> {
        let given = source.parameters.iter().map(|(name, text)| (name.clone(), Given::value(text))).collect();
        Self::new(&Wish { text: &source.template, given: &given, previous: &IndexMap::new() }, pseudo, types)
    }

    /// Evaluates the template's expressions.
    pub(crate) fn evaluator<'a>(
        &'a self,
        resolver: &'a dyn stacks::Resolver,
    ) -> stacks::Result<Evaluator<'a>> {
        Evaluator::new(&self.template, self.bound.values(), &self.pseudo, resolver)
    }

    /// Evaluates everything that can be without a resource. A missing export is the stack's own failure and no refusal.
    pub(crate) fn dry_run(&self, found: &Found<'_>) -> stacks::Result<()> {
        stacks::validate::dry_run(&self.template, &self.evaluator(found)?)
    }
}

/// A parameter of an AWS type holds what exists. Whose service is not there cannot be asked.
fn existing(bound: &Bound, region: &str) -> Result<()> {
    for (name, kind, value) in bound.aws_values() {
        if kind != "AWS::EC2::AvailabilityZone::Name" {
            return Err(Error::not_implemented(format!("parameters of the type {kind} ({name})")));
        }
        if !crate::found::zones(region).contains(&value) {
            return Err(worded(stacks::parameters::no_such_value(&name, &value)));
        }
    }
    Ok(())
}

/// Refuses what the caller did not acknowledge, and types that it did not allow.
pub(crate) fn acknowledged(
    desired: &Desired,
    capabilities: &[String],
    resource_types: Option<&[String]>,
) -> Result<()> {
    stacks::summary::acknowledge(&desired.capabilities, capabilities).map_err(worded)?;
    let Some(allowed) = resource_types.filter(|allowed| !allowed.is_empty()) else { return Ok(()) };
    let fits = |kind: &str| {
        let pattern =
            |p: &String| p == kind || p.strip_suffix('*').is_some_and(|start| kind.starts_with(start));
        allowed.iter().any(pattern)
    };
    match desired.template.resources.values().find(|resource| !fits(&resource.kind)) {
        None => Ok(()),
        Some(resource) => {
            let (kind, allowed) = (&resource.kind, allowed.join(", "));
            let text = format!("Resource type {kind} is not allowed by parameter ResourceTypes: [{allowed}]");
            Err(Error::new("ValidationError", text))
        }
    }
}

/// What would be accepted and have no effect is refused.
fn supported(template: &Template) -> Result<()> {
    if template.hooks.is_some() {
        return Err(Error::not_implemented("the section Hooks"));
    }
    for (id, resource) in &template.resources {
        let policies =
            [("CreationPolicy", &resource.creation_policy), ("UpdatePolicy", &resource.update_policy)];
        if let Some((name, _)) = policies.iter().find(|(_, policy)| policy.is_some()) {
            return Err(Error::not_implemented(format!("the attribute {name} of {id}")));
        }
        dynamic(id, &Value::Object(resource.properties.clone()))?;
    }
    Ok(())
}

/// Refuses dynamic references, whose services are not there.
pub(crate) fn dynamic(id: &str, properties: &Value) -> Result<()> {
    let found = stacks::dynamic::find(properties).map_err(worded)?;
    if found.is_empty() {
        return Ok(());
    }
    Err(Error::not_implemented(format!("dynamic references ({{{{resolve:...}}}}) in {id}")))
}

/// What a stack knows of itself.
pub(crate) fn pseudo(call: &Call, id: &str, name: &str, notification_arns: &[String]) -> Pseudo {
    Pseudo {
        account_id: call.account().to_owned(),
        region: call.region.to_string(),
        partition: "aws".to_owned(),
        url_suffix: "amazonaws.com".to_owned(),
        stack_id: id.to_owned(),
        stack_name: name.to_owned(),
        notification_arns: notification_arns.to_vec(),
    }
}

/// An error of the template engine as the API tells it.
pub(crate) fn worded(error: stacks::Error) -> Error {
    match error {
        stacks::Error::NotSupported(what) => Error::not_implemented(what),
        error => Error::new(error.code(), error.message()),
    }
}
