"""Keeps notices for the next page in a cookie that is bound to this host, as every cookie of ours."""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NoticeCookie(CookieStorage):
    @property
    def cookie_name(self) -> str:  # type: ignore[override]  # Django has one name for every site
        return "__Host-messages" if settings.HTTPS else "messages"


class Notices(FallbackStorage):
    """Django's own: in the cookie, or in the session where they do not fit."""

    storage_classes = (NoticeCookie, SessionStorage)
