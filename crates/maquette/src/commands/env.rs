//! `maquette env`: the environment that leads AWS's clients to the server, as the shell's own statements.

use crate::cli::Global;
use crate::client::Client;
use crate::exit::{Failure, Outcome};
use crate::place;
use crate::screen::Screen;
use bytes::Bytes;
use clap::Args;
use clap::builder::FalseyValueParser;
use http::{Request, header};
use std::path::PathBuf;
use std::process::ExitCode;

/// Options of `maquette env` and `maquette run`.
#[derive(Args, Debug, Clone)]
pub(crate) struct Leading {
    /// The region [default: AWS_REGION, else us-east-1]
    #[arg(long, env = "MAQUETTE_REGION")]
    region: Option<String>,
    /// Lead over HTTPS, with the certificate to trust
    #[arg(long, env = "MAQUETTE_HTTPS", value_parser = FalseyValueParser::new())]
    https: bool,
}

/// Options of `maquette env`.
#[derive(Args, Debug)]
pub(crate) struct Env {
    #[command(flatten)]
    leading: Leading,
    /// The shell to write for [default: from SHELL]
    #[arg(long, value_name = "SHELL")]
    shell: Option<Shell>,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Shell {
    /// bash, zsh and their kin
    Sh,
    Fish,
    Powershell,
}

impl Leading {
    /// Over HTTP, in a region.
    pub(crate) fn to(region: Option<String>) -> Self {
        Self { region, https: false }
    }

    /// The variables by name, and those that must not be there.
    pub(crate) async fn variables(
        &self,
        global: &Global,
        client: &Client,
    ) -> Result<Vec<(&'static str, String)>, Failure> {
        let region = region(self.region.as_deref());
        let mut variables = vec![
            ("AWS_ENDPOINT_URL", client.endpoint()),
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
            ("AWS_REGION", region.clone()),
            ("AWS_DEFAULT_REGION", region),
        ];
        if self.https {
            let bundle = keep_certificate(global, client).await?;
            variables[0].1 = format!("https://{}", client.authority);
            // The first for Python, Go and Rust, the second for JavaScript.
            variables.push(("AWS_CA_BUNDLE", bundle.display().to_string()));
            variables.push(("NODE_EXTRA_CA_CERTS", bundle.display().to_string()));
        }
        Ok(variables)
    }
}

/// What of a person's own environment would speak for somebody else.
pub(crate) const IN_THE_WAY: &[&str] = &["AWS_SESSION_TOKEN", "AWS_PROFILE"];

/// The region by option, else as AWS's clients take it from the environment.
pub(crate) fn region(told: Option<&str>) -> String {
    let from = |name: &str| std::env::var(name).ok().filter(|region| !region.is_empty());
    told.map(str::to_owned)
        .or_else(|| from("AWS_REGION"))
        .or_else(|| from("AWS_DEFAULT_REGION"))
        .unwrap_or_else(|| "us-east-1".to_owned())
}

impl Env {
    pub(crate) async fn run(self, global: &Global, screen: &Screen) -> Outcome {
        let client = Client::find(global)?;
        let variables = self.leading.variables(global, &client).await?;
        if screen.json {
            let map: serde_json::Map<_, _> =
                variables.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
            screen.json(&map);
            return Ok(ExitCode::SUCCESS);
        }
        let shell = self.shell.unwrap_or_else(|| match std::env::var("SHELL") {
            Ok(shell) if shell.ends_with("fish") => Shell::Fish,
            _ => Shell::Sh,
        });
        for (name, value) in variables {
            screen.line(set(shell, name, &value));
        }
        for name in IN_THE_WAY {
            screen.line(unset(shell, name));
        }
        if !client.answers().await {
            screen.note(format!("# no server answers at {} yet: maquette start", client.endpoint()));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn set(shell: Shell, name: &str, value: &str) -> String {
    match shell {
        Shell::Sh => format!("export {name}='{}'", value.replace('\'', r"'\''")),
        Shell::Fish => format!("set -gx {name} '{}'", value.replace('\\', r"\\").replace('\'', r"\'")),
        Shell::Powershell => format!("$env:{name} = '{}'", value.replace('\'', "''")),
    }
}

fn unset(shell: Shell, name: &str) -> String {
    match shell {
        Shell::Sh => format!("unset {name}"),
        Shell::Fish => format!("set -e {name}"),
        Shell::Powershell => format!("Remove-Item Env:{name} -ErrorAction SilentlyContinue"),
    }
}

/// Fetches the authority's certificate, which an ephemeral server keeps in memory, into a file that clients can read.
async fn keep_certificate(global: &Global, client: &Client) -> Result<PathBuf, Failure> {
    let request = Request::get("/_maquette/ca.pem").header(header::HOST, &client.authority);
    let request = request.body(Bytes::new()).map_err(|error| Failure::failed(error.to_string()))?;
    let response = client.send(request).await?;
    let folder = place::data_folder(global)?;
    place::make(&folder)?;
    let path = folder.join("trust.pem");
    if !response.status().is_success() || !response.body().starts_with(b"-----BEGIN CERTIFICATE") {
        return Err(Failure::failed(format!("the server at {} shows no certificate", client.endpoint())));
    }
    std::fs::write(&path, response.body())
        .map_err(|error| Failure::failed(format!("cannot write {}: {error}", path.display())))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_for_every_shell() {
        for (shell, expected) in [
            (Shell::Sh, r"export A='it'\''s'"),
            (Shell::Fish, r"set -gx A 'it\'s'"),
            (Shell::Powershell, "$env:A = 'it''s'"),
        ] {
            assert_eq!(set(shell, "A", "it's"), expected);
        }
    }
}
