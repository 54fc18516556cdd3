"""Questions about a file's dates: zone, order of day and month, units, and times that look off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evidence.core.asked import Topic
from evidence.core.reading.stamps import Order, parse, wall
from evidence.core.shop.clock import to_moment
from evidence.forms.asking import PICK, About, Question, Sent, one_of
from evidence.wording import ASKS
from evidence.words.days import date_text, moment_text

OWN, OTHER, UTC_NAME = "own", "other", "UTC"
RIGHT, AGAIN = "right", "again"
ORDERS = {"day": Order.DAY_FIRST, "month": Order.MONTH_FIRST}
UNITS = {"hours": gettext_lazy("hours"), "minutes": gettext_lazy("minutes"), "seconds": gettext_lazy("seconds")}
# Right as they are, or to be exported again.
DOUBTS = (
    *(Topic.MIXED_FORMS, Topic.MIXED_OFFSETS, Topic.DAY_NUMBERS, Topic.NO_AFTERNOON),
    *(Topic.FUTURE, Topic.FINISHED_FIRST, Topic.TOO_MANY),
)


@cache
def zones() -> tuple[tuple[str, str], ...]:
    return tuple((name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name)


def about_times(about: About) -> Iterator[Question]:
    if not about.zone_known:
        yield _shop_zone(about)
    yield from _day_orders(about)
    yield from _units(about)
    if next(about.asks(Topic.ZONE), None) is not None:
        yield _file_zone(about)
    yield from _shift(about)
    for topic in DOUBTS:
        if topic is Topic.TOO_MANY or not about.settled(topic):
            yield from _doubts(about, topic)
    yield from _restart(about)


def _shop_zone(about: About) -> Question:
    field = forms.ChoiceField(
        choices=[("", _("choose")), *zones()],
        initial=about.replies.get("zone"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), PICK),
    )
    return Question("zone", _("Which time zone is your shop in?"), {"zone": field}, lambda sent: {"zone": sent["zone"]})


def _day_orders(about: About) -> Iterator[Question]:
    for role, asked in about.asks(Topic.DAY_ORDER):
        name = f"order-{role}"
        example = str(asked["examples"][0])
        readings = [(key, _reading(example, order)) for key, order in ORDERS.items()]
        said = about.replies.get("day_order", {}).get(role)
        yield Question(
            name,
            _("“%(example)s” in “%(column)s”: which day is that?") % {"example": example, "column": asked["column"]},
            {name: one_of(readings, initial=said)},
            lambda sent, role=role, name=name: {"day_order": {role: sent[name]}},  # type: ignore[misc]  # bound now
            help=_hint(asked),
        )


def _reading(example: str, order: Order) -> str:
    stamp = parse(example)
    minutes = None if stamp is None else wall(stamp, order)
    return _("no day at all") if minutes is None else date_text(to_moment(minutes).date())


def _hint(asked: Mapping[str, Any]) -> str:
    hints = {"dmy": _("It looks like the day comes first."), "mdy": _("It looks like the month comes first.")}
    return hints.get(str(asked["hint"]), "")


def _units(about: About) -> Iterator[Question]:
    said = about.replies.get("units", {})
    for role, fields in dict(about.asks(Topic.UNIT)).items():
        name = f"unit-{role}"
        yield Question(
            name,
            str(ASKS[Topic.UNIT]) % fields,
            {name: one_of(list(UNITS.items()), initial=said.get(role))},
            lambda sent, role=role, name=name: {"units": {role: sent[name]}},  # type: ignore[misc]  # bound now
            help=_("Such as %(examples)s") % {"examples": ", ".join(map(str, fields.get("examples", [])))},
        )


def _file_zone(about: About) -> Question:
    said = about.replies.get("file_zone")
    own, utc, question = _zone_texts(about)
    initial = None if said is None else OWN if said == about.zone else said if said == UTC_NAME else OTHER
    fields = {
        "file_zone": one_of([(OWN, own), (UTC_NAME, utc), (OTHER, _("Another zone"))], initial=initial),
        "other_zone": forms.ChoiceField(
            choices=[("", _("choose")), *zones()],
            required=False,
            initial=said if initial == OTHER else None,
            label=_("Which zone, if another"),
            error_messages={"invalid_choice": PICK},
        ),
    }

    def reply(sent: Sent) -> dict[str, Any]:
        zone = sent.get("zone") or about.zone
        return {"file_zone": {OWN: zone, UTC_NAME: UTC_NAME}.get(sent["file_zone"], sent.get("other_zone") or zone)}

    def check(sent: Sent) -> dict[str, Any]:
        lacks = sent.get("file_zone") == OTHER and not sent.get("other_zone")
        return {"other_zone": _("Say which zone.")} if lacks else {}

    return Question("file_zone", question, fields, reply, check=check)


def _zone_texts(about: About) -> tuple[str, str, str]:
    """Return the two readings of one ticket's time, and the question; the file's own clock shows `read`."""
    told = next(iter(about.pages["telling"]), None)
    if told is None:
        return _("Your own time"), _("UTC"), str(ASKS[Topic.ZONE])
    shop = ZoneInfo(about.zone)
    said = about.replies.get("file_zone")
    seen = datetime.fromisoformat(told["created"])
    read = seen.replace(tzinfo=shop).astimezone(ZoneInfo(said)).replace(tzinfo=None) if said else seen
    utc = read.replace(tzinfo=UTC).astimezone(shop).replace(tzinfo=None)
    question = _("When did ticket %(id)s come in?") if told["id"] else _("When did this ticket come in?")
    return (
        _("%(moment)s: the file has your own time") % {"moment": moment_text(read)},
        _("%(moment)s: the file is in UTC") % {"moment": moment_text(utc)},
        question % {"id": told["id"]},
    )


def _shift(about: About) -> Iterator[Question]:
    for _role, asked in about.asks(Topic.SHIFT):
        hours = abs(int(asked["hours"]))
        late = int(asked["hours"]) < 0
        title = (
            _("By this file most tickets come in outside your hours. It looks %(hours)s hours late. Is it?")
            if late
            else _("By this file most tickets come in outside your hours. It looks %(hours)s hours early. Is it?")
        )
        choices = [(RIGHT, _("No, that's when our tickets come in")), (UTC_NAME, _("Yes, the file is in UTC"))]
        choices.append((AGAIN, _("Yes, and I'll choose its zone above")))
        yield Question(
            "shift",
            title % {"hours": hours},
            {"shift": one_of(choices)},
            lambda sent: {"file_zone": UTC_NAME} if sent["shift"] == UTC_NAME else {},
            help=_("It fits UTC.") if asked["looks_utc"] else "",
            settles=lambda sent: {Topic.SHIFT: sent["shift"] == RIGHT},
        )


def _doubts(about: About, topic: Topic) -> Iterator[Question]:
    for number, (_role, asked) in enumerate(about.asks(topic)):
        name = f"{topic.value}-{number}"
        examples = ", ".join(f"“{each}”" for each in asked.get("examples", []))
        yield Question(
            name,
            str(ASKS[topic]) % asked,
            {name: one_of([(RIGHT, _("It's right as it is")), (AGAIN, _("No, I'll export it again"))])},
            lambda sent: {},
            help=_("Such as %(examples)s") % {"examples": examples} if examples else "",
            settles=lambda sent, name=name: {topic: sent[name] == RIGHT},  # type: ignore[misc]  # bound now
        )


def _restart(about: About) -> Iterator[Question]:
    for _role, asked in about.asks(Topic.IDS_RESTART):
        choices = [("restart", _("Yes, two jobs may have the same number")), (RIGHT, _("No, that's one job"))]
        yield Question(
            "ids",
            str(ASKS[Topic.IDS_RESTART]) % asked,
            {"ids": one_of(choices)},
            lambda sent: {"ids_restart": sent["ids"] == "restart"},
            settles=lambda sent: {Topic.IDS_RESTART: True},
        )
