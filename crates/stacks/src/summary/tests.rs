use serde_json::Value;

use super::{Summary, acknowledge, summarise};
use crate::{Error, source};

fn summary(text: &str) -> Result<Summary, Error> {
    summarise(&source::parse(text)?, &|kind| match kind {
        "AWS::S3::Bucket" => Some(vec!["BucketName".to_owned()]),
        "AWS::IAM::Role" => Some(vec!["RoleName".to_owned()]),
        _ => None,
    })
}

/// recorded: cloudformation/resources/test_kinesis.json, test_describe_template
#[test]
fn of_a_template() {
    let text = "
AWSTemplateFormatVersion: 2010-09-09
Description: d
Metadata: {a: [1]}
Parameters:
  RoleName: {Type: String, AllowedValues: [a, b], Description: x}
  Secret: {Type: String, NoEcho: true, Default: hidden}
Resources:
  MyBucket: {Type: 'AWS::S3::Bucket'}
  MyRole: {Type: 'AWS::IAM::Role', Properties: {RoleName: !Ref RoleName}}
  Other: {Type: 'AWS::S3::Bucket'}
  Queue: {Type: 'AWS::SQS::Queue'}
";
    let summary = summary(text).unwrap();
    assert_eq!(summary.capabilities, ["CAPABILITY_NAMED_IAM"]);
    let reason = "The following resource(s) require capabilities: [AWS::IAM::Role]";
    assert_eq!(summary.capabilities_reason.as_deref(), Some(reason));
    assert_eq!(summary.resource_types, ["AWS::S3::Bucket", "AWS::IAM::Role", "AWS::SQS::Queue"]);
    assert_eq!(summary.metadata.as_deref(), Some(r#"{"a":[1]}"#));
    assert_eq!(summary.version.as_deref(), Some("2010-09-09"));
    let identifiers: Vec<_> = summary
        .resource_identifiers
        .iter()
        .map(|it| (it.logical_ids.join(","), it.identifiers.join(",")))
        .collect();
    assert_eq!(
        identifiers,
        [("MyBucket,Other".into(), "BucketName".into()), ("MyRole".into(), "RoleName".into())]
    );
    assert_eq!(summary.parameters[0].allowed_values.as_deref(), Some(&["a".to_owned(), "b".to_owned()][..]));
    assert_eq!(summary.parameters[1].default.as_deref(), Some("****"));
}

#[test]
fn what_is_invalid_has_no_summary_unless_a_transform_may_mend_it() {
    let invalid = "Resources: {A: {Type: X, Properties: {P: !Ref Nope}}}";
    assert!(summary(invalid).is_err());
    let text = "Transform: AWS::LanguageExtensions\nResources: {'Fn::ForEach::L': [I, [a], {'R${I}': {Type: X}}], B: {Type: Y}}";
    let summary = summary(text).unwrap();
    assert_eq!(summary.declared_transforms, ["AWS::LanguageExtensions"]);
    assert_eq!(summary.resource_types, ["Y"]);
    assert_eq!(summary.capabilities, ["CAPABILITY_AUTO_EXPAND"]);
}

/// recorded: cloudformation/test_template_engine.json, test_capabilities_requirements
#[test]
fn capabilities() {
    let needed = |text: &str| super::capabilities(&source::parse(text).unwrap()).0;
    let role = |properties: &str| {
        needed(&format!("Resources: {{R: {{Type: 'AWS::IAM::Role', Properties: {properties}}}}}"))
    };
    assert_eq!(role("{}"), ["CAPABILITY_IAM"]);
    assert_eq!(role("{RoleName: x}"), ["CAPABILITY_NAMED_IAM"]);
    assert_eq!(role("{P: {'Fn::Transform': {Name: M}}}"), ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]);
    assert!(super::capabilities(&Value::Null).0.is_empty());

    let given = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    assert_eq!(acknowledge(&["CAPABILITY_IAM"], &given(&["CAPABILITY_NAMED_IAM"])), Ok(()));
    assert!(acknowledge(&["CAPABILITY_NAMED_IAM"], &given(&["CAPABILITY_IAM"])).is_err());
    let error = acknowledge(&["CAPABILITY_AUTO_EXPAND"], &[]).unwrap_err();
    assert_eq!(error.code(), "InsufficientCapabilitiesException");
    assert_eq!(error.message(), "Requires capabilities : [CAPABILITY_AUTO_EXPAND]");
}
