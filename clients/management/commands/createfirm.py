"""Creates a firm and invites its owner, for scripts that set up a site."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from clients.colleague_mail import link_to
from clients.core.text import clean_email
from clients.models.firms import JOIN_WITHIN, Firm, Invitation, Role


class Command(BaseCommand):
    help = "Make a firm and print the link by which its owner makes their account; it works once, for seven days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the firm's name, as owners read it")
        parser.add_argument("--owner-email", required=True, help="whom the link is for")

    def handle(self, *args: Any, **options: Any) -> None:
        firm, email = Firm(name=options["name"]), clean_email(options["owner_email"])
        try:
            firm.full_clean()
            validate_email(email)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if Firm.objects.filter(name=firm.name).exists():
            raise CommandError(f"There is a firm called {firm.name} already. Its owners invite their colleagues.")
        with transaction.atomic():
            firm.save()
            _made, token = Invitation.objects.issue(firm=firm, email=email, role=Role.OWNER, at=timezone.now())
        self.stdout.write(link_to(token))  # alone on stdout, so that a script can read it
        self.stderr.write(f"{firm.name} is made. Its owner's link works once, for {JOIN_WITHIN.days} days.")
