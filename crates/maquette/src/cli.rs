//! The command line as a table; each command is a file of its own in [`crate::commands`].

use crate::commands::start;
use crate::exit::{Failure, Outcome};
use crate::screen::{Colour, Screen};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// A working scale model of an AWS architecture, on this machine.
#[derive(Parser, Debug)]
#[command(name = "maquette", version, about, after_help = EXIT_CODES, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Settings of every command.
#[derive(Args, Debug)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// Print JSON instead of text
    #[arg(long, global = true, env = "MAQUETTE_JSON", hide_env_values = true)]
    pub(crate) json: bool,
    /// Colour the output
    #[arg(long, global = true, env = "MAQUETTE_COLOR", default_value = "auto", value_name = "WHEN")]
    pub(crate) color: Colour,
    /// The data folder [default: $XDG_DATA_HOME/maquette or ~/.local/share/maquette]
    #[arg(long, global = true, env = "MAQUETTE_DATA", value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// The server to talk to [default: the one that runs on the data folder]
    #[arg(long, global = true, env = "MAQUETTE_ENDPOINT", value_name = "URL")]
    pub(crate) endpoint: Option<String>,
}

const EXIT_CODES: &str = "\
Every option is also a setting in the environment: --port is MAQUETTE_PORT, and so on.

Exit codes:
  0    done
  1    what was asked for failed; the text says why and what to do
  2    the command line or a setting is wrong
  3    no server answers
  4    what was asked for does not exist (a stack, a request)
  130  interrupted
  `maquette run` passes its command's exit code on (126 it cannot be run, 127 it was not found)";

#[derive(Subcommand, Debug)]
enum Command {
    /// Start the server in the foreground
    Start(start::Start),
}

impl Cli {
    pub(crate) fn run(self, screen: &Screen) -> Outcome {
        match self.command {
            Command::Start(start) => start.run(&self.global, screen),
        }
    }
}

/// Runs a command that only waits for one thing at a time.
#[expect(dead_code, reason = "the next commands")]
pub(crate) fn block_on<F: Future<Output = Result<ExitCode, Failure>>>(future: F) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::failed(format!("cannot start: {error}")))?.block_on(future)
}
