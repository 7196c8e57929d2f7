//! What AWS refuses before it knows any value: references to nothing and functions with the wrong arguments.
//!
//! Both branches of every `Fn::If` are looked at. What depends on the conditions' verdicts is [`active`]'s.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::evaluate::{Evaluator, logic, lookup, unsupported};
use crate::expression::{
    Reference, Taken, call, every_branch, get_att, named_condition, references as walk, sub_arguments,
    sub_parts,
};
use crate::order::{Needs, order};
use crate::template::{Output, Resource, Template, malformed};

/// Checks every expression of a template by itself.
pub fn references(template: &Template) -> Result<()> {
    conditions(template)?;
    for resource in template.resources.values() {
        resource_expressions(resource).try_for_each(|value| shape(value, template))?;
        known_condition(template, resource.condition.as_deref(), "Resources")?;
    }
    for (name, output) in &template.outputs {
        let not_text = match &output.value {
            value if call(value).is_some() => None,
            Value::Object(_) => Some("Map"),
            Value::Array(_) => Some("List"),
            _ => None,
        };
        if let Some(kind) = not_text {
            return Err(Error::format(format_args!(
                "The Value field of every Outputs member must evaluate to a String and not a {kind}."
            )));
        }
        output_expressions(output).try_for_each(|value| shape(value, template))?;
        known_condition(template, output.condition.as_deref(), "Outputs")?;
        exportable(name, output, template)?;
    }
    let exists = |id: &str| template.resources.contains_key(id);
    blocks(template, &every_branch, &exists, |_| true)
}

/// Checks that what exists under the conditions refers only to what exists under them.
pub fn active(template: &Template, evaluator: &Evaluator<'_>) -> Result<()> {
    let active: BTreeSet<&str> = evaluator.active().collect();
    let exists = |id: &str| active.contains(id);
    blocks(template, &|name| evaluator.condition(name), &exists, |condition| evaluator.holds(condition))
}

/// Evaluates everything that exists under the conditions, so that what would fail fails before anything is made: a key
/// that a mapping does not have, an export that does not exist. The evaluator's resolver should know exports and zones;
/// resources may all be unknown.
pub fn dry_run(template: &Template, evaluator: &Evaluator<'_>) -> Result<()> {
    for logical_id in evaluator.active() {
        evaluator.properties(logical_id)?;
    }
    for (name, output) in &template.outputs {
        if evaluator.holds(output.condition.as_deref()) {
            evaluator.output(name, output)?;
            evaluator.export_name(name, output)?;
        }
    }
    Ok(())
}

/// Finds unresolved references, block by block, as AWS reports them: all of a block in one sentence.
fn blocks(
    template: &Template,
    taken: Taken<'_>,
    exists: &dyn Fn(&str) -> bool,
    counts: impl Fn(Option<&str>) -> bool,
) -> Result<()> {
    let mut missing = Missing { template, exists, names: Vec::new(), error: None };
    for resource in template.resources.values().filter(|it| counts(it.condition.as_deref())) {
        resource_expressions(resource).for_each(|value| walk(value, taken, &mut |it| missing.see(it)));
        // A resource that a condition leaves out may still be named in DependsOn; AWS ignores it there.
        let unknown = resource.depends_on.iter().filter(|id| !template.resources.contains_key(*id));
        missing.names.extend(unknown.cloned());
    }
    missing.report("Resources")?;
    for output in template.outputs.values().filter(|it| counts(it.condition.as_deref())) {
        output_expressions(output).for_each(|value| walk(value, taken, &mut |it| missing.see(it)));
    }
    missing.report("Outputs")
}

struct Missing<'a> {
    template: &'a Template,
    exists: &'a dyn Fn(&str) -> bool,
    names: Vec<String>,
    error: Option<Error>,
}

impl Missing<'_> {
    fn see(&mut self, reference: Reference) {
        let declared = |id: &str| self.template.resources.contains_key(id);
        match reference {
            Reference::Name(name) => {
                let known =
                    lookup::PSEUDO.contains(&name.as_str()) || self.template.parameters.contains_key(&name);
                if !known && !(self.exists)(&name) {
                    self.names.push(name);
                }
            }
            Reference::Attribute(id, _) if !declared(&id) => {
                self.error.get_or_insert(lookup::undefined_resource(&id));
            }
            Reference::Embedded(id, attribute) if !declared(&id) => {
                self.error.get_or_insert(Error::template(format_args!(
                    "instance of Fn::Sub references invalid resource attribute {id}.{attribute}"
                )));
            }
            Reference::Attribute(id, _) | Reference::Embedded(id, _) if !(self.exists)(&id) => {
                self.names.push(id);
            }
            Reference::Mapping(name) if !self.template.mappings.contains_key(&name) => {
                self.error.get_or_insert(lookup::undefined_mapping(&name));
            }
            Reference::Condition(name) if !self.template.conditions.contains_key(&name) => {
                self.error.get_or_insert(logic::undefined_condition(&name, "Fn::If"));
            }
            _ => {}
        }
    }

    fn report(&mut self, block: &str) -> Result<()> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let mut seen = BTreeSet::new();
        self.names.retain(|name| seen.insert(name.clone()));
        if self.names.is_empty() {
            return Ok(());
        }
        let names = self.names.join(", ");
        let text =
            format_args!("Unresolved resource dependencies [{names}] in the {block} block of the template");
        Err(Error::format(text))
    }
}

fn resource_expressions(resource: &Resource) -> impl Iterator<Item = &Value> {
    let rest = [&resource.metadata, &resource.creation_policy, &resource.update_policy];
    resource.properties.values().chain(rest.into_iter().flatten())
}

fn output_expressions(output: &Output) -> impl Iterator<Item = &Value> {
    std::iter::once(&output.value).chain(&output.export)
}

fn known_condition(template: &Template, name: Option<&str>, block: &str) -> Result<()> {
    match name.filter(|name| !template.conditions.contains_key(*name)) {
        Some(name) => Err(Error::format(format_args!(
            "Unresolved condition dependency {name} in the {block} block of the template"
        ))),
        None => Ok(()),
    }
}

/// Conditions name parameters, mappings and each other, and not in a circle.
fn conditions(template: &Template) -> Result<()> {
    let mut needs = Needs::new();
    for expression in template.conditions.values() {
        shape(expression, template)?;
        let mut problem = None;
        walk(expression, &every_branch, &mut |reference| {
            let text = match reference {
                Reference::Name(name)
                    if !lookup::PSEUDO.contains(&name.as_str())
                        && !template.parameters.contains_key(&name) =>
                {
                    unresolved_in_conditions(&name)
                }
                Reference::Attribute(id, _) | Reference::Embedded(id, _) => unresolved_in_conditions(&id),
                Reference::Mapping(name) if !template.mappings.contains_key(&name) => {
                    lookup::undefined_mapping(&name)
                }
                _ => return,
            };
            problem.get_or_insert(text);
        });
        if let Some(error) = problem {
            return Err(error);
        }
        let mut of_one = BTreeSet::new();
        for name in logic::named_in(expression) {
            let at = template.conditions.get_index_of(&name);
            of_one.insert(at.ok_or_else(|| logic::undefined_condition(&name, "Condition"))?);
        }
        needs.push(of_one);
    }
    order(&needs).map(drop).map_err(|circle| {
        let names = circle.into_iter().filter_map(|at| template.conditions.get_index(at));
        logic::circular(names.map(|(name, _)| name.clone()).collect())
    })
}

fn unresolved_in_conditions(name: &str) -> Error {
    Error::format(format_args!(
        "Unresolved dependencies [{name}]. Cannot reference resources in the Conditions block of the template"
    ))
}

/// Checks the arguments of every function in an expression as far as they show without values.
fn shape(value: &Value, template: &Template) -> Result<()> {
    match (call(value), value) {
        (Some((name, argument)), _) => {
            arguments(name, argument, template)?;
            shape(argument, template)
        }
        (None, Value::Object(map)) => map.values().try_for_each(|child| shape(child, template)),
        (None, Value::Array(list)) => list.iter().try_for_each(|child| shape(child, template)),
        _ => Ok(()),
    }
}

fn arguments(name: &str, argument: &Value, template: &Template) -> Result<()> {
    match name {
        "Ref" if !argument.is_string() => Err(lookup::not_a_reference()),
        "Fn::GetAtt" => get_att(argument).map(drop),
        "Fn::Sub" => sub_arguments(argument).and_then(|(text, _)| sub_parts(text)).map(drop),
        "Fn::If" => {
            let (condition, _, _) = logic::if_arguments(argument)?;
            if template.conditions.contains_key(condition) {
                return Ok(());
            }
            Err(logic::undefined_condition(condition, "Fn::If"))
        }
        "Fn::Equals" => logic::equals_arguments(argument).map(drop),
        "Fn::Not" => logic::not_arguments(argument).map(drop),
        "Fn::And" | "Fn::Or" => {
            let operands = logic::junction_arguments(name, argument)?;
            let unknown = operands.iter().filter_map(named_condition);
            match unknown.into_iter().find(|name| !template.conditions.contains_key(*name)) {
                Some(name) => Err(logic::undefined_condition(name, "Condition")),
                None => Ok(()),
            }
        }
        "Fn::Join" => {
            two(argument, crate::evaluate::text::JOIN, |list| list.is_array() || call(list).is_some())
        }
        "Fn::Split" => {
            two(argument, crate::evaluate::text::SPLIT, |text| text.is_string() || call(text).is_some())
        }
        "Fn::Select" if argument.as_array().is_none_or(|list| list.len() != 2) => Err(Error::template(
            "Fn::Select requires a list argument with two elements: an integer index and a list",
        )),
        "Fn::FindInMap" => {
            let (names, default) = lookup::find_in_map_arguments(argument)?;
            let plain = |name: &Value| match call(name) {
                Some((function, _)) => matches!(function, "Ref" | "Fn::FindInMap"),
                None => name.is_string(),
            };
            // More than this takes AWS::LanguageExtensions.
            if template.extended || (default.is_none() && names.iter().all(plain)) {
                return Ok(());
            }
            Err(lookup::wrong_find_in_map())
        }
        "Fn::ImportValue" => importable(argument, template),
        "Ref" | "Fn::Base64" | "Fn::GetAZs" | "Fn::Select" | "Fn::Cidr" => Ok(()),
        "Fn::Length" | "Fn::ToJsonString" if template.extended => Ok(()),
        _ => Err(unsupported(name)),
    }
}

/// A delimiter and something that passes the test.
fn two(argument: &Value, text: &str, fine: impl Fn(&Value) -> bool) -> Result<()> {
    match argument.as_array().map(Vec::as_slice) {
        Some([Value::String(_), second]) if fine(second) => Ok(()),
        _ => Err(Error::template(text)),
    }
}

/// Whether an expression is known before anything is made. What refers to nothing at all is refused elsewhere.
fn is_fixed(expression: &Value, template: &Template) -> bool {
    let mut fixed = !contains_call(expression, &["Fn::ImportValue", "Fn::GetAZs"]);
    let is_resource = |id: &str| template.resources.contains_key(id);
    walk(expression, &every_branch, &mut |reference| match reference {
        Reference::Name(id) | Reference::Attribute(id, _) | Reference::Embedded(id, _) => {
            fixed &= !is_resource(&id);
        }
        Reference::Condition(_) | Reference::Mapping(_) => {}
    });
    fixed
}

/// The name of an export must be known before anything is made (cfn-lint's issue 1632 quotes AWS).
fn exportable(name: &str, output: &Output, template: &Template) -> Result<()> {
    match &output.export {
        Some(export) if !is_fixed(export, template) => Err(malformed(
            name,
            " The Name field of Export must not depend on any resources, imported values, or Fn::GetAZs.",
        )),
        _ => Ok(()),
    }
}

/// The name of an import must be known before anything is made.
fn importable(argument: &Value, template: &Template) -> Result<()> {
    if is_fixed(argument, template) {
        return Ok(());
    }
    Err(Error::template(
        "the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs",
    ))
}

fn contains_call(value: &Value, names: &[&str]) -> bool {
    if call(value).is_some_and(|(name, _)| names.contains(&name)) {
        return true;
    }
    match value {
        Value::Object(map) => map.values().any(|child| contains_call(child, names)),
        Value::Array(list) => list.iter().any(|child| contains_call(child, names)),
        _ => false,
    }
}
