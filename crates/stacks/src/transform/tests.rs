use expect_test::{Expect, expect};
use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{Expanded, Macros, NoMacros, Transform, expand};
use crate::{Error, Pseudo, Result, Template, source, validate};

fn expanded(text: &str, macros: &dyn Macros) -> Result<Expanded> {
    let parameters = IndexMap::from([
        ("Names".to_owned(), json!(["a", "b-1", "c"])),
        ("Policy".to_owned(), json!("Retain")),
    ]);
    let pseudo =
        Pseudo { region: "us-east-1".to_owned(), account_id: "111111111111".to_owned(), ..Pseudo::default() };
    expand(&source::parse(text)?, &parameters, &pseudo, macros)
}

/// Expands a template with a section or two and compares them.
fn check(text: &str, expected: Expect) {
    let text = format!(
        "Transform: AWS::LanguageExtensions\nParameters: {{Names: {{Type: CommaDelimitedList}}, Policy: {{Type: String}}}}\n{text}"
    );
    let mut template = expanded(&text, &NoMacros).unwrap().template;
    let root = template.as_object_mut().unwrap();
    assert!(!root.contains_key("Transform"));
    root.shift_remove("Parameters");
    expected.assert_eq(&serde_json::to_string_pretty(&template).unwrap());
}

fn refused(text: &str, expected: Expect) {
    let text = format!("Transform: AWS::LanguageExtensions\n{text}");
    expected.assert_eq(&expanded(&text, &NoMacros).unwrap_err().message());
}

/// recorded: cloudformation/api/test_transformers.json, test_transform_foreach
#[test]
fn a_loop_over_a_list_parameter() {
    check(
        "Resources: {'Fn::ForEach::Topics': [Name, !Ref Names, {'Topic&{Name}': {Type: 'AWS::SNS::Topic', \
         Properties: {TopicName: !Sub '${Name}.fifo', DisplayName: !Ref Name, Plain: '${Name}'}}}]}",
        expect![[r#"
            {
              "Resources": {
                "Topica": {
                  "Type": "AWS::SNS::Topic",
                  "Properties": {
                    "TopicName": "a.fifo",
                    "DisplayName": "a",
                    "Plain": "${Name}"
                  }
                },
                "Topicb1": {
                  "Type": "AWS::SNS::Topic",
                  "Properties": {
                    "TopicName": "b-1.fifo",
                    "DisplayName": "b-1",
                    "Plain": "${Name}"
                  }
                },
                "Topicc": {
                  "Type": "AWS::SNS::Topic",
                  "Properties": {
                    "TopicName": "c.fifo",
                    "DisplayName": "c",
                    "Plain": "${Name}"
                  }
                }
              }
            }"#]],
    );
}

#[test]
fn loops_nest_and_merge() {
    check(
        "Resources: {A: {Type: X, Properties: {Own: 1, 'Fn::ForEach::P': [K, [x, y], {'V${K}': !Ref K}]}}}\n\
         Outputs: {'Fn::ForEach::O': [I, ['1', '2'], {'Fn::ForEach::P': [J, [a], {'O${I}${J}': {Value: !GetAtt [!Sub 'R${I}', !Ref J]}}]}]}",
        expect![[r#"
            {
              "Resources": {
                "A": {
                  "Type": "X",
                  "Properties": {
                    "Own": 1,
                    "Vx": "x",
                    "Vy": "y"
                  }
                }
              },
              "Outputs": {
                "O1a": {
                  "Value": {
                    "Fn::GetAtt": [
                      "R1",
                      "a"
                    ]
                  }
                },
                "O2a": {
                  "Value": {
                    "Fn::GetAtt": [
                      "R2",
                      "a"
                    ]
                  }
                }
              }
            }"#]],
    );
}

/// recorded: cloudformation/api/test_transformers.json, test_transform_length and test_transform_to_json_string
#[test]
fn functions() {
    check(
        "Resources: {A: {Type: X, DeletionPolicy: !Ref Policy, Properties: {Length: {'Fn::Length': !Ref Names}, \
         Literal: {'Fn::Length': [1, 2]}, Array: {'Fn::ToJsonString': [a, b, !Ref AWS::Region]}, \
         Object: {'Fn::ToJsonString': {a: foo, b: {c: 1}}}, Later: {'Fn::ToJsonString': [!GetAtt A.Arn]}}}}",
        expect![[r#"
            {
              "Resources": {
                "A": {
                  "Type": "X",
                  "DeletionPolicy": "Retain",
                  "Properties": {
                    "Length": 3,
                    "Literal": 2,
                    "Array": "[\"a\",\"b\",\"us-east-1\"]",
                    "Object": "{\"a\":\"foo\",\"b\":{\"c\":1}}",
                    "Later": {
                      "Fn::ToJsonString": [
                        {
                          "Fn::GetAtt": [
                            "A",
                            "Arn"
                          ]
                        }
                      ]
                    }
                  }
                }
              }
            }"#]],
    );
}

#[test]
fn what_cannot_be_expanded() {
    refused(
        "Resources: {'Fn::ForEach::L': [I, [a, b], {Same: {Type: X}}]}",
        expect![
            "Transform AWS::LanguageExtensions failed with: Duplicate key 'Same' when merging keys to parent object in Fn::ForEach"
        ],
    );
    refused(
        "Resources: {'Fn::ForEach::L': [I, !GetAtt A.B, {'R${I}': {Type: X}}]}",
        expect![
            "Transform AWS::LanguageExtensions failed with: Fn::ForEach::L could not resolve its collection to a list of strings or numbers"
        ],
    );
    refused(
        "Resources: {'Fn::ForEach::L': [I, [a]]}",
        expect!["Transform AWS::LanguageExtensions failed with: Fn::ForEach::L layout is incorrect"],
    );
    refused(
        "Resources: {A: {Type: X, Properties: {P: {'Fn::Length': !GetAtt B.C}}}}",
        expect![
            "Transform AWS::LanguageExtensions failed with: Fn::Length could not resolve its argument to a list"
        ],
    );
    refused(
        "Resources: {A: {Type: X, DeletionPolicy: !Ref Nope}}",
        expect![
            "Transform AWS::LanguageExtensions failed with: Unsupported intrinsic function in DeletionPolicy for resource A"
        ],
    );
}

#[test]
fn growth_is_bounded() {
    let items = (0..100).map(|i| i.to_string()).collect::<Vec<_>>().join(",");
    let mut body = "{'K${A}x${B}x${C}x${D}': 1}".to_owned();
    for identifier in ["A", "B", "C", "D"] {
        body = format!("{{'Fn::ForEach::{identifier}': [{identifier}, [{items}], {body}]}}");
    }
    refused(
        &format!("Resources: {{R: {{Type: X, Properties: {body}}}}}"),
        expect!["Transform AWS::LanguageExtensions failed with: the expanded template is too large"],
    );
}

#[test]
fn the_functions_need_the_transform() {
    let text = "Resources: {A: {Type: X, Properties: {P: {'Fn::ToJsonString': [!GetAtt A.Arn]}}}}";
    assert!(validate::references(&Template::parse(text).unwrap()).is_err());
    let expanded = expanded(&format!("Transform: [AWS::LanguageExtensions]\n{text}"), &NoMacros).unwrap();
    let template = Template::from_expanded(&expanded).unwrap();
    assert_eq!(validate::references(&template), Ok(()));
}

struct Shout;

impl Macros for Shout {
    fn template(&self, transform: &Transform, mut template: Value) -> Result<Value> {
        template["Resources"][&transform.name] = json!({"Type": "X"});
        Ok(template)
    }

    fn snippet(&self, transform: &Transform, mut siblings: Value) -> Result<Value> {
        siblings[&transform.name] = transform.parameters.clone().unwrap_or(json!(true));
        Ok(siblings)
    }
}

/// recorded: cloudformation/test_template_engine.json, TestMacros (test_snipped_scope, test_error_pass_macro_as_reference)
#[test]
fn other_transforms_are_asked_of_someone_else() {
    let text = "Transform: [M1, {Name: M2}]\nResources: {T: {Type: X, Properties: {N: 1, 'Fn::Transform': {Name: S, Parameters: {a: 1}}}}}";
    let expected = json!({"Resources": {
        "T": {"Type": "X", "Properties": {"N": 1, "S": {"a": 1}}}, "M1": {"Type": "X"}, "M2": {"Type": "X"},
    }});
    let result = expanded(text, &Shout).unwrap();
    assert_eq!((result.template, result.extended), (expected, false));
    assert_eq!(expanded(text, &NoMacros), Err(Error::UnknownTransform("111111111111::S".to_owned())));
    let of_aws = "Transform: AWS::Serverless-2016-10-31\nResources: {}";
    let error = Error::NotSupported("the transform AWS::Serverless-2016-10-31".to_owned());
    assert_eq!(expanded(of_aws, &NoMacros), Err(error));
    let by_reference = "Transform: {Name: !Ref Macro}\nResources: {}";
    let message = "Key Name of transform definition must be a string.";
    assert_eq!(expanded(by_reference, &NoMacros).unwrap_err().message(), message);
}
