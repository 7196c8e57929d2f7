"""Images for the tests, made by hand, and the registry as plain HTTP."""

import base64
import gzip
import hashlib
import http.client
import io
import json
import pathlib
import tarfile
import urllib.parse

OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def descriptor(media_type, data, **more):
    return {"mediaType": media_type, "digest": digest(data), "size": len(data), **more}


class Image:
    """An image of one layer with one file: its blobs, its manifest."""

    def __init__(self, text="hello", payload=None, **more):
        tar = io.BytesIO()
        with tarfile.open(fileobj=tar, mode="w") as archive:
            content = payload if payload is not None else text.encode()
            info = tarfile.TarInfo("greeting")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        self.tar = tar.getvalue()
        self.layer = gzip.compress(self.tar, compresslevel=1, mtime=0)
        config = {
            "architecture": "amd64",
            "os": "linux",
            "config": {"Cmd": ["/greeting"]},
            "rootfs": {"type": "layers", "diff_ids": [digest(self.tar)]},
        }
        self.config = json.dumps(config).encode()
        manifest = {
            "schemaVersion": 2,
            "mediaType": OCI_IMAGE,
            "config": descriptor("application/vnd.oci.image.config.v1+json", self.config),
            "layers": [descriptor("application/vnd.oci.image.layer.v1.tar+gzip", self.layer)],
            **more,
        }
        self.manifest = json.dumps(manifest).encode()
        self.digest = digest(self.manifest)

    def layout(self, folder):
        """Writes the image as an OCI layout, which tools copy from."""
        folder = pathlib.Path(folder)
        blobs = folder / "blobs" / "sha256"
        blobs.mkdir(parents=True)
        for blob in (self.layer, self.config, self.manifest):
            (blobs / digest(blob).removeprefix("sha256:")).write_bytes(blob)
        (folder / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
        index = {"schemaVersion": 2, "manifests": [descriptor(OCI_IMAGE, self.manifest)]}
        (folder / "index.json").write_text(json.dumps(index))
        return folder


class Answer:
    def __init__(self, response, body):
        self.status, self.headers, self.body = response.status, response.headers, body

    def json(self):
        return json.loads(self.body)

    def error(self):
        [error] = self.json()["errors"]
        return self.status, error["code"], error["message"]


class Registry:
    """The registry of a server, asked by hand under any host name."""

    def __init__(self, server, password=None, host=None):
        address = urllib.parse.urlsplit(server.endpoint)
        self.address, self.host = (address.hostname, address.port), host
        self.password = password

    def ask(self, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.host:
            headers["Host"] = self.host
        if self.password is not None:
            headers["Authorization"] = "Basic " + base64.b64encode(f"AWS:{self.password}".encode()).decode()
        connection = http.client.HTTPConnection(*self.address, timeout=120)
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            return Answer(response, response.read())
        finally:
            connection.close()

    def push_blob(self, name, data):
        begun = self.ask("POST", f"/v2/{name}/blobs/uploads/")
        assert begun.status == 202, begun.body
        done = self.ask("PUT", f"{begun.headers['Location']}?digest={digest(data)}", data)
        assert done.status == 201, done.body
        return done

    def push(self, name, image, reference):
        for blob in (image.layer, image.config):
            self.push_blob(name, blob)
        return self.ask("PUT", f"/v2/{name}/manifests/{reference}", image.manifest, Content_Type=OCI_IMAGE)


def password(client, **more):
    """What `aws ecr get-login-password` prints."""
    [data] = client.get_authorization_token(**more)["authorizationData"]
    user, secret = base64.b64decode(data["authorizationToken"]).decode().split(":", 1)
    assert user == "AWS"
    return secret
