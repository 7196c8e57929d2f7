//! A `[[build]]`: an image is built by the builder that this machine has, and pushed through the door.

use super::{Plan, file};
use crate::client::{Aws, Client};
use crate::commands::env::region;
use crate::exit::Failure;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Who can build, in the order of preference: the first two need no daemon.
const BUILDERS: [&str; 3] = ["buildah", "podman", "docker"];

impl Plan<'_> {
    /// Builds an image and pushes it. The repository must be there: on AWS a push makes none either.
    pub(super) async fn build(&self, client: &Client, own: &file::Build) -> Result<(), Failure> {
        let builder = BUILDERS.into_iter().find(|name| on_path(name)).ok_or_else(|| {
            Failure::failed(format!("cannot build {}: no builder of images is here", own.repository))
                .next("install one of buildah, podman and docker (apt-get install buildah)")
        })?;
        let authorization = authorization(client, &region(self.region.as_deref()), &own.repository).await?;
        let image = format!("{}/{}:{}", client.authority, own.repository, own.tag);
        let (context, file) = (self.folder.join(&own.context), self.folder.join(&own.file));
        let mut build = Command::new(builder);
        build.args([if builder == "buildah" { "bud" } else { "build" }, "--tag", &image]);
        build.arg("--file").arg(file).arg(context);
        self.to_the_end(&mut build, &format!("{builder} build of {}", own.repository))?;
        // In a file that only we may read: an argument would show it to everybody.
        let failed =
            |error: std::io::Error| Failure::failed(format!("cannot keep the registry's password: {error}"));
        let folder = tempfile::tempdir().map_err(failed)?;
        let config = folder.path().join("config.json");
        let auths = json!({ "auths": { &client.authority: { "auth": authorization } } });
        fs::write(&config, auths.to_string()).map_err(failed)?;
        let mut push = push(builder, folder.path(), &config);
        push.arg(&image);
        self.to_the_end(&mut push, &format!("{builder} push of {image}"))
    }
}

fn push(builder: &str, folder: &Path, config: &Path) -> Command {
    let mut push = Command::new(builder);
    if builder == "docker" {
        // 127.0.0.0/8 needs no TLS with Docker.
        push.arg("--config").arg(folder).arg("push");
    } else {
        push.args(["push", "--tls-verify=false", "--authfile"]).arg(config);
    }
    push
}

/// What the registry wants to hear, for a repository that is there.
async fn authorization(client: &Client, region: &str, repository: &str) -> Result<String, Failure> {
    let ecr = Aws::ecr(client.clone(), region);
    let asked = json!({ "repositoryNames": [repository] });
    ecr.json("DescribeRepositories", &asked).await?.map_err(|error| {
        let failure = Failure::failed(format!("cannot push to {repository}: {error}"));
        if error.code == "RepositoryNotFoundException" {
            return failure.next("let a [[template]] with an AWS::ECR::Repository come before the [[build]]");
        }
        failure
    })?;
    let given = ecr.json("GetAuthorizationToken", &json!({})).await??;
    let token = given["authorizationData"][0]["authorizationToken"].as_str();
    let token = token.filter(|token| STANDARD.decode(token).is_ok());
    token.map(str::to_owned).ok_or_else(|| Failure::failed("the registry gave no password"))
}

fn on_path(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|folder: PathBuf| folder.join(name)).any(|file| file.is_file())
}
