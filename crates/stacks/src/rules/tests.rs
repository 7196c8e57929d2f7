use indexmap::IndexMap;
use serde_json::json;

use super::{Facts, NoFacts, check};
use crate::{Error, Pseudo, Result, Template};

struct Vpcs;

impl Facts for Vpcs {
    fn ref_all(&self, kind: &str) -> Result<Vec<String>> {
        assert_eq!(kind, "AWS::EC2::VPC::Id");
        Ok(vec!["vpc-1".to_owned(), "vpc-2".to_owned()])
    }

    fn value_of(&self, value: &str, attribute: &str) -> Result<String> {
        Ok(format!("{attribute} of {value}"))
    }
}

fn judged(rule: &str, facts: &dyn Facts) -> std::result::Result<(), Error> {
    let text = format!("Rules: {{R: {rule}}}\nResources: {{A: {{Type: X}}}}");
    let parameters = IndexMap::from([
        ("Env".to_owned(), json!("prod")),
        ("Size".to_owned(), json!("big")),
        ("Subnets".to_owned(), json!(["s1", "s2"])),
    ]);
    let pseudo = Pseudo { region: "us-east-1".to_owned(), ..Pseudo::default() };
    check(&Template::parse(&text)?, &parameters, &pseudo, facts)
}

fn holds(assertion: &str) {
    assert_eq!(judged(&format!("{{Assertions: [{{Assert: {assertion}}}]}}"), &Vpcs), Ok(()), "{assertion}");
}

fn fails(assertion: &str) {
    let rule = format!("{{Assertions: [{{Assert: {assertion}, AssertDescription: No.}}]}}");
    assert_eq!(judged(&rule, &Vpcs).unwrap_err().message(), "No.", "{assertion}");
}

/// Functions and examples of the user guide's page on rules.
#[test]
fn assertions() {
    holds("{'Fn::Contains': [[big, small], {Ref: Size}]}");
    fails("{'Fn::Contains': [[small], {Ref: Size}]}");
    holds("{'Fn::Equals': [{Ref: 'AWS::Region'}, us-east-1]}");
    holds("{'Fn::EachMemberIn': [{Ref: Subnets}, [s1, s2, s3]]}");
    fails("{'Fn::EachMemberIn': [{Ref: Subnets}, [s1]]}");
    fails("{'Fn::EachMemberEquals': [{Ref: Subnets}, s1]}");
    holds("{'Fn::Not': [{'Fn::Or': [{'Fn::Equals': [a, b]}, {'Fn::Equals': [a, c]}]}]}");
    holds("{'Fn::EachMemberIn': [{'Fn::ValueOf': [Subnets, VpcId]}, ['VpcId of s1', 'VpcId of s2']]}");
    holds("{'Fn::Contains': [{'Fn::RefAll': 'AWS::EC2::VPC::Id'}, vpc-2]}");
    holds("{'Fn::Contains': [{'Fn::ValueOfAll': ['AWS::EC2::VPC::Id', Tags.Name]}, Tags.Name of vpc-1]}");
}

#[test]
fn a_rule_applies_under_its_condition() {
    let rule = |env: &str| {
        format!(
            "{{RuleCondition: {{'Fn::Equals': [{{Ref: Env}}, {env}]}}, \
             Assertions: [{{Assert: {{'Fn::Equals': [a, b]}}, AssertDescription: 'Not in {env}.'}}]}}"
        )
    };
    assert_eq!(judged(&rule("test"), &NoFacts), Ok(()));
    assert_eq!(judged(&rule("prod"), &NoFacts).unwrap_err().message(), "Not in prod.");
}

#[test]
fn what_cannot_be_judged_is_refused() {
    for assertion in
        ["yes", "{'Fn::Join': ['', []]}", "{'Fn::Contains': [a]}", "{'Fn::Equals': [{Ref: Nope}, a]}"]
    {
        let rule = format!("{{Assertions: [{{Assert: {assertion}}}]}}");
        assert!(judged(&rule, &NoFacts).is_err(), "{assertion}");
    }
    let asks = "{Assertions: [{Assert: {'Fn::Contains': [{'Fn::RefAll': 'AWS::EC2::VPC::Id'}, x]}}]}";
    assert_eq!(judged(asks, &NoFacts).unwrap_err().code(), "NotImplemented");
}
