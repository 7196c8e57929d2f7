//! How AWS spells instants and numbers.

use crate::schema::TimestampFormat;
use crate::shape::Timestamp;

/// Spells an instant; fractions only where there are some.
pub fn format(v: Timestamp, format: TimestampFormat) -> String {
    match format {
        TimestampFormat::EpochSeconds => {
            let (seconds, millis) = (v.millis().div_euclid(1000), v.millis().rem_euclid(1000));
            if millis == 0 { seconds.to_string() } else { number(v.millis() as f64 / 1000.0) }
        }
        TimestampFormat::DateTime => iso8601(v),
        TimestampFormat::HttpDate => v.http_date(),
    }
}

/// Reads an instant in that spelling; numbers are always seconds since 1970.
pub fn parse(text: &str, format: TimestampFormat) -> Option<Timestamp> {
    if let Some(seconds) = parse_number(text) {
        return seconds.is_finite().then(|| Timestamp::from_millis((seconds * 1000.0).round() as i64));
    }
    match format {
        TimestampFormat::HttpDate => {
            Timestamp::parse_http_date(text).or_else(|_| Timestamp::parse_rfc3339(text)).ok()
        }
        _ => Timestamp::parse_rfc3339(text).or_else(|_| Timestamp::parse_http_date(text)).ok(),
    }
}

/// Spells an instant in ISO 8601, with milliseconds where there are some.
pub fn iso8601(v: Timestamp) -> String {
    if v.millis() % 1000 == 0 { v.rfc3339() } else { v.rfc3339_millis() }
}

/// Spells a finite number, whole ones without a fraction.
pub fn number(v: f64) -> String {
    if v.fract() == 0.0 && v.abs() < 9e15 { format!("{}", v as i64) } else { format!("{v}") }
}

/// Reads a number: in digits, or as one of the three that are none. Rust knows more spellings of these than AWS.
pub fn parse_number(text: &str) -> Option<f64> {
    let spelt = text.bytes().any(|b| b.is_ascii_alphabetic() && !b.eq_ignore_ascii_case(&b'e'));
    if spelt && !matches!(text, "NaN" | "Infinity" | "-Infinity") { None } else { text.parse().ok() }
}

/// Spells a number that is none.
pub fn not_finite(v: f64) -> &'static str {
    if v.is_nan() {
        "NaN"
    } else if v > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}
