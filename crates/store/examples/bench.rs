//! Measures the store: `cargo run --release -p store --example bench [FOLDER]`.
//!
//! Values of 1 KB, random keys; commits a second in both modes of durability, reads, the time to open a store of a
//! million records, and what it then holds in memory.

use clock::{Stopwatch, Timestamp};
use rand::{Rng, RngCore, SeedableRng, rngs::SmallRng};
use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};
use store::{Batch, Bulk, Direction, Durability, Options, Result, Store};
use tokio::runtime::Runtime;

const FOR: Duration = Duration::from_secs(1);
const RECORDS: u64 = 1_000_000;
const RECORD: usize = 256;

fn main() -> Result<()> {
    let dir = env::args().nth(1).map_or_else(|| env::temp_dir().join("store-bench"), PathBuf::from);
    match env::var("BENCH_OPEN") {
        Ok(_) => open_filled(&dir),
        Err(_) => all(&dir),
    }
}

fn all(dir: &Path) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().expect("a runtime");
    commits(&runtime, "memory", &Store::ephemeral()?, 1, 1);
    for (mode, durability) in [("process", Durability::Process), ("power", Durability::Power)] {
        for (writers, per_batch) in [(1, 1), (1, 64), (32, 1), (256, 1)] {
            let store = fresh(dir, durability)?;
            commits(&runtime, mode, &store, writers, per_batch);
            let watch = Stopwatch::start();
            drop(store);
            print("  then closing it", &format!("{:.1?}", watch.elapsed()));
        }
    }
    let store = fresh(dir, Durability::Process)?;
    fill(&store)?;
    reads(&store)?;
    let watch = Stopwatch::start();
    drop(store);
    print("closing it", &format!("{:.1?}", watch.elapsed()));
    for (how, message) in [("after a clean end", None), ("after kill -9", Some("kill"))] {
        if message.is_some() {
            run_self(dir, "kill");
        }
        print(&format!("open with {RECORDS} records {how}"), &run_self(dir, "open"));
    }
    if env::var("BENCH_KEEP").is_err() {
        fs::remove_dir_all(dir).expect("removed");
    }
    Ok(())
}

fn fresh(dir: &Path, durability: Durability) -> Result<Store> {
    drop(fs::remove_dir_all(dir));
    Store::open(dir, Options { durability, ..options() })
}

fn options() -> Options {
    Options::new("the benchmark", Timestamp::EPOCH)
}

fn commits(runtime: &Runtime, mode: &str, store: &Store, writers: u64, per_batch: u64) {
    let bulk = Bulk::open(store, "bench").expect("a room");
    let watch = Stopwatch::start();
    let done: u64 = runtime.block_on(async {
        let tasks: Vec<_> = (0..writers)
            .map(|id| tokio::spawn(write(watch, store.clone(), bulk.clone(), id, per_batch)))
            .collect();
        let mut done = 0;
        for task in tasks {
            done += task.await.expect("it ends");
        }
        done
    });
    let rate = done as f64 / watch.elapsed().as_secs_f64();
    print(
        &format!("{mode}: commits, {writers} writers, {per_batch} x 1 KB each"),
        &format!("{rate:.0}/s, {:.0} values/s", rate * per_batch as f64),
    );
}

async fn write(watch: Stopwatch, store: Store, bulk: Bulk, id: u64, per_batch: u64) -> u64 {
    let mut random = SmallRng::seed_from_u64(id);
    let mut value = vec![0; 1_000];
    let mut done = 0;
    while watch.elapsed() < FOR {
        let mut batch = Batch::new();
        for _ in 0..per_batch {
            random.fill_bytes(&mut value);
            bulk.put(&mut batch, id, random.random(), &value[..]);
        }
        store.commit(batch).expect("committed").durable().await.expect("durable");
        done += 1;
        // Where nothing waits for the disk, nothing would let the other writers have their turn.
        tokio::task::yield_now().await;
    }
    done
}

fn fill(store: &Store) -> Result<()> {
    let bulk = Bulk::open(store, "filled")?;
    let mut random = SmallRng::seed_from_u64(1);
    let mut value = vec![0; RECORD];
    let watch = Stopwatch::start();
    for start in (0..RECORDS).step_by(10) {
        let mut batch = Batch::new();
        for sequence in start..start + 10 {
            random.fill_bytes(&mut value);
            bulk.put(&mut batch, 1, sequence, &value[..]);
        }
        drop(store.commit(batch)?);
    }
    print(
        &format!("fill {RECORDS} records of {RECORD} bytes, 10 a commit"),
        &format!("{:.1?}", watch.elapsed()),
    );
    Ok(())
}

fn reads(store: &Store) -> Result<()> {
    let bulk = Bulk::open(store, "filled")?;
    let mut random = SmallRng::seed_from_u64(2);
    let (watch, mut done) = (Stopwatch::start(), 0u64);
    while watch.elapsed() < FOR {
        assert!(bulk.get(1, random.random_range(0..RECORDS))?.is_some());
        done += 1;
    }
    print("random gets", &format!("{:.0}/s", done as f64 / watch.elapsed().as_secs_f64()));
    let (watch, mut done) = (Stopwatch::start(), 0u64);
    while watch.elapsed() < FOR {
        let from = random.random_range(0..RECORDS - 10);
        assert_eq!(bulk.scan(1, from.., Direction::Forward).take(10).count(), 10);
        done += 1;
    }
    print("scans of 10", &format!("{:.0}/s", done as f64 / watch.elapsed().as_secs_f64()));
    Ok(())
}

/// Runs a part in a process of its own, for its start and its memory.
fn run_self(dir: &Path, part: &str) -> String {
    let program = env::current_exe().expect("this program");
    let output =
        std::process::Command::new(program).arg(dir).env("BENCH_OPEN", part).output().expect("it runs");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn open_filled(dir: &Path) -> Result<()> {
    let watch = Stopwatch::start();
    let store = Store::open(dir, options())?;
    let bulk = Bulk::open(&store, "filled")?;
    let found = bulk.get(1, RECORDS / 2)?.is_some();
    let took = watch.elapsed();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default().trim().to_owned();
    let text = format!("{took:.1?} to the first read (found: {found}), {memory} resident");
    drop(writeln!(std::io::stdout(), "{text}"));
    if env::var("BENCH_OPEN").is_ok_and(|part| part == "kill") {
        // Some more writes, then the end without any tidying.
        for sequence in 0..60_000 {
            let mut batch = Batch::new();
            bulk.put(&mut batch, 2, sequence, vec![7; 900]);
            drop(store.commit(batch)?);
        }
        std::process::abort();
    }
    Ok(())
}

fn print(what: &str, result: &str) {
    drop(writeln!(std::io::stdout(), "{what:60} {result}"));
}
