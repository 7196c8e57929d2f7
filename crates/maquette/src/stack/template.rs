//! Which template a path means, and what its stack is called.

use crate::exit::Failure;
use std::path::{Path, PathBuf};

/// The names that a folder's template usually has, in the order of preference.
const USUAL: &[&str] = &["template.yaml", "template.yml", "template.json"];
/// Extensions that a template may have.
const EXTENSIONS: &[&str] = &["yaml", "yml", "json", "template"];

/// A template and the name for its stack.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) path: PathBuf,
    pub(crate) body: String,
    pub(crate) name: String,
}

/// Reads the template that a file is or a folder holds.
pub(crate) fn find(path: &Path) -> Result<Template, Failure> {
    let cannot = |path: &Path, error: std::io::Error| {
        Failure::usage(format!("cannot read {}: {error}", path.display()))
            .next("name a CloudFormation template, or a folder with one")
    };
    let meta = std::fs::metadata(path).map_err(|error| cannot(path, error))?;
    let file = if meta.is_dir() { in_folder(path)? } else { path.to_owned() };
    let body = std::fs::read_to_string(&file).map_err(|error| cannot(&file, error))?;
    let named_by = if meta.is_dir() { path } else { &file };
    Ok(Template { name: name_for(named_by), path: file, body })
}

fn in_folder(folder: &Path) -> Result<PathBuf, Failure> {
    if let Some(usual) = USUAL.iter().map(|name| folder.join(name)).find(|path| path.is_file()) {
        return Ok(usual);
    }
    let cannot = |error| Failure::usage(format!("cannot read the folder {}: {error}", folder.display()));
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).map_err(cannot)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let extension = |path: &Path| path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_owned();
    let templates: Vec<_> = files
        .iter()
        .filter(|path| EXTENSIONS.contains(&extension(path).as_str()) && is_template(path))
        .collect();
    match templates.as_slice() {
        [one] => Ok((*one).clone()),
        [] if files.iter().any(|path| extension(path) == "tf") => Err(Failure::usage(format!(
            "{} holds Terraform, not a CloudFormation template",
            folder.display()
        ))
        .next("run Terraform against the server: maquette run -- terraform apply")),
        [] if folder.join("cdk.json").is_file() => {
            Err(Failure::usage(format!("{} holds a CDK app that is not synthesized", folder.display()))
                .next("run `cdk synth`, then `maquette up cdk.out`"))
        }
        [] => Err(Failure::usage(format!("{} holds no CloudFormation template", folder.display()))
            .next("name the file, or call it template.yaml")),
        several => {
            let names: Vec<_> = several.iter().filter_map(|path| path.file_name()?.to_str()).collect();
            Err(Failure::usage(format!("{} holds several templates: {}", folder.display(), names.join(", ")))
                .next("name the one that you mean"))
        }
    }
}

/// Whether a file looks like a template: it has resources at the top.
fn is_template(path: &Path) -> bool {
    let Ok(text) = std::fs::read_to_string(path) else { return false };
    text.lines().any(|line| line.starts_with("Resources:")) || text.contains("\"Resources\"")
}

/// A stack's name from a file's or a folder's: letters, digits and hyphens, beginning with a letter.
fn name_for(path: &Path) -> String {
    let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let stem = if absolute.is_dir() { absolute.file_name() } else { absolute.file_stem() };
    let stem = stem.and_then(|stem| stem.to_str()).unwrap_or_default();
    // A file with the usual name is called after its folder, `app.template.json` after the app.
    let stem = stem.strip_suffix(".template").unwrap_or(stem);
    if stem == "template"
        && let Some(folder) = absolute.parent().filter(|folder| folder.file_name().is_some())
        && !absolute.is_dir()
    {
        return name_for(folder);
    }
    let fits = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = stem.chars().map(fits).collect();
    let name = name.trim_matches('-');
    let name = name.get(..name.len().min(100)).unwrap_or_default();
    match name.chars().next() {
        None => "stack".to_owned(),
        Some(first) if first.is_ascii_alphabetic() => name.to_owned(),
        Some(_) => format!("stack-{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const BODY: &str = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n";

    fn check(files: &[(&str, &str)], path: &str, expected: Result<(&str, &str), &str>) {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("my_app");
        fs::create_dir(&folder).unwrap();
        for (name, body) in files {
            fs::write(folder.join(name), body).unwrap();
        }
        let got = find(&folder.join(path));
        let files: Vec<_> = files.iter().map(|(name, _)| name).collect();
        match (&got, expected) {
            (Ok(found), Ok((file, name))) => {
                assert_eq!(found.path.file_name().unwrap().to_str().unwrap(), file, "{files:?}");
                assert_eq!(found.name, name, "{files:?}");
            }
            (Err(failure), Err(text)) => {
                let said = format!("{} {}", failure.what, failure.next.clone().unwrap_or_default());
                assert!(said.contains(text), "{files:?}: {said}");
            }
            _ => panic!("{files:?}: {got:?}"),
        }
    }

    #[test]
    fn finds_the_template() {
        check(&[("template.yaml", BODY), ("other.yaml", BODY)], "", Ok(("template.yaml", "my-app")));
        check(&[("queues.yml", BODY), ("config.yml", "a: b")], "", Ok(("queues.yml", "my-app")));
        check(&[("queues.yml", BODY)], "queues.yml", Ok(("queues.yml", "queues")));
        check(&[("template.yaml", BODY)], "template.yaml", Ok(("template.yaml", "my-app")));
        check(&[("App.template.json", "{\"Resources\": {}}")], "", Ok(("App.template.json", "my-app")));
        check(&[("App.template.json", "{}")], "App.template.json", Ok(("App.template.json", "App")));
        check(&[("1.yaml", BODY)], "1.yaml", Ok(("1.yaml", "stack-1")));
        check(&[("a.yaml", BODY), ("b.yaml", BODY)], "", Err("several templates: a.yaml, b.yaml"));
        check(&[("main.tf", "")], "", Err("terraform apply"));
        check(&[("cdk.json", "{}")], "", Err("cdk synth"));
        check(&[], "", Err("no CloudFormation template"));
        check(&[], "none.yaml", Err("cannot read"));
    }
}
