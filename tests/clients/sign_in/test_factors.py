"""Who needs a second factor, is led to it, and is not let in by a session from before."""

from __future__ import annotations

import time
from base64 import b32decode
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clients.models.firms import Firm, Invitation, Membership, Role
from clients.models.shops import Shop
from clients.sign_in import factors
from questions.models.assessment import Assessment
from tests.makers import (
    AT,
    PASSWORD,
    make_assessment,
    make_browser,
    make_firm,
    make_member,
    make_passkey,
    make_shop,
    make_staff,
    make_user,
    show_again,
    signed_in,
)
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
DESK = "/admin/clients/"


def where(answer: Any) -> str:
    return str(answer.headers.get("Location", "")).partition("?")[0]


@pytest.mark.parametrize(
    ("by_firm", "by_setting", "needed"), [(False, False, False), (True, False, True), (False, True, True)]
)
def test_firm_or_setting_asks_for_it(settings: Settings, *, by_firm: bool, by_setting: bool, needed: bool) -> None:
    settings.SECOND_FACTOR = by_setting
    user = make_member(make_firm(second_factor=by_firm))
    assert factors.needed(user) is needed
    assert factors.needed(make_member(make_firm("Another"))) is by_setting
    assert where(signed_in(user).get(DESK)) == ("/account/2fa/" if needed else "")


def test_one_of_several_firms_is_enough() -> None:
    user = make_member(make_firm())
    Membership.objects.create(firm=make_firm("Strict", second_factor=True), user=user, role=Role.VIEWER)
    assert factors.needed(user)


def test_session_from_before_does_not_count_once_a_firm_asks() -> None:
    firm = make_firm()
    user = make_member(firm)
    make_passkey(user)
    before = signed_in(user)
    assert before.get(DESK).status_code == 200
    Firm.objects.update(second_factor=True)
    assert where(before.get(DESK)) == reverse("mfa_reauthenticate_webauthn")
    assert before.post(reverse("admin:profile"), {"first_name": "Mallory"}).status_code == 302
    assert not User.objects.filter(first_name="Mallory").exists()
    show_again(before, user, method="mfa")
    assert before.get(DESK).status_code == 200


def test_who_has_a_phone_is_asked_for_its_code() -> None:
    user = make_member(make_firm(second_factor=True))
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    answer = signed_in(user).get(f"{DESK}?q=bob")
    assert answer.headers["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2Fclients%2F%3Fq%3Dbob"


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "usersessions_list"])
def test_nobody_is_locked_out_of_setting_it_up(name: str) -> None:
    browser = signed_in(make_member(make_firm(second_factor=True)))
    assert browser.get(reverse(name)).status_code == 200
    assert browser.post(reverse("admin:logout")).status_code == 200


def test_elsewhere_who_lacks_it_is_a_visitor_with_no_rights_but_the_browsers_own() -> None:
    firm = make_firm(second_factor=True)
    theirs = make_assessment(shop=make_shop("Client", firm=firm))
    user = make_member(firm)
    browser = make_browser(own := make_assessment())
    browser.force_login(user)
    assert browser.get(reverse("questions:hub", args=[own.pk])).status_code == 200
    assert browser.get(reverse("questions:hub", args=[theirs.pk])).status_code == 404
    show_again(browser, user, method="mfa")
    assert browser.get(reverse("questions:hub", args=[theirs.pk])).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_who_has_just_set_it_up_has_shown_it() -> None:
    browser = signed_in(make_member(make_firm(second_factor=True)))
    secret = words(Page(browser.get(reverse("mfa_activate_totp"))).one("code"))
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert where(browser.post(reverse("mfa_activate_totp"), {"code": code})) == reverse("mfa_view_recovery_codes")
    assert browser.get(DESK).status_code == 200


class TestOnceMore:
    """Deleting, inviting colleagues and changing factors want the password or a key again."""

    @pytest.fixture
    def owner(self) -> User:
        return make_member(make_firm(), Role.OWNER, name="olga")

    @pytest.fixture
    def browser(self, owner: User) -> Client:
        return signed_in(owner, just_now=False)

    def test_deleting_waits_for_the_password_and_then_goes_on(self, owner: User, browser: Client) -> None:
        shop = make_shop("Bob's", firm=Firm.objects.get())
        address = reverse("admin:clients_shop_delete", args=[shop.pk])
        again = browser.post(address, {"post": "yes"})
        assert where(again) == reverse("account_reauthenticate")
        assert Shop.objects.exists()
        assert browser.post(again.headers["Location"], {"password": "wrong", "next": address}).status_code == 422
        assert Shop.objects.exists()
        done = browser.post(again.headers["Location"], {"password": PASSWORD, "next": address})
        assert where(done) == reverse("admin:clients_shop_changelist")
        assert not Shop.objects.exists()

    def test_several_are_not_deleted_before_either(self, browser: Client) -> None:
        shop = make_shop("Bob's", firm=Firm.objects.get())
        sent = {"action": "delete_selected", "_selected_action": shop.pk, "post": "yes"}
        assert where(browser.post(reverse("admin:clients_shop_changelist"), sent)) == reverse("account_reauthenticate")
        assert Shop.objects.exists()

    def test_owner_of_a_firm_who_deletes_for_a_client_is_asked(self, browser: Client) -> None:
        done = make_assessment(shop=make_shop("Bob's", firm=Firm.objects.get()))
        address = reverse("reports:delete", args=[done.pk])
        assert where(browser.post(address, {"sure": "yes"})) == reverse("account_reauthenticate")
        assert Assessment.objects.exists()

    def test_owner_without_an_account_deletes_as_before(self) -> None:
        done = make_assessment()
        answer = make_browser(done).post(reverse("reports:delete", args=[done.pk]), {"sure": "yes"})
        assert answer.status_code == 200
        assert not Assessment.objects.exists()

    def test_inviting_a_colleague_keeps_what_was_typed(self, browser: Client) -> None:
        address = reverse("admin:clients_invitation_add")
        assert where(browser.get(address)) == reverse("account_reauthenticate")
        sent = {"firm": Firm.objects.get().pk, "email": "new@example.com", "role": Role.VIEWER}
        again = browser.post(address, sent)
        assert not Invitation.objects.exists()
        browser.post(again.headers["Location"], {"password": PASSWORD, "next": address})
        assert Invitation.objects.get().email == "new@example.com"

    def test_a_new_link_for_a_colleague_waits_too(self, browser: Client) -> None:
        made, _ = Invitation.objects.issue(firm=Firm.objects.get(), email="new@example.com", role=Role.VIEWER, at=AT)
        address = reverse("admin:colleague-again", args=[made.pk])
        assert where(browser.post(address)) == reverse("account_reauthenticate")
        assert Invitation.objects.get().token_hash == made.token_hash

    @pytest.mark.parametrize(
        "name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_view_recovery_codes"]
    )
    def test_factors_are_not_changed_before(self, browser: Client, owner: User, name: str) -> None:
        make_passkey(owner)
        assert where(browser.get(reverse(name))) == reverse("account_reauthenticate")

    def test_removing_a_passkey_waits(self, browser: Client, owner: User) -> None:
        key = make_passkey(owner)
        for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
            assert where(browser.post(reverse(name, args=[key.pk]))) == reverse("account_reauthenticate")

    def test_setting_somebodys_password_waits(self) -> None:
        root = make_user("root", is_staff=True, is_superuser=True)
        address = reverse("admin:auth_user_password_change", args=[make_user("carl").pk])
        assert where(signed_in(root, just_now=False).get(address)) == reverse("account_reauthenticate")

    def test_passwords_that_were_typed_are_not_kept_meanwhile(self) -> None:
        root = signed_in(make_user("root", is_staff=True, is_superuser=True), just_now=False)
        addresses = (
            reverse("admin:auth_user_password_change", args=[make_user("carl").pk]),
            reverse("admin:auth_user_add"),
        )
        for address in addresses:
            answer = root.post(address, {"username": "eve", "password1": "typed by root", "password2": "typed by root"})
            assert answer.headers["Location"] == address
            assert "typed by root" not in str(dict(root.session))
        assert not User.objects.filter(username="eve").exists()

    def test_adding_a_colleague_by_hand_waits(self) -> None:
        root = signed_in(make_user("root", is_staff=True, is_superuser=True), just_now=False)
        assert where(root.get(reverse("admin:clients_membership_add"))) == reverse("account_reauthenticate")

    def test_firm_stops_asking_for_a_second_factor_once_the_password_is_shown(self, browser: Client) -> None:
        firm = Firm.objects.get()
        address = reverse("admin:clients_firm_change", args=[firm.pk])
        browser.post(address, {"name": firm.name, "footer": "Hello"})
        assert Firm.objects.get().footer == "Hello"
        again = browser.post(address, {"name": firm.name, "second_factor": "on"})
        assert where(again) == reverse("account_reauthenticate")
        assert not Firm.objects.get().second_factor
        browser.post(again.headers["Location"], {"password": PASSWORD, "next": address})
        assert Firm.objects.get().second_factor

    def test_it_is_asked_again_after_a_while(self, owner: User, settings: Settings) -> None:
        browser = signed_in(owner)
        address = reverse("admin:clients_invitation_add")
        assert browser.get(address).status_code == 200
        session = browser.session
        session["account_authentication_methods"][0]["at"] -= timedelta(minutes=10, seconds=1).total_seconds()
        session.save()
        assert where(browser.get(address)) == reverse("account_reauthenticate")

    def test_who_may_not_is_told_so_at_once(self) -> None:
        viewer = signed_in(make_member(make_firm("V"), Role.VIEWER), just_now=False)
        assert viewer.get(reverse("admin:clients_invitation_add")).status_code == 403


def test_superuser_without_a_firm_is_asked_by_the_setting_alone(settings: Settings) -> None:
    assert make_staff().get(DESK).status_code == 200
    settings.SECOND_FACTOR = True
    assert where(make_staff("another").get(DESK)) == reverse("mfa_index")


def test_seeds_of_codes_are_random_and_no_code_is_short() -> None:
    seeds = {generate_totp_secret() for _ in range(2)}
    assert [len(b32decode(each)) for each in seeds] == [20, 20]
    recovery = {RecoveryCodes.generate_seed() for _ in range(2)}
    assert [len(bytes.fromhex(each)) for each in recovery] == [40, 40]
    assert {len(each) for each in RecoveryCodes.activate(make_user("ann")).get_unused_codes()} == {8}
