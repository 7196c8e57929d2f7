//! The program: command line, configuration, start-up. It wires, it decides nothing.

mod background;
mod cli;
mod client;
mod commands;
mod exit;
mod house;
mod localstack;
mod place;
mod screen;
mod settings;
mod stack;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let wrong = settings::check_environment();
    let cli = cli::Cli::parse();
    let screen = screen::Screen::new(&cli.global);
    let done = wrong.and_then(|()| cli.run(&screen));
    done.unwrap_or_else(|failure| screen.fail(&failure))
}
