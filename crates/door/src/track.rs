//! The track: one record a call, from which least privilege, cost, the trail and `maquette why` are read.
//!
//! A call only pushes its record onto a list; a thread of its own writes them as JSON lines. The files are bounded in
//! size and number, the oldest going first; the last records also stay in memory, so that the server answers for them
//! while it runs. Payloads and secrets never get here: a record holds names, decisions and counts.

use parking_lot::{Condvar, Mutex};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Bytes after which a file is followed by the next.
const FILE_BYTES: u64 = 16 * 1024 * 1024;
/// Files that are kept.
const FILES: usize = 16;
/// Age in days after which a file is removed.
const DAYS: i64 = 7;
/// Records that stay in memory.
const RECENT: usize = 4_096;
/// Refusals that stay in memory with their evidence.
const REFUSED: usize = 512;
/// Records that may wait for the writer; a caller that finds more waits for it, so that memory stays bounded.
const WAITING: usize = 65_536;
/// How long a record may wait before it is in the file.
const EVERY: Duration = Duration::from_millis(100);

/// One call.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Record {
    /// When it arrived, in milliseconds since 1970.
    pub time: i64,
    /// Its request id.
    pub request_id: Arc<str>,
    /// The call that caused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Arc<str>>,
    /// The caller's account.
    pub account: Arc<str>,
    /// The region.
    pub region: Arc<str>,
    /// The caller: ARN, service or `anonymous`.
    pub principal: String,
    /// The key that signed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub access_key_id: String,
    /// The peer's address, or the service that called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The service.
    pub service: Cow<'static, str>,
    /// The operation.
    pub operation: Cow<'static, str>,
    /// The IAM action that was decided.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub action: Cow<'static, str>,
    /// The resources that were touched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<String>,
    /// How it was decided; `None` where no decision was needed or reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decided>,
    /// The error's code and text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Refusal>,
    /// The HTTP status; 499 where the client left before the answer.
    pub status: u16,
    /// How long it took, in microseconds of the machine.
    pub micros: u64,
    /// Bytes of the request's body; 0 for calls from inside.
    pub bytes_in: u64,
    /// Bytes of the answer's body; 0 for calls from inside.
    pub bytes_out: u64,
    /// Billable units.
    pub units: u64,
}

/// A decision as the record keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Decided {
    /// Whether it was allowed.
    pub allowed: bool,
    /// The statement that decided, by its policy's name and its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Every policy that was considered, for refusals only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<serde_json::Value>,
}

/// An error as the record keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Refusal {
    /// The code.
    pub code: String,
    /// The text.
    pub message: String,
}

/// Which records a reader wants.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Part of the principal's name.
    pub principal: Option<String>,
    /// The service.
    pub service: Option<String>,
    /// Only refusals by policy.
    #[serde(default)]
    pub denied: bool,
    /// Only calls that failed.
    #[serde(default)]
    pub failed: bool,
    /// Only this request and what it caused.
    pub request_id: Option<String>,
    /// Only calls that arrived later, in milliseconds since 1970.
    pub after: Option<i64>,
}

impl Filter {
    fn takes(&self, r: &Record) -> bool {
        self.principal.as_deref().is_none_or(|p| r.principal.contains(p))
            && self.service.as_deref().is_none_or(|s| r.service == s)
            && (!self.denied || r.is_denied())
            && (!self.failed || r.error.is_some())
            && self
                .request_id
                .as_deref()
                .is_none_or(|id| &*r.request_id == id || r.parent.as_deref() == Some(id))
            && self.after.is_none_or(|after| r.time > after)
    }
}

impl Record {
    /// Whether a policy refused it.
    pub fn is_denied(&self) -> bool {
        self.decision.as_ref().is_some_and(|d| !d.allowed)
    }
}

/// Where records go.
pub struct Track {
    shared: Arc<Shared>,
    writer: Option<std::thread::JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// Woken when records wait, and when they no longer do.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<Arc<Record>>,
    recent: VecDeque<Arc<Record>>,
    refused: VecDeque<Arc<Record>>,
    closed: bool,
}

impl Track {
    /// A track in memory only.
    pub fn in_memory() -> Self {
        Self { shared: Arc::default(), writer: None }
    }
    /// A track in files below `folder`.
    pub fn open(folder: &Path) -> std::io::Result<Self> {
        fs::create_dir_all(folder)?;
        let mut files = Files::open(folder)?;
        let shared = Arc::<Shared>::default();
        let theirs = shared.clone();
        let writer =
            std::thread::Builder::new().name("track".to_owned()).spawn(move || theirs.drain(&mut files))?;
        Ok(Self { shared, writer: Some(writer) })
    }
    /// Adds a record.
    pub fn add(&self, record: Record) {
        let record = Arc::new(record);
        let mut state = self.shared.state.lock();
        if record.is_denied() {
            keep(&mut state.refused, record.clone(), REFUSED);
        }
        if self.writer.is_none() {
            let old = keep(&mut state.recent, record, RECENT);
            drop(state);
            // What it frees is freed where nobody waits.
            drop(old);
            return;
        }
        while state.waiting.len() >= WAITING {
            self.shared.changed.notify_all();
            self.shared.changed.wait(&mut state);
        }
        state.waiting.push(record);
    }
    /// The newest `limit` records that a filter takes, oldest first.
    pub fn recent(&self, filter: &Filter, limit: usize) -> Vec<Arc<Record>> {
        let state = self.shared.state.lock();
        let newest = state.waiting.iter().rev().chain(state.recent.iter().rev());
        let mut found: Vec<_> = newest.filter(|r| filter.takes(r)).take(limit).cloned().collect();
        found.reverse();
        found
    }
    /// The refusal by policy of that request, or the last one.
    pub fn refusal(&self, request_id: Option<&str>) -> Option<Arc<Record>> {
        let state = self.shared.state.lock();
        state
            .refused
            .iter()
            .rev()
            .find(|r| request_id.is_none_or(|id| &*r.request_id == id || r.parent.as_deref() == Some(id)))
            .cloned()
    }
}

impl Drop for Track {
    fn drop(&mut self) {
        self.shared.state.lock().closed = true;
        self.shared.changed.notify_all();
        if let Some(writer) = self.writer.take() {
            // The writer only panics when the file system does; there is nobody left to tell.
            drop(writer.join());
        }
    }
}

/// Adds a record; the one for which there is no more room comes back.
fn keep(ring: &mut VecDeque<Arc<Record>>, record: Arc<Record>, most: usize) -> Option<Arc<Record>> {
    let old = if ring.len() == most { ring.pop_front() } else { None };
    ring.push_back(record);
    old
}

impl Shared {
    /// Writes what waits, until the track is closed and nothing waits any more.
    fn drain(&self, files: &mut Files) {
        loop {
            let mut state = self.state.lock();
            if !state.closed && state.waiting.len() < WAITING {
                self.changed.wait_for(&mut state, EVERY);
            }
            let batch = std::mem::take(&mut state.waiting);
            let newest = batch.iter().skip(batch.len().saturating_sub(RECENT));
            let old: Vec<_> = newest.filter_map(|new| keep(&mut state.recent, new.clone(), RECENT)).collect();
            let closed = state.closed;
            drop(state);
            drop(old);
            self.changed.notify_all();
            files.write(&batch);
            if closed {
                return;
            }
        }
    }
}

/// The files, the newest one open.
struct Files {
    folder: PathBuf,
    number: u64,
    size: u64,
    out: Option<BufWriter<File>>,
    /// Said once: a disk that is full must not fill the log as well.
    complained: bool,
}

impl Files {
    fn open(folder: &Path) -> std::io::Result<Self> {
        let newest = Self::numbers(folder)?.into_iter().max().unwrap_or(0);
        Ok(Self { folder: folder.to_owned(), number: newest, size: FILE_BYTES, out: None, complained: false })
    }
    fn numbers(folder: &Path) -> std::io::Result<Vec<u64>> {
        let names = fs::read_dir(folder)?.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        Ok(names.filter_map(|name| name.strip_suffix(".jsonl")?.parse().ok()).collect())
    }
    fn write(&mut self, batch: &[Arc<Record>]) {
        if batch.is_empty() {
            return;
        }
        if let Err(e) = self.try_write(batch)
            && !std::mem::replace(&mut self.complained, true)
        {
            let mut err = std::io::stderr().lock();
            // Nobody reads a closed stderr.
            let _ = writeln!(err, "maquette: the track in {} cannot be written: {e}", self.folder.display());
        }
    }
    fn try_write(&mut self, batch: &[Arc<Record>]) -> std::io::Result<()> {
        for record in batch {
            if self.size >= FILE_BYTES || self.out.is_none() {
                self.next_file(record.time)?;
            }
            let line = serde_json::to_vec(record)?;
            self.size += line.len() as u64 + 1;
            if let Some(out) = &mut self.out {
                out.write_all(&line)?;
                out.write_all(b"\n")?;
            }
        }
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
    fn next_file(&mut self, now: i64) -> std::io::Result<()> {
        self.number += 1;
        let path = self.folder.join(format!("{:08}.jsonl", self.number));
        self.out = Some(BufWriter::new(File::options().create(true).append(true).open(path)?));
        self.size = 0;
        for number in Self::numbers(&self.folder)? {
            let path = self.folder.join(format!("{number:08}.jsonl"));
            let many = number + FILES as u64 <= self.number;
            if many || number != self.number && is_old(&path, now) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

/// Whether a file's last record is older than what is kept: its time of change, which the host's clock set.
fn is_old(path: &Path, now: i64) -> bool {
    let changed = fs::metadata(path).and_then(|m| m.modified()).ok();
    let changed = changed.and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
    changed.is_some_and(|t| now - (t.as_millis() as i64) > DAYS * 86_400_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str, denied: bool) -> Record {
        Record {
            time: 1,
            request_id: id.into(),
            parent: None,
            account: "000000000000".into(),
            region: "us-east-1".into(),
            principal: "arn:aws:iam::000000000000:role/reader".into(),
            access_key_id: String::new(),
            source: String::new(),
            service: "sqs".into(),
            operation: "SendMessage".into(),
            action: "sqs:SendMessage".into(),
            resources: Vec::new(),
            decision: Some(Decided { allowed: !denied, by: String::new(), evidence: None }),
            error: None,
            status: 200,
            micros: 1,
            bytes_in: 0,
            bytes_out: 0,
            units: 1,
        }
    }

    #[test]
    fn keeps_refusals_longer_than_calls() {
        let track = Track::in_memory();
        track.add(record("refused", true));
        for _ in 0..RECENT {
            track.add(record("fine", false));
        }
        assert_eq!(track.recent(&Filter { denied: true, ..Filter::default() }, 10).len(), 0);
        assert_eq!(track.refusal(None).map(|r| r.request_id.to_string()).as_deref(), Some("refused"));
        assert!(track.refusal(Some("other")).is_none());
    }

    #[test]
    fn writes_every_record_and_drops_old_files() {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..FILES + 3 {
            let track = Track::open(folder.path()).unwrap();
            track.add(record("a", false));
            track.add(record("b", false));
        }
        let mut numbers = Files::numbers(folder.path()).unwrap();
        numbers.sort_unstable();
        assert_eq!(numbers.len(), FILES);
        let last = folder.path().join(format!("{:08}.jsonl", numbers.last().unwrap()));
        let text = fs::read_to_string(last).unwrap();
        assert_eq!(text.lines().count(), 2);
        assert!(serde_json::from_str::<Record>(text.lines().next().unwrap()).is_ok());
    }
}
