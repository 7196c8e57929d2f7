//! `cargo xtask fuzz`: runs every fuzz target for a while (`fuzz/`), with its seeds and whatever earlier runs found. Needs
//! a nightly compiler; cargo-fuzz itself is built into the target folder.

use crate::{Result, root, sh, test};
use clap::Args;
use std::path::PathBuf;
use std::process::Command;

/// The targets in the order in which they run.
const TARGETS: [&str; 5] = ["wire_decode", "policy_documents", "templates", "signatures", "filter_policy"];

#[derive(Args)]
pub(crate) struct Fuzz {
    /// Seconds for each target.
    #[arg(long, default_value_t = 600)]
    seconds: u32,
    /// Only targets whose name contains this.
    #[arg(long, default_value = "")]
    only: String,
}

impl Fuzz {
    pub(crate) fn run(&self) -> Result<()> {
        let program = cargo_fuzz()?;
        for target in TARGETS.into_iter().filter(|target| target.contains(&self.only)) {
            println!("{target}: {} s", self.seconds);
            self.one(&program, target)?;
        }
        Ok(())
    }

    /// Fails when the target crashes, hangs or takes too much memory; libFuzzer then leaves the input in
    /// `fuzz/artifacts`.
    fn one(&self, program: &PathBuf, target: &str) -> Result<()> {
        let corpus = test::target().join("fuzz-corpus").join(target);
        std::fs::create_dir_all(&corpus).map_err(|e| format!("cannot make {}: {e}", corpus.display()))?;
        let seeds = root().join("fuzz/seeds").join(target);
        let mut command = Command::new(program);
        command.current_dir(root()).env("RUSTUP_TOOLCHAIN", "nightly").args(["run", "--features", "sns"]);
        command.arg("--target-dir").arg(test::target().join("fuzz")).arg(target).arg(corpus);
        if seeds.is_dir() {
            command.arg(seeds);
        }
        command.args(["--", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1", "-print_funcs=0"]);
        sh::run(command.arg(format!("-max_total_time={}", self.seconds)))
    }
}

fn cargo_fuzz() -> Result<PathBuf> {
    let tools = test::target().join("tools");
    let program = tools.join("bin/cargo-fuzz");
    if !program.is_file() {
        let mut install = Command::new(env!("CARGO"));
        sh::run(install.args(["install", "--locked", "cargo-fuzz", "--root"]).arg(&tools))?;
    }
    Ok(program)
}
