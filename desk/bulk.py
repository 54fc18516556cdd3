"""Actions on many clients at once: asked first, done once, written to the history, and undone within ten minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.core.text import same
from clients.fields import LineFormField
from clients.models.acts import Act, Row
from clients.models.charge import workers
from clients.models.once import Once
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.viewers import Viewer, full_name
from desk.portfolio import Portfolio
from desk.site import row_id
from questions.models.assessment import Assessment
from reports.models.review import Review

# Without sharing, which first shows what the owner will read, and sends mail: it is done one by one.
STATES = [each for each in Review.State.choices if each[0] != Review.State.SHARED]
NOBODY_CHOSEN = "-none"
LONGEST_TAG = Tag._meta.get_field("name").max_length


class Refused(Exception):  # noqa: N818 -- an answer, not an error
    """Nothing was done; the message says why and what would help."""


class ActionForm(forms.Form):
    tag = LineFormField(required=False, max_length=LONGEST_TAG)
    review = forms.ChoiceField(required=False, choices=STATES)
    person = forms.CharField(required=False, max_length=20)
    seen = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])


@dataclass(frozen=True, slots=True)
class Done:
    said: str
    act: Act | None = None  # None if there is nothing to undo


@transaction.atomic
def act_once(key: UUID, name: str, shops: Callable[[], QuerySet[Shop]], form: ActionForm, *, who: Viewer) -> Done:
    """Do `act` once: a second click of the same page does nothing, even if the first has changed the list."""
    if not Once.objects.claim(key):
        return Done(_("This page has done that already."))
    return act(name, shops(), form, who=who)


def act(name: str, shops: QuerySet[Shop], form: ActionForm, *, who: Viewer) -> Done:
    """Do what the button `name` says and return what was done; raise Refused, or PermissionDenied."""
    return ACTIONS[known(name)](chosen(shops, form, who=who), form, who)


def known(name: str) -> str:
    """Return the name of an action; raise Refused if there is none of this name."""
    if name not in ACTIONS:
        raise Refused(_("This page has no such button anymore. Nothing was changed."))
    return name


def chosen(shops: QuerySet[Shop], form: ActionForm, *, who: Viewer) -> Portfolio:
    """Return the shops to act on, all of which `who` may change; raise Refused, or PermissionDenied."""
    if not form.is_valid():
        raise Refused(_("Nothing was changed: %(problem)s") % {"problem": form.errors.as_text().partition("* ")[2]})
    keys = {shop.pk for shop in shops}
    if not keys:
        raise Refused(_("Select the shops first, or choose the whole list."))
    changeable = Portfolio(Shop).changeable_by(who).filter(pk__in=keys)
    if changeable.count() < len(keys):
        raise PermissionDenied
    return changeable


def archive(shops: Portfolio, form: ActionForm, who: Viewer) -> Done:
    now = timezone.now()
    rows: list[Row] = [[shop.pk, shop.firm_id, None] for shop in shops.archive(at=now, who=who)]
    said = ngettext(
        "%(number)d shop archived. It is kept, and found under Archive.",
        "%(number)d shops archived. They are kept, and found under Archive.",
        len(rows),
    )
    return Done(said % {"number": len(rows)}, Act.objects.record("archive", rows, who=who, at=now))


def restore(shops: Portfolio, form: ActionForm, who: Viewer) -> Done:
    changed = shops.archive(at=None, who=who)
    rows: list[Row] = [[shop.pk, shop.firm_id, shop.archived.isoformat()] for shop in changed if shop.archived]
    said = ngettext(
        "%(number)d shop taken out of the archive.", "%(number)d shops taken out of the archive.", len(rows)
    )
    return Done(said % {"number": len(rows)}, Act.objects.record("restore", rows, who=who, at=timezone.now()))


def tag(shops: Portfolio, form: ActionForm, who: Viewer) -> Done:
    name = tag_of(form, shops, adds=True)
    changed = shops.tag(name, who=who)
    added = Shop.tags.through._default_manager.filter(shop__in=changed, tag__word=same(name))
    rows: list[Row] = [[*each] for each in added.values_list("shop", "shop__firm", "pk")]
    said = ngettext("%(number)d shop tagged “%(tag)s”.", "%(number)d shops tagged “%(tag)s”.", len(rows))
    done = Act.objects.record("tag", rows, who=who, at=timezone.now(), tag=name)
    return Done(said % {"number": len(rows), "tag": name}, done)


def untag(shops: Portfolio, form: ActionForm, who: Viewer) -> Done:
    name = tag_of(form, shops)
    tags = Tag.objects.filter(word=same(name), shops__in=shops.with_tag(name))
    names: dict[int | None, str] = dict(tags.values_list("firm", "name"))
    rows: list[Row] = [[shop.pk, shop.firm_id, names[shop.firm_id]] for shop in shops.untag(name, who=who)]
    number = len(rows)
    said = ngettext("Tag “%(tag)s” taken from %(number)d shop.", "Tag “%(tag)s” taken from %(number)d shops.", number)
    done = Act.objects.record("untag", rows, who=who, at=timezone.now(), tag=name)
    return Done(said % {"number": number, "tag": name}, done)


def tag_of(form: ActionForm, shops: Portfolio, *, adds: bool = False) -> str:
    """Return the tag that was typed; raise Refused without one, or if a shop could not get one."""
    name: str = form.cleaned_data["tag"]
    if not name:
        raise Refused(_("Type the tag first."))
    if adds and shops.filter(firm=None).exists():
        raise Refused(_("Tags belong to a firm, and some of these shops belong to none. Nothing was changed."))
    return name


def review(shops: Portfolio, form: ActionForm, who: Viewer) -> Done:
    state, seen, attempts = review_of(form, shops)
    done = Review.objects.set_state(attempts.order_by("shop"), state, seen=seen, by=who)
    left, number = done.stale, attempts.count() - len(done.stale)
    message = ngettext("Review of %(number)d shop: %(state)s.", "Review of %(number)d shops: %(state)s.", number) % {
        "number": number,
        "state": Review.State(state).label,
    }
    if left:
        names = {each.pk: str(each.shop) for each in attempts}
        some = ", ".join(names[each.assessment_id] for each in left[:5])
        message += " " + ngettext(
            "A colleague has changed %(number)d since you opened this page, so it was left alone: %(names)s.",
            "A colleague has changed %(number)d since you opened this page, so they were left alone: %(names)s.",
            len(left),
        ) % {"number": len(left), "names": some + ("…" if len(left) > 5 else "")}  # noqa: PLR2004 -- as above
    return Done(message, Act.objects.record("review", done.rows, who=who, at=timezone.now(), state=state))


def review_of(form: ActionForm, shops: Portfolio) -> tuple[str, datetime, QuerySet[Assessment]]:
    """Return the state that was chosen, when the page was seen, and the latest attempts; raise Refused."""
    state, seen = form.cleaned_data["review"], form.cleaned_data["seen"]
    if not state or not isinstance(seen, datetime):
        raise Refused(_("Choose a review state first. Nothing was changed."))
    attempts = shops.with_latest().latest_attempts().select_related("shop").defer("scorecard")
    if not attempts.exists():
        raise Refused(_("None of these shops has submitted anything to review."))
    return state, seen, attempts


def charge(shops: Portfolio, form: ActionForm, who: Viewer) -> Done:
    person = person_of(form, shops)
    changed = shops.put_in_charge(person, who=who)
    rows: list[Row] = [[shop.pk, shop.firm_id, shop.in_charge_id] for shop in changed]
    name = full_name(person)
    if person:
        said = ngettext("%(name)s is in charge of %(n)d shop.", "%(name)s is in charge of %(n)d shops.", len(rows))
    else:
        said = ngettext("Nobody is in charge of %(n)d shop now.", "Nobody is in charge of %(n)d shops now.", len(rows))
    detail = {"name": name, "person": person.pk if person else None}
    done = Act.objects.record("charge", rows, who=who, at=timezone.now(), **detail)
    return Done(said % {"name": name, "n": len(rows)}, done)


def person_of(form: ActionForm, shops: Portfolio) -> User | None:
    """Return who was chosen, None for nobody; raise Refused unless they work in the firm of each of these shops."""
    chosen = form.cleaned_data["person"]
    if not chosen:
        raise Refused(_("Choose who is in charge first. Nothing was changed."))
    if chosen == NOBODY_CHOSEN:
        return None
    firms = [*shops.order_by().values_list("firm", flat=True).distinct()]
    found = [workers([firm]).filter(pk=row_id(chosen)).first() for firm in firms]
    if not all(found):
        raise Refused(_("Who is in charge works in the shop's firm, and for some of these that isn't so."))
    return found[0]


def enter(shops: Portfolio, form: ActionForm, who: Viewer) -> Done:
    """Handle the Enter key, which presses no button: in the tag field it adds the tag."""
    if not form.cleaned_data["tag"]:
        raise Refused(_("Nothing was changed. Press the button of what you want to do."))
    return tag(shops, form, who)


ACTIONS: dict[str, Callable[[Portfolio, ActionForm, Viewer], Done]] = {
    "archive": archive,
    "restore": restore,
    "tag": tag,
    "untag": untag,
    "review": review,
    "charge": charge,
    "enter": enter,
}
