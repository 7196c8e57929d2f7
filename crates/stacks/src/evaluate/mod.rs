//! Expressions to values.
//!
//! [`Evaluator`] knows the template, the values of its parameters and the pseudo parameters; a [`Resolver`] tells it
//! what only the stack's state knows: physical ids, attributes, exports, zones. Conditions are decided once, when the
//! evaluator is made, because they depend on parameters alone.
//!
//! A value that the resolver does not know yet becomes [`Data::Unknown`] and swallows every text that it would be part
//! of: the same code serves a deployment (nothing is unknown when a resource's turn has come) and a change set.
//! Dynamic references (`{{resolve:...}}`) are left as they are; [`crate::dynamic`] replaces them just before a call.

mod cidr;
mod data;
mod list;
pub(crate) mod logic;
pub(crate) mod lookup;
pub(crate) mod text;

#[cfg(test)]
mod tests;

use std::cell::Cell;

use indexmap::IndexMap;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::expression::call;
use crate::template::{Output, Template, export_name_malformed};

pub use data::{Data, KNOWN_AFTER_APPLY};

/// What a stack knows of itself before any resource exists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pseudo {
    /// `AWS::AccountId`.
    pub account_id: String,
    /// `AWS::Region`.
    pub region: String,
    /// `AWS::Partition`: `aws`.
    pub partition: String,
    /// `AWS::URLSuffix`: `amazonaws.com`.
    pub url_suffix: String,
    /// `AWS::StackId`: the stack's ARN.
    pub stack_id: String,
    /// `AWS::StackName`.
    pub stack_name: String,
    /// `AWS::NotificationARNs`.
    pub notification_arns: Vec<String>,
}

/// What a resolver says of a resource.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// The value.
    Known(Value),
    /// There will be a value once the resource is made or replaced.
    Unknown,
    /// The resource's type has no such attribute.
    Absent,
}

/// What only the state of the stack, its account and its region can tell.
pub trait Resolver {
    /// What `Ref` gives for a resource. Never [`Lookup::Absent`].
    fn reference(&self, logical_id: &str) -> Lookup;

    /// What `Fn::GetAtt` gives.
    fn attribute(&self, logical_id: &str, attribute: &str) -> Lookup;

    /// The value of an export of this account and region.
    fn export(&self, name: &str) -> Option<String>;

    /// The zones that `Fn::GetAZs` gives for a region.
    fn zones(&self, region: &str) -> Vec<String>;
}

/// A resolver to which every resource is still to be made.
#[derive(Debug, Clone, Copy, Default)]
pub struct NothingYet;

impl Resolver for NothingYet {
    fn reference(&self, _: &str) -> Lookup {
        Lookup::Unknown
    }

    fn attribute(&self, _: &str, _: &str) -> Lookup {
        Lookup::Unknown
    }

    fn export(&self, _: &str) -> Option<String> {
        None
    }

    fn zones(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

/// Evaluates the expressions of one template with one set of parameters.
pub struct Evaluator<'a> {
    template: &'a Template,
    /// A text or a list of texts for each parameter, as [`crate::parameters::bind`] gives them.
    parameters: IndexMap<String, Value>,
    pseudo: &'a Pseudo,
    resolver: &'a dyn Resolver,
    conditions: IndexMap<String, bool>,
    /// What the functions of the value under evaluation may still give.
    budget: Cell<usize>,
}

/// The most that the functions of one value (the properties of a resource, an output) may give, in bytes, a value
/// counting as [`ITEM`]. A template of a few bytes could otherwise ask for any amount: a text that repeats a text that
/// repeats a text.
const BUDGET: usize = 16_000_000;

/// What a value costs beside its text.
const ITEM: usize = 32;

/// The longest text that a function may give, in bytes.
pub(crate) const MAX_TEXT: usize = 1_000_000;

/// Where in the template an expression stands: `/Outputs/Url/Value`.
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    name: &'a str,
}

impl<'a> Path<'a> {
    pub(crate) fn root(name: &'a str) -> Self {
        Self { parent: None, name }
    }

    pub(crate) fn child(&'a self, name: &'a str) -> Self {
        Path { parent: Some(self), name }
    }
}

impl std::fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        write!(f, "/{}", self.name)
    }
}

impl<'a> Evaluator<'a> {
    /// Decides the conditions. The template must have passed [`crate::validate::references`].
    pub fn new(
        template: &'a Template,
        parameters: IndexMap<String, Value>,
        pseudo: &'a Pseudo,
        resolver: &'a dyn Resolver,
    ) -> Result<Self> {
        let (conditions, budget) = (IndexMap::new(), Cell::new(BUDGET));
        let mut evaluator = Self { template, parameters, pseudo, resolver, conditions, budget };
        evaluator.decide_conditions()?;
        Ok(evaluator)
    }

    /// The same template under the same verdicts, with other values to put in: to show a stack without its secrets, or
    /// without what its resources would tell.
    pub fn with_parameters(&self, parameters: IndexMap<String, Value>, resolver: &'a dyn Resolver) -> Self {
        Self {
            template: self.template,
            parameters,
            pseudo: self.pseudo,
            resolver,
            conditions: self.conditions.clone(),
            budget: Cell::new(BUDGET),
        }
    }

    /// The verdict on a condition. `None`: the template has no such condition.
    pub fn condition(&self, name: &str) -> Option<bool> {
        self.conditions.get(name).copied()
    }

    /// Whether a member with this condition exists.
    pub fn holds(&self, condition: Option<&str>) -> bool {
        condition.is_none_or(|name| self.condition(name) == Some(true))
    }

    /// The logical ids of the resources that exist under the conditions, in the template's order.
    pub fn active(&self) -> impl Iterator<Item = &'a str> {
        let resources = self.template.resources.iter();
        resources.filter(|(_, it)| self.holds(it.condition.as_deref())).map(|(id, _)| id.as_str())
    }

    /// The properties of a resource, a [`Data::Map`].
    pub fn properties(&self, logical_id: &str) -> Result<Data> {
        let Some(resource) = self.template.resources.get(logical_id) else { return Ok(Data::NoValue) };
        self.budget.set(BUDGET);
        let (root, within) = (Path::root("Resources"), "Properties");
        let path = root.child(logical_id);
        self.map(&resource.properties, &path.child(within))
    }

    /// One attribute of a resource other than its properties (`Metadata`, `CreationPolicy`, `UpdatePolicy`).
    pub fn resource_attribute(&self, logical_id: &str, name: &str, expression: &Value) -> Result<Data> {
        self.budget.set(BUDGET);
        let root = Path::root("Resources");
        let path = root.child(logical_id);
        self.value(expression, &path.child(name))
    }

    /// The value of an output: a text, or unknown.
    pub fn output(&self, name: &str, output: &Output) -> Result<Data> {
        self.budget.set(BUDGET);
        let root = Path::root("Outputs");
        let path = root.child(name);
        let value = self.value(&output.value, &path.child("Value"))?;
        match (&value, call(&output.value)) {
            (Data::Scalar(_) | Data::Unknown, _) => Ok(value),
            // What an attribute is shows only once the resource exists, and AWS says it differently then.
            (_, Some(("Fn::GetAtt", _))) => Err(Error::format("Every Value member must be a string.")),
            _ => Err(Error::format("The Value field of every Outputs member must evaluate to a String.")),
        }
    }

    /// The name under which an output is exported.
    pub fn export_name(&self, name: &str, output: &Output) -> Result<Option<Data>> {
        let Some(expression) = &output.export else { return Ok(None) };
        self.budget.set(BUDGET);
        let root = Path::root("Outputs");
        let path = root.child(name);
        let path = path.child("Export");
        let value = self.value(expression, &path.child("Name"))?;
        let allowed = |text: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-'))
        };
        if value == Data::Unknown || value.as_text().is_some_and(|text| allowed(&text)) {
            return Ok(Some(value));
        }
        Err(export_name_malformed(name))
    }

    /// Any expression.
    pub(crate) fn value(&self, expression: &Value, path: &Path<'_>) -> Result<Data> {
        if let Some((name, argument)) = call(expression) {
            let value = self.call(name, argument, path)?;
            let left = self.budget.get().checked_sub(value.weight()).ok_or_else(too_large)?;
            self.budget.set(left);
            return Ok(value);
        }
        match expression {
            Value::Object(map) => self.map(map, path),
            Value::Array(list) => self.items(list, path).map(Data::List),
            scalar => Ok(Data::Scalar(scalar.clone())),
        }
    }

    fn map(&self, map: &serde_json::Map<String, Value>, path: &Path<'_>) -> Result<Data> {
        let mut members = IndexMap::with_capacity(map.len());
        for (name, child) in map {
            match self.value(child, &path.child(name))? {
                Data::NoValue => {}
                value => drop(members.insert(name.clone(), value)),
            }
        }
        Ok(Data::Map(members))
    }

    /// The items of a list, without those that are no value.
    fn items(&self, list: &[Value], path: &Path<'_>) -> Result<Vec<Data>> {
        let mut items = Vec::with_capacity(list.len());
        for (index, child) in list.iter().enumerate() {
            match self.value(child, &path.child(&index.to_string()))? {
                Data::NoValue => {}
                value => items.push(value),
            }
        }
        Ok(items)
    }

    fn call(&self, name: &str, argument: &Value, path: &Path<'_>) -> Result<Data> {
        let path = &path.child(name);
        match name {
            "Ref" => self.reference(argument),
            "Fn::GetAtt" => self.get_att(argument, path),
            "Fn::FindInMap" => self.find_in_map(argument, path),
            "Fn::ImportValue" => self.import_value(argument, path),
            "Fn::Join" => self.join(argument, path),
            "Fn::Split" => self.split(argument, path),
            "Fn::Sub" => self.sub(argument, path),
            "Fn::Base64" => self.base64(argument, path),
            "Fn::ToJsonString" => self.to_json_string(argument, path),
            "Fn::Select" => self.select(argument, path),
            "Fn::GetAZs" => self.get_azs(argument, path),
            "Fn::Length" => self.length(argument, path),
            "Fn::Cidr" => self.cidr(argument, path),
            "Fn::If" => self.if_(argument, path),
            "Fn::And" | "Fn::Or" | "Fn::Not" | "Fn::Equals" => self
                .condition_function(name, argument, path)
                .map(|verdict| Data::Scalar(Value::Bool(verdict))),
            _ => Err(unsupported(name)),
        }
    }
}

/// The refusal of a value that would grow beyond measure.
pub(crate) fn too_large() -> Error {
    Error::template("the functions of a value give more than is allowed")
}

/// The functions that AWS lists when it meets one that it does not know.
const SUPPORTED: &str = "Fn::Base64, Fn::GetAtt, Fn::GetAZs, Fn::ImportValue, Fn::Join, Fn::Split, Fn::FindInMap, \
                         Fn::Select, Ref, Fn::Equals, Fn::If, Fn::Not, Condition, Fn::And, Fn::Or, Fn::Contains, \
                         Fn::EachMemberEquals, Fn::EachMemberIn, Fn::ValueOf, Fn::ValueOfAll, Fn::RefAll, Fn::Sub, \
                         Fn::Cidr";

/// The refusal of a function that does not exist. (The capital E is AWS's.)
pub(crate) fn unsupported(name: &str) -> Error {
    let list = format!("Supported functions are: [{SUPPORTED}]");
    Error::invalid(format!("Template Error: Encountered unsupported function: {name} {list}"))
}
