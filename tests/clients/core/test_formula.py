"""No cell of ours is a formula, whatever a file is opened with; and what was marked comes back unchanged."""

import csv
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.core.formula import SIGNS, guarded, unguarded

NAMES = [
    *(
        "Ok;=1+2;x",
        "+Plus IT",
        "-40 Repairs",
        "@home",
        "=1+1",
        "a\t=1",
        "a|+1",
        "a,-1",
        "a\n=1",
        'a;"=1',
        "a; =1",
        "a;;=1",
    ),
    *(
        "\u2009=1",
        "\u3000=1",
        "a;\u202f=1",
        "\u200b=1",
        "\ufeff=1",
        "a;\u00ad=1",
        "\u2060\t=1",
        " \u200e@x",
        "a\x0b;=1",
    ),
    *("\uff1d1", "'=1", "''+1", "x;'=1", '"=1"', ";=1;", "=;=;="),
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_live_under_any_separator(name: str, delimiter: str) -> None:
    file = StringIO()
    csv.writer(file).writerows([["Shop", guarded(name), "x"], [guarded(name), "x", guarded(name)]])
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        rows = csv.reader(StringIO(file.getvalue()), delimiter=delimiter, quoting=quoting)
        cells = [cell for row in rows for cell in row]
        assert [
            cell
            for cell in cells
            if re.sub(r"^[\s\"\u00ad\u200b-\u200f\u2060\ufeff]+", "", cell)[:1] in set("=+-@\uff1d\uff0b\uff0d\uff20")
        ] == []


@pytest.mark.parametrize(
    "name", ["O'Brien", "'n'", "a - b", "x=y", "C++", "e-mail", "a; b", "it's; ok", "", "Fix 24/7"]
)
def test_other_names_stay_as_they_are(name: str) -> None:
    assert guarded(name) == unguarded(name) == name


@pytest.mark.parametrize("name", NAMES)
def test_marks_come_off_again(name: str) -> None:
    assert guarded(name) != name
    assert unguarded(guarded(name)) == name


@given(st.text("a='\";, \t\n-+@|"))
def test_any_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_signs_are_those_of_both_keyboards() -> None:
    assert len(SIGNS.replace("\\", "")) == 8
