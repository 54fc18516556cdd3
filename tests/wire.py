"""A browser that speaks to the application as a server does, so that it can also send what no browser would."""

from __future__ import annotations

import random
import re
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlencode
from zipfile import BadZipFile, ZipFile

from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections
from django.test import TestCase

from tests.odd import BOUNDARY, FORM, ODD

HOST = "127.0.0.1:8000"
LINK = re.compile(r"""(?:href|action|formaction)=["']([^"'#]+)""")


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: str
    value: str
    options: tuple[str, ...] = ()


@dataclass(slots=True)
class Form:
    """A form of a page, as a browser would send it."""

    method: str
    action: str
    fields: list[Field] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page; a field outside of them that names one by its id is part of none."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.address = address
        self._form: Form | None = None
        self._select: tuple[str, list[str], list[str]] | None = None
        self._text: list[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        name = known.get("name", "")
        if tag == "form":
            self._form = Form(known.get("method", "get").upper(), known.get("action") or self.address)
            self.found.append(self._form)
        elif self._form is None:
            return
        elif tag == "input" and name:
            kind = known.get("type", "text")
            self._form.fields.append(Field(name, kind, known.get("value", "on" if kind == "checkbox" else "")))
        elif tag == "button" and name:
            self._form.fields.append(Field(name, "button", known.get("value", "")))
        elif tag == "select":
            self._select = (name, [], [])
        elif tag == "option" and self._select:
            self._select[1].append(known.get("value", ""))
            if "selected" in known:
                self._select[2].append(known.get("value", ""))
        elif tag == "textarea":
            self._text = []
            self._form.fields.append(Field(name, "textarea", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select and self._form:
            name, options, chosen = self._select
            self._form.fields.append(Field(name, "select", (chosen or options or [""])[0], tuple(options)))
            self._select = None
        elif tag == "textarea" and self._form and self._text is not None:
            self._form.fields[-1] = Field(self._form.fields[-1].name, "textarea", "".join(self._text))
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)


Sent = list[tuple[str, str]]


def filled(form: Form, chance: random.Random, typed: str) -> Sent:
    """What comes of a form in which somebody chooses, types `typed`, and now and then what is odd."""
    sent: Sent = []
    odd = chance.choice(form.fields).name if form.fields and chance.random() < 0.35 else None
    for name, kind in {each.name: each.kind for each in form.fields}.items():
        fields = [each for each in form.fields if each.name == name]
        if name == odd:
            values = chance.choices(ODD, k=chance.choice((0, 1, 1, 1, 1, 2)))
        elif kind == "radio":
            values = [chance.choice(fields).value]
        elif kind == "checkbox":
            values = [each.value for each in fields if chance.random() < 0.4]
        elif kind == "select":
            values = [chance.choice(each.options) for each in fields if each.options]
        elif kind == "hidden" or (kind in TYPED and chance.random() < 0.4):
            values = [each.value for each in fields]
        else:
            values = [TYPED[kind](typed, chance)] if kind in TYPED else []
        sent += [(name, value) for value in values]
    if buttons := [each for each in form.fields if each.kind in ("button", "submit")]:
        button = chance.choice(buttons)
        sent.append((button.name, button.value))
    return sent


def _words(typed: str, chance: random.Random) -> str:
    return chance.choice((typed, str(chance.randrange(120))))


def _number(typed: str, chance: random.Random) -> str:
    return str(chance.randrange(100))


# What somebody types, by the kind of field.
TYPED: dict[str, Callable[[str, random.Random], str]] = {
    **dict.fromkeys(("text", "textarea", "search"), _words),
    **dict.fromkeys(("number", "password", "tel", "url"), _number),
    "email": lambda typed, chance: f"{typed}@example.com",
}


def encoded(sent: Sent) -> bytes:
    return urlencode(sent, errors="surrogatepass").encode("ascii")


def multipart(sent: Sent, files: Iterable[tuple[str, tuple[str, bytes]]]) -> tuple[str, bytes]:
    """The Content-Type and the body of a form with files."""
    parts = []
    for name, value in sent:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        parts.append(f"{head}{value}\r\n".encode(errors="surrogatepass"))
    for name, (called, content) in files:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\n'
        parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n")
    return f"multipart/form-data; boundary={BOUNDARY}", b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    error: str = ""

    def header(self, name: str) -> str:
        return next((value for known, value in self.headers if known.lower() == name.lower()), "")

    @property
    def kind(self) -> str:
        return self.header("Content-Type").lower()

    @property
    def is_page(self) -> bool:
        return self.kind.startswith("text/html")

    @property
    def text(self) -> str:
        """All that it says: of a workbook or a ZIP what is inside."""
        said = "\n".join(f"{name}: {value}" for name, value in self.headers) + "\n"
        if self.body.startswith(b"PK"):
            try:
                with ZipFile(BytesIO(self.body)) as packed:
                    return said + "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
            except BadZipFile:
                pass
        return said + self.body.decode(errors="replace")


class Browser:
    """Keeps cookies as a browser does, and sends the key against forged forms with each form."""

    def __init__(self, application: Any, cookies: Mapping[str, str] | None = None) -> None:
        self.application = application
        self.cookies = {"csrftoken": "k" * 32, **(cookies or {})}

    def send(  # noqa: PLR0913 -- each is a part of a request
        self,
        method: str,
        address: str,
        sent: Sent | None = None,
        *,
        kind: str = FORM,
        body: bytes | None = None,
        files: Iterable[tuple[str, tuple[str, bytes]]] = (),
        came_from: str = "10.0.0.1",
        headers: Iterable[tuple[str, str]] = (),
    ) -> Answer:
        path, _, query = address.partition("?")
        if body is None and sent is not None:
            sent = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
            sent.append(("csrfmiddlewaretoken", self.cookies["csrftoken"]))
            body = encoded(sent)
            if files := list(files):
                kind, body = multipart(sent, files)
        body = body or b""
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": came_from,
            "HTTP_HOST": HOST,
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "HTTP_X_CSRFTOKEN": self.cookies["csrftoken"],
            "CONTENT_TYPE": kind if body else "",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http",
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            "wsgi.version": (1, 0),
            **dict(headers),
        }
        answer = served(self.application, environ)
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    self.cookies[key] = morsel.value
                    if morsel["max-age"] in (0, "0"):
                        del self.cookies[key]
        self.cookies.setdefault("csrftoken", "k" * 32)
        return answer


def served(application: Any, environ: dict[str, Any]) -> Answer:
    """What the application says to a request, with what it does after its transaction, and how it broke if it did."""
    said: list[Any] = []
    broken: list[str] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        said.append((status, headers))

    def note(sender: Any, **_: Any) -> None:
        broken.append(traceback.format_exc(limit=-12))

    got_request_exception.connect(note)
    for signal in (request_started, request_finished):  # the connection has the test's own transaction
        signal.disconnect(close_old_connections)
    try:
        with TestCase.captureOnCommitCallbacks(execute=True):
            result = application(environ, start_response)
            try:
                body = b"".join(result)
            finally:
                if hasattr(result, "close"):
                    result.close()
    finally:
        got_request_exception.disconnect(note)
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    status, headers = said[-1]
    return Answer(int(status[:3]), tuple(headers), body, "\n".join(broken))
