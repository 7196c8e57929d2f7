//! `AWS::LanguageExtensions`: loops, `Fn::Length`, `Fn::ToJsonString` and functions in policies.
//!
//! Everything that depends on parameters, mappings and pseudo parameters alone is carried out here. What depends on
//! resources (`Fn::ToJsonString` over an `Fn::GetAtt`, `Fn::FindInMap` with a default) stays an expression and is the
//! evaluator's. Loops can nest, so the growth of the template is bounded by a budget.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html>

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::evaluate::{Data, Evaluator, NothingYet, Path, Pseudo};
use crate::expression::{SubPart, call, sub_arguments, sub_parts};
use crate::source::MAX_OBJECT;
use crate::template::{Template, scalar_text};

/// What an expanded template may cost: a byte of text costs one and so does each value. Four times what the largest
/// template costs that could be deployed.
const BUDGET: usize = 4 * MAX_OBJECT;

/// The sections in which loops and functions are allowed.
const SECTIONS: [&str; 3] = ["Conditions", "Resources", "Outputs"];

const FOR_EACH: &str = "Fn::ForEach::";

/// Expands the whole template.
pub(super) fn expand(
    template: &Value,
    parameters: &IndexMap<String, Value>,
    pseudo: &Pseudo,
) -> Result<Value> {
    let Some(root) = template.as_object() else { return Ok(template.clone()) };
    let known = Template::skeleton(root)?;
    let evaluator = Evaluator::new(&known, parameters.clone(), pseudo, &NothingYet)?;
    let mut expansion = Expansion { evaluator: &evaluator, budget: BUDGET };
    let mut expanded = Map::new();
    for (name, section) in root {
        let section = match section.as_object().filter(|_| SECTIONS.contains(&name.as_str())) {
            Some(members) => expansion.members(members, &Scope::default())?,
            None => section.clone(),
        };
        expanded.insert(name.clone(), section);
    }
    if let Some(resources) = expanded.get_mut("Resources").and_then(Value::as_object_mut) {
        for (id, resource) in resources.iter_mut() {
            policies(id, resource, &evaluator)?;
        }
    }
    Ok(Value::Object(expanded))
}

fn failed(why: impl std::fmt::Display) -> Error {
    Error::invalid(format!("Transform AWS::LanguageExtensions failed with: {why}"))
}

/// `DeletionPolicy` and `UpdateReplacePolicy` may hold a function over parameters.
fn policies(id: &str, resource: &mut Value, evaluator: &Evaluator<'_>) -> Result<()> {
    for attribute in ["DeletionPolicy", "UpdateReplacePolicy"] {
        let Some(policy) = resource.get_mut(attribute).filter(|policy| policy.is_object()) else { continue };
        let path = Path::root(attribute);
        match evaluator.value(policy, &path).ok().and_then(|data| data.to_value()) {
            Some(Value::String(text)) => *policy = Value::String(text),
            _ => {
                return Err(failed(format_args!(
                    "Unsupported intrinsic function in {attribute} for resource {id}"
                )));
            }
        }
    }
    Ok(())
}

/// The identifiers of the loops around an expression, with the item of this turn.
#[derive(Debug, Clone, Default)]
struct Scope(Vec<(String, String)>);

impl Scope {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(identifier, _)| identifier == name).map(|(_, item)| item.as_str())
    }

    /// A key of a loop's fragment: `${Item}` stands for the item, `&{Item}` for its letters and digits.
    fn key(&self, key: &str) -> String {
        let mut text = key.to_owned();
        for (identifier, item) in &self.0 {
            let plain: String = item.chars().filter(char::is_ascii_alphanumeric).collect();
            text = text
                .replace(&format!("${{{identifier}}}"), item)
                .replace(&format!("&{{{identifier}}}"), &plain);
        }
        text
    }
}

struct Expansion<'a> {
    evaluator: &'a Evaluator<'a>,
    budget: usize,
}

impl Expansion<'_> {
    fn spend(&mut self, text: &str) -> Result<()> {
        self.budget = self
            .budget
            .checked_sub(1 + text.len())
            .ok_or_else(|| failed("the expanded template is too large"))?;
        Ok(())
    }

    fn value(&mut self, value: &Value, scope: &Scope) -> Result<Value> {
        self.spend(value.as_str().unwrap_or_default())?;
        if let Some((name, argument)) = call(value)
            && !name.starts_with(FOR_EACH)
        {
            return self.call(name, argument, scope);
        }
        match value {
            Value::Object(map) => self.members(map, scope),
            Value::Array(list) => {
                Ok(Value::Array(list.iter().map(|item| self.value(item, scope)).collect::<Result<_>>()?))
            }
            scalar => Ok(scalar.clone()),
        }
    }

    /// The members of an object, those of its loops in the place of each loop.
    fn members(&mut self, map: &Map<String, Value>, scope: &Scope) -> Result<Value> {
        let mut members = Map::new();
        for (name, child) in map {
            if name.starts_with(FOR_EACH) {
                self.for_each(name, child, scope, &mut members)?;
            } else {
                self.spend(name)?;
                let child = self.value(child, scope)?;
                put(&mut members, name.clone(), child)?;
            }
        }
        Ok(Value::Object(members))
    }

    fn for_each(
        &mut self,
        name: &str,
        argument: &Value,
        scope: &Scope,
        into: &mut Map<String, Value>,
    ) -> Result<()> {
        let layout = || failed(format_args!("{name} layout is incorrect"));
        let Some([Value::String(identifier), collection, Value::Object(fragment)]) =
            argument.as_array().map(Vec::as_slice)
        else {
            return Err(layout());
        };
        for item in self.collection(name, collection, scope)? {
            let mut inner = scope.clone();
            inner.0.push((identifier.clone(), item));
            for (key, child) in fragment {
                self.spend(key)?;
                if key.starts_with(FOR_EACH) {
                    self.for_each(key, child, &inner, into)?;
                } else {
                    let child = self.value(child, &inner)?;
                    let key = inner.key(key);
                    self.spend(&key)?;
                    put(into, key, child)?;
                }
            }
        }
        Ok(())
    }

    /// What a loop runs over: a list of texts, a list parameter, or a function over parameters that gives a list.
    fn collection(&mut self, name: &str, collection: &Value, scope: &Scope) -> Result<Vec<String>> {
        let unresolved = || {
            failed(format_args!("{name} could not resolve its collection to a list of strings or numbers"))
        };
        let collection = self.value(collection, scope)?;
        let Some(Value::Array(items)) = self.known(&collection) else { return Err(unresolved()) };
        items.iter().map(scalar_text).collect::<Option<_>>().ok_or_else(unresolved)
    }

    fn call(&mut self, name: &str, argument: &Value, scope: &Scope) -> Result<Value> {
        match name {
            "Ref" => {
                let target = self.value(argument, scope)?;
                match target.as_str().and_then(|target| scope.get(target)) {
                    Some(item) => {
                        self.spend(item)?;
                        Ok(Value::from(item))
                    }
                    None => Ok(one("Ref", target)),
                }
            }
            "Fn::Sub" => self.sub(argument, scope),
            "Fn::Length" => {
                let list = self.value(argument, scope)?;
                match self.known(&list) {
                    Some(Value::Array(items)) => Ok(Value::from(items.len())),
                    _ => Err(failed("Fn::Length could not resolve its argument to a list")),
                }
            }
            "Fn::ToJsonString" => {
                let content = self.value(argument, scope)?;
                if !content.is_object() && !content.is_array() {
                    return Err(failed("Fn::ToJsonString requires an object or an array"));
                }
                match self.known(&content) {
                    Some(content) => Ok(Value::String(content.to_string())),
                    None => Ok(one(name, content)),
                }
            }
            _ => Ok(one(name, self.value(argument, scope)?)),
        }
    }

    /// Puts the loops' items into the text. A text in which nothing is left to substitute is a plain text.
    fn sub(&mut self, argument: &Value, scope: &Scope) -> Result<Value> {
        let (text, variables) = sub_arguments(argument)?;
        let mut left = false;
        let mut whole = String::with_capacity(text.len());
        for part in sub_parts(text)? {
            let own = |name: &str| variables.is_some_and(|map| map.contains_key(name));
            match part {
                SubPart::Text(text) => whole.push_str(text),
                SubPart::Literal(name) => {
                    left = true;
                    whole.extend(["${!", name, "}"]);
                }
                SubPart::Variable(name) => {
                    if let Some(item) = scope.get(name).filter(|_| !own(name)) {
                        whole.push_str(item);
                    } else {
                        left = true;
                        whole.extend(["${", name, "}"]);
                    }
                }
            }
        }
        self.spend(&whole)?;
        match variables {
            _ if !left => Ok(Value::String(whole)),
            None => Ok(one("Fn::Sub", Value::String(whole))),
            Some(map) => {
                let map = self.members(map, scope)?;
                Ok(one("Fn::Sub", Value::Array(vec![Value::String(whole), map])))
            }
        }
    }

    /// The value of an expression that needs no resource.
    fn known(&self, expression: &Value) -> Option<Value> {
        let data = self.evaluator.value(expression, &Path::root("Transform"));
        data.as_ref().ok().and_then(Data::to_value)
    }
}

fn one(name: &str, argument: Value) -> Value {
    let mut call = Map::new();
    call.insert(name.to_owned(), argument);
    Value::Object(call)
}

fn put(members: &mut Map<String, Value>, key: String, value: Value) -> Result<()> {
    if members.contains_key(&key) {
        return Err(failed(format_args!(
            "Duplicate key '{key}' when merging keys to parent object in Fn::ForEach"
        )));
    }
    members.insert(key, value);
    Ok(())
}
