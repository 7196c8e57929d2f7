use expect_test::{Expect, expect};

use super::parse;

fn check(text: &str, expected: &str) {
    let value = parse(text).unwrap();
    assert_eq!(value.to_string(), expected, "{text}");
}

fn refused(text: &str, expected: Expect) {
    let error = parse(text).unwrap_err();
    assert_eq!(error.code(), "ValidationError");
    expected.assert_eq(&error.message());
}

#[test]
fn both_notations_are_one_tree_in_the_order_of_the_text() {
    check(r#"{"b": 1, "a": [true, "x", 1.5]}"#, r#"{"b":1,"a":[true,"x",1.5]}"#);
    check("b: 1\na: [true, x, 1.5]\n", r#"{"b":1,"a":[true,"x",1.5]}"#);
    check("\u{feff}{\"a\": 1}", r#"{"a":1}"#);
    check("{a: 1, b: [x]}", r#"{"a":1,"b":["x"]}"#);
    check("---\na: 1\n...\n", r#"{"a":1}"#);
}

#[test]
fn short_forms_are_long_forms() {
    check("a: !Ref X", r#"{"a":{"Ref":"X"}}"#);
    check("a: !Condition X", r#"{"a":{"Condition":"X"}}"#);
    check("a: !GetAtt X.Y", r#"{"a":{"Fn::GetAtt":["X","Y"]}}"#);
    check("a: !GetAtt X.Outputs.Y", r#"{"a":{"Fn::GetAtt":["X","Outputs.Y"]}}"#);
    check("a: !GetAtt [X, !Ref Y]", r#"{"a":{"Fn::GetAtt":["X",{"Ref":"Y"}]}}"#);
    check("a: !Sub '${X}'", r#"{"a":{"Fn::Sub":"${X}"}}"#);
    check(
        "a: !Join ['-', [!Ref X, !GetAtt Y.Z]]",
        r#"{"a":{"Fn::Join":["-",[{"Ref":"X"},{"Fn::GetAtt":["Y","Z"]}]]}}"#,
    );
    check(
        "a: !If\n  - C\n  - !Select [0, !GetAZs '']\n  - !Ref AWS::NoValue",
        r#"{"a":{"Fn::If":["C",{"Fn::Select":[0,{"Fn::GetAZs":""}]},{"Ref":"AWS::NoValue"}]}}"#,
    );
    check("a: !Base64\n  Fn::Sub: x", r#"{"a":{"Fn::Base64":{"Fn::Sub":"x"}}}"#);
    check(
        "a: !Transform {Name: M, Parameters: {x: 1}}",
        r#"{"a":{"Fn::Transform":{"Name":"M","Parameters":{"x":1}}}}"#,
    );
    check("a: !Sub 5", r#"{"a":{"Fn::Sub":"5"}}"#);
    check(
        "a: !Sub |\n  x ${B}\n  y\nb: !GetAZs\nc: !Ref 'D'",
        r#"{"a":{"Fn::Sub":"x ${B}\ny\n"},"b":{"Fn::GetAZs":""},"c":{"Ref":"D"}}"#,
    );
    check(
        "Fn::Sub:\n  - ${B}\n  - B: !Select\n    - 0\n    - !Ref C",
        r#"{"Fn::Sub":["${B}",{"B":{"Fn::Select":[0,{"Ref":"C"}]}}]}"#,
    );
}

#[test]
fn few_plain_scalars_are_more_than_text() {
    check("a: 2012-10-17", r#"{"a":"2012-10-17"}"#);
    check("a: yes\nb: no\nc: on\nd: y", r#"{"a":"yes","b":"no","c":"on","d":"y"}"#);
    check("a: True\nb: FALSE\nc: 'true'", r#"{"a":true,"b":false,"c":"true"}"#);
    check(
        "a: 22:22\nb: 10.0.0.0/16\nc: 1.2.3\nd: 0x1F",
        r#"{"a":"22:22","b":"10.0.0.0/16","c":"1.2.3","d":"0x1F"}"#,
    );
    check("a: 012\nb: -5\nc: 1_000\nd: 1e3\ne: .5", r#"{"a":12,"b":-5,"c":1000,"d":1000.0,"e":0.5}"#);
    check("a: -x\nb: .", r#"{"a":"-x","b":"."}"#);
    check("a: 123456789012345678901234567890", r#"{"a":"123456789012345678901234567890"}"#);
    check("a: !!str 5\nb: !!int '5'\nc: ! x", r#"{"a":"5","b":5,"c":"x"}"#);
    check("80: tcp\ntrue: x", r#"{"80":"tcp","true":"x"}"#);
    check("a: |\n  x\n  y\n", r#"{"a":"x\ny\n"}"#);
}

/// recorded: cloudformation/api/test_templates.json, test_validate_invalid_json_template_should_fail
#[test]
fn what_begins_like_json_is_reported_as_json() {
    let text = r#"{"this is invalid JSON"="bobbins"}"#;
    refused(text, expect!["Template format error: JSON not well-formed. (line 1, column 25)"]);
}

fn place(text: &str, line: usize, column: usize) {
    let expected = format!("Template format error: YAML not well-formed. (line {line}, column {column})");
    assert_eq!(parse(text).unwrap_err().message(), expected, "{text:?}");
}

/// The places are those of PyYAML 6.0, of which AWS's reader is a translation. The second case is in a published
/// transcript of `create-stack` with line 5, column 15 (one line more before it).
#[test]
fn places() {
    place("Resources:\n  B:\n    Type: X\n   Properties:\n     Name: x\n", 4, 4);
    place("A:\n  B:\n    Type AWS::EC2::Instance\n    Properties:\n      InstanceType: t2.micro\n", 4, 15);
    place("A: b: c\n", 1, 5);
    place("A:\n\t- b\n", 2, 1);
    place("A: [1, 2\n", 2, 1);
    place("A: [1, 2\nB: c\n", 2, 2);
    place("A: 'open\nB: c\n", 3, 1);
    place("A: \"open\nB: c", 2, 5);
    place("A: \"bad \\q escape\"\n", 1, 10);
    place("A: @foo\n", 1, 4);
    place("A: b\n- c\n", 2, 1);
    place("A:\n  b: c\n    d: e\n", 3, 6);
    place("A: &\n", 1, 5);
    place("A: |x\n  foo\n", 1, 5);
    place("a:\n  b:\n   - c\n  - d\n", 4, 3);
}

#[test]
fn yaml_that_is_none() {
    // A list is no key, a tag of YAML's own must be one that CloudFormation takes, and there is one document.
    place("? [a]\n: b", 1, 5);
    place("a: !!binary aGk=", 1, 4);
    place("a: 1\n---\nb: 1", 2, 1);
    // What YAML does not allow at all has no place, as in api/test_templates.json,
    // test_create_stack_invalid_yaml_template_should_fail.
    refused("a: b\u{1}c", expect!["Template format error: YAML not well-formed."]);
}

/// The text is that of the user guide's template formats page, which rules aliases out.
#[test]
fn an_alias_is_refused() {
    let expected = expect!["Template error: YAML aliases are not allowed in CloudFormation templates"];
    refused("a: &x [1]\nb: *x", expected);
    refused("b: *x", expect!["Template error: YAML aliases are not allowed in CloudFormation templates"]);
}

/// recorded: cloudformation/test_template_engine.json, "Template format error: unsupported structure."
#[test]
fn the_root_is_an_object() {
    for text in ["", "text", "[1]", "- a", "file://template.yaml", "# only a comment"] {
        refused(text, expect!["Template format error: unsupported structure."]);
    }
}

#[test]
fn null_is_refused_by_its_path() {
    refused("Outputs:\n", expect!["[/Outputs] 'null' values are not allowed in templates"]);
    refused("a: [x, {b: ~}]", expect!["[/a/1/b] 'null' values are not allowed in templates"]);
    refused(
        "Resources: {Topic: {Type: A, Properties: {Name: null}}}",
        expect!["[/Resources/Topic/Type/Name] 'null' values are not allowed in templates"],
    );
    refused(r#"{"a": null}"#, expect!["[/a] 'null' values are not allowed in templates"]);
}

#[test]
fn depth_is_bounded() {
    let deep = |open: &str, close: &str| format!("a: {}{}", open.repeat(5_000), close.repeat(5_000));
    assert!(parse(&deep("[", "]")).is_err());
    assert!(parse(&deep("{a: ", "}")).is_err());
    assert!(parse(&format!("{}1{}", "{\"a\":".repeat(5_000), "}".repeat(5_000))).is_err());
    assert!(parse(&format!("{}1{}", "{\"a\":".repeat(90), "}".repeat(90))).is_ok());
}
