//! wrk with one signed request, repeated.

use crate::Result;
use crate::client::Signed;
use std::path::Path;
use tokio::process::Command;

/// Requests a second. Answers that are no success are an error: a refusal is quick to give.
pub(crate) async fn run(
    folder: &Path,
    url: &str,
    signed: &Signed,
    connections: usize,
    seconds: u64,
) -> Result<f64> {
    let script = folder.join("request.lua");
    std::fs::write(&script, lua(signed)).map_err(|e| e.to_string())?;
    let mut command = Command::new("wrk");
    command.args(["-t1", "--timeout", "10s", "-c", &connections.to_string(), "-d", &format!("{seconds}s")]);
    command.arg("-s").arg(&script).arg(url).kill_on_drop(true);
    let out = command.output().await.map_err(|_| "wrk is missing: apt-get install -y wrk".to_owned())?;
    let text = String::from_utf8_lossy(&out.stdout);
    if let Some(line) = text.lines().find(|line| line.contains("Non-2xx") || line.contains("Socket errors")) {
        return Err(format!("{url}, {connections} connections: {}", line.trim()));
    }
    let rate = text.lines().find_map(|line| line.strip_prefix("Requests/sec:")?.trim().parse().ok());
    rate.ok_or_else(|| format!("wrk said {text} {}", String::from_utf8_lossy(&out.stderr)))
}

fn lua(signed: &Signed) -> String {
    let mut text = format!("wrk.method = \"POST\"\nwrk.body = {}\n", quoted(&signed.body));
    for (name, value) in &signed.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        // wrk adds a second one where it does not find its own spelling.
        let name = if name == http::header::HOST { "Host" } else { name.as_str() };
        text += &["wrk.headers[", &quoted(name), "] = ", &quoted(&value), "\n"].concat();
    }
    text
}

fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}
