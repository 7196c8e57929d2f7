//! `cargo xtask bench`: builds for release and measures beside nginx and a plain hyper server (crate `bench`).

use crate::{Result, root, sh, test};
use clap::Args;
use std::process::Command;

#[derive(Args)]
pub(crate) struct Bench {
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Only operations whose name contains this; the table is then printed, not written.
    #[arg(long)]
    only: Option<String>,
}

impl Bench {
    pub(crate) fn run(&self) -> Result<()> {
        for program in ["wrk", "nginx"] {
            let found = Command::new(program).arg("-v").output();
            found.map_err(|_| format!("{program} is missing: apt-get install -y wrk nginx-light"))?;
        }
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--release", "-p", "maquette", "-p", "bench"]).current_dir(root());
        sh::run(&mut build)?;
        let release = test::target().join("release");
        let mut bench = Command::new(release.join("bench"));
        bench.arg("--program").arg(release.join("maquette")).arg("--hello").arg(release.join("hello"));
        bench.args(["--seconds", &self.seconds.to_string()]).current_dir(root());
        match &self.only {
            Some(only) => bench.args(["--only", only]),
            None => bench.arg("--write").arg(root().join("bench/README.md")),
        };
        sh::run(&mut bench)
    }
}
