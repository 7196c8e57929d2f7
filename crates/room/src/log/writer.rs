//! The supervisor's side of the output.

use super::{HEADER, SEGMENT, Stream, header, segment};
use crate::sandbox::LogMode;
use clock::{Clock, Timestamp};
use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Bytes that may wait to be read before a sandbox in blocking mode waits.
const BLOCKING_BACKLOG: u64 = 2 << 20;

/// Writes one sandbox's output.
pub(crate) struct Writer {
    folder: PathBuf,
    file: File,
    /// The position of the open segment's first byte.
    first: u64,
    /// The position after the last byte written.
    end: u64,
    acknowledged: u64,
    mode: LogMode,
    dropped: u64,
    clock: Clock,
    record: Vec<u8>,
}

impl Writer {
    pub(crate) fn create(folder: &Path, mode: LogMode, clock: Clock) -> io::Result<Self> {
        let file = File::create_new(segment(folder, 0))?;
        Ok(Self {
            folder: folder.to_owned(),
            file,
            first: 0,
            end: 0,
            acknowledged: 0,
            mode,
            dropped: 0,
            clock,
            record: Vec::new(),
        })
    }

    /// Takes what the sandbox wrote. In non-blocking mode what does not fit is dropped.
    pub(crate) fn append(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        if let LogMode::NonBlocking { max_buffer } = self.mode {
            if self.backlog() + (HEADER + bytes.len()) as u64 > max_buffer {
                self.dropped += bytes.len() as u64;
                return Ok(());
            }
            self.note_dropped()?;
        }
        self.write(stream, bytes)
    }

    /// Whether the sandbox must wait.
    pub(crate) fn is_full(&self) -> bool {
        matches!(self.mode, LogMode::Blocking) && self.backlog() >= BLOCKING_BACKLOG
    }

    /// The reader has read so far for good.
    pub(crate) fn acknowledge(&mut self, position: u64) {
        self.acknowledged = self.acknowledged.max(position.min(self.end));
    }

    /// The sandbox is over: what was dropped is told.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        self.note_dropped()
    }

    fn backlog(&self) -> u64 {
        self.end - self.acknowledged
    }

    fn note_dropped(&mut self) -> io::Result<()> {
        if self.dropped == 0 {
            return Ok(());
        }
        let note = format!("{} bytes dropped", self.dropped);
        self.dropped = 0;
        self.write(Stream::Note, note.as_bytes())
    }

    fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        if self.end - self.first >= SEGMENT {
            // The next segment is there before the end of this one says so.
            let first = self.end + HEADER as u64;
            let next = File::create_new(segment(&self.folder, first))?;
            self.file.write_all(&header(0, Stream::Note, Timestamp::EPOCH))?;
            (self.file, self.first, self.end) = (next, first, first);
        }
        self.record.clear();
        self.record.extend_from_slice(&header(bytes.len() as u32, stream, self.clock.now()));
        self.record.extend_from_slice(bytes);
        self.file.write_all(&self.record)?;
        self.end += self.record.len() as u64;
        Ok(())
    }
}
