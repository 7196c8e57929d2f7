//! `maquette doctor`: what this host can do, and the command that mends each lack. Asks no server.

use crate::cli::Global;
use crate::exit::Outcome;
use crate::place::data_folder;
use crate::screen::{Paint, Screen};
use room::{Finding, Standing};
use std::process::ExitCode;

/// Columns of the widest thing that is looked at.
const NAMES: usize = 16;

pub(crate) fn run(global: &Global, screen: &Screen) -> Outcome {
    let findings = room::probe(&data_folder(global)?);
    if screen.json {
        screen.json(&serde_json::json!({ "findings": findings }));
    } else {
        for finding in &findings {
            tell(finding, screen);
        }
    }
    let is_lacking = findings.iter().any(|finding| finding.state == Standing::Lacking);
    Ok(if is_lacking { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn tell(finding: &Finding, screen: &Screen) {
    let mark = match finding.state {
        Standing::Good => screen.paint(Paint::Good, "ok     "),
        Standing::Limited => screen.paint(Paint::Warn, "limited"),
        Standing::Lacking => screen.paint(Paint::Bad, "lacking"),
    };
    let name = screen.paint(Paint::Bold, format!("{:<NAMES$}", finding.about));
    screen.line(format!("{mark}  {name}  {}", finding.found));
    let more = |text: String| screen.line(format!("{:width$}{text}", "", width = NAMES + 11));
    if let Some(affects) = &finding.affects {
        more(affects.clone());
    }
    if let Some(mend) = &finding.mend {
        more(format!("{} {}", screen.paint(Paint::Dim, "mend:"), screen.paint(Paint::Name, mend)));
    }
}
