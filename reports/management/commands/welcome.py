"""What somebody sees who has just started the site: address, sign-in and an example."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.urls import reverse

NAME = "consultant"


class Command(BaseCommand):
    help = "On the first start make the consultant's sign-in and load the example shops; always print the addresses."

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model().objects
        self.stdout.write(f"Site:      {settings.SITE_URL}/")
        self.stdout.write(f"Example:   {settings.SITE_URL}{reverse('reports:example', args=['bob-breakfix'])}")
        self.stdout.write(f"Admin:     {settings.SITE_URL}{reverse('admin:index')}")
        if found := users.filter(is_superuser=True).order_by("pk").first():
            name = found.get_username()
            self.stdout.write(f"Sign-in:   as on the first start; a new password: manage.py changepassword {name}")
            return
        if users.filter(username=NAME).exists():  # somebody took its rights away, and we do not give them back
            self.stdout.write("Sign-in:   nobody has all rights; to make somebody who has: manage.py createsuperuser")
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(NAME, password=password)
        call_command("demo", stdout=self.stderr)
        self.stdout.write(f"Sign-in:   {NAME}  {password}")
        self.stdout.write("           (made on this machine just now and shown only this once)")
