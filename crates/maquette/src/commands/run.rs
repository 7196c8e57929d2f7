//! `maquette run -- COMMAND`: any tool, in the environment that leads it here.

use super::env::{IN_THE_WAY, Leading};
use crate::cli::Global;
use crate::client::Client;
use crate::exit::{Failure, Outcome};
use clap::Args;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::os::unix::process::CommandExt;
use std::path::Path;
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
        let mut command = prepared(&self.leading, global, &client, &self.command).await?;
        // It takes the place of this process, so its exit code, its signals and its terminal are its own.
        let error = command.exec();
        let failure = Failure::failed(format!("cannot run {}: {error}", command.get_program().display()));
        let exit = if error.kind() == ErrorKind::NotFound { 127 } else { 126 };
        Err(Failure { exit, ..failure })
    }
}

/// A command and its arguments, in the environment that leads it to the server.
pub(crate) async fn prepared(
    leading: &Leading,
    global: &Global,
    client: &Client,
    command: &[OsString],
) -> Result<Command, Failure> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(Failure::usage("no command was given")
            .next("write it after two dashes: maquette run -- aws sqs list-queues"));
    };
    let mut command = Command::new(program);
    command
        .args(told_twice(program, arguments, client))
        .args(arguments)
        .envs(leading.variables(global, client).await?);
    command.env("AWS_EC2_METADATA_DISABLED", "true");
    for name in IN_THE_WAY {
        command.env_remove(name);
    }
    Ok(command)
}

/// Version 1 of the AWS CLI asks `queue.amazonaws.com` whatever its environment says, unless an option forbids it
/// (aws/aws-cli issue 8737; the same for emr, rds, docdb, neptune and health). To version 2 the option is no news.
fn told_twice(program: &OsString, arguments: &[OsString], client: &Client) -> Vec<OsString> {
    let is_aws = Path::new(program).file_name().is_some_and(|name| name == "aws");
    let told = arguments.iter().any(|argument| argument.to_string_lossy().starts_with("--endpoint-url"));
    if !is_aws || told {
        return Vec::new();
    }
    ["--endpoint-url".to_owned(), client.endpoint()].map(OsString::from).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_aws_cli_is_told_twice() {
        let client = Client::at("http://localhost:4566").unwrap();
        for (command, told) in [
            (&["aws", "sqs", "list-queues"][..], true),
            (&["/usr/bin/aws", "--debug"], true),
            (&["aws", "--endpoint-url", "http://x", "sqs"], false),
            (&["aws", "--endpoint-url=http://x"], false),
            (&["terraform", "apply"], false),
        ] {
            let command: Vec<_> = command.iter().map(OsString::from).collect();
            assert_eq!(!told_twice(&command[0], &command[1..], &client).is_empty(), told, "{command:?}");
        }
    }
}
