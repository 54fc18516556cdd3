"""What somebody sees who has just started the site: address, sign-in and an example."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.urls import reverse

from clients.models.firms import FIRST_NAME, Firm, Membership, Role
from clients.models.shops import Shop

NAME = "consultant"


def make_firm(user: User) -> None:
    """The firm that the first consultant begins with, to be given its name; the example shops are its clients."""
    if Firm.objects.exists():
        return
    firm = Firm.objects.create(name=str(FIRST_NAME), named=False)
    Membership.objects.create(firm=firm, user=user, role=Role.OWNER)
    Shop.objects.exclude(example="").filter(firm=None).update(firm=firm)


class Command(BaseCommand):
    help = "On the first start make the consultant's sign-in, a firm and the example shops; always print the addresses."

    def handle(self, *args: Any, **options: Any) -> None:
        users = User.objects
        self.stdout.write(f"Site:      {settings.SITE_URL}/")
        self.stdout.write(f"Example:   {settings.SITE_URL}{reverse('reports:example', args=['bob-breakfix'])}")
        self.stdout.write(f"Admin:     {settings.SITE_URL}{reverse('admin:index')}")
        if found := users.filter(is_superuser=True).order_by("pk").first():
            make_firm(found)
            name = found.get_username()
            self.stdout.write(f"Sign-in:   as on the first start; a new password: manage.py changepassword {name}")
            return
        if users.filter(username=NAME).exists():  # somebody took its rights away, and we do not give them back
            self.stdout.write("Sign-in:   nobody has all rights; to make somebody who has: manage.py createsuperuser")
            return
        password = secrets.token_urlsafe(12)
        make_firm(users.create_superuser(NAME, password=password))
        call_command("demo", stdout=self.stderr)
        self.stdout.write(f"Sign-in:   {NAME}  {password}")
        self.stdout.write("           (made on this machine just now and shown only this once)")
