//! The data folder: held by one, refused with a reason, and never emptied in silence.

use clock::Timestamp;
use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};
use store::{Batch, Bulk, Direction, Error, Options, Result, Store};

const DIR: &str = "STORE_TEST_DIR";

fn options() -> Options {
    let now = Timestamp::from_seconds(1_795_255_200);
    Options { reserve: 0, ..Options::new("maquette start --port 4566", now) }
}

fn open(dir: &Path) -> Result<Store> {
    Store::open(dir, options())
}

fn refused(dir: &Path) -> String {
    open(dir).err().expect("refused").to_string()
}

fn put(store: &Store, number: u64) -> Result<()> {
    let bulk = Bulk::open(store, "numbers")?;
    let mut batch = Batch::new();
    bulk.put(&mut batch, 0, number, number.to_string().repeat(100).as_bytes());
    store.commit(batch).map(drop)
}

fn numbers(store: &Store) -> Vec<u64> {
    let bulk = Bulk::open(store, "numbers").expect("a room");
    bulk.scan(0, .., Direction::Forward).map(|entry| entry.expect("readable").0).collect()
}

/// A folder with the numbers below `count` in it, in the journal when `killed` and in tables otherwise.
fn filled(count: u64, killed: bool) -> (tempfile::TempDir, PathBuf) {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("data");
    let store = open(&dir).expect("a store");
    (0..count).for_each(|number| put(&store, number).expect("put"));
    if killed {
        // What a killed process leaves is what lies there now.
        let left = temp.path().join("left");
        let copied = Command::new("cp").args(["-r", "--sparse=always"]).arg(&dir).arg(&left).status();
        assert!(copied.expect("cp runs").success());
        return (temp, left);
    }
    drop(store);
    (temp, dir)
}

fn journal(dir: &Path) -> PathBuf {
    let entries =
        fs::read_dir(dir.join("engine")).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.extension().is_some_and(|e| e == "jnl")).max().expect("a journal")
}

fn written(path: &Path) -> Vec<u8> {
    let mut bytes = fs::read(path).expect("readable");
    bytes.truncate(bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1));
    bytes
}

#[test]
fn the_second_is_told_who_holds_it() {
    let (_temp, dir) = filled(1, false);
    let first = open(&dir).expect("a store");
    assert_eq!(
        refused(&dir),
        format!(
            "data folder {} is in use by process {} (maquette start --port 4566, since 2026-11-21T10:00:00Z); stop it, \
             or use another folder with --data",
            dir.display(),
            std::process::id()
        )
    );
    drop(first);
    assert_eq!(numbers(&open(&dir).expect("free again")), [0]);
}

#[test]
fn what_is_no_folder_is_named() {
    let (temp, _) = filled(0, false);
    let file = temp.path().join("file");
    fs::write(&file, "").expect("written");
    let check = |dir: &Path, expected: &str| {
        let error = refused(dir);
        assert!(error.starts_with(&format!("cannot make the folder {}: ", dir.display())), "{error}");
        assert!(error.ends_with(expected), "{error}");
    };
    check(&file, "File exists (os error 17); use another folder with --data");
    check(&file.join("below"), "Not a directory (os error 20); use another folder with --data");
}

#[test]
fn formats_are_checked() {
    let (_temp, dir) = filled(3, false);
    fs::write(dir.join("format"), "2\n").expect("written");
    let error = refused(&dir);
    assert!(
        error.contains("has format 2 and this program knows formats up to 1; nothing was changed"),
        "{error}"
    );
    fs::write(dir.join("format"), "1\n").expect("written");
    assert_eq!(numbers(&open(&dir).expect("opens")), [0, 1, 2]);
    fs::remove_file(dir.join("format")).expect("removed");
    assert_eq!(numbers(&open(&dir).expect("it is there, whoever took the file away")), [0, 1, 2]);
}

#[test]
fn a_creation_that_was_cut_short_is_begun_again() {
    let temp = tempfile::tempdir().expect("a folder");
    let engine = temp.path().join("engine");
    fs::create_dir_all(engine.join("keyspaces")).expect("made");
    fs::write(engine.join("0.jnl"), "").expect("written");
    let store = open(temp.path()).expect("opens");
    put(&store, 1).expect("put");
    assert_eq!(numbers(&store), [1]);
}

#[test]
fn a_journal_cut_in_its_last_batch_loses_only_that() {
    for cut in [1, 5, 40, 200] {
        let (_temp, dir) = filled(50, true);
        let journal = journal(&dir);
        let bytes = written(&journal);
        fs::write(&journal, &bytes[..bytes.len() - cut]).expect("written");
        let expected: Vec<u64> = (0..49).collect();
        assert_eq!(numbers(&open(&dir).expect("opens")), expected, "{cut} bytes cut");
    }
}

#[test]
fn a_journal_damaged_before_its_end_is_refused_and_left_alone() {
    let (temp, dir) = filled(50, true);
    let whole = written(&journal(&dir));
    let (mut tried, mut refusals) = (0, 0);
    for place in (0..whole.len() - 300).step_by(whole.len() / 60) {
        tried += 1;
        let copy = copied(&dir, temp.path());
        let journal = journal(&copy);
        let mut bytes = whole.clone();
        bytes[place] ^= 0x55;
        fs::write(&journal, &bytes).expect("written");
        match open(&copy) {
            Err(error) => {
                refusals += 1;
                assert!(matches!(error, Error::Damaged { .. }), "{error}");
                assert_eq!(written(&journal), bytes, "nothing was changed");
            }
            // Some bytes say what others say as well.
            Ok(store) => assert_eq!(numbers(&store).len(), 50, "byte {place} is damaged and nobody says so"),
        }
    }
    assert!(refusals > tried / 2, "{refusals} of {tried}");
}

#[test]
fn after_the_computer_went_down_what_was_not_synced_is_cut_and_kept() {
    let (_temp, dir) = filled(50, true);
    let journal = journal(&dir);
    let mut bytes = written(&journal);
    // A page of the file that never came to the disk, with one behind it that did.
    let middle = bytes.len() / 2;
    bytes[middle..middle + 100].fill(0);
    fs::write(&journal, &bytes).expect("written");
    assert!(refused(&dir).contains("the journal cannot be read at byte"));
    let lock = fs::read_to_string(dir.join("lock")).expect("readable");
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").expect("readable");
    let earlier = lock.replace(boot.trim(), "another start of the computer");
    fs::write(dir.join("lock"), earlier).expect("written");
    let store = open(&dir).expect("opens");
    let left = numbers(&store);
    assert!((15..35).contains(&left.len()), "{left:?}");
    assert_eq!(left, (0..left.len() as u64).collect::<Vec<_>>());
    let [notice] = store.notices() else { panic!("one notice: {:?}", store.notices()) };
    let kept = notice.split_once("moved to ").and_then(|(_, rest)| rest.split_once(';')).expect("a place").0;
    assert!(bytes.ends_with(&fs::read(kept).expect("kept")), "{notice}");
    put(&store, 1_000).expect("writes go on");
    drop(store);
    let store = open(&dir).expect("opens");
    assert!(store.notices().is_empty());
    assert_eq!(numbers(&store).len(), left.len() + 1);
}

fn copied(dir: &Path, temp: &Path) -> PathBuf {
    let copy = temp.join("copy");
    drop(fs::remove_dir_all(&copy));
    assert!(Command::new("cp").arg("-r").arg(dir).arg(&copy).status().expect("cp runs").success());
    copy
}

#[test]
fn damaged_tables_and_manifests_are_told() {
    let (temp, dir) = filled(500, false);
    let files = Command::new("find")
        .arg(dir.join("engine"))
        .args(["-type", "f", "-size", "+0", "!", "-name", "*.jnl"])
        .output();
    let files = String::from_utf8(files.expect("find runs").stdout).expect("text");
    let mut told = 0;
    for file in files.lines().filter(|file| !file.ends_with("lock")) {
        let copy = copied(&dir, temp.path());
        let file = copy.join(Path::new(file).strip_prefix(&dir).expect("inside"));
        let mut bytes = fs::read(&file).expect("readable");
        let middle = bytes.len() / 2;
        bytes[middle..].iter_mut().for_each(|byte| *byte ^= 0x55);
        fs::write(&file, bytes).expect("written");
        // Either the store does not open, or the reading tells; never are there fewer numbers than there were.
        let read = open(&copy).and_then(|store| {
            let bulk = Bulk::open(&store, "numbers")?;
            bulk.scan(0, .., Direction::Forward).collect::<Result<Vec<_>>>()
        });
        match read {
            Ok(all) => assert_eq!(all.len(), 500, "{} is damaged and nobody says so", file.display()),
            Err(error) => {
                told += 1;
                assert!(error.to_string().contains(&*copy.to_string_lossy()), "{error}");
            }
        }
    }
    assert!(told >= 2, "{told} of these told: {files}");
}

/// Runs an ignored test below in namespaces of its own, as root of them; `None` where the host does not allow that.
fn in_namespace(setup: &str, test: &str) -> Option<()> {
    let temp = tempfile::tempdir().expect("a folder");
    if !Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|status| status.success()) {
        return None;
    }
    let script = format!("{setup} && exec \"$0\" --ignored --exact {test} --nocapture");
    let program = env::current_exe().expect("this program");
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", &script])
        .arg(program)
        .env(DIR, temp.path())
        .output()
        .expect("unshare runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(())
}

fn dir_of_namespace() -> PathBuf {
    PathBuf::from(env::var(DIR).expect("set by the test that runs this one"))
}

#[test]
fn full_disks() {
    let mount = "mount -t tmpfs -o size=48m none \"$STORE_TEST_DIR\"";
    let ran = in_namespace(mount, "writes_until_the_disk_is_full")
        .and_then(|()| in_namespace(mount, "writes_until_the_engine_fails"));
    if ran.is_none() {
        println!("no namespaces on this host: only the injected failures of the unit tests ran");
    }
}

#[test]
fn read_only_disks() {
    let mount = "mount -t tmpfs -o ro none \"$STORE_TEST_DIR\"";
    if in_namespace(mount, "opens_a_read_only_folder").is_none() {
        println!("no namespaces on this host: not tried");
    }
}

#[test]
#[ignore = "run by `read_only_disks` in a namespace of its own"]
fn opens_a_read_only_folder() {
    let dir = dir_of_namespace();
    let error = refused(&dir.join("data"));
    assert!(
        error.ends_with(
            "Read-only file system (os error 30); make it writable, or use another folder with --data"
        ),
        "{error}"
    );
    let error = refused(&dir);
    assert!(
        error.starts_with(&format!("cannot lock {}/lock: Read-only file system", dir.display())),
        "{error}"
    );
}

#[test]
#[ignore = "run by `full_disks` in a namespace of its own"]
fn writes_until_the_disk_is_full() {
    let dir = dir_of_namespace();
    let ballast = dir.join("ballast");
    fs::write(&ballast, vec![1; 8 << 20]).expect("ballast");
    let options = || Options { reserve: 16 << 20, ..options() };
    let store = Store::open(dir.join("data"), options()).expect("a store");
    let (written, error) = fill(&store);
    assert!(matches!(error, Error::Full { .. }), "{error}");
    assert_eq!(numbers(&store).len() as u64, written);
    fs::remove_file(ballast).expect("removed");
    put(&store, written).expect("there is room again");
    drop(store);
    let store = Store::open(dir.join("data"), options()).expect("opens");
    assert_eq!(numbers(&store).len() as u64, written + 1);
}

#[test]
#[ignore = "run by `full_disks` in a namespace of its own"]
fn writes_until_the_engine_fails() {
    let dir = dir_of_namespace();
    let ballast = dir.join("ballast");
    fs::write(&ballast, vec![1; 8 << 20]).expect("ballast");
    let store = open(&dir.join("data")).expect("a store");
    let (written, error) = fill(&store);
    assert!(matches!(error, Error::Io { .. } | Error::Stopped { .. }), "{error}");
    let error = put(&store, written).expect_err("stopped").to_string();
    assert!(error.starts_with("the store takes no more writes since"), "{error}");
    drop(store);
    fs::remove_file(ballast).expect("removed");
    let left = numbers(&open(&dir.join("data")).expect("opens when there is room"));
    let acknowledged: Vec<u64> = (0..written).collect();
    assert!(left.starts_with(&acknowledged), "{} of {written} are left", left.len());
    assert!(left.len() as u64 <= written + 1);
}

/// Writes numbers until that is refused: how many were written, and why not more.
fn fill(store: &Store) -> (u64, Error) {
    let bulk = Bulk::open(store, "numbers").expect("a room");
    for number in 0.. {
        let mut batch = Batch::new();
        bulk.put(&mut batch, 0, number, vec![number as u8 | 1; 20_000]);
        if let Err(error) = store.commit(batch) {
            return (number, error);
        }
    }
    unreachable!("the disk is finite")
}

#[test]
fn a_folder_of_another_user_is_told() {
    let temp = tempfile::tempdir().expect("a folder");
    fs::set_permissions(temp.path(), fs::Permissions::from_mode(0o711)).expect("set");
    let locked = temp.path().join("locked");
    fs::create_dir(&locked).expect("made");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o500)).expect("set");
    // Root may everything: as nobody, with a copy of this program that nobody can reach.
    let program = temp.path().join("test");
    fs::copy(env::current_exe().expect("this program"), &program).expect("copied");
    let as_nobody = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];
    let mut command =
        if fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0) {
            let mut command = Command::new("setpriv");
            command.args(as_nobody).arg(&program);
            command
        } else {
            Command::new(&program)
        };
    let output = command
        .args(["--ignored", "--exact", "opens_a_locked_folder", "--nocapture"])
        .env(DIR, &locked)
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
#[ignore = "run by `a_folder_of_another_user_is_told` as another user"]
fn opens_a_locked_folder() {
    let dir = dir_of_namespace();
    let next =
        "Permission denied (os error 13); give this user access to it, or use another folder with --data";
    assert_eq!(
        refused(&dir.join("data")),
        format!("cannot make the folder {}: {next}", dir.join("data").display())
    );
    let error = refused(&dir);
    assert!(error.ends_with(next), "{error}");
}
