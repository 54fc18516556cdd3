"""Links to a new password: for whom, by whom, and that nobody gains by helping."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Firm, Membership, Role
from clients.models.history import Change, Code
from clients.models.outbox import Kind, Mail
from clients.sign_in.helping import help_to_password, link_for, may_help, new_password, remove_factors
from tests.makers import AT, PASSWORD, make_firm, make_member, make_passkey, make_user

pytestmark = pytest.mark.django_db
NEW = "kettle violin marsh seven"


def choose(link: str, password: str = NEW) -> int:
    browser = Client()
    form = browser.get(urlsplit(link).path)
    if form.status_code != 302:
        return int(form.status_code)
    return int(browser.post(form.headers["Location"], {"password1": password, "password2": password}).status_code)


def test_link_sets_a_password_once_and_signs_nobody_in() -> None:
    user = make_user("ann", is_staff=True)
    link = link_for(user)
    assert choose(link, "short") == 422
    assert choose(link) == 302
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert choose(link) == 410


def test_link_is_over_after_a_day(settings: Settings) -> None:
    link = link_for(make_user("ann", is_staff=True))
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert choose(link) == 410


class TestWhoMayHelp:
    @pytest.fixture
    def firm(self) -> Firm:
        return make_firm()

    @pytest.mark.parametrize(("role", "may"), [(Role.OWNER, True), (Role.CONSULTANT, False), (Role.VIEWER, False)])
    def test_owners_help_their_colleagues(self, firm: Firm, role: Role, may: bool) -> None:
        assert may_help(make_member(firm, role), make_member(firm)) is may

    def test_nobody_helps_themselves_or_strangers(self, firm: Firm) -> None:
        owner = make_member(firm, Role.OWNER)
        assert not may_help(owner, owner)
        assert not may_help(owner, make_member(make_firm("Another")))
        assert not may_help(owner, make_user("of no firm", is_staff=True))
        assert not may_help(AnonymousUser(), make_member(firm))

    def test_who_also_works_for_another_firm_is_helped_by_none_of_them_alone(self, firm: Firm) -> None:
        owner, member = make_member(firm, Role.OWNER), make_member(firm)
        other = make_firm("Another")
        Membership.objects.create(firm=other, user=member, role=Role.VIEWER)
        assert not may_help(owner, member)
        Membership.objects.create(firm=other, user=owner, role=Role.OWNER)
        assert may_help(owner, member)

    def test_superusers_are_helped_by_their_like_alone(self, firm: Firm) -> None:
        root = make_user("root", is_staff=True, is_superuser=True)
        Membership.objects.create(firm=firm, user=root, role=Role.CONSULTANT)
        assert not may_help(make_member(firm, Role.OWNER), root)
        assert may_help(make_user("other root", is_staff=True, is_superuser=True), root)
        assert may_help(root, make_member(make_firm("Another")))


def with_address(user: User, email: str) -> User:
    user.email = email
    user.save()
    return user


@pytest.mark.parametrize(
    ("server", "email", "shown"),
    [(True, "ann@example.com", False), (True, "", True), (False, "ann@example.com", True)],
)
def test_link_is_mailed_or_else_shown(settings: Settings, *, server: bool, email: str, shown: bool) -> None:
    settings.MAIL_ENABLED = server
    firm = make_firm()
    ann = with_address(make_member(firm, name="ann"), email)
    owner = make_member(firm, Role.OWNER)
    link = help_to_password(ann, by=owner, at=AT)
    assert bool(link) is shown
    assert Mail.objects.filter(kind=Kind.PASSWORD, to=ann).exists() is not shown
    line = Change.objects.get()
    assert (line.what, line.who, line.firm, line.detail) == (Code.PASSWORD_LINK, owner, firm, {"name": "ann"})


def test_mail_holds_a_link_that_works_and_no_row_does() -> None:
    ann = with_address(make_member(make_firm(), name="ann"), "ann@example.com")
    message = new_password(Mail(kind=Kind.PASSWORD, about=ann.pk, to=ann), timezone.now() + timedelta(0))
    assert message is not None
    assert message.to == ["ann@example.com"]
    link = next(line for line in str(message.body).splitlines() if line.startswith("http"))
    assert "within 24 hours" in str(message.body)
    assert choose(link) == 302
    assert mail.outbox == []


def test_who_has_left_gets_no_mail() -> None:
    ann = with_address(make_member(make_firm(), name="ann"), "ann@example.com")
    ann.is_active = False
    assert new_password(Mail(kind=Kind.PASSWORD, about=ann.pk, to=ann), AT) is None


def test_factors_are_removed_and_the_password_stays() -> None:
    firm = make_firm()
    ann = make_member(firm, name="ann")
    make_passkey(ann)
    remove_factors(ann, by=make_member(firm, Role.OWNER))
    assert not Authenticator.objects.exists()
    assert Change.objects.get().what == Code.FACTORS_REMOVED
    sent = {"login": "ann", "password": PASSWORD}
    assert Client().post(reverse("account_login"), sent).headers["Location"] == reverse("admin:index")
