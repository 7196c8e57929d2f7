//! A type of resource whose world is a map, and which fails and hangs as a test says.

use clock::Timestamp;
use door::Call;
use futures_util::future::BoxFuture;
use parking_lot::Mutex;
use provider::{Made, Properties, Request, ResourceType};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};
use tokio::sync::Notify;
use wire::prelude::*;

/// What there is, and what is to go wrong.
#[derive(Default)]
pub(in crate::tests) struct World {
    things: Mutex<BTreeMap<String, Existing>>,
    made: Mutex<usize>,
    /// By handler and logical id (`create A`): the code and text of the failure.
    failures: Mutex<HashMap<String, (String, String)>>,
    gates: Mutex<HashMap<String, Arc<Notify>>>,
    calls: Mutex<Vec<String>>,
    callers: Mutex<Vec<String>>,
    begun: Notify,
}

#[derive(Clone)]
struct Existing {
    created: Timestamp,
    token: String,
    properties: Properties,
    tags: Vec<(String, String)>,
}

impl World {
    /// The ids of what there is.
    pub(in crate::tests) fn ids(&self) -> Vec<String> {
        self.things.lock().keys().cloned().collect()
    }
    /// The value of a property of a thing.
    pub(in crate::tests) fn value(&self, id: &str, property: &str) -> Option<String> {
        self.things.lock().get(id)?.properties.get(property).and_then(provider::text)
    }
    /// Something that was there long before.
    pub(in crate::tests) fn stands(&self, id: &str, name: &str) {
        let properties = [("Name".to_owned(), name.into())].into_iter().collect();
        let existing =
            Existing { created: Timestamp::EPOCH, token: String::new(), properties, tags: Vec::new() };
        self.things.lock().insert(id.to_owned(), existing);
    }
    pub(in crate::tests) fn tags(&self, id: &str) -> Vec<(String, String)> {
        self.things.lock().get(id).map(|thing| thing.tags.clone()).unwrap_or_default()
    }
    /// Makes a handler's call fail until [`World::mend`].
    pub(in crate::tests) fn fail(&self, call: &str) {
        self.fail_with(call, "InternalError", "it is broken");
    }
    pub(in crate::tests) fn fail_with(&self, call: &str, code: &str, text: &str) {
        self.failures.lock().insert(call.to_owned(), (code.to_owned(), text.to_owned()));
    }
    pub(in crate::tests) fn mend(&self) {
        self.failures.lock().clear();
    }
    /// Makes a handler's call hang until it is let go.
    pub(in crate::tests) fn hang(&self, call: &str) {
        self.gates.lock().insert(call.to_owned(), Arc::default());
    }
    pub(in crate::tests) fn let_go(&self, call: &str) {
        if let Some(gate) = self.gates.lock().remove(call) {
            gate.notify_one();
        }
    }
    /// Waits until a handler was called.
    pub(in crate::tests) async fn called(&self, call: &str) {
        loop {
            let begun = self.begun.notified();
            if self.calls().iter().any(|made| made == call) {
                return;
            }
            begun.await;
        }
    }
    pub(in crate::tests) fn calls(&self) -> Vec<String> {
        self.calls.lock().clone()
    }
    /// Who made things.
    pub(in crate::tests) fn callers(&self) -> Vec<String> {
        self.callers.lock().clone()
    }
    async fn pass(&self, handler: &str, request: &Request<'_>) -> Result<()> {
        let call = format!("{handler} {}", request.logical_id);
        self.calls.lock().push(call.clone());
        self.begun.notify_waiters();
        let gate = self.gates.lock().get(&call).cloned();
        if let Some(gate) = gate {
            gate.notified().await;
        }
        match self.failures.lock().get(&call) {
            Some((code, text)) => Err(Error::new(code.clone(), text.clone())),
            None => Ok(()),
        }
    }
}

const SCHEMA: &str = r#"{
    "typeName": "AWS::Test::Thing",
    "properties": {
        "Name": { "type": "string" }, "Fixed": { "type": "string" }, "Perhaps": { "type": "string" },
        "Value": { "type": "string" }, "Other": { "type": "string" }, "Count": { "type": "integer" },
        "Arn": { "type": "string" },
        "Tags": { "type": "array", "items": { "type": "object", "additionalProperties": true } }
    },
    "additionalProperties": false,
    "createOnlyProperties": ["/properties/Name", "/properties/Fixed"],
    "conditionalCreateOnlyProperties": ["/properties/Perhaps"],
    "readOnlyProperties": ["/properties/Arn"],
    "primaryIdentifier": ["/properties/Name"],
    "tagging": { "taggable": true, "tagProperty": "/properties/Tags" },
    "handlers": {
        "create": { "permissions": [] }, "read": { "permissions": [] },
        "update": { "permissions": [] }, "delete": { "permissions": [] }
    }
}"#;

/// `AWS::Test::Thing`.
pub(in crate::tests) struct Thing(pub(in crate::tests) Arc<World>);

fn made(id: &str) -> Made {
    Made::new(id).with("Arn", format!("arn:{id}"))
}

impl ResourceType for Thing {
    fn name(&self) -> &'static str {
        "AWS::Test::Thing"
    }
    fn schema(&self) -> &'static str {
        SCHEMA
    }
    fn create<'a>(&'a self, call: &'a Call, request: &'a Request<'a>) -> BoxFuture<'a, Result<Made>> {
        Box::pin(async move {
            self.0.callers.lock().push(call.caller.display());
            self.0.pass("create", request).await?;
            let mut things = self.0.things.lock();
            let name = request.text("Name");
            let is_it = |thing: &Existing| match &name {
                // A name that the template gives is all that such a thing is known by, as it is in many services.
                Some(name) => thing.properties.get("Name").and_then(provider::text).as_ref() == Some(name),
                None => thing.token == request.token,
            };
            if let Some((id, thing)) = things.iter().find(|(_, thing)| is_it(thing)) {
                return match name {
                    Some(name) if !request.made_before(thing.created) => {
                        Err(Error::new("AlreadyExists", format!("{name} already exists")))
                    }
                    _ => Ok(made(id)),
                };
            }
            let mut count = self.0.made.lock();
            *count += 1;
            let id = format!("{}-{:03}", request.logical_id.to_lowercase(), *count);
            things.insert(
                id.clone(),
                Existing {
                    created: call.now(),
                    token: request.token.to_owned(),
                    properties: request.properties.clone(),
                    tags: request.stack_tags.to_vec(),
                },
            );
            Ok(made(&id))
        })
    }
    fn update<'a>(
        &'a self,
        _: &'a Call,
        id: &'a str,
        request: &'a Request<'a>,
    ) -> BoxFuture<'a, Result<Made>> {
        Box::pin(async move {
            self.0.pass("update", request).await?;
            let mut things = self.0.things.lock();
            let Some(thing) = things.get_mut(id) else {
                return Err(Error::new("NotFound", format!("{id} is not there")));
            };
            // Only what differs from what it is said to have is changed, as real handlers do.
            let previous = request.previous.cloned().unwrap_or_default();
            let names: Vec<_> = previous.keys().chain(request.properties.keys()).cloned().collect();
            for name in names.into_iter().filter(|name| previous.get(name) != request.properties.get(name)) {
                match request.properties.get(&name) {
                    Some(value) => drop(thing.properties.insert(name, value.clone())),
                    None => drop(thing.properties.remove(&name)),
                }
            }
            thing.tags = request.stack_tags.to_vec();
            Ok(made(id))
        })
    }
    fn delete<'a>(&'a self, _: &'a Call, id: &'a str, request: &'a Request<'a>) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            self.0.pass("delete", request).await?;
            self.0.things.lock().remove(id);
            Ok(())
        })
    }
}

/// `AWS::Test::Single`: a thing of which there cannot be two, so that a replacement deletes the old one first.
pub(in crate::tests) struct Single(pub(in crate::tests) Thing);

static SINGLE: LazyLock<String> = LazyLock::new(|| {
    let strategy = r#""typeName": "AWS::Test::Single", "replacementStrategy": "delete_then_create""#;
    SCHEMA.replace(r#""typeName": "AWS::Test::Thing""#, strategy)
});

impl ResourceType for Single {
    fn name(&self) -> &'static str {
        "AWS::Test::Single"
    }
    fn schema(&self) -> &'static str {
        &SINGLE
    }
    fn create<'a>(&'a self, call: &'a Call, request: &'a Request<'a>) -> BoxFuture<'a, Result<Made>> {
        self.0.create(call, request)
    }
    fn update<'a>(
        &'a self,
        call: &'a Call,
        id: &'a str,
        request: &'a Request<'a>,
    ) -> BoxFuture<'a, Result<Made>> {
        self.0.update(call, id, request)
    }
    fn delete<'a>(
        &'a self,
        call: &'a Call,
        id: &'a str,
        request: &'a Request<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        self.0.delete(call, id, request)
    }
}
