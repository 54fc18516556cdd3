"""Fields that came after documents were made: what tells one report from another must not see them where it need not.

The key of a stored report is a digest of everything it says. A field added to any part of it would give every report
there is another key, though it says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

LEFT_OUT = "left-out"
# For `field(metadata=…)`: a field that came later, left out while it has its default, and one that follows from the
# questionnaire, whose checksum tells of it, always left out.
LATER: Mapping[str, str] = {LEFT_OUT: "default"}
OF_CONTENT: Mapping[str, str] = {LEFT_OUT: "always"}


def told(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a dataclass that tell it from another, by name."""
    for each in fields(value):
        found = getattr(value, each.name)
        if not _left_out(each, found):
            yield each.name, found


def _left_out(each: Field[Any], found: Any) -> bool:
    when = each.metadata.get(LEFT_OUT)
    return when == "always" or (when == "default" and each.default is not MISSING and found == each.default)
