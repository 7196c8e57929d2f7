//! `maquette track`: the calls that were made, one a line.

use crate::cli::Global;
use crate::client::{Client, encode};
use crate::exit::Outcome;
use crate::screen::{Paint, Screen};
use clap::Args;
use clock::Timestamp;
use door::Record;
use std::collections::{HashSet, VecDeque};
use std::process::ExitCode;

/// Request ids that a follower remembers to have shown: more than one answer carries.
const REMEMBERED: usize = 4_096;

/// Options of `maquette track`.
#[derive(Args, Debug)]
pub(crate) struct Track {
    /// Go on with the calls that come
    #[arg(short, long)]
    follow: bool,
    /// Only principals whose name contains this
    #[arg(long, value_name = "TEXT")]
    principal: Option<String>,
    /// Only this service, as in sqs
    #[arg(long)]
    service: Option<String>,
    /// Only calls that a policy refused
    #[arg(long)]
    denied: bool,
    /// Only calls that failed
    #[arg(long)]
    failed: bool,
    /// How many of the newest calls
    #[arg(short, default_value_t = 20, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1000))]
    n: u16,
}

impl Track {
    pub(crate) async fn run(self, global: &Global, screen: &Screen) -> Outcome {
        let client = Client::find(global)?;
        let filter = self.filter();
        let mut shown = Shown::default();
        let mut path = format!("/_maquette/track?{filter}limit={}", self.n);
        loop {
            let mut told = client.get(&path).await?;
            let records: Vec<Record> = serde_json::from_value(told["records"].take()).unwrap_or_default();
            for record in &records {
                if shown.is_new(&record.request_id) {
                    show(screen, record);
                }
            }
            if !self.follow {
                if records.is_empty() && !screen.json {
                    screen.note("No such call was made since the server started.");
                }
                return Ok(ExitCode::SUCCESS);
            }
            let known = records.last().map(|record| record.request_id.to_string()).unwrap_or_default();
            path = format!("/_maquette/track?{filter}limit=1000&known={}", encode(&known));
        }
    }

    fn filter(&self) -> String {
        let mut query = String::new();
        for (name, value) in [("principal", &self.principal), ("service", &self.service)] {
            if let Some(value) = value {
                query.extend([name, "="].into_iter().chain(encode(value)).chain(["&"]));
            }
        }
        for (name, set) in [("denied", self.denied), ("failed", self.failed)] {
            if set {
                query.extend([name, "=true&"]);
            }
        }
        query
    }
}

/// The calls that a follower has shown.
#[derive(Default)]
struct Shown {
    order: VecDeque<String>,
    ids: HashSet<String>,
}

impl Shown {
    fn is_new(&mut self, id: &str) -> bool {
        if !self.ids.insert(id.to_owned()) {
            return false;
        }
        self.order.push_back(id.to_owned());
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.ids.remove(&oldest);
        }
        true
    }
}

fn show(screen: &Screen, record: &Record) {
    if screen.json {
        screen.json(record);
        return;
    }
    let time = Timestamp::from_millis(record.time).rfc3339_millis();
    let time = time.get(11..23).unwrap_or_default();
    let (paint, outcome) = match &record.error {
        None => (Paint::Good, "ok".to_owned()),
        Some(_) if record.is_denied() => (Paint::Bad, "denied".to_owned()),
        Some(error) => (Paint::Warn, error.code.clone()),
    };
    // A call that another one caused stands under it.
    let mark = if record.parent.is_some() { "\u{21b3} " } else { "" };
    let operation = format!("{mark}{}:{}", record.service, record.operation);
    let who_and_what = match record.resources.first().map(|arn| short(arn)) {
        None | Some("*") => short(&record.principal).to_owned(),
        Some(resource) => format!("{} on {resource}", short(&record.principal)),
    };
    // At a terminal the beginning of the id is enough for `maquette why`.
    let id = record.request_id.get(..8).filter(|_| screen.live()).unwrap_or(&record.request_id);
    screen.line(format!(
        "{}  {}  {}  {operation:<32}  {:>7}  {who_and_what}",
        screen.paint(Paint::Dim, time),
        screen.paint(Paint::Dim, id),
        screen.paint(paint, format!("{outcome:<16}")),
        latency(record.micros),
    ));
}

/// An ARN without the partition, the region and the account: `role/reader`, `sqs:orders`.
pub(crate) fn short(arn: &str) -> &str {
    match arn.splitn(6, ':').collect::<Vec<_>>().as_slice() {
        ["arn", _, _, _, _, resource] => resource,
        _ => arn,
    }
}

fn latency(micros: u64) -> String {
    if micros < 10_000 {
        format!("{:.1} ms", micros as f64 / 1_000.0)
    } else if micros < 10_000_000 {
        format!("{} ms", micros / 1_000)
    } else {
        format!("{} s", micros / 1_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_follower_shows_a_call_once() {
        let mut shown = Shown::default();
        assert!(shown.is_new("a") && !shown.is_new("a"));
        for i in 0..REMEMBERED {
            assert!(shown.is_new(&i.to_string()));
        }
        assert_eq!(shown.ids.len(), REMEMBERED);
    }

    #[test]
    fn short_names() {
        for (arn, name) in [
            ("arn:aws:iam::000000000000:role/reader", "role/reader"),
            ("arn:aws:sqs:us-east-1:000000000000:orders", "orders"),
            ("arn:aws:s3:::bucket/a:b", "bucket/a:b"),
            ("sns.amazonaws.com", "sns.amazonaws.com"),
            ("*", "*"),
        ] {
            assert_eq!(short(arn), name);
        }
    }
}
