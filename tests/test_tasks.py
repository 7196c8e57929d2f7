"""Tasks that really run: a network interface in a subnet, an image out of the registry, lines in a log stream.

They need root, for network namespaces and cgroups, and the tools that make and push the image."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import time

import pytest

BUSYBOX = "/bin/busybox"
TOOLS = ["buildah", "skopeo"]
MISSING = [tool for tool in TOOLS if not shutil.which(tool)] + ([] if os.path.exists(BUSYBOX) else [BUSYBOX])

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces and cgroups need root"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """An OCI layout with busybox and nothing else."""
    folder = tmp_path_factory.mktemp("image")
    shutil.copy(BUSYBOX, folder / "busybox")
    (folder / "Containerfile").write_text(
        "FROM scratch\nCOPY busybox /bin/busybox\nENV PATH=/bin\nENTRYPOINT [\"/bin/busybox\", \"sh\", \"-c\"]\n"
    )
    name = f"maquette-tasks-{os.getpid()}"
    subprocess.run(["buildah", "bud", "-q", "-t", name, folder], check=True, capture_output=True)
    subprocess.run(
        ["skopeo", "copy", "-q", f"containers-storage:localhost/{name}", f"oci:{folder}/layout:v1"],
        check=True,
        capture_output=True,
    )
    subprocess.run(["buildah", "rmi", name], check=True, capture_output=True)
    return f"oci:{folder}/layout:v1"


class Stage:
    """A cluster, roles, a log group and an image in the registry."""

    def __init__(self, server, image):
        self.server = server
        self.meet()
        ecr, iam = server.client("ecr"), server.client("iam")
        ecr.create_repository(repositoryName="hello")
        token = ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]
        registry = server.endpoint.split("//")[1]
        subprocess.run(
            ["skopeo", "copy", "-q", "--dest-tls-verify=false", "--dest-creds", base64.b64decode(token).decode()]
            + [image, f"docker://{registry}/hello:v1"],
            check=True,
            capture_output=True,
        )
        self.role = iam.create_role(RoleName="task", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
        iam.attach_role_policy(
            RoleName="task", PolicyArn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
        )
        self.logs.create_log_group(logGroupName="/ecs/hello")
        self.ecs.create_cluster(clusterName="c")
        self.subnet = self.ec2.describe_subnets()["Subnets"][0]["SubnetId"]

    def meet(self):
        """Asks the server where it is now."""
        self.ec2, self.ecs, self.logs = (self.server.client(name) for name in ["ec2", "ecs", "logs"])

    def define(self, command, **more):
        options = {"awslogs-group": "/ecs/hello", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "x"}
        container = {
            "name": "app",
            "image": "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:v1",
            "command": [command],
            "logConfiguration": {"logDriver": "awslogs", "options": options},
            **more,
        }
        answer = self.ecs.register_task_definition(
            family="hello",
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
            cpu="256",
            memory="512",
            executionRoleArn=self.role,
            taskRoleArn=self.role,
            containerDefinitions=[container],
        )
        return answer["taskDefinition"]["taskDefinitionArn"]

    def run(self, definition, subnet=None, public=True, count=1):
        network = {"subnets": [subnet or self.subnet], "assignPublicIp": "ENABLED" if public else "DISABLED"}
        answer = self.ecs.run_task(
            cluster="c",
            taskDefinition=definition,
            launchType="FARGATE",
            count=count,
            networkConfiguration={"awsvpcConfiguration": network},
        )
        assert not answer["failures"]
        return [task["taskArn"] for task in answer["tasks"]]

    def stopped(self, arns):
        """The tasks, when all have stopped."""
        self.ecs.get_waiter("tasks_stopped").wait(
            cluster="c", tasks=arns, WaiterConfig={"Delay": 1, "MaxAttempts": 120}
        )
        return self.ecs.describe_tasks(cluster="c", tasks=arns)["tasks"]

    def lines(self, arn):
        stream = f"x/app/{arn.rsplit('/')[-1]}"
        events = self.logs.get_log_events(logGroupName="/ecs/hello", logStreamName=stream, startFromHead=True)
        return [event["message"] for event in events["events"]]


@pytest.fixture
def stage(start, image):
    return Stage(start(), image)


def test_a_task_runs_from_its_call_to_its_last_line(stage):
    command = "echo hello; hostname; wget -q -O - $ECS_CONTAINER_METADATA_URI_V4/task; exit 3"
    arn = stage.run(stage.define(command))[0]
    task = stage.stopped([arn])[0]
    assert (task["stopCode"], task["stoppedReason"]) == (
        "EssentialContainerExited",
        "Essential container in task exited",
    )
    container = task["containers"][0]
    assert (container["exitCode"], container["lastStatus"]) == (3, "STOPPED")
    assert container["imageDigest"].startswith("sha256:")
    details = {detail["name"]: detail["value"] for detail in task["attachments"][0]["details"]}
    hello, hostname, metadata = stage.lines(arn)
    assert hello == "hello"
    assert hostname == details["privateDnsName"]
    told = json.loads(metadata)
    assert told["TaskARN"] == arn
    assert told["Containers"][0]["Networks"][0]["IPv4Addresses"] == [details["privateIPv4Address"]]
    # Nothing of it is left.
    assert stage.ec2.describe_network_interfaces()["NetworkInterfaces"] == []


def test_a_task_gets_its_roles_credentials(stage):
    arn = stage.run(stage.define("wget -q -O - http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"))[0]
    stage.stopped([arn])
    given = json.loads(stage.lines(arn)[0])
    assert given["RoleArn"] == stage.role
    sts = stage.server.client("sts", keys=(given["AccessKeyId"], given["SecretAccessKey"], given["Token"]))
    assert sts.get_caller_identity()["Arn"].split("/")[-1] == arn.rsplit("/")[-1]


def test_stop_task_asks_first(stage):
    definition = stage.define("trap 'echo asked; exit 7' TERM; echo ready; while :; do sleep 0.1; done")
    arn = stage.run(definition)[0]
    stage.ecs.get_waiter("tasks_running").wait(cluster="c", tasks=[arn], WaiterConfig={"Delay": 1})
    stage.ecs.stop_task(cluster="c", task=arn, reason="enough")
    task = stage.stopped([arn])[0]
    assert (task["stopCode"], task["stoppedReason"]) == ("UserInitiated", "enough")
    assert task["containers"][0]["exitCode"] == 7
    assert stage.lines(arn) == ["ready", "asked"]


def test_a_nat_gateway_in_its_own_private_subnet(stage):
    """interval-processing, IM1: AWS accepts every call, and no packet ever leaves."""
    ec2 = stage.ec2
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = lambda cidr: ec2.create_subnet(VpcId=vpc, CidrBlock=cidr)["Subnet"]["SubnetId"]
    public, private = subnet("10.0.1.0/24"), subnet("10.0.2.0/24")
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)

    def table(of, **to):
        made = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        ec2.create_route(RouteTableId=made, DestinationCidrBlock="0.0.0.0/0", **to)
        ec2.associate_route_table(RouteTableId=made, SubnetId=of)
        return made

    def nat(within):
        address = ec2.allocate_address(Domain="vpc")["AllocationId"]
        made = ec2.create_nat_gateway(SubnetId=within, AllocationId=address)["NatGateway"]["NatGatewayId"]
        ec2.get_waiter("nat_gateway_available").wait(NatGatewayIds=[made], WaiterConfig={"Delay": 1})
        return made

    table(public, GatewayId=gateway)
    routes = table(private, NatGatewayId=nat(private))
    definition = stage.define("echo out")
    task = stage.stopped(stage.run(definition, private, public=False))[0]
    assert task["stopCode"] == "TaskFailedToStart"
    assert task["stoppedReason"].startswith("CannotPullContainerError: pull image manifest has been retried 5 time(s)")
    assert task["stoppedReason"].endswith(":443: i/o timeout")
    told = stage.server.json("why")
    assert told["packet"]["because"] == "route-loop"
    assert routes in told["cause"] and private in told["cause"]
    assert "public subnet" in told["mend"]
    # The mend mends it.
    ec2.replace_route(RouteTableId=routes, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat(public))
    arn = stage.run(definition, private, public=False)[0]
    assert stage.stopped([arn])[0]["containers"][0]["exitCode"] == 0
    assert stage.lines(arn) == ["out"]


def leftovers(server):
    """What the tasks of a server are made of on this host: cgroups, and the mounts of network namespaces."""
    own = hashlib.sha256(os.path.realpath(server.data).encode()).hexdigest()[:12]
    cgroups = subprocess.run(
        ["find", "/sys/fs/cgroup", "-type", "d", "-path", f"*{own}*"], capture_output=True, text=True, check=False
    )
    with open("/proc/mounts", encoding="utf-8") as mounts:
        return len(cgroups.stdout.split()), len([line for line in mounts if f"/run/maquette/{own}/net/" in line])


def test_kills_of_the_server_end_no_task_and_lose_no_line(start, image):
    server = start(ephemeral=False)
    stage = Stage(server, image)
    definition = stage.define("i=0; while [ $i -lt 20 ]; do echo line $i; i=$((i+1)); sleep 0.05; done; exit 5")
    arns = []
    for kill in range(4):
        arns += stage.run(definition, count=4)
        time.sleep(0.04 * kill)  # a different moment of their start each time
        server.kill()
        server.start()
        stage.meet()
    for task in stage.stopped(arns):
        assert task["containers"][0]["exitCode"] == 5, task
        # A line that was put and not yet acknowledged when the server died is put again.
        assert list(dict.fromkeys(stage.lines(task["taskArn"]))) == [f"line {i}" for i in range(20)]
    assert stage.ec2.describe_network_interfaces()["NetworkInterfaces"] == []
    server.stop()
    assert leftovers(server) == (0, 0)


def test_what_a_killed_server_that_keeps_nothing_left_is_ended_by_the_next(start, image):
    server = start()
    stage = Stage(server, image)
    arn = stage.run(stage.define("sleep 1000"))[0]
    stage.ecs.get_waiter("tasks_running").wait(cluster="c", tasks=[arn], WaiterConfig={"Delay": 1})
    cgroups, mounts = leftovers(server)
    assert cgroups > 0 and mounts >= 3
    server.kill()
    server.start()
    # The internet stays for the next task.
    assert leftovers(server) <= (0, 1)
