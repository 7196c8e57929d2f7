//! What a CloudFormation resource type is, seen from a service.
//!
//! A service states its types in its `resources.rs`: how properties become calls. Every call goes through the door in
//! the name of whoever runs the stack, so a missing permission fails the resource with AWS's text. CloudFormation knows
//! this trait and no service; a service knows this trait and not CloudFormation.
//! <https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract.html>

mod declare;
mod name;

pub use declare::{already_exists, attributes, changes, gone};
// What the macro writes.
pub use door::Call;
pub use futures_util::future::BoxFuture;
pub use wire::error::Result;

use clock::Timestamp;
use serde_json::{Map, Value};

/// Properties of a resource, every expression evaluated.
pub type Properties = Map<String, Value>;

/// A resource type such as `AWS::SQS::Queue`.
pub trait ResourceType: Send + Sync {
    /// Its name.
    fn name(&self) -> &'static str;
    /// Its schema as the CloudFormation registry publishes it: properties, required, read-only, create-only.
    fn schema(&self) -> &'static str;
    /// Makes a resource. A repeated request (same [`Request::token`], after a crash) finds what it made before.
    fn create<'a>(&'a self, call: &'a Call, request: &'a Request<'a>) -> BoxFuture<'a, Result<Made>>;
    /// Changes a resource in place; what the schema calls create-only has not changed.
    fn update<'a>(
        &'a self,
        call: &'a Call,
        id: &'a str,
        request: &'a Request<'a>,
    ) -> BoxFuture<'a, Result<Made>>;
    /// Deletes a resource; one that is gone already is deleted.
    fn delete<'a>(
        &'a self,
        call: &'a Call,
        id: &'a str,
        request: &'a Request<'a>,
    ) -> BoxFuture<'a, Result<()>>;
}

/// What a stack asks for.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The stack's name.
    pub stack_name: &'a str,
    /// The stack's ARN.
    pub stack_id: &'a str,
    /// The resource's name in the template.
    pub logical_id: &'a str,
    /// The properties it is to have; for a deletion those it has.
    pub properties: &'a Properties,
    /// The properties it has, when it is changed.
    pub previous: Option<&'a Properties>,
    /// The stack's own tags and CloudFormation's (`aws:cloudformation:...`).
    pub stack_tags: &'a [(String, String)],
    /// The same for every attempt to make this resource.
    pub token: &'a str,
    /// When an attempt to make it began that a crash cut short; `None` for the first one.
    pub again: Option<Timestamp>,
}

/// What was made.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// The physical id, which `Ref` gives.
    pub id: String,
    /// What `Fn::GetAtt` gives.
    pub attributes: Properties,
}

impl Made {
    /// A resource of that physical id.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), attributes: Map::new() }
    }
    /// The same with an attribute.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.attributes.insert(name.to_owned(), value.into());
        self
    }
}

impl Request<'_> {
    /// Whether what bears the name already is what an attempt before a crash made, told by when it was created. For
    /// services that keep no token; what is older is somebody else's.
    pub fn made_before(&self, created: Timestamp) -> bool {
        // Some services tell whole seconds only.
        self.again.is_some_and(|begun| created.seconds() >= begun.seconds())
    }
    /// A name for a resource that the template leaves unnamed, of at most `most` characters:
    /// `stack-logical-1A2B3C4D5E6F`. The same for every attempt.
    pub fn physical_name(&self, most: usize) -> String {
        name::physical(self.stack_name, self.logical_id, self.token, most)
    }
    /// A text property; numbers and booleans count as their text, as CloudFormation takes them.
    pub fn text(&self, property: &str) -> Option<String> {
        self.properties.get(property).and_then(text)
    }
    /// The `Tags` property with the stack's tags, the resource's own winning.
    pub fn tags(&self) -> Vec<(String, String)> {
        let mut tags = self.stack_tags.to_vec();
        for tag in self.properties.get("Tags").and_then(Value::as_array).into_iter().flatten() {
            let part = |name| tag.get(name).and_then(text);
            let Some(key) = part("Key") else { continue };
            tags.retain(|(other, _)| *other != key);
            tags.push((key, part("Value").unwrap_or_default()));
        }
        tags
    }
}

/// A scalar as text.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A property that is a JSON document: an object becomes its text.
pub fn document(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
