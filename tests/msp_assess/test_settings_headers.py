"""Headers that every page carries, whoever answers it, and what a browser is told to keep."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from questions.views import starting
from tests.makers import PASSWORD, answers_of, make_assessment, make_browser, make_staff, make_submitted, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rendered")]
Ask = Callable[[], Any]


def owner(name: str, data: Mapping[str, str] | None = None, *, submitted: bool = False, method: str = "get") -> Any:
    """A page of somebody's assessment, as their own browser gets it."""
    assessment = make_submitted() if submitted else make_assessment(answers_of("bob-breakfix"))
    section = ["your-time"] if name == "questions:section" else []
    return getattr(make_browser(assessment), method)(reverse(name, args=[assessment.pk, *section]), data)


def refused_submit() -> Any:
    assessment = make_assessment()
    return make_browser(assessment).post(reverse("questions:submit", args=[assessment.pk]))


def admin(path: str) -> Any:
    return make_staff().get(f"/admin/{path}")


def admin_page() -> Any:
    return make_staff().get(reverse("admin:questions_assessment_change", args=[make_submitted().pk]))


WITH_ANSWERS: dict[str, Ask] = {
    "hub": lambda: owner("questions:hub"),
    "section": lambda: owner("questions:section"),
    "section refused": lambda: owner("questions:section", {"hours-worked": "x"}, method="post"),
    "section saved": lambda: owner("questions:section", method="post"),
    "section frozen": lambda: owner("questions:section", submitted=True, method="post"),
    "check": lambda: owner("questions:check"),
    "submit": lambda: owner("questions:submit", method="post"),
    "submit refused": refused_submit,
    "result": lambda: owner("reports:result", submitted=True),
    "PDF": lambda: owner("reports:pdf", submitted=True),
    "admin list": lambda: admin("questions/assessment/"),
    "admin page": admin_page,
    "admin shops": lambda: admin("clients/shop/"),
}
OTHERS: dict[str, Ask] = {
    "landing": lambda: Client().get("/"),
    "start refused": lambda: Client().post("/start/"),
    "started": lambda: Client().post("/start/", {"key": str(UUID(int=1))}),
    "example": lambda: Client().get("/example/bob-breakfix/"),
    "admin sign-in": lambda: Client().get("/account/login/"),
    "admin refused": lambda: Client().get("/admin/"),
    "not found": lambda: Client().get("/no-such-page/"),
    "no slash": lambda: Client().get("/start"),
    "stranger": lambda: Client().get(reverse("reports:result", args=[UUID(int=1)])),
    "wrong method": lambda: Client().delete("/start/"),
    "forged": lambda: Client(enforce_csrf_checks=True).post("/start/"),
    "too large": lambda: Client().post("/start/", {"name": "x" * 1_000_000}),
    "staff only": lambda: make_staff("other", superuser=False).get("/admin/auth/user/"),
}


@pytest.mark.parametrize("page", WITH_ANSWERS | OTHERS)
def test_page_has_every_header(page: str) -> None:
    response = (WITH_ANSWERS | OTHERS)[page]()
    response.close()
    check_headers(response)


def test_page_of_our_own_error_has_every_header(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(starting, "asked_today", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    check_headers(response)


def test_page_for_another_host_is_refused_with_every_header() -> None:
    response = Client().get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    check_headers(response)


def check_headers(response: Any) -> None:
    policy = dict(each.strip().partition(" ")[::2] for each in response.headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize("page", WITH_ANSWERS)
def test_page_with_answers_is_kept_by_nobody(page: str) -> None:
    response = WITH_ANSWERS[page]()
    response.close()
    assert {"no-store", "private"} <= set(response.headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("page", ["landing", "started"])
def test_page_that_depends_on_the_browser_is_kept_by_nobody(page: str) -> None:
    assert {"no-store", "private"} <= set(OTHERS[page]().headers["Cache-Control"].split(", "))


@pytest.mark.parametrize(
    ("page", "cookies"),
    [
        ("landing", {"csrftoken"}),
        ("example", set()),
        ("not found", set()),
        ("stranger", set()),
        ("wrong method", set()),
        ("too large", set()),
    ],
)
def test_visitor_who_only_looks_gets_no_cookie_but_the_forms(page: str, cookies: set[str]) -> None:
    assert set(OTHERS[page]().cookies) == cookies


def test_session_begins_with_signing_in_only() -> None:
    User.objects.create_superuser("consultant", password="a password for tests")
    browser = Client()
    assert "sessionid" not in browser.get("/account/login/").cookies
    response = browser.post("/account/login/", {"login": "consultant", "password": "a password for tests"})
    assert response.cookies["sessionid"]["httponly"] is True
    assert response.cookies["sessionid"]["samesite"] == "Lax"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example/admin/", "javascript:alert(1)", "\\\\evil"]
)
def test_signing_in_leads_to_the_desk_rather_than_elsewhere(elsewhere: str) -> None:
    make_user("consultant", is_staff=True)
    sent = {"login": "consultant", "password": PASSWORD, "next": elsewhere}
    response = Client().post(reverse("account_login"), sent)
    assert response.headers["Location"] == reverse("admin:index")
