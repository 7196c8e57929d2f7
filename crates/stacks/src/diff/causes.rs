//! What else than the template makes a value change.

use indexmap::IndexSet;
use serde_json::Value;

use super::model::{ChangeSource, Evaluation, Replacement};
use super::{Plan, Side};
use crate::evaluate::Evaluator;
use crate::expression::{Reference, call, references};

/// The causes of a change, each with how surely it changes the value.
pub(super) type Causes = IndexSet<(ChangeSource, Evaluation)>;

/// The causes in the part of a property's expression that gives the item at a path (`/Statement/0`).
pub(super) fn causes(
    old: &Side<'_>,
    new: &Side<'_>,
    plan: &Plan<'_>,
    expression: &Value,
    path: &str,
) -> Causes {
    let mut causes = Causes::new();
    let Some(part) = part(expression, path, &new.evaluator) else { return causes };
    let resource = |id: &str, source: ChangeSource| {
        let evaluation = match plan.fate(id)? {
            Replacement::Conditional => Evaluation::Dynamic,
            Replacement::True | Replacement::False => Evaluation::Static,
        };
        Some((source, evaluation))
    };
    references(part, &|name| new.evaluator.condition(name), &mut |reference| {
        causes.extend(match reference {
            Reference::Name(name) if parameter_differs(old, new, &name) => {
                Some((ChangeSource::ParameterReference(name), Evaluation::Static))
            }
            Reference::Name(name) => resource(&name, ChangeSource::ResourceReference(name.clone())),
            Reference::Attribute(id, Some(attribute)) | Reference::Embedded(id, attribute) => {
                resource(&id, ChangeSource::ResourceAttribute(format!("{id}.{attribute}")))
            }
            Reference::Attribute(id, None) => resource(&id, ChangeSource::ResourceAttribute(id.clone())),
            Reference::Condition(_) | Reference::Mapping(_) => None,
        });
    });
    causes
}

/// Whether the caller gave a parameter another text. What stands behind an SSM name is no change of the parameter.
fn parameter_differs(old: &Side<'_>, new: &Side<'_>, name: &str) -> bool {
    let text = |side: &Side<'_>| side.version.parameters.get(name).map(|it| it.text.clone());
    let is = text(new);
    is.is_some() && is != text(old)
}

/// Follows a path of the evaluated value through the expression, up to a function that gives the rest.
fn part<'e>(expression: &'e Value, path: &str, evaluator: &Evaluator<'_>) -> Option<&'e Value> {
    let mut part = taken(expression, evaluator);
    for step in path.split('/').skip(1) {
        part = match part {
            _ if call(part).is_some() => return Some(part),
            Value::Object(map) => taken(map.get(step)?, evaluator),
            Value::Array(list) => {
                // Items that are no value leave no gap.
                let mut items =
                    list.iter().map(|item| taken(item, evaluator)).filter(|item| !is_no_value(item));
                items.nth(step.parse().ok()?)?
            }
            _ => return None,
        };
    }
    Some(part)
}

/// The branch that an `Fn::If` takes, through any number of them.
fn taken<'e>(mut expression: &'e Value, evaluator: &Evaluator<'_>) -> &'e Value {
    while let Some(("Fn::If", Value::Array(list))) = call(expression)
        && let [Value::String(condition), then, otherwise] = list.as_slice()
        && let Some(verdict) = evaluator.condition(condition)
    {
        expression = if verdict { then } else { otherwise };
    }
    expression
}

fn is_no_value(expression: &Value) -> bool {
    matches!(call(expression), Some(("Ref", Value::String(name))) if name == "AWS::NoValue")
}
