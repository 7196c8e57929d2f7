//! A server in the background, for commands that need one and find none.

use crate::cli::Global;
use crate::client::Client;
use crate::commands::stop::pause;
use crate::exit::Failure;
use crate::place;
use crate::screen::Screen;
use clock::Clock;
use std::fs::{self, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK: Duration = Duration::from_millis(10);
/// Bytes of the log that are shown when a start fails.
const TAIL: usize = 2_000;

/// The server that answers, or one that is started for it.
pub(crate) async fn server(global: &Global, screen: &Screen) -> Result<Client, Failure> {
    let client = Client::find(global)?;
    if client.answers().await {
        return Ok(client);
    }
    if global.endpoint.is_some() {
        // Somebody named the server: starting another would only hide that it does not run.
        client.get("/_maquette/status").await?;
        return Ok(client);
    }
    let data = place::data_folder(global)?;
    place::make(&data)?;
    let log = data.join("server.log");
    let mut child = start(&data, &log)?;
    let pid = child.id();
    let clock = Clock::real();
    let ready = async {
        loop {
            if let Ok(Some(status)) = child.try_wait() {
                return Err(status.to_string());
            }
            if place::running(&data).is_some_and(|running| running.pid == pid) {
                let client = Client::find(global).map_err(|failure| failure.what)?;
                if client.answers().await {
                    return Ok(client);
                }
            }
            pause(&clock, LOOK).await;
        }
    };
    let started = Box::pin(clock.host_timeout(PATIENCE, ready)).await;
    match started {
        Ok(Ok(client)) => {
            if !screen.json {
                screen.note(format!("Started a server at {} (log: {}).", client.endpoint(), log.display()));
            }
            Ok(client)
        }
        Ok(Err(status)) => {
            Err(Failure::failed(format!("the server did not start ({status}): {}", tail(&log)))
                .next("run `maquette start` to see it for yourself"))
        }
        Err(_) => Err(Failure::failed(format!("the server is not ready after {} s", PATIENCE.as_secs()))
            .next(format!("see its log, {}", log.display()))),
    }
}

/// The same program, in a process group of its own and with its output in the log.
fn start(data: &Path, log: &Path) -> Result<Child, Failure> {
    let cannot = |what: &str, error: std::io::Error| Failure::failed(format!("cannot {what}: {error}"));
    let program = std::env::current_exe().map_err(|e| cannot("find the program's own file", e))?;
    let file = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(log);
    let file = file.map_err(|e| cannot(&format!("write {}", log.display()), e))?;
    let errors = file.try_clone().map_err(|e| cannot("share the log", e))?;
    let mut command = Command::new(program);
    command.args(["start", "--detached", "--color", "never", "--data"]).arg(data);
    command.env_remove("MAQUETTE_JSON").stdin(Stdio::null()).stdout(file).stderr(errors).process_group(0);
    command.spawn().map_err(|e| cannot("start the server", e))
}

/// The end of the log, on one line.
fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let from = text.len().saturating_sub(TAIL);
    let text = text.get(from..).unwrap_or(&text);
    let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("; ")
}
