"""Every page of the desk takes as many queries for twelve shops as for three."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Firm, Role
from clients.models.saved_view import SavedView
from clients.models.shops import Shop
from desk.bulk import ActionForm, act
from desk.portfolio import Portfolio
from plans.models.item import Item
from questions.inviting import invite
from questions.models.assessment import Assessment
from tests.makers import answers_of, make_assessment, make_firm, make_member, make_shop, signed_in
from tests.pages import queries

pytestmark = pytest.mark.django_db
PAGES = (
    "",
    "calls/",
    "portfolio/",
    "portfolio/?show=strain&by=stages",
    "portfolio/?show=change",
    "portfolio.csv",
    "clients/",
    "clients/?charge=all&q=shop&stage=reactive",
    "clients/remind/?charge=all&scope=all",
    "clients/views/",
    "clients/acts/",
    "clients/former/",
    "plans/",
    "steps/",
    "invitations/",
    "compare/",
    "bundles/",
    "invite/",
    "clients/bring/",
    "profile/",
    "clients/shop/",
    "questions/assessment/",
)


def grow(firm: Firm, by: User, number: int) -> None:
    """Add so many shops that submitted twice, that stopped, that were invited, with plans, a view and an act."""
    now = timezone.now()
    for each in range(number):
        shop = make_shop(f"Shop {uuid4().hex}", firm=firm, email="a@example.com", phone="555 0100", in_charge=by)
        first = make_assessment(answers_of("bob-breakfix"), shop=shop, submitted=now - timedelta(days=100))
        again = first.retake(key=uuid4())
        again.record(answers_of("willing-beginner"), at=now)
        again.submit(at=now - timedelta(days=3))
        Item.objects.filter(shop=shop).update(due=now.date(), who=f"Ann {each}")
        half = make_shop("Half", firm=firm, email="b@example.com", in_charge=by)
        begun = make_assessment({"without-you": "a-week"}, shop=half)
        Assessment.objects.filter(pk=begun.pk).update(started=first.submitted, changed=first.submitted)
        SavedView.objects.create(by=by, name=uuid4().hex, query="stage=mixed")
        act("archive", Portfolio(Shop).filter(pk=make_shop("Old", firm=firm).pk), ActionForm({}), who=by)
    owners = [Shop(name="Invited", email=f"{uuid4().hex}@example.com") for _each in range(number)]
    invite(owners, firm=firm, by=by, key=uuid4(), at=now)


def counted(browser: Client) -> dict[str, int]:
    found = {}
    for page in PAGES:
        statuses: list[int] = []
        asked = queries(lambda page=page, to=statuses: to.append(browser.get(f"/admin/{page}").status_code))  # type: ignore[misc]  # called at once
        assert statuses == [200], page
        found[page] = len(asked)
    return found


def test_pages_of_the_desk_take_the_same_queries_however_many_shops_there_are(settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    firm = make_firm()
    ann = make_member(firm, Role.OWNER, name="ann")
    browser = signed_in(ann)
    grow(firm, ann, 3)
    few = counted(browser)
    grow(firm, ann, 9)
    assert counted(browser) == few
