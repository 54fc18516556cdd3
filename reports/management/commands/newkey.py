"""Accept that the old secret key is lost."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reports.models.key_mark import KeyMark


class Command(BaseCommand):
    help = "Go on with the present secret key where the old one is lost: sessions end, and links in mails stop working."

    def handle(self, *args: Any, **options: Any) -> None:
        KeyMark.objects.keep()
        self.stdout.write("This database goes on with the present secret key. Everybody signs in again.")
