"""Starts the program for the tests, each server on a port of its own."""

import os
import pathlib
import subprocess
import sys

import boto3
import pytest

ROOT = pathlib.Path(__file__).parent.parent


def program(name):
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return str(target / "debug" / name)


@pytest.fixture(scope="session")
def wireproof():
    return program("wireproof")


@pytest.fixture(scope="session")
def maquette():
    return os.environ.get("MAQUETTE_PROGRAM", program("maquette"))
