"""EC2's network part with stock clients: boto3, the AWS CLI, CloudFormation and Terraform."""

import json
import re
import subprocess
import sys

import botocore.session
import house
import pytest
import test_terraform
from botocore import xform_name
from botocore.exceptions import ClientError

# The waiters of botocore are as patient as AWS is slow.
QUICK = {"Delay": 1, "MaxAttempts": 30}

# What has filters.
DESCRIBED = """
DescribeAddresses DescribeAvailabilityZones DescribeDhcpOptions DescribeEgressOnlyInternetGateways DescribeFlowLogs
DescribeInternetGateways DescribeManagedPrefixLists DescribeNatGateways DescribeNetworkAcls DescribeNetworkInterfaces
DescribePrefixLists DescribeRegions DescribeRouteTables DescribeSecurityGroupRules DescribeSecurityGroupVpcAssociations
DescribeSecurityGroups DescribeSubnets DescribeTags DescribeVpcEndpointServices DescribeVpcEndpoints
DescribeVpcPeeringConnections DescribeVpcs GetSecurityGroupsForVpc
""".split()

TEMPLATE = """
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true,
    Tags: [{Key: Name, Value: stack}]}}
  Gateway: {Type: AWS::EC2::InternetGateway}
  Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}}
  Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, MapPublicIpOnLaunch: "true",
    AvailabilityZone: !Select [0, !GetAZs ""]}}
  Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  PublicTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  PublicWay: {Type: AWS::EC2::Route, DependsOn: Attachment, Properties: {RouteTableId: !Ref PublicTable,
    DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}}
  PublicAssociation: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Public,
    RouteTableId: !Ref PublicTable}}
  Address: {Type: AWS::EC2::EIP, DependsOn: Attachment, Properties: {Domain: vpc}}
  Nat: {Type: AWS::EC2::NatGateway, DependsOn: PublicWay, Properties: {SubnetId: !Ref Public,
    AllocationId: !GetAtt Address.AllocationId}}
  PrivateTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  PrivateWay: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref PrivateTable, DestinationCidrBlock: 0.0.0.0/0,
    NatGatewayId: !Ref Nat}}
  PrivateAssociation: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Private,
    RouteTableId: !Ref PrivateTable}}
  Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web, VpcId: !Ref Vpc,
    SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]}}
  App: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: app, VpcId: !Ref Vpc,
    SecurityGroupEgress: [{IpProtocol: tcp, FromPort: "443", ToPort: "443", CidrIp: 0.0.0.0/0}]}}
  AppFromWeb: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref App, IpProtocol: tcp, FromPort: 8080,
    ToPort: 8080, SourceSecurityGroupId: !Ref Web}}
  Acl: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
  AclIn: {Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: 100, Protocol: -1,
    RuleAction: allow, CidrBlock: 0.0.0.0/0}}
  AclOut: {Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: 100, Protocol: 6,
    RuleAction: allow, Egress: true, CidrBlock: 0.0.0.0/0, PortRange: {From: 1024, To: 65535}}}
  AclAssociation: {Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: {SubnetId: !Ref Private,
    NetworkAclId: !Ref Acl}}
  S3: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, RouteTableIds: [!Ref PrivateTable],
    ServiceName: !Sub "com.amazonaws.${AWS::Region}.s3"}}
  Sqs: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, VpcEndpointType: Interface, SubnetIds: [!Ref Private],
    SecurityGroupIds: [!GetAtt App.GroupId], PrivateDnsEnabled: true,
    ServiceName: !Sub "com.amazonaws.${AWS::Region}.sqs"}}
  Interface: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref Private, GroupSet: [!Ref App]}}
  Options: {Type: AWS::EC2::DHCPOptions, Properties: {DomainName: example.internal,
    DomainNameServers: [AmazonProvidedDNS]}}
  OptionsAssociation: {Type: AWS::EC2::VPCDHCPOptionsAssociation, Properties: {VpcId: !Ref Vpc,
    DhcpOptionsId: !Ref Options}}
  List: {Type: AWS::EC2::PrefixList, Properties: {PrefixListName: partners, AddressFamily: IPv4, MaxEntries: 5,
    Entries: [{Cidr: 192.0.2.0/24, Description: one}]}}
Outputs:
  Vpc: {Value: !Ref Vpc}
  Nat: {Value: !Ref Nat}
  Address: {Value: !Ref Address}
  Group: {Value: !GetAtt Vpc.DefaultSecurityGroup}
  App: {Value: !Ref App}
  Ip: {Value: !GetAtt Interface.PrimaryPrivateIpAddress}
"""


@pytest.fixture
def ec2(server):
    return server.client("ec2")


class Cli:
    """The AWS CLI as a program."""

    def __init__(self, server):
        self.env = server.env()

    def run(self, *arguments):
        command = [sys.executable, "-m", "awscli", *arguments, "--output", "json"]
        return subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=60, check=False)

    def __call__(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout or "null")

    def fails(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode != 0, done.stdout
        return done.stderr


@pytest.fixture
def aws(server):
    return Cli(server)


def refused(call, **arguments):
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    return caught.value.response["Error"]


def network(ec2):
    """A VPC with an internet gateway and a subnet."""
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    ec2.get_waiter("vpc_available").wait(VpcIds=[vpc], WaiterConfig=QUICK)
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    return vpc, gateway, subnet


def test_every_region_has_a_default_vpc(server):
    for region, zones in [("us-east-1", 6), ("eu-west-1", 3), ("ap-northeast-1", 3)]:
        ec2 = server.client("ec2", region=region)
        [vpc] = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
        assert vpc["CidrBlock"] == "172.31.0.0/16" and vpc["State"] == "available"
        assert len(ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc["VpcId"]]}])["Subnets"]) == zones
        assert len(ec2.describe_availability_zones()["AvailabilityZones"]) == zones


def test_a_nat_gateway_of_boto3(ec2):
    vpc, gateway, subnet = network(ec2)
    address = ec2.allocate_address(Domain="vpc")
    nat = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address["AllocationId"])["NatGateway"]
    assert nat["State"] == "pending"
    ec2.get_waiter("nat_gateway_available").wait(NatGatewayIds=[nat["NatGatewayId"]], WaiterConfig=QUICK)
    [shown] = ec2.describe_nat_gateways(NatGatewayIds=[nat["NatGatewayId"]])["NatGateways"]
    assert shown["NatGatewayAddresses"][0]["PublicIp"] == address["PublicIp"]
    error = refused(ec2.detach_internet_gateway, InternetGatewayId=gateway, VpcId=vpc)
    assert error["Code"] == "DependencyViolation" and "some mapped public address(es)" in error["Message"]
    assert refused(ec2.delete_vpc, VpcId=vpc)["Message"] == f"The vpc '{vpc}' has dependencies and cannot be deleted."
    ec2.delete_nat_gateway(NatGatewayId=nat["NatGatewayId"])
    ec2.get_waiter("nat_gateway_deleted").wait(NatGatewayIds=[nat["NatGatewayId"]], WaiterConfig=QUICK)
    ec2.release_address(AllocationId=address["AllocationId"])
    ec2.delete_subnet(SubnetId=subnet)
    ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.delete_internet_gateway(InternetGatewayId=gateway)
    ec2.delete_vpc(VpcId=vpc)
    assert refused(ec2.describe_vpcs, VpcIds=[vpc]) == {
        "Code": "InvalidVpcID.NotFound",
        "Message": f"The vpc ID '{vpc}' does not exist",
    }


def test_pages_filters_and_tags(ec2):
    pages = ec2.get_paginator("describe_subnets").paginate(PaginationConfig={"PageSize": 5})
    assert [len(page["Subnets"]) for page in pages][0] == 5
    [default] = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
    group = ec2.create_security_group(
        GroupName="tagged",
        Description="tags",
        VpcId=default["VpcId"],
        TagSpecifications=[{"ResourceType": "security-group", "Tags": [{"Key": "team", "Value": "blue-1"}]}],
    )
    found = ec2.describe_security_groups(Filters=[{"Name": "tag:team", "Values": ["blue-?"]}])["SecurityGroups"]
    assert [own["GroupId"] for own in found] == [group["GroupId"]]
    tags = ec2.describe_tags(Filters=[{"Name": "resource-id", "Values": [group["GroupId"]]}])["Tags"]
    assert tags == [
        {"Key": "team", "ResourceId": group["GroupId"], "ResourceType": "security-group", "Value": "blue-1"}
    ]
    ec2.delete_security_group(GroupId=group["GroupId"])
    assert refused(ec2.describe_subnets, Filters=[{"Name": "colour", "Values": ["red"]}]) == {
        "Code": "InvalidParameterValue",
        "Message": "The filter 'colour' is invalid",
    }


def documented():
    """Every filter that the API reference names, by operation: the model's text lists them."""
    model = botocore.session.get_session().get_service_model("ec2")
    for name in model.operation_names:
        shape = model.operation_model(name).input_shape
        member = shape and (shape.members.get("Filters") or shape.members.get("Filter"))
        if member is not None and name in DESCRIBED:
            yield name, shape, re.findall(r"<code>([\w.:-]+)[^<]*</code>\s*-", member.documentation)


def test_every_documented_filter_is_known(ec2):
    [default] = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
    tried = 0
    for name, shape, filters in documented():
        call = getattr(ec2, xform_name(name))
        more = {"VpcId": default["VpcId"]} if "VpcId" in shape.required_members else {}
        key = "Filters" if "Filters" in shape.members else "Filter"
        for filter_name in filters:
            wanted = "tag:team" if filter_name.split(":")[0] == "tag" else filter_name
            call(**{key: [{"Name": wanted, "Values": ["nothing-has-this"]}]}, **more)
            tried += 1
    assert tried > 200


def test_nothing_is_lost_by_a_kill(start):
    server = start(ephemeral=False)
    ec2 = server.client("ec2")
    _, _, subnet = network(ec2)
    before = ec2.describe_vpcs()["Vpcs"]
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]["NatGatewayId"]
    server.kill()
    server.start()
    ec2 = server.client("ec2")
    assert ec2.describe_vpcs()["Vpcs"] == before
    ec2.get_waiter("nat_gateway_available").wait(NatGatewayIds=[nat], WaiterConfig=QUICK)


def test_the_cli(server, aws):
    made = aws(
        "ec2",
        "create-vpc",
        "--cidr-block",
        "10.7.0.0/16",
        "--tag-specifications",
        "ResourceType=vpc,Tags=[{Key=Name,Value=cli}]",
    )
    vpc = made["Vpc"]["VpcId"]
    group = aws("ec2", "create-security-group", "--group-name", "cli", "--description", "cli", "--vpc-id", vpc)
    group = group["GroupId"]
    options = ["--protocol", "tcp", "--port", "22", "--cidr", "192.0.2.0/24"]
    rule = aws("ec2", "authorize-security-group-ingress", "--group-id", group, *options)["SecurityGroupRules"][0]
    assert rule["CidrIpv4"] == "192.0.2.0/24" and rule["SecurityGroupRuleId"].startswith("sgr-")
    names = aws("ec2", "describe-vpcs", "--filters", "Name=tag:Name,Values=cli", "--query", "Vpcs[].VpcId")
    assert names == [vpc]
    text = aws.fails("ec2", "create-vpc", "--cidr-block", "10.8.0.0/16", "--dry-run")
    assert "(DryRunOperation)" in text and "Request would have succeeded, but DryRun flag is set." in text
    aws("ec2", "delete-security-group", "--group-id", group)
    aws("ec2", "delete-vpc", "--vpc-id", vpc)


def test_who_may(server, ec2):
    iam = server.client("iam")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    iam.create_user(UserName="networker")
    arn = f"arn:aws:ec2:us-east-1:{house.ACCOUNT}:vpc/{vpc}"
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": ["ec2:Describe*", "sts:DecodeAuthorizationMessage"], "Resource": "*"},
            {"Effect": "Allow", "Action": "ec2:CreateSubnet", "Resource": arn},
            {
                "Effect": "Allow",
                "Action": "ec2:CreateSubnet",
                "Resource": "*",
                "Condition": {"StringEquals": {"aws:RequestTag/team": "blue"}},
            },
            {
                "Effect": "Allow",
                "Action": "ec2:CreateTags",
                "Resource": "*",
                "Condition": {"StringEquals": {"ec2:CreateAction": "CreateSubnet"}},
            },
            {
                "Effect": "Allow",
                "Action": "ec2:DeleteSubnet",
                "Resource": "*",
                "Condition": {"StringEquals": {"ec2:Vpc": arn, "ec2:ResourceTag/team": "blue"}},
            },
        ],
    }
    iam.put_user_policy(UserName="networker", PolicyName="network", PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName="networker")["AccessKey"]
    theirs = server.client("ec2", keys=(key["AccessKeyId"], key["SecretAccessKey"]))
    tags = [{"ResourceType": "subnet", "Tags": [{"Key": "team", "Value": "blue"}]}]
    own = theirs.create_subnet(VpcId=vpc, CidrBlock="10.9.0.0/24", TagSpecifications=tags)["Subnet"]["SubnetId"]
    other = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24")["Subnet"]["SubnetId"]
    error = refused(theirs.create_subnet, VpcId=vpc, CidrBlock="10.9.2.0/24")
    assert error["Code"] == "UnauthorizedOperation"
    assert error["Message"].startswith(
        "You are not authorized to perform this operation. "
        f"User: arn:aws:iam::{house.ACCOUNT}:user/networker is not authorized to perform: ec2:CreateSubnet on resource: "
    )
    encoded = error["Message"].split("Encoded authorization failure message: ")[1]
    sts = server.client("sts", keys=(key["AccessKeyId"], key["SecretAccessKey"]))
    decoded = json.loads(sts.decode_authorization_message(EncodedMessage=encoded)["DecodedMessage"])
    assert decoded["allowed"] is False and decoded["context"]["action"] == "ec2:CreateSubnet"
    assert refused(theirs.create_tags, Resources=[own], Tags=[{"Key": "a", "Value": "b"}])["Code"] == (
        "UnauthorizedOperation"
    )
    assert refused(theirs.delete_subnet, SubnetId=other, DryRun=True)["Code"] == "UnauthorizedOperation"
    assert refused(theirs.delete_subnet, SubnetId=own, DryRun=True)["Code"] == "DryRunOperation"
    theirs.delete_subnet(SubnetId=own)
    ec2.delete_subnet(SubnetId=other)
    ec2.delete_vpc(VpcId=vpc)


def test_a_stack(server, ec2):
    cloudformation = server.client("cloudformation")
    cloudformation.create_stack(StackName="network", TemplateBody=TEMPLATE)
    wait = {"Delay": 1, "MaxAttempts": 60}
    cloudformation.get_waiter("stack_create_complete").wait(StackName="network", WaiterConfig=wait)
    [stack] = cloudformation.describe_stacks(StackName="network")["Stacks"]
    outputs = {own["OutputKey"]: own["OutputValue"] for own in stack["Outputs"]}
    vpc = outputs["Vpc"]
    [nat] = ec2.describe_nat_gateways(NatGatewayIds=[outputs["Nat"]])["NatGateways"]
    assert nat["State"] == "available" and nat["NatGatewayAddresses"][0]["PublicIp"] == outputs["Address"]
    [group] = ec2.describe_security_groups(GroupIds=[outputs["App"]])["SecurityGroups"]
    assert group["IpPermissions"][0]["FromPort"] == 8080
    assert [own["FromPort"] for own in group["IpPermissionsEgress"]] == [443]
    assert outputs["Ip"].startswith("10.0.1.")

    # A rule that is a resource of its own stays where its group's own rules change.
    changed = TEMPLATE.replace('FromPort: "443", ToPort: "443"', "FromPort: 5432, ToPort: 5432").replace(
        "Value: stack", "Value: changed"
    )
    cloudformation.update_stack(StackName="network", TemplateBody=changed)
    cloudformation.get_waiter("stack_update_complete").wait(StackName="network", WaiterConfig=wait)
    [group] = ec2.describe_security_groups(GroupIds=[outputs["App"]])["SecurityGroups"]
    assert group["IpPermissions"][0]["FromPort"] == 8080
    assert [own["FromPort"] for own in group["IpPermissionsEgress"]] == [5432]
    [own] = ec2.describe_vpcs(Filters=[{"Name": "tag:Name", "Values": ["changed"]}])["Vpcs"]
    assert own["VpcId"] == vpc

    cloudformation.delete_stack(StackName="network")
    cloudformation.get_waiter("stack_delete_complete").wait(StackName="network", WaiterConfig=wait)
    assert refused(ec2.describe_vpcs, VpcIds=[vpc])["Code"] == "InvalidVpcID.NotFound"
    assert ec2.describe_addresses()["Addresses"] == [] and ec2.describe_vpc_endpoints()["VpcEndpoints"] == []


def test_a_stack_whose_nat_gateway_has_no_way_out(server):
    cloudformation = server.client("cloudformation")
    template = """
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Address: {Type: AWS::EC2::EIP, Properties: {Domain: vpc}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Subnet, AllocationId: !GetAtt Address.AllocationId}}
"""
    cloudformation.create_stack(StackName="stuck", TemplateBody=template, OnFailure="DELETE")
    stack = cloudformation.describe_stacks(StackName="stuck")["Stacks"][0]["StackId"]
    wait = {"Delay": 1, "MaxAttempts": 60}
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig=wait)
    events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    [failed] = [e for e in events if e["LogicalResourceId"] == "Nat" and e["ResourceStatus"] == "CREATE_FAILED"]
    assert "has no Internet gateway attached" in failed["ResourceStatusReason"]


@pytest.fixture(params=test_terraform.PAIRS)
def terraform(request, caches, tmp_path, start):
    return test_terraform.prepare(request.param, caches, tmp_path, start(), "network.tf")


def test_terraform_makes_and_unmakes_a_network(terraform):
    terraform.apply()
    terraform.assert_nothing_to_do()
    ec2 = terraform.server.client("ec2")
    vpc = terraform.outputs()["vpc"]
    of = [{"Name": "vpc-id", "Values": [vpc]}]
    assert len(ec2.describe_network_interfaces(Filters=of)["NetworkInterfaces"]) == 3
    changed = {"color": "blue", "port": "8443"}
    terraform.apply(**changed)
    terraform.assert_nothing_to_do(**changed)
    [web] = [g for g in ec2.describe_security_groups(Filters=of)["SecurityGroups"] if g["GroupName"] == "shop-web"]
    assert [rule["FromPort"] for rule in web["IpPermissions"]] == [8443]
    terraform.destroy(**changed)
    assert refused(ec2.describe_vpcs, VpcIds=[vpc])["Code"] == "InvalidVpcID.NotFound"
    assert ec2.describe_addresses()["Addresses"] == []
