"""The desk's first page, whom to call and where every shop stands: as many queries for a thousand as for ten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from clients.models.firms import WORKING, Firm
from clients.models.shops import Shop
from clients.viewers import Viewer
from desk.portfolio import Client, Portfolio
from desk.site import framed, page
from desk.today import dots
from desk.today.calling import BURNING, Call, NextAct, calls
from desk.today.fields import Field, Place, dots_of, fields_of
from desk.today.gathering import facts_of, heat_of
from questions.core.questionnaire import Questionnaire
from questions.library import asked_today
from questions.models.underway import QUIET_FOR, State, answered_of
from reports.condition import room

CALLED, A_PAGE = 9, 50  # shops to call on the first page, and on each page of the whole list
MINE, EVERYBODYS = "mine", "all"


@page("", "index")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    now, whose = timezone.now(), whose_of(request)
    clients = clients_of(request, whose)
    asked = asked_today()
    worth = calls(facts_of(clients, request.user, at=now), today=timezone.localdate(now))
    goal = request.GET.get("goal", "")
    disk = room() if request.user.is_superuser else None
    context = framed(
        request,
        title=_("Today"),
        day=timezone.localdate(now),
        clients=clients,
        answered=sum(each.latest_id is not None for each in clients),
        ledger=ledger_of(clients, asked, whose),
        whose=whose,
        calls=rows_of(worth[:CALLED], clients, request.user),
        number=len(worth),
        stand=stand_of(clients, asked, goal, whose),
        minutes=asked.minutes,
        scarce=disk if disk and disk.scarce else None,
        firms=Firm.objects.visible_to(request.user).exists(),
        may_change=Firm.objects.of_member(request.user, WORKING).exists(),
    )
    return render(request, "desk/home.html", context)


@page("calls/", "calls")
@require_safe
def all_calls(request: HttpRequest) -> HttpResponse:
    """Show everybody worth a call, a page at a time."""
    now, whose = timezone.now(), whose_of(request)
    clients = clients_of(request, whose)
    worth = calls(facts_of(clients, request.user, at=now), today=timezone.localdate(now))
    shown = Paginator(worth, A_PAGE).get_page(request.GET.get("p"))
    context = framed(
        request,
        title=_("Who to call"),
        whose=whose,
        calls=rows_of([*shown.object_list], clients, request.user),
        number=len(worth),
        page=shown,
        first=shown.start_index(),
    )
    return render(request, "desk/calls.html", context)


def whose_of(request: HttpRequest) -> str:
    """Return whose shops to show: the viewer's own, if they are in charge of any and don't ask for everybody's.

    Empty if they are in charge of none: there is no choice then.
    """
    if not Shop.objects.visible_to(request.user).filter(archived=None, in_charge=request.user.pk).exists():
        return ""
    return EVERYBODYS if request.GET.get("whose") == EVERYBODYS else MINE


def clients_of(request: HttpRequest, whose: str) -> list[Client]:
    shops = Portfolio(Shop).visible_to(request.user).filter(archived=None)
    if whose == MINE:
        shops = shops.filter(in_charge=request.user.pk)
    return shops.with_latest().clients()


@dataclass(frozen=True, slots=True)
class Row:
    """A shop to call, its phone, and where its one next act is done; of one that stopped also how many answers."""

    call: Call
    address: str
    answered: tuple[int, int] | None
    act: NextAct
    there: str
    phone: str
    dials: str


def rows_of(worth: Sequence[Call], clients: Iterable[Client], viewer: Viewer) -> list[Row]:
    shown = {call.facts.key for call in worth}
    by_key = {each.pk: each for each in clients if each.pk in shown}
    stopped = [call.facts.key for call in worth if call.facts.stopped_for is not None]
    attempts = {key: current for key in stopped if (current := by_key[key].current_id)}
    answered = answered_of(attempts.values())
    stops = dict(Shop.objects.changeable_by(viewer).filter(pk__in=shown).values_list("pk", "mails_stopped"))
    found = []
    for call in worth:
        shop = by_key[call.facts.key]
        changes = shop.pk in stops
        reminds = changes and settings.MAIL_ENABLED and bool(shop.email) and not stops[shop.pk]
        act = call.next_act(changes=changes, reminds=reminds, phones=bool(shop.phone))
        count = answered.get(attempts[shop.pk]) if shop.pk in attempts else None
        dials = f"tel:{shop.dialed}" if shop.phone else ""
        found.append(Row(call, shop.address, count, act, place_of(act, shop), shop.phone, dials))
    return found


ON_ITS_PAGE = {NextAct.PLAN: "?tab=plan", NextAct.MOVED: "#changed", NextAct.MAIL: "?tab=history#mails"}


def place_of(act: NextAct, shop: Client) -> str:
    """Return the address at which an act about a shop is done."""
    match act:
        case NextAct.ADDRESS:
            return reverse("admin:clients_shop_change", args=[shop.pk]) + "#id_email"
        case NextAct.REMIND:
            return f"{reverse('admin:remind')}?shop={shop.pk}"
        case NextAct.PHONE:
            return f"tel:{shop.dialed}"
    return shop.address + ON_ITS_PAGE.get(act, "")


def list_of(whose: str) -> str:
    """Return the beginning of an address of the clients list that shows the same people's shops."""
    return f"{reverse('admin:clients')}?" + ("charge=me&" if whose == MINE else "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of the ledger, what it is, and the list it opens."""

    number: int
    words: str
    address: str


def ledger_of(clients: Sequence[Client], asked: Questionnaire, whose: str) -> list[Entry]:
    now, to = timezone.now(), list_of(whose)
    waiting = [(now - each.submitted).days for each in clients if each.waits and each.submitted]
    oldest = max(waiting, default=0)
    placed = [each for each in clients if each.placed]
    hottest = asked.strain_bands[-1]
    burning = sum(heat_of(each) == BURNING for each in clients)
    moved = [each.strain_moved - each.readiness_moved for each in clients if each.moved(at=now)]
    better = sum(each < 0 for each in moved)
    words = {"n": oldest, "percent": round(100 * burning / len(placed)) if placed else 0, "band": hottest.name}
    words |= {"better": better, "worse": len(moved) - better, "days": QUIET_FOR.days}
    review = ngettext(
        "waiting for your review. Oldest: %(n)d day.", "waiting for your review. Oldest: %(n)d days.", oldest
    )
    return [
        Entry(
            len(waiting), review % words if waiting else _("waiting for your review."), f"{to}review=new&sort=active"
        ),
        Entry(
            burning, _("%(band)s, %(percent)d%% of all with a result.") % words, f"{to}band={hottest.id}&sort=-strain"
        ),
        Entry(
            len(moved),
            _("moved this quarter. %(better)d better, %(worse)d worse.") % words,
            f"{to}change=quarter&sort=-change",
        ),
        Entry(
            sum(each.state == State.STOPPED for each in clients),
            _("stopped half-way, quiet for %(days)d days.") % words,
            f"{to}state=stopped",
        ),
    ]


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its shops; `query` shows only them in the picture above, `small` is their own picture."""

    id: str
    name: str
    number: int
    small: SafeString


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the shops stand: the picture, its numbers as a table, and the goals one may choose."""

    number: int
    goals: Sequence[Goal]
    goal: str
    every: int
    picture: SafeString
    fields: Sequence[Sequence[Field]]
    list: str
    few: bool


def stand_of(clients: Sequence[Client], asked: Questionnaire, goal: str, whose: str) -> Stand:
    """Return the picture of the shops with both numbers; of those with one goal, if that is the goal of any."""
    placed = [each for each in clients if each.placed]
    by_goal = Counter(each.goal for each in placed if each.goal)
    chosen = goal if goal in by_goal else ""
    every = dict(zip((each.pk for each in placed), _places(placed), strict=True))
    places = [every[each.pk] for each in placed if not chosen or each.goal == chosen]
    fields = fields_of(places, asked.stages, asked.strain_bands)
    to = list_of(whose) + (f"goal={chosen}&" if chosen else "")
    found = dots_of(places)
    return Stand(
        number=len(places),
        goals=[
            Goal(
                each,
                goal_name(placed, each, asked),
                number,
                _small([every[client.pk] for client in placed if client.goal == each], asked),
            )
            for each, number in sorted(by_goal.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        goal=chosen,
        every=len(placed),
        picture=dots.picture(fields, found, label=label_of(fields), words=(_("Calmer"), _("Readiness")), to=to),
        fields=fields,
        list=to,
        few=all(dot.address for dot in found),
    )


def _small(places: Sequence[Place], asked: Questionnaire) -> SafeString:
    fields = fields_of(places, asked.stages, asked.strain_bands)
    return dots.small(fields, dots_of(places), label=label_of(fields))


def _places(clients: Iterable[Client]) -> list[Place]:
    found = []
    for each in clients:
        words = {"shop": each, "readiness": each.readiness or 0, "strain": each.strain or 0}
        label = _("%(shop)s: readiness %(readiness)d, strain %(strain)d") % words
        found.append(Place(each.readiness or 0, each.strain or 0, str(each), each.address, label))
    return found


def goal_name(clients: Iterable[Client], goal: str, asked: Questionnaire) -> str:
    """Return a goal in a few words, as today's version has it or else that of a shop that chose it."""
    return asked.goal_name(goal) or next((each.goal_name for each in clients if each.goal == goal), "") or goal


def label_of(fields: Sequence[Sequence[Field]]) -> str:
    """Say the picture in numbers: how many are in each band of strain, and at each stage."""
    bands = [f"{row[0].band.name} {sum(field.number for field in row)}" for row in fields]
    stages = [f"{column[0].stage.name} {sum(field.number for field in column)}" for column in zip(*fields, strict=True)]
    total = sum(field.number for row in fields for field in row)
    words = {"number": total, "bands": ", ".join(bands), "stages": ", ".join(stages)}
    return (
        ngettext(
            "%(number)d shop by readiness and strain: %(bands)s; %(stages)s.",
            "%(number)d shops by readiness and strain: %(bands)s; %(stages)s.",
            total,
        )
        % words
    )
