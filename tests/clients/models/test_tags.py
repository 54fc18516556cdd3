"""One word of a firm is one tag, however it is typed."""

import pytest

from clients.models.shops import Shop
from clients.models.tags import Tag
from tests.makers import make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "words", [("Süd", "SÜD"), ("Süd", "su\u0308d"), ("ЮГ", "юг"), ("Süd\u200b", " süd "), ("İzmir", "izmir")]
)
def test_word_is_one_tag_however_it_is_typed(words: tuple[str, str]) -> None:
    firm = make_firm()
    who = make_member(firm)
    make_shop("A", firm=firm)
    shops = Shop.objects.all()
    assert [len(shops.tag(word, who=who)) for word in words] == [1, 0]
    make_shop("B", firm=firm)
    assert [shop.name for shop in shops.tag(words[1], who=who)] == ["B"]
    assert Tag.objects.count() == 1
    assert [shop.name for shop in shops.untag(words[1], who=who)] == ["A", "B"]
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
