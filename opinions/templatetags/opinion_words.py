"""Sentences and pictures of what others said, for pages and the PDF."""

from __future__ import annotations

from math import floor

from django import template
from django.contrib.auth.models import User
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.viewers import full_name
from opinions.core.beside import Pair
from opinions.core.customers import Asked, Counted
from opinions.models.opinion import Opinion
from opinions.wording import GOOD, OPTIONS, QUESTIONS
from opinions.words import dumbbell
from questions.core.question import UNKNOWN, Answer, Question
from questions.models.assessment import Assessment
from questions.wording import written

register = template.Library()

# Who it is, as others read it: the choices are in the owner's own words.
ROLES = {
    "tech": gettext_lazy("tech"),
    "spouse": gettext_lazy("spouse"),
    "partner": gettext_lazy("business partner"),
}


@register.simple_tag
def opinion_dumbbell(pair: Pair, own: str, name: str, width: int = 324) -> SafeString:
    return dumbbell.dumbbell(pair, own, name, width)


@register.filter
def person(user: User | None) -> str:
    return full_name(user)


@register.filter
def ends(pair: Pair) -> tuple[str, str] | None:
    return dumbbell.ends(pair)


@register.filter
def role_name(opinion: Opinion) -> str:
    """Return who the person is to the owner; empty for someone else."""
    return str(ROLES.get(opinion.role, ""))


@register.filter
def own_words(pair: Pair) -> str:
    return _in_words(pair.question, pair.own)


@register.filter
def other_words(pair: Pair) -> str:
    return _in_words(pair.question, pair.other)


@register.filter
def owner_words(question: Question, assessment: Assessment) -> str:
    """Return what the owner answered, in words; empty for a gap."""
    answer = assessment.responses.get(question.id)
    return "" if answer is None else _in_words(question, answer)


@register.filter
def option_words(asked: Asked, option: str) -> str:
    return str(OPTIONS[asked.id][option])


@register.filter
def asked_words(asked: Asked) -> str:
    return str(QUESTIONS[asked.id])


@register.filter
def good_words(counted: Counted) -> str:
    """Say how many gave the good answer: counts where few replied, else a share with its interval."""
    counts = {"good": counted.good, "of": counted.of, "what": GOOD[counted.asked.id]}
    if counted.share is None:
        return _("%(good)s of %(of)s %(what)s") % counts
    share = {"share": _percent(counted.share.value)}
    ends = {"low": _percent(counted.share.low), "high": _percent(counted.share.high)}
    return _("%(share)s (%(good)s of %(of)s) %(what)s; likely %(low)s to %(high)s of all your customers") % {
        **counts, **share, **ends,
    }  # fmt: skip


@register.simple_tag
def percent_of(part: int, whole: int) -> str:
    """Return a share in percent, half up; empty of nothing."""
    return _percent(part / whole) if whole else ""


def _percent(share: float) -> str:
    return _("%(number)s%%") % {"number": floor(100 * share + 0.5)}


def _in_words(question: Question, answer: Answer | None) -> str:
    if answer is None:
        return _("no answer")
    return _("don't know") if answer == UNKNOWN else written(question, answer)
