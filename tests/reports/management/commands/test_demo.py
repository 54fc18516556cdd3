"""The example shops: loading them twice changes nothing, and removing them touches nobody else."""

from io import StringIO

import pytest
from django.core.management import call_command

from clients.models.shops import Shop
from evidence.models.kept_record import Record
from questions.core.personas import examples
from questions.core.scoring import score
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from tests.makers import AT, answers_of, make_assessment, make_firm, make_shop

pytestmark = pytest.mark.django_db


def demo(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


def rows() -> list[object]:
    return [list(model.objects.order_by("pk").values_list()) for model in (Shop, Assessment, Answer, Record)]


def test_demo_loads_each_example_handed_in() -> None:
    said = demo()
    assert said == "7 example shops loaded, 0 were there already\n"
    assert {shop.example for shop in Shop.objects.all()} == set(examples())
    for assessment in Assessment.objects.select_related("shop"):
        assert assessment.submitted is not None
        assert assessment.responses == answers_of(assessment.shop.example)


def test_demo_twice_changes_nothing() -> None:
    demo()
    before = rows()
    assert demo() == "0 example shops loaded, 7 were there already\n"
    assert rows() == before


def test_demo_keeps_invented_tickets_of_two_shops() -> None:
    demo()
    records = Record.objects.select_related("assessment__shop")
    assert {each.assessment.shop.example for each in records} == {"burning-but-able", "willing-beginner"}
    assert all(each.shown and each.by is None and each.kept.invented for each in records)


def test_demo_adds_the_tickets_to_shops_loaded_without_them() -> None:
    demo()
    Record.objects.all().delete()
    assert demo() == "0 example shops loaded, 7 were there already\n"
    assert Record.objects.count() == 2


def test_demo_leaves_other_shops_alone() -> None:
    assessment = make_assessment({"dread": "ten-or-more"}, shop=make_shop("Breakfix Computers", owner="Bob Breakfix"))
    demo()
    assessment.refresh_from_db()
    assert (assessment.submitted, dict(assessment.responses)) == (None, {"dread": "ten-or-more"})
    assert Shop.objects.count() == 8


def test_demo_mends_an_example_that_was_changed() -> None:
    demo()
    Shop.objects.filter(example="bob-breakfix").update(name="Changed")
    Answer.objects.filter(assessment__shop__example="bob-breakfix", question="hours-worked").update(value=20)
    Assessment.objects.filter(shop__example="willing-beginner").delete()
    make_assessment(shop=Shop.objects.get(example="managed-ordinary"))
    assert demo() == "3 example shops loaded, 4 were there already\n"
    assert Shop.objects.get(example="bob-breakfix").name == "Breakfix Computers"
    assert Assessment.objects.get(shop__example="bob-breakfix").responses == answers_of("bob-breakfix")
    assert Assessment.objects.count() == 7


def test_demo_is_loaded_anew_when_the_questionnaire_has_changed() -> None:
    demo()
    Assessment.objects.update(checksum="another")
    assert demo() == "7 example shops loaded, 0 were there already\n"


def test_demo_remove_takes_only_the_examples() -> None:
    real = make_assessment({"dread": "ten-or-more"}, shop=make_shop("Breakfix Computers", owner="Bob Breakfix"))
    demo()
    assert demo("--remove") == "7 example shops removed\n"
    assert list(Shop.objects.all()) == [real.shop]
    assert list(Assessment.objects.all()) == [real]
    assert Answer.objects.count() == 1
    assert demo("--remove") == "0 example shops removed\n"


def test_demo_stops_half_way_without_half_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Assessment, "submit", fail)
    with pytest.raises(OSError, match="disk is full"):
        demo()
    assert not Shop.objects.exists()


def test_demo_makes_examples_at_the_time_it_is_run() -> None:
    demo()
    assert not Assessment.objects.filter(submitted__lte=AT).exists()


def test_demo_invents_shops_scored_as_any_other_and_the_same_each_time() -> None:
    assert demo("--shops", "12").endswith("12 more invented, 0 were there already\n")
    before = rows()
    assert demo("--shops", "12").endswith("0 more invented, 12 were there already\n")
    assert rows() == before
    invented = Shop.objects.filter(example__startswith="invented-1-")
    assert invented.count() == 12
    handed_in = Assessment.objects.filter(shop__in=invented, submitted__isnull=False)
    assert handed_in.count() > 6
    for each in handed_in:
        card = score(each.questionnaire, each.responses)
        assert each.score() == card
        assert (each.stage, each.verdict) == (card.stage.id or "", card.verdict.value)
        assert each.started < each.changed
    assert len({(shop.name, shop.owner) for shop in invented}) > 10
    assert demo("--remove") == "19 example shops removed\n"
    assert rows() == [[], [], [], []]


def test_demo_gives_example_shops_to_the_only_firm() -> None:
    firm = make_firm()
    demo("--shops", "1")
    assert {shop.firm for shop in Shop.objects.all()} == {firm}


def test_demo_gives_example_shops_to_none_of_several_firms() -> None:
    make_firm("One")
    make_firm("Two")
    demo("--shops", "2")
    assert {shop.firm for shop in Shop.objects.all()} == {None}
    assert demo("--remove") == "9 example shops removed\n"
