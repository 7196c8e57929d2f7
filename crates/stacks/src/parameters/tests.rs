use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{Given, bind};
use crate::{Result, Template};

fn template(declaration: &str) -> Template {
    Template::parse(&format!("Parameters: {{P: {declaration}}}\nResources: {{A: {{Type: X}}}}")).unwrap()
}

fn value(declaration: &str, text: &str) -> Result<Value> {
    let given = IndexMap::from([("P".to_owned(), Given::value(text))]);
    bind(&template(declaration), &given, &IndexMap::new()).map(|bound| bound.values()["P"].clone())
}

fn allowed(declaration: &str, text: &str) {
    assert!(value(declaration, text).is_ok(), "{declaration} {text}");
}

fn refused(declaration: &str, text: &str, expected: &str) {
    assert_eq!(value(declaration, text).unwrap_err().message(), expected);
}

/// recorded: cloudformation/test_change_set_parameters.json, test_invalid_parameter_type; the user guide's page on
/// parameters for what each constraint means.
#[test]
fn constraints() {
    refused("{Type: Number}", "x", "Parameter 'P' must be a number.");
    refused("{Type: 'List<Number>'}", "1,x", "Parameter 'P' must be a number.");
    refused("{Type: Number, MinValue: 2}", "1", "Parameter 'P' must be a number not less than 2");
    refused("{Type: Number, MaxValue: '2'}", "3", "Parameter 'P' must be a number not greater than 2");
    allowed("{Type: Number, MinValue: 2, MaxValue: 2}", "2.0");
    refused("{Type: String, MinLength: 3}", "ab", "Parameter 'P' must contain at least 3 characters");
    refused("{Type: String, MaxLength: 3}", "äöüß", "Parameter 'P' must contain at most 3 characters");
    allowed("{Type: String, MinLength: 3, MaxLength: 3}", "äöü");
    refused("{Type: String, AllowedPattern: '[a-z]+'}", "abC", "Parameter 'P' must match pattern [a-z]+");
    allowed("{Type: String, AllowedPattern: '^[a-z]+$'}", "abc");
    allowed(r"{Type: String, AllowedPattern: '^(?!x)\w+$'}", "abc");
    refused(
        "{Type: CommaDelimitedList, AllowedPattern: '[a-z]+'}",
        "a, B",
        "Parameter 'P' must match pattern [a-z]+",
    );
    refused("{Type: String, AllowedValues: [a, 1]}", "2", "Parameter 'P' must be one of AllowedValues");
    allowed("{Type: String, AllowedValues: [a, 1]}", "1");
    allowed("{Type: CommaDelimitedList, AllowedValues: [a, b]}", "b, a");
    refused(
        "{Type: String, AllowedValues: [a], ConstraintDescription: must be a.}",
        "b",
        "Parameter P failed to satisfy constraint: must be a.",
    );
    assert_eq!(value("{Type: String, AllowedPattern: '['}", "x").unwrap_err().code(), "NotImplemented");
}

#[test]
fn references_see_texts_and_lists() {
    assert_eq!(value("{Type: Number}", "08").unwrap(), json!("08"));
    assert_eq!(value("{Type: CommaDelimitedList}", "a, b ,c").unwrap(), json!(["a", "b", "c"]));
    assert_eq!(value("{Type: CommaDelimitedList}", "").unwrap(), json!([""]));
    assert_eq!(value("{Type: 'List<Number>'}", "1, 2").unwrap(), json!(["1", "2"]));
    assert_eq!(
        value("{Type: 'List<AWS::EC2::Subnet::Id>'}", "subnet-1,subnet-2").unwrap(),
        json!(["subnet-1", "subnet-2"])
    );
}

#[test]
fn where_a_value_comes_from() {
    let template = template("{Type: String, Default: d}");
    let previous = IndexMap::from([("P".to_owned(), "before".to_owned())]);
    let check = |given: Option<Given>, previous: &IndexMap<String, String>| {
        let given: IndexMap<String, Given> = given.into_iter().map(|it| ("P".to_owned(), it)).collect();
        bind(&template, &given, previous)
            .map(|bound| bound.get("P").unwrap().text.clone())
            .map_err(|e| e.message())
    };
    let none = IndexMap::new();
    assert_eq!(check(None, &previous), Ok("d".to_owned()));
    assert_eq!(check(Some(Given::value("")), &none), Ok(String::new()));
    assert_eq!(check(Some(Given::previous()), &previous), Ok("before".to_owned()));
    assert_eq!(
        check(Some(Given::previous()), &none),
        Err("Invalid input for parameter key P. Cannot specify usePreviousValue as true for a parameter key not in the previous template".to_owned())
    );
    assert_eq!(
        check(Some(Given { value: Some("x".to_owned()), use_previous: true }), &previous),
        Err("Invalid input for parameter key P. Cannot specify usePreviousValue as true and non empty value for a parameter".to_owned())
    );
}

#[test]
fn names_without_values_and_values_without_names() {
    let template = Template::parse(
        "{Parameters: {A: {Type: String}, B: {Type: String}, C: {Type: String, Default: x}}, Resources: {R: {Type: X}}}",
    )
    .unwrap();
    let given = |name: &str| IndexMap::from([(name.to_owned(), Given::value("x"))]);
    let message = |name| bind(&template, &given(name), &IndexMap::new()).unwrap_err().message();
    assert_eq!(message("C"), "Parameters: [A, B] must have values");
    assert_eq!(message("D"), "Parameters: [D] do not exist in the template");
}

/// recorded: cloudformation/v2/test_dynamic_resolving.json (ParameterValue, ResolvedValue)
#[test]
fn values_behind_names() {
    let given = IndexMap::from([("P".to_owned(), Given::value("/name"))]);
    let bound = |kind: &str| {
        let template = template(&format!("{{Type: '{kind}', NoEcho: true}}"));
        bind(&template, &given, &IndexMap::new()).unwrap()
    };
    let one = bound("AWS::SSM::Parameter::Value<String>");
    assert_eq!(one.ssm_names(), ["/name"]);
    let one = one.resolve(|_| Some("found".to_owned())).unwrap();
    assert_eq!(one.values()["P"], json!("found"));
    assert_eq!(one.get("P").unwrap().shown(), "****");
    let list = bound("AWS::SSM::Parameter::Value<List<String>>").resolve(|_| Some("a,b".to_owned())).unwrap();
    assert_eq!(list.values()["P"], json!(["a", "b"]));
    let text = bound("AWS::SSM::Parameter::Name").resolve(|_| None).unwrap_err().message();
    assert_eq!(text, "Unable to fetch parameters [/name] from parameter store for this account.");
}
