//! ReceiveMessage of 10 and DeleteMessageBatch of what came, at a steady depth of the queue.
//!
//! wrk cannot use what it was answered, so this is a client of our own, which signs every deletion. nginx and the hyper
//! server are asked by the same client as often, with the same signing, and answer constants of the same size.

use crate::Result;
use crate::client::{Connection, Key, Signed, sqs};
use crate::setup;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The share of the depth that is taken before it is filled again.
const TAKEN: usize = 10;

/// Whom to ask, and with what.
pub(crate) struct Target<'a> {
    pub(crate) authority: &'a str,
    /// The paths of receiving and of deleting.
    pub(crate) paths: [String; 2],
    /// The answer to a receive that the deletion is made of, where the server has only a constant.
    pub(crate) sample: Option<Value>,
}

/// Receives and deletions, ten messages each, a second.
pub(crate) async fn rate(
    target: &Target<'_>,
    queue: &str,
    depth: usize,
    connections: usize,
    time: Duration,
) -> Result<f64> {
    let mut pairs = Vec::new();
    for _ in 0..connections {
        let receive = Connection::open(target.authority, &target.paths[0]).await?;
        let delete = Connection::open(target.authority, &target.paths[1]).await?;
        pairs.push((receive, delete));
    }
    let receive = receive(target.authority, queue)?;
    let (mut spent, mut done) = (Duration::ZERO, 0);
    // A phase takes a tenth of the messages, at least one receive a connection; then the queue is filled again.
    let phase = (depth / TAKEN / 10).max(connections);
    let began = Instant::now();
    while spent < time && began.elapsed() < time * 10 {
        if target.sample.is_none() {
            let missing =
                (depth.max(connections * 10)).saturating_sub(setup::count(target.authority, queue).await?);
            setup::fill(target.authority, queue, missing).await?;
        }
        let left = Arc::new(AtomicUsize::new(phase));
        let mut tasks = Vec::new();
        let start = Instant::now();
        for (mut take, mut drop) in pairs.drain(..) {
            let (left, receive, sample) = (left.clone(), receive.clone(), target.sample.clone());
            let (authority, queue) = (target.authority.to_owned(), queue.to_owned());
            tasks.push(tokio::spawn(async move {
                let mut cycles = 0;
                while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1)).is_ok() {
                    let got = take.done(&receive).await?;
                    let got = match &sample {
                        Some(sample) => sample.clone(),
                        None => serde_json::from_slice(&got).map_err(|e| e.to_string())?,
                    };
                    let Some(delete) = deletion(&authority, &queue, &got)? else { continue };
                    drop.done(&delete).await?;
                    cycles += 1;
                }
                Ok::<_, String>((take, drop, cycles))
            }));
        }
        for task in tasks {
            let (take, drop, cycles) = task.await.map_err(|e| e.to_string())??;
            pairs.push((take, drop));
            done += cycles;
        }
        spent += start.elapsed();
    }
    Ok(f64::from(done) / spent.as_secs_f64())
}

/// A receive of ten.
pub(crate) fn receive(authority: &str, queue: &str) -> Result<Signed> {
    let input = json!({ "QueueUrl": queue, "MaxNumberOfMessages": 10, "VisibilityTimeout": 600 });
    sqs(&Key::root(), authority, "ReceiveMessage", &input)
}

/// The deletion of what a receive gave; nothing where it gave nothing.
pub(crate) fn deletion(authority: &str, queue: &str, got: &Value) -> Result<Option<Signed>> {
    let Some(messages) = got["Messages"].as_array().filter(|m| !m.is_empty()) else { return Ok(None) };
    let entry = |(i, m): (usize, &Value)| json!({ "Id": i.to_string(), "ReceiptHandle": m["ReceiptHandle"] });
    let entries: Vec<_> = messages.iter().enumerate().map(entry).collect();
    let input = json!({ "QueueUrl": queue, "Entries": entries });
    sqs(&Key::root(), authority, "DeleteMessageBatch", &input).map(Some)
}
