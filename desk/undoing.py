"""Undoes an act on many clients: exactly what it changed, except where somebody has changed it since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.models.acts import UNDO_WITHIN, Act
from clients.models.brought_in import undo_enter
from clients.models.shops import Shop, ShopQuerySet
from clients.viewers import Viewer
from desk.portfolio import Portfolio
from questions.models.nudge import Nudge
from reports.models.review import Review


class TooLate(Exception):  # noqa: N818 -- an answer, not an error
    """Nothing was changed; the message says why."""


@transaction.atomic
def undo(act: Act, *, who: Viewer, at: datetime) -> str:
    """Undo it and say what was done; raise TooLate if it was undone before, or if its ten minutes are over."""
    if not act.claim_undo(at=at):
        act.refresh_from_db()
        if act.undone:
            raise TooLate(_("This was undone already. Nothing more was changed."))
        raise TooLate(
            _("Nothing was changed: this could be undone for %(minutes)d minutes.")
            % {"minutes": UNDO_WITHIN // timedelta(minutes=1)}
        )
    done = UNDOING[act.what](act, Portfolio(Shop).changeable_by(who), who)
    return SAYING.get(act.what, as_they_were)(done, act.number - done)


def as_they_were(done: int, left: int) -> str:
    said = ngettext("Undone: %(n)d shop is as it was.", "Undone: %(n)d shops are as they were.", done) % {"n": done}
    if left:
        words = ngettext(
            "%(n)d was changed meanwhile and stays as it is.",
            "%(n)d were changed meanwhile and stay as they are.",
            left,
        )
        said += " " + words % {"n": left}
    return said


def called_back(done: int, left: int) -> str:
    said = ngettext("%(n)d reminder does not go out.", "%(n)d reminders do not go out.", done) % {"n": done}
    gone = ngettext("%(n)d had gone out already.", "%(n)d had gone out already.", left) % {"n": left}
    return f"{said} {gone}" if left else said


def taken_back(done: int, left: int) -> str:
    said = ngettext(
        "Undone: %(n)d shop of the sheet is as it was before.", "Undone: %(n)d shops of the sheet are as before.", done
    ) % {"n": done}
    kept = ngettext("%(n)d was used meanwhile and stays.", "%(n)d were used meanwhile and stay.", left) % {"n": left}
    return f"{said} {kept}" if left else said


def undo_remind(act: Act, shops: ShopQuerySet, who: Viewer) -> int:
    kept = act.kept
    mine = [shop.pk for shop in act.still_here(shops)]
    return len(Nudge.objects.call_back([UUID(kept[pk]) for pk in mine], who=who, at=timezone.now()))


def undo_review(act: Act, shops: ShopQuerySet, who: Viewer) -> int:
    kept = act.kept
    return Review.objects.set_back([kept[shop.pk] for shop in act.still_here(shops)], by=who)


UNDOING: dict[str, Callable[[Act, ShopQuerySet, Viewer], int]] = {
    "archive": lambda act, shops, who: act.undo_archive(shops, who=who),
    "restore": lambda act, shops, who: act.undo_restore(shops, who=who),
    "tag": lambda act, shops, who: act.undo_tag(shops, who=who),
    "untag": lambda act, shops, who: act.undo_untag(shops, who=who),
    "bring": lambda act, shops, who: undo_enter(act, shops, who=who),
    "charge": lambda act, shops, who: act.undo_charge(shops, who=who),
    "remind": undo_remind,
    "review": undo_review,
}
SAYING: dict[str, Callable[[int, int], str]] = {"remind": called_back, "bring": taken_back}
