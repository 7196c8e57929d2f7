//! The resolver of each VPC, at VPC+2 and at 169.254.169.253, over UDP and TCP.

mod answer;

use crate::compile::Internet;
use crate::kernel::{Error, inside};
use crate::network::Network;
use parking_lot::RwLock;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, JoinSet};

/// Bytes of an answer over UDP to a client that says nothing of its room.
const PLAIN: usize = 512;
/// Connections at a time; more wait.
const CONNECTIONS: usize = 64;
/// For a question over TCP; the next one may take as long.
const PATIENCE: Duration = Duration::from_secs(10);
/// The port of the DNS.
const PORT: u16 = 53;
/// The resolver's address that is the same everywhere.
const EVERYWHERE: Ipv4Addr = Ipv4Addr::new(169, 254, 169, 253);

/// What all resolvers look up; the fabric writes it.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) networks: BTreeMap<String, Arc<Network>>,
    pub(crate) internet: Internet,
}

/// The addresses that a VPC's resolver would answer for a name; nothing where the name does not exist, or nobody answers.
pub fn look_up(network: &Network, internet: &Internet, name: &str) -> Option<Vec<IpAddr>> {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    network.dns.then(|| answer::addresses(network, internet, &name))?
}

/// Opens the sockets of a VPC's resolver and answers until the task is ended.
pub(crate) async fn serve(
    vpc: String,
    namespace: &Path,
    at: Ipv4Addr,
    known: Arc<RwLock<Known>>,
) -> Result<JoinHandle<()>, Error> {
    let mut answering = JoinSet::new();
    for address in [at, EVERYWHERE] {
        let address = SocketAddr::new(IpAddr::V4(address), PORT);
        let opened = inside(namespace, || -> std::io::Result<_> {
            let udp = std::net::UdpSocket::bind(address)?;
            let tcp = std::net::TcpListener::bind(address)?;
            udp.set_nonblocking(true)?;
            tcp.set_nonblocking(true)?;
            Ok((udp, tcp))
        })?;
        let doing = |error| Error::io(format!("answer names at {address} in {vpc}"), error);
        let (udp, tcp) = opened.map_err(doing)?;
        let (udp, tcp) =
            (UdpSocket::from_std(udp).map_err(doing)?, TcpListener::from_std(tcp).map_err(doing)?);
        answering.spawn(datagrams(udp, vpc.clone(), known.clone()));
        answering.spawn(connections(tcp, vpc.clone(), known.clone()));
    }
    // Ending this task ends the set that it owns.
    Ok(tokio::spawn(async move { while answering.join_next().await.is_some() {} }))
}

async fn datagrams(socket: UdpSocket, vpc: String, known: Arc<RwLock<Known>>) {
    let mut question = [0; 4096];
    // An error here is a client's that is gone; the socket itself stays good.
    loop {
        let Ok((length, from)) = socket.recv_from(&mut question).await else { continue };
        if let Some(reply) = ask(&known, &vpc, question.get(..length).unwrap_or_default(), PLAIN) {
            let _ = socket.send_to(&reply, from).await;
        }
    }
}

async fn connections(listener: TcpListener, vpc: String, known: Arc<RwLock<Known>>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    while let Ok(permit) = room.clone().acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let (vpc, known) = (vpc.clone(), known.clone());
        tokio::spawn(async move {
            // What goes wrong is the client's: it left, or sent half a question.
            let _ = conversation(stream, &vpc, &known).await;
            drop(permit);
        });
    }
}

async fn conversation(mut stream: TcpStream, vpc: &str, known: &RwLock<Known>) -> std::io::Result<()> {
    loop {
        let asked = tokio::time::timeout(PATIENCE, async {
            let length = stream.read_u16().await?;
            let mut question = vec![0; length.into()];
            stream.read_exact(&mut question).await?;
            std::io::Result::Ok(question)
        });
        let question = asked.await??;
        let Some(reply) = ask(known, vpc, &question, usize::from(u16::MAX)) else { return Ok(()) };
        let length = u16::try_from(reply.len()).unwrap_or_default();
        stream.write_all(&[&length.to_be_bytes()[..], &reply].concat()).await?;
    }
}

fn ask(known: &RwLock<Known>, vpc: &str, question: &[u8], limit: usize) -> Option<Vec<u8>> {
    let known = known.read();
    answer::answer(known.networks.get(vpc)?, &known.internet, question, limit)
}
