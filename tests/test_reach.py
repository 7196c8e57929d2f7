"""`maquette reach` over networks that are made through the API: what it predicts is what the packet does.

Interface endpoints stand in their subnets from the beginning; a task is dialled in the last test.
"""

import io
import json
import os
import pathlib
import shutil
import tarfile
import time

import house
import pytest
import registry

ROOT = os.geteuid() == 0
EVERYWHERE = "0.0.0.0/0"
AWS = "198.51.100.1:443"
BUSYBOX = shutil.which("busybox")
# A task is up long before this; AWS takes longer.
PATIENCE = 30


class Network:
    """A VPC with a public and a private subnet, a NAT gateway between them, and an endpoint in each."""

    def __init__(self, server, nat_in="public"):
        self.server, self.ec2 = server, server.client("ec2")
        ec2 = self.ec2
        self.vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.igw = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=self.igw, VpcId=self.vpc)
        self.group = ec2.create_security_group(GroupName="g", Description="g", VpcId=self.vpc)["GroupId"]
        ec2.authorize_security_group_ingress(GroupId=self.group, IpPermissions=[allow("tcp", 443, EVERYWHERE)])
        self.subnets = {
            "public": ec2.create_subnet(VpcId=self.vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"],
            "private": ec2.create_subnet(VpcId=self.vpc, CidrBlock="10.0.2.0/24")["Subnet"]["SubnetId"],
        }
        self.tables = {}
        for name in self.subnets:
            self.tables[name] = ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        ec2.create_route(RouteTableId=self.tables["public"], DestinationCidrBlock=EVERYWHERE, GatewayId=self.igw)
        address = ec2.allocate_address(Domain="vpc")
        self.address = address["PublicIp"]
        made = ec2.create_nat_gateway(SubnetId=self.subnets[nat_in], AllocationId=address["AllocationId"])
        self.nat = made["NatGateway"]["NatGatewayId"]
        server.advance("10m")
        ec2.get_waiter("nat_gateway_available").wait(NatGatewayIds=[self.nat], WaiterConfig={"Delay": 1})
        ec2.create_route(RouteTableId=self.tables["private"], DestinationCidrBlock=EVERYWHERE, NatGatewayId=self.nat)
        self.associations = {
            name: ec2.associate_route_table(RouteTableId=self.tables[name], SubnetId=subnet)["AssociationId"]
            for name, subnet in self.subnets.items()
        }
        self.interfaces = {
            name: self.endpoint(service, name) for name, service in {"public": "sns", "private": "sqs"}.items()
        }
        server.advance("10m")

    def endpoint(self, service, subnet):
        made = self.ec2.create_vpc_endpoint(
            VpcId=self.vpc,
            VpcEndpointType="Interface",
            ServiceName=f"com.amazonaws.{house.REGION}.{service}",
            SubnetIds=[self.subnets[subnet]],
            SecurityGroupIds=[self.group],
            PrivateDnsEnabled=False,
        )
        return made["VpcEndpoint"]["NetworkInterfaceIds"][0]

    def private(self, name):
        found = self.ec2.describe_network_interfaces(NetworkInterfaceIds=[self.interfaces[name]])
        return found["NetworkInterfaces"][0]["PrivateIpAddress"]

    def acl(self, subnet, *entries):
        """A network ACL of its own for a subnet: entries are (number, egress, allow, first, last)."""
        acl = self.ec2.create_network_acl(VpcId=self.vpc)["NetworkAcl"]["NetworkAclId"]
        for number, egress, allowed, first, last in entries:
            self.ec2.create_network_acl_entry(
                NetworkAclId=acl,
                RuleNumber=number,
                Egress=egress,
                RuleAction="allow" if allowed else "deny",
                Protocol="6",
                CidrBlock=EVERYWHERE,
                PortRange={"From": first, "To": last},
            )
        filters = [{"Name": "association.subnet-id", "Values": [self.subnets[subnet]]}]
        found = self.ec2.describe_network_acls(Filters=filters)["NetworkAcls"][0]["Associations"]
        before = next(own for own in found if own["SubnetId"] == self.subnets[subnet])
        self.ec2.replace_network_acl_association(AssociationId=before["NetworkAclAssociationId"], NetworkAclId=acl)
        return acl

    def reach(self, source, to, *options):
        """What is told; the packet did as was predicted, wherever one is sent."""
        source = self.interfaces.get(source, source)
        done = self.server.run("reach", source, to, "--json", *options, check=False)
        told = json.loads(done.stdout)
        assert "verdict" in told, told
        if ROOT and "--protocol" not in options:
            assert told["agree"] is True, told
        else:
            assert told["packet"]["fate"] == "not-sent" and told["agree"] is None, told
        assert done.returncode == (0 if told["verdict"] == "reachable" else 1)
        return told

    def refused(self, source, to, reason):
        told = self.reach(source, to)
        assert told["verdict"] == "unreachable", told
        assert told["reason"] == reason
        assert told["hops"][told["hop"]]["passes"] is False
        return told["mend"]


def allow(protocol, port, cidr):
    return {"IpProtocol": protocol, "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": cidr}]}


@pytest.fixture
def network(start):
    return Network(start())


def test_there_and_back(network):
    told = network.reach("private", AWS)
    assert told["seen_as"] == network.address
    kinds = [(hop["way"], hop["kind"]) for hop in told["hops"]]
    there = [
        "interface", "security-group-out", "acl-out", "route-table", "acl-in", "nat-gateway",
        "acl-out", "route-table", "internet-gateway", "internet",
    ]  # fmt: skip
    assert [kind for way, kind in kinds if way == "there"] == there
    assert [kind for way, kind in kinds if way == "back"][-1] == "interface"
    # By a name as the VPC's resolver answers it, by an address of its own, and to the other one by its id.
    assert network.reach(network.private("private"), "sqs.us-east-1.amazonaws.com:443")["seen_as"] == network.address
    assert network.reach("private", f"{network.interfaces['public']}:443")["seen_as"] == network.private("private")
    network.refused("private", f"{network.interfaces['public']}:444", "sg-in")


def test_datagrams_are_predicted_only(network):
    told = network.reach("private", AWS, "--protocol", "udp")
    assert told["verdict"] == "reachable" and told["agree"] is None


def test_a_nat_gateway_in_its_own_private_subnet(start):
    network = Network(start(), nat_in="private")
    mend = network.refused("private", AWS, "route-loop")
    assert network.subnets["public"] in mend and "NAT gateway" in mend


def test_no_way_out(network):
    network.ec2.delete_route(RouteTableId=network.tables["private"], DestinationCidrBlock=EVERYWHERE)
    mend = network.refused("private", AWS, "no-route")
    assert network.tables["private"] in mend


def test_a_route_table_that_is_not_associated(network):
    network.ec2.disassociate_route_table(AssociationId=network.associations["private"])
    mend = network.refused("private", AWS, "no-route")
    assert f"Associate {network.subnets['private']} with the route table {network.tables['private']}" in mend


def test_no_public_address(network):
    mend = network.refused("public", AWS, "no-public-address")
    assert network.interfaces["public"] in mend


def test_the_egress_that_is_missing(network):
    revoked = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": EVERYWHERE}]}]
    network.ec2.revoke_security_group_egress(GroupId=network.group, IpPermissions=revoked)
    mend = network.refused("private", AWS, "sg-out")
    assert mend == f"Add to the security group {network.group} an outbound rule for tcp 443 to 198.51.100.1/32."


def test_an_acl_without_ephemeral_ports(network):
    acl = network.acl("private", (100, True, True, 443, 443), (100, False, True, 443, 443))
    mend = network.refused("private", AWS, f"acl-in {acl} *")
    assert f"{acl} an inbound entry that allows tcp 1024-65535" in mend
    denies = network.acl("private", (90, True, False, 443, 443), (100, True, True, 0, 65535))
    assert "with a number below 90" in network.refused("private", AWS, f"acl-out {denies} 90")


def test_a_gateway_that_is_gone(network):
    network.ec2.delete_nat_gateway(NatGatewayId=network.nat)
    network.server.advance("10m")
    mend = network.refused("private", AWS, "no-route")
    assert mend.startswith("Replace the target of the route 0.0.0.0/0")


def test_for_a_person(network):
    done = network.server.run("reach", network.interfaces["public"], AWS, check=False)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0] == f"{network.interfaces['public']} to 198.51.100.1, tcp 443"
    assert lines[1].split() == ["→", "network", "interface", network.interfaces["public"], "sends", "from",
                                network.private("public")]  # fmt: skip
    assert f"unreachable: no-public-address in {network.vpc}" in lines
    assert any(line.strip().startswith("mend: Give ") for line in lines)
    packet = f"dropped by no-public-address in {network.vpc}" if ROOT else "not sent"
    assert any(line.startswith(f"and the packet: {packet}") for line in lines)


@pytest.mark.parametrize(
    ("source", "to", "code", "text"),
    [
        ("eni-0123456789abcdef0", AWS, 4, "There is no network interface"),
        ("10.0.9.9", AWS, 4, "Nothing that runs has the address"),
        ("f" * 32, AWS, 4, "There is no running task"),
        ("internet", "198.51.100.1", 1, "is not a destination with a port"),
        ("internet", "198.51.100.1:0", 1, "is not a destination with a port"),
        ("internet", "nobody.example:443", 4, "has no address for nobody.example"),
    ],
)
def test_what_cannot_be_asked(server, source, to, code, text):
    done = server.run("reach", source, to, check=False)
    assert done.returncode == code
    assert text in done.stderr


def test_an_interface_that_nothing_uses(network):
    made = network.ec2.create_network_interface(SubnetId=network.subnets["private"])["NetworkInterface"]
    done = network.server.run("reach", made["NetworkInterfaceId"], AWS, check=False)
    assert done.returncode == 4
    assert "is attached to nothing" in done.stderr


class Busybox(registry.Image):
    """An image of one program that serves HTTP at port 443."""

    def __init__(self):
        super().__init__()
        tar = io.BytesIO()
        with tarfile.open(fileobj=tar, mode="w") as archive:
            content = pathlib.Path(BUSYBOX).read_bytes()
            info = tarfile.TarInfo("bin/busybox")
            info.size, info.mode = len(content), 0o755
            archive.addfile(info, io.BytesIO(content))
        self.tar = tar.getvalue()
        self.layer = registry.gzip.compress(self.tar, compresslevel=1, mtime=0)
        config = json.loads(self.config)
        config["config"] = {"Entrypoint": ["/bin/busybox", "httpd", "-f", "-p", "443"]}
        config["rootfs"]["diff_ids"] = [registry.digest(self.tar)]
        self.config = json.dumps(config).encode()
        manifest = json.loads(self.manifest)
        manifest["config"] = registry.descriptor(manifest["config"]["mediaType"], self.config)
        manifest["layers"] = [registry.descriptor(manifest["layers"][0]["mediaType"], self.layer)]
        self.manifest = json.dumps(manifest).encode()
        self.digest = registry.digest(self.manifest)


def run_task(network):
    """A task in the public subnet with a public address, as far as RUNNING: its ARN."""
    server = network.server
    ecr, ecs, iam = (server.client(name) for name in ("ecr", "ecs", "iam"))
    ecr.create_repository(repositoryName="web")
    pushed = registry.Registry(server, registry.password(ecr)).push("web", Busybox(), "v1")
    assert pushed.status == 201, pushed.body
    ecs.create_cluster(clusterName="web")
    service = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [service]})
    role = iam.create_role(RoleName="execution", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    policy = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
    iam.attach_role_policy(RoleName="execution", PolicyArn=policy)
    image = f"{house.ACCOUNT}.dkr.ecr.{house.REGION}.amazonaws.com/web:v1"
    ecs.register_task_definition(
        family="web",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        executionRoleArn=role,
        containerDefinitions=[{"name": "web", "image": image, "stopTimeout": 2}],
    )
    place = {
        "subnets": [network.subnets["public"]],
        "securityGroups": [network.group],
        "assignPublicIp": "ENABLED",
    }
    began = ecs.run_task(
        cluster="web",
        taskDefinition="web",
        launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": place},
    )
    arn = began["tasks"][0]["taskArn"]
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        [task] = ecs.describe_tasks(cluster="web", tasks=[arn])["tasks"]
        assert task["lastStatus"] != "STOPPED", task
        if task["lastStatus"] == "RUNNING":
            return arn
    raise AssertionError(task)


@pytest.mark.skipif(not ROOT, reason="tasks need root: network namespaces and cgroups")
@pytest.mark.skipif(BUSYBOX is None, reason="the image is made of busybox (apt-get install busybox-static)")
def test_a_task(network):
    arn = run_task(network)
    assert network.reach("internet", f"{arn}:443")["packet"] == {"fate": "answered"}
    # By its id from the other subnet: at its private address.
    told = network.reach("private", f"{arn.rsplit('/', 1)[1]}:443")
    assert told["packet"] == {"fate": "answered"} and told["seen_as"] == network.private("private")
    assert network.reach(arn, AWS)["verdict"] == "reachable"
    network.refused("internet", f"{arn}:80", "sg-in")
    network.ec2.authorize_security_group_ingress(GroupId=network.group, IpPermissions=[allow("tcp", 80, EVERYWHERE)])
    assert network.reach("internet", f"{arn}:80")["packet"] == {"fate": "refused"}
