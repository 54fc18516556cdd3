"""What the owner's pages offer a colleague, who sees them as the owner does: nothing that is then refused."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Role
from questions.models.assessment import Assessment
from tests.makers import (
    answers_of,
    make_assessment,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    signed_in,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db

REFUSED = {403, 404, 405}


def offered(browser: Client, made: Assessment) -> tuple[set[str], set[str]]:
    """Follow every link about the shop; return those that are refused, and where its forms are sent."""
    first = "reports:result" if made.submitted else "questions:hub"
    waiting, seen, refused, forms = [reverse(first, args=[made.pk])], set(), set(), set()
    while waiting:
        address = waiting.pop()
        path = urlsplit(address).path
        if path in seen or not path.startswith(f"/a/{made.pk}/"):
            continue
        seen.add(path)
        response = browser.get(address)
        if response.status_code in REFUSED:
            refused.add(address)
        if response.streaming:
            response.getvalue()  # to its end, which closes the file
        elif response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            page = Page(response)
            waiting += [each.get("href", "") for each in page.all("a[@href]")]
            forms |= {form.get("action") or path for form in page.all("form[@method='post']")}
    assert len(seen) > 2, "no link was followed"
    return refused, forms


@pytest.mark.usefixtures("rendered")
@pytest.mark.parametrize(
    ("role", "submitted"), [(Role.CONSULTANT, True), (Role.CONSULTANT, False), (Role.VIEWER, True)]
)
def test_no_link_and_no_form_of_an_owners_page_is_refused_to_a_colleague(role: Role, submitted: bool) -> None:
    """Before submitting the desk leads only those to the owner's pages who may fill in the rest together."""
    shop = make_shop("Theirs", firm=make_firm(), joined=timezone.now())
    some = dict([*answers_of("bob-breakfix").items()][:20])
    made = make_submitted(shop=shop) if submitted else make_assessment(some, shop=shop)
    assert shop.firm
    browser = signed_in(make_member(shop.firm, role))
    refused, forms = offered(browser, made)
    assert (len(forms) > 3) is (role == Role.CONSULTANT)
    refused |= {each for each in sorted(forms) if browser.post(each, {}).status_code in REFUSED}
    assert refused == set()
