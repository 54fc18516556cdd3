"""A file that does not say in which letters it was saved: kept in the page, to be read again as somebody chooses."""

from __future__ import annotations

from base64 import b64decode, b64encode
from functools import cached_property

from django.core import signing

from clients.core.letters import Reading
from clients.owner_list import readings_of

SALT = "clients.list-doubts"
MOST_KEPT = 256 * 1024  # characters in the page; a longer list is chosen anew to be read otherwise


class Doubts:
    """The bytes of a list and the ways to read them; false where there is one way only."""

    def __init__(self, data: bytes, code: str = "") -> None:
        self.data, self.code = data, code

    @classmethod
    def kept(cls, page: str) -> Doubts:
        """What a page has kept; nothing where that is not one of ours."""
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
        """The one of this code, or else the likeliest; it is the one that the page shows from now on."""
        found = next((each for each in self.readings if each.code == code), self.readings[0])
        self.code = found.code
        return found

    @property
    def sample(self) -> str:
        return self.reading(self.code).sample

    @property
    def others(self) -> list[Reading]:
        """The other ways, each that shows other letters once."""
        found = {each.sample: each for each in reversed(self.readings) if each.sample not in ("", self.sample)}
        return list(reversed(found.values()))

    def for_page(self) -> str:
        kept = signing.dumps([b64encode(self.data).decode(), self.code], salt=SALT, compress=True)
        return kept if self and len(kept) <= MOST_KEPT else ""
