"""The whole wire against AWS's own SDK, without a line per operation.

For every operation of every generated service a request is made from the model, written by botocore's serializer and
read by ours; and an output is written by ours and read by botocore's parser. What goes in must come out.
"""

import base64
import datetime
import json
import random
import subprocess
from urllib.parse import urlencode, urlsplit

import botocore.session
import pytest
from botocore import parsers, serialize

SERVICES = ["cloudformation", "iam", "sns", "sqs", "sts"]
NOW = datetime.datetime(2026, 11, 21, 10, 30, 15, tzinfo=datetime.timezone.utc)


def example(shape, rng, depth=0):
    """A value of a shape: every member set, as long as it does not go round in circles."""
    kind = shape.type_name
    if kind == "structure":
        members = shape.members.items()
        if getattr(shape, "is_tagged_union", False):
            members = list(members)[:1]
        return {k: example(m, rng, depth + 1) for k, m in members if depth < 4 or m.type_name not in ("structure", "list", "map")}
    if kind == "list":
        return [example(shape.member, rng, depth + 1) for _ in range(2)] if depth < 6 else []
    if kind == "map":
        keys = getattr(shape.key, "enum", None) or ["a", "b c", "ü&<"]
        return {k: example(shape.value, rng, depth + 1) for k in keys[:2]} if depth < 6 else {}
    if kind == "string":
        return shape.enum[0] if getattr(shape, "enum", None) else rng.choice(["x", "a b", 'q"uo\'te', "ü€ & <tag>", "line\nbreak", "100%+1"])
    if kind == "blob":
        return b"\x00\x01bytes"
    if kind == "boolean":
        return rng.choice([True, False])
    if kind in ("integer", "long"):
        return rng.randint(0, 2**31 - 1 if kind == "integer" else 2**53)
    if kind in ("float", "double"):
        return rng.choice([0.5, 3.0, 1e-3])
    if kind == "timestamp":
        return NOW
    raise AssertionError(kind)


def plain(value):
    """The way our JSON view spells it."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value


def empty_away(value):
    """Query forms and XML cannot tell an empty list or structure from none."""
    if isinstance(value, dict):
        cleaned = {k: empty_away(v) for k, v in value.items()}
        return {k: v for k, v in cleaned.items() if v not in ({}, [])}
    if isinstance(value, list):
        return [empty_away(v) for v in value]
    return value


@pytest.fixture(scope="module")
def proof(wireproof):
    """Asks our side about many cases at once."""

    def ask(cases):
        text = "\n".join(json.dumps(case) for case in cases) + "\n"
        done = subprocess.run([wireproof], input=text, capture_output=True, text=True, timeout=120, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask


def models(service):
    model = botocore.session.get_session().get_service_model(service)
    return [(model, model.operation_model(name)) for name in model.operation_names]


@pytest.mark.parametrize("service", SERVICES)
def test_every_request_that_botocore_writes_is_read_as_it_was_meant(service, proof):
    rng = random.Random(service)
    cases, wanted = [], []
    for model, op in models(service):
        params = example(op.input_shape, rng) if op.input_shape else {}
        serializer = serialize.create_serializer(model.protocol, include_validation=False)
        request = serializer.serialize_to_request(params, op)
        parts = urlsplit(request["url_path"])
        body = request["body"]
        if isinstance(body, dict):
            body = urlencode(body).encode()
        query = request.get("query_string") or parts.query
        cases.append(
            {
                "kind": "decode",
                "service": service,
                "operation": op.name,
                "protocol": model.protocol,
                "path": parts.path,
                "query": urlencode(query) if isinstance(query, dict) else query,
                "headers": {k: v for k, v in request["headers"].items() if isinstance(v, str)},
                "body": base64.b64encode(body if isinstance(body, bytes) else body.encode()).decode(),
            }
        )
        wanted.append(plain(params))
    for case, answer, want in zip(cases, proof(cases), wanted, strict=True):
        got = answer.get("input", answer)
        assert empty_away(got) == empty_away(want), f"{service}:{case['operation']}"


@pytest.mark.parametrize("service", SERVICES)
def test_every_answer_of_ours_is_read_by_botocore_as_it_was_meant(service, proof):
    rng = random.Random(service)
    cases, ops = [], []
    for model, op in models(service):
        if op.output_shape is None:
            continue
        output = example(op.output_shape, rng)
        cases.append(
            {"kind": "encode", "service": service, "operation": op.name, "protocol": model.protocol, "output": plain(output)}
        )
        ops.append((model, op, output))
    for (model, op, output), answer in zip(ops, proof(cases), strict=True):
        assert "failed" not in answer, f"{service}:{op.name}: {answer}"
        response = {"status_code": answer["status"], "headers": answer["headers"], "body": base64.b64decode(answer["body"])}
        parsed = parsers.create_parser(model.protocol).parse(response, op.output_shape)
        parsed.pop("ResponseMetadata")
        assert empty_away(plain(parsed)) == empty_away(plain(output)), f"{service}:{op.name}"
