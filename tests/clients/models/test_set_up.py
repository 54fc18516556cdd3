"""The link that makes the first account: the newest one only, once, for a day."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from clients.models.firms import Firm, Membership, Over
from clients.models.set_up import SET_UP_WITHIN, SetUpLink
from clients.tokens import token_hash

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def made() -> tuple[int, int, int]:
    return User.objects.count(), Firm.objects.count(), Membership.objects.count()


def test_only_the_newest_is_there_and_only_its_hash() -> None:
    first, second = (SetUpLink.objects.issue(at=NOW) for _ in range(2))
    link = SetUpLink.objects.get()
    assert first != second
    assert (link.token_hash, link.expires, link.used) == (token_hash(second), NOW + SET_UP_WITHIN, None)


def test_of_two_at_once_one_makes_the_account() -> None:
    SetUpLink.objects.issue(at=NOW)
    link = SetUpLink.objects.get()
    link.use(User(username="ann"), firm="First", at=NOW)
    with pytest.raises(Over):
        link.use(User(username="ben"), firm="Second", at=NOW)
    assert made() == (1, 1, 1)


def test_too_late_nothing_is_made() -> None:
    SetUpLink.objects.issue(at=NOW)
    with pytest.raises(Over):
        SetUpLink.objects.get().use(User(username="ann"), firm="First", at=NOW + SET_UP_WITHIN)
    assert made() == (0, 0, 0)


def test_an_account_that_cannot_be_made_uses_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: User) -> None:
        raise OSError("full")

    SetUpLink.objects.issue(at=NOW)
    link = SetUpLink.objects.get()
    with monkeypatch.context() as patch:
        patch.setattr(User, "save", full)
        with pytest.raises(OSError, match="full"):
            link.use(User(username="ann"), firm="First", at=NOW)
    link.use(User(username="ann"), firm="First", at=NOW)
    assert made() == (1, 1, 1)


def test_why_it_is_over() -> None:
    link = SetUpLink(expires=NOW + timedelta(hours=1))
    assert [link.over(NOW), link.over(NOW + timedelta(hours=1))] == ["", "expired"]
    link.used = NOW
    assert link.over(NOW) == "used"
