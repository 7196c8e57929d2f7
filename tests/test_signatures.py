"""Who is let in: signatures in headers and in URLs, whole, tampered with, late, and by keys that nobody has."""

import datetime
import xml.etree.ElementTree as ET

import botocore.auth
import house
import pytest
import raw
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError, ReadTimeoutError

STS = "2011-06-15"
NS = {"a": "https://sts.amazonaws.com/doc/2011-06-15/"}
IDENTITY = {"Action": "GetCallerIdentity", "Version": STS}


def error(answer):
    status, _, text = answer
    found = ET.fromstring(text).find("a:Error", NS)
    return status, found.findtext("a:Code", None, NS), found.findtext("a:Message", None, NS)


def at(monkeypatch, offset):
    """Lets botocore sign by a clock that is off, from the one that it was off by before."""
    real = botocore.auth.get_current_datetime
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda *a, **k: real(*a, **k) + offset)


def test_a_good_signature_is_taken(server):
    status, headers, text = raw.query(server, "sts", "GetCallerIdentity", STS)
    root = ET.fromstring(text)
    assert status == 200
    assert root.findtext(".//a:Arn", None, NS) == f"arn:aws:iam::{house.ACCOUNT}:root"
    assert headers["x-amzn-requestid"] == root.findtext(".//a:RequestId", None, NS)


@pytest.mark.parametrize("what", ["body", "header", "secret"])
def test_a_tampered_request_is_refused(server, what):
    keys = ("test", "wrong") if what == "secret" else ("test", "test")
    request = raw.signed(server, "sts", IDENTITY, keys)
    if what == "body":
        request.data = (
            request.data.decode() + "&More=1" if isinstance(request.data, bytes) else request.data + "&More=1"
        )
    if what == "header":
        del request.headers["Content-Type"]
        request.headers["Content-Type"] = "application/x-www-form-urlencoded"
    status, code, message = error(raw.post(server, request))
    assert (status, code) == (403, "SignatureDoesNotMatch")
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
    assert message.startswith("The request signature we calculated does not match the signature you provided.")


@pytest.mark.parametrize(("minutes", "said"), [(-16, "Signature expired: "), (16, "Signature not yet current: ")])
def test_a_clock_that_is_more_than_a_quarter_of_an_hour_off_is_refused(server, monkeypatch, minutes, said):
    at(monkeypatch, datetime.timedelta(minutes=minutes))
    status, code, message = error(raw.query(server, "sts", "GetCallerIdentity", STS))
    assert (status, code) == (403, "SignatureDoesNotMatch")
    assert message.startswith(said), message


def test_a_clock_that_is_a_little_off_is_not(server, monkeypatch):
    at(monkeypatch, datetime.timedelta(minutes=-14))
    assert raw.query(server, "sts", "GetCallerIdentity", STS)[0] == 200


def presign(server, expires=60):
    request = AWSRequest(method="GET", url=f"{server.endpoint}/?Action=GetCallerIdentity&Version={STS}")
    SigV4QueryAuth(Credentials("test", "test"), "sts", "us-east-1", expires=expires).add_auth(request)
    return request.prepare().url.removeprefix(server.endpoint)


def test_a_presigned_url_is_good_until_it_expires(server, monkeypatch):
    path = presign(server)
    status, _, text = raw.send(server, "GET", path)
    assert status == 200, text
    assert ET.fromstring(text).findtext(".//a:Account", None, NS) == house.ACCOUNT
    status, code, _ = error(raw.send(server, "GET", path.replace("GetCallerIdentity", "GetSessionToken")))
    assert (status, code) == (403, "SignatureDoesNotMatch")
    # STS does not look at X-Amz-Expires: its URLs are good for 15 minutes, on which the tokens of EKS rely.
    # https://github.com/kubernetes-sigs/aws-iam-authenticator: "valid for 15 minutes after timestamp in x-amz-date"
    at(monkeypatch, datetime.timedelta(minutes=-14))
    assert raw.send(server, "GET", presign(server))[0] == 200
    at(monkeypatch, datetime.timedelta(minutes=-2))
    status, code, message = error(raw.send(server, "GET", presign(server)))
    assert (status, code) == (403, "SignatureDoesNotMatch") and message.startswith("Signature expired: ")


def test_a_url_that_boto3_presigns_is_good(server):
    url = server.client("sts").generate_presigned_url("get_caller_identity", ExpiresIn=60, HttpMethod="GET")
    status, _, text = raw.send(server, "GET", url.removeprefix(server.endpoint))
    assert status == 200, text


def test_a_request_without_a_signature_is_nobodys(server):
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Host": "sts.us-east-1.amazonaws.com"}
    body = f"Action=GetCallerIdentity&Version={STS}"
    status, code, _ = error(raw.send(server, "POST", "/", headers, body))
    assert (status, code) == (403, "MissingAuthenticationToken")


def test_a_key_that_aws_might_have_made_but_nobody_has_is_refused(server):
    sts = server.client("sts", keys=("AKIAIOSFODNN7EXAMPLE", "secret"))
    with pytest.raises(ClientError) as caught:
        sts.get_caller_identity()
    assert caught.value.response["Error"]["Code"] == "InvalidClientTokenId"
    assert caught.value.response["Error"]["Message"] == "The security token included in the request is invalid."


def test_conventional_keys_are_root_unless_keys_are_strict(server, start):
    assert server.client("sts", keys=("foo", "bar")).get_caller_identity()["Account"] == house.ACCOUNT
    assert server.client("sts", keys=("210987654321", "x")).get_caller_identity()["Account"] == "210987654321"
    strict = start("--strict-keys")
    assert strict.client("sts").get_caller_identity()["Account"] == house.ACCOUNT
    with pytest.raises(ClientError) as caught:
        strict.client("sts", keys=("foo", "bar")).get_caller_identity()
    assert caught.value.response["Error"]["Code"] == "InvalidClientTokenId"


def test_clients_may_come_over_https(server, tmp_path):
    bundle = server.json("env", "--https")["AWS_CA_BUNDLE"]
    secure = server.client("sqs", endpoint_url=server.endpoint.replace("http:", "https:"), verify=bundle)
    url = secure.create_queue(QueueName="secure")["QueueUrl"]
    assert url.startswith("https://")
    secure.send_message(QueueUrl=url, MessageBody="x")
    assert server.client("sqs").get_queue_url(QueueName="secure")["QueueUrl"].startswith("http://")


def test_steered_time_does_not_lock_clients_out(start):
    server = start()
    sts = server.client("sts")
    for step in ("20m", "30d"):
        server.advance(step)
        sts.get_caller_identity()
    server.run("clock", "freeze")
    sts.get_caller_identity()


def test_a_client_may_ask_for_aws_own_host_name(server):
    request = AWSRequest(
        method="POST",
        url="http://sts.us-east-1.amazonaws.com/",
        data="Action=GetCallerIdentity&Version=2011-06-15",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    SigV4Auth(Credentials("test", "test"), "sts", "us-east-1").add_auth(request)
    headers = {**request.headers, "Host": "sts.us-east-1.amazonaws.com"}
    status, _, text = raw.send(server, "POST", "/", headers, request.data)
    assert status == 200, text


def test_a_client_that_gives_up_is_no_harm(server):
    """A read time-out of one client ends its poll; the server goes on."""
    impatient = server.client("sqs", config=Config(read_timeout=0.2))
    url = impatient.create_queue(QueueName="impatient")["QueueUrl"]
    with pytest.raises(ReadTimeoutError):
        impatient.receive_message(QueueUrl=url, WaitTimeSeconds=5)
    sqs = server.client("sqs")
    sqs.send_message(QueueUrl=url, MessageBody="still here")
    assert sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"] == "still here"
