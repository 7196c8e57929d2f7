"""Stacks from the template to nothing left, by boto3's waiters, and what comes back when it goes wrong."""

import json
import pathlib
import time

import house
import pytest
from botocore.exceptions import ClientError, WaiterError

INBOX = (pathlib.Path(__file__).parent.parent / "examples/inbox/template.yaml").read_text()
SOON = {"Delay": 0.2, "MaxAttempts": 100}

QUEUES = """
Parameters:
  Delay: {Type: Number, Default: 0}
  Name: {Type: String, Default: ''}
Conditions:
  Named: !Not [!Equals [!Ref Name, '']]
Resources:
  Dead: {Type: 'AWS::SQS::Queue'}
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !If [Named, !Ref Name, !Ref AWS::NoValue]
      DelaySeconds: !Ref Delay
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
Outputs:
  Url: {Value: !Ref Orders}
  Arn:
    Value: !GetAtt Orders.Arn
    Export: {Name: !Sub '${AWS::StackName}-arn'}
"""


def refused(call, code, message=None, **arguments):
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response["Error"]
    assert error["Code"] == code, error
    if message is not None:
        assert error["Message"] == message


def parameters(**values):
    return [{"ParameterKey": k, "ParameterValue": str(v)} for k, v in values.items()]


class Stack:
    """A stack by its name, made and steered as a person's program does it."""

    def __init__(self, client, name):
        self.client, self.name = client, name

    def wait(self, for_what):
        self.client.get_waiter(f"stack_{for_what}_complete").wait(StackName=self.name, WaiterConfig=SOON)

    def settle(self):
        """The state that the stack comes to rest in. No waiter of AWS's waits for `ROLLBACK_COMPLETE`."""
        for _ in range(100):
            status = self.client.describe_stacks(StackName=self.id)["Stacks"][0]["StackStatus"]
            if not status.endswith("_IN_PROGRESS"):
                return status
            time.sleep(0.1)
        raise AssertionError(f"it is still {status}")

    def create(self, template, wait="create", **more):
        self.id = self.client.create_stack(StackName=self.name, TemplateBody=template, **more)["StackId"]
        if wait:
            self.wait(wait)
        return self

    def update(self, template, wait="update", **more):
        self.client.update_stack(StackName=self.name, TemplateBody=template, **more)
        if wait:
            self.wait(wait)

    def delete(self):
        self.client.delete_stack(StackName=self.name)
        self.client.get_waiter("stack_delete_complete").wait(StackName=self.id, WaiterConfig=SOON)

    def describe(self):
        return self.client.describe_stacks(StackName=self.name)["Stacks"][0]

    def outputs(self):
        return {o["OutputKey"]: o["OutputValue"] for o in self.describe().get("Outputs", [])}

    def events(self):
        """Oldest first: logical id, status and reason."""
        pages = self.client.get_paginator("describe_stack_events").paginate(StackName=self.id)
        events = [e for page in pages for e in page["StackEvents"]][::-1]
        return [(e["LogicalResourceId"], e["ResourceStatus"], e.get("ResourceStatusReason")) for e in events]

    def resources(self):
        pages = self.client.get_paginator("list_stack_resources").paginate(StackName=self.name)
        return {r["LogicalResourceId"]: r for page in pages for r in page["StackResourceSummaries"]}


@pytest.fixture
def stack(cloudformation, name):
    return Stack(cloudformation, name)


def attribute(sqs, url, name):
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"].get(name)


def test_a_stack_is_created_updated_and_deleted(stack, sqs):
    stack.create(QUEUES, Parameters=parameters(Delay=5), Tags=[{"Key": "team", "Value": "blue"}])
    described = stack.describe()
    assert described["StackStatus"] == "CREATE_COMPLETE" and described["StackId"] == stack.id
    url = stack.outputs()["Url"]
    assert f"/{house.ACCOUNT}/{stack.name}-Orders-" in url
    assert attribute(sqs, url, "DelaySeconds") == "5"
    tags = sqs.list_queue_tags(QueueUrl=url)["Tags"]
    # Of CloudFormation's own tags a queue gets none, as its schema says: aws-cloudformation/cloudformation-coverage-roadmap#1502
    assert tags == {"team": "blue"}
    stack.update(QUEUES, Parameters=parameters(Delay=7))
    assert stack.outputs()["Url"] == url and attribute(sqs, url, "DelaySeconds") == "7"
    # recorded/cloudformation/api/test_update_stack.json: the same again
    same = {
        "StackName": stack.name,
        "TemplateBody": QUEUES,
        "Parameters": parameters(Delay=7),
        "Tags": described["Tags"],
    }
    refused(stack.client.update_stack, "ValidationError", "No updates are to be performed.", **same)
    stack.delete()
    refused(sqs.get_queue_attributes, "AWS.SimpleQueueService.NonExistentQueue", QueueUrl=url)
    refused(stack.describe, "ValidationError", f"Stack with id {stack.name} does not exist")


def test_events_are_told_in_aws_order(stack):
    stack.create(QUEUES)
    told = stack.events()
    # recorded/cloudformation/api/test_stacks.json: a stack's event, then each resource's three.
    assert told[0] == (stack.name, "CREATE_IN_PROGRESS", "User Initiated")
    assert told[1:4] == [
        ("Dead", "CREATE_IN_PROGRESS", None),
        ("Dead", "CREATE_IN_PROGRESS", "Resource creation Initiated"),
        ("Dead", "CREATE_COMPLETE", None),
    ]
    assert told[-1] == (stack.name, "CREATE_COMPLETE", None)


def test_another_name_replaces_the_queue(stack, sqs, name):
    stack.create(QUEUES, Parameters=parameters(Name=f"{name}-a"))
    first = stack.outputs()["Url"]
    stack.update(QUEUES, Parameters=parameters(Name=f"{name}-b"))
    assert stack.outputs()["Url"] == first.replace(f"{name}-a", f"{name}-b")
    refused(sqs.get_queue_attributes, "AWS.SimpleQueueService.NonExistentQueue", QueueUrl=first)
    assert ("Orders", "DELETE_COMPLETE", None) in stack.events()


def test_a_failing_create_rolls_back_and_leaves_nothing(stack, sqs, name):
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    with pytest.raises(WaiterError):
        stack.create(QUEUES, Parameters=parameters(Name=f"{name}!"))
    assert stack.settle() == "ROLLBACK_COMPLETE"
    told = stack.events()
    [reason] = [why for who, status, why in told if (who, status) == ("Orders", "CREATE_FAILED")]
    assert reason
    assert (
        stack.name,
        "ROLLBACK_IN_PROGRESS",
        "The following resource(s) failed to create: [Orders]. Rollback requested by user.",
    ) in told
    assert told[-1][:2] == (stack.name, "ROLLBACK_COMPLETE")
    left = sqs.list_queues(QueueNamePrefix=name).get("QueueUrls", [])
    assert left == [url]
    stack.delete()


def test_a_failing_update_rolls_back_to_what_was(stack, sqs, name):
    stack.create(QUEUES, Parameters=parameters(Delay=5))
    url = stack.outputs()["Url"]
    with pytest.raises(WaiterError):
        stack.update(QUEUES, Parameters=parameters(Delay=5000))
    stack.wait("rollback")
    assert stack.describe()["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert attribute(sqs, url, "DelaySeconds") == "5"


def test_a_change_set_tells_the_difference_and_is_executed(stack, sqs, name):
    formation = stack.client
    made = formation.create_change_set(
        StackName=stack.name, ChangeSetName="first", ChangeSetType="CREATE", TemplateBody=QUEUES
    )
    stack.id = made["StackId"]
    formation.get_waiter("change_set_create_complete").wait(
        StackName=stack.name, ChangeSetName="first", WaiterConfig=SOON
    )
    described = formation.describe_change_set(StackName=stack.name, ChangeSetName="first")
    changes = {c["ResourceChange"]["LogicalResourceId"]: c["ResourceChange"]["Action"] for c in described["Changes"]}
    assert (described["ExecutionStatus"], changes) == ("AVAILABLE", {"Dead": "Add", "Orders": "Add"})
    assert stack.describe()["StackStatus"] == "REVIEW_IN_PROGRESS"
    formation.execute_change_set(StackName=stack.name, ChangeSetName="first")
    stack.wait("create")

    def difference(label, **values):
        formation.create_change_set(
            StackName=stack.name, ChangeSetName=label, UsePreviousTemplate=True, Parameters=parameters(**values)
        )
        formation.get_waiter("change_set_create_complete").wait(
            StackName=stack.name, ChangeSetName=label, WaiterConfig=SOON
        )
        changes = formation.describe_change_set(StackName=stack.name, ChangeSetName=label)["Changes"]
        return [
            (
                c["ResourceChange"]["LogicalResourceId"],
                c["ResourceChange"]["Action"],
                c["ResourceChange"].get("Replacement"),
            )
            for c in changes
        ]

    assert difference("delay", Delay=9) == [("Orders", "Modify", "False")]
    assert difference("name", Name=name) == [("Orders", "Modify", "True")]
    formation.execute_change_set(StackName=stack.name, ChangeSetName="delay")
    stack.wait("update")
    assert attribute(sqs, stack.outputs()["Url"], "DelaySeconds") == "9"
    # recorded/cloudformation/api/test_changesets.json: test_create_and_then_update_refreshes_template_metadata
    formation.create_change_set(
        StackName=stack.name, ChangeSetName="none", UsePreviousTemplate=True, Parameters=parameters(Delay=9)
    )
    with pytest.raises(WaiterError):
        formation.get_waiter("change_set_create_complete").wait(
            StackName=stack.name, ChangeSetName="none", WaiterConfig=SOON
        )
    empty = formation.describe_change_set(StackName=stack.name, ChangeSetName="none")
    assert (empty["Status"], empty["StatusReason"]) == (
        "FAILED",
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    )


def test_a_change_set_without_values_lists_what_may_change(stack):
    """recorded/cloudformation/test_change_set_fn_join.json, test_update_refence_argument."""

    def topics(display):
        second = {"Fn::Join": ["-", ["prefix", {"Fn::GetAtt": ["First", "DisplayName"]}]]}
        resources = {
            name: {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": value}}
            for name, value in {"First": display, "Second": second}.items()
        }
        return json.dumps({"Resources": resources})

    stack.create(topics("one"))
    stack.client.create_change_set(StackName=stack.name, ChangeSetName="set", TemplateBody=topics("two"))

    def told(values):
        described = stack.client.describe_change_set(
            StackName=stack.name, ChangeSetName="set", IncludePropertyValues=values
        )
        changes = [change["ResourceChange"] for change in described["Changes"]]
        return {
            change["LogicalResourceId"]: [
                (d["ChangeSource"], d.get("CausingEntity"), d["Evaluation"]) for d in change["Details"]
            ]
            for change in changes
        }

    first = [("DirectModification", None, "Static")]
    assert told(values=True) == {"First": first}
    assert told(values=False) == {
        "First": first,
        "Second": [("ResourceAttribute", "First.DisplayName", "Dynamic")],
    }


def test_an_export_is_held_by_those_who_import_it(stack, cloudformation, name):
    stack.create(QUEUES)
    importing = json.dumps(
        {
            "Resources": {
                "Topic": {
                    "Type": "AWS::SNS::Topic",
                    "Properties": {
                        "DisplayName": {"Fn::Select": [5, {"Fn::Split": [":", {"Fn::ImportValue": f"{name}-arn"}]}]}
                    },
                }
            }
        }
    )
    other = Stack(cloudformation, f"{name}-i").create(importing)
    assert cloudformation.list_imports(ExportName=f"{name}-arn")["Imports"] == [other.name]
    exports = [e for page in cloudformation.get_paginator("list_exports").paginate() for e in page["Exports"]]
    assert {e["Name"]: e["ExportingStackId"] for e in exports}[f"{name}-arn"] == stack.id
    text = f"Export {name}-arn cannot be deleted as it is in use by {other.name}"
    refused(cloudformation.delete_stack, "ValidationError", text, StackName=name)
    other.delete()
    stack.delete()


def test_a_stack_may_do_what_its_caller_may(server, stack, iam, name):
    iam.create_user(UserName=name)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    allowed = {"Effect": "Allow", "Action": ["cloudformation:*"], "Resource": "*"}
    iam.put_user_policy(
        UserName=name, PolicyName="p", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    )
    mine = Stack(server.client("cloudformation", keys=key), name)
    with pytest.raises(WaiterError):
        mine.create('{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}')
    # Nothing was made, so nothing is missing to delete.
    assert mine.settle() == "ROLLBACK_COMPLETE"
    [reason] = [why for who, status, why in mine.events() if (who, status) == ("Q", "CREATE_FAILED")]
    assert (
        f"User: arn:aws:iam::{house.ACCOUNT}:user/{name} is not authorized to perform: sqs:createqueue on resource"
        in reason
    )


@pytest.mark.parametrize(
    ("template", "message"),
    [
        # recorded/cloudformation/api/test_templates.json, test_validations.json, test_stacks.json
        ("", None),
        ("{}", "Template format error: At least one Resources member must be defined."),
        (
            "Resources: {A: {Type: 'AWS::SQS::Queue', Properties: {QueueName: !Ref Gone}}}",
            "Template format error: Unresolved resource dependencies [Gone] in the Resources block of the template",
        ),
        (
            "Resources: {A: {}}",
            "Template format error: [/Resources/A] Every Resources object must contain a Type member.",
        ),
        ("Resources: {A: {Type: 'AWS::SQS::Queue', Invalid: 1}}", "Invalid template resource property 'Invalid'"),
    ],
)
def test_a_bad_template_is_refused_before_anything_is_made(cloudformation, name, template, message):
    if not template:
        text = "Either Template URL or Template Body must be specified."
        refused(cloudformation.create_stack, "ValidationError", text, StackName=name)
        return
    refused(cloudformation.create_stack, "ValidationError", message, StackName=name, TemplateBody=template)
    refused(cloudformation.describe_stacks, "ValidationError", f"Stack with id {name} does not exist", StackName=name)


def test_an_unknown_type_or_property_fails(stack, cloudformation, name):
    stack.create("Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {QueueColour: red}}}", wait=None)
    assert stack.settle() == "ROLLBACK_COMPLETE"
    unknown = Stack(cloudformation, f"{name}-t")
    # recorded/cloudformation: "Template format error: Unrecognized resource types: [...]"
    text = "Template format error: Unrecognized resource types: [AWS::SQS::Kiosk]"
    refused(
        cloudformation.create_stack,
        "ValidationError",
        text,
        StackName=unknown.name,
        TemplateBody="Resources: {Q: {Type: 'AWS::SQS::Kiosk'}}",
    )


def test_termination_protection_and_retention(stack, sqs, name):
    template = (
        f"Resources: {{Q: {{Type: 'AWS::SQS::Queue', DeletionPolicy: Retain, Properties: {{QueueName: {name}}}}}}}"
    )
    stack.create(template, EnableTerminationProtection=True)
    text = f"Stack [{name}] cannot be deleted while TerminationProtection is enabled"
    refused(stack.client.delete_stack, "ValidationError", text, StackName=name)
    stack.client.update_termination_protection(StackName=name, EnableTerminationProtection=False)
    stack.delete()
    sqs.get_queue_url(QueueName=name)


def test_the_example_comes_up_works_and_leaves_nothing(start):
    server = start()
    formation, sns, sqs = server.client("cloudformation"), server.client("sns"), server.client("sqs")
    stack = Stack(formation, "inbox").create(INBOX, Capabilities=["CAPABILITY_NAMED_IAM"])
    out = stack.outputs()
    kinds = {
        "kind": {"DataType": "String", "StringValue": "order"},
        "amount": {"DataType": "Number", "StringValue": "1500"},
    }
    sns.publish(TopicArn=out["Topic"], Message="order 1", MessageGroupId="customer", MessageAttributes=kinds)
    reader = server.client("sts").assume_role(RoleArn=out["FulfilmentReader"], RoleSessionName="me")["Credentials"]
    mine = server.client("sqs", keys=reader)
    [message] = mine.receive_message(QueueUrl=out["FulfilmentQueue"], WaitTimeSeconds=10)["Messages"]
    assert message["Body"] == "order 1"
    with pytest.raises(ClientError) as caught:
        mine.receive_message(QueueUrl=out["AuditQueue"])
    assert "because no identity-based policy allows the sqs:receivemessage action" in str(caught.value)
    assert "sqs:ReceiveMessage" in server.run("why").stdout
    assert [
        json.loads(m["Body"])["Message"]
        for m in sqs.receive_message(QueueUrl=out["AuditQueue"], WaitTimeSeconds=10)["Messages"]
    ] == ["order 1"]
    stack.delete()
    assert sqs.list_queues().get("QueueUrls", []) == [] and sns.list_topics()["Topics"] == []
    assert server.client("iam").list_roles(PathPrefix="/")["Roles"] == []


LOGS = """
Parameters:
  Days: {Type: Number, Default: 7}
  Name: {Type: String, Default: ''}
Conditions:
  Named: !Not [!Equals [!Ref Name, '']]
Resources:
  Group:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !If [Named, !Ref Name, !Ref AWS::NoValue]
      RetentionInDays: !Ref Days
      Tags: [{Key: team, Value: blue}]
  Stream: {Type: 'AWS::Logs::LogStream', Properties: {LogGroupName: !Ref Group}}
  Errors:
    Type: AWS::Logs::MetricFilter
    Properties:
      LogGroupName: !Ref Group
      FilterPattern: '{ $.level = "error" }'
      MetricTransformations: [{MetricName: errors, MetricNamespace: app, MetricValue: '1', DefaultValue: 0}]
  Policy:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyName: !Sub '${AWS::StackName}-dns'
      PolicyDocument: !Sub |
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "route53.amazonaws.com"},
         "Action": "logs:PutLogEvents", "Resource": "${Group.Arn}"}]}
  Query: {Type: 'AWS::Logs::QueryDefinition', Properties: {Name: all, QueryString: fields @message}}
Outputs:
  Group: {Value: !Ref Group}
  Arn: {Value: !GetAtt Group.Arn}
  Query: {Value: !GetAtt Query.QueryDefinitionId}
"""


def test_logs_from_a_template(server, cloudformation, name):
    logs = server.client("logs")
    stack = Stack(cloudformation, name)
    cloudformation.create_stack(StackName=name, TemplateBody=LOGS)
    stack.wait("create")
    described = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    outputs = {o["OutputKey"]: o["OutputValue"] for o in described["Outputs"]}
    group = outputs["Group"]
    [shown] = logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]
    assert (shown["retentionInDays"], shown["arn"], shown["metricFilterCount"]) == (7, outputs["Arn"], 1)
    tags = logs.list_tags_log_group(logGroupName=group)["tags"]
    assert tags["team"] == "blue" and tags["aws:cloudformation:stack-name"] == name
    [stream] = logs.describe_log_streams(logGroupName=group)["logStreams"]
    assert stream["logStreamName"].startswith(f"{name}-Stream-")
    cloudformation.update_stack(StackName=name, TemplateBody=LOGS, Parameters=parameters(Days=14))
    stack.wait("update")
    assert logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"][0]["retentionInDays"] == 14
    # Another name is another group; the old one goes.
    cloudformation.update_stack(StackName=name, TemplateBody=LOGS, Parameters=parameters(Days=14, Name=f"{name}-new"))
    stack.wait("update")
    assert logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"] == []
    assert len(logs.describe_log_streams(logGroupName=f"{name}-new")["logStreams"]) == 1
    cloudformation.delete_stack(StackName=name)
    stack.wait("delete")
    assert logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"] == []
    assert logs.describe_resource_policies()["resourcePolicies"] == []
    assert logs.describe_query_definitions()["queryDefinitions"] == []
