"""Shops are found, sorted, tagged and taken for the same by their letters, on each engine alike."""

import pytest

from clients.models.shops import Shop, Tag
from tests.makers import make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db
NAMES = ["ÉLECTRO FIX", "élecTro two", "Ünal PC", "Zeta Fix", "azur"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("électro", ["ÉLECTRO FIX", "élecTro two"]),
        ("ÉLECTRO", ["ÉLECTRO FIX", "élecTro two"]),
        ("e\u0301lectro", ["ÉLECTRO FIX", "élecTro two"]),
        ("electro", ["ÉLECTRO FIX", "élecTro two"]),
        ("fix elec", ["ÉLECTRO FIX"]),
        ("ünal", ["Ünal PC"]),
        ("unal\u200b", ["Ünal PC"]),
        ("ЯРД", ["Мастерский ярд"]),
        ("ελλαδα", ["ΕΛΛΆΔΑ"]),
        ("zoë", ["azur"]),
        ("ZOE@EXAMPLE", ["azur"]),
        ("100%", ["100% fix"]),
        ("a_z", []),
        ("\\", []),
        ("", ["100% fix", "azur", "ÉLECTRO FIX", "élecTro two", "Ünal PC", "Zeta Fix", "ΕΛΛΆΔΑ", "Мастерский ярд"]),
    ],
)
def test_search_finds_what_people_take_for_the_same_letters(text: str, found: list[str]) -> None:
    for name in (*NAMES, "Мастерский ярд", "ΕΛΛΆΔΑ", "100% fix"):
        make_shop(name)
    Shop.objects.filter(name="azur").get().delete()
    make_shop("azur", owner="Zoë", email="Zoe@example.com")
    assert [shop.name for shop in Shop.objects.search(text)] == found


def test_shops_sort_as_people_expect() -> None:
    for name in NAMES:
        make_shop(name)
    assert [shop.name for shop in Shop.objects.all()] == ["azur", "ÉLECTRO FIX", "élecTro two", "Ünal PC", "Zeta Fix"]


@pytest.mark.parametrize(
    "words", [("Süd", "SÜD"), ("Süd", "su\u0308d"), ("ЮГ", "юг"), ("Süd\u200b", " süd "), ("İzmir", "izmir")]
)
def test_word_is_one_tag_however_it_is_typed(words: tuple[str, str]) -> None:
    firm = make_firm()
    who = make_member(firm)
    make_shop("A", firm=firm)
    shops = Shop.objects.all()
    assert [shops.tag(word, who=who) for word in words] == [1, 0]
    make_shop("B", firm=firm)
    assert shops.tag(words[1], who=who) == 1
    assert Tag.objects.count() == 1
    assert shops.untag(words[1], who=who) == 2
    assert not Tag.objects.exists()


def test_words_with_other_accents_are_two_tags_that_stand_beside_each_other() -> None:
    firm = make_firm()
    who = make_member(firm)
    make_shop("A", firm=firm)
    for word in ("Bär", "Zoo", "Bar", "azur"):
        Shop.objects.tag(word, who=who)
    assert [tag.name for tag in Tag.objects.all()] == ["azur", "Bär", "Bar", "Zoo"]
    assert Tag.objects.words() == ["azur", "Bär", "Bar", "Zoo"]


def test_tag_of_two_firms_is_offered_once() -> None:
    for name, word in (("One", "Süd"), ("Two", "SÜD")):
        Tag.objects.create(firm=make_firm(name), name=word)
    assert len(Tag.objects.words()) == 1


@pytest.mark.parametrize("nothing", ["\u200b", "\u202e\u2066", "\u3164", "\u0301"])
def test_shop_named_nothing_is_called_as_one_without_a_name(nothing: str) -> None:
    assert str(make_shop(nothing)) == "A shop without a name"


def test_direction_marks_do_not_turn_a_name_round() -> None:
    assert str(make_shop("Fix\u202elif")) == "Fixlif"
