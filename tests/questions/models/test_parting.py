"""A firm and a client part: nothing of the owner's goes, nothing moves without them, and each is said once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from clients.models.firms import Firm, Role
from clients.models.history import Change
from clients.models.outbox import Mail
from clients.models.shops import Shop
from clients.models.tags import Tag
from questions.models.access import Access
from questions.models.assessment import Assessment
from questions.models.parting import ANSWER_WITHIN, Parting, Settled
from reports.models.meeting import Meeting
from reports.models.review import Note, Review
from tests.makers import AT, make_browser, make_firm, make_member, make_shop, make_submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Assessment:
    """A client with a private and a shared note, a tag, and an owner who has a browser."""
    firm = make_firm()
    by = make_member(firm, Role.OWNER, name="ann")
    done = make_submitted(shop=make_shop("Bob's", firm=firm, joined=AT, contact="Likes mornings", in_charge=by))
    make_browser(done)
    for shared, text in ((False, "private"), (True, "shared")):
        Note.objects.save_note(Note(assessment=done, firm=firm, shared=shared), text, version=0, by=by)
        words = {"day": AT.date(), "decisions": text, "shared": shared}
        Meeting.objects.write_down(done.shop, words, key=uuid4(), by=by)
    Review.objects.move(done, Review.State.SHARED, version=0, by=by)
    Tag.objects.create(firm=firm, name="north").shops.add(done.shop)
    return done


def ann() -> User:
    return User.objects.get(username="ann")


def ask(client: Assessment, *, erases: bool = False) -> tuple[Parting, str]:
    to = Firm.objects.filter(slug="south").first() or make_firm("South", slug="south")
    return Parting.objects.ask(client.shop, to=to, erases=erases, by=ann(), at=AT)


def left(client: Assessment) -> Shop:
    client.shop.refresh_from_db()
    return client.shop


def notes() -> set[str]:
    """What is left of notes, and alike of meetings."""
    found = {*Note.objects.values_list("text", flat=True)}
    assert found == {*Meeting.objects.values_list("decisions", flat=True)}
    return found


@pytest.mark.parametrize("erases", [False, True])
def test_end_leaves_the_owner_everything(client: Assessment, *, erases: bool) -> None:
    answers = client.answers.count()
    browsers = Access.objects.filter(kind="browser", revoked=None).count()
    Parting.objects.end(client.shop, erases=erases, by=ann(), at=AT)
    shop = left(client)
    assert (shop.firm, shop.joined, shop.in_charge, shop.contact, shop.tags.count()) == (None, None, None, "", 0)
    assert (client.answers.count(), Access.objects.filter(kind="browser", revoked=None).count()) == (answers, browsers)
    assert not Shop.objects.visible_to(ann()).exists()
    assert [note.text for note in Note.objects.readable_by_owner(shop, own=True)] == ["shared"]
    assert notes() == ({"shared"} if erases else {"shared", "private"})
    assert [(line.what, line.shop, line.detail) for line in Change.objects.filter(what="ended")] == [
        ("ended", None, {"name": "Bob's"})
    ]
    texts = [line.detail for line in Change.objects.filter(what__in=["note", "note-shared"])]
    assert all(not each for each in texts) == erases
    with pytest.raises(Settled):
        Parting.objects.end(shop, erases=erases, by=ann(), at=AT)
    assert Parting.objects.count() == 1


def test_erase_keeps_the_client_and_what_the_owner_reads(client: Assessment) -> None:
    Parting.objects.erase(client.shop, by=ann(), at=AT)
    assert (left(client).firm, notes()) == (Firm.objects.get(), {"shared"})
    assert not [line for line in Change.objects.filter(what="note") if line.detail]
    assert [each.what for each in Parting.objects.told_to(client.shop)] == ["erase"]


def test_nothing_moves_before_the_owner_agrees_and_only_theirs_then(client: Assessment) -> None:
    asked, _token = ask(client)
    north, south = left(client).firm, asked.to
    assert north
    assert north.name == "Northern Advice"
    asked.answer(agreed=True, at=AT)
    shop = left(client)
    assert (shop.firm, shop.joined, shop.tags.count(), shop.contact) == (south, AT, 0, "")
    member = make_member(south)
    assert Shop.objects.visible_to(member).get() == shop
    assert not Shop.objects.visible_to(ann()).exists()
    assert not Note.objects.visible_to(member).exists()
    assert {note.text for note in Note.objects.left_behind(ann())} == {"private", "shared"}
    assert client.answers.exists()
    lines = Change.objects.filter(what__in=["hand-over-agreed", "joined"]).order_by("pk")
    assert [(line.what, line.firm) for line in lines] == [("hand-over-agreed", north), ("joined", south)]
    with pytest.raises(Settled):
        asked.answer(agreed=False, at=AT)


def test_declined_or_too_late_everything_stays(client: Assessment) -> None:
    first, _token = ask(client, erases=True)
    asked, _token = ask(client, erases=True)
    for each, at in ((first, AT), (asked, AT + ANSWER_WITHIN)):
        with pytest.raises(Settled):
            each.answer(agreed=True, at=at)
    asked.answer(agreed=False, at=AT + timedelta(days=1))
    assert (left(client).firm, notes()) == (asked.firm, {"private", "shared"})
    assert [line.detail["to"] for line in Change.objects.filter(what="hand-over-declined")] == ["South"]


def test_owner_who_withdrew_meanwhile_is_not_brought_back(client: Assessment) -> None:
    asked, _token = ask(client)
    left(client).withdraw(who=ann())
    asked.refresh_from_db()
    with pytest.raises(Settled):
        asked.answer(agreed=True, at=AT)
    assert left(client).firm is None


def test_mail_goes_to_the_owners_address_and_without_one_the_link_is_shown(
    client: Assessment, settings: object
) -> None:
    settings.MAIL_ENABLED = True  # type: ignore[attr-defined]  # a fixture
    assert ask(client)[1]
    Shop.objects.update(email="bob@example.com")
    client.shop.refresh_from_db()
    assert ask(client)[1] == ""
    assert Mail.objects.get().kind == "parting"
