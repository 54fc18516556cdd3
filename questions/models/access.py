"""Keys for people without an account: a browser's cookie, links to go on elsewhere, to read, to begin."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.models.history import Change
from clients.tokens import EXPLAINED, named_token, new_token, token_hash
from clients.viewers import NOBODY, Guest

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from clients.models.firms import Membership
    from clients.models.shops import Shop
    from questions.models.assessment import Assessment

BROWSER_KEEPS = timedelta(days=400)  # the longest a browser keeps a cookie
RESUME_WITHIN = timedelta(hours=24)
RESUME_HOURS = RESUME_WITHIN // timedelta(hours=1)  # as texts say it
READ_WITHIN = timedelta(days=30)
INVITE_WITHIN = timedelta(days=30)
# What becomes of an invitation; "made" is a link that no mail has carried.
INVITED = {
    "made": _("not sent by mail"),
    "sent": _("sent"),
    "started": _("started"),
    "submitted": _("submitted"),
    "expired": _("expired"),
    "revoked": _("revoked"),
}


class AccessQuerySet(models.QuerySet["Access"]):
    def open(self, kind: str, token: str, *, at: datetime) -> AccessQuerySet:
        """Accesses of a kind that this token still opens."""
        return self.filter(
            kind=kind, token_hash=token_hash(token), revoked__isnull=True, used__isnull=True, expires__gt=at
        )

    def guest(self, token: str, *, at: datetime) -> Guest:
        """What the holder of a browser's token may see."""
        if not token:
            return NOBODY
        shops = self.open(Access.Kind.BROWSER, token, at=at).values_list("assessment__shop_id", flat=True)
        return Guest(shops=frozenset(shops))

    def reader(self, token: str, *, at: datetime) -> Guest:
        """What somebody may see who was given a read link."""
        return Guest(
            assessments=frozenset(self.open(Access.Kind.READ, token, at=at).values_list("assessment", flat=True))
        )

    def grant(self, assessment: Assessment, *, at: datetime, token: str = "") -> str:
        """Let a browser see an assessment and return its token: the one it has, if that opens anything, or a new one.

        A token we did not give out may be known to whoever put it there, so it is never taken up.
        """
        if not token or not self.open(Access.Kind.BROWSER, token, at=at).exists():
            token = new_token()
        self.update_or_create(
            token_hash=token_hash(token),
            assessment=assessment,
            defaults={"kind": Access.Kind.BROWSER, "expires": at + BROWSER_KEEPS, "revoked": None},
        )
        return token

    def issue(  # noqa: PLR0913 -- each a fact about the link
        self,
        assessment: Assessment,
        kind: str,
        *,
        at: datetime,
        within: timedelta,
        by: User | None = None,
        key: UUID | None = None,
    ) -> str:
        """Make a link's token; only its hash is kept, so it can be shown this once.

        The same `key`, a page's own, gives the same token: the second press of a double click shows the first's link.
        """
        token = named_token(f"{kind} {assessment.pk} {key}") if key else new_token()
        found, made = self.get_or_create(
            token_hash=token_hash(token),
            assessment=assessment,
            defaults={"kind": kind, "expires": at + within, "made_by": by},
        )
        spent = not made and (found.used or found.revoked or found.expires <= at)
        return self.issue(assessment, kind, at=at, within=within, by=by) if spent else token

    def invitations(self) -> AccessQuerySet:
        """The latest invitation to each assessment, with its shop and who made it."""
        # The key of the newest, not "none is newer": planned without statistics, as after a long list was pasted into a
        # new database, PostgreSQL compares every row with every row for that, again and again.
        newest = self.model.objects.filter(kind="invite", assessment=models.OuterRef("assessment")).order_by("-pk")
        found = self.filter(pk=models.Subquery(newest.values("pk")[:1]), kind="invite")
        found = found.select_related("assessment__shop__firm", "made_by")
        return found.defer("assessment__shop__firm__logo", "assessment__scorecard")

    def with_state(self, *, at: datetime) -> models.QuerySet[Any]:
        """Add `state`, one of INVITED, to invitations."""
        return self.annotate(
            state=models.Case(
                models.When(assessment__submitted__isnull=False, then=models.Value("submitted")),
                models.When(used__isnull=False, then=models.Value("started")),
                models.When(revoked__isnull=False, then=models.Value("revoked")),
                models.When(expires__lte=at, then=models.Value("expired")),
                models.When(sent__isnull=False, then=models.Value("sent")),
                default=models.Value("made"),
                output_field=models.CharField(),
            )
        )

    def consume(self, token: str, *, at: datetime, kind: str = "resume") -> Assessment | None:
        """Use up a link to go on or an invitation; None if it was used, revoked, has expired or never was."""
        found = self.open(kind, token, at=at).select_related("assessment__shop").first()
        # The filter on `used` once more, in the same statement that sets it: two at once let one in.
        if found is None or not self.filter(pk=found.pk, used__isnull=True).update(used=at):
            return None
        return found.assessment

    def done_with(self, *, at: datetime) -> AccessQuerySet:
        """Keys that have expired; an invitation that nobody took stays a while longer, and one that was taken for good.

        The desk lists both, and the one that was taken says which colleague invited the owner.
        """
        invitations = models.Q(kind=Access.Kind.INVITE)
        return self.filter(
            ~invitations & models.Q(expires__lte=at) | invitations & models.Q(used=None, expires__lte=at - EXPLAINED)
        )

    def end_with(self, membership: Membership, *, at: datetime) -> None:
        """Revoke the links that a colleague who goes made for the firm's owners and has seen; mailed ones stay."""
        made = self.filter(made_by=membership.user_id, assessment__shop__firm=membership.firm_id)
        held = made.filter(kind__in=[Access.Kind.RESUME, Access.Kind.READ], sent=None, used=None, revoked=None)
        held.update(revoked=at)

    def cut_off(self, shop: Shop, *, at: datetime, keep: str) -> None:
        """Revoke every key to a shop but that of the browser whose token is `keep`."""
        others = self.filter(assessment__shop=shop, revoked=None).exclude(
            kind=Access.Kind.BROWSER, token_hash=token_hash(keep)
        )
        others.update(revoked=at)


class Access(models.Model):
    """A key to one assessment for somebody without an account; of the token only its hash is kept.

    A browser has one token however many assessments it began, so its rows share a hash.
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
    # For an invitation: which colleague made it, and when its mail was handed to the mail server.
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
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

    @transaction.atomic
    def accept(self, *, at: datetime, bring: Shop | None = None) -> Assessment | None:
        """Let the firm see the shop that its invitation is for; None if somebody else was quicker.

        An owner who brings a shop keeps it, with what the firm had entered about it.
        """
        if not Access.objects.filter(pk=self.pk, used=None, revoked=None, expires__gt=at).update(used=at):
            return None
        invited = self.assessment
        shop = invited.shop
        if bring is not None:
            firms, latest = shop, bring.assessments.first()
            bring.firm, bring.joined = firms.firm, at
            bring.save(update_fields=["firm", "joined"])
            bring.merge(firms)
            if latest is not None and invited.submitted is None and not invited.answers.exists():
                invited.accesses.filter(kind=Access.Kind.INVITE).update(assessment=latest)
                invited.delete()
                invited = latest
            shop = bring
        elif shop.joined is None:
            shop.joined = at
            shop.save(update_fields=["joined"])
        Change.objects.write("joined", who=NOBODY, shop=shop)
        return invited
