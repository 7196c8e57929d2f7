//! A sandbox from its start to its end.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use room::{Error, StartFailure};
use std::time::Duration;

#[tokio::test]
async fn it_prints_a_line_and_its_code_is_kept() {
    let house = house!();
    let (out, err, exit) = house.run(house.shell("one", "echo hello; echo oops >&2; exit 3")).await;
    assert_eq!((out.as_str(), err.as_str(), exit.code), ("hello\n", "oops\n", Some(3)));
    assert!(exit.started.unwrap() <= exit.ended);
    assert!(!exit.stopped && !exit.forced && exit.failed.is_none() && exit.lost.is_none());
    assert_eq!(house.left_behind(), Vec::<String>::new());
}

#[tokio::test]
async fn it_stops_by_its_signal_or_is_killed() {
    let house = house!();
    let patience = Duration::from_secs(20);
    let handler = "trap 'exit 7' TERM; echo ready; while true; do sleep 0.05; done";
    let running = house.room.start(house.shell("handler", handler)).await.unwrap();
    running.output().unwrap().next().await.unwrap().unwrap();
    let exit = house.room.stop("handler", patience).await.unwrap();
    assert_eq!((exit.code, exit.stopped, exit.forced), (Some(7), true, false));
    // Process 1 of a sandbox ignores a signal that it has no handler for.
    house.room.start(house.command("deaf", &["sleep", "1000"])).await.unwrap();
    let exit = house.room.stop("deaf", Duration::from_millis(50)).await.unwrap();
    assert_eq!((exit.code, exit.stopped, exit.forced), (Some(137), true, true));
    let mut below_init = house.command("init", &["sleep", "1000"]);
    below_init.init_process = true;
    house.room.start(below_init).await.unwrap();
    let exit = house.room.stop("init", patience).await.unwrap();
    assert_eq!((exit.code, exit.stopped, exit.forced), (Some(143), true, false));
}

#[tokio::test]
async fn what_does_not_start_says_why_and_leaves_nothing() {
    let house = house!();
    let mut no_user = house.command("user", &["true"]);
    no_user.user = "nobody".into();
    let mut no_folder = house.command("folder", &["true"]);
    no_folder.working_directory = "/bin/busybox".into();
    std::fs::write(house.image().join("plain"), "no program").unwrap();
    let cases = [
        (house.command("path", &["nonsense"]), "exec: \"nonsense\": executable file not found in $PATH"),
        (
            house.command("file", &["/no/such"]),
            "exec: \"/no/such\": stat /no/such: no such file or directory",
        ),
        (house.command("plain", &["/plain"]), "exec: \"/plain\": permission denied"),
        (no_user, "unable to find user nobody: no matching entries in passwd file"),
        (no_folder, "chdir to cwd (\"/bin/busybox\") set in config.json failed: not a directory"),
    ];
    for (sandbox, text) in cases {
        match house.room.start(sandbox).await.map(|_| ()) {
            Err(Error::Start(failure)) => assert_eq!(failure.to_string(), text),
            other => panic!("{text}: {other:?}"),
        }
    }
    assert_eq!(house.left_behind(), Vec::<String>::new());
}

#[tokio::test]
async fn a_foreign_program_starts_and_ends_with_its_last_words() {
    use std::os::unix::fs::PermissionsExt;
    let house = house!();
    for (name, text, failure) in [
        ("foreign", "garbage\n", StartFailure::ExecFormat { command: "/foreign".into() }),
        ("script", "#!/no/such/interpreter\n", StartFailure::NoInterpreter { command: "/script".into() }),
    ] {
        let file = house.image().join(name);
        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        let (_, err, exit) = house.run(house.command(name, &[&format!("/{name}")])).await;
        assert_eq!(err, format!("{failure}\n"));
        assert_eq!((exit.code, exit.failed), (Some(1), Some(failure)));
    }
}

#[tokio::test]
async fn it_has_its_user_files_mounts_and_environment() {
    use room::{Mount, Source};
    let house = house!();
    let shared = house.folder.path().join("shared");
    std::fs::create_dir(&shared).unwrap();
    std::fs::write(shared.join("given"), "from the host").unwrap();
    let mut sandbox = house.shell(
        "all",
        "id -u; id -G; pwd; echo $HOME $HOSTNAME $NAME; cat /etc/hosts /shared/given; \
         echo x > /shared/new 2>/dev/null || echo refused; echo y > /memory/file && cat /memory/file; \
         cat /proc/sys/kernel/hostname; mv /etc/hosts /etc/moved || echo not mine",
    );
    sandbox.user = "app".into();
    sandbox.working_directory = "/made/here".into();
    sandbox.hostname = "model".into();
    sandbox.environment = vec![("NAME".into(), "a b".into())];
    sandbox.files = vec![("/etc/hosts".into(), b"127.0.0.1 localhost\n".to_vec())];
    sandbox.mounts = vec![
        Mount { target: "/shared".into(), source: Source::Path(shared), read_only: true },
        Mount {
            target: "/memory".into(),
            source: Source::Tmpfs { size: 1 << 20, options: vec!["mode=1777".into()] },
            read_only: false,
        },
    ];
    let (out, _, exit) = house.run(sandbox).await;
    assert_eq!(
        out,
        "1000\n1000 29\n/made/here\n/home/app model a b\n127.0.0.1 localhost\nfrom the hostrefused\ny\nmodel\nnot mine\n"
    );
    assert_eq!(exit.code, Some(0));
    // Root of the sandbox may rename what it was given: it is a file, not a bind.
    let mut root = house.shell("root", "mv /etc/hosts /etc/moved && cat /etc/moved");
    root.files = vec![("/etc/hosts".into(), b"mine\n".to_vec())];
    assert_eq!(house.run(root).await.0, "mine\n");
    let mut read_only =
        house.shell("ro", "echo x > /file || echo read-only; echo y > /dev/shm/f && cat /dev/shm/f");
    read_only.read_only_root = true;
    assert_eq!(house.run(read_only).await.0, "read-only\ny\n");
}

#[tokio::test]
async fn a_hundred_runs_and_twenty_failures_leave_nothing() {
    let house = house!();
    let zombies = common::zombies();
    for number in 0..100 {
        let (out, _, exit) = house.run(house.command(&format!("good-{number}"), &["echo", "x"])).await;
        assert_eq!((out.as_str(), exit.code), ("x\n", Some(0)));
    }
    for number in 0..20 {
        house
            .room
            .start(house.command(&format!("bad-{number}"), &["nonsense"]))
            .await
            .map(|_| ())
            .unwrap_err();
    }
    assert_eq!(house.left_behind(), Vec::<String>::new());
    assert!(common::zombies() <= zombies);
}

#[tokio::test]
async fn further_programs_run_beside_it() {
    let house = house!();
    let mut sandbox = house.shell("main", "echo ready; sleep 1000");
    sandbox.user = "app".into();
    sandbox.environment = vec![("MARK".into(), "here".into())];
    house.room.start(sandbox).await.unwrap();
    let shell = |script: &str| vec!["/bin/sh".to_owned(), "-c".to_owned(), script.to_owned()];
    let patience = Duration::from_secs(20);
    let run = async |script: &str| house.room.exec("main", shell(script), patience).await.unwrap();
    assert_eq!(run("exit 4").await.code, 4);
    let same =
        r#"[ "$(id -u)" = 1000 ] && [ "$MARK" = here ] && grep -q 'CapBnd.*a80425fb' /proc/self/status"#;
    assert_eq!(run(same).await.code, 0);
    // It sees the sandbox's processes, and is in its cgroup: process 1 is the sandbox's own.
    assert_eq!(run("grep -q sleep /proc/1/cmdline").await.code, 0);
    let late = house.room.exec("main", shell("sleep 1000"), Duration::from_millis(50)).await.unwrap();
    assert_eq!((late.code, late.timed_out), (137, true));
    let missing = house.room.exec("main", vec!["nonsense".into()], patience).await.unwrap_err();
    assert_eq!(missing.to_string(), "exec: \"nonsense\": executable file not found in $PATH");
    let running = house.room.exec("main", shell("sleep 1000"), patience);
    let (ended, stopped) = tokio::join!(running, house.room.stop("main", Duration::ZERO));
    stopped.unwrap();
    assert!(
        matches!(ended, Err(Error::NotRunning { .. }) | Ok(room::Executed { code: 137, .. })),
        "{ended:?}"
    );
    house.room.remove("main").await.unwrap();
    assert_eq!(house.left_behind(), Vec::<String>::new());
}

#[tokio::test]
async fn it_is_in_its_network_namespace_and_holds_no_other() {
    use room::Network;
    use std::os::unix::fs::MetadataExt;
    let house = house!();
    let name = format!("room-{}", std::process::id());
    let ip = |arguments: &[&str]| std::process::Command::new("ip").args(arguments).status();
    if !ip(&["netns", "add", &name]).is_ok_and(|status| status.success()) {
        return;
    }
    let file = std::path::Path::new("/run/netns").join(&name);
    let inode = std::fs::metadata(&file).unwrap().ino();
    let mut within = house.shell("within", "busybox readlink /proc/self/ns/net");
    within.network = Network::Namespace(file.clone());
    assert_eq!(house.run(within).await.0, format!("net:[{inode}]\n"));
    // One that runs beside it, begun while it was there, does not keep it: its file is deleted and it is gone.
    let beside = house.room.start(house.command("beside", &["sleep", "1000"])).await.unwrap();
    let status = std::fs::read_to_string(format!("/proc/{}/status", beside.pid().unwrap())).unwrap();
    let supervisor = status.lines().find_map(|line| line.strip_prefix("PPid:")).unwrap().trim().to_owned();
    let mounts = std::fs::read_to_string(format!("/proc/{supervisor}/mountinfo")).unwrap();
    assert!(!mounts.contains(" - nsfs "), "{mounts}");
    ip(&["netns", "delete", &name]).unwrap();
    house.room.stop("beside", Duration::ZERO).await.unwrap();
    let mut gone = house.command("gone", &["true"]);
    gone.network = Network::Namespace(file);
    let failure = house.room.start(gone).await.map(|_| ()).unwrap_err();
    assert!(matches!(failure, Error::Start(StartFailure::Network { .. })), "{failure}");
}
