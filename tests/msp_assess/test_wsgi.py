"""A request is read as UTF-8, whatever it says it is written in."""

from collections.abc import Callable
from http import HTTPStatus
from io import BytesIO
from typing import Any

import pytest

from msp_assess.wsgi import application

BODY = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800\r\n--x--\r\n'
pytestmark = pytest.mark.django_db


def status_of(method: str, kind: str, length: str = str(len(BODY))) -> int:
    """What comes back for a form, or an address with a query, of this Content-Type and Content-Length."""
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/resume/" if method == "GET" else "/start/",
        "QUERY_STRING": "x=1",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": length,
        "wsgi.input": BytesIO(BODY),
        "wsgi.url_scheme": "http",
    }

    def start_response(status: str, _headers: Any, _exc_info: Any = None) -> Callable[[bytes], object]:
        told.append(status)
        return lambda _data: None

    application(environ, start_response)
    return int(told[0][:3])


@pytest.mark.parametrize("charset", ["hex", "unicode_escape", "undefined", "idna", "latin-1", "none-such"])
def test_another_code_than_utf_8_is_refused(charset: str) -> None:
    for kind in ("text/plain", "multipart/form-data; boundary=x"):
        for method in ("GET", "POST"):
            assert status_of(method, f"{kind}; charset={charset}") == HTTPStatus.UNSUPPORTED_MEDIA_TYPE
            assert status_of(method, f"{kind}; CHARSET*=utf-8''{charset}") == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


@pytest.mark.parametrize("code", ["none-such", "undefined", "idna"])
def test_a_parameter_in_a_code_that_nobody_can_read_is_refused(code: str) -> None:
    assert status_of("GET", f"text/plain; x*={code}''y") == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


@pytest.mark.parametrize("kind", ["", "text/plain", "text/plain; charset=UTF-8", "multipart/form-data; boundary=x"])
def test_utf_8_goes_on(kind: str) -> None:
    assert status_of("GET", kind) == HTTPStatus.OK
    assert status_of("POST", kind) == HTTPStatus.FORBIDDEN  # by a form without its token


@pytest.mark.parametrize("length", ["x", "-1", "1e3", "0x10", "٣", " 3", "3, 3"])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    assert status_of("POST", "multipart/form-data; boundary=x", length) == HTTPStatus.BAD_REQUEST
    assert status_of("GET", "", length) == HTTPStatus.BAD_REQUEST


def test_no_length_is_nothing_sent() -> None:
    assert status_of("GET", "", "") == HTTPStatus.OK
