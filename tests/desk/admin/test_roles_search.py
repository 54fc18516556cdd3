"""Search boxes of the admin's lists, by letters of every kind, on each engine alike."""

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Invitation, Membership, Role
from clients.models.tags import Tag
from tests.makers import AT, make_assessment, make_firm, make_member, make_shop, make_user, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
DECOMPOSED, CAPITALS = "zoe\u0308", "ZOË\u200b"


@pytest.fixture
def browser() -> Client:
    """Of a superuser who works in both firms, beside a row of each kind that is called Zoë and another that is not."""
    firm, other = make_firm("Zoë & Co"), make_firm("Nord")
    shop = make_shop("Zoë's", firm=firm, owner="x")
    make_assessment(shop=shop)
    make_assessment(shop=make_shop("Nordic", firm=other))
    for name in ("Zoë", "Nord"):
        Tag.objects.create(firm=firm, name=name)
        Invitation.objects.issue(firm=firm, email=f"{name[:2]}@{name}.example", role=Role.VIEWER, at=AT)
    member = make_member(firm, name="member")
    member.first_name = "Zoë"
    member.save()
    make_member(other, name="somebody")
    root = make_user("root", is_staff=True, is_superuser=True)
    for each in (firm, other):
        Membership.objects.create(firm=each, user=root, role=Role.OWNER)
    return signed_in(root)


@pytest.mark.parametrize("text", ["zoë", CAPITALS, DECOMPOSED, "zoe"])
@pytest.mark.parametrize(
    "model",
    [
        *("clients_shop", "clients_firm", "clients_tag", "clients_membership", "clients_invitation", "auth_user"),
        "questions_assessment",
    ],
)
def test_admin_finds_the_one(browser: Client, model: str, text: str) -> None:
    page = Page(browser.get(reverse(f"admin:{model}_changelist"), {"q": text}))
    rows = page.all("table[@id='result_list']/tbody/tr")
    assert len(rows) == 1
    assert "Zoë" in words(rows[0])


def test_every_word_is_looked_for(browser: Client) -> None:
    address = reverse("admin:clients_firm_changelist")
    for text, number in (("zoe co", 1), ("zoe nord", 0), ("  ", 2), ("\u200b", 2), ("\0", 2)):
        assert len(Page(browser.get(address, {"q": text})).all("table[@id='result_list']/tbody/tr")) == number


def test_search_sees_only_what_the_searcher_may(browser: Client) -> None:
    carl = signed_in(make_member(make_firm("Third"), name="carl"))
    for model in ("clients_shop", "clients_firm", "clients_tag", "clients_membership"):
        page = Page(carl.get(reverse(f"admin:{model}_changelist"), {"q": "zoe"}))
        assert not page.all("table[@id='result_list']/tbody/tr")
