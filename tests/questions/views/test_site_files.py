"""What browsers and search engines ask for at addresses of their own choice."""

from io import BytesIO

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from tests.pages import Page

NAMES = ["questions:robots", "questions:favicon", "questions:manifest"]


def file_at(address: str) -> bytes:
    with staticfiles_storage.open(address.removeprefix("/static/")) as found:
        return bytes(found.read())


def test_search_engines_are_kept_from_what_is_somebodys_own(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    kept = [line.removeprefix("Disallow: ") for line in response.content.decode().splitlines()[1:]]
    assert kept == ["/a/", "/i/", "/o/", "/p/", "/plan/", "/r/", "/read/", "/join/", "/set-up/", "/admin/", "/account/"]
    opened = [reverse("questions:landing"), reverse("reports:example", args=["bob-breakfix"])]
    assert not [path for path in opened for each in kept if path.startswith(each)]


def test_old_address_of_the_icon_leads_to_it(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert Image.open(BytesIO(file_at(response["Location"]))).format == "ICO"


def test_phone_may_keep_the_site_on_its_home_screen_and_nothing_of_it(client: Client) -> None:
    response = client.get("/app.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    found = response.json()
    assert {found["start_url"], found["scope"], found["id"]} == {"/"}
    for icon in found["icons"]:
        image = Image.open(BytesIO(file_at(icon["src"])))
        assert f"{image.width}x{image.height}" == icon["sizes"]
    assert "serviceworker" not in found


@pytest.mark.parametrize(
    ("path", "title", "about"),
    [
        ("/", "Is what you're doing working?", "Find out where your repair shop stands"),
        (
            "/example/bob-breakfix/",
            "Breakfix Computers, an invented shop: is it working?",
            "of an invented repair shop",
        ),
    ],
)
def test_page_to_share_says_what_its_link_shows(
    client: Client, settings: Settings, path: str, title: str, about: str
) -> None:
    settings.SITE_URL = "https://assess.example.com"
    page = Page(client.get(path))
    told = {each.get("property") or each.get("name"): each.get("content") or "" for each in page.all("meta")}
    assert told["og:title"] == title
    assert about in told["description"] == told["og:description"]
    assert told["og:url"] == f"https://assess.example.com{path}"
    picture = told["og:image"].removeprefix("https://assess.example.com")
    assert Image.open(BytesIO(file_at(picture))).size == (1200, 630)
    assert "robots" not in told


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("method", "status"), [("head", (200, 302)), ("post", (405,)), ("delete", (405,))])
def test_they_are_only_read(client: Client, name: str, method: str, status: tuple[int, ...]) -> None:
    assert getattr(client, method)(reverse(name)).status_code in status
