"""Compares two to six shops side by side, or one with its firm's median; only what was asked alike is compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from statistics import median

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from clients.models.shops import Shop
from clients.viewers import Viewer
from desk.charts import Group, side_by_side
from desk.portfolio import Portfolio, address_of
from desk.site import framed, page, row_id
from questions.core.differences import Differences
from questions.core.question import Measure
from questions.core.questionnaire import Cut, Questionnaire, name_of
from questions.core.scorecard import Scorecard, Verdict, section_points, whole
from questions.core.scoring import has_number
from questions.library import library
from questions.models.assessment import Assessment
from reports.templatetags.report_words import exact

FEWEST, MOST = 2, 6  # shops in one comparison
ENOUGH = 5  # shops behind a median, so that none of them can be identified
LETTERS = "ABCDEF"
NUMBERS = ("readiness", "strain", "scorecard__commitment__value", "scorecard__sections")


@dataclass(frozen=True, slots=True)
class Cell:
    """Points of 100, or None and the reason; `place` is the name of the cut they fall in."""

    points: float | None
    place: str = ""
    why: str = ""

    def __str__(self) -> str:
        return self.why if self.points is None else f"{exact(self.points)} {self.place}".strip()


@dataclass(frozen=True, slots=True)
class Column:
    """One shop, or the median: its `cells` are readiness, strain, commitment and then the sections by id."""

    name: str
    address: str
    said: str
    gates: tuple[str, ...] | None
    cells: dict[str, Cell]


@page("compare/", "compare")
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    shops = chosen(request.GET.getlist("shop"), request.user)
    with_median = request.GET.get("with") == "median"
    if not request.GET:  # the link on the desk
        return render(request, "desk/compare.html", framed(request, title=_("Compare"), choose=True))
    if problem := refusal(len(shops), with_median=with_median):
        context = framed(request, title=_("Compare"), problem=problem, choose=True, shops=shops)
        return render(request, "desk/compare.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    attempts = latest(shops)
    asked = next((each.questionnaire for each in attempts.values()), None)
    columns = [column(shop, attempts.get(shop.pk), asked) for shop in shops]
    note = ""
    if with_median and asked:
        found, note = firms_median(shops[0], asked, request.user)
        columns += found
    rows = rows_of(columns, asked) if asked else []
    context = framed(
        request,
        title=_("Compare"),
        columns=list(zip(LETTERS, columns, strict=False)),
        rows=rows,
        note=note,
        alone=with_median,
        picture=picture(rows, len(columns)) if asked else "",
    )
    return render(request, "desk/compare.html", context)


def chosen(keys: Sequence[str], viewer: Viewer) -> list[Shop]:
    """Return the shops in the order asked for, each once; raise Http404 if one is unknown or not visible."""
    wanted = list(dict.fromkeys(row_id(key) for key in keys))
    if len(wanted) > 10 * MOST:
        raise Http404
    found = Shop.objects.visible_to(viewer).in_bulk(wanted)
    if len(found) < len(wanted):
        raise Http404
    return [found[key] for key in wanted]


def refusal(number: int, *, with_median: bool) -> str:
    if with_median and number != 1:
        return _("One shop is compared with the median of its firm; this address names %(number)d.") % {
            "number": number
        }
    if not with_median and not FEWEST <= number <= MOST:
        return ngettext(
            "Between two and six shops can be compared; this address names %(number)d.",
            "Between two and six shops can be compared; this address names %(number)d.",
            number,
        ) % {"number": number}
    return ""


def latest(shops: Iterable[Shop]) -> dict[int, Assessment]:
    """Return the latest attempt of each shop that has one, by shop, in the order of the shops."""
    keys = [shop.pk for shop in shops]
    attempts = Portfolio(Shop).filter(pk__in=keys).with_latest().latest_attempts().prefetch_related("answers")
    found = {each.shop_id: each for each in attempts}
    return {key: found[key] for key in keys if key in found}


def column(shop: Shop, attempt: Assessment | None, asked: Questionnaire | None) -> Column:
    """Return a shop's numbers, as far as they can be compared with those of `asked`."""
    address = address_of(shop.pk)
    if attempt is None or attempt.submitted is None or asked is None:
        return Column(str(shop), address, _("nothing submitted yet"), None, {})
    own, card = attempt.questionnaire, attempt.score()
    said = _("version %(version)s") % {"version": own.version}
    gates = tuple(own.gate[gate].title for gate in card.gates)
    return Column(str(shop), address, said, gates, cells(card, own, asked))


@lru_cache(maxsize=64)
def alike(asked: Questionnaire, own: Questionnaire) -> frozenset[str]:
    """Return what both measure alike: of readiness, strain, commitment and the sections."""
    difference = Differences(asked, own)
    measures = {each.value for each in Measure if not difference.in_the_way(each)}
    return frozenset(measures | {section.id for section in difference.comparable_sections})


def cells(card: Scorecard, own: Questionnaire, asked: Questionnaire) -> dict[str, Cell]:
    """Return the numbers of a scorecard by what they measure; those that `asked` asks differently have none."""
    same = alike(asked, own)
    other, little = _("asked differently"), _("too little known")
    found = {}
    placements: tuple[tuple[Measure, str | None, tuple[Cut, ...]], ...] = (
        (Measure.READINESS, card.stage.id, own.stages),
        (Measure.STRAIN, card.band.id, own.strain_bands),
        (Measure.COMMITMENT, card.commitment_band.id, own.commitment_bands),
    )
    for measure, place, cuts in placements:
        if measure.value not in same:
            found[measure.value] = Cell(None, why=other)
        elif not has_number(own, card, measure):
            found[measure.value] = Cell(None, why=little)
        else:
            found[measure.value] = Cell(card.score(measure).points, name_of(cuts, place), why="-")
    scores = {section.section: section.points for section in card.sections}
    for section in asked.sections:
        if section.weight:
            points = scores.get(section.id) if section.id in same else None
            found[section.id] = Cell(points, why="" if points is not None else little if section.id in same else other)
    return found


def firms_median(shop: Shop, asked: Questionnaire, viewer: Viewer) -> tuple[list[Column], str]:
    """Return the median of the firm's shops with a verdict, this one included; or no column and the reason."""
    if shop.firm_id is None:
        return [], _("This shop belongs to no firm, so there is no median to compare it with.")
    of_firm = Portfolio(Shop).visible_to(viewer).filter(firm=shop.firm_id, archived=None).with_latest()
    with_verdict = of_firm.exclude(verdict=Verdict.INCOMPLETE).latest_attempts()
    rows = with_verdict.values_list("slug", "version", "checksum", *NUMBERS)
    found = [
        numbers(
            readiness,
            strain,
            None if commitment is None else whole(commitment),  # None where nothing asks for it
            section_points(sections),
            alike(asked, own),
        )
        for slug, version, checksum, readiness, strain, commitment, sections in rows
        if (own := library()[slug, version]).checksum == checksum
    ]
    if len(found) < ENOUGH:
        return [], ngettext(
            "A median needs %(enough)d shops with a verdict, and the firm has %(number)d.",
            "A median needs %(enough)d shops with a verdict, and the firm has %(number)d.",
            len(found),
        ) % {"enough": ENOUGH, "number": len(found)}
    middle: dict[str, Cell] = {}
    for name in ("readiness", "strain", "commitment", *(section.id for section in asked.sections if section.weight)):
        known = [points for each in found if (points := each.get(name)) is not None]
        middle[name] = Cell(median(known)) if len(known) >= ENOUGH else Cell(None, why=_("fewer than five"))
    said = _("of the firm's %(number)d shops with a verdict") % {"number": len(found)}
    return [Column(_("Median"), "", said, None, middle)], ""


def numbers(
    readiness: int, strain: int, commitment: int | None, sections: dict[str, int | None], same: frozenset[str]
) -> dict[str, int | None]:
    """Return what is measured alike, by name."""
    found = {"readiness": readiness, "strain": strain, "commitment": commitment, **sections}
    return {name: points for name, points in found.items() if name in same}


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    title: str
    cells: tuple[Cell, ...]


def rows_of(columns: Sequence[Column], asked: Questionnaire) -> list[Row]:
    titles = {"readiness": _("Readiness"), "strain": _("Strain"), "commitment": _("Commitment")}
    titles |= {section.id: section.title for section in asked.sections if section.weight}
    empty = Cell(None, why=_("no result"))
    return [Row(name, title, tuple(each.cells.get(name, empty) for each in columns)) for name, title in titles.items()]


def picture(rows: Sequence[Row], number: int) -> str:
    groups = [Group(row.title, [(cell.points, str(cell)) for cell in row.cells]) for row in rows]
    title = _("Readiness, strain, commitment and the readiness of each section, 0 to 100, one bar for each shop")
    return side_by_side(groups, LETTERS[:number], title=title)
