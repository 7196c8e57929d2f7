//! What the routers drop, and why: the kernel's packet log, read in each router's namespace.

use crate::ground::Teller;
use crate::kernel::DROPS;
use futures_util::StreamExt;
use nlink::netlink::nflog::NflogPacket;
use nlink::netlink::{Connection, Nflog};
use std::net::IpAddr;
use std::path::Path;
use tokio::sync::broadcast;

/// A packet that went no further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drop {
    /// The namespace that dropped it: a VPC, or the internet.
    pub at: String,
    /// Why: `sg-in`, `sg-out`, `acl-in acl-0123 100`, `acl-out acl-0123 *`, `no-route`, `route-loop`, `no-group`,
    /// `src-dst-check`, `no-public-address`, `not-admitted NAME`, `no-such-host`, `no-service` (an address of the VPC's
    /// own at which nothing answers), `unsolicited` (a NAT gateway is sent what nobody behind it asked for).
    pub reason: String,
    /// Who sent it.
    pub source: IpAddr,
    /// To whom.
    pub destination: IpAddr,
    /// The protocol's number: 6 for TCP.
    pub protocol: u8,
    /// The source port of TCP and UDP.
    pub source_port: Option<u16>,
    /// The destination port of TCP and UDP; type and code of ICMP.
    pub port: Option<u16>,
}

/// Opens the ear of a namespace: what is dropped after this is told.
pub(crate) async fn ear(namespace: &Path) -> nlink::Result<Connection<Nflog>> {
    let connection = Connection::<Nflog>::new_in(namespace)?;
    connection.bind_group(DROPS, 0xffff).await?;
    Ok(connection)
}

/// Tells of every drop until the listener is ended; that some were missed, once.
pub(crate) async fn listen(
    at: String,
    ear: Connection<Nflog>,
    drops: broadcast::Sender<Drop>,
    mut teller: Option<Teller>,
) {
    let mut packets = ear.events().await;
    while let Some(packet) = packets.next().await {
        match packet {
            Ok(packet) => drop(parse(&at, &packet).map(|dropped| drops.send(dropped))),
            // The kernel's buffer ran over; what comes after is told again.
            Err(error) => {
                if let Some(teller) = teller.take() {
                    teller(&format!("some packets that {at} dropped were not told: {error}"));
                }
            }
        }
    }
}

fn parse(at: &str, packet: &NflogPacket) -> Option<Drop> {
    let bytes = packet.payload.as_slice();
    let (protocol, source, destination, header) = match bytes.first()? >> 4 {
        4 => {
            let address =
                |from: usize| Some(IpAddr::from(<[u8; 4]>::try_from(bytes.get(from..from + 4)?).ok()?));
            (*bytes.get(9)?, address(12)?, address(16)?, usize::from(bytes.first()? & 0xf) * 4)
        }
        6 => {
            let address =
                |from: usize| Some(IpAddr::from(<[u8; 16]>::try_from(bytes.get(from..from + 16)?).ok()?));
            (*bytes.get(6)?, address(8)?, address(24)?, 40)
        }
        _ => return None,
    };
    let word =
        |from: usize| Some(u16::from_be_bytes(bytes.get(header + from..header + from + 2)?.try_into().ok()?));
    let ports = matches!(protocol, 6 | 17);
    let icmp = matches!(protocol, 1 | 58);
    Some(Drop {
        at: at.to_owned(),
        reason: packet.prefix.clone().unwrap_or_default(),
        source,
        destination,
        protocol,
        source_port: ports.then(|| word(0)).flatten(),
        port: if icmp { word(0) } else { ports.then(|| word(2)).flatten() },
    })
}
