//! `cargo xtask tidy`: house rules as checks, so that nobody has to say them in a review.

use crate::{Result, generate, root, sh};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Lines of a source file. A file that needs a table of contents wants splitting; generated files and test tables are
/// longer by nature and stand in folders of their own.
const LINES: usize = 600;

/// Licences that a dependency may have; one alternative of an expression is enough.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MPL-2.0",
    "Zlib",
    "Unicode-3.0",
    "Unlicense",
    "CC0-1.0",
    "0BSD",
    "MIT-0",
    "CDLA-Permissive-2.0",
    "BSL-1.0",
];

/// Packages that say their licence in a file only, which somebody has read.
const READ: &[(&str, &str)] = &[("rust-criu", "MIT")];

pub(crate) fn run() -> Result<()> {
    let mut wrong = Vec::new();
    wrong.extend(generate::run(true).err());
    let metadata = metadata()?;
    wrong.extend(dependencies(&metadata));
    wrong.extend(licences(&metadata));
    for file in sources(&root().join("crates"))?.into_iter().chain(sources(&root().join("xtask"))?) {
        wrong.extend(source(&file)?);
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("house rules:\n  {}", wrong.join("\n  "))) }
}

fn metadata() -> Result<Value> {
    let out =
        Command::new(env!("CARGO")).args(["metadata", "--format-version", "1"]).current_dir(root()).output();
    let out = out.map_err(|e| format!("cannot run cargo metadata: {e}"))?;
    serde_json::from_slice(&out.stdout).map_err(|e| format!("cargo metadata: {e}"))
}

/// A service knows no other service's crate, only its model; a model knows the wire only.
fn dependencies(metadata: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for package in ours(metadata) {
        let (name, folder) = (text(package, "name"), text(package, "manifest_path"));
        let is_service = folder.contains("/crates/services/");
        let services: Vec<_> = ours(metadata)
            .filter(|p| text(p, "manifest_path").contains("/crates/services/"))
            .map(|p| text(p, "name"))
            .collect();
        let needs = package["dependencies"].as_array().into_iter().flatten();
        for needed in needs.filter(|d| d["kind"].is_null()).map(|d| text(d, "name")) {
            if is_service && services.contains(&needed) {
                wrong.push(format!(
                    "{name} depends on the service {needed}: call it through the door (crates/model/{needed})"
                ));
            }
            if folder.contains("/crates/model/") && needed != "wire" {
                wrong.push(format!("the model crate {name} depends on {needed}: models know the wire only"));
            }
        }
    }
    wrong
}

fn licences(metadata: &Value) -> Vec<String> {
    let allowed = |expression: &str| {
        expression.replace('/', " OR ").split(" OR ").any(|alternative| {
            let parts = alternative.trim().trim_matches(['(', ')']).split(" AND ");
            parts.map(|p| p.trim().trim_matches(['(', ')'])).all(|p| LICENCES.contains(&p))
        })
    };
    let packages = metadata["packages"].as_array().into_iter().flatten();
    packages
        .filter(|p| !allowed(text(p, "license")) && !READ.iter().any(|(name, _)| *name == text(p, "name")))
        .map(|p| {
            format!(
                "{} {} has the licence {:?}, which is not allowed",
                text(p, "name"),
                text(p, "version"),
                text(p, "license")
            )
        })
        .collect()
}

fn ours(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten().filter(|p| p["source"].is_null())
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// Every Rust file below a folder.
fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|e| format!("cannot read {}: {e}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    Ok(found)
}

fn source(path: &Path) -> Result<Vec<String>> {
    let shown = path.strip_prefix(root()).unwrap_or(path).display().to_string();
    let text = sh::read(path)?;
    let mut wrong = Vec::new();
    let generated = shown.starts_with("crates/model/");
    let lines = text.lines().count();
    if lines > LINES && !generated && !shown.contains("/tests/") {
        wrong.push(format!(
            "{shown} has {lines} lines, more than {LINES}: split it by what its parts are about"
        ));
    }
    if !text.starts_with("//!") && !shown.contains("/tests/") && !shown.ends_with("tests.rs") {
        wrong.push(format!("{shown} does not begin with a line that says what it is for (//!)"));
    }
    if let Some(line) = text.lines().position(|line| line.ends_with([' ', '\t'])) {
        wrong.push(format!("{shown}:{} ends in white space", line + 1));
    }
    Ok(wrong)
}
