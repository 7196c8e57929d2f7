"""Repositories by the API, and images through the registry with the tools that people use."""

import base64
import http.client
import itertools
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import threading
import types
import uuid

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


def test_a_token_is_asked_for_and_ends(start):
    server = start()
    ecr = server.client("ecr")
    ecr.create_repository(repositoryName="app")
    asked = Registry(server).ask("GET", "/v2/")
    assert asked.error() == (401, "UNAUTHORIZED", "no basic auth credentials")
    assert asked.headers["WWW-Authenticate"].startswith('Basic realm="')
    local = Registry(server, password(ecr))
    assert local.ask("GET", "/v2/").headers["Docker-Distribution-Api-Version"] == "registry/2.0"
    server.advance("12h")
    # https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html
    expired = "Your authorization token has expired. Reauthenticate and try again."
    assert local.ask("GET", "/v2/").error() == (403, "DENIED", expired)


def test_aws_names_with_their_bucket(server, ecr, repository):
    host = f"{house.ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com"
    [shown] = ecr.describe_repositories(repositoryNames=[repository])["repositories"]
    assert shown["repositoryUri"] == f"{host}/{repository}"
    aws = Registry(server, password(ecr), host)
    image = Image("by its name")
    assert aws.push(repository, image, "v1").status == 201
    got = aws.ask("GET", f"/v2/{repository}/manifests/v1")
    assert (got.body, got.headers["Docker-Content-Digest"]) == (image.manifest, image.digest)
    # Layers come from S3, which is why a private subnet needs a way there too:
    # https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
    sent = aws.ask("GET", f"/v2/{repository}/blobs/{digest(image.layer)}")
    bucket = "prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com"
    assert sent.status == 307 and sent.headers["Location"].startswith(f"https://{bucket}/")
    path = sent.headers["Location"].removeprefix(f"https://{bucket}")
    assert Registry(server, host=bucket).ask("GET", path).body == image.layer
    assert Registry(server, host=bucket).ask("GET", path.split("?")[0]).status == 403
    url = ecr.get_download_url_for_layer(repositoryName=repository, layerDigest=digest(image.layer))["downloadUrl"]
    assert url.startswith(f"{server.endpoint}/prod-us-east-1-starport-layer-bucket/")
    assert Registry(server).ask("GET", url.removeprefix(server.endpoint)).body == image.layer


@pytest.mark.parametrize(
    "host, status",
    [
        ("dkr.ecr.us-east-1.localhost.localstack.cloud:4566", 200),
        ("dkr-ecr.us-east-1.on.aws", 307),
        ("dkr.ecr-fips.us-east-1.amazonaws.com", 307),
    ],
)
def test_other_names_of_the_registry(server, ecr, repository, host, status):
    named = Registry(server, password(ecr), f"{house.ACCOUNT}.{host}")
    image = Image("by another name")
    assert named.push(repository, image, "v1").status == 201
    assert named.ask("GET", f"/v2/{repository}/blobs/{digest(image.layer)}").status == status
    # The host says the account and the region, whatever the token's are.
    elsewhere = Registry(server, named.password, f"111111111111.{host}")
    status, code, text = elsewhere.ask("GET", f"/v2/{repository}/tags/list").error()
    assert (status, code) == (403, "DENIED"), text
    assert f"arn:aws:ecr:us-east-1:111111111111:repository/{repository}" in text


def member(server, name, *actions):
    """A user who may do these actions, and a registry in their name."""
    iam = server.client("iam")
    iam.create_user(UserName=name)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    statement = {"Effect": "Allow", "Action": ["ecr:GetAuthorizationToken", *actions], "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName=name, PolicyName="ecr", PolicyDocument=policy)
    keys = (key["AccessKeyId"], key["SecretAccessKey"])
    return Registry(server, password(server.client("ecr", keys=keys)))


PULL = ("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability")


def test_iam_decides_each_request(server, local, repository, name):
    image = Image("decided")
    assert local.push(repository, image, "v1").status == 201
    reader = member(server, name, *PULL)
    assert reader.ask("GET", f"/v2/{repository}/manifests/v1").body == image.manifest
    assert reader.ask("GET", f"/v2/{repository}/blobs/{digest(image.layer)}").body == image.layer
    denied = reader.ask("POST", f"/v2/{repository}/blobs/uploads/")
    who = f"arn:aws:iam::{house.ACCOUNT}:user/{name}"
    what = f"arn:aws:ecr:us-east-1:{house.ACCOUNT}:repository/{repository}"
    assert denied.error() == (
        403,
        "DENIED",
        f"User: {who} is not authorized to perform: ecr:InitiateLayerUpload on resource: {what}"
        " because no identity-based policy allows the ecr:InitiateLayerUpload action",
    )
    why = server.run("why").stdout
    assert "ecr:InitiateLayerUpload" in why and name in why, why
    told = [json.loads(line) for line in server.run("track", "--json").stdout.splitlines()]
    calls = {(r["operation"], r["status"]) for r in told if r["service"] == "ecr" and name in r["principal"]}
    assert {("BatchGetImage", 200), ("GetDownloadUrlForLayer", 200), ("InitiateLayerUpload", 400)} <= calls, calls


@needs_skopeo
def test_skopeo_tells_awss_texts(server, ecr, repository, name, tmp_path):
    layout = Image("refused").layout(tmp_path / "in")

    def push(login, where):
        command = ["skopeo", "copy", "--dest-tls-verify=false", "--dest-creds", f"AWS:{login}"]
        target = f"docker://{door(server)}/{where}"
        done = subprocess.run(
            [*command, f"oci:{layout}", target], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode != 0
        return done.stderr

    root = password(ecr)
    missing = f"The repository with name '{name}-none' does not exist in the registry with id '{house.ACCOUNT}'"
    assert f"name unknown: {missing}" in push(root, f"{name}-none:v1")
    reader = member(server, name, *PULL)
    assert "denied: User: arn:aws:iam::" in push(reader.password, f"{repository}:v1")
    ecr.put_image_tag_mutability(repositoryName=repository, imageTagMutability="IMMUTABLE")
    other = Image("first")
    assert Registry(server, root).push(repository, other, "v1").status == 201
    immutable = (
        f"tag invalid: The image tag 'v1' already exists in the '{repository}' repository"
        " and cannot be overwritten because the tag is immutable."
    )
    assert immutable in push(root, f"{repository}:v1")
    pull = subprocess.run(
        ["skopeo", "inspect", "--tls-verify=false", "--creds", f"AWS:{root}", f"docker://{door(server)}/{repository}:no"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "manifest unknown: Requested image not found" in pull.stderr


@needs_buildah
@pytest.mark.skipif(os.geteuid() != 0, reason="buildah needs root here")
def test_buildah_builds_pushes_and_pulls(server, ecr, repository, tmp_path):
    context = tmp_path / "context"
    context.mkdir()
    (context / "greeting").write_text("hello")
    (context / "Dockerfile").write_text('FROM scratch\nCOPY greeting /greeting\nCMD ["/greeting"]\n')
    storage = ["--root", str(tmp_path / "root"), "--runroot", str(tmp_path / "run"), "--storage-driver", "vfs"]
    there = f"{door(server)}/{repository}:built"
    creds = ["--creds", f"AWS:{password(ecr)}", "--tls-verify=false"]
    tool("buildah", *storage, "bud", "--isolation", "chroot", "-t", there, str(context))
    tool("buildah", *storage, "push", *creds, there)
    tool("buildah", *storage, "rmi", "--all", "--force")
    tool("buildah", *storage, "pull", *creds, there)
    container = tool("buildah", *storage, "from", "--pull-never", there).strip()
    mounted = tool("buildah", *storage, "mount", container).strip()
    assert open(os.path.join(mounted, "greeting"), encoding="utf-8").read() == "hello"
    tool("buildah", *storage, "rm", "--all")
    [detail] = ecr.describe_images(repositoryName=repository)["imageDetails"]
    assert detail["imageTags"] == ["built"]


def memory(server):
    """Bytes that the server's process holds."""
    for line in open(f"/proc/{server.process.pid}/status", encoding="utf-8"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) << 10
    raise AssertionError("no VmRSS")


def test_a_layer_of_200_mb_is_never_held(start):
    server = start(ephemeral=False)
    ecr = server.client("ecr")
    ecr.create_repository(repositoryName="large")
    local = Registry(server, password(ecr))
    payload = os.urandom(1 << 20) * 200
    assert local.ask("GET", "/v2/").status == 200
    before, most = memory(server), 0
    begun = local.ask("POST", "/v2/large/blobs/uploads/").headers["Location"]

    def pieces():
        nonlocal most
        for at in range(0, len(payload), 4 << 20):
            yield payload[at : at + (4 << 20)]
            most = max(most, memory(server))

    assert local.ask("PATCH", begun, pieces()).status == 202
    assert local.ask("PUT", f"{begun}?digest={digest(payload)}").status == 201
    # A layer that is no image's is given to nobody.
    config = b"{}"
    local.push_blob("large", config)
    manifest = {
        "schemaVersion": 2,
        "mediaType": registry.OCI_IMAGE,
        "config": registry.descriptor("application/vnd.oci.image.config.v1+json", config),
        "layers": [registry.descriptor("application/vnd.oci.image.layer.v1.tar", payload)],
    }
    put = local.ask("PUT", "/v2/large/manifests/v1", json.dumps(manifest).encode(), Content_Type=registry.OCI_IMAGE)
    assert put.status == 201, put.body
    pulled = local.ask("GET", f"/v2/large/blobs/{digest(payload)}")
    most = max(most, memory(server))
    assert digest(pulled.body) == digest(payload)
    assert most - before < 100 << 20, f"{(most - before) >> 20} MiB more"


def test_a_killed_upload_is_resumed(start):
    server = start(ephemeral=False)
    ecr = server.client("ecr")
    ecr.create_repository(repositoryName="app")
    local = Registry(server, password(ecr))
    image = Image(payload=os.urandom(3 << 20))
    at = local.ask("POST", "/v2/app/blobs/uploads/").headers["Location"]
    half = len(image.layer) // 2
    first = local.ask("PATCH", at, image.layer[:half], Content_Range=f"0-{half - 1}")
    assert (first.status, first.headers["Range"]) == (202, f"0-{half - 1}")
    server.kill()
    server.start()
    # The token outlives the server, and so does what was acknowledged.
    local = Registry(server, local.password)
    status = local.ask("GET", at)
    assert (status.status, status.headers["Range"]) == (204, f"0-{half - 1}")
    gap = local.ask("PATCH", at, b"x", Content_Range=f"{half + 1}-{half + 1}")
    assert (gap.status, gap.headers["Range"]) == (416, f"0-{half - 1}")
    rest = image.layer[half:]
    span = f"{half}-{len(image.layer) - 1}"
    done = local.ask("PUT", f"{at}?digest={digest(image.layer)}", rest, Content_Range=span)
    assert done.status == 201, done.body
    local.push_blob("app", image.config)
    kind = registry.OCI_IMAGE
    assert local.ask("PUT", "/v2/app/manifests/v1", image.manifest, Content_Type=kind).status == 201
    server.kill()
    server.start()
    local = Registry(server, local.password)
    assert local.ask("GET", "/v2/app/manifests/v1").body == image.manifest
    assert local.ask("GET", f"/v2/app/blobs/{digest(image.layer)}").body == image.layer


def test_a_push_whose_client_dies_goes_on_where_it_was(server, local, repository):
    data = os.urandom(2 << 20)
    at = local.ask("POST", f"/v2/{repository}/blobs/uploads/").headers["Location"]
    credentials = base64.b64encode(f"AWS:{local.password}".encode()).decode()
    head = (
        f"PATCH {at} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {credentials}\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    )
    with socket.create_connection(local.address) as dying:
        dying.sendall(head.encode() + data[: len(data) // 2])
        dying.shutdown(socket.SHUT_WR)
        # The server's answer, or its end of the connection, says that it has seen all of it.
        while dying.recv(1 << 16):
            pass
    came = local.ask("GET", at)
    assert (came.status, came.headers["Range"]) == (204, f"0-{len(data) // 2 - 1}")
    done = local.ask("PUT", f"{at}?digest={digest(data)}", data[len(data) // 2 :])
    assert done.status == 201, done.body


def test_a_roles_session_pulls_within_its_session_policy(server, local, repository, name):
    image = Image("for a task")
    assert local.push(repository, image, "v1").status == 201
    iam, sts = server.client("iam"), server.client("sts")
    trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{house.ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
    everything = {"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}
    document = lambda *statements: json.dumps({"Version": "2012-10-17", "Statement": statements})  # noqa: E731
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
    iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=document(everything))

    def session(**more):
        keys = sts.assume_role(RoleArn=role, RoleSessionName="task", **more)["Credentials"]
        return Registry(server, password(server.client("ecr", keys=keys)))

    pull = lambda by: by.ask("GET", f"/v2/{repository}/manifests/v1")  # noqa: E731
    assert pull(session()).body == image.manifest
    token = {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}
    narrow = session(Policy=document(token))
    status, code, text = pull(narrow).error()
    assert (status, code) == (403, "DENIED")
    assert f"assumed-role/{name}/task is not authorized to perform: ecr:BatchGetImage" in text
    assert "because no session policy allows the ecr:BatchGetImage action" in text
    iam.delete_role_policy(RoleName=name, PolicyName="all")
    iam.delete_role(RoleName=name)
    assert narrow.ask("GET", "/v2/").status == 401


def test_a_crash_leaves_an_upload_that_is_collected(start):
    server = start(ephemeral=False)
    ecr = server.client("ecr")
    ecr.create_repository(repositoryName="app")
    local = Registry(server, password(ecr))
    kept = Image("kept")
    assert local.push("app", kept, "v1").status == 201
    at = local.ask("POST", "/v2/app/blobs/uploads/").headers["Location"]
    local.ask("PATCH", at, b"half a layer")
    server.kill()
    server.start()
    blobs = os.path.join(server.data, "blobs")
    assert os.listdir(os.path.join(blobs, "uploads")) == [at.rsplit("/", 1)[1]]
    server.advance("3d")
    assert os.listdir(os.path.join(blobs, "uploads")) == []
    left = {f"sha256:{file}" for _, _, files in os.walk(os.path.join(blobs, "sha256")) for file in files}
    assert left == {digest(kept.layer), digest(kept.config)}
    server.client("ecr").delete_repository(repositoryName="app", force=True)
    server.advance("1d")
    assert not any(files for _, _, files in os.walk(blobs))


def test_what_was_acknowledged_outlives_kills(start):
    """Four clients push at once, and the server is killed under them, again and again."""
    server = start(ephemeral=False)
    server.client("ecr").create_repository(repositoryName="app")
    token = password(server.client("ecr"))
    acknowledged, steps = {}, threading.Semaphore(0)

    def push(who, endpoint):
        local = Registry(endpoint, token)
        for n in itertools.count():
            image = Image(payload=os.urandom(200_000))
            tag = f"{who}-{n}-{uuid.uuid4().hex[:6]}"
            try:
                at = local.ask("POST", "/v2/app/blobs/uploads/").headers["Location"]
                steps.release()
                half = len(image.layer) // 2
                local.ask("PATCH", at, image.layer[:half])
                steps.release()
                local.ask("PUT", f"{at}?digest={digest(image.layer)}", image.layer[half:])
                steps.release()
                local.push_blob("app", image.config)
                put = local.ask("PUT", f"/v2/app/manifests/{tag}", image.manifest, Content_Type=registry.OCI_IMAGE)
                if put.status == 201:
                    acknowledged[tag] = image
                steps.release()
            except (OSError, http.client.HTTPException):
                return

    for round in range(6):
        endpoint = types.SimpleNamespace(endpoint=server.endpoint)
        pushers = [threading.Thread(target=push, args=(f"{round}-{who}", endpoint)) for who in range(4)]
        for pusher in pushers:
            pusher.start()
        for _ in range(11 + 7 * round):
            assert steps.acquire(timeout=60)
        server.kill()
        for pusher in pushers:
            pusher.join()
        server.start()
    assert len(acknowledged) >= 6
    local = Registry(server, token)
    for tag, image in acknowledged.items():
        assert local.ask("GET", f"/v2/app/manifests/{tag}").body == image.manifest
        assert local.ask("GET", f"/v2/app/blobs/{digest(image.layer)}").body == image.layer
    # What the kills left is garbage, and after its time only whole layers of images are there.
    server.advance("3d")
    blobs = pathlib.Path(server.data, "blobs")
    assert not list(blobs.glob("uploads/*"))
    ecr = server.client("ecr")
    ids = [page["imageIds"] for page in ecr.get_paginator("list_images").paginate(repositoryName="app")]
    known = set()
    for page in ids:
        for image in ecr.batch_get_image(repositoryName="app", imageIds=page)["images"]:
            manifest = json.loads(image["imageManifest"])
            known |= {blob["digest"] for blob in [manifest["config"], *manifest["layers"]]}
    files = {f"sha256:{file.name}": file for file in blobs.glob("sha256/*/*")}
    assert set(files) == known
    assert all(digest(file.read_bytes()) == name for name, file in files.items())


def test_lists_of_manifests_and_what_refers_to_images(ecr, local, repository):
    image = Image("listed")
    assert local.push(repository, image, image.digest).status == 201
    index = {
        "schemaVersion": 2,
        "mediaType": registry.OCI_INDEX,
        "manifests": [
            registry.descriptor(
                registry.OCI_IMAGE, image.manifest, platform={"os": "linux", "architecture": "amd64"}
            )
        ],
    }
    text = json.dumps(index).encode()
    missing = json.dumps(
        {**index, "manifests": [registry.descriptor(registry.OCI_IMAGE, b"no image")]}
    ).encode()
    path = f"/v2/{repository}/manifests/all"
    assert local.ask("PUT", path, missing, Content_Type=registry.OCI_INDEX).error()[1] == "MANIFEST_BLOB_UNKNOWN"
    assert local.ask("PUT", path, text, Content_Type=registry.OCI_INDEX).status == 201
    out = ecr.batch_delete_image(repositoryName=repository, imageIds=[{"imageDigest": image.digest}])
    assert out["failures"][0]["failureCode"] == "ImageReferencedByManifestList"
    subject = registry.descriptor(registry.OCI_IMAGE, image.manifest)
    about = Image("about", artifactType="application/vnd.example.sbom", subject=subject)
    put = local.push(repository, about, about.digest)
    assert (put.status, put.headers["OCI-Subject"]) == (201, image.digest)
    listed = local.ask("GET", f"/v2/{repository}/referrers/{image.digest}").json()
    assert [d["digest"] for d in listed["manifests"]] == [about.digest]
    found = ecr.list_image_referrers(repositoryName=repository, subjectId={"imageDigest": image.digest})
    assert found["referrers"][0]["artifactType"] == "application/vnd.example.sbom"


def test_an_image_by_the_api_alone(ecr, repository):
    image = Image(payload=os.urandom(21 << 20))
    for blob in (image.layer, image.config):
        begun = ecr.initiate_layer_upload(repositoryName=repository)
        id, size = begun["uploadId"], begun["partSize"]
        # https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UploadLayerPart.html
        assert size == 20971520
        for first in range(0, len(blob), size):
            part = blob[first : first + size]
            ecr.upload_layer_part(
                repositoryName=repository,
                uploadId=id,
                partFirstByte=first,
                partLastByte=first + len(part) - 1,
                layerPartBlob=part,
            )
        done = ecr.complete_layer_upload(repositoryName=repository, uploadId=id, layerDigests=[digest(blob)])
        assert done["layerDigest"] == digest(blob)
    put = ecr.put_image(repositoryName=repository, imageManifest=image.manifest.decode(), imageTag="v1")["image"]
    assert put["imageId"] == {"imageDigest": image.digest, "imageTag": "v1"}
    again = refused(
        ecr.put_image, repositoryName=repository, imageManifest=image.manifest.decode(), imageTag="v1"
    )
    assert again == (
        "ImageAlreadyExistsException",
        f"Image with digest '{image.digest}' and tag 'v1' already exists in the repository with name '{repository}'"
        f" in registry with id '{house.ACCOUNT}'",
    )
    got = ecr.batch_get_image(repositoryName=repository, imageIds=[{"imageTag": "v1"}, {"imageTag": "no"}])
    assert got["images"][0]["imageManifest"].encode() == image.manifest
    assert got["failures"][0]["failureReason"] == "Requested image not found"


def test_lifecycle_policies_by_the_clock(start):
    server = start()
    ecr = server.client("ecr")
    ecr.create_repository(repositoryName="app")
    local = Registry(server, password(ecr))
    for n in range(3):
        assert local.push("app", Image(str(n)), f"v{n}").status == 201
        server.advance("1m")
    selection = {"tagStatus": "tagged", "tagPatternList": ["v*"], "countType": "imageCountMoreThan", "countNumber": 2}
    rule = {"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}
    text = json.dumps({"rules": [rule]})
    ecr.start_lifecycle_policy_preview(repositoryName="app", lifecyclePolicyText=text)
    ecr.get_waiter("lifecycle_policy_preview_complete").wait(repositoryName="app")
    preview = ecr.get_lifecycle_policy_preview(repositoryName="app")
    assert [result["imageTags"] for result in preview["previewResults"]] == [["v0"]]
    ecr.put_lifecycle_policy(repositoryName="app", lifecyclePolicyText=text)
    server.advance("1d")
    tags = sorted(id["imageTag"] for id in ecr.list_images(repositoryName="app")["imageIds"])
    assert tags == ["v1", "v2"]


def test_a_stack_with_a_repository(server, cloudformation, name):
    ecr = server.client("ecr")
    template = {
        "Resources": {
            "Images": {
                "Type": "AWS::ECR::Repository",
                "Properties": {
                    "ImageTagMutability": "IMMUTABLE",
                    "EmptyOnDelete": True,
                    "RepositoryPolicyText": {
                        "Version": "2012-10-17",
                        "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}],
                    },
                },
            }
        },
        "Outputs": {
            "Name": {"Value": {"Ref": "Images"}},
            "Uri": {"Value": {"Fn::GetAtt": ["Images", "RepositoryUri"]}},
        },
    }
    cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template))
    cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
    [stack] = cloudformation.describe_stacks(StackName=name)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    assert outputs["Uri"] == f"{house.ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/{outputs['Name']}"
    local = Registry(server, password(ecr))
    assert local.push(outputs["Name"], Image("of a stack"), "v1").status == 201
    cloudformation.delete_stack(StackName=name)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
    code, _ = refused(ecr.describe_repositories, repositoryNames=[outputs["Name"]])
    assert code == "RepositoryNotFoundException"


def test_what_is_not_built_is_refused(ecr, repository):
    for call, arguments in [
        (ecr.start_image_scan, {"repositoryName": repository, "imageId": {"imageTag": "v1"}}),
        (ecr.create_pull_through_cache_rule, {"ecrRepositoryPrefix": "quay", "upstreamRegistryUrl": "quay.io"}),
    ]:
        assert refused(call, **arguments)[0] == "NotImplemented"
