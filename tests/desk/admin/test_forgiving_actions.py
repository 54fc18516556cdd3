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
        ({"action": "archive"}, "Nothing was changed: tick the rows first."),
        ({"action": ""}, "Nothing was changed: tick the rows first."),
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


def test_action_with_rows_is_done() -> None:
    firm = make_firm()
    shop = make_shop("Bob's", firm=firm)
    browser = signed_in(make_member(firm, Role.OWNER))
    sent = {"index": "0", "action": "archive", "_selected_action": shop.pk}
    assert browser.post(reverse("admin:clients_shop_changelist"), sent).status_code == 302
    assert Shop.objects.get().archived is not None
