//! `cargo xtask tofu`: builds OpenTofu for the tests. No registry has its binary, but Go's module proxy has its source.

use crate::{Result, root, sh};
use std::path::{Path, PathBuf};
use std::process::Command;

const MODULE: &str = "github.com/opentofu/opentofu@v1.12.6";

pub(crate) fn run() -> Result<()> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let clients = target.join("clients");
    let (program, work) = (clients.join("tofu"), clients.join("tofu-build"));
    std::fs::create_dir_all(&work).map_err(|e| format!("cannot make {}: {e}", work.display()))?;
    println!(
        "fetching {MODULE} and what it needs, and building it: some minutes and 3 GB, which are given back"
    );
    let source = download(&work)?;
    sh::run(
        go(&work, &source)
            .env("CGO_ENABLED", "0")
            .args(["build", "-trimpath", "-ldflags", "-s -w"])
            .arg("-o")
            .arg(&program)
            .arg("./cmd/tofu"),
    )?;
    std::fs::remove_dir_all(&work).map_err(|e| format!("cannot remove {}: {e}", work.display()))?;
    println!("built {}", program.display());
    Ok(())
}

/// The folder that the module's source is in.
fn download(work: &Path) -> Result<PathBuf> {
    let mut command = go(work, work);
    let out = command.args(["mod", "download", "-json", MODULE]).output();
    let out = out.map_err(|e| format!("cannot run go, which builds OpenTofu: {e}"))?;
    let said: serde_json::Value =
        serde_json::from_slice(&out.stdout).map_err(|e| format!("go mod download: {e}"))?;
    said["Dir"].as_str().map(PathBuf::from).ok_or_else(|| format!("go mod download: {}", said["Error"]))
}

fn go(work: &Path, folder: &Path) -> Command {
    let mut command = Command::new("go");
    command.current_dir(folder).env("GOPATH", work.join("path")).env("GOCACHE", work.join("cache"));
    // Otherwise Go writes files that cannot be removed.
    command.env("GOFLAGS", "-modcacherw");
    command
}
