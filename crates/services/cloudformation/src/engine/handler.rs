//! The calls that make, change and delete a physical resource, in the name of the stack's role or of its caller.

use super::{PRINCIPAL, Run};
use crate::CloudFormation;
use crate::records::ResourceRecord;
use crate::types::Type;
use clock::Timestamp;
use door::Call;
use futures_util::FutureExt;
use model_sts::{ops, types::AssumeRoleInput};
use provider::{Made, Properties, Request};
use std::panic::AssertUnwindSafe;
use wire::prelude::*;

impl CloudFormation {
    /// The session of a stack's role, which CloudFormation assumes in its own name.
    pub(crate) async fn assume(&self, call: &Call, stack_id: &str, role_arn: &str) -> Result<Call> {
        let input = AssumeRoleInput {
            role_arn: role_arn.to_owned(),
            role_session_name: "AWSCloudFormation".to_owned(),
            ..AssumeRoleInput::default()
        };
        let invalid = || {
            let text = format!("Role {role_arn} is invalid or cannot be assumed");
            Error::new("ValidationError", text)
        };
        let assumed = call.as_service(PRINCIPAL, stack_id).call::<ops::AssumeRole>(input).await;
        let assumed =
            assumed.map_err(|error| if error.code() == "NotImplemented" { error } else { invalid() })?;
        let session = assumed.credentials.ok_or_else(invalid)?;
        let session = call.with_key(&session.access_key_id, Some(&session.session_token));
        session.map(|session| session.via(PRINCIPAL)).ok_or_else(invalid)
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
        properties: &'a Properties,
        previous: Option<&'a Properties>,
    ) -> Request<'a> {
        Request {
            stack_name: &self.stack_name,
            stack_id: &self.stack_id,
            logical_id: id,
            properties,
            previous,
            stack_tags: &self.tags,
            token: &of.token,
            again: None,
        }
    }
}

impl Run {
    /// The call in whose name resources are made: the role's session, or the caller's own, seen to come through
    /// CloudFormation.
    async fn maker(&self) -> Result<Call> {
        let Some(role_arn) = self.record(|r| r.version.role_arn.clone()) else {
            return Ok(self.call.via(PRINCIPAL));
        };
        let lasts = |session: &Call| {
            session.caller.session.as_ref().is_some_and(|session| session.expires > self.call.now())
        };
        if let Some(session) = self.role.lock().clone().filter(lasts) {
            return Ok(session);
        }
        let session = self.service.assume(&self.call, &self.id(), &role_arn).await?;
        *self.role.lock() = Some(session.clone());
        Ok(session)
    }

    /// The stack's tags and, where the type takes them, CloudFormation's own.
    fn names(&self, id: &str, kind: &Type, tags: &[(String, String)]) -> Names {
        self.record(|r| {
            let own = [
                ("aws:cloudformation:stack-name", r.name.as_str()),
                ("aws:cloudformation:logical-id", id),
                ("aws:cloudformation:stack-id", r.id.as_str()),
            ];
            let own = own.into_iter().filter(|_| kind.schema.takes_system_tags());
            let own = own.map(|(key, value)| (key.to_owned(), value.to_owned()));
            let tags = tags.iter().cloned().chain(own).collect();
            Names { stack_name: r.name.clone(), stack_id: r.id.clone(), tags }
        })
    }

    /// Makes what a record stands for; `again` where a crash left open whether it was made.
    pub(super) async fn create_physical(
        &self,
        id: &str,
        resource: &ResourceRecord,
        again: bool,
    ) -> Result<Made> {
        let (kind, maker) = (self.service.types.get(&resource.kind)?, self.maker().await?);
        let names = self.names(id, kind, &resource.tags);
        let mut request = names.request(id, resource, &resource.properties, None);
        request.again = again.then(|| Timestamp::from_millis(resource.begun));
        unpanicked(kind.provider.create(&maker, &request)).await
    }

    pub(super) async fn update_physical(
        &self,
        id: &str,
        resource: &ResourceRecord,
        properties: &Properties,
        previous: &Properties,
        tags: &[(String, String)],
    ) -> Result<Made> {
        let (kind, maker) = (self.service.types.get(&resource.kind)?, self.maker().await?);
        let names = self.names(id, kind, tags);
        let request = names.request(id, resource, properties, Some(previous));
        let physical = resource.physical.as_deref().unwrap_or_default();
        unpanicked(kind.provider.update(&maker, physical, &request)).await
    }

    /// Deletes what a record stands for. Where a crash left open whether it was made, it is made (or found) first, so
    /// that nothing stays behind that nobody knows of.
    pub(super) async fn delete_physical(&self, id: &str, resource: &ResourceRecord) -> Result<()> {
        let physical = match &resource.physical {
            Some(physical) => physical.clone(),
            None if resource.is_uncertain() => match self.create_physical(id, resource, true).await {
                Ok(made) => made.id,
                // Nobody was asked, so nobody said that it is not there.
                Err(error)
                    if matches!(
                        handler_code(&error),
                        "AccessDenied" | "Throttling" | "ServiceInternalError"
                    ) =>
                {
                    return Err(error);
                }
                // What cannot be made was not made before either.
                Err(_) => return Ok(()),
            },
            None => return Ok(()),
        };
        let (kind, maker) = (self.service.types.get(&resource.kind)?, self.maker().await?);
        let names = self.names(id, kind, &resource.tags);
        let request = names.request(id, resource, &resource.properties, None);
        unpanicked(kind.provider.delete(&maker, &physical, &request)).await
    }

    /// A refusal as a resource handler tells it: its service's with where it came from, its own as it is.
    pub(super) fn told(&self, resource: &ResourceRecord, error: &Error) -> String {
        let (code, token) = (handler_code(error), uuid::Uuid::new_v4());
        let by_service = || {
            let service = resource.kind.split("::").nth(1).unwrap_or_default();
            let (first, rest) = service.split_at_checked(1).unwrap_or((service, ""));
            let service = format!("{first}{}", rest.to_lowercase());
            let (status, request) = (error.http_status(), &self.call.request_id);
            format!(" (Service: {service}, Status Code: {status}, Request ID: {request})")
        };
        let origin = if error.code() == code { String::new() } else { by_service() };
        let message = error.message();
        format!(
            "Resource handler returned message: \"{message}{origin}\" (RequestToken: {token}, HandlerErrorCode: {code})"
        )
    }
}

/// A handler that panics fails its resource and nothing else.
async fn unpanicked<T>(handled: impl Future<Output = Result<T>>) -> Result<T> {
    let done = AssertUnwindSafe(handled).catch_unwind().await;
    done.unwrap_or_else(|_| Err(Error::internal("a resource handler panicked")))
}

/// The code by which a handler sorts its service's refusals.
/// <https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html>
fn handler_code(error: &Error) -> &'static str {
    let code = error.code();
    let has = |parts: &[&str]| parts.iter().any(|part| code.contains(part));
    if has(&["AccessDenied", "Authorization", "Unauthorized"]) {
        "AccessDenied"
    } else if has(&["AlreadyExists", "NameExists"]) {
        "AlreadyExists"
    } else if has(&["NotFound", "NoSuchEntity", "NonExistent"]) {
        "NotFound"
    } else if has(&["Limit"]) {
        "ServiceLimitExceeded"
    } else if has(&["Throttl"]) {
        "Throttling"
    } else if code == "NotImplemented" || has(&["Invalid", "Malformed", "Validation"]) {
        "InvalidRequest"
    } else if error.http_status() >= 500 {
        "ServiceInternalError"
    } else {
        "GeneralServiceException"
    }
}
