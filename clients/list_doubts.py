"""Keeps a list in the page while its encoding is in doubt, so that the user can choose how to read it."""

from __future__ import annotations

from base64 import b64decode, b64encode
from functools import cached_property

from django.core import signing

from clients.core.text_encoding import Reading
from clients.owner_list import readings_of

SALT = "clients.list-doubts"
MOST_KEPT = 256 * 1024  # characters in the page; to read a longer list another way, the user uploads it again


class Doubts:
    """The bytes of a list and the ways to read them; false if there is only one way."""

    def __init__(self, data: bytes, code: str = "") -> None:
        self.data, self.code = data, code

    @classmethod
    def kept(cls, page: str) -> Doubts:
        """Return what a page kept; empty doubts if the signature is not ours."""
        try:
            data, code = signing.loads(page, salt=SALT)
            return cls(b64decode(data), code)
        except (signing.BadSignature, ValueError, TypeError):
            return cls(b"")

    def __bool__(self) -> bool:
        return len(self.readings) > 1

    @cached_property
    def readings(self) -> list[Reading]:
        return readings_of(self.data)

    def reading(self, code: str) -> Reading:
        """Return the reading in this encoding, or else the likeliest, and make it the one the page shows."""
        found = next((each for each in self.readings if each.code == code), self.readings[0])
        self.code = found.code
        return found

    @property
    def sample(self) -> str:
        return self.reading(self.code).sample

    @property
    def others(self) -> list[Reading]:
        """The other readings, one for each different sample."""
        found = {each.sample: each for each in reversed(self.readings) if each.sample not in ("", self.sample)}
        return list(reversed(found.values()))

    def for_page(self) -> str:
        kept = signing.dumps([b64encode(self.data).decode(), self.code], salt=SALT, compress=True)
        return kept if self and len(kept) <= MOST_KEPT else ""
