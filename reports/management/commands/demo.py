"""Loads the example shops, or removes them; a second run changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from clients.models.firms import Firm
from clients.models.shops import Shop
from evidence.examples import keep_example
from opinions import examples as opinion_examples
from questions.authoring.crowd import draw
from questions.core.personas import Persona, examples, read_persona
from questions.core.scoring import score
from questions.library import ours
from questions.models.answer import Answer
from questions.models.assessment import Assessment, pinned
from reports.models.review import Review

PACE = timedelta(seconds=24)  # between two answers of an invented shop
ANSWERED_IN = 40  # minutes ago that an attempt of today started
BATCH = 500


class Command(BaseCommand):
    help = "Load the example shops, marked as examples. Doing it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true", help="take the example shops and all of theirs away")
        parser.add_argument("--shops", type=int, default=0, metavar="N", help="invent N more, to try it with many")
        parser.add_argument("--seed", type=int, default=1, help="which ones are invented; the same for the same seed")

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
        if wanted := options["shops"]:
            invented = invent(personas, wanted, seed=options["seed"])
            self.stdout.write(f"{invented} more invented, {wanted - invented} were there already")


def only_firm() -> Firm | None:
    """Return the firm whose clients the examples are; None if there are several firms or none."""
    firms = Firm.objects.order_by("pk")[:2]
    return firms[0] if len(firms) == 1 else None


@transaction.atomic
def load(persona: Persona) -> bool:
    """Create the shop, submit its answers and keep its tickets; False if the same answers are there."""
    known = {"name": persona.name, "owner": persona.owner, "people": persona.people or None}
    shop, _ = Shop.objects.update_or_create(
        example=persona.id, defaults=known, create_defaults={**known, "firm": only_firm()}
    )
    found = shop.assessments.first()
    if found is not None and found.checksum == ours().checksum and found.responses == persona.answers:
        opinion_examples.keep_example(found)
        keep_example(found)  # loaded before example shops had tickets
        return False
    shop.assessments.all().delete()
    assessment = Assessment.objects.start(ours(), shop=shop)
    now = timezone.now()
    assessment.record(persona.answers, at=now)
    assessment.submit(at=now)
    keep_example(assessment)
    opinion_examples.keep_example(assessment)
    return True


@transaction.atomic
def invent(personas: Sequence[Persona], wanted: int, *, seed: int) -> int:
    """Create the invented shops that are missing, with their scores, and return how many."""
    now = timezone.now()
    names = {f"invented-{seed}-{number}": number for number in range(1, wanted + 1)}
    there = set(Shop.objects.filter(example__startswith=f"invented-{seed}-").values_list("example", flat=True))
    firm = only_firm()
    drawn = {
        name: draw(ours(), personas, seed=seed, number=number) for name, number in names.items() if name not in there
    }
    shops = Shop.objects.bulk_create(
        Shop(example=name, name=each.name, owner=each.owner, people=each.people, firm=firm)
        for name, each in drawn.items()
    )
    assessments, answers, reviews = [], [], []
    for shop in shops:
        previous = None
        for attempt in drawn[shop.example].attempts:
            began = now - timedelta(days=attempt.ago, minutes=ANSWERED_IN)
            each = Assessment(
                shop=shop,
                **pinned(ours()),
                previous=previous,
                started=began,
                begun=began,
                changed=began,
            )
            answers += [
                Answer(assessment=each, question=question, value=value, changed=began + place * PACE)
                for place, (question, value) in enumerate(attempt.answers.items())
            ]
            if attempt.finished:
                each.freeze(score(ours(), attempt.answers), at=began + len(attempt.answers) * PACE)
            if attempt.reviewed:
                reviews.append(Review(assessment=each, state=Review.State.SHARED, version=1))
            assessments.append(each)
            previous = each
    Assessment.objects.bulk_create(assessments, batch_size=BATCH)
    Answer.objects.bulk_create(answers, batch_size=BATCH)
    Review.objects.bulk_create(reviews, batch_size=BATCH)
    return len(shops)
