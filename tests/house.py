"""A server of the program under test, and clients that know nothing of the tester's own AWS set-up."""

import json
import os
import signal
import subprocess

import boto3
from botocore.config import Config

# As the tester has it: registries may lie behind a proxy that only this knows.
AS_STARTED = dict(os.environ)
REGION = "us-east-1"
ACCOUNT = "000000000000"
# Nothing is asked twice: a test wants to see the first answer.
ONCE = Config(retries={"total_max_attempts": 1}, read_timeout=60, connect_timeout=5)


def clean_env(**more):
    """The environment without what would speak for the tester: AWS's, Maquette's and proxies' settings."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.upper().startswith(("AWS_", "MAQUETTE_", "BOTO_")) and "PROXY" not in k.upper()
    }
    kept.update(
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        AWS_EC2_METADATA_DISABLED="true",
        # Otherwise AWS CLI v1 asks `queue.amazonaws.com` for SQS, whatever AWS_ENDPOINT_URL says.
        BOTO_DISABLE_COMMONNAME="true",
        AWS_PAGER="",
    )
    kept.update(more)
    return kept


class Server:
    """`maquette start` on a free port, from `Ready.` until `stop` or `kill`."""

    def __init__(self, program, data, *options, ephemeral=True):
        self.program, self.data = str(program), str(data)
        self.options = [*options, *(["--ephemeral"] if ephemeral else [])]
        self.start()

    def start(self):
        command = [self.program, "start", "--port", "0", *self.options]
        self.log = open(os.path.join(self.data, "server.log"), "ab")  # noqa: SIM115
        self.process = subprocess.Popen(
            command, env=clean_env(MAQUETTE_DATA=self.data), stdout=subprocess.PIPE, stderr=self.log, text=True
        )
        banner = []
        for line in self.process.stdout:
            banner.append(line.rstrip("\n"))
            if banner[-1] == "Ready.":
                break
        self.banner = banner
        if not banner or banner[-1] != "Ready.":
            raise RuntimeError(f"the server did not get ready (exit {self.process.wait()}): {banner}\n{self.stderr()}")
        self.endpoint = self.json("status")["endpoint"]

    def stderr(self):
        with open(os.path.join(self.data, "server.log"), encoding="utf-8", errors="replace") as log:
            return log.read()

    def stop(self):
        """An orderly end, which must be one."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("the server did not stop within 20 s") from None
        finally:
            self._close()
        log = self.stderr()
        assert code == 0, f"exit {code}: {log}"
        assert "panicked" not in log, log

    def kill(self):
        self.process.kill()
        self.process.wait()
        self._close()

    def _close(self):
        self.process.stdout.close()
        self.log.close()

    def run(self, *arguments, check=True):
        """A command of the program, asked of this server."""
        done = subprocess.run(
            [self.program, *arguments],
            env=clean_env(MAQUETTE_DATA=self.data),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if check:
            assert done.returncode == 0, (
                f"maquette {' '.join(arguments)}: exit {done.returncode}\n{done.stdout}{done.stderr}"
            )
        return done

    def json(self, *arguments):
        return json.loads(self.run(*arguments, "--json").stdout)

    def advance(self, by):
        self.run("clock", "advance", by)

    def client(self, service, keys=("test", "test"), region=REGION, config=None, **more):
        """A boto3 client. `keys` is a pair, a triple with a session token, or STS's `Credentials`."""
        if isinstance(keys, dict):
            keys = (keys["AccessKeyId"], keys["SecretAccessKey"], keys.get("SessionToken"))
        token = keys[2] if len(keys) > 2 else None
        session = boto3.Session(
            aws_access_key_id=keys[0], aws_secret_access_key=keys[1], aws_session_token=token, region_name=region
        )
        config = ONCE.merge(config) if config else ONCE
        return session.client(service, endpoint_url=more.pop("endpoint_url", self.endpoint), config=config, **more)

    def env(self, keys=("test", "test"), region=REGION, **more):
        """The environment of another program that is to talk to this server."""
        if isinstance(keys, dict):
            keys = (keys["AccessKeyId"], keys["SecretAccessKey"], keys.get("SessionToken"))
        names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
        named = {name: key for name, key in zip(names, keys, strict=False) if key}
        return clean_env(AWS_ENDPOINT_URL=self.endpoint, AWS_REGION=region, AWS_DEFAULT_REGION=region, **named, **more)
