//! `maquette status`: what runs, since a person asked.

use super::clock::standing;
use crate::cli::Global;
use crate::client::Client;
use crate::exit::Outcome;
use crate::screen::{Paint, Screen};
use std::process::ExitCode;

pub(crate) async fn run(global: &Global, screen: &Screen) -> Outcome {
    let client = Client::find(global)?;
    let mut status = client.get("/_maquette/status").await?;
    if screen.json {
        if let Some(status) = status.as_object_mut() {
            status.insert("endpoint".to_owned(), client.endpoint().into());
        }
        screen.json(&status);
        return Ok(ExitCode::SUCCESS);
    }
    let about = &status["about"];
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let services: Vec<_> =
        status["services"].as_object().into_iter().flatten().map(|(n, _)| n.clone()).collect();
    screen.line(format!(
        "{} at {}",
        screen.paint(Paint::Bold, format!("Maquette {}", text(&about["version"]))),
        screen.paint(Paint::Name, client.endpoint())
    ));
    let rows = [
        ("process", status["pid"].to_string()),
        ("time", format!("{} {}", text(&status["now"]), standing(&status["clock"]))),
        (
            "data",
            about["data"].as_str().map_or_else(|| "in memory; nothing is kept".to_owned(), str::to_owned),
        ),
        ("account", format!("{}; the keys test/test are its root", text(&about["account"]))),
        ("services", if services.is_empty() { "none".to_owned() } else { services.join(", ") }),
        (
            "served",
            format!("{} requests; {} connections are open", status["requests"], status["connections"]),
        ),
    ];
    for (name, value) in rows {
        screen.row(name, &value);
    }
    let said = [&about["cannot"], &status["shortfalls"]];
    for cannot in said.into_iter().filter_map(|said| said.as_array()).flatten() {
        screen.row("but", &text(cannot));
    }
    Ok(ExitCode::SUCCESS)
}
