"""Many shops are handed over at once: asked first, only to who works in their firm, and undone exactly."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from clients.models.acts import Act
from clients.models.firms import Firm, Membership, Role
from clients.models.history import Change
from clients.models.shops import Shop
from desk.asking import ask
from desk.bulk import ActionForm, Done, Refused, act
from desk.portfolio import Portfolio
from desk.templatetags.act_words import act_words
from desk.templatetags.history_words import what_was_done
from desk.undoing import undo
from tests.makers import make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def carl() -> User:
    firm = make_firm()
    carl, vera = make_member(firm, name="carl"), make_member(firm, name="vera")
    for name, person in (("A", carl), ("B", carl), ("C", vera), ("D", None)):
        make_shop(name, firm=firm, in_charge=person)
    return carl


def hand_over(carl: User, person: object) -> Done:
    return act("charge", Portfolio(Shop).visible_to(carl), ActionForm({"person": str(person)}), who=carl)


def in_charge() -> list[str | None]:
    return [*Shop.objects.order_by("name").values_list("in_charge__username", flat=True)]


def test_page_that_asks_names_the_number_and_the_person(carl: User) -> None:
    vera = User.objects.get(username="vera")
    shops = Portfolio(Shop).visible_to(carl)
    question = ask("charge", shops, ActionForm({"person": str(vera.pk)}), who=carl)
    assert (question.title, question.button) == ("Put vera in charge of 3 shops?", "Hand over 3 shops")
    assert (question.number, question.others, question.names) == (3, 1, ["A", "B", "D"])
    question = ask("charge", shops, ActionForm({"person": "-none"}), who=carl)
    assert (question.title, question.names) == ("Take 3 shops from who is in charge?", ["A", "B", "C"])


def test_handing_over_changes_who_is_not_yet_and_is_undone_exactly(carl: User) -> None:
    vera = User.objects.get(username="vera")
    done = hand_over(carl, vera.pk)
    assert (done.said, in_charge()) == ("vera is in charge of 3 shops.", ["vera"] * 4)
    assert done.act is not None
    assert act_words(done.act) == "3 shops given to vera"
    assert what_was_done(Change.objects.filter(shop__name="A")[0]) == "in charge now: vera"
    Shop.objects.filter(name="A").update(in_charge=None)  # by somebody else, since
    said = undo(done.act, who=carl, at=timezone.now())
    assert (said, in_charge()) == (
        "Undone: 2 shops are as they were. 1 was changed meanwhile and stays as it is.",
        [None, "carl", "vera", None],
    )


def test_who_no_longer_works_there_is_not_put_in_charge_again(carl: User) -> None:
    done = hand_over(carl, "-none")
    assert (done.said, in_charge()) == ("Nobody is in charge of 3 shops now.", [None] * 4)
    assert done.act is not None
    assert act_words(done.act) == "nobody in charge of 3 shops"
    assert what_was_done(Change.objects.filter(shop__name="A")[0]) == "in charge now: nobody"
    Membership.objects.get(user__username="vera").leave()
    undo(done.act, who=carl, at=timezone.now())
    assert in_charge() == ["carl", "carl", None, None]
    assert not Act.objects.filter(undone=None).exists()


def test_only_who_works_in_each_firm_is_put_in_charge(carl: User) -> None:
    other = make_firm("Others")
    Membership.objects.create(firm=other, user=carl, role=Role.CONSULTANT)
    reader, stranger = make_member(Firm.objects.get(name="Northern Advice"), Role.VIEWER), make_member(other)
    for person in (reader.pk, stranger.pk, "x", "9" * 20, 0):
        with pytest.raises(Refused, match="works in the shop's firm"):
            hand_over(carl, person)
    with pytest.raises(Refused, match="Choose who is in charge first"):
        hand_over(carl, "")
    make_shop("E", firm=other)
    with pytest.raises(Refused, match="works in the shop's firm"):
        hand_over(carl, User.objects.get(username="vera").pk)
    assert hand_over(carl, carl.pk).said == "carl is in charge of 3 shops."
