"""What deploy/ brings is read by the linters of those who will run it, and agrees with the rest of the repository."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from msp_assess.probes import OF_PROGRAMS

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
BIN = ROOT / ".venv" / "bin"
SERVICES = ("msp-assess-web.service", "msp-assess-worker@.service", "msp-assess-bundles.service")
EXPOSED = 2.0  # of 10, by systemd's own reckoning


def run(*command: object, **options: Any) -> tuple[int, str]:
    """The exit code, and what it says."""
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False, **options)
    return done.returncode, done.stdout + done.stderr


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(DEPLOY / "compose.yaml")
    return loaded


class TestContainer:
    def test_the_linter_finds_nothing(self) -> None:
        assert run(BIN / "hadolint", DEPLOY / "Dockerfile") == (0, "")

    def test_the_linter_finds_what_is_wrong(self, tmp_path: Path) -> None:
        bad = tmp_path / "Dockerfile"
        bad.write_text("FROM python\nRUN apt-get install x\n")
        code, said = run(BIN / "hadolint", bad)
        assert (code, "DL3006" in said) == (1, True)

    def test_it_does_not_run_as_root_and_asks_after_its_own_health(self) -> None:
        last = (DEPLOY / "Dockerfile").read_text().rpartition("\nFROM ")[2]
        assert re.findall(r"^USER (.+)$", last, re.MULTILINE) == ["10001:10001"]
        assert "http://127.0.0.1:8000/health/ready" in last

    def test_it_has_what_script_setup_installs(self) -> None:
        setup, image = (ROOT / "script" / "setup").read_text(), (DEPLOY / "Dockerfile").read_text()
        packages = re.search(r"^PACKAGES=\((.+?)\)", setup, re.MULTILINE)
        version = re.search(r"^UV=(\S+)$", setup, re.MULTILINE)
        assert packages
        assert version
        assert f" {packages[1]} \\\n" in image
        assert f"uv=={version[1]}\n" in image

    def test_every_app_is_let_in_and_nothing_that_is_private(self) -> None:
        lines = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
        let_in = {line[1:] for line in lines if line.startswith("!")}
        apps = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench", "var"}
        needed = {*apps, "manage.py", "pyproject.toml", "uv.lock", "templates", "static", "script/web"}
        assert needed <= let_in
        assert let_in.isdisjoint({"var", ".git", ".venv", "tests", "deploy"})
        assert {name for name in let_in if not (ROOT / name).exists()} == set()
        assert "*" in lines

    @pytest.mark.long
    def test_what_is_let_in_is_enough(self, tmp_path: Path) -> None:
        """The image's last build step, and what it runs, on nothing but the files that are let in."""
        lines = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
        for name in (line[1:] for line in lines if line.startswith("!")):
            source, target = ROOT / name, tmp_path / "app" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
        environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": secrets.token_urlsafe(48),
            "DATA_DIR": str(tmp_path / "data"),
            "STATIC_DIR": str(tmp_path / "static"),
        }
        for command in (["collectstatic", "--no-input"], ["check"], ["score", "questions/personas/bob-breakfix.toml"]):
            code, said = run(sys.executable, "manage.py", *command, cwd=tmp_path / "app", env=environment)
            assert code == 0, said
        assert (tmp_path / "static" / "staticfiles.json").exists()


class TestCompose:
    def test_the_schema_is_kept(self) -> None:
        schema = ("--builtin-schema", "vendor.compose-spec")
        assert run(BIN / "check-jsonschema", *schema, DEPLOY / "compose.yaml") == (0, "ok -- validation done\n")

    def test_the_schema_is_looked_at(self, tmp_path: Path) -> None:
        bad = tmp_path / "compose.yaml"
        bad.write_text("services:\n  web:\n    imag: x\n")
        assert run(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", bad)[0] == 1

    @pytest.mark.parametrize("name", ["migrate", "web", "worker", "bundles"])
    def test_each_of_ours_writes_to_its_volume_alone(self, name: str) -> None:
        service = compose()["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert (service["volumes"], service["tmpfs"]) == (["data:/data"], ["/tmp"])  # noqa: S108 -- the container's

    def test_two_workers_and_pages_for_this_machine_alone(self) -> None:
        services = compose()["services"]
        assert services["worker"]["deploy"] == {"replicas": 2}
        assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
        assert {name for name, service in services.items() if "ports" in service} == {"web"}


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as they would be if this repository were /opt/msp-assess, which the verifier looks for."""
    settings = tmp_path / "msp-assess.env"
    settings.touch()
    for path in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.target"), *DEPLOY.glob("*.timer")]:
        text = path.read_text().replace("/opt/msp-assess", str(ROOT)).replace("/etc/msp-assess.env", str(settings))
        for number in ("", "1", "2") if "@" in path.name else ("",):
            (tmp_path / path.name.replace("@", f"@{number}")).write_text(text)
    return tmp_path


class TestUnits:
    def verify(self, units: Path) -> tuple[int, str]:
        """What systemd says of ours; it also reads its own, which are none of our business."""
        names = [
            "msp-assess.target",
            "msp-assess-web.service",
            "msp-assess-worker@1.service",
            "msp-assess-backup.timer",
        ]
        environment = {"SYSTEMD_UNIT_PATH": f"{units}:/lib/systemd/system", "PATH": "/usr/bin:/bin"}
        code, said = run("systemd-analyze", "verify", "--man=no", *names, env=environment, cwd=units)
        return code, "\n".join(line for line in said.splitlines() if "msp-assess" in line)

    def test_systemd_takes_them(self, units: Path) -> None:
        assert self.verify(units) == (0, "")

    def test_systemd_looks_at_them(self, units: Path) -> None:
        unit = units / "msp-assess-web.service"
        unit.write_text(unit.read_text().replace("script/web", "script/nothing").replace("UMask=", "Umsk="))
        code, said = self.verify(units)
        assert code == 1
        assert "'Umsk' in section [Service]" in said
        assert "script/nothing is not executable" in said

    def test_each_is_shut_in(self, units: Path) -> None:
        for name in ("msp-assess-web.service", "msp-assess-worker@1.service", "msp-assess-backup.service"):
            _code, said = run("systemd-analyze", "security", "--offline=true", f"./{name}", cwd=units)
            found = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
            assert found
            assert float(found[1]) <= EXPOSED

    def test_each_comes_back_by_itself_and_keeps_its_data_outside_the_clone(self) -> None:
        for name in SERVICES:
            text = (DEPLOY / name).read_text()
            assert "\nRestart=always\n" in text
            assert "\nStateDirectory=msp-assess\n" in text
            assert "\nEnvironment=DATA_DIR=/var/lib/msp-assess " in text
            assert "\nEnvironmentFile=/etc/msp-assess.env\n" in text

    def test_backups_are_made_every_night_and_some_stay(self) -> None:
        service, timer = ((DEPLOY / f"msp-assess-backup.{kind}").read_text() for kind in ("service", "timer"))
        assert "manage.py backup /var/backups/msp-assess --keep 14\n" in service
        assert "\nReadWritePaths=/var/backups/msp-assess\n" in service
        assert "\nPersistent=true\n" in timer  # also after a night without power

    def test_all_are_shut_in_alike(self) -> None:
        texts = [(DEPLOY / name).read_text() for name in SERVICES]
        first, *others = (text.partition("\nUser=")[2].partition("[Install]")[0] for text in texts)
        assert {first} == set(others) != {""}


@pytest.mark.parametrize("script", ["script/web", "script/server", "script/setup", "deploy/msp-assess-manage"])
def test_scripts_can_be_read_and_run(script: str) -> None:
    path = ROOT / script
    assert path.stat().st_mode & 0o111
    assert run("bash", "-n", path) == (0, "")


def test_setup_makes_no_new_key_for_an_old_database(tmp_path: Path) -> None:
    text = (ROOT / "script" / "setup").read_text()
    stop, make = (re.search(rf"^{begin}.*?^{end}$", text, re.MULTILINE | re.DOTALL) for begin, end in PARTS)
    assert stop
    assert make
    script = f"set -eu; cd {ROOT}; DATA_DIR={tmp_path}\n{stop[0]}\n{make[0]}"
    (tmp_path / "db.sqlite3").write_text("rows")
    code, said = run("env", "-u", "DATABASE_URL", "-u", "SECRET_KEY", "bash", "-c", script)
    assert (code, "Bring the key back" in said) == (1, True)
    (tmp_path / "db.sqlite3").unlink()
    assert run("env", "-u", "DATABASE_URL", "-u", "SECRET_KEY", "bash", "-c", script) == (0, "")
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


PARTS = ((r"stop\(\)", "}"), (r'if \[\[ ! -e "\$DATA_DIR/secret_key"', "fi"))


@pytest.mark.parametrize("proxy", ["Caddyfile", "nginx.conf"])
def test_proxies_lead_to_where_the_pages_are(proxy: str) -> None:
    assert "127.0.0.1:8000" in (DEPLOY / proxy).read_text()
    assert "script/web 127.0.0.1:8000" in (DEPLOY / SERVICES[0]).read_text()


def test_proxies_redirect_people_alone() -> None:
    """What OF_PROGRAMS of msp_assess/probes.py refuses without TLS, proxies refuse before the site sees it."""
    nginx = (DEPLOY / "nginx.conf").read_text()
    refused = re.search(r"location ~ (\S+) \{\n +return 403;", nginx)
    assert refused
    for path in ("/metrics", "/health/live", "/health/ready", "/plan/token.ics"):
        assert re.search(refused[1], path)
        assert OF_PROGRAMS.fullmatch(path)
    for path in ("/", "/metrics/", "/plan/stop/token/", "/a/1/plan.ics"):
        assert not re.search(refused[1], path)
        assert not OF_PROGRAMS.fullmatch(path)
    plain = (DEPLOY / "Caddyfile").read_text().partition("\nhttp://")[2]
    assert "@people not path /metrics /health/* /plan/*.ics\n\tredir @people https://" in plain
    assert "\n\trespond 403\n" in plain
