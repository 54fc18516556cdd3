"""Consultants' firms: who works in one, in which role, and how colleagues are invited."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.tokens import new_token, token_hash, why_over
from clients.viewers import Viewer, staff

JOIN_WITHIN = timedelta(days=7)
FIRST_NAME = _("Your firm")  # until it is given its own


class Role(models.TextChoices):
    """An owner manages the firm and does what a consultant does; a viewer reads."""

    OWNER = "owner", _("owner")
    CONSULTANT = "consultant", _("consultant")
    VIEWER = "viewer", _("viewer")


READING = (Role.OWNER, Role.CONSULTANT, Role.VIEWER)
WORKING = (Role.OWNER, Role.CONSULTANT)
MANAGING = (Role.OWNER,)


class FirmQuerySet(models.QuerySet["Firm"]):
    def for_role(self, viewer: Viewer, roles: tuple[Role, ...]) -> FirmQuerySet:
        """Firms in which `viewer` has one of these roles; a superuser has every role in every firm."""
        user = staff(viewer)
        if user is None:
            return self.none()
        return self if user.is_superuser else self.filter(memberships__user=user, memberships__role__in=roles)

    def of_member(self, viewer: Viewer, roles: tuple[Role, ...]) -> FirmQuerySet:
        """Firms in which `viewer` works in one of these roles; no superuser does without a membership."""
        user = staff(viewer)
        return self.filter(memberships__user=user, memberships__role__in=roles) if user else self.none()

    def visible_to(self, viewer: Viewer) -> FirmQuerySet:
        return self.for_role(viewer, READING)

    def managed_by(self, viewer: Viewer) -> FirmQuerySet:
        return self.for_role(viewer, MANAGING)


class Firm(models.Model):
    """A consultant's firm and its look: the logo has been cleaned, the colour is as typed."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("start address"),
        max_length=60,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Owners who start at /start/ and this word are asked whether you may see their answers."),
    )
    colour = models.CharField(
        _("colour"), max_length=7, blank=True, validators=[RegexValidator(r"\A#[0-9a-fA-F]{6}\Z", _("Like #1b6ec2."))]
    )
    contact = models.TextField(_("contact"), max_length=300, blank=True)
    footer = models.CharField(_("footer"), max_length=160, blank=True)
    logo = models.BinaryField(_("logo"), default=b"", blank=True)
    logo_kind = models.CharField(max_length=3, blank=True, editable=False)
    logo_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    objects: ClassVar[models.Manager[Firm]] = FirmQuerySet.as_manager()

    class Meta:
        verbose_name = _("firm")
        verbose_name_plural = _("firms")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def unnamed(self) -> bool:
        """Whether nobody has said what it is called: an invitation would not tell an owner whom it is from."""
        return self.name == str(FIRST_NAME)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, viewer: Viewer) -> MembershipQuerySet:
        """The colleagues of `viewer`, and their own memberships."""
        return self.filter(firm__in=Firm.objects.visible_to(viewer))

    def managed_by(self, viewer: Viewer) -> MembershipQuerySet:
        return self.filter(firm__in=Firm.objects.managed_by(viewer))

    def owners(self) -> MembershipQuerySet:
        """Memberships that can manage their firm: who has left or lost the admin cannot."""
        return self.filter(role=Role.OWNER, user__is_active=True, user__is_staff=True)


class LastOwner(Exception):  # noqa: N818 -- a state, not a fault
    """Without this membership nobody could manage the firm."""


class Membership(models.Model):
    firm = models.ForeignKey(Firm, verbose_name=_("firm"), on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    created = models.DateTimeField(_("since"), auto_now_add=True)

    objects: ClassVar[models.Manager[Membership]] = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["firm", "user"]
        constraints = [models.UniqueConstraint(fields=["firm", "user"], name="one_role_per_firm")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"

    @property
    def is_last_owner(self) -> bool:
        owners = Membership.objects.filter(firm=self.firm_id).owners()
        return owners.filter(pk=self.pk).exists() and not owners.exclude(pk=self.pk).exists()

    @transaction.atomic
    def give_role(self, role: str) -> None:
        """Raises LastOwner where the firm would be left without one."""
        self._lock()
        if role != Role.OWNER and self.is_last_owner:
            raise LastOwner
        self.role = role
        self.save(update_fields=["role"])
        if role != Role.OWNER:
            self._take_back()

    @transaction.atomic
    def leave(self) -> None:
        """Take the role away, and with it the sight of the firm; raises LastOwner as `give_role` does."""
        self._lock()
        if self.is_last_owner:
            raise LastOwner
        self._take_back()
        self.delete()

    def _take_back(self) -> None:
        """What they invited, others or themselves, with a right that they have no longer."""
        made = self.firm.changes.filter(who=self.user, what__startswith="colleague-invited")
        emails = [change.detail.get("name", "") for change in made]
        Invitation.objects.filter(firm=self.firm, email__in=emails, accepted=None, revoked=None).update(
            revoked=timezone.now()
        )

    def _lock(self) -> None:
        """Two owners who take each other's role at the same moment take it one after the other."""
        Firm.objects.select_for_update().get(pk=self.firm_id)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def managed_by(self, viewer: Viewer) -> InvitationQuerySet:
        return self.filter(firm__in=Firm.objects.managed_by(viewer))

    @transaction.atomic
    def issue(self, *, firm: Firm, email: str, role: str, at: datetime) -> tuple[Invitation, str]:
        """Invite somebody to work in a firm, in place of what they were sent before.

        Only the token's hash is kept, so the link can be shown this once.
        """
        self.filter(firm=firm, email__iexact=email, accepted=None, revoked=None).update(revoked=at)
        token = new_token()
        made = self.create(firm=firm, email=email, role=role, token_hash=token_hash(token), expires=at + JOIN_WITHIN)
        return made, token


class Over(Exception):  # noqa: N818 -- a state, not a fault
    """The invitation was used, revoked or has expired."""


class Invitation(models.Model):
    """A link by which a colleague makes their account and joins a firm."""

    firm = models.ForeignKey(Firm, verbose_name=_("firm"), on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(_("invited"), auto_now_add=True)
    expires = models.DateTimeField(_("expires"))
    accepted = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects: ClassVar[models.Manager[Invitation]] = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation of a colleague")
        verbose_name_plural = _("invitations of colleagues")
        ordering = ["-created", "pk"]

    def __str__(self) -> str:
        return self.email

    def over(self, at: datetime) -> str:
        return why_over(used=self.accepted, revoked=self.revoked, expires=self.expires, at=at)

    def renew(self, *, at: datetime) -> str:
        """A new token, which takes the old one's place; raises Over where there is nothing to send again."""
        token = new_token()
        fields = {"token_hash": token_hash(token), "expires": at + JOIN_WITHIN}
        if not Invitation.objects.filter(pk=self.pk, accepted=None, revoked=None).update(**fields):
            raise Over
        return token

    def revoke(self, *, at: datetime) -> None:
        """Raises Over where it was accepted or revoked before."""
        if not Invitation.objects.filter(pk=self.pk, accepted=None, revoked=None).update(revoked=at):
            raise Over

    @transaction.atomic
    def accept(self, user: User, *, at: datetime) -> None:
        """Let `user` work in the firm; who works there already keeps their role. Raises Over."""
        mine = Invitation.objects.filter(pk=self.pk, accepted=None, revoked=None, expires__gt=at)
        if not mine.update(accepted=at):
            raise Over
        Membership.objects.get_or_create(firm=self.firm, user=user, defaults={"role": self.role})
        if not user.is_staff:
            user.is_staff = True
            user.save(update_fields=["is_staff"])
