//! `maquette start`: opens the data folder, puts the services behind the door, and serves until it is told to stop.

mod banner;

use crate::cli::Global;
use crate::exit::{Failure, Outcome};
use crate::house::{self, Built};
use crate::localstack::{self, Wishes};
use crate::machine::{self, Machine};
use crate::place::{self, Running};
use crate::reach;
use crate::screen::Screen;
use banner::Banner;
use clap::Args;
use clap::builder::FalseyValueParser;
use clock::Clock;
use door::Track;
use ecr::{Blobs, Temporary};
use server::{About, Authority, Guard, House, Limits, Options, Server};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use store::Store;
use tokio::signal::unix::{SignalKind, signal};

/// File descriptors that are not connections: the store's files, the log, the track.
const OWN_FILES: u64 = 256;

/// Options of `maquette start`.
#[derive(Args, Debug)]
pub(crate) struct Start {
    /// The port, for HTTP and HTTPS alike [default: 4566]
    #[arg(long, env = "MAQUETTE_PORT")]
    pub(crate) port: Option<u16>,
    /// The address to listen on [default: 127.0.0.1]; 0.0.0.0 lets other machines in
    #[arg(long, env = "MAQUETTE_HOST", value_name = "ADDRESS", value_parser = address)]
    pub(crate) host: Option<IpAddr>,
    /// Keep nothing: all state is in memory and ends with the server
    #[arg(long, env = "MAQUETTE_EPHEMERAL", value_parser = FalseyValueParser::new())]
    pub(crate) ephemeral: bool,
    /// Refuse access keys that nobody created, but `test` and account numbers
    #[arg(long, env = "MAQUETTE_STRICT_KEYS", value_parser = FalseyValueParser::new())]
    pub(crate) strict_keys: bool,
    /// What an acknowledged write survives
    #[arg(long, env = "MAQUETTE_DURABILITY", value_name = "WHAT", default_value = "process")]
    pub(crate) durability: Durability,
    /// Another host name to answer for; may be repeated, or separated by commas
    #[arg(long, env = "MAQUETTE_ALLOW_HOST", value_name = "NAME", value_delimiter = ',')]
    pub(crate) allow_host: Vec<String>,
    /// A web origin whose pages may call the server, as in https://app.example.com
    #[arg(long, env = "MAQUETTE_ALLOW_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    pub(crate) allow_origin: Vec<String>,
    /// The largest request body, in bytes
    #[arg(long, env = "MAQUETTE_MAX_BODY", value_name = "BYTES", default_value_t = Limits::default().body)]
    pub(crate) max_body: usize,
    /// Stay when the terminal goes away
    #[arg(long, hide = true)]
    pub(crate) detached: bool,
}

/// What an acknowledged write survives.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    /// The death of the process (kill -9); it is on the disk within 100 ms
    Process,
    /// A loss of power: every write waits for the disk
    Power,
}

impl Durability {
    fn of_store(self) -> store::Durability {
        match self {
            Self::Process => store::Durability::Process,
            Self::Power => store::Durability::Power,
        }
    }
}

fn address(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(Ipv4Addr::LOCALHOST.into()),
        _ => text.trim_matches(['[', ']']).parse().map_err(|_| {
            "it must be an IP address of this machine, such as 127.0.0.1, 0.0.0.0 or ::1".to_owned()
        }),
    }
}

impl Start {
    pub(crate) fn run(self, global: &Global, screen: &Screen) -> Outcome {
        // As a setting it is for the other commands; as an option of this one it would be passed over.
        if global.endpoint.is_some() && std::env::var_os("MAQUETTE_ENDPOINT").is_none() {
            return Err(Failure::usage("--endpoint names a server to talk to, and `start` starts one")
                .next("say where to listen with --host and --port"));
        }
        let data = place::data_folder(global)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::failed(format!("cannot start: {error}")))?;
        runtime.block_on(self.serve(&data, screen))
    }

    async fn serve(self, data: &Path, screen: &Screen) -> Outcome {
        let env = std::env::vars_os();
        let mut wishes = localstack::read(
            env.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))),
        );
        let ephemeral = self.ephemeral || wishes.ephemeral;
        if ephemeral && self.durability == Durability::Power {
            return Err(Failure::usage("what is only in memory survives no loss of power")
                .next("leave out either --durability power or --ephemeral (PERSISTENCE=0)"));
        }
        let listens = self.listens(&wishes);
        let clock = Clock::real();
        let store = self.open_store(data, ephemeral, &clock)?;
        let kept = house::keep_clock(&store, &clock).map_err(of_store)?;
        let track = open_track(data, ephemeral)?;
        let temporary = ephemeral.then(Temporary::new).transpose();
        let temporary = temporary.map_err(|error| no_blobs(&std::env::temp_dir(), &error))?;
        let blobs = self.open_blobs(data, temporary.as_ref())?;
        let Built { door, mut pages, sites, ec2, ecs } =
            house::build(&store, blobs, &clock, track, self.strict_keys).map_err(of_store)?;
        let mut services: Vec<_> = door.models().map(|model| model.name).collect();
        services.sort_unstable();
        let missing = wishes.missing(&services).join(", ");
        if !missing.is_empty() {
            wishes.notes.push(format!("SERVICES: Maquette does not have {missing}"));
        }

        let guard = Guard {
            hosts: [self.allow_host.clone(), wishes.hosts.clone()].concat(),
            origins: [self.allow_origin.clone(), wishes.origins.clone()].concat(),
        };
        let authority = Arc::new(open_authority(data, ephemeral, &guard, &listens)?);
        let (limits, mut cannot) = limits(self.max_body);
        cannot.extend(self.trusts(&listens));
        cannot.extend(machine::lack().map(str::to_owned));
        let machine = match machine::lack() {
            None => Some(Machine::open(data, ephemeral, authority.certificate(), &ec2, &ecs)?),
            Some(_) => None,
        };
        pages.push(machine::outside_page(machine.as_ref()));
        let metadata = machine.iter().map(Machine::metadata).collect();
        pages.extend(machine.iter().map(Machine::page));
        pages.push(reach::page(&ec2, ecs, machine.as_ref().map(Machine::fabric)));
        let about = self.about(data, ephemeral, cannot);
        let house = House { door: door.clone(), clock, authority, pages, sites, metadata };
        let options = Options { limits, guard, about: about.clone(), clock_kept: Some(kept) };
        let server = listen(&listens, house, options, data).await?;
        let listens = server.local_addresses().map_err(|e| Failure::failed(format!("cannot listen: {e}")))?;
        let first = listens.first().copied().ok_or_else(|| Failure::failed("nothing to listen on"))?;

        let client = SocketAddr::new(reachable(first.ip()), first.port());
        let pid = std::process::id();
        let running = Running { pid, host: client.ip().to_string(), port: client.port(), ephemeral };
        place::make(data)?;
        place::announce(data, &running).map_err(|error| {
            Failure::failed(format!("cannot write {}/server.json: {error}", data.display()))
        })?;
        self.watch_signals(server.stopper())?;
        if let Some(machine) = &machine {
            machine.resume(&door, server.opener()).await?;
        }
        Banner { client, listens: &listens, about: &about, services: &services, notes: &wishes.notes }
            .show(screen);
        server.run().await;
        if let Some(machine) = &machine {
            machine.close().await;
        }
        let closed = store.close().map_err(of_store);
        drop((store, temporary));
        // Last: `maquette stop` waits for it.
        place::withdraw(data, pid);
        closed?;
        Ok(ExitCode::SUCCESS)
    }

    /// The addresses to listen on. Without a wish both loopback addresses, since `localhost` may mean either.
    fn listens(&self, wishes: &Wishes) -> Vec<SocketAddr> {
        let port = self.port.or(wishes.port).unwrap_or(4566);
        match self.host.or(wishes.host) {
            Some(host) => vec![SocketAddr::new(host, port)],
            None => vec![(Ipv4Addr::LOCALHOST, port).into(), (Ipv6Addr::LOCALHOST, port).into()],
        }
    }

    fn about(&self, data: &Path, ephemeral: bool, cannot: Vec<String>) -> About {
        About {
            version: env!("CARGO_PKG_VERSION"),
            account: door::DEFAULT_ACCOUNT,
            data: (!ephemeral).then(|| data.display().to_string()),
            durability: match self.durability {
                _ if ephemeral => "memory",
                Durability::Process => "process",
                Durability::Power => "power",
            },
            cannot,
        }
    }

    fn open_store(&self, data: &Path, ephemeral: bool, clock: &Clock) -> Result<Store, Failure> {
        if ephemeral {
            return Store::ephemeral().map_err(of_store);
        }
        place::make(data)?;
        let mut options = store::Options::new("maquette start", clock.now());
        options.durability = self.durability.of_store();
        Store::open(data, options).map_err(of_store)
    }

    /// The bytes of image layers: files beside the store, as durable as it is.
    fn open_blobs(&self, data: &Path, temporary: Option<&Temporary>) -> Result<Blobs, Failure> {
        let folder = temporary.map_or_else(|| data.join("blobs"), |temporary| temporary.path().to_owned());
        let durability = temporary.is_none().then(|| self.durability.of_store());
        Blobs::open(&folder, durability).map_err(|error| no_blobs(&folder, &error))
    }

    /// What is believed without a proof.
    fn trusts(&self, listens: &[SocketAddr]) -> Vec<String> {
        let mut trusts = Vec::new();
        if !self.strict_keys {
            trusts.push(
                "keys that nobody created are root when their ids are not shaped like AWS's; --strict-keys refuses them"
                    .to_owned(),
            );
        }
        if listens.iter().any(|address| !address.ip().is_loopback()) {
            trusts.push(
                "it listens beyond this machine: whoever reaches it and knows `test` is root".to_owned(),
            );
        }
        trusts
    }

    /// The first signal asks for an orderly end, the second one gets it at once.
    fn watch_signals(&self, stopper: server::Stopper) -> Result<(), Failure> {
        let cannot = |error| Failure::failed(format!("cannot watch for signals: {error}"));
        let mut interrupt = signal(SignalKind::interrupt()).map_err(cannot)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(cannot)?;
        let mut hangup = signal(SignalKind::hangup()).map_err(cannot)?;
        let detached = self.detached;
        tokio::spawn(async move {
            let mut asked = false;
            loop {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                    _ = hangup.recv() => {
                        if detached {
                            continue;
                        }
                    }
                }
                if std::mem::replace(&mut asked, true) {
                    std::process::exit(130);
                }
                stopper.stop();
            }
        });
        Ok(())
    }
}

fn open_track(data: &Path, ephemeral: bool) -> Result<Track, Failure> {
    if ephemeral {
        return Ok(Track::in_memory());
    }
    let folder: PathBuf = data.join("track");
    Track::open(&folder)
        .map_err(|error| Failure::failed(format!("cannot open the track in {}: {error}", folder.display())))
}

fn no_blobs(folder: &Path, error: &std::io::Error) -> Failure {
    Failure::failed(format!("cannot keep the layers of images in {}: {error}", folder.display()))
}

fn of_store(error: store::Error) -> Failure {
    Failure::failed(error.to_string())
}

/// Raises the number of files that this process may open as far as it may be, and says how far that was.
fn limits(max_body: usize) -> (Limits, Vec<String>) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let mut limits = Limits { body: max_body, ..Limits::default() };
    limits.bodies = limits.bodies.max(max_body);
    let had = getrlimit(Resource::Nofile);
    let wanted = limits.connections as u64 + OWN_FILES;
    let raised = Rlimit { current: had.maximum.map_or(Some(wanted), |most| Some(most.min(wanted))), ..had };
    let files = if had.current.is_none_or(|now| now >= wanted) || setrlimit(Resource::Nofile, raised).is_ok()
    {
        getrlimit(Resource::Nofile).current
    } else {
        had.current
    };
    let most = files.map_or(wanted, |files| files.min(wanted)).saturating_sub(OWN_FILES).max(64) as usize;
    let mut said = Vec::new();
    if most < limits.connections {
        said.push(format!(
            "it serves {most} connections at a time: this host allows {} open files (ulimit -n)",
            files.unwrap_or_default()
        ));
        limits.connections = most;
    }
    (limits, said)
}

/// The address that a client on this machine connects to.
fn reachable(host: IpAddr) -> IpAddr {
    match host {
        IpAddr::V4(v4) if v4.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(v6) if v6.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        host => host,
    }
}

fn cannot_listen(error: &std::io::Error, address: SocketAddr, data: &Path) -> Failure {
    let (host, port) = (address.ip(), address.port());
    match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            let ours = place::running(data).filter(|running| running.port == port);
            let who = ours.map_or_else(
                || "another program".to_owned(),
                |running| format!("the Maquette server with process id {}", running.pid),
            );
            Failure::failed(format!("{address} is in use by {who}"))
                .next("stop it (`maquette stop`), or choose another port with --port")
        }
        std::io::ErrorKind::PermissionDenied => {
            Failure::failed(format!("this user may not listen on {address}: {error}"))
                .next("choose a port above 1023 with --port")
        }
        std::io::ErrorKind::AddrNotAvailable => {
            Failure::failed(format!("{host} is not an address of this machine"))
                .next("listen on 127.0.0.1 or 0.0.0.0 with --host")
        }
        _ => Failure::failed(format!("cannot listen on {address}: {error}")),
    }
}

/// Binds to the first address, and to the others where the host has them.
async fn listen(
    listens: &[SocketAddr],
    house: House,
    options: Options,
    data: &Path,
) -> Result<Server, Failure> {
    let has = |address: &&SocketAddr| UdpSocket::bind((address.ip(), 0)).is_ok();
    let (first, others) = listens.split_first().ok_or_else(|| Failure::failed("nothing to listen on"))?;
    let mut usable = vec![*first];
    // Any free port is another one on every address.
    usable.extend(others.iter().filter(|_| first.port() != 0).filter(has));
    let bound = Server::bind(&usable, house, options).await;
    bound.map_err(|error| cannot_listen(&error, *first, data))
}

/// The authority that is kept in the data folder, or one that ends with the process.
fn open_authority(
    data: &Path,
    ephemeral: bool,
    guard: &Guard,
    listens: &[SocketAddr],
) -> Result<Authority, Failure> {
    let addresses: Vec<_> = listens.iter().map(SocketAddr::ip).collect();
    let opened = if ephemeral {
        Authority::ephemeral(guard.clone(), &addresses)
    } else {
        Authority::kept(&data.join("ca"), guard.clone(), &addresses)
    };
    opened.map_err(|error| {
        Failure::failed(error.to_string())
            .next("mend the file, or move it away for a new authority that clients must then trust")
    })
}
