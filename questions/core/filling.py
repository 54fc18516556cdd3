"""Fills in the owner's own numbers: {value}, {value-40}, {(value-40)*1.2}, {value|no days|one day|# days}."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import floor

HOLE = re.compile(r"\{([^{}]*)\}")
VALUE = "value"
FORMS = 3  # the words for none, for one and for many
EXACT_TO = 100  # a larger sum is given in two significant digits
SUMS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def fill(text: str, numbers: Mapping[str, int]) -> str:
    """Fill each hole with a number as it is, or a sum rounded half up and, over 100, to two digits.

    A hole for a number that is not in `numbers` stays as it is written.
    """
    return HOLE.sub(lambda found: _filled(found, numbers), text)


def holes(text: str) -> tuple[str, ...]:
    """Return what each hole in a text asks for, without its forms."""
    return tuple(each.split("|")[0] for each in HOLE.findall(text))


def fault(text: str, names: Iterable[str]) -> str:
    """Return what is wrong with a text's holes, if these numbers are allowed; empty if nothing is."""
    try:
        for hole in HOLE.findall(text):
            _worded(hole, dict.fromkeys(names, FORMS))
    except (ValueError, ZeroDivisionError) as error:
        return str(error)
    return "has a brace without its other one" if re.search(r"[{}]", HOLE.sub("", text)) else ""


def _filled(found: re.Match[str], numbers: Mapping[str, int]) -> str:
    try:
        return _worded(found[1], numbers)
    except (ValueError, ZeroDivisionError):
        return found[0]


def _worded(hole: str, numbers: Mapping[str, int]) -> str:
    asked, *forms = hole.split("|")
    number = numbers[asked] if asked in numbers else _two_digits(_half_up(_sum(asked, numbers)))
    if not forms:
        return str(number)
    if len(forms) != FORMS:
        raise ValueError(f"{{{hole}}} must have three forms: for none, for one and for many")
    return forms[min(max(number, 0), 2)].replace("#", str(number))


def _sum(asked: str, numbers: Mapping[str, int]) -> Fraction:
    unknown = f"{{{asked}}} is no number that is known here"
    if VALUE not in numbers:
        raise ValueError(unknown)
    try:
        return _worth(ast.parse(asked, mode="eval").body, numbers[VALUE])
    except (SyntaxError, ValueError) as error:
        raise ValueError(unknown) from error


def _worth(node: ast.expr, value: int) -> Fraction:
    match node:
        case ast.Name(id="value"):
            return Fraction(value)
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return Fraction(str(number))
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in SUMS:
            return SUMS[type(sign)](_worth(left, value), _worth(right, value))
        case _:
            raise ValueError


def _half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


def _two_digits(number: int) -> int:
    if number <= EXACT_TO:
        return number
    step: int = 10 ** (len(str(number)) - 2)
    return _half_up(Fraction(number, step)) * step
