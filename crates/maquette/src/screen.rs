//! What a person or a program reads: coloured at a terminal, plain in a pipe, JSON when asked for.

use crate::cli::Global;
use crate::exit::Failure;
use parking_lot::Mutex;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// When to colour.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    /// At a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    Bold,
    Dim,
    Good,
    Bad,
    Warn,
    Name,
}

/// Where a command writes: its answer, and remarks.
pub(crate) struct Screen {
    pub(crate) json: bool,
    colour: bool,
    colour_errors: bool,
    terminal: bool,
    out: Mutex<Box<dyn Write + Send>>,
    err: Mutex<Box<dyn Write + Send>>,
}

impl Screen {
    pub(crate) fn new(global: &Global) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let at = |terminal: bool| match global.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && !plain,
        };
        Self {
            json: global.json,
            colour: at(std::io::stdout().is_terminal()),
            colour_errors: at(std::io::stderr().is_terminal()),
            terminal: std::io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
            out: Mutex::new(Box::new(std::io::stdout())),
            err: Mutex::new(Box::new(std::io::stderr())),
        }
    }

    /// A screen without colours.
    #[cfg(test)]
    pub(crate) fn plain() -> Self {
        Self {
            json: false,
            colour: false,
            colour_errors: false,
            terminal: false,
            out: Mutex::new(Box::new(std::io::sink())),
            err: Mutex::new(Box::new(std::io::sink())),
        }
    }

    /// Writes a line. A reader that has seen enough (`| head`) ends the program, as it does every other one.
    pub(crate) fn line(&self, line: impl AsRef<str>) {
        let mut out = self.out.lock();
        if writeln!(out, "{}", line.as_ref()).and_then(|()| out.flush()).is_err() {
            std::process::exit(0);
        }
    }

    /// Writes lines.
    pub(crate) fn lines(&self, lines: Vec<String>) {
        for line in lines {
            self.line(line);
        }
    }

    /// Writes a name and what there is to say of it.
    pub(crate) fn row(&self, name: &str, text: &str) {
        self.line(format!("  {}  {text}", self.paint(Paint::Dim, format!("{name:<10}"))));
    }

    /// Writes one JSON document on one line.
    pub(crate) fn json(&self, value: &impl serde::Serialize) {
        self.line(serde_json::to_string(value).unwrap_or_default());
    }

    /// Whether lines can be redrawn.
    pub(crate) fn live(&self) -> bool {
        self.terminal
    }

    /// Columns that text should keep to: those of the terminal, none elsewhere.
    pub(crate) fn width(&self) -> usize {
        if self.terminal { terminal_size().0 } else { usize::MAX }
    }

    /// Writes lines in place of the last `drawn` ones.
    pub(crate) fn redraw(&self, drawn: usize, lines: &[String]) {
        let up = if drawn > 0 { format!("\x1b[{drawn}A") } else { String::new() };
        let text: String = lines.iter().flat_map(|line| ["\x1b[2K", line, "\n"]).collect();
        let mut out = self.out.lock();
        // A terminal that is gone ends the program by a signal.
        let _ = write!(out, "{up}{text}").and_then(|()| out.flush());
    }

    /// Writes a remark that is not the command's answer.
    pub(crate) fn note(&self, line: impl AsRef<str>) {
        // Nobody reads a closed stderr.
        let _ = writeln!(self.err.lock(), "{}", line.as_ref());
    }

    /// A text in its colour, for stdout.
    pub(crate) fn paint(&self, paint: Paint, text: impl AsRef<str>) -> String {
        coloured(self.colour, paint, text.as_ref())
    }

    /// Tells a failure and gives its exit code.
    pub(crate) fn fail(&self, failure: &Failure) -> ExitCode {
        if self.json {
            self.json(&serde_json::json!({
                "error": failure.what, "next": failure.next, "exit": failure.exit
            }));
        } else {
            self.note(format!("{} {}", coloured(self.colour_errors, Paint::Bad, "error:"), failure.what));
            if let Some(next) = &failure.next {
                self.note(format!("{} {next}", coloured(self.colour_errors, Paint::Dim, " next:")));
            }
        }
        ExitCode::from(failure.exit)
    }
}

/// Columns and lines of the terminal.
pub(crate) fn terminal_size() -> (usize, usize) {
    let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok();
    let size = size.filter(|size| size.ws_col > 0 && size.ws_row > 0);
    size.map_or((80, 24), |size| (usize::from(size.ws_col), usize::from(size.ws_row)))
}

fn coloured(colour: bool, paint: Paint, text: &str) -> String {
    let code = match paint {
        Paint::Bold => "1",
        Paint::Dim => "2",
        Paint::Good => "32",
        Paint::Bad => "31",
        Paint::Warn => "33",
        Paint::Name => "36",
    };
    if colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}
