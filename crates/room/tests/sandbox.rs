//! A sandbox from its start to its end.

mod common;

use common::house;
use room::{Error, StartFailure};
use std::time::Duration;

macro_rules! house {
    () => {
        match house() {
            Some(house) => house,
            None => return,
        }
    };
}

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
