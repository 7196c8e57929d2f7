//! The program: command line, configuration, start-up. It wires, it decides nothing.

mod background;
mod cli;
mod client;
mod commands;
mod exit;
mod house;
mod localstack;
mod machine;
mod outside;
mod place;
mod plan;
mod reach;
mod screen;
mod settings;
mod stack;

use clap::Parser;
use std::path::PathBuf;
use std::process::ExitCode;

/// A call makes and drops some hundred small things, of which its record lives longer than the rest: the C library's
/// allocator took a quarter of a SendMessage with that. Huge pages would cost 7 MB and gain nothing (`no_thp`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    if let Some(run) = supervised() {
        return room::supervise(&run);
    }
    let wrong = settings::check_environment();
    let cli = cli::Cli::parse();
    let screen = screen::Screen::new(&cli.global);
    let done = wrong.and_then(|()| cli.run(&screen));
    done.unwrap_or_else(|failure| screen.fail(&failure))
}

/// The folder in `maquette supervise DIR`, by which the room starts the supervisor of a sandbox. It is not on the
/// command line's table: nothing of that, nor a thread, may come before it.
fn supervised() -> Option<PathBuf> {
    let mut arguments = std::env::args_os().skip(1);
    (arguments.next()? == "supervise").then(|| arguments.next()).flatten().map(PathBuf::from)
}
