"""Shops join, leave and answer again at random: no figure of any edition is about a few of them."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from norms.core.telling import (
    EVERYBODY,
    LEAST,
    LEAST_CHANGED,
    LEAST_COUNTED,
    Group,
    Member,
    Members,
    Quartiles,
    Split,
    Told,
    changed,
    publish,
    told_members,
)

SIZES, STAGES = ("1", "2-4", "5-9", ""), ("break-fix", "reactive", "mixed")


def member(shop: int, *, answers: str = "1", firm: int | None = None, size: str = "1", stage: str = "mixed") -> Member:
    return Member(shop, answers, firm, size, stage, {"readiness": shop, "strain": 100 - shop})


def some(number: int, *, start: int = 0, **fields: str) -> list[Member]:
    return [member(start + shop, **fields) for shop in range(number)]  # type: ignore[arg-type]  # a size or stage


def test_quartiles_from_ten_counts_from_five_nothing_below() -> None:
    assert publish(some(9), []) == {}
    told = publish(some(10, stage="mixed"), [])
    assert told[EVERYBODY] == Told(10, {"readiness": Quartiles(2, 5, 7), "strain": Quartiles(93, 96, 98)})
    mixed = [*some(20, stage="mixed"), *some(5, start=20, stage="reactive"), *some(4, start=30, stage="break-fix")]
    told = publish(mixed, [])
    assert (Split.STAGE, "break-fix") not in told


def test_a_group_that_could_be_had_by_taking_away_takes_the_smallest_told_one_along() -> None:
    told = publish([*some(20, stage="mixed"), *some(6, start=20, stage="reactive")], [])
    assert told[Split.STAGE, "mixed"] == Told(20, {}), "all less these would be six shops' figures"
    assert told[Split.STAGE, "reactive"] == Told(6, {})
    told = publish([*some(20, stage="mixed"), *some(4, start=20, stage="reactive")], [])
    assert (Split.STAGE, "mixed") not in told, "all less these would be four shops' number"


def test_no_firm_is_above_half() -> None:
    mine = [member(shop, firm=1) for shop in range(6)]
    assert publish([*mine, *some(5, start=10)], []) == {}
    assert publish([*mine, *some(6, start=10)], [])


def test_a_new_edition_needs_three_shops_that_changed() -> None:
    first = some(12)
    earlier = [told_members(first, publish(first, []))]
    again = [member(shop, answers="2") for shop in range(2)]
    assert publish([*again, *first[2:]], earlier) == {}, "two answered again"
    assert publish([*again, *first[2:], member(50)], earlier), "and one came"
    assert publish(first, earlier) == {}


def test_every_earlier_edition_counts_not_the_last_alone() -> None:
    first, three = some(12), some(3, start=50)
    earlier = [told_members(first, publish(first, []))]
    earlier.append(told_members([*first, *three], publish([*first, *three], earlier)))
    assert publish(first, earlier) == {}, "three came and left: this would be the first one again"
    assert publish([*first, *some(2, start=60)], earlier) == {}, "and this differs from it by two"
    assert publish([*first, *some(3, start=60)], earlier)


Step = tuple[int, int, int]
STEPS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 6), st.integers(0, 4)), min_size=1, max_size=9)


@settings(max_examples=3 * settings().max_examples)
@given(STEPS, st.randoms(use_true_random=False))
def test_whoever_joins_or_leaves_no_figure_is_about_a_few(steps: list[Step], chance: random.Random) -> None:
    here: dict[int, Member] = {}
    gone: list[Member] = []
    earlier: list[dict[Group, Members]] = []
    newest = 0
    for joins, leaves, again in steps:
        gone += [here.pop(shop) for shop in chance.sample(sorted(here), min(leaves, len(here)))]
        for shop in chance.sample(sorted(here), min(again, len(here))):
            old = here[shop]
            here[shop] = member(
                shop, answers=old.answers + "+", firm=old.firm, size=old.size, stage=chance.choice(STAGES)
            )
        for _ in range(joins):
            if gone and chance.random() < 0.5:  # withdrew, and comes back as it was
                back = gone.pop(chance.randrange(len(gone)))
                here[back.shop] = back
                continue
            newest += 1
            firm = chance.choice((None, None, 1, 2))
            here[newest] = member(newest, firm=firm, size=chance.choice(SIZES), stage=chance.choice(STAGES))
        now = list(here.values())
        told = publish(now, earlier)
        safe(now, told, known={group for edition in earlier for group in edition})
        if told:
            earlier.append(told_members(now, told))
    for one, other in combinations(earlier, 2):
        for group in one.keys() & other.keys():
            assert changed(one[group], other[group]) >= LEAST_CHANGED


def safe(members: list[Member], told: dict[Group, Told], *, known: set[Group]) -> None:
    """What must hold of every edition, counted anew."""
    inside = {group: [each for each in members if group in each.groups] for group in {*told, *known}}
    for group, each in told.items():
        assert each.number == len(inside[group]) >= LEAST_COUNTED
        assert not each.figures or each.number >= LEAST
        for firm in {found.firm for found in inside[group]} - {None}:
            assert 2 * sum(found.firm == firm for found in inside[group]) <= each.number
    for split in (Split.SIZE, Split.STAGE):
        mine = {group for group in told if group[0] is split}
        full = {group for group in mine if told[group].figures}
        for new, least in ((full, LEAST), (mine, LEAST_COUNTED)):
            if new:
                covered = sum(len(inside[group]) for group in new | {each for each in known if each[0] is split})
                rest = len(members) - covered
                assert rest == 0 or rest >= least
