//! Takes orders from a queue, tells a partner of each, and deletes what was told.
//!
//! It knows nothing of where it runs: credentials and region come as AWS gives them, the queue and the partner by name.

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::Message;
use std::error::Error;
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::spawn_blocking;

/// Seconds that one question to the queue may wait for a message.
const WAIT: i32 = 20;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match work().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("worker: {}", chain(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

async fn work() -> Result<(), Box<dyn Error>> {
    let setting = |name: &str| std::env::var(name).map_err(|_| format!("the variable {name} is not set"));
    let (queue, partner) = (setting("QUEUE_URL")?, setting("PARTNER_URL")?);
    let once = std::env::var("ONCE").is_ok_and(|once| once == "1");
    // For trying what a limit of memory does: so many mebibytes are held from the start.
    let held: usize = std::env::var("HOLD_MIB").map_or(Ok(0), |held| held.parse())?;
    let _held = vec![1_u8; held << 20];
    // Before the first question: a task that is stopped early ends as cleanly as a late one.
    let mut terminate = signal(SignalKind::terminate())?;
    let client = Client::new(&aws_config::load_from_env().await);
    println!("worker: waiting for messages of {queue}");
    loop {
        let asked = client.receive_message().queue_url(&queue).wait_time_seconds(WAIT).send();
        let received = tokio::select! {
            received = asked => received?,
            _ = terminate.recv() => break,
        };
        for message in received.messages.unwrap_or_default() {
            // What was begun is ended, whoever asks to stop meanwhile: a message is told and deleted, or neither.
            handle(&client, &queue, &partner, message).await?;
            if once {
                println!("worker: one message, as ONCE=1 says; done");
                return Ok(());
            }
        }
    }
    println!("worker: asked to stop; done");
    Ok(())
}

async fn handle(client: &Client, queue: &str, partner: &str, message: Message) -> Result<(), Box<dyn Error>> {
    let body = message.body.unwrap_or_default();
    let (url, told) = (partner.to_owned(), body.clone());
    let answer = spawn_blocking(move || worker::post(&url, &told)).await?;
    let answer = answer.map_err(|error| format!("{partner} cannot be told: {error}"))?;
    println!("worker: {body} told to {partner}, which saw {answer}");
    let receipt = message.receipt_handle.unwrap_or_default();
    client.delete_message().queue_url(queue).receipt_handle(receipt).send().await?;
    Ok(())
}

/// An error with its causes, on one line.
fn chain(error: &dyn Error) -> String {
    let causes = std::iter::successors(error.source(), |error| (*error).source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}
