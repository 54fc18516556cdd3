"""No page has another method than these three."""

import pytest
from django.test import Client

from tests.makers import make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/admin/", "/admin/clients/", "/admin/clients/shop/"])
def test_any_other_method_is_refused_wherever_it_goes(method: str, path: str) -> None:
    for browser in (Client(), make_staff(f"staff {method} {path}")):
        answer = browser.generic(method, path, "Cookie: secret")
        assert (answer.status_code, answer.headers["Allow"], answer.content) == (405, "GET, HEAD, POST", b"")


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PROPFIND"])
@pytest.mark.parametrize("path", ["/nothing-there/", "/admin/nothing-there/"])
def test_nothing_is_there_for_any_method(method: str, path: str) -> None:
    answer = Client().generic(method, path, "Cookie: secret")
    assert answer.status_code == 404
    assert b"secret" not in answer.content


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_these_go_on(method: str) -> None:
    assert Client().generic(method, "/").status_code == 200
