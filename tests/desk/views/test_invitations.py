"""What became of each invitation; inviting again, and taking an invitation back."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Firm, Role
from clients.models.history import Change
from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop
from questions.inviting import invite
from questions.models.access import Access
from questions.models.assessment import Assessment
from questions.tasks import send_invitations
from tests.makers import AT, make_firm, make_member, make_staff, signed_in, unknown_everywhere
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
URL = reverse("admin:invitations")
# Each kind of invitation with what the list says of it, and the address of those like it.
KINDS = {
    "made": ("invited: not sent by mail", "state=invited&link=made"),
    "waiting": ("invited: on its way", "state=invited&link=waiting"),
    "failed": ("invited: failed: the mail server could not be reached", "state=invited&link=failed"),
    "sent": ("invited: sent", "state=invited&link=sent"),
    "expired": ("invited: expired", "state=invited&link=expired"),
    "started": ("opened", "state=opened"),
    "answering": ("answering 1 of 49, last on", "state=answering"),
    "stopped": ("stopped 1 of 49, last on", "state=stopped"),
    "submitted": ("submitted Nov 20, 2026", "state=submitted"),
    "revoked": ("withdrawn", "state=withdrawn"),
}
LATER = timezone.now() + timedelta(days=1)


@pytest.fixture
def member() -> User:
    return make_member(make_firm(), name="anna")


def invited(*names: str, by: User, firm: Firm | None = None, email: bool = False) -> list[Access]:
    shops = [Shop(name=name, owner="Bob", email=f"{name}@example.com".lower() if email else "") for name in names]
    firm = firm or Firm.objects.all()[0]
    return [each.access for each in invite(shops, firm=firm, by=by, key=uuid4(), at=timezone.now())]


def rows_of(page: Page) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in page.all("table/tbody/tr")]


def do(browser: Client, access: Access, what: str, key: UUID | None = None) -> Page:
    data = {"invitation": access.pk, "do": what, "key": str(key or uuid4())}
    return Page(browser.post(URL, data, follow=True))


@pytest.fixture
def every(member: User) -> dict[str, Access]:
    """An invitation of each of KINDS."""
    states = dict(zip(KINDS, invited(*KINDS, by=member), strict=True))
    now = timezone.now()
    Access.objects.filter(pk=states["sent"].pk).update(sent=now)
    for name, state, reason in (("waiting", "queued", ""), ("failed", "failed", "unreachable")):
        about, shop = str(states[name].pk), states[name].assessment.shop
        Mail.objects.create(kind=Kind.INVITATION, about=about, shop=shop, state=state, reason=reason, next_try=LATER)
    for name in ("started", "answering", "stopped", "submitted"):
        Access.objects.filter(pk=states[name].pk).update(sent=now)
        states[name].accept(at=now)
    for name in ("answering", "stopped"):
        states[name].assessment.record({"without-you": "a-week"}, at=now)
    long_ago = now - timedelta(days=20)
    Assessment.objects.filter(pk=states["stopped"].assessment_id).update(started=long_ago, changed=long_ago)
    Access.objects.filter(pk=states["expired"].pk).update(sent=now, expires=now - timedelta(days=1))
    Access.objects.filter(pk=states["revoked"].pk).update(revoked=now)
    states["submitted"].assessment.record(unknown_everywhere(), at=now)
    states["submitted"].assessment.submit(at=AT)
    return states


def test_each_state_is_shown_and_filtered_by(member: User, every: dict[str, Access]) -> None:
    browser = signed_in(member)
    page = Page(browser.get(URL))
    said = {row[0]: row[2] for row in rows_of(page)}
    assert {code: said[code].startswith(words) for code, (words, _query) in KINDS.items()} == dict.fromkeys(KINDS, True)
    assert {row[3].partition(" by ")[2] for row in rows_of(page)} == {"anna"}
    for code, (_words, query) in KINDS.items():
        page = Page(browser.get(f"{URL}?{query}"))
        assert [row[0] for row in rows_of(page)] == [code]
        (here,) = [link for link in page.all("ul[@class='states']/li/a") if link.get("aria-current")]
        assert (here.get("href"), words(here)[-3:]) == (f"?{query}", "(1)")
    assert len(rows_of(Page(browser.get(f"{URL}?state=invited")))) == 5
    assert len(rows_of(Page(browser.get(f"{URL}?state=<script>&link=x&p=x")))) == len(KINDS)
    shop = every["failed"].assessment.shop_id
    assert [row[0] for row in rows_of(Page(browser.get(f"{URL}?shop={shop}")))] == ["failed"]


def test_buttons_offer_what_can_be_done(member: User, every: dict[str, Access]) -> None:
    found = {row[0]: row[5] for row in rows_of(Page(signed_in(member).get(URL)))}
    assert found == {
        "made": "New link Take back",
        "sent": "New link Take back",
        "waiting": "New link Take back",
        "failed": "Send again New link Take back",
        **dict.fromkeys(("started", "answering", "stopped"), "Link to go on"),
        "submitted": "Link to go on",
        "expired": "New link",
        "revoked": "New link",
    }
    viewer = signed_in(make_member(Firm.objects.get(), Role.VIEWER))
    page = Page(viewer.get(URL))
    assert len(rows_of(page)) == len(KINDS)
    assert not page.all("td/form")
    assert rows_of(Page(signed_in(make_member(make_firm("Other"))).get(URL))) == []
    assert rows_of(Page(make_staff().get(URL))) == []


def test_failed_mail_is_sent_again_by_a_button_and_only_that(
    member: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_ENABLED = True
    with monkeypatch.context() as broken:
        broken.setattr(mail.EmailMessage, "send", lambda *_: 1 / 0)
        (access,) = invited("Bob", by=member, email=True)
    Mail.objects.update(state=Mail.State.FAILED)
    browser = signed_in(member)
    page = Page(browser.get(URL))
    assert [row[2].partition(" says what")[0] for row in rows_of(page)] == [
        "invited: failed: something went wrong here; this site's log"
    ]
    page = do(browser, access, "send")
    assert "The invitation to Bob is sent again." in words(page.one("ul[@class='messagelist']"))
    assert [each.to for each in mail.outbox] == [["bob@example.com"]]
    assert [row[2].split()[1] for row in rows_of(page)] == ["sent"]
    response = browser.post(URL, {"invitation": access.pk, "do": "send"})
    assert (response.status_code, len(mail.outbox)) == (409, 1)


@pytest.mark.parametrize("state", ["started", "submitted"])
def test_owner_who_lost_the_browser_is_mailed_a_link_to_go_on(
    member: User, every: dict[str, Access], settings: Settings, state: str
) -> None:
    settings.MAIL_ENABLED = True
    Shop.objects.update(email="bob@example.com")
    page = do(signed_in(member), every[state], "go-on")
    assert "A link to go on is on its way to bob@example.com." in words(page.one("ul[@class='messagelist']"))
    (sent,) = mail.outbox
    link = re.search(r"http://127\.0\.0\.1:8000(/r/[\w-]{43}/)", str(sent.body))
    assert link
    hub = reverse("questions:hub", args=[every[state].assessment_id])
    assert Client().post(link[1]).headers["Location"] == hub
    assert Change.objects.get(what="link-mailed").who == member


def test_without_mail_the_button_leads_to_where_a_link_is_shown(member: User, every: dict[str, Access]) -> None:
    response = signed_in(member).post(URL, {"invitation": every["started"].pk, "do": "go-on"})
    assert response.headers["Location"] == reverse("questions:elsewhere", args=[every["started"].assessment_id])
    assert signed_in(member).post(URL, {"invitation": every["sent"].pk, "do": "go-on"}).status_code == 409


@pytest.mark.parametrize("state", ["made", "sent", "expired", "revoked"])
def test_inviting_again_makes_a_new_link_and_the_old_one_opens_nothing(
    member: User, every: dict[str, Access], state: str
) -> None:
    browser, key, old = signed_in(member), uuid4(), every[state]
    first = do(browser, old, "again", key).one("input[@readonly]").get("value", "")
    second = do(browser, old, "again", key).one("input[@readonly]").get("value", "")  # a double click
    assert first == second
    new = Access.objects.filter(assessment=old.assessment).latest("pk")
    old.refresh_from_db()
    assert (new.pk != old.pk, bool(old.revoked), new.revoked, new.made_by) == (True, True, None, member)
    assert Access.objects.filter(assessment=old.assessment).count() == 2
    assert Change.objects.filter(shop=old.assessment.shop, what="invited-again", who=member).count() == 1
    assert Client().get(first.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert len(rows_of(Page(browser.get(URL)))) == len(KINDS)


def test_inviting_again_by_mail_sends_one(member: User, settings: Settings) -> None:
    (old,) = invited("Bob", by=member, email=True)
    settings.MAIL_ENABLED = True
    browser, key = signed_in(member), uuid4()
    for _ in range(2):
        do(browser, old, "again", key)
    assert [each.to for each in mail.outbox] == [["bob@example.com"]]
    assert Access.objects.filter(assessment=old.assessment, sent__isnull=False, revoked=None).count() == 1


@pytest.mark.parametrize("state", ["started", "submitted"])
@pytest.mark.parametrize("what", ["again", "revoke"])
def test_nothing_is_done_about_an_owner_who_has_begun(
    member: User, every: dict[str, Access], state: str, what: str
) -> None:
    response = signed_in(member).post(URL, {"invitation": every[state].pk, "do": what, "key": str(uuid4())})
    assert response.status_code == 409
    assert f"Nothing was changed for {state}" in words(Page(response).by_id("errors"))
    assert Access.objects.filter(assessment=every[state].assessment, revoked=None).count() == 1


def test_an_invitation_taken_back_opens_nothing(member: User) -> None:
    browser = signed_in(member)
    shops = [Shop(name="Bob's")]
    (made,) = invite(shops, firm=Firm.objects.get(), by=member, key=uuid4(), at=timezone.now())
    for _ in range(2):
        page = do(browser, made.access, "revoke")
        assert "The link for Bob's opens nothing anymore." in words(page.one("ul[@class='messagelist']"))
    assert Client().get(made.link.removeprefix("http://127.0.0.1:8000")).status_code == 410
    assert Client().post(made.link.removeprefix("http://127.0.0.1:8000")).status_code == 410
    assert Change.objects.filter(what="invitation-revoked", who=member).count() == 1


@pytest.mark.parametrize("what", ["again", "revoke"])
def test_who_may_change_an_invitation(member: User, client: Client, what: str) -> None:
    (access,) = invited("Bob", by=member)
    firm, data = Firm.objects.get(), {"invitation": access.pk, "do": what, "key": str(uuid4())}
    assert client.post(URL, data).status_code == 302
    assert signed_in(make_member(firm, Role.VIEWER)).post(URL, data).status_code == 403
    assert signed_in(make_member(make_firm("Other"))).post(URL, data).status_code == 404
    assert list(Access.objects.values_list("revoked", flat=True)) == [None]
    for wrong in ("x", "9" * 40, "-1", "0"):
        assert signed_in(member).post(URL, {**data, "invitation": wrong}).status_code == 404


def test_task_mails_each_invitation_once_and_goes_on_after_one_that_is_refused(
    member: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    accesses = [each.pk for each in invited("Ann", "Bob", "Cy", by=member, email=True)]
    send_invitations.call(accesses)
    assert mail.outbox == []  # no mail server
    settings.MAIL_ENABLED = True
    send = mail.EmailMessage.send

    def picky(message: mail.EmailMessage, fail_silently: bool = False) -> int:
        if message.to == ["bob@example.com"]:
            raise ConnectionResetError
        return send(message, fail_silently)

    monkeypatch.setattr(mail.EmailMessage, "send", picky)
    for _ in range(2):
        send_invitations.call(accesses)
    assert sorted(each.to for each in mail.outbox) == [["ann@example.com"], ["cy@example.com"]]
    assert list(Access.objects.filter(sent=None).values_list("assessment__shop__name", flat=True)) == ["Bob"]
    assert Mail.objects.get(state=Mail.State.QUEUED).reason == "unreachable"
    monkeypatch.undo()
    Mail.objects.filter(state=Mail.State.QUEUED).update(next_try=timezone.now())
    send_invitations.call(accesses)
    assert len(mail.outbox) == 3
    assert not Access.objects.filter(sent=None).exists()


def test_list_takes_the_same_few_queries_for_any_number(member: User) -> None:
    browser = signed_in(member)
    counts = []
    for number in (1, 200):
        invited(*(f"{number}-{each}" for each in range(number)), by=member)
        counts.append(len(queries(lambda: browser.get(URL))))
    assert counts[0] == counts[1] <= 10
