"""The shops whose owners answer; every other row is seen by resting on who may see its shop."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Protocol, Self
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.core.text import fold, same
from clients.fields import Email, Folded, Found, Line, Text
from clients.models.firms import MANAGING, READING, WORKING, Firm, Invitation, Membership, Role  # noqa: F401 -- Django finds models here
from clients.models.history import Change, Code
from clients.number_field import Headcount
from clients.signals import merging
from clients.viewers import NOBODY, Viewer, answerable, held, staff, superuser


class Placed(Protocol):
    """A row that is somewhere: a shop, or one that tells of a shop."""

    @property
    def zone(self) -> ZoneInfo: ...


def zone_named(name: str) -> ZoneInfo:
    """The time zone of this name; the site's where nobody said."""
    return ZoneInfo(name or timezone.get_current_timezone_name())


def local(moment: datetime, shop: Placed | None) -> datetime:
    """The moment by the clock of a shop; by the site's where it is of no shop."""
    return timezone.localtime(moment, shop.zone if shop else None)


def known_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Write it like Europe/Zurich or America/New_York."))


class ShopQuerySet(models.QuerySet["Shop"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Shops that `viewer` may see: a guest those of their browser, staff those of the firms they work in.

        A superuser sees no others but those they opened with a reason, for as long as that lasts.
        """
        seen, user = self._for_role(viewer, READING), staff(viewer)
        if user is None or not user.is_superuser:
            return seen
        opened = self.filter(openings__user=user, openings__until__gt=timezone.now(), withdrawn=None)
        return self.filter(models.Q(pk__in=seen.values("pk")) | models.Q(pk__in=opened.values("pk")))

    def changeable_by(self, viewer: Viewer) -> Self:
        """Shops that `viewer` may also change; a firm's viewers may not."""
        return self._for_role(viewer, WORKING)

    def deletable_by(self, viewer: Viewer) -> Self:
        """Shops that `viewer` may delete: a guest their own, a firm's owner those that no owner has joined with."""
        return self._for_role(viewer, MANAGING).filter(models.Q(pk__in=held(viewer)) | models.Q(joined=None))

    def unseen_by(self, viewer: Viewer) -> Self:
        """Shops that a superuser could open with a reason: of other firms or of none, but no owner's who withdrew."""
        if not superuser(viewer):
            return self.none()
        return self.filter(withdrawn=None, example="").exclude(pk__in=self.visible_to(viewer).values("pk"))

    @transaction.atomic
    def begin(self, *, name: str, firm: Firm | None, at: datetime) -> Shop:
        """A shop whose owner starts by themselves; where they agreed to it, `firm` sees it from the beginning."""
        shop = self.create(name=name, firm=firm, joined=at if firm else None)
        if firm:
            Change.objects.write(Code.JOINED, who=NOBODY, shop=shop)
        return shop

    def search(self, text: str) -> Self:
        """Shops with each of these words in their name, owner or address, whatever its capitals and accents."""
        found = self
        for word in fold(text).split():
            found = found.filter(searched__contains=word)
        return found

    def _for_role(self, viewer: Viewer, roles: tuple[Role, ...]) -> Self:
        browsers = held(viewer) if roles == MANAGING else answerable(viewer)
        return self.filter(models.Q(pk__in=browsers) | models.Q(firm__in=Firm.objects.of_member(viewer, roles)))

    @transaction.atomic
    def archive(self, *, at: datetime | None, who: Viewer) -> int:
        """Put these away, or with `at` None take them out again; the number of those that changed."""
        changed = list(self.select_for_update(of=["self"]).filter(archived__isnull=at is not None))
        Shop.objects.filter(pk__in=[shop.pk for shop in changed]).update(archived=at)
        Change.objects.write_each(Code.ARCHIVED if at else Code.UNARCHIVED, who=who, shops=changed)
        return len(changed)

    @transaction.atomic
    def tag(self, name: str, *, who: Viewer) -> int:
        """Give these their own firm's tag of this name, made if there is none; shops of no firm have no tags."""
        changed = list(self.exclude(firm=None).exclude(tags__word=same(name)))
        for firm in {shop.firm_id for shop in changed if shop.firm_id}:
            tag, _made = Tag.objects.get_or_create(firm_id=firm, word=same(name), defaults={"name": name})
            tag.shops.add(*(shop for shop in changed if shop.firm_id == firm))
        Change.objects.write_each(Code.TAGGED, who=who, shops=changed, tag=name)
        return len(changed)

    @transaction.atomic
    def untag(self, name: str, *, who: Viewer) -> int:
        """Take the tag of this name from these; a tag that no shop has any more is gone."""
        changed = list(self.filter(tags__word=same(name)))
        tags = Tag.objects.filter(word=same(name), firm__in={shop.firm_id for shop in changed})
        for tag in tags:
            tag.shops.remove(*(shop for shop in changed if shop.firm_id == tag.firm_id))
        tags.filter(shops=None).delete()
        Change.objects.write_each(Code.UNTAGGED, who=who, shops=changed, tag=name)
        return len(changed)


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, viewer: Viewer) -> TagQuerySet:
        return self.filter(firm__in=Firm.objects.of_member(viewer, READING))

    def words(self) -> list[str]:
        """Each tag's name once, though several firms have it."""
        found = self.order_by("folded", "pk").values_list("word", "name").distinct()
        return list(dict(found).values())


class Tag(Found):
    """A firm's own word for some of its shops; capitals make no other word of it."""

    firm = models.ForeignKey(Firm, verbose_name=_("firm"), on_delete=models.CASCADE, related_name="tags")
    name = Line(_("name"), max_length=40)
    folded = Folded(of=("name",))
    word = Folded(of=("name",), by=same)

    objects: ClassVar[models.Manager[Tag]] = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["folded", "pk"]
        constraints = [models.UniqueConstraint(fields=["firm", "word"], name="one_tag_per_word")]

    def __str__(self) -> str:
        return self.name


class Shop(Found):
    """A repair shop; `example` names the persona an example shop was made from, empty for a real one.

    `firm` sees it: the firm that entered it, or one whose invitation the owner accepted at `joined`.
    """

    firm = models.ForeignKey(
        Firm, verbose_name=_("firm"), on_delete=models.SET_NULL, null=True, blank=True, related_name="shops"
    )
    joined = models.DateTimeField(_("joined the firm"), null=True, blank=True, editable=False)
    name = Line(_("name"), max_length=120, blank=True)
    owner = Line(_("owner"), max_length=120, blank=True)
    email = Email(_("e-mail address"), blank=True)
    folded = Folded(of=("name",))
    searched = Folded(of=("name", "owner", "email"))
    contact = Text(_("contact"), max_length=300, blank=True)
    people = Headcount(_("people"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True, validators=[known_time_zone])
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="shops")
    archived = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    withdrawn = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)  # from a firm, and in none
    example = models.SlugField(_("example"), blank=True, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    objects: ClassVar[models.Manager[Shop]] = ShopQuerySet.as_manager()

    class Meta:
        verbose_name = _("shop")
        verbose_name_plural = _("shops")
        ordering = ["folded", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["example"], condition=~models.Q(example=""), name="one_shop_per_example"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("A shop without a name"))

    @property
    def zone(self) -> ZoneInfo:
        """Where its days begin; the site's where nobody said."""
        return zone_named(self.time_zone)

    @transaction.atomic
    def withdraw(self, *, who: Viewer) -> None:
        """Leave the firm, which from now on sees nothing of this but its own notes; its history says that it was so."""
        firm, self.firm, self.joined, self.archived = self.firm, None, None, None
        self.withdrawn = timezone.now()
        leaves = {"firm": None, "joined": None, "archived": None, "withdrawn": self.withdrawn}
        if Shop.objects.filter(pk=self.pk, firm=firm).update(**leaves):
            Change.objects.write(Code.WITHDRAWN, who=who, firm=firm, name=str(self))
            self.tags.clear()

    @transaction.atomic
    def merge(self, other: Shop, *, by: Viewer | None = None) -> None:
        """Take over everything of `other`, another entry of the same shop, and delete that entry.

        What this entry leaves open is filled in from the other; raises ValueError for the same entry or another firm's.
        """
        # As they stand now: an owner may have withdrawn since they were read, and must not be brought back.
        firms = dict(Shop.objects.select_for_update().filter(pk__in=[self.pk, other.pk]).values_list("pk", "firm"))
        if len(firms) != 2 or set(firms.values()) != {self.firm_id}:  # noqa: PLR2004 -- a merge is of two
            raise ValueError("only two entries of one firm can be merged")
        for field in ("name", "owner", "email", "contact", "people", "time_zone"):
            if not getattr(self, field):
                setattr(self, field, getattr(other, field))
        merging.send(sender=Shop, shop=self, other=other)
        # What an earlier firm wrote before the later of both must stay between that firm and the owner.
        self.joined = max((each.joined for each in (self, other) if each.joined), default=None)
        self.save()
        self.tags.add(*other.tags.all())
        for relation in Shop._meta.related_objects:
            relation.related_model._base_manager.filter(**{relation.field.name: other}).update(
                **{relation.field.name: self}
            )
        gone = str(other)
        other.delete()
        if by:
            Change.objects.write(Code.MERGED, who=by, shop=self, name=gone)
