//! `cargo xtask bench`: Maquette beside nginx and a plain hyper server, on one machine, in one run.
//!
//! A row is one operation at one number of connections. The three servers are measured one right after the other, so
//! that what else the machine does touches all alike, and what counts is the ratio. nginx has one worker and answers a
//! constant of the same size; so does the hyper server, which has as many threads as Maquette. Requests are signed as
//! SDKs sign; a signature is good for a quarter of an hour, so wrk repeats one signed request.
#![allow(clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::disallowed_methods)] // It measures in real time.

mod client;
mod drain;
mod machine;
mod report;
mod rows;
mod servers;
mod setup;
mod wrk;

use clap::Parser;
use std::path::PathBuf;
use std::process::ExitCode;

/// A result with a text for whoever runs it.
type Result<T, E = String> = std::result::Result<T, E>;

#[derive(Parser)]
struct Arguments {
    /// Maquette, a release build.
    #[arg(long)]
    program: PathBuf,
    /// The plain hyper server.
    #[arg(long)]
    hello: PathBuf,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Numbers of connections.
    #[arg(long, value_delimiter = ',', default_value = "1,32,512")]
    connections: Vec<usize>,
    /// Depths of the queue for receiving.
    #[arg(long, value_delimiter = ',', default_value = "10,10000,1000000")]
    depths: Vec<usize>,
    /// Only rows whose name contains this.
    #[arg(long, default_value = "")]
    only: String,
    /// Where the table goes; without it, it is only printed.
    #[arg(long)]
    write: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match rows::run(&Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            eprintln!("error: {text}");
            ExitCode::FAILURE
        }
    }
}
