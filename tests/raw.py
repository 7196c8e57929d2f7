"""Requests as a program without an SDK sends them: signed by botocore, sent byte for byte."""

import http.client
from urllib.parse import urlencode, urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def signed(server, service, form, keys=("test", "test"), path="/", region="us-east-1"):
    """A signed form of the query protocol, not yet sent, so that a test may tamper with it."""
    request = AWSRequest(
        method="POST",
        url=server.endpoint + path,
        data=urlencode(form),
        headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
    )
    SigV4Auth(Credentials(*keys), service, region).add_auth(request)
    return request


def send(server, method, path, headers=None, body=None):
    """Status, headers and text of the answer."""
    where = urlsplit(server.endpoint)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=60)
    try:
        connection.request(method, path, body=body, headers=dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


def post(server, request):
    parts = urlsplit(request.url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return send(server, "POST", path, request.headers, request.data)


def query(server, service, action, version, keys=("test", "test"), path="/", **form):
    """One call in the query protocol."""
    return post(server, signed(server, service, {"Action": action, "Version": version, **form}, keys, path))
