"""The SDKs of today, each from its registry, each telling the same story: `sdk/*/story`, led by the environment alone.

What they need is fetched once, below `target/`, at the versions that their lock files name.
"""

import pathlib
import shutil
import subprocess

import house
import pytest

HERE = pathlib.Path(__file__).parent / "sdk"
CHAPTERS = ["identity", "queue", "topic", "role", "stack"]


def fetched(command, folder, **env):
    """Runs what fetches or builds, which may take its time."""
    done = subprocess.run(
        command, cwd=folder, env={**house.AS_STARTED, **env}, capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-4000:]}{done.stderr[-4000:]}"
    return done.stdout


def needs(*programs):
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"`{program}` is not on this machine")


def fresh(folder, sources):
    """Whether what was built from these sources is still theirs; says so from now on."""
    stamp = folder / "built-from"
    text = "".join(f"{s}\n{s.read_text()}" for s in sources)
    if stamp.exists() and stamp.read_text() == text:
        return True, lambda: None
    return False, lambda: stamp.write_text(text)


def go(caches):
    needs("go")
    out = caches / "sdk-go"
    out.mkdir(exist_ok=True)
    done, stamp = fresh(out, [HERE / "go/main.go", HERE / "go/go.sum"])
    if not done:
        env = {"GOPATH": str(caches / "go"), "GOCACHE": str(caches / "gocache"), "GOFLAGS": "-modcacherw -mod=readonly"}
        fetched(["go", "build", "-o", str(out / "story"), "."], HERE / "go", **env)
        stamp()
    return [str(out / "story")]


def js(caches):
    needs("node", "npm")
    out = caches / "sdk-js"
    out.mkdir(exist_ok=True)
    sources = [HERE / "js" / name for name in ("package.json", "package-lock.json")]
    done, stamp = fresh(out, sources)
    if not done:
        for source in sources:
            shutil.copy(source, out)
        fetched(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--cache", str(caches / "npm")], out)
        stamp()
    # Node looks for packages beside the program.
    shutil.copy(HERE / "js/story.mjs", out)
    return ["node", str(out / "story.mjs")]


def java(caches):
    needs("java", "mvn")
    out = caches / "sdk-java"
    out.mkdir(exist_ok=True)
    source = HERE / "java/src/main/java/Story.java"
    done, stamp = fresh(out, [HERE / "java/pom.xml", source])
    if not done:
        goals = ["compile", "dependency:build-classpath", f"-Dmdep.outputFile={out / 'classpath'}"]
        fetched(
            ["mvn", "-B", "-q", "-ntp", f"-Dout={out}", f"-Dmaven.repo.local={caches / 'm2'}", *goals], HERE / "java"
        )
        stamp()
    path = f"{out / 'classes'}:{(out / 'classpath').read_text().strip()}"
    return ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", path, "Story"]


@pytest.mark.parametrize("sdk", [go, js, java])
def test_the_story(sdk, caches, server):
    command = sdk(caches)
    env = server.env(AWS_MAX_ATTEMPTS="1", AWS_RETRY_MODE="standard")
    done = subprocess.run(
        [*command, f"story-{sdk.__name__}"], env=env, capture_output=True, text=True, timeout=180, check=False
    )
    assert (done.returncode, done.stdout.split()) == (0, CHAPTERS), done.stdout + done.stderr
