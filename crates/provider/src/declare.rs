//! What declaring a resource type takes: a line, and the steps that the types of most services share.

use crate::{Properties, document, text};
use wire::error::{Error, Result};
use wire::shape::Map;

/// Declares a resource type: its name, its schema's file under `models/resources` and the three functions that make,
/// change and delete it.
///
/// ```ignore
/// provider::resource_type!(QueueType, "AWS::SQS::Queue", "AWS-SQS-Queue.json", create, update, delete);
/// ```
#[macro_export]
macro_rules! resource_type {
    ($type:ty, $name:literal, $schema:literal, $create:ident, $update:ident, $delete:ident) => {
        impl $crate::ResourceType for $type {
            fn name(&self) -> &'static str {
                $name
            }
            fn schema(&self) -> &'static str {
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../models/resources/", $schema))
            }
            fn create<'a>(
                &'a self,
                call: &'a $crate::Call,
                request: &'a $crate::Request<'a>,
            ) -> $crate::BoxFuture<'a, $crate::Result<$crate::Made>> {
                Box::pin($create(call, request))
            }
            fn update<'a>(
                &'a self,
                call: &'a $crate::Call,
                id: &'a str,
                request: &'a $crate::Request<'a>,
            ) -> $crate::BoxFuture<'a, $crate::Result<$crate::Made>> {
                Box::pin($update(call, id, request))
            }
            fn delete<'a>(
                &'a self,
                call: &'a $crate::Call,
                id: &'a str,
                request: &'a $crate::Request<'a>,
            ) -> $crate::BoxFuture<'a, $crate::Result<()>> {
                Box::pin($delete(call, id, request))
            }
        }
    };
}

/// The failure of a resource whose name is taken by one that the stack does not have; its member `Identifier` says which.
/// <https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html>
pub fn already_exists(kind: &str, id: &str) -> Error {
    let text = format!("Resource of type '{kind}' with identifier '{id}' already exists.");
    Error::new("AlreadyExists", text).with("Identifier", id)
}

/// The answer to a deletion: what is gone already is deleted. `absent` is the error's code that says so.
pub fn gone<T>(done: Result<T>, absent: &str) -> Result<()> {
    done.map(drop).or_else(|error: Error| if error.code() == absent { Ok(()) } else { Err(error) })
}

/// The properties that are attributes of the resource under the same name, as texts.
pub fn attributes(properties: &Properties, names: &[&str]) -> Map<String> {
    let text = |value| text(value).unwrap_or_else(|| document(value));
    names.iter().filter_map(|name| Some(((*name).to_owned(), text(properties.get(*name)?)))).collect()
}

/// What an update changes. What is no longer said goes back to its default, or stays where there is none.
pub fn changes(
    before: Option<Map<String>>,
    after: Map<String>,
    default: fn(&str) -> Option<&'static str>,
) -> Map<String> {
    let before = before.unwrap_or_default();
    let dropped = before.keys().filter(|name| !after.contains_key(*name));
    let mut changes: Map<String> =
        dropped.filter_map(|name| Some((name.clone(), default(name)?.to_owned()))).collect();
    changes.extend(after.into_iter().filter(|(name, value)| before.get(name) != Some(value)));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_update_changes() {
        let map = |entries: &[(&str, &str)]| -> Map<String> {
            entries.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
        };
        let default = |name: &str| (name != "kept").then_some("0");
        let check = |before: &[(&str, &str)], after: &[(&str, &str)], changed: &[(&str, &str)]| {
            assert_eq!(changes(Some(map(before)), map(after), default), map(changed));
        };
        check(&[("a", "1")], &[("a", "1")], &[]);
        check(&[("a", "1")], &[("a", "2"), ("b", "3")], &[("a", "2"), ("b", "3")]);
        check(&[("a", "1"), ("kept", "1")], &[], &[("a", "0")]);
    }

    #[test]
    fn what_is_gone_is_deleted() {
        assert!(gone(Ok(1), "NotFound").is_ok());
        assert!(gone::<()>(Err(Error::new("NotFound", "")), "NotFound").is_ok());
        assert!(gone::<()>(Err(Error::new("Throttled", "")), "NotFound").is_err());
    }
}
