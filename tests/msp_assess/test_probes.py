"""Health checks from this machine are answered whatever they call the site, and without TLS."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db
PATHS = ["/health/live", "/health/ready"]


@pytest.fixture(autouse=True)
def _https(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["assess.example.com"]
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.53", "::1"])
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "web", "-", "assess.example.com"])
def test_from_this_machine_any_host_will_do(path: str, address: str, host: str) -> None:
    response = Client(REMOTE_ADDR=address).get(path, headers={"Host": host})
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "", "/run/socket"])
def test_from_elsewhere_they_are_pages_as_any_other(path: str, address: str) -> None:
    browser = Client(REMOTE_ADDR=address)
    proxied = {"Host": "assess.example.com", "X-Forwarded-Proto": "https"}
    assert browser.get(path, headers=proxied).status_code == 200
    assert browser.get(path, headers=proxied | {"X-Forwarded-Proto": "http"}).status_code == 403
    assert browser.get(path, headers=proxied | {"Host": "web"}).status_code == 400


@pytest.mark.parametrize("path", ["/metrics", "/plan/token.ics"])
def test_what_programs_ask_is_refused_without_tls_and_what_people_ask_is_redirected(path: str) -> None:
    plain = {"Host": "assess.example.com", "X-Forwarded-Proto": "http"}
    answer = Client(REMOTE_ADDR="127.0.0.1").get(path, headers=plain)
    assert (answer.status_code, answer.content, "Location" in answer.headers) == (403, b"Only by https.\n", False)
    assert Client().get("/privacy/", headers=plain).status_code == 301
    assert Client().get("/plan/stop/token/", headers=plain).status_code == 301
    assert Client().get(path, headers=plain | {"X-Forwarded-Proto": "https"}).status_code in (404, 410)


def test_every_other_page_wants_the_right_host() -> None:
    assert Client(REMOTE_ADDR="127.0.0.1").get("/", headers={"Host": "web"}).status_code == 400
