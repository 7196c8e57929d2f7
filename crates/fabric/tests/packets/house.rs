//! A VPC like the one in `fabric.md`: a public and a private subnet, a NAT gateway, and servers that tell who asked.

use fabric::{
    Acl, Drop, Entry, Fabric, Group, Interface, Internet, Kind, Network, OutsideHost, Peer, Permission,
    Route, RouteTable, Subnet, Target, Traffic, inside,
};
use hickory_proto::op::{Message, Query};
use hickory_proto::rr::{Name, RecordType};
use ipnet::IpNet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::broadcast;

/// Long enough for a loaded machine.
const PATIENCE: Duration = Duration::from_secs(5);
/// What is refused is told by the drop; this long the dialling goes on behind it.
const GIVING_UP: Duration = Duration::from_secs(3);

pub(crate) struct House {
    pub(crate) fabric: Fabric,
    pub(crate) network: Network,
    run: PathBuf,
}

impl House {
    /// A house below a folder of its own, or nothing where this host does not let us make namespaces.
    pub(crate) fn open(name: &str) -> Option<Self> {
        if !std::fs::read_to_string("/proc/self/status").is_ok_and(|s| s.contains("\nUid:\t0\t")) {
            println!("skipped: network namespaces need root here");
            return None;
        }
        let run = std::env::temp_dir().join(format!("maquette-fabric-{}-{name}", std::process::id()));
        let fabric = Fabric::open(&run, internet());
        Some(Self { fabric, network: network(), run })
    }

    pub(crate) async fn build(&mut self) {
        self.lay().await;
        for name in ["a1", "a2", "p1", "p2", "internet"] {
            self.listen(name, "[::]:80");
        }
    }

    pub(crate) async fn lay(&self) {
        self.fabric.lay(self.network.clone()).await.unwrap();
    }

    /// The server dies; everything in the kernel stays.
    pub(crate) async fn die(&mut self) {
        let dead = std::mem::replace(&mut self.fabric, Fabric::open(&self.run, internet()));
        dead.leave().await;
    }

    /// A namespace is not there, though it was written down.
    pub(crate) fn unmake(&self, name: &str) {
        let path = self.fabric.namespace(name);
        let mount = std::process::Command::new("umount").arg(&path).status().unwrap();
        assert!(mount.success());
        std::fs::remove_file(path).unwrap();
    }

    /// A device is there and not up.
    pub(crate) fn bring_down(&self, name: &str, device: &str) {
        let namespace = format!("--net={}", self.fabric.namespace(name).display());
        let mut down = std::process::Command::new("nsenter");
        assert!(down.args([&namespace, "ip", "link", "set", device, "down"]).status().unwrap().success());
    }

    pub(crate) async fn restore(&self) {
        self.fabric.restore(vec![self.network.clone()]).await.unwrap();
    }

    pub(crate) async fn close(self) {
        self.fabric.clear().await.unwrap();
        assert_eq!(std::fs::read_dir(self.run.join("net")).unwrap().count(), 0, "namespaces are left");
        std::fs::remove_dir_all(&self.run).unwrap();
    }

    pub(crate) fn interface(&mut self, name: &str) -> &mut Interface {
        let id = format!("eni-{name}");
        self.network.interfaces.iter_mut().find(|interface| interface.id == id).unwrap()
    }

    /// Answers every connection with the address that it came from.
    pub(crate) fn listen(&self, at: &str, address: &str) {
        let address: SocketAddr = address.parse().unwrap();
        let listener = inside(&self.place(at), || TcpListener::bind(address)).unwrap().unwrap();
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                let Ok(mut connection) = connection else { return };
                let Ok(peer) = connection.peer_addr() else { continue };
                let _ = connection.write_all(peer.ip().to_canonical().to_string().as_bytes());
            }
        });
    }

    /// Dials, and says what the server saw.
    pub(crate) async fn reaches(&self, from: &str, to: &str) -> String {
        let mut drops = self.fabric.drops();
        let answer = self.dial(from, to, PATIENCE).await;
        answer.unwrap_or_else(|error| {
            let dropped: Vec<Drop> = std::iter::from_fn(|| drops.try_recv().ok()).collect();
            panic!("{from} does not reach {to}: {error}; dropped: {dropped:?}")
        })
    }

    /// Dials, and says why the packet was dropped: the first drop of a packet between the two.
    pub(crate) async fn refused(&self, from: &str, to: &str) -> String {
        let mut drops = self.fabric.drops();
        let dialled = self.dial(from, to, GIVING_UP);
        let told = async {
            loop {
                match drops.recv().await {
                    Ok(Drop { protocol: 6, reason, .. }) => return reason,
                    Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        };
        tokio::select! {
            reason = told => reason,
            answer = dialled => panic!("{from} dials {to} and gets {answer:?}, but no drop was told"),
        }
    }

    /// Asks a resolver for the addresses of a name, over UDP.
    pub(crate) async fn asks(&self, from: &str, resolver: &str, name: &str) -> Vec<String> {
        let mut question = Message::query();
        question.add_query(Query::query(Name::from_ascii(name).unwrap(), RecordType::A));
        let (place, resolver): (_, SocketAddr) = (self.place(from), resolver.parse().unwrap());
        let reply = tokio::task::spawn_blocking(move || {
            inside(&place, || {
                let socket = UdpSocket::bind("0.0.0.0:0")?;
                socket.set_read_timeout(Some(PATIENCE))?;
                socket.send_to(&question.to_vec().unwrap(), resolver)?;
                let mut reply = vec![0; 512];
                let length = socket.recv(&mut reply)?;
                reply.truncate(length);
                std::io::Result::Ok(reply)
            })
            .unwrap()
        });
        let reply = Message::from_vec(&reply.await.unwrap().unwrap()).unwrap();
        reply.answers.iter().map(|record| record.data.to_string()).collect()
    }

    /// Dials, and gets neither an answer nor a refusal.
    pub(crate) async fn silent(&self, from: &str, to: &str) {
        let answer = self.dial(from, to, Duration::from_millis(300)).await;
        assert_eq!(answer.map_err(|error| error.kind()), Err(std::io::ErrorKind::TimedOut));
    }

    async fn dial(&self, from: &str, to: &str, patience: Duration) -> std::io::Result<String> {
        let (place, to): (_, SocketAddr) = (self.place(from), to.parse().unwrap());
        tokio::task::spawn_blocking(move || {
            inside(&place, || {
                let mut connection = TcpStream::connect_timeout(&to, patience)?;
                connection.set_read_timeout(Some(patience))?;
                let mut answer = String::new();
                connection.read_to_string(&mut answer)?;
                Ok(answer)
            })
            .unwrap()
        })
        .await
        .unwrap()
    }

    fn place(&self, name: &str) -> PathBuf {
        self.fabric.namespace(&if name == "internet" { name.to_owned() } else { format!("eni-{name}") })
    }
}

pub(crate) fn internet() -> Internet {
    let partner = OutsideHost {
        name: "partner.example".to_owned(),
        address: "198.51.100.20".parse().unwrap(),
        admits: vec![net("203.0.113.200/32")],
    };
    Internet { aws: "198.51.100.10".parse().unwrap(), hosts: vec![partner] }
}

fn network() -> Network {
    let subnet = |id: &str, cidr: &str, table: &str| Subnet {
        id: id.to_owned(),
        cidr: cidr.parse().unwrap(),
        cidr6: None,
        route_table: table.to_owned(),
        acl: "acl-1".to_owned(),
    };
    let table = |id: &str, target| RouteTable {
        id: id.to_owned(),
        routes: vec![Route { destination: everywhere(), target }],
    };
    let everything = |peer| Permission { traffic: Traffic::All, peer };
    let group = |id: &str| Group {
        id: id.to_owned(),
        ingress: vec![Permission { traffic: tcp(80, 80), peer: Peer::Net(everywhere()) }],
        egress: vec![everything(Peer::Net(everywhere()))],
        abroad: Vec::new(),
    };
    Network {
        id: "vpc-1".to_owned(),
        cidrs: vec!["10.0.0.0/16".parse().unwrap()],
        dns: true,
        internet_gateway: true,
        subnets: vec![
            subnet("subnet-1", "10.0.1.0/24", "rtb-public"),
            subnet("subnet-2", "10.0.2.0/24", "rtb-private"),
        ],
        route_tables: vec![
            table("rtb-public", Target::InternetGateway),
            table("rtb-private", Target::Interface("eni-nat".to_owned())),
        ],
        acls: vec![Acl { id: "acl-1".to_owned(), ingress: vec![all(100)], egress: vec![all(100)] }],
        groups: vec![group("sg-web"), group("sg-app")],
        interfaces: vec![
            interface("a1", "subnet-1", "10.0.1.10", Some("203.0.113.10")),
            interface("a2", "subnet-1", "10.0.1.11", None),
            interface("nat", "subnet-1", "10.0.1.200", Some("203.0.113.200")),
            interface("p1", "subnet-2", "10.0.2.10", None),
            interface("p2", "subnet-2", "10.0.2.11", None),
        ],
        ..Network::default()
    }
}

fn interface(name: &str, subnet: &str, address: &str, public: Option<&str>) -> Interface {
    let address: std::net::Ipv4Addr = address.parse().unwrap();
    let [a, b, c, d] = address.octets();
    let group = if subnet == "subnet-1" { "sg-web" } else { "sg-app" };
    let nat = name == "nat";
    Interface {
        id: format!("eni-{name}"),
        subnet: subnet.to_owned(),
        address,
        secondary: Vec::new(),
        addresses6: Vec::new(),
        mac: [2, 0, a, b, c, d],
        groups: if nat { Vec::new() } else { vec![group.to_owned()] },
        source_check: !nat,
        public: public.map(|public| (address, public.parse().unwrap())).into_iter().collect(),
        kind: if nat { Kind::Nat } else { Kind::Host },
    }
}

pub(crate) fn net(text: &str) -> IpNet {
    text.parse().unwrap()
}

pub(crate) fn everywhere() -> IpNet {
    net("0.0.0.0/0")
}

pub(crate) fn tcp(from: u16, to: u16) -> Traffic {
    Traffic::Ports { protocol: 6, from, to }
}

pub(crate) fn all(number: u16) -> Entry {
    Entry { number, allow: true, traffic: Traffic::All, cidr: everywhere() }
}

pub(crate) fn deny(number: u16, traffic: Traffic) -> Entry {
    Entry { number, allow: false, traffic, cidr: everywhere() }
}
