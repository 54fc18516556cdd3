"""Writes dates and numbers as the viewer's browser asks for, in one English."""

from __future__ import annotations

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

ELSEWHERE = "en-gb"  # the day first


class ByViewer(LocaleMiddleware):
    """Takes the English of the viewer's region, and for who prefers another language one with the day first."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        wished = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
        if wished and wished[0][0].partition("-")[0] not in ("en", "*"):
            translation.activate(ELSEWHERE)
            request.LANGUAGE_CODE = ELSEWHERE
