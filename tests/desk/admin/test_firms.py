"""Firms in the admin: made by superusers, their look changed by owners, and logos cleaned before they are kept."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from clients.models.firms import Firm, Invitation, Role
from clients.models.shops import Tag
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
