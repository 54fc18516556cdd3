"""The clients list: one row per shop, with filters, search, and actions on many shops."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from clients.models.charge import workers
from clients.models.firms import WORKING, Firm
from clients.models.saved_view import SavedView
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.viewers import Viewer, full_name
from desk.asking import SURE, ask, page_that_asks, say
from desk.bulk import STATES, ActionForm, Refused, act_once
from desk.filters import SET, SORTS, Filtered, Moved, set_of
from desk.portfolio import Portfolio, tags_of
from desk.site import framed, page
from desk.standing import standings_of
from desk.views.compare import FEWEST, MOST
from questions.forms import page_key
from reports.models.review import Review

ROWS = 50
# The sortable columns, each with the order that its first click gives.
FIRST = {"name": "name", "readiness": "-readiness", "change": "-change", "strain": "-strain"}
FIRST |= {"weakest": "weakest", "active": "-active"}


@page("clients/", "clients")
@require_http_methods(["GET", "HEAD", "POST"])
def clients(request: HttpRequest) -> HttpResponse:
    filtered = Filtered.of(request)
    here = f"{reverse('admin:clients')}?{filtered.query()}".rstrip("?")
    problem = ""
    if request.method == "POST":
        action, form = request.POST.get("action", ""), ActionForm(request.POST)
        try:
            if action == "compare":
                return redirect(compared(filtered.selected(request.POST)))
            if SURE not in request.POST:
                question = ask(action, filtered.selected(request.POST), form, who=request.user)
                return page_that_asks(request, question, back=here)
            key = key_of_click(request.POST)
            say(request, act_once(key, action, lambda: filtered.selected(request.POST), form, who=request.user))
            return redirect(here)
        except (Refused, Moved) as refused:
            problem = str(refused)
    context = listed(filtered, request.GET.get("page", ""), ticked=request.POST.getlist("shop"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    found = framed(request, **context, title=_("Clients"), problem=problem, here=here, sent=request.POST)
    return render(request, "desk/clients.html", found, status=status)


def key_of_click(sent: QueryDict) -> UUID:
    """Return the same key for the same choice on the same page, and another for any other."""
    chosen = [(name, sent.getlist(name)) for name in ("action", "scope", "tag", "review", "person", "shop", SET)]
    return uuid5(page_key(sent), repr(chosen))


def listed(filtered: Filtered, number: str, *, ticked: list[str]) -> dict[str, object]:
    """Return what the list shows: a page of rows, the columns' links, and which changes this viewer may make."""
    shown = Paginator(filtered.queryset(), ROWS).get_page(number)
    rows = shown.object_list.clients() if isinstance(shown.object_list, Portfolio) else []
    works = Firm.objects.of_member(filtered.viewer, WORKING).exists()
    standings = standings_of(rows)
    tags, may_change = tags_of(rows), works or Shop.objects.changeable_by(filtered.viewer).exists()
    changeable = Tag.objects.filter(firm__shops__in=Shop.objects.changeable_by(filtered.viewer))
    return {
        "filtered": filtered,
        "chips": list(filtered.chips()),
        "page": shown,
        "rows": [(row, tags.get(row.pk, []), str(row.pk) in ticked, standings[row.pk]) for row in rows],
        "sorts": {name: sorted_by(filtered, name) for name in SORTS},
        "may_change": may_change,
        "tags": changeable.words() if may_change else [],
        "states": Review.State.choices,
        "settable": STATES,
        "people": people_of(filtered.viewer) if may_change else [],
        "views": SavedView.objects.visible_to(filtered.viewer),
        "firms": Firm.objects.of_member(filtered.viewer, WORKING).values_list("pk", "name"),
        "mail": settings.MAIL_ENABLED,
        "query": filtered.query(),
        "charge": next((each.chosen for each in filtered.filters if each.name == "charge"), ""),
        "key": uuid4(),
        "set": set_of(filtered.keys()),
        "seen": timezone.now().isoformat(timespec="microseconds"),
        "anything": filtered.narrowed or shown.paginator.count or any_shops(filtered.viewer),
        "pages": list(shown.paginator.get_elided_page_range(shown.number, on_each_side=2, on_ends=1)),
    }


def people_of(viewer: Viewer) -> list[tuple[int, str]]:
    """Return who may be put in charge: the colleagues in the firms that the viewer works for."""
    return [(each.pk, full_name(each)) for each in workers(Firm.objects.of_member(viewer, WORKING))]


def any_shops(viewer: Viewer) -> bool:
    return Shop.objects.visible_to(viewer).exists()


def sorted_by(filtered: Filtered, name: str) -> tuple[str, str]:
    """Return a column's link and its present order in ARIA's words; a second click reverses the order."""
    now = filtered.sort if filtered.sort.removeprefix("-") == name else ""
    turned = now.removeprefix("-") if now.startswith("-") else f"-{name}"
    state = {"": "none", name: "ascending"}.get(now, "descending")
    return filtered.query(sort=turned if now else FIRST[name]), state


def compared(shops: Portfolio) -> str:
    """Return the address to compare these shops; a single shop is compared with its firm's median. Raise Refused."""
    keys = [shop.pk for shop in shops[: MOST + 1]]
    if len(keys) == 1:
        return f"{reverse('admin:compare')}?{urlencode({'shop': keys[0], 'with': 'median'})}"
    if not FEWEST <= len(keys) <= MOST:
        number = shops.count()
        raise Refused(
            ngettext(
                "Between %(fewest)d and %(most)d shops can be compared, and %(number)d is chosen.",
                "Between %(fewest)d and %(most)d shops can be compared, and %(number)d are chosen.",
                number,
            )
            % {"fewest": FEWEST, "most": MOST, "number": number}
        )
    return f"{reverse('admin:compare')}?{urlencode({'shop': keys}, doseq=True)}"
