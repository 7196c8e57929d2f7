//! The program under test: starting, waiting until it is ready, and killing it.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Longest time until it is ready: it opens what hundreds of lives left behind, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Program {
    child: Child,
    started: Instant,
    endpoint: String,
}

impl Program {
    /// Starts it on a free port. It dies with the harness.
    pub(crate) fn spawn(program: &Path, data: &Path) -> Result<Self, String> {
        let mut command = Command::new(program);
        command.args(["start", "--port", "0", "--json", "--data"]).arg(data);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit()).kill_on_drop(true);
        let child = command.spawn().map_err(|e| format!("cannot start {}: {e}", program.display()))?;
        Ok(Self { child, started: Instant::now(), endpoint: String::new() })
    }
    /// Waits until it serves, and says how long that took.
    pub(crate) async fn ready(&mut self) -> Result<Duration, String> {
        let out = self.child.stdout.take().ok_or("it was ready before")?;
        let mut line = String::new();
        let read = tokio::time::timeout(PATIENCE, BufReader::new(out).read_line(&mut line)).await;
        match read {
            Err(_) => return Err(format!("it is not ready after {} s", PATIENCE.as_secs())),
            Ok(Err(error)) => return Err(format!("its output cannot be read: {error}")),
            Ok(Ok(_)) => {}
        }
        let banner: serde_json::Value = serde_json::from_str(&line)
            .map_err(|_| format!("it did not start after a kill; it said {line:?} (see above)"))?;
        self.endpoint = banner["endpoint"].as_str().unwrap_or_default().to_owned();
        Ok(self.started.elapsed())
    }
    pub(crate) fn endpoint(&self) -> &str {
        &self.endpoint
    }
    /// SIGKILL. That it had already ended by itself is an error.
    pub(crate) async fn kill(mut self) -> Result<(), String> {
        if let Ok(Some(status)) = self.child.try_wait() {
            return Err(format!("it ended by itself before it was killed: {status}"));
        }
        self.child.kill().await.map_err(|e| format!("cannot kill it: {e}"))
    }
}
