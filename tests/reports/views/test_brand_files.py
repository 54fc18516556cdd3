"""A firm's look: its colour made readable, its logo, on every page of its clients and on nobody else's."""

import re
from itertools import product

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Firm, Invitation, Role
from questions.models.access import Access
from questions.models.assessment import Assessment
from reports.core.brand import Brand
from reports.core.report import Report
from reports.core.shades import contrast
from reports.models.composing import brand_of, report_of
from reports.models.stored_report import StoredReport
from tests.makers import AT, make_assessment, make_browser, make_firm, make_shop, make_submitted
from tests.pages import Page

PNG, SVG = b"\x89PNG a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"


def styles(client: Client, colour: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colors of a light and of a dark page."""
    response = client.get(reverse("reports:brand-style", args=[colour]))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=31536000", "immutable"}
    light, dark = response.content.decode().split("@media screen and (prefers-color-scheme: dark)")
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", light)), dict(re.findall(r"(--[\w-]+): ([^;]+);", dark))


def test_every_colour_becomes_one_that_can_be_read(client: Client) -> None:
    tokens = (settings.BASE_DIR / "static/site/tokens.css").read_text()
    paper, card, ink, quiet = (re.findall(rf"--{name}: (#\w+);", tokens) for name in ("paper", "card", "ink", "quiet"))
    card[0] = "#ffffff"  # written as #fff
    for channels in product(("00", "55", "aa", "ff"), repeat=3):
        exact = "".join(channels)
        for at, found in enumerate(styles(client, exact)):
            assert found["--fill"] == f"#{exact}"
            assert contrast(found["--on-fill"], found["--fill"]) >= 4.5
            assert contrast(found["--on-fill"], found["--fill-dark"]) >= 4.5
            assert contrast(found["--fill-edge"], paper[at]) >= 3
            for text in ("--accent", "--accent-dark"):
                assert min(contrast(found[text], paper[at]), contrast(found[text], card[at])) >= 4.5
            assert min(contrast(each, found["--accent-tint"]) for each in (ink[at], quiet[at])) >= 4.5


def test_a_dark_colour_stays_as_it_is_and_a_pale_one_is_no_text(client: Client) -> None:
    assert styles(client, "0f5f6b")[0]["--accent"] == "#0f5f6b"
    yellow = styles(client, "f5b700")[0]
    assert (yellow["--accent"], yellow["--on-fill"], yellow["--fill-edge"]) == ("#1b232b", "#1b232b", "#857f75")


@pytest.mark.parametrize("colour", ["red", "12345", "1234567", "zzzzzz", "123456;", "१२३४५६", "ABCDEF"])
def test_there_is_no_style_for_what_is_no_colour(client: Client, colour: str) -> None:
    assert client.get(f"/brand/{colour}.css").status_code == 404


@pytest.mark.django_db
class TestLogo:
    @pytest.mark.parametrize(("kind", "data", "content"), [("png", PNG, "image/png"), ("svg", SVG, "image/svg+xml")])
    def test_logo_is_sent_as_what_it_is_and_runs_nothing(
        self, client: Client, kind: str, data: bytes, content: str
    ) -> None:
        for name in ("one", "another with the same"):
            make_firm(name, logo=data, logo_kind=kind, logo_sha256="a" * 64)
        response = client.get(reverse("reports:brand-logo", args=["a" * 64, kind]))
        assert (response.content, response["Content-Type"]) == (data, content)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "sandbox" in response["Content-Security-Policy"]
        assert "script-src" not in response["Content-Security-Policy"]

    def test_there_is_no_other_logo(self, client: Client) -> None:
        make_firm()
        for address in ("/brand/" + "b" * 64 + ".png", "/brand/.png", "/brand/x.svg"):
            assert client.get(address).status_code == 404


@pytest.fixture
def firm() -> Firm:
    return make_firm(
        "Northern Advice",
        colour="#1B6EC2",
        contact="Ann, 555 0100",
        footer="Northern Advice Ltd",
        logo=PNG,
        logo_kind="png",
        logo_sha256="c" * 64,
    )


def looks(page: Page) -> tuple[list[str | None], list[str | None]]:
    styles = [link.get("href") for link in page.all("link") if "/brand/" in (link.get("href") or "")]
    return styles, [image.get("alt") for image in page.all("img") if "/brand/" in (image.get("src") or "")]


@pytest.mark.django_db
def test_pages_of_a_client_wear_the_firms_look_and_others_do_not(firm: Firm) -> None:
    shop = make_shop(firm=firm)
    open_one, handed_in = make_assessment(shop=shop), make_submitted(shop=shop)
    browser = make_browser(open_one)
    token = Access.objects.issue(handed_in, Access.Kind.READ, at=AT, within=AT.max.replace(tzinfo=AT.tzinfo) - AT)
    for address in (
        reverse("questions:hub", args=[open_one.pk]),
        reverse("questions:section", args=[open_one.pk, "your-time"]),
        reverse("reports:result", args=[handed_in.pk]),
        reverse("reports:read", args=[token]),
    ):
        page = Page(browser.get(address))
        assert looks(page) == (["/brand/1b6ec2.css"], ["Northern Advice"]), address
        assert "Northern Advice Ltd" in "".join(page.one("footer").itertext())
    _invitation, token = Invitation.objects.issue(
        firm=firm, email="new@example.com", role=Role.VIEWER, at=timezone.now()
    )
    assert looks(Page(Client().get(reverse("clients:join", args=[token])))) == (
        ["/brand/1b6ec2.css"],
        ["Northern Advice"],
    )
    alone = make_assessment()
    assert looks(Page(make_browser(alone).get(reverse("questions:hub", args=[alone.pk])))) == ([], [])
    assert looks(Page(browser.get("/"))) == ([], [])


@pytest.mark.django_db
def test_report_has_the_firms_look_and_changes_with_it(firm: Firm, rendered: list[Report]) -> None:
    handed_in = make_submitted(shop=make_shop(firm=firm))
    StoredReport.objects.obtain(handed_in)
    assert (
        rendered[0].brand
        == brand_of(firm)
        == Brand(
            firm="Northern Advice",
            colour="#1b6ec2",
            contact="Ann, 555 0100",
            footer="Northern Advice Ltd",
            logo="c" * 64,
            logo_kind="png",
        )
    )
    Firm.objects.update(colour="#000000")
    again = Assessment.objects.get(pk=handed_in.pk)
    StoredReport.objects.obtain(again)
    assert len(rendered) == 2
    assert report_of(again).brand.colour == "#000000"
    assert StoredReport.objects.filter(assessment=again).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["%00", "a%00", "A" * 64, "..%2fsecret_key", "1" * 65])
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_address_of_no_logo_does_not_exist(client: Client, name: str, kind: str) -> None:
    assert client.get(f"/brand/{name}.{kind}").status_code == 404
