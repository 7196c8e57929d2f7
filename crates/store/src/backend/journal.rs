//! A look at the journals before the engine opens them.
//!
//! A process that is killed while it writes leaves a journal that ends in the middle of a batch; the engine cuts that
//! off, rightly, since nobody was told that it was done. But the engine cuts wherever it finds something unreadable: a
//! damaged byte in the middle would take all the later batches with it, without a word. So we walk through the batches
//! first, without touching the file, and tell the two cases apart: what a killed process leaves is the beginning of a
//! batch and then nothing (the journal is preallocated: zeros). Everything else is damage, and the store does not open.
//!
//! Unless the computer itself went down meanwhile: then what was not synced may be missing in any pattern, and that is
//! within the promise of the default mode. The newest journal (the others were synced whole) is then cut where it cannot
//! be read; what was cut off is kept beside it, and said.
//!
//! The layout is that of fjall 3's `journal/entry.rs`; numbers are little-endian.

use crate::{Error, Result};
use rustix::fs::SeekFrom as Seeking;
use std::{
    ffi::OsStr,
    fs::{self, File},
    hash::Hasher,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};
use twox_hash::XxHash3_64;

const START: u8 = 1;
const ITEM: u8 = 2;
const END: u8 = 3;
const CLEAR: u8 = 4;

/// After the tag: the count of items and a sequence number.
const START_HEAD: usize = 4 + 8;
/// After the tag: the checksum of the items and [`TRAILER`].
const END_HEAD: usize = 8 + 4;
const TRAILER: [u8; 4] = *b"FJL\x03";
/// After the tag: a keyspace.
const CLEAR_HEAD: usize = 8;
/// After the tag: type, compression, keyspace, length of the key, length of the value, length of the value as stored.
const ITEM_HEAD: usize = 1 + 1 + 8 + 2 + 4 + 4;
/// Types of an item: a value, a tombstone, a weak tombstone.
const LAST_KIND: u8 = 2;
/// Compressions: none, LZ4.
const LAST_COMPRESSION: u8 = 1;

/// What cannot be read although it was acknowledged.
#[derive(Debug, PartialEq, Eq)]
struct Damage {
    /// The start of the batch in which it lies.
    batch: u64,
    /// The place behind the last thing that was written.
    written: u64,
}

/// Finds what the engine would cut off in silence. With `unsynced_may_be_lost` (the computer went down) it is cut off
/// here, kept, and told in the texts that are returned.
pub(super) fn check_all(engine: &Path, unsynced_may_be_lost: bool) -> Result<Vec<String>> {
    let mut notices = Vec::new();
    let journals = journals(engine).map_err(|error| cannot("read", engine, error))?;
    for (number, (_, path)) in journals.iter().enumerate() {
        let damage = File::open(path).and_then(|file| find_damage(&file));
        let Some(damage) = damage.map_err(|error| cannot("read", path, error))? else { continue };
        let newest = number + 1 == journals.len();
        if !(newest && unsynced_may_be_lost) {
            let what =
                format!("the journal cannot be read at byte {}, and there is more behind it", damage.batch);
            return Err(Error::Damaged { path: path.clone(), what });
        }
        notices.push(cut_off(path, &damage).map_err(|error| cannot("cut", path, error))?);
    }
    Ok(notices)
}

/// The journals by number; none when there is no folder.
pub(super) fn journals(engine: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let entries = match fs::read_dir(engine) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut journals = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(OsStr::to_str);
        if let Some(number) = name.and_then(|name| name.strip_suffix(".jnl")?.parse().ok()) {
            journals.push((number, path));
        }
    }
    journals.sort_unstable();
    Ok(journals)
}

fn cannot(doing: &str, path: &Path, error: io::Error) -> Error {
    Error::io(format!("{doing} {}", path.display()), error)
}

/// Keeps what cannot be read in a file of its own and shortens the journal.
fn cut_off(path: &Path, damage: &Damage) -> io::Result<String> {
    let kept = path.with_extension(format!("{}.cut", damage.batch));
    let mut journal = File::options().read(true).write(true).open(path)?;
    journal.seek(SeekFrom::Start(damage.batch))?;
    let mut copy = File::create(&kept)?;
    io::copy(&mut (&journal).take(damage.written - damage.batch), &mut copy)?;
    copy.sync_all()?;
    journal.set_len(damage.batch)?;
    journal.sync_all()?;
    Ok(format!(
        "the computer went down before the last writes were on the disk: {} bytes of {} cannot be read and were moved \
         to {}; what was acknowledged in the last 100 ms before that may be missing",
        damage.written - damage.batch,
        path.display(),
        kept.display()
    ))
}

fn find_damage(file: &File) -> io::Result<Option<Damage>> {
    let written = written_length(file)?;
    let ends_with_batch = ends_with_batch(file, written)?;
    let mut walk = Walk { reader: BufReader::with_capacity(1 << 16, file), at: 0, written };
    walk.reader.rewind()?;
    loop {
        let batch = walk.at;
        let whole = match walk.batch()? {
            Batch::Whole => continue,
            // A batch that was begun and never finished; unless the last thing written was the end of a batch: then it is
            // a wrong length that leads behind it.
            Batch::CutShort => !ends_with_batch,
            Batch::None => true,
            Batch::Wrong => false,
        };
        return Ok((!whole).then_some(Damage { batch, written }));
    }
}

enum Batch {
    Whole,
    /// The writing ended within it.
    CutShort,
    Wrong,
    /// The writing ended before it.
    None,
}

struct Walk<'a> {
    reader: BufReader<&'a File>,
    at: u64,
    /// Where the writing ended: behind it there is nothing but zeros.
    written: u64,
}

impl Walk<'_> {
    fn batch(&mut self) -> io::Result<Batch> {
        let Some([tag]) = self.read()? else { return Ok(Batch::None) };
        if tag != START {
            return Ok(Batch::Wrong);
        }
        let Some(head) = self.read::<START_HEAD>()? else { return Ok(Batch::CutShort) };
        let [count @ .., _, _, _, _, _, _, _, _] = head;
        let mut checksum = XxHash3_64::new();
        for _ in 0..u32::from_le_bytes(count) {
            let Some([tag]) = self.read()? else { return Ok(Batch::CutShort) };
            checksum.write(&[tag]);
            let whole = match tag {
                ITEM => match self.read::<ITEM_HEAD>()? {
                    Some([kind, compression, ..]) if kind > LAST_KIND || compression > LAST_COMPRESSION => {
                        return Ok(Batch::Wrong);
                    }
                    Some(head) => {
                        checksum.write(&head);
                        self.pass(item_length(&head), &mut checksum)?
                    }
                    None => false,
                },
                CLEAR => self.pass(CLEAR_HEAD as u64, &mut checksum)?,
                _ => return Ok(Batch::Wrong),
            };
            if !whole {
                return Ok(Batch::CutShort);
            }
        }
        let Some([tag]) = self.read()? else { return Ok(Batch::CutShort) };
        if tag != END {
            return Ok(Batch::Wrong);
        }
        let Some(end) = self.read::<END_HEAD>()? else { return Ok(Batch::CutShort) };
        let right = end.starts_with(&checksum.finish().to_le_bytes()) && end.ends_with(&TRAILER);
        Ok(if right { Batch::Whole } else { Batch::Wrong })
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

    /// Reads over bytes for their checksum; false when the writing ended before.
    fn pass(&mut self, length: u64, checksum: &mut XxHash3_64) -> io::Result<bool> {
        if self.at + length > self.written {
            return Ok(false);
        }
        let mut left = length as usize;
        while left > 0 {
            let buffer = self.reader.fill_buf()?;
            let here = buffer.get(..left.min(buffer.len())).unwrap_or_default();
            if here.is_empty() {
                return Ok(false);
            }
            checksum.write(here);
            let passed = here.len();
            self.reader.consume(passed);
            left -= passed;
        }
        self.at += length;
        Ok(true)
    }
}

/// The bytes of the key and the value behind the head of an item.
fn item_length(head: &[u8; ITEM_HEAD]) -> u64 {
    let [.., k0, k1, _, _, _, _, v0, v1, v2, v3] = *head;
    u64::from(u16::from_le_bytes([k0, k1])) + u64::from(u32::from_le_bytes([v0, v1, v2, v3]))
}

/// Whether the end of a batch is the last thing that was written.
fn ends_with_batch(mut file: &File, written: u64) -> io::Result<bool> {
    let mut end = [0; 1 + END_HEAD];
    let Some(start) = written.checked_sub(end.len() as u64) else { return Ok(false) };
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
        let mut checksum = XxHash3_64::new();
        checksum.write(&bytes[1 + START_HEAD..]);
        bytes.push(END);
        bytes.extend(checksum.finish().to_le_bytes());
        bytes.extend(TRAILER);
        bytes
    }

    fn journal(bytes: &[u8], preallocated: bool) -> Option<u64> {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("written");
        if preallocated {
            file.set_len(1 << 20).expect("preallocated");
        }
        find_damage(&file).expect("readable").map(|damage| damage.batch)
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
        let key_length = 1 + START_HEAD + 1 + 10;
        bytes[key_length + 1] = 0xFF;
        assert_eq!(journal(&bytes, false), Some(0));
        assert_eq!(journal(&bytes, true), Some(0));
    }

    proptest! {
        #[test]
        fn a_journal_cut_anywhere_is_well(cut in 0..three().len(), preallocated in any::<bool>()) {
            prop_assert_eq!(journal(&three()[..cut], preallocated), None);
        }

        #[test]
        fn a_wrong_byte_before_the_last_batch_is_damage(
            place in 0..batch(&[b"one"]).len() + 20, flip in 1u8..=255, preallocated in any::<bool>(),
        ) {
            let mut bytes = three();
            bytes[place] ^= flip;
            let first = batch(&[b"one"]).len();
            let batch = if place < first { 0 } else { first };
            // The sequence number is under no checksum.
            let unchecked = (5..13).contains(&(place - batch));
            let expected = if unchecked { None } else { Some(batch as u64) };
            prop_assert_eq!(journal(&bytes, preallocated), expected);
        }
    }
}
