"""Repositories by the API, and images through the registry with the tools that people use."""

import json
import os
import shutil
import subprocess
import sys

import house
import pytest
import registry
from botocore.exceptions import ClientError
from registry import Image, Registry, digest, password

needs_skopeo = pytest.mark.skipif(not shutil.which("skopeo"), reason="skopeo is not installed")
needs_buildah = pytest.mark.skipif(not shutil.which("buildah"), reason="buildah is not installed")


@pytest.fixture
def ecr(server):
    return server.client("ecr")


@pytest.fixture
def repository(ecr, name):
    ecr.create_repository(repositoryName=name)
    return name


@pytest.fixture
def local(server, ecr):
    """The registry by the door's own name."""
    return Registry(server, password(ecr))


def refused(call, **arguments):
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def door(server):
    return server.endpoint.removeprefix("http://")


def tool(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, **more)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


@needs_skopeo
def test_skopeo_pushes_and_pulls(server, ecr, repository, tmp_path):
    image = Image("by skopeo")
    layout = image.layout(tmp_path / "in")
    there = f"docker://{door(server)}/{repository}:v1"
    login = tool(
        sys.executable, "-m", "awscli", "ecr", "get-login-password", env=server.env(PYTHONWARNINGS="ignore")
    ).strip()
    tool("skopeo", "copy", "--dest-tls-verify=false", "--dest-creds", f"AWS:{login}", f"oci:{layout}", there)
    tool(
        "skopeo", "copy", "--src-tls-verify=false", "--src-creds", f"AWS:{login}", there, f"oci:{tmp_path / 'out'}:v1"
    )
    blobs = tmp_path / "out" / "blobs" / "sha256"
    for blob in (image.layer, image.config, image.manifest):
        assert (blobs / digest(blob).removeprefix("sha256:")).read_bytes() == blob
    [detail] = ecr.describe_images(repositoryName=repository)["imageDetails"]
    assert (detail["imageDigest"], detail["imageTags"]) == (image.digest, ["v1"])
    assert detail["imageSizeInBytes"] == len(image.layer) + len(image.config)
    assert detail["imageManifestMediaType"] == registry.OCI_IMAGE
    tags = tool(
        "skopeo", "list-tags", "--tls-verify=false", "--creds", f"AWS:{login}", f"docker://{door(server)}/{repository}"
    )
    assert json.loads(tags)["Tags"] == ["v1"]
    tool("skopeo", "delete", "--tls-verify=false", "--creds", f"AWS:{login}", there)
    assert ecr.list_images(repositoryName=repository)["imageIds"] == []
