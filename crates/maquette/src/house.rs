//! Which services stand behind the door. Adding one is one line.

use bytes::Bytes;
use clock::{Clock, ClockState};
use door::{Builder, Door, Track};
use ecr::Blobs;
use futures_util::future::BoxFuture;
use http::{Request, Response, StatusCode};
use serde_json::json;
use server::{Page, Site};
use std::sync::Arc;
use store::{Batch, Key, Record, Store, Table};

/// Messages of the outbox that one answer carries at most.
const OUTBOX: usize = 1_000;

/// A door, and the pages that its services show beside their API.
pub(crate) struct Built {
    pub(crate) door: Arc<Door>,
    pub(crate) pages: Vec<(&'static str, Page)>,
    pub(crate) sites: Vec<Site>,
    /// For what runs behind them.
    pub(crate) ec2: Arc<ec2::Ec2>,
    pub(crate) ecs: Arc<ecs::Ecs>,
}

/// Puts every service behind one door.
pub(crate) fn build(
    store: &Store,
    blobs: Blobs,
    clock: &Clock,
    track: Track,
    strict_keys: bool,
) -> store::Result<Built> {
    let iam = Arc::new(iam::Iam::open(store)?);
    let sts = Arc::new(sts::Sts::open(store, iam.clone())?);
    let sqs = Arc::new(sqs::Sqs::open(store, clock)?);
    let sns = Arc::new(sns::Sns::open(store)?);
    let logs = Arc::new(logs::Logs::open(store, clock)?);
    let ec2 = Arc::new(ec2::Ec2::open(store, clock)?);
    let ecr = Arc::new(ecr::Ecr::open(store, clock, blobs)?);
    let ecs = Arc::new(ecs::Ecs::open(store, clock)?);
    let types = [
        ec2::resources::types(),
        ecr::resources::types(),
        ecs::resources::types(),
        iam::resources::types(),
        logs::resources::types(),
        sns::resources::types(),
        sqs::resources::types(),
    ];
    let types = types.into_iter().flatten().collect();
    let cloudformation = Arc::new(cloudformation::CloudFormation::open(store, types)?);
    let door = Builder::new(clock.clone(), track)
        .strict_keys(strict_keys)
        .credentials(iam.clone())
        .credentials(sts.clone())
        .identities(iam.clone())
        .service(&iam, iam.routes())
        .service(&sts, sts.routes())
        .service(&sqs, sqs.routes())
        .service(&sns, sns.routes())
        .service(&logs, logs.routes())
        .service(&ec2, ec2.routes())
        .service(&ecr, ecr.routes())
        .service(&ecs, ecs.routes())
        .service(&cloudformation, cloudformation.routes())
        .build();
    sns.resume(&door);
    cloudformation.resume(&door);
    ecr.resume();
    let sites = vec![registry(ecr, door.clone())];
    Ok(Built { door, pages: vec![certificate(sns.clone()), outbox(sns)], sites, ec2, ecs })
}

/// The registry of images.
fn registry(ecr: Arc<ecr::Ecr>, door: Arc<Door>) -> Site {
    Site {
        takes: ecr::takes,
        answer: Arc::new(move |request, entrance| {
            Box::pin(ecr.clone().serve(door.clone(), request, entrance))
        }),
    }
}

/// E-mails and text messages that went nowhere, newest last: `GET /_maquette/outbox?limit=50`.
fn outbox(sns: Arc<sns::Sns>) -> (&'static str, Page) {
    let page = move |request: Request<Bytes>| -> BoxFuture<'static, Option<Response<Bytes>>> {
        let limit = request.uri().query().and_then(|query| query.strip_prefix("limit=")?.parse().ok());
        let told =
            sns.outbox(limit.unwrap_or(50).min(OUTBOX)).map(|messages| json!({ "messages": messages }));
        let answer = told.unwrap_or_else(|error| json!({ "error": error.to_string() }));
        let mut response = Response::new(Bytes::from(answer.to_string()));
        if answer.get("error").is_some() {
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        }
        Box::pin(std::future::ready(Some(response)))
    };
    ("/_maquette/outbox", Arc::new(page))
}

/// The certificate by which receivers check SNS's signatures.
fn certificate(sns: Arc<sns::Sns>) -> (&'static str, Page) {
    let page = move |request: Request<Bytes>| -> BoxFuture<'static, Option<Response<Bytes>>> {
        let pem = sns.certificate(request.uri().path()).map(|pem| Response::new(Bytes::from(pem)));
        Box::pin(std::future::ready(pem))
    };
    ("/SimpleNotificationService-", Arc::new(page))
}

/// The clock's state as it is kept.
#[derive(serde::Serialize, serde::Deserialize)]
struct Kept {
    clock: ClockState,
}

impl Record for Kept {
    const NAME: &'static str = "maquette.clock";
    const VERSION: u16 = 1;
}

/// Takes up the kept clock, and gives what keeps it from now on.
pub(crate) fn keep_clock(store: &Store, clock: &Clock) -> store::Result<server::ClockKept> {
    let table = Table::<Kept>::open(store)?;
    let key = Key::new(&["clock"]);
    if let Some(kept) = table.get(&key) {
        clock.restore(kept.clock);
    }
    let store = store.clone();
    Ok(Arc::new(move |state| {
        let mut batch = Batch::new();
        table.put(&mut batch, &key, Kept { clock: state });
        // In the operating system's hands is enough for a clock.
        store.commit(batch).map(drop).map_err(|error| error.to_string())
    }))
}
