//! The server's side of the output.

use super::{HEADER, Position, Stream, segment, segments};
use crate::{
    error::{Error, io},
    place::{self, Place},
};
use clock::Timestamp;
use std::{
    fs::{self, File},
    io::ErrorKind,
    os::unix::fs::FileExt,
    path::PathBuf,
};

/// What a sandbox wrote at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// When the supervisor took it.
    pub time: Timestamp,
    /// Where it came from.
    pub stream: Stream,
    /// As it was written: a line may begin in one chunk and end in the next of its stream.
    pub bytes: Vec<u8>,
}

/// Chunks that were there together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// In the order they were taken; at least one.
    pub chunks: Vec<Chunk>,
    /// The position after the last: what to acknowledge once they are kept elsewhere.
    pub end: Position,
}

/// Bytes of output read at once.
const AT_ONCE: usize = 256 << 10;
/// The longest record that a supervisor writes; a longer one is damage.
const LONGEST: usize = 1 << 20;

/// How far the output was read for good.
pub(crate) fn acknowledged(place: &Place) -> Result<Position, Error> {
    Ok(place::read_json(&place.acknowledged())?.unwrap_or_default())
}

/// Reads one sandbox's output from a position on.
#[derive(Debug)]
pub(crate) struct Reader {
    place: Place,
    open: Option<(File, u64)>,
    position: u64,
    buffer: Vec<u8>,
}

impl Reader {
    pub(crate) fn new(place: Place, from: Position) -> Self {
        Self { place, open: None, position: from.0, buffer: Vec::new() }
    }

    /// What is there beyond the position; none where nothing is.
    pub(crate) fn read(&mut self) -> Result<Option<Batch>, Error> {
        loop {
            let Some((file, first)) = self.open()? else { return Ok(None) };
            let at = self.position - first;
            self.buffer.resize(AT_ONCE, 0);
            let told = io(|| "read a sandbox's output".to_owned());
            let mut length = self.fill(&file, at).map_err(told)?;
            if let Some(needed) = self.first_record(length)?
                && needed > length
                && needed > AT_ONCE
            {
                self.buffer.resize(needed, 0);
                length = self.fill(&file, at).map_err(io(|| "read a sandbox's output".to_owned()))?;
            }
            self.open = Some((file, first));
            let (chunks, ended) = self.take(length)?;
            if !chunks.is_empty() {
                return Ok(Some(Batch { chunks, end: Position(self.position) }));
            }
            if !ended {
                return Ok(None);
            }
        }
    }

    /// Keeps how far was read and deletes the segments before it.
    pub(crate) fn acknowledge(place: &Place, position: Position) -> Result<(), Error> {
        place::write_json(&place.acknowledged(), &position, false)?;
        let folder = place.log();
        let firsts = segments(&folder).map_err(io(|| format!("list {}", folder.display())))?;
        for pair in firsts.windows(2) {
            if let [first, next] = *pair
                && next <= position.0
            {
                let path = segment(&folder, first);
                fs::remove_file(&path).map_err(io(|| format!("remove {}", path.display())))?;
            }
        }
        Ok(())
    }

    fn fill(&mut self, file: &File, at: u64) -> std::io::Result<usize> {
        let mut length = 0;
        while length < self.buffer.len() {
            match file.read_at(&mut self.buffer[length..], at + length as u64) {
                Ok(0) => break,
                Ok(read) => length += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(length)
    }

    /// The segment that has the position.
    fn open(&mut self) -> Result<Option<(File, u64)>, Error> {
        if let Some(open) = self.open.take() {
            return Ok(Some(open));
        }
        let folder = self.place.log();
        let found = match segments(&folder) {
            Ok(found) => found,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(io(|| format!("list {}", folder.display()))(error)),
        };
        let Some(first) = found.into_iter().rev().find(|first| *first <= self.position) else {
            return Ok(None);
        };
        let path: PathBuf = segment(&folder, first);
        let file = File::open(&path).map_err(io(|| format!("open {}", path.display())))?;
        Ok(Some((file, first)))
    }

    /// The bytes of the first record in the buffer, header and all.
    fn first_record(&self, length: usize) -> Result<Option<usize>, Error> {
        let Some(header) = self.buffer.get(..HEADER.min(length)) else { return Ok(None) };
        Ok(record(header, &self.place)?.map(|found| HEADER + found.length))
    }

    /// Takes the whole records from the buffer; whether the segment's end was among them.
    fn take(&mut self, length: usize) -> Result<(Vec<Chunk>, bool), Error> {
        let mut chunks = Vec::new();
        let mut rest = self.buffer.get(..length).unwrap_or_default();
        while let Some(found) = record(rest, &self.place)? {
            if found.length == 0 {
                self.position += HEADER as u64;
                self.open = None;
                return Ok((chunks, true));
            }
            let Some(bytes) = rest.get(HEADER..HEADER + found.length) else { break };
            chunks.push(Chunk { time: found.time, stream: found.stream, bytes: bytes.to_vec() });
            self.position += (HEADER + found.length) as u64;
            rest = rest.get(HEADER + found.length..).unwrap_or_default();
        }
        Ok((chunks, false))
    }
}

struct Header {
    length: usize,
    stream: Stream,
    time: Timestamp,
}

/// The header at the beginning of these bytes, where there is a whole one.
fn record(bytes: &[u8], place: &Place) -> Result<Option<Header>, Error> {
    let Some((head, _)) = bytes.split_first_chunk::<HEADER>() else { return Ok(None) };
    let [a, b, c, d, stream, _, _, _, time @ ..] = *head;
    let length = u32::from_le_bytes([a, b, c, d]) as usize;
    let stream = match stream {
        1 => Stream::Output,
        2 => Stream::Error,
        3 => Stream::Note,
        _ => return Err(damaged(place, format!("there is no stream {stream}"))),
    };
    if length > LONGEST {
        return Err(damaged(place, format!("a record of {length} bytes")));
    }
    Ok(Some(Header { length, stream, time: Timestamp::from_micros(i64::from_le_bytes(time)) }))
}

fn damaged(place: &Place, what: String) -> Error {
    Error::Damaged { path: place.log(), what }
}
