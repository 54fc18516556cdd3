"""The shops whose owners answer; who may see a shop decides who may see every row about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, ClassVar, Protocol, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.core.phones import digits_of
from clients.core.text import same
from clients.fields import Email, Folded, Line, Phone, Regional, Text
from clients.models.firms import MANAGING, READING, WORKING, Firm, Invitation, Membership, Role  # noqa: F401 -- Django finds models here
from clients.models.history import Change, Code
from clients.models.searched import SearchedQuerySet
from clients.models.tags import Tag
from clients.number_field import Headcount
from clients.signals import merging
from clients.viewers import NOBODY, Viewer, answerable, full_name, held, staff, superuser


class Placed(Protocol):
    """A row with a time zone: a shop, or a row about a shop."""

    @property
    def zone(self) -> ZoneInfo: ...


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone of this name; the site's if the name is empty or this machine doesn't know it."""
    if name:
        with suppress(ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo(name)
    return ZoneInfo(timezone.get_current_timezone_name())


def local(moment: datetime, shop: Placed | None) -> datetime:
    """Convert the moment to the shop's time zone; to the site's if there is no shop."""
    return timezone.localtime(moment, shop.zone if shop else None)


class TwoOwners(Exception):  # noqa: N818 -- a state, not a fault
    """Merged, the owner of one entry would have every right to the other's answers."""


def known_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Write it like Europe/Zurich or America/New_York."))


class ShopQuerySet(SearchedQuerySet["Shop"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Shops that `viewer` may see: a guest their browser's, staff those of the firms they work in.

        A superuser also sees the shops they opened with a reason, while that lasts.
        """
        seen, user = self._for_role(viewer, READING), staff(viewer)
        if user is None or not user.is_superuser:
            return seen
        opened = self.filter(openings__user=user, openings__until__gt=timezone.now(), withdrawn=None)
        return self.filter(models.Q(pk__in=seen.values("pk")) | models.Q(pk__in=opened.values("pk")))

    def ids_visible_to(self, viewer: Viewer) -> frozenset[int] | Self:
        """The same shops for a filter of what belongs to them: a guest's as they are, staff's as a subquery."""
        return answerable(viewer) if staff(viewer) is None else self.visible_to(viewer)

    def ids_changeable_by(self, viewer: Viewer) -> frozenset[int] | Self:
        return answerable(viewer) if staff(viewer) is None else self.changeable_by(viewer)

    def changeable_by(self, viewer: Viewer) -> Self:
        """Shops that `viewer` may also change; a firm's viewers may not."""
        return self._for_role(viewer, WORKING)

    def deletable_by(self, viewer: Viewer) -> Self:
        """Shops that `viewer` may delete: a guest their own, a firm's owner those that no owner has joined with."""
        return self._for_role(viewer, MANAGING).filter(models.Q(pk__in=held(viewer)) | models.Q(joined=None))

    def unseen_by(self, viewer: Viewer) -> Self:
        """Shops a superuser could open with a reason: no example, no withdrawn shop, and none they see already."""
        if not superuser(viewer):
            return self.none()
        return self.filter(withdrawn=None, example="").exclude(pk__in=self.visible_to(viewer).values("pk"))

    @transaction.atomic
    def begin(self, *, name: str, firm: Firm | None, at: datetime) -> Shop:
        """Create a shop whose owner starts alone; `firm`, if they agreed to it, sees it from the start."""
        shop = self.create(name=name, self_named=bool(name), firm=firm, joined=at if firm else None)
        if firm:
            Change.objects.write(Code.JOINED, who=NOBODY, shop=shop)
        return shop

    @transaction.atomic
    def put_in_charge(self, person: User | None, *, who: Viewer) -> list[Shop]:
        """Put this person, or nobody, in charge of these; return those that changed, each with who it was before."""
        changed = [shop for shop in self.select_for_update(of=["self"]) if shop.in_charge_id != (person and person.pk)]
        Shop.objects.filter(pk__in=[shop.pk for shop in changed]).update(in_charge=person)
        Change.objects.write_each(Code.IN_CHARGE, who=who, shops=changed, name=full_name(person))
        return changed

    def _for_role(self, viewer: Viewer, roles: tuple[Role, ...]) -> Self:
        browsers = held(viewer) if roles == MANAGING else answerable(viewer)
        if staff(viewer) is None:
            return self.filter(pk__in=browsers)
        return self.filter(models.Q(pk__in=browsers) | models.Q(firm__in=Firm.objects.of_member(viewer, roles)))

    @transaction.atomic
    def archive(self, *, at: datetime | None, who: Viewer) -> list[Shop]:
        """Archive these, or take them out again if `at` is None; return those that changed, as they were."""
        changed = list(self.select_for_update(of=["self"]).filter(archived__isnull=at is not None))
        Shop.objects.filter(pk__in=[shop.pk for shop in changed]).update(archived=at)
        Change.objects.write_each(Code.ARCHIVED if at else Code.UNARCHIVED, who=who, shops=changed)
        return changed

    def without_tag(self, name: str) -> Self:
        """Those that could get a tag of this name; shops without a firm get none."""
        return self.exclude(firm=None).exclude(tags__word=same(name))

    def with_tag(self, name: str) -> Self:
        return self.filter(tags__word=same(name))

    @transaction.atomic
    def tag(self, name: str, *, who: Viewer) -> list[Shop]:
        """Add a tag of this name to these, made in each firm that lacks it; return those that changed."""
        changed = list(self.without_tag(name))
        for firm in {shop.firm_id for shop in changed if shop.firm_id}:
            tag, _made = Tag.objects.get_or_create(firm_id=firm, word=same(name), defaults={"name": name})
            tag.shops.add(*(shop for shop in changed if shop.firm_id == firm))
        Change.objects.write_each(Code.TAGGED, who=who, shops=changed, tag=name)
        return changed

    @transaction.atomic
    def untag(self, name: str, *, who: Viewer) -> list[Shop]:
        """Remove the tag of this name from these and delete it if no shop has it; return those that changed."""
        changed = list(self.with_tag(name))
        tags = Tag.objects.filter(word=same(name), firm__in={shop.firm_id for shop in changed})
        for tag in tags:
            tag.shops.remove(*(shop for shop in changed if shop.firm_id == tag.firm_id))
        tags.filter(shops=None).delete()
        Change.objects.write_each(Code.UNTAGGED, who=who, shops=changed, tag=name)
        return changed


OF_FIRM: dict[str, Any] = {"in_charge": None, "review_due": None}  # what a shop that leaves its firm doesn't keep
MERGED = (
    "phone",
    "mails_stopped",
    "contact",
    "people",
    "time_zone",
    "region",
    *OF_FIRM,
)  # filled from the other entry of a shop


class Shop(Regional):
    """A repair shop; `example` names the persona an example shop was made from, and is empty for a real one.

    `firm` sees it: the firm that entered it, or the one whose invitation the owner accepted at `joined`.
    """

    firm = models.ForeignKey(
        Firm, verbose_name=_("firm"), on_delete=models.SET_NULL, null=True, blank=True, related_name="shops"
    )
    joined = models.DateTimeField(_("joined the firm"), null=True, blank=True, editable=False)
    name = Line(_("name"), max_length=120, blank=True)
    owner = Line(_("owner"), max_length=120, blank=True)
    email = Email(_("e-mail address"), blank=True)
    phone = Phone(_("phone"), max_length=40, blank=True)
    digits = Folded(of=("phone",), by=digits_of)
    # Whether the name was typed by somebody without an account: no mail carries it then.
    self_named = models.BooleanField(default=False, editable=False)
    # Where the owner's own keys are mailed to: given in their browser, or an accepted invitation went there.
    own_email = Email(blank=True, editable=False)
    folded = Folded(of=("name",))
    searched = Folded(of=("name", "owner", "email"))
    contact = Text(_("contact"), max_length=300, blank=True)
    people = Headcount(_("people"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True, validators=[known_time_zone])
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="shops")
    # Of its firm, and for nobody else: who calls the owner, and when to look at it again.
    in_charge = models.ForeignKey(
        User, verbose_name=_("in charge"), on_delete=models.SET_NULL, null=True, blank=True, related_name="shops"
    )
    review_due = models.DateField(_("next review"), null=True, blank=True)
    # Since when its owner wants no mail that reminds of anything.
    mails_stopped = models.DateTimeField(null=True, blank=True, editable=False)
    archived = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    withdrawn = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)  # from a firm; now in none
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
        """The time zone its days begin in; the site's if none is set."""
        return zone_named(self.time_zone)

    @property
    def name_in_mail(self) -> str:
        """What a mail may call it: nothing that somebody typed who was not signed in."""
        return "" if self.self_named else " ".join(self.name.split())

    @property
    def dialed(self) -> str:
        """Its phone number as a link dials it: the digits, after a plus sign if it was written with one."""
        return ("+" if self.phone.startswith("+") else "") + self.digits

    def stop_mails(self, *, at: datetime) -> bool:
        """Send its owner no reminders, of whichever kind; False if that was so already."""
        return bool(Shop.objects.filter(pk=self.pk, mails_stopped=None).update(mails_stopped=at))

    @transaction.atomic
    def describe(self, told: Mapping[str, Any], *, who: Viewer) -> None:
        """Store these fields as the owner tells them; what another page stored meanwhile in others stays."""
        for name, value in told.items():
            setattr(self, name, value)
        fields = [*told]
        if "name" in told:
            self.self_named = staff(who) is None
            fields.append("self_named")
        self.save(update_fields=fields)
        labels = [str(each.verbose_name) for each in self._meta.concrete_fields if each.name in told]
        Change.objects.write_edit(Code.CHANGED, self, who=who, firm=self.firm_id, shop=self, fields=labels)

    @transaction.atomic
    def withdraw(self, *, who: Viewer) -> None:
        """Leave the firm, which then sees only its own notes and a line in its history.

        If another request did so first, nothing is written.
        """
        firm, self.firm, self.joined, self.archived = self.firm, None, None, None
        self.withdrawn = timezone.now()
        leaves = {"firm": None, "joined": None, "archived": None, "withdrawn": self.withdrawn, **OF_FIRM}
        if Shop.objects.filter(pk=self.pk, firm=firm).update(**leaves):
            Change.objects.write(Code.WITHDRAWN, who=who, firm=firm, name=str(self))
            self.tags.clear()

    def join(self, firm: Firm | None, *, at: datetime) -> None:
        """Let a firm see it from now on, as its owner agreed; what an earlier firm noted of it for itself goes."""
        if self.firm_id is not None and firm != self.firm:
            self.tags.clear()
            self.in_charge, self.review_due = None, None
        self.firm, self.joined, self.withdrawn = firm, at, None
        self.save(update_fields=["firm", "joined", "withdrawn", *OF_FIRM])

    def fill_in(self, other: Shop, fields: Iterable[str]) -> None:
        """Take over those of these fields that are empty here; nothing is stored."""
        for name in fields:
            if not getattr(self, name):
                setattr(self, name, getattr(other, name))

    @transaction.atomic
    def merge(self, other: Shop, *, by: Viewer | None = None) -> None:
        """Take over everything from `other`, another entry of the same shop, and delete that entry.

        Fields empty here are filled from it. Raise ValueError unless both are different entries of the same firm, and
        TwoOwners if each has an owner and nothing shows that it is the same person.
        """
        # Read again under the lock: an owner may have withdrawn meanwhile, and must not be brought back.
        rows = Shop.objects.select_for_update().filter(pk__in=[self.pk, other.pk])
        firms, mailboxes = (dict(rows.values_list("pk", name)) for name in ("firm", "own_email"))
        if len(firms) != 2 or set(firms.values()) != {self.firm_id}:  # noqa: PLR2004 -- a merge is of two
            raise ValueError("only two entries of one firm can be merged")
        self.own_email, other.own_email = mailboxes[self.pk], mailboxes[other.pk]
        merging.send(sender=Shop, shop=self, other=other)
        if not self.name:
            self.self_named = other.self_named
        self.fill_in(other, ("name", "owner", "email", "own_email", *MERGED))
        # What an earlier firm wrote before the later of the two joined stays between that firm and the owner.
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
