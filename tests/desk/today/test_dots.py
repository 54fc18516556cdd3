"""The picture of all shops: fields, dots by area, counts that lead to their lists."""

from __future__ import annotations

from math import pi
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from desk.today import dots
from desk.today.fields import Place, dots_of, fields_of
from questions.core.questionnaire import Cut

S = "{http://www.w3.org/2000/svg}"
STAGES = [Cut("low", "Low <b>", 0, ""), Cut("high", "High", 50, "")]
BANDS = [Cut("calm", "Calm", 0, ""), Cut("worn", "Worn", 35, ""), Cut("hot", "Burning", 65, "")]


def drawn(places: list[Place], *, small: bool = False) -> Element:
    fields, found = fields_of(places, STAGES, BANDS), dots_of(places)
    svg = (
        dots.small(fields, found, label="All & more")
        if small
        else dots.picture(fields, found, label="All & more", words=("Calmer", "Readier"), to="/list/?goal=x&")
    )
    root: Element = fromstring(svg)
    return root


def shop(readiness: int, strain: int, name: str = "Bob & Sons") -> Place:
    return Place(readiness, strain, name, f"/{name[:3]}", f"{name}: {readiness}, {strain}")


def test_a_few_shops_are_dots_with_names_that_open_them() -> None:
    root = drawn([shop(10, 90), shop(90, 10, "Eve")])
    assert (root.get("role"), root.get("aria-label")) == ("group", "All & more")
    links = {each.get("aria-label"): each.get("href") for each in root.findall(f"{S}a")}
    assert links == {
        "Bob & Sons: 10, 90": "/Bob",
        "Eve: 90, 10": "/Eve",
        "Low <b>, Burning: 1": "/list/?goal=x&readiness=0-49&strain=65-100",
        "High, Calm: 1": "/list/?goal=x&readiness=50-100&strain=0-34",
    }
    said = [each.text or "" for each in root.iter(f"{S}text")]
    assert said[:7] == ["↑ Calmer", "Calm", "Worn", "Burning", "Low <b>", "High", "Readier →"]
    assert sorted(said[7:]) == ["0", "0", "0", "0", "1", "1", "Bob & Sons", "Eve"]
    bob, eve = root.iter(f"{S}circle")
    assert float(bob.get("cx", "")) < float(eve.get("cx", "")), "readier is right"
    assert float(bob.get("cy", "")) > float(eve.get("cy", "")), "calmer is up"


def test_names_that_would_cover_one_another_are_left_to_the_dots() -> None:
    root = drawn([shop(50, 50), shop(51, 50, "Next"), shop(50, 51, "Below")])
    assert len([*root.iter(f"{S}circle")]) == 3
    names = [each for each in root.iter(f"{S}text") if each.get("aria-hidden")]
    assert len(names) < 3


def test_a_name_gives_way_to_the_count_of_its_field() -> None:
    for strain, right in ((3, False), (25, True)):
        root = drawn([shop(42, strain)])
        (dot,) = root.iter(f"{S}circle")
        (name,) = (each for each in root.iter(f"{S}text") if each.get("aria-hidden"))
        assert (float(name.get("x", "")) > float(dot.get("cx", ""))) == right


def test_area_of_a_dot_is_the_number_of_its_shops() -> None:
    root = drawn([shop(20, 20)] * 50 + [shop(80, 80)] * 10 + [shop(10, 80)])
    areas = [pi * float(each.get("r", "")) ** 2 for each in root.iter(f"{S}circle")]
    assert [areas[0] / each for each in areas] == [pytest.approx(each, rel=0.02) for each in (1, 5, 50)]
    assert [each.get("aria-label") for each in root.findall(f"{S}a")] == [
        "Low <b>, Calm: 50",
        "Low <b>, Burning: 1",
        "High, Burning: 10",
    ]


def test_small_picture_has_no_words_or_links() -> None:
    root = drawn([shop(10, 90), shop(90, 10, "Eve")], small=True)
    assert (root.get("role"), root.get("aria-label")) == ("img", "All & more")
    assert not [*root.iter(f"{S}a"), *root.iter(f"{S}text")]
    assert len([*root.iter(f"{S}circle")]) == 2
