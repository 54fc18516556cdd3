"""One shop's answers to one questionnaire version: open to change until submitted, frozen from then on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models.shops import Shop
from clients.viewers import Guest, Viewer
from questions.core.differences import comparable, same_scale
from questions.core.question import Answer as AnswerValue
from questions.core.question import Answers, Question
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Scorecard
from questions.core.scoring import score
from questions.library import asked_today, library
from questions.models.answer import Answer
from questions.signals import submitted

MOST_KNOWN = 5


def pinned(questionnaire: Questionnaire) -> dict[str, str]:
    """What ties a new assessment to the version that it is begun with, and to no other from then on."""
    return {"slug": questionnaire.slug, "version": questionnaire.version}


class AlreadySubmitted(Exception):  # noqa: N818 -- a state, not a fault
    """The assessment has been submitted; its answers stay as they are."""


class Unanswered(Exception):  # noqa: N818 -- a state, not a fault
    """Submitting needs a response to every scored question and to the goal; `questions` are those without one."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        super().__init__(", ".join(question.id for question in questions))
        self.questions = questions


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, viewer: Viewer) -> AssessmentQuerySet:
        """Assessments of the shops `viewer` may see, and those a guest was given a link to."""
        linked = viewer.assessments if isinstance(viewer, Guest) else frozenset()
        return self.filter(models.Q(shop__in=Shop.objects.visible_to(viewer)) | models.Q(pk__in=linked))

    def changeable_by(self, viewer: Viewer) -> AssessmentQuerySet:
        """Assessments of the shops that `viewer` may change; a link to read is none to write."""
        return self.filter(shop__in=Shop.objects.changeable_by(viewer))

    def start(self, questionnaire: Questionnaire, *, shop: Shop, key: UUID | None = None) -> Assessment:
        return self.create(pk=key or uuid4(), shop=shop, **pinned(questionnaire))

    def known_by(self, email: str) -> list[Assessment]:
        """The assessment last worked on of each shop with this address, five at most, the latest first."""
        latest: dict[int, Assessment] = {}
        for each in self.filter(shop__email__iexact=email).exclude(shop__email="").order_by("-changed", "pk"):
            latest.setdefault(each.shop_id, each)
        return list(latest.values())[:MOST_KNOWN]

    def attempts(self, shop: Shop) -> list[Assessment]:
        """What a shop has handed in, the oldest first; the last correction of an attempt stands in its place."""
        every = {each.pk: each for each in self.filter(shop=shop, submitted__isnull=False).order_by("submitted", "pk")}
        for each in every.values():
            each.shop = shop
            if each.corrects_id in every:
                each.corrects = every[each.corrects_id]
        last = {each.place: each for each in every.values()}
        return [last[place] for place in sorted(last)]

    def not_replaced(self) -> AssessmentQuerySet:
        """Without those that a later correction replaces."""
        later = models.Q(submitted__gt=models.OuterRef("submitted"))
        later |= models.Q(submitted=models.OuterRef("submitted"), pk__gt=models.OuterRef("pk"))
        replaced = Assessment.objects.filter(later, attempt=models.OuterRef("attempt"), submitted__isnull=False)
        return self.filter(~models.Exists(replaced))

    def in_force(self) -> AssessmentQuerySet:
        """Those handed in that no later correction replaces: one for each attempt."""
        return self.not_replaced().filter(submitted__isnull=False)


class Assessment(models.Model):
    """Pins a questionnaire version; `scorecard` holds what `Scorecard.stored` gave on the day of submitting."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    shop = models.ForeignKey(Shop, verbose_name=_("shop"), on_delete=models.CASCADE, related_name="assessments")
    # The attempt that a retake looks back on, and the one that a correction replaces.
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, editable=False, related_name="retakes")
    corrects = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="corrections"
    )
    # A correction shares both with what it corrects, and so takes its place in the trend.
    attempt = models.UUIDField(default=uuid4, editable=False, db_index=True)
    begun = models.DateTimeField(default=timezone.now, editable=False)
    slug = models.SlugField(_("questionnaire"), editable=False)
    version = models.CharField(_("version"), max_length=20, editable=False)
    # The consultant who sat with the owner while it was answered.
    answered_with = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered with"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    started = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    changed = models.DateTimeField(_("last change"), default=timezone.now, editable=False)
    submitted = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    scorecard = models.JSONField(_("scorecard"), null=True, blank=True, editable=False)
    checksum = models.CharField(_("checksum of the questionnaire"), max_length=64, blank=True, editable=False)
    # Copies out of the scorecard, so that a list of a thousand can sort and filter by them.
    readiness = models.PositiveSmallIntegerField(_("readiness"), null=True, blank=True, editable=False)
    strain = models.PositiveSmallIntegerField(_("strain"), null=True, blank=True, editable=False)
    stage = models.SlugField(_("stage"), blank=True, editable=False)
    band = models.SlugField(_("strain band"), blank=True, editable=False)
    verdict = models.SlugField(_("verdict"), blank=True, editable=False)
    gates = models.TextField(_("gates"), blank=True, editable=False)  # ids, a blank around each
    weakest = models.SlugField(_("weakest section"), blank=True, editable=False)
    weakest_points = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[Assessment]] = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-changed", "pk"]
        indexes = [
            models.Index(fields=["-changed", "id"]),
            models.Index(fields=["stage"]),
            models.Index(fields=["submitted"]),
        ]

    def __str__(self) -> str:
        return str(self.shop)

    @cached_property
    def questionnaire(self) -> Questionnaire:
        try:
            return library()[self.slug, self.version]
        except KeyError:
            raise LookupError(
                f"{self.slug} {self.version} has assessments, and its folder is gone: put it back"
            ) from None

    @cached_property
    def responses(self) -> Answers:
        """The stored answers that the questionnaire accepts, by question id.

        A draft may have lost an option since; an answer to it is a gap again, not an error.
        """
        found = {row.question: row.answer for row in self.answers.all()}
        questions = self.questionnaire.question
        return {
            name: answer for name, answer in found.items() if name in questions and not questions[name].problem(answer)
        }

    @cached_property
    def before(self) -> Answers:
        """The answers of the attempt this one looks back on, where the question asks the same; else empty."""
        if self.previous is None:
            return {}
        then, now = self.previous.questionnaire.question, self.questionnaire.question
        return {
            name: answer
            for name, answer in self.previous.responses.items()
            if name in now and comparable(then[name], now[name]) and not now[name].problem(answer)
        }

    @property
    def first(self) -> Assessment:
        """The attempt that this stands for: a correction for the one that it corrects, any other for itself."""
        return self.corrects.first if self.corrects else self

    @property
    def place(self) -> tuple[datetime, UUID]:
        """Where this stands in the trend: a correction where the attempt that it corrects began."""
        return self.begun, self.attempt

    @cached_property
    def earlier(self) -> list[Assessment]:
        """What the shop handed in before this, the oldest first."""
        return [each for each in Assessment.objects.attempts(self.shop) if each.place < self.place]

    @property
    def replaced_by(self) -> Assessment | None:
        """The correction that stands in this attempt's place, if there is one."""
        return Assessment.objects.in_force().filter(attempt=self.attempt).exclude(pk=self.pk).first()

    @property
    def scorecard_fits(self) -> bool:
        """Whether its scorecard still fits its questions: those of a draft may have changed since."""
        return self.scorecard is not None and self.checksum == self.questionnaire.checksum

    def comparable_with(self, other: Assessment) -> bool:
        """Whether the frozen scores of both may be compared; one of a draft that has changed since never may."""
        if self.checksum == other.checksum:
            return True
        return self.scorecard_fits and other.scorecard_fits and same_scale(self.questionnaire, other.questionnaire)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """Questions that still need a response before submitting."""
        questions = self.questionnaire.questions()
        return tuple(q for q in questions if self.questionnaire.must_answer(q) and q.id not in self.responses)

    def record(self, changes: Mapping[str, AnswerValue | None], *, at: datetime) -> None:
        """Store these answers and leave every other as it is; None takes an answer away.

        Raises AlreadySubmitted after submitting, and ValueError for an answer that the question does not accept.
        """
        for name, value in changes.items():
            if value is not None and (problem := self.questionnaire.question[name].problem(value)):
                raise ValueError(f"{name}: {problem}")
        with transaction.atomic():
            # Taking the row's lock by changing it: nobody can submit between this and the answers.
            if not Assessment.objects.filter(pk=self.pk, submitted=None).update(changed=at):
                raise AlreadySubmitted
            rows = [
                Answer(assessment=self, question=n, value=v, changed=at) for n, v in changes.items() if v is not None
            ]
            if rows:
                Answer.objects.bulk_create(
                    rows,
                    update_conflicts=True,
                    unique_fields=["assessment", "question"],
                    update_fields=["value", "changed"],
                )
            if gone := [name for name, value in changes.items() if value is None]:
                self.answers.filter(question__in=gone).delete()
        self.__dict__.pop("responses", None)

    def retake(self, *, key: UUID) -> Assessment:
        """Begin again, empty, looking back on this attempt; the same `key` twice begins once."""
        return self._follow(key, asked_today(), previous=self)

    @transaction.atomic
    def correct(self, *, key: UUID, at: datetime) -> Assessment:
        """Begin a copy of this attempt that will replace it in the trend; the same `key` twice begins once."""
        copy = self._follow(
            key,
            self.questionnaire,
            previous=self.previous,
            corrects=self,
            attempt=self.attempt,
            begun=self.begun,
        )
        if not copy.responses:
            copy.record(self.responses, at=at)
        return copy

    def _follow(self, key: UUID, questionnaire: Questionnaire, **fields: Any) -> Assessment:
        defaults = {**pinned(questionnaire), **fields}
        found, _ = Assessment.objects.get_or_create(pk=key, shop=self.shop, defaults=defaults)
        return found

    def score(self) -> Scorecard:
        """The frozen scorecard of a submitted assessment, otherwise the score as it stands now.

        A published version never changes. A draft may, and then what was frozen no longer fits its questions.
        """
        if self.scorecard is not None and self.scorecard_fits:
            return Scorecard.from_json(self.scorecard)
        return score(self.questionnaire, self.responses)

    def freeze(self, card: Scorecard, *, at: datetime) -> None:
        """Take over the score of the answers as they are handed in, without saving."""
        self.submitted = self.changed = at
        self.scorecard = card.stored()
        self.checksum = self.questionnaire.checksum
        # What lists sort and filter by.
        self.stage, self.band, self.verdict = card.stage.id or "", card.band.id or "", card.verdict.value
        self.gates = "".join(f" {gate} " for gate in card.gates)
        if not card.missing:
            self.readiness, self.strain = card.readiness.points, card.strain.points
            if (weakest := card.weakest) is not None:
                self.weakest, self.weakest_points = weakest.section, weakest.points

    def submit(self, *, at: datetime) -> None:
        """Freeze answers and scorecard; raise Unanswered or, the second time, AlreadySubmitted."""
        with transaction.atomic():
            if not Assessment.objects.filter(pk=self.pk, submitted=None).update(changed=at):
                raise AlreadySubmitted
            self.__dict__.pop("responses", None)
            if self.unanswered:
                raise Unanswered(self.unanswered)
            self.freeze(score(self.questionnaire, self.responses), at=at)
            self.save()
            # What the apps above fail to do with the news is logged, and no fault of whoever hands in.
            submitted.send_robust(sender=Assessment, assessment=self)
