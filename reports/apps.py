"""Registers the app: mail letters, and receivers that render reports, send news and end reviews."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _
from django_tasks.signals import task_finished
from django_tasks_db.backend import DatabaseBackend

from evidence.signals import tickets_changed
from opinions.signals import opinions_changed, opinions_removed
from questions.signals import erased, submitted, withdrawn
from reports.first_tables import complete
from reports.signals import report_changed

if TYPE_CHECKING:
    from clients.models.firms import Firm
    from clients.models.shops import Shop
    from questions.models.assessment import Assessment


class Reports(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from clients import sending  # noqa: PLC0415 -- models need the apps to be ready
        from norms import second_times  # noqa: PLC0415 -- models need the apps to be ready
        from opinions.models.retest import Retest  # noqa: PLC0415 -- models need the apps to be ready
        from plans import proposing  # noqa: PLC0415 -- models need the apps to be ready
        from reports import mails, proposed_steps  # noqa: PLC0415 -- models need the apps to be ready

        sending.register(mails.LETTERS)
        proposing.register(proposed_steps.of_assessment)
        second_times.register(Retest.objects.answers_by_attempt)
        submitted.connect(carry_review, dispatch_uid="carry_review")
        submitted.connect(begin_rendering, dispatch_uid="begin_rendering")
        submitted.connect(begin_telling, dispatch_uid="begin_telling")
        report_changed.connect(render_changed, dispatch_uid="render_changed")
        tickets_changed.connect(render_changed, dispatch_uid="render_with_tickets")
        opinions_changed.connect(render_changed, dispatch_uid="render_with_opinions")
        opinions_removed.connect(forget_opinions, dispatch_uid="forget_opinions")
        withdrawn.connect(end_reviews, dispatch_uid="end_reviews")
        erased.connect(erase_notes, dispatch_uid="erase_notes")
        pre_migrate.connect(complete, sender=self, dispatch_uid="first_tables")
        post_migrate.connect(know_key, sender=self, dispatch_uid="know_key")
        task_finished.connect(after_task, dispatch_uid="after_task")


@transaction.atomic  # an error here does not undo the submitting
def carry_review(sender: object, *, assessment: Assessment, **kwargs: Any) -> None:
    """What was written about a result stands beside its correction too; nobody has to write it again."""
    from reports.models.review import Note, Review  # noqa: PLC0415 -- models need the apps to be ready

    if assessment.corrects_id:
        Review.objects.carry(assessment)
        Note.objects.carry(assessment)


def begin_rendering(sender: object, *, assessment: Assessment, **kwargs: Any) -> None:
    render_changed(sender, assessment=assessment)


def render_changed(sender: object, *, assessment: Assessment, **kwargs: Any) -> None:
    """Render the PDF after a change of what the owner reads, as after submitting; the earlier PDF stays."""
    from reports.tasks import render_report  # noqa: PLC0415 -- models need the apps to be ready

    if render_report.get_backend().supports_defer:
        with transaction.atomic():  # what fails here undoes nothing else
            render_report.enqueue(str(assessment.pk))  # in the transaction that causes it, or a kill between loses it
    else:  # it would work here and now
        transaction.on_commit(partial(render_report.enqueue, str(assessment.pk)), robust=True)


def forget_opinions(sender: object, *, assessment: Assessment, **kwargs: Any) -> None:
    """What someone took back, or an owner deleted, is in no PDF that is kept."""
    from reports.models.stored_report import StoredReport  # noqa: PLC0415 -- models need the apps to be ready

    StoredReport.objects.forget_opinions(assessment)
    render_changed(sender, assessment=assessment)


@transaction.atomic  # an error here does not undo the submitting
def begin_telling(sender: object, *, assessment: Assessment, **kwargs: Any) -> None:
    from reports.mails import queue_submitted  # noqa: PLC0415 -- models need the apps to be ready

    queue_submitted(assessment)


def end_reviews(sender: object, *, shop: Shop, firm: Firm, **kwargs: Any) -> None:
    """Delete the reviews, which the next firm must not see; what was shared stays readable for the owner."""
    from reports.models.meeting import Meeting  # noqa: PLC0415 -- models need the apps to be ready
    from reports.models.review import Note, Review  # noqa: PLC0415 -- models need the apps to be ready

    Note.objects.leave(shop, firm)
    Meeting.objects.leave(shop, firm)
    Review.objects.filter(assessment__shop=shop).delete()


def erase_notes(sender: object, *, shop: Shop, firm: Firm, **kwargs: Any) -> None:
    """Delete what the firm wrote and the owner can't read; what they can read is theirs."""
    from reports.models.meeting import Meeting  # noqa: PLC0415 -- models need the apps to be ready
    from reports.models.review import Note  # noqa: PLC0415 -- models need the apps to be ready

    Note.objects.hidden_from_owner(shop, firm).delete()
    Meeting.objects.hidden_from_owner(shop, firm).delete()


def after_task(sender: object, **kwargs: Any) -> None:
    from reports.upkeep import tidy  # noqa: PLC0415 -- models need the apps to be ready

    if isinstance(sender, DatabaseBackend) or sender is DatabaseBackend:  # the backend, or after a failure its class
        tidy()


def know_key(sender: object, **kwargs: Any) -> None:
    """Every start of the site migrates first: one with another key than the database's ends here."""
    from reports.models.key_mark import REMEDY, KeyMark  # noqa: PLC0415 -- models want the apps to be ready

    if KeyMark._meta.db_table not in connection.introspection.table_names():  # migrated back to before it
        return
    if not KeyMark.objects.fits():
        raise CommandError(REMEDY)
    KeyMark.objects.keep()
