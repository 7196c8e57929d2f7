//! What is refused before anything begins, and what templates say of themselves.

use super::{House, house, things};
use model_cloudformation::ops;
use model_cloudformation::types::*;

async fn check(with: impl FnOnce(&mut CreateStackInput), code: &str, text: &str) {
    let house = house();
    let error = house.create_with(&things(&[("A", "{}")]), with).await.unwrap_err();
    assert_eq!(error.code(), code, "{error}");
    assert!(error.message().contains(text), "{error}");
    assert!(house.service.state.list(&house.call).is_empty());
}

/// cloudformation/api/test_update_stack.json, test_stacks.json.
#[tokio::test]
async fn what_has_no_effect_is_refused() {
    let trigger = |kind: &str, arn: &str| {
        let trigger = RollbackTrigger { arn: arn.to_owned(), r#type: kind.to_owned() };
        Some(RollbackConfiguration {
            rollback_triggers: Some(vec![trigger]),
            monitoring_time_in_minutes: None,
        })
    };
    let alarm = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:high";
    let kind = "AWS::CloudWatch::Alarm";
    check(
        |i| i.rollback_configuration = trigger("x", alarm),
        "ValidationError",
        "Rollback Trigger Type not supported",
    )
    .await;
    let wrong = "RelativeId of a Rollback Trigger's ARN is incorrect";
    check(|i| i.rollback_configuration = trigger(kind, "arn:aws:sns:a:b:c"), "ValidationError", wrong).await;
    check(|i| i.rollback_configuration = trigger(kind, alarm), "NotImplemented", "CloudWatch").await;
    check(
        |i| i.template_body = None,
        "ValidationError",
        "Either Template URL or Template Body must be specified.",
    )
    .await;
    let url = |i: &mut CreateStackInput| {
        i.template_body = None;
        i.template_url = Some("https://example.com/t".to_owned());
    };
    check(url, "NotImplemented", "S3").await;
    check(
        |i| i.role_arn = Some("arn:aws:iam::000000000000:role/x".to_owned()),
        "NotImplemented",
        "AssumeRole",
    )
    .await;
    let long = format!("Description: {}", "x".repeat(51_200));
    let text =
        "at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200";
    check(|i| i.template_body = Some(long), "ValidationError", text).await;
    let types = Some(vec!["AWS::SQS::*".to_owned()]);
    let text = "Resource type AWS::Test::Thing is not allowed by parameter ResourceTypes: [AWS::SQS::*]";
    check(|i| i.resource_types = types, "ValidationError", text).await;
    let tags = Some(vec![Tag { key: "aws:x".to_owned(), value: "x".to_owned() }]);
    check(|i| i.tags = tags, "ValidationError", "aws: prefixed tag key names").await;
    let dynamic = things(&[("A", "{ Value: '{{resolve:ssm:name}}' }")]);
    check(|i| i.template_body = Some(dynamic), "NotImplemented", "dynamic references").await;
    let creation = "Resources: { A: { Type: 'AWS::Test::Thing', CreationPolicy: { ResourceSignal: {} } } }";
    check(|i| i.template_body = Some(creation.to_owned()), "NotImplemented", "CreationPolicy").await;
    let no_topic = Some(vec!["arn:aws:sqs:us-east-1:000000000000:q".to_owned()]);
    check(|i| i.notification_arns = no_topic, "ValidationError", "is not the ARN of an SNS topic").await;
    let hooks = format!("Hooks: {{ H: {{ Type: x }} }}\n{}", things(&[("A", "{}")]));
    check(|i| i.template_body = Some(hooks), "NotImplemented", "the section Hooks").await;
    let include = things(&[("A", "{ 'Fn::Transform': { Name: 'AWS::Include' } }")]);
    check(|i| i.template_body = Some(include), "NotImplemented", "the transform AWS::Include").await;
    // cloudformation/api/test_changesets.json, test_using_pseudoparameters_in_places: before its value is asked for.
    let named = format!("Parameters: {{ 'AWS::NoValue': {{ Type: String }} }}\n{}", things(&[("A", "{}")]));
    let text = "Template format error: Parameter name AWS::NoValue is non alphanumeric.";
    check(|i| i.template_body = Some(named), "ValidationError", text).await;
    let typed = |kind: &str, value: &str| {
        let parameter = format!("Parameters: {{ P: {{ Type: '{kind}', Default: {value} }} }}\n");
        Some(parameter + &things(&[("A", "{}")]))
    };
    let zone = typed("AWS::EC2::AvailabilityZone::Name", "us-east-1z");
    let text = "Parameter validation failed: parameter value us-east-1z for parameter name P does not exist";
    check(|i| i.template_body = zone, "ValidationError", text).await;
    let subnets = typed("List<AWS::EC2::Subnet::Id>", "subnet-1");
    check(|i| i.template_body = subnets, "NotImplemented", "the type AWS::EC2::Subnet::Id (P)").await;
    check(|i| i.stack_name = "not_a_name".to_owned(), "ValidationError", "failed to satisfy constraint")
        .await;
}

/// Every stack of the CDK has one (cloudformation/api/test_changesets.json, test_empty_changeset).
#[tokio::test]
async fn the_metadata_of_the_cdk_is_taken() {
    let template = |analytics: &str| {
        let properties = format!("Properties: {{ Analytics: '{analytics}' }}");
        format!("Resources: {{ M: {{ Type: 'AWS::CDK::Metadata', {properties} }} }}")
    };
    let house = House::made(&template("v2:deflate64:a")).await;
    let before = house.known();
    house.update(&template("v2:deflate64:b")).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert_eq!(house.known(), before);
    house.delete().await.unwrap();
    assert_eq!(house.settled().await, "DELETE_COMPLETE");
}

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html>
#[tokio::test]
async fn a_hundred_resources_are_described_and_all_are_listed() {
    let ids: Vec<String> = (0..120).map(|n| format!("R{n:03}")).collect();
    let house = House::made(&things(&ids.iter().map(|id| (id.as_str(), "{}")).collect::<Vec<_>>())).await;
    let stack_name = Some("inbox".to_owned());
    let input = DescribeStackResourcesInput { stack_name, ..Default::default() };
    let described = house.call.call::<ops::DescribeStackResources>(input).await.unwrap();
    assert_eq!(described.stack_resources.unwrap().len(), 100);
    let (mut listed, mut next_token) = (0, None);
    loop {
        let input = ListStackResourcesInput { stack_name: "inbox".to_owned(), next_token };
        let page = house.call.call::<ops::ListStackResources>(input).await.unwrap();
        listed += page.stack_resource_summaries.unwrap().len();
        next_token = page.next_token;
        if next_token.is_none() {
            break;
        }
    }
    assert_eq!(listed, 120);
}

#[tokio::test]
async fn two_outputs_have_no_export_in_common() {
    let outputs = "Outputs: { A: { Value: a, Export: { Name: x } }, B: { Value: b, Export: { Name: x } } }";
    let house = house();
    house.create(&format!("{}{outputs}", things(&[("A", "{}")]))).await.unwrap();
    assert_eq!(house.settled().await, "ROLLBACK_COMPLETE");
    let reason = house.reason_of("inbox", "ROLLBACK_IN_PROGRESS").unwrap();
    assert!(reason.starts_with("Export with name x is already exported by stack inbox"), "{reason}");
}

#[tokio::test]
async fn templates_say_what_they_are() {
    let template = format!(
        "Description: a thing\nParameters: {{ P: {{ Type: String, Default: d }} }}\n{}",
        things(&[("A", "{ Value: !Ref P }")])
    );
    let house = House::made(&template).await;
    let input = ValidateTemplateInput { template_body: Some(template.clone()), ..Default::default() };
    let valid = house.call.call::<ops::ValidateTemplate>(input).await.unwrap();
    assert_eq!(valid.description.as_deref(), Some("a thing"));
    assert_eq!(valid.parameters.unwrap()[0].default_value.as_deref(), Some("d"));
    let input = GetTemplateSummaryInput { stack_name: Some("inbox".to_owned()), ..Default::default() };
    let summary = house.call.call::<ops::GetTemplateSummary>(input).await.unwrap();
    assert_eq!(summary.resource_types.unwrap(), ["AWS::Test::Thing"]);
    let input = GetTemplateInput { stack_name: Some("inbox".to_owned()), ..Default::default() };
    assert_eq!(house.call.call::<ops::GetTemplate>(input).await.unwrap().template_body, Some(template));
    // cloudformation/api/test_templates.json
    let refusals = [
        (None, None, "StackName is required if ChangeSetName is not specified."),
        (None, Some("set"), "StackName is a required parameter."),
        (Some("none"), None, "Stack with id none does not exist"),
    ];
    for (stack, set, text) in refusals {
        let input = GetTemplateInput {
            stack_name: stack.map(str::to_owned),
            change_set_name: set.map(str::to_owned),
            ..Default::default()
        };
        assert_eq!(house.call.call::<ops::GetTemplate>(input).await.unwrap_err().message(), text);
    }
}

#[tokio::test]
async fn resources_are_found_by_their_physical_ids() {
    let house = House::made(&things(&[("A", "{}"), ("B", "{}")])).await;
    let physical = house.known().remove(1);
    let by =
        |stack: Option<&str>, physical: Option<&str>, logical: Option<&str>| DescribeStackResourcesInput {
            stack_name: stack.map(str::to_owned),
            physical_resource_id: physical.map(str::to_owned),
            logical_resource_id: logical.map(str::to_owned),
        };
    let describe = async |input| house.call.call::<ops::DescribeStackResources>(input).await;
    let found = describe(by(None, Some(&physical), None)).await.unwrap().stack_resources.unwrap();
    assert_eq!(found.len(), 2);
    let found = describe(by(Some("inbox"), None, Some("B"))).await.unwrap().stack_resources.unwrap();
    assert_eq!(found[0].physical_resource_id, Some(physical));
    assert!(describe(by(None, Some("nothing"), None)).await.is_err());
    let error = describe(by(Some("inbox"), None, Some("X"))).await.unwrap_err();
    assert_eq!(error.message(), "Resource X does not exist for stack inbox");
}

#[tokio::test]
async fn stacks_are_listed_by_their_status_and_seen_after_their_end() {
    let house = House::made(&things(&[("A", "{}")])).await;
    let id = house.described().await.stack_id;
    house.delete().await.unwrap();
    assert_eq!(house.settled().await, "DELETE_COMPLETE");
    let list = async |status: StackStatus| {
        let input = ListStacksInput { stack_status_filter: Some(vec![status]), ..Default::default() };
        house.call.call::<ops::ListStacks>(input).await.unwrap().stack_summaries.unwrap().len()
    };
    assert_eq!((list(StackStatus::DeleteComplete).await, list(StackStatus::CreateComplete).await), (1, 0));
    let describe = async |name: Option<String>| {
        house
            .call
            .call::<ops::DescribeStacks>(DescribeStacksInput { stack_name: name, next_token: None })
            .await
    };
    let gone = describe(id).await.unwrap().stacks.unwrap().remove(0);
    assert_eq!(gone.enable_termination_protection, None);
    let error = describe(Some("inbox".to_owned())).await.unwrap_err();
    assert_eq!(error.message(), "Stack with id inbox does not exist");
    assert!(describe(None).await.unwrap().stacks.unwrap().is_empty());
}
