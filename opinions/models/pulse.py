"""A pulse: the same few questions to a shop's customers or to its team, answered without a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.fields import Text
from clients.models.history import Change, Code
from clients.models.shops import Shop
from clients.tokens import EXPLAINED, named_token, token_hash
from clients.viewers import NOBODY, Viewer
from opinions.core.customers import Counted, count
from opinions.core.team import LEAST as LEAST_SHOWN
from opinions.core.team import Published, publish
from opinions.signals import opinions_changed, opinions_removed
from questions.core.question import Answers
from questions.models.assessment import Assessment

if TYPE_CHECKING:
    from django.contrib.auth.models import User

OPEN_FOR = timedelta(days=14)
APART = timedelta(days=28)  # from one pulse of a team to the next, or a newcomer's answers could be told from the rest
LONGEST_COMMENT = 500
MOST = {"customers": 200, "team": 50}  # people asked in one pulse
LEAST = {"customers": 1, "team": LEAST_SHOWN}
INVITED = "invited"
SHARED = "shared"


class NotYet(Exception):  # noqa: N818 -- a state, not an error
    """One pulse of this kind is open, or the last one of a team is too young."""


class PulseQuerySet(models.QuerySet["Pulse"]):
    def visible_to(self, viewer: Viewer) -> PulseQuerySet:
        """Pulses about assessments that `viewer` may change."""
        return self.filter(assessment__in=Assessment.objects.changeable_by(viewer).values("pk"))

    def latest_of(self, assessment: Assessment, kind: str) -> Pulse | None:
        """Return the newest pulse of this kind that was not removed; None without any."""
        found = self.filter(assessment=assessment, kind=kind, removed=None).order_by("-begun", "-pk").first()
        if found:
            found.assessment = assessment
        return found

    def over_of(self, assessment: Assessment, kind: str, *, at: datetime) -> Pulse | None:
        """Return the newest pulse of this kind that is over; None without any."""
        every = self.filter(assessment=assessment, kind=kind, removed=None).order_by("-begun", "-pk")
        found = every.filter(models.Q(closed__isnull=False) | models.Q(closes__lte=at)).first()
        if found:
            found.assessment = assessment
        return found

    def of_token(self, token: str) -> tuple[Pulse | None, Link | None]:
        """Return the pulse of a link, and for a link of one use that too."""
        found = self.filter(links__token_hash=token_hash(token)).select_related("assessment__shop__firm").first()
        if found is None:
            return None, None
        return found, found.links.get(token_hash=token_hash(token))

    def next_one(self, assessment: Assessment, kind: str, *, at: datetime) -> datetime | None:
        """Return when the next pulse of this kind may begin, if not yet: a team's own needs some distance."""
        if kind != Pulse.Kind.TEAM:
            return None
        last = self.filter(assessment__shop=assessment.shop_id, kind=kind).order_by("-begun").first()
        return last.begun + APART if last and last.begun + APART > at else None

    @transaction.atomic
    def begin(  # noqa: PLR0913 -- each is a fact about the pulse
        self,
        assessment: Assessment,
        kind: str,
        *,
        mode: str,
        asked: int,
        key: UUID,
        at: datetime,
        group: int | None = None,
        by: User | None = None,
    ) -> list[str]:
        """Begin a pulse and return its links' tokens: one for all, or one of one use for each of those `asked`.

        The same page `key` gives the same links. Raise NotYet.
        """
        Shop.objects.select_for_update().get(pk=assessment.shop_id)
        number = asked if mode == INVITED else 1
        tokens = [named_token(f"pulse {kind} {assessment.pk} {key} {place}") for place in range(number)]
        if Link.objects.filter(token_hash=token_hash(tokens[0])).exists():
            return tokens
        last = self.latest_of(assessment, kind)
        if (last and not last.over(at)) or self.next_one(assessment, kind, at=at):
            raise NotYet
        pulse = self.create(
            assessment=assessment, kind=kind, mode=mode, asked=asked, group=group, begun=at, closes=at + OPEN_FOR, by=by
        )
        Link.objects.bulk_create(Link(pulse=pulse, token_hash=token_hash(token)) for token in tokens)
        Change.objects.write(Code.PULSE_BEGUN, who=by or NOBODY, shop=assessment.shop)
        return tokens

    def done_with(self, *, at: datetime) -> PulseQuerySet:
        """Removed ones that are old enough to say nothing about when the next may begin."""
        return self.filter(removed__isnull=False, closes__lte=at - EXPLAINED)

    def carry(self, assessment: Assessment) -> None:
        """Put the pulses beside the correction that takes the place of the answers."""
        self.filter(assessment=assessment.corrects_id).update(assessment=assessment)


class Pulse(models.Model):
    """`asked` is how many were asked and may reply; `group` is how many customers there are, where that is known."""

    class Kind(models.TextChoices):
        CUSTOMERS = "customers", _("customers")
        TEAM = "team", _("team")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="pulses")
    kind = models.CharField(max_length=10, choices=Kind)
    mode = models.CharField(max_length=10, choices=[(INVITED, _("a link each")), (SHARED, _("one link"))])
    asked = models.PositiveSmallIntegerField()
    group = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    begun = models.DateTimeField()
    closes = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    removed = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Pulse]] = PulseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pulse")
        verbose_name_plural = _("pulses")

    def __str__(self) -> str:
        return self.kind

    def over(self, at: datetime) -> bool:
        return self.closed is not None or self.removed is not None or self.closes <= at

    @property
    def replied(self) -> int:
        """How many replied; of a team it is for nobody's eyes but this app's own."""
        return len(self.replies.all())

    @property
    def counted(self) -> list[Counted]:
        """What customers said, counted."""
        return count((reply.answers for reply in self.replies.all()), group=self.group)

    @property
    def comments(self) -> list[str]:
        """What customers wrote, by the alphabet."""
        return sorted((reply.comment for reply in self.replies.all() if reply.comment), key=str.casefold)

    def published(self, at: datetime) -> Published | None:
        """What is shown of a team's replies: nothing before it is over, and nothing of too few."""
        if not self.over(at):
            return None
        questions = self.assessment.questionnaire.rated
        return publish(questions, [(_kept(reply.answers), reply.comment) for reply in self.replies.all()])

    @transaction.atomic
    def reply(self, link: Link, answers: Mapping[str, Any], comment: str, *, at: datetime) -> bool:
        """Keep a reply, of which neither a time nor who gave it is kept; False if it is over or full, or the link used.

        The last one that is awaited closes the pulse.
        """
        pulse = Pulse.objects.select_for_update(of=["self"]).get(pk=self.pk)
        if pulse.over(at) or pulse.replied >= pulse.asked:
            return False
        if self.mode == INVITED and not Link.objects.filter(pk=link.pk, used=False).update(used=True):
            return False
        Reply.objects.create(pulse=pulse, answers=dict(answers), comment=comment)
        if pulse.replied >= pulse.asked:
            pulse.close(at=at)
        return True

    @transaction.atomic
    def close(self, *, at: datetime, who: Viewer | None = None) -> None:
        """End it before its day; a second call does nothing.

        Without `who`, as the last awaited reply does, no line of the history says when that was.
        """
        if Pulse.objects.filter(pk=self.pk, closed=None, removed=None, closes__gt=at).update(closed=at):
            self.closed = at
            if who is not None:
                Change.objects.write(Code.PULSE_CLOSED, who=who, shop=self.assessment.shop)
            opinions_changed.send(sender=Pulse, assessment=self.assessment)

    @transaction.atomic
    def remove(self, *, who: Viewer, at: datetime) -> None:
        """Delete every reply and end the links; what stays is that there was one, for the distance to the next."""
        if Pulse.objects.filter(pk=self.pk, removed=None).update(removed=at):
            self.replies.all().delete()
            Change.objects.write(Code.PULSE_REMOVED, who=who, shop=self.assessment.shop)
            opinions_removed.send(sender=Pulse, assessment=self.assessment)


def _kept(answers: Mapping[str, Any]) -> Answers:
    """Return stored answers as questions expect them."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in answers.items()}


class LinkQuerySet(models.QuerySet["Link"]):
    def done_with(self, *, at: datetime) -> LinkQuerySet:
        """Links whose page has said long enough that it is over."""
        return self.filter(pulse__closes__lte=at - EXPLAINED)


class Link(models.Model):
    """`used` says nothing about which reply came by it, and nothing about when."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    used = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Link]] = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of a pulse")
        verbose_name_plural = _("links of pulses")

    def __str__(self) -> str:
        return str(self.pk)


class Reply(models.Model):
    """A random key and no time: replies have no order."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="replies")
    answers = models.JSONField(default=dict)
    comment = Text(blank=True, max_length=LONGEST_COMMENT)

    class Meta:
        verbose_name = _("reply to a pulse")
        verbose_name_plural = _("replies to pulses")

    def __str__(self) -> str:
        return str(self.pk)
