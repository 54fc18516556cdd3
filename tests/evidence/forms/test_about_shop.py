"""Questions about the shop, and what a reply means for the next reading."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from evidence.core.asked import Topic
from evidence.core.shop.hours import parse_hours
from evidence.examination import MACHINES_NOT, OWN
from evidence.forms.about_shop import about_shop
from tests.evidence.forms.about import by_name, choices, make_about

EIGHT, SIX = time(8), time(18)


def ask(name: str, *asks: Any, **fields: Any) -> Any:
    return by_name(about_shop(make_about(*asks, role="", **fields)))[name]


def week(**hours: tuple[time | None, time | None]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
        found[f"open-{day}"], found[f"close-{day}"] = hours.get(day, (None, None))
    return found


def test_hours_of_the_week() -> None:
    asked = ask("hours", replies={"hours": "mon-tue 8:30-17:00"})
    assert (asked.fields["open-mon"].initial, asked.fields["close-tue"].initial) == (time(8, 30), time(17))
    assert asked.fields["open-sat"].initial is None
    said = asked.reply(week(mon=(EIGHT, SIX), sat=(time(9), time(13, 30))))
    assert said == {"hours": "mon 08:00-18:00, sat 09:00-13:30"}
    assert parse_hours(said["hours"])[5] == ((540, 810),)


@pytest.mark.parametrize(
    ("sent", "faults"),
    [
        (week(mon=(EIGHT, SIX)), {}),
        (week(), {"open-mon": "Give the hours of at least one day."}),
        (week(tue=(EIGHT, None)), {"close-tue": "Give both times, or neither."}),
        (week(tue=(None, SIX)), {"open-tue": "Give both times, or neither."}),
        (week(wed=(EIGHT, EIGHT)), {"close-wed": "These two times are the same."}),
        (week(wed=(SIX, EIGHT)), {}),  # a night
    ],
)
def test_hours_that_are_none(sent: dict[str, Any], faults: dict[str, str]) -> None:
    assert ask("hours").check(sent) == faults


def test_the_country_and_its_region() -> None:
    asked = ask("country", replies={"country": "US"})
    assert asked.fields["country"].initial == "US"
    assert asked.reply({"country": "US", "region": "tx"}) == {"country": "US", "region": "TX"}
    assert asked.check({"country": "US", "region": "TX"}) == {}
    assert "region" in asked.check({"country": "US", "region": "QQ"})
    assert ("CA", "Canada") in choices(asked)


def test_holidays_wait_for_the_country() -> None:
    days = (
        Topic.HOLIDAYS,
        {"days": [{"day": "2026-11-11", "name": "Veterans Day"}, {"day": "2026-11-26", "name": ""}]},
    )
    assert not [name for name in by_name(about_shop(make_about(days))) if name.startswith("holiday")]
    asked = by_name(about_shop(make_about(days, replies={"country": "US", "open_on": ["2026-11-26"]})))
    assert asked["holiday-2026-11-11"].title == "November 11, 2026, Veterans Day: open or closed?"
    assert asked["holiday-2026-11-11"].reply({"holiday-2026-11-11": "open"}) == {"open_on": {"2026-11-11": True}}
    assert asked["holiday-2026-11-26"].fields["holiday-2026-11-26"].initial == "open"


def test_who_types() -> None:
    asked = ask("types", (Topic.WHO_TYPES, {}))
    assert [asked.reply({"types": said}) for said in ("self", "mail", "both")] == [
        {"types_while_helping": True},
        {"types_while_helping": False},
        {"types_while_helping": False},
    ]
    assert "types" not in by_name(about_shop(make_about()))


def test_everything_from_the_windows_first_day_if_the_file_begins_later() -> None:
    whole = (Topic.WHOLE, {"from": "2026-08-17", "to": "2026-11-25"})
    assert (
        ask("whole", whole).title == "Is this every ticket, from everyone, from August 17, 2026 to November 25, 2026?"
    )
    late = (Topic.WHOLE, {"from": "2026-11-05", "to": "2026-11-25"})
    file = {"window": {"from": "2026-10-28", "to": "2026-11-24", "covered": False}}
    asked = ask("whole", late, file=file)
    assert asked.title == "Is this every ticket, from everyone, from October 28, 2026 to November 25, 2026?"
    assert asked.reply({"whole": "yes"}) == {"whole": True, "covers_from_to": True}
    assert asked.reply({"whole": "no"}) == {"whole": False, "covers_from_to": False}


def test_planned_work_is_asked_about_where_it_matters() -> None:
    assert "planned" not in by_name(about_shop(make_about()))
    asked = ask("planned", reasons={"reactive-share": "planned-not-logged"})
    assert asked.reply({"planned": "yes"}) == {"planned_logged": True}
    assert ask("planned", replies={"planned_logged": False}).fields["planned"].initial == "no"


def test_machines_words_are_ticked_and_may_be_unticked() -> None:
    machines = [{"value": "Alert", "n": 38, "hash": "aa"}, {"value": "Zabbix", "n": 2, "hash": "bb"}]
    asked = ask("machines", machines=machines, replies={MACHINES_NOT: ["bb"]})
    assert choices(asked) == [("aa", "Alert (38 tickets)"), ("bb", "Zabbix (2 tickets)")]
    assert asked.fields["machines"].initial == ["aa"]
    assert asked.reply({"machines": ["bb"]}) == {MACHINES_NOT: ["aa"]}


def test_clockwork_and_what_was_typed_in_together() -> None:
    clockwork = ask("clockwork", (Topic.CLOCKWORK, {"n": 20, "at": ["02:05"]}))
    assert (clockwork.title, clockwork.help) == (
        "20 tickets came in like clockwork. Did a machine write them?",
        "Always at 02:05",
    )
    assert clockwork.reply({"clockwork": "people"}) == {"keep_clockwork": True}
    bursts = ask("bursts", (Topic.BURSTS, {"n": 8}), replies={"keep_bursts": False})
    assert (bursts.help, bursts.fields["bursts"].initial) == ("", "machine")
    assert bursts.reply({"bursts": "machine"}) == {"keep_bursts": False}


def test_ones_own_name_may_be_kept_to_oneself() -> None:
    agents = [{"name": "Ann", "hash": "aa"}]
    assert "own" not in by_name(about_shop(make_about(agents=agents)))
    assert "own" not in by_name(about_shop(make_about(reasons={"weekends": "whose-weekend"})))
    asked = ask("own", agents=agents, reasons={"weekends": "whose-weekend"})
    assert (choices(asked), asked.optional) == ([("", "I'd rather not say"), ("aa", "Ann")], True)
    assert asked.reply({"own": "aa"}) == {OWN: "aa"}
