"""The pages of what others say in each of their states: how a visitor gets to see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from django.utils import timezone

from questions.models.access import Access
from questions.models.assessment import Assessment
from tests.journeys.states import LONG, State
from tests.journeys.visitor import Visitor
from tests.makers import make_shop
from tests.opinions.models.test_pulse import begin, reply
from tests.opinions.shops import ask, beside, make_opinion, make_rated, others


def answered(visitor: Visitor) -> Assessment:
    """A shop in this visitor's browser that has submitted its answers."""
    assessment = make_rated(shop=make_shop(LONG))
    visitor.remember(Access.objects.grant(assessment, at=timezone.now()))
    return assessment


def asking(visitor: Visitor) -> int:
    assessment = answered(visitor)
    make_opinion(assessment)
    ask(assessment, LONG[:60])
    return visitor.go(others(assessment))


def asked(visitor: Visitor) -> int:
    """The page with the link, made by hand: a name, who it is, and the button."""
    visitor.go(others(answered(visitor)))
    visitor.page.locator("#id_name").fill("Dana")
    visitor.page.locator("input[name=role]").first.press("Space")
    status = visitor.follow("#ask button")
    assert visitor.page.locator(".qr").count() == 1
    return status


def refused(visitor: Visitor) -> int:
    visitor.go(others(answered(visitor)))
    visitor.page.evaluate("document.querySelector('#ask').noValidate = true")
    return visitor.follow("#ask button")


def differing(visitor: Visitor) -> int:
    return visitor.go(beside(make_opinion(answered(visitor), LONG[:60])))


def told(visitor: Visitor) -> int:
    return visitor.go(f"/o/{ask(make_rated(shop=make_shop(LONG)))}/")


def rating(visitor: Visitor) -> int:
    told(visitor)
    return visitor.follow("main a.btn-primary")


def thanked(visitor: Visitor) -> int:
    """All the way of the person who was asked."""
    rating(visitor)
    visitor.answer({"hours-worked": 70, "dread": "one"})
    return visitor.follow("main form button.btn-primary")


def wrong(visitor: Visitor) -> int:
    rating(visitor)
    visitor.page.locator("#id_hours-worked").fill("many")
    return visitor.follow("main form button.btn-primary")


def used(visitor: Visitor) -> int:
    thanked(visitor)
    return visitor.go(visitor.path)


def customers_said(visitor: Visitor) -> int:
    assessment = answered(visitor)
    (token,) = begin(assessment, "customers", asked=40, group=60)
    for _ in range(12):
        reply(token, {"solved": "first-try", "wait": "hour"}, comment=LONG)
    return visitor.go(f"/a/{assessment.pk}/others/customers/")


def customers_asked(visitor: Visitor) -> int:
    visitor.go(f"/a/{answered(visitor).pk}/others/customers/")
    visitor.page.locator("input[value=invited]").press("Space")
    visitor.page.locator("#id_asked").fill("30")
    status = visitor.follow("#ask button")
    assert visitor.page.locator("textarea.link").count() == 1
    return status


def team_said(visitor: Visitor) -> int:
    assessment = answered(visitor)
    (token,) = begin(assessment, asked=5)
    for number in range(5):
        reply(token, comment=f"{number} {LONG}")
    return visitor.go(f"/a/{assessment.pk}/others/team/")


def team_asked(visitor: Visitor) -> int:
    assessment = answered(visitor)
    assessment.shop.people = 4
    assessment.shop.save()
    return visitor.go(f"/a/{assessment.pk}/others/team/")


def customer_replies(visitor: Visitor) -> int:
    return visitor.go(f"/p/{begin(make_rated(shop=make_shop(LONG)), 'customers')[0]}/")


def tech_replies(visitor: Visitor) -> int:
    """The page of a tech, who left most of it out."""
    visitor.go(f"/p/{begin(make_rated(shop=make_shop(LONG, people=4)))[0]}/")
    return visitor.follow("main form button.btn-primary")


def again(visitor: Visitor) -> int:
    """Twelve questions again, eleven days later, and both beside each other."""
    assessment = make_rated(shop=make_shop(LONG), submitted=timezone.now() - timedelta(days=11))
    visitor.remember(Access.objects.grant(assessment, at=timezone.now()))
    visitor.go(f"/a/{assessment.pk}/others/again/")
    visitor.answer({"hours-worked": 70, "dread": "one"})
    return visitor.follow("main form button.btn-primary")


def among_others(visitor: Visitor) -> int:
    """The benchmark of an example shop, whose edition is invented."""
    assessment = make_rated(shop=make_shop(LONG, example="willing-beginner", people=3))
    visitor.remember(Access.objects.grant(assessment, at=timezone.now()))
    return visitor.go(f"/a/{assessment.pk}/benchmark/")


OPINIONS: Mapping[str, tuple[State, int]] = MappingProxyType(
    {
        "others: asking": (asking, 200),
        "others: a link": (asked, 200),
        "others: refused": (refused, 422),
        "others: an opinion": (differing, 200),
        "customers: asked": (customers_asked, 200),
        "customers: said": (customers_said, 200),
        "team: asking": (team_asked, 200),
        "team: said": (team_said, 200),
        "a reply: a customer's": (customer_replies, 200),
        "a reply: a tech's, refused": (tech_replies, 422),
        "again: both times": (again, 200),
        "the benchmark": (among_others, 200),
        "an opinion: told first": (told, 200),
        "an opinion: refused": (wrong, 422),
        "an opinion: given": (thanked, 200),
        "an opinion: used": (used, 410),
    }
)
