"""Proves the wire against the SDK: see sdk.rs for how to run it. Needs botocore (pip install botocore).

`requests DIR` makes up parameters for every operation of SERVICES, lets botocore serialise them and writes both to
DIR/cases. `responses DIR` lets botocore read the responses that the test wrote to DIR/responses and compares.
"""
import base64, datetime, glob, gzip, json, os, sys, urllib.parse
import botocore
from botocore.awsrequest import HeadersDict
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botocore.serialize import create_serializer

SERVICES = """s3 lambda apigateway apigatewayv2 route53 cloudfront ec2 sqs sns iam sts cloudformation dynamodb kms logs events
scheduler ecs secretsmanager ssm s3control cloudwatch elbv2 autoscaling rds elasticache cognito-idp stepfunctions kinesis ecr
efs eks batch glue backup iot sesv2 ses organizations""".split()
FILES = {"query": "query", "ec2": "ec2", "rest-json": "rest-json", "rest-xml": "rest-xml",
         "smithy-rpc-v2-cbor": "smithy-rpc-v2-cbor"}
# What the SDK's own reader does not read like the model says, each with its reason.
KNOWN = {
    ("s3", "PutBucketNotification"): "deprecated: two members share one element",
    ("s3", "GetBucketNotification"): "deprecated: two members share one element",
}


def model(service):
    """The service's newest model, without what only streams or is only read by people."""
    folder = os.path.join(os.path.dirname(botocore.__file__), "data", service)
    loaded = json.load(gzip.open(sorted(glob.glob(folder + "/*/service-2.json.gz"))[-1]))
    for shape in loaded["shapes"].values():
        for part in [shape, *shape.get("members", {}).values(), *(shape.get(k, {}) for k in ("member", "key", "value"))]:
            for key in ("documentation", "streaming", "pattern"):
                part.pop(key, None)
        # botocore calls a member after its shape where the shape has a name, which nobody else does.
        if shape["type"] == "list":
            shape.pop("locationName", None)
    return loaded


def made_up(shape, depth, above, form, name=""):
    """A value of the shape, or None where it would be too deep."""
    kind = shape.type_name
    if kind == "structure":
        if getattr(shape, "is_document_type", False):
            return {"doc": [1, "a", None, {"b": True}]}
        if getattr(shape, "is_eventstream", False) or depth == 0 or above.count(shape.name) > 1:
            return None
        union = getattr(shape, "is_tagged_union", False)
        members = list(shape.members.items())[:1] if union else shape.members.items()
        value = {n: made_up(m, depth - 1, above + [shape.name], form, n) for n, m in members}
        value = {n: v for n, v in value.items() if v is not None}
        complete = all(n in value for n in getattr(shape, "required_members", []))
        # A form cannot say that a structure is empty.
        return value if complete and (value or not (form or union)) else None
    if kind == "list":
        item = made_up(shape.member, depth - 1, above, form, name)
        return None if item is None or depth == 0 else [item, item]
    if kind == "map":
        value = made_up(shape.value, depth - 1, above, form, name)
        key = shape.key.enum[0] if shape.key.enum else "k-1"
        return None if value is None or depth == 0 else {key: value}
    location = shape.serialization.get("location")
    if kind in ("string", "char"):
        if shape.serialization.get("jsonvalue"):
            return None
        if shape.enum:
            return shape.enum[0]
        if name in ("AccountId", "RequestRoute"):
            return "host"
        return 'h "x", y' if location in ("header", "headers") else name[:8] + ' ü<&"/+'
    if kind in ("integer", "long", "short", "byte"):
        return 201 if location == "statusCode" else 7
    return {"blob": "some bytes", "boolean": True, "float": 1.5, "double": 1.5, "timestamp": 1422172800}[kind]


def convert(shape, value, leaf):
    """The value with every blob and timestamp converted."""
    kind = shape.type_name
    if kind == "structure" and not getattr(shape, "is_document_type", False):
        return {n: convert(shape.members[n], v, leaf) for n, v in value.items() if n in shape.members}
    if kind == "list":
        return [convert(shape.member, v, leaf) for v in value]
    if kind == "map":
        lower = shape.serialization.get("location") == "headers"
        return {k.lower() if lower else k: convert(shape.value, v, leaf) for k, v in value.items()}
    return leaf(kind, value)


def serialized(protocol, operation, params):
    """The request as the suite has it."""
    given = convert(operation.input_shape, params, lambda kind, v: v.encode() if kind == "blob" else v)
    request = create_serializer(protocol, include_validation=False).serialize_to_request(given, operation)
    pairs = request.get("query_string") or {}
    if not isinstance(pairs, str):
        pairs = urllib.parse.urlencode(pairs, doseq=True, quote_via=urllib.parse.quote)
    uri = request["url_path"]
    if pairs:
        uri += ("&" if "?" in uri else "?") + pairs
    body = request["body"]
    body = urllib.parse.urlencode(body) if isinstance(body, dict) else body
    body = body.read() if hasattr(body, "read") else body
    body = body.encode() if isinstance(body, str) else body
    body = base64.b64encode(body).decode() if protocol == "smithy-rpc-v2-cbor" else body.decode()
    headers = {k: v.decode() if isinstance(v, bytes) else str(v) for k, v in request["headers"].items()}
    return {"method": request["method"], "uri": uri, "body": body, "headers": headers}


def protocols(metadata):
    """The suite's file and botocore's name of every protocol that the service speaks."""
    for protocol in metadata.get("protocols", [metadata["protocol"]]):
        if protocol == "json":
            yield "json_1_0" if metadata.get("jsonVersion") == "1.0" else "json", protocol
        elif protocol in FILES:
            yield FILES[protocol], protocol


def requests(folder):
    os.makedirs(os.path.join(folder, "cases"), exist_ok=True)
    for service in SERVICES:
        loaded = model(service)
        for file, protocol in protocols(loaded["metadata"]):
            loaded["metadata"]["protocol"] = loaded["metadata"]["resolved_protocol"] = protocol
            sdk = ServiceModel(loaded, service)
            suite = {"file": file, "service": service, "metadata": loaded["metadata"], "shapes": loaded["shapes"],
                     "requests": [], "responses": []}
            for name in sdk.operation_names:
                if (service, name) in KNOWN:
                    continue
                operation, declared = sdk.operation_model(name), loaded["operations"][name]
                given = {k: declared[k] for k in ("name", "http", "input", "output") if k in declared}
                form = protocol in ("query", "ec2")
                params = operation.input_shape and made_up(operation.input_shape, 5, [], form)
                if params is not None:
                    case = {"id": name, "given": given, "params": params}
                    suite["requests"].append(case | {"serialized": serialized(protocol, operation, params)})
                result = operation.output_shape and made_up(operation.output_shape, 5, [], False)
                if result is not None and not operation.has_event_stream_output:
                    suite["responses"].append({"id": name, "given": given, "result": result})
            with open(os.path.join(folder, "cases", f"{service}-{file}.json"), "w") as out:
                json.dump(suite, out)


def responses(folder):
    def leaf(kind, value):
        if isinstance(value, datetime.datetime):
            return value.timestamp()
        value = value.read() if hasattr(value, "read") else value
        return value.decode() if isinstance(value, bytes) else value

    good, wrong = 0, []
    for path in sorted(glob.glob(os.path.join(folder, "cases", "*.json"))):
        suite = json.load(open(path))
        ours = json.load(open(os.path.join(folder, "responses", os.path.basename(path))))
        loaded, protocol = model(suite["service"]), suite["metadata"]["protocol"]
        loaded["metadata"]["protocol"] = protocol
        sdk, parser = ServiceModel(loaded, suite["service"]), create_parser(protocol)
        for case in suite["responses"]:
            shape, response = sdk.operation_model(case["id"]).output_shape, ours[case["id"]]
            http = {"status_code": response["status"], "headers": HeadersDict(response["headers"]),
                    "body": base64.b64decode(response["body"])}
            read = parser.parse(http, shape)
            expected, read = convert(shape, case["result"], leaf), convert(shape, read, leaf)
            # Where nothing of a payload was made up, botocore reads an empty one.
            read = {k: v for k, v in read.items() if k in expected or v not in ({}, "")}
            if expected == read:
                good += 1
            else:
                wrong.append(f"{suite['service']} {case['id']}\n  expected {expected}\n  read     {read}")
    print(*wrong, f"{good} responses mean to botocore what they should, {len(wrong)} do not", sep="\n")
    return 1 if wrong or not good else 0


if __name__ == "__main__":
    sys.exit({"requests": requests, "responses": responses}[sys.argv[1]](sys.argv[2]))
