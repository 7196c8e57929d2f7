//! `cargo xtask crash`: kills the program with SIGKILL at random moments while clients work with it. The harness is the
//! crate `tests/crash`, since an HTTP client would make every other developer command slow to build.

use crate::{Result, root, sh, test};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Args)]
pub(crate) struct Crash {
    /// How often it is killed.
    #[arg(long, default_value_t = 20)]
    kills: u32,
    /// Repeats a run.
    #[arg(long)]
    seed: Option<u64>,
    /// The program; otherwise the one of this repository, built for it.
    #[arg(long)]
    program: Option<PathBuf>,
}

impl Crash {
    pub(crate) fn run(&self) -> Result<()> {
        let own = test::target().join("debug/maquette");
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "-p", "crash", "--bin", "crash"]).current_dir(root());
        if self.program.is_none() {
            build.args(["-p", "maquette", "--bin", "maquette"]);
        }
        sh::run(&mut build)?;
        check(self.kills, self.seed, self.program.as_deref().unwrap_or(&own))
    }
}

/// Runs the harness, which has been built.
pub(crate) fn check(kills: u32, seed: Option<u64>, program: &Path) -> Result<()> {
    let mut command = Command::new(test::target().join("debug/crash"));
    command.args(["--kills", &kills.to_string()]).arg("--program").arg(program).current_dir(root());
    if let Some(seed) = seed {
        command.args(["--seed", &seed.to_string()]);
    }
    sh::run(&mut command)
}
