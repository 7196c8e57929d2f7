//! `cargo xtask test`: every test, after installing what the tests need. `.ci/run` is this command.

use crate::{Result, crash, root, sh, tidy};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Packages of the Python environment that the acceptance tests run in, with their versions.
const PYTHON: &str = "tests/requirements.txt";

/// Kills of the crash harness; `cargo xtask crash` runs more.
const KILLS: u32 = 20;

pub(crate) fn run() -> Result<()> {
    step("rustfmt", || cargo(&["fmt", "--all", "--check"]))?;
    step("house rules", tidy::run)?;
    step("clippy", || cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))?;
    step("unit and service tests", || cargo(&["test", "--workspace", "--quiet"]))?;
    step("the program", || cargo(&["build", "--workspace", "--bins", "--quiet"]))?;
    step("the program of examples/worker", || {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--release", "--locked", "--quiet", "--target-dir", "target"]);
        sh::run(build.current_dir(root().join("examples/worker/app")))
    })?;
    let python = step("the Python environment", environment)?;
    step("tools that build and copy images", image_tools)?;
    step("acceptance tests with real clients", || {
        let mut command = Command::new(&python);
        command.args(["-m", "pytest", "-q", "tests"]).current_dir(root());
        command.env("MAQUETTE_PROGRAM", target().join("debug/maquette"));
        sh::run(&mut command)
    })?;
    step("crashes", || crash::check(KILLS, None, &target().join("debug/maquette")))
}

fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("== {name}");
    work().map_err(|e| format!("{name}: {e}"))
}

fn cargo(arguments: &[&str]) -> Result<()> {
    sh::run(Command::new(env!("CARGO")).args(arguments).current_dir(root()))
}

pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A Python environment below `target/`, made once and brought up to the pinned versions.
fn environment() -> Result<PathBuf> {
    let folder = target().join("venv");
    let python = folder.join("bin/python");
    if !python.exists() {
        make_environment(&folder)?;
    }
    let pinned = sh::read(&root().join(PYTHON))?;
    let stamp = folder.join("pinned.txt");
    if std::fs::read_to_string(&stamp).is_ok_and(|done| done == pinned) {
        return Ok(python);
    }
    sh::run(
        Command::new(&python).args(["-m", "pip", "install", "--quiet", "-r", PYTHON]).current_dir(root()),
    )?;
    sh::write(&stamp, &pinned)?;
    Ok(python)
}

/// Debian keeps `venv` in a package of its own; where it is missing and we may install it, we do.
fn make_environment(folder: &Path) -> Result<()> {
    let make = || sh::run(Command::new("python3").args(["-m", "venv"]).arg(folder));
    if make().is_ok() {
        return Ok(());
    }
    sh::run(Command::new("apt-get").args(["install", "-y", "-q", "python3-venv"])).map_err(|e| {
        format!("Python's venv module is missing and could not be installed ({e}); install python3-venv")
    })?;
    make()
}

/// Tools that push and pull images, and a program that makes a whole one. Tests of what is missing are skipped and say so,
/// so nothing fails here.
fn image_tools() -> Result<()> {
    let there = |program: &str| {
        Path::new("/usr/bin").join(program).exists() || Path::new("/bin").join(program).exists()
    };
    let packages = [("buildah", "buildah"), ("skopeo", "skopeo"), ("busybox", "busybox-static")];
    let missing: Vec<_> =
        packages.into_iter().filter(|(program, _)| !there(program)).map(|(_, package)| package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    // Package lists may be old, or not there at all: then the installation says so.
    let _ = sh::run(Command::new("apt-get").args(["update", "-q"]));
    let installed = sh::run(Command::new("apt-get").args(["install", "-y", "-q"]).args(&missing));
    if let Err(error) = installed {
        println!("{} could not be installed ({error}): their tests are skipped", missing.join(" and "));
    }
    Ok(())
}
