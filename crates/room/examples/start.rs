//! Measures starts: `start PROGRAM COUNT`, with PROGRAM answering `supervise DIR`. Prints the median from the wish to
//! the first byte in the log of a sandbox of busybox, then memory of twenty supervisors side by side.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "an example")]

use clock::Stopwatch;
use room::{Room, Root, Running, Sandbox};
use std::{fs, path::Path, time::Duration};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let program = arguments.next().unwrap();
    let count: usize = arguments.next().unwrap().parse().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let image = folder.path().join("image");
    fs::create_dir_all(image.join("bin")).unwrap();
    fs::copy("/bin/busybox", image.join("bin/busybox")).unwrap();
    let room =
        Room::open(&folder.path().join("run"), &folder.path().join("data"), Path::new(&program)).unwrap();
    let sandbox = |id: String, arguments: &[&str]| Sandbox {
        id,
        root: Root::Layers(vec![image.clone()]),
        arguments: arguments.iter().map(|a| (*a).to_owned()).collect(),
        ..Sandbox::default()
    };
    let (mut first, mut gone): (Vec<Duration>, Vec<Duration>) = Default::default();
    for number in 0..count {
        let since = Stopwatch::start();
        let running =
            room.start(sandbox(format!("s{number}"), &["/bin/busybox", "echo", "x"])).await.unwrap();
        running.output().unwrap().next().await.unwrap().unwrap();
        first.push(since.elapsed());
        running.wait().await.unwrap();
        gone.push(since.elapsed());
        room.remove(running.id()).await.unwrap();
    }
    println!("first output {:?}, gone {:?}", median(first), median(gone));
    let mut running = Vec::new();
    for number in 0..20 {
        running.push(
            room.start(sandbox(format!("m{number}"), &["/bin/busybox", "sleep", "1000"])).await.unwrap(),
        );
    }
    let memory = |field: &str| running.iter().map(|one| of_supervisor(one, field)).sum::<u64>() / 20;
    println!(
        "KiB each: Rss {}, Pss {}, Private_Dirty {}",
        memory("Rss:"),
        memory("Pss:"),
        memory("Private_Dirty:")
    );
    for one in &running {
        room.stop(one.id(), Duration::ZERO).await.unwrap();
        room.remove(one.id()).await.unwrap();
    }
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort();
    all[all.len() / 2]
}

fn of_supervisor(running: &Running, field: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", running.pid().unwrap())).unwrap();
    let parent = status.lines().find_map(|line| line.strip_prefix("PPid:")).unwrap().trim().to_owned();
    let sums = fs::read_to_string(format!("/proc/{parent}/smaps_rollup")).unwrap();
    let line = sums.lines().find_map(|line| line.strip_prefix(field)).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}
