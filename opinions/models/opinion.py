"""A second opinion: one person, whom the owner names, rates what they can see of the shop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.fields import Line
from clients.models.history import Change, Code
from clients.tokens import EXPLAINED, named_token, token_hash, why_over
from clients.viewers import NOBODY, Viewer
from opinions.core.beside import Pair, put_beside
from opinions.signals import opinions_changed, opinions_removed
from questions.core.question import Answer, Answers
from questions.models.assessment import Assessment

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from clients.models.firms import Membership
    from clients.models.shops import Shop

ANSWERED_WITHIN = timedelta(days=14)
MOST = 10  # second opinions on one attempt


class Enough(Exception):  # noqa: N818 -- a state, not an error
    """There are as many second opinions on this attempt as there may be."""


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, viewer: Viewer) -> OpinionQuerySet:
        """Opinions on assessments that `viewer` may change: the rater is told that the owner and the firm see them."""
        return self.filter(assessment__in=Assessment.objects.changeable_by(viewer).values("pk"))

    def of_token(self, token: str) -> Opinion | None:
        found = self.filter(token_hash=token_hash(token)).select_related("assessment__shop__firm", "by")
        return found.defer("assessment__shop__firm__logo", "assessment__scorecard").first()

    def given(self, assessment: Assessment) -> list[Opinion]:
        """Return the opinions that were given on an attempt, the first one first."""
        found = list(self.filter(assessment=assessment, answered__isnull=False, revoked=None).order_by("answered"))
        for each in found:
            each.assessment = assessment
        return found

    @transaction.atomic
    def ask(  # noqa: PLR0913 -- each is a fact about the link
        self, assessment: Assessment, name: str, role: str, *, key: UUID, at: datetime, by: User | None = None
    ) -> str:
        """Return the token of a link for this person; the same page `key` gives the same link. Raise Enough.

        `by` is the colleague who asks with the owner's consent.
        """
        Assessment.objects.select_for_update(of=["self"]).get(pk=assessment.pk)
        token = named_token(f"opinion {assessment.pk} {key}")
        if self.filter(token_hash=token_hash(token)).exists():
            return token
        if self.filter(assessment=assessment).count() >= MOST:
            raise Enough
        self.create(
            assessment=assessment,
            name=name,
            role=role,
            token_hash=token_hash(token),
            asked=at,
            expires=at + ANSWERED_WITHIN,
            by=by,
        )
        Change.objects.write(Code.OPINION_ASKED, who=by or NOBODY, shop=assessment.shop)
        return token

    def carry(self, assessment: Assessment) -> None:
        """Put the opinions beside the correction that takes the place of the answers; open links go on working."""
        self.filter(assessment=assessment.corrects_id).update(assessment=assessment)

    def leave(self, shop: Shop, *, at: datetime) -> None:
        """When a shop leaves a firm: the links that its people know and nobody has used end; what was given stays."""
        self.filter(assessment__shop=shop, answered=None, revoked=None).exclude(by=None).update(revoked=at)

    def end_with(self, membership: Membership, *, at: datetime) -> None:
        """End the unused links of a colleague who goes."""
        made = self.filter(by=membership.user_id, assessment__shop__firm=membership.firm_id)
        made.filter(answered=None, revoked=None).update(revoked=at)

    def done_with(self, *, at: datetime) -> OpinionQuerySet:
        """Links without answers, when their page has said long enough why they no longer work."""
        empty = models.Q(answered=None) | models.Q(revoked__isnull=False)
        return self.filter(empty, expires__lte=at - EXPLAINED)


class Opinion(models.Model):
    """`answers` are by question id, empty until they are given and again once they were taken back."""

    class Role(models.TextChoices):
        TECH = "tech", _("a tech")
        SPOUSE = "spouse", _("my spouse")
        PARTNER = "partner", _("my business partner")
        OTHER = "other", _("someone else")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="opinions")
    name = Line(_("name"), max_length=60)
    role = models.CharField(_("who it is"), max_length=10, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked = models.DateTimeField()
    expires = models.DateTimeField(db_index=True)
    answered = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)
    taken_back = models.BooleanField(default=False)  # by the person who answered
    answers = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[Opinion]] = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("second opinion")
        verbose_name_plural = _("second opinions")
        ordering = ["asked", "pk"]

    def __str__(self) -> str:
        return self.name

    def over(self, at: datetime) -> str:
        """Return why the link no longer works: used, revoked or expired; empty while it works."""
        if self.revoked:
            return "revoked"
        return why_over(used=self.answered, revoked=None, expires=self.expires, at=at)

    @property
    def responses(self) -> Answers:
        """The answers that their questions accept."""
        found = {question.id: question for question in self.assessment.questionnaire.rated}
        return {
            name: answer for name, answer in self.answers.items() if name in found and not found[name].problem(answer)
        }

    @property
    def pairs(self) -> list[Pair]:
        """Its answers beside the owner's, the largest difference first."""
        return put_beside(self.assessment.questionnaire.rated, self.assessment.responses, self.responses)

    @transaction.atomic
    def give(self, answers: Mapping[str, Answer], *, at: datetime) -> bool:
        """Keep these answers; False if the link was used, ended or too old meanwhile, and nothing is kept."""
        free = Opinion.objects.filter(pk=self.pk, answered=None, revoked=None, expires__gt=at)
        if not free.update(answered=at, answers=dict(answers)):
            return False
        self.refresh_from_db(fields=["answered", "answers"])
        Change.objects.write(Code.OPINION_GIVEN, who=NOBODY, shop=self.assessment.shop)
        opinions_changed.send(sender=Opinion, assessment=self.assessment)
        return True

    @transaction.atomic
    def remove(self, *, who: Viewer, at: datetime, code: Code = Code.OPINION_ENDED) -> None:
        """End the link and delete what was answered; a second call does nothing."""
        back = code == Code.OPINION_TAKEN_BACK
        if Opinion.objects.filter(pk=self.pk, revoked=None).update(revoked=at, answers={}, taken_back=back):
            given = self.answered is not None
            self.refresh_from_db(fields=["revoked", "answers", "taken_back"])
            Change.objects.write(code, who=who, shop=self.assessment.shop)
            if given:
                opinions_removed.send(sender=Opinion, assessment=self.assessment)

    def take_back(self, *, at: datetime) -> None:
        """Do the same for the person who answered."""
        self.remove(who=NOBODY, at=at, code=Code.OPINION_TAKEN_BACK)
