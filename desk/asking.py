"""What an act on many clients asks before it is done: how many it changes, and what will happen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.models.acts import UNDO_WITHIN
from clients.models.shops import Shop
from clients.viewers import Viewer, full_name
from desk.bulk import STATES, ActionForm, Done, Refused, chosen, known, person_of, review_of, tag_of
from desk.portfolio import Portfolio
from desk.site import framed

NAMED = 10  # shops
SURE = "sure"  # the form field by which the page that asks says yes


@dataclass(frozen=True, slots=True)
class Question:
    """`number` shops would change, `others` stay as they are; the page names the first of those that change."""

    title: str
    happens: str
    button: str
    number: int
    others: int
    names: Sequence[str]

    @property
    def more(self) -> int:
        return self.number - len(self.names)

    @property
    def minutes(self) -> int:
        return UNDO_WITHIN // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """The shops that an act would change, and its words; `title` and `button` take their number."""

    changing: QuerySet[Shop]
    title: Callable[[int], str]
    button: Callable[[int], str]
    happens: str
    nothing: str = ""


def ask(name: str, shops: QuerySet[Shop], form: ActionForm, *, who: Viewer) -> Question:
    """Return what to ask before the act of this name; raise Refused if it would do nothing, or PermissionDenied."""
    asked_for, several = ASKED[known(name)], chosen(shops, form, who=who)
    asked = asked_for(several, form)
    number, names = asked.changing.count(), asked.changing.order_by("folded", "pk")[:NAMED]
    if not number:
        raise Refused(asked.nothing)
    state = dict(STATES).get(form.cleaned_data["review"], "")
    person = full_name(person_of(form, several)) if name == "charge" else ""
    words = {"n": number, "tag": form.cleaned_data["tag"], "state": state, "person": person}
    return Question(
        title=asked.title(number) % words,
        happens=asked.happens,
        button=asked.button(number) % words,
        number=number,
        others=several.count() - number,
        names=[str(shop) for shop in names],
    )


def page_that_asks(request: HttpRequest, question: Question, *, back: str) -> HttpResponse:
    """Show the question; its button sends what was sent once more, and that one is sure."""
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    kept = [each for each in sent if each[0] not in ("csrfmiddlewaretoken", SURE)]
    kept += [] if "key" in request.POST else [("key", str(uuid4()))]  # Django's own lists have none
    context = framed(request, title=question.title, question=question, sent=kept, back=back, sure=SURE)
    return render(request, "desk/sure.html", context)


def say(request: HttpRequest, done: Done) -> None:
    """Put what was done on the next page, with the button to undo it."""
    messages.success(request, done.said, extra_tags=f"undo-{done.act.pk}" if done.act else "")


def _archive(shops: Portfolio, form: ActionForm) -> Asked:
    return Asked(
        shops.filter(archived=None),
        lambda n: ngettext("Archive %(n)d shop?", "Archive %(n)d shops?", n),
        lambda n: ngettext("Archive %(n)d shop", "Archive %(n)d shops", n),
        _(
            "They leave the list and your numbers, and are found under Archive. Answers, notes and plans stay, and "
            "their owners notice nothing."
        ),
        _("These are archived already. Nothing was changed."),
    )


def _restore(shops: Portfolio, form: ActionForm) -> Asked:
    return Asked(
        shops.exclude(archived=None),
        lambda n: ngettext("Take %(n)d shop out of the archive?", "Take %(n)d shops out of the archive?", n),
        lambda n: ngettext("Take %(n)d shop out", "Take %(n)d shops out", n),
        _("They come back to the list and to your numbers."),
        _("None of these is archived. Nothing was changed."),
    )


def _tag(shops: Portfolio, form: ActionForm) -> Asked:
    return Asked(
        shops.without_tag(tag_of(form, shops, adds=True)),
        lambda n: ngettext("Tag %(n)d shop “%(tag)s”?", "Tag %(n)d shops “%(tag)s”?", n),
        lambda n: ngettext("Tag %(n)d shop", "Tag %(n)d shops", n),
        _("Everyone in your firm sees the tag. The owners don't."),
        _("All of these have the tag already. Nothing was changed."),
    )


def _untag(shops: Portfolio, form: ActionForm) -> Asked:
    return Asked(
        shops.with_tag(tag_of(form, shops)),
        lambda n: ngettext("Take the tag “%(tag)s” off %(n)d shop?", "Take the tag “%(tag)s” off %(n)d shops?", n),
        lambda n: ngettext("Take it off %(n)d shop", "Take it off %(n)d shops", n),
        _("If no shop has it then, the tag is gone."),
        _("None of these has the tag. Nothing was changed."),
    )


def _review(shops: Portfolio, form: ActionForm) -> Asked:
    _state, _seen, attempts = review_of(form, shops)
    return Asked(
        shops.filter(pk__in=attempts.values("shop")),
        lambda n: ngettext(
            "Set the review of %(n)d shop to “%(state)s”?", "Set the review of %(n)d shops to “%(state)s”?", n
        ),
        lambda n: ngettext("Set %(n)d review", "Set %(n)d reviews", n),
        _(
            "What is shared with an owner now isn't shared after that. Shops that have submitted nothing stay as they "
            "are, and so does what a colleague changes meanwhile."
        ),
    )


def _charge(shops: Portfolio, form: ActionForm) -> Asked:
    person = person_of(form, shops)
    if person is None:
        return Asked(
            shops.exclude(in_charge=None),
            lambda n: ngettext("Take %(n)d shop from who is in charge?", "Take %(n)d shops from who is in charge?", n),
            lambda n: ngettext("Nobody in charge of %(n)d shop", "Nobody in charge of %(n)d shops", n),
            _("Everyone in your firm still sees them. The owners notice nothing."),
            _("Nobody is in charge of these already. Nothing was changed."),
        )
    return Asked(
        shops.exclude(in_charge=person) | shops.filter(in_charge=None),
        lambda n: ngettext("Put %(person)s in charge of %(n)d shop?", "Put %(person)s in charge of %(n)d shops?", n),
        lambda n: ngettext("Hand over %(n)d shop", "Hand over %(n)d shops", n),
        _("They stand in that person's own list. Everyone in your firm still sees them. The owners notice nothing."),
        _("These are theirs already. Nothing was changed."),
    )


def _enter(shops: Portfolio, form: ActionForm) -> Asked:
    if not form.cleaned_data["tag"]:
        raise Refused(_("Nothing was changed. Press the button of what you want to do."))
    return _tag(shops, form)


ASKED: dict[str, Callable[[Portfolio, ActionForm], Asked]] = {
    "archive": _archive,
    "restore": _restore,
    "tag": _tag,
    "untag": _untag,
    "review": _review,
    "charge": _charge,
    "enter": _enter,
}
