//! The cases are those of the recorded change sets: cloudformation/test_change_set_ref.json and its neighbours.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{Deployed, Difference, Recreation, ResourceChange, TypeFacts, Version, compare};
use crate::evaluate::{Data, Evaluator, Lookup, Pseudo, Resolver};
use crate::parameters::{Bound, Given, bind};
use crate::{Error, Template, validate};

/// The resources of a template as they are once it is deployed: a topic's id is its ARN, an attribute is the property.
struct Stack(BTreeMap<String, (String, Data)>);

impl Stack {
    fn deploy(template: &Template, parameters: &Bound, pseudo: &Pseudo) -> Self {
        let mut stack = Self(BTreeMap::new());
        // Enough turns for every chain of references in these tests.
        for _ in 0..4 {
            let mut next = BTreeMap::new();
            let evaluator = Evaluator::new(template, parameters.values(), pseudo, &stack).unwrap();
            for id in evaluator.active() {
                let properties = evaluator.properties(id).unwrap();
                let name = |key: &str| match &properties {
                    Data::Map(map) => {
                        map.get(key).and_then(Data::to_value).and_then(|v| v.as_str().map(str::to_owned))
                    }
                    _ => None,
                };
                let physical = match template.resources[id].kind.as_str() {
                    "AWS::SNS::Topic" => {
                        format!("arn:sns:{}", name("TopicName").unwrap_or_else(|| id.to_owned()))
                    }
                    _ => name("Name").unwrap_or_else(|| format!("CFN-{id}")),
                };
                next.insert(id.to_owned(), (physical, properties));
            }
            stack = Self(next);
        }
        stack
    }
}

impl Resolver for Stack {
    fn reference(&self, id: &str) -> Lookup {
        self.0.get(id).map_or(Lookup::Unknown, |(physical, _)| Lookup::Known(json!(physical)))
    }

    fn attribute(&self, id: &str, attribute: &str) -> Lookup {
        let Some((_, Data::Map(properties))) = self.0.get(id) else { return Lookup::Unknown };
        properties.get(attribute).and_then(Data::to_value).map_or(Lookup::Unknown, Lookup::Known)
    }

    fn export(&self, _: &str) -> Option<String> {
        None
    }

    fn zones(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

impl Deployed for Stack {
    fn physical_id(&self, id: &str) -> Option<String> {
        self.0.get(id).map(|(physical, _)| physical.clone())
    }
}

struct Types;

impl TypeFacts for Types {
    fn recreation(&self, _: &str, path: &str) -> Recreation {
        match path {
            "/Properties/TopicName" | "/Properties/Name" => Recreation::Always,
            "/Properties/Sometimes" => Recreation::Conditionally,
            _ => Recreation::Never,
        }
    }

    fn takes_stack_tags(&self, kind: &str) -> bool {
        kind == "AWS::SNS::Topic"
    }
}

type Side<'a> = (&'a str, &'a [(&'a str, &'a str)]);

fn differ(before: Side<'_>, after: Side<'_>) -> Result<Difference, Error> {
    differ_with_tags(before, after, &[])
}

fn differ_with_tags(before: Side<'_>, after: Side<'_>, tags: &[(&str, &str)]) -> Result<Difference, Error> {
    let read = |(text, given): Side<'_>| {
        let template = Template::parse(text).unwrap();
        validate::references(&template).unwrap();
        let given = given.iter().map(|(name, value)| ((*name).to_owned(), Given::value(*value)));
        let bound = bind(&template, &given.collect(), &IndexMap::new()).unwrap();
        (template, bound)
    };
    let pseudo = Pseudo { stack_name: "stack".to_owned(), ..Pseudo::default() };
    let (old, new) = (read(before), read(after));
    let stack = Stack::deploy(&old.0, &old.1, &pseudo);
    let none = BTreeMap::new();
    let tags = tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let before = Version { template: &old.0, parameters: &old.1, pseudo: &pseudo, tags: &none };
    let after = Version { template: &new.0, parameters: &new.1, pseudo: &pseudo, tags: &tags };
    compare(Some(before), after, &stack, &Types)
}

/// As DescribeChangeSet with IncludePropertyValues writes it.
fn written(change: &ResourceChange) -> Value {
    let mut value = json!({
        "Action": change.action.name(),
        "LogicalResourceId": change.logical_id,
        "ResourceType": change.resource_type,
        "Scope": change.scope.iter().map(|it| it.name()).collect::<Vec<_>>(),
        "Details": change.details.iter().map(detail).collect::<Vec<_>>(),
    });
    put(&mut value, "PhysicalResourceId", change.physical_id.as_deref());
    put(&mut value, "Replacement", change.replacement.map(super::Replacement::name));
    put(&mut value, "PolicyAction", change.policy_action);
    put(&mut value, "BeforeContext", change.before_context.clone());
    put(&mut value, "AfterContext", change.after_context.clone());
    value
}

fn detail(detail: &super::Detail) -> Value {
    let target = &detail.target;
    let mut value = json!({
        "Evaluation": detail.evaluation.name(),
        "ChangeSource": detail.change_source.name(),
        "Target": {
            "Attribute": target.attribute.name(),
            "RequiresRecreation": target.requires_recreation.name(),
        },
    });
    put(&mut value, "CausingEntity", detail.change_source.causing_entity());
    let inner = &mut value["Target"];
    put(inner, "Name", target.name.as_deref());
    put(inner, "Path", target.path.as_deref());
    put(inner, "BeforeValue", target.before_value.as_deref());
    put(inner, "AfterValue", target.after_value.as_deref());
    put(inner, "AttributeChangeType", target.change_type.map(super::ChangeType::name));
    value
}

fn put(object: &mut Value, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object[name] = value.into();
    }
}

fn check(before: Side<'_>, after: Side<'_>, expected: Value) {
    let difference = differ(before, after).unwrap();
    let changes: Value = difference.changes.iter().map(written).collect();
    assert_eq!(changes, expected, "{}", serde_json::to_string_pretty(&changes).unwrap());
}

fn topic(id: &str, properties: &str) -> String {
    format!("Resources: {{{id}: {{Type: 'AWS::SNS::Topic', Properties: {properties}}}}}")
}

fn topics(list: &[(&str, &str)]) -> String {
    let each = list
        .iter()
        .map(|(id, properties)| format!("  {id}: {{Type: 'AWS::SNS::Topic', Properties: {properties}}}\n"));
    format!("Resources:\n{}", each.collect::<Vec<_>>().concat())
}

/// test_change_set_ref.json, test_direct_attribute_value_change: the reference to a topic that stays is no change.
#[test]
fn a_direct_modification() {
    let second = ("Topic2", "{TopicName: topic-name-2, DisplayName: !Ref Topic1}");
    check(
        (&topics(&[("Topic1", "{TopicName: topic-name-1, DisplayName: display-value-1}"), second]), &[]),
        (&topics(&[("Topic1", "{TopicName: topic-name-1, DisplayName: display-value-2}"), second]), &[]),
        json!([{
            "Action": "Modify", "LogicalResourceId": "Topic1", "PhysicalResourceId": "arn:sns:topic-name-1",
            "ResourceType": "AWS::SNS::Topic", "Replacement": "False", "Scope": ["Properties"],
            "BeforeContext": {"Properties": {"TopicName": "topic-name-1", "DisplayName": "display-value-1"}},
            "AfterContext": {"Properties": {"TopicName": "topic-name-1", "DisplayName": "display-value-2"}},
            "Details": [{
                "ChangeSource": "DirectModification", "Evaluation": "Static",
                "Target": {
                    "Attribute": "Properties", "Name": "DisplayName", "Path": "/Properties/DisplayName",
                    "RequiresRecreation": "Never", "AttributeChangeType": "Modify",
                    "BeforeValue": "display-value-1", "AfterValue": "display-value-2",
                },
            }],
        }]),
    );
}

/// test_change_set_ref.json, test_immutable_property_update_causes_resource_replacement.
#[test]
fn a_replacement_reaches_those_that_refer_to_it() {
    let second = ("Topic2", "{TopicName: topic-name-2, DisplayName: !Ref Topic1}");
    let target = json!({
        "Attribute": "Properties", "Name": "DisplayName", "Path": "/Properties/DisplayName",
        "RequiresRecreation": "Never", "AttributeChangeType": "Modify",
        "BeforeValue": "arn:sns:topic-name-1", "AfterValue": "{{changeSet:KNOWN_AFTER_APPLY}}",
    });
    check(
        (&topics(&[("Topic1", "{TopicName: topic-name-1}"), second]), &[]),
        (&topics(&[("Topic1", "{TopicName: updated-topic-name-1}"), second]), &[]),
        json!([
            {
                "Action": "Modify", "LogicalResourceId": "Topic1", "PhysicalResourceId": "arn:sns:topic-name-1",
                "ResourceType": "AWS::SNS::Topic", "Replacement": "True", "Scope": ["Properties"],
                "PolicyAction": "ReplaceAndDelete",
                "BeforeContext": {"Properties": {"TopicName": "topic-name-1"}},
                "AfterContext": {"Properties": {"TopicName": "updated-topic-name-1"}},
                "Details": [{
                    "ChangeSource": "DirectModification", "Evaluation": "Static",
                    "Target": {
                        "Attribute": "Properties", "Name": "TopicName", "Path": "/Properties/TopicName",
                        "RequiresRecreation": "Always", "AttributeChangeType": "Modify",
                        "BeforeValue": "topic-name-1", "AfterValue": "updated-topic-name-1",
                    },
                }],
            },
            {
                "Action": "Modify", "LogicalResourceId": "Topic2", "PhysicalResourceId": "arn:sns:topic-name-2",
                "ResourceType": "AWS::SNS::Topic", "Replacement": "False", "Scope": ["Properties"],
                "BeforeContext": {"Properties": {"TopicName": "topic-name-2", "DisplayName": "arn:sns:topic-name-1"}},
                "AfterContext": {"Properties": {
                    "TopicName": "topic-name-2", "DisplayName": "{{changeSet:KNOWN_AFTER_APPLY}}",
                }},
                "Details": [
                    {
                        "ChangeSource": "ResourceReference", "CausingEntity": "Topic1", "Evaluation": "Static",
                        "Target": target,
                    },
                    {"ChangeSource": "DirectModification", "Evaluation": "Dynamic", "Target": target},
                ],
            },
        ]),
    );
}

const MAPPED: &str = "
Parameters: {TopicName: {Type: String}}
Mappings: {M: {key1: {Name: topic-name-1}, key2: {Name: topic-name-2}}}
Resources:
  Foo: {Type: 'AWS::SNS::Topic', Properties: {TopicName: !FindInMap [M, !Ref TopicName, Name]}}
  Parameter: {Type: 'AWS::SSM::Parameter', Properties: {Type: String, Value: !GetAtt Foo.TopicName}}
";

/// test_change_sets.json, test_mappings_with_parameter_lookup: a parameter through a mapping, and an attribute of what
/// it replaces.
#[test]
fn causes_are_named() {
    let difference = differ((MAPPED, &[("TopicName", "key1")]), (MAPPED, &[("TopicName", "key2")])).unwrap();
    let causes = |index: usize| {
        let change: &ResourceChange = &difference.changes[index];
        let of = |it: &super::Detail| {
            let entity = it.change_source.causing_entity().map(str::to_owned);
            (it.change_source.name(), entity, it.evaluation.name(), it.target.requires_recreation.name())
        };
        (change.replacement.unwrap().name(), change.details.iter().map(of).collect::<Vec<_>>())
    };
    assert_eq!(
        causes(0),
        (
            "True",
            vec![
                ("ParameterReference", Some("TopicName".to_owned()), "Static", "Always"),
                ("DirectModification", None, "Dynamic", "Always"),
            ]
        )
    );
    assert_eq!(
        causes(1),
        (
            "False",
            vec![
                ("ResourceAttribute", Some("Foo.TopicName".to_owned()), "Static", "Never"),
                ("DirectModification", None, "Dynamic", "Never"),
            ]
        )
    );
}

/// The list without values: who changes, with each detail's property, source, cause and evaluation.
fn plainly(before: &str, after: &str) -> Vec<String> {
    let difference = differ((before, &[]), (after, &[])).unwrap();
    let detail = |it: &super::Detail| {
        let (name, source) = (it.target.name.as_deref().unwrap_or("-"), it.change_source.name());
        let cause = it.change_source.causing_entity().unwrap_or("-");
        format!(" {name} {source} {cause} {};", it.evaluation.name())
    };
    let one = |change: &ResourceChange| {
        let details: String = change.details.iter().map(detail).collect();
        let replacement = change.replacement.map_or("-", super::Replacement::name);
        format!("{} {} {replacement}:{details}", change.action.name(), change.logical_id)
    };
    difference.plain.iter().map(one).collect()
}

/// test_change_set_fn_join.json, test_update_refence_argument, and test_change_set_fn_select.json,
/// test_fn_select_change_get_att_reference: without values an attribute of what changes in place may change.
/// test_change_set_ref.json, test_direct_attribute_value_change: an id does not.
#[test]
fn without_values_attributes_of_what_changes_may_change() {
    let text = |name: &str, display: &str| {
        topics(&[
            ("A", &format!("{{TopicName: {name}, DisplayName: {display}}}")),
            ("B", "{DisplayName: !Join ['-', [x, !GetAtt A.DisplayName]]}"),
            ("C", "{DisplayName: !Ref A}"),
            ("D", "{TopicName: !Sub '${B.DisplayName}'}"),
            ("E", "{DisplayName: !Ref D}"),
        ])
    };
    assert_eq!(
        plainly(&text("a", "one"), &text("a", "two")),
        [
            "Modify A False: DisplayName DirectModification - Static;",
            "Modify B False: DisplayName ResourceAttribute A.DisplayName Dynamic;",
            "Modify D Conditional: TopicName ResourceAttribute B.DisplayName Dynamic;",
            "Modify E False: DisplayName ResourceReference D Dynamic;",
        ]
    );
    // test_change_set_ref.json, test_immutable_property_update_causes_resource_replacement: one detail, the cause.
    assert_eq!(
        plainly(&text("a", "one"), &text("b", "one"))[2],
        "Modify C False: DisplayName ResourceReference A Static;"
    );
}

/// Only what gives the item that differs is a cause of it.
#[test]
fn causes_belong_to_their_item() {
    let text = "
Parameters: {A: {Type: String}, B: {Type: String}}
Conditions: {No: !Equals [a, b]}
Resources:
  T:
    Type: AWS::SNS::Topic
    Properties:
      List: [!If [No, x, !Ref AWS::NoValue], {K: !Ref A}, same, !If [No, x, !Sub 'y-${B}']]
";
    let difference = differ((text, &[("A", "1"), ("B", "1")]), (text, &[("A", "2"), ("B", "2")])).unwrap();
    let seen: Vec<_> = difference.changes[0]
        .details
        .iter()
        .map(|it| (it.target.path.as_deref().unwrap(), it.change_source.causing_entity()))
        .collect();
    let paths = ("/Properties/List/0/K", "/Properties/List/2");
    assert_eq!(seen, [(paths.0, Some("A")), (paths.0, None), (paths.1, Some("B")), (paths.1, None)]);
}

/// test_change_set_conditions.json, test_condition_update_removes_resource; test_change_set_fn_get_attr.json,
/// test_resource_deletion: what goes is shown without what other resources would tell.
#[test]
fn additions_and_removals() {
    check(
        (
            &topics(&[
                ("A", "{TopicName: a, DisplayName: one}"),
                ("B", "{TopicName: b, DisplayName: !GetAtt A.DisplayName}"),
            ]),
            &[],
        ),
        (
            &topics(&[
                ("A", "{TopicName: a, DisplayName: one}"),
                ("C", "{DisplayName: !GetAtt A.DisplayName, FifoTopic: true}"),
                ("D", "{DisplayName: !Ref C}"),
            ]),
            &[],
        ),
        json!([
            {
                "Action": "Remove", "LogicalResourceId": "B", "PhysicalResourceId": "arn:sns:b",
                "ResourceType": "AWS::SNS::Topic", "Scope": [], "Details": [], "PolicyAction": "Delete",
                "BeforeContext": {"Properties": {"TopicName": "b", "DisplayName": "{{changeSet:KNOWN_AFTER_APPLY}}"}},
            },
            {
                "Action": "Add", "LogicalResourceId": "C", "ResourceType": "AWS::SNS::Topic", "Scope": [],
                "Details": [], "AfterContext": {"Properties": {"DisplayName": "one", "FifoTopic": "true"}},
            },
            {
                "Action": "Add", "LogicalResourceId": "D", "ResourceType": "AWS::SNS::Topic", "Scope": [],
                "Details": [], "AfterContext": {"Properties": {"DisplayName": "{{changeSet:KNOWN_AFTER_APPLY}}"}},
            },
        ]),
    );
    let retained = "Resources: {A: {Type: X}, B: {Type: X, DeletionPolicy: Retain}}";
    let difference = differ((retained, &[]), ("Resources: {A: {Type: X}}", &[])).unwrap();
    assert_eq!(difference.changes[0].policy_action, Some("Retain"));
}

/// The user guide's page "View a change set" shows paths down to the item of a list.
#[test]
fn the_leaf_that_differs() {
    let difference = differ(
        (&topic("T", "{Policy: {Statement: [{Sid: a, Action: [x]}]}, Gone: [1]}"), &[]),
        (&topic("T", "{Policy: {Statement: [{Sid: a, Action: [x, y]}, {Sid: b}]}, Count: 2}"), &[]),
    )
    .unwrap();
    let change = &difference.changes[0];
    let seen: Vec<_> = change
        .details
        .iter()
        .map(|it| {
            let target = &it.target;
            let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
            format!(
                "{} {} {} {} -> {}",
                target.name.as_deref().unwrap(),
                target.path.as_deref().unwrap(),
                target.change_type.unwrap().name(),
                text(&target.before_value),
                text(&target.after_value),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            "Policy /Properties/Policy/Statement/0/Action/1 Add - -> y",
            "Policy /Properties/Policy/Statement/1 Add - -> {\"Sid\":\"b\"}",
            "Gone /Properties/Gone Remove [1] -> -",
            "Count /Properties/Count Add - -> 2",
        ]
    );
    let plain = &difference.plain[0];
    let names: Vec<_> = plain.details.iter().map(|it| it.target.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Policy", "Gone", "Count"]);
    assert!(plain.details.iter().all(|it| it.target.path.is_none()) && plain.after_context.is_none());
}

/// api/test_stacks.json, test_no_echo_parameter: metadata and properties of one parameter, no secret shown.
#[test]
fn secrets_and_metadata() {
    let text = "
Parameters: {Secret: {Type: String, NoEcho: true}}
Resources:
  Bucket: {Type: 'AWS::S3::Bucket', Metadata: {A: !Sub 'x-${Secret}'}, Properties: {Tags: [{Key: k, Value: !Ref Secret}]}}
";
    let difference = differ((text, &[("Secret", "s3cret")]), (text, &[("Secret", "s3kret")])).unwrap();
    let change = &difference.changes[0];
    assert_eq!(change.scope.iter().map(|it| it.name()).collect::<Vec<_>>(), ["Metadata", "Properties"]);
    assert_eq!(change.details.len(), 4);
    let whole = format!("{change:?}");
    assert!(!whole.contains("s3cret") && !whole.contains("s3kret"), "{whole}");
    assert!(whole.contains("****"));

    // A mask is no key of the mapping.
    let text = "
Parameters: {Secret: {Type: String, NoEcho: true}}
Mappings: {M: {a: {Name: name-a}, b: {Name: name-b}}}
Resources: {T: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: !FindInMap [M, !Ref Secret, Name]}}}
";
    let difference = differ((text, &[("Secret", "a")]), (text, &[("Secret", "b")])).unwrap();
    assert_eq!(difference.changes[0].details[0].target.after_value.as_deref(), Some("****"));
}

#[test]
fn replacement_may_depend_on_another() {
    let text = |sometimes: &str| {
        topics(&[
            ("A", &format!("{{Sometimes: {sometimes}}}")),
            ("B", "{TopicName: !GetAtt A.Sometimes}"),
            ("C", "{TopicName: !Ref B}"),
        ])
    };
    let difference = differ((&text("x"), &[]), (&text("y"), &[])).unwrap();
    let replacements: Vec<_> = difference.changes.iter().map(|it| it.replacement.unwrap().name()).collect();
    assert_eq!(replacements, ["Conditional", "Conditional", "Conditional"]);
}

/// test_dynamic_resolving.json, test_update_parameter_between_deployments: another value behind the same name is a
/// modification without a cause.
#[test]
fn nothing_to_do_and_the_rest() {
    let same = topic("A", "{DisplayName: '2', FifoTopic: true}");
    let again = topic("A", "{FifoTopic: 'true', DisplayName: 2}");
    assert!(differ((&same, &[]), (&again, &[])).unwrap().is_empty());

    let outputs = |value: &str| format!("{same}\nOutputs: {{O: {{Value: {value}}}}}");
    let difference = differ((&outputs("a"), &[]), (&outputs("b"), &[])).unwrap();
    assert!(difference.changes.is_empty() && difference.outputs_differ && !difference.is_empty());

    let policy = "Resources: {A: {Type: X, UpdateReplacePolicy: Retain, Properties: {P: 1}}}";
    let without = "Resources: {A: {Type: X, Properties: {P: 1}}}";
    assert!(differ((without, &[]), (policy, &[])).unwrap().is_empty());
    let also = "Resources: {A: {Type: X, UpdateReplacePolicy: Retain, Properties: {P: 2}}}";
    let difference = differ((without, &[]), (also, &[])).unwrap();
    assert_eq!(difference.changes[0].scope.len(), 2);

    let tagged = differ_with_tags((&same, &[]), (&same, &[]), &[("k", "v")]).unwrap();
    assert_eq!(tagged.changes[0].scope.iter().map(|it| it.name()).collect::<Vec<_>>(), ["Tags"]);

    let other = "Resources: {A: {Type: 'AWS::SQS::Queue'}}";
    assert_eq!(
        differ((&same, &[]), (other, &[])).unwrap_err().message(),
        "Update of resource type is not permitted. The new template modifies resource type of the following resources: [A]"
    );

    let nested = "Resources: {N: {Type: 'AWS::CloudFormation::Stack'}}";
    let difference = differ((nested, &[]), (nested, &[])).unwrap();
    assert_eq!(difference.changes[0].details[0].change_source.name(), "Automatic");
}
