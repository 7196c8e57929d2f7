//! Properties of a template as a message of the model. CloudFormation begins names with a capital where ECS's model does
//! not, and templates write numbers as texts and texts as numbers: the model's schema says what is meant.

use serde_json::{Map, Value};
use wire::prelude::*;
use wire::schema::{Kind, Member, Schema};
use wire::shape::Structure;

/// Reads a message from properties, without those named in `but`. A property that the model does not know is refused by
/// name, and so is a value of the wrong kind.
pub(super) fn read<T: Structure + Default>(properties: &Map<String, Value>, but: &[&str]) -> Result<T> {
    let mut message = T::default();
    let kept: Map<_, _> = properties
        .iter()
        .filter(|(name, _)| !but.contains(&name.as_str()))
        .map(|(n, v)| (n.clone(), v.clone()))
        .collect();
    let value = structure(message.schema(), &kept)?;
    let missing = wire::view::from_json(&mut message, &value)?;
    // What the caller fills in afterwards may be missing here; the operation's own validation tells of the rest.
    drop(missing);
    Ok(message)
}

fn structure(schema: &'static Schema, properties: &Map<String, Value>) -> Result<Value> {
    let mut members = Map::new();
    for (name, value) in properties {
        let member = schema.members.iter().find(|member| spelt(member.name) == spelt(name));
        let member = member.ok_or_else(|| Error::not_implemented(format!("the property {name}")))?;
        members.insert(member.name.to_owned(), of(member, name, value)?);
    }
    Ok(Value::Object(members))
}

/// `EFSVolumeConfiguration` of a template is `efsVolumeConfiguration` of the model.
fn spelt(name: &str) -> String {
    name.to_ascii_lowercase()
}

fn of(member: &'static Member, name: &str, value: &Value) -> Result<Value> {
    let wrong =
        || Error::new("InvalidRequest", format!("The property {name} has a value of the wrong type."));
    match (member.schema.kind, value) {
        (Kind::Structure | Kind::Union, Value::Object(properties)) => structure(member.schema, properties),
        (Kind::List, Value::Array(items)) => {
            items.iter().map(|item| of(member.item(), name, item)).collect::<Result<_>>().map(Value::Array)
        }
        (Kind::Map, Value::Object(entries)) => {
            let entry = |(key, value): (&String, &Value)| Ok((key.clone(), of(member.value(), name, value)?));
            entries.iter().map(entry).collect::<Result<_>>().map(Value::Object)
        }
        (Kind::Integer | Kind::Long, Value::String(text)) => {
            text.trim().parse::<i64>().map(Value::from).map_err(|_| wrong())
        }
        (Kind::Boolean, Value::String(text)) => text.parse::<bool>().map(Value::from).map_err(|_| wrong()),
        (Kind::String | Kind::Enum, value) => provider::text(value).map(Value::from).ok_or_else(wrong),
        (Kind::Integer | Kind::Long, Value::Number(_)) | (Kind::Boolean, Value::Bool(_)) => Ok(value.clone()),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model_ecs::types::RegisterTaskDefinitionInput;
    use serde_json::json;

    fn check(properties: Value, wanted: Value) {
        let read = read::<RegisterTaskDefinitionInput>(properties.as_object().unwrap(), &["Tags"]);
        let read = read.map(|input| wire::view::to_json(&input)).map_err(|error| error.message().to_owned());
        match (read, wanted) {
            (Ok(read), wanted) => {
                for (name, value) in wanted.as_object().unwrap() {
                    assert_eq!(read[name], *value, "{name}");
                }
            }
            (Err(error), wanted) => assert_eq!(json!(error), wanted),
        }
    }

    #[test]
    fn properties_become_members() {
        check(json!({"Cpu": 256, "Memory": "512", "Tags": [1]}), json!({"cpu": "256", "memory": "512"}));
        let log = json!({"LogDriver": "awslogs", "Options": {"awslogs-group": "G", "Mode": true}});
        check(
            json!({"ContainerDefinitions": [{"Name": "a", "Memory": "64", "Essential": "false", "LogConfiguration": log,
                "PortMappings": [{"ContainerPort": 80}]}]}),
            json!({"containerDefinitions": [{"name": "a", "memory": 64, "essential": false,
                "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "G", "Mode": "true"}},
                "portMappings": [{"containerPort": 80}]}]}),
        );
        check(
            json!({"Volumes": [{"Name": "v", "EFSVolumeConfiguration": {"FilesystemId": "fs-1"}}]}),
            json!({"volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]}),
        );
        check(json!({"Colour": "red"}), json!("Maquette does not support the property Colour."));
        check(
            json!({"EphemeralStorage": {"SizeInGiB": "lots"}}),
            json!("The property SizeInGiB has a value of the wrong type."),
        );
    }
}
