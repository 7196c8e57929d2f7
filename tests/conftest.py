"""Starts the program for the tests, each server on a port of its own."""

import os
import pathlib
import uuid

import house
import pytest

ROOT = pathlib.Path(__file__).parent.parent


def target():
    return pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


def program(name):
    return str(target() / "debug" / name)


MAQUETTE = os.environ.get("MAQUETTE_PROGRAM", program("maquette"))

# Once, before any client is made: boto3 and the AWS CLI read the environment of this process.
for name in set(os.environ) - set(house.clean_env()):
    del os.environ[name]
os.environ.update(house.clean_env())


@pytest.fixture(scope="session")
def wireproof():
    return program("wireproof")


@pytest.fixture(scope="session")
def maquette():
    return MAQUETTE


@pytest.fixture(scope="session")
def caches():
    """Where packages from registries are kept between runs."""
    folder = target() / "clients"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def server(maquette, tmp_path_factory):
    """One server for all tests of a module; each test uses names of its own."""
    running = house.Server(maquette, tmp_path_factory.mktemp("server"))
    yield running
    running.stop()


@pytest.fixture
def start(maquette, tmp_path_factory):
    """Starts servers for one test alone: `start()`, `start("--strict-keys")`, `start(ephemeral=False)`."""
    started = []

    def start(*options, **more):
        started.append(house.Server(maquette, tmp_path_factory.mktemp("server"), *options, **more))
        return started[-1]

    yield start
    for running in started:
        running.stop()


@pytest.fixture
def name(request):
    """A name that no other test has, and that says whose it is."""
    short = request.node.originalname.removeprefix("test_")[:30].replace("_", "-")
    return f"{short}-{uuid.uuid4().hex[:6]}"


@pytest.fixture
def sqs(server):
    return server.client("sqs")


@pytest.fixture
def sns(server):
    return server.client("sns")


@pytest.fixture
def iam(server):
    return server.client("iam")


@pytest.fixture
def sts(server):
    return server.client("sts")


@pytest.fixture
def cloudformation(server):
    return server.client("cloudformation")
