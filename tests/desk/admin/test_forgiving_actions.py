"""An action on a list that lacks something comes back as an error: in the title, in a summary, with its status."""

import pytest
from django.urls import reverse

from clients.models.firms import Role
from clients.models.shops import Shop
from tests.makers import make_firm, make_member, make_shop, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"action": "archive"}, "Nothing was changed: select the rows first."),
        ({"action": ""}, "Nothing was changed: select the rows first."),
        ({"action": "", "_selected_action": "1"}, "Nothing was changed: choose an action first."),
        ({"_selected_action": "1"}, "Nothing was changed: choose an action first."),
    ],
)
def test_action_without_rows_and_rows_without_action_are_errors(sent: dict[str, str], said: str) -> None:
    firm = make_firm()
    make_shop("Bob's", firm=firm)
    browser = signed_in(make_member(firm, Role.OWNER))
    response = browser.post(reverse("admin:clients_shop_changelist"), {"index": "0", **sent})
    page = Page(response)
    assert (response.status_code, words(page.one("title"))) == (422, "Error: Shops · Is it working?")
    assert words(page.by_id("errors")) == said
    assert Shop.objects.get().archived is None


def test_action_with_rows_is_asked_first_and_then_done_once() -> None:
    firm = make_firm()
    shop = make_shop("Bob's", firm=firm)
    browser, here = signed_in(make_member(firm, Role.OWNER)), reverse("admin:clients_shop_changelist")
    asked = Page(browser.post(here, {"index": "0", "action": "archive", "_selected_action": shop.pk}))
    assert words(asked.one("h1")) == "Archive 1 shop?"
    assert Shop.objects.get().archived is None
    sent = {each.get("name"): each.get("value") for each in asked.all("main//input[@type='hidden']")}
    said = [browser.post(here, sent, follow=True).content.decode() for _click in range(2)]
    assert Shop.objects.get().archived is not None
    assert "1 shop archived." in said[0]
    assert "This page has done that already." in said[1]
