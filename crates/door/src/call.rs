//! A call: the first parameter of every handler.

use crate::caller::{Caller, Identities};
use crate::door::{Door, Instead, Via};
use crate::route::Touch;
use crate::track::Decided;
use clock::{Clock, Timestamp};
use futures_util::future::BoxFuture;
use parking_lot::Mutex;
use policy::{KeyName, keys};
use std::any::Any;
use std::net::IpAddr;
use std::sync::Arc;
use wire::error::{Error, Result};
use wire::schema::{Operation, Service};
use wire::shape::{Message, Op};

/// Who calls, where, when and on whose behalf. Cheap to clone.
#[derive(Clone)]
pub struct Call {
    /// Who it is.
    pub caller: Arc<Caller>,
    /// The region whose state the call works on.
    pub region: Arc<str>,
    /// The call's own id, which the answer carries.
    pub request_id: Arc<str>,
    /// The call that caused this one.
    pub parent: Option<Arc<str>>,
    /// When it arrived.
    pub time: Timestamp,
    /// Where it came from.
    pub origin: Arc<Origin>,
    pub(crate) scope: Arc<Mutex<Scope>>,
    pub(crate) door: Arc<Door>,
}

/// Where a call came from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The peer; `None` for calls from inside.
    pub ip: Option<IpAddr>,
    /// Which of the house's sockets took it.
    pub gate: Via,
    /// `User-Agent`.
    pub user_agent: String,
    /// The name and port that the client asked for, which URLs in answers repeat.
    pub authority: String,
    /// It came over TLS.
    pub secure: bool,
    /// The service that called in its caller's name, for `aws:CalledVia`: the first one first.
    pub via: Vec<String>,
}

/// What a call gathers on its way, for its record.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) units: u64,
    /// A decision within the handler that refused: action, resources and why.
    pub(crate) denied: Option<(String, Vec<String>, Decided)>,
}

impl Call {
    /// The account whose state the call works on.
    pub fn account(&self) -> &str {
        &self.caller.account
    }
    /// The clock. [`Call::time`] is when the call arrived; a handler that waits asks again.
    pub fn clock(&self) -> &Clock {
        &self.door.clock
    }
    /// Now.
    pub fn now(&self) -> Timestamp {
        self.door.clock.now()
    }
    /// Who knows users, roles and providers; `None` behind a door without IAM.
    pub fn identities(&self) -> Option<&Arc<dyn Identities>> {
        self.door.identities.as_ref()
    }
    /// The resource facts that a decision about `action` would see, for those who must show them (simulation).
    pub fn resource_facts(&self, action: &str, arn: &str) -> Option<crate::route::ResourceFacts> {
        self.door.facts(action, arn)
    }
    /// The services behind the door.
    pub fn services(&self) -> Vec<&'static Service> {
        self.door.models().collect()
    }
    /// An ARN in the call's account and region.
    pub fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.region, self.account())
    }
    /// Counts billable units beyond the one that every call is.
    pub fn bill(&self, units: u64) {
        self.scope.lock().units = units;
    }
    /// The same call as another caller: a service that acts in its own name or as a role.
    pub fn acting(&self, caller: Caller) -> Self {
        Self { caller: Arc::new(caller), ..self.clone() }
    }
    /// The same call as whoever an access key stands for: the session of a role that a service assumed. `None` where
    /// the key or its token is no good any more.
    pub fn with_key(&self, access_key_id: &str, token: Option<&str>) -> Option<Self> {
        let credential = self.door.credential(access_key_id, token, self.now()).ok()?;
        Some(Self { caller: credential.caller, ..self.clone() })
    }
    /// The same call as a service principal on behalf of a resource: policies see `aws:SourceArn`, `aws:SourceAccount`
    /// and the latter's older name, `aws:SourceOwner`.
    /// <https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html>
    pub fn as_service(&self, name: &str, source_arn: &str) -> Self {
        let account =
            source_arn.split(':').nth(4).filter(|a| !a.is_empty()).unwrap_or_else(|| self.account());
        let mut caller = Caller::service(name, account);
        caller.context.set(keys::SOURCE_ARN, source_arn);
        caller.context.set(keys::SOURCE_ACCOUNT, account);
        caller.context.set(KeyName::of("aws:SourceOwner"), account);
        self.acting(caller)
    }
    /// The same call in its caller's name, made by a service for it (`aws:CalledVia`).
    pub fn via(&self, service: &str) -> Self {
        let mut call = self.acting((*self.caller).clone());
        let mut origin = (*self.origin).clone();
        origin.via.push(service.to_owned());
        call.origin = Arc::new(origin);
        call
    }
    /// The same call in another region.
    pub fn in_region(&self, region: &str) -> Self {
        Self { region: region.into(), ..self.clone() }
    }

    /// Whether this caller may not use a tag key: `aws:` is for AWS's own services, of which CloudFormation sets tags.
    pub fn is_reserved_tag(&self, key: &str) -> bool {
        let by_aws = self.origin.via.iter().any(|service| service == "cloudformation.amazonaws.com");
        !by_aws && key.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("aws:"))
    }

    /// Calls an operation through the door: validated, authorized, limited and recorded, but never encoded.
    pub async fn call<O: Op>(&self, input: O::Input) -> Result<O::Output> {
        let out: Box<dyn Any> =
            self.door.perform(&self.child(), O::spec(), Box::new(input), Vec::new(), None).await?;
        output::<O>(out)
    }
    /// Calls an operation whose bytes flow and fit no message: every stage as ever, but `run` does what the operation's
    /// method does for bytes that are there. For a service's own protocol beside its API.
    pub async fn call_with<O: Op>(
        &self,
        input: O::Input,
        run: impl FnOnce(Self, O::Input) -> BoxFuture<'static, Result<O::Output>> + Send + 'static,
    ) -> Result<O::Output> {
        let instead: Instead = Box::new(move |call, input| {
            let input: Box<dyn Any> = input;
            match input.downcast::<O::Input>() {
                Ok(input) => {
                    let done = run(call, *input);
                    Box::pin(async move { done.await.map(|out| Box::new(out) as Box<dyn Message>) })
                }
                Err(_) => Box::pin(async { Err(Error::internal("an operation was given another's input")) }),
            }
        });
        let child = self.child();
        let out: Box<dyn Any> =
            self.door.perform(&child, O::spec(), Box::new(input), Vec::new(), Some(instead)).await?;
        output::<O>(out)
    }
    /// Calls an operation by its name with JSON by the model's names, for callers that hold no types (CloudFormation, the
    /// command line). Same stages, same record.
    pub async fn call_dynamic(
        &self,
        service: &str,
        operation: &str,
        input: serde_json::Value,
    ) -> Result<serde_json::Value> {
        let op = self.door.operation(service, operation)?;
        let mut message = self.door.blank(op)?;
        let missing = wire::view::from_json(&mut *message, &input)?;
        let out: Box<dyn Message> = self.door.perform(&self.child(), op, message, missing, None).await?;
        Ok(wire::view::to_json(&*out))
    }
    /// Decides one more action that the operation implies (`iam:PassRole`, the trust of a role). The refusal is AWS's.
    pub fn require(&self, op: &'static Operation, action: &str, touch: &Touch) -> Result<()> {
        self.door.decide(self, action, touch, op).map(|_| ())
    }
    /// Whether one more action would be allowed. For operations to which several permissions open the way; a refusal that
    /// ends the call is [`Call::require`]'s.
    pub fn would_allow(&self, op: &'static Operation, action: &str, touch: &Touch) -> bool {
        self.door.would_allow(self, action, touch, op)
    }
    /// A call that this one causes.
    fn child(&self) -> Self {
        Self {
            request_id: crate::ids::request_id().into(),
            parent: Some(self.request_id.clone()),
            time: self.now(),
            scope: Arc::new(Mutex::new(Scope { units: 1, denied: None })),
            ..self.clone()
        }
    }
}

fn output<O: Op>(out: Box<dyn Any>) -> Result<O::Output> {
    let other = |_| Error::internal("a handler returned another operation's output");
    out.downcast().map(|out| *out).map_err(other)
}
