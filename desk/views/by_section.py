"""The portfolio section by section, as a page and as a file: the same queries for a thousand shops as for ten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clients.models.shops import Shop
from clients.models.tags import Tag
from desk.portfolio import Client, Portfolio
from desk.site import framed, page, row_id
from desk.spreadsheets import Cell as Written
from desk.spreadsheets import Sheet
from desk.templatetags.portfolio_words import why_not
from desk.today.calling import BURNING
from desk.today.gathering import heat_of
from desk.today.heat import Line, Points, Shows, Why, cells_of, changes, median_of, points_of
from desk.today.quarters import quarters_of
from desk.views.compare import alike
from desk.views.exports import as_file
from questions.core.questionnaire import Questionnaire, Section
from questions.library import asked_today, library
from questions.models.assessment import AssessmentQuerySet

A_PAGE = 25  # shops
STAGES = "stages"


@page("portfolio/", "portfolio")
@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    wish = Wish.of(request)
    table = table_of(request, wish)
    shown = Paginator(table.lines, A_PAGE).get_page(request.GET.get("p"))
    context = framed(
        request,
        title=_("Portfolio by section"),
        wish=wish,
        table=table,
        page=shown,
        query=wish.query(),
        goals=[(each.id, asked_today().goal_name(each.id)) for each in asked_today().goals],
        tags=list(Tag.objects.visible_to(request.user).values_list("pk", "name")),
        quarters=quarters_of(request.user),
    )
    return render(request, "desk/portfolio.html", context)


@page("portfolio.csv", "portfolio-csv")
@require_safe
def portfolio_csv(request: HttpRequest) -> HttpResponseBase:
    """Return the whole table with the same columns and filters, all pages of it."""
    wish = Wish.of(request)
    table = table_of(request, wish)
    header = [_("Shop"), _("Shops"), _("Readiness"), _("Strain"), *(each.title for each in table.sections)]
    header += [_("Goal"), _("Change of readiness")]
    sheet = Sheet("portfolio", header, _written([table.median, *table.lines] if table.median else []))
    return as_file(sheet, f"portfolio-{wish.shows}-{timezone.localdate().isoformat()}.csv")


def _written(lines: Sequence[Line]) -> Iterator[Sequence[Written]]:
    for each in lines:
        points = [why_not(cell.why) if cell.points is None else cell.points for cell in each.cells]
        yield [each.name, each.number, each.readiness, each.strain, *points, each.goal, each.change]


@dataclass(frozen=True, slots=True)
class Wish:
    """What an address of the page asks for; anything unknown counts as not asked for."""

    shows: Shows
    by: str
    goal: str
    burning: bool
    tag: int

    @classmethod
    def of(cls, request: HttpRequest) -> Wish:
        asked = request.GET
        shows = asked.get("show", "")
        return cls(
            shows=Shows(shows) if shows in [*Shows] else Shows.READINESS,
            by=STAGES if asked.get("by") == STAGES else "",
            goal=asked.get("goal", "") if asked_today().goal_named(asked.get("goal", "")) else "",
            burning=asked.get("burning") == "1",
            tag=row_id(asked.get("tag", "")),
        )

    def query(self, **changed: str) -> str:
        """Return the address with these changes, after its question mark."""
        found = {"show": "" if self.shows is Shows.READINESS else self.shows.value, "by": self.by, "goal": self.goal}
        found |= {"burning": "1" if self.burning else "", "tag": str(self.tag or "")} | changed
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in found.items() if value})
        return query.urlencode()

    @property
    def switches(self) -> list[tuple[str, str, bool]]:
        """What may be shown: words, address, and whether it is."""
        names = {Shows.READINESS: _("Readiness"), Shows.STRAIN: _("Strain"), Shows.CHANGE: _("Change since last time")}
        return [
            (name, self.query(show="" if each is Shows.READINESS else each.value), each is self.shows)
            for each, name in names.items()
        ]

    @property
    def ways(self) -> list[tuple[str, str, bool]]:
        """By what the rows are: words, address, and whether they are."""
        return [
            (_("By shop"), self.query(by=""), not self.by),
            (_("By stage"), self.query(by=STAGES), bool(self.by)),
            (_("Burning only"), self.query(burning="" if self.burning else "1"), self.burning),
        ]


@dataclass(frozen=True, slots=True)
class Table:
    """The lines with the median of all shops apart; it is None without a shop."""

    sections: Sequence[Section]
    median: Line | None
    lines: Sequence[Line]
    asked: Questionnaire


def table_of(request: HttpRequest, wish: Wish) -> Table:
    asked = asked_today()
    shops = Portfolio(Shop).visible_to(request.user).filter(archived=None)
    if wish.tag:
        shops = shops.filter(tags__in=Tag.objects.visible_to(request.user).filter(pk=wish.tag))
    shops = shops.with_latest()
    if wish.goal:
        shops = shops.filter(goal=wish.goal)
    clients = {each.pk: each for each in shops.clients() if each.placed}
    if wish.burning:
        clients = {key: each for key, each in clients.items() if heat_of(each) == BURNING}
    sections = [each for each in asked.sections if each.weight]
    now = _points(shops.latest_attempts(), asked, wish.shows)
    before = _points(shops.attempts_before(), asked, wish.shows) if wish.shows is Shows.CHANGE else {}
    lines = [_line(each, now.get(each.pk, {}), before.get(each.pk), sections, wish.shows) for each in clients.values()]
    lines.sort(key=lambda line: (-(line.strain or 0), line.readiness or 0, line.name, line.key))
    whole = median_of(lines, _("Median of %(number)d") % {"number": len(lines)}, wish.shows) if lines else None
    if wish.by == STAGES:
        stages = {cut.id: [line for line in lines if clients[line.key].stage == cut.id] for cut in asked.stages}
        names = {cut.id: cut.name for cut in asked.stages}
        lines = [median_of(found, names[each], wish.shows) for each, found in stages.items() if found]
    return Table(sections, whole, lines, asked)


def _points(attempts: AssessmentQuerySet, asked: Questionnaire, shows: Shows) -> dict[int, Points]:
    """Return each shop's points of the sections that its questionnaire asks as today's does."""
    same: dict[tuple[str, str], frozenset[str]] = {}
    found: dict[int, Points] = {}
    rows = attempts.values_list("shop", "slug", "version", "checksum", "scorecard")
    for shop, slug, version, checksum, card in rows:
        own = library().get((slug, version))
        if own is None or own.checksum != checksum or card is None:
            continue
        if (slug, version) not in same:
            same[slug, version] = alike(asked, own)
        points = points_of(own, card, shows)
        found[shop] = {each: value for each, value in points.items() if each in same[slug, version]}
    return found


def _line(client: Client, now: Points, before: Points | None, sections: Sequence[Section], shows: Shows) -> Line:
    points: Points = changes(now, before) if shows is Shows.CHANGE else now
    missing = Why.FIRST if shows is Shows.CHANGE and before is None else Why.NOT_ASKED
    return Line(
        key=client.pk,
        name=str(client),
        readiness=client.readiness,
        strain=client.strain,
        goal=client.goal_name,
        change=client.readiness_change,
        cells=cells_of(points, [each.id for each in sections], shows, missing=missing),
    )
