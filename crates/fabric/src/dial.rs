//! A connection from inside a network interface's namespace, and what stopped it.

use crate::drops::Drop;
use crate::fabric::Fabric;
use crate::kernel::inside;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// Why no connection was made.
#[derive(Debug)]
pub struct Undialled {
    /// The packet that was dropped, of the connection's question or of its answer.
    pub drop: Option<Drop>,
    /// What the dialler saw: a refusal when nobody listens, else a timeout.
    pub error: std::io::Error,
}

impl std::fmt::Display for Undialled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.drop {
            Some(drop) => write!(f, "dropped by {}: {}", drop.at, drop.reason),
            None => self.error.fmt(f),
        }
    }
}

impl std::error::Error for Undialled {}

impl Fabric {
    /// Opens a TCP connection from inside a network interface, or the internet ([`crate::INTERNET`]). A drop of one of its
    /// packets ends it at once: on AWS it would have been silence until the dialler's patience is over.
    ///
    /// # Errors
    /// When there is no connection, with the drop that stopped it where one was told.
    pub async fn dial(
        &self,
        interface: &str,
        address: SocketAddr,
        patience: Duration,
    ) -> Result<TcpStream, Undialled> {
        let failed = |error| Undialled { drop: None, error };
        let drops = self.drops();
        let namespace = self.namespace(interface);
        let opening = tokio::task::spawn_blocking(move || inside(&namespace, || open(address)));
        let opened = opening.await.map_err(|error| failed(std::io::Error::other(error)))?;
        let (socket, port) =
            opened.map_err(|error| failed(std::io::Error::other(error.to_string())))?.map_err(failed)?;
        let timed_out = || failed(std::io::ErrorKind::TimedOut.into());
        tokio::select! {
            dialled = tokio::time::timeout(patience, socket.connect(address)) => match dialled {
                Ok(connected) => connected.map_err(failed),
                Err(_) => Err(timed_out()),
            },
            drop = dropped(drops, port, address.port()) => Err(Undialled { drop: Some(drop), ..timed_out() }),
        }
    }
}

/// A socket with its port. It stays where it was made.
fn open(address: SocketAddr) -> std::io::Result<(TcpSocket, u16)> {
    let (socket, any) = match address {
        SocketAddr::V4(_) => (TcpSocket::new_v4()?, IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
        SocketAddr::V6(_) => (TcpSocket::new_v6()?, IpAddr::V6(Ipv6Addr::UNSPECIFIED)),
    };
    socket.bind(SocketAddr::new(any, 0))?;
    let port = socket.local_addr()?.port();
    Ok((socket, port))
}

/// The first drop of a connection, known by its ports: addresses change at gateways.
async fn dropped(mut drops: Receiver<Drop>, own: u16, other: u16) -> Drop {
    loop {
        match drops.recv().await {
            Ok(drop) if drop.protocol == 6 => {
                let ports = (drop.source_port, drop.port);
                if ports == (Some(own), Some(other)) || ports == (Some(other), Some(own)) {
                    return drop;
                }
            }
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            // Nobody tells any more: the dialler's patience decides.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}
