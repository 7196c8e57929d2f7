//! `maquette why`: a refusal as a chain of evidence, and the smallest change that would mend it.
//!
//! The evidence is `policy::Explanation` as the door put it into the call's record.

mod task;

use crate::cli::Global;
use crate::client::{Client, encode};
use crate::exit::{Failure, Outcome};
use crate::screen::{Paint, Screen};
use clap::Args;
use clock::Timestamp;
use serde_json::Value;
use std::process::ExitCode;

/// Options of `maquette why`.
#[derive(Args, Debug)]
pub(crate) struct Why {
    /// A request by its id or the beginning of it, or a task by its id or ARN [default: what went wrong last]
    #[arg(value_name = "REQUEST-OR-TASK")]
    what: Option<String>,
}

/// Characters of a request id.
const WHOLE: usize = 36;
/// Columns before the text of a row.
const INDENT: usize = 13;
/// Values of a list that are shown.
const SOME: usize = 3;

impl Why {
    pub(crate) async fn run(self, global: &Global, screen: &Screen) -> Outcome {
        let client = Client::find(global)?;
        let told = match &self.what {
            Some(task) if is_task(task) => {
                client.get(&format!("/_maquette/task?id={}", encode(task))).await?
            }
            Some(id) => {
                let id = whole_id(&client, id).await?;
                client.get(&format!("/_maquette/why?request_id={}", encode(&id))).await?
            }
            None => last(&client).await?,
        };
        if screen.json {
            screen.json(&told);
        } else if told["task"].is_string() {
            screen.lines(task::lines(screen, &told));
        } else {
            screen.lines(lines(screen, &told));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Whether a text names a task: its ARN, or its 32 digits.
fn is_task(text: &str) -> bool {
    let digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    digits || text.contains(":task/")
}

/// What went wrong last: a refusal, or a task that failed.
async fn last(client: &Client) -> Result<Value, Failure> {
    let refusal = client.get("/_maquette/why").await;
    // A host that runs no containers has no tasks.
    let Ok(task) = client.get("/_maquette/task").await else { return refusal };
    match refusal {
        Ok(refusal) if refusal["record"]["time"].as_i64() > task["time"].as_i64() => Ok(refusal),
        _ => Ok(task),
    }
}

/// The newest request whose id begins so; what is whole already stays as it is.
async fn whole_id(client: &Client, begin: &str) -> Result<String, Failure> {
    if begin.len() >= WHOLE {
        return Ok(begin.to_owned());
    }
    let told = client.get("/_maquette/track?limit=1000").await?;
    let records = told["records"].as_array().map_or(&[][..], Vec::as_slice);
    let mut ids = records.iter().rev().filter_map(|record| record["request_id"].as_str());
    Ok(ids.find(|id| id.starts_with(begin)).unwrap_or(begin).to_owned())
}

/// The whole story, line by line.
pub(crate) fn lines(screen: &Screen, told: &Value) -> Vec<String> {
    let record = &told["record"];
    let mut out = call(screen, record);
    let decision = &record["decision"];
    if decision["allowed"] == true {
        let by = text(&decision["by"]);
        let by = if by.is_empty() { String::new() } else { format!(", by {by}") };
        let fate = if record["error"].is_null() { "It succeeded." } else { "It failed for another reason." };
        out.push(String::new());
        out.push(format!("Policies allowed it{by}. {fate}"));
    } else if decision.is_null() {
        out.push(String::new());
        out.push("No policy was asked: it ended before that, or nothing had to be decided.".to_owned());
    } else {
        evidence(screen, &decision["evidence"], &mut out);
    }
    let family = told["related"].as_array().into_iter().flatten();
    let mut family = family.filter(|other| other["request_id"] != record["request_id"]).peekable();
    if family.peek().is_some() {
        out.push(String::new());
        out.push(screen.paint(Paint::Bold, "Calls of the same request"));
        for other in family {
            let outcome = other["error"]["code"].as_str().unwrap_or("ok");
            out.push(format!(
                "  {}:{}  {outcome}  by {}  {}",
                text(&other["service"]),
                text(&other["operation"]),
                text(&other["principal"]),
                screen.paint(Paint::Dim, text(&other["request_id"]))
            ));
        }
    }
    out
}

/// Who called what on which resource, and what the answer was.
fn call(screen: &Screen, record: &Value) -> Vec<String> {
    let row =
        |name: &str, value: &str| format!("  {}  {value}", screen.paint(Paint::Dim, format!("{name:<9}")));
    let action = match text(&record["action"]) {
        "" => format!("{}:{}", text(&record["service"]), text(&record["operation"])),
        action => action.to_owned(),
    };
    let mut out =
        vec![row("who", text(&record["principal"])), row("called", &screen.paint(Paint::Bold, action))];
    for (i, arn) in strings(&record["resources"]).iter().enumerate() {
        out.push(row(if i == 0 { "on" } else { "" }, arn));
    }
    let time = Timestamp::from_millis(record["time"].as_i64().unwrap_or_default());
    let from = match text(&record["source"]) {
        "" => String::new(),
        source => format!(", from {source}"),
    };
    out.push(row("at", &format!("{}{from}", time.rfc3339_millis())));
    out.push(row("request", text(&record["request_id"])));
    if let Some(parent) = record["parent"].as_str() {
        out.push(row("within", &format!("request {parent}")));
    }
    match record["error"]["code"].as_str() {
        Some(code) => {
            out.push(row("answer", &screen.paint(Paint::Bad, format!("{} {code}", record["status"]))));
            let words = wrapped(text(&record["error"]["message"]), screen.width().saturating_sub(INDENT));
            out.extend(words.iter().map(|line| row("", line)));
        }
        None => out.push(row("answer", &screen.paint(Paint::Good, record["status"].to_string()))),
    }
    out
}

/// Lines of whole words, of so many columns; a longer word has a line of its own.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn evidence(screen: &Screen, evidence: &Value, out: &mut Vec<String>) {
    out.push(String::new());
    if evidence.is_null() {
        out.push("A policy refused it; the record holds no evidence beyond the answer.".to_owned());
        return;
    }
    let layer = layer_name(text(&evidence["reason"]["layer"]));
    let verdict = match text(&evidence["reason"]["kind"]) {
        "explicit-deny" => format!("{} denies it.", with_article(layer, "A")),
        _ => format!("No {layer} allows it."),
    };
    out.push(screen.paint(Paint::Bold, verdict));
    let policies = evidence["policies"].as_array().map_or(&[][..], Vec::as_slice);
    if policies.is_empty() {
        out.push("  There is no policy that speaks for the caller at all.".to_owned());
    }
    for policy in policies {
        report(screen, policy, out);
    }
    let fixes = evidence["smallest_fix"].as_array().map_or(&[][..], Vec::as_slice);
    if !fixes.is_empty() {
        out.push(String::new());
        let title =
            if fixes.len() == 1 { "The smallest mend" } else { "The smallest mend, all of it together" };
        out.push(screen.paint(Paint::Bold, title));
    }
    for fix in fixes {
        mend(screen, fix, out);
    }
}

/// One policy: the statements that speak of the request, and the one that came nearest.
fn report(screen: &Screen, policy: &Value, out: &mut Vec<String>) {
    let layer = layer_name(text(&policy["layer"]));
    out.push(format!(
        "  {} {}",
        screen.paint(Paint::Name, origin(&policy["origin"])),
        screen.paint(Paint::Dim, format!("({layer})"))
    ));
    let statements = policy["statements"].as_array().map_or(&[][..], Vec::as_slice);
    let nearness = |statement: &Value| statement["nearness"].as_u64().unwrap_or_default();
    let nearest = statements.iter().filter(|s| s["applies"] != true).map(nearness).max().unwrap_or_default();
    let mut others = 0;
    for statement in statements {
        let applies = statement["applies"] == true;
        // A policy of one statement is shown whole: what it says instead is the answer to "why".
        let near = nearness(statement) == nearest && (nearest > 0 || statements.len() == 1);
        if !applies && !near {
            others += 1;
            continue;
        }
        let name = match statement["sid"].as_str() {
            Some(sid) => format!("statement {sid}"),
            None => format!("statement {}", statement["index"].as_u64().unwrap_or_default() + 1),
        };
        let effect = text(&statement["effect"]).to_lowercase();
        let (paint, verb) = match (applies, effect.as_str()) {
            (true, "deny") => (Paint::Bad, "denies it"),
            (true, _) => (Paint::Good, "allows it"),
            (false, "deny") => (Paint::Dim, "would deny, but does not speak of it"),
            (false, _) => (Paint::Warn, "would allow, but does not match"),
        };
        out.push(format!("    {name} {}", screen.paint(paint, verb)));
        for mismatch in statement["mismatches"].as_array().into_iter().flatten() {
            let [says, has] = mismatch_text(mismatch);
            out.push(format!("      {} {says}", screen.paint(Paint::Bad, "x")));
            out.push(format!("        the request has {has}"));
        }
    }
    if others > 0 {
        let (noun, verb) = if others == 1 { ("statement", "speaks") } else { ("statements", "speak") };
        out.push(screen.paint(Paint::Dim, format!("    {others} other {noun} {verb} of other things")));
    }
}

/// What the statement says, and what the request has instead.
fn mismatch_text(mismatch: &Value) -> [String; 2] {
    let listed = some_of(&strings(&mismatch["listed"]));
    let not = if mismatch["excepted"] == true { "Not" } else { "" };
    let part = match text(&mismatch["part"]) {
        "action" => "Action",
        "principal" => "Principal",
        "resource" => "Resource",
        _ => {
            let has = match &mismatch["requested"] {
                Value::Null => "no such key".to_owned(),
                values => some_of(&strings(values)),
            };
            let (operator, key) = (text(&mismatch["operator"]), text(&mismatch["key"]));
            let says = format!("Condition {operator} {key} wants {listed}");
            return [says, format!("{has}{}", unresolved(mismatch))];
        }
    };
    let has = format!("{}{}", text(&mismatch["requested"]), unresolved(mismatch));
    [format!("{not}{part} is {listed}"), has]
}

fn unresolved(mismatch: &Value) -> String {
    match strings(&mismatch["unresolved"]).as_slice() {
        [] => String::new(),
        names => format!(", and nothing for {}", some_of(names)),
    }
}

/// What to do, and the statement to paste.
fn mend(screen: &Screen, fix: &Value, out: &mut Vec<String>) {
    let layer = layer_name(text(&fix["layer"]));
    let target = screen.paint(Paint::Name, text(&fix["target"]));
    let place = |change: &Value| match change["sid"].as_str() {
        Some(sid) => format!("statement {sid}"),
        None => format!("statement {}", change["index"].as_u64().unwrap_or_default() + 1),
    };
    let change = &fix["change"];
    out.push(match text(&change["kind"]) {
        "replace" => format!("  Put this in place of {} in {target}:", place(change)),
        "remove" => format!("  Take {} away from {target}:", place(change)),
        _ => format!("  Add this to {} of {target}:", with_article(layer, "a")),
    });
    out.extend(text(&fix["statement"]).lines().map(|line| format!("    {line}")));
}

fn origin(origin: &Value) -> String {
    let get = |name: &str| text(&origin[name]);
    match get("kind") {
        "managed" => get("arn").to_owned(),
        "inline" => format!("inline policy {} of {} {}", get("name"), get("holder"), get("holder_name")),
        "resource" => format!("policy of {}", get("arn")),
        "session" => "policy of the session".to_owned(),
        "endpoint" => format!("policy of {}", get("id")),
        _ => get("name").to_owned(),
    }
}

/// AWS's name for a kind of policy.
fn layer_name(layer: &str) -> &str {
    match layer {
        "service-control" => "service control policy",
        "resource-control" => "resource control policy",
        "endpoint" => "VPC endpoint policy",
        "resource" => "resource-based policy",
        "trust" => "role trust policy",
        "identity" => "identity-based policy",
        "boundary" => "permissions boundary",
        "session" => "session policy",
        other => other,
    }
}

fn with_article(noun: &str, article: &str) -> String {
    let n = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "n" } else { "" };
    format!("{article}{n} {noun}")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

fn some_of(list: &[String]) -> String {
    match list.len() {
        0 => "nothing".to_owned(),
        n if n <= SOME => list.join(", "),
        n => format!("{} and {} more", list[..SOME].join(", "), n - SOME),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn record(decision: Value, error: Value) -> Value {
        json!({ "record": {
            "time": 1_795_255_200_000_i64, "request_id": "r-1", "principal": "arn:aws:sts::000000000000:assumed-role/reader/app",
            "service": "sqs", "operation": "SendMessage", "action": "sqs:SendMessage", "status": 403,
            "resources": ["arn:aws:sqs:us-east-1:000000000000:orders"], "source": "127.0.0.1",
            "decision": decision, "error": error,
        }, "related": [{"request_id": "r-1"}] })
    }

    fn check(told: &Value, parts: &[&str]) {
        let story = lines(&Screen::plain(), told).join("\n");
        let mut rest = story.as_str();
        for part in parts {
            let at = rest.find(part).unwrap_or_else(|| panic!("no {part:?}, in its place, in:\n{story}"));
            rest = &rest[at + part.len()..];
        }
    }

    #[test]
    fn an_implicit_denial_with_its_mend() {
        let evidence = json!({
            "allowed": false, "reason": {"kind": "implicit-deny", "layer": "identity"}, "message": "...", "deciding": null,
            "policies": [{
                "layer": "identity", "level": null,
                "origin": {"kind": "inline", "holder": "role", "holder_name": "reader", "name": "read"},
                "statements": [
                    {"index": 0, "sid": "Read", "effect": "Allow", "applies": false, "nearness": 3, "mismatches": [
                        {"part": "resource", "listed": ["arn:aws:sqs:*:*:other"],
                         "requested": "arn:aws:sqs:us-east-1:000000000000:orders", "excepted": false, "unresolved": []}]},
                    {"index": 1, "sid": null, "effect": "Allow", "applies": false, "nearness": 0, "mismatches": [
                        {"part": "action", "listed": ["s3:*"], "requested": "sqs:SendMessage", "excepted": false}]},
                ],
            }],
            "smallest_fix": [{
                "layer": "identity", "level": null, "target": "arn:aws:iam::000000000000:role/reader",
                "change": {"kind": "add"}, "statement": "{\n  \"Effect\": \"Allow\"\n}",
            }],
        });
        let decision = json!({"allowed": false, "evidence": evidence});
        check(
            &record(decision, json!({"code": "AccessDenied", "message": "User: ... is not authorized"})),
            &[
                "who        arn:aws:sts::000000000000:assumed-role/reader/app",
                "called     sqs:SendMessage",
                "on         arn:aws:sqs:us-east-1:000000000000:orders",
                "request    r-1",
                "answer     403 AccessDenied",
                "No identity-based policy allows it.",
                "inline policy read of role reader (identity-based policy)",
                "statement Read would allow, but does not match",
                "x Resource is arn:aws:sqs:*:*:other\n        the request has arn:aws:sqs:us-east-1:000000000000:orders",
                "1 other statement speaks of other things",
                "The smallest mend",
                "Add this to an identity-based policy of arn:aws:iam::000000000000:role/reader:",
                "    {\n      \"Effect\": \"Allow\"\n    }",
            ],
        );
    }

    #[test]
    fn an_explicit_denial_by_a_condition() {
        let evidence = json!({
            "reason": {"kind": "explicit-deny", "layer": "resource"},
            "policies": [{
                "layer": "resource", "origin": {"kind": "resource", "arn": "arn:q"},
                "statements": [
                    {"index": 0, "sid": null, "effect": "Deny", "applies": true, "nearness": 4, "mismatches": []},
                    {"index": 1, "sid": null, "effect": "Allow", "applies": false, "nearness": 3, "mismatches": [
                        {"part": "condition", "operator": "ArnEquals", "key": "aws:SourceArn",
                         "listed": ["a", "b", "c", "d"], "requested": null, "unresolved": ["aws:username"]}]},
                ],
            }],
            "smallest_fix": [{"layer": "resource", "target": "arn:q", "change": {"kind": "remove", "index": 0, "sid": null}, "statement": "{}"}],
        });
        check(
            &record(
                json!({"allowed": false, "evidence": evidence}),
                json!({"code": "AccessDenied", "message": ""}),
            ),
            &[
                "A resource-based policy denies it.",
                "policy of arn:q (resource-based policy)",
                "statement 1 denies it",
                "statement 2 would allow, but does not match",
                "x Condition ArnEquals aws:SourceArn wants a, b, c and 1 more\n        the request has no such key, and nothing for aws:username",
                "Take statement 1 away from arn:q:",
            ],
        );
    }

    #[test]
    fn wraps_at_words() {
        assert_eq!(wrapped("a bb ccc dddddddd e", 6), ["a bb", "ccc", "dddddddd", "e"]);
        assert!(wrapped("", 6).is_empty());
    }

    #[test]
    fn what_was_not_refused() {
        check(
            &record(json!({"allowed": true, "by": "policy P, statement 1"}), Value::Null),
            &["Policies allowed it, by policy P, statement 1. It succeeded."],
        );
        check(
            &record(Value::Null, json!({"code": "InvalidAddress", "message": "The address"})),
            &["InvalidAddress", "The address", "No policy was asked"],
        );
    }
}
