"""Actions on many clients at once; every change is written to the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.fields import LineFormField
from clients.models.once import Once
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.viewers import Viewer
from desk.portfolio import Portfolio
from reports.models.review import Review

# Without sharing, which first shows what the owner will read, and sends mail: it is done one by one.
STATES = [each for each in Review.State.choices if each[0] != Review.State.SHARED]
LONGEST_TAG = Tag._meta.get_field("name").max_length


class Refused(Exception):  # noqa: N818 -- an answer, not an error
    """Nothing was done; the message says why and what would help."""


class ActionForm(forms.Form):
    tag = LineFormField(required=False, max_length=LONGEST_TAG)
    review = forms.ChoiceField(required=False, choices=STATES)
    seen = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])


@transaction.atomic
def act_once(key: UUID, name: str, shops: Callable[[], QuerySet[Shop]], form: ActionForm, *, who: Viewer) -> str:
    """Do `act` once: a second click of the same page does nothing, even if the first has changed the list."""
    if not Once.objects.claim(key):
        return _("This page has done that already.")
    return act(name, shops(), form, who=who)


def act(name: str, shops: QuerySet[Shop], form: ActionForm, *, who: Viewer) -> str:
    """Do what the button `name` says and return what was done; raise Refused, or PermissionDenied."""
    if name not in ACTIONS:
        raise Refused(_("This page has no such button any more. Nothing was changed."))
    if not form.is_valid():
        raise Refused(_("Nothing was changed: %(problem)s") % {"problem": form.errors.as_text().partition("* ")[2]})
    keys = {shop.pk for shop in shops}
    if not keys:
        raise Refused(_("Tick the shops first, or choose the whole list."))
    changeable = Portfolio(Shop).changeable_by(who).filter(pk__in=keys)
    if changeable.count() < len(keys):
        raise PermissionDenied
    return ACTIONS[name](changeable, form, who)


def archive(shops: Portfolio, form: ActionForm, who: Viewer) -> str:
    number = shops.archive(at=timezone.now(), who=who)
    return ngettext(
        "%(number)d shop archived. It is kept, and found under Archive.",
        "%(number)d shops archived. They are kept, and found under Archive.",
        number,
    ) % {"number": number}


def restore(shops: Portfolio, form: ActionForm, who: Viewer) -> str:
    number = shops.archive(at=None, who=who)
    return ngettext(
        "%(number)d shop taken out of the archive.", "%(number)d shops taken out of the archive.", number
    ) % {"number": number}


def tag(shops: Portfolio, form: ActionForm, who: Viewer) -> str:
    name = _tag(form)
    if shops.filter(firm=None).exists():
        raise Refused(_("Tags belong to a firm, and some of these shops belong to none. Nothing was changed."))
    number = shops.tag(name, who=who)
    return ngettext("%(number)d shop tagged “%(tag)s”.", "%(number)d shops tagged “%(tag)s”.", number) % {
        "number": number,
        "tag": name,
    }


def untag(shops: Portfolio, form: ActionForm, who: Viewer) -> str:
    name = _tag(form)
    number = shops.untag(name, who=who)
    return ngettext(
        "Tag “%(tag)s” taken from %(number)d shop.", "Tag “%(tag)s” taken from %(number)d shops.", number
    ) % {"number": number, "tag": name}


def _tag(form: ActionForm) -> str:
    name: str = form.cleaned_data["tag"]
    if not name:
        raise Refused(_("Type the tag first."))
    return name


def review(shops: Portfolio, form: ActionForm, who: Viewer) -> str:
    state, seen = form.cleaned_data["review"], form.cleaned_data["seen"]
    if not state or not isinstance(seen, datetime):
        raise Refused(_("Choose a review state first. Nothing was changed."))
    attempts = list(shops.with_latest().latest_attempts().select_related("shop").defer("scorecard").order_by("shop"))
    if not attempts:
        raise Refused(_("None of these shops has submitted anything to review."))
    stale = Review.objects.set_state(attempts, state, seen=seen, by=who)
    done = len(attempts) - len(stale)
    message = ngettext("Review of %(number)d shop: %(state)s.", "Review of %(number)d shops: %(state)s.", done) % {
        "number": done,
        "state": Review.State(state).label,
    }
    if stale:
        names = {each.pk: str(each.shop) for each in attempts}
        left = ", ".join(names[each.assessment_id] for each in stale[:5])
        message += " " + ngettext(
            "A colleague has changed %(number)d since you opened this page, so it was left alone: %(names)s.",
            "A colleague has changed %(number)d since you opened this page, so they were left alone: %(names)s.",
            len(stale),
        ) % {"number": len(stale), "names": left + ("…" if len(stale) > 5 else "")}  # noqa: PLR2004 -- as above
    return message


def enter(shops: Portfolio, form: ActionForm, who: Viewer) -> str:
    """Handle the Enter key, which presses no button: in the tag field it adds the tag."""
    if not form.cleaned_data["tag"]:
        raise Refused(_("Nothing was changed. Press the button of what you want to do."))
    return tag(shops, form, who)


ACTIONS: dict[str, Callable[[Portfolio, ActionForm, Viewer], str]] = {
    "archive": archive,
    "restore": restore,
    "tag": tag,
    "untag": untag,
    "review": review,
    "enter": enter,
}
