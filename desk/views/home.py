"""The desk's first page: every client at a glance, with the same number of queries for a thousand as for ten."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients.models.firms import WORKING, Firm
from clients.models.shops import Shop
from desk.charts import Axis, Spot, scatter
from desk.filter_choices import NOTHING, UNPLACED
from desk.portfolio import QUARTER, Client, Portfolio, address_of, half_way
from desk.site import framed, page
from questions.core.questionnaire import Questionnaire
from questions.library import asked_today
from questions.models.assessment import Assessment
from questions.models.underway import BEGUN_BEFORE, QUIET_FOR
from questions.progress import Progress
from reports.condition import room

SHOWN = 8  # rows of each list; the rest is one click away
FEW, NEAR, FAR = (
    60,
    2,
    5,
)  # up to FEW shops, those within NEAR points share a spot; with more shops, FAR points


@page("", "index")
def index(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    clients = Portfolio(Shop).visible_to(request.user).filter(archived=None).with_latest().clients()
    asked = asked_today()
    moved = [each for each in clients if each.moved(at=now)]
    waiting = sorted((each for each in clients if each.waits), key=lambda each: (each.submitted or now, each.pk))
    stopped = half_way(at=now).filter(shop__in=Shop.objects.visible_to(request.user).filter(archived=None))
    spots = spots_of([each for each in clients if each.placed])
    disk = room() if request.user.is_superuser else None
    context = framed(
        request,
        title=_("Desk"),
        clients=clients,
        stages=stages_of(clients, asked),
        spots=spots,
        picture=picture(spots, asked),
        placed=sum(spot.number for spot in spots),
        better=_most(moved, forward=True),
        worse=_most(moved, forward=False),
        moved=len(moved),
        minutes=asked.minutes,
        quarter=QUARTER.days,
        begun=BEGUN_BEFORE.days,
        quiet=QUIET_FOR.days,
        waiting=waiting[:SHOWN],
        waiting_number=len(waiting),
        stopped=stopped_of(stopped.order_by("-changed").select_related("shop").prefetch_related("answers")[:SHOWN]),
        stopped_number=stopped.values("shop").distinct().count(),
        scarce=disk if disk and disk.scarce else None,
        firms=Firm.objects.visible_to(request.user).exists(),
        may_change=Firm.objects.of_member(request.user, WORKING).exists(),
    )
    return render(request, "desk/home.html", context)


@dataclass(frozen=True, slots=True)
class Share:
    """How many clients are at one stage; `stage` is the list's filter value, `percent` of all."""

    stage: str
    name: str
    number: int
    percent: int


def stages_of(clients: Sequence[Client], asked: Questionnaire) -> list[Share]:
    """Count the clients by stage, including stages of older versions and clients without one."""
    counts = Counter(NOTHING if each.latest_id is None else each.stage or UNPLACED for each in clients)
    names = {cut.id: cut.name for cut in asked.stages}
    names |= {each.stage: each.stage_name for each in clients if each.stage and each.stage not in names}
    names |= {UNPLACED: _("Too little known"), NOTHING: _("Nothing submitted yet")}
    return [
        Share(stage, name, counts[stage], round(100 * counts[stage] / len(clients)))
        for stage, name in names.items()
        if clients
    ]


def spots_of(clients: Sequence[Client]) -> list[Spot]:
    """Return the clients as spots of the chart; those that would overlap share one."""
    size = NEAR if len(clients) <= FEW else FAR
    cells: dict[tuple[int, int], list[Client]] = defaultdict(list)
    for each in clients:
        cells[(each.readiness or 0) // size, (each.strain or 0) // size].append(each)
    return [_spot(found, cell, size) for cell, found in sorted(cells.items())]


def _spot(found: Sequence[Client], cell: tuple[int, int], size: int) -> Spot:
    x, y = (
        sum(points) / len(found) for points in zip(*((c.readiness or 0, c.strain or 0) for c in found), strict=True)
    )
    if len(found) == 1:
        label = _("%(shop)s: readiness %(readiness)d, strain %(strain)d")
        return Spot(x, y, 1, label % {"shop": found[0], "readiness": x, "strain": y}, found[0].address)
    (low, high), (least, most) = ((start * size, start * size + size - 1) for start in cell)
    label = _("%(number)d shops: readiness %(low)d to %(high)d, strain %(least)d to %(most)d") % {
        "number": len(found), "low": low, "high": min(high, 100), "least": least, "most": min(most, 100),
    }  # fmt: skip
    query = f"readiness={low}-{high}&strain={least}-{most}"
    return Spot(x, y, len(found), label, f"{reverse('admin:clients')}?{query}")


def picture(spots: Sequence[Spot], asked: Questionnaire) -> SafeString:
    return scatter(
        spots,
        across=Axis(_("Readiness"), [(cut.least, cut.name) for cut in asked.stages]),
        up=Axis(_("Strain"), [(cut.least, cut.name) for cut in asked.strain_bands]),
        title=_("Strain against readiness, one spot for each shop or for several close together"),
    )


def _most(moved: Iterable[Client], *, forward: bool) -> list[Client]:
    """Return those that moved furthest forward (readiness up, strain down), or back."""
    sign = 1 if forward else -1
    far = [(max(sign * each.readiness_moved, -sign * each.strain_moved), each) for each in moved]
    return [each for way, each in sorted(far, key=lambda pair: (-pair[0], pair[1].pk)) if way > 0][:SHOWN]


def stopped_of(attempts: Iterable[Assessment]) -> list[tuple[Assessment, Progress, str]]:
    return [(each, Progress.of(each.questionnaire, each.responses), address_of(each.shop_id)) for each in attempts]
