"""Keys for people without an account: a browser's cookie, links to go on elsewhere, to read, to begin."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.models.firms import WORKING, Firm, Membership
from clients.models.history import Change
from clients.tokens import named_token, new_token, token_hash
from clients.viewers import NOBODY, Guest, Viewer

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from clients.models.shops import Shop
    from questions.models.assessment import Assessment

BROWSER_KEEPS = timedelta(days=400)  # from the last use; the longest a browser keeps a cookie
RENEWED_EVERY = timedelta(days=1)
LENT_FOR = timedelta(days=30)  # what a colleague's link opens, if nothing ends it sooner
RESUME_WITHIN = timedelta(hours=24)
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

    def live(self) -> AccessQuerySet:
        """Without the keys of colleagues who lost the right that stood behind them, or whose firm lost the shop."""
        works = Membership.objects.filter(
            firm=models.OuterRef("firm"), user=models.OuterRef("made_by"), role__in=WORKING, user__is_active=True
        )
        stands = models.Q(models.Exists(works), assessment__shop__firm=models.F("firm"))
        return self.filter(models.Q(firm=None) | stands)

    def guest(self, token: str, *, at: datetime) -> Guest:
        """What the holder of a browser's token may see."""
        if not token:
            return NOBODY
        live = self.open(Access.Kind.BROWSER, token, at=at).live()
        rows: list[tuple[int, int | None, datetime]] = list(
            live.values_list("assessment__shop_id", "firm_id", "expires")
        )
        own = frozenset(shop for shop, firm, _expires in rows if firm is None)
        ages = any(firm is None and expires < at + BROWSER_KEEPS - RENEWED_EVERY for _shop, firm, expires in rows)
        return Guest(shops=own, lent=frozenset(shop for shop, firm, _expires in rows if firm) - own, ages=ages)

    def lent(self, shop: Shop, *, at: datetime) -> AccessQuerySet:
        """The keys to a shop that colleagues' links gave out and that still open it, the links themselves too."""
        found = self.filter(assessment__shop=shop, revoked=None, expires__gt=at).exclude(firm=None).live()
        return found.exclude(kind=Access.Kind.RESUME, used__isnull=False).select_related("made_by").order_by("pk")

    @transaction.atomic
    def end_lent(self, shop: Shop, *, at: datetime, who: Viewer | None = None) -> int:
        """Revoke every key that colleagues made to this shop; told in the history where `who` asked for it."""
        ended = self.filter(assessment__shop=shop, revoked=None).exclude(firm=None).update(revoked=at)
        if ended and who is not None:
            Change.objects.write("keys-ended", who=who, shop=shop)
        return ended

    def renew(self, token: str, *, at: datetime) -> None:
        """An owner's key lives on from its last use; one that a colleague lent does not."""
        self.open(Access.Kind.BROWSER, token, at=at).filter(firm=None).update(expires=at + BROWSER_KEEPS)

    def move(self, token: str, *, at: datetime) -> str:
        """A new token that opens what `token` does; that one keeps its own days, and is given nothing more.

        Whoever planted it knows it; whoever has not yet received the new one still has it.
        """
        new = new_token()
        rows = list(self.open(Access.Kind.BROWSER, token, at=at))
        self.bulk_create(
            Access(
                token_hash=token_hash(new),
                assessment_id=row.assessment_id,
                kind=row.kind,
                expires=row.expires if row.firm_id else at + BROWSER_KEEPS,
                made_by_id=row.made_by_id,
                firm_id=row.firm_id,
            )
            for row in rows
        )
        return new if rows else ""

    def reader(self, token: str, *, at: datetime) -> Guest:
        """What somebody may see who was given a read link."""
        return Guest(
            assessments=frozenset(self.open(Access.Kind.READ, token, at=at).values_list("assessment", flat=True))
        )

    def grant(self, assessment: Assessment, *, at: datetime, token: str = "", link: Access | None = None) -> str:
        """Let a browser see an assessment and return its token: the one it has, if that opens anything, or a new one.

        A token we did not give out may be known to whoever put it there, so it is never taken up. What a colleague's
        `link` opens is lent, for as long as the link had; what the browser holds as its owner's stays so.
        """
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
        One made `by` a colleague to go on elsewhere carries the firm's rights and no others.
        """
        token = named_token(f"{kind} {assessment.pk} {key}") if key else new_token()
        found, made = self.get_or_create(
            token_hash=token_hash(token),
            assessment=assessment,
            defaults={
                "kind": kind,
                "expires": at + within,
                "made_by": by,
                "firm_id": assessment.shop.firm_id if by and kind == Access.Kind.RESUME else None,
            },
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

    def consume(self, token: str, *, at: datetime, kind: str = "resume") -> Access | None:
        """Use up a link to go on or an invitation; None if it was used, revoked, has expired or never was."""
        found = self.open(kind, token, at=at).live().select_related("assessment__shop").first()
        # The filter on `used` once more, in the same statement that sets it: two at once let one in.
        if found is None or not self.filter(pk=found.pk, used__isnull=True).update(used=at):
            return None
        return found

    def end_with(self, membership: Membership, *, at: datetime) -> None:
        """Revoke the keys that a colleague who goes made to the firm's shops, used or not; invitations stay."""
        made = self.filter(made_by=membership.user_id, assessment__shop__firm=membership.firm_id, revoked=None)
        made.exclude(kind=Access.Kind.INVITE).filter(sent=None).update(revoked=at)
        made.exclude(firm=None).update(revoked=at)

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
    # Whose rights a colleague's key carries; an owner's own has none.
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
            bring.firm, bring.joined, bring.withdrawn = firms.firm, at, None
            bring.save(update_fields=["firm", "joined", "withdrawn"])
            bring.merge(firms)
            if latest is not None and invited.submitted is None and not invited.answers.exists():
                invited.accesses.filter(kind=Access.Kind.INVITE).update(assessment=latest)
                invited.delete()
                invited = latest
            shop = bring
        elif shop.joined is None:
            shop.joined = at
            shop.save(update_fields=["joined"])
        Access.objects.end_lent(shop, at=at)  # from here on the owner has a key of their own
        Change.objects.write("joined", who=NOBODY, shop=shop)
        return invited
