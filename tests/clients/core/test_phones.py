"""What counts as a phone number, and what a search takes for a part of one."""

import pytest

from clients.core.phones import asked_for, digits_of, is_phone


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("(555) 010-0199", True),
        ("+41 44 555 01 99 ext. 12", True),
        ("1-800-FIX-PCS1", True),
        ("٥٥٥ ٠١٢٣", True),
        ("555 0100 / 555 0101", True),
        ("12", False),
        ("call me", False),
        ("1" * 21, False),
        ("<b>555 0123</b>", False),
        ('555"0123', False),
        ("555\u202e0123", False),
    ],
)
def test_phone_is_checked_loosely(text: str, right: bool) -> None:
    assert is_phone(text) is right


def test_digits_are_those_of_any_script() -> None:
    assert digits_of("+٤١ (44) x5²") == "41445"


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Nord 555 01-23 Süd", [(["nord"], ""), (["555", "01-23"], "5550123"), (["sud"], "")]),
        ("24", [(["24"], "")]),
        ("a1 b2", [(["a1"], ""), (["b2"], "")]),
        ("", []),
    ],
)
def test_words_of_digits_are_one_number(text: str, groups: list[tuple[list[str], str]]) -> None:
    assert asked_for(text) == groups
