"""Pages of results are the same whether their parts were kept or are made anew, and nobody sees another's."""

import re
from collections.abc import Callable, Hashable
from datetime import date
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.viewers import NOBODY
from plans.models.item import Item
from plans.models.plan import Plan
from questions import shown
from questions.core.personas import examples
from questions.models.access import READ_WITHIN, Access
from questions.models.assessment import Assessment
from questions.recent import Recent
from questions.templatetags import kept
from reports import lately
from reports.lately import Lately
from tests.makers import answers_of, make_assessment, make_browser, make_firm, make_shop, make_submitted

pytestmark = pytest.mark.django_db

TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|name="key" value="[\w-]+"')
LANGUAGES = ["en-US", "de", "en-IN"]


def made_anew(_self: Recent[Any], _key: Hashable, make: Callable[[], Any], **_more: Any) -> Any:
    return make()


def page(browser: Client, address: str, language: str) -> str:
    response = browser.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return TOKENS.sub("", response.content.decode())


def owners() -> list[tuple[Client, Assessment]]:
    """Three shops with secrets of their own, with and without a firm, one of them twice the same persona."""
    found = []
    firm = make_firm("Firm", colour="#336699", footer="Footer")
    for number, persona in enumerate(("bob-breakfix", "bob-breakfix", "content-residential")):
        shop = make_shop(f"Secret {number}.", firm=firm if number else None)
        done = make_submitted(persona, shop=shop)
        Plan.objects.ensure(done.shop, at=timezone.now())
        found.append((make_browser(done), done))
    return found


def changed_somehow(random: Random, assessment: Assessment) -> None:
    match random.randrange(4):
        case 0:
            items = Item.objects.filter(shop=assessment.shop)
            items.filter(pk=random.choice(items).pk).update(
                state=random.choice(Item.State.values), version=random.randint(1, 9), finished=timezone.now()
            )
        case 1:
            assessment.count(agreed=random.random() < 0.5, at=timezone.now())
        case 2:
            assessment.shop.describe({"name": f"{assessment.shop.name[:9]} {random.choice('abc')}"}, who=NOBODY)
        case _:
            Item.objects.filter(shop=assessment.shop).update(due=date(2027, 1, random.randint(1, 28)))


def test_pages_kept_and_made_anew_are_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    random, shops = Random(20261129), owners()  # noqa: S311 -- the same each time
    for cache in (kept.parts, lately.gists):
        cache.clear()
    for _ in range(6):
        browser, assessment = random.choice(shops)
        changed_somehow(random, assessment)
        token = Access.objects.issue(assessment, "read", at=timezone.now(), within=READ_WITHIN)
        addresses = [
            reverse("reports:result", args=[assessment.pk]),
            reverse("reports:read", args=[token]),
            reverse("reports:example", args=[random.choice(list(examples()))]),
            reverse("questions:landing"),
        ]
        language = random.choice(LANGUAGES)
        for address in addresses:
            ours = page(browser, address, language)
            assert page(browser, address, language) == ours
            with monkeypatch.context() as patch:
                patch.setattr(Recent, "get", made_anew)
                assert page(browser, address, language) == ours
            others = [other.shop.name[:9] for _, other in shops if other != assessment]
            assert not any(name in ours for name in others)
    assert kept.parts.kept > 50
    assert lately.gists.kept > 5


def test_pages_of_questions_are_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(20261129)  # noqa: S311 -- the same each time
    kept.parts.clear()
    made = [make_assessment(shop=make_shop(f"Secret {number}")) for number in range(3)]
    browsers = [make_browser(each) for each in made]
    sections = [each.id for each in made[0].questionnaire.sections]
    answers = list(answers_of("bob-breakfix").items())
    for _ in range(15):
        number = random.randrange(3)
        assessment, browser = made[number], browsers[number]
        assessment.record(dict(random.sample(answers, 5)), at=timezone.now())
        address = reverse("questions:section", args=[assessment.pk, random.choice(sections)])
        address += random.choice(["", "?back=check", "?back=gap&at=goal"])
        ours, language = "", random.choice(LANGUAGES)
        ours = page(browser, address, language)
        with monkeypatch.context() as patch:
            patch.setattr(Recent, "get", made_anew)
            shown.rendered.cache_clear()
            assert page(browser, address, language) == ours
        assert not any(str(other.pk) in ours for other in made if other != assessment)
    assert kept.parts.kept > 50


def test_digest_changes_with_what_a_report_shows() -> None:
    assessment = make_submitted()
    before = Lately(assessment)
    assert Lately(assessment).digest == before.digest
    assert Lately(assessment).gist is before.gist
    assessment.shop.name = "Another name"
    after = Lately(assessment)
    assert after.digest != before.digest
    assert after.gist.key != before.gist.key
