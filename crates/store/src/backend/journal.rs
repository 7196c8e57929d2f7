//! A look at the journals before the engine opens them.
//!
//! A process that is killed while it writes leaves a journal that ends in the middle of a batch; the engine cuts that
//! off, rightly, since nobody was told that it was done. But the engine cuts wherever it finds something unreadable: a
//! damaged byte in the middle would take all the later batches with it, without a word. So we walk through the batches
//! first, without touching the file, and tell the two cases apart: what a killed process leaves is the beginning of a
//! batch and then nothing (the journal is preallocated: zeros).
//!
//! The layout is that of fjall 3's `journal/entry.rs`; numbers are little-endian. The checksum of each batch is the
//! engine's to check: it reports a wrong one and changes nothing.

use crate::{Error, Result};
use rustix::fs::SeekFrom as Seeking;
use std::{
    fs::{self, File},
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

const START: u8 = 1;
const ITEM: u8 = 2;
const END: u8 = 3;
const CLEAR: u8 = 4;

/// After the tag: the count of items and a sequence number.
const START_LENGTH: u64 = 4 + 8;
/// After the tag: a checksum and [`TRAILER`].
const END_LENGTH: u64 = 8 + 4;
const TRAILER: [u8; 4] = *b"FJL\x03";
/// After the tag: a keyspace.
const CLEAR_LENGTH: u64 = 8;
/// After the tag: type, compression, keyspace, length of the key, length of the value, length of the value as stored.
const ITEM_HEAD: u64 = 1 + 1 + 8 + 2 + 4 + 4;
/// Types of an item: a value, a tombstone, a weak tombstone.
const LAST_KIND: u8 = 2;
/// Compressions: none, LZ4.
const LAST_COMPRESSION: u8 = 1;

/// Finds what the engine would cut off although it was acknowledged.
pub(super) fn check_all(engine: &Path) -> Result<()> {
    let cannot = |path: &Path, error| Error::io(format!("read {}", path.display()), error);
    let entries = match fs::read_dir(engine) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(cannot(engine, error)),
    };
    for entry in entries {
        let path = entry.map_err(|error| cannot(engine, error))?.path();
        if path.extension().is_some_and(|extension| extension == "jnl") {
            let file = File::open(&path).map_err(|error| cannot(&path, error))?;
            if let Some(place) = first_damage(&file).map_err(|error| cannot(&path, error))? {
                let what = format!("the journal cannot be read at byte {place}, and there is more behind it");
                return Err(Error::Damaged { path, what });
            }
        }
    }
    Ok(())
}

/// The place of the first entry that nothing explains; `None` when all is well.
fn first_damage(file: &File) -> io::Result<Option<u64>> {
    let written = written_length(file)?;
    let ends_with_batch = ends_with_batch(file, written)?;
    let mut walk = Walk { reader: BufReader::with_capacity(1 << 16, file), at: 0, written, in_batch: false };
    walk.reader.rewind()?;
    loop {
        let entry = walk.at;
        match walk.next_entry()? {
            Entry::Good => {}
            // The end, or the rest of a batch that was never finished; unless the last thing written was the end of a
            // batch: then it is a wrong length that leads behind it.
            Entry::CutShort if walk.in_batch && ends_with_batch => return Ok(Some(entry)),
            Entry::CutShort => return Ok(None),
            Entry::Wrong => return Ok(Some(entry)),
        }
    }
}

enum Entry {
    Good,
    CutShort,
    Wrong,
}

struct Walk<'a> {
    reader: BufReader<&'a File>,
    at: u64,
    /// Where the writing ended: behind it there is nothing but zeros.
    written: u64,
    in_batch: bool,
}

impl Walk<'_> {
    fn next_entry(&mut self) -> io::Result<Entry> {
        let Some([tag]) = self.read::<1>()? else { return Ok(Entry::CutShort) };
        let whole = match (tag, self.in_batch) {
            (START, false) => {
                self.in_batch = true;
                self.skip(START_LENGTH)?
            }
            (CLEAR, true) => self.skip(CLEAR_LENGTH)?,
            (ITEM, true) => match self.read::<{ ITEM_HEAD as usize }>()? {
                Some([kind, compression, ..]) if kind > LAST_KIND || compression > LAST_COMPRESSION => {
                    return Ok(Entry::Wrong);
                }
                Some(head) => self.skip(item_length(&head))?,
                None => false,
            },
            (END, true) => match self.read::<{ END_LENGTH as usize }>()? {
                Some(end) if end.ends_with(&TRAILER) => {
                    self.in_batch = false;
                    true
                }
                Some(_) => return Ok(Entry::Wrong),
                None => false,
            },
            _ => return Ok(Entry::Wrong),
        };
        Ok(if whole { Entry::Good } else { Entry::CutShort })
    }

    /// The next bytes, unless the writing ended before.
    fn read<const N: usize>(&mut self) -> io::Result<Option<[u8; N]>> {
        if self.at + N as u64 > self.written {
            return Ok(None);
        }
        let mut bytes = [0; N];
        self.reader.read_exact(&mut bytes)?;
        self.at += N as u64;
        Ok(Some(bytes))
    }

    /// False when the writing ended before.
    fn skip(&mut self, length: u64) -> io::Result<bool> {
        if self.at + length > self.written {
            return Ok(false);
        }
        self.reader.seek_relative(length as i64)?;
        self.at += length;
        Ok(true)
    }
}

/// The bytes of the key and the value behind the head of an item.
fn item_length(head: &[u8; ITEM_HEAD as usize]) -> u64 {
    let [.., k0, k1, _, _, _, _, v0, v1, v2, v3] = *head;
    u64::from(u16::from_le_bytes([k0, k1])) + u64::from(u32::from_le_bytes([v0, v1, v2, v3]))
}

/// Whether the end of a batch is the last thing that was written.
fn ends_with_batch(mut file: &File, written: u64) -> io::Result<bool> {
    let Some(start) = written.checked_sub(1 + END_LENGTH) else { return Ok(false) };
    let mut end = [0; 1 + END_LENGTH as usize];
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(&mut end)?;
    Ok(end.starts_with(&[END]) && end.ends_with(&TRAILER))
}

/// The place behind the last byte that is not zero. Holes of the file are not read.
fn written_length(file: &File) -> io::Result<u64> {
    let (length, mut end, mut from) = (file.metadata()?.len(), 0, 0);
    while from < length {
        let data = match rustix::fs::seek(file, Seeking::Data(from)) {
            Ok(data) => data,
            Err(rustix::io::Errno::NXIO) => break,
            Err(error) => return Err(error.into()),
        };
        from = rustix::fs::seek(file, Seeking::Hole(data))?;
        end = last_nonzero(file, data, from)?.unwrap_or(end);
    }
    Ok(end)
}

/// The place behind the last byte between two places that is not zero, sought from the end.
fn last_nonzero(mut file: &File, from: u64, to: u64) -> io::Result<Option<u64>> {
    let mut chunk = vec![0; 1 << 16];
    let mut end = to;
    while end > from {
        let start = end.saturating_sub(chunk.len() as u64).max(from);
        let bytes = chunk.get_mut(..(end - start) as usize).unwrap_or_default();
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(bytes)?;
        if let Some(last) = bytes.iter().rposition(|byte| *byte != 0) {
            return Ok(Some(start + last as u64 + 1));
        }
        end = start;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;

    fn batch(values: &[&[u8]]) -> Vec<u8> {
        let mut bytes = vec![START];
        bytes.extend((values.len() as u32).to_le_bytes());
        bytes.extend(7u64.to_le_bytes());
        for value in values {
            bytes.extend([ITEM, 0, 0]);
            bytes.extend(1u64.to_le_bytes());
            bytes.extend(3u16.to_le_bytes());
            bytes.extend((value.len() as u32).to_le_bytes());
            bytes.extend((value.len() as u32).to_le_bytes());
            bytes.extend(b"key");
            bytes.extend(*value);
        }
        bytes.push(END);
        bytes.extend(9u64.to_le_bytes());
        bytes.extend(TRAILER);
        bytes
    }

    fn journal(bytes: &[u8], preallocated: bool) -> Option<u64> {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("written");
        if preallocated {
            file.set_len(1 << 20).expect("preallocated");
        }
        first_damage(&file).expect("readable")
    }

    fn three() -> Vec<u8> {
        [batch(&[b"one"]), batch(&[b"two", b"", &[0; 9]]), batch(&[&[3; 3_000]])].concat()
    }

    #[test]
    fn whole_and_empty_journals_are_well() {
        for preallocated in [false, true] {
            assert_eq!(journal(&[], preallocated), None);
            assert_eq!(journal(&three(), preallocated), None);
        }
    }

    #[test]
    fn a_length_that_leads_behind_the_end_is_damage() {
        let mut bytes = three();
        let key_length = 1 + START_LENGTH as usize + 1 + 10;
        bytes[key_length + 1] = 0xFF;
        assert_eq!(journal(&bytes, false), Some(1 + START_LENGTH));
        assert_eq!(journal(&bytes, true), Some(1 + START_LENGTH));
    }

    proptest! {
        #[test]
        fn a_journal_cut_anywhere_is_well(cut in 0..three().len(), preallocated in any::<bool>()) {
            prop_assert_eq!(journal(&three()[..cut], preallocated), None);
        }

        #[test]
        fn a_wrong_tag_or_trailer_before_the_end_is_damage(
            batch_number in 0usize..3, at_end in any::<bool>(), byte in 5u8..=255, preallocated in any::<bool>(),
        ) {
            let starts = [0, batch(&[b"one"]).len(), three().len() - batch(&[&[3; 3_000]]).len(), three().len()];
            let place = if at_end { starts[batch_number + 1] - 1 } else { starts[batch_number] };
            let mut bytes = three();
            bytes[place] = byte;
            prop_assert!(journal(&bytes, preallocated).is_some());
        }
    }
}
