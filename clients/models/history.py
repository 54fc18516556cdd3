"""Who changed what and when, for people to read; no rule of the program uses it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.security import log
from clients.viewers import Viewer, staff, superuser

SIGN_INS_KEPT = timedelta(days=365)
SIGN_INS_APART = timedelta(minutes=5)  # failures with a name that are one line


class Code(models.TextChoices):
    """What a line of the history says; the desk puts each into words."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    TAGGED = "tagged"
    UNTAGGED = "untagged"
    UNDONE = "undone"
    MERGED = "merged"
    IN_CHARGE = "in-charge"
    ENTERED = "entered"
    FILLED_IN = "filled-in"
    ENTERED_TAKEN_BACK = "entered-taken-back"
    INVITED = "invited"
    INVITED_AGAIN = "invited-again"
    INVITATION_REVOKED = "invitation-revoked"
    JOINED = "joined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    ERASED = "erased"
    HAND_OVER_ASKED = "hand-over-asked"
    HAND_OVER_AGREED = "hand-over-agreed"
    HAND_OVER_DECLINED = "hand-over-declined"
    CLIENTS_HANDED_OVER = "clients-handed-over"
    OPENED = "opened"
    KEYS_ENDED = "keys-ended"
    TOGETHER = "together"
    DISCARDED = "discarded"
    LINK_MADE = "link-made"
    LINK_MAILED = "link-mailed"
    READ_LINK_MADE = "read-link-made"
    MAILED_SUBMITTED = "mailed-submitted"
    MAILED_NOTES = "mailed-notes"
    NOTE = "note"
    NOTE_SHARED = "note-shared"
    MEETING = "meeting"
    MEETING_REMOVED = "meeting-removed"
    REVIEW = "review"
    ACTION = "action"
    PLAN_CHANGED = "plan-changed"
    PLAN_ADDED = "plan-added"
    STEP_KEPT = "step-kept"
    STEP_CHANGED = "step-changed"
    STEP_REMOVED = "step-removed"
    CALENDAR_MADE = "calendar-made"
    CALENDAR_ENDED = "calendar-ended"
    REMINDED = "reminded"
    REMINDERS_ASKED = "reminders-asked"
    REMINDERS_STOPPED = "reminders-stopped"
    TICKETS_KEPT = "tickets-kept"
    TICKETS_SHOWN = "tickets-shown"
    TICKETS_DISCARDED = "tickets-discarded"
    TICKETS_USED = "tickets-used"
    OPINION_ASKED = "opinion-asked"
    OPINION_GIVEN = "opinion-given"
    OPINION_ENDED = "opinion-ended"
    OPINION_TAKEN_BACK = "opinion-taken-back"
    PULSE_BEGUN = "pulse-begun"
    PULSE_CLOSED = "pulse-closed"
    PULSE_REMOVED = "pulse-removed"
    ROLE = "role"
    RENAMED = "renamed"
    COLLEAGUE_INVITED = "colleague-invited"
    COLLEAGUE_INVITED_AGAIN = "colleague-invited-again"
    COLLEAGUE_INVITATION_REVOKED = "colleague-invitation-revoked"
    COLLEAGUE_JOINED = "colleague-joined"
    LINK_USED = "link-used"
    READ_LINKS_ENDED = "read-links-ended"
    SIGNED_IN = "signed-in"
    SIGN_IN_FAILED = "sign-in-failed"
    LOCKED_OUT = "locked-out"
    PASSWORD_LINK = "password-link"  # noqa: S105 -- what happened
    FACTORS_REMOVED = "factors-removed"
    FACTOR_ADDED = "factor-added"
    FACTOR_REMOVED = "factor-removed"
    CODES_RENEWED = "codes-renewed"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 -- what happened
    SESSION_ENDED = "session-ended"

    @property
    def private(self) -> bool:
        """Whether only the firm's owners read it: invitations of colleagues and sign-ins are their business."""
        invitations = (Code.COLLEAGUE_INVITED, Code.COLLEAGUE_INVITED_AGAIN, Code.COLLEAGUE_INVITATION_REVOKED)
        return self in invitations or self.of_signing_in

    @property
    def of_signing_in(self) -> bool:
        return self in (Code.SIGNED_IN, Code.SIGN_IN_FAILED, Code.LOCKED_OUT) or self.of_own_keys

    @property
    def of_own_keys(self) -> bool:
        """Whether people did it to what they sign in with themselves."""
        keys = (Code.FACTOR_ADDED, Code.FACTOR_REMOVED, Code.CODES_RENEWED, Code.PASSWORD_CHANGED, Code.SESSION_ENDED)
        return self in keys

    @property
    def secures(self) -> bool:
        """Whether the security log has it too: everything but the day's work."""
        return self not in DAYS_WORK

    @property
    def by_itself(self) -> bool:
        """Whether the program does or notices it by itself, such as sending a mail."""
        return self in BY_ITSELF

    @property
    def has_texts(self) -> bool:
        """Whether its detail holds the text before and after."""
        return self in (Code.NOTE, Code.NOTE_SHARED)


DAYS_WORK = (
    Code.ARCHIVED,
    Code.UNARCHIVED,
    Code.TAGGED,
    Code.UNTAGGED,
    Code.IN_CHARGE,
    Code.UNDONE,
    Code.ENTERED,
    Code.FILLED_IN,
    Code.ENTERED_TAKEN_BACK,
    Code.TOGETHER,
    Code.DISCARDED,
    Code.MAILED_SUBMITTED,
    Code.MAILED_NOTES,
    Code.NOTE,
    Code.NOTE_SHARED,
    Code.MEETING,
    Code.MEETING_REMOVED,
    Code.REVIEW,
    Code.ACTION,
    Code.PLAN_CHANGED,
    Code.PLAN_ADDED,
    Code.REMINDED,
    Code.STEP_KEPT,
    Code.STEP_CHANGED,
    Code.STEP_REMOVED,
    Code.REMINDERS_ASKED,
    Code.REMINDERS_STOPPED,
    Code.RENAMED,
    Code.OPINION_GIVEN,
    Code.OPINION_TAKEN_BACK,
)
BY_ITSELF = (
    Code.MAILED_SUBMITTED,
    Code.MAILED_NOTES,
    Code.LINK_USED,
    Code.SIGN_IN_FAILED,
    Code.LOCKED_OUT,
    Code.OPINION_GIVEN,
    Code.OPINION_TAKEN_BACK,
)
EDITS = (Code.ADDED, Code.CHANGED, Code.DELETED)
ABOUT_RIGHTS = ("user", "membership", "firm", "invitation")  # what of the rows edited by hand in the admin
PARTINGS = (Code.WITHDRAWN, Code.ENDED, Code.HAND_OVER_AGREED, Code.HAND_OVER_DECLINED)
# A line about a shop that withdrew or was deleted names it, and hangs on no shop any more.
ABOUT_FIRMS = models.Q(shop=None) & (
    models.Q(what__in=EDITS, detail__kind__in=ABOUT_RIGHTS) | ~models.Q(what__in=(*EDITS, *PARTINGS))
)


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, viewer: Viewer) -> ChangeQuerySet:
        """What happened in the firms of `viewer`, to the firm itself or to shops that are still its clients.

        A superuser also reads what happened to every firm and its colleagues, but about shops only what a member reads.
        """
        user = staff(viewer)
        if user is None:
            return self.none()
        here = models.Q(shop=None) | models.Q(shop__firm=models.F("firm"))
        mine = here & models.Q(firm__in=user.memberships.values("firm"))  # every role reads
        return self.filter(mine | ABOUT_FIRMS if superuser(viewer) else mine)

    def without_private(self) -> ChangeQuerySet:
        """The lines that everyone in the firm may read."""
        return self.exclude(what__in=[code for code in Code if code.private])

    def write(self, what: Code, *, who: Viewer, firm: Any = None, shop: Any = None, **detail: Any) -> None:
        """Add a line; `detail` is stored as JSON: before, after, a title."""
        firm_id = firm.pk if firm else shop.firm_id if shop else None
        self.create(firm_id=firm_id, shop=shop, who=staff(who), what=what, detail=detail).tell()

    def write_each(self, what: Code, *, who: Viewer, shops: Iterable[Any], **detail: Any) -> None:
        """Add the same line to each of these shops, in one query."""
        user = staff(who)
        rows = [Change(firm_id=shop.firm_id, shop=shop, who=user, what=what, detail=detail) for shop in shops]
        for change in self.bulk_create(rows):
            change.tell()

    def write_in_firms_of(self, user: Any, what: Code, *, who: Viewer, **detail: Any) -> None:
        """Add a line about a colleague to each firm that they work in."""
        firms = list(user.memberships.values_list("firm", flat=True)) or [None]
        about = {"name": str(user), **detail}
        rows = [Change(firm_id=firm, who=staff(who), what=what, detail=about) for firm in firms]
        for change in self.bulk_create(rows):
            change.tell()

    def write_edit(
        self, what: Code, row: models.Model, *, who: Viewer, firm: int | None, shop: Any = None, **detail: Any
    ) -> None:
        """Add a line about a row added, changed or deleted by hand in the admin."""
        about = {"kind": row._meta.model_name, "name": str(row), **detail}
        self.create(firm_id=firm, shop=shop, who=staff(who), what=what, detail=about).tell()

    def write_sign_in(self, what: Code, user: User, *, at: datetime) -> None:
        """Add a line to each firm the user works in; of failures in a row only the first, so that nobody fills it."""
        of_this = self.filter(what=what, detail__name=user.get_username(), at__gt=at - SIGN_INS_APART)
        if what.by_itself and of_this.exists():
            return
        who = None if what.by_itself else user
        detail = {"name": user.get_username()}
        firms = user.memberships.values_list("firm", flat=True)
        self.bulk_create(Change(firm_id=firm, who=who, what=what, detail=detail) for firm in firms)

    def write_over_texts(self, *, firm: Any, shop: Any) -> None:
        """Take the texts out of a firm's lines about a shop; that something was written stays."""
        self.filter(firm=firm, shop=shop, what__in=[code for code in Code if code.has_texts]).update(detail={})

    def old_sign_ins(self, *, at: datetime) -> ChangeQuerySet:
        """Lines about signing in, when they have been kept long enough."""
        return self.filter(what__in=[code for code in Code if code.of_signing_in], at__lte=at - SIGN_INS_KEPT)


class Change(models.Model):
    """One line of the history; `who` is null for the owner, who has no account."""

    firm = models.ForeignKey("clients.Firm", on_delete=models.CASCADE, null=True, related_name="changes")
    shop = models.ForeignKey("clients.Shop", on_delete=models.CASCADE, null=True, related_name="changes")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    what = models.SlugField(max_length=40)
    detail = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[Change]] = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("history")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.what

    def tell(self) -> None:
        """Write it to the security log too, if it is about rights or keys, and no invention that nobody made."""
        code = self.code
        edited = self.detail.get("kind")
        if self.who is None and self.shop is not None and self.shop.example:
            return
        if code is None or not code.secures or (code in EDITS and edited not in ABOUT_RIGHTS):
            return
        who = self.who.get_username() if self.who else ""
        log.tell(code.value, **{**self.detail, "who": who, "firm": self.firm_id, "shop": self.shop_id})

    @property
    def code(self) -> Code | None:
        """The line's code; None for one that only an older version wrote."""
        return Code(self.what) if self.what in Code.values else None
