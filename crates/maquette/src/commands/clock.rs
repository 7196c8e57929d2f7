//! `maquette clock`: the time that everything behind the door sees.

use crate::cli::Global;
use crate::client::Client;
use crate::exit::{Failure, Outcome};
use crate::screen::{Paint, Screen};
use ::clock::Timestamp;
use clap::Subcommand;
use serde_json::{Value, json};
use std::process::ExitCode;

/// What to do with the clock.
#[derive(Subcommand, Debug)]
pub(crate) enum Clock {
    /// Show the time and what is due next
    Show,
    /// Let time pass at once: what is due happens in its order
    Advance {
        /// A duration such as 24h, 1h30m, 7d or 15s, or a moment such as 2026-11-21T10:00:00Z
        by: String,
    },
    /// Stop time where it is
    Freeze,
    /// Let time pass again
    Resume,
}

impl Clock {
    pub(crate) async fn run(self, global: &Global, screen: &Screen) -> Outcome {
        let client = Client::find(global)?;
        let told = match &self {
            Self::Show => client.get("/_maquette/clock").await?,
            Self::Advance { by } => client.post("/_maquette/clock/advance", &asked(by)?).await?,
            Self::Freeze => client.post("/_maquette/clock/freeze", &json!({})).await?,
            Self::Resume => client.post("/_maquette/clock/resume", &json!({})).await?,
        };
        if screen.json {
            screen.json(&told);
            return Ok(ExitCode::SUCCESS);
        }
        let now = screen.paint(Paint::Bold, told["now"].as_str().unwrap_or_default());
        if let Some(fired) = told["fired"].as_u64() {
            let events = if fired == 1 { "1 event" } else { &format!("{fired} events") };
            screen.line(format!("{now}  {events} happened on the way"));
            return Ok(ExitCode::SUCCESS);
        }
        screen.line(format!("{now} {}", standing(&told["clock"])));
        for event in told["pending"].as_array().into_iter().flatten() {
            let text = |name: &str| event[name].as_str().unwrap_or_default();
            screen.row(text("due"), text("name"));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// How a clock stands to the host's.
pub(crate) fn standing(clock: &Value) -> String {
    if clock["mode"] == "frozen" {
        return "(frozen)".to_owned();
    }
    let seconds = (clock["offset_micros"].as_f64().unwrap_or_default() / 1e6).round() as i64;
    let length = spell(seconds.unsigned_abs());
    match seconds {
        0 => "(real time)".to_owned(),
        1.. => format!("({length} ahead of the host)"),
        _ => format!("({length} behind the host)"),
    }
}

/// `1d 2h 3m 4s`, without what is nought.
fn spell(seconds: u64) -> String {
    let parts =
        [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")];
    let parts: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n}{unit}")).collect();
    parts.join(" ")
}

/// The body of an advance.
fn asked(text: &str) -> Result<Value, Failure> {
    if Timestamp::parse_rfc3339(text).is_ok() {
        return Ok(json!({ "to": text }));
    }
    let seconds = duration(text).ok_or_else(|| {
        Failure::usage(format!("{text:?} is neither a duration nor a moment"))
            .next("write a duration such as 24h, 1h30m, 7d or 15s, or a moment such as 2026-11-21T10:00:00Z")
    })?;
    Ok(json!({ "by": seconds }))
}

/// Seconds of `1h30m`.
fn duration(text: &str) -> Option<f64> {
    let mut rest = text.trim();
    let mut seconds = None;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(digits);
        let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(letters);
        let factor = match unit {
            "ms" => 0.001,
            "s" => 1.0,
            "m" | "min" => 60.0,
            "h" => 3_600.0,
            "d" => 86_400.0,
            "w" => 604_800.0,
            _ => return None,
        };
        seconds = Some(seconds.unwrap_or(0.0) + number.parse::<f64>().ok()? * factor);
        rest = after.trim_start();
    }
    seconds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, seconds) in [
            ("24h", Some(86_400.0)),
            ("1h30m", Some(5_400.0)),
            ("1h 30m", Some(5_400.0)),
            ("7d", Some(604_800.0)),
            ("1.5s", Some(1.5)),
            ("500ms", Some(0.5)),
            ("", None),
            ("h", None),
            ("24", None),
            ("-1h", None),
            ("1.2.3s", None),
            ("1y", None),
        ] {
            assert_eq!(duration(text), seconds, "{text}");
        }
    }

    #[test]
    fn standings() {
        for (state, text) in [
            (json!({"mode": "running", "offset_micros": 0}), "(real time)"),
            (json!({"mode": "running", "offset_micros": 90_000_000_000_i64}), "(1d 1h ahead of the host)"),
            (json!({"mode": "running", "offset_micros": -61_000_000}), "(1m 1s behind the host)"),
            (json!({"mode": "frozen", "at": 0}), "(frozen)"),
        ] {
            assert_eq!(standing(&state), text);
        }
    }
}
