"""An act on many shops says first how many it changes, and which stay as they are."""

from __future__ import annotations

import pytest

from clients.models.shops import Shop
from desk.asking import Question, ask
from desk.bulk import ActionForm, Refused
from desk.portfolio import Portfolio
from tests.makers import AT, make_firm, make_member, make_shop, make_submitted

pytestmark = pytest.mark.django_db


def asked(name: str, **sent: str) -> Question:
    firm = make_firm()
    for number in range(13):
        make_shop(f"Shop {number:02}", firm=firm, archived=AT if number == 12 else None)
    make_submitted(shop=Shop.objects.all()[0])
    return ask(name, Portfolio(Shop).all(), ActionForm(sent), who=make_member(firm))


def test_number_and_names_are_of_those_that_change() -> None:
    found = asked("archive")
    assert (found.title, found.button) == ("Archive 12 shops?", "Archive 12 shops")
    assert (found.number, found.others, found.more, found.minutes) == (12, 1, 2, 10)
    assert found.names == [f"Shop {number:02}" for number in range(10)]


@pytest.mark.parametrize(
    ("name", "sent", "title"),
    [
        ("restore", {}, "Take 1 shop out of the archive?"),
        ("tag", {"tag": "100%d"}, "Tag 13 shops “100%d”?"),
        ("enter", {"tag": "north"}, "Tag 13 shops “north”?"),
        ("review", {"review": "in-review", "seen": AT.isoformat(timespec="microseconds")}, "“in review”"),
    ],
)
def test_each_act_has_its_own_words(name: str, sent: dict[str, str], title: str) -> None:
    assert title in asked(name, **sent).title


def test_act_that_would_change_nothing_is_not_asked() -> None:
    with pytest.raises(Refused, match="None of these has the tag"):
        asked("untag", tag="north")
