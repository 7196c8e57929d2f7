use expect_test::{Expect, expect};
use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{Data, Evaluator, Lookup, Pseudo, Resolver};
use crate::error::Result;
use crate::{Template, validate};

/// A stack in which `Topic` exists and everything else is still to be made.
struct State;

impl Resolver for State {
    fn reference(&self, id: &str) -> Lookup {
        match id {
            "Topic" => Lookup::Known(json!("arn:aws:sns:us-east-1:111111111111:topic")),
            _ => Lookup::Unknown,
        }
    }

    fn attribute(&self, id: &str, attribute: &str) -> Lookup {
        match (id, attribute) {
            ("Topic", "TopicName") => Lookup::Known(json!("topic")),
            ("Topic", "List") => Lookup::Known(json!(["a", "b"])),
            ("Topic", _) => Lookup::Absent,
            _ => Lookup::Unknown,
        }
    }

    fn export(&self, name: &str) -> Option<String> {
        (name == "other-Export").then(|| "exported".to_owned())
    }

    fn zones(&self, region: &str) -> Vec<String> {
        vec![format!("{region}a"), format!("{region}b")]
    }
}

const FRAME: &str = "
Parameters:
  Env: {Type: String}
  Names: {Type: CommaDelimitedList}
  Attribute: {Type: String, Default: TopicName}
Mappings:
  Map: {prod: {Size: big, Zones: [a, b]}, test: {Size: small}}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  NotProd: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, !Condition NotProd]
  Either: !Or [{Condition: IsProd}, !Equals [1, '2']]
Resources:
  Topic: {Type: 'AWS::SNS::Topic'}
  New: {Type: 'AWS::SNS::Topic'}
  Subject:
    Type: AWS::SNS::Topic
    Properties:
      Value: ";

fn evaluate(expression: &str) -> Result<Data> {
    let template = Template::parse(&format!("{FRAME}{expression}\n"))?;
    validate::references(&template)?;
    let parameters = IndexMap::from([
        ("Env".to_owned(), json!("prod")),
        ("Names".to_owned(), json!(["x", "y", "z"])),
        ("Attribute".to_owned(), json!("TopicName")),
    ]);
    let pseudo = Pseudo {
        account_id: "111111111111".to_owned(),
        region: "us-east-1".to_owned(),
        partition: "aws".to_owned(),
        url_suffix: "amazonaws.com".to_owned(),
        stack_id: "arn:aws:cloudformation:us-east-1:111111111111:stack/s/1".to_owned(),
        stack_name: "s".to_owned(),
        notification_arns: vec!["arn:n".to_owned()],
    };
    let evaluator = Evaluator::new(&template, parameters, &pseudo, &State)?;
    let Data::Map(mut properties) = evaluator.properties("Subject")? else { panic!("properties are a map") };
    Ok(properties.shift_remove("Value").unwrap_or(Data::NoValue))
}

fn check(expression: &str, expected: Value) {
    assert_eq!(evaluate(expression).unwrap().to_value(), Some(expected), "{expression}");
}

fn unknown(expression: &str) {
    assert_eq!(evaluate(expression).unwrap(), Data::Unknown, "{expression}");
}

fn refused(expression: &str, expected: Expect) {
    expected.assert_eq(&evaluate(expression).unwrap_err().message());
}

#[test]
fn references() {
    check("!Ref Env", json!("prod"));
    check("!Ref Names", json!(["x", "y", "z"]));
    check("!Ref Topic", json!("arn:aws:sns:us-east-1:111111111111:topic"));
    check("!Ref AWS::Region", json!("us-east-1"));
    check("!Ref AWS::NotificationARNs", json!(["arn:n"]));
    check("[!Ref AWS::NoValue, x, {a: !Ref AWS::NoValue, b: y}]", json!(["x", {"b": "y"}]));
    assert_eq!(evaluate("!Ref AWS::NoValue").unwrap(), Data::NoValue);
    unknown("!Ref New");
    refused("{Ref: [x]}", expect!["Template error: every Ref object must have a single String value."]);
    // An object with another member beside it is no call.
    check("{Ref: Env, Other: 1}", json!({"Ref": "Env", "Other": 1}));
}

/// recorded: cloudformation/engine/test_attributes.json and test_change_set_fn_get_attr.json, test_invalid_structure
#[test]
fn attributes() {
    check("!GetAtt Topic.TopicName", json!("topic"));
    check("!GetAtt [Topic, !Ref Attribute]", json!("topic"));
    check("{'Fn::GetAtt': Topic.TopicName}", json!("topic"));
    unknown("!GetAtt New.TopicName");
    refused(
        "!GetAtt Topic.Invalid",
        expect![
            "[Error] /Resources/Subject/Properties/Value/Fn::GetAtt: Resource type AWS::SNS::Topic does not support attribute {Invalid}."
        ],
    );
    let structure = "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute";
    for wrong in [
        "!GetAtt Topic",
        "!GetAtt [Topic]",
        "!GetAtt [Topic, '']",
        "!GetAtt ['', Arn]",
        "!GetAtt [Topic, a, b]",
    ] {
        assert_eq!(evaluate(wrong).unwrap_err().message(), structure, "{wrong}");
    }
    refused(
        "!GetAtt Nope.Arn",
        expect!["Template error: instance of Fn::GetAtt references undefined resource Nope"],
    );
}

/// recorded: cloudformation/api/test_reference_resolving.json, test_sub_resolving
#[test]
fn substitution() {
    check("!Sub '${Topic.TopicName}|${Topic}'", json!("topic|arn:aws:sns:us-east-1:111111111111:topic"));
    check("!Sub ['${A}-${Env}', {A: !Join ['', [a, b]]}]", json!("ab-prod"));
    check("!Sub '${!Literal} $ {x} $5 ${AWS::AccountId}'", json!("${Literal} $ {x} $5 111111111111"));
    check("!Sub ['${Env}', {Env: mine}]", json!("mine"));
    check("!Sub 'open ${'", json!("open ${"));
    unknown("!Sub 'a${New}b'");
    refused(
        "!Sub '${Nope}'",
        expect![
            "Template format error: Unresolved resource dependencies [Nope] in the Resources block of the template"
        ],
    );
    refused(
        "!Sub '${Nope.Arn}'",
        expect!["Template error: instance of Fn::Sub references invalid resource attribute Nope.Arn"],
    );
    refused(
        "!Sub '${a-b}'",
        expect![
            "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons"
        ],
    );
    refused(
        "!Sub ['${a}']",
        expect![
            "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string"
        ],
    );
    refused(
        "!Sub '${Names}'",
        expect!["Template error: variable Names in Fn::Sub expression does not resolve to a string"],
    );
}

#[test]
fn texts() {
    check("!Join ['-', [a, 1, true, !Ref Env]]", json!("a-1-true-prod"));
    check("!Join [',', !Ref Names]", json!("x,y,z"));
    check("!Join ['', []]", json!(""));
    check("!Join ['-', [a, !Ref AWS::NoValue, b]]", json!("a-b"));
    unknown("!Join ['-', [a, !Ref New]]");
    refused(
        "!Join ['-', a]",
        expect![
            "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined."
        ],
    );
    check("!Split [',', 'a,b,,c']", json!(["a", "b", "", "c"]));
    unknown("!Split [',', !Ref New]");
    check("!Base64 HelloWorld", json!("SGVsbG9Xb3JsZA=="));
    unknown("!Base64 {Ref: New}");
}

#[test]
fn lists() {
    check("!Select [1, [a, b]]", json!("b"));
    check("!Select ['2', !Ref Names]", json!("z"));
    check("!Select [0, !GetAZs '']", json!("us-east-1a"));
    check("!Select [1, !Split ['-', 'a-b']]", json!("b"));
    check("!Select [0, [a, !Ref New]]", json!("a"));
    unknown("!Select [1, [a, !Ref New]]");
    check("!GetAZs eu-west-1", json!(["eu-west-1a", "eu-west-1b"]));
    refused(
        "!Select [3, [a, b]]",
        expect!["Template error: Fn::Select cannot select nonexistent value at index 3"],
    );
    refused(
        "!Select [-1, [a, b]]",
        expect!["Template error: Fn::Select cannot select nonexistent value at index -1"],
    );
    refused(
        "!Select [x, [a]]",
        expect![
            "Template error: Fn::Select requires a list argument with two elements: an integer index and a list"
        ],
    );
}

/// Examples of the user guide's page on Fn::Cidr.
#[test]
fn blocks() {
    check(
        "!Cidr ['192.168.0.0/24', 6, 5]",
        json!([
            "192.168.0.0/27",
            "192.168.0.32/27",
            "192.168.0.64/27",
            "192.168.0.96/27",
            "192.168.0.128/27",
            "192.168.0.160/27"
        ]),
    );
    check("!Select [1, !Cidr ['10.0.0.0/16', '2', '8']]", json!("10.0.1.0/24"));
    check("!Select [1, !Cidr ['2001:db8::/56', 2, 64]]", json!("2001:db8:0:1::/64"));
    check("!Select [255, !Cidr ['::/0', 256, 120]]", json!("ff00::/8"));
    assert!(evaluate("!Cidr ['10.0.0.0/24', 9, 5]").is_err());
    assert!(evaluate("!Cidr ['10.0.0.0/24', 257, 1]").is_err());
    assert!(evaluate("!Cidr ['10.0.0.0/99', 1, 5]").is_err());
    assert!(evaluate("!Cidr ['nonsense', 1, 5]").is_err());
}

/// recorded: cloudformation/engine/test_mappings.json, test_mapping_with_nonexisting_key
#[test]
fn mappings() {
    check("!FindInMap [Map, !Ref Env, Size]", json!("big"));
    check("!FindInMap [Map, prod, Zones]", json!(["a", "b"]));
    refused("!FindInMap [Map, C, Size]", expect!["Template error: Unable to get mapping for Map::C::Size"]);
    refused(
        "!FindInMap [Nope, C, Size]",
        expect!["Template error: Mapping named 'Nope' is not present in the 'Mappings' section of template."],
    );
    refused(
        "!FindInMap [Map, C]",
        expect![
            "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value"
        ],
    );
}

/// Without AWS::LanguageExtensions only names, Ref and Fn::FindInMap itself stand in Fn::FindInMap.
#[test]
fn mappings_are_plain() {
    for wrong in ["[Map, !Sub '${Env}', Size]", "[Map, prod, Size, {DefaultValue: x}]", "[Map, prod, 1]"] {
        let text = evaluate(&format!("!FindInMap {wrong}")).unwrap_err().message();
        assert!(text.contains("every Fn::FindInMap object requires three parameters"), "{text}");
    }
}

#[test]
fn imports() {
    check("!ImportValue other-Export", json!("exported"));
    check("!ImportValue {'Fn::Sub': 'other-${X}'}".replace("${X}", "Export").as_str(), json!("exported"));
    refused("!ImportValue nothing", expect!["No export named nothing found."]);
    refused(
        "!ImportValue {'Fn::GetAtt': [Topic, TopicName]}",
        expect![
            "Template error: the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs"
        ],
    );
}

#[test]
fn the_names_of_imports() {
    let text = "
Parameters: {P: {Type: String}}
Conditions: {No: !Equals [a, b]}
Resources:
  A: {Type: X, Properties: {P: [!ImportValue a, !ImportValue {'Fn::Sub': '${P}-b'}, !If [No, !ImportValue c, x]]}}
  B: {Type: X, Condition: No, Properties: {P: !ImportValue d}}
Outputs: {O: {Value: !Join ['', [!ImportValue a, !ImportValue e]]}}
";
    let template = Template::parse(text).unwrap();
    let pseudo = Pseudo::default();
    let parameters = IndexMap::from([("P".to_owned(), json!("p"))]);
    let evaluator = Evaluator::new(&template, parameters, &pseudo, &State).unwrap();
    assert_eq!(evaluator.imports().unwrap(), ["a", "p-b", "e"]);
}

/// https://github.com/aws-cloudformation/cfn-lint/issues/1632 and https://github.com/serverless/site/issues/120 quote AWS.
#[test]
fn the_names_of_exports() {
    let check = |export: &str, expected: &Expect| {
        let text = format!("Resources: {{T: {{Type: X}}}}\nOutputs: {{O: {{Value: x, Export: {export}}}}}");
        let checked = Template::parse(&text).and_then(|template| validate::references(&template));
        expected.assert_eq(&checked.unwrap_err().message());
    };
    let resource = expect![
        "Template format error: Output O is malformed.  The Name field of Export must not depend on any resources, imported values, or Fn::GetAZs."
    ];
    check("{Name: !Sub '${AWS::StackName}-${T}'}", &resource);
    check("{Name: !GetAtt T.Arn}", &resource);
    check("{Name: !ImportValue x}", &resource);
    check(
        "name",
        &expect![
            "Template format error: Output O is malformed. The Export field of every Outputs member must be a Map."
        ],
    );
    check(
        "{}",
        &expect![
            "Template format error: Output O is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens."
        ],
    );
}

/// recorded: cloudformation/test_change_set_conditions.json, test_missing_condition
#[test]
fn conditions() {
    check("!If [IsProd, yes, no]", json!("yes"));
    check("!If [NotProd, a, !If [Either, b, c]]", json!("b"));
    check("!If [Both, a, b]", json!("b"));
    check("[!If [Both, a, !Ref AWS::NoValue], b]", json!(["b"]));
    // A reference to nothing is found in the branch that is not taken, too.
    refused(
        "!If [IsProd, a, !Ref Nope]",
        expect![
            "Template format error: Unresolved resource dependencies [Nope] in the Resources block of the template"
        ],
    );
    refused(
        "!If [MissingCondition, a, b]",
        expect!["Template error: unresolved condition dependency MissingCondition in Fn::If"],
    );
    refused(
        "!If [IsProd, a]",
        expect!["Template error: Fn::If requires a list argument with three elements"],
    );
}

/// Small texts that would give large values.
#[test]
fn growth_is_bounded() {
    let doubling = |innermost: &str, levels: usize| {
        (0..levels)
            .fold(json!(innermost), |inner, _| json!({"Fn::Sub": ["${V}${V}", {"V": inner}]}))
            .to_string()
    };
    assert_eq!(evaluate(&doubling("", 30)).unwrap(), Data::text(""));
    check(&doubling("ab", 3), json!("ab".repeat(8)));
    let too_large = "Template error: the functions of a value give more than is allowed";
    assert_eq!(evaluate(&doubling("ab", 30)).unwrap_err().message(), too_large);
    let names = format!("!Join ['{}', [{}]]", "x".repeat(1_000), "a,".repeat(2_000));
    assert_eq!(evaluate(&names).unwrap_err().message(), too_large);
    let lists = format!("[{}]", "!Split ['-', '----------------------------------------'],".repeat(15_000));
    assert_eq!(evaluate(&lists).unwrap_err().message(), too_large);
}

#[test]
fn unsupported_functions() {
    let text = evaluate("{'Fn::Nope': x}").unwrap_err().message();
    assert!(text.starts_with("Template Error: Encountered unsupported function: Fn::Nope Supported functions are: [Fn::Base64, "), "{text}");
    // Only with AWS::LanguageExtensions.
    assert!(evaluate("{'Fn::Length': [a]}").is_err());
}
