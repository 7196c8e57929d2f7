//! The story of a task: how it ended, what was observed, the one setting behind it.

use super::{INDENT, text, wrapped};
use crate::screen::{Paint, Screen};
use clock::Timestamp;
use serde_json::Value;

/// The whole story, line by line.
pub(super) fn lines(screen: &Screen, told: &Value) -> Vec<String> {
    let row =
        |name: &str, value: &str| format!("  {}  {value}", screen.paint(Paint::Dim, format!("{name:<9}")));
    let columns = screen.width().saturating_sub(INDENT);
    let rows = |name: &str, value: &str| -> Vec<String> {
        let words = wrapped(value, columns);
        words.iter().enumerate().map(|(i, line)| row(if i == 0 { name } else { "" }, line)).collect()
    };
    let mut out = vec![
        row("task", &screen.paint(Paint::Bold, text(&told["task"]))),
        row("of", text(&told["definition"])),
        row("at", &Timestamp::from_millis(told["time"].as_i64().unwrap_or_default()).rfc3339_millis()),
        row("status", text(&told["status"])),
    ];
    out.extend(rows("reason", text(&told["stopped_reason"])));
    for container in told["containers"].as_array().into_iter().flatten() {
        let code = container["exit_code"].as_i64().map(|code| format!("exit code {code}"));
        let reason =
            container["reason"].as_str().filter(|reason| Some(*reason) != told["stopped_reason"].as_str());
        let how: Vec<_> = code.into_iter().chain(reason.map(str::to_owned)).collect();
        if !how.is_empty() {
            out.extend(rows("container", &format!("{}: {}", text(&container["name"]), how.join(", "))));
        }
    }
    let packet = &told["packet"];
    if packet.is_object() {
        let way = format!(
            "from {} to {}:{}, dropped in {}: {}",
            text(&packet["source"]),
            text(&packet["destination"]),
            packet["port"],
            text(&packet["dropped_at"]),
            screen.paint(Paint::Bad, text(&packet["because"])),
        );
        out.extend(rows("packet", &way));
    }
    out.push(String::new());
    match told["cause"].as_str() {
        Some(cause) => {
            out.extend(wrapped(cause, columns + INDENT));
            if let Some(mend) = told["mend"].as_str().filter(|mend| !mend.is_empty()) {
                out.push(String::new());
                out.push(screen.paint(Paint::Bold, "The smallest mend"));
                out.extend(wrapped(mend, columns + INDENT - 2).into_iter().map(|line| format!("  {line}")));
            }
        }
        None => out.push("Nothing more was observed; its log stream may say why.".to_owned()),
    }
    out
}
