"""Lists and forms of the admin bear odd addresses and a second click."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core import mail
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clients.models.firms import Invitation, Role
from clients.models.once import Once
from clients.models.shops import Shop
from clients.models.tags import Tag
from questions.models.assessment import Assessment
from tests.makers import AT, make_firm, make_member, make_shop, make_submitted, make_user, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
ODD = (
    "_to_field=", "_to_field=id", "_popup=x", "o=99.99", "o=x.y", "o=1.-2.3.", f"o={'1.' * 5000}", "p=zzz", "p=-1",
    f"p={'9' * 20}", "p=%00", "e=1", "pk__regex=(", "pk__regex=.", "firm__name__regex=[", "id__exact=x", "id=%00",
    f"pk={'9' * 20}", "zzz=1", "zzz__in=1,2", "__gte=1", "firm__=1", "id__foo__bar=1", "%00=1", "q=%00",
    f"q={'x' * 10_000}", "name__startswith=%00", "created__gte=x", "created__year=99999999", "pk__isnull=maybe",
    "submitted__gte=2020-13-45", "_changelist_filters=%00", f"_changelist_filters={'x' * 10_000}", "_facets=x",
    "tag=%00", f"tag={'9' * 30}", "archive=zzz", "example__isempty=x", f"firm={'9' * 20}", "id__in=a,b",
    "is_active__exact=zz", "password__startswith=a", "firm__memberships__user__password__startswith=a", "stage=%00",
)  # fmt: skip
OF_FORMS = ("_to_field=", "_to_field=id", "_popup=x", "_changelist_filters=%00", "p=zzz", "name=%00", "firm=%00", "e=1")
KEYS = ("%00", "a" * 10_000, "9" * 40, "-1", "_5F", "_", "%C3%A9")
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
OFTEN = (Assessment, Shop, User)  # all of them bear it by the same code: the others before a release
EACH = [pytest.param(model, marks=() if model in OFTEN else pytest.mark.long) for model in MODELS]


@pytest.fixture
def root() -> Client:
    """A superuser who works in the firm of every row there is; what breaks is an answer, not an exception."""
    firm = make_firm()
    user = make_member(firm, Role.OWNER, name="root")
    user.is_superuser = True
    user.save()
    make_submitted(shop=make_shop(firm=firm))
    Tag.objects.create(firm=firm, name="north")
    Invitation.objects.create(firm=firm, email="a@example.com", role=Role.VIEWER, token_hash="x", expires=AT)
    browser = signed_in(user)
    browser.raise_request_exception = False
    return browser


def address(model: type[Model], verb: str, *key: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{verb}", args=key)


@pytest.mark.parametrize("model", EACH)
def test_list_answers_whatever_it_is_asked(root: Client, model: type[Model]) -> None:
    here = address(model, "changelist")
    broken = {
        (method, asked[:30]): status
        for place, asked in enumerate(ODD)
        for method in (("get", "post") if place % 4 == 0 else ("get",))  # a list reads its address before what is sent
        if (status := getattr(root, method)(f"{here}?{asked}").status_code) >= 500
    }
    assert broken == {}


@pytest.mark.parametrize("model", EACH)
def test_page_of_a_row_answers_whatever_it_is_asked(root: Client, model: type[Model]) -> None:
    row = model._default_manager.first()
    pages = [address(model, "add")]
    pages += [address(model, verb, row.pk if row else 1) for verb in ("history", "change", "delete")]
    asked = [f"{page}?{each}" for page in pages for each in OF_FORMS]
    of_keys = [address(model, verb, "key") for verb in ("history", "change", "delete")]
    asked += [page.replace("key", key) for page in of_keys for key in KEYS]
    broken = {
        (method, each[:60]): status
        for each in asked
        for method in ("get", "post")
        if (status := getattr(root, method)(each).status_code) >= 500
    }
    assert broken == {}


@pytest.mark.parametrize("model", [each for each in MODELS if each is not Assessment])  # which leads to its client
def test_column_of_a_visitors_choice_is_400(root: Client, model: type[Model]) -> None:
    row = model._default_manager.first()
    here = address(model, "change", row.pk if row else 1)
    columns = ("", "id", "name", "password")
    answers = {column: root.get(f"{here}?_to_field={column}").status_code for column in columns}
    assert answers == dict.fromkeys(columns, 400)


def test_pattern_that_is_none_is_said_and_a_fault_is_not_hidden(root: Client) -> None:
    assert root.get(f"{address(Shop, 'changelist')}?pk__regex=(").status_code in (302, 400)
    assert root.get(address(Shop, "changelist")).status_code == 200


ADDED: Mapping[str, tuple[type[Model], dict[str, Any]]] = {
    "shop": (Shop, {"name": "New"}),
    "tag": (Tag, {"name": "new"}),
    "invitation": (Invitation, {"email": "new@example.com", "role": "viewer"}),
}


@pytest.mark.parametrize("kind", ADDED)
def test_second_click_adds_nothing(kind: str, settings: Settings, django_capture_on_commit_callbacks: Any) -> None:
    settings.MAIL_ENABLED = True
    model, typed = ADDED[kind]
    firm = make_firm()
    browser = signed_in(make_member(firm, Role.OWNER))
    here = address(model, "add")
    sent = {**Page(browser.get(here)).form(), "firm": firm.pk, **typed}
    with django_capture_on_commit_callbacks(execute=True):
        answers = [browser.post(here, sent) for _click in range(2)]
    assert [each.status_code for each in answers] == [302, 302]
    assert model._default_manager.count() == 1
    assert len(mail.outbox) <= 1


def test_page_that_was_refused_may_come_again() -> None:
    firm = make_firm()
    browser = signed_in(make_member(firm))
    here = address(Shop, "add")
    sent = {**Page(browser.get(here)).form(), "firm": firm.pk}
    refused = browser.post(here, {**sent, "people": "many"})
    assert refused.status_code == 422
    assert Page(refused).form()["page-key"] == sent["page-key"]
    assert browser.post(here, {**sent, "name": "New"}).status_code == 302
    assert (Shop.objects.count(), Once.objects.count()) == (1, 1)


def test_another_page_adds_another() -> None:
    firm = make_firm()
    browser = signed_in(make_member(firm))
    for key in (uuid4(), uuid4(), "nonsense", "nonsense"):
        sent = {"name": "New", "firm": firm.pk, "page-key": str(key)}
        assert browser.post(address(Shop, "add"), sent).status_code == 302
    assert Shop.objects.count() == 4


def test_account_is_added_once() -> None:
    browser = signed_in(make_user("root", is_staff=True, is_superuser=True))
    here = reverse("admin:auth_user_add")
    sent = {"username": "new", "usable_password": "false"}
    assert browser.post(here, sent).status_code == 302
    assert browser.post(here, sent).status_code == 422


def test_all_of_a_list_are_those_that_its_page_showed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin.site._registry[Shop], "list_per_page", 2)
    firm = make_firm()
    browser = signed_in(make_member(firm))
    for number in range(3):
        make_shop(f"Shop {number}", firm=firm)
    here = address(Shop, "changelist")
    (shown,) = Page(browser.get(here)).all("input[@name='set']")
    sent = {"action": "archive", "select_across": "1", "_selected_action": "1", "set": shown.get("value", "")}
    sent["sure"] = "yes"
    late = make_shop("Late", firm=firm)
    asked = browser.post(here, sent, follow=True)
    assert "it had 3 entries then and has 4 now" in asked.content.decode()
    assert not Shop.objects.exclude(archived=None).exists()
    late.delete()
    assert browser.post(here, sent).status_code == 302
    assert Shop.objects.exclude(archived=None).count() == 3


@pytest.mark.parametrize("model", EACH)
def test_row_that_can_be_none_is_400_or_nothing(root: Client, model: type[Model]) -> None:
    before = model._default_manager.count()
    broken = {}
    for chosen in ("abc", "\0", "9" * 30, "-1", "", "x" * 10_000, "é"):
        for action in ("delete_selected", "archive", "no-such"):
            for across in ("0", "x"):
                sent = {"action": action, "_selected_action": chosen, "select_across": across, "index": "x"}
                status = root.post(address(model, "changelist"), sent).status_code
                if status >= 500 or model._default_manager.count() != before:
                    broken[chosen[:30], action, across] = status
    assert broken == {}
