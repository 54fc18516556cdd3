"""Helps somebody sign in again when nobody at the desk can: prints a link, and removes lost second factors."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from clients.sign_in.helping import hours, link_for, remove_factors
from clients.viewers import NOBODY


class Command(BaseCommand):
    help = "Print a link to a new password for someone; with --remove-factors their password alone signs in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name that the person signs in with")
        parser.add_argument("--remove-factors", action="store_true", help="remove passkeys, app and recovery codes")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["name"]).first()
        if user is None:
            raise CommandError(f"nobody signs in as {options['name']}")
        if options["remove_factors"]:
            remove_factors(user, by=NOBODY)
            self.stdout.write(f"{user.get_username()} has no second factor now")
        self.stdout.write(f"{link_for(user)}\n(works once, for {hours()} hours)")
