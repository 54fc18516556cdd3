"""Consulting firms: who works in one, in which role, and how colleagues are invited."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.fields import Email, Folded, Line, Regional, Text
from clients.models.history import Change, Code
from clients.models.outbox import Kind, Mail
from clients.tokens import EXPLAINED, new_token, token_hash, why_over
from clients.viewers import Viewer, full_name, staff

JOIN_WITHIN = timedelta(days=7)
START_AT = _("Owners who start at /start/ and this word are asked whether you may see their answers.")
FIRST_NAME = _("Your firm")  # until the firm has a name of its own
SECOND_FACTOR = _("A passkey or a code besides the password. Members without one set it up on their next visit.")


class Role(models.TextChoices):
    """An owner manages the firm and does what a consultant does; a viewer only reads."""

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
        """Firms in which `viewer` has a membership with one of these roles; a superuser needs one too."""
        user = staff(viewer)
        return self.filter(memberships__user=user, memberships__role__in=roles) if user else self.none()

    def visible_to(self, viewer: Viewer) -> FirmQuerySet:
        return self.for_role(viewer, READING)

    def managed_by(self, viewer: Viewer) -> FirmQuerySet:
        return self.for_role(viewer, MANAGING)


class Firm(Regional):
    """A consulting firm and its look; the logo is stored cleaned, the color as typed."""

    name = Line(_("name"), max_length=120)
    folded = Folded(of=("name",))
    named = models.BooleanField(default=True, editable=False)  # a person has given it its name
    slug = models.SlugField(_("start address"), max_length=60, unique=True, null=True, blank=True, help_text=START_AT)
    colour = models.CharField(
        _("colour"), max_length=7, blank=True, validators=[RegexValidator(r"\A#[0-9a-fA-F]{6}\Z", _("Like #1b6ec2."))]
    )
    contact = Text(_("contact"), max_length=300, blank=True)
    footer = Line(_("footer"), max_length=160, blank=True)
    logo = models.BinaryField(_("logo"), default=b"", blank=True)
    logo_kind = models.CharField(max_length=3, blank=True, editable=False)
    logo_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    second_factor = models.BooleanField(_("members need a second factor"), default=False, help_text=SECOND_FACTOR)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    objects: ClassVar[models.Manager[Firm]] = FirmQuerySet.as_manager()

    class Meta:
        verbose_name = _("firm")
        verbose_name_plural = _("firms")
        ordering = ["folded", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def unnamed(self) -> bool:
        """Whether it has no name of its own: an invitation would not say whom it is from."""
        return not self.named


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, viewer: Viewer) -> MembershipQuerySet:
        """The colleagues of `viewer`, and their own memberships."""
        return self.filter(firm__in=Firm.objects.visible_to(viewer))

    def managed_by(self, viewer: Viewer) -> MembershipQuerySet:
        return self.filter(firm__in=Firm.objects.managed_by(viewer))

    def owners(self) -> MembershipQuerySet:
        """Memberships that can manage their firm, so not those of people who left or lost the admin."""
        return self.filter(role=Role.OWNER, user__is_active=True, user__is_staff=True)

    @transaction.atomic
    def rename(self, user: User, *, before: str) -> None:
        """Save the new name, and write it into the history of each firm the user works in."""
        user.save(update_fields=["first_name", "last_name"])
        if full_name(user) != before:
            for each in self.filter(user=user).select_related("firm").defer("firm__logo"):
                Change.objects.write(Code.RENAMED, who=user, firm=each.firm, before=before, after=full_name(user))


class LastOwner(Exception):  # noqa: N818 -- a state, not an error
    """Without this membership, nobody could manage the firm."""


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
        return [each.pk for each in Membership.objects.filter(firm=self.firm_id).owners()[:2]] == [self.pk]

    @transaction.atomic
    def give_role(self, role: str, *, by: Viewer | None = None) -> None:
        """Change the role; raise LastOwner if the firm would be left without an owner."""
        self._lock()
        before = Membership.objects.get(pk=self.pk).role
        if role != Role.OWNER and self.is_last_owner:
            raise LastOwner
        self.role = role
        self.save(update_fields=["role"])
        if role != Role.OWNER:
            self._take_back(role)
        if by:
            words = {"name": str(self.user), "before": before, "after": role}
            Change.objects.write_edit(Code.ROLE, self, who=by, firm=self.firm_id, **words)

    @transaction.atomic
    def leave(self) -> None:
        """Delete the membership, and with it the sight of the firm; raise LastOwner as `give_role` does."""
        self._lock()
        if self.is_last_owner:
            raise LastOwner
        self._take_back()
        self.delete()

    def _take_back(self, role: str = "") -> None:
        """Revoke the open invitations they made, and unless this role works, put them in charge of no shop."""
        made = Invitation.objects.filter(firm=self.firm_id, made_by=self.user_id, accepted=None, revoked=None)
        made.update(revoked=timezone.now())
        if role not in WORKING:
            self.firm.shops.filter(in_charge=self.user_id).update(in_charge=None)

    def _lock(self) -> None:
        """Lock the firm, so that two owners who take each other's role at the same moment do it one after the other."""
        Firm.objects.select_for_update().get(pk=self.firm_id)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def managed_by(self, viewer: Viewer) -> InvitationQuerySet:
        return self.filter(firm__in=Firm.objects.managed_by(viewer))

    def done_with(self, *, at: datetime) -> InvitationQuerySet:
        """Invitations, accepted or not, that expired so long ago that nobody asks why the link doesn't work."""
        return self.filter(expires__lte=at - EXPLAINED)

    def with_mail(self) -> models.QuerySet[Any]:
        """Annotate each with the state of its mail: `mail_state`, and `why` it has not gone out."""
        mails = Mail.objects.filter(kind=Kind.COLLEAGUE, about=Cast(models.OuterRef("pk"), models.CharField()))
        state, why = (models.Subquery(mails.values(name)[:1]) for name in ("state", "reason"))
        return self.annotate(mail_state=state, why=why)

    @transaction.atomic
    def issue(
        self, *, firm: Firm, email: str, role: str, at: datetime, by: Viewer | None = None
    ) -> tuple[Invitation, str]:
        """Create an invitation to a firm and revoke the open ones for that address; return it with its token.

        Only the token's hash is kept, so the link can be shown this once.
        """
        self.filter(firm=firm, email__iexact=email, accepted=None, revoked=None).update(revoked=at)
        token = new_token()
        made = self.create(
            firm=firm,
            email=email,
            role=role,
            token_hash=token_hash(token),
            expires=at + JOIN_WITHIN,
            made_by=staff(by) if by else None,
        )
        return made, token

    @transaction.atomic
    def invite(self, *, firm: Firm, email: str, role: str, at: datetime, by: Viewer) -> tuple[Invitation, str]:
        """Invite a colleague by mail; the token is empty if a mail was queued, else the page shows it once."""
        made, token = self.issue(firm=firm, email=email, role=role, at=at, by=by)
        Change.objects.write_edit(Code.COLLEAGUE_INVITED, made, who=by, firm=firm.pk, role=role)
        return made, "" if made.mail(at=at) else token


class Over(Exception):  # noqa: N818 -- a state, not an error
    """The invitation or link was used, revoked or has expired."""


class Invitation(models.Model):
    """A link that lets a colleague make an account and join a firm."""

    firm = models.ForeignKey(Firm, verbose_name=_("firm"), on_delete=models.CASCADE, related_name="invitations")
    email = Email(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(_("invited"), auto_now_add=True)
    expires = models.DateTimeField(_("expires"))
    accepted = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked = models.DateTimeField(_("revoked"), null=True, blank=True)
    # The user who made the current link; it stops working when they lose the right to invite.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects: ClassVar[models.Manager[Invitation]] = InvitationQuerySet.as_manager()

    shown_token = ""  # set on one just made, for the page that shows its link once; never stored

    class Meta:
        verbose_name = _("invitation of a colleague")
        verbose_name_plural = _("invitations of colleagues")
        ordering = ["-created", "pk"]

    def __str__(self) -> str:
        return self.email

    def over(self, at: datetime) -> str:
        return why_over(used=self.accepted, revoked=self.revoked, expires=self.expires, at=at)

    def renew(self, *, at: datetime) -> str:
        """Replace the token and return the new one; raise Over if it was accepted or revoked."""
        token = new_token()
        fields = {"token_hash": token_hash(token), "expires": at + JOIN_WITHIN}
        if not Invitation.objects.filter(pk=self.pk, accepted=None, revoked=None).update(**fields):
            raise Over
        return token

    @transaction.atomic
    def invite_again(self, *, at: datetime, by: Viewer) -> str:
        """Mail a new link, or return its token if there is no mail server; raise Over as `renew` does."""
        token = self.renew(at=at)
        Invitation.objects.filter(pk=self.pk).update(made_by=staff(by))
        Change.objects.write(Code.COLLEAGUE_INVITED_AGAIN, who=by, firm=self.firm, name=self.email)
        return "" if self.mail(at=at) else token

    def mail(self, *, at: datetime) -> bool:
        """Queue the mail with its link; False if there is no mail server."""
        return Mail.objects.queue_if_enabled(Kind.COLLEAGUE, self.pk, at=at, firm=self.firm)

    @transaction.atomic
    def revoke(self, *, at: datetime, by: Viewer | None = None) -> None:
        """Revoke it; raise Over if it was accepted or revoked before."""
        if not Invitation.objects.filter(pk=self.pk, accepted=None, revoked=None).update(revoked=at):
            raise Over
        if by:
            Change.objects.write(Code.COLLEAGUE_INVITATION_REVOKED, who=by, firm=self.firm, name=self.email)

    @transaction.atomic
    def accept(self, user: User, *, at: datetime) -> None:
        """Let `user` work in the firm; a present member keeps their role. Raise Over if the link no longer works.

        An account that is not stored yet is saved, and is not left behind if this fails.
        """
        mine = Invitation.objects.filter(pk=self.pk, accepted=None, revoked=None, expires__gt=at)
        if not mine.update(accepted=at):
            raise Over
        user.is_staff = True
        if user._state.adding:
            user.email = self.email
            user.save()
        else:
            user.save(update_fields=["is_staff"])
        Membership.objects.get_or_create(firm=self.firm, user=user, defaults={"role": self.role})
        Change.objects.write(Code.COLLEAGUE_JOINED, who=user, firm=self.firm, name=user.get_username(), role=self.role)
