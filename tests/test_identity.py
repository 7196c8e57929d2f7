"""Users, roles and sessions: what they may, what they may not, and what they are told."""

import json

import house
import pytest
from botocore.exceptions import ClientError


def policy(*actions, effect="Allow", resource="*", **more):
    statement = {"Effect": effect, "Action": list(actions), "Resource": resource, **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def trust(principal=f"arn:aws:iam::{house.ACCOUNT}:root", **more):
    statement = {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "sts:AssumeRole", **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def denied(call, text=None, code="AccessDenied", **arguments):
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response["Error"]
    assert error["Code"] == code, error
    if text is not None:
        assert error["Message"] == text
    return error["Message"]


@pytest.fixture
def user(iam, name):
    """A user's name, ARN and access key."""
    arn = iam.create_user(UserName=name)["User"]["Arn"]
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return name, arn, key


@pytest.fixture
def role(iam, name):
    return name, iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust())["Role"]["Arn"]


def session(sts, arn, name="me", **more):
    return sts.assume_role(RoleArn=arn, RoleSessionName=name, **more)["Credentials"]


def test_a_new_user_may_nothing_and_is_told_so(server, user, name):
    _, arn, key = user
    assert server.client("sts", keys=key).get_caller_identity()["Arn"] == arn
    # As https://github.com/aws/aws-cdk/issues/27067 quotes it: IAM names its own things without an ARN.
    text = (
        f"User: {arn} is not authorized to perform: iam:GetRole on resource: role {name} because no identity-based policy "
        "allows the iam:GetRole action"
    )
    denied(server.client("iam", keys=key).get_role, text, RoleName=name)
    sqs = server.client("sqs", keys=key)
    message = denied(sqs.create_queue, QueueName=name)
    resource = f"arn:aws:sqs:us-east-1:{house.ACCOUNT}:{name}"
    assert message.startswith(
        f"User: {arn} is not authorized to perform: sqs:createqueue on resource: {resource} because no "
    )


def test_a_user_may_what_its_policies_and_groups_allow_until_they_are_gone(server, iam, user, name):
    who, _, key = user
    sqs = server.client("sqs", keys=key)
    denied(sqs.create_queue, QueueName=name)
    iam.put_user_policy(UserName=who, PolicyName="p", PolicyDocument=policy("sqs:CreateQueue"))
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    denied(sqs.send_message, QueueUrl=url, MessageBody="x")
    iam.create_group(GroupName=name)
    made = iam.create_policy(PolicyName=name, PolicyDocument=policy("sqs:Send*"))["Policy"]["Arn"]
    iam.attach_group_policy(GroupName=name, PolicyArn=made)
    iam.add_user_to_group(GroupName=name, UserName=who)
    sqs.send_message(QueueUrl=url, MessageBody="x")
    iam.put_user_policy(UserName=who, PolicyName="no", PolicyDocument=policy("sqs:*", effect="Deny"))
    message = denied(sqs.send_message, QueueUrl=url, MessageBody="x")
    assert message.endswith("with an explicit deny in an identity-based policy")
    iam.delete_user_policy(UserName=who, PolicyName="no")
    sqs.send_message(QueueUrl=url, MessageBody="x")
    iam.remove_user_from_group(GroupName=name, UserName=who)
    denied(sqs.send_message, QueueUrl=url, MessageBody="x")


def test_a_boundary_only_takes_away(server, iam, user, name):
    who, _, key = user
    iam.put_user_policy(UserName=who, PolicyName="p", PolicyDocument=policy("sqs:*", "iam:ListUsers"))
    bound = iam.create_policy(PolicyName=name, PolicyDocument=policy("iam:ListUsers", "sns:*"))["Policy"]["Arn"]
    iam.put_user_permissions_boundary(UserName=who, PermissionsBoundary=bound)
    server.client("iam", keys=key).list_users()
    message = denied(server.client("sqs", keys=key).list_queues)
    assert message.endswith("because no permissions boundary allows the sqs:listqueues action")
    denied(server.client("sns", keys=key).list_topics, code="AuthorizationError")


def test_an_access_key_that_is_inactive_or_deleted_is_refused(server, iam, user):
    who, _, key = user
    sts = server.client("sts", keys=key)
    sts.get_caller_identity()
    used = iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])
    assert (used["UserName"], used["AccessKeyLastUsed"]["ServiceName"]) == (who, "sts")
    iam.update_access_key(UserName=who, AccessKeyId=key["AccessKeyId"], Status="Inactive")
    text = "The security token included in the request is invalid."
    denied(sts.get_caller_identity, text, code="InvalidClientTokenId")
    iam.update_access_key(UserName=who, AccessKeyId=key["AccessKeyId"], Status="Active")
    sts.get_caller_identity()
    iam.delete_access_key(UserName=who, AccessKeyId=key["AccessKeyId"])
    denied(sts.get_caller_identity, text, code="InvalidClientTokenId")


def test_a_role_is_assumed_and_its_session_is_refused_in_aws_words(server, sts, iam, role, name):
    # recorded/sts/test_sts.json: test_assume_role
    who, arn = role
    answer = sts.assume_role(RoleArn=arn, RoleSessionName="me")
    assumed = f"arn:aws:sts::{house.ACCOUNT}:assumed-role/{who}/me"
    assert answer["AssumedRoleUser"]["Arn"] == assumed
    assert answer["Credentials"]["AccessKeyId"].startswith("ASIA")
    keys = answer["Credentials"]
    assert server.client("sts", keys=keys).get_caller_identity()["Arn"] == assumed
    text = (
        f"User: {assumed} is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::{house.ACCOUNT}:user/ "
        "because no identity-based policy allows the iam:ListUsers action"
    )
    denied(server.client("iam", keys=keys).list_users, text)
    iam.put_role_policy(RoleName=who, PolicyName="p", PolicyDocument=policy("sqs:*"))
    url = server.client("sqs", keys=keys).create_queue(QueueName=name)["QueueUrl"]
    narrow = session(sts, arn, Policy=policy("sqs:SendMessage"))
    narrowed = server.client("sqs", keys=narrow)
    narrowed.send_message(QueueUrl=url, MessageBody="x")
    message = denied(narrowed.receive_message, QueueUrl=url)
    assert message.endswith("because no session policy allows the sqs:receivemessage action")


def test_a_role_is_refused_to_those_whom_it_does_not_trust(server, sts, iam, user, name):
    _, arn, key = user
    text = f"User: {arn} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::{house.ACCOUNT}:role/{name}"
    mine = server.client("sts", keys=key)
    denied(mine.assume_role, text, RoleArn=f"arn:aws:iam::{house.ACCOUNT}:role/{name}", RoleSessionName="me")
    condition = {"StringEquals": {"sts:ExternalId": "42"}}
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(arn, Condition=condition))["Role"]["Arn"]
    denied(mine.assume_role, text, RoleArn=made, RoleSessionName="me")
    session(mine, made, ExternalId="42")
    denied(mine.assume_role, text, RoleArn=made, RoleSessionName="me", ExternalId="43")


def test_a_role_of_another_account(server, sts, iam, name):
    other = server.client("iam", keys=("111122223333", "x"))
    made = other.create_role(RoleName=name, AssumeRolePolicyDocument=trust())["Role"]["Arn"]
    keys = session(sts, made)
    assert server.client("sts", keys=keys).get_caller_identity()["Account"] == "111122223333"
    closed = other.create_role(RoleName=f"{name}-c", AssumeRolePolicyDocument=trust("arn:aws:iam::111122223333:root"))
    denied(sts.assume_role, RoleArn=closed["Role"]["Arn"], RoleSessionName="me")


def test_a_session_ends_when_its_time_has_passed(start):
    server = start()
    iam, sts = server.client("iam"), server.client("sts")
    made = iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust())["Role"]["Arn"]
    keys = session(sts, made, DurationSeconds=900)
    mine = server.client("sts", keys=keys)
    server.advance("14m")
    mine.get_caller_identity()
    server.advance("2m")
    text = "The security token included in the request is expired"
    denied(mine.get_caller_identity, text, code="ExpiredToken")
    text = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    denied(sts.assume_role, text, code="ValidationError", RoleArn=made, RoleSessionName="me", DurationSeconds=7200)
    # A chained session lasts an hour at most, whatever the role allows.
    iam.update_role(RoleName="r", MaxSessionDuration=43200)
    chained = server.client("sts", keys=session(sts, made, DurationSeconds=7200))
    text = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"
    iam.put_role_policy(RoleName="r", PolicyName="p", PolicyDocument=policy("sts:AssumeRole"))
    message = denied(
        chained.assume_role, code="ValidationError", RoleArn=made, RoleSessionName="me", DurationSeconds=7200
    )
    assert message.startswith(text)


def test_a_session_token_and_a_federated_user(server, sts, user, iam):
    who, arn, key = user
    mine = server.client("sts", keys=key)
    keys = mine.get_session_token()["Credentials"]
    assert server.client("sts", keys=keys).get_caller_identity()["Arn"] == arn
    iam.put_user_policy(UserName=who, PolicyName="p", PolicyDocument=policy("sqs:*", "sts:GetFederationToken"))
    # recorded/sts/test_sts.json: test_get_federation_token
    answer = mine.get_federation_token(Name="guest", Policy=policy("sqs:ListQueues"))
    assert answer["FederatedUser"]["Arn"] == f"arn:aws:sts::{house.ACCOUNT}:federated-user/guest"
    sqs = server.client("sqs", keys=answer["Credentials"])
    sqs.list_queues()
    denied(sqs.create_queue, QueueName="no")


def test_tags_decide_where_a_policy_says_so(server, iam, sts, name):
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(), Tags=[{"Key": "team", "Value": "blue"}])
    own = {"StringEquals": {"aws:RequestTag/team": "${aws:PrincipalTag/team}"}}
    document = policy("iam:CreateUser", "iam:TagUser", Condition=own)
    iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=document)
    mine = server.client("iam", keys=session(sts, made["Role"]["Arn"]))
    denied(mine.create_user, UserName=f"{name}-u", Tags=[{"Key": "team", "Value": "red"}])
    mine.create_user(UserName=f"{name}-u", Tags=[{"Key": "team", "Value": "blue"}])


def test_why_says_who_was_refused_what(start):
    server = start()
    iam = server.client("iam")
    arn = iam.create_user(UserName="u")["User"]["Arn"]
    key = iam.create_access_key(UserName="u")["AccessKey"]
    denied(server.client("sqs", keys=key).create_queue, QueueName="q")
    text = server.run("why").stdout
    for part in (arn, "sqs:CreateQueue", f"arn:aws:sqs:us-east-1:{house.ACCOUNT}:q"):
        assert part in text, text


def test_simulation_says_what_the_door_does(server, iam, user):
    who, arn, _ = user
    iam.put_user_policy(UserName=who, PolicyName="p", PolicyDocument=policy("sqs:ListQueues"))
    got = iam.simulate_principal_policy(PolicySourceArn=arn, ActionNames=["sqs:ListQueues", "sqs:CreateQueue"])
    assert [r["EvalDecision"] for r in got["EvaluationResults"]] == ["allowed", "implicitDeny"]


def test_what_is_malformed_is_refused_in_aws_words(iam, name, role):
    # recorded/iam/test_iam.json
    text = "This policy contains invalid Json"
    denied(iam.create_role, text, code="MalformedPolicyDocument", RoleName=name + "2", AssumeRolePolicyDocument='{"a"')
    denied(
        iam.attach_role_policy,
        "Invalid ARN:  Could not be parsed!",
        code="ValidationError",
        RoleName=role[0],
        PolicyArn="longpolicynamebutnoarn",
    )
    gone = f"arn:aws:iam::{house.ACCOUNT}:policy/{name}"
    denied(
        iam.attach_role_policy,
        f"Policy {gone} does not exist or is not attachable.",
        code="NoSuchEntity",
        RoleName=role[0],
        PolicyArn=gone,
    )
    denied(iam.delete_policy, f"Policy {gone} was not found.", code="NoSuchEntity", PolicyArn=gone)
    denied(iam.get_user, "The user with name nobody-here cannot be found.", code="NoSuchEntity", UserName="nobody-here")


def test_what_does_not_fit_a_pattern_is_refused_in_iams_words(iam, name):
    # https://github.com/aws/aws-cli/issues/5860, https://github.com/juspay/hyperswitch-suite/pull/323
    path = (
        "The specified value for pathPrefix is invalid. It must begin with the / character and contain only "
        "alphanumeric characters and/or / characters."
    )
    denied(iam.list_roles, path, code="ValidationError", PathPrefix="here")
    value = (
        "1 validation error detected: Value at 'tags.1.member.value' failed to satisfy constraint: "
        r"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]*"
    )
    denied(iam.create_user, value, code="ValidationError", UserName=name, Tags=[{"Key": "k", "Value": "A (B)"}])


def test_a_user_with_things_is_deleted_last(iam, user, name):
    who, _, key = user
    denied(iam.delete_user, code="DeleteConflict", UserName=who)
    iam.delete_access_key(UserName=who, AccessKeyId=key["AccessKeyId"])
    iam.delete_user(UserName=who)
    denied(iam.delete_user, f"The user with name {who} cannot be found.", code="NoSuchEntity", UserName=who)


def test_lists_come_in_pages(iam, name):
    names = [f"{name}-{i}" for i in range(5)]
    for each in names:
        iam.create_user(UserName=each, Path=f"/{name}/")
    pages = list(iam.get_paginator("list_users").paginate(PathPrefix=f"/{name}/", PaginationConfig={"PageSize": 2}))
    assert [len(p["Users"]) for p in pages] == [2, 2, 1]
    assert [u["UserName"] for p in pages for u in p["Users"]] == names
    managed = iam.get_paginator("list_policies").paginate(Scope="AWS")
    arns = {p["Arn"] for page in managed for p in page["Policies"]}
    assert len(arns) > 1000 and "arn:aws:iam::aws:policy/AmazonSQSFullAccess" in arns


def test_an_aws_managed_policy_grants_what_it_says(server, iam, user, name):
    who, _, key = user
    iam.attach_user_policy(UserName=who, PolicyArn="arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess")
    sqs = server.client("sqs", keys=key)
    sqs.list_queues()
    denied(sqs.create_queue, QueueName=name)


# Made for these tests, and used nowhere else.
CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBgTCCASegAwIBAgIUHRIu5N7A4SHvcxhYLiHN8YbDliwwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLZXhhbXBsZS5jb20wHhcNMjYxMTIxMTQwMjA1WhcNMzYxMTE4
MTQwMjA1WjAWMRQwEgYDVQQDDAtleGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABO8Z0xV0i5VI3uZ3dZlQ/Wts/qJhw8+TKvK811kVkCLsgxO+kN3D
P/wbzqc8bmDVs4jDDL8zqujTBwKP8P0mhmajUzBRMB0GA1UdDgQWBBTD2MfAim+o
WjdZys3SnOyqakTYJDAfBgNVHSMEGDAWgBTD2MfAim+oWjdZys3SnOyqakTYJDAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQCwCoTcKo0tl1/Rj8CW
xl1EQfMqBg4sakW6Frt0GDueggIgdUM4FtQvSazjp3QSHisbv76Zga6Sffc/2FvS
Q0CYQMk=
-----END CERTIFICATE-----"""
CERTIFICATE_KEY = """-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg4YN119A6DrAbT7SR
H63aRdHYjvIfP/xVhaWY5791OAChRANCAATvGdMVdIuVSN7md3WZUP1rbP6iYcPP
kyryvNdZFZAi7IMTvpDdwz/8G86nPG5g1bOIwwy/M6ro0wcCj/D9JoZm
-----END PRIVATE KEY-----"""

IDENTITIES = """
Parameters: {Team: {Type: String}, Certificate: {Type: String}, Key: {Type: String, NoEcho: true}}
Resources:
  User:
    Type: AWS::IAM::User
    Properties: {UserName: !Sub "${AWS::StackName}-u"}
  Server:
    Type: AWS::IAM::ServerCertificate
    Properties:
      ServerCertificateName: !Sub "${AWS::StackName}-c"
      CertificateBody: !Ref Certificate
      PrivateKey: !Ref Key
  Provider:
    Type: AWS::IAM::OIDCProvider
    Properties:
      Url: !Sub "https://${AWS::StackName}.example"
      ThumbprintList: [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]
      Tags: [{Key: team, Value: !Ref Team}]
Outputs:
  User: {Value: !Ref User}
  Certificate: {Value: !Ref Server}
  Arn: {Value: !GetAtt Server.Arn}
  Provider: {Value: !Ref Provider}
"""


def test_a_stack_makes_identities_as_recorded(cloudformation, iam, name):
    soon = {"Delay": 1}

    def parameters(team):
        values = {"Team": team, "Certificate": f"{CERTIFICATE}\n", "Key": CERTIFICATE_KEY}
        return [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]

    asked = {"StackName": name, "TemplateBody": IDENTITIES, "Capabilities": ["CAPABILITY_NAMED_IAM"]}
    cloudformation.create_stack(**asked, Parameters=parameters("blue"))
    cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig=soon)
    outputs = cloudformation.describe_stacks(StackName=name)["Stacks"][0]["Outputs"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in outputs}
    # recorded/iam/resource_providers/aws_iam_user/test_parity.json: nothing of CloudFormation's own among the tags
    assert "Tags" not in iam.get_user(UserName=outputs["User"])["User"]
    # recorded/iam/resource_providers/test_iam.json: test_server_certificate
    assert outputs["Arn"] == f"arn:aws:iam::{house.ACCOUNT}:server-certificate/{name}-c"
    got = iam.get_server_certificate(ServerCertificateName=outputs["Certificate"])["ServerCertificate"]
    assert (got["CertificateBody"], got["Tags"]) == (CERTIFICATE, [])
    arn = outputs["Provider"]
    assert iam.list_open_id_connect_provider_tags(OpenIDConnectProviderArn=arn)["Tags"] == [
        {"Key": "team", "Value": "blue"}
    ]
    cloudformation.update_stack(**asked, Parameters=parameters("red"))
    cloudformation.get_waiter("stack_update_complete").wait(StackName=name, WaiterConfig=soon)
    assert iam.list_open_id_connect_provider_tags(OpenIDConnectProviderArn=arn)["Tags"] == [
        {"Key": "team", "Value": "red"}
    ]
    cloudformation.delete_stack(StackName=name)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig=soon)
    text = f"The Server Certificate with name {name}-c cannot be found."
    denied(iam.get_server_certificate, text, code="NoSuchEntity", ServerCertificateName=f"{name}-c")
