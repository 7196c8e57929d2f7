//! `maquette completions SHELL`.

use crate::cli::Cli;
use crate::exit::Outcome;
use clap::{Args, CommandFactory};
use std::process::ExitCode;

/// Options of `maquette completions`.
#[derive(Args, Debug)]
pub(crate) struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

impl Completions {
    pub(crate) fn run(self) -> Outcome {
        clap_complete::generate(self.shell, &mut Cli::command(), "maquette", &mut std::io::stdout().lock());
        Ok(ExitCode::SUCCESS)
    }
}
