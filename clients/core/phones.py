"""Phone numbers as people write them, and as they are looked for."""

from __future__ import annotations

from itertools import groupby

from clients.core.text import fold

FEWEST, MOST = 3, 20  # digits of a number, its extension included
SIGNS = frozenset(" +()[]./-#*,;:&\u00a0\u2010\u2011\u2012\u2013")


def digits_of(text: str) -> str:
    """Return a number's digits, whatever stands between them and however its country writes them."""
    return "".join(str(int(each)) for each in text if each.isdecimal())


def is_phone(text: str) -> bool:
    """Whether somebody could mean a phone number by this; letters are allowed, as in `ext. 12` or 1-800-FLOWERS."""
    plain = all(each.isalnum() or each in SIGNS for each in text)
    return plain and FEWEST <= len(digits_of(text)) <= MOST


def asked_for(text: str) -> list[tuple[list[str], str]]:
    """Return the folded words of a search in groups, each with the number that it may be, else an empty text.

    Words without a letter that follow each other, such as `555 0123`, are one group; any other word is alone.
    """
    found: list[tuple[list[str], str]] = []
    for numeric, group in groupby(fold(text).split(), key=_numeric):
        words = list(group)
        if numeric:
            number = digits_of("".join(words))
            found.append((words, number if len(number) >= FEWEST else ""))
        else:
            found += [([word], "") for word in words]
    return found


def _numeric(word: str) -> bool:
    return any(each.isdecimal() for each in word) and not any(each.isalpha() for each in word)
