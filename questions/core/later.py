"""Marks fields added after documents were made, so that they don't change the digest of unchanged reports.

The key of a stored report is a digest of all its fields. A new field would give every existing report another key,
though the report says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

LEFT_OUT = "left-out"
# For `field(metadata=…)`. LATER: a later field, left out of the digest while it has its default. OF_CONTENT: a field
# that follows from the questionnaire, whose checksum is in the digest, so it is always left out.
LATER: Mapping[str, str] = {LEFT_OUT: "default"}
OF_CONTENT: Mapping[str, str] = {LEFT_OUT: "always"}


def digest_fields(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the name and value of each field of a dataclass that belongs in the digest."""
    for each in fields(value):
        found = getattr(value, each.name)
        if not _left_out(each, found):
            yield each.name, found


def _left_out(each: Field[Any], found: Any) -> bool:
    when = each.metadata.get(LEFT_OUT)
    return when == "always" or (when == "default" and each.default is not MISSING and found == each.default)
