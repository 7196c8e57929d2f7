//! What a function call looks like in a template, and what an expression refers to.
//!
//! A call is an object with exactly one member whose name is `Ref` or begins with `Fn::`. `Condition` is a call only
//! where a condition is expected: elsewhere it is an ordinary member (every IAM policy has one).

use std::borrow::Cow;

use serde_json::Value;

use crate::error::{Error, Result};

/// The name and the argument of a function call, where the value is one.
pub(crate) fn call(value: &Value) -> Option<(&str, &Value)> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    let (name, argument) = object.iter().next()?;
    let is_function =
        name == "Ref" || name.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("fn::"));
    is_function.then_some((name.as_str(), argument))
}

/// Something that an expression refers to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reference {
    /// `Ref` or `${Name}`: a parameter, a pseudo parameter or a resource.
    Name(String),
    /// `Fn::GetAtt`. The attribute is `None` where a function gives it.
    Attribute(String, Option<String>),
    /// `${Resource.Attribute}` in the text of an `Fn::Sub`.
    Embedded(String, String),
    /// The condition of an `Fn::If`, or a `Condition` among condition functions.
    Condition(String),
    /// The map of an `Fn::FindInMap`, where it is named literally.
    Mapping(String),
}

/// Which branches of `Fn::If` a walk enters.
pub(crate) type Taken<'a> = &'a dyn Fn(&str) -> Option<bool>;

/// Both branches of every `Fn::If`.
pub(crate) fn every_branch(_: &str) -> Option<bool> {
    None
}

/// Calls `found` for every reference in an expression, in the order of the text. `taken` tells for a condition's name
/// which branch counts; where it does not know, both do.
pub(crate) fn references(value: &Value, taken: Taken<'_>, found: &mut dyn FnMut(Reference)) {
    match (call(value), value) {
        (Some((name, argument)), _) => in_call(name, argument, taken, found),
        (None, Value::Object(map)) => map.values().for_each(|child| references(child, taken, found)),
        (None, Value::Array(list)) => list.iter().for_each(|child| references(child, taken, found)),
        _ => {}
    }
}

fn in_call(name: &str, argument: &Value, taken: Taken<'_>, found: &mut dyn FnMut(Reference)) {
    match (name, argument) {
        ("Ref", Value::String(target)) => found(Reference::Name(target.clone())),
        ("Fn::GetAtt", _) => {
            if let Ok((resource, attribute)) = get_att(argument) {
                found(Reference::Attribute(resource.to_owned(), attribute.as_str().map(str::to_owned)));
                references(&attribute, taken, found);
            }
        }
        ("Fn::Sub", _) => in_sub(argument, taken, found),
        ("Fn::If", Value::Array(list)) => in_if(list, taken, found),
        ("Fn::FindInMap", Value::Array(list)) => {
            if let Some(Value::String(map)) = list.first() {
                found(Reference::Mapping(map.clone()));
            }
            for child in list {
                references(child, taken, found);
            }
        }
        ("Fn::And" | "Fn::Or" | "Fn::Not", Value::Array(list)) => {
            for operand in list {
                match named_condition(operand) {
                    Some(condition) => found(Reference::Condition(condition.to_owned())),
                    None => references(operand, taken, found),
                }
            }
        }
        _ => references(argument, taken, found),
    }
}

fn in_if(list: &[Value], taken: Taken<'_>, found: &mut dyn FnMut(Reference)) {
    let [condition, then, otherwise] = list else {
        return list.iter().for_each(|child| references(child, taken, found));
    };
    let verdict = condition.as_str().and_then(|name| {
        found(Reference::Condition(name.to_owned()));
        taken(name)
    });
    if verdict != Some(false) {
        references(then, taken, found);
    }
    if verdict != Some(true) {
        references(otherwise, taken, found);
    }
}

fn in_sub(argument: &Value, taken: Taken<'_>, found: &mut dyn FnMut(Reference)) {
    let Ok((text, variables)) = sub_arguments(argument) else { return };
    let Ok(parts) = sub_parts(text) else { return };
    for part in parts {
        if let SubPart::Variable(name) = part
            && !variables.is_some_and(|map| map.contains_key(name))
        {
            found(match name.split_once('.') {
                Some((resource, attribute)) => Reference::Embedded(resource.to_owned(), attribute.to_owned()),
                None => Reference::Name(name.to_owned()),
            });
        }
    }
    if let Some(map) = variables {
        map.values().for_each(|child| references(child, taken, found));
    }
}

/// The name in `{"Condition": "Name"}`.
pub(crate) fn named_condition(value: &Value) -> Option<&str> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    object.get("Condition")?.as_str()
}

/// The two parts of `Fn::GetAtt`: a resource, and an attribute's name or a function that gives it. The long form may be
/// written as one text, too: `Queue.Arn`.
pub(crate) fn get_att(argument: &Value) -> Result<(&str, Cow<'_, Value>)> {
    let wrong = || {
        Error::template(
            "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
        )
    };
    let (resource, attribute) = match argument {
        Value::String(text) => {
            let (resource, attribute) = text.split_once('.').ok_or_else(wrong)?;
            (resource, Cow::Owned(Value::from(attribute)))
        }
        Value::Array(list) => match list.as_slice() {
            [Value::String(resource), attribute] => (resource.as_str(), Cow::Borrowed(attribute)),
            _ => return Err(wrong()),
        },
        _ => return Err(wrong()),
    };
    let fine = attribute.as_str().map_or_else(|| call(&attribute).is_some(), |name| !name.is_empty());
    if resource.is_empty() || !fine {
        return Err(wrong());
    }
    Ok((resource, attribute))
}

/// A piece of the text of `Fn::Sub`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SubPart<'a> {
    /// Text as it is.
    Text(&'a str),
    /// `${!Name}`: stands for `${Name}`.
    Literal(&'a str),
    /// `${Name}` or `${Resource.Attribute}`.
    Variable(&'a str),
}

/// The text and the variables of `Fn::Sub`.
pub(crate) fn sub_arguments(argument: &Value) -> Result<(&str, Option<&serde_json::Map<String, Value>>)> {
    let wrong = || {
        Error::template(
            "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first \
             argument, and an optional second argument to specify a mapping of values to replace in the string",
        )
    };
    match argument {
        Value::String(text) => Ok((text, None)),
        Value::Array(list) => match list.as_slice() {
            [Value::String(text), Value::Object(map)] => Ok((text, Some(map))),
            _ => Err(wrong()),
        },
        _ => Err(wrong()),
    }
}

/// Cuts the text of `Fn::Sub` at its variables.
pub(crate) fn sub_parts(text: &str) -> Result<Vec<SubPart<'_>>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let (before, from) = rest.split_at(start);
        let Some(end) = from.find('}') else { break };
        if !before.is_empty() {
            parts.push(SubPart::Text(before));
        }
        let name = from.get(2..end).unwrap_or_default();
        parts.push(match name.strip_prefix('!') {
            Some(literal) => SubPart::Literal(literal),
            None => SubPart::Variable(variable(name)?),
        });
        rest = from.get(end + 1..).unwrap_or_default();
    }
    if !rest.is_empty() {
        parts.push(SubPart::Text(rest));
    }
    Ok(parts)
}

fn variable(name: &str) -> Result<&str> {
    let name = name.trim();
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':');
    if name.is_empty() || !name.chars().all(fine) {
        return Err(Error::template(
            "variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and \
             colons",
        ));
    }
    Ok(name)
}
