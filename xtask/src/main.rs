//! Developer commands, as `cargo xtask help` lists them.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod crash;
mod fuzz;
mod generate;
mod managed;
mod model;
mod names;
mod scaffold;
mod sh;
mod test;
mod tidy;
mod tofu;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// The result of a developer command: the text is shown to the developer as it is.
type Result<T, E = String> = std::result::Result<T, E>;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Maquette's developer commands")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Fetches AWS's published models and facts and trims them into `models/` (needs Python and the package registry).
    Model,
    /// Packs the policies that AWS manages into `models/managed-policies.jsonl.gz`.
    ManagedPolicies {
        /// One policy a line, as iann0036/iam-dataset lists them.
        file: PathBuf,
    },
    /// Writes the model crates from `models/`.
    Gen {
        /// Writes nothing; fails when a generated file is stale.
        #[arg(long)]
        check: bool,
    },
    /// Writes a new service's crate with the rooms that every service has.
    Scaffold {
        /// The service, by its model's name.
        service: String,
    },
    /// Measures Maquette beside nginx and a plain hyper server, and writes `bench/README.md`.
    Bench(bench::Bench),
    /// Kills the program at random moments while clients work with it, and checks what it promised.
    Crash(crash::Crash),
    /// Runs every fuzz target for a while (needs a nightly compiler).
    Fuzz(fuzz::Fuzz),
    /// Runs every test, after installing what the tests need.
    Test,
    /// Checks the house rules.
    Tidy,
    /// Builds OpenTofu, with which the tests then run Terraform's configuration too (needs Go).
    Tofu,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Model => model::run(),
        Command::ManagedPolicies { file } => managed::run(&file),
        Command::Gen { check } => generate::run(check),
        Command::Scaffold { service } => scaffold::run(&service),
        Command::Bench(bench) => bench.run(),
        Command::Crash(crash) => crash.run(),
        Command::Fuzz(fuzz) => fuzz.run(),
        Command::Test => test::run(),
        Command::Tidy => tidy::run(),
        Command::Tofu => tofu::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            eprintln!("error: {text}");
            ExitCode::FAILURE
        }
    }
}

/// The repository's root.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), std::path::Path::to_owned)
}
