"""What was made lately is kept, so much of it and for so long."""

from datetime import timedelta

import pytest

from questions.recent import Recent


def test_value_is_made_once_until_its_time_is_over() -> None:
    recent: Recent[list[int]] = Recent(2, timedelta(seconds=10))
    made = recent.get("a", list, now=0)
    assert recent.get("a", list, now=9.9) is made
    assert recent.get("a", list, now=10) is not made
    assert (len(recent), recent.kept) == (1, 1)


def test_the_one_unused_for_longest_goes() -> None:
    recent: Recent[list[int]] = Recent(2, timedelta(seconds=10))
    kept, gone = recent.get("a", list, now=0), recent.get("b", list, now=1)
    recent.get("a", list, now=2)
    recent.get("c", list, now=3)
    assert len(recent) == 2
    assert recent.get("a", list, now=4) is kept
    assert recent.get("b", list, now=4) is not gone


def test_what_is_over_is_not_held_on_to() -> None:
    recent: Recent[str] = Recent(9, timedelta(seconds=10))
    recent.get("somebody's", str, now=0)
    recent.get("another's", str, now=11)
    assert len(recent) == 1


def test_a_failure_is_not_kept() -> None:
    recent: Recent[int] = Recent(2, timedelta(seconds=10))
    with pytest.raises(ValueError, match="invalid literal"):
        recent.get("a", lambda: int("x"))
    assert recent.get("a", lambda: 1) == 1
