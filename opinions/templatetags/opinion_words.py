"""Sentences and pictures of what others said, for pages and the PDF."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import User
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.viewers import full_name
from opinions.core.beside import Pair
from opinions.models.opinion import Opinion
from opinions.words import dumbbell
from questions.core.question import UNKNOWN, Answer, Question
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


def _in_words(question: Question, answer: Answer | None) -> str:
    if answer is None:
        return _("no answer")
    return _("don't know") if answer == UNKNOWN else written(question, answer)
