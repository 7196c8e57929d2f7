"""Signs some fifty requests with botocore and writes them to requests.json.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install botocore && /tmp/venv/bin/python make.py

Each entry: method, target (path and query of the wire), headers, body (base64), signer, and `secret` and `at` (unix
seconds) with which it verifies. botocore's clock is set, so the file comes out the same again.
"""

import base64
import datetime
import json
import pathlib
from urllib.parse import urlsplit

import botocore
from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.utils import percent_encode

AT = datetime.datetime(2026, 11, 21, 10, 30, 0, tzinfo=datetime.timezone.utc)
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
auth.get_current_datetime = lambda remove_tzinfo=True: AT.replace(tzinfo=None) if remove_tzinfo else AT

PLAIN = Credentials("AKIAIOSFODNN7EXAMPLE", SECRET)
SESSION = Credentials("ASIAIOSFODNN7EXAMPLE", SECRET, "FwoGZXIvYXdzE+/token==")
HOST = "http://localhost:4566"

signed = []


def add(signer, method, url, headers=None, body=b"", credentials=PLAIN, service="sqs", region="eu-west-1", **more):
    request = AWSRequest(method=method, url=url, headers=headers or {}, data=body)
    signer(credentials, service, region, **more).add_auth(request)
    prepared = request.prepare()
    parts = urlsplit(prepared.url)
    target = (parts.path or "/") + ("?" + parts.query if parts.query else "")
    names = {k: v.decode() if isinstance(v, bytes) else v for k, v in prepared.headers.items()}
    names.setdefault("Host", parts.netloc)
    names.pop("Content-Length", None)
    signed.append({
        "signer": signer.__name__,
        "service": service,
        "method": prepared.method,
        "target": target,
        "headers": names,
        "body": base64.b64encode(body if isinstance(body, bytes) else body.encode()).decode(),
        "secret": SECRET,
        "at": int(AT.timestamp()),
    })


FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
JSON = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "AmazonSQS.SendMessage"}

# services: header
add(auth.SigV4Auth, "POST", HOST + "/", FORM, b"Action=GetCallerIdentity&Version=2011-06-15", service="sts")
add(auth.SigV4Auth, "POST", HOST + "/", JSON, b'{"MessageBody":"hi"}')
add(auth.SigV4Auth, "POST", HOST + "/", JSON, '{"MessageBody":"zażółć 🦀"}'.encode())
add(auth.SigV4Auth, "POST", HOST, JSON, b"{}")
add(auth.SigV4Auth, "POST", HOST + "/", JSON, b"{}", SESSION)
add(auth.SigV4Auth, "GET", HOST + "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A000000000000%3Afunction%3Af/invocations", service="lambda")
add(auth.SigV4Auth, "GET", HOST + "/2015-03-31/functions/?MaxItems=50&Marker=a%2Fb%3D%3D", service="lambda")
for path in ["/a%20b/c", "/é/ü", "/%C3%A9", "/a//b/", "/a/./b/../c", "/a/b/..", "/~x-._", "/a+b", "/a=b&c", "/$delete", "/tags/arn:aws:s:::x"]:
    add(auth.SigV4Auth, "GET", HOST + path, service="execute-api")
for query in ["a=1&b=2", "b=2&a=1&a=0", "flag", "flag=", "A=1&a=1", "x=%20y", "x=a%2Bb", "x=%C3%A9", "x=a%3Db%26c", "a-b=1&a=2", "x=~-._"]:
    add(auth.SigV4Auth, "GET", HOST + "/p?" + query, service="execute-api")
add(auth.SigV4Auth, "GET", HOST + "/", {"X-Spaces": "  a   b  ", "X-Empty": ""}, service="execute-api")
add(auth.SigV4Auth, "GET", HOST + "/", {"Date": "Sat, 21 Nov 2026 10:30:00 GMT"}, service="execute-api")

# services: query
add(auth.SigV4QueryAuth, "GET", HOST + "/?Action=GetCallerIdentity&Version=2011-06-15", service="sts", expires=60)
add(auth.SigV4QueryAuth, "GET", HOST + "/?Action=ListQueues&x=a%20b", expires=900)
add(auth.SigV4QueryAuth, "GET", HOST + "/a%20b/é", credentials=SESSION, service="execute-api", expires=60)
# as the token of an EKS cluster: presigned with a header
add(auth.SigV4QueryAuth, "GET", HOST + "/?Action=GetCallerIdentity", {"x-k8s-aws-id": "cluster"}, service="sts", expires=60)

# S3: header
S3 = dict(service="s3")
add(auth.S3SigV4Auth, "PUT", HOST + "/bucket/key", {"Content-Type": "text/plain", "x-amz-acl": "private"}, b"data", **S3)
add(auth.S3SigV4Auth, "PUT", HOST + "/bucket/key", {"x-amz-meta-a": "b  c"}, b"data", SESSION, **S3)
for path in ["/", "/b/a//b", "/b/./x/../y", "/b/a%20b", "/b/%E2%82%AC", "/b/%25"]:
    add(auth.S3SigV4Auth, "GET", HOST + path, **S3)
# boto3 writes a key so (botocore.serialize percent-encodes all but the unreserved characters)
for key in ["a+b", "~!*'()", "a:b@c,d;e=f&g$h", "zażółć 🦀/x"]:
    add(auth.S3SigV4Auth, "GET", HOST + "/b/" + percent_encode(key, safe="/~"), **S3)
for query in ["list-type=2&prefix=a%2Fb&delimiter=%2F", "acl", "uploads", "versionId=null&partNumber=1", "prefix=a%20b%2Bc"]:
    add(auth.S3SigV4Auth, "GET", HOST + "/bucket?" + query, **S3)
add(auth.S3SigV4Auth, "PUT", HOST + "/b/k", {"X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD"}, b"data", **S3)

# S3: query
add(auth.S3SigV4QueryAuth, "GET", HOST + "/bucket/key", expires=3600, **S3)
add(auth.S3SigV4QueryAuth, "GET", HOST + "/bucket/a%20b/%C3%A9%2Bx?response-content-type=text%2Fplain", expires=604800, **S3)
add(auth.S3SigV4QueryAuth, "PUT", HOST + "/bucket/key", {"x-amz-acl": "public-read", "Content-Type": "text/plain"}, expires=60, **S3)
add(auth.S3SigV4QueryAuth, "GET", HOST + "/bucket/key", credentials=SESSION, expires=60, **S3)

here = pathlib.Path(__file__).parent
text = json.dumps({"botocore": botocore.__version__, "requests": signed}, indent=1, ensure_ascii=False)
(here / "requests.json").write_text(text + "\n")
print(len(signed))
