"""The application that gunicorn serves."""

import os
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msp_assess.settings")

served = get_wsgi_application()


def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Serve UTF-8 requests only: Django would trust any other charset a visitor names, even "hex", and fail on it.

    It also fails on a length that is no number, which not every server refuses.
    """
    length = environ.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdecimal()):
        return _refused(start_response, HTTPStatus.BAD_REQUEST, "The length of what was sent is no number.")
    try:
        _kind, sent = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
    except ValueError:  # Django would raise it too
        sent = {"charset": ""}
    if sent.get("charset", "utf-8").lower() in ("utf-8", "utf8"):
        return served(environ, start_response)
    return _refused(start_response, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "This site reads UTF-8 only.")


def _refused(start_response: "StartResponse", status: HTTPStatus, said: str) -> Iterable[bytes]:
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]
    start_response(f"{status.value} {status.phrase}", headers)
    return [f"{said}\n".encode()]
