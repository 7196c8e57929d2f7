//! Servers that are not on AWS: a person's own programs, each at an address on the internet that tasks see.
//!
//! `maquette up` writes the list into the data folder, which only its owner may, and then asks the server to make it so. No
//! request carries a command: whoever may call the server may not run programs by it.
//!
//! They stand in a room of their own, so that whoever takes over tasks does not take over them. One that ends stays ended
//! until somebody says `up` again: on the internet nobody starts a partner's server for you.

use crate::exit::Failure;
use clock::Clock;
use fabric::{Fabric, INTERNET, Internet, OutsideHost};
use ipnet::{IpNet, Ipv4Net};
use room::{Found, Network, Root, Running, Sandbox, Source};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::net::Ipv4Addr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Where AWS's public endpoints answer for tasks.
pub(crate) const AWS: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 1);
/// Where they do and other servers may: the rest of the documentation ranges is for public addresses of VPCs.
const RANGE: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::new(198, 51, 100, 0), 26);
/// Servers at most; each takes memory of its own.
const MOST: usize = 32;
/// How long one has to show that it does not end at once.
const BIRTH: Duration = Duration::from_millis(250);
/// How long one has to end when it is asked to.
const DEATH: Duration = Duration::from_secs(3);
/// Bytes of the last words that a failure quotes.
const WORDS: usize = 400;

/// A server that is not on AWS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Host {
    /// Its name in the DNS.
    pub(crate) name: String,
    /// Its public address.
    pub(crate) address: Ipv4Addr,
    /// The sources that its firewall admits; empty admits everybody.
    pub(crate) admits: Vec<IpNet>,
    /// The program and its arguments.
    pub(crate) command: Vec<String>,
    /// Where it runs; of the host's files it sees this folder, `/usr` and `/etc`.
    pub(crate) folder: PathBuf,
}

/// The servers of one installation.
pub(crate) struct Outside {
    room: room::Room,
    fabric: Arc<Fabric>,
    data: PathBuf,
    logs: PathBuf,
    running: tokio::sync::Mutex<BTreeMap<String, Running>>,
}

impl Host {
    /// Why it cannot be, if it cannot.
    pub(crate) fn check(&self) -> Result<(), String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
        if !self.name.contains('.') || self.name.len() > 253 || !self.name.chars().all(plain) {
            return Err(format!("{:?} is no host name (as partner.example)", self.name));
        }
        if !RANGE.contains(&self.address) || self.address <= AWS || self.address == RANGE.broadcast() {
            let (first, last) =
                (Ipv4Addr::from(u32::from(AWS) + 1), Ipv4Addr::from(u32::from(RANGE.broadcast()) - 1));
            return Err(format!(
                "{} cannot be at {}: servers outside AWS stand at {first} to {last}",
                self.name, self.address
            ));
        }
        if self.command.is_empty() {
            return Err(format!("{} has no command", self.name));
        }
        Ok(())
    }

    /// The name of its sandbox: another one when anything about it is another.
    fn id(&self) -> String {
        let digest = Sha256::digest(serde_json::to_vec(self).unwrap_or_default());
        let short: String = self.name.chars().filter(|c| *c != '.').take(40).collect();
        format!("{short}-{}", hex::encode(&digest[..6]))
    }
}

fn list(data: &Path) -> PathBuf {
    data.join("outside.json")
}

/// The servers that a data folder names.
pub(crate) fn read(data: &Path) -> Result<Vec<Host>, Failure> {
    let path = list(data);
    let bytes = match fs::read(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        bytes => {
            bytes.map_err(|error| Failure::failed(format!("cannot read {}: {error}", path.display())))?
        }
    };
    serde_json::from_slice(&bytes).map_err(|error| {
        Failure::failed(format!("{} is damaged: {error}", path.display()))
            .next("delete it, and run `maquette up` again on what names servers outside AWS")
    })
}

/// Names them in a data folder, for its owner alone.
pub(crate) fn write(data: &Path, hosts: &[Host]) -> Result<(), Failure> {
    let path = list(data);
    let unfinished = data.join(format!("outside.json.{}", std::process::id()));
    let written = || -> std::io::Result<()> {
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
        file.write_all(&serde_json::to_vec_pretty(hosts)?)?;
        fs::rename(&unfinished, &path)
    };
    written().map_err(|error| Failure::failed(format!("cannot write {}: {error}", path.display())))
}

/// Names none any more.
pub(crate) fn forget(data: &Path) -> Result<(), Failure> {
    let path = list(data);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::failed(format!("cannot remove {}: {error}", path.display())))
        }
        _ => Ok(()),
    }
}

/// What stands on the internet.
pub(crate) fn internet(hosts: &[Host]) -> Internet {
    let host = |host: &Host| OutsideHost {
        name: host.name.clone(),
        address: host.address,
        admits: host.admits.clone(),
    };
    Internet { aws: AWS, hosts: hosts.iter().map(host).collect() }
}

impl Outside {
    /// `run` and `logs` are folders of its own, `data` is the one with the list.
    pub(crate) fn open(
        run: &Path,
        logs: &Path,
        data: &Path,
        program: &Path,
        fabric: Arc<Fabric>,
    ) -> Result<Self, room::Error> {
        let room = room::Room::open(&run.join("outside"), &logs.join("room"), program)?;
        Ok(Self {
            room,
            fabric,
            data: data.to_owned(),
            logs: logs.to_owned(),
            running: tokio::sync::Mutex::default(),
        })
    }

    /// Takes over those that the server before left, and ends those that nobody names any more.
    pub(crate) async fn resume(&self) -> Result<(), Failure> {
        let found = self.room.adopt().await.map_err(|error| Failure::failed(error.to_string()))?;
        let mut running = self.running.lock().await;
        for sandbox in found {
            match sandbox {
                Found::Running(one) => {
                    running.insert(one.id().to_owned(), one);
                }
                Found::Ended(one, _) | Found::Lost(one, _) => self.remove(one.id()).await?,
            }
        }
        let adopted: Vec<Running> = running.values().cloned().collect();
        drop(running);
        let hosts = read(&self.data)?;
        for one in adopted {
            if let Some(host) = hosts.iter().find(|host| host.id() == one.id()) {
                self.follow(host, &one)?;
            }
        }
        let nothing = hosts.is_empty() && self.running.lock().await.is_empty();
        // The internet is laid for somebody, not for every server that starts.
        if nothing { Ok(()) } else { self.settle().await }
    }

    /// Makes what runs what the list names.
    pub(crate) async fn settle(&self) -> Result<(), Failure> {
        let hosts = read(&self.data)?;
        check_all(&hosts)?;
        let set = self.fabric.set_internet(internet(&hosts)).await;
        set.map_err(|error| {
            Failure::failed(format!("cannot lay the internet: {error}")).next("see `maquette doctor`")
        })?;
        let mut running = self.running.lock().await;
        let ids: Vec<String> = hosts.iter().map(Host::id).collect();
        let gone: Vec<String> = running
            .iter()
            .filter(|(id, one)| !ids.contains(id) || one.exit().is_some())
            .map(|(id, _)| id.clone())
            .collect();
        for id in gone {
            running.remove(&id);
            self.end(&id).await?;
        }
        for host in &hosts {
            if let Entry::Vacant(free) = running.entry(host.id()) {
                free.insert(self.start(host, &hosts).await?);
            }
        }
        Ok(())
    }

    /// Ends them all.
    pub(crate) async fn close(&self) {
        let mut running = self.running.lock().await;
        let all = std::mem::take(&mut *running);
        let ended = futures_util::future::join_all(all.keys().map(|id| self.end(id))).await;
        for failure in ended.into_iter().filter_map(Result::err) {
            door::log(&failure.what);
        }
    }

    async fn end(&self, id: &str) -> Result<(), Failure> {
        // One that is over is stopped.
        let _ = self.room.stop(id, DEATH).await;
        self.remove(id).await
    }

    async fn remove(&self, id: &str) -> Result<(), Failure> {
        let removed = self.room.remove(id).await;
        removed.map_err(|error| Failure::failed(format!("cannot clear {id} away: {error}")))
    }

    async fn start(&self, host: &Host, hosts: &[Host]) -> Result<Running, Failure> {
        let cannot = |cause: &dyn std::fmt::Display| {
            Failure::failed(format!(
                "{} (outside AWS) cannot run {}: {cause}",
                host.name,
                host.command.join(" ")
            ))
        };
        let log = self.log(host);
        let started = self.room.start(self.describe(host, hosts)).await;
        let running = started.map_err(|error| {
            cannot(&error)
                .next("its command is looked for in the folder of maquette.toml, and in the host's /usr")
        })?;
        self.follow(host, &running)?;
        let early = Clock::real().host_timeout(BIRTH, running.wait()).await;
        let Ok(exit) = early else { return Ok(running) };
        let code = exit
            .ok()
            .and_then(|exit| exit.code)
            .map_or_else(|| "no code".to_owned(), |code| code.to_string());
        self.end(&host.id()).await?;
        Err(cannot(&format!("it ended at once with {code}: {}", last_words(&log))).next(format!(
            "see its output in {}; it must listen at its own address, {}",
            log.display(),
            host.address
        )))
    }

    fn describe(&self, host: &Host, hosts: &[Host]) -> Sandbox {
        let names = hosts.iter().map(|host| format!("{} {}\n", host.address, host.name));
        let hosts: String = std::iter::once("127.0.0.1 localhost\n".to_owned()).chain(names).collect();
        let file = |path: &str, text: String| (PathBuf::from(path), text.into_bytes());
        Sandbox {
            id: host.id(),
            root: Root::Host,
            arguments: host.command.clone(),
            working_directory: host.folder.display().to_string(),
            network: Network::Namespace(self.fabric.namespace(INTERNET)),
            hostname: host.name.clone(),
            // The host's own resolver is not on this internet.
            files: vec![file("/etc/hosts", hosts), file("/etc/resolv.conf", String::new())],
            mounts: vec![room::Mount {
                target: host.folder.clone(),
                source: Source::Path(host.folder.clone()),
                read_only: true,
            }],
            ..Sandbox::default()
        }
    }

    fn log(&self, host: &Host) -> PathBuf {
        self.logs.join(format!("{}.log", host.name))
    }

    /// Writes down what a server says, until it ends.
    fn follow(&self, host: &Host, running: &Running) -> Result<(), Failure> {
        let path = self.log(host);
        let cannot = |error: &dyn std::fmt::Display| {
            Failure::failed(format!("cannot write {}: {error}", path.display()))
        };
        let mut file = OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&path)
            .map_err(|error| cannot(&error))?;
        let mut output = running.output().map_err(|error| cannot(&error))?;
        let (name, running) = (host.name.clone(), running.clone());
        tokio::spawn(async move {
            let written = async {
                while let Some(batch) = output.next().await? {
                    for chunk in &batch.chunks {
                        file.write_all(&chunk.bytes)
                            .map_err(|error| room::Error::Invalid { what: error.to_string() })?;
                    }
                    output.acknowledge(batch.end).await?;
                }
                running.wait().await
            };
            match written.await {
                Ok(exit) if !exit.stopped => {
                    door::log(&format!("{name} (outside AWS) ended with {:?}", exit.code));
                }
                Ok(_) => {}
                Err(error) => {
                    door::log(&format!("the output of {name} (outside AWS) is not written: {error}"));
                }
            }
        });
        Ok(())
    }
}

/// What two of them cannot share.
fn check_all(hosts: &[Host]) -> Result<(), Failure> {
    if hosts.len() > MOST {
        return Err(Failure::usage(format!(
            "there are {} servers outside AWS; {MOST} are the most",
            hosts.len()
        )));
    }
    for (index, host) in hosts.iter().enumerate() {
        host.check().map_err(Failure::usage)?;
        let before = hosts.iter().take(index);
        if let Some(other) =
            before.into_iter().find(|other| other.name == host.name || other.address == host.address)
        {
            return Err(Failure::usage(format!(
                "{} at {} and {} at {} are in each other's way",
                host.name, host.address, other.name, other.address
            )));
        }
    }
    Ok(())
}

/// The end of a log, on one line.
fn last_words(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(text.get(text.len().saturating_sub(WORDS)..).unwrap_or_default())
        .into_owned();
    let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(name: &str, address: [u8; 4]) -> Host {
        let command = vec!["./partner".to_owned()];
        Host {
            name: name.to_owned(),
            address: address.into(),
            admits: Vec::new(),
            command,
            folder: "/srv".into(),
        }
    }

    #[test]
    fn names_and_addresses() {
        let check = |name, address, problem: Option<&str>| {
            let said = host(name, address).check().err().unwrap_or_default();
            assert_eq!(said.is_empty(), problem.is_none(), "{name} {address:?}: {said}");
            assert!(said.contains(problem.unwrap_or_default()), "{said}");
        };
        check("partner.example", [198, 51, 100, 20], None);
        check("partner.example", [198, 51, 100, 62], None);
        check("partner.example", [198, 51, 100, 1], Some("198.51.100.2 to 198.51.100.62"));
        check("partner.example", [198, 51, 100, 63], Some("stand at"));
        check("partner.example", [203, 0, 113, 9], Some("stand at"));
        check("partner", [198, 51, 100, 20], Some("no host name"));
        check("../x.example", [198, 51, 100, 20], Some("no host name"));
    }

    #[test]
    fn two_at_one_address_are_refused() {
        let (a, b) = (host("a.example", [198, 51, 100, 20]), host("b.example", [198, 51, 100, 20]));
        assert!(check_all(&[a.clone(), b]).unwrap_err().what.contains("in each other's way"));
        assert!(check_all(&[a]).is_ok());
    }

    #[test]
    fn another_command_is_another_sandbox() {
        let one = host("a.example", [198, 51, 100, 20]);
        let other = Host { command: vec!["./other".to_owned()], ..one.clone() };
        assert_eq!(one.id(), one.clone().id());
        assert_ne!(one.id(), other.id());
    }

    #[test]
    fn the_list_is_kept() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(read(data.path()).unwrap(), []);
        let hosts = vec![host("a.example", [198, 51, 100, 20])];
        write(data.path(), &hosts).unwrap();
        assert_eq!(read(data.path()).unwrap(), hosts);
        fs::write(list(data.path()), "{").unwrap();
        assert!(read(data.path()).unwrap_err().what.contains("is damaged"));
    }
}
