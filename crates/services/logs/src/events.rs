//! An event's place in its stream and its bytes in the store.
//!
//! Events lie in the store by stream and *sequence*: 44 bits of milliseconds (until the year 2527) and 20 bits that keep
//! events of the same millisecond apart, in the order of their arrival. So a stream reads in the order of time, whenever its
//! events came, and a group reads by merging its streams. An event's [`Position`] is its sequence and its stream; as a
//! decimal number it is what AWS calls the event's id, with the time in the bits above 144 as AWS has it.

use crate::records::Span;
use clock::Timestamp;
use store::Value;

/// Bits that tell events of one millisecond apart.
const ORDINAL_BITS: u32 = 20;
/// The last millisecond that a sequence can carry.
pub(crate) const LATEST: i64 = (1 << (64 - ORDINAL_BITS)) - 1;
const VERSION: u8 = 1;
/// The version and the ingestion time.
const HEAD: usize = 9;
/// What AWS counts for an event beside its message's bytes.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>
pub(crate) const OVERHEAD: usize = 26;

/// The first sequence of a millisecond; what lies outside of the range becomes its end.
pub(crate) fn first_sequence(millis: i64) -> u64 {
    (millis.clamp(0, LATEST) as u64) << ORDINAL_BITS
}

/// The last sequence of a millisecond.
pub(crate) fn last_sequence(millis: i64) -> u64 {
    first_sequence(millis) | ((1 << ORDINAL_BITS) - 1)
}

/// The millisecond of a sequence.
pub(crate) fn millis_of(sequence: u64) -> i64 {
    (sequence >> ORDINAL_BITS) as i64
}

/// The day of a sequence, since the epoch.
pub(crate) fn day_of(millis: i64) -> u64 {
    (millis / 86_400_000) as u64
}

impl Span {
    pub(crate) fn first_event(self) -> i64 {
        millis_of(self.lowest)
    }
    pub(crate) fn last_event(self) -> i64 {
        millis_of(self.highest)
    }
}

/// The bytes of an event.
pub(crate) fn encode(ingested: Timestamp, message: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD + message.len());
    bytes.push(VERSION);
    bytes.extend(ingested.millis().to_be_bytes());
    bytes.extend(message.as_bytes());
    bytes
}

/// An event as it is read.
#[derive(Clone)]
pub(crate) struct Event {
    pub(crate) at: Position,
    /// Milliseconds since the epoch.
    pub(crate) ingested: i64,
    bytes: Value,
}

impl Event {
    pub(crate) fn decode(at: Position, bytes: Value) -> Result<Self, String> {
        let head = bytes.first_chunk::<HEAD>().ok_or("an event is cut short")?;
        let [version, ingested @ ..] = head;
        if *version != VERSION {
            return Err(format!("an event has version {version} and this program knows {VERSION}"));
        }
        let ingested = i64::from_be_bytes(*ingested);
        std::str::from_utf8(&bytes[HEAD..]).map_err(|error| format!("an event is not text: {error}"))?;
        Ok(Self { at, ingested, bytes })
    }
    pub(crate) fn timestamp(&self) -> i64 {
        millis_of(self.at.sequence)
    }
    pub(crate) fn message(&self) -> &str {
        // It was checked when it was decoded.
        std::str::from_utf8(self.bytes.get(HEAD..).unwrap_or_default()).unwrap_or_default()
    }
    /// Its size as AWS counts it.
    pub(crate) fn size(&self) -> usize {
        self.bytes.len() - HEAD + OVERHEAD
    }
}

/// Where an event stands among all events of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    pub(crate) sequence: u64,
    pub(crate) stream: u64,
}

/// Digits of an event's id on AWS.
const DIGITS: usize = 56;
/// Ten to the nineteenth, the highest power of ten in 64 bits.
const CHUNK: u64 = 10_000_000_000_000_000_000;
/// The sequence stands above bit 124, the stream above bit 60, of a number of 192 bits in three limbs, highest first.
const UNDER: u32 = 60;

impl Position {
    /// Before everything.
    pub(crate) const FIRST: Self = Self { sequence: 0, stream: 0 };

    /// The number, in decimal.
    pub(crate) fn id(self) -> String {
        let mut limbs = [
            self.sequence >> (64 - UNDER),
            self.sequence << UNDER | self.stream >> (64 - UNDER),
            self.stream << UNDER,
        ];
        let mut chunks = [0; 4];
        for chunk in chunks.iter_mut().rev() {
            *chunk = divide(&mut limbs);
        }
        let [a, b, c, d] = chunks;
        let digits = format!("{a:019}{b:019}{c:019}{d:019}");
        let digits = digits.trim_start_matches('0');
        format!("{digits:0>DIGITS$}")
    }

    /// Reads what [`Position::id`] writes.
    pub(crate) fn parse(digits: &str) -> Option<Self> {
        if !(DIGITS..=DIGITS + 2).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut limbs = [0u64; 3];
        for digit in digits.bytes() {
            let mut carry = u128::from(digit - b'0');
            for limb in limbs.iter_mut().rev() {
                let next = u128::from(*limb) * 10 + carry;
                *limb = next as u64;
                carry = next >> 64;
            }
            if carry > 0 {
                return None;
            }
        }
        let [high, middle, low] = limbs;
        let sequence = u64::try_from(u128::from(high) << (64 - UNDER) | u128::from(middle >> UNDER)).ok()?;
        let stream = middle << (64 - UNDER) | low >> UNDER;
        Some(Self { sequence, stream })
    }

    /// The place right behind this one.
    pub(crate) fn next(self) -> Self {
        match self.stream.checked_add(1) {
            Some(stream) => Self { stream, ..self },
            None => Self { sequence: self.sequence.saturating_add(1), stream: 0 },
        }
    }

    /// The place right before this one.
    pub(crate) fn previous(self) -> Self {
        match (self.stream.checked_sub(1), self.sequence.checked_sub(1)) {
            (Some(stream), _) => Self { stream, ..self },
            (None, Some(sequence)) => Self { sequence, stream: u64::MAX },
            (None, None) => Self::FIRST,
        }
    }
}

/// Divides the number by ten to the nineteenth, and gives what is left over.
fn divide(limbs: &mut [u64; 3]) -> u64 {
    let mut rest: u128 = 0;
    for limb in limbs {
        let whole = rest << 64 | u128::from(*limb);
        *limb = (whole / u128::from(CHUNK)) as u64;
        rest = whole % u128::from(CHUNK);
    }
    rest as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The ids of the documentation's examples carry the time above bit 144.
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html>
    #[test]
    fn an_id_of_aws() {
        let id = "31953106606966983378809025079804211143289615424298221568";
        let position = Position::parse(id).unwrap();
        assert_eq!(millis_of(position.sequence), 1_432_826_855_000);
        assert_eq!(position.id().len(), 56);
        assert_eq!(Position::FIRST.id(), "0".repeat(56));
        for bad in ["", "1", "x", &"9".repeat(58), &"0".repeat(59)] {
            assert_eq!(Position::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn bytes() {
        let bytes = encode(Timestamp::from_millis(7), "häl");
        let event = Event::decode(Position::FIRST, bytes.clone().into()).unwrap();
        assert_eq!((event.ingested, event.message(), event.size()), (7, "häl", 4 + 26));
        let broken = |bytes: Vec<u8>| Event::decode(Position::FIRST, bytes.into()).err();
        assert!(broken(bytes[..5].to_vec()).is_some());
        assert!(broken([&[9], &bytes[1..]].concat()).is_some());
        assert!(broken([&bytes[..], &[255]].concat()).is_some());
    }

    proptest! {
        #[test]
        fn ids_keep_positions_and_their_order(a in any::<(u64, u64)>(), b in any::<(u64, u64)>()) {
            let of = |(sequence, stream)| Position { sequence, stream };
            let (a, b) = (of(a), of(b));
            prop_assert_eq!(Position::parse(&a.id()), Some(a));
            if a.id().len() == b.id().len() {
                prop_assert_eq!(a.cmp(&b), a.id().cmp(&b.id()));
            }
            prop_assert!(a < a.next() || a.sequence == u64::MAX);
        }

        #[test]
        fn sequences_keep_the_order_of_time(a in 0..LATEST, b in 0..LATEST) {
            prop_assert_eq!(a.cmp(&b), first_sequence(a).cmp(&first_sequence(b)));
            prop_assert_eq!(millis_of(last_sequence(a)), a);
        }
    }
}
