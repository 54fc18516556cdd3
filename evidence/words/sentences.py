"""What an owner reads about their tickets: a sentence for each measure, dated, claiming no more than the file does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evidence.core.kept import Kept, Row
from evidence.core.measures.came_back import SHARE
from evidence.core.measures.finding import Because, Measure, Reason
from evidence.core.measures.weekends import WEEKENDS
from evidence.wording import because
from evidence.words.days import between_text, iso_text
from questions.wording import as_told

WEEK = timedelta(days=7)

NAMES = {
    Measure.AFTER_HOURS: gettext_lazy("After-hours calls"),
    Measure.WEEKENDS: gettext_lazy("Weekend days worked"),
    Measure.CAME_BACK: gettext_lazy("Jobs that came back"),
    Measure.FIRST_ANSWER: gettext_lazy("First answer to an urgent call"),
    Measure.UNPLANNED: gettext_lazy("Unplanned work"),
    Measure.WEEK: gettext_lazy("Monday"),
    Measure.AGAIN: gettext_lazy("The same thing again"),
    Measure.BUSIEST: gettext_lazy("Your busiest client"),
    Measure.OPEN_NOW: gettext_lazy("Open right now"),
}
OUTCOMES = {
    "more": gettext_lazy("more than said"),
    "fewer": gettext_lazy("fewer than said"),
    "close": gettext_lazy("fits"),
    "between": gettext_lazy("too wide to tell"),
    "no more": gettext_lazy("no more than said"),
    "compared": gettext_lazy("not answered"),
    "shown": gettext_lazy("shown only"),
    "not measurable": gettext_lazy("not measurable"),
}


def headline(kept: Kept) -> str:
    """Return the line at the top: how many of the compared answers differ."""
    differing, compared = len(kept.differing), kept.outcomes
    stays = _("Your score stays as it is: it's built on what you said.")
    if not compared:
        return _("There was nothing to compare in this file.") + " " + stays
    words = {"n": differing, "of": compared}
    if not differing:
        said = ngettext(
            "Your tickets say nothing else on the one question we could compare.",
            "Your tickets say nothing else on the %(of)s questions we could compare.",
            compared,
        )
    else:
        said = ngettext(
            "Your tickets show something else on the one question we could compare.",
            "Your tickets show something else on %(n)s of the %(of)s questions we could compare.",
            compared,
        )
    return said % words + " " + stays


def why_not(row: Row) -> str:
    """Return why a measure was not compared or not measured; empty if it was."""
    return because(Because(Reason(row.reason), row.fields)) or "" if row.reason else ""


def sentence(row: Row, kept: Kept) -> str:
    """Return what the tickets show for one measure, next to what was said; empty if nothing was measured."""
    if row.status == "not measurable":
        return ""
    made = SENTENCES.get(Measure(row.measure))
    return made(row, kept) if made else ""


def number_text(value: float | None) -> str:
    """Return a number as it is said: whole."""
    return "" if value is None else f"{round(value):,}"


def _words(row: Row, kept: Kept) -> dict[str, Any]:
    first, last = (date.fromisoformat(day) for day in kept.window)
    return {"said": row.said, "lo": number_text(row.lo), "hi": number_text(row.hi), "when": between_text(first, last)}


def _ranged(  # noqa: PLR0913 -- each is a text
    row: Row, kept: Kept, *, range_of: str, least: str, most: str, unseen: str, beyond: str, **more: str
) -> str:
    """Return the sentence of a measure with a range; the texts say it with %(lo)s, %(hi)s and %(when)s."""
    words = _words(row, kept) | more
    said = _("You said %(said)s.") % {"said": _quoted(row)} if row.said else ""
    range_of = range_of % words
    if row.unknown:
        return _("You didn't know. %(range)s") % {"range": range_of}
    if row.outcome == "more":
        shown = range_of if row.lo == row.hi else least % words
    elif row.outcome == "close":
        shown = _("Your tickets fit that.") + " " + range_of
    elif row.outcome == "no more":
        shown = most % words + " " + beyond
    elif row.outcome == "between":
        shown = range_of + " " + unseen
    else:
        shown = range_of
    return f"{said} {shown}".strip()


def _quoted(row: Row) -> str:
    return as_told(row.said) if row.said_number is not None else f"“{row.said}”"


def _after_hours(row: Row, kept: Kept) -> str:
    one = _("Your tickets show %(lo)s %(when)s.")
    return _ranged(
        row,
        kept,
        range_of=one if row.lo == row.hi else _("Your tickets show %(lo)s to %(hi)s %(when)s."),
        least=_("Your tickets show at least %(lo)s you worked on %(when)s, and up to %(hi)s that came in."),
        most=_("Your tickets show up to %(hi)s %(when)s."),
        unseen=_("We see when a ticket came in, not always who picked it up."),
        beyond=_("Calls that never became a ticket aren't in the file."),
    )


def _weekends(row: Row, kept: Kept) -> str:
    if row.counting == WEEKENDS:
        one = _("Your tickets show work on %(lo)s weekends or holidays %(when)s.")
        several = _("Your tickets show work on %(lo)s to %(hi)s weekends or holidays %(when)s.")
        least = _(
            "Your tickets show work on at least %(lo)s weekends or holidays %(when)s, and tickets on up to %(hi)s."
        )
        most = _("Your tickets show work on up to %(hi)s weekends or holidays %(when)s.")
    else:
        one = _("Your tickets show work on %(lo)s of these days %(when)s.")
        several = _("Your tickets show work on %(lo)s to %(hi)s of these days %(when)s.")
        least = _("Your tickets show work on at least %(lo)s of these days %(when)s, and tickets on up to %(hi)s.")
        most = _("Your tickets show work on up to %(hi)s of these days %(when)s.")
    return _ranged(
        row,
        kept,
        range_of=one if row.lo == row.hi else several,
        least=least,
        most=most,
        unseen=_("We see when a ticket came in, not always who picked it up."),
        beyond=_("Paperwork, drives and the phone leave no ticket."),
    )


def _came_back(row: Row, kept: Kept) -> str:
    until = iso_text((date.fromisoformat(kept.last) - WEEK).isoformat())
    if row.counting == SHARE:
        one = _("Of the jobs finished in the four weeks to %(until)s, %(lo)s%% came back within a week.")
        several = _(
            "Of the jobs finished in the four weeks to %(until)s, %(lo)s%% to %(hi)s%% came back within a week."
        )
        least = _("Of the jobs finished in the four weeks to %(until)s, at least %(lo)s%% came back within a week.")
        most = _("Of the jobs finished in the four weeks to %(until)s, up to %(hi)s%% came back within a week.")
    else:
        one = _("Of the last 20 jobs to %(until)s, your tickets show %(lo)s that came back within a week.")
        several = _(
            "Of the last 20 jobs to %(until)s, your tickets show %(lo)s to %(hi)s that came back within a week."
        )
        least = _("Of the last 20 jobs to %(until)s, your tickets show at least %(lo)s that came back within a week.")
        most = _("Of the last 20 jobs to %(until)s, your tickets show up to %(hi)s that came back within a week.")
    return _ranged(
        row,
        kept,
        range_of=one if row.lo == row.hi else several,
        least=least,
        most=most,
        unseen=_("A busy client is always back within a week, for another thing too."),
        beyond=_("Jobs that never became a ticket aren't in the file."),
        until=until,
    )


def _first_answer(row: Row, kept: Kept) -> str:
    words = _words(row, kept)
    urgent = row.detail.get("urgent")
    used = urgent if isinstance(urgent, dict) else row.detail.get("all")
    if isinstance(used, dict) and used.get("window") == "twelve weeks":
        words["when"] = _("in the twelve weeks to %(day)s") % {"day": iso_text(kept.window[1])}
    of = _("the usual urgent one") if isinstance(urgent, dict) else _("the usual ticket")
    minutes = _("In your tickets %(of)s was answered in %(lo)s to %(hi)s business minutes %(when)s.")
    range_of = minutes % {**words, "of": of}
    if row.detail.get("by_system_clock"):
        range_of += " " + _("That's by your system's own clock.")
    said = _("You said %(said)s.") % {"said": _quoted(row)} if row.said else ""
    if row.unknown:
        return _("You didn't know. %(range)s") % {"range": range_of}
    if row.outcome == "close":
        range_of = _("Your tickets fit that.") + " " + range_of
    return f"{said} {range_of}".strip()


def _unplanned(row: Row, kept: Kept) -> str:
    by_hours = row.detail.get("by") == "hours"
    range_of = (
        _("In your tickets %(lo)s%% to %(hi)s%% of the hours went to unplanned work %(when)s.")
        if by_hours
        else _("%(lo)s%% to %(hi)s%% of your tickets were unplanned work %(when)s.")
    )
    return _ranged(
        row,
        kept,
        range_of=range_of,
        least=range_of,
        most=range_of,
        unseen=_("Some types of ticket could be either."),
        beyond="",
    )


def _week(row: Row, kept: Kept) -> str:
    words = {
        "share": round(100 * float(row.detail["monday_share"])),
        "even": round(100 * float(row.detail["if_even"])),
        "last": iso_text(kept.window[1]),
    }
    said = _("Monday brings %(share)s of 100 weekday tickets, up to %(last)s. Even days would bring %(even)s.")
    return said % words


def _again(row: Row, kept: Kept) -> str:
    words = {"tickets": row.detail["tickets"], "groups": row.detail["groups"], "last": iso_text(kept.last)}
    if not words["groups"]:
        return _("In the 90 days to %(last)s no client had the same thing three times.") % words
    return (
        ngettext(
            "In the 90 days to %(last)s one client's same problem came in three times or more: %(tickets)s tickets.",
            "In the 90 days to %(last)s, %(groups)s problems came in three times or more: %(tickets)s tickets.",
            int(words["groups"]),
        )
        % words
    )


def _busiest(row: Row, kept: Kept) -> str:
    first, last = (date.fromisoformat(day) for day in (kept.first, kept.last))
    words = {"share": round(100 * float(row.detail["top_share"])), "when": between_text(first, last)}
    shown = _("Your busiest client opened %(share)s%% of the tickets %(when)s.") % words
    if row.said_number is None:
        return shown
    return (
        shown
        + " "
        + _("You said your biggest pays %(said)s%% of revenue.") % {"said": row.said_number}
        + " "
        + _("Work and revenue are different things; put side by side they're worth a look.")
    )


def _open_now(row: Row, kept: Kept) -> str:
    words = {**row.detail, "last": iso_text(kept.last)}
    if not row.detail.get("open"):
        return _("No ticket is open in this file. It may hold finished ones only.")
    open_ones = ngettext(
        "%(open)s ticket was open on %(last)s.", "%(open)s tickets were open on %(last)s.", int(row.detail["open"])
    )
    days = int(row.detail["median_days"])
    age = ngettext("The middle one is %(median_days)s day old.", "The middle one is %(median_days)s days old.", days)
    old = ngettext(
        "%(over_30_days)s is older than 30 days.",
        "%(over_30_days)s are older than 30 days.",
        int(row.detail["over_30_days"]),
    )
    return " ".join([open_ones, age, *([old] if row.detail["over_30_days"] else [])]) % words


SENTENCES = {
    Measure.AFTER_HOURS: _after_hours,
    Measure.WEEKENDS: _weekends,
    Measure.CAME_BACK: _came_back,
    Measure.FIRST_ANSWER: _first_answer,
    Measure.UNPLANNED: _unplanned,
    Measure.WEEK: _week,
    Measure.AGAIN: _again,
    Measure.BUSIEST: _busiest,
    Measure.OPEN_NOW: _open_now,
}
