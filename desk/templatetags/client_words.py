"""Words for the page of one client."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients.models.history import Change
from clients.models.outbox import Mail, Reason
from clients.models.shops import Shop, local
from clients.viewers import full_name
from reports.core.briefing import ToAsk, Why
from reports.core.comparison import LEAST_READINESS, Comparison
from reports.core.parts import Scale
from reports.core.report import Report
from reports.models.review import Note
from reports.pictures import bars
from reports.templatetags.report_words import given

register = template.Library()


@register.filter
def person(user: User | None) -> str:
    """Return a user's name; without an account it was the owner, or a colleague whose account is gone."""
    return full_name(user) or _("someone without an account")


@register.filter
def mail_words(state: str, reason: str) -> str:
    """Return the state of a mail in words, and why it has not gone out."""
    why = Reason(reason).label if reason else ""
    if state == Mail.State.FAILED:
        return _("failed: %(reason)s") % {"reason": why}
    if why:
        return _("not sent yet: %(reason)s. It is tried again by itself.") % {"reason": why}
    return str(Mail.State(state).label)


@register.filter
def failed(mails: Sequence[Mail]) -> list[Mail]:
    return [mail for mail in mails if mail.state == Mail.State.FAILED]


@register.filter
def time_there(shop: Shop) -> str:
    """Return the place that the shop's time zone is named after, and what time it is there; empty without one."""
    if not shop.time_zone:
        return ""
    city = shop.zone.key.rpartition("/")[2].replace("_", " ")
    return _("%(time)s in %(city)s") % {"time": date_format(local(timezone.now(), shop), "TIME_FORMAT"), "city": city}


@register.simple_tag
def standing_words(report: Report, comparison: Comparison | None) -> SafeString:
    """Say both measures in a sentence, as changes where there is an earlier attempt to compare with."""
    same = comparison if comparison and comparison.same else None
    readiness = _measured(_("readiness"), report.readiness, same.readiness if same else None, compared=bool(same))
    strain = _measured(_("strain"), report.strain, same.strain if same else None, compared=bool(same))
    found = {"readiness": readiness[:1].upper() + readiness[1:], "strain": strain}
    if same and same.before.day:
        day = date_format(same.before.day, "F Y")
        return format_html("<strong>{}</strong> {}.", _("%(readiness)s; %(strain)s") % found, since(day))
    return format_html("<strong>{}</strong>.", _("%(readiness)s; %(strain)s") % found)


def since(day: str) -> str:
    return _("since %(day)s") % {"day": day}


def _measured(name: str, scale: Scale, change: int | None, *, compared: bool) -> str:
    if scale.points is None:
        return _("%(measure)s isn't known well enough") % {"measure": name}
    place = scale.place.name if scale.place else _("not placed yet")
    about = {"measure": name, "points": scale.points, "place": place, "change": abs(change or 0)}
    if not compared:
        return _("%(measure)s is %(points)s of 100, %(place)s") % about
    if not change:
        return _("%(measure)s is about the same at %(points)s, %(place)s") % about
    if change > 0:
        return _("%(measure)s rose by %(change)s to %(points)s, %(place)s") % about
    return _("%(measure)s fell by %(change)s to %(points)s, %(place)s") % about


@register.simple_tag
def why_asked(asked: ToAsk, comparison: Comparison | None) -> str:
    """Say why this is worth asking about."""
    day = date_format(comparison.before.day, "F Y") if comparison and comparison.before.day else ""
    if asked.why is Why.NEW:
        return _("Answers that don't fit together, new since %(day)s.") % {"day": day}
    if asked.why is Why.CONTRADICTS:
        return _("Answers that don't fit together.")
    if asked.why is Why.AGAIN:
        return _("“I don't know”, %(times)s times in a row.") % {"times": asked.times}
    if asked.why is Why.WORSE and asked.was:
        return _("In %(day)s it was “%(was)s”, now it is “%(now)s”.") % {
            "day": day, "was": given(asked.was), "now": given(asked.lines[0]),
        }  # fmt: skip
    return _("“I don't know”.")


@register.filter
def too_small(change: int) -> bool:
    """Whether a section's change says nothing."""
    return abs(change) < LEAST_READINESS


@register.simple_tag
def section_move(report: Report, before: int, now: int) -> SafeString:
    """Draw a section's readiness then and now, on the lines of the stages."""
    better = None if too_small(now - before) else now > before
    return bars.dumbbell(before, now, better=better, cuts=[cut.least for cut in report.readiness.cuts])


@register.simple_tag
def stage_names(report: Report) -> SafeString:
    """Write the stages' names below such rows."""
    cuts = report.readiness.cuts
    return bars.scale_names([cut.name for cut in cuts], [cut.least for cut in cuts])


@register.filter
def place_of(note: Note) -> str:
    """Return a note's id on the page."""
    return f"note-{note.section}-{'shared' if note.shared else 'private'}"


@register.filter
def has_texts(change: Change) -> bool:
    return change.code is not None and change.code.has_texts
