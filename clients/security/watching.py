"""Records who signs in, who fails and who is locked out: in the firm's history, and in the security log."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone

from clients.models.history import Change, Code
from clients.security.log import tell
from msp_assess.log import visitor


def signed_in(sender: object, *, user: User, **kwargs: Any) -> None:
    if visitor.get():  # else a program signed in for somebody, and nobody came
        _record(Code.SIGNED_IN, user.get_username(), user)


def signed_out(sender: object, *, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        tell("signed-out", who=user.get_username())


def failed(sender: object, *, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    name = str(credentials.get("username") or "")
    _record(Code.SIGN_IN_FAILED, name, _account(name))


def locked_out(sender: object, *, username: str | None = None, **kwargs: Any) -> None:
    name = username or ""
    _record(Code.LOCKED_OUT, name, _account(name))


def factor_added(sender: object, *, user: User, authenticator: Any, **kwargs: Any) -> None:
    _own(Code.FACTOR_ADDED, user, kind=authenticator.type)


def factor_removed(sender: object, *, user: User, authenticator: Any, **kwargs: Any) -> None:
    _own(Code.FACTOR_REMOVED, user, kind=authenticator.type)


def codes_renewed(sender: object, *, user: User, **kwargs: Any) -> None:
    _own(Code.CODES_RENEWED, user)


def password_changed(sender: object, *, user: User, **kwargs: Any) -> None:
    _own(Code.PASSWORD_CHANGED, user)


def _own(code: Code, user: User, **detail: str) -> None:
    """Write what people do to their own keys: a line of the history in each of their firms, and of the log."""
    Change.objects.write_in_firms_of(user, code, who=user, **detail)


def _account(name: str) -> User | None:
    return User.objects.filter(username=name.replace("\0", "")).first()


def _record(code: Code, name: str, user: User | None) -> None:
    """Write the log's line each time; the history has lines of accounts only, because others may be typed passwords."""
    tell(code.value, **{"who" if code == Code.SIGNED_IN else "name": name})
    if user is not None:
        Change.objects.write_sign_in(code, user, at=timezone.now())
