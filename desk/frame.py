"""The bar at the top of every page of the desk: where one can go, whose desk it is, and in which color."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.models.firms import WORKING, Membership
from clients.viewers import staff

# The entry a page belongs to, by the first word of the page's name; all others are their own.
PARTS = {"client": "clients", "bundle": "bundles", "steps": "plans", "step": "plans"}


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the menu; `here` is what ARIA calls it: "page", "true" for a page further in, or empty."""

    name: str
    address: str
    here: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """`firm` is the name of the person's firm, or of none if they work in several; so is its color."""

    menu: Sequence[Link]
    lists: Sequence[Link]
    firm: str = ""
    colour: str = ""


EMPTY = Frame((), ())


def frame_of(request: HttpRequest, apps: Sequence[Mapping[str, Any]]) -> Frame:
    """Return what this person's bar shows, in one query; `apps` is the admin's list of what they may open."""
    user = staff(request.user) if hasattr(request, "user") else None
    if user is None:
        return EMPTY
    shown = ("role", "firm__name", "firm__named", "firm__colour")  # not the logo
    jobs = list(Membership.objects.filter(user=user).select_related("firm").only(*shown))
    works = any(job.role in WORKING for job in jobs)
    alone = jobs[0].firm if len(jobs) == 1 else None
    return Frame(
        menu=[_link(request, name, title) for name, title in _menu(works=works)],
        lists=[*_lists(request, apps, member=bool(jobs), superuser=user.is_superuser)],
        firm=alone.name if alone and alone.named else "",
        colour=alone.colour.lower() if alone else "",
    )


def _menu(*, works: bool) -> Iterator[tuple[str, str]]:
    yield "index", _("Desk")
    yield "clients", _("Clients")
    yield "portfolio", _("Portfolio")
    yield "plans", _("Plans")
    if works:
        yield "invite", _("Invite")
    yield "bundles", _("Reports")


def _lists(request: HttpRequest, apps: Sequence[Mapping[str, Any]], *, member: bool, superuser: bool) -> Iterator[Link]:
    if member:
        yield _link(request, "invitations", _("Invitations"))
    yield _link(request, "compare", _("Compare shops"))
    for app in apps:
        for model in app["models"]:
            if address := model.get("admin_url"):
                yield Link(str(model["name"]), address, _here(request, address))
    if superuser:
        yield _link(request, "openings", _("Shops you don't work for"))


def _link(request: HttpRequest, name: str, title: str) -> Link:
    address, found = reverse(f"admin:{name}"), getattr(request, "resolver_match", None)
    first = (found.url_name or "").partition("-")[0] if found else ""
    within = "true" if PARTS.get(first, first) == name else ""
    return Link(title, address, _here(request, address) or within)


def _here(request: HttpRequest, address: str) -> str:
    return "page" if request.path == address else ""
