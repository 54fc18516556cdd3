"""Reads lengths of time from settings."""

from django.core.exceptions import ImproperlyConfigured


def minutes(name: str, told: str) -> int:
    """Read a whole number of minutes, at least one.

    Raises ImproperlyConfigured for anything else.
    """
    if not told.isascii() or not told.isdecimal() or int(told) < 1:
        raise ImproperlyConfigured(f"{name} is {told!r}. Set it to a number of minutes, such as 720")
    return int(told)


def days(name: str, said: str, *, least: int) -> int | None:
    """Return a number of days, None if it is not set: then nothing goes for that reason."""
    if not said:
        return None
    if not said.isdecimal() or int(said) < least:
        raise ImproperlyConfigured(f"{name} is {said!r}. Set it to a number of days, {least} at least, or leave it out")
    return int(said)
