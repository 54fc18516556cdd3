"""Builds deploy/Dockerfile and runs deploy/compose.yaml without a container engine: in folders that become roots.

As root, with what Linux has for it: chroot, and namespaces of its own for mounts, processes and the network.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL, SIGTERM
from time import monotonic
from typing import Any

from ruamel.yaml import YAML

from tests.processes import ROOT

DEPLOY = ROOT / "deploy"
DEBIAN = "http://deb.debian.org/debian"
# What runs here in the place of what is written there, since no registry of images is asked, nor apt.postgresql.org.
INSTEAD = {
    "python:3.13-slim-bookworm": "debootstrap's bookworm, with Debian's Python 3.11 and pip by their names there",
    "postgres:17-bookworm": "debootstrap's bookworm, with Debian's PostgreSQL 15",
    "/usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y": (
        "grep --quiet getopts.*y /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh"  # it is there, and knows -y
    ),
    "postgresql-client-17": "postgresql-client-15",
}
BASE = ("python3", "python3-venv", "python3-pip", "ca-certificates", "netbase", "tzdata")
OF_BASE = {"PATH": "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
# How this machine's network is reached while an image is built; the certificates it trusts are copied as well.
OF_NETWORK = ("http_proxy", "https_proxy", "no_proxy", "HTTPS_PROXY", "PIP_CERT", "SSL_CERT_FILE")
CERTIFICATES = Path("etc/ssl/certs/ca-certificates.crt")
BUILDING = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"'
READ_ONLY = """
mount --bind "$0" "$0" && mount --bind "$1" "$0/data" && shift
for folder in /tmp /dev/shm; do mount -t tmpfs -o mode=1777 tmpfs "$0$folder"; done
mount -t proc proc "$0/proc"
mount -o remount,bind,ro "$0"
exec chroot "$0" "$@"
"""
NO_RIGHTS = ("--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all")  # of root's, as compose says
Step = tuple[str, str]


@dataclass
class Stage:
    base: str
    name: str
    steps: list[Step] = field(default_factory=list)


@dataclass
class Image:
    """What a stage has made."""

    root: Path
    env: dict[str, str] = field(default_factory=lambda: {**OF_BASE})
    folder: str = "/"
    user: str = "0:0"
    volume: str = ""
    health: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)


def stages(text: str) -> list[Stage]:
    """Read a Dockerfile; comments and line ends are dropped."""
    lines = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    found: list[Stage] = []
    for verb, _, rest in (line.strip().partition(" ") for line in lines if line.strip()):
        if verb == "FROM":
            base, _, name = rest.partition(" AS ")
            found.append(Stage(base, name))
        else:
            found[-1].steps.append((verb, " ".join(rest.split())))
    return found


def let_in(text: str) -> list[str]:
    """Return what a .dockerignore of our form lets in."""
    lines = {line for line in text.splitlines() if line and line[0] not in "#!"}
    assert lines == {"*", "**/__pycache__"}, f"the drill reads no other patterns: {lines}"
    return [line[1:] for line in text.splitlines() if line.startswith("!")]


class Builder:
    """Runs the stages one after the other below `folder`, and keeps what took how many seconds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.took: list[tuple[str, float]] = []
        self.replaced: set[str] = set()
        self.built: dict[str, Image] = {}

    def base(self) -> Path:
        made = self.folder / "base"
        if not made.exists():
            self.run(
                "debootstrap",
                ["debootstrap", "--variant=minbase", f"--include={','.join(BASE)}", "bookworm", made, DEBIAN],
            )
            (made / "usr/local/bin/python").symlink_to("/usr/bin/python3")
            for held in made.glob("usr/lib/python3*/EXTERNALLY-MANAGED"):
                held.unlink()  # Debian's pip leaves the system alone; that image's does not
            shutil.copy(f"/{CERTIFICATES}", made / CERTIFICATES)
            shutil.copy("/etc/resolv.conf", made / "etc/resolv.conf")
        return made

    def build(self, text: str) -> Image:
        for stage in stages(text):
            image = Image(self.copy_of_base(stage.base, stage.name or "image"))
            for verb, rest in stage.steps:
                getattr(self, f"do_{verb.lower()}")(image, rest)
            self.built[stage.name] = image
        return image

    def copy_of_base(self, named: str, name: str) -> Path:
        self.replaced.add(named)
        assert named in INSTEAD, named
        self.run(f"FROM {named}", ["cp", "--archive", "--reflink=auto", self.base(), self.folder / name])
        return self.folder / name

    def do_env(self, image: Image, rest: str) -> None:
        image.env |= dict(word.split("=", 1) for word in shlex.split(rest))

    def do_workdir(self, image: Image, rest: str) -> None:
        image.folder = rest
        (image.root / rest[1:]).mkdir(parents=True, exist_ok=True)

    def do_copy(self, image: Image, rest: str) -> None:
        *sources, target = rest.split()
        to = image.root / target[1:] if target.startswith("/") else image.root / image.folder[1:]
        to.mkdir(parents=True, exist_ok=True)
        if sources[0].startswith("--from="):
            other = self.built[sources.pop(0).removeprefix("--from=")].root
            self.run(f"COPY {rest}", ["cp", "--archive", "--no-target-directory", other / sources[0][1:], to])
            return
        known = let_in((DEPLOY / "Dockerfile.dockerignore").read_text())
        for name in known if sources == ["."] else sources:
            assert name in known, f"{name} is not let in"
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            self.run(f"COPY {name}", ["cp", "--recursive", "--no-target-directory", ROOT / name, to / name])
        for left in [*to.rglob("__pycache__")] if sources == ["."] else ():
            if ".venv" not in left.parts:
                shutil.rmtree(left)

    def do_run(self, image: Image, rest: str) -> None:
        for said, here in INSTEAD.items():
            if said in rest:
                self.replaced.add(said)
                rest = rest.replace(said, here)
        network = {name: os.environ[name] for name in OF_NETWORK if name in os.environ}
        env = {**image.env, **network, "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}
        inside = [*environment(env, image.folder), "/bin/sh", "-c", rest]
        self.run(f"RUN {rest}", [*apart(), "sh", "-c", BUILDING, image.root, *inside])

    def do_user(self, image: Image, rest: str) -> None:
        image.user = rest

    def do_volume(self, image: Image, rest: str) -> None:
        image.volume = rest

    def do_expose(self, image: Image, rest: str) -> None:
        """Do nothing: it only says which port is meant."""

    def do_healthcheck(self, image: Image, rest: str) -> None:
        image.health = json.loads(rest.partition(" CMD ")[2])

    def do_cmd(self, image: Image, rest: str) -> None:
        image.command = json.loads(rest)

    def run(self, what: str, command: list[Any]) -> None:
        began = monotonic()
        done = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False)
        self.took.append((what, monotonic() - began))
        assert done.returncode == 0, f"{what}\n{done.stdout[-2000:]}\n{done.stderr[-3000:]}"


def apart() -> list[str]:
    """Begin a command whose mounts and processes are its own and end with it."""
    return ["unshare", "--mount", "--pid", "--fork", "--kill-child"]


def environment(env: dict[str, str], folder: str) -> list[str]:
    return ["env", "--ignore-environment", f"--chdir={folder}", *(f"{name}={value}" for name, value in env.items())]


class Engine:
    """Runs images in one network without a way out, as their user, without any right of root's, on a read-only disk."""

    def __init__(self, image: Image, data: Path, env: dict[str, str]) -> None:
        """`data` becomes the volume; like an engine's, it begins with what the image has there."""
        self.image, self.data, self.env = image, data, env
        shutil.copytree(image.root / image.volume[1:], data)
        os.chown(data, *map(int, image.user.split(":")))
        (image.root / "etc/hosts").write_text("127.0.0.1 localhost database\n")  # compose's names
        self.running: dict[str, subprocess.Popen[str]] = {}

    @contextmanager
    def network(self) -> Iterator[None]:
        wait = ["unshare", "--net", "--fork", "--kill-child", "sh", "-c", "ip link set lo up && echo && exec cat"]
        with subprocess.Popen(wait, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as self.net:
            try:
                assert self.net.stdout
                self.net.stdout.readline()
                yield
            finally:
                for name in [*self.running]:
                    self.stop(name, signal=SIGKILL)
                self.net.kill()

    def inside(self, *command: str) -> list[str]:
        image = self.image
        uid, gid = image.user.split(":")
        return [
            *self.beside(*apart(), "sh", "-c", READ_ONLY, image.root, self.data),
            *environment({**image.env, **self.env}, image.folder),
            *("setpriv", f"--reuid={uid}", f"--regid={gid}", *NO_RIGHTS),
            *command,
        ]

    def beside(self, *command: str | Path) -> list[str]:
        """In the network alone."""
        return ["nsenter", f"--net=/proc/{child_of(self.net.pid)}/ns/net", *map(str, command)]

    def run(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(self.inside(*command), capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def log(self, name: str) -> Path:
        return self.data.with_name(f"{name}.log")

    def start(self, name: str, command: list[str]) -> None:
        """Start it as process 1 of its own, as an engine does."""
        with self.log(name).open("w") as out:
            self.running[name] = subprocess.Popen(command, stdout=out, stderr=out, text=True)

    def stop(self, name: str, seconds: float = 10, *, signal: int = SIGTERM) -> int:
        """Tell the process itself: one that has changed its user does not end with the one that began it."""
        began = self.running.pop(name)
        if began.poll() is None:
            os.kill(child_of(began.pid), signal)
        return began.wait(seconds)


def child_of(process: int) -> int:
    return int(Path(f"/proc/{process}/task/{process}/children").read_text().split()[0])


def services(variables: dict[str, str]) -> dict[str, Any]:
    """Read compose.yaml's services, with the variables put in."""
    text = (DEPLOY / "compose.yaml").read_text()
    text = re.sub(r"\$\{(\w+):\?[^}]+\}", lambda match: variables[match[1]], text)
    found: dict[str, Any] = YAML(typ="safe").load(text)["services"]
    return found
