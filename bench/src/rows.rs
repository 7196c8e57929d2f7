//! What is measured.

use crate::client::{Connection, Key, Signed, query, sqs};
use crate::drain::{self, Target};
use crate::report::{Facts, Report, Row};
use crate::servers::{self, Server};
use crate::{Arguments, Result, machine, setup, wrk};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// Messages behind the figure of memory.
const MILLION: usize = 1_000_000;

/// One operation, ready to be repeated.
struct Operation {
    name: &'static str,
    ephemeral: bool,
    signed: Signed,
}

pub(crate) async fn run(arguments: &Arguments) -> Result<()> {
    let scratch = tempfile::tempdir().map_err(|e| e.to_string())?;
    let data = scratch.path().join("data");
    let mut report = Report::new();
    let disk = servers::maquette(&arguments.program, Some(&data)).await?;
    let memory = servers::maquette(&arguments.program, None).await?;
    let hello = servers::hello(&arguments.hello).await?;
    let operations = operations(&disk, &memory, &mut report).await;
    for operation in operations.iter().filter(|o| o.name.contains(&arguments.only)) {
        let maquette = if operation.ephemeral { &memory } else { &disk };
        let (status, answer) =
            Connection::open(&maquette.authority, "/").await?.call(&operation.signed).await?;
        if status != 200 {
            report.skip(operation.name, &String::from_utf8_lossy(&answer));
            continue;
        }
        let nginx = servers::nginx(scratch.path(), &[answer.len()]).await?;
        for connections in &arguments.connections {
            let mut rates = Vec::new();
            for (server, path) in [
                (maquette, String::new()),
                (&nginx, answer.len().to_string()),
                (&hello, answer.len().to_string()),
            ] {
                let url = format!("http://{}/{path}", server.authority);
                let rate = wrk::run(scratch.path(), &url, &operation.signed, *connections, arguments.seconds)
                    .await?;
                rates.push(rate);
            }
            report.add(Row::new(operation.name, *connections, &rates, answer.len()));
        }
        nginx.stop().await?;
    }
    memory.stop().await?;
    for depth in arguments.depths.iter().filter(|_| "ReceiveMessage".contains(&arguments.only)) {
        deep(arguments, scratch.path(), &disk, &hello, *depth, &mut report).await?;
    }
    disk.stop().await?;
    hello.stop().await?;
    let facts =
        if arguments.only.is_empty() { facts(arguments, scratch.path()).await? } else { Facts::default() };
    report.print(&facts);
    match &arguments.write {
        Some(path) => report.write(&facts, path),
        None => Ok(()),
    }
}

/// What can be asked for. Where the setting-up is refused the row is left out, and that is said.
async fn operations(disk: &Server, memory: &Server, report: &mut Report) -> Vec<Operation> {
    let mut all = Vec::new();
    let root = Key::root();
    let mut add = |name, ephemeral, signed: Result<Signed>| match signed {
        Ok(signed) => all.push(Operation { name, ephemeral, signed }),
        Err(error) => report.skip(name, &error),
    };
    for (server, ephemeral) in [(disk, false), (memory, true)] {
        let at = &server.authority;
        let identity = query(&root, at, "sts", "GetCallerIdentity", &[]);
        add(
            if ephemeral { "GetCallerIdentity, --ephemeral" } else { "GetCallerIdentity" },
            ephemeral,
            identity,
        );
        let body = "m".repeat(setup::BODY);
        let send = setup::queue(at, "bench")
            .await
            .and_then(|url| sqs(&root, at, "SendMessage", &json!({ "QueueUrl": url, "MessageBody": body })));
        add(if ephemeral { "SendMessage, --ephemeral" } else { "SendMessage" }, ephemeral, send);
    }
    let at = &disk.authority;
    let publish = setup::topic(at).await.and_then(|topic| {
        let body = "m".repeat(setup::BODY);
        query(&root, at, "sns", "Publish", &[("TopicArn", &topic), ("Message", &body)])
    });
    add("Publish to 10 queues", false, publish);
    let assume = setup::role(at).await.and_then(|(role, key)| {
        query(&key, at, "sts", "AssumeRole", &[("RoleArn", &role), ("RoleSessionName", "bench")])
    });
    add("AssumeRole", false, assume);
    let decide = setup::user_with_100_policies(at)
        .await
        .and_then(|key| sqs(&key, at, "GetQueueUrl", &json!({ "QueueName": "bench" })));
    add("GetQueueUrl, 100 policies", false, decide);
    all
}

/// ReceiveMessage of 10 and their deletion at a depth.
async fn deep(
    arguments: &Arguments,
    folder: &Path,
    disk: &Server,
    hello: &Server,
    depth: usize,
    report: &mut Report,
) -> Result<()> {
    let name = format!("ReceiveMessage of 10 and DeleteMessageBatch, {depth} deep");
    let at = &disk.authority;
    let queue = setup::queue(at, &format!("deep-{depth}")).await?;
    if let Err(error) = setup::fill(at, &queue, 20).await {
        report.skip(&name, &error);
        return Ok(());
    }
    let mut connection = Connection::open(at, "/").await?;
    let got = connection.done(&drain::receive(at, &queue)?).await?;
    let sample: Value = serde_json::from_slice(&got).map_err(|e| e.to_string())?;
    let delete = drain::deletion(at, &queue, &sample)?.ok_or("the queue is empty")?;
    let deleted = connection.done(&delete).await?.len();
    let nginx = servers::nginx(folder, &[got.len(), deleted]).await?;
    let constant = |authority| Target {
        authority,
        paths: [format!("/{}", got.len()), format!("/{deleted}")],
        sample: Some(sample.clone()),
    };
    let own = Target { authority: at, paths: ["/".to_owned(), "/".to_owned()], sample: None };
    for connections in &arguments.connections {
        let mut rates = Vec::new();
        for target in [&own, &constant(&nginx.authority), &constant(&hello.authority)] {
            let time = Duration::from_secs(arguments.seconds);
            rates.push(drain::rate(target, &queue, depth, *connections, time).await?);
        }
        report.add(Row::new(&name, *connections, &rates, got.len()));
    }
    nginx.stop().await
}

/// Start-up, memory and size.
async fn facts(arguments: &Arguments, folder: &Path) -> Result<Facts> {
    let mut starts = Vec::new();
    for number in 0..11 {
        let data = folder.join(format!("start-{number}"));
        let server = servers::maquette(&arguments.program, Some(&data)).await?;
        starts.push(server.start);
        server.stop().await?;
    }
    starts.sort_unstable();
    let data = folder.join("million");
    let server = servers::maquette(&arguments.program, Some(&data)).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let idle = machine::resident(server.pid())?;
    let queue = setup::queue(&server.authority, "million").await?;
    let filled = setup::fill(&server.authority, &queue, MILLION).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let million = match filled {
        Ok(()) => Some(machine::resident(server.pid())?),
        Err(_) => None,
    };
    server.stop().await?;
    let mut again = None;
    let mut restart = None;
    if million.is_some() {
        let server = servers::maquette(&arguments.program, Some(&data)).await?;
        restart = Some(server.start);
        again = Some(machine::resident(server.pid())?);
        server.stop().await?;
    }
    let size = machine::size(&arguments.program)?;
    Ok(Facts {
        start: Some(starts[starts.len() / 2]),
        idle: Some(idle),
        million,
        again,
        restart,
        size: Some(size),
    })
}
