"""Which of many parameters every run tries; the others are tried before a release, by `script/test --long`."""

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet


def often(values: Iterable[Any], *of_each_run: Any) -> list[ParameterSet]:
    """Return all of them; a tuple is several parameters. What is to be tried in each run has to be among them."""
    known = [*values]
    assert all(each in known for each in of_each_run), of_each_run
    return [pytest.param(*several(each), marks=[] if each in of_each_run else pytest.mark.long) for each in known]


def several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
