"""Publishes this quarter's edition of the benchmark, if there can be one."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from norms.members import members
from norms.models.edition import Edition, quarter_of
from questions.library import asked_today


class Command(BaseCommand):
    help = "Publish this quarter's edition of the benchmark. Run it once a quarter; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        questionnaire, now = asked_today(), timezone.now()
        if Edition.objects.of(questionnaire).filter(quarter=quarter_of(now)).exists():
            self.stdout.write(f"{quarter_of(now)} is published already")
            return
        made = Edition.objects.publish(questionnaire, members(questionnaire), at=now)
        self.stdout.write(f"{made} published" if made else "No new edition: too few shops, or too few that changed")
