"""One shop's answers to one questionnaire version: open to change until submitted, then frozen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models.prepared import Prepared
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
from questions.models.respondent import Respondent
from questions.models.underway import Underway, state_of
from questions.signals import submitted

MOST_KNOWN = 5


def pinned(questionnaire: Questionnaire) -> dict[str, str]:
    """Return the fields that tie a new assessment to this version for good."""
    return {"slug": questionnaire.slug, "version": questionnaire.version}


class AlreadySubmitted(Exception):  # noqa: N818 -- a state, not an error
    """The assessment was submitted; its answers can't change."""


class Unanswered(Exception):  # noqa: N818 -- a state, not an error
    """Submitting needs a response to every scored question and the goal; `questions` are those without one."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        super().__init__(", ".join(question.id for question in questions))
        self.questions = questions


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, viewer: Viewer) -> AssessmentQuerySet:
        """Assessments of the shops `viewer` may see, and those a guest has a read link to."""
        of_shops = models.Q(shop__in=Shop.objects.ids_visible_to(viewer))
        linked = isinstance(viewer, Guest) and viewer.assessments
        return self.filter(of_shops | models.Q(pk__in=linked) if linked else of_shops)

    def changeable_by(self, viewer: Viewer) -> AssessmentQuerySet:
        """Assessments of the shops that `viewer` may change; a read link gives no right to."""
        return self.filter(shop__in=Shop.objects.ids_changeable_by(viewer))

    def start(self, questionnaire: Questionnaire, *, shop: Shop, key: UUID | None = None, **fields: Any) -> Assessment:
        return self.create(pk=key or uuid4(), shop=shop, **pinned(questionnaire), **fields)

    def known_by(self, email: str) -> list[Assessment]:
        """Return the latest assessment of each shop whose owner has this address, latest first, at most five.

        An address that a colleague entered at the desk is not the owner's.
        """
        latest: dict[int, Assessment] = {}
        for each in self.filter(shop__own_email__iexact=email).exclude(shop__own_email="").order_by("-changed", "pk"):
            latest.setdefault(each.shop_id, each)
        return list(latest.values())[:MOST_KNOWN]

    def attempts(self, shop: Shop) -> list[Assessment]:
        """Return a shop's submitted attempts, oldest first, each in its last correction."""
        every = {each.pk: each for each in SUBMITTED(shop.pk)}
        for each in every.values():
            each.shop = shop
            if each.corrects_id in every:
                each.corrects = every[each.corrects_id]
        last = {each.place: each for each in every.values()}
        return [last[place] for place in sorted(last)]

    def submitted_of(self, shop: int) -> AssessmentQuerySet:
        return self.filter(shop=shop, submitted__isnull=False).order_by("submitted", "pk")

    def not_replaced(self) -> AssessmentQuerySet:
        """Leave out those that a later correction replaces."""
        later = models.Q(submitted__gt=models.OuterRef("submitted"))
        later |= models.Q(submitted=models.OuterRef("submitted"), pk__gt=models.OuterRef("pk"))
        replaced = Assessment.objects.filter(later, attempt=models.OuterRef("attempt"), submitted__isnull=False)
        return self.filter(~models.Exists(replaced))

    def with_state(self, *, at: datetime) -> models.QuerySet[Any]:
        """Annotate each with its `state`, a State."""
        return self.annotate(state=state_of(at=at))

    def in_force(self) -> AssessmentQuerySet:
        """Submitted ones that no later correction replaces: one for each attempt."""
        return self.not_replaced().filter(submitted__isnull=False)


class Assessment(Underway):
    """Pins a questionnaire version; `Underway` has what changes while it is open, `Frozen` what is fixed then."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    shop = models.ForeignKey(Shop, verbose_name=_("shop"), on_delete=models.CASCADE, related_name="assessments")
    # The attempt before a retake, and the attempt that a correction replaces.
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, editable=False, related_name="retakes")
    corrects = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="corrections"
    )
    # A correction shares both with what it corrects, so it takes that place in the trend.
    attempt = models.UUIDField(default=uuid4, editable=False, db_index=True)
    begun = models.DateTimeField(default=timezone.now, editable=False)
    slug = models.SlugField(_("questionnaire"), editable=False)
    version = models.CharField(_("version"), max_length=20, editable=False)
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

    @property
    def worded(self) -> Questionnaire:
        """The questionnaire in the words for who answers: the owner, or someone else."""
        own = self.respondent in ("", Respondent.OWNER)
        return self.questionnaire if own else self.questionnaire.for_others

    @cached_property
    def responses(self) -> Answers:
        """The stored answers that the questionnaire accepts, by question id.

        An option may have been removed from a draft since; then the answer is a gap again, not an error.
        """
        read = self.__dict__.get("_prefetched_objects_cache", {}).get("answers")
        found = Answer.objects.given_in(self.pk) if read is None else {row.question: row.answer for row in read}
        asked = self.questionnaire.question
        return {name: given for name, given in found.items() if name in asked and not asked[name].problem(given)}

    @cached_property
    def before(self) -> Answers:
        """The answers of the attempt before, where the question still asks the same; empty without one."""
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
        """The attempt it belongs to: what a correction corrects, any other itself."""
        return self.corrects.first if self.corrects else self

    @property
    def place(self) -> tuple[datetime, UUID]:
        """Its place in the trend; a correction has the place of the attempt it corrects."""
        return self.begun, self.attempt

    @cached_property
    def earlier(self) -> list[Assessment]:
        """The shop's earlier attempts, oldest first."""
        return [each for each in Assessment.objects.attempts(self.shop) if each.place < self.place]

    @property
    def replaced_by(self) -> Assessment | None:
        """The correction that replaces this, or None."""
        return next(iter(REPLACING(self.attempt, self.pk)), None)

    @property
    def scorecard_fits(self) -> bool:
        """Whether its scorecard still fits its questions, which may have changed in a draft."""
        return self.scorecard is not None and self.checksum == self.questionnaire.checksum

    def comparable_with(self, other: Assessment) -> bool:
        """Whether the frozen scores of both can be compared; never if one is of a draft that has changed since."""
        if self.checksum == other.checksum:
            return True
        return self.scorecard_fits and other.scorecard_fits and same_scale(self.questionnaire, other.questionnaire)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """Questions that still need a response before submitting."""
        questions = self.questionnaire.questions()
        return tuple(q for q in questions if self.questionnaire.must_answer(q) and q.id not in self.responses)

    def open(self, *, at: datetime) -> None:
        """Record when someone first opened it, if that is not known yet; a submitted one says more than that."""
        if self.opened is None and Assessment.objects.filter(pk=self.pk, opened=None, submitted=None).update(opened=at):
            self.opened = at

    def record(self, changes: Mapping[str, AnswerValue | None], *, at: datetime) -> None:
        """Store these answers and leave the others as they are; None removes an answer.

        Raise AlreadySubmitted after submitting, and ValueError for an answer that the question does not accept.
        """
        for name, value in changes.items():
            if value is not None and (problem := self.questionnaire.question[name].problem(value)):
                raise ValueError(f"{name}: {problem}")
        with transaction.atomic():
            # This change takes the row's lock, so nobody can submit before the answers are stored.
            opened = Coalesce("opened", models.Value(at))
            if not Assessment.objects.filter(pk=self.pk, submitted=None).update(changed=at, opened=opened):
                raise AlreadySubmitted
            Answer.objects.store(self.pk, changes, at=at)
        self.__dict__.pop("responses", None)

    def retake(self, *, key: UUID) -> Assessment:
        """Start an empty attempt that looks back on this one; a second call with the same `key` returns the first's."""
        return self._follow(key, asked_today(), previous=self, respondent=self.respondent)

    @transaction.atomic
    def correct(self, *, key: UUID, at: datetime) -> Assessment:
        """Start a copy that will replace this attempt in the trend; a second call with the same `key` returns it."""
        copy = self._follow(
            key,
            self.questionnaire,
            previous=self.previous,
            corrects=self,
            attempt=self.attempt,
            begun=self.begun,
            respondent=self.respondent,
            counted=self.counted,
        )
        if not copy.responses:
            copy.record(self.responses, at=at)
            Answer.objects.copy_origin(copy.pk, self.pk)
        return copy

    def _follow(self, key: UUID, questionnaire: Questionnaire, **fields: Any) -> Assessment:
        defaults = {**pinned(questionnaire), **fields}
        found, _ = Assessment.objects.get_or_create(pk=key, shop=self.shop, defaults=defaults)
        return found

    def score(self) -> Scorecard:
        """Return the frozen scorecard if submitted, else the score as it is now.

        A published version never changes. A draft may, and then the frozen scorecard no longer fits its questions.
        """
        if self.scorecard is not None and self.scorecard_fits:
            return Scorecard.from_json(self.scorecard)
        return score(self.questionnaire, self.responses)

    def freeze(self, card: Scorecard, *, at: datetime) -> None:
        """Copy the score of the submitted answers into the fields, without saving."""
        self.submitted = self.changed = at
        self.checksum = self.questionnaire.checksum
        self.keep_score(self.questionnaire, card)
        self.keep_place(self.shop)

    def count(self, *, agreed: bool, at: datetime) -> None:
        """Say whether it counts in anonymous statistics and comparisons; the first agreement keeps its moment."""
        rows = Assessment.objects.filter(pk=self.pk)
        if agreed:
            rows.filter(counted=None).update(counted=at)
        else:
            rows.update(counted=None)

    def submit(self, *, at: datetime, respondent: str = "") -> None:
        """Freeze answers and scorecard; raise Unanswered, or AlreadySubmitted the second time.

        `respondent` is who answered, if it is said only now.
        """
        with transaction.atomic():
            if not Assessment.objects.filter(pk=self.pk, submitted=None).update(changed=at):
                raise AlreadySubmitted
            self.__dict__.pop("responses", None)
            if self.unanswered:
                raise Unanswered(self.unanswered)
            self.respondent = respondent or self.respondent
            self.freeze(score(self.questionnaire, self.responses), at=at)
            self.save()
            # Errors in the receivers above are logged: they are no fault of the owner who submits.
            submitted.send_robust(sender=Assessment, assessment=self)


SUBMITTED = Prepared(Assessment.objects.submitted_of)
REPLACING = Prepared(lambda attempt, pk: Assessment.objects.in_force().filter(attempt=attempt).exclude(pk=pk)[:1])
