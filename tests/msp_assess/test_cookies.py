"""A cookie that no browser of ours sends breaks nothing."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "assessments", "other"])
def test_a_cookie_with_a_nul_is_a_bad_request(client: Client, name: str) -> None:
    for address in ("/", "/admin/", "/start/"):
        response = client.get(address, headers={"cookie": f'{name}="a\\000b"'})
        assert response.status_code == 400
        assert b"This could not be read" in response.content
