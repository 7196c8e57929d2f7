"""Every command of the AWS CLI for these services, in one process: the CLI's own start takes half a second.

Each command is given what it requires, by flags as a person gives them, about things that exist. It must be answered: with
success, or with an error that AWS has for it. What Maquette does not support is listed in `unsupported.txt`, which must be
exact and should shrink; `BLESS=1 pytest tests/test_cli.py` writes it anew.
"""

import json
import os
import pathlib
import sys
import time

import awscli.clidriver
import botocore.session
import house
import pytest
from botocore import xform_name

SERVICES = ["iam", "sns", "sqs", "sts", "cloudformation", "logs"]
UNSUPPORTED = pathlib.Path(__file__).parent / "unsupported.txt"
BLESS = os.environ.get("BLESS")

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{house.ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
        ],
    }
)
POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"}]}
)
TEMPLATE = json.dumps({"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}})
LOG_GROUP = f"arn:aws:logs:us-east-1:{house.ACCOUNT}:log-group:cli-logs"
# Refused as malformed, which is an answer.
NOT_A_KEY = "-----BEGIN CERTIFICATE-----\nTm90IGEgY2VydGlmaWNhdGUu\n-----END CERTIFICATE-----\n"

# What a member is given, by its name; anything else gets the least value that its shape allows.
KNOWN = {
    "logGroupName": "cli-logs",
    "logStreamName": "cli-stream",
    "logGroupIdentifier": "cli-logs",
    "filterPattern": "ERROR",
    "UserName": "cli-user",
    "GroupName": "cli-group",
    "RoleName": "cli-role",
    "InstanceProfileName": "cli-profile",
    "PolicyName": "cli-inline",
    "PolicyArn": f"arn:aws:iam::{house.ACCOUNT}:policy/cli-policy",
    "PolicyDocument": POLICY,
    "AssumeRolePolicyDocument": TRUST,
    "PermissionsBoundary": f"arn:aws:iam::{house.ACCOUNT}:policy/cli-policy",
    "VersionId": "v1",
    "AccountAlias": "cli-alias",
    "Password": "Long-enough-2026!",
    "Url": "https://issuer.example.com",
    "SAMLMetadataDocument": "<EntityDescriptor/>" + " " * 1000,
    "PolicyInputList": [POLICY],
    "ActionNames": ["sqs:ListQueues"],
    "PolicySourceArn": f"arn:aws:iam::{house.ACCOUNT}:user/cli-user",
    "ContextKeyNames": ["aws:username"],
    "ServiceNamespaces": ["sqs"],
    "AWSServiceName": "ecs.amazonaws.com",
    "ServiceName": "codecommit.amazonaws.com",
    "SSHPublicKeyBody": "ssh-rsa AAAA",
    "CertificateBody": NOT_A_KEY,
    "PrivateKey": NOT_A_KEY,
    "RoleArn": f"arn:aws:iam::{house.ACCOUNT}:role/cli-role",
    "RoleSessionName": "cli",
    "TargetPrincipal": house.ACCOUNT,
    "QueueName": "cli-queue-made",
    "QueueUrl": "{endpoint}/" + house.ACCOUNT + "/cli-queue",
    "QueueUrls": ["{endpoint}/" + house.ACCOUNT + "/cli-queue"],
    "SourceArn": f"arn:aws:sqs:us-east-1:{house.ACCOUNT}:cli-dead",
    "AWSAccountIds": [house.ACCOUNT],
    "AWSAccountId": [house.ACCOUNT],
    "TopicArn": f"arn:aws:sns:us-east-1:{house.ACCOUNT}:cli-topic",
    "ResourceArn": f"arn:aws:sns:us-east-1:{house.ACCOUNT}:cli-topic",
    "SubscriptionArn": "{subscription}",
    "Protocol": "email",
    "PhoneNumber": "+41791234567",
    "phoneNumber": "+41791234567",
    "StackName": "cli-stack",
    "ChangeSetName": "cli-changes",
    "ExportName": "cli-export",
}
# The same name means another thing here, or a choice of several must be made that the model does not tell.
SPECIAL = {
    "iam:CreatePolicy": {"PolicyName": "cli-policy-made"},
    "iam:CreateUser": {"UserName": "cli-user-made"},
    "iam:CreateGroup": {"GroupName": "cli-group-made"},
    "iam:CreateRole": {"RoleName": "cli-role-made"},
    "iam:CreateLoginProfile": {"Password": KNOWN["Password"]},
    "iam:CreateInstanceProfile": {"InstanceProfileName": "cli-profile-made"},
    "iam:GetAccessKeyLastUsed": {"AccessKeyId": "{key}"},
    "iam:UpdateAccessKey": {"AccessKeyId": "{key}", "UserName": "cli-user"},
    "iam:DeleteAccessKey": {"AccessKeyId": "{key}", "UserName": "cli-user"},
    "iam:CreateAccessKey": {"UserName": "cli-user"},
    "iam:ListEntitiesForPolicy": {"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
    "sns:Publish": {"TopicArn": KNOWN["TopicArn"]},
    "sns:CreateTopic": {"Name": "cli-topic-made"},
    "sns:AddPermission": {"ActionName": ["Publish"]},
    "sns:SetSMSAttributes": {"attributes": {"DefaultSMSType": "Transactional"}},
    "sns:SetTopicAttributes": {"AttributeName": "DisplayName", "AttributeValue": "cli"},
    "sns:SetSubscriptionAttributes": {"AttributeName": "RawMessageDelivery", "AttributeValue": "true"},
    "sqs:SetQueueAttributes": {"Attributes": {"DelaySeconds": "1"}},
    "sqs:AddPermission": {"Actions": ["SendMessage"]},
    "sts:GetAccessKeyInfo": {"AccessKeyId": "{key}"},
    "iam:UpdateAssumeRolePolicy": {"PolicyDocument": TRUST},
    "logs:CreateLogGroup": {"logGroupName": "cli-logs-made"},
    "logs:CreateLogStream": {"logStreamName": "cli-stream-made"},
    "logs:AssociateKmsKey": {"logGroupName": "cli-logs"},
    "logs:DisassociateKmsKey": {"logGroupName": "cli-logs"},
    "logs:StartQuery": {"logGroupName": "cli-logs", "queryString": "fields @message"},
    "logs:DescribeLogStreams": {"logGroupName": "cli-logs"},
    "logs:FilterLogEvents": {"logGroupName": "cli-logs"},
    "logs:GetLogEvents": {"logGroupName": "cli-logs"},
    "logs:ListTagsForResource": {"resourceArn": LOG_GROUP},
    "logs:TagResource": {"resourceArn": LOG_GROUP},
    "logs:UntagResource": {"resourceArn": LOG_GROUP},
    "logs:PutIntegration": {
        "resourceConfig": {
            "openSearchResourceConfig": {
                "dataSourceRoleArn": f"arn:aws:iam::{house.ACCOUNT}:role/cli-role",
                "dashboardViewerPrincipals": ["cli"],
                "retentionDays": 1,
            }
        }
    },
    "logs:PutRetentionPolicy": {"retentionInDays": 7},
    "logs:PutMetricFilter": {"metricValue": "1"},
    "logs:PutResourcePolicy": {"policyName": "cli", "policyDocument": TRUST},
    "logs:DeleteResourcePolicy": {"policyName": "cli"},
    "cloudformation:SetStackPolicy": {"StackPolicyBody": '{"Statement": []}'},
    "cloudformation:CreateStack": {"StackName": "cli-stack-made", "TemplateBody": TEMPLATE},
    "cloudformation:UpdateStack": {"TemplateBody": TEMPLATE},
    "cloudformation:CreateChangeSet": {"TemplateBody": TEMPLATE, "ChangeSetName": "cli-changes-made"},
    "cloudformation:EstimateTemplateCost": {"TemplateBody": TEMPLATE},
    "cloudformation:GetTemplateSummary": {"TemplateBody": TEMPLATE},
    "cloudformation:ValidateTemplate": {"TemplateBody": TEMPLATE},
    "cloudformation:DescribeStackEvents": {"StackName": KNOWN["StackName"]},
    "cloudformation:DescribeEvents": {"StackName": KNOWN["StackName"]},
    "cloudformation:DescribeStackResource": {"LogicalResourceId": "Queue"},
    "cloudformation:DescribeStackResources": {"StackName": KNOWN["StackName"]},
    "cloudformation:GetTemplate": {"StackName": KNOWN["StackName"]},
    "cloudformation:GetStackPolicy": {"StackName": KNOWN["StackName"]},
}
# Given wherever there is a place for them, though not required.
OFTEN = {"UserName", "StackName"}
# Flags that are the CLI's own.
MORE = {
    "iam:CreateVirtualMFADevice": ["--outfile", os.devnull, "--bootstrap-method", "QRCodePNG"],
    "sns:Subscribe": ["--notification-endpoint", "a@example.com"],
}


def least(shape, name, special):
    """The least value of a shape that AWS's model allows."""
    if name in special:
        return special[name]
    if name in KNOWN and shape.type_name in ("string", "list", "map"):
        known = KNOWN[name]
        if (shape.type_name == "list") == isinstance(known, list):
            return known
    kind, rules = shape.type_name, shape.metadata
    if kind == "structure":
        return {k: least(m, k, special) for k, m in shape.members.items() if k in shape.required_members}
    if kind == "list":
        return [least(shape.member, name, special) for _ in range(max(1, rules.get("min", 1)))]
    if kind == "map":
        return {least(shape.key, "Key", special): least(shape.value, "Value", special)}
    if kind == "string":
        return shape.enum[0] if shape.enum else text(name, rules)
    if kind == "blob":
        return "eA=="
    if kind in ("integer", "long"):
        return max(1, rules.get("min", 1))
    if kind == "boolean":
        return True
    if kind == "timestamp":
        return "2026-11-21T10:00:00Z"
    raise AssertionError(f"{name}: {kind}")


def text(name, rules):
    if name.lower().endswith("arn"):
        return f"arn:aws:iam::{house.ACCOUNT}:mfa/cli-nothing"
    return ("cli1" if name.lower() not in ("authenticationcode1", "authenticationcode2") else "123456").ljust(
        rules.get("min", 0), "1"
    )


def arguments(shape, special):
    """A command's flags."""
    if shape is None:
        return []
    wanted = [k for k in shape.members if k in shape.required_members or k in special or k in OFTEN]
    flags = []
    for member in wanted:
        value, flag = least(shape.members[member], member, special), "--" + xform_name(member, "-")
        if isinstance(value, bool):
            flags.append(flag if value else "--no-" + flag[2:])
        else:
            flags += [flag, value if isinstance(value, str) else json.dumps(value)]
    return flags


def operations():
    """`service:Operation`, in the order of a life: made, read, changed, ended."""
    order = ["Create", "Add", "Put", "Attach", "Tag", "Subscribe", "Send", "Publish", "Get", "List", "Describe"]
    ends = ["Untag", "Remove", "Detach", "Cancel", "Purge", "Unsubscribe", "Deactivate", "Delete"]

    def when(op):
        for place, words in ((0, order), (2, ends)):
            for i, word in enumerate(words):
                if op.startswith(word):
                    return (place, i, op)
        return (1, 0, op)

    session = botocore.session.get_session()
    for service in SERVICES:
        model = session.get_service_model(service)
        for op in sorted(model.operation_names, key=when):
            # What goes to a host of its own (`stream-...`, for live tails) does not come to an address by number.
            if not (model.operation_model(op).endpoint or {}).get("hostPrefix"):
                yield f"{service}:{op}"


OPERATIONS = list(operations())


class Cli:
    """The AWS CLI in this process."""

    def __init__(self, server):
        self.server = server
        self.driver = awscli.clidriver.create_clidriver()
        self.driver.session.register("response-received", self._received)
        self.answer = None

    def _received(self, response_dict, parsed_response, exception, **_):
        assert exception is None, f"the CLI could not read the answer: {exception}"
        self.answer = (response_dict["status_code"], parsed_response, response_dict["headers"])

    def __call__(self, *line):
        """The exit code, and the last answer that came."""
        self.answer = None
        return self.driver.main([*line, "--endpoint-url", self.server.endpoint]), self.answer


@pytest.fixture(scope="module")
def cli(server):
    """The CLI beside a little of everything."""
    before = dict(os.environ)
    os.environ.update(server.env(AWS_MAX_ATTEMPTS="1"))
    iam, sns, sqs = server.client("iam"), server.client("sns"), server.client("sqs")
    iam.create_user(UserName="cli-user")
    key = iam.create_access_key(UserName="cli-user")["AccessKey"]["AccessKeyId"]
    iam.create_group(GroupName="cli-group")
    iam.create_instance_profile(InstanceProfileName="cli-profile")
    iam.create_role(RoleName="cli-role", AssumeRolePolicyDocument=TRUST)
    iam.create_policy(PolicyName="cli-policy", PolicyDocument=POLICY)
    for queue in ("cli-queue", "cli-dead"):
        sqs.create_queue(QueueName=queue)
    topic = sns.create_topic(Name="cli-topic")["TopicArn"]
    arn = f"arn:aws:sqs:us-east-1:{house.ACCOUNT}:cli-queue"
    subscription = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, ReturnSubscriptionArn=True)[
        "SubscriptionArn"
    ]
    logs = server.client("logs")
    logs.create_log_group(logGroupName="cli-logs")
    logs.create_log_stream(logGroupName="cli-logs", logStreamName="cli-stream")
    formation = server.client("cloudformation")
    formation.create_stack(StackName="cli-stack", TemplateBody=TEMPLATE)
    formation.get_waiter("stack_create_complete").wait(
        StackName="cli-stack", WaiterConfig={"Delay": 0.2, "MaxAttempts": 100}
    )
    running = Cli(server)
    running.words = {"{endpoint}": server.endpoint, "{subscription}": subscription, "{key}": key}
    yield running
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="module")
def unsupported():
    """What is listed; in the end, what is listed and was found to be otherwise."""
    listed = set(UNSUPPORTED.read_text().split()) if UNSUPPORTED.exists() else set()
    found = set()
    yield listed, found
    if BLESS:
        UNSUPPORTED.write_text("".join(f"{op}\n" for op in OPERATIONS if op in found))


@pytest.mark.parametrize("which", OPERATIONS)
def test_every_command_is_answered(which, cli, unsupported, capsys):
    service, op = which.split(":")
    model = cli.driver.session.get_service_model(service)
    special = SPECIAL.get(which, {})
    line = arguments(model.operation_model(op).input_shape, special) + MORE.get(which, [])
    for word, value in cli.words.items():
        line = [part.replace(word, value) for part in line]
    code, answer = cli(service, xform_name(op, "-"), *line)
    said = capsys.readouterr()
    assert answer is not None, f"the CLI did not call: {said.err}"
    status, parsed, _ = answer
    error = parsed.get("Error", {}).get("Code")
    listed, found = unsupported
    if status == 501:
        found.add(which)
        assert error == "NotImplemented" and op in parsed["Error"]["Message"]
        assert BLESS or which in listed, f"not supported any more: {parsed['Error']['Message']}"
        return
    assert BLESS or which not in listed, f"it is supported now: remove {which} from tests/unsupported.txt"
    assert status < 500, f"{line}: {parsed}"
    if status >= 300:
        assert error in modelled(model, op), f"{line}: {error}: {parsed['Error'].get('Message')}"
        assert parsed["Error"].get("Message"), "an error without a word"
    else:
        assert code == 0, said.err


def test_nothing_is_listed_that_there_is_not():
    assert BLESS or set(UNSUPPORTED.read_text().split()) <= set(OPERATIONS)


def modelled(model, op):
    """Codes that AWS may answer with: the operation's own, and those that every service has for bad input."""
    own = model.operation_model(op).error_shapes
    codes = {s.name for s in own} | {s.metadata.get("error", {}).get("code") for s in own}
    return codes | {"ValidationError", "InvalidParameterValue", "MissingParameter", "InvalidParameter"}


def test_deploy_and_wait_bring_a_stack_up_and_down(cli, tmp_path, monkeypatch, capsys):
    sleep = time.sleep
    monkeypatch.setattr("botocore.waiter.time.sleep", lambda _: sleep(0.1))
    template = tmp_path / "template.json"
    template.write_text(TEMPLATE)
    deploy = [
        "cloudformation",
        "deploy",
        "--stack-name",
        "cli-deployed",
        "--template-file",
        str(template),
        "--no-fail-on-empty-changeset",
    ]
    code, _ = cli(*deploy)
    assert code == 0, capsys.readouterr()
    assert "Successfully created/updated stack - cli-deployed" in capsys.readouterr().out
    code, _ = cli(*deploy)
    assert code == 0 and "No changes to deploy" in capsys.readouterr().out
    cli("cloudformation", "delete-stack", "--stack-name", "cli-deployed")
    code, _ = cli("cloudformation", "wait", "stack-delete-complete", "--stack-name", "cli-deployed")
    assert code == 0, capsys.readouterr()


def test_the_cli_as_a_program_is_led_by_maquette_run(server):
    aws = str(pathlib.Path(sys.executable).parent / "aws")
    done = server.run("run", "--", aws, "sqs", "create-queue", "--queue-name", "led")
    assert json.loads(done.stdout)["QueueUrl"] == f"{server.endpoint}/{house.ACCOUNT}/led"
    refused = server.run("run", "--", aws, "sqs", "get-queue-url", "--queue-name", "not-there", check=False)
    assert refused.returncode != 0
    assert (
        "An error occurred (AWS.SimpleQueueService.NonExistentQueue) when calling the GetQueueUrl operation"
        in refused.stderr
    )
