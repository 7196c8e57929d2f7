//! From the tokens of a policy to its rules, with AWS's refusals.
//! <https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html>

use super::cidr::Cidr;
use super::rule::{Condition, Node, Range, Rule};
use super::tokens::{Kind, Token, tokens};
use super::{Scope, segments};
use serde_json::Value;

/// Top-level keys of a policy.
const MOST_KEYS: usize = 5;
/// Combinations of values.
const MOST_COMBINATIONS: u64 = 150;
/// Characters of a policy that a refusal repeats.
const QUOTED: usize = 500;
/// Words that make `$or` a name like any other, when an alternative has one of them for a field.
const RESERVED: [&str; 9] = [
    "exactly",
    "prefix",
    "suffix",
    "numeric",
    "anything-but",
    "exists",
    "cidr",
    "equals-ignore-case",
    "wildcard",
];

pub(super) fn compile(policy: &Value, scope: Scope) -> Result<Node, String> {
    let mut compiler = Compiler { tokens: tokens(policy), next: 0, policy, scope, nested: false };
    if compiler.take().kind != Kind::StartObject {
        return compiler.refuse("Filter is not an object");
    }
    let (node, combinations) = compiler.object(1, policy)?;
    // recorded: sns/test_sns_filter_policy.json, test_policy_complexity
    if policy.as_object().is_some_and(|fields| fields.len() > MOST_KEYS) {
        return Err(format!("Filter policy can not have more than {MOST_KEYS} keys"));
    }
    if scope == Scope::Attributes && compiler.nested {
        return Err("Filter policy scope MessageAttributes does not support nested filter policy".to_owned());
    }
    if combinations > MOST_COMBINATIONS {
        return Err("Filter policy is too complex".to_owned());
    }
    Ok(node)
}

struct Compiler<'a> {
    tokens: Vec<Token>,
    next: usize,
    policy: &'a Value,
    scope: Scope,
    nested: bool,
}

impl Compiler<'_> {
    /// The next token; behind the last one it is that again.
    fn take(&mut self) -> Token {
        let last = self.tokens.len().saturating_sub(1);
        let token = self.tokens.get(self.next.min(last)).cloned();
        self.next += 1;
        token.unwrap_or(Token { kind: Kind::Null, text: String::new(), met: 1, read: 1 })
    }
    fn peek(&self) -> Kind {
        self.tokens.get(self.next).map_or(Kind::Null, |token| token.kind)
    }
    /// A refusal where the last token was met.
    fn refuse<T>(&self, text: &str) -> Result<T, String> {
        let column = self.last().map_or(1, |token| token.met);
        Err(self.placed(text, column))
    }
    /// A refusal after the last token was read.
    fn refuse_read<T>(&self, text: &str) -> Result<T, String> {
        let column = self.last().map_or(1, |token| token.read);
        Err(self.placed(text, column))
    }
    fn last(&self) -> Option<&Token> {
        self.next.checked_sub(1).and_then(|i| self.tokens.get(i))
    }
    fn placed(&self, text: &str, column: usize) -> String {
        let source = self.policy.to_string();
        let all = source.chars().count();
        let source = if all > QUOTED {
            let head: String = source.chars().take(QUOTED).collect();
            format!("\"{head}\"[truncated {} chars]", all - QUOTED)
        } else {
            format!("\"{source}\"")
        };
        format!("{text}\n at [Source: (String){source}; line: 1, column: {column}]")
    }

    /// The fields of an object whose brace was taken, and their combinations: an array counts its values times its depth,
    /// alternatives are added, all else is multiplied.
    fn object(&mut self, depth: u64, value: &Value) -> Result<(Node, u64), String> {
        let (mut node, mut combinations) = (Node::default(), 1u64);
        if self.peek() == Kind::EndObject {
            self.take();
            return self.refuse("Empty objects are not allowed");
        }
        loop {
            let name = self.take();
            if name.kind == Kind::EndObject {
                return Ok((node, combinations));
            }
            let here = value.get(&name.text).unwrap_or(&Value::Null);
            let start = self.take();
            let count = match start.kind {
                Kind::StartArray if name.text == "$or" && is_or(here) => {
                    let (alternatives, count) = self.alternatives(depth, here)?;
                    node.ors.push(alternatives);
                    count
                }
                Kind::StartObject => {
                    self.nested = true;
                    let (inner, count) = self.object(depth + 1, here)?;
                    self.add(&mut node, &name.text, Rule::Nested(inner));
                    count
                }
                Kind::StartArray => {
                    let conditions = self.conditions()?;
                    let count = depth.saturating_mul(conditions.len() as u64);
                    self.add(&mut node, &name.text, Rule::Leaf(conditions));
                    count
                }
                _ => return self.refuse(&format!("\"{}\" must be an object or an array", name.text)),
            };
            combinations = combinations.saturating_mul(count);
        }
    }

    /// In a body a key with dots is a path.
    fn add(&self, node: &mut Node, name: &str, rule: Rule) {
        if self.scope == Scope::Attributes {
            return node.fields.push((name.to_owned(), rule));
        }
        let mut path = segments(name);
        let first = if path.is_empty() { name } else { path.remove(0) };
        let nest = |inner, segment: &str| {
            Rule::Nested(Node { fields: vec![(segment.to_owned(), inner)], ors: Vec::new() })
        };
        let rule = path.into_iter().rev().fold(rule, nest);
        node.fields.push((first.to_owned(), rule));
    }

    fn alternatives(&mut self, depth: u64, value: &Value) -> Result<(Vec<Node>, u64), String> {
        let (mut nodes, mut total) = (Vec::new(), 0u64);
        for alternative in value.as_array().into_iter().flatten() {
            // `is_or` saw that every item is an object.
            self.take();
            let (node, combinations) = self.object(depth, alternative)?;
            nodes.push(node);
            total = total.saturating_add(combinations);
        }
        self.take();
        Ok((nodes, total))
    }

    /// The values of an array whose bracket was taken.
    fn conditions(&mut self) -> Result<Vec<Condition>, String> {
        let mut conditions = Vec::new();
        loop {
            let token = self.take();
            conditions.push(match token.kind {
                Kind::EndArray if conditions.is_empty() => {
                    return self.refuse("Empty arrays are not allowed");
                }
                Kind::EndArray => return Ok(conditions),
                Kind::Text => text(token.text),
                Kind::Number => Condition::Number(number(&token)),
                Kind::True => Condition::Literal(Value::Bool(true)),
                Kind::False => Condition::Literal(Value::Bool(false)),
                Kind::Null => Condition::Literal(Value::Null),
                Kind::StartObject => self.expression()?,
                _ => return self.refuse("Match value must be String, number, true, false, or null"),
            });
        }
    }

    /// An operator with its operand; its brace was taken.
    fn expression(&mut self) -> Result<Condition, String> {
        let name = self.take();
        if name.kind != Kind::Name {
            return self.refuse("Match expression name not found");
        }
        let condition = match name.text.as_str() {
            "exactly" => self.string("exact").map(text)?,
            "prefix" => Condition::Prefix(self.string("prefix")?),
            "suffix" => Condition::Suffix(self.string("suffix")?),
            "equals-ignore-case" => Condition::IgnoreCase(self.string("equals-ignore-case")?.to_lowercase()),
            // recorded: sns/test_sns_filter_policy.json, test_validate_policy_string_operators: AWS says prefix
            "cidr" => Condition::Cidr(Cidr::parse(&self.string("prefix")?)?),
            "exists" => match self.take().kind {
                Kind::True => Condition::Exists(true),
                Kind::False => Condition::Exists(false),
                _ => return self.refuse("exists match pattern must be either true or false."),
            },
            "numeric" => {
                if self.take().kind != Kind::StartArray {
                    return self.refuse("Value of numeric must be an array.");
                }
                let range = self.range()?;
                return self.close(range, "Too many elements in numeric expression");
            }
            "anything-but" => return self.anything_but(),
            other => return self.refuse(&format!("Unrecognized match type {other}")),
        };
        self.close(condition, "Only one key allowed in match expression")
    }

    fn close(&mut self, condition: Condition, otherwise: &str) -> Result<Condition, String> {
        if self.take().kind == Kind::EndObject { Ok(condition) } else { self.refuse(otherwise) }
    }
    fn string(&mut self, operator: &str) -> Result<String, String> {
        let token = self.take();
        if token.kind == Kind::Text {
            return Ok(token.text);
        }
        self.refuse(&format!("{operator} match pattern must be a string"))
    }

    /// `[">=", 1, "<", 5]`, its bracket taken.
    fn range(&mut self) -> Result<Condition, String> {
        let operator = self.take();
        if operator.kind != Kind::Text {
            return self.refuse(&format!("Invalid member in numeric match: {}", operator.text));
        }
        let bound = self.take();
        let name = match operator.text.as_str() {
            "=" => "equals",
            "<" | "<=" | ">" | ">=" => &operator.text,
            other => return self.refuse(&format!("Unrecognized numeric range operator: {other}")),
        };
        if bound.kind != Kind::Number {
            return self.refuse(&format!("Value of {name} must be numeric"));
        }
        let value = number(&bound);
        let bound = Some((value, operator.text.len() == 2));
        let next = self.take();
        let ended = next.kind == Kind::EndArray;
        match operator.text.as_str() {
            ">" | ">=" if !ended => self.second_bound(next, Range { bottom: bound, top: None }),
            _ if !ended => self.refuse("Too many elements in numeric expression"),
            ">" | ">=" => Ok(Condition::Range(Range { bottom: bound, top: None })),
            "<" | "<=" => Ok(Condition::Range(Range { bottom: None, top: bound })),
            _ => Ok(Condition::Number(value)),
        }
    }
    fn second_bound(&mut self, operator: Token, mut range: Range) -> Result<Condition, String> {
        if operator.kind != Kind::Text {
            return self.refuse(&format!("Bad value in numeric range: {}", operator.text));
        }
        if !matches!(operator.text.as_str(), "<" | "<=") {
            return self.refuse_read(&format!("Bad numeric range operator: {}", operator.text));
        }
        let bound = self.take();
        if bound.kind != Kind::Number {
            return self.refuse(&format!("Value of {} must be numeric", operator.text));
        }
        let top = number(&bound);
        if self.take().kind != Kind::EndArray {
            return self.refuse("Too many terms in numeric range expression");
        }
        if range.bottom.is_some_and(|(bottom, _)| bottom >= top) {
            return self.refuse("Bottom must be less than top");
        }
        range.top = Some((top, operator.text.len() == 2));
        Ok(Condition::Range(range))
    }

    /// recorded: sns/test_sns_filter_policy.json, test_validate_policy_nested_anything_but_operator
    fn anything_but(&mut self) -> Result<Condition, String> {
        let operand = self.take();
        let unwanted = match operand.kind {
            Kind::Text => vec![text(operand.text)],
            Kind::Number => vec![Condition::Number(number(&operand))],
            Kind::StartArray => self.unwanted()?,
            Kind::StartObject => {
                let name = self.take();
                if name.kind != Kind::Name {
                    return self.refuse("Anything-But expression name not found");
                }
                if name.text != "prefix" {
                    return self.refuse(&format!("Unsupported anything-but pattern: {}", name.text));
                }
                let prefix = self.string("prefix")?;
                if prefix.is_empty() {
                    return self.refuse_read("Null prefix not allowed");
                }
                let inner = Condition::AnythingBut(vec![Condition::Prefix(prefix)]);
                let inner = self.close(inner, "Only one key allowed in match expression")?;
                return self.close(inner, "Only one key allowed in match expression");
            }
            _ => {
                return self.refuse("Value of anything-but must be an array or single string/number value.");
            }
        };
        self.close(Condition::AnythingBut(unwanted), "Too many elements in numeric expression")
    }
    fn unwanted(&mut self) -> Result<Vec<Condition>, String> {
        let (mut texts, mut numbers) = (Vec::new(), Vec::new());
        loop {
            let token = self.take();
            match token.kind {
                Kind::EndArray => break,
                Kind::Text => texts.push(text(token.text)),
                Kind::Number => numbers.push(Condition::Number(number(&token))),
                _ => return self.refuse("Inside anything but list, start|null|boolean is not supported."),
            }
        }
        if texts.is_empty() == numbers.is_empty() {
            return self.refuse(
                "Inside anything but list, either all values are number or string, mixed type is not supported",
            );
        }
        texts.append(&mut numbers);
        Ok(texts)
    }
}

fn text(text: String) -> Condition {
    let ip = text.parse().ok();
    Condition::Text(text, ip)
}

fn number(token: &Token) -> f64 {
    token.text.parse().unwrap_or(f64::NAN)
}

/// Whether the value of a field `$or` makes it the operator.
/// <https://docs.aws.amazon.com/sns/latest/dg/and-or-logic.html#or-operator>
fn is_or(value: &Value) -> bool {
    let Some(items) = value.as_array() else { return false };
    let plain = |item: &Value| {
        item.as_object().is_some_and(|fields| !fields.keys().any(|key| RESERVED.contains(&key.as_str())))
    };
    items.len() >= 2 && items.iter().all(plain)
}
