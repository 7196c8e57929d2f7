//! What a sandbox may use is what it gets.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use room::{Group, Limits, LogMode, Ulimit};

/// Fills memory with what `tail` must keep: a line without end.
const EAT: &str = "head -c 200000000 /dev/zero | tail -c 190000000 > /dev/null";

#[tokio::test]
async fn memory_beyond_the_limit_is_told() {
    let house = house!();
    let limits = || Limits { memory: Some(32 << 20), ..Limits::default() };
    let mut direct = house.command("direct", &["/bin/busybox", "tail", "-c", "190000000", "/dev/zero"]);
    direct.limits = limits();
    let (_, _, exit) = house.run(direct).await;
    assert_eq!((exit.code, exit.oom_kills), (Some(137), 1));
    let mut child = house.shell("child", &format!("{}; exit 0", EAT.replace("tail", "busybox tail")));
    child.limits = limits();
    let (_, _, exit) = house.run(child).await;
    assert_eq!(exit.code, Some(0));
    assert!(exit.oom_kills >= 1);
    // A task's limit kills as well, and is counted where the process was.
    let mut grouped = house.command("grouped", &["/bin/busybox", "tail", "-c", "190000000", "/dev/zero"]);
    grouped.group = Some(Group { name: "task".into(), cpus: None, memory: Some(32 << 20) });
    let (_, _, exit) = house.run(grouped).await;
    assert_eq!((exit.code, exit.oom_kills), (Some(137), 1));
    assert_eq!(house.left_behind(), Vec::<String>::new());
}

#[tokio::test]
async fn a_share_of_a_processor_is_a_share() {
    let house = house!();
    // Ticks of its own and its children's processor time (fields 14 and 15 of stat), a hundred a second, in three
    // seconds by the wall.
    let script = "while true; do :; done & sleep 3; cat /proc/$!/stat";
    for (name, cpus, group) in [("own", Some(0.25), None), ("task", None, Some(0.25))] {
        let mut sandbox = house.shell(name, script);
        sandbox.limits.cpus = cpus;
        sandbox.group =
            group.map(|cpus| Group { name: format!("{name}-group"), cpus: Some(cpus), memory: None });
        let (out, _, _) = house.run(sandbox).await;
        let fields: Vec<u64> = out.split_whitespace().skip(13).take(2).map(|f| f.parse().unwrap()).collect();
        let share = (fields[0] + fields[1]) as f64 / 300.0;
        assert!((0.18..=0.29).contains(&share), "{name}: {share}");
    }
}

#[tokio::test]
async fn processes_and_ulimits_are_bounded_and_what_cannot_be_is_told() {
    let house = house!();
    let mut pids = house.shell("pids", "for i in 1 2 3 4 5 6 7 8 9; do sleep 1 & done; wait");
    pids.limits.pids = Some(4);
    let (_, err, _) = house.run(pids).await;
    assert!(err.contains("fork: Resource temporarily unavailable"), "{err}");
    let mut files = house.shell("files", "ulimit -n; ulimit -Hn; ulimit -c");
    files.limits.ulimits = vec![
        Ulimit { name: "nofile".into(), soft: 100, hard: 200 },
        Ulimit { name: "core".into(), soft: 0, hard: 0 },
    ];
    assert_eq!(house.run(files).await.0, "100\n200\n0\n");
    let mut high = house.shell("high", "true");
    high.limits.ulimits = vec![Ulimit { name: "nofile".into(), soft: 1 << 40, hard: 1 << 40 }];
    high.limits.storage = Some(1 << 30);
    let running = house.room.start(high).await.unwrap();
    assert!(running.unenforced()[0].starts_with("ephemeral storage of 1073741824 bytes"));
    running.wait().await.unwrap();
}

#[tokio::test]
async fn capabilities_are_those_of_a_container() {
    let house = house!();
    let show = "grep -E 'CapBnd|CapEff|CapInh|NoNewPrivs' /proc/self/status";
    let (out, _, _) = house.run(house.shell("root", show)).await;
    let set = |text: &str| format!("{text:0>16}");
    let expected = |inh, eff, bnd| {
        format!("CapInh:\t{}\nCapEff:\t{}\nCapBnd:\t{}\nNoNewPrivs:\t0\n", set(inh), set(eff), set(bnd))
    };
    assert_eq!(out, expected("0", "a80425fb", "a80425fb"));
    let mut user = house.shell("user", show);
    user.user = "1000".into();
    assert_eq!(house.run(user).await.0, expected("0", "0", "a80425fb"));
    let mut none = house.shell("none", show);
    none.capabilities.drop = vec!["ALL".into()];
    assert_eq!(house.run(none).await.0, expected("0", "0", "0"));
}

#[tokio::test]
async fn system_calls_are_those_of_a_container_and_setuid_works() {
    use room::{Mount, Root, Source};
    use std::os::unix::fs::PermissionsExt;
    let house = house!();
    let script = "grep -E '^(Seccomp|NoNewPrivs):' /proc/self/status; unshare -U true; unshare -m true; mkdir /x; busybox mount -t tmpfs x /x";
    for user in ["", "1000"] {
        let mut sandbox = house.shell(&format!("calls-{user}"), script);
        sandbox.user = user.into();
        let (out, err, _) = house.run(sandbox).await;
        assert_eq!(out, "NoNewPrivs:\t0\nSeccomp:\t2\n");
        assert_eq!(err.matches("Operation not permitted").count(), 2, "{err}");
        assert!(err.contains("mount: permission denied"), "{err}");
    }
    let tools = house.folder.path().join("tools");
    std::fs::create_dir(&tools).unwrap();
    std::fs::copy("/usr/bin/id", tools.join("id")).unwrap();
    std::fs::set_permissions(tools.join("id"), std::fs::Permissions::from_mode(0o4755)).unwrap();
    let mut setuid = house.command("setuid", &["/tools/id", "-u"]);
    setuid.root = Root::Host;
    setuid.user = "1000".into();
    setuid.mounts = vec![Mount { target: "/tools".into(), source: Source::Path(tools), read_only: true }];
    assert_eq!(house.run(setuid).await.0, "0\n");
    let mut granted = house.shell("granted", "unshare -m true && echo may");
    granted.capabilities.add = vec!["SYS_ADMIN".into()];
    assert_eq!(house.run(granted).await.0, "may\n");
}

#[tokio::test]
async fn output_that_nobody_reads_waits_or_is_dropped() {
    let house = house!();
    let mut dropping = house.command("dropping", &["seq", "1000000"]);
    dropping.log = LogMode::NonBlocking { max_buffer: 1 << 20 };
    let running = house.room.start(dropping).await.unwrap();
    assert_eq!(running.wait().await.unwrap().code, Some(0));
    let (out, err) = common::read(&running).await;
    assert!(out.starts_with("1\n2\n3\n") && out.len() <= 1 << 20 && out.len() > (1 << 20) - (80 << 10));
    // A smaller piece may have fitted in between, after a note of what was dropped before it.
    let dropped: usize =
        err.split(" bytes dropped").filter(|n| !n.is_empty()).map(|n| n.parse::<usize>().unwrap()).sum();
    assert_eq!(dropped + out.len(), 6_888_896);

    let mut blocking = house.command("blocking", &["seq", "1000000"]);
    blocking.log = LogMode::Blocking;
    let running = house.room.start(blocking).await.unwrap();
    let mut output = running.output().unwrap();
    let mut lines = Vec::new();
    while let Some(batch) = output.next().await.unwrap() {
        lines.extend(batch.chunks.into_iter().flat_map(|chunk| chunk.bytes));
        output.acknowledge(batch.end).await.unwrap();
    }
    assert!(String::from_utf8(lines).unwrap() == common::numbers());
}
