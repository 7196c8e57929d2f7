//! The values of one condition, parsed for their operator, and the comparison with one value of the request.

use std::cmp::Ordering;
use std::net::IpAddr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::date::{self, Instant};
use super::operator::{Base, Comparison};
use crate::context::Context;
use crate::glob::{Case, Pattern, Syntax};

#[derive(Clone, Debug)]
pub(super) enum Test {
    Patterns(Box<[Pattern]>),
    Arns(Box<[ArnPattern]>),
    Numbers(Comparison, Box<[Number]>),
    Dates(Comparison, Box<[Instant]>),
    Bools(Box<[bool]>),
    Binaries(Box<[Vec<u8>]>),
    Networks(Box<[Network]>),
}

impl Test {
    pub(super) fn new(base: Base, values: &[String], variables: bool) -> Self {
        let patterns = |wildcards, case| {
            let syntax = Syntax { wildcards, variables, arn: false };
            Self::Patterns(values.iter().map(|value| Pattern::new(value, syntax, case)).collect())
        };
        match base {
            Base::StringEquals => patterns(false, Case::Exact),
            Base::StringEqualsIgnoreCase => patterns(false, Case::Folded),
            Base::StringLike => patterns(true, Case::Exact),
            Base::Arn => Self::Arns(values.iter().map(|value| ArnPattern::new(value, variables)).collect()),
            Base::Numeric(comparison) => Self::Numbers(comparison, readable(values, Number::parse)),
            Base::Date(comparison) => Self::Dates(comparison, readable(values, date::parse)),
            Base::Bool | Base::Null => Self::Bools(readable(values, parse_bool)),
            Base::BinaryEquals => Self::Binaries(readable(values, |value| STANDARD.decode(value).ok())),
            Base::IpAddress => Self::Networks(readable(values, Network::parse)),
        }
    }

    /// Whether any of the policy's values matches this value of the request.
    pub(super) fn matches(&self, value: &str, context: &Context) -> bool {
        match self {
            Self::Patterns(patterns) => patterns.iter().any(|pattern| pattern.matches(value, context)),
            Self::Arns(patterns) => patterns.iter().any(|pattern| pattern.matches(value, context)),
            Self::Numbers(comparison, wanted) => Number::parse(value).is_some_and(|number| {
                wanted
                    .iter()
                    .any(|limit| number.compare(*limit).is_some_and(|order| comparison.accepts(order)))
            }),
            Self::Dates(comparison, wanted) => date::parse(value)
                .is_some_and(|instant| wanted.iter().any(|limit| comparison.accepts(instant.cmp(limit)))),
            Self::Bools(wanted) => parse_bool(value).is_some_and(|value| wanted.contains(&value)),
            Self::Binaries(wanted) => {
                !wanted.is_empty() && STANDARD.decode(value).is_ok_and(|bytes| wanted.contains(&bytes))
            }
            Self::Networks(networks) => {
                value.parse().is_ok_and(|address| networks.iter().any(|network| network.contains(address)))
            }
        }
    }

    /// For `Null`: whether a key that is absent (or present) is what a value asks for.
    pub(super) fn wants_null(&self, null: bool) -> bool {
        matches!(self, Self::Bools(wanted) if wanted.contains(&null))
    }

    pub(super) fn patterns(&self) -> Box<dyn Iterator<Item = &Pattern> + '_> {
        match self {
            Self::Patterns(patterns) => Box::new(patterns.iter()),
            Self::Arns(patterns) => Box::new(patterns.iter().flat_map(|arn| arn.parts.iter())),
            _ => Box::new(std::iter::empty()),
        }
    }
}

fn readable<T>(values: &[String], parse: impl Fn(&str) -> Option<T>) -> Box<[T]> {
    values.iter().filter_map(|value| parse(value)).collect()
}

fn parse_bool(value: &str) -> Option<bool> {
    if value.eq_ignore_ascii_case("true") {
        Some(true)
    } else if value.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// A number, kept whole where it is whole.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    Whole(i64),
    Decimal(f64),
}

impl Number {
    fn parse(text: &str) -> Option<Self> {
        if let Ok(whole) = text.parse() {
            return Some(Self::Whole(whole));
        }
        text.parse().ok().filter(|decimal: &f64| decimal.is_finite()).map(Self::Decimal)
    }

    fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => Some(a.cmp(&b)),
            _ => self.decimal().partial_cmp(&other.decimal()),
        }
    }

    fn decimal(self) -> f64 {
        match self {
            Self::Whole(whole) => whole as f64,
            Self::Decimal(decimal) => decimal,
        }
    }
}

/// An address range; a lone address is a range of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Network {
    address: IpAddr,
    prefix: u32,
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address.parse().ok()?, Some(prefix.parse().ok()?)),
            None => (text.parse().ok()?, None),
        };
        let longest = if matches!(address, IpAddr::V4(_)) { 32 } else { 128 };
        let prefix = prefix.unwrap_or(longest);
        (prefix <= longest).then_some(Self { address, prefix })
    }

    fn contains(self, address: IpAddr) -> bool {
        let (mine, theirs, width) = match (self.address, address) {
            (IpAddr::V4(mine), IpAddr::V4(theirs)) => (mine.to_bits().into(), theirs.to_bits().into(), 32),
            (IpAddr::V6(mine), IpAddr::V6(theirs)) => (mine.to_bits(), theirs.to_bits(), 128),
            _ => return false,
        };
        let (mine, theirs): (u128, u128) = (mine, theirs);
        // A shift by the whole width is not defined for integers: a prefix of no bits contains every address.
        (mine ^ theirs).checked_shr(width - self.prefix).unwrap_or(0) == 0
    }
}

/// An ARN whose six parts are matched one by one: a wildcard stays within its part.
#[derive(Clone, Debug)]
pub(super) struct ArnPattern {
    parts: Box<[Pattern]>,
}

impl ArnPattern {
    fn new(text: &str, variables: bool) -> Self {
        let syntax = Syntax { wildcards: true, variables, arn: false };
        Self { parts: split_arn(text).map(|part| Pattern::new(part, syntax, Case::Exact)).collect() }
    }

    fn matches(&self, value: &str, context: &Context) -> bool {
        // A lone `*` is every ARN.
        if let [only] = &*self.parts {
            return only.is_everything();
        }
        let mut values = value.splitn(6, ':');
        self.parts.len() == 6
            && self.parts.iter().all(|part| values.next().is_some_and(|value| part.matches(value, context)))
    }
}

/// Splits at the first five colons that do not stand inside a variable such as `${aws:PrincipalArn}`.
fn split_arn(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let mut count = 0;
    std::iter::from_fn(move || {
        let current = rest?;
        count += 1;
        let end = if count == 6 { None } else { colon_outside_variables(current) };
        rest = end.and_then(|at| current.get(at + 1..));
        end.map_or(Some(current), |at| current.get(..at))
    })
}

fn colon_outside_variables(text: &str) -> Option<usize> {
    let mut inside = false;
    let mut previous = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' if previous == b'$' => inside = true,
            b'}' => inside = false,
            b':' if !inside => return Some(at),
            _ => {}
        }
        previous = byte;
    }
    None
}
