//! A moment in time and its texts.
//!
//! Microseconds in an `i64`: AWS writes milliseconds and seconds, and both are exact; nanoseconds would end in 2262,
//! while people write `9999-12-31` into policy conditions. The range is that of four-digit years, kept by every
//! constructor (they saturate), so that every timestamp has a text and formatting cannot fail.

use serde::{Deserialize, Serialize};
use std::{
    fmt,
    ops::{Add, Sub},
    time::Duration,
};
use time::{
    OffsetDateTime, UtcOffset,
    format_description::{BorrowedFormatItem, well_known::Rfc3339},
    macros::format_description,
};

const MICROS: i64 = 1_000_000;
const SECONDS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
const MILLIS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
const HTTP: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second][optional [.[subsecond]]] GMT"
);
const HTTP_OUT: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

/// Microseconds since 1970-01-01T00:00:00Z, between the years 0000 and 9999. In serde it is that integer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "i64", into = "i64")]
pub struct Timestamp(i64);

/// The text is not a timestamp of the expected form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidTimestamp {
    /// The text that was given.
    pub text: String,
    /// The form that was expected.
    pub expected: &'static str,
}

impl Timestamp {
    /// 0000-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_167_219_200 * MICROS);
    /// 9999-12-31T23:59:59.999999Z.
    pub const MAX: Self = Self(253_402_300_800 * MICROS - 1);
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// From microseconds since the epoch; what lies outside of the range becomes its end.
    pub const fn from_micros(micros: i64) -> Self {
        if micros < Self::MIN.0 {
            Self::MIN
        } else if micros > Self::MAX.0 {
            Self::MAX
        } else {
            Self(micros)
        }
    }

    /// From milliseconds since the epoch; what lies outside of the range becomes its end.
    pub const fn from_millis(millis: i64) -> Self {
        Self::from_micros(millis.saturating_mul(1_000))
    }

    /// From seconds since the epoch; what lies outside of the range becomes its end.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self::from_micros(seconds.saturating_mul(MICROS))
    }

    /// From seconds since the epoch with a fraction, as AWS's JSON protocols write it. Rounded to the microsecond;
    /// `None` for what is not a number.
    pub fn from_seconds_f64(seconds: f64) -> Option<Self> {
        // The cast saturates, as the other constructors do.
        (!seconds.is_nan()).then(|| Self::from_micros((seconds * MICROS as f64).round() as i64))
    }

    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole milliseconds since the epoch, rounded down.
    pub const fn millis(self) -> i64 {
        self.0.div_euclid(1_000)
    }

    /// Whole seconds since the epoch, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(MICROS)
    }

    /// Microseconds past the whole second, 0 to 999,999.
    pub const fn subsecond_micros(self) -> u32 {
        self.0.rem_euclid(MICROS) as u32
    }

    /// Seconds since the epoch with a fraction.
    pub fn seconds_f64(self) -> f64 {
        self.0 as f64 / MICROS as f64
    }

    /// The time from `earlier` to this moment, or nothing when `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// `2026-11-21T10:00:00Z`; a fraction is cut off.
    pub fn rfc3339(self) -> String {
        self.write(SECONDS)
    }

    /// `2026-11-21T10:00:00.123Z`, always with three digits.
    pub fn rfc3339_millis(self) -> String {
        self.write(MILLIS)
    }

    /// `Sat, 21 Nov 2026 10:00:00 GMT`, the date of HTTP headers (RFC 9110, section 5.6.7).
    pub fn http_date(self) -> String {
        self.write(HTTP_OUT)
    }

    /// Reads `2026-11-21T10:00:00Z`, with a fraction and an offset where given. Finer than a microsecond is cut off.
    pub fn parse_rfc3339(text: &str) -> Result<Self, InvalidTimestamp> {
        let expected = "an RFC 3339 date and time such as 2026-11-21T10:00:00Z";
        let date = OffsetDateTime::parse(text, &Rfc3339).ok();
        date.map(Self::from_date).ok_or_else(|| InvalidTimestamp { text: text.to_owned(), expected })
    }

    /// Reads `Sat, 21 Nov 2026 10:00:00 GMT`, with a fraction of the second where given (Smithy's `http-date` allows it).
    pub fn parse_http_date(text: &str) -> Result<Self, InvalidTimestamp> {
        let expected = "an HTTP date such as Sat, 21 Nov 2026 10:00:00 GMT";
        let date = time::PrimitiveDateTime::parse(text, HTTP).ok();
        date.map(|date| Self::from_date(date.assume_utc()))
            .ok_or_else(|| InvalidTimestamp { text: text.to_owned(), expected })
    }

    fn from_date(date: OffsetDateTime) -> Self {
        let micros = date.unix_timestamp_nanos().div_euclid(1_000);
        Self::from_micros(i64::try_from(micros).unwrap_or(if micros < 0 { i64::MIN } else { i64::MAX }))
    }

    fn write(self, form: &[BorrowedFormatItem<'_>]) -> String {
        let date = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(UtcOffset::UTC);
        // The range of the type is the range of the format: neither of the two can fail (see the property test).
        date.format(form).unwrap_or_default()
    }
}

impl From<i64> for Timestamp {
    fn from(micros: i64) -> Self {
        Self::from_micros(micros)
    }
}

impl From<Timestamp> for i64 {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.0
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self::from_micros(self.0.saturating_add(whole_micros(duration)))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;

    fn sub(self, duration: Duration) -> Self {
        Self::from_micros(self.0.saturating_sub(whole_micros(duration)))
    }
}

fn whole_micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339_millis())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for InvalidTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.text, self.expected)
    }
}

impl std::error::Error for InvalidTimestamp {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts() {
        let check = |micros: i64, seconds: &str, millis: &str, http: &str| {
            let at = Timestamp::from_micros(micros);
            assert_eq!((&*at.rfc3339(), &*at.rfc3339_millis(), &*at.http_date()), (seconds, millis, http));
        };
        check(0, "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z", "Thu, 01 Jan 1970 00:00:00 GMT");
        check(
            1_795_255_200_123_456,
            "2026-11-21T10:00:00Z",
            "2026-11-21T10:00:00.123Z",
            "Sat, 21 Nov 2026 10:00:00 GMT",
        );
        check(-1, "1969-12-31T23:59:59Z", "1969-12-31T23:59:59.999Z", "Wed, 31 Dec 1969 23:59:59 GMT");
        check(i64::MAX, "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.999Z", "Fri, 31 Dec 9999 23:59:59 GMT");
        check(i64::MIN, "0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z", "Sat, 01 Jan 0000 00:00:00 GMT");
    }

    #[test]
    fn reading() {
        let check = |got: Result<Timestamp, InvalidTimestamp>, millis: Option<i64>| {
            assert_eq!(got.as_ref().ok().map(|at| at.millis()), millis, "{got:?}");
        };
        check(Timestamp::parse_rfc3339("2026-11-21T10:00:00Z"), Some(1_795_255_200_000));
        check(Timestamp::parse_rfc3339("2026-11-21T12:00:00.5+02:00"), Some(1_795_255_200_500));
        check(Timestamp::parse_rfc3339("2026-11-21T10:00:00"), None);
        check(Timestamp::parse_rfc3339("2026-13-21T10:00:00Z"), None);
        check(Timestamp::parse_rfc3339(""), None);
        check(Timestamp::parse_http_date("Sat, 21 Nov 2026 10:00:00 GMT"), Some(1_795_255_200_000));
        // Smithy's HttpDateWithFractionalSeconds protocol test.
        check(Timestamp::parse_http_date("Sun, 02 Jan 2000 20:34:56.456 GMT"), Some(946_845_296_456));
        check(Timestamp::parse_http_date("Sat, 21 Nov 2026 10:00:00 PST"), None);
        check(Timestamp::parse_http_date("21 Nov 2026"), None);
        assert_eq!(
            Timestamp::parse_rfc3339("now").map_err(|e| e.to_string()),
            Err("`now` is not an RFC 3339 date and time such as 2026-11-21T10:00:00Z".to_owned())
        );
    }

    #[test]
    fn arithmetic_saturates() {
        let second = Duration::from_secs(1);
        assert_eq!(Timestamp::EPOCH + second - second, Timestamp::EPOCH);
        assert_eq!(Timestamp::MAX + Duration::MAX, Timestamp::MAX);
        assert_eq!(Timestamp::MIN - Duration::MAX, Timestamp::MIN);
        assert_eq!((Timestamp::EPOCH + second).since(Timestamp::EPOCH), second);
        assert_eq!(Timestamp::EPOCH.since(Timestamp::MAX), Duration::ZERO);
        assert_eq!(Timestamp::from_seconds_f64(1.5).map(Timestamp::millis), Some(1_500));
        assert_eq!(Timestamp::from_seconds_f64(f64::INFINITY), Some(Timestamp::MAX));
        assert_eq!(Timestamp::from_seconds_f64(f64::NAN), None);
    }

    proptest! {
        #[test]
        fn every_timestamp_survives_its_texts(micros in any::<i64>()) {
            let at = Timestamp::from_micros(micros);
            prop_assert_eq!(Timestamp::parse_rfc3339(&at.rfc3339()).map(Timestamp::seconds), Ok(at.seconds()));
            prop_assert_eq!(Timestamp::parse_rfc3339(&at.rfc3339_millis()).map(Timestamp::millis), Ok(at.millis()));
            prop_assert_eq!(Timestamp::parse_http_date(&at.http_date()).map(Timestamp::seconds), Ok(at.seconds()));
            let json = serde_json::to_string(&at).expect("an integer");
            prop_assert_eq!(&json, &at.micros().to_string());
            prop_assert_eq!(serde_json::from_str::<Timestamp>(&json).expect("an integer"), at);
        }
    }
}
