"""What cannot be read: too much is 413, damaged is 400, each on a page of ours that says what to do."""

import errno
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clients.models.shops import Shop
from questions.models.access import AccessQuerySet
from questions.models.assessment import AssessmentQuerySet
from tests.makers import make_user
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
START = reverse("questions:start")


def shown(response: Any) -> tuple[int, str]:
    assert reverse("questions:landing") in Page(response).links
    return response.status_code, words(Page(response).one("h1"))


@pytest.mark.parametrize("csrf", [False, True])
@pytest.mark.parametrize("kind", [FORM, "multipart/form-data"])
def test_too_much_is_413(kind: str, csrf: bool) -> None:
    """The check of the page's token may be the first to read what was sent."""
    browser = Client(enforce_csrf_checks=csrf)
    browser.cookies["csrftoken"] = "x" * 32
    if kind == FORM:
        response = browser.post(START, f"name={'x' * 1_000_000}", content_type=FORM)
    else:
        response = browser.post(START, {"name": "x" * 1_000_000})
    assert shown(response) == (413, "That was too much at once")
    assert not Shop.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"without-you=a-day", "multipart/form-data"),
        ("&".join(f"f{number}=1" for number in range(3001)).encode(), FORM),
    ],
    ids=["damaged", "too many fields"],
)
def test_damaged_is_400(client: Client, body: bytes, kind: str) -> None:
    assert shown(client.post(START, body, content_type=kind)) == (400, "This could not be read")
    assert not Shop.objects.exists()


def test_another_name_than_the_sites_is_told_the_right_one(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://assess.example.com"
    response = client.get("/", headers={"Host": "quokka.example.com"})
    page = Page(response)
    assert (response.status_code, words(page.one("h1"))) == (400, "This site has another address")
    assert "https://assess.example.com/" in page.links
    assert ("set SITE_URL" in words(page.one("main")), "quokka" in response.content.decode()) == (True, False)


def test_half_a_megabyte_less_is_read(client: Client) -> None:
    """Too long for a name, and said so beside it."""
    response = client.post(START, {"name": "x" * 500_000, "key": "x"})
    assert response.status_code == 422


FROM_HERE = {"origin": "http://testserver"}


def strict() -> Client:
    """A browser that opened a page, and in which somebody has signed in since."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["csrftoken"] = "y" * 32
    return browser


def test_what_came_with_an_old_key_is_shown_to_be_sent_once_more() -> None:
    browser = strict()
    sent = {"name": "Bob's <b>", "tags": ["a", "b"], "csrfmiddlewaretoken": "x" * 64}
    response = browser.post(f"{START}?from=x", sent, headers=FROM_HERE)
    page = Page(response)
    assert (response.status_code, words(page.one("h1"))) == (403, "Please send it once more")
    form = page.form()
    assert page.one("main//form").get("action") is None
    key = form.pop("csrfmiddlewaretoken")
    assert form == {"name": ["Bob's <b>"], "tags": ["a", "b"]}
    again = {**form, "key": str(uuid4()), "csrfmiddlewaretoken": key}
    assert browser.post(START, again, headers=FROM_HERE).status_code == 302
    assert Shop.objects.get().name == "Bob's <b>"


@pytest.mark.parametrize(
    ("sent", "origin"),
    [
        ({"name": "Bob's"}, {}),
        ({"name": "Bob's"}, {"origin": "https://elsewhere.example"}),
        ({"name": "Bob's"}, {"origin": "null"}),
        ({"name": "bob", "password": "secret"}, FROM_HERE),
        ({"new_password1": "secret"}, FROM_HERE),
        ({"name": "Bob's", "file": SimpleUploadedFile("a.csv", b"x")}, FROM_HERE),
    ],
    ids=["nobody knows from where", "from elsewhere", "hidden", "a password", "a new password", "a file"],
)
def test_nothing_is_shown_again_that_another_site_sent_or_that_is_a_secret(
    sent: dict[str, Any], origin: dict[str, str]
) -> None:
    response = strict().post(START, sent, headers=origin)
    assert shown(response) == (403, "Please send it once more")
    assert not Page(response).all("main//form")
    assert b"secret" not in response.content


def test_key_is_todays_and_brings_its_cookie() -> None:
    browser = Client(enforce_csrf_checks=True)
    response = browser.get(reverse("questions:key"))
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    key = {"csrfmiddlewaretoken": response.content.decode(), "key": str(uuid4())}
    assert browser.post(START, key).status_code == 302
    assert browser.post(reverse("questions:key")).status_code == 403


BROKEN = ("multipart/form-data; boundary=", "multipart/form-data", f"multipart/form-data; boundary={'x' * 3000}")


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "address", ["/nothing", "/nothing/", "/a/x/", "/admin/nothing", "/admin/nothing/", "/static/x"]
)
def test_what_is_not_there_is_not_there_whatever_is_sent_to_it(address: str, method: str, kind: str) -> None:
    """Nothing of the body is read: what cannot be read would end in an error of its own."""
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.cookies["csrftoken"] = "x" * 32
    answer = browser.generic(method, address, b"x", content_type=kind)
    assert (answer.status_code, shown(answer)[1]) == (404, "There is nothing here for this browser")


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("address", [START, reverse("admin:login"), reverse("questions:ask")])
def test_body_that_cannot_be_read_is_400_where_there_is_something(address: str, kind: str) -> None:
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.cookies["csrftoken"] = "x" * 32
    assert browser.generic("POST", address, b"x", content_type=kind).status_code == 400


@pytest.mark.parametrize("kind", BROKEN)
def test_body_that_cannot_be_read_is_403_to_who_may_not(kind: str) -> None:
    browser = Client(raise_request_exception=False)
    browser.cookies["csrftoken"] = "x" * 32
    browser.force_login(make_user())
    answer = browser.generic("POST", reverse("admin:clients"), b"x", content_type=kind)
    assert answer.status_code in (302, 403)


KEY = str(UUID(int=7))
AWAY = [OperationalError("database is locked"), InterfaceError("closed"), OSError(errno.ENOSPC, "No space left")]


class TestAway:
    """The database is away, or the disk takes nothing: 503, and nothing that was typed is lost."""

    @pytest.fixture
    def browser(self) -> Client:
        return Client(raise_request_exception=False)

    def fail(self, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
        def away(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(AssessmentQuerySet, "start", away)

    @pytest.mark.parametrize("error", AWAY)
    def test_what_was_sent_is_kept_on_the_page(
        self, browser: Client, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        self.fail(monkeypatch, error)
        response = browser.post(START, {"name": "Ann's Müsli", "key": KEY}, headers={"Origin": "http://testserver"})
        page = Page(response)
        assert (response.status_code, response["Retry-After"]) == (503, "30")
        assert "has not been saved" in page.words
        assert page.one("input[@name='name']").get("value") == "Ann's Müsli"
        monkeypatch.undo()
        assert browser.post(START, {"name": "Ann's Müsli", "key": KEY}).status_code == 302

    def test_what_another_site_sent_is_not_repeated(self, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fail(monkeypatch, AWAY[0])
        response = browser.post(START, {"name": "Ann", "key": KEY}, headers={"Origin": "http://elsewhere.example.com"})
        assert response.status_code == 503
        assert "Ann" not in response.content.decode()

    @pytest.mark.parametrize("error", [ValueError("a mistake"), OSError(errno.ENOENT, "not there")])
    def test_a_mistake_of_ours_stays_500(
        self, browser: Client, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        self.fail(monkeypatch, error)
        response = browser.post(START, {"name": "Ann", "key": KEY})
        assert response.status_code == 500
        assert "A fault on our side" in response.content.decode()

    def test_reading_says_that_nothing_is_lost(self, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def away(*_: object, **__: object) -> None:
            raise OperationalError("server closed the connection")

        monkeypatch.setattr(AccessQuerySet, "guest", away)
        browser.cookies["assessments"] = "x" * 43
        response = browser.get(reverse("questions:landing"))
        assert response.status_code == 503
        assert "Everything you saved is still there" in words(Page(response).root)
