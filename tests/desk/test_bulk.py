"""What the Enter key does to many clients at once; the buttons are tested on the page of the list."""

import pytest
from django.contrib.auth.models import User

from clients.models.shops import Shop
from clients.models.tags import Tag
from desk.bulk import ActionForm, Refused, act
from desk.portfolio import Portfolio
from tests.makers import make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultant() -> User:
    return make_member(make_shop("A", firm=make_firm()).firm)


def press_enter(consultant: User, **sent: str) -> str:
    return act("enter", Portfolio(Shop).visible_to(consultant), ActionForm(sent), who=consultant).said


def test_enter_adds_the_tag_that_is_typed(consultant: User) -> None:
    assert press_enter(consultant, tag="north") == "1 shop tagged “north”."
    assert Tag.objects.get(name="north").shops.get().name == "A"


@pytest.mark.parametrize("sent", [{}, {"tag": " "}, {"review": "in-review"}])
def test_enter_anywhere_else_does_nothing_and_says_so(consultant: User, sent: dict[str, str]) -> None:
    with pytest.raises(Refused, match="Press the button of what you want to do"):
        press_enter(consultant, **sent)
    assert not Tag.objects.exists()
