//! `maquette.toml` as it is written: tables of four kinds, whose order in the file is the order of the steps.

use crate::exit::Failure;
use crate::outside;
use ipnet::IpNet;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The file's name.
pub(crate) const NAME: &str = "maquette.toml";

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    outside: Vec<Spanned<Outside>>,
    build: Vec<Spanned<Build>>,
    template: Vec<Spanned<Template>>,
    command: Vec<Spanned<Command>>,
}

/// A server that is not on AWS.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outside {
    /// Its name in the DNS.
    pub(crate) name: String,
    /// Its public address.
    pub(crate) address: Ipv4Addr,
    /// The sources that its firewall admits; none said admits everybody.
    #[serde(default)]
    pub(crate) admits: Vec<IpNet>,
    /// The program and its arguments, run in the file's folder.
    pub(crate) command: Vec<String>,
}

/// An image to build and to push.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Build {
    /// The folder that is sent to the builder.
    pub(crate) context: PathBuf,
    /// The Containerfile or Dockerfile.
    pub(crate) file: PathBuf,
    /// The ECR repository, which a template made.
    pub(crate) repository: String,
    /// The image's tag.
    #[serde(default = "latest")]
    pub(crate) tag: String,
}

fn latest() -> String {
    "latest".to_owned()
}

/// A template to bring up.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Template {
    /// The template, or a folder with one.
    pub(crate) file: PathBuf,
    /// The stack's name; none said is the file's or the folder's.
    pub(crate) stack: Option<String>,
    /// The template's parameters.
    #[serde(default)]
    pub(crate) parameters: BTreeMap<String, String>,
}

/// A command to run in the environment of `maquette run`.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Command {
    /// The command and its arguments.
    pub(crate) run: Vec<String>,
    /// Where it runs; none said is the file's own folder.
    pub(crate) folder: Option<PathBuf>,
}

/// One step.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Outside(Outside),
    Build(Build),
    Template(Template),
    Command(Command),
}

/// The steps of a folder, if it has such a file.
pub(crate) fn find(folder: &Path) -> Result<Option<Vec<Step>>, Failure> {
    let path = folder.join(NAME);
    if !path.is_file() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Failure::usage(format!("cannot read {}: {error}", path.display())))?;
    let steps = parse(&text).map_err(|problem| {
        Failure::usage(format!("{}: {problem}", path.display())).next(
            "it has tables [[outside]], [[build]], [[template]] and [[command]]: see docs/maquette-toml.md",
        )
    })?;
    Ok(Some(steps))
}

fn parse(text: &str) -> Result<Vec<Step>, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
    let mut steps: Vec<(usize, Step)> = Vec::new();
    steps.extend(file.outside.into_iter().map(|own| (own.span().start, Step::Outside(own.into_inner()))));
    steps.extend(file.build.into_iter().map(|own| (own.span().start, Step::Build(own.into_inner()))));
    steps.extend(file.template.into_iter().map(|own| (own.span().start, Step::Template(own.into_inner()))));
    steps.extend(file.command.into_iter().map(|own| (own.span().start, Step::Command(own.into_inner()))));
    steps.sort_by_key(|(start, _)| *start);
    let steps: Vec<Step> = steps.into_iter().map(|(_, step)| step).collect();
    if steps.is_empty() {
        return Err("it names no step".to_owned());
    }
    for step in &steps {
        step.check()?;
    }
    Ok(steps)
}

impl Step {
    /// What can be said before the first step runs.
    fn check(&self) -> Result<(), String> {
        match self {
            Self::Outside(own) => own.host(Path::new("/")).check(),
            Self::Command(own) if own.run.is_empty() => Err("a [[command]] runs nothing".to_owned()),
            Self::Build(_) | Self::Template(_) | Self::Command(_) => Ok(()),
        }
    }
}

impl Outside {
    /// The server, whose command runs in that folder.
    pub(crate) fn host(&self, folder: &Path) -> outside::Host {
        outside::Host {
            name: self.name.clone(),
            address: self.address,
            admits: self.admits.clone(),
            command: self.command.clone(),
            folder: folder.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&[&str], &str>) {
        let kind = |step: &Step| match step {
            Step::Outside(own) => format!("outside {}", own.name),
            Step::Build(own) => format!("build {}:{}", own.repository, own.tag),
            Step::Template(own) => format!("template {}", own.file.display()),
            Step::Command(own) => format!("command {}", own.run.join(" ")),
        };
        match (parse(text), expected) {
            (Ok(steps), Ok(expected)) => assert_eq!(steps.iter().map(kind).collect::<Vec<_>>(), expected),
            (Err(said), Err(expected)) => assert!(said.contains(expected), "{said}"),
            (got, _) => panic!("{got:?}"),
        }
    }

    #[test]
    fn the_files_order_is_the_steps_order() {
        check(
            "[[template]]\nfile = 'registry.yaml'\n[[command]]\nrun = ['cargo', 'build']\n[[build]]\ncontext = 'app'\n\
             file = 'app/Containerfile'\nrepository = 'worker'\n[[outside]]\nname = 'partner.example'\n\
             address = '198.51.100.20'\nadmits = ['203.0.113.0/24']\ncommand = ['./partner']\n\
             [[template]]\nfile = 'template.yaml'\nparameters = { Once = '1' }\n",
            Ok(&[
                "template registry.yaml",
                "command cargo build",
                "build worker:latest",
                "outside partner.example",
                "template template.yaml",
            ]),
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        check("", Err("no step"));
        check("[[build]]\ncontext = 'app'\n", Err("missing field `file`"));
        check("[[template]]\nfile = 'a'\nname = 'b'\n", Err("unknown field `name`"));
        check("[[terraform]]\nfolder = 'a'\n", Err("unknown field `terraform`"));
        check("[[command]]\nrun = []\n", Err("runs nothing"));
        let outside = |more: &str| format!("[[outside]]\nname = 'a.example'\ncommand = ['x']\n{more}\n");
        check(&outside("address = '10.0.0.1'"), Err("a.example cannot be at 10.0.0.1"));
        check(&outside("address = 'here'"), Err("invalid IPv4 address"));
        check(&outside("address = '198.51.100.9'\nadmits = ['all']"), Err("admits"));
    }
}
