//! `maquette stop`: asks the server to end, and waits until it has.

use crate::cli::Global;
use crate::client::Client;
use crate::exit::{Failure, Outcome};
use crate::place;
use crate::screen::Screen;
use clock::Clock;
use std::process::ExitCode;
use std::time::Duration;

/// How long the server may take: it lets running calls finish, stops tasks, which may take their 30 seconds, and brings
/// its store to the disk.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(20);

pub(crate) async fn run(global: &Global, screen: &Screen) -> Outcome {
    let client = Client::find(global)?;
    let status = client.get("/_maquette/status").await?;
    let pid = status["pid"].as_u64().and_then(|pid| u32::try_from(pid).ok());
    client.post("/_maquette/stop", &serde_json::json!({})).await?;
    let clock = Clock::real();
    // Its last act is to take its note away; a note that stays behind a dead process counts as well.
    let data = place::data_folder(global).ok();
    let noted = || data.as_deref().and_then(place::running).filter(|running| Some(running.pid) == pid);
    let gone = async {
        while client.answers().await || noted().is_some_and(|running| lives(running.pid)) {
            pause(&clock, LOOK).await;
        }
    };
    if clock.host_timeout(PATIENCE, gone).await.is_err() {
        let who = pid.map_or_else(|| "it".to_owned(), |pid| format!("process {pid}"));
        return Err(Failure::failed(format!("the server has not ended within {} s", PATIENCE.as_secs()))
            .next(format!("see its log, or end {who} with kill")));
    }
    if screen.json {
        screen.json(&serde_json::json!({ "stopped": client.endpoint(), "pid": pid }));
    } else {
        screen.line(format!("Stopped the server at {}.", client.endpoint()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a process of this user is there. One of another user's, or in a container, is not waited for.
fn lives(pid: u32) -> bool {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw);
    pid.is_some_and(|pid| rustix::process::test_kill_process(pid).is_ok())
}

/// Waits by the host's time.
pub(crate) async fn pause(clock: &Clock, time: Duration) {
    // The end of the time is what was asked for.
    let _ = clock.host_timeout(time, std::future::pending::<()>()).await;
}
