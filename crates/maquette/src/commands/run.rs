//! `maquette run -- COMMAND`: any tool, in the environment that leads it here.

use super::env::{IN_THE_WAY, Leading};
use crate::cli::Global;
use crate::client::Client;
use crate::exit::{Failure, Outcome};
use clap::Args;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// Options of `maquette run`.
#[derive(Args, Debug)]
pub(crate) struct Run {
    #[command(flatten)]
    leading: Leading,
    /// The command and its arguments
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

impl Run {
    pub(crate) async fn run(self, global: &Global) -> Outcome {
        let client = Client::find(global)?;
        // A tool that finds nobody says so in twenty ways, and some then ask the real AWS.
        client.get("/_maquette/status").await?;
        let Some((program, arguments)) = self.command.split_first() else {
            return Err(Failure::usage("no command was given")
                .next("write it after two dashes: maquette run -- aws sqs list-queues"));
        };
        let mut command = Command::new(program);
        command.args(arguments).envs(self.leading.variables(global, &client).await?);
        command.env("AWS_EC2_METADATA_DISABLED", "true");
        for name in IN_THE_WAY {
            command.env_remove(name);
        }
        // It takes the place of this process, so its exit code, its signals and its terminal are its own.
        let error = command.exec();
        let failure = Failure::failed(format!("cannot run {}: {error}", program.display()));
        let exit = if error.kind() == ErrorKind::NotFound { 127 } else { 126 };
        Err(Failure { exit, ..failure })
    }
}
