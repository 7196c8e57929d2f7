//! Tags of resources: what a template's change of them becomes.

use super::{gone, iam, tag_list};
use door::Call;
use provider::Request;
use serde_json::{Value, json};
use wire::prelude::*;

/// Brings tags from what they were to what is asked for. `kind` is as the operations say it (`TagRole`); `named` is the
/// member by which they name the resource.
pub(super) async fn sync(call: &Call, kind: &str, named: Value, request: &Request<'_>) -> Result<()> {
    let wanted = request.tags();
    let before = match request.previous {
        Some(previous) => Request { properties: previous, ..request.clone() }.tags(),
        None => return Ok(()),
    };
    let dropped: Vec<_> = before.iter().map(|(key, _)| key).filter(|key| !has(&wanted, key)).collect();
    if !dropped.is_empty() {
        let mut input = named.clone();
        input["TagKeys"] = json!(dropped);
        gone(call, &format!("Untag{kind}"), input).await?;
    }
    if wanted != before && !wanted.is_empty() {
        let mut input = named;
        input["Tags"] = tag_list(&wanted);
        iam(call, &format!("Tag{kind}"), input).await?;
    }
    Ok(())
}

fn has(tags: &[(String, String)], key: &str) -> bool {
    tags.iter().any(|(other, _)| other == key)
}
