//! Engines: programs of the host's own files, with a data folder of their own.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

mod common;

use room::{Error, Mount, Root, Sandbox, Signal, Source};
use std::{fs, os::unix::fs::chown, path::Path, process::Command, time::Duration};

const POSTGRES: &str = "/usr/lib/postgresql/15/bin";

fn id(option: &str) -> u32 {
    let told = Command::new("id").args([option, "postgres"]).output().unwrap();
    String::from_utf8_lossy(&told.stdout).trim().parse().unwrap()
}

#[tokio::test]
async fn postgresql_runs_from_the_hosts_files_and_keeps_its_data() {
    let house = house!();
    if !Path::new(POSTGRES).exists() {
        eprintln!("skipped: {POSTGRES} is not there (apt install postgresql-15)");
        return;
    }
    let data = house.folder.path().join("postgres");
    fs::create_dir(&data).unwrap();
    chown(&data, Some(id("-u")), Some(id("-g"))).unwrap();
    let engine = |name: &str, program: &str, arguments: &[&str]| Sandbox {
        id: name.into(),
        root: Root::Host,
        arguments: [&[program], arguments].concat().iter().map(|a| (*a).to_owned()).collect(),
        user: "postgres".into(),
        files: vec![("/etc/resolv.conf".into(), b"nameserver 127.0.0.53\n".to_vec())],
        mounts: vec![
            Mount { target: "/data".into(), source: Source::Path(data.clone()), read_only: false },
            Mount {
                target: "/tmp".into(),
                source: Source::Tmpfs { size: 64 << 20, options: vec!["mode=1777".into()] },
                read_only: false,
            },
        ],
        stop_signal: Some(Signal(2)),
        ..Sandbox::default()
    };
    let in_bin = |name: &str| format!("{POSTGRES}/{name}");
    let (_, told, exit) =
        house.run(engine("initdb", &in_bin("initdb"), &["-D", "/data/pg", "-A", "trust", "-N"])).await;
    assert_eq!(exit.code, Some(0), "{told}");
    let serve = ["-D", "/data/pg", "-k", "/data", "-c", "listen_addresses="];
    for (round, statement) in
        ["create table t as select 42 as n", "select 1 / (n - 41) from t"].iter().enumerate()
    {
        let name = format!("postgres-{round}");
        house.room.start(engine(&name, &in_bin("postgres"), &serve)).await.unwrap();
        let run = async |program: &str, arguments: &[&str]| {
            let program = in_bin(program);
            let all = [&[program.as_str(), "-h", "/data"], arguments].concat();
            let all = all.into_iter().map(ToOwned::to_owned).collect();
            house.room.exec(&name, all, Duration::from_secs(20)).await.map(|done| done.code)
        };
        let mut tries = 0;
        while run("pg_isready", &[]).await.unwrap() != 0 {
            tries += 1;
            assert!(tries < 200, "PostgreSQL does not come up");
        }
        assert_eq!(run("psql", &["-v", "ON_ERROR_STOP=1", "-c", statement]).await.unwrap(), 0);
        assert_ne!(run("psql", &["-v", "ON_ERROR_STOP=1", "-c", "select nonsense"]).await.unwrap(), 0);
        let exit = house.room.stop(&name, Duration::from_secs(30)).await.unwrap();
        assert_eq!((exit.code, exit.forced), (Some(0), false));
        house.room.remove(&name).await.unwrap();
    }
    // The host's files are not its to write, and its own in /etc stand before the host's.
    let script = "cat /etc/resolv.conf; touch /usr/x /etc/x 2>/dev/null || echo read-only";
    let mut other = engine("other", "/bin/sh", &["-c", script]);
    other.user = String::new();
    assert_eq!(house.run(other).await.0, "nameserver 127.0.0.53\nread-only\n");
    let mut misplaced = engine("misplaced", "/bin/true", &[]);
    misplaced.files = vec![("/srv/x".into(), Vec::new())];
    assert!(matches!(house.room.start(misplaced).await, Err(Error::Start(_))));
    assert_eq!(house.left_behind(), Vec::<String>::new());
}
