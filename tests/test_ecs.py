"""ECS's API as boto3 and the AWS CLI use it. No task is run here: what a task does is another test's."""

import json
import os
import subprocess
import sys

import house
import pytest
from botocore.exceptions import ClientError

ACCOUNT = house.ACCOUNT
SOON = {"Delay": 0.2, "MaxAttempts": 100}


def refused(call, code, message=None, **arguments):
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response["Error"]
    assert error["Code"] == code, error
    if message is not None:
        assert error["Message"] == message


def arn(resource):
    return f"arn:aws:ecs:{house.REGION}:{ACCOUNT}:{resource}"


def definition(family, **more):
    """A definition that Fargate takes."""
    return {
        "family": family,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "1 vCPU",
        "memory": "3GB",
        "ephemeralStorage": {"sizeInGiB": 21},
        "containerDefinitions": [{"name": "job", "image": "public.ecr.aws/docker/library/busybox:latest"}],
        **more,
    }


@pytest.fixture
def ecs(server):
    return server.client("ecs")


@pytest.fixture
def cluster(ecs, name):
    return ecs.create_cluster(clusterName=name)["cluster"]["clusterName"]


def test_cluster(ecs, name):
    tags = [{"key": "team", "value": "batch"}]
    made = ecs.create_cluster(clusterName=name, tags=tags, settings=[{"name": "containerInsights", "value": "enabled"}])
    assert made["cluster"]["clusterArn"] == arn(f"cluster/{name}")
    assert made["cluster"]["status"] == "ACTIVE"
    assert arn(f"cluster/{name}") in ecs.list_clusters()["clusterArns"]
    found = ecs.describe_clusters(clusters=[name, "none"], include=["TAGS", "SETTINGS", "STATISTICS"])
    assert found["clusters"][0]["tags"] == tags
    assert found["clusters"][0]["settings"] == [{"name": "containerInsights", "value": "enabled"}]
    assert {"name": "runningFargateTasksCount", "value": "0"} in found["clusters"][0]["statistics"]
    assert found["failures"] == [{"arn": arn("cluster/none"), "reason": "MISSING"}]
    ecs.untag_resource(resourceArn=arn(f"cluster/{name}"), tagKeys=["team"])
    assert ecs.list_tags_for_resource(resourceArn=arn(f"cluster/{name}"))["tags"] == []
    assert ecs.delete_cluster(cluster=name)["cluster"]["status"] == "INACTIVE"
    refused(ecs.delete_cluster, "ClusterNotFoundException", "Cluster not found.", cluster="none")
    refused(ecs.list_tasks, "ClusterNotFoundException", "Cluster not found.", cluster=name)


def test_what_has_no_effect_is_told(server, ecs, name):
    ecs.create_cluster(clusterName=name, settings=[{"name": "containerInsights", "value": "enhanced"}])
    told = f"containerInsights is kept and shown, and gathers nothing: ECS clusters {name}"
    assert told in json.dumps(server.json("status"))
    ecs.delete_cluster(cluster=name)


def test_the_service_linked_role_is_made_with_the_first_cluster(server, cluster):
    role = server.client("iam").get_role(RoleName="AWSServiceRoleForECS")["Role"]
    assert role["Arn"] == f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"


def test_definitions(ecs, name):
    """The five definitions of interval-processing are of this shape (I9)."""
    first = ecs.register_task_definition(**definition(name), tags=[{"key": "a", "value": "b"}])
    shown = first["taskDefinition"]
    assert shown["taskDefinitionArn"] == arn(f"task-definition/{name}:1")
    assert (shown["revision"], shown["status"]) == (1, "ACTIVE")
    assert (shown["cpu"], shown["memory"], shown["ephemeralStorage"]) == ("1024", "3072", {"sizeInGiB": 21})
    assert shown["compatibilities"] == ["EC2", "FARGATE"]
    assert shown["containerDefinitions"][0]["essential"] is True
    ecs.register_task_definition(**definition(name))
    newest = ecs.describe_task_definition(taskDefinition=name, include=["TAGS"])
    assert (newest["taskDefinition"]["revision"], newest["tags"]) == (2, [])
    pages = ecs.get_paginator("list_task_definitions").paginate(familyPrefix=name, PaginationConfig={"PageSize": 1})
    assert [page["taskDefinitionArns"] for page in pages] == [[arn(f"task-definition/{name}:{n}")] for n in (1, 2)]
    assert name in ecs.list_task_definition_families(familyPrefix=name)["families"]
    gone = ecs.deregister_task_definition(taskDefinition=f"{name}:1")["taskDefinition"]
    assert gone["status"] == "INACTIVE" and gone["deregisteredAt"] >= gone["registeredAt"]
    assert ecs.delete_task_definitions(taskDefinitions=[f"{name}:1", f"{name}:2"])["failures"][0]["arn"].endswith(":2")
    text = "Unable to describe task definition."
    refused(ecs.describe_task_definition, "ClientException", text, taskDefinition=f"{name}:1")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"networkMode": "bridge"}, "Fargate only supports network mode ‘awsvpc’."),
        (
            {"memory": "1GB"},
            "No Fargate configuration exists for given values: 1024 CPU, 1024 memory."
            " See the Amazon ECS documentation for the valid values.",
        ),
        ({"containerDefinitions": []}, "Container list cannot be empty."),
        ({"containerDefinitions": [{"image": "a"}]}, "Container.name should not be null or empty."),
        (
            {"containerDefinitions": [{"name": "a", "image": f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/a:1"}]},
            "Fargate requires task definition to have execution role ARN to support ECR images.",
        ),
        (
            {"containerDefinitions": [{"name": "a", "image": "a", "logConfiguration": {"logDriver": "awslogs"}}]},
            "Log driver awslogs requires options: awslogs-region, awslogs-group",
        ),
    ],
)
def test_definitions_that_fargate_refuses(ecs, name, more, message):
    refused(ecs.register_task_definition, "ClientException", message, **definition(name, **more))


def test_what_is_not_built_is_refused_by_name(ecs, cluster, name):
    secret = [{"name": "a", "image": "a", "secrets": [{"name": "S", "valueFrom": "s"}]}]
    role = f"arn:aws:iam::{ACCOUNT}:role/execution"
    with pytest.raises(ClientError, match="does not support secrets of containers"):
        ecs.register_task_definition(**definition(name, containerDefinitions=secret, executionRoleArn=role))
    with pytest.raises(ClientError, match="CreateService"):
        ecs.create_service(cluster=cluster, serviceName="web", taskDefinition="web")


def test_run_task_refusals(ecs, cluster, name):
    ecs.register_task_definition(**definition(name))
    run = {"cluster": cluster, "taskDefinition": name, "launchType": "FARGATE"}
    refused(ecs.run_task, "ClusterNotFoundException", "Cluster not found.", **{**run, "cluster": "none"})
    refused(ecs.run_task, "InvalidParameterException", "TaskDefinition not found.", **{**run, "taskDefinition": "none"})
    refused(ecs.run_task, "InvalidParameterException", **run, count=11)
    refused(ecs.run_task, "PlatformUnknownException", **run, platformVersion="9.9.9")
    # IM8 of interval-processing
    strategy = [{"capacityProvider": "FARGATE", "weight": 1}]
    run.pop("launchType")
    refused(
        ecs.run_task,
        "InvalidParameterException",
        "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the"
        " cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try"
        " again.",
        **run,
        capacityProviderStrategy=strategy,
    )
    put = ecs.put_cluster_capacity_providers(
        cluster=cluster, capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=strategy
    )
    assert put["cluster"]["capacityProviders"] == ["FARGATE", "FARGATE_SPOT"]
    ecs.deregister_task_definition(taskDefinition=f"{name}:1")
    inactive = {**run, "taskDefinition": f"{name}:1"}
    refused(ecs.run_task, "InvalidParameterException", "TaskDefinition is inactive", **inactive)


def test_tasks_that_are_not_there(ecs, cluster):
    assert ecs.list_tasks(cluster=cluster)["taskArns"] == []
    found = ecs.describe_tasks(cluster=cluster, tasks=["none"])
    assert found["failures"] == [{"arn": arn(f"task/{cluster}/none"), "reason": "MISSING"}]
    text = "The referenced task was not found"
    refused(ecs.stop_task, "InvalidParameterException", text, cluster=cluster, task="none")
    with pytest.raises(Exception, match="MISSING"):
        ecs.get_waiter("tasks_running").wait(cluster=cluster, tasks=["none"], WaiterConfig=SOON)


def test_settings(server, ecs):
    wrong = {"name": "containerInsights", "value": "ENABLED"}
    refused(ecs.put_account_setting, "InvalidParameterException", "Invalid setting 'value'", **wrong)
    settings = ecs.list_account_settings(effectiveSettings=True)["settings"]
    assert {s["name"]: s["value"] for s in settings}["taskLongArnFormat"] == "enabled"
    names = [p["name"] for p in ecs.describe_capacity_providers()["capacityProviders"]]
    assert names == ["FARGATE", "FARGATE_SPOT"]


def test_only_who_may_pass_a_role_runs_a_task_with_it(server, ecs, cluster, name):
    iam = server.client("iam")
    trust = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": trust})
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    ecs.register_task_definition(**definition(name, taskRoleArn=role))
    iam.create_user(UserName=name)
    allowed = {"Effect": "Allow", "Action": "ecs:RunTask", "Resource": arn(f"task-definition/{name}:*")}
    iam.put_user_policy(
        UserName=name, PolicyName="run", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": allowed})
    )
    key = iam.create_access_key(UserName=name)["AccessKey"]
    user = server.client("ecs", (key["AccessKeyId"], key["SecretAccessKey"]))
    with pytest.raises(ClientError, match=f"not authorized to perform: iam:PassRole on resource: {role}"):
        user.run_task(cluster=cluster, taskDefinition=name, launchType="FARGATE")
    with pytest.raises(ClientError, match=f"not authorized to perform: ecs:StopTask on resource: {arn('task')}"):
        user.stop_task(cluster=cluster, task="none")


TEMPLATE = """
Parameters:
  Memory: {Type: Number, Default: 512}
Resources:
  Cluster:
    Type: AWS::ECS::Cluster
    Properties:
      ClusterSettings: [{Name: containerInsights, Value: disabled}]
  Providers:
    Type: AWS::ECS::ClusterCapacityProviderAssociations
    Properties:
      Cluster: !Ref Cluster
      CapacityProviders: [FARGATE]
      DefaultCapacityProviderStrategy: [{CapacityProvider: FARGATE, Weight: 1}]
  Job:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      Cpu: 256
      Memory: !Ref Memory
      ContainerDefinitions: [{Name: job, Image: job, Environment: [{Name: processToRun, Value: Nightly}]}]
Outputs:
  Cluster: {Value: !Ref Cluster}
  ClusterArn: {Value: !GetAtt Cluster.Arn}
  Job: {Value: !Ref Job}
"""


def test_a_stack(server, ecs, name):
    cloudformation = server.client("cloudformation")

    def outputs():
        stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    cloudformation.create_stack(StackName=name, TemplateBody=TEMPLATE)
    cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig=SOON)
    first = outputs()
    assert first["ClusterArn"] == arn(f"cluster/{first['Cluster']}")
    cluster = ecs.describe_clusters(clusters=[first["Cluster"]])["clusters"][0]
    assert cluster["capacityProviders"] == ["FARGATE"]
    memory = [{"ParameterKey": "Memory", "ParameterValue": "1024"}]
    cloudformation.update_stack(StackName=name, TemplateBody=TEMPLATE, Parameters=memory)
    cloudformation.get_waiter("stack_update_complete").wait(StackName=name, WaiterConfig=SOON)
    second = outputs()
    old = ecs.describe_task_definition(taskDefinition=first["Job"])["taskDefinition"]
    new = ecs.describe_task_definition(taskDefinition=second["Job"])["taskDefinition"]
    assert (old["status"], new["status"], new["memory"]) == ("INACTIVE", "ACTIVE", "1024")
    cloudformation.delete_stack(StackName=name)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig=SOON)
    assert ecs.describe_clusters(clusters=[first["Cluster"]])["clusters"][0]["status"] == "INACTIVE"


def test_a_service_is_refused_by_name(server, name):
    template = {"Resources": {"Web": {"Type": "AWS::ECS::Service", "Properties": {"TaskDefinition": "web"}}}}
    with pytest.raises(ClientError, match="AWS::ECS::Service"):
        server.client("cloudformation").create_stack(StackName=name, TemplateBody=json.dumps(template))


def test_cli(server, name):
    def aws(*arguments):
        command = [os.path.join(os.path.dirname(sys.executable), "aws"), "ecs", *arguments, "--output", "json"]
        done = subprocess.run(command, env=server.env(), capture_output=True, text=True, check=False)
        return json.loads(done.stdout) if done.returncode == 0 else done.stderr.strip()

    assert aws("create-cluster", "--cluster-name", name)["cluster"]["status"] == "ACTIVE"
    registered = aws("register-task-definition", "--cli-input-json", json.dumps(definition(name)))
    assert registered["taskDefinition"]["revision"] == 1
    said = aws("run-task", "--cluster", name, "--task-definition", f"{name}:7", "--launch-type", "FARGATE")
    text = "An error occurred (InvalidParameterException) when calling the RunTask operation: TaskDefinition not found."
    assert text in said
