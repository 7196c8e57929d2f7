//! The dates that IAM's older parser takes: more than a condition can be true of.

/// Whether the parser takes it: a date where it has a `-` or a `T`, or else a number of milliseconds' size.
pub(super) fn is_acceptable(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if lower.contains(['t', '-']) {
        let (date, time) = lower.split_once('t').unwrap_or((&lower, ""));
        is_date(date) && is_time(time)
    } else {
        lower.parse::<i64>().is_ok_and(|number| number >= 0)
    }
}

fn is_date(text: &str) -> bool {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut parts = rest.split('-');
    let year = parts.next().and_then(|year| year.parse::<i64>().ok());
    let year_fits =
        year.is_some_and(|year| (if negative { -year } else { year }) >= -292_275_054 && year <= 292_278_993);
    year_fits
        && parts.next().is_none_or(|month| within(month, 1, 12))
        && parts.next().is_none_or(|day| within(day, 1, 31))
        && parts.next().is_none()
}

fn is_time(text: &str) -> bool {
    let mut parts = text.splitn(3, ':');
    parts.next().is_none_or(|hours| hours.is_empty() || within(hours, 0, 23))
        && parts.next().is_none_or(|minutes| within(minutes, 0, 59))
        && parts.next().is_none_or(is_seconds)
}

/// Seconds, with a fraction and a zone where they are given: `00.593194+23`, `15Z`.
fn is_seconds(text: &str) -> bool {
    let (seconds, zone_fits) = match (text.split_once('z'), text.split_once('+')) {
        (Some((seconds, after)), _) => (seconds, after.is_empty()),
        (None, Some((seconds, zone))) => (seconds, is_zone(zone)),
        (None, None) => (text, true),
    };
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    zone_fits && within(whole, 0, 59) && within(fraction, 0, 999_999_999)
}

fn is_zone(text: &str) -> bool {
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "00"));
    hours.len() == 2 && within(hours, 0, 23) && minutes.len() == 2 && within(minutes, 0, 59)
}

fn within(text: &str, least: u64, most: u64) -> bool {
    text.parse::<u64>().is_ok_and(|number| (least..=most).contains(&number))
}
