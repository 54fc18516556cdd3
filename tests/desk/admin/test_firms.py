"""Firms in the admin: made by superusers, their look changed by owners, and logos cleaned before they are kept."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from clients.models.firms import Firm, Invitation, Role
from clients.models.tags import Tag
from tests.makers import AT, make_firm, make_member, make_shop, make_staff, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


def url(row: Any, verb: str = "change") -> str:
    return reverse(f"admin:clients_{row._meta.model_name}_{verb}", args=[row.pk])


def add(kind: str) -> str:
    return reverse(f"admin:clients_{kind}_add")


class TestFirms:
    def test_superuser_makes_and_removes_a_firm(self) -> None:
        browser = make_staff()
        assert browser.post(add("firm"), {"name": "New"}).status_code == 302
        firm = Firm.objects.get()
        make_member(firm, Role.OWNER)
        shop = make_shop(firm=firm)
        Invitation.objects.issue(firm=firm, email="new@example.com", role=Role.VIEWER, at=AT)
        Tag.objects.create(firm=firm, name="north")
        assert browser.post(url(firm, "delete"), {"post": "yes"}).status_code == 302
        shop.refresh_from_db()
        assert (shop.firm, Firm.objects.count()) == (None, 0)

    def test_owner_changes_the_firms_look(self) -> None:
        firm = make_firm("Old")
        browser = signed_in(make_member(firm, Role.OWNER))
        assert browser.post(url(firm), {"name": "New", "colour": "red"}).status_code == 422
        assert browser.post(url(firm), {"name": "New", "colour": "#1b6ec2", "footer": "See you"}).status_code == 302
        firm.refresh_from_db()
        assert (firm.name, firm.colour, firm.footer) == ("New", "#1b6ec2", "See you")

    def test_logo_is_cleaned_kept_shown_and_taken_away(self) -> None:
        firm = make_firm()
        browser = signed_in(make_member(firm, Role.OWNER))
        picture = BytesIO()
        Image.new("RGB", (40, 20), "red").save(picture, format="JPEG")
        browser.post(url(firm), {"name": "New", "new_logo": SimpleUploadedFile("a.jpg", picture.getvalue())})
        firm.refresh_from_db()
        assert (firm.logo_kind, bytes(firm.logo)[:4], len(firm.logo_sha256)) == ("png", b"\x89PNG", 64)
        (shown,) = Page(browser.get(url(firm))).all("img[@class='logo']")
        assert shown.get("src", "").startswith("data:image/png;base64,")
        browser.post(url(firm), {"name": "New"})
        firm.refresh_from_db()
        assert firm.logo
        browser.post(url(firm), {"name": "New", "without_logo": "on"})
        firm.refresh_from_db()
        assert (bytes(firm.logo), firm.logo_kind, firm.logo_sha256) == (b"", "", "")

    @pytest.mark.parametrize("data", [b"no picture", b"<svg onload=''", b"\x89PNG\r\n\x1a\n", b"x" * 600_000])
    def test_bad_logo_is_refused_and_nothing_is_lost(self, data: bytes) -> None:
        firm = make_firm("Old", footer="See you")
        browser = signed_in(make_member(firm, Role.OWNER))
        response = browser.post(url(firm), {"name": "Typed", "new_logo": SimpleUploadedFile("a.png", data)})
        page = Page(response)
        assert page.all("ul[@class='errorlist']")
        assert page.form()["name"] == ["Typed"]
        firm.refresh_from_db()
        assert (firm.name, bytes(firm.logo)) == ("Old", b"")


def picture(paper: str = "white", mode: str = "RGB") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new(mode, (40, 20), paper).save(out, format="PNG")
    return SimpleUploadedFile("a.png", out.getvalue())


def drawing(inside: str) -> SimpleUploadedFile:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'
    return SimpleUploadedFile("a.svg", text.encode())


class TestLogosThatCannotBeSeen:
    """A question with a choice, and the file is kept until it is answered."""

    @pytest.mark.parametrize(
        "given", [picture(), picture("#00000000", "RGBA"), drawing(""), drawing('<path d="M0 0h9v9z" fill="#fff"/>')]
    )
    def test_is_asked_about_and_used_if_that_is_meant(self, given: SimpleUploadedFile) -> None:
        given.seek(0)
        firm = make_firm("Old")
        browser = signed_in(make_member(firm, Role.OWNER))
        asked = browser.post(url(firm), {"name": "New", "new_logo": given})
        page = Page(asked)
        assert asked.status_code == 422
        assert "Nothing of this logo can be seen on white paper" in page.words
        assert page.all("img[@class='logo pale']")
        assert [each.get("value") for each in page.all("input[@name='invisible']")] == ["use", "leave"]
        firm.refresh_from_db()
        assert (firm.name, bytes(firm.logo)) == ("Old", b"")
        assert browser.post(url(firm), page.form()).status_code == 422
        assert browser.post(url(firm), page.form(invisible="use")).status_code == 302
        firm.refresh_from_db()
        assert (firm.name, firm.logo_kind) == ("New", "svg" if given.name == "a.svg" else "png")
        assert Page(browser.get(url(firm))).all("img[@class='logo pale']")

    def test_is_left_out_if_that_is_meant(self) -> None:
        firm = make_firm()
        browser = signed_in(make_member(firm, Role.OWNER))
        browser.post(url(firm), {"name": "New", "new_logo": picture("red")})
        firm.refresh_from_db()
        before = firm.logo_sha256
        page = Page(browser.post(url(firm), {"name": "New", "new_logo": picture()}))
        assert browser.post(url(firm), page.form(invisible="leave")).status_code == 302
        firm.refresh_from_db()
        assert firm.logo_sha256 == before != ""

    def test_another_file_is_another_question(self) -> None:
        firm = make_firm()
        browser = signed_in(make_member(firm, Role.OWNER))
        page = Page(browser.post(url(firm), {"name": "New", "new_logo": picture()}))
        answer = {**page.form(), "invisible": "use", "new_logo": drawing("")}
        assert browser.post(url(firm), answer).status_code == 422
        answer["new_logo"] = picture("red")
        assert browser.post(url(firm), answer).status_code == 302
        firm.refresh_from_db()
        assert firm.logo_kind == "png"

    def test_page_without_a_file_asks_nothing(self) -> None:
        firm = make_firm()
        page = Page(signed_in(make_member(firm, Role.OWNER)).get(url(firm)))
        (hidden,) = page.all("input[@name='invisible']")
        assert (hidden.get("type"), page.all("img")) == ("hidden", [])


class TestLogosOfAPageThatComesBack:
    def test_logo_is_kept_with_what_was_typed(self) -> None:
        firm = make_firm()
        browser = signed_in(make_member(firm, Role.OWNER))
        page = Page(browser.post(url(firm), {"name": "New", "colour": "red", "new_logo": picture("red")}))
        assert "The one you chose is kept" in page.words
        assert page.all("img[@class='logo']")
        assert browser.post(url(firm), page.form(colour="#1b6ec2")).status_code == 302
        firm.refresh_from_db()
        assert (firm.colour, firm.logo_kind) == ("#1b6ec2", "png")

    @pytest.mark.parametrize("kept", ["nonsense", "%%%", "PHN2Zz4=", "Qk0=" * 10, "é"])
    def test_what_was_never_cleaned_is_refused(self, kept: str) -> None:
        firm = make_firm()
        browser = signed_in(make_member(firm, Role.OWNER))
        assert browser.post(url(firm), {"name": "New", "kept_logo": kept}).status_code in (302, 422)
        firm.refresh_from_db()
        assert bytes(firm.logo) == b""

    def test_two_logos_at_once_are_a_conflict(self) -> None:
        firm = make_firm()
        browser = signed_in(make_member(firm, Role.OWNER))
        sent = Page(browser.get(url(firm))).form()
        assert browser.post(url(firm), {**sent, "new_logo": picture("red")}).status_code == 302
        firm.refresh_from_db()
        stored = firm.logo_sha256
        conflict = browser.post(url(firm), {**sent, "new_logo": picture("blue")})
        firm.refresh_from_db()
        assert (conflict.status_code, firm.logo_sha256) == (409, stored)
        assert "It was replaced meanwhile" in Page(conflict).words
        assert browser.post(url(firm), Page(conflict).form()).status_code == 302
        firm.refresh_from_db()
        assert firm.logo_sha256 != stored
