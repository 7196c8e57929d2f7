#![expect(unreachable_pub, reason = "the macros declare what generated crates export")]

use super::*;
use crate::schema::{Dialect, Kind, Schema, m};
use crate::shape::{Blob, Map};
use crate::{enumeration, structure};

static TEXT: Schema = Schema::new("text", Kind::String);
static NAME: Schema = Schema::new("name", Kind::String).min(2).max(8).pattern(r"[\w+=,.@-]+");
static SECRET: Schema = Schema::new("secret", Kind::String).min(8).sensitive();
static NUMBER: Schema = Schema::new("number", Kind::Integer).min(900).max(43200);
static STATUS: Schema = Schema::new("status", Kind::Enum).values(&["Active", "Inactive"]);
static DATA: Schema = Schema::new("data", Kind::Blob).max(2);
static NAMES: Schema = Schema::new("names", Kind::List).members(&[m("member", &NAME)]).max(3);
static STATES: Schema = Schema::new("states", Kind::List).members(&[m("member", &STATUS)]);
static PAIR: Schema = Schema::new("Pair", Kind::Structure).members(&[m("Left", &NAME).required()]);
static TAG: Schema =
    Schema::new("Tag", Kind::Structure).members(&[m("Key", &NAME).required(), m("Value", &TEXT)]);
static TAGS: Schema = Schema::new("Tags", Kind::List).members(&[m("member", &TAG)]).max(2);
static TAG_MAP: Schema = Schema::new("TagMap", Kind::Map).members(&[m("key", &NAME), m("value", &SECRET)]);
static ATTRIBUTES: Schema =
    Schema::new("Attributes", Kind::Map).members(&[m("key", &TEXT), m("value", &TAG)]);
static BROKEN: Schema = Schema::new("broken", Kind::String).pattern("(");
static INPUT: Schema = Schema::new("Input", Kind::Structure).members(&[
    m("RoleName", &NAME).required(),
    m("Secret", &SECRET),
    m("Duration", &NUMBER),
    m("Status", &STATUS),
    m("Data", &DATA),
    m("Names", &NAMES),
    m("States", &STATES),
    m("Tags", &TAGS),
    m("TagMap", &TAG_MAP),
    m("Attributes", &ATTRIBUTES),
    m("Broken", &BROKEN),
]);
static OUTER: Schema =
    Schema::new("Outer", Kind::Structure).members(&[m("Pair", &PAIR).required(), m("Duration", &NUMBER)]);

enumeration! { Status; Active = "Active", Inactive = "Inactive" }
structure! { Pair = PAIR; 0 left: String }
structure! { Outer = OUTER; 0 pair: Pair, 1 duration: Option<i32> }
structure! { Tag = TAG; 0 key: String, 1 value: Option<String> }
structure! { Input = INPUT;
    0 role_name: String, 1 secret: Option<String>, 2 duration: Option<i32>, 3 status: Option<Status>, 4 data: Option<Blob>,
    5 names: Option<Vec<String>>, 6 states: Option<Vec<Status>>, 7 tags: Option<Vec<Tag>>, 8 tag_map: Option<Map<String>>,
    9 attributes: Option<Map<Tag>>, 10 broken: Option<String>
}

/// The refusal of a JSON body: its code, the exception's name and the text.
fn refused(dialect: Dialect, body: &str) -> Option<(String, String, String)> {
    let mut input = Input::default();
    let missing = crate::json::decode(&mut input, body.as_bytes()).expect("it decodes");
    let error = validate(dialect, &input, missing).err()?;
    Some((error.code().to_owned(), error.shape_name().to_owned(), error.message().to_owned()))
}

fn check(body: &str, text: &str) {
    let (code, _, message) = refused(Dialect::Coral, body).unwrap_or_default();
    let expected = if text.is_empty() { "" } else { "ValidationException" };
    assert_eq!((code.as_str(), message.as_str()), (expected, text), "{body}");
}

#[test]
fn coral() {
    check(r#"{"RoleName":"ab"}"#, "");
    check(
        r#"{"RoleName":"a"}"#,
        "1 validation error detected: Value 'a' at 'roleName' failed to satisfy constraint: Member must have length \
         greater than or equal to 2",
    );
    check(
        "{}",
        "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null",
    );
    // Both orders are seen on AWS; DynamoDB and Cognito name the pattern first.
    check(
        r#"{"RoleName":""}"#,
        "2 validation errors detected: Value '' at 'roleName' failed to satisfy constraint: Member must satisfy regular \
         expression pattern: [\\w+=,.@-]+; Value '' at 'roleName' failed to satisfy constraint: Member must have length \
         greater than or equal to 2",
    );
    check(
        r#"{"RoleName":"ab","Duration":899}"#,
        "1 validation error detected: Value '899' at 'duration' failed to satisfy constraint: Member must have value \
         greater than or equal to 900",
    );
    check(
        r#"{"RoleName":"ab","Data":"AAAA"}"#,
        "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=3 cap=3]' at 'data' failed to satisfy \
         constraint: Member must have length less than or equal to 2",
    );
}

#[test]
fn what_is_missing_comes_first_and_stands_together_with_what_is_wrong() {
    check(
        r#"{"Duration":1}"#,
        "2 validation errors detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null; \
         Value '1' at 'duration' failed to satisfy constraint: Member must have value greater than or equal to 900",
    );
    // recorded/sns: `messageAttributes.attr1.member.dataType` and `publishBatchRequestEntries.1.member...`.
    check(
        r#"{"RoleName":"ab","Tags":[{"Key":"ab"},{}],"Attributes":{"a":{}}}"#,
        "2 validation errors detected: Value null at 'tags.2.member.key' failed to satisfy constraint: Member must not be \
         null; Value null at 'attributes.a.member.key' failed to satisfy constraint: Member must not be null",
    );
}

#[test]
fn nothing_below_what_is_missing_is_wrong() {
    let mut outer = Outer::default();
    let missing = crate::json::decode(&mut outer, b"{}").expect("it decodes");
    let error = validate(Dialect::Coral, &outer, missing).expect_err("it is missing");
    assert_eq!(
        error.message(),
        "1 validation error detected: Value null at 'pair' failed to satisfy constraint: Member must not be null"
    );
}

#[test]
fn enumerations_name_their_values() {
    // recorded/cloudwatch: SetAlarmState.
    check(
        r#"{"RoleName":"ab","Status":"INVALID"}"#,
        "1 validation error detected: Value 'INVALID' at 'status' failed to satisfy constraint: Member must satisfy enum \
         value set: [Active, Inactive]",
    );
    // recorded/apigateway: endpointConfiguration.types.
    check(
        r#"{"RoleName":"ab","States":["Active","wrong"]}"#,
        "1 validation error detected: Value '[Active, wrong]' at 'states' failed to satisfy constraint: Member must \
         satisfy constraint: [Member must satisfy enum value set: [Active, Inactive]]",
    );
}

#[test]
fn sensitive_values_are_not_shown() {
    // recorded/kms: Encrypt.
    check(
        r#"{"RoleName":"ab","Secret":"1234567"}"#,
        "1 validation error detected: Value at 'secret' failed to satisfy constraint: Member must have length greater than \
         or equal to 8",
    );
}

#[test]
fn lists_and_maps_are_shown_whole() {
    // recorded/lambda_: vpcConfig.securityGroupIds.
    check(
        r#"{"RoleName":"ab","Names":["ok","not ok"]}"#,
        "1 validation error detected: Value '[ok, not ok]' at 'names' failed to satisfy constraint: Member must satisfy \
         constraint: [Member must have length less than or equal to 8, Member must have length greater than or equal to 2, \
         Member must satisfy regular expression pattern: [\\w+=,.@-]+]",
    );
    // recorded/logs: metricTransformations.
    check(
        r#"{"RoleName":"ab","Tags":[{"Key":"k1","Value":"v"},{"Key":"k2"},{"Key":"k3"}]}"#,
        "1 validation error detected: Value '[Tag(key=k1, value=v), Tag(key=k2, value=null), Tag(key=k3, value=null)]' at \
         'tags' failed to satisfy constraint: Member must have length less than or equal to 2",
    );
    check(
        r#"{"RoleName":"ab","Tags":[{"Key":"k"}]}"#,
        "1 validation error detected: Value 'k' at 'tags.1.member.key' failed to satisfy constraint: Member must have \
         length greater than or equal to 2",
    );
    check(
        r#"{"RoleName":"ab","TagMap":{"ab":"short"}}"#,
        "1 validation error detected: Value '{ab=short}' at 'tagMap' failed to satisfy constraint: Map value must satisfy \
         constraint: [Member must have length greater than or equal to 8]",
    );
}

#[test]
fn dialects() {
    let check = |dialect, body: &str, code: &str, shape: &str, text: &str| {
        let expected = (code.to_owned(), shape.to_owned(), text.to_owned());
        assert_eq!(refused(dialect, body), Some(expected), "{dialect:?} {body}");
    };
    let null = "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null";
    check(Dialect::Coral, "{}", "ValidationException", "ValidationException", null);
    // recorded/logs: test_get_log_events_limit_validation.
    check(Dialect::Logs, "{}", "InvalidParameterException", "InvalidParameterException", null);
    check(Dialect::CoralQuery, "{}", "ValidationError", "ValidationError", null);
    check(Dialect::Sns, "{}", "ValidationError", "ValidationError", null);
    check(
        Dialect::Ecr,
        "{}",
        "InvalidParameterException",
        "InvalidParameterException",
        "Invalid parameter at 'roleName' failed to satisfy constraint: 'must not be null'",
    );
    check(
        Dialect::Sqs,
        r#"{"Duration":1}"#,
        "MissingParameter",
        "MissingRequiredParameterException",
        "The request must contain the parameter RoleName.",
    );
    check(
        Dialect::Sqs,
        r#"{"RoleName":"ab","Duration":1}"#,
        "InvalidParameterValue",
        "InvalidParameterValueException",
        "Value (1) for parameter Duration is invalid. Must have value greater than or equal to 900.",
    );
    // recorded/ec2: `The request must contain the parameter size/snapshot`.
    check(
        Dialect::Ec2,
        "{}",
        "MissingParameter",
        "MissingParameter",
        "The request must contain the parameter roleName",
    );
    // https://github.com/aws/aws-sdk-ruby/pull/2575
    check(
        Dialect::Ec2,
        r#"{"RoleName":"ab","Duration":1}"#,
        "InvalidParameterValue",
        "InvalidParameterValue",
        "Value ( 1 ) for parameter duration is invalid. Expecting a value greater than 900.",
    );
    check(
        Dialect::S3,
        "{}",
        "MalformedXML",
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema",
    );
}

#[test]
fn iam_shows_no_values() {
    let check = |body: &str, text: &str| {
        let expected = ("ValidationError".to_owned(), "ValidationError".to_owned(), text.to_owned());
        assert_eq!(refused(Dialect::Iam, body), Some(expected), "{body}");
    };
    // recorded/iam: update-invalid-status.
    check(
        r#"{"RoleName":"ab","Status":"wrong"}"#,
        "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
    );
    check(
        "{}",
        "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null",
    );
    check(
        r#"{"RoleName":"123456789"}"#,
        "1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must have length less than \
         or equal to 8",
    );
    // https://github.com/aws-cloudformation/cfn-lint/issues/996
    check(
        r#"{"RoleName":"a/b"}"#,
        "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: \
         +=,.@_-",
    );
}

#[test]
fn a_pattern_that_does_not_compile_is_not_passed_over() {
    let (code, ..) = refused(Dialect::Coral, r#"{"RoleName":"ab","Broken":"x"}"#).unwrap_or_default();
    assert_eq!(code, "InternalFailure");
}
