//! Names of condition operators: `ForAllValues:StringNotLikeIfExists` and its kin.

use std::cmp::Ordering;
use std::fmt;

/// How request values and policy values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    Numeric(Comparison),
    Date(Comparison),
    Bool,
    BinaryEquals,
    IpAddress,
    /// `ArnEquals` and `ArnLike`, which behave alike.
    Arn,
    Null,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equals,
    LessThan,
    LessThanEquals,
    GreaterThan,
    GreaterThanEquals,
}

impl Comparison {
    /// Whether `request` stands in this relation to the policy's value, given how it compares with it.
    pub(crate) fn accepts(self, request: Ordering) -> bool {
        match self {
            Self::Equals => request.is_eq(),
            Self::LessThan => request.is_lt(),
            Self::LessThanEquals => request.is_le(),
            Self::GreaterThan => request.is_gt(),
            Self::GreaterThanEquals => request.is_ge(),
        }
    }
}

/// How the values of a multivalued key are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantifier {
    None,
    /// `ForAllValues:`
    All,
    /// `ForAnyValue:`
    Any,
}

/// A condition operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Operator {
    pub(crate) base: Base,
    pub(crate) negated: bool,
    pub(crate) if_exists: bool,
    pub(crate) quantifier: Quantifier,
    written: Box<str>,
}

impl Operator {
    /// Reads an operator's name; `None` where AWS knows no such operator.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let (quantifier, rest) = match name.split_once(':') {
            None => (Quantifier::None, name),
            Some((word, rest)) if word.eq_ignore_ascii_case("ForAllValues") => (Quantifier::All, rest),
            Some((word, rest)) if word.eq_ignore_ascii_case("ForAnyValue") => (Quantifier::Any, rest),
            Some(_) => return None,
        };
        let lower = rest.to_ascii_lowercase();
        let (base, if_exists) = match lower.strip_suffix("ifexists") {
            Some(base) => (base, true),
            None => (lower.as_str(), false),
        };
        let (base, negated) = named(base)?;
        // "You can add IfExists to the end of any condition operator name except the Null condition."
        if base == Base::Null && if_exists {
            return None;
        }
        Some(Self { base, negated, if_exists, quantifier, written: name.into() })
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

fn named(lower: &str) -> Option<(Base, bool)> {
    use Comparison::{Equals, GreaterThan, GreaterThanEquals, LessThan, LessThanEquals};
    Some(match lower {
        "stringequals" => (Base::StringEquals, false),
        "stringnotequals" => (Base::StringEquals, true),
        "stringequalsignorecase" => (Base::StringEqualsIgnoreCase, false),
        "stringnotequalsignorecase" => (Base::StringEqualsIgnoreCase, true),
        "stringlike" => (Base::StringLike, false),
        "stringnotlike" => (Base::StringLike, true),
        "numericequals" => (Base::Numeric(Equals), false),
        "numericnotequals" => (Base::Numeric(Equals), true),
        "numericlessthan" => (Base::Numeric(LessThan), false),
        "numericlessthanequals" => (Base::Numeric(LessThanEquals), false),
        "numericgreaterthan" => (Base::Numeric(GreaterThan), false),
        "numericgreaterthanequals" => (Base::Numeric(GreaterThanEquals), false),
        "dateequals" => (Base::Date(Equals), false),
        "datenotequals" => (Base::Date(Equals), true),
        "datelessthan" => (Base::Date(LessThan), false),
        "datelessthanequals" => (Base::Date(LessThanEquals), false),
        "dategreaterthan" => (Base::Date(GreaterThan), false),
        "dategreaterthanequals" => (Base::Date(GreaterThanEquals), false),
        "bool" => (Base::Bool, false),
        "binaryequals" => (Base::BinaryEquals, false),
        "ipaddress" => (Base::IpAddress, false),
        "notipaddress" => (Base::IpAddress, true),
        "arnequals" | "arnlike" => (Base::Arn, false),
        "arnnotequals" | "arnnotlike" => (Base::Arn, true),
        "null" => (Base::Null, false),
        _ => return None,
    })
}
