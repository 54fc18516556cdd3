"""Prints what a technician needs after starting the site: address, sign-in and an example."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import FIRST_NAME, Firm, Membership, Role
from clients.models.set_up import SET_UP_WITHIN, SetUpLink
from clients.models.shops import Shop

NAME = "consultant"


def make_firm(user: User) -> None:
    """Create the first consultant's firm, without a name yet, with the example shops as clients; once."""
    if Firm.objects.exists():
        return
    firm = Firm.objects.create(name=str(FIRST_NAME), named=False)
    Membership.objects.create(firm=firm, user=user, role=Role.OWNER)
    Shop.objects.exclude(example="").filter(firm=None).update(firm=firm)


class Command(BaseCommand):
    help = (
        "Print the addresses. On the first start make a sign-in, a firm and the example shops, to try it; where "
        "SITE_URL is https or DATABASE_URL is set, make nothing and print a link by which the first account is made."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--at-start",
            action="store_true",
            help="for script/server: no set-up link in its log",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Site:      {settings.SITE_URL}/")
        self.stdout.write(f"Example:   {settings.SITE_URL}{reverse('reports:example', args=['bob-breakfix'])}")
        self.stdout.write(f"Admin:     {settings.SITE_URL}{reverse('admin:index')}")
        if found := User.objects.filter(is_superuser=True).order_by("pk").first():
            make_firm(found)
            name = found.get_username()
            self.stdout.write(f"Sign-in:   as {name}; a link to a new password: manage.py recover {name}")
        elif User.objects.filter(is_staff=True).exists() or User.objects.filter(username=NAME).exists():
            # The rights were taken away, or never given; we do not give them back.
            self.stdout.write("Sign-in:   nobody has all rights; to make someone who has: manage.py createsuperuser")
        elif settings.FOR_REAL:
            self._set_up(at_start=options["at_start"])
        else:
            self._try_it()

    def _set_up(self, *, at_start: bool) -> None:
        if at_start:
            self.stdout.write("Sign-in:   nobody has an account yet; to make the first one: manage.py welcome")
            return
        token = SetUpLink.objects.issue(at=timezone.now())
        self.stdout.write(f"Set up:    {settings.SITE_URL}{reverse('clients:set-up', args=[token])}")
        hours = SET_UP_WITHIN.total_seconds() // 3600
        self.stdout.write(f"           (makes the first account and its firm; works once, for {hours:.0f} hours)")

    def _try_it(self) -> None:
        password = secrets.token_urlsafe(12)
        make_firm(User.objects.create_superuser(NAME, password=password))
        call_command("demo", stdout=self.stderr)
        self.stdout.write(f"Sign-in:   {NAME}  {password}")
        self.stdout.write("           (made on this machine just now and shown only this once)")
