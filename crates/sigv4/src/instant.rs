//! The two ways in which a signed request states its time, and the one in which AWS's texts repeat it.

use time::format_description::well_known::Rfc2822;
use time::{Date, Month, OffsetDateTime, Time};

/// `20150830T123600Z`, ISO 8601's basic format, of unix seconds.
pub(crate) fn basic(unix: i64) -> String {
    let (at, mut text) = (civil(unix), day(unix));
    text.push('T');
    for part in [at.hour(), at.minute(), at.second()] {
        digits(&mut text, part.into(), 2);
    }
    text.push('Z');
    text
}

/// `20150830`, the day as a credential's scope states it.
pub(crate) fn day(unix: i64) -> String {
    let at = civil(unix);
    let mut text = String::with_capacity(16);
    digits(&mut text, at.year().unsigned_abs(), 4);
    digits(&mut text, u8::from(at.month()).into(), 2);
    digits(&mut text, at.day().into(), 2);
    text
}

/// The last `count` digits of a number. Every signed request has two of these texts made: `format!` takes ten times as
/// long.
fn digits(text: &mut String, number: u32, count: u32) {
    for place in (0..count).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        text.extend(char::from_digit(digit, 10));
    }
}

/// `2015-08-30T12:36:00Z`, as S3's errors and policies write a time.
pub(crate) fn extended(unix: i64) -> String {
    let at = civil(unix);
    let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", at.hour(), at.minute(), at.second())
}

/// Reads the basic format, nothing else.
pub(crate) fn parse_basic(text: &str) -> Option<i64> {
    let bytes: &[u8; 16] = text.as_bytes().try_into().ok()?;
    let [y1, y2, y3, y4, mo1, mo2, d1, d2, b'T', h1, h2, m1, m2, s1, s2, b'Z'] = *bytes else { return None };
    let year = number(&[y1, y2, y3, y4])?;
    let month = Month::try_from(u8::try_from(number(&[mo1, mo2])?).ok()?).ok()?;
    let two = |a, b| u8::try_from(number(&[a, b])?).ok();
    let date = Date::from_calendar_date(i32::from(year), month, two(d1, d2)?).ok()?;
    let time = Time::from_hms(two(h1, h2)?, two(m1, m2)?, two(s1, s2)?).ok()?;
    Some(date.with_time(time).assume_utc().unix_timestamp())
}

/// Reads a `Date` header: HTTP's own format or the basic one.
pub(crate) fn parse_http(text: &str) -> Option<i64> {
    parse_basic(text).or_else(|| Some(OffsetDateTime::parse(text, &Rfc2822).ok()?.unix_timestamp()))
}

fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0u16, |sum, d| d.is_ascii_digit().then(|| sum * 10 + u16::from(d - b'0')))
}

fn civil(unix: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(unix).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for unix in [0, 1_440_938_160, 951_782_400, 4_102_444_799] {
            assert_eq!(parse_basic(&basic(unix)), Some(unix));
        }
        assert_eq!(basic(1_440_938_160), "20150830T123600Z");
        assert_eq!(extended(1_440_938_160), "2015-08-30T12:36:00Z");
        assert_eq!(parse_http("Sun, 30 Aug 2015 12:36:00 GMT"), Some(1_440_938_160));
    }

    #[test]
    fn refuses_what_is_not_a_time() {
        for text in
            ["", "20150830", "20150832T123600Z", "20151330T123600Z", "2015083OT123600Z", "20150830T243600Z"]
        {
            assert_eq!(parse_basic(text), None, "{text}");
        }
    }
}
