"""examples/worker: the task that gets out, and fifteen ways in which it does not, each with AWS's own words.

The mistakes are made with boto3 and an image of busybox, so that each takes a moment; examples/worker/mistakes holds them as
changes to the template. The main path is the example itself, by `maquette up`.
"""

import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import time

import house
import pytest
import registry

EXAMPLE = pathlib.Path(__file__).parent.parent / "examples/worker"
PARTNER = EXAMPLE / "app/target/x86_64-unknown-linux-gnu/release/partner"
BUSYBOX = next((path for path in ("/bin/busybox", "/usr/bin/busybox") if os.path.exists(path)), None)
REGISTRY = f"{house.ACCOUNT}.dkr.ecr.{house.REGION}.amazonaws.com"
EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
# A task that is to fail for its network says so when its first packet is dropped or has waited for five seconds.
PATIENCE = 25

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="tasks need root: network namespaces and cgroups"),
    pytest.mark.skipif(BUSYBOX is None, reason="the images are made of busybox (apt-get install busybox-static)"),
]


class Busybox(registry.Image):
    """An image of one program, for a platform that it names."""

    def __init__(self, architecture="amd64", program=None):
        tar = io.BytesIO()
        with tarfile.open(fileobj=tar, mode="w") as archive:
            content = program or pathlib.Path(BUSYBOX).read_bytes()
            info = tarfile.TarInfo("bin/busybox")
            info.size, info.mode = len(content), 0o755
            archive.addfile(info, io.BytesIO(content))
        self.tar = tar.getvalue()
        self.layer = registry.gzip.compress(self.tar, compresslevel=1, mtime=0)
        config = {
            "architecture": architecture,
            "os": "linux",
            "config": {"Entrypoint": ["/bin/busybox"], "Cmd": ["echo", "hello"]},
            "rootfs": {"type": "layers", "diff_ids": [registry.digest(self.tar)]},
        }
        self.config = json.dumps(config).encode()
        manifest = {
            "schemaVersion": 2,
            "mediaType": registry.OCI_IMAGE,
            "config": registry.descriptor("application/vnd.oci.image.config.v1+json", self.config),
            "layers": [registry.descriptor("application/vnd.oci.image.layer.v1.tar+gzip", self.layer)],
        }
        self.manifest = json.dumps(manifest).encode()
        self.digest = registry.digest(self.manifest)


class Account:
    """Clients, and what every task of these tests needs: a cluster, a group of logs, an image."""

    def __init__(self, server):
        self.server = server
        names = ("ec2", "ecr", "ecs", "logs", "iam")
        self.ec2, self.ecr, self.ecs, self.logs, self.iam = (server.client(name) for name in names)
        self.ecr.create_repository(repositoryName="worker")
        self.ecs.create_cluster(clusterName="worker")
        self.logs.create_log_group(logGroupName="/ecs/worker")
        self.push("v1", Busybox())
        self.trust = {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
        self.execution = self.role("execution")
        self.iam.attach_role_policy(RoleName="execution", PolicyArn=EXECUTION)

    def push(self, tag, image):
        pushed = registry.Registry(self.server, registry.password(self.ecr)).push("worker", image, tag)
        assert pushed.status == 201, pushed.body

    def role(self, name, *actions):
        """A role of tasks that may do these."""
        made = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(self.trust))
        if actions:
            allow = {"Effect": "Allow", "Action": actions, "Resource": "*"}
            document = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
            self.iam.put_role_policy(RoleName=name, PolicyName="may", PolicyDocument=document)
        return made["Role"]["Arn"]

    def define(self, family, *command, image="v1", role=None, log=None, memory=None):
        log = {"awslogs-group": "/ecs/worker", **(log or {})}
        container = {
            "name": "worker",
            "image": f"{REGISTRY}/worker:{image}",
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {"awslogs-region": house.REGION, "awslogs-stream-prefix": "worker", **log},
            },
        }
        if command and command[0].startswith("/"):
            container["entryPoint"] = list(command)
        elif command:
            container["command"] = list(command)
        if memory:
            container["memory"] = memory
        made = self.ecs.register_task_definition(
            family=family,
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
            cpu="256",
            memory="512",
            executionRoleArn=role or self.execution,
            containerDefinitions=[container],
        )
        return made["taskDefinition"]["taskDefinitionArn"]

    def run(self, definition, net, subnet=None, group=None, public=False):
        """Runs a task to its end, in the private subnet where nothing else is said."""
        place = {"subnets": [subnet or net.private], "securityGroups": [group or net.group]}
        if public:
            place["assignPublicIp"] = "ENABLED"
        began = self.ecs.run_task(
            cluster="worker",
            taskDefinition=definition,
            launchType="FARGATE",
            networkConfiguration={"awsvpcConfiguration": place},
        )
        assert began["failures"] == []
        return self.ended(began["tasks"][0]["taskArn"])

    def ended(self, arn, cluster="worker"):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            [task] = self.ecs.describe_tasks(cluster=cluster, tasks=[arn])["tasks"]
            if task["lastStatus"] == "STOPPED":
                return task
        raise AssertionError(f"{arn} is {task['lastStatus']}: {task}")

    def lines(self, task, group="/ecs/worker"):
        stream = f"worker/worker/{task['taskArn'].rsplit('/', 1)[1]}"
        told = self.logs.get_log_events(logGroupName=group, logStreamName=stream, startFromHead=True)
        return [event["message"] for event in told["events"]]


class Net:
    """The example's network. Each mistake is one keyword."""

    def __init__(self, ec2, nat="public", associate=True, default=True):
        self.ec2 = ec2
        self.vpc = ec2.create_vpc(CidrBlock="10.30.0.0/16")["Vpc"]["VpcId"]
        self.public, self.private = self.subnet("10.30.0.0/24"), self.subnet("10.30.1.0/24")
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        self.route(self.public, GatewayId=gateway)
        self.address = None
        if default:
            given = ec2.allocate_address(Domain="vpc")
            self.address = given["PublicIp"]
            stands = self.public if nat == "public" else self.private
            made = ec2.create_nat_gateway(SubnetId=stands, AllocationId=given["AllocationId"])
            self.nat = made["NatGateway"]["NatGatewayId"]
            self.available()
            self.route(self.private if associate else None, NatGatewayId=self.nat)
        made = ec2.create_security_group(GroupName="worker", Description="worker", VpcId=self.vpc)
        self.group = made["GroupId"]

    def available(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            [gateway] = self.ec2.describe_nat_gateways(NatGatewayIds=[self.nat])["NatGateways"]
            if gateway["State"] == "available":
                return
        raise AssertionError(gateway)

    def subnet(self, cidr):
        made = self.ec2.create_subnet(VpcId=self.vpc, CidrBlock=cidr, AvailabilityZone=f"{house.REGION}a")
        return made["Subnet"]["SubnetId"]

    def route(self, subnet, **target):
        """A route table with one way out, for a subnet or for nobody."""
        table = self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        self.ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **target)
        if subnet:
            self.ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)


@pytest.fixture(scope="module")
def account(server):
    return Account(server)


@pytest.fixture(scope="module")
def net(account):
    """The network without a mistake."""
    return Net(account.ec2)


def why(account, task, cause, mend):
    """That `maquette why` finds the one setting behind it, and the change."""
    told = account.server.json("why", task["taskArn"])
    assert cause in told["cause"], told
    assert mend in told["mend"], told


def reason(task):
    """Why a task did not start, and that it says so where AWS says it."""
    assert task["stopCode"] == "TaskFailedToStart", task
    [container] = task["containers"]
    assert "exitCode" not in container
    return task["stoppedReason"]


def does_not_get_out(task):
    """As reported by those to whom it happened: https://github.com/ActionIQ/terraform-aws-retool-ecs-fargate/issues/20"""
    url = f"https://{REGISTRY}/v2/worker/manifests/v1"
    expected = (
        f"CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref "
        f'{REGISTRY}/worker:v1: failed to do request: Head "{url}": dial tcp ADDRESS:443: i/o timeout'
    )
    assert re.sub(r"\d+\.\d+\.\d+\.\d+:443", "ADDRESS:443", reason(task)) == expected
    return True


def test_the_private_subnet_gets_out(account, net):
    task = account.run(account.define("good", "echo", "hello from the private subnet"), net)
    assert (task["stopCode"], task["stoppedReason"]) == (
        "EssentialContainerExited",
        "Essential container in task exited",
    )
    [container] = task["containers"]
    assert container["exitCode"] == 0, task
    assert account.lines(task) == ["hello from the private subnet"]


def test_a_nat_gateway_in_its_own_private_subnet(account):
    """Every call is accepted, and no packet gets out: its way out is itself."""
    net = Net(account.ec2, nat="private")
    task = account.run(account.define("nat"), net)
    assert does_not_get_out(task)
    why(account, task, "leads to that same NAT gateway", "Put the NAT gateway into a public subnet")


def test_a_private_subnet_without_a_way_out(account):
    net = Net(account.ec2, default=False)
    task = account.run(account.define("no-way"), net)
    assert does_not_get_out(task)
    why(account, task, f"of {net.private} has no route", "Add a route for 0.0.0.0/0")


def test_a_public_subnet_without_a_public_address(account, net):
    task = account.run(account.define("no-address"), net, net.public)
    assert does_not_get_out(task)
    why(account, task, "has no public address", "assignPublicIp ENABLED")
    # With one, the same task gets out.
    with_one = account.run(account.define("no-address"), net, net.public, public=True)
    assert with_one["containers"][0]["exitCode"] == 0


def test_a_route_table_that_is_not_associated(account):
    net = Net(account.ec2, associate=False)
    task = account.run(account.define("not-associated"), net)
    assert does_not_get_out(task)
    why(account, task, f"of {net.private} has no route", "Add a route for 0.0.0.0/0")


def test_a_security_group_without_egress(account, net):
    made = account.ec2.create_security_group(GroupName="closed", Description="No egress", VpcId=net.vpc)
    everywhere = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    account.ec2.revoke_security_group_egress(GroupId=made["GroupId"], IpPermissions=everywhere)
    task = account.run(account.define("no-egress"), net, group=made["GroupId"])
    assert does_not_get_out(task)
    why(account, task, f"No egress rule of {made['GroupId']}", "Add an egress rule for TCP port 443")


def test_a_network_acl_without_the_ephemeral_ports(account, net):
    """It lets HTTPS out and in; the answers come to ports that it does not let in."""
    subnet = net.subnet("10.30.2.0/24")
    net.route(subnet, NatGatewayId=net.nat)
    acl = account.ec2.create_network_acl(VpcId=net.vpc)["NetworkAcl"]["NetworkAclId"]
    for egress in (False, True):
        account.ec2.create_network_acl_entry(
            NetworkAclId=acl,
            RuleNumber=100,
            Protocol="6",
            RuleAction="allow",
            Egress=egress,
            CidrBlock="0.0.0.0/0",
            PortRange={"From": 443, "To": 443},
        )
    its = {"Name": "association.subnet-id", "Values": [subnet]}
    [found] = account.ec2.describe_network_acls(Filters=[its])["NetworkAcls"]
    [own] = [one for one in found["Associations"] if one["SubnetId"] == subnet]
    account.ec2.replace_network_acl_association(AssociationId=own["NetworkAclAssociationId"], NetworkAclId=acl)
    task = account.run(account.define("acl"), net, subnet=subnet)
    assert does_not_get_out(task)
    why(account, task, acl, "inbound TCP 1024-65535")


def test_an_execution_role_that_may_not_ask_the_registry(account, net):
    role = account.role("no-registry", "logs:CreateLogStream", "logs:PutLogEvents")
    task = account.run(account.define("no-registry", role=role), net)
    who = f"arn:aws:sts::{house.ACCOUNT}:assumed-role/no-registry/{task['taskArn'].rsplit('/', 1)[1]}"
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html
    assert reason(task) == (
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
        "unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedException: "
        f"User: {who} is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based "
        "policy allows the ecr:GetAuthorizationToken action"
    )


def test_an_execution_role_that_may_not_pull(account, net):
    role = account.role("no-pull", "ecr:GetAuthorizationToken", "logs:CreateLogStream", "logs:PutLogEvents")
    # As in https://github.com/aws/containers-roadmap/issues/2493
    task = account.run(account.define("no-pull", role=role), net)
    why(account, task, "refused the execution role", "AmazonECSTaskExecutionRolePolicy")
    assert reason(task) == (
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
        f"{REGISTRY}/worker:v1: unexpected status from HEAD request to https://{REGISTRY}/v2/worker/manifests/v1: "
        "403 Forbidden"
    )


def test_a_log_group_that_may_not_be_created(account, net):
    log = {"awslogs-group": "/ecs/new", "awslogs-create-group": "true"}
    task = account.run(account.define("create-group", log=log), net)
    why(account, task, "logs:CreateLogGroup", "`maquette why`")
    told = reason(task)
    assert told.startswith("ResourceInitializationError: failed to validate logger args: "), told
    assert "failed to create Cloudwatch log group: AccessDeniedException: User: " in told
    assert "is not authorized to perform: logs:CreateLogGroup on resource: " in told


def test_a_log_group_that_may_be_created(account, net):
    role = account.role("creates", "ecr:*", "logs:*")
    log = {"awslogs-group": "/ecs/made", "awslogs-create-group": "true"}
    task = account.run(account.define("creates", "echo", "made", role=role, log=log), net)
    assert account.lines(task, "/ecs/made") == ["made"]


def test_a_log_group_that_does_not_exist(account, net):
    task = account.run(account.define("no-group", log={"awslogs-group": "/ecs/nowhere"}), net)
    why(account, task, "does not exist", "awslogs-create-group")
    told = reason(task)
    assert told.startswith("ResourceInitializationError: failed to validate logger args: create stream has been retried")
    assert "failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not" in told


def test_a_container_that_exits(account, net):
    task = account.run(account.define("exits", "sh", "-c", "echo I give up >&2; exit 3"), net)
    assert (task["stopCode"], task["stoppedReason"]) == (
        "EssentialContainerExited",
        "Essential container in task exited",
    )
    [container] = task["containers"]
    assert (container["exitCode"], container.get("reason")) == (3, None)
    assert account.lines(task) == ["I give up"]
    why(account, task, "the exit code 3", "log stream")


def test_a_container_that_is_killed_for_memory(account, net):
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resolve-outofmemoryerror-error.html"""
    task = account.run(account.define("memory", "tail", "/dev/zero", memory=64), net)
    [container] = task["containers"]
    assert container["exitCode"] == 137, task
    assert container["reason"] == "OutOfMemoryError: Container killed due to memory usage"
    assert task["stopCode"] == "EssentialContainerExited"
    why(account, task, "more than its 64 MiB", "more memory")


def test_an_image_of_another_architecture(account, net):
    """Alone it is pulled and cannot be executed: https://repost.aws/knowledge-center/ecs-task-exec-format-error"""
    account.push("arm64", Busybox("arm64"))
    task = account.run(account.define("arm64", image="arm64"), net)
    [container] = task["containers"]
    assert (task["stoppedReason"], container["exitCode"]) == ("Essential container in task exited", 1), task
    assert account.lines(task) == ["exec /bin/busybox: exec format error"]
    why(account, task, "another processor", "cpuArchitecture")


def test_a_list_of_images_without_the_architecture(account, net):
    """As in https://github.com/aviswerdlow/relay/issues/71"""
    image = Busybox("arm64")
    account.push("arm64-of-list", image)
    of = {"platform": {"os": "linux", "architecture": "arm64"}}
    manifests = [registry.descriptor(registry.OCI_IMAGE, image.manifest, **of)]
    index = json.dumps({"schemaVersion": 2, "mediaType": registry.OCI_INDEX, "manifests": manifests})
    asked = registry.Registry(account.server, registry.password(account.ecr))
    pushed = asked.ask("PUT", "/v2/worker/manifests/list", index, Content_Type=registry.OCI_INDEX)
    assert pushed.status == 201, pushed.body
    task = account.run(account.define("list", image="list"), net)
    why(account, task, "another processor", "cpuArchitecture")
    assert reason(task) == (
        "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain "
        "descriptor matching platform 'linux/amd64'"
    )


def test_a_program_of_another_architecture(account, net):
    """The image says amd64 and holds a program for arm64."""
    program = bytearray(pathlib.Path(BUSYBOX).read_bytes())
    # ELF's e_machine: 183 is AArch64.
    program[18:20] = (183).to_bytes(2, "little")
    account.push("wrong", Busybox(program=bytes(program)))
    task = account.run(account.define("wrong", image="wrong"), net)
    [container] = task["containers"]
    if pathlib.Path("/proc/sys/fs/binfmt_misc/qemu-aarch64").exists():
        pytest.skip("QEMU runs programs for arm64 here")
    assert container["exitCode"] == 1, task
    assert account.lines(task) == ["exec /bin/busybox: exec format error"]


def test_an_image_that_does_not_exist(account, net):
    task = account.run(account.define("no-image", image="v9"), net)
    why(account, task, "There is no such image", "mend the tag")
    assert reason(task) == (
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
        f"{REGISTRY}/worker:v9: {REGISTRY}/worker:v9: not found"
    )


def test_a_command_that_is_not_in_the_image(account, net):
    task = account.run(account.define("no-command", "/app/worker"), net)
    assert reason(task).startswith("CannotStartContainerError: ResourceInitializationError: failed to create new container")
    assert '"/app/worker": stat /app/worker: no such file or directory' in reason(task)
    why(account, task, "no such program", "put the program into the image")


@pytest.mark.parametrize("patch", sorted((EXAMPLE / "mistakes").glob("*.patch")), ids=lambda patch: patch.stem)
def test_a_mistake_is_a_change_to_the_template(patch, tmp_path):
    """What stands in mistakes/ still fits the template."""
    shutil.copy(EXAMPLE / "template.yaml", tmp_path)
    command = ["patch", "--forward", "--fuzz=0", "-p1", "-i", str(patch)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def up(server, folder, check=True):
    """`maquette up`, with the AWS CLI of the tests."""
    path = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        [server.program, "up", str(folder)],
        env=house.clean_env(MAQUETTE_DATA=server.data, PATH=path),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.mark.skipif(not PARTNER.exists(), reason="build examples/worker/app first: cargo build --release (minutes)")
@pytest.mark.skipif(
    not any(map(shutil.which, ("buildah", "podman", "docker"))), reason="no builder of images is installed"
)
def test_the_example(start):
    """An order goes in at the topic, comes out of the queue in the private subnet, and reaches the server outside."""
    server = start()
    told = up(server, EXAMPLE).stdout
    [address] = re.findall(r"The NAT gateway's address is (203\.0\.113\.\d+)\.$", told, re.MULTILINE)
    lines = told.splitlines()
    assert (
        f'worker: {{"order": 7, "total": 1200}} told to http://partner.example/orders, which saw {address}' in lines
    ), told
    assert "EssentialContainerExited\tEssential container in task exited\t0\tNone" in lines
    # What was told is deleted, and what is there already stays: a second time, there is one order more.
    again = up(server, EXAMPLE).stdout
    assert "worker is as the template says: nothing to change." in again, again
    assert again.count("told to http://partner.example/orders") == 1


OUTSIDE = """
[[outside]]
name = "open.example"
address = "198.51.100.21"
command = ["busybox", "httpd", "-f", "-p", "198.51.100.21:80"]

[[outside]]
name = "closed.example"
address = "198.51.100.22"
admits = ["192.0.2.0/24"]
command = ["busybox", "httpd", "-f", "-p", "198.51.100.22:80"]
"""


@pytest.mark.skipif(not shutil.which("busybox"), reason="the servers are busybox's httpd")
def test_servers_outside(start, tmp_path):
    """A task reaches the one that admits everybody, and not the one that admits others; a killed server ends neither."""
    server = start(ephemeral=False)
    (tmp_path / "maquette.toml").write_text(OUTSIDE)
    (tmp_path / "index.html").write_text("welcome\n")
    up(server, tmp_path)
    account = Account(server)
    net = Net(account.ec2)
    # By their addresses, and not by wget's own timeout: in an empty root the static busybox dies of either.
    tries = "for x in 21 22; do timeout 2 busybox wget -q -O - http://198.51.100.$x/ || echo nobody; done"
    ask = account.define("ask", "sh", "-c", tries)
    task = account.run(ask, net)
    assert [line for line in account.lines(task) if line in ("welcome", "nobody")] == ["welcome", "nobody"]
    server.kill()
    server.start()
    account = Account.__new__(Account)
    account.server, account.ecs, account.logs = server, server.client("ecs"), server.client("logs")
    assert "welcome" in account.lines(account.run(ask, net))


def test_a_server_outside_that_does_not_start(start, tmp_path):
    server = start()
    text = OUTSIDE.replace("httpd -f", "httpd").replace('"-f", ', '"-f", "--no-such-option", ', 1)
    (tmp_path / "maquette.toml").write_text(text)
    failed = up(server, tmp_path, check=False)
    assert failed.returncode == 1
    assert "open.example (outside AWS) cannot run busybox httpd" in failed.stderr
    assert "it ended at once with 1" in failed.stderr
    # It is not tried again at the next start.
    assert json.loads((pathlib.Path(server.data) / "outside.json").read_text()) == []
