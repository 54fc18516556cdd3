"""Each client with its latest attempt and the one before, in one query for any number of clients."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Trim
from django.urls import reverse
from django.utils import timezone

from clients.core.phones import digits_of
from clients.models.shops import Shop, ShopQuerySet, zone_named
from questions.core.differences import same_scale
from questions.core.questionnaire import Questionnaire, name_of
from questions.core.scorecard import Verdict
from questions.library import library
from questions.models.answer import Answer
from questions.models.assessment import Assessment, AssessmentQuerySet
from questions.models.underway import State, state_of
from reports.core.comparison import LEAST_READINESS, LEAST_STRAIN
from reports.models.review import Review

QUARTER = timedelta(days=92)
COLUMNS = (
    "pk", "name", "owner", "email", "archived", "example", "latest_id", "submitted", "slug", "version",
    "stage", "band", "verdict", "readiness", "strain", "gates", "weakest", "weakest_points", "review",
    "readiness_change", "strain_change", "active", "time_zone", "phone", "in_charge_id", "in_charge_name", "review_due",
    "goal", "state", "current_id", "since", "firm_id",
)  # fmt: skip


class Portfolio(ShopQuerySet):
    """Shops with their latest attempt: `Portfolio(Shop).visible_to(viewer).with_latest()`."""

    def with_latest(self) -> Self:
        """Annotate what COLUMNS names; changes are since the attempt before, if both asked the same."""
        own = Assessment.objects.filter(shop=OuterRef("pk"))
        now = timezone.now()
        # What was answered last tells how far a shop is; an attempt with nothing in it only where there is no other.
        something = Q(submitted__isnull=False) | Q(Exists(Answer.objects.filter(assessment=OuterRef("pk"))))
        last = own.order_by(Case(When(something, then=0), default=1), "-changed", "pk").values("pk")
        attempts = own.in_force().order_by("-begun", "-attempt").values("pk")
        joined = self.annotate(
            latest=FilteredRelation("assessments", condition=Q(assessments__pk=Subquery(attempts[:1]))),
            before=FilteredRelation("assessments", condition=Q(assessments__pk=Subquery(attempts[1:2]))),
            current=FilteredRelation("assessments", condition=Q(assessments__pk=Subquery(last[:1]))),
        )
        copies = ("submitted", "slug", "version", "stage", "band", "verdict", "readiness", "strain", "gates", "goal")
        return joined.annotate(current_id=F("current__pk")).annotate(
            state=Case(
                When(withdrawn__isnull=False, firm=None, then=Value(State.WITHDRAWN)),
                default=state_of(at=now, attempt="current__", key="current_id"),
            ),
            since=_since(),
            in_charge_name=_name_of("in_charge"),
            latest_id=F("latest__pk"),
            **{name: F(f"latest__{name}") for name in (*copies, "weakest", "weakest_points")},
            readiness_change=_change("readiness"),
            strain_change=_change("strain"),
            review=Case(
                When(latest__pk=None, then=Value("")),
                default=Coalesce("latest__review__state", Value(Review.State.NEW)),
            ),
            active=Coalesce(Subquery(own.order_by("-changed").values("changed")[:1]), "created"),
        )

    def latest_attempts(self) -> AssessmentQuerySet:
        """The latest attempts of these shops; call it after `with_latest`."""
        return Assessment.objects.filter(pk__in=self.order_by().values("latest_id"))

    def latest_keys(self) -> list[UUID]:
        """Return the keys of the same.

        For many shops, PostgreSQL reads everybody's attempts if it gets the query in the place of its keys.
        """
        return [*self.order_by().filter(latest_id__isnull=False).values_list("latest_id", flat=True)]

    def attempts_before(self) -> AssessmentQuerySet:
        """The attempts before the latest ones; call it after `with_latest`."""
        return Assessment.objects.filter(pk__in=self.order_by().values("before__pk"))

    def clients(self) -> list[Client]:
        return [Client(**row) for row in self.values(*COLUMNS)]


def _since() -> Case:
    """Return since when a shop is in its state: the moment of what it says."""
    answered = Exists(Answer.objects.filter(assessment=OuterRef("current_id")))
    return Case(
        When(withdrawn__isnull=False, firm=None, then=F("withdrawn")),
        When(current__submitted__isnull=False, then=F("current__submitted")),
        When(Q(answered), then=F("current__changed")),
        default=Coalesce("current__opened", "current__started"),
    )


def _name_of(user: str) -> Case:
    """Return what a related user is called, as `full_name` says it; empty for nobody."""
    full = Trim(Concat(f"{user}__first_name", Value(" "), f"{user}__last_name"))
    return Case(
        When(Q(**{user: None}), then=Value("")),
        When(Q(**{f"{user}__first_name": "", f"{user}__last_name": ""}), then=F(f"{user}__username")),
        default=full,
    )


READINESS_UP, READINESS_DOWN = Q(readiness_change__gte=LEAST_READINESS), Q(readiness_change__lte=-LEAST_READINESS)
STRAIN_UP, STRAIN_DOWN = Q(strain_change__gte=LEAST_STRAIN), Q(strain_change__lte=-LEAST_STRAIN)
MOVED = READINESS_UP | READINESS_DOWN | STRAIN_UP | STRAIN_DOWN


def _change(measure: str) -> Case:
    """Return a measure's change from the attempt before; null without two numbers from the same questions."""
    difference = F(f"latest__{measure}") - F(f"before__{measure}")
    same = Q(latest__checksum=F("before__checksum"))
    for alike in scored_alike():
        same |= Q(latest__checksum__in=alike, before__checksum__in=alike)
    return Case(When(same, then=difference), output_field=models.SmallIntegerField(null=True))


def scored_alike() -> list[list[str]]:
    """Return groups of checksums of different questionnaires whose scores can be compared."""
    groups: list[list[Questionnaire]] = []
    for each in library().values():
        group = next((group for group in groups if same_scale(group[0], each)), None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    return [[each.checksum for each in group] for group in groups if len(group) > 1]


@dataclass(frozen=True, slots=True)
class Client:
    """A shop as a row of the portfolio; what belongs to the latest attempt is None or empty without one."""

    pk: int
    name: str
    owner: str
    email: str
    archived: datetime | None
    example: str
    latest_id: UUID | None
    submitted: datetime | None
    slug: str | None
    version: str | None
    stage: str | None
    band: str | None
    verdict: str | None
    readiness: int | None
    strain: int | None
    gates: str | None
    weakest: str | None
    weakest_points: int | None
    review: str
    readiness_change: int | None
    strain_change: int | None
    active: datetime
    time_zone: str
    phone: str
    in_charge_id: int | None
    in_charge_name: str
    review_due: date | None
    goal: str | None
    state: str
    current_id: UUID | None
    since: datetime | None
    firm_id: int | None

    def __str__(self) -> str:
        return str(Shop(name=self.name))

    @property
    def address(self) -> str:
        return address_of(self.pk)

    @property
    def zone(self) -> ZoneInfo:
        return zone_named(self.time_zone)

    @property
    def questionnaire(self) -> Questionnaire | None:
        """The latest attempt's questionnaire; None without an attempt."""
        return library().get((self.slug, self.version)) if self.slug and self.version else None

    @property
    def stage_name(self) -> str:
        asked = self.questionnaire
        return name_of(asked.stages, self.stage) if asked else ""

    @property
    def band_name(self) -> str:
        asked = self.questionnaire
        return name_of(asked.strain_bands, self.band) if asked else ""

    @property
    def goal_name(self) -> str:
        asked = self.questionnaire
        return asked.goal_name(self.goal) if asked else ""

    @property
    def weakest_title(self) -> str:
        asked = self.questionnaire
        found = asked.section.get(self.weakest or "") if asked else None
        return found.title if found else self.weakest or ""

    @property
    def dialed(self) -> str:
        return Shop(phone=self.phone, digits=digits_of(self.phone)).dialed

    @property
    def gate_titles(self) -> tuple[str, ...]:
        known = self.questionnaire.gate if self.questionnaire else {}
        return tuple(known[gate].title if gate in known else gate for gate in (self.gates or "").split())

    @property
    def placed(self) -> bool:
        """Whether it has a place in a chart of readiness and strain."""
        return self.verdict not in (None, Verdict.INCOMPLETE) and None not in (self.readiness, self.strain)

    @property
    def waits(self) -> bool:
        return self.review == Review.State.NEW

    @property
    def readiness_moved(self) -> int:
        """The change of readiness; 0 if there is none or it is noise."""
        return _beyond_noise(self.readiness_change, LEAST_READINESS)

    @property
    def strain_moved(self) -> int:
        return _beyond_noise(self.strain_change, LEAST_STRAIN)

    def moved(self, *, at: datetime) -> bool:
        """Whether the latest attempt is less than QUARTER old and differs from the one before by more than noise."""
        recent = self.submitted is not None and self.submitted > at - QUARTER
        return recent and bool(self.readiness_moved or self.strain_moved)


def _beyond_noise(change: int | None, least: int) -> int:
    return change if change is not None and abs(change) >= least else 0


def address_of(shop: int) -> str:
    """Return the address of a client's page."""
    return reverse("admin:client", args=[shop])


def tags_of(clients: Iterable[Client]) -> dict[int, list[tuple[int, str]]]:
    """Return the tags of these shops, by shop, each as key and name."""
    found: dict[int, list[tuple[int, str]]] = {}
    rows = Shop.tags.through._default_manager.filter(shop__in=[each.pk for each in clients])
    for shop, tag, name in rows.order_by("tag__folded", "tag_id").values_list("shop", "tag", "tag__name"):
        found.setdefault(shop, []).append((tag, name))
    return found
