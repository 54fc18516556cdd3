"""Words of the cover and of the foot of a page keep to their room."""

from __future__ import annotations

from reports.templatetags.cover_words import beside_kind, firm_line, name_size, without_end


def test_name_is_smaller_the_longer_it_is() -> None:
    assert [name_size("x" * letters) for letters in (20, 21, 40, 41)] == ["short", "medium", "medium", "long"]


def test_a_firms_long_words_end_with_an_ellipsis_and_short_ones_are_whole() -> None:
    assert [firm_line("Whitfield & Lowe"), beside_kind("Whitfield & Lowe")] == ["Whitfield & Lowe"] * 2
    assert beside_kind("Consulting Partners of the Valley " * 4).endswith("Partners of the…")
    assert firm_line("Registered in the Lower Valley, " * 9).endswith("…")


def test_words_that_go_on_have_no_comma_at_their_end() -> None:
    assert without_end(" 1 Long Street, Long Town, ") == "1 Long Street, Long Town"
