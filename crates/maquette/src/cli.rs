//! The command line as a table; each command is a file of its own in [`crate::commands`].

use crate::commands::{
    clock, completions, doctor, down, env, outbox, reach, run, start, status, stop, track, up, why,
};
use crate::exit::{Failure, Outcome};
use crate::screen::{Colour, Screen};
use clap::builder::FalseyValueParser;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

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
    #[arg(long, global = true, env = "MAQUETTE_JSON", value_parser = FalseyValueParser::new())]
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
    /// Bring a CloudFormation template up, or an existing stack up to date
    ///
    /// Starts a server in the background when none runs. The template's permissions are granted: it is called with
    /// the capabilities CAPABILITY_IAM, CAPABILITY_NAMED_IAM and CAPABILITY_AUTO_EXPAND.
    Up(up::Up),
    /// Delete a stack with all that it made
    Down(down::Down),
    /// Stop the server
    Stop,
    /// Show what runs
    Status,
    /// Tell what this machine can do, and how to mend what it cannot
    Doctor,
    /// Tell why a call was refused: the last refusal, or the request asked for
    Why(why::Why),
    /// List the calls that were made
    Track(track::Track),
    /// Tell what reaches what: predict a connection's way hop by hop, then dial and compare
    Reach(reach::Reach),
    /// Read the e-mails and text messages that were sent, and went nowhere
    Outbox(outbox::Outbox),
    /// Show or steer the clock
    #[command(subcommand)]
    Clock(clock::Clock),
    /// Print the environment that leads clients here, for the shell to take up: eval "$(maquette env)"
    ///
    /// Version 1 of the AWS CLI asks the real AWS for a few services (sqs among them) whatever the environment says:
    /// use version 2, give it --endpoint-url, or run it by `maquette run -- aws ...`, which does.
    Env(env::Env),
    /// Run a command in that environment
    Run(run::Run),
    /// Print the completions of a shell
    Completions(completions::Completions),
}

impl Cli {
    pub(crate) fn run(self, screen: &Screen) -> Outcome {
        let global = &self.global;
        match self.command {
            Command::Start(start) => start.run(global, screen),
            Command::Up(up) => block_on(up.run(global, screen)),
            Command::Down(down) => block_on(down.run(global, screen)),
            Command::Stop => block_on(stop::run(global, screen)),
            Command::Status => block_on(status::run(global, screen)),
            Command::Doctor => doctor::run(global, screen),
            Command::Why(why) => block_on(why.run(global, screen)),
            Command::Track(track) => block_on(track.run(global, screen)),
            Command::Reach(reach) => block_on(reach.run(global, screen)),
            Command::Outbox(outbox) => block_on(outbox.run(global, screen)),
            Command::Clock(clock) => block_on(clock.run(global, screen)),
            Command::Env(env) => block_on(env.run(global, screen)),
            Command::Run(run) => block_on(run.run(global)),
            Command::Completions(completions) => completions.run(),
        }
    }
}

/// Runs a command that only waits for one thing at a time.
fn block_on(future: impl Future<Output = Outcome>) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::failed(format!("cannot start: {error}")))?.block_on(future)
}
