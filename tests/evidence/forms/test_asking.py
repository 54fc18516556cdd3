"""What is known before asking."""

from __future__ import annotations

from evidence.core.asked import Topic
from evidence.forms.asking import one_of, yes_no
from tests.evidence.forms.about import make_about


def test_what_the_reading_asks_and_why_a_measure_is_not_compared() -> None:
    about = make_about((Topic.UNIT, {"column": "a"}), replies={"settled": ["shift"]}, reasons={"weekends": "no-times"})
    assert list(about.asks(Topic.UNIT)) == [("created", {"column": "a"})]
    assert list(about.asks(Topic.ZONE)) == []
    assert (about.settled(Topic.SHIFT), about.settled(Topic.FUTURE)) == (True, False)
    assert (about.reason("weekends"), about.reason("backlog")) == ("no-times", "")


def test_radio_buttons() -> None:
    assert [yes_no("y", "n", said=said).initial for said in (None, True, False)] == [None, "yes", "no"]
    assert one_of([("a", "A")]).error_messages["required"] == "Pick one of these."
