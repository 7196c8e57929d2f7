//! A room of its own for each test, an image of nothing but busybox, and counts of what a room could leave behind.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::print_stderr, unreachable_pub, reason = "tests")]

use room::{Exit, Room, Root, Running, Sandbox, Stream};
use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
};

pub struct House {
    pub folder: tempfile::TempDir,
    pub room: Room,
}

/// A house, or none, with the reason printed, where this host cannot have one.
pub fn house() -> Option<House> {
    if !is_root() {
        eprintln!("skipped: sandboxes need root");
        return None;
    }
    if !Path::new("/bin/busybox").exists() {
        eprintln!("skipped: /bin/busybox is not there (apt install busybox-static)");
        return None;
    }
    let folder = tempfile::Builder::new().prefix("room").tempdir_in("/tmp").unwrap();
    let image = folder.path().join("image");
    fs::create_dir_all(image.join("bin")).unwrap();
    fs::create_dir_all(image.join("etc")).unwrap();
    fs::create_dir(image.join("tmp")).unwrap();
    fs::copy("/bin/busybox", image.join("bin/busybox")).unwrap();
    for name in [
        "sh", "echo", "cat", "sleep", "true", "yes", "head", "ls", "id", "seq", "grep", "mv", "unshare",
        "tail",
    ] {
        symlink("busybox", image.join("bin").join(name)).unwrap();
    }
    fs::write(image.join("etc/passwd"), "root:x:0:0::/root:/bin/sh\napp:x:1000:1000::/home/app:/bin/sh\n")
        .unwrap();
    fs::write(image.join("etc/group"), "root:x:0:\napp:x:1000:\naudio:x:29:app\n").unwrap();
    let room = open(folder.path());
    Some(House { folder, room })
}

pub fn open(folder: &Path) -> Room {
    let program = Path::new(env!("CARGO_BIN_EXE_room-supervisor"));
    Room::open(&folder.join("run"), &folder.join("data"), program).unwrap()
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|found| std::os::unix::fs::MetadataExt::uid(&found) == 0)
}

impl House {
    pub fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    /// A sandbox that runs a command line of busybox's shell.
    pub fn shell(&self, id: &str, script: &str) -> Sandbox {
        self.command(id, &["/bin/sh", "-c", script])
    }

    pub fn command(&self, id: &str, arguments: &[&str]) -> Sandbox {
        Sandbox {
            id: id.to_owned(),
            root: Root::Layers(vec![self.image()]),
            arguments: arguments.iter().map(|a| (*a).to_owned()).collect(),
            ..Sandbox::default()
        }
    }

    /// Runs to the end; its standard output, its standard error, and its end.
    pub async fn run(&self, sandbox: Sandbox) -> (String, String, Exit) {
        let running = self.room.start(sandbox).await.unwrap();
        let exit = running.wait().await.unwrap();
        let (output, error) = read(&running).await;
        self.room.remove(running.id()).await.unwrap();
        (output, error, exit)
    }

    /// What the room could have left: mounts, cgroups and processes that bear its name.
    pub fn left_behind(&self) -> Vec<String> {
        let name = self.folder.path().file_name().unwrap().to_str().unwrap().to_owned();
        let mut found = Vec::new();
        let mounts = fs::read_to_string("/proc/self/mounts").unwrap();
        found.extend(mounts.lines().filter(|line| line.contains(&name)).map(ToOwned::to_owned));
        for tree in fs::read_dir("/sys/fs/cgroup").unwrap().flatten() {
            let ours = fs::read_dir(tree.path().join("maquette")).into_iter().flatten().flatten();
            found.extend(ours.map(|e| e.path().display().to_string()).filter(|p| p.contains(&name)));
        }
        for process in fs::read_dir("/proc").unwrap().flatten() {
            let line = fs::read(process.path().join("cmdline")).unwrap_or_default();
            let line = String::from_utf8_lossy(&line).replace('\0', " ");
            if line.contains(&name) {
                found.push(format!("process {}: {line}", process.file_name().display()));
            }
        }
        for folder in ["run", "data"] {
            let entries = fs::read_dir(self.folder.path().join(folder)).unwrap().flatten();
            found.extend(entries.map(|e| e.path().display().to_string()));
        }
        found
    }
}

/// A test that does not remove its sandboxes leaves their folder of cgroups.
impl Drop for House {
    fn drop(&mut self) {
        let name = self.folder.path().file_name().unwrap().to_str().unwrap().to_owned();
        for tree in fs::read_dir("/sys/fs/cgroup").unwrap().flatten() {
            for ours in fs::read_dir(tree.path().join("maquette")).into_iter().flatten().flatten() {
                if ours.path().to_string_lossy().contains(&name) {
                    let _ = fs::remove_dir(ours.path());
                }
            }
        }
    }
}

/// All output of a sandbox that is over.
pub async fn read(running: &Running) -> (String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut output = running.output().unwrap();
    while let Some(batch) = output.next().await.unwrap() {
        for chunk in batch.chunks {
            match chunk.stream {
                Stream::Output => out.extend(chunk.bytes),
                Stream::Error | Stream::Note => err.extend(chunk.bytes),
            }
        }
    }
    (String::from_utf8_lossy(&out).into_owned(), String::from_utf8_lossy(&err).into_owned())
}

/// What `seq 1000000` prints.
pub fn numbers() -> String {
    (1..=1_000_000).flat_map(|n: u32| [n.to_string(), "\n".to_owned()]).collect()
}

/// Our own children that nobody reaped.
pub fn zombies() -> usize {
    let listed = Command::new("ps").args(["-eo", "ppid=,stat="]).output().unwrap();
    let ours = std::process::id().to_string();
    let lines = String::from_utf8_lossy(&listed.stdout).into_owned();
    let is_ours = |line: &&str| {
        let mut fields = line.split_whitespace();
        [Some("1"), Some(ours.as_str())].contains(&fields.next())
            && fields.next().is_some_and(|s| s.starts_with('Z'))
    };
    lines.lines().filter(is_ours).count()
}

/// The house, or the end of the test where there can be none.
#[macro_export]
macro_rules! house {
    () => {
        match common::house() {
            Some(house) => house,
            None => return,
        }
    };
}
