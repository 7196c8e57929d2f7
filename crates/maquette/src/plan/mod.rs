//! `maquette up` on a folder with a `maquette.toml`: its steps, one after the other, the first that fails being the last.
//!
//! A step is what a person would do on AWS too: bring a template up, build and push an image, run a command. Only a server
//! outside AWS is not, since there it is somebody else's. Every step may be done again: what is there already stays.

mod build;
mod file;

pub(crate) use file::{NAME, Step, find};

use crate::background;
use crate::cli::Global;
use crate::client::Client;
use crate::commands::env::Leading;
use crate::commands::{run, up::Up};
use crate::exit::{Failure, Outcome};
use crate::outside;
use crate::place;
use crate::screen::{Paint, Screen};
use serde_json::json;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// What the steps share.
pub(crate) struct Plan<'a> {
    pub(crate) folder: PathBuf,
    pub(crate) region: Option<String>,
    pub(crate) global: &'a Global,
    pub(crate) screen: &'a Screen,
}

impl Plan<'_> {
    pub(crate) async fn run(&self, steps: Vec<Step>) -> Outcome {
        let client = Box::pin(background::server(self.global, self.screen)).await?;
        let all = steps.len();
        for (index, step) in steps.into_iter().enumerate() {
            let number = self.screen.paint(Paint::Dim, format!("{}/{all}", index + 1));
            self.say(format!("{number} {}", self.screen.paint(Paint::Bold, title(&step))));
            match step {
                Step::Outside(own) => self.outside(&client, &own).await?,
                Step::Build(own) => self.build(&client, &own).await?,
                Step::Template(own) => self.template(own).await?,
                Step::Command(own) => self.command(&client, &own).await?,
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn say(&self, line: impl AsRef<str>) {
        if !self.screen.json {
            self.screen.line(line);
        }
    }

    /// Adds a server to those that the installation has, or changes the one of that name.
    async fn outside(&self, client: &Client, own: &file::Outside) -> Result<(), Failure> {
        if self.global.endpoint.is_some() {
            return Err(Failure::usage(format!(
                "{} runs on the server's machine, and --endpoint may name another",
                own.name
            ))
            .next("name the server by its data folder (--data) instead"));
        }
        let data = place::data_folder(self.global)?;
        let before = outside::read(&data)?;
        let mut hosts = before.clone();
        hosts.retain(|host| host.name != own.name);
        hosts.push(own.host(&self.folder));
        outside::write(&data, &hosts)?;
        if let Err(failure) = client.post("/_maquette/outside", &json!({})).await {
            // A server that cannot be is not tried again at every start.
            outside::write(&data, &before)?;
            return Err(failure);
        }
        self.say(format!("  {} listens at {}", self.screen.paint(Paint::Name, &own.name), own.address));
        Ok(())
    }

    async fn template(&self, own: file::Template) -> Result<(), Failure> {
        let up = Up::of(self.folder.join(own.file), own.stack, own.parameters, self.region.clone());
        Box::pin(up.stack(self.global, self.screen)).await.map(drop)
    }

    async fn command(&self, client: &Client, own: &file::Command) -> Result<(), Failure> {
        let words: Vec<OsString> = own.run.iter().map(OsString::from).collect();
        let leading = Leading::to(self.region.clone());
        let mut command = run::prepared(&leading, self.global, client, &words).await?;
        command.current_dir(
            own.folder.as_ref().map_or_else(|| self.folder.clone(), |own| self.folder.join(own)),
        );
        self.to_the_end(&mut command, &own.run.join(" "))
    }

    /// Runs a tool to its end, with its output where a person sees it.
    fn to_the_end(&self, command: &mut Command, named: &str) -> Result<(), Failure> {
        command.stdin(Stdio::null());
        if self.screen.json {
            // The answers on stdout are ours.
            command.stdout(std::io::stderr());
        }
        let status = command.status().map_err(|error| {
            let folder = command.get_current_dir().unwrap_or(Path::new("."));
            Failure::failed(format!("cannot run {named} in {}: {error}", folder.display()))
        })?;
        if status.success() {
            return Ok(());
        }
        Err(Failure::failed(format!("{named}: {status}")).next(format!(
            "its own words are above; mend it, and run `maquette up` again ({NAME} goes from its first step)"
        )))
    }
}

fn title(step: &Step) -> String {
    match step {
        Step::Outside(own) => format!("outside {}", own.name),
        Step::Build(own) => format!("build {}:{}", own.repository, own.tag),
        Step::Template(own) => format!("template {}", own.file.display()),
        Step::Command(own) => format!("command {}", own.run.join(" ")),
    }
}
