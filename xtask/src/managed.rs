//! `cargo xtask managed-policies FILE`: from the list of AWS's managed policies to the compressed file that IAM embeds.
//!
//! The source is iann0036/iam-dataset (MIT), named in NOTICE. It lists neither AdministratorAccess nor PowerUserAccess:
//! `models/overlay/managed-policies.jsonl` adds them from AWS's managed policy reference.

use crate::{Result, root, sh};
use flate2::{Compression, GzBuilder};
use std::io::Write;
use std::path::Path;

pub(crate) fn run(file: &Path) -> Result<()> {
    let mut lines: Vec<String> = Vec::new();
    let added = root().join("models/overlay/managed-policies.jsonl");
    let text = [sh::read(file)?, sh::read(&added)?].join("\n");
    for line in text.lines().filter(|line| !line.is_empty()) {
        let policy: serde_json::Value = serde_json::from_str(line).map_err(|e| format!("{line}: {e}"))?;
        lines.push(policy.to_string());
    }
    // The order decides the size and nothing else; sorted, the same policies give the same bytes.
    lines.sort_unstable();
    let mut packed = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    packed.write_all(lines.join("\n").as_bytes()).map_err(|e| e.to_string())?;
    let bytes = packed.finish().map_err(|e| e.to_string())?;
    let path = root().join("models/managed-policies.jsonl.gz");
    std::fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}
