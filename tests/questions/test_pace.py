"""A burst is let through, then a steady pace; each key has its own, and old ones are forgotten."""

from datetime import timedelta

from questions.pace import Pace

MINUTE, NONE = timedelta(minutes=1), timedelta()


def test_after_a_burst_it_goes_on_steadily() -> None:
    pace = Pace(60, MINUTE)
    assert {pace.wait("ann", now=0) for _ in range(60)} == {NONE}
    assert pace.wait("ann", now=0) == timedelta(seconds=1)
    assert pace.wait("ann", now=0.5) == timedelta(seconds=0.5)  # who is refused waits no longer for it
    assert pace.wait("ann", now=1) == NONE
    assert pace.wait("ann", now=1) == timedelta(seconds=1)
    assert pace.wait("ben", now=1) == NONE


def test_who_pauses_has_the_whole_burst_again_and_no_more() -> None:
    pace = Pace(3, MINUTE)
    for start in (0, 3600):
        assert [pace.wait("ann", now=start) == NONE for _ in range(4)] == [True, True, True, False]


def test_memory_holds_the_latest_keys_only() -> None:
    pace = Pace(1, MINUTE, keys=2)
    for key in ("ann", "ben", "zoe"):
        pace.wait(key, now=0)
    assert [pace.wait(key, now=0) == NONE for key in ("zoe", "ben", "ann")] == [False, False, True]


def test_clock_of_its_own_counts_too() -> None:
    pace = Pace(1, timedelta(hours=1))
    assert [pace.wait("ann") == NONE for _ in range(2)] == [True, False]
    pace.clear()
    assert pace.wait("ann") == NONE
