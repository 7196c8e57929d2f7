//! `cargo xtask gen`: from `models/` to the model crates, which are committed and never edited.
//!
//! A service's crate has four files: `schema.rs` (constant tables), `types.rs` (a line a shape), `ops.rs` (a line an
//! operation), `errors.rs` (a constructor an exception). Corrections to AWS's model are merge patches in
//! `models/overlay/`, each with its reason.

use crate::names::{camel, snake, variant};
use crate::{Result, model, root, sh};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt::Write;

pub(crate) fn run(check: bool) -> Result<()> {
    let mut stale = Vec::new();
    for (service, iam) in model::SERVICES {
        let crate_folder = root().join("crates/model").join(service);
        for (file, text) in Service::load(service, iam)?.files()? {
            let path = crate_folder.join(file);
            if std::fs::read_to_string(&path).is_ok_and(|old| old == text) {
                continue;
            }
            if check {
                stale.push(path.display().to_string());
            } else {
                sh::write(&path, &text)?;
            }
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("generated files are stale; run `cargo xtask gen` and commit: {}", stale.join(", ")))
}

/// A model with its overlay applied.
struct Service {
    name: String,
    iam: String,
    metadata: Map<String, Value>,
    operations: Map<String, Value>,
    shapes: Map<String, Value>,
    extra: Map<String, Value>,
    actions: Map<String, Value>,
}

impl Service {
    fn load(name: &str, iam: &str) -> Result<Self> {
        let read = |kind: &str, name: &str| -> Result<Value> {
            let path = root().join("models").join(kind).join(format!("{name}.json"));
            serde_json::from_str(&sh::read(&path)?).map_err(|e| format!("{}: {e}", path.display()))
        };
        let mut model = read("aws", name)?;
        for patch in read("overlay", name)?.as_array().into_iter().flatten() {
            if patch["reason"].as_str().unwrap_or_default().is_empty() {
                return Err(format!("models/overlay/{name}.json: a patch without a reason"));
            }
            merge(&mut model, &patch["merge"]);
        }
        let part = |key: &str| model[key].as_object().cloned().unwrap_or_default();
        let facts = read("iam", iam)?;
        Ok(Self {
            name: name.to_owned(),
            iam: iam.to_owned(),
            metadata: part("metadata"),
            operations: part("operations"),
            shapes: part("shapes"),
            extra: part("maquette"),
            actions: facts["actions"].as_object().cloned().unwrap_or_default(),
        })
    }

    fn files(&self) -> Result<Vec<(&'static str, String)>> {
        let shapes = reachable(&self.name, &self.operations, &Value::Object(self.shapes.clone()))?;
        let header = |what: &str| format!("//! {what} Written by `cargo xtask gen`; do not edit.\n\n");
        let id = self.text("serviceId");
        Ok(vec![
            ("Cargo.toml", self.manifest()),
            ("src/lib.rs", header(&format!("The API model of {id}.")) + LIB),
            (
                "src/schema.rs",
                header(&format!("The shapes of {id} as constant data.")) + &self.schemas(&shapes)?,
            ),
            (
                "src/types.rs",
                header(&format!("The types of {id}: one line a shape.")) + &self.types(&shapes)?,
            ),
            ("src/ops.rs", header(&format!("The operations of {id}.")) + &self.ops()),
            (
                "src/errors.rs",
                header(&format!("The exceptions of {id}, as constructors.")) + &self.errors(&shapes),
            ),
        ])
    }

    fn manifest(&self) -> String {
        format!(
            "# Written by `cargo xtask gen`; do not edit.\n[package]\nname = \"model-{}\"\nversion.workspace = true\n\
             edition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true\npublish.workspace = true\n\n\
             [lib]\ndoctest = false\n\n[dependencies]\nwire.workspace = true\n",
            self.name
        )
    }

    fn text(&self, key: &str) -> &str {
        self.metadata.get(key).and_then(Value::as_str).unwrap_or_default()
    }
    fn shape(&self, name: &str) -> Result<&Value> {
        self.shapes.get(name).ok_or_else(|| format!("{}: no shape {name}", self.name))
    }
    fn own(&self, key: &str, default: &str) -> String {
        self.extra.get(key).and_then(Value::as_str).unwrap_or(default).to_owned()
    }

    fn schemas(&self, shapes: &BTreeSet<String>) -> Result<String> {
        let mut out = String::from("use wire::generated::*;\n\n");
        self.service_static(&mut out);
        for name in shapes {
            let shape = self.shape(name)?;
            let line = Self::schema(name, shape);
            let _ = writeln!(out, "pub static {name}: Schema = {line};");
        }
        out += "pub static EMPTY: Schema = Schema::new(\"\", Kind::Structure);\n";
        Ok(out)
    }

    fn service_static(&self, out: &mut String) {
        let protocols: Vec<_> = self.protocols();
        let _ = write!(
            out,
            "pub static SERVICE: Service = Service {{\n    name: {:?},\n    signing_name: {:?},\n    iam_prefix: {:?},\n    id: {:?},\n    \
             api_version: {:?},\n    target_prefix: {:?},\n    namespace: {:?},\n    xml_namespace: {:?},\n    protocols: &[{}],\n    \
             query_compatible: {},\n    global: {},\n    dialect: Dialect::{},\n    operations: &OPERATIONS,\n    others: &{:?},\n}};\n\n",
            self.name,
            self.metadata
                .get("signingName")
                .and_then(Value::as_str)
                .unwrap_or_else(|| self.text("endpointPrefix")),
            self.iam,
            self.text("serviceId"),
            self.text("apiVersion"),
            self.text("targetPrefix"),
            self.own("namespace", &format!("com.amazonaws.{}", self.name)),
            self.text("xmlNamespace"),
            protocols.join(", "),
            self.metadata.contains_key("awsQueryCompatible"),
            self.extra.get("global").and_then(Value::as_bool).unwrap_or(false),
            self.own("dialect", "Coral"),
            self.others(),
        );
        let _ = writeln!(out, "pub static OPERATIONS: [Operation; {}] = [", self.operations.len());
        for (name, op) in sorted(&self.operations) {
            let reference = |key: &str| op[key]["shape"].as_str().unwrap_or("EMPTY");
            let errors: Vec<_> = op["errors"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|e| e["shape"].as_str())
                .map(|e| format!("&{e}"))
                .collect();
            let (action, access) = self.action(name);
            let _ = writeln!(
                out,
                "    Operation {{ name: {name:?}, service: &SERVICE, method: {:?}, uri: {:?}, status: {}, input: &{}, output: &{}, \
                 result_wrapper: {:?}, errors: &[{}], action: {action:?}, access: Access::{access} }},",
                op["http"]["method"].as_str().unwrap_or("POST"),
                op["http"]["requestUri"].as_str().unwrap_or("/"),
                op["http"]["responseCode"].as_u64().unwrap_or(200),
                reference("input"),
                reference("output"),
                op["output"]["resultWrapper"].as_str().unwrap_or_default(),
                errors.join(", "),
            );
        }
        out.push_str("];\n\n");
    }

    /// The names of AWS's operations that are not modelled.
    fn others(&self) -> Vec<&str> {
        let mut names: Vec<_> = self
            .extra
            .get("others")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        names.sort_unstable();
        names
    }

    fn protocols(&self) -> Vec<String> {
        let listed = self.metadata.get("protocols").and_then(Value::as_array).cloned().unwrap_or_default();
        let json = if self.text("jsonVersion") == "1.0" { "Json10" } else { "Json11" };
        let named = |p: &str| match p {
            "json" => json,
            "query" => "Query",
            "ec2" => "Ec2",
            "rest-json" => "RestJson",
            "rest-xml" => "RestXml",
            _ => "Cbor",
        };
        listed.iter().filter_map(Value::as_str).map(|p| format!("Protocol::{}", named(p))).collect()
    }

    /// The IAM action of an operation: its own name, unless the overlay says otherwise.
    fn action(&self, operation: &str) -> (String, &'static str) {
        let overlay = self.extra.get("actions").and_then(|a| a.get(operation)).and_then(Value::as_str);
        let action = overlay.map_or_else(|| format!("{}:{operation}", self.iam), str::to_owned);
        let name = action.split(':').nth(1).unwrap_or_default();
        let level = self.actions.get(name).and_then(|a| a["accessLevel"].as_str()).unwrap_or("Write");
        let access = match level.split(',').next().unwrap_or_default().trim() {
            "List" => "List",
            "Read" => "Read",
            "Tagging" => "Tagging",
            "Permissions management" => "PermissionsManagement",
            _ => "Write",
        };
        (action, access)
    }

    fn schema(name: &str, shape: &Value) -> String {
        let kind = kind(shape);
        let mut out = format!("Schema::new({name:?}, Kind::{kind})");
        if is(shape, "exception") {
            let code = shape["error"]["code"].as_str().unwrap_or(name);
            let status = shape["error"]["httpStatusCode"].as_u64().unwrap_or(if is(shape, "fault") {
                500
            } else {
                400
            });
            let _ = write!(out, ".error({code:?}, {status}, {})", status < 500);
            return out;
        }
        let members = Self::members(shape);
        if !members.is_empty() {
            let _ = write!(out, ".members(&[{}])", members.join(", "));
        }
        if let Some(values) = shape["enum"].as_array() {
            let values: Vec<_> = values.iter().map(Value::to_string).collect();
            let _ = write!(out, ".values(&[{}])", values.join(", "));
        }
        for bound in ["min", "max"] {
            if let Some(v) = shape[bound].as_i64().or_else(|| shape[bound].as_f64().map(|v| v as i64)) {
                let _ = write!(out, ".{bound}({v})");
            }
        }
        if let Some(pattern) = shape["pattern"].as_str() {
            let _ = write!(out, ".pattern({pattern:?})");
        }
        for (flag, call) in [
            ("flattened", "flattened"),
            ("sensitive", "sensitive"),
            ("streaming", "streaming"),
            ("eventstream", "streaming"),
        ] {
            if is(shape, flag) {
                let _ = write!(out, ".{call}()");
            }
        }
        if let Some(payload) = shape["payload"].as_str()
            && let Some(i) = shape["members"].as_object().and_then(|m| m.keys().position(|k| k == payload))
        {
            let _ = write!(out, ".payload({i})");
        }
        if let Some(xml_name) = shape["locationName"].as_str() {
            let _ = write!(out, ".xml_name({xml_name:?})");
        }
        out + &namespace(shape) + &timestamp(shape)
    }

    fn members(shape: &Value) -> Vec<String> {
        let required: BTreeSet<_> =
            shape["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        match shape["type"].as_str() {
            Some("structure") => shape["members"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, m)| member(name, m, required.contains(name.as_str())))
                .collect(),
            Some("list") => vec![member("member", &shape["member"], false)],
            Some("map") => vec![member("key", &shape["key"], false), member("value", &shape["value"], false)],
            _ => Vec::new(),
        }
    }

    fn types(&self, shapes: &BTreeSet<String>) -> Result<String> {
        let mut out =
            String::from("#[allow(unused_imports)]\nuse wire::generated::*;\n\nuse crate::schema;\n\n");
        let mut messages = BTreeSet::new();
        for (name, op) in sorted(&self.operations) {
            for (key, suffix) in [("input", "Input"), ("output", "Output")] {
                let own = format!("{name}{suffix}");
                match op[key]["shape"].as_str() {
                    Some(shape) => {
                        messages.insert(shape.to_owned());
                        out += &self.structure(&own, shape)?;
                    }
                    None => {
                        let _ = writeln!(out, "structure! {{ {own} = schema::EMPTY; }}");
                    }
                }
            }
        }
        // A message's shape is a type of its own only where something else contains it.
        let nested: BTreeSet<String> = shapes
            .iter()
            .filter_map(|n| self.shapes.get(n))
            .filter(|s| !is(s, "exception"))
            .flat_map(references)
            .collect();
        for name in shapes {
            let shape = self.shape(name)?;
            match kind(shape) {
                "Structure" | "Union"
                    if !is(shape, "exception") && (nested.contains(name) || !messages.contains(name)) =>
                {
                    out += &self.structure(&camel(name), name)?;
                }
                "Enum" => {
                    let mut seen = BTreeSet::new();
                    let variants: Vec<_> = shape["enum"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_str)
                        .map(|text| {
                            let mut name = variant(text);
                            while !seen.insert(name.clone()) {
                                name.push('_');
                            }
                            format!("{name} = {text:?}")
                        })
                        .collect();
                    let _ = writeln!(out, "enumeration! {{ {}; {} }}", camel(name), variants.join(", "));
                }
                _ => {}
            }
        }
        Ok(out)
    }

    fn structure(&self, name: &str, shape_name: &str) -> Result<String> {
        let shape = self.shape(shape_name)?;
        let required: BTreeSet<_> =
            shape["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut fields = Vec::new();
        for (i, (member, m)) in shape["members"].as_object().into_iter().flatten().enumerate() {
            let target = m["shape"].as_str().unwrap_or_default();
            let mut ty = self.rust_type(target)?;
            if self.shape(target)?["type"] == "structure"
                && self.embeds(target, shape_name, &mut BTreeSet::new())
            {
                ty = format!("Box<{ty}>");
            }
            let ty = if required.contains(member.as_str()) { ty } else { format!("Option<{ty}>") };
            fields.push(format!("{i} {}: {ty}", snake(member)));
        }
        Ok(format!("structure! {{ {name} = schema::{}; {} }}\n", shape_name, fields.join(", ")))
    }

    /// Whether `from` contains `to` without a list or map between: such a member needs a box.
    fn embeds(&self, from: &str, to: &str, seen: &mut BTreeSet<String>) -> bool {
        from == to
            || seen.insert(from.to_owned())
                && self.shapes.get(from).is_some_and(|shape| {
                    shape["type"] == "structure"
                        && references(shape).iter().any(|next| self.embeds(next, to, seen))
                })
    }

    fn rust_type(&self, name: &str) -> Result<String> {
        let shape = self.shape(name)?;
        let inner = |key: &str| self.rust_type(shape[key]["shape"].as_str().unwrap_or_default());
        Ok(match kind(shape) {
            "Structure" | "Union" | "Enum" => camel(name),
            "List" => format!("Vec<{}>", inner("member")?),
            "Map" => format!("Map<{}>", inner("value")?),
            "String" => "String".to_owned(),
            "Blob" => "Blob".to_owned(),
            "Boolean" => "bool".to_owned(),
            "Integer" => "i32".to_owned(),
            "Long" => "i64".to_owned(),
            "Float" => "f64".to_owned(),
            "Timestamp" => "Timestamp".to_owned(),
            _ => "Document".to_owned(),
        })
    }

    fn ops(&self) -> String {
        let mut out = String::from("use wire::generated::*;\n\nuse crate::types::*;\n\n");
        for (i, (name, _)) in sorted(&self.operations).into_iter().enumerate() {
            let _ = writeln!(out, "operation! {{ {name} = {i}; {name}Input => {name}Output }}");
        }
        out += "\n/// An empty input and an empty output of each operation, in the order of `schema::OPERATIONS`.\n";
        let _ = writeln!(out, "pub static MESSAGES: [Messages; {}] = [", self.operations.len());
        for (name, _) in sorted(&self.operations) {
            let _ = writeln!(out, "    Messages::of::<{name}>(),");
        }
        out += "];\n";
        out
    }

    fn errors(&self, shapes: &BTreeSet<String>) -> String {
        let mut out = String::from(
            "#[allow(unused_imports)]\nuse wire::generated::*;\n\n#[allow(unused_imports)]\nuse crate::schema;\n\n",
        );
        for name in shapes.iter().filter(|n| self.shapes.get(*n).is_some_and(|s| is(s, "exception"))) {
            let function = snake(name.trim_end_matches("Exception"));
            let _ = writeln!(
                out,
                "/// `{name}`.\npub fn {function}(message: impl Into<String>) -> Error {{\n    Error::modeled(&schema::{name}, message)\n}}"
            );
        }
        out
    }
}

/// The shapes that operations reach, exceptions included.
pub(crate) fn reachable(
    service: &str,
    operations: &Map<String, Value>,
    shapes: &Value,
) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<String> = Vec::new();
    for op in operations.values() {
        waiting.extend(["input", "output"].iter().filter_map(|k| op[k]["shape"].as_str()).map(str::to_owned));
        let errors = op["errors"].as_array().into_iter().flatten();
        waiting.extend(errors.filter_map(|e| e["shape"].as_str()).map(str::to_owned));
    }
    while let Some(name) = waiting.pop() {
        if !found.insert(name.clone()) {
            continue;
        }
        let shape = shapes.get(&name).ok_or_else(|| format!("{service}: no shape {name}"))?;
        if !is(shape, "exception") {
            waiting.extend(references(shape));
        }
    }
    Ok(found)
}

const LIB: &str = "#![allow(missing_docs, non_upper_case_globals, clippy::all, clippy::pedantic)]\n\n#[rustfmt::skip]\npub mod errors;\n#[rustfmt::skip]\npub mod ops;\n#[rustfmt::skip]\npub mod schema;\n#[rustfmt::skip]\npub mod types;\n\npub use schema::SERVICE;\n";

fn is(shape: &Value, flag: &str) -> bool {
    shape[flag].as_bool().unwrap_or(false)
}

fn sorted(entries: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut entries: Vec<_> = entries.iter().collect();
    entries.sort_by_key(|(name, _)| *name);
    entries
}

/// The shapes that a shape refers to.
fn references(shape: &Value) -> Vec<String> {
    let one = |v: &Value| v["shape"].as_str().map(str::to_owned);
    let mut names: Vec<_> = ["member", "key", "value"].iter().filter_map(|k| one(&shape[k])).collect();
    names.extend(shape["members"].as_object().into_iter().flatten().filter_map(|(_, m)| one(m)));
    names
}

fn kind(shape: &Value) -> &'static str {
    match shape["type"].as_str().unwrap_or_default() {
        "structure" if is(shape, "document") => "Document",
        "structure" if is(shape, "union") => "Union",
        "structure" => "Structure",
        "list" => "List",
        "map" => "Map",
        "string" | "character" if shape["enum"].is_array() => "Enum",
        "blob" => "Blob",
        "boolean" => "Boolean",
        "integer" | "short" | "byte" => "Integer",
        "long" => "Long",
        "float" | "double" => "Float",
        "timestamp" => "Timestamp",
        _ => "String",
    }
}

fn member(name: &str, m: &Value, required: bool) -> String {
    let mut out = format!("m({name:?}, &{})", m["shape"].as_str().unwrap_or_default());
    if let Some(wire) = m["locationName"].as_str() {
        let _ = write!(out, ".wire({wire:?})");
    }
    if let Some(query) = m["queryName"].as_str() {
        let _ = write!(out, ".query({query:?})");
    }
    let location = match m["location"].as_str() {
        Some("header") => "Header",
        Some("headers") => "Headers",
        Some("querystring") => "QueryString",
        Some("uri") => "Uri",
        Some("statusCode") => "StatusCode",
        _ => "",
    };
    if !location.is_empty() {
        let _ = write!(out, ".at(Location::{location})");
    }
    if required {
        out.push_str(".required()");
    }
    for (flag, call) in [
        ("flattened", "flattened"),
        ("xmlAttribute", "attribute"),
        ("streaming", "streaming"),
        ("jsonvalue", "json_value"),
        ("idempotencyToken", "idempotency"),
    ] {
        if is(m, flag) {
            let _ = write!(out, ".{call}()");
        }
    }
    out + &namespace(m) + &timestamp(m)
}

fn namespace(v: &Value) -> String {
    let namespace = &v["xmlNamespace"];
    let uri = namespace["uri"].as_str().or(namespace.as_str());
    uri.map_or_else(String::new, |uri| {
        format!(".xml_namespace({uri:?}, {:?})", namespace["prefix"].as_str().unwrap_or_default())
    })
}

fn timestamp(v: &Value) -> String {
    match v["timestampFormat"].as_str() {
        Some("iso8601") => ".timestamp(TimestampFormat::DateTime)".to_owned(),
        Some("rfc822") => ".timestamp(TimestampFormat::HttpDate)".to_owned(),
        Some(_) => ".timestamp(TimestampFormat::EpochSeconds)".to_owned(),
        None => String::new(),
    }
}

/// JSON merge patch (RFC 7396): null removes.
fn merge(into: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *into = patch.clone();
        return;
    };
    if !into.is_object() {
        *into = Value::Object(Map::new());
    }
    if let Some(into) = into.as_object_mut() {
        for (key, value) in patch {
            if value.is_null() {
                into.remove(key);
            } else {
                merge(into.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
    }
}
