"""Words for who to call: the reason with the shop's own numbers, and the next act."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django import template
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.today.calling import Call, Facts, NextAct, Why
from desk.today.gathering import heat_of
from reports.pictures import bars

register = template.Library()

Answered = tuple[int, int] | None  # how many questions of how many
MOST_REASONS = 2  # that fit on a line
ACTS: Mapping[NextAct, object] = {
    NextAct.MOVED: gettext_lazy("See what moved"),
    NextAct.ADDRESS: gettext_lazy("Check the address"),
    NextAct.MAIL: gettext_lazy("Send the mail again"),
    NextAct.REMIND: gettext_lazy("Remind by mail"),
    NextAct.PHONE: gettext_lazy("Call"),
    NextAct.CLIENT: gettext_lazy("See how far it is"),
    NextAct.BRIEF: gettext_lazy("Open the brief"),
    NextAct.PLAN: gettext_lazy("Look at the plan"),
}


@register.simple_tag
def reason_of(call: Call, answered: Answered = None) -> str:
    """Return why to call, the most pressing first."""
    return " ".join(SENTENCES[why](call.facts, answered) for why in call.whys[:MOST_REASONS])


@register.filter
def act_words(act: NextAct) -> str:
    return str(ACTS[act])


register.filter(heat_of)


@register.simple_tag
def heat_mark(heat: int) -> SafeString:
    """Draw how strained a shop is, as one to three bars."""
    return bars.strain_mark(heat)


def _strain_up(facts: Facts, _answered: Answered) -> str:
    return _("Strain up by %(points)d, to %(now)s.") % {"points": facts.strain_moved, "now": facts.strain}


def _readiness_down(facts: Facts, _answered: Answered) -> str:
    return _("Readiness down by %(points)d, to %(now)s.") % {"points": -facts.readiness_moved, "now": facts.readiness}


def _mail(facts: Facts, _answered: Answered) -> str:
    return _("A mail didn't go out: %(reason)s.") % {"reason": facts.mail}


def _stopped(facts: Facts, answered: Answered) -> str:
    words = {"n": facts.stopped_for or 0}
    if answered is None:
        return ngettext("Stopped half-way %(n)d day ago.", "Stopped half-way %(n)d days ago.", words["n"]) % words
    words |= {"answered": answered[0], "needed": answered[1]}
    return (
        ngettext(
            "Stopped at %(answered)d of %(needed)d questions %(n)d day ago.",
            "Stopped at %(answered)d of %(needed)d questions %(n)d days ago.",
            words["n"],
        )
        % words
    )


def _new(facts: Facts, _answered: Answered) -> str:
    days = facts.new_for or 0
    since = ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days} if days else _("today")
    if facts.readiness is None:
        return _("Submitted %(since)s; too little is known for a score.") % {"since": since}
    numbers = {"since": since, "readiness": facts.readiness, "strain": facts.strain}
    if facts.strain is None:
        return _("Submitted %(since)s: readiness %(readiness)d.") % numbers
    return _("Submitted %(since)s: readiness %(readiness)d, strain %(strain)d.") % numbers


def _overdue(facts: Facts, _answered: Answered) -> str:
    words = {"n": facts.due, "day": formats.date_format(facts.due_since) if facts.due_since else ""}
    return (
        ngettext(
            "%(n)d step of the plan was due %(day)s.",
            "%(n)d steps of the plan are due, the first on %(day)s.",
            facts.due,
        )
        % words
    )


def _review(facts: Facts, _answered: Answered) -> str:
    day = formats.date_format(facts.review_due) if facts.review_due else ""
    return _("The next review was set for %(day)s.") % {"day": day}


def _better(facts: Facts, _answered: Answered) -> str:
    if facts.strain_moved < 0 and facts.readiness_moved > 0:
        return _("Strain down by %(strain)d, readiness up by %(readiness)d.") % {
            "strain": -facts.strain_moved,
            "readiness": facts.readiness_moved,
        }
    if facts.strain_moved < 0:
        return _("Strain down by %(points)d, to %(now)s.") % {"points": -facts.strain_moved, "now": facts.strain}
    return _("Readiness up by %(points)d, to %(now)s.") % {"points": facts.readiness_moved, "now": facts.readiness}


SENTENCES: Mapping[Why, Callable[[Facts, Answered], str]] = {
    Why.STRAIN_UP: _strain_up,
    Why.READINESS_DOWN: _readiness_down,
    Why.MAIL: _mail,
    Why.STOPPED: _stopped,
    Why.NEW: _new,
    Why.OVERDUE: _overdue,
    Why.REVIEW: _review,
    Why.BETTER: _better,
}
