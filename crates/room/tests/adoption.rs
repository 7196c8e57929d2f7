//! The server may die, and the supervisor may: nothing is lost, or nothing is left.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use room::{Found, LogMode, Loss, Signal};
use std::{path::Path, time::Duration};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

fn adopt(folder: &Path) -> (room::Room, Vec<Found>) {
    let room = common::open(folder);
    let found = futures(&room);
    (room, found)
}

fn futures(room: &room::Room) -> Vec<Found> {
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(room.adopt())).unwrap()
}

#[test]
fn a_million_lines_over_twenty_servers_are_complete_and_in_order() {
    let Some(house) = common::house() else { return };
    let folder = house.folder.path().to_owned();
    let mut lines: Vec<u8> = Vec::new();
    runtime().block_on(async {
        let mut sandbox = house.shell("lines", "seq 1000000; exit 42");
        sandbox.log = LogMode::Blocking;
        house.room.start(sandbox).await.unwrap();
    });
    let mut servers = 1;
    let exit = loop {
        // A runtime that is dropped takes the server's tasks and connections with it at once.
        let over = runtime().block_on(async {
            let room = common::open(&folder);
            let mut found = room.adopt().await.unwrap();
            assert_eq!(found.len(), 1);
            let (Found::Running(running) | Found::Ended(running, _)) = found.remove(0) else {
                panic!("lost");
            };
            let mut output = running.output().unwrap();
            let mut kept = 0;
            while let Some(batch) = output.next().await.unwrap() {
                if servers < 20 && kept > 0 {
                    // Read, and gone before it was kept.
                    return None;
                }
                for chunk in batch.chunks {
                    kept += chunk.bytes.len();
                    lines.extend(chunk.bytes);
                }
                output.acknowledge(batch.end).await.unwrap();
            }
            Some(running.wait().await.unwrap())
        });
        if let Some(exit) = over {
            break exit;
        }
        servers += 1;
    };
    assert_eq!((servers, exit.code), (20, Some(42)));
    assert!(String::from_utf8(lines).unwrap() == common::numbers());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_runs_is_adopted_stopped_and_what_ended_is_told() {
    let house = house!();
    house.room.start(house.command("long", &["sleep", "1000"])).await.unwrap();
    let short = house.room.start(house.shell("short", "echo done; exit 5")).await.unwrap();
    short.wait().await.unwrap();
    let (next, mut found) = adopt(house.folder.path());
    found.sort_by_key(|found| matches!(found, Found::Running(_)));
    let Found::Ended(ended, exit) = &found[0] else { panic!("not ended") };
    assert_eq!((ended.id(), exit.code), ("short", Some(5)));
    assert_eq!(common::read(ended).await.0, "done\n");
    let Found::Running(running) = &found[1] else { panic!("not running") };
    assert_eq!(running.id(), "long");
    assert!(running.pid().is_some() && running.started().is_some());
    let exit = next.stop("long", Duration::from_millis(10)).await.unwrap();
    assert_eq!((exit.code, exit.forced), (Some(137), true));
    next.remove("long").await.unwrap();
    next.remove("short").await.unwrap();
    assert_eq!(house.left_behind(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_supervisor_leaves_no_sandbox() {
    let house = house!();
    // One that would die with its parent, and one that does not since it became somebody else.
    let plain = house.command("plain", &["sleep", "1000"]);
    let changed = house.shell("changed", "busybox su app -s /bin/sh -c 'echo ready; sleep 1000'; true");
    for (sandbox, told_by) in [(plain, "the end of the connection"), (changed, "adoption")] {
        let id = sandbox.id.clone();
        let running = house.room.start(sandbox).await.unwrap();
        let pid = running.pid().unwrap();
        kill_supervisor(pid);
        if told_by == "adoption" {
            // The kernel may still be busy with the supervisor's end: then it is adopted first and lost after.
            let (_, found) = adopt(house.folder.path());
            let [Found::Lost(found, _) | Found::Running(found)] = &found[..] else { panic!("not lost") };
            assert_eq!(found.wait().await.unwrap().lost, Some(Loss::SupervisorDied));
        }
        let exit = running.wait().await.unwrap();
        assert_eq!((exit.lost, exit.code), (Some(Loss::SupervisorDied), None), "{told_by}");
        assert!(!Path::new(&format!("/proc/{pid}/exe")).exists());
        house.room.remove(&id).await.unwrap();
    }
    assert_eq!(house.left_behind(), Vec::<String>::new());
}

#[tokio::test]
async fn a_second_supervisor_leaves_without_a_trace() {
    let house = house!();
    let running = house.room.start(house.command("one", &["sleep", "1000"])).await.unwrap();
    let run = house.folder.path().join("run/one");
    let second = std::process::Command::new(env!("CARGO_BIN_EXE_room-supervisor"))
        .arg("supervise")
        .arg(&run)
        .output()
        .unwrap();
    assert!(!second.status.success());
    assert!(running.exit().is_none());
    assert!(!house.folder.path().join("data/one/exit.json").exists());
    house.room.signal("one", Signal::KILL).await.unwrap();
    assert_eq!(running.wait().await.unwrap().code, Some(137));
    // Nor does one that comes when all is over.
    let late =
        std::process::Command::new(env!("CARGO_BIN_EXE_room-supervisor")).arg("supervise").arg(&run).status();
    assert!(!late.unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_began_and_what_a_reboot_took_is_told() {
    let house = house!();
    let data = house.folder.path().join("data");
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap();
    for (id, boot) in [("never", boot.trim()), ("rebooted", "another")] {
        std::fs::create_dir_all(data.join(id).join("log")).unwrap();
        std::fs::create_dir(data.join(id).join("upper")).unwrap();
        let record = format!(r#"{{"cgroup":"maquette/none-{id}/{id}","boot":"{boot}"}}"#);
        std::fs::write(data.join(id).join("sandbox.json"), record).unwrap();
    }
    // A folder of which the server had not yet said what it is.
    std::fs::create_dir(data.join("nothing")).unwrap();
    let (next, found) = adopt(house.folder.path());
    let mut told: Vec<_> = found
        .iter()
        .map(|found| match found {
            Found::Lost(one, exit) => (one.id().to_owned(), exit.lost),
            _ => panic!("not lost"),
        })
        .collect();
    told.sort_by(|a, b| a.0.cmp(&b.0));
    let expected = [("never", Loss::NeverBegan), ("rebooted", Loss::HostRestarted)];
    assert_eq!(told, expected.map(|(id, loss)| (id.to_owned(), Some(loss))));
    assert!(!data.join("never/upper").exists() && !data.join("nothing").exists());
    for (id, _) in told {
        next.remove(&id).await.unwrap();
    }
    assert_eq!(house.left_behind(), Vec::<String>::new());
}

/// Kills the parent of a sandbox's first process.
fn kill_supervisor(pid: i32) {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let parent = status.lines().find_map(|line| line.strip_prefix("PPid:")).unwrap().trim().to_owned();
    assert!(std::process::Command::new("kill").args(["-9", &parent]).status().unwrap().success());
}
