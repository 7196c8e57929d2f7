//! One physical resource: the calls that make, change and delete it, and the events that tell of it.

use super::Run;
use crate::CloudFormation;
use crate::records::{EventRecord, ResourceRecord};
use provider::{Made, Properties, Request, ResourceType};
use serde_json::Value;
use wire::prelude::*;

impl CloudFormation {
    /// The type of that name; one that nobody provides fails, it is never made of air.
    pub(crate) fn resource_type(&self, kind: &str) -> Result<&dyn ResourceType> {
        let text = || {
            Error::new(
                "ValidationError",
                format!("Template format error: Unrecognized resource types: [{kind}]"),
            )
        };
        self.types.get(kind).map(AsRef::as_ref).ok_or_else(text)
    }

    /// Whether a change of properties needs a new physical resource: the schema's `createOnlyProperties`.
    pub(crate) fn replaces(&self, kind: &str, old: &Properties, new: &Properties) -> bool {
        let Ok(kind) = self.resource_type(kind) else { return false };
        let schema: Value = serde_json::from_str(kind.schema()).unwrap_or_default();
        let fixed = schema["createOnlyProperties"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let names = fixed.filter_map(|path| path.strip_prefix("/properties/")?.split('/').next());
        names.into_iter().any(|name| old.get(name) != new.get(name))
    }
}

/// What a request borrows of the stack.
struct Names {
    stack_name: String,
    stack_id: String,
    tags: Vec<(String, String)>,
}

impl Names {
    fn request<'a>(
        &'a self,
        id: &'a str,
        of: &'a ResourceRecord,
        previous: Option<&'a Properties>,
    ) -> Request<'a> {
        Request {
            stack_name: &self.stack_name,
            stack_id: &self.stack_id,
            logical_id: id,
            properties: &of.properties,
            previous,
            stack_tags: &self.tags,
            token: &of.token,
        }
    }
}

impl Run {
    /// The call in whose name resources are made: the caller's, seen to come through CloudFormation.
    fn maker(&self) -> door::Call {
        self.call.via("cloudformation.amazonaws.com")
    }

    fn names(&self, id: &str) -> Names {
        self.record(|r| {
            let own = [
                ("aws:cloudformation:stack-name", r.name.as_str()),
                ("aws:cloudformation:logical-id", id),
                ("aws:cloudformation:stack-id", r.id.as_str()),
            ];
            let own = own.map(|(key, value)| (key.to_owned(), value.to_owned()));
            let tags = r.tags.iter().cloned().chain(own).collect();
            Names { stack_name: r.name.clone(), stack_id: r.id.clone(), tags }
        })
    }

    pub(crate) async fn create_physical(&self, id: &str, resource: &ResourceRecord) -> Result<Made> {
        let names = self.names(id);
        let request = names.request(id, resource, None);
        self.service.resource_type(&resource.kind)?.create(&self.maker(), &request).await
    }

    pub(crate) async fn update_physical(
        &self,
        id: &str,
        resource: &ResourceRecord,
        previous: &Properties,
    ) -> Result<Made> {
        let names = self.names(id);
        let request = names.request(id, resource, Some(previous));
        let physical = resource.physical.as_deref().unwrap_or_default();
        self.service.resource_type(&resource.kind)?.update(&self.maker(), physical, &request).await
    }

    pub(crate) async fn delete_physical(&self, id: &str, resource: &ResourceRecord) -> Result<()> {
        let names = self.names(id);
        let request = names.request(id, resource, None);
        let Some(physical) = &resource.physical else { return Ok(()) };
        self.service.resource_type(&resource.kind)?.delete(&self.maker(), physical, &request).await
    }

    /// Writes down a resource's state and the event that tells of it.
    pub(crate) fn note(
        &self,
        id: &str,
        kind: &str,
        status: &str,
        reason: Option<&str>,
        resource: Option<&ResourceRecord>,
    ) {
        let now = self.call.now().millis();
        let kept = || self.record(|r| r.resources.get(id).and_then(|r| r.physical.clone()));
        let physical = resource.and_then(|r| r.physical.clone()).or_else(kept).unwrap_or_default();
        let event = EventRecord {
            id: format!("{id}-{status}-{}", uuid::Uuid::new_v4()),
            time: now,
            logical: id.to_owned(),
            physical: Some(physical),
            kind: kind.to_owned(),
            status: status.to_owned(),
            reason: reason.map(str::to_owned),
            properties: resource.map(|r| Value::Object(r.properties.clone()).to_string()),
            token: None,
        };
        self.change_with(vec![event], |r| {
            // What a replacement left behind bears the same logical id as what stands in its place.
            let same =
                |kept: &&mut ResourceRecord| resource.is_none_or(|resource| resource.token == kept.token);
            if let Some(kept) = r.resources.get_mut(id).filter(same) {
                status.clone_into(&mut kept.status);
                kept.reason = reason.map(str::to_owned);
                kept.changed = now;
            }
        });
    }

    /// A refusal as a resource handler tells it.
    pub(crate) fn told(&self, error: &Error) -> String {
        if error.code() == "ValidationError" {
            return error.message().to_owned();
        }
        let token = uuid::Uuid::new_v4();
        let code = handler_code(error);
        format!(
            "Resource handler returned message: \"{}\" (RequestToken: {token}, HandlerErrorCode: {code})",
            error.message()
        )
    }
}

/// The code by which a handler sorts its service's refusals.
/// <https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html>
fn handler_code(error: &Error) -> &'static str {
    let code = error.code();
    match code {
        _ if code.contains("AccessDenied")
            || code.contains("Authorization")
            || code == "UnauthorizedOperation" =>
        {
            "AccessDenied"
        }
        _ if code.contains("AlreadyExists") || code.contains("NameExists") => "AlreadyExists",
        _ if code.contains("NotFound") || code.contains("NoSuchEntity") || code.contains("NonExistent") => {
            "NotFound"
        }
        _ if code.contains("Limit") => "ServiceLimitExceeded",
        _ if code.contains("Throttl") => "Throttling",
        _ if error.http_status() >= 500 => "ServiceInternalError",
        _ if code.starts_with("Invalid") || code.contains("Malformed") || code.contains("Validation") => {
            "InvalidRequest"
        }
        _ => "GeneralServiceException",
    }
}
