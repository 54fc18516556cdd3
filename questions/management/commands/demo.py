"""Load the example shops, or take them away; doing it twice changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from clients.models import Shop
from questions.library import ours
from questions.models import Assessment
from questions.personas import Persona, examples, read_persona


class Command(BaseCommand):
    help = "Load the example shops, marked as examples. Doing it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true", help="take the example shops and all of theirs away")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            shops = Shop.objects.exclude(example="")
            number = shops.count()
            shops.delete()
            self.stdout.write(f"{number} example shops removed")
            return
        personas = [read_persona(path, ours()) for path in examples().values()]
        made = sum(load(persona) for persona in personas)
        self.stdout.write(f"{made} example shops loaded, {len(personas) - made} were there already")


@transaction.atomic
def load(persona: Persona) -> bool:
    """Make the shop and hand in its answers, unless that has been done with the same answers and questionnaire."""
    shop, _ = Shop.objects.update_or_create(
        example=persona.id,
        defaults={"name": persona.name, "owner": persona.owner, "people": persona.people or None},
    )
    found = shop.assessments.first()
    if found is not None and found.checksum == ours().checksum and found.responses == persona.answers:
        return False
    shop.assessments.all().delete()
    assessment = Assessment.objects.start(shop=shop, questionnaire=ours())
    now = timezone.now()
    assessment.record(persona.answers, at=now)
    assessment.submit(at=now)
    return True
