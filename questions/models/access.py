"""Keys for people without an account: a browser's cookie, and links to continue elsewhere, to read, to start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID, uuid5

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.models.firms import Firm
from clients.models.history import Change, Code
from clients.models.once import Once
from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop
from clients.tokens import EXPLAINED, named_token, new_token, token_hash
from clients.viewers import NOBODY
from questions.models.assessment import Assessment
from questions.models.browser_keys import BROWSER_KEEPS, BrowserKeyQuerySet
from questions.models.lending import LENT_FOR

if TYPE_CHECKING:
    from django.contrib.auth.models import User

RESUME_WITHIN = timedelta(hours=24)
RESUME_HOURS = RESUME_WITHIN // timedelta(hours=1)  # as texts give it
READ_WITHIN = timedelta(days=30)  # a link that shares a result, and the one in the mail about notes
INVITE_WITHIN = timedelta(days=30)
HANDED_OUT = {"resume": Code.LINK_MADE, "read": Code.READ_LINK_MADE}


class Settled(Exception):  # noqa: N818 -- a state, not an error
    """The owner has accepted, or there is a newer invitation, so this one can't be changed."""


class AccessQuerySet(BrowserKeyQuerySet["Access"]):
    def owners_of(self, shop: Shop, *, at: datetime) -> Self:
        """Keys of browsers that hold the shop as its owner's, not as lent."""
        of_shop = self.filter(assessment__shop=shop, kind=Access.Kind.BROWSER, firm=None)
        return of_shop.filter(revoked=None, expires__gt=at)

    def grant(self, assessment: Assessment, *, at: datetime, token: str = "", link: Access | None = None) -> str:
        """Let a browser see an assessment and return its token: its own if that still opens anything, else a new one.

        An unknown token is never adopted, because whoever planted it would know it. What a colleague's `link` opens is
        lent for LENT_FOR; what the browser holds as its owner's stays so.
        """
        assessment.open(at=at)
        opens = self.open(Access.Kind.BROWSER, token, at=at) if token else self.none()
        if not opens.exists():
            token = new_token()
        lent = link is not None and link.firm_id is not None
        if lent and opens.filter(assessment__shop=assessment.shop_id, firm=None).exists():
            return token
        self.update_or_create(
            token_hash=token_hash(token),
            assessment=assessment,
            defaults={
                "kind": Access.Kind.BROWSER,
                "expires": at + (LENT_FOR if lent else BROWSER_KEEPS),
                "revoked": None,
                "made_by_id": link.made_by_id if link and lent else None,
                "firm_id": link.firm_id if link and lent else None,
            },
        )
        return token

    def issue(  # noqa: PLR0913 -- each is a fact about the link
        self,
        assessment: Assessment,
        kind: str,
        *,
        at: datetime,
        within: timedelta,
        by: User | None = None,
        key: UUID | None = None,
    ) -> str:
        """Return the token of a new link; only its hash is kept, so it can be shown this once.

        The same page `key` gives the same token, so the second press of a double click shows the first one's link. A
        link to continue made `by` a colleague carries the firm's rights and no others.
        """
        token = named_token(f"{kind} {assessment.pk} {key}") if key else new_token()
        lends = by is not None and kind == Access.Kind.RESUME
        if lends and assessment.shop.firm_id is None:
            raise PermissionDenied  # the owner has withdrawn, and nobody lends what is theirs alone
        found, made = self.get_or_create(
            token_hash=token_hash(token),
            assessment=assessment,
            defaults={
                "kind": kind,
                "expires": at + within,
                "made_by": by,
                "firm_id": assessment.shop.firm_id if lends else None,
            },
        )
        spent = not made and (found.used or found.revoked or found.expires <= at)
        return self.issue(assessment, kind, at=at, within=within, by=by) if spent else token

    @transaction.atomic
    def hand_out(  # noqa: PLR0913 -- as `issue`
        self,
        assessment: Assessment,
        kind: str,
        *,
        at: datetime,
        within: timedelta,
        by: User | None = None,
        key: UUID | None = None,
    ) -> str:
        """Do as `issue`, for a link shown on a page; one made `by` a colleague is written into the history."""
        token = self.issue(assessment, kind, at=at, within=within, by=by, key=key)
        if by:
            Change.objects.write(HANDED_OUT[kind], who=by, shop=assessment.shop)
        return token

    @transaction.atomic
    def invite(self, begun: Sequence[Assessment], tokens: Sequence[str], *, by: User, at: datetime) -> None:
        """Invite the owners of these, each with the token at its place; by mail if there is an address."""
        made = self.bulk_create(
            Access.invitation(each, token, by=by, at=at) for each, token in zip(begun, tokens, strict=True)
        )
        Change.objects.write_each(Code.INVITED, who=by, shops=[each.shop for each in begun])
        self.mail_invitations(made, at=at)

    def consume(self, token: str, *, at: datetime, kind: str = "resume") -> Access | None:
        """Use up a link to continue or an invitation; None if it was used, revoked, has expired or never existed."""
        found = self.open(kind, token, at=at).live().select_related("assessment__shop").first()
        # The filter on `used` is repeated in the statement that sets it, so that of two requests one gets in.
        if found is None or not self.filter(pk=found.pk, used__isnull=True).update(used=at):
            return None
        Change.objects.write(Code.LINK_USED, who=NOBODY, shop=found.assessment.shop)
        return found

    def done_with(self, *, at: datetime) -> AccessQuerySet:
        """Expired keys; the desk lists an unused invitation a while longer, and a used one for good."""
        invitations = models.Q(kind=Access.Kind.INVITE)
        return self.filter(
            ~invitations & models.Q(expires__lte=at) | invitations & models.Q(used=None, expires__lte=at - EXPLAINED)
        )


class Access(models.Model):
    """A key to one assessment for a person without an account; only the token's hash is kept.

    A browser has one token for all its assessments, so its rows share a hash.
    """

    class Kind(models.TextChoices):
        BROWSER = "browser", _("this browser")
        RESUME = "resume", _("go on elsewhere")
        READ = "read", _("read the result")
        INVITE = "invite", _("invitation")

    token_hash = models.CharField(max_length=64, editable=False)
    assessment = models.ForeignKey("questions.Assessment", on_delete=models.CASCADE, related_name="accesses")
    kind = models.CharField(max_length=10, choices=Kind)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)
    # For an invitation: which colleague made it, and (`sent`) when the mail server got its mail.
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    # The firm whose rights a colleague's key carries; null for an owner's own key.
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, null=True, related_name="+")
    sent = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Access]] = AccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        constraints = [
            models.UniqueConstraint(fields=["token_hash", "assessment"], name="one_access_per_token"),
        ]

    def __str__(self) -> str:
        return self.kind

    @classmethod
    def invitation(cls, assessment: Assessment, token: str, *, by: User, at: datetime) -> Access:
        """Return an invitation that is not saved yet."""
        return cls(
            token_hash=token_hash(token),
            assessment=assessment,
            kind=cls.Kind.INVITE,
            expires=at + INVITE_WITHIN,
            made_by=by,
        )

    @property
    def by_mail(self) -> bool:
        """Whether the link is mailed to the owner, so that nobody here sees it."""
        return settings.MAIL_ENABLED and bool(self.assessment.shop.email)

    @property
    def by_own_mail(self) -> bool:
        """Whether a key of the owner's can be mailed to them."""
        return settings.MAIL_ENABLED and bool(self.assessment.shop.own_email)

    def unused(self) -> models.QuerySet[Access]:
        """The invitations to the same attempt that still open it: a reminder brings one of its own."""
        return Access.objects.filter(assessment=self.assessment_id, kind="invite", used=None, revoked=None)

    @transaction.atomic
    def invite_again(self, token: str, *, by: User, at: datetime) -> Access:
        """Replace the invitation by one with a new link; raise Settled if it can't be repeated.

        A double click gets the same.
        """
        # Lock the assessment's row against another request at the same moment.
        rows = Assessment.objects.select_for_update(of=["self"]).select_related("shop")
        assessment = rows.get(pk=self.assessment_id)
        latest = assessment.accesses.filter(kind=Access.Kind.INVITE).latest("pk")
        if latest.token_hash == token_hash(token):  # the second click of a double click
            return latest
        if latest.pk != self.pk or latest.used or assessment.submitted:
            raise Settled
        self.unused().update(revoked=at)
        new = Access.invitation(assessment, token, by=by, at=at)
        new.save()
        Change.objects.write(Code.INVITED_AGAIN, who=by, shop=assessment.shop)
        Access.objects.mail_invitations([new], at=at)
        return new

    def send_again(self, *, at: datetime) -> None:
        """Retry its failed mail; raise Settled if none has failed."""
        failed = Mail.objects.filter(kind=Kind.INVITATION, about=str(self.pk)).first()
        if failed is None or not failed.send_again(at=at):
            raise Settled

    @transaction.atomic
    def revoke(self, *, by: User, at: datetime) -> None:
        """Revoke the link; raise Settled if the owner has accepted. A second call changes nothing."""
        if Access.objects.filter(pk=self.pk, used=None, revoked=None).update(revoked=at):
            self.unused().update(revoked=at)
            Change.objects.write(Code.INVITATION_REVOKED, who=by, shop=self.assessment.shop)
        elif Access.objects.filter(pk=self.pk, used__isnull=False).exists():
            raise Settled

    @transaction.atomic
    def accept(self, *, at: datetime, bring: Shop | None = None, page: UUID | None = None) -> Assessment | None:
        """Let the firm see the invited shop; None if the link is used, revoked or expired, or the shop has an owner.

        An owner who brings a shop keeps it, and it takes over what the firm had entered. `page` is their page's key.
        """
        if Shop.objects.select_for_update().values_list("joined", flat=True).get(pk=self.assessment.shop_id):
            return None
        if not Access.objects.filter(pk=self.pk, used=None, revoked=None, expires__gt=at).update(used=at):
            return None
        self.unused().update(used=at)  # what else was mailed leads the same owner to the same answers
        if page:
            Once.objects.claim(self.clicked(page))
        invited = self.assessment
        shop = invited.shop
        mails = Mail.objects.filter(kind=Kind.INVITATION, about=str(self.pk)).values_list("address", flat=True)
        mailbox = next(iter(mails), "")
        if bring is not None:
            firms, latest = shop, bring.assessments.first()
            bring.join(firms.firm, at=at)
            bring.merge(firms)
            if latest is not None and invited.submitted is None and not invited.answers.exists():
                invited.accesses.filter(kind=Access.Kind.INVITE).update(assessment=latest)
                invited.delete()
                invited = latest
            shop = bring
        else:
            shop.joined = at
        shop.own_email = shop.own_email or mailbox  # the person who accepts reads what is sent there
        shop.save(update_fields=["joined", "own_email"])
        invited.open(at=at)
        Access.objects.end_lent(shop, at=at)  # from here on the owner has a key of their own
        Change.objects.write(Code.JOINED, who=NOBODY, shop=shop)
        return invited

    def clicked(self, page: UUID) -> UUID:
        """By which the second click of a double click is told from a colleague who knows the link."""
        return uuid5(page, self.token_hash)
