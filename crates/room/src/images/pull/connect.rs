//! Connections of a pull: names by the given name server, sockets in the namespace of this thread.

use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolverConfig},
    net::runtime::TokioRuntimeProvider,
};
use http::Uri;
use hyper_util::rt::TokioIo;
use std::{
    fmt,
    future::Future,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{net::TcpStream, time::timeout};

/// Why there is no connection, before anything was said over it.
#[derive(Debug, Clone)]
pub(super) enum NoConnection {
    Name { host: String, problem: String },
    Timeout { address: SocketAddr },
    Refused { address: SocketAddr, problem: String },
}

impl fmt::Display for NoConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { host, problem } => write!(f, "lookup {host}: {problem}"),
            Self::Timeout { address } => write!(f, "dial tcp {address}: i/o timeout"),
            Self::Refused { address, problem } => write!(f, "dial tcp {address}: connect: {problem}"),
        }
    }
}

impl std::error::Error for NoConnection {}

/// Opens connections.
#[derive(Clone)]
pub(super) struct Connector {
    names: Option<Arc<TokioResolver>>,
    patience: Duration,
}

impl Connector {
    pub(super) fn new(nameserver: Option<SocketAddr>, patience: Duration) -> Result<Self, String> {
        let names = nameserver.map(|server| resolver(server, patience)).transpose()?;
        Ok(Self { names: names.map(Arc::new), patience })
    }

    async fn connect(self, uri: Uri) -> Result<TokioIo<TcpStream>, NoConnection> {
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 });
        let mut problem = NoConnection::Name { host: host.clone(), problem: "no such host".into() };
        for address in self.addresses(&host).await? {
            let address = SocketAddr::new(address, port);
            match timeout(self.patience, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => {
                    // Requests are small and waited for.
                    let _ = stream.set_nodelay(true);
                    return Ok(TokioIo::new(stream));
                }
                Ok(Err(error)) if error.kind() == std::io::ErrorKind::TimedOut => {
                    problem = NoConnection::Timeout { address };
                }
                Ok(Err(error)) => {
                    problem = NoConnection::Refused { address, problem: words(&error) };
                }
                Err(_) => problem = NoConnection::Timeout { address },
            }
        }
        Err(problem)
    }

    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, NoConnection> {
        if let Ok(address) = host.parse() {
            return Ok(vec![address]);
        }
        let failed = |problem: String| NoConnection::Name { host: host.to_owned(), problem };
        let Some(names) = &self.names else {
            let found = timeout(self.patience, tokio::net::lookup_host((host, 0))).await;
            let found = found.map_err(|_| failed("i/o timeout".into()))?;
            return Ok(found.map_err(|_| failed("no such host".into()))?.map(|a| a.ip()).collect());
        };
        // The final dot keeps the name from being looked for in a search domain.
        match names.lookup_ip(format!("{}.", host.trim_end_matches('.'))).await {
            Ok(found) => Ok(found.iter().collect()),
            Err(error) if error.is_no_records_found() || error.is_nx_domain() => {
                Err(failed("no such host".into()))
            }
            Err(error) => {
                let text = error.to_string();
                let is_silence = text.contains("timed out") || text.contains("timeout");
                Err(failed(if is_silence { "i/o timeout".into() } else { text }))
            }
        }
    }
}

fn resolver(server: SocketAddr, patience: Duration) -> Result<TokioResolver, String> {
    let mut connections = vec![ConnectionConfig::udp(), ConnectionConfig::tcp()];
    for connection in &mut connections {
        connection.port = server.port();
    }
    let server = NameServerConfig::new(server.ip(), true, connections);
    let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
    let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
    let options = builder.options_mut();
    options.timeout = patience / 2;
    options.attempts = 1;
    // A pull is told by what the registry's network says, not by this machine's file of hosts.
    options.use_hosts_file = hickory_resolver::config::ResolveHosts::Never;
    builder.build().map_err(|error| error.to_string())
}

/// The operating system's answer in the words that Go has for it.
fn words(error: &std::io::Error) -> String {
    let text = error.to_string().to_lowercase();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

impl tower_service::Service<Uri> for Connector {
    type Response = TokioIo<TcpStream>;
    type Error = NoConnection;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), NoConnection>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().connect(uri))
    }
}
