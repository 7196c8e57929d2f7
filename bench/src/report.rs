//! The table.

use crate::{Result, machine};
use std::path::Path;
use std::time::Duration;

pub(crate) struct Row {
    name: String,
    connections: usize,
    maquette: f64,
    nginx: f64,
    hyper: f64,
    bytes: usize,
}

impl Row {
    /// Rates of Maquette, nginx and hyper, in that order.
    pub(crate) fn new(name: &str, connections: usize, rates: &[f64], bytes: usize) -> Self {
        let rate = |i: usize| rates.get(i).copied().unwrap_or(f64::NAN);
        let row = Self {
            name: name.to_owned(),
            connections,
            maquette: rate(0),
            nginx: rate(1),
            hyper: rate(2),
            bytes,
        };
        println!("{}", row.line());
        row
    }
    fn line(&self) -> String {
        format!(
            "| {} | {} | {:.0} | {:.2} | {:.2} | {:.0} | {:.0} | {} |",
            self.name,
            self.connections,
            self.maquette,
            self.maquette / self.nginx,
            self.maquette / self.hyper,
            self.nginx,
            self.hyper,
            self.bytes,
        )
    }
}

/// What is not a rate.
#[derive(Default)]
pub(crate) struct Facts {
    pub(crate) start: Option<Duration>,
    pub(crate) idle: Option<f64>,
    pub(crate) million: Option<f64>,
    pub(crate) again: Option<f64>,
    pub(crate) restart: Option<Duration>,
    pub(crate) size: Option<f64>,
}

impl Facts {
    fn lines(&self) -> Vec<String> {
        let ms = |d: Duration| format!("{:.0} ms", d.as_secs_f64() * 1000.0);
        let mb = |v: f64| format!("{v:.1} MB");
        let row = |name: &str, value: Option<String>| value.map(|value| format!("| {name} | {value} |"));
        [
            row("start to `Ready.`, empty data folder, median of 11", self.start.map(ms)),
            row("memory (RSS), idle", self.idle.map(mb)),
            row("memory (RSS) after a million messages of 256 bytes", self.million.map(mb)),
            row("the same after a restart", self.again.map(mb)),
            row("start to `Ready.` with them", self.restart.map(ms)),
            row("binary", self.size.map(mb)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

pub(crate) struct Report {
    rows: Vec<Row>,
    skipped: Vec<String>,
    load: f64,
}

const HEAD: &str = "\
| operation | connections | per second | to nginx | to hyper | nginx | hyper | answer, bytes |
|---|---:|---:|---:|---:|---:|---:|---:|";

const TEXT: &str = "\
# Measured

`cargo xtask bench` writes this file. Every row is measured in one run: Maquette, then nginx (one worker, a constant answer
of the same size), then a plain hyper server (`src/bin/hello.rs`), one right after the other, on the loopback of one
machine. What counts is the ratio; load average says how busy the machine was with other things. Signature, policy,
durability and track are on. `wrk` repeats one signed request; receiving and deleting is done by our own client, which
signs each deletion, against all three servers alike: one receive of ten and one deletion of ten count as one.
";

impl Report {
    pub(crate) fn new() -> Self {
        println!("{HEAD}");
        Self { rows: Vec::new(), skipped: Vec::new(), load: machine::load() }
    }
    pub(crate) fn add(&mut self, row: Row) {
        self.rows.push(row);
    }
    /// Says that a row is left out, and why.
    pub(crate) fn skip(&mut self, name: &str, why: &str) {
        let why = why.split("<Message>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or(why);
        println!("not measured: {name}: {why}");
        self.skipped.push(format!("- not measured: {name}: {why}"));
    }
    pub(crate) fn print(&self, facts: &Facts) {
        println!("\n{}", facts.lines().join("\n"));
        println!("load average {:.1} before, {:.1} after", self.load, machine::load());
    }
    pub(crate) fn write(&self, facts: &Facts, path: &Path) -> Result<()> {
        let place = format!(
            "{} · commit {} · {} · load average {:.1} before, {:.1} after",
            machine::today(),
            machine::commit(),
            machine::name(),
            self.load,
            machine::load()
        );
        let rows: Vec<_> = self.rows.iter().map(Row::line).collect();
        let mut text = format!("{TEXT}\n{place}\n\n{HEAD}\n{}\n", rows.join("\n"));
        if !self.skipped.is_empty() {
            text += &["\n", &self.skipped.join("\n"), "\n"].concat();
        }
        let facts = facts.lines();
        if !facts.is_empty() {
            text += &["\n| | |\n|---|---:|\n", &facts.join("\n"), "\n"].concat();
        }
        std::fs::write(path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))
    }
}
