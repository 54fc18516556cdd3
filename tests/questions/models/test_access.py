"""Keys of people without an account: what opens what, for how long, and how often."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clients.tokens import token_hash
from clients.viewers import NOBODY, Guest
from questions.models.access import Access
from tests.makers import AT, make_assessment

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def test_grant_keeps_only_the_hash_of_the_token() -> None:
    token = Access.objects.grant(make_assessment(), at=AT)
    assert len(token) >= 43
    assert Access.objects.get().token_hash == token_hash(token) != token


def test_grant_twice_makes_one_row() -> None:
    found = make_assessment()
    token = Access.objects.grant(found, at=timezone.now())
    assert Access.objects.grant(found, at=timezone.now(), token=token) == token
    assert Access.objects.count() == 1


def test_grant_with_a_known_token_adds_an_assessment_to_it() -> None:
    one, two = make_assessment(), make_assessment()
    token = Access.objects.grant(one, at=AT)
    assert Access.objects.grant(two, at=AT, token=token) == token
    assert Access.objects.guest(token, at=AT) == Guest(shops=frozenset([one.shop.pk, two.shop.pk]))


def test_grant_with_an_unknown_token_makes_a_new_one() -> None:
    """Whoever planted a cookie of their own in this browser must not see what is begun in it."""
    assert Access.objects.grant(make_assessment(), at=AT, token="planted") != "planted"
    assert Access.objects.guest("planted", at=AT) == NOBODY


@pytest.mark.parametrize("gone", [{"expires": AT}, {"revoked": AT}], ids=["expired", "revoked"])
def test_token_that_is_over_shows_nothing_and_is_not_taken_up_again(gone: dict[str, object]) -> None:
    token = Access.objects.grant(make_assessment(), at=AT - timedelta(days=1))
    Access.objects.update(**gone)
    assert Access.objects.guest(token, at=AT) == NOBODY
    assert Access.objects.grant(make_assessment(), at=AT, token=token) != token
    assert Access.objects.guest(token, at=AT) == NOBODY


@pytest.mark.parametrize("token", ["", "x", "\x00", "🛠", "x" * 100_000])
def test_any_other_token_shows_nothing(token: str) -> None:
    Access.objects.grant(make_assessment(), at=AT)
    assert Access.objects.guest(token, at=AT) == NOBODY


def test_read_link_shows_one_assessment_and_no_other_of_its_shop() -> None:
    found = make_assessment()
    make_assessment(shop=found.shop)
    token = Access.objects.issue(found, Access.Kind.READ, at=AT, within=timedelta(days=1))
    assert Access.objects.reader(token, at=LATER) == Guest(assessments=frozenset([found.pk]))
    assert Access.objects.reader(token, at=AT + timedelta(days=1)) == NOBODY
    Access.objects.update(revoked=AT)
    assert Access.objects.reader(token, at=LATER) == NOBODY


def test_resume_link_opens_once() -> None:
    found = make_assessment()
    token = Access.objects.issue(found, Access.Kind.RESUME, at=AT, within=timedelta(days=1))
    assert Access.objects.consume(token, at=LATER) is not None
    assert Access.objects.consume(token, at=LATER) is None


@pytest.mark.parametrize("gone", [{"expires": AT}, {"revoked": AT}, {"used": AT}], ids=["expired", "revoked", "used"])
def test_resume_link_that_is_over_opens_nothing(gone: dict[str, object]) -> None:
    token = Access.objects.issue(make_assessment(), Access.Kind.RESUME, at=AT, within=timedelta(days=1))
    Access.objects.update(**gone)
    assert Access.objects.consume(token, at=AT) is None


@pytest.mark.parametrize("kind", Access.Kind.values)
def test_key_opens_only_what_it_was_made_for(kind: str) -> None:
    found = make_assessment()
    token = Access.objects.issue(found, kind, at=AT, within=timedelta(days=1))
    opened = {
        "browser": Access.objects.guest(token, at=LATER) != NOBODY,
        "read": Access.objects.reader(token, at=LATER) != NOBODY,
        "resume": Access.objects.consume(token, at=LATER) is not None,
        "invite": Access.objects.consume(token, at=LATER, kind=Access.Kind.INVITE) is not None,
    }
    assert [name for name, is_open in opened.items() if is_open] == [kind]
