"""How far an attempt is: from the invitation to submitting, in the words that every page and export uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from questions.library import library
from questions.models.answer import Answer
from questions.models.frozen import Frozen
from questions.models.respondent import Respondent

BEGUN_BEFORE, QUIET_FOR = timedelta(days=14), timedelta(days=7)  # when an owner counts as stopped halfway


class State(models.TextChoices):
    """What is known of an attempt; opened means that someone pressed the button on its link's page, or started it."""

    NEW = "new", _("not invited")
    INVITED = "invited", _("invited")
    OPENED = "opened", _("opened")
    ANSWERING = "answering", _("answering")
    STOPPED = "stopped", _("stopped")
    SUBMITTED = "submitted", _("submitted")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def counts(self) -> bool:
        """Whether it is told with how many questions are answered."""
        return self in (State.ANSWERING, State.STOPPED)


def state_of(*, at: datetime, attempt: str = "", key: str = "pk") -> Case:
    """Return the State of an attempt as an expression: of the related `attempt`, whose id is in the column `key`.

    An invitation that was taken back before anybody opened it counts as withdrawn.
    """

    def having(**fields: Any) -> Q:
        return Q(**{f"{attempt}{name}": value for name, value in fields.items()})

    answered = Exists(Answer.objects.filter(assessment=OuterRef(key)))
    links = apps.get_model("questions", "Access")._default_manager.filter(kind="invite", assessment=OuterRef(key))
    long_ago = having(started__lte=at - BEGUN_BEFORE, changed__lte=at - QUIET_FOR)
    return Case(
        When(having(submitted__isnull=False), then=Value(State.SUBMITTED)),
        When(long_ago & Q(answered), then=Value(State.STOPPED)),
        When(Q(answered), then=Value(State.ANSWERING)),
        When(having(opened__isnull=False), then=Value(State.OPENED)),
        When(Q(Exists(links.filter(revoked=None))), then=Value(State.INVITED)),
        When(Q(Exists(links)), then=Value(State.WITHDRAWN)),
        default=Value(State.NEW),
        output_field=models.CharField(),
    )


def answered_of(attempts: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return how many questions that must be answered each of these attempts answers, and how many there are."""
    needed = {
        version: {each.id for each in asked.questions() if asked.must_answer(each)}
        for version, asked in library().items()
    }
    versions: dict[UUID, set[str]] = {}
    answered: Counter[UUID] = Counter()
    rows = Answer.objects.filter(assessment__in={*attempts}).values_list(
        "assessment", "question", "assessment__slug", "assessment__version"
    )
    for key, question, slug, version in rows:
        versions[key] = needed.get((slug, version), set())
        answered[key] += question in versions[key]
    return {key: (answered[key], len(wanted)) for key, wanted in versions.items()}


class Underway(Frozen):
    """The fields that change while an attempt is open."""

    respondent = models.CharField(
        _("answered by"), max_length=10, choices=Respondent.choices, blank=True, editable=False
    )
    # The consultant who sat with the owner while they answered.
    answered_with = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered with"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    started = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    opened = models.DateTimeField(_("opened"), null=True, editable=False)  # see State
    changed = models.DateTimeField(_("last change"), default=timezone.now, editable=False)
    # The owner agreed at this moment that it counts in anonymous statistics and comparisons; None if they didn't.
    counted = models.DateTimeField(null=True, editable=False)
    at_desk = models.BooleanField(default=False, editable=False)  # a consultant began it, to fill it in together
    quick = models.BooleanField(default=False, editable=False)  # the quick check was chosen: its questions come first

    class Meta:
        abstract = True

    def since(self, state: str) -> datetime:
        """Return the moment that its state tells of: an invitation's, the first look, the last answer, the end."""
        moments = {State.SUBMITTED: self.submitted, State.OPENED: self.opened}
        moments |= dict.fromkeys((State.ANSWERING, State.STOPPED), self.changed)
        return moments.get(State(state)) or self.started
