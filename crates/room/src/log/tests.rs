use super::*;
use crate::{place::Place, sandbox::LogMode};
use clock::Clock;
use proptest::prelude::*;

fn place(folder: &Path) -> Place {
    let place = Place { run: folder.to_owned(), data: folder.to_owned() };
    std::fs::create_dir(place.log()).unwrap();
    place
}

fn writer(place: &Place, mode: LogMode) -> Writer {
    Writer::create(&place.log(), mode, Clock::real()).unwrap()
}

fn all(reader: &mut Reader) -> (Vec<u8>, Position) {
    let (mut bytes, mut end) = (Vec::new(), Position::default());
    while let Some(batch) = reader.read().unwrap() {
        assert!(!batch.chunks.is_empty());
        bytes.extend(batch.chunks.into_iter().flat_map(|chunk| chunk.bytes));
        end = batch.end;
    }
    (bytes, end)
}

#[test]
fn a_reader_follows_over_segments_and_deletes_what_was_read_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let place = place(folder.path());
    let mut writer = writer(&place, LogMode::Blocking);
    let mut reader = Reader::new(place.clone(), Position::default());
    assert_eq!(reader.read().unwrap(), None);
    let piece = vec![b'x'; 64 << 10];
    for _ in 0..40 {
        writer.append(Stream::Output, &piece).unwrap();
    }
    assert!(writer.is_full());
    assert_eq!(segments(&place.log()).unwrap().len(), 3);
    let (bytes, end) = all(&mut reader);
    assert_eq!(bytes.len(), 40 * piece.len());
    Reader::acknowledge(&place, end).unwrap();
    assert_eq!(segments(&place.log()).unwrap().len(), 1);
    writer.acknowledge(end.0);
    assert!(!writer.is_full());
    writer.append(Stream::Error, b"more").unwrap();
    let mut again = Reader::new(place.clone(), acknowledged(&place).unwrap());
    assert_eq!(all(&mut again).0, b"more");
    assert_eq!(all(&mut reader).0, b"more");
}

#[test]
fn what_does_not_fit_is_dropped_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let place = place(folder.path());
    let mut writer = writer(&place, LogMode::NonBlocking { max_buffer: 100 });
    writer.append(Stream::Output, &[b'a'; 60]).unwrap();
    writer.append(Stream::Output, &[b'b'; 60]).unwrap();
    writer.append(Stream::Output, &[b'c'; 7]).unwrap();
    writer.finish().unwrap();
    let batch = Reader::new(place.clone(), Position::default()).read().unwrap().unwrap();
    let shown: Vec<_> = batch.chunks.iter().map(|c| (c.stream, c.bytes.as_slice())).collect();
    assert_eq!(shown[0], (Stream::Output, &[b'a'; 60][..]));
    assert_eq!(shown[1], (Stream::Note, &b"60 bytes dropped"[..]));
    assert_eq!(shown[2], (Stream::Output, &b"ccccccc"[..]));
}

#[test]
fn a_torn_record_is_one_that_is_still_to_come_and_nonsense_is_damage() {
    let folder = tempfile::tempdir().unwrap();
    let place = place(folder.path());
    let mut writer = writer(&place, LogMode::default());
    writer.append(Stream::Output, b"whole").unwrap();
    let path = segment(&place.log(), 0);
    let whole = std::fs::read(&path).unwrap();
    for cut in 0..whole.len() {
        std::fs::write(&path, &whole[..cut]).unwrap();
        assert_eq!(Reader::new(place.clone(), Position::default()).read().unwrap(), None, "cut at {cut}");
    }
    std::fs::write(&path, [0xff; 64]).unwrap();
    assert!(Reader::new(place, Position::default()).read().is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_is_written_is_read_in_order(pieces in prop::collection::vec(1usize..100_000, 1..60)) {
        let folder = tempfile::tempdir().unwrap();
        let place = place(folder.path());
        let mut writer = writer(&place, LogMode::Blocking);
        let mut reader = Reader::new(place, Position::default());
        let (mut written, mut read) = (Vec::new(), Vec::new());
        for (number, length) in pieces.into_iter().enumerate() {
            let piece = vec![number as u8; length];
            writer.append(Stream::Output, &piece).unwrap();
            written.extend(piece);
            if number % 3 == 0 {
                read.extend(all(&mut reader).0);
            }
        }
        read.extend(all(&mut reader).0);
        prop_assert!(read == written);
    }
}
