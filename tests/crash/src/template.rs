//! Templates of the stacks that are made while the server dies.

use rand::Rng;
use rand::rngs::StdRng;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What a template declares: logical id to type, with the number that its properties bear.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    pub(crate) text: String,
    pub(crate) resources: Map<String, Value>,
    /// The visibility timeout of its queues.
    pub(crate) timeout: u32,
}

impl Template {
    /// Some resources of the types that are supported, under names that begin with the stack's. `version` differs from
    /// one template of a stack to the next.
    pub(crate) fn new(stack: &str, version: u32, without: &BTreeSet<String>, rng: &mut StdRng) -> Self {
        let timeout = 1 + version;
        // Replaced now and then, and never by a name that was there before: SQS refuses that for a minute.
        let epoch = version / 2;
        let mut resources = Map::new();
        let mut add = |id: &str, kind: &str, likely: u32, properties: Value| {
            if !without.contains(kind) && rng.random_range(0..100) < likely {
                resources.insert(id.to_owned(), json!({ "Type": kind, "Properties": properties }));
            }
        };
        add("Generated", "AWS::SQS::Queue", 100, json!({ "VisibilityTimeout": timeout }));
        let named = json!({ "QueueName": format!("{stack}-named-{epoch}"), "VisibilityTimeout": timeout });
        add("Named", "AWS::SQS::Queue", 70, named);
        let fixed = json!({
            "QueueName": format!("{stack}-fixed"), "VisibilityTimeout": timeout,
            "Tags": [{ "Key": "beside", "Value": { "Fn::GetAtt": ["Generated", "Arn"] } }],
        });
        add("Fixed", "AWS::SQS::Queue", 100, fixed);
        let allow = json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage",
                "Resource": { "Fn::GetAtt": ["Generated", "Arn"] },
            }],
        });
        let policy = json!({ "Queues": [{ "Ref": "Generated" }], "PolicyDocument": allow });
        add("Policy", "AWS::SQS::QueuePolicy", 40, policy);
        let topic =
            json!({ "TopicName": format!("{stack}-topic-{epoch}"), "DisplayName": format!("v{version}") });
        add("Topic", "AWS::SNS::Topic", 60, topic);
        let role = json!({
            "RoleName": format!("{stack}-role-{epoch}"), "Description": format!("version {version}"),
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" },
                    "Action": "sts:AssumeRole",
                }],
            },
        });
        add("Role", "AWS::IAM::Role", 50, role);
        if resources.contains_key("Topic") {
            let subscription = json!({
                "TopicArn": { "Ref": "Topic" }, "Protocol": "sqs",
                "Endpoint": { "Fn::GetAtt": ["Generated", "Arn"] },
            });
            let kind = "AWS::SNS::Subscription";
            if !without.contains(kind) {
                let declared = json!({ "Type": kind, "Properties": subscription });
                resources.insert("Subscription".to_owned(), declared);
            }
        }
        let text = json!({ "Description": format!("version {version}"), "Resources": resources }).to_string();
        Self { text, resources, timeout }
    }
    /// The logical ids of a type.
    pub(crate) fn of_type<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        self.resources.iter().filter(move |(_, r)| r["Type"] == kind).map(|(id, _)| id.as_str())
    }
}
