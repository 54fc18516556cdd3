"""What the walk through the standard says is so: no requirement is missing, each test is there; and small proofs."""

from __future__ import annotations

import re
import ssl
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.conf import global_settings, settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import signing
from django.core.mail.backends.smtp import EmailBackend
from django.urls import reverse

from desk.views.invite import KEEP, SIGNED
from tests.makers import make_firm, make_member, signed_in

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "docs" / "security.md").read_text()
# The requirements of levels 1 and 2 of OWASP ASVS 5.0.0.
LEVEL_2 = """
1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2
2.1.1-3 2.2.1-3 2.3.1-4 2.4.1-1
3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2
4.1.1-3 4.2.1-1 4.3.1-2 4.4.1-4
5.1.1-1 5.2.1-3 5.3.1-2 5.4.1-3
6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 6.8.1-4
7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2
8.1.1-2 8.2.1-3 8.3.1-1 8.4.1-1
9.1.1-3 9.2.1-4
10.1.1-2 10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3
11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1-1 11.6.1-1
12.1.1-3 12.2.1-2 12.3.1-4
13.1.1-1 13.2.1-5 13.3.1-2 13.4.1-5
14.1.1-2 14.2.1-4 14.3.1-3
15.1.1-3 15.2.1-3 15.3.1-7
16.1.1-1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3
17.1.1-1 17.2.1-4 17.3.1-2
"""
STATES = ("met", "n/a", "operator", "open")


def required() -> list[str]:
    found = re.findall(r"(\d+\.\d+)\.(\d+)-(\d+)", LEVEL_2)
    return [f"{section}.{number}" for section, first, last in found for number in range(int(first), int(last) + 1)]


def rows() -> list[tuple[str, str, str, str]]:
    """Each line of the walk: requirement, state, how, shown by."""
    found = re.findall(r"^\| ([\d.]+) \| (\S+) \| (.+?) \| (.*?) ?\|$", TEXT, re.MULTILINE)
    return [(number, state, how, shown) for number, state, how, shown in found]


def test_every_requirement_has_its_line_and_no_other() -> None:
    assert [number for number, *_ in rows()] == required()
    assert {state for _, state, *_ in rows()} == {*STATES}


def test_what_is_met_names_its_test_or_the_document_that_is_asked_for() -> None:
    bare = [number for number, state, how, shown in rows() if state == "met" and not shown and "](" not in how]
    assert bare == []
    assert [number for number, state, how, _ in rows() if state == "operator" and "](" not in how] == []


def test_every_named_test_is_there() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", TEXT)
    missing = [f"{path}::{name}" for path, name in named if not is_there(ROOT / "tests" / path, name)]
    assert missing == []
    assert len(named) > 100, "the pattern finds nothing any more"


def is_there(path: Path, name: str) -> bool:
    return path.exists() and re.search(rf"^ *def {name}\(", path.read_text(), re.MULTILINE) is not None


def test_every_link_leads_somewhere() -> None:
    headings = {
        re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    }
    links = re.findall(r"\]\((?!https)([^)]+)\)", TEXT)
    assert {each for each in links if each.startswith("#") and each[1:] not in headings} == set()
    assert {each for each in links if not each.startswith("#") and not (ROOT / "docs" / each).exists()} == set()


def test_the_numbers_are_right() -> None:
    counts = Counter(state for _, state, *_ in rows())
    said = ", ".join(f"{counts[state]} {state}" for state in STATES)
    assert f"Of {counts.total()} requirements: {said}." in TEXT
    for title, chapter in re.findall(r"^### (V(\d+) .+)$", TEXT, re.MULTILINE):
        of_it = Counter(state for number, state, *_ in rows() if number.partition(".")[0] == chapter)
        cells = [title, of_it.total(), *(of_it[state] for state in STATES)]
        assert f"| {' | '.join(map(str, cells))} |" in TEXT


# Small proofs ------------------------------------------------------------------------------------------


def test_scripts_write_no_markup() -> None:
    scripts = [*(ROOT / "static").rglob("*.js")]
    writes = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|__proto__"
    assert [(path.name, found) for path in scripts for found in re.findall(writes, path.read_text())] == []
    assert len(scripts) > 3


def test_passwords_are_stretched_and_renewed() -> None:
    """The tests themselves hash quickly; a site has Django's own hashers."""
    assert "PASSWORD_HASHERS" not in (ROOT / "msp_assess" / "settings.py").read_text()
    assert global_settings.PASSWORD_HASHERS[0].endswith(".PBKDF2PasswordHasher")
    hasher = PBKDF2PasswordHasher()
    assert hasher.digest().name == "sha256"
    assert hasher.iterations >= 600_000
    assert hasher.must_update(hasher.encode("a password", hasher.salt(), iterations=1000))


def test_signature_names_no_algorithm() -> None:
    signed = signing.dumps(["a link"], salt="purpose")
    content, at, signature = signed.split(":")
    assert len(signature) == 43  # 256 bits
    for wrong in (
        f"{content}:{at}:",
        f"{content}:{at}",
        f"none:{signed}",
        signed[:-1] + ("A" if signed[-1] != "A" else "Q"),
    ):
        with pytest.raises(signing.BadSignature):
            signing.loads(wrong, salt="purpose")


@pytest.mark.django_db
def test_signature_is_for_one_purpose_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    user, row = make_member(make_firm()), ["Bob's", "Bob", "bob@example.com", "https://example.com/i/x/"]
    browser, salt = signed_in(user), f"{SIGNED}.{user.pk}"

    def fetched(signed: str) -> str:
        answer = browser.post(reverse("admin:invite-links"), {"links": signed, "format": "csv"})
        return "" if answer.status_code == 302 else b"".join(answer).decode()

    assert "bob@example.com" in fetched(signing.dumps([row], salt=salt, compress=True))
    assert fetched(signing.dumps([row], salt=f"{SIGNED}.{user.pk + 1}", compress=True)) == ""
    assert fetched(signing.dumps([row], salt="another purpose", compress=True)) == ""
    now = signing.time.time()  # type: ignore[attr-defined]  # the module it asks for the time
    monkeypatch.setattr(signing.time, "time", lambda: now - KEEP - 5)  # type: ignore[attr-defined]  # the same
    old = signing.dumps([row], salt=salt, compress=True)
    monkeypatch.undo()
    assert fetched(old) == ""


def test_mail_servers_certificate_is_checked() -> None:
    for backend in (EmailBackend(use_tls=True, use_ssl=False), EmailBackend(use_tls=False, use_ssl=True)):
        context = backend.ssl_context
        assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert not hasattr(settings, "EMAIL_SSL_CERTFILE") or settings.EMAIL_SSL_CERTFILE is None


def test_proxy_speaks_new_tls_only() -> None:
    assert re.findall(r"ssl_protocols (.+);", (ROOT / "deploy" / "nginx.conf").read_text()) == ["TLSv1.2 TLSv1.3"]
    assert "protocols" not in (ROOT / "deploy" / "Caddyfile").read_text()  # by itself Caddy speaks the same two


def test_compose_has_no_default_password() -> None:
    secrets = re.findall(r"\$\{(\w*(?:PASSWORD|KEY|TOKEN)\w*)(.{0,2})", (ROOT / "deploy" / "compose.yaml").read_text())
    assert {name for name, _ in secrets} == {"POSTGRES_PASSWORD"}
    assert [name for name, then in secrets if then != ":?"] == []


def test_every_package_is_locked_with_its_hash() -> None:
    packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    files = [file for each in packages for file in [each.get("sdist"), *each.get("wheels", [])] if file]
    assert [file["url"] for file in files if not file.get("hash", "").startswith("sha256:")] == []
    assert len(files) > len(packages) > 100
