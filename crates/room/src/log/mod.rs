//! A sandbox's output on the disk: framed, append-only, read by position.
//!
//! The supervisor writes, the server reads, and neither waits for the other to live: a pipe or a socket would lose
//! what is in flight when the server dies. The output is one sequence of bytes; a [`Position`] counts them from the
//! beginning. It is cut into segments, files named by the position of their first byte, so that what was read for
//! good can be deleted.
//!
//! A record is a header of sixteen bytes (u32 length, u8 stream, three zero, u64 microseconds since the epoch, little
//! endian) and so many bytes as the sandbox wrote them: lines are cut by who reads. A length of 0 ends a segment. One
//! `write` makes a record; a torn one at the end of the last segment is one that is still to come.

mod output;
mod reader;
mod writer;

pub use output::Output;
pub use reader::{Batch, Chunk};
pub(crate) use reader::{Reader, acknowledged};
pub(crate) use writer::Writer;

use clock::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Bytes of output since the sandbox began, counted with their headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(pub u64);

/// Where a piece of output came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stream {
    /// The standard output.
    Output,
    /// The standard error.
    Error,
    /// The room itself, about output that was dropped.
    Note,
}

/// Bytes of a segment after which the next begins.
const SEGMENT: u64 = 1 << 20;
const HEADER: usize = 16;

fn header(length: u32, stream: Stream, time: Timestamp) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    let stream = match stream {
        Stream::Output => 1,
        Stream::Error => 2,
        Stream::Note => 3,
    };
    header[..4].copy_from_slice(&length.to_le_bytes());
    header[4] = stream;
    header[8..].copy_from_slice(&time.micros().to_le_bytes());
    header
}

fn segment(folder: &Path, first: u64) -> PathBuf {
    folder.join(format!("{first:020}"))
}

/// The positions at which the segments begin, in order.
fn segments(folder: &Path) -> std::io::Result<Vec<u64>> {
    let mut found: Vec<u64> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    found.sort_unstable();
    Ok(found)
}

#[cfg(test)]
mod tests;
