"""The consultant's side of an assessment: its review and notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.fields import Text
from clients.models.firms import READING, Firm
from clients.models.history import Change, Code
from clients.models.outbox import Kind, Mail
from clients.models.prepared import Prepared
from clients.models.shops import Shop
from clients.models.versioned import Versioned
from clients.viewers import Viewer, staff
from questions.models.assessment import Assessment
from reports.models.earlier import LATEST_FIRST, earlier_than
from reports.models.many_set import ManySet
from reports.signals import report_changed

LONGEST_NOTE = 4000  # characters


@dataclass(frozen=True, slots=True)
class SharedReview:
    """What a shared review shows the owner: shared notes, and who changed the review last."""

    by: User | None
    notes: tuple[Note, ...]


def owner_is_mailed(assessment: Assessment) -> bool:
    """Whether the owner gets a mail about what is shared: there is a mail server and an address."""
    return settings.MAIL_ENABLED and bool(assessment.shop.email)


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, viewer: Viewer) -> ReviewQuerySet:
        return self.filter(assessment__in=Assessment.objects.visible_to(viewer))

    def shared_with_owner(self, assessment: Assessment) -> SharedReview | None:
        """Return what the owner reads, in one query: shared notes, and who shared them; None if nothing is shared.

        They are the present firm's notes; after withdrawing, those the former firm had shared.
        """
        firm = assessment.shop.firm_id
        found = BY_FIRM(assessment.pk, firm) if firm else WITHOUT_FIRM(assessment.pk)
        review = getattr(found[0], "review", None) if found else None
        shared = review is not None and review.state == Review.State.SHARED
        notes = [each.shown for each in found if hasattr(each, "shown")]  # the one row without a note has none
        shown_notes = tuple(note for note in notes if shared or (note.kept and not firm))
        return (
            SharedReview(review.changed_by if review and shared else None, shown_notes)
            if shown_notes or shared
            else None
        )

    @transaction.atomic
    def set_state(self, assessments: Iterable[Assessment], state: str, *, seen: datetime, by: Viewer) -> ManySet:
        """Set the state of many reviews, but not of those that a colleague changed since `seen`."""
        user, now = staff(by), timezone.now()
        mine = user.pk if user else None
        every = {each.pk: each for each in assessments}
        found = {each.assessment_id: each for each in self.select_for_update().filter(assessment__in=every)}
        stale = [each for each in found.values() if each.changed > seen and each.changed_by_id != mine]
        to_change = [each.pk for each in found.values() if each not in stale and each.state != state]
        self.filter(pk__in=to_change).update(state=state, version=F("version") + 1, changed=now, changed_by=user)
        missing = [] if state == Review.State.NEW else [pk for pk in every if pk not in found]
        rows = [Review(assessment_id=pk, state=state, version=1, changed=now, changed_by=user) for pk in missing]
        self.bulk_create(rows, ignore_conflicts=True)  # a faster request keeps its own
        moved = [*missing, *(pk for pk, each in found.items() if each.pk in to_change)]
        before = {pk: str(found[pk].state) if pk in found else Review.State.NEW.value for pk in moved}
        self._tell([(every[pk], before[pk]) for pk in moved], state, by=by)
        versions = dict(self.filter(assessment__in=moved).values_list("assessment", "version"))
        shops = {pk: every[pk].shop for pk in moved}
        kept = [[shop.pk, shop.firm_id, [str(pk), versions[pk], before[pk]]] for pk, shop in shops.items()]
        return ManySet(stale, kept)

    @transaction.atomic
    def set_back(self, rows: Iterable[tuple[str, int, str]], *, by: Viewer) -> int:
        """Give reviews, named by assessment and version, their state before; return how many were unchanged since."""
        before = {key: (version, state) for key, version, state in rows}
        locked = self.select_for_update(of=["self"]).filter(assessment__in=[*before]).defer("assessment__scorecard")
        found = list(locked.select_related("assessment__shop"))
        mine = [each for each in found if each.version == before[str(each.assessment_id)][0]]
        for state in sorted({before[str(each.assessment_id)][1] for each in mine}):
            to_change = [each for each in mine if before[str(each.assessment_id)][1] == state]
            self.filter(pk__in=[each.pk for each in to_change]).update(
                state=state, version=F("version") + 1, changed=timezone.now(), changed_by=staff(by)
            )
            for each in to_change if Review.State.SHARED in (state, to_change[0].state) else ():
                report_changed.send(sender=Review, assessment=each.assessment)
            words = {"of": Code.REVIEW.value, "before": state, "after": str(to_change[0].state)}
            shops = (each.assessment.shop for each in to_change)
            Change.objects.write_each(Code.UNDONE, who=by, shops=shops, **words)
        return len(mine)

    def _tell(self, moved: Iterable[tuple[Assessment, str]], state: str, *, by: Viewer) -> None:
        """Write the history of reviews that got this state, given with the state before."""
        by_state: dict[str, list[Assessment]] = {}
        for assessment, before in moved:
            by_state.setdefault(before, []).append(assessment)
        for before, assessments in by_state.items():
            for each in assessments if Review.State.SHARED in (before, state) else ():
                report_changed.send(sender=Review, assessment=each)
            shops = (each.shop for each in assessments)
            Change.objects.write_each(Code.REVIEW, who=by, shops=shops, before=before, after=state)

    @transaction.atomic
    def move(self, assessment: Assessment, state: str, *, version: int, by: Viewer) -> bool:
        """Change the state and return whether it changed; sharing it shows the owner more and mails them.

        Raise Stale.
        """
        before = Review.write_if_changed({"assessment": assessment}, {"state": state}, version=version, by=by)
        if before is None:
            return False
        was = before["state"]
        Change.objects.write(
            Code.REVIEW, who=by, shop=assessment.shop, attempt=str(assessment.pk), before=str(was), after=str(state)
        )
        if Review.State.SHARED in (was, state):
            report_changed.send(sender=Review, assessment=assessment)
        if state == Review.State.SHARED and owner_is_mailed(assessment):
            Mail.objects.queue(Kind.NOTES, assessment.pk, at=timezone.now(), shop=assessment.shop, by=staff(by))
        return True

    def before(self, assessment: Assessment) -> Review | None:
        """Return the review of the result before this one, for who reviews this."""
        found = self.filter(earlier_than(assessment)).exclude(state=Review.State.NEW)
        return found.select_related("assessment", "changed_by").order_by(*LATEST_FIRST).first()

    def carry(self, assessment: Assessment) -> None:
        """Let a correction go on from the review of what it corrects, unless it has one of its own."""
        found = self.filter(assessment=assessment.corrects_id).exclude(state=Review.State.NEW).first()
        if found and not self.filter(assessment=assessment).exists():
            row = self.create(assessment=assessment, state=found.state, version=1, changed_by=found.changed_by)
            self.filter(pk=row.pk).update(changed=found.changed)


class Review(Versioned):
    """The consultant's review of a submitted assessment; no row means a new one."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        IN_REVIEW = "in-review", _("in review")
        SHARED = "shared", _("shared")

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="review")
    state = models.CharField(_("review"), max_length=10, choices=State, default=State.NEW, db_index=True)

    objects: ClassVar[models.Manager[Review]] = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def __str__(self) -> str:
        return str(self.get_state_display())


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, viewer: Viewer) -> NoteQuerySet:
        """The notes that the firms of `viewer` wrote, including those on shops that left since."""
        return self.filter(firm__in=Firm.objects.of_member(viewer, READING))

    def of(self, assessment: Assessment) -> NoteQuerySet:
        """The present firm's notes on an assessment."""
        return self.filter(assessment=assessment, firm=assessment.shop.firm_id)

    def last_on(self, shop: Shop) -> Note | None:
        """Return what the present firm wrote last about any of the shop's results."""
        found = self.filter(assessment__shop=shop, firm=shop.firm_id).exclude(text="")
        return found.select_related("changed_by").order_by("-changed", "-pk").first()

    def before(self, assessment: Assessment) -> dict[tuple[str, bool], Note]:
        """Return what the present firm wrote last about earlier results, by section and whether it was shared."""
        found = self.filter(earlier_than(assessment), firm=assessment.shop.firm_id, kept=False).exclude(text="")
        found = found.select_related("changed_by", "assessment").defer("assessment__scorecard")
        return {(note.section, note.shared): note for note in found.order_by(*LATEST_FIRST).reverse()}

    def carry(self, assessment: Assessment) -> None:
        """Put the notes on what was corrected beside the correction, as they are, except where it has its own.

        They are the present firm's, and those that the owner has kept from firms they left.
        """
        mine = Q(firm=assessment.shop.firm_id) | Q(kept=True)
        taken = {*self.filter(assessment=assessment).values_list("firm", "section", "shared")}
        for note in self.filter(mine, assessment=assessment.corrects_id).exclude(text=""):
            if (note.firm_id, note.section, note.shared) not in taken:
                changed, note.pk, note.assessment = note.changed, None, assessment
                note.save(force_insert=True)
                self.filter(pk=note.pk).update(changed=changed)

    def left_behind(self, viewer: Viewer) -> NoteQuerySet:
        """Notes by the firms of `viewer` on shops that are no longer theirs, sorted by shop and time."""
        elsewhere = models.Q(assessment__shop__firm=None) | ~models.Q(assessment__shop__firm=models.F("firm"))
        found = self.visible_to(viewer).filter(elsewhere).exclude(firm=None).exclude(text="")
        found = found.select_related("firm", "changed_by", "assessment__shop")
        return found.defer("firm__logo", "assessment__scorecard").order_by("about", "-changed", "pk")

    def leave(self, shop: Shop, firm: Firm) -> None:
        """Mark what the firm shared as kept by the owner, who withdraws; what was not shared stays the firm's."""
        shared = Review.objects.filter(assessment=models.OuterRef("assessment"), state=Review.State.SHARED)
        self.filter(models.Exists(shared), assessment__shop=shop, firm=firm, shared=True).update(kept=True)

    def hidden_from_owner(self, shop: Shop, firm: Firm) -> NoteQuerySet:
        """What this firm wrote about the shop and its owner can't read."""
        shown = Q(shared=True, assessment__review__state=Review.State.SHARED) | Q(kept=True)
        return self.filter(assessment__shop=shop, firm=firm).exclude(shown)

    def readable_by_owner(self, shop: Shop, *, own: bool) -> NoteQuerySet:
        """The present firm's shared notes; with `own`, for the owner, also those kept from former firms."""
        readable = Q(firm=shop.firm_id, assessment__review__state=Review.State.SHARED)
        if own:
            readable |= Q(kept=True) & ~Q(firm=shop.firm_id)  # back at that firm, it may be rewriting it
        return self.filter(readable, assessment__shop=shop, shared=True).exclude(text="")

    @transaction.atomic
    def save_note(self, note: Note, text: str, *, version: int, by: Viewer) -> None:
        """Write `text` into the place of `note`, stored or not; raise Stale if it has changed since `version`."""
        assessment = note.assessment
        key = {"firm": note.firm, "assessment": assessment, "section": note.section, "shared": note.shared}
        before = Note.write_if_changed(key, {"text": text}, version=version, by=by)
        if before is None:
            return
        section = assessment.questionnaire.section.get(note.section)
        Change.objects.write(
            Code.NOTE_SHARED if note.shared else Code.NOTE,
            who=by,
            shop=assessment.shop,
            attempt=str(assessment.pk),
            title=section.title if section else "",
            before=before["text"],
            after=text,
        )
        if note.shared and Review.objects.filter(assessment=assessment, state=Review.State.SHARED).exists():
            report_changed.send(sender=Review, assessment=assessment)


class Note(Versioned):
    """A firm's note on a section, or on the whole if `section` is empty; a shared one appears in the report."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, null=True, related_name="notes")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="notes")
    about = models.CharField(max_length=120, blank=True)  # the shop's name when written; it may leave
    section = models.SlugField(blank=True)
    shared = models.BooleanField(_("shown in the report"), default=False)
    kept = models.BooleanField(default=False, editable=False)  # the owner had read it when they withdrew from the firm
    text = Text(_("note"), max_length=LONGEST_NOTE, blank=True)
    earlier: Note | None = None  # what stood in its place beside the result before, where a page shows it

    objects: ClassVar[models.Manager[Note]] = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.UniqueConstraint(fields=["firm", "assessment", "section", "shared"], name="one_note_per_place"),
            # SQL counts two rows without a firm as different.
            models.UniqueConstraint(
                fields=["assessment", "section", "shared"],
                condition=models.Q(firm=None),
                name="one_note_per_place_without_firm",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, **options: Any) -> None:
        self.about = self.assessment.shop.name
        super().save(**options)

    @classmethod
    def write(cls, key: dict[str, Any], values: dict[str, Any], *, version: int, by: Viewer) -> Any:
        """Write it, and no longer mark it as kept by an owner."""
        return super().write(key, {**values, "kept": False}, version=version, by=by)


def _shared(assessment: UUID, whose: Q) -> models.QuerySet[Assessment, Any]:
    shown = FilteredRelation("notes", condition=Q(notes__shared=True) & ~Q(notes__text="") & whose)
    rows: Any = Assessment.objects.filter(pk=assessment).order_by().annotate(shown=shown).defer("scorecard")
    found: models.QuerySet[Assessment, Any] = rows.select_related("review__changed_by", "shown__changed_by")
    return found


BY_FIRM = Prepared(lambda assessment, firm: _shared(assessment, Q(notes__firm=firm)))
WITHOUT_FIRM = Prepared(lambda assessment: _shared(assessment, Q(notes__firm=None) | Q(notes__kept=True)))
