"""What one visitor may have: counted over a sliding stretch of time, for each of their names, all or nothing."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from clients.models.allowance import NOW, Allowance, Limit
from tests.makers import AT

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LIMIT = Limit("try", 10 * MINUTE, address=3, key=2)
take = Allowance.objects.take


def test_it_says_how_long_until_the_oldest_counts_no_more() -> None:
    here = {"address": "192.0.2.1"}
    assert [take(LIMIT, here, at=AT + n * MINUTE) for n in range(3)] == [NOW] * 3
    assert take(LIMIT, here, at=AT + 4 * MINUTE) == 6 * MINUTE
    assert take(LIMIT, here, at=AT + 10 * MINUTE) == NOW
    assert take(LIMIT, here, at=AT + 10 * MINUTE) == MINUTE
    assert take(LIMIT, {"address": "192.0.2.2"}, at=AT) == NOW


def test_what_one_name_may_not_have_is_taken_from_none() -> None:
    both = {"address": "192.0.2.1", "key": "cookie"}
    assert [take(LIMIT, both, at=AT) for _ in range(3)] == [NOW, NOW, 10 * MINUTE]
    assert take(LIMIT, {"address": "192.0.2.1", "key": "another"}, at=AT) == NOW
    assert take(LIMIT, {"address": "192.0.2.1", "key": "a third"}, at=AT) > NOW


def test_a_name_without_a_limit_has_no_row_and_names_are_not_kept() -> None:
    assert [take(LIMIT, {"account": "7"}, at=AT) for _ in range(5)] == [NOW] * 5
    assert not Allowance.objects.exists()
    take(LIMIT, {"address": "192.0.2.1"}, at=AT)
    assert "192.0.2.1" not in str(vars(Allowance.objects.get()))


def test_cost_counts_and_waits_until_enough_of_it_is_free() -> None:
    names, big = {"account": "7"}, Limit("invite", 10 * MINUTE, account=100)
    assert take(big, names, at=AT, cost=60) == NOW
    assert take(big, names, at=AT + MINUTE, cost=40) == NOW
    assert take(big, names, at=AT + 2 * MINUTE, cost=70) == 9 * MINUTE
    assert take(big, names, at=AT + 2 * MINUTE, cost=101) == 10 * MINUTE


def test_what_counts_no_longer_is_done_with() -> None:
    take(LIMIT, {"address": "192.0.2.1"}, at=AT)
    assert not Allowance.objects.done_with(at=AT + 9 * MINUTE).exists()
    assert Allowance.objects.done_with(at=AT + 10 * MINUTE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment_get_no_more_than_one_after_the_other() -> None:
    limit, together, waits = Limit("try", MINUTE, address=3), Barrier(8), []

    def visit() -> None:
        together.wait()
        try:
            waits.append(take(limit, {"address": "192.0.2.1"}, at=AT))
        finally:
            connection.close()

    threads = [Thread(target=visit) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(waits) == [NOW] * 3 + [MINUTE] * 5
