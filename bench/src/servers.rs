//! The three servers, each on a free loopback port, each ended with the run.

use crate::Result;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const PATIENCE: Duration = Duration::from_mins(1);

/// A running server.
pub(crate) struct Server {
    child: Child,
    /// `127.0.0.1:PORT`
    pub(crate) authority: String,
    /// Time until it was ready.
    pub(crate) start: Duration,
}

impl Server {
    pub(crate) fn pid(&self) -> u32 {
        self.child.id().unwrap_or_default()
    }
    pub(crate) async fn stop(mut self) -> Result<()> {
        self.child.kill().await.map_err(|e| e.to_string())
    }
}

/// Maquette, with its state in a folder or in memory.
pub(crate) async fn maquette(program: &Path, data: Option<&Path>) -> Result<Server> {
    let mut command = Command::new(program);
    command.args(["start", "--port", "0", "--json"]);
    match data {
        Some(data) => command.arg("--data").arg(data),
        None => command.arg("--ephemeral"),
    };
    let (child, line, start) = first_line(command).await?;
    let banner: serde_json::Value = serde_json::from_str(&line).map_err(|e| format!("{line}: {e}"))?;
    let endpoint = banner["endpoint"].as_str().ok_or("no endpoint in the banner")?;
    Ok(Server { child, authority: endpoint.trim_start_matches("http://").to_owned(), start })
}

/// The plain hyper server.
pub(crate) async fn hello(program: &Path) -> Result<Server> {
    let (child, line, start) = first_line(Command::new(program)).await?;
    Ok(Server { child, authority: line.trim().to_owned(), start })
}

async fn first_line(mut command: Command) -> Result<(Child, String, Duration)> {
    let began = Instant::now();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().map_err(|e| format!("cannot start {command:?}: {e}"))?;
    let out = child.stdout.take().ok_or("no output")?;
    let mut line = String::new();
    let read = tokio::time::timeout(PATIENCE, BufReader::new(out).read_line(&mut line)).await;
    read.map_err(|_| format!("{command:?} is not ready"))?.map_err(|e| e.to_string())?;
    Ok((child, line, began.elapsed()))
}

/// nginx as one process, which is its one worker and dies with the run: `/N` is a constant of N bytes, for every N that is
/// asked for.
pub(crate) async fn nginx(folder: &Path, sizes: &[usize]) -> Result<Server> {
    let port = free_port()?;
    let mut locations = String::new();
    for size in sizes {
        // A word of the configuration has at most 4 KB; variables put longer ones together.
        let answer = "${k}".repeat(size / 1000) + &"x".repeat(size % 1000);
        locations += &["location = /", &size.to_string(), " { return 200 \"", &answer, "\"; }\n"].concat();
    }
    let kilo = "x".repeat(1000);
    let at = folder.display();
    let text = format!(
        "master_process off; daemon off; pid {at}/nginx.pid; error_log {at}/error.log crit;
        events {{ worker_connections 4096; }}
        http {{
            access_log off; keepalive_requests 1000000000; tcp_nodelay on; client_body_temp_path {at}/body;
            proxy_temp_path {at}/p; fastcgi_temp_path {at}/f; uwsgi_temp_path {at}/u; scgi_temp_path {at}/s;
            server {{ listen 127.0.0.1:{port} backlog=4096; set $k \"{kilo}\";\n{locations} }}
        }}"
    );
    let file = folder.join("nginx.conf");
    std::fs::write(&file, text).map_err(|e| e.to_string())?;
    let mut command = Command::new("nginx");
    command.arg("-c").arg(&file).arg("-e").arg(folder.join("error.log")).arg("-p").arg(folder);
    command.stdin(Stdio::null()).kill_on_drop(true);
    let began = Instant::now();
    let child = command.spawn().map_err(|_| "nginx is missing: apt-get install -y nginx-light".to_owned())?;
    let authority = format!("127.0.0.1:{port}");
    while tokio::net::TcpStream::connect(&authority).await.is_err() {
        if began.elapsed() > PATIENCE {
            return Err(format!("nginx does not listen; see {at}/error.log"));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(Server { child, authority, start: began.elapsed() })
}

fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(|e| e.to_string())?;
    listener.local_addr().map(|a| a.port()).map_err(|e| e.to_string())
}
