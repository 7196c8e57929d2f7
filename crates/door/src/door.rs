//! The door itself: what is behind it, and the stages that every call passes.

use crate::call::{Call, Origin, Scope};
use crate::caller::{Caller, Credentials, Identities};
use crate::limits::{Faults, Limits};
use crate::locate::{Target, authority, header, is_region, region_of_host};
use crate::route::{Answer, Host, Route, Routes};
use crate::running::Running;
use crate::track::{Decided, Record, Refusal, Track};
use bytes::Bytes;
use clock::{Clock, Stopwatch, Timestamp};
use futures_util::FutureExt;
use http::request::Parts;
use http::{Request, Response};
use parking_lot::Mutex;
use sigv4::{KeyCache, Presented};
use std::collections::HashMap;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use wire::codec;
use wire::error::{Error, Result};
use wire::schema::{Operation, Service};
use wire::shape::Message;

/// Derived signing keys that are kept.
const SIGNING_KEYS: usize = 10_000;

/// What runs in place of an operation's method, for bytes that no message holds.
pub(crate) type Instead = Box<dyn FnOnce(Call, Box<dyn Message>) -> Answer + Send>;

/// Everything behind one door.
pub struct Door {
    pub(crate) clock: Clock,
    pub(crate) routes: HashMap<usize, Route>,
    pub(crate) hosts: HashMap<&'static str, Arc<dyn Host>>,
    pub(crate) credentials: Vec<Arc<dyn Credentials>>,
    pub(crate) identities: Option<Arc<dyn Identities>>,
    pub(crate) strict_keys: bool,
    pub(crate) signing_keys: KeyCache,
    /// Throttles.
    pub limits: Limits,
    /// Injected faults.
    pub faults: Faults,
    /// The record of every call.
    pub track: Track,
}

/// Puts services behind a door.
pub struct Builder {
    door: Door,
}

impl Builder {
    /// A door with nothing behind it.
    pub fn new(clock: Clock, track: Track) -> Self {
        let door = Door {
            clock,
            routes: HashMap::new(),
            hosts: HashMap::new(),
            credentials: Vec::new(),
            identities: None,
            strict_keys: false,
            signing_keys: KeyCache::new(SIGNING_KEYS),
            limits: Limits::default(),
            faults: Faults::default(),
            track,
        };
        Self { door }
    }
    /// Adds a service with its routes.
    #[must_use]
    pub fn service<S: Host>(mut self, service: &Arc<S>, routes: Routes) -> Self {
        self.door.hosts.insert(service.model().name, service.clone());
        self.door.routes.extend(routes.0.into_iter().map(|route| (id(route.op), route)));
        self
    }
    /// Adds a source of credentials.
    #[must_use]
    pub fn credentials(mut self, source: Arc<dyn Credentials>) -> Self {
        self.door.credentials.push(source);
        self
    }
    /// Sets who knows the policies of principals.
    #[must_use]
    pub fn identities(mut self, identities: Arc<dyn Identities>) -> Self {
        self.door.identities = Some(identities);
        self
    }
    /// Refuses access keys that nobody created, whatever their shape, but `test` and account numbers.
    #[must_use]
    pub fn strict_keys(mut self, strict: bool) -> Self {
        self.door.strict_keys = strict;
        self
    }
    /// The door.
    pub fn build(self) -> Arc<Door> {
        Arc::new(self.door)
    }
}

/// An operation's facts are a static: its address is its identity.
fn id(op: &'static Operation) -> usize {
    std::ptr::from_ref(op).addr()
}

/// Where a request came in.
#[derive(Clone, Debug)]
pub struct Entrance {
    /// The peer.
    pub peer: IpAddr,
    /// It came over TLS.
    pub secure: bool,
    /// The socket that took it.
    pub via: Via,
}

/// Which of the house's sockets a request came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Via {
    /// AWS's public side: the house's own port, or an endpoint's public address.
    #[default]
    Public,
    /// An interface endpoint in a VPC.
    Endpoint {
        /// `vpc-…`.
        vpc: Arc<str>,
        /// `vpce-…`.
        endpoint: Arc<str>,
    },
    /// The metadata and credentials addresses of a VPC, where no API is.
    Metadata {
        /// `vpc-…`.
        vpc: Arc<str>,
    },
}

impl Entrance {
    /// The public side.
    pub fn public(peer: IpAddr, secure: bool) -> Self {
        Self { peer, secure, via: Via::Public }
    }
}

impl Door {
    /// The services behind this door.
    pub fn models(&self) -> impl Iterator<Item = &'static Service> {
        self.hosts.values().map(|host| host.model())
    }
    /// What the services' resources ask for that is kept and shown and not done, in the services' order.
    pub fn shortfalls(&self) -> Vec<String> {
        let mut hosts: Vec<_> = self.hosts.values().collect();
        hosts.sort_by_key(|host| host.model().name);
        hosts.into_iter().flat_map(|host| host.shortfalls()).collect()
    }
    /// Whether an operation is supported.
    pub fn supports(&self, op: &'static Operation) -> bool {
        self.routes.contains_key(&id(op))
    }
    /// An empty input of an operation.
    pub(crate) fn blank(&self, op: &'static Operation) -> Result<Box<dyn Message>> {
        self.route(op).map(|route| (route.blank)())
    }
    fn route(&self, op: &'static Operation) -> Result<&Route> {
        let missing = || op.service.not_built(op.name);
        self.routes.get(&id(op)).ok_or_else(missing)
    }
    /// A call that nobody sent: the root of every chain of internal calls.
    pub fn call(self: &Arc<Self>, caller: Caller, region: &str) -> Call {
        self.new_call(Arc::new(caller), region.into(), Origin::inside(), self.clock.now())
    }
    /// A call of somebody whom a service knows by a protocol of its own, such as a registry's token: the root of what
    /// that request asks for.
    pub fn call_from(self: &Arc<Self>, caller: Caller, region: &str, origin: Origin) -> Call {
        self.new_call(Arc::new(caller), region.into(), origin, self.clock.now())
    }
    fn new_call(
        self: &Arc<Self>,
        caller: Arc<Caller>,
        region: Arc<str>,
        origin: Origin,
        time: Timestamp,
    ) -> Call {
        Call {
            caller,
            region,
            request_id: crate::ids::request_id().into(),
            parent: None,
            time,
            origin: Arc::new(origin),
            scope: Arc::new(Mutex::new(Scope { units: 1, denied: None })),
            door: self.clone(),
        }
    }

    /// The wire side: bytes in, bytes out. Only this function and the codecs know a protocol.
    pub async fn serve(self: &Arc<Self>, request: Request<Bytes>, entrance: Entrance) -> Response<Bytes> {
        let (watch, now) = (Stopwatch::start(), self.clock.now());
        let (parts, body) = request.into_parts();
        let presented = sigv4::parse(&parts);
        let scope = presented.as_ref().ok().and_then(Option::as_ref).map(|p| p.scope.service());
        let target = match self.locate(&parts, &body, scope) {
            Ok(target) => target,
            Err((place, error)) => {
                let request_id = crate::ids::request_id();
                return codec::encode_error(place.protocol, place.service, &error, &request_id);
            }
        };
        let region = region(&parts, presented.as_ref().ok().and_then(Option::as_ref));
        let origin = Origin {
            ip: Some(entrance.peer),
            gate: entrance.via,
            user_agent: header(&parts, "user-agent").unwrap_or_default().to_owned(),
            authority: authority(&parts).to_owned(),
            secure: entrance.secure,
            via: Vec::new(),
        };
        let protocol = target.protocol;
        let caller = presented
            .map_err(|e| crate::authenticate::word(&e, target))
            .and_then(|presented| self.authenticate(&parts, &body, presented.as_ref(), target, now));
        let (answer, record) = match caller {
            Ok(caller) => {
                let call = self.new_call(caller, region.into(), origin, now);
                let input = self.decode(&parts, &body, target);
                self.passed(&call, target.op, input, None, &watch).await
            }
            Err(error) => {
                let call = self.new_call(Arc::new(Caller::anonymous("")), region.into(), origin, now);
                let record = record(&call, target.op);
                (Err(error), record)
            }
        };
        let request_id = record.request_id.clone();
        let response = match &answer {
            Ok(output) => codec::encode(protocol, target.op.service, target.op, &**output, &request_id),
            Err(error) => codec::encode_error(protocol, Some(target.op.service), error, &request_id),
        };
        self.keep(record, answer.as_ref().err(), Some((body.len(), &response)), &watch);
        response
    }

    /// Reads an operation's input from the wire.
    fn decode(&self, parts: &Parts, body: &Bytes, target: Target) -> Result<(Box<dyn Message>, Vec<String>)> {
        let mut input = self.blank(target.op)?;
        let request = codec::Request {
            path: parts.uri.path(),
            query: parts.uri.query().unwrap_or_default(),
            headers: &parts.headers,
            body,
        };
        let missing = codec::decode(target.protocol, target.op, &mut *input, &request)?;
        Ok((input, missing))
    }

    /// A call from inside: a typed input and no bytes; every other stage, and a record of its own.
    pub(crate) async fn perform(
        &self,
        call: &Call,
        op: &'static Operation,
        input: Box<dyn Message>,
        missing: Vec<String>,
        instead: Option<Instead>,
    ) -> Result<Box<dyn Message>> {
        let watch = Stopwatch::start();
        let (answer, record) = self.passed(call, op, Ok((input, missing)), instead, &watch).await;
        self.keep(record, answer.as_ref().err(), None, &watch);
        answer
    }

    /// The stages, in their order, and what the record says of them.
    async fn passed(
        &self,
        call: &Call,
        op: &'static Operation,
        input: Result<(Box<dyn Message>, Vec<String>)>,
        instead: Option<Instead>,
        watch: &Stopwatch,
    ) -> (Result<Box<dyn Message>>, Record) {
        let mut running = Running::new(self, record(call, op), watch);
        let stages = self.stages(call, op, input, instead, &mut running.record);
        let answer = AssertUnwindSafe(stages).catch_unwind().await;
        let mut record = running.end();
        let answer = answer.unwrap_or_else(|panic| Err(Error::internal(panic_text(&*panic))));
        let scope = call.scope.lock();
        record.units = scope.units;
        if let Some((action, resources, decided)) = &scope.denied {
            record.action = action.clone().into();
            record.resources.clone_from(resources);
            record.decision = Some(decided.clone());
        }
        drop(scope);
        (answer, record)
    }

    /// Every request and every internal call passes these stages, in this order.
    async fn stages(
        &self,
        call: &Call,
        op: &'static Operation,
        input: Result<(Box<dyn Message>, Vec<String>)>,
        instead: Option<Instead>,
        record: &mut Record,
    ) -> Result<Box<dyn Message>> {
        let route = self.route(op)?;
        let (input, missing) = input?;
        wire::validate::validate(op.service.dialect, &*input, missing)?;
        let touch = (route.touch)(call, &*input);
        record.resources.clone_from(&touch.resources);
        record.decision = match self.authorize(call, op, &*input, &touch) {
            Ok(decided) => decided,
            Err((decided, error)) => {
                record.decision = Some(decided);
                return Err(error);
            }
        };
        self.limits.admit(call, op)?;
        dry_run(op, &*input)?;
        self.faults.strike(call, op).await?;
        match instead {
            None => (route.run)(call.clone(), input).await,
            Some(run) => run(call.clone(), input).await,
        }
    }

    pub(crate) fn keep(
        &self,
        mut record: Record,
        error: Option<&Error>,
        wire: Option<(usize, &Response<Bytes>)>,
        watch: &Stopwatch,
    ) {
        record.micros = watch.elapsed().as_micros() as u64;
        if let Some(error) = error {
            record.status = error.http_status();
            record.error =
                Some(Refusal { code: error.code().to_owned(), message: error.message().to_owned() });
            if let Some(cause) = error.log_cause().filter(|_| !error.is_sender()) {
                crate::log(&format!(
                    "{} {} failed: {cause} (request {})",
                    record.service, record.operation, record.request_id
                ));
            }
        }
        if let Some((bytes_in, response)) = wire {
            record.bytes_in = bytes_in as u64;
            record.bytes_out = response.body().len() as u64;
            record.status = response.status().as_u16();
        }
        self.track.add(record);
    }
}

impl Origin {
    /// From inside the house.
    fn inside() -> Self {
        Self {
            ip: None,
            gate: Via::Public,
            user_agent: String::new(),
            authority: "localhost:4566".to_owned(),
            secure: true,
            via: Vec::new(),
        }
    }
}

/// EC2 answers a dry run with an error: the request was valid and allowed, and is not done.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonParameters.html>
fn dry_run(op: &'static Operation, input: &dyn Message) -> Result<()> {
    if op.service.dialect != wire::schema::Dialect::Ec2 {
        return Ok(());
    }
    let members = input.schema().members;
    let Some((i, m)) = members.iter().enumerate().find(|(_, m)| m.name == "DryRun") else { return Ok(()) };
    let asked = input.get(i).is_some_and(|value| wire::view::shape_to_json(m, value) == true);
    if asked {
        let text = "Request would have succeeded, but DryRun flag is set.";
        return Err(Error::new("DryRunOperation", text).status(412));
    }
    Ok(())
}

fn record(call: &Call, op: &'static Operation) -> Record {
    Record {
        time: call.time.millis(),
        request_id: call.request_id.clone(),
        parent: call.parent.clone(),
        account: call.caller.account.clone(),
        region: call.region.clone(),
        principal: call.caller.display(),
        access_key_id: call.caller.access_key_id.clone(),
        source: call
            .origin
            .via
            .last()
            .cloned()
            .or_else(|| Some(call.origin.ip?.to_string()))
            .unwrap_or_default(),
        service: op.service.name.into(),
        operation: op.name.into(),
        action: op.action.into(),
        resources: Vec::new(),
        decision: None::<Decided>,
        error: None,
        status: 200,
        micros: 0,
        bytes_in: 0,
        bytes_out: 0,
        units: 1,
    }
}

/// The region of a request: the credential's scope, else the host name, else `us-east-1`.
fn region(parts: &Parts, presented: Option<&Presented>) -> String {
    let scope = presented.map(|p| p.scope.region()).filter(|r| is_region(r));
    scope.or_else(|| region_of_host(authority(parts))).unwrap_or("us-east-1").to_owned()
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(|s| (*s).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    format!("panic: {}", text.unwrap_or_default())
}
