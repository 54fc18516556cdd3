"""Questions about the shop: hours, holidays, who types, whether it is everything, what machines wrote, who you are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from evidence.core.asked import Topic
from evidence.core.measures.finding import Measure, Reason
from evidence.core.shop.hours import DAY, DAYS, parse_hours
from evidence.examination import MACHINES_NOT, OWN, USUAL_HOURS
from evidence.forms.asking import PICK, About, Question, Sent, one_of, yes_no
from evidence.holiday import CountryError, countries, public_holidays
from evidence.wording import ASKS
from evidence.words.days import date_text

OPEN, CLOSED = "open", "closed"


def about_shop(about: About) -> Iterator[Question]:
    yield _hours(about)
    yield _country(about)
    yield from _holidays(about)
    yield from _who_types(about)
    yield from _whole(about)
    yield from _planned(about)
    yield from _machines(about)
    yield from _regular(about)
    yield from _own_name(about)


def _hours(about: About) -> Question:
    week = parse_hours(str(about.replies.get("hours", USUAL_HOURS)))
    fields: dict[str, forms.Field] = {}
    for day, name in enumerate(DAYS):
        opens, closes = week[day][0] if week[day] else (None, None)
        for which, minute in (("open", opens), ("close", closes)):
            fields[f"{which}-{name}"] = forms.TimeField(
                required=False,
                initial=_time(minute),
                label=WEEKDAYS[day],
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                error_messages={"invalid": _("Write the time like 8:00 or 17:30.")},
                input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p", "%I%p", "%I:%M%p", "%H"],
            )
    return Question(
        "hours",
        _("When is your shop open?"),
        fields,
        lambda sent: {"hours": _hours_text(sent)},
        help=_("Leave a day empty when you're closed. A Saturday you regularly open counts as a working day."),
        check=_hours_faults,
    )


def _time(minute: int | None) -> time | None:
    return None if minute is None else time(minute % DAY // 60, minute % 60)


def _hours_text(sent: Sent) -> str:
    parts = [
        f"{day} {sent[f'open-{day}']:%H:%M}-{sent[f'close-{day}']:%H:%M}"
        for day in DAYS
        if sent.get(f"open-{day}") is not None and sent.get(f"close-{day}") is not None
    ]
    return ", ".join(parts)


def _hours_faults(sent: Sent) -> dict[str, Any]:
    faults: dict[str, Any] = {}
    for day in DAYS:
        opens, closes = sent.get(f"open-{day}"), sent.get(f"close-{day}")
        if (opens is None) != (closes is None) and f"open-{day}" in sent and f"close-{day}" in sent:
            faults[f"close-{day}" if closes is None else f"open-{day}"] = _("Give both times, or neither.")
        elif opens is not None and opens == closes:
            faults[f"close-{day}"] = _("These two times are the same.")
    if not faults and not any(sent.get(f"open-{day}") for day in DAYS):
        faults["open-mon"] = _("Give the hours of at least one day.")
    return faults


def _country(about: About) -> Question:
    choices = [("", _("choose")), *countries().items()]
    fields = {
        "country": forms.ChoiceField(
            choices=choices,
            label=_("Country"),
            initial=about.replies.get("country"),
            error_messages=dict.fromkeys(("required", "invalid_choice"), PICK),
        ),
        "region": forms.CharField(
            required=False,
            max_length=10,
            label=_("State or region, if it has holidays of its own"),
            help_text=_("Its short name, like TX. You can leave it empty."),
            initial=about.replies.get("region", ""),
        ),
    }

    def check(sent: Sent) -> dict[str, Any]:
        try:
            public_holidays(sent.get("country") or "US", sent.get("region", ""), [])
        except CountryError:
            return {"region": _("We know no holidays of that region. Use its short name, like TX, or leave it empty.")}
        return {}

    def reply(sent: Sent) -> dict[str, Any]:
        return {"country": sent["country"], "region": sent.get("region", "").upper()}

    return Question("country", _("Which country's holidays do you keep?"), fields, reply, check=check)


def _holidays(about: About) -> Iterator[Question]:
    if not about.replies.get("country"):
        return
    for _role, asked in about.asks(Topic.HOLIDAYS):
        for each in asked["days"]:
            day, opened = str(each["day"]), about.replies.get("open_on", [])
            name = f"holiday-{day}"
            title = {"day": date_text(date.fromisoformat(day)), "name": each["name"]}
            asked_before = f"holiday-{day}" in about.replies.get("answered", [])
            initial = OPEN if day in opened else CLOSED if asked_before else None
            yield Question(
                name,
                _("%(day)s, %(name)s: open or closed?") % title if each["name"] else title["day"],
                {name: one_of([(CLOSED, _("Closed")), (OPEN, _("Open"))], initial=initial)},
                lambda sent, name=name, day=day: {"open_on": {day: sent[name] == OPEN}},  # type: ignore[misc]  # bound now
            )


def _who_types(about: About) -> Iterator[Question]:
    if next(about.asks(Topic.WHO_TYPES), None) is None:
        return
    choices = [
        ("self", _("We type tickets in ourselves, while we help")),
        ("mail", _("Customers' emails become tickets")),
        ("both", _("Both, or I don't know")),
    ]
    said = about.replies.get("types_while_helping")
    initial = None if said is None else "self" if said else "both"
    yield Question(
        "types",
        _("How do tickets get into your system?"),
        {"types": one_of(choices, initial=initial)},
        lambda sent: {"types_while_helping": sent["types"] == "self"},
    )


def _whole(about: About) -> Iterator[Question]:
    for _role, asked in about.asks(Topic.WHOLE):
        window = about.pages["file"].get("window", {})
        first = str(asked["from"]) if window.get("covered") and not about.replies.get("covers_from_to") else ""
        first = first or min(str(asked["from"]), str(window.get("from", asked["from"])))
        days = {"from": date_text(date.fromisoformat(first)), "to": date_text(date.fromisoformat(str(asked["to"])))}
        said = about.replies.get("whole")
        yield Question(
            "whole",
            _("Is this every ticket, from everyone, from %(from)s to %(to)s?") % days,
            {"whole": yes_no(_("Yes, everything"), _("No, some are missing"), said=said)},
            lambda sent: {"whole": sent["whole"] == "yes", "covers_from_to": sent["whole"] == "yes"},
            help=_("Without every ticket we show what there is, and compare nothing."),
        )


def _planned(about: About) -> Iterator[Question]:
    asked_before = "planned_logged" in about.replies
    if asked_before or about.reason(Measure.UNPLANNED.value) == Reason.PLANNED_NOT_LOGGED.value:
        said = about.replies.get("planned_logged")
        yield Question(
            "planned",
            _("Is planned work, such as projects and maintenance, logged in your tickets too?"),
            {"planned": yes_no(_("Yes"), _("No, or not all of it"), said=said)},
            lambda sent: {"planned_logged": sent["planned"] == "yes"},
        )


def _machines(about: About) -> Iterator[Question]:
    found = about.pages["machines"]
    if not found:
        return
    kept = about.replies.get(MACHINES_NOT, [])
    choices = [
        (each["hash"], _("%(value)s (%(n)s tickets)") % {"value": each["value"], "n": each["n"]}) for each in found
    ]
    field = forms.MultipleChoiceField(
        choices=choices,
        required=False,
        initial=[value for value, _name in choices if value not in kept],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": PICK},
    )
    yield Question(
        "machines",
        _("These tickets look like a machine wrote them. We leave out the ticked ones."),
        {"machines": field},
        lambda sent: {MACHINES_NOT: [value for value, _name in choices if value not in sent["machines"]]},
    )


def _regular(about: About) -> Iterator[Question]:
    for topic, key, machine, people in (
        (Topic.CLOCKWORK, "keep_clockwork", _("A machine: leave them out"), _("People: count them")),
        (Topic.BURSTS, "keep_bursts", _("Typed in together: leave them out"), _("They came in then: count them")),
    ):
        for _role, asked in about.asks(topic):
            words = {**asked, "at": ", ".join(asked.get("at", []))}
            said = about.replies.get(key)
            initial = None if said is None else "people" if said else "machine"
            yield Question(
                topic.value,
                str(ASKS[topic]) % words,
                {topic.value: one_of([("machine", machine), ("people", people)], initial=initial)},
                lambda sent, key=key, topic=topic: {key: sent[topic.value] == "people"},  # type: ignore[misc]  # bound now
                help=_("Always at %(at)s") % words if words["at"] else "",
            )


def _own_name(about: About) -> Iterator[Question]:
    agents = about.pages["agents"]
    if about.reason(Measure.WEEKENDS.value) != Reason.WHOSE_WEEKEND.value and OWN not in about.replies:
        return
    if not agents:
        return
    choices = [("", _("I'd rather not say")), *((each["hash"], each["name"]) for each in agents)]
    field = forms.ChoiceField(
        choices=choices, required=False, initial=about.replies.get(OWN, ""), error_messages={"invalid_choice": PICK}
    )
    yield Question(
        "own",
        _("Which of these is you?"),
        {"own": field},
        lambda sent: {OWN: sent["own"]},
        help=_("Used to count your own weekends, and not kept."),
        optional=True,
    )
