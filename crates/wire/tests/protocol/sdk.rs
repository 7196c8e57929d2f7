//! The same for whole services: botocore, driven by `sdk.py`, writes a request for every operation and reads our
//! responses. Not a part of every run, since it needs botocore and its models:
//!
//! ```text
//! python3 crates/wire/tests/protocol/sdk.py requests /tmp/sdk
//! MAQUETTE_SDK=/tmp/sdk cargo test -p wire --test protocol sdk -- --ignored
//! python3 crates/wire/tests/protocol/sdk.py responses /tmp/sdk
//! ```

use crate::{Case, FILES, input, model, operation, output};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::PathBuf;

#[test]
#[ignore = "needs the cases that sdk.py writes"]
fn sdk() {
    let folder = PathBuf::from(std::env::var("MAQUETTE_SDK").expect("the folder of sdk.py's cases"));
    let (mut wrong, mut count) = (Vec::new(), 0);
    for file in std::fs::read_dir(folder.join("cases")).expect("sdk.py has written cases") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("a file of cases");
        let suite: Value = serde_json::from_str(&text).expect("the cases are JSON");
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let protocol =
            FILES.iter().find(|(file, _)| Some(*file) == suite["file"].as_str()).expect("a protocol").1;
        let cases = |kind: &str| suite[kind].as_array().expect("a list of cases").clone();
        for case in &cases("requests") {
            let (service, op) = operation(protocol, &suite, case);
            count += 1;
            if let Err(why) = input::check(&Case { protocol, service, op, case, endpoint: "" }) {
                wrong.push(format!("{name} {}\n{why}", op.name));
            }
        }
        let mut responses = serde_json::Map::new();
        for case in &cases("responses") {
            let (service, op) = operation(protocol, &suite, case);
            let response = output::ours(&Case { protocol, service, op, case, endpoint: "" });
            let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
                (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into())
            };
            let headers: serde_json::Map<String, Value> = response.headers().iter().map(header).collect();
            let (status, body) = (response.status().as_u16(), STANDARD.encode(response.body()));
            let response = json!({ "status": status, "headers": headers, "body": body });
            responses.insert(model::text(&case["id"]).to_owned(), response);
        }
        std::fs::create_dir_all(folder.join("responses")).expect("a folder");
        let file = folder.join("responses").join(format!("{name}.json"));
        std::fs::write(file, Value::Object(responses).to_string()).expect("a file of responses");
    }
    assert!(count > 0, "sdk.py has written no cases");
    assert!(
        wrong.is_empty(),
        "{} of {count} requests of botocore's did not decode to what it was given; mend the codec:\n\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}
