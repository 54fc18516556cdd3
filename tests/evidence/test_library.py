"""The content is read once, and a version without a scale has none."""

from __future__ import annotations

from evidence.library import scales, vocabulary


def test_the_vocabulary_is_read_once() -> None:
    assert vocabulary() is vocabulary()
    assert len(vocabulary().headings.systems) == 9


def test_scales_are_a_versions_own() -> None:
    assert set(scales("is-it-working", "2026.3", shop_day=600)) == {
        *("after-hours-calls", "weekends", "monday-repeat", "first-response", "reactive-share"),
    }
    assert scales("another", "2026.3", shop_day=600) == {}
