"""Whatever people type where a mail takes it from, each mail has our headers alone and goes to one mailbox."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.allowance import Allowance
from clients.models.firms import Role
from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop
from clients.sending import send_due
from plans.models.reminder import Reminder
from questions.models.assessment import Assessment
from tests.makers import answers_of, make_browser, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db

ENDS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x1e", "\x85", "\u2028", "\u2029")
TYPED = "Bob" + "".join(f"{end}Bcc: a@b.ch" for end in ENDS)
BOB = "bob@example.com"
HEADERS = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID"}
HEADERS |= {"Reply-To", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post"}


@pytest.fixture
def boss(settings: Settings) -> User:
    settings.MAIL_ENABLED = True
    user = make_member(make_firm("North", slug="north"), Role.OWNER, name="boss")
    user.email = "boss@example.com"
    user.save()
    return user


def test_every_kind_of_mail(boss: User, rendered: list[Any]) -> None:
    firm, desk = boss.memberships.get().firm, signed_in(boss)
    change, now = reverse("admin:clients_firm_change", args=[firm.pk]), timezone.now()
    assert desk.post(reverse("admin:profile"), {"first_name": TYPED, "last_name": TYPED}).status_code == 302
    assert desk.post(change, {"name": TYPED, "contact": TYPED, "footer": TYPED}).status_code == 302
    desk.post(reverse("admin:clients_invitation_add"), {"firm": firm.pk, "email": "new@example.com", "role": "viewer"})
    Client().post(reverse("account_reset_password"), {"email": boss.email})

    looked = Page(desk.post(reverse("admin:invite"), {"text": f"Bob's;Bob;{BOB};", "firm": firm.pk}))
    rows = looked.form(**{"form-0-name": TYPED, "form-0-owner": TYPED}) | {"do": "send-1"}
    desk.post(reverse("admin:invite-rows"), rows)
    shop = Shop.objects.get(email=BOB)
    reminder = {"shop": shop.pk, "key": str(uuid4()), "do": "send-1", "subject": TYPED, "text": TYPED}
    desk.post(reverse("admin:remind"), reminder)
    Mail.objects.filter(kind=Kind.NUDGE).update(next_try=now)
    send_due()

    owner = Client()
    (invited,) = [found for each in mail.outbox for found in re.findall(r"/i/[\w-]{43}/", str(each.body))][:1]
    assert owner.post(invited, {"key": str(uuid4())}).status_code == 302
    mine = Assessment.objects.get(shop=shop)
    mine.record(answers_of("bob-breakfix"), at=now)
    owner.post(reverse("questions:elsewhere", args=[mine.pk]), {"email": BOB})
    desk.post(reverse("questions:elsewhere", args=[mine.pk]), {"email": BOB})
    owner.post(reverse("questions:submit", args=[mine.pk]))
    mine.refresh_from_db()
    Allowance.objects.all().delete()  # one mailbox gets five an hour
    plan = reverse("plans:mail", args=[mine.pk])
    owner.post(plan, {"do": "link", "email": BOB})
    owner.post(plan, {"do": "remind", "email": BOB, "after": "30"})
    Reminder.objects.queue_due(at=now + timedelta(days=31))
    Mail.objects.filter(kind=Kind.REMINDER).update(next_try=now)
    send_due()
    desk.post(reverse("admin:client-note", args=[shop.pk, mine.pk]), {"text": TYPED, "shared": "on", "version": "0"})
    desk.post(reverse("admin:client-review", args=[shop.pk, mine.pk]), {"state": "shared", "version": "0"})
    parted = desk.post(reverse("admin:client-parting", args=[shop.pk]), {"do": "end", "sure": "on", "erases": "no"})
    assert parted.status_code == 302

    assert [(each.kind, each.state, each.reason) for each in Mail.objects.order_by("kind")] == [
        (kind, Mail.State.SENT, "") for kind in sorted(Kind)
    ]
    for each in mail.outbox:
        heads = message_from_bytes(each.message().as_bytes()).keys()
        assert (len(heads), {*heads} - HEADERS) == (len({*heads}), set())
        assert each.recipients() in ([BOB], [boss.email], ["new@example.com"])


@pytest.mark.parametrize("end", [*ENDS, "\0", ",", ";", ", "])
def test_an_address_is_one(boss: User, end: str) -> None:
    firm, desk = boss.memberships.get().firm, signed_in(boss)
    mine = make_submitted(shop=make_shop("Bob's", firm=firm))
    owner, two = make_browser(mine), f"{BOB}{end}planted@example.com"
    looked = Page(desk.post(reverse("admin:invite"), {"text": f"Zoe's;Zoe;{BOB};", "firm": firm.pk}))
    sent: list[tuple[Client, str, dict[str, Any]]] = [
        (Client(), reverse("questions:ask"), {"email": two}),
        (Client(), reverse("account_reset_password"), {"email": two}),
        (owner, reverse("questions:elsewhere", args=[mine.pk]), {"email": two}),
        (owner, reverse("plans:mail", args=[mine.pk]), {"do": "link", "email": two}),
        (desk, reverse("admin:clients_invitation_add"), {"firm": firm.pk, "email": two, "role": "viewer"}),
        (desk, reverse("admin:invite-rows"), looked.form(**{"form-0-email": two}) | {"do": "send-1"}),
        (desk, reverse("admin:clients_shop_change", args=[mine.shop_id]), {"name": "Bob's", "email": two}),
    ]
    statuses = {address: browser.post(address, fields).status_code for browser, address, fields in sent}
    assert {*statuses.values()} <= {200, 422}, statuses
    assert [(each.kind, each.to) for each in Mail.objects.all()] == [(Kind.SUBMITTED, boss)]
    assert [each.recipients() for each in mail.outbox] == [[boss.email]]
