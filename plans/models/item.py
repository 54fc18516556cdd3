"""What a shop has decided to do: each item outlives the result that proposed it, and moves on under a lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.fields import Line, Text
from clients.models.firms import Firm
from clients.models.history import Change, Code
from clients.models.prepared import Prepared
from clients.models.shops import Shop
from clients.models.versioned import Versioned
from clients.viewers import Viewer, full_name, staff
from plans.core.proposal import Proposal
from questions.library import library
from questions.models.assessment import Assessment

MOST_OWN = 30  # items that a shop may add to those its results propose
LONGEST_WORDING = 160  # characters
LONGEST_NOTE = 1000
# What the history calls what was changed.
NAMES = {"wording": _("what to do"), "who": _("who"), "due": _("due day"), "note": _("note")}


class TooManyOwn(Exception):  # noqa: N818 -- a state, not an error
    """The plan has as many items of the shop's own as fit."""


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, viewer: Viewer) -> ItemQuerySet:
        return self.filter(shop__in=Shop.objects.visible_to(viewer))

    def of(self, shop: Shop | int) -> ItemQuerySet:
        return self.filter(shop=shop).select_related("changed_by", "added_by").order_by("pk")

    def due_until(self, day: date, viewer: Viewer) -> ItemQuerySet:
        """What is left to do by this day in the shops that `viewer` reads at the desk, the longest due first."""
        shops = Shop.objects.visible_to(viewer).filter(archived=None)
        left = self.filter(shop__in=shops, state__in=[Item.State.OPEN, Item.State.DOING], due__lte=day)
        return left.select_related("shop").order_by("due", "shop__folded", "pk")

    def take_over(self, firm: Firm, user: User, heir: User) -> None:
        """Put `heir` in the place of `user` in what is left to do in the firm's shops."""
        names = {full_name(user), user.get_username()}
        left = self.filter(shop__firm=firm, who__in=names, state__in=[Item.State.OPEN, Item.State.DOING])
        left.update(who=full_name(heir), version=models.F("version") + 1)

    def changeable_by(self, viewer: Viewer) -> ItemQuerySet:
        return self.filter(shop__in=Shop.objects.changeable_by(viewer)).select_related("shop")

    def names(self) -> list[str]:
        """Who does these, each as it is written, nobody as an empty name."""
        return list(self.order_by("who").values_list("who", flat=True).distinct())

    def in_charge(self) -> models.QuerySet[User]:
        """The consultants in charge of the shops whose items these are."""
        shops = Shop.objects.filter(pk__in=self.order_by().values("shop"))
        return User.objects.filter(pk__in=shops.values("in_charge")).order_by("first_name", "username")

    def take_on(self, assessment: Assessment, proposals: Iterable[Proposal]) -> None:
        """Put the steps of a shop's result into its plan; an item that is there keeps all but a missing day."""
        days = {each.question: each.due for each in proposals}
        place = {"shop": assessment.shop, "slug": assessment.slug, "edition": assessment.version}
        rows = [Item(key=key, due=due, **place) for key, due in days.items()]
        self.bulk_create(rows, ignore_conflicts=True)
        for item in self.filter(shop=assessment.shop, key__in=days, due=None, version__gt=0):
            self.filter(pk=item.pk).update(due=days[item.key])

    def reword(self, assessment: Assessment, proposals: Iterable[Proposal]) -> None:
        """Let items that a newer result proposes again read as its questionnaire's version says them."""
        again = self.filter(shop=assessment.shop, key__in=[each.question for each in proposals])
        again.update(slug=assessment.slug, edition=assessment.version)

    @transaction.atomic
    def change(self, item: Item, values: Mapping[str, Any], *, version: int, by: Viewer, at: datetime) -> bool:
        """Store what is new of an item, whether it was stored before or not; return whether anything was.

        Raise Stale if somebody changed it since `version`.
        """
        if item._state.adding:
            defaults = {name: getattr(item, name) for name in ("slug", "edition", "due")}
            _row, made = self.get_or_create(shop=item.shop, key=item.key, defaults=defaults)
            if made:
                Change.objects.write(Code.PLAN_ADDED, who=by, shop=item.shop, title=item.title)
        title = item.title
        before = Item.write_if_changed({"shop": item.shop, "key": item.key}, dict(values), version=version, by=by)
        if before is None:
            return False
        changed = [name for name, value in values.items() if before[name] != value]
        if "state" in changed:
            done = values["state"] == Item.State.DONE
            self.filter(shop=item.shop, key=item.key).update(finished=at if done else None)
            states = {"before": str(before["state"]), "after": str(values["state"])}
            Change.objects.write(Code.ACTION, who=by, shop=item.shop, title=title, **states)
        if others := [str(NAMES[name]) for name in changed if name != "state"]:
            Change.objects.write(Code.PLAN_CHANGED, who=by, shop=item.shop, title=title, fields=others)
        return True

    @transaction.atomic
    def add(self, shop: Shop, values: Mapping[str, Any], *, page: UUID, by: Viewer) -> Item:
        """Add an item of the shop's own; the same `page` again adds none. Raise TooManyOwn where no more fit."""
        key = f"own-{page.hex}"
        Shop.objects.select_for_update().filter(pk=shop.pk).first()  # of two at once the second counts the first's
        if found := self.filter(shop=shop, key=key).first():
            return found
        if self.filter(shop=shop, slug="").count() >= MOST_OWN:
            raise TooManyOwn
        item = Item.write({"shop": shop, "key": key}, {**values, "added_by": staff(by)}, version=0, by=by)
        Change.objects.write(Code.PLAN_ADDED, who=by, shop=shop, title=item.title)
        return self.get(pk=item.pk)

    def merge(self, shop: Shop, other: Shop) -> None:
        """Keep one of two items for the same step when two entries become one: that which was changed last."""
        for item in self.filter(shop=other, key__in=self.filter(shop=shop).values("key")):
            twin = self.get(shop=shop, key=item.key)
            older = item if (item.version > 0, item.changed) <= (twin.version > 0, twin.changed) else twin
            older.delete()


class Item(Versioned):
    """One thing to do; its key is the question whose step it is, or of the shop's own making.

    `slug` and `edition` name the questionnaire whose words it has; both are empty for the shop's own.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DOING = "doing", _("doing")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="plan_items")
    key = models.SlugField(max_length=60, editable=False)
    slug = models.SlugField(blank=True, editable=False)
    edition = models.CharField(max_length=20, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    wording = Line(NAMES["wording"], max_length=LONGEST_WORDING, blank=True)
    who = Line(NAMES["who"], max_length=60, blank=True)
    due = models.DateField(NAMES["due"], null=True, blank=True)
    note = Text(NAMES["note"], max_length=LONGEST_NOTE, blank=True)
    finished = models.DateTimeField(null=True, editable=False)
    # The colleague who added it to the shop's plan; None if the owner or a result did.
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    offered = False  # whether it is a step that the plan has not taken on

    objects: ClassVar[models.Manager[Item]] = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a plan")
        verbose_name_plural = _("items of plans")
        constraints = [models.UniqueConstraint(fields=["shop", "key"], name="one_item_per_key")]
        indexes = [models.Index(fields=["state", "due"])]

    def __str__(self) -> str:
        return f"{self.key}: {self.get_state_display()}"

    @property
    def own(self) -> bool:
        """Whether the shop added it by itself."""
        return not self.slug

    @property
    def proposed(self) -> str:
        """What the questionnaire says to do; empty for the shop's own, and where the question is gone."""
        asked = library().get((self.slug, self.edition))
        question = asked.question.get(self.key) if asked else None
        return question.action.what if question and question.action else ""

    @property
    def title(self) -> str:
        """What to do, in the shop's own words if it has some."""
        return self.wording or self.proposed or self.key

    @property
    def left(self) -> bool:
        """Whether something is still to be done."""
        return self.state in (Item.State.OPEN, Item.State.DOING)

    def overdue(self, today: date) -> bool:
        return self.left and self.due is not None and self.due < today


OF_SHOP = Prepared(Item.objects.of)
