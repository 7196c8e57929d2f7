//! Dates of conditions: the W3C's profile of ISO 8601, or seconds since 1970.
//!
//! A text with a `-` or a `T` is a date, any other a number of seconds: that is how IAM tells them apart when it
//! checks a document. <https://www.w3.org/TR/NOTE-datetime>

use time::{Date, Month, Time, UtcOffset};

/// Nanoseconds since 1970.
pub(crate) type Instant = i128;

const NANOS: i128 = 1_000_000_000;

/// Reads a date; `None` where the text is none.
pub(crate) fn parse(text: &str) -> Option<Instant> {
    if text.contains(['-', 'T', 't']) && !is_negative_number(text) {
        parse_iso(text)
    } else {
        parse_epoch(text)
    }
}

fn is_negative_number(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

fn parse_epoch(text: &str) -> Option<Instant> {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    let seconds = i128::from(seconds.parse::<i64>().ok()?);
    Some(seconds * NANOS + i128::from(nanos(fraction)?))
}

fn parse_iso(text: &str) -> Option<Instant> {
    let (date, time) = match text.find(['T', 't']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text, ""),
    };
    let mut parts = date.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let day = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    if parts.next().is_some() {
        return None;
    }
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()?;
    let (time, offset) = if time.is_empty() { (Time::MIDNIGHT, UtcOffset::UTC) } else { parse_time(time)? };
    Some(date.with_time(time).assume_offset(offset).unix_timestamp_nanos())
}

fn parse_time(text: &str) -> Option<(Time, UtcOffset)> {
    let zone_at = text.find(['Z', 'z', '+', '-']);
    let (clock, zone) = zone_at.map_or((text, ""), |at| text.split_at(at));
    let offset = match zone.as_bytes().first() {
        None | Some(b'Z' | b'z') if zone.len() <= 1 => UtcOffset::UTC,
        Some(sign @ (b'+' | b'-')) => parse_offset(zone.get(1..)?, *sign == b'-')?,
        _ => return None,
    };
    let mut parts = clock.split(':');
    let hour = small(parts.next()?)?;
    let minute = parts.next().map_or(Some(0), small)?;
    let (second, nanosecond) = match parts.next() {
        None => (0, 0),
        Some(part) => {
            let (second, fraction) = part.split_once('.').unwrap_or((part, ""));
            (small(second)?, nanos(fraction)?)
        }
    };
    if parts.next().is_some() {
        return None;
    }
    Some((Time::from_hms_nano(hour, minute, second, nanosecond).ok()?, offset))
}

fn parse_offset(text: &str, negative: bool) -> Option<UtcOffset> {
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "00"));
    let seconds = i32::from(small(hours)?) * 3600 + i32::from(small(minutes)?) * 60;
    UtcOffset::from_whole_seconds(if negative { -seconds } else { seconds }).ok()
}

/// One or two digits: IAM takes `t2:00` as well as `T02:00`.
fn small(text: &str) -> Option<u8> {
    if text.is_empty() || text.len() > 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A decimal fraction of a second as nanoseconds: at most nine digits.
fn nanos(fraction: &str) -> Option<u32> {
    if fraction.len() > 9 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    format!("{fraction:0<9}").parse().ok()
}
