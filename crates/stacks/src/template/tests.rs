use expect_test::{Expect, expect};

use super::{DeletionPolicy, Template};
use crate::{Error, validate};

const RESOURCES: &str = "\nResources: {A: {Type: 'AWS::SNS::Topic'}}";

fn template(text: &str) -> Result<Template, Error> {
    let template = Template::parse(text)?;
    validate::references(&template)?;
    Ok(template)
}

fn refused(text: &str, expected: Expect) {
    let error = template(text).unwrap_err();
    assert_eq!(error.code(), "ValidationError", "{text}");
    expected.assert_eq(&error.message());
}

/// A section beside a resource that is fine.
fn with(text: &str, expected: Expect) {
    refused(&format!("{text}{RESOURCES}"), expected);
}

fn resource(text: &str, expected: Expect) {
    refused(&format!("Resources: {{A: {text}}}"), expected);
}

/// recorded: cloudformation/api/test_templates.json, api/test_stacks.json (test_linting_error_during_creation),
/// api/test_validations.json, api/test_resources.json, api/test_changesets.json
#[test]
fn resources() {
    refused("{}", expect!["Template format error: At least one Resources member must be defined."]);
    refused(
        "Resources: {}",
        expect!["Template format error: At least one Resources member must be defined."],
    );
    refused(
        "{Resources: '', Outputs: ''}",
        expect!["Template format error: Any Resources member must be an object."],
    );
    resource(
        "{}",
        expect!["Template format error: [/Resources/A] Every Resources object must contain a Type member."],
    );
    resource("{Type: X, Invalid: 1}", expect!["Invalid template resource property 'Invalid'"]);
    resource("x", expect!["Template format error: [/Resources/A] resource definition is malformed"]);
    refused(
        "Resources: {my-bad-resource-id: {Type: X}}",
        expect!["Template format error: Resource name my-bad-resource-id is non alphanumeric."],
    );
    refused(
        "Resources: {'AWS::NoValue': {Type: X}}",
        expect!["Template format error: Resource name AWS::NoValue is non alphanumeric."],
    );
    let many = (0..501).map(|i| format!("  R{i}: {{Type: X}}\n")).collect::<Vec<_>>().concat();
    refused(
        &format!("Resources:\n{many}"),
        expect!["Template format error: Number of resources, 501, is greater than maximum allowed, 500"],
    );
}

#[test]
fn policies() {
    let read = |policy: &str| {
        let text = format!("Resources: {{A: {{Type: 'AWS::EC2::Volume', DeletionPolicy: {policy}}}}}");
        template(&text).map(|it| it.resources["A"].deletion_policy)
    };
    assert_eq!(read("Retain"), Ok(Some(DeletionPolicy::Retain)));
    assert_eq!(read("RetainExceptOnCreate"), Ok(Some(DeletionPolicy::RetainExceptOnCreate)));
    assert_eq!(read("Snapshot"), Ok(Some(DeletionPolicy::Snapshot)));
    resource(
        "{Type: X, DeletionPolicy: Keep}",
        expect!["Template format error: Unrecognized DeletionPolicy Keep for resource A"],
    );
    resource(
        "{Type: X, UpdateReplacePolicy: RetainExceptOnCreate}",
        expect![
            "Template format error: Unrecognized UpdateReplacePolicy RetainExceptOnCreate for resource A"
        ],
    );
    resource(
        "{Type: X, DeletionPolicy: !Ref P}",
        expect!["Template format error: Every DeletionPolicy member must be a string."],
    );
    resource(
        "{Type: 'AWS::DynamoDB::Table', DeletionPolicy: Snapshot}",
        expect![
            "Template error: resource type AWS::DynamoDB::Table does not support deletion policy Snapshot"
        ],
    );
}

#[test]
fn sections() {
    with("Bogus: 1\nOther: 2", expect!["Invalid template property or properties [Bogus, Other]"]);
    with(
        &format!("Description: {}", "x".repeat(1025)),
        expect!["Template format error: 'Description' length is greater than 1024."],
    );
    assert_eq!(
        template(&format!("AWSTemplateFormatVersion: 2010-09-09{RESOURCES}")).unwrap().version.as_deref(),
        Some("2010-09-09")
    );
    assert!(template(&format!("AWSTemplateFormatVersion: 2010-09-08{RESOURCES}")).is_err());
}

/// recorded: cloudformation/api/test_changesets.json, test_using_pseudoparameters_in_places[parameter]
#[test]
fn parameters() {
    with(
        "Parameters: {'AWS::NoValue': {Type: String}}",
        expect!["Template format error: Parameter name AWS::NoValue is non alphanumeric."],
    );
    with(
        "Parameters: {P: {Default: x}}",
        expect!["Template format error: Every Parameters object must contain a Type member."],
    );
    with(
        "Parameters: {P: {Type: Text}}",
        expect!["Template format error: Unrecognized parameter type: Text"],
    );
    with("Parameters: {P: {Type: String, Nope: x}}", expect!["Invalid template parameter property 'Nope'"]);
    with(
        "Parameters: {P: {Type: String, Default: {Ref: x}}}",
        expect!["Template format error: Every Default member must be a string."],
    );
}

#[test]
fn parameter_types() {
    let types = [
        "String",
        "Number",
        "List<Number>",
        "CommaDelimitedList",
        "AWS::EC2::VPC::Id",
        "List<AWS::EC2::Subnet::Id>",
        "AWS::SSM::Parameter::Name",
        "AWS::SSM::Parameter::Value<String>",
        "AWS::SSM::Parameter::Value<List<String>>",
        "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
        "AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>",
    ];
    for name in types {
        assert!(super::ParameterType::parse(name).is_some(), "{name}");
    }
    for name in [
        "",
        "string",
        "List<>",
        "List<AWS::EC2::Nope::Id>",
        "AWS::SSM::Parameter::Value<AWS::SSM::Parameter::Name>",
    ] {
        assert_eq!(super::ParameterType::parse(name), None, "{name}");
    }
}

/// recorded: cloudformation/engine/test_mappings.json
#[test]
fn mappings() {
    with(
        "Mappings: {M: {k: {a: {b: c}}}}",
        expect!["Template format error: Every Mappings attribute must be a String or a List."],
    );
    with(
        "Mappings: {M: {k: {a: [{Ref: x}]}}}",
        expect!["Template format error: Every Mappings attribute must be a String or a List."],
    );
    with(
        "Mappings: {M: {k: {x86-64: c}}}",
        expect![
            "Template format error: Mappings attribute name 'x86-64' must contain only alphanumeric characters."
        ],
    );
}

#[test]
fn outputs() {
    with(
        "Outputs: {O: {Description: x}}",
        expect!["Template format error: Every Outputs member must contain a Value object"],
    );
    with(
        "Outputs: {a_b: {Value: x}}",
        expect!["Template format error: Outputs name 'a_b' is non alphanumeric."],
    );
    with(
        "Outputs: {O: {Value: !Ref Nope}}",
        expect![
            "Template format error: Unresolved resource dependencies [Nope] in the Outputs block of the template"
        ],
    );
    with(
        "Outputs: {O: {Value: x, Condition: Nope}}",
        expect![
            "Template format error: Unresolved condition dependency Nope in the Outputs block of the template"
        ],
    );
}

#[test]
fn output_values_are_texts() {
    with(
        "Outputs: {O: {Value: {a: b}}}",
        expect![
            "Template format error: The Value field of every Outputs member must evaluate to a String and not a Map."
        ],
    );
    with(
        "Outputs: {O: {Value: [a]}}",
        expect![
            "Template format error: The Value field of every Outputs member must evaluate to a String and not a List."
        ],
    );
    let evaluated = |output: &str| {
        let text = format!(
            "Parameters: {{L: {{Type: CommaDelimitedList, Default: 'a,b'}}}}{RESOURCES}\nOutputs: {{O: {output}}}"
        );
        let template = template(&text)?;
        let bound = crate::parameters::bind(&template, &Default::default(), &Default::default())?;
        let pseudo = crate::Pseudo::default();
        let evaluator =
            crate::Evaluator::new(&template, bound.values(), &pseudo, &crate::evaluate::NothingYet)?;
        validate::dry_run(&template, &evaluator)
    };
    let refused =
        |output: &str, expected: Expect| expected.assert_eq(&evaluated(output).unwrap_err().message());
    refused(
        "{Value: !Ref L}",
        expect!["Template format error: The Value field of every Outputs member must evaluate to a String."],
    );
    refused(
        "{Value: !Ref AWS::NoValue}",
        expect!["Template format error: The Value field of every Outputs member must evaluate to a String."],
    );
    refused(
        "{Value: x, Export: {Name: a_b}}",
        expect![
            "Template format error: Output O is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens."
        ],
    );
    assert_eq!(evaluated("{Value: !GetAtt A.Arn, Export: {Name: 'a:b-c'}}"), Ok(()));
}

#[test]
fn conditions() {
    with(
        "Conditions: {C: !Equals [!Ref A, x]}",
        expect![
            "Template format error: Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template"
        ],
    );
    with(
        "Conditions: {C: !Equals [a]}",
        expect!["Template error: every Fn::Equals object requires a list of 2 string parameters."],
    );
    with(
        "Conditions: {C: !And [!Equals [a, a]]}",
        expect![
            "Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters."
        ],
    );
    with(
        "Conditions: {C: !Not [!Condition D]}",
        expect!["Template error: unresolved condition dependency D in Condition"],
    );
    with(
        "Conditions: {C: !Not [!Condition D], D: !Not [!Condition C]}",
        expect!["Template format error: Circular dependency between conditions: [C, D]"],
    );
}

/// recorded: cloudformation/engine/test_references.json
#[test]
fn references() {
    resource(
        "{Type: X, DependsOn: NonExistingResource}",
        expect![
            "Template format error: Unresolved resource dependencies [NonExistingResource] in the Resources block of the template"
        ],
    );
    resource(
        "{Type: X, Properties: {P: !Ref InvalidRef}}",
        expect![
            "Template format error: Unresolved resource dependencies [InvalidRef] in the Resources block of the template"
        ],
    );
    resource(
        "{Type: X, Properties: {P: !Ref B, Q: !Ref C, R: !Ref B}}",
        expect![
            "Template format error: Unresolved resource dependencies [B, C] in the Resources block of the template"
        ],
    );
    resource(
        "{Type: X, Condition: Nope}",
        expect![
            "Template format error: Unresolved condition dependency Nope in the Resources block of the template"
        ],
    );
    assert!(
        template("Resources: {A: {Type: X, Properties: {P: {Condition: {StringEquals: {a: b}}}}}}").is_ok()
    );
}
