"""The filters of the clients list, with their choices and conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.models.charge import workers
from clients.models.firms import READING, Firm
from clients.models.tags import Tag
from clients.viewers import Viewer, full_name, staff
from desk.portfolio import MOVED, QUARTER, READINESS_DOWN, READINESS_UP, STRAIN_DOWN, STRAIN_UP
from evidence.models.kept_record import Record
from questions.core.questionnaire import Questionnaire
from questions.library import asked_today, library
from questions.models.underway import State
from reports.models.review import Review

# No stage or gate can have these values: an id does not start with a hyphen.
UNPLACED, NOTHING, ANY = "-unknown", "-none", "-any"
MINE, EVERYONE = "me", "all"  # of who is in charge


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and the condition for it."""

    value: str
    name: str
    condition: Q


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    label: str
    choices: tuple[Choice, ...]
    chosen: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.chosen) and (self.name, self.chosen) != ("charge", EVERYONE)


def filters_for(viewer: Viewer, *, at: datetime) -> list[Filter]:
    """Return every filter with its choices; the one by firm only if there are several firms."""
    asked = asked_today()
    versions = [asked, *(each for each in library().values() if each is not asked)]
    tags = Tag.objects.visible_to(viewer).values_list("pk", "name", "firm__name")
    firms = [*Firm.objects.visible_to(viewer).values_list("pk", "name")]
    several = len(firms) > 1
    stages = ((cut.id, cut.name) for each in versions for cut in each.stages)
    bands = ((cut.id, cut.name) for each in versions for cut in each.strain_bands)
    weakest = ((part.id, part.title) for each in versions for part in each.sections if part.weight)
    found = [
        Filter("stage", _("Stage"), (*_each_once(stages, lambda stage: Q(stage=stage)), *_stageless())),
        Filter("change", _("Change"), _changes(at)),
        Filter("band", _("Strain"), tuple(_each_once(bands, lambda band: Q(band=band)))),
        Filter("gates", _("Gates"), tuple(_gates(versions))),
        Filter("weakest", _("Weakest section"), tuple(_each_once(weakest, lambda section: Q(weakest=section)))),
        Filter("active", _("Last activity"), tuple(_active(at))),
        Filter("review", _("Review"), tuple(_named_states())),
        Filter("state", _("State"), _states()),
        Filter("goal", _("Goal"), tuple(_goals(versions))),
        Filter("charge", _("In charge"), tuple(_charged(viewer))),
        Filter("due", _("Next review"), _due(at)),
        Filter("tickets", _("Tickets"), _tickets()),
        Filter(
            "tag",
            _("Tag"),
            tuple(Choice(str(pk), f"{name} ({firm})" if several else name, Q(tags=pk)) for pk, name, firm in tags),
        ),
        Filter(
            "archived",
            _("Archive"),
            (
                Choice("1", _("archived only"), Q(archived__isnull=False)),
                Choice("all", _("archived too"), Q()),
            ),
        ),
    ]
    if several:
        found.append(Filter("firm", _("Firm"), tuple(Choice(str(pk), name, Q(firm=pk)) for pk, name in firms)))
    return found


def _each_once(named: Iterable[tuple[str, str]], condition: Callable[[str], Q]) -> Iterator[Choice]:
    """Yield a choice for each id, under its first name: the versions start with today's."""
    names: dict[str, str] = {}
    for value, name in named:
        names.setdefault(value, name)
    return (Choice(value, name, condition(value)) for value, name in names.items())


def _stageless() -> tuple[Choice, ...]:
    return (
        Choice(UNPLACED, _("too little known"), Q(latest_id__isnull=False, stage="")),
        Choice(NOTHING, _("nothing submitted yet"), Q(latest_id=None)),
    )


def _changes(at: datetime) -> tuple[Choice, ...]:
    return (
        Choice(
            "quarter",
            _("moved in the last %(days)d days") % {"days": QUARTER.days},
            MOVED & Q(submitted__gt=at - QUARTER),
        ),
        Choice("up", _("readiness up"), READINESS_UP),
        Choice("down", _("readiness down"), READINESS_DOWN),
        Choice("strain-up", _("strain up"), STRAIN_UP),
        Choice("strain-down", _("strain down"), STRAIN_DOWN),
        Choice("steady", _("much as before"), Q(readiness_change__isnull=False) & ~MOVED),
        Choice("none", _("nothing to compare with"), Q(readiness_change=None)),
    )


def _gates(versions: list[Questionnaire]) -> Iterator[Choice]:
    yield Choice(ANY, _("held by any"), Q(latest_id__isnull=False) & ~Q(gates=""))
    yield Choice(NOTHING, _("held by none"), Q(gates=""))
    titles = ((gate.id, gate.title) for each in versions for gate in each.gates)
    yield from _each_once(titles, lambda value: Q(gates__contains=f" {value} "))


def _active(at: datetime) -> Iterator[Choice]:
    for days in (7, 30, QUARTER.days):
        yield Choice(
            str(days), _("in the last %(days)d days") % {"days": days}, Q(active__gt=at - timedelta(days=days))
        )
    yield Choice("older", _("longer ago than %(days)d days") % {"days": QUARTER.days}, Q(active__lte=at - QUARTER))


def _named_states() -> Iterator[Choice]:
    yield from (Choice(value, str(name), Q(review=value)) for value, name in Review.State.choices)


def _tickets() -> tuple[Choice, ...]:
    """What a file of tickets shows beside the latest answers, the firm's own file or the owner's."""
    kept = Record.objects.filter(assessment=OuterRef("latest_id"))
    kept = kept.filter(Q(shown=True) | Q(firm=OuterRef("firm")))
    return (
        Choice("else", _("show something else"), Q(Exists(kept.filter(differs__gt=0)))),
        Choice("kept", _("a file was kept"), Q(Exists(kept))),
        Choice("none", _("no file"), Q(latest_id__isnull=False) & ~Q(Exists(kept))),
    )


def _goals(versions: list[Questionnaire]) -> Iterator[Choice]:
    texts = ((option.id, option.text) for each in versions for option in each.question[each.goal].options)
    yield from _each_once(texts, lambda goal: Q(goal=goal))
    yield Choice(NOTHING, _("no goal given"), Q(latest_id__isnull=False, goal=""))


def _charged(viewer: Viewer) -> Iterator[Choice]:
    """Yield whose shops may be asked for: one's own first, then anyone's, a colleague's, and nobody's."""
    user = staff(viewer)
    if user:
        yield Choice(MINE, _("you"), Q(in_charge=user))
    yield Choice(EVERYONE, _("anyone"), Q())
    for each in workers(Firm.objects.of_member(viewer, READING)):
        if each != user:
            yield Choice(str(each.pk), full_name(each), Q(in_charge=each))
    yield Choice(NOTHING, _("nobody"), Q(in_charge=None))


def _due(at: datetime) -> tuple[Choice, ...]:
    today = timezone.localdate(at)
    return (
        Choice("today", _("due by today"), Q(review_due__lte=today)),
        *(
            Choice(str(days), _("due in %(days)d days") % {"days": days}, Q(review_due__lte=today + timedelta(days)))
            for days in (7, 30)
        ),
        Choice(NOTHING, _("no day set"), Q(review_due=None)),
    )


def _states() -> tuple[Choice, ...]:
    return tuple(Choice(value, str(name), Q(state=value)) for value, name in State.choices)
