//! `Ref`, `Fn::GetAtt`, `Fn::FindInMap`, `Fn::ImportValue`: functions that look something up.

use serde_json::Value;

use super::{Data, Evaluator, Lookup, Path};
use crate::error::{Error, Result};
use crate::expression::{call, get_att};

/// The pseudo parameters.
pub(crate) const PSEUDO: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NotificationARNs",
    "AWS::NoValue",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

impl Evaluator<'_> {
    pub(super) fn reference(&self, argument: &Value) -> Result<Data> {
        let name = argument.as_str();
        self.named(name.ok_or_else(not_a_reference)?)
    }

    /// What a name stands for: a pseudo parameter, a parameter or a resource.
    pub(super) fn named(&self, name: &str) -> Result<Data> {
        if let Some(value) = self.pseudo(name) {
            return Ok(value);
        }
        if let Some(value) = self.parameters.get(name) {
            return Ok(Data::from_value(value));
        }
        if !self.template.resources.contains_key(name) {
            return Err(Error::format(format_args!(
                "Unresolved resource dependencies [{name}] in the Resources block of the template"
            )));
        }
        Ok(match self.resolver.reference(name) {
            Lookup::Known(value) => Data::from_value(&value),
            Lookup::Unknown | Lookup::Absent => Data::Unknown,
        })
    }

    fn pseudo(&self, name: &str) -> Option<Data> {
        let pseudo = self.pseudo;
        Some(match name {
            "AWS::AccountId" => Data::text(&pseudo.account_id),
            "AWS::Region" => Data::text(&pseudo.region),
            "AWS::Partition" => Data::text(&pseudo.partition),
            "AWS::URLSuffix" => Data::text(&pseudo.url_suffix),
            "AWS::StackId" => Data::text(&pseudo.stack_id),
            "AWS::StackName" => Data::text(&pseudo.stack_name),
            "AWS::NotificationARNs" => Data::List(pseudo.notification_arns.iter().map(Data::text).collect()),
            "AWS::NoValue" => Data::NoValue,
            _ => return None,
        })
    }

    pub(super) fn get_att(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        let (resource, attribute) = get_att(argument)?;
        match self.value(&attribute, path)? {
            Data::Unknown => Ok(Data::Unknown),
            name => self.attribute(resource, &name.as_text().unwrap_or_default(), path),
        }
    }

    /// An attribute of a resource, for `Fn::GetAtt` and for `${Resource.Attribute}`.
    pub(super) fn attribute(&self, resource: &str, attribute: &str, path: &Path<'_>) -> Result<Data> {
        let Some(declared) = self.template.resources.get(resource) else {
            return Err(undefined_resource(resource));
        };
        match self.resolver.attribute(resource, attribute) {
            Lookup::Known(value) => Ok(Data::from_value(&value)),
            Lookup::Unknown => Ok(Data::Unknown),
            Lookup::Absent => {
                let kind = &declared.kind;
                let text = format!(
                    "[Error] {path}: Resource type {kind} does not support attribute {{{attribute}}}."
                );
                Err(Error::invalid(text))
            }
        }
    }

    pub(super) fn find_in_map(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        let (parts, default) = find_in_map_arguments(argument)?;
        let mut names = Vec::with_capacity(3);
        for part in parts {
            match self.value(part, path)? {
                Data::Unknown => return Ok(Data::Unknown),
                name => names.push(name.as_text().ok_or_else(wrong_find_in_map)?),
            }
        }
        let [map, key, attribute] = names.as_slice() else { return Err(wrong_find_in_map()) };
        let mapping = self.template.mappings.get(map);
        let found = mapping.and_then(|keys| keys.get(key)).and_then(|attributes| attributes.get(attribute));
        match (found, default) {
            (Some(value), _) => Ok(Data::from_value(value)),
            (None, Some(default)) => self.value(default, path),
            (None, None) if mapping.is_none() => Err(undefined_mapping(map)),
            (None, None) => {
                Err(Error::template(format_args!("Unable to get mapping for {map}::{key}::{attribute}")))
            }
        }
    }

    /// The names of the exports that the stack imports under its conditions, each once.
    pub fn imports(&self) -> Result<Vec<String>> {
        let mut arguments = Vec::new();
        for id in self.active() {
            let Some(resource) = self.template.resources.get(id) else { continue };
            let rest = [&resource.metadata, &resource.creation_policy, &resource.update_policy];
            let expressions = resource.properties.values().chain(rest.into_iter().flatten());
            expressions.for_each(|it| import_arguments(it, self, &mut arguments));
        }
        for output in self.template.outputs.values().filter(|it| self.holds(it.condition.as_deref())) {
            import_arguments(&output.value, self, &mut arguments);
        }
        let mut names = Vec::new();
        for argument in arguments {
            let name = self.value(argument, &Path::root("Fn::ImportValue"))?.as_text();
            names.extend(name.filter(|name| !names.contains(name)));
        }
        Ok(names)
    }

    pub(super) fn import_value(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        match self.value(argument, path)? {
            Data::Unknown => Ok(Data::Unknown),
            name => {
                let name = name.as_text().ok_or_else(|| {
                    Error::template("every Fn::ImportValue object must have a String-typed value.")
                })?;
                self.resolver.export(&name).map(Data::text).ok_or(Error::NoExport(name))
            }
        }
    }
}

/// The map, the key and the attribute of `Fn::FindInMap`, and the default of `AWS::LanguageExtensions`.
pub(crate) fn find_in_map_arguments(argument: &Value) -> Result<(&[Value], Option<&Value>)> {
    match argument.as_array().map(Vec::as_slice) {
        Some(names @ [_, _, _]) => Ok((names, None)),
        Some([names @ .., options]) if names.len() == 3 => match options.get("DefaultValue") {
            Some(default) => Ok((names, Some(default))),
            None => Err(wrong_find_in_map()),
        },
        _ => Err(wrong_find_in_map()),
    }
}

pub(crate) fn wrong_find_in_map() -> Error {
    Error::template(
        "every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return \
         value",
    )
}

/// The refusal of a `Ref` that names nothing.
pub(crate) fn not_a_reference() -> Error {
    Error::template("every Ref object must have a single String value.")
}

/// Collects the arguments of every `Fn::ImportValue` in what counts.
fn import_arguments<'e>(expression: &'e Value, evaluator: &Evaluator<'_>, found: &mut Vec<&'e Value>) {
    match (call(expression), expression) {
        (Some(("Fn::ImportValue", argument)), _) => found.push(argument),
        (Some(("Fn::If", Value::Array(list))), _) => {
            if let [Value::String(condition), then, otherwise] = list.as_slice() {
                let branch = if evaluator.condition(condition) == Some(true) { then } else { otherwise };
                import_arguments(branch, evaluator, found);
            }
        }
        (_, Value::Object(map)) => map.values().for_each(|it| import_arguments(it, evaluator, found)),
        (_, Value::Array(list)) => list.iter().for_each(|it| import_arguments(it, evaluator, found)),
        _ => {}
    }
}

/// The refusal of `Fn::GetAtt` on a resource that the template does not have.
pub(crate) fn undefined_resource(resource: &str) -> Error {
    Error::template(format_args!("instance of Fn::GetAtt references undefined resource {resource}"))
}

/// The refusal of `Fn::FindInMap` on a mapping that the template does not have.
pub(crate) fn undefined_mapping(map: &str) -> Error {
    Error::template(format_args!(
        "Mapping named '{map}' is not present in the 'Mappings' section of template."
    ))
}
