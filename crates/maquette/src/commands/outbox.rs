//! `maquette outbox`: e-mails, text messages and pushes, which stay on this machine.

use crate::cli::Global;
use crate::client::Client;
use crate::exit::Outcome;
use crate::screen::{Paint, Screen};
use clap::Args;
use clock::Timestamp;
use serde_json::Value;
use std::process::ExitCode;

/// Options of `maquette outbox`.
#[derive(Args, Debug)]
pub(crate) struct Outbox {
    /// How many of the newest messages
    #[arg(short, default_value_t = 10, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1000))]
    n: u16,
}

impl Outbox {
    pub(crate) async fn run(self, global: &Global, screen: &Screen) -> Outcome {
        let client = Client::find(global)?;
        let told = client.get(&format!("/_maquette/outbox?limit={}", self.n)).await?;
        if screen.json {
            screen.json(&told);
            return Ok(ExitCode::SUCCESS);
        }
        let messages = told["messages"].as_array().map_or(&[][..], Vec::as_slice);
        if messages.is_empty() {
            screen.note("Nothing was sent.");
        }
        for message in messages {
            show(screen, message);
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn show(screen: &Screen, message: &Value) {
    let text = |name: &str| message[name].as_str().unwrap_or_default();
    let time = Timestamp::from_millis(message["time"].as_i64().unwrap_or_default()).rfc3339_millis();
    let subject = match text("subject") {
        "" => String::new(),
        subject => format!("  {}", screen.paint(Paint::Bold, subject)),
    };
    let said = [("from ", "sender"), ("", "sms_type")].into_iter().filter(|(_, name)| !text(name).is_empty());
    let said: Vec<_> = said.map(|(before, name)| format!("  {before}{}", text(name))).collect();
    let said = said.concat();
    screen.line(format!(
        "{}  {:<11}  {}{subject}{said}",
        screen.paint(Paint::Dim, time),
        text("protocol"),
        screen.paint(Paint::Name, text("to"))
    ));
    for line in text("body").lines() {
        screen.line(format!("  {line}"));
    }
}
