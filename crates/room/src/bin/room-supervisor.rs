//! `room-supervisor supervise DIR`: the supervisor alone, for this crate's tests. The program has it built in.

use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    match std::env::args_os().nth(2) {
        Some(run) => room::supervise(Path::new(&run)),
        None => ExitCode::FAILURE,
    }
}
