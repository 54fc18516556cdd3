"""A file is taken from who may bring one, read, and refused with a sentence; what is refused is gone."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Role
from evidence import receiving, storing
from evidence.core.measures import measuring
from evidence.core.reading import records, understanding
from evidence.models.upload import Upload
from evidence.views import choosing
from questions.browser import COOKIE
from questions.limits import FILE
from questions.models.access import Access
from tests.evidence.exports import export
from tests.evidence.owners import as_file, make_answered, make_owner, page, send, stored
from tests.makers import make_assessment, make_browser, make_firm, make_member, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db

HEADINGS = "Ticket ID,Created time,Resolved time,Agent\n"
TICKET = "1,2026-11-20 10:00,2026-11-20 11:00,Ann\n"
ROW = "{},2026-11-20 10:00,,Ann\n"
EXPORT_CSV = "Export CSV from your ticket system."
THREE_MONTHS = "Export the last three months only."
MIXED = "Some dates have the day first, some the month. Export again without opening it in a spreadsheet."
# Every row of what can be wrong with a file, and what its owner reads.
BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "This file is empty. Export your tickets again as CSV."),
    "headings only": (
        HEADINGS.encode(),
        "It has headings but no tickets. Export all tickets of the last three months.",
    ),
    "one column": (b"Created time\n2026-11-20\n", "We found one column only. Choose CSV when you export."),
    "workbook": (b"PK\x03\x04 and so on", f"This is an Excel workbook. {EXPORT_CSV}"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", f"This is an old Excel file. {EXPORT_CSV}"),
    "xml": (
        b'<?xml version="1.0"?><Workbook></Workbook>',
        f"This is an XML sheet (Freshdesk's .xls is one). {EXPORT_CSV}",
    ),
    "page": (b"<!DOCTYPE html><html><body></body></html>", f"This is a saved web page. {EXPORT_CSV}"),
    "pdf": (b"%PDF-1.7 and so on", f"This is a PDF. {EXPORT_CSV}"),
    "json": (b'[{"id": 1}]', f"This is JSON. {EXPORT_CSV}"),
    "zero bytes": (
        f"{HEADINGS}1,2026\0,,\n".encode(),
        "We can't read this text. Export CSV from your ticket system, in UTF-8 if it asks.",
    ),
    "open quote": (
        f'{HEADINGS}{TICKET}2,"2026-11-20 10:00,,Ann\n{TICKET}'.encode(),
        "A quote opened on line 3 never closes. Export again, straight from your ticket system.",
    ),
    "long cell": (
        f'{HEADINGS}1,2026-11-20 10:00,,"{"x" * (records.LONGEST_CELL + 1)}"\n'.encode(),
        "A cell on line 2 is too long. Export without the ticket's text.",
    ),
    "too many columns": (
        (",".join(["Ticket ID", "Created time", *"x" * 1200]) + "\n" + "1,2026-11-20 10:00," + "," * 1198).encode(),
        THREE_MONTHS,
    ),
    "no dates": (
        b"Name,Colour\nA,red\nB,blue\n",
        "Which column says when a ticket came in? We found none with dates.",
    ),
    "unreadable dates": (
        "\n".join([HEADINGS.strip(), *(f"{n},Text {n},," for n in range(1, 32)), TICKET]).encode(),
        "We couldn't read 31 dates, like “Text 1” on line 2.",
    ),
    "mixed order": (
        "\n".join([HEADINGS.strip(), *["1,28/05/2026 10:00,,"] * 9, *["2,05/28/2026 10:00,,"] * 9]).encode(),
        MIXED,
    ),
}


def said(response: Any) -> str:
    (alert,) = Page(response).all("div[@role='alert']")
    return " ".join("".join(alert.itertext()).split())


def test_the_page_says_what_is_read_and_that_the_file_goes() -> None:
    browser, assessment = make_owner()
    words = Page(browser.get(page(assessment))).words
    for sentence in (
        "Export all tickets of the last three months as CSV, straight from your ticket system.",
        "Don't open it in a spreadsheet first: that rewrites the dates.",
        "We read the columns for dates, client, type, source, priority, status",
        "The file is deleted when you keep or discard the result, and after 60 minutes at the latest.",
        "No client's name, no subject and nobody's name is kept.",
    ):
        assert sentence in words


def test_a_good_file_is_stored_for_nobody_else_and_read() -> None:
    browser, assessment = make_owner()
    response = send(browser, assessment)
    upload = Upload.objects.get()
    assert response["Location"] == page(assessment, "understood", upload)
    assert (upload.state, upload.by, upload.size) == ("ready", None, export("freshdesk").stat().st_size)
    assert stored() == [f"{upload.pk.hex}.pages", f"{upload.pk.hex}.tickets"]
    folder = Path(storages["tickets"].path("tickets"))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_with_a_sentence_and_gone(what: str, caplog: pytest.LogCaptureFixture) -> None:
    content, message = BAD[what]
    browser, assessment = make_owner()
    response = send(browser, assessment, content)
    assert (response.status_code, said(response)) == (422, message)
    assert stored() == []
    upload = Upload.objects.get()
    assert (upload.state, upload.found, upload.replies) == ("over", None, {})
    assert not [record for record in caplog.records if record.name.startswith("evidence")]


def test_more_rows_than_a_shop_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(understanding, "MOST_ROWS", 20)
    browser, assessment = make_owner()
    response = send(browser, assessment, HEADINGS + TICKET * 21)
    assert (response.status_code, said(response), stored()) == (422, THREE_MONTHS, [])


def test_a_file_over_the_limit_is_not_even_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST_BYTES", 1000)
    browser, assessment = make_owner()
    response = send(browser, assessment, HEADINGS + TICKET * 100)
    assert (response.status_code, said(response)) == (422, THREE_MONTHS)
    assert (Upload.objects.count(), stored()) == (0, [])


def test_a_request_far_over_the_limit_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "LARGEST", 30)
    browser, assessment = make_owner()
    response = send(browser, assessment)
    assert (response.status_code, said(response), stored()) == (413, THREE_MONTHS, [])


def test_something_that_nobody_thought_of_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("a MARKER of a cell")

    monkeypatch.setattr(measuring, "find_window", fail)
    browser, assessment = make_owner()
    response = send(browser, assessment)
    assert (response.status_code, said(response)) == (422, "Something in this file stopped us. Nothing was kept.")
    assert stored() == []
    assert "stopped its reading: ValueError" in caplog.text
    assert "MARKER" not in caplog.text


def test_no_file_is_asked_for() -> None:
    browser, assessment = make_owner()
    for sent in ({}, {"entries": as_file(export("syncro-labor"))}, {"other": as_file(TICKET)}):
        response = browser.post(page(assessment), sent)
        assert (response.status_code, said(response)) == (422, "Choose the file with your tickets first.")
    assert (Upload.objects.count(), stored()) == (0, [])


def test_a_second_file_of_time_entries_and_one_that_is_none() -> None:
    browser, assessment = make_owner()
    assert send(browser, assessment, export("syncro-tickets"), export("syncro-labor")).status_code == 302
    upload = Upload.objects.get()
    assert upload.kept is not None
    assert (upload.has_entries, upload.kept.counts["entries"]) == (True, 225)
    response = send(browser, assessment, export("syncro-tickets"), "Name,Colour\nA,red\n")
    assert said(response) == "We found no ticket number or no duration in the file of time entries."
    assert stored() == []  # the first upload's files too: a new one takes its place


def test_another_choice_takes_the_place_of_the_first() -> None:
    browser, assessment = make_owner()
    send(browser, assessment)
    send(browser, assessment, export("jira"))
    first, second = Upload.objects.order_by("created", "state")
    assert {first.state, second.state} == {"over", "ready"}
    assert len(stored()) == 2


def test_a_disk_that_is_full_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    save = storing.save

    def fail(key: Any, what: str, content: Any) -> None:
        if what == storing.ENTRIES:
            raise OSError("no space left")
        save(key, what, content)

    monkeypatch.setattr(storing, "save", fail)
    browser, assessment = make_owner()
    with pytest.raises(OSError, match="no space left"):
        send(browser, assessment, export("syncro-tickets"), export("syncro-labor"))
    assert stored() == []


def test_more_files_than_an_hour_allows_are_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    browser, assessment = make_owner()
    monkeypatch.setattr(choosing, "FILE", replace(FILE, address=2))
    for _ in range(2):
        assert send(browser, assessment).status_code == 302
    response = send(browser, assessment)
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "Many files came from your network or account within the hour." in Page(response).words
    assert (Upload.objects.count(), len(stored())) == (2, 2)
    later = timezone.now() + FILE.within
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert send(browser, assessment).status_code == 302


def test_a_request_of_another_site_stores_nothing() -> None:
    assessment = make_answered()
    browser = Client(enforce_csrf_checks=True)
    browser.cookies[COOKIE] = Access.objects.grant(assessment, at=timezone.now())
    response = send(browser, assessment)
    assert (response.status_code, Upload.objects.count(), stored()) == (403, 0, [])
    form = Page(browser.get(page(assessment))).form()
    sent = {"tickets": as_file(export("freshdesk")), "csrfmiddlewaretoken": form["csrfmiddlewaretoken"][0]}
    assert browser.post(page(assessment), sent).status_code == 302


def test_before_submitting_there_is_nothing_to_stand_beside() -> None:
    assessment = make_assessment()
    response = make_browser(assessment).get(page(assessment))
    assert response["Location"] == reverse("questions:hub", args=[assessment.pk])


def test_who_may_only_read_or_only_answer_brings_no_file() -> None:
    firm = make_firm()
    assessment = make_answered()
    assessment.shop.firm = firm
    assessment.shop.save()
    viewer = signed_in(make_member(firm, Role.VIEWER))
    lent = Client()
    consultant = make_member(firm)
    token = Access.objects.issue(assessment, "resume", at=timezone.now(), within=FILE.within, by=consultant)
    link = Access.objects.consume(token, at=timezone.now())
    lent.cookies[COOKIE] = Access.objects.grant(assessment, at=timezone.now(), link=link)
    for browser in (viewer, lent):
        assert browser.get(page(assessment)).status_code == 403
        assert send(browser, assessment).status_code == 403
    assert (Client().get(page(assessment)).status_code, stored()) == (404, [])


def test_a_consultants_file_is_theirs() -> None:
    firm = make_firm()
    assessment = make_answered()
    assessment.shop.firm = firm
    assessment.shop.save()
    user = make_member(firm)
    browser = signed_in(user)
    assert "The owner sees nothing of this until you show it to them." in Page(browser.get(page(assessment))).words
    send(browser, assessment)
    upload = Upload.objects.get()
    assert (upload.by, upload.holder) == (user, f"user {user.pk}")
    owner = make_browser(assessment)
    assert owner.get(page(assessment, "understood", upload)).status_code == 404
    assert signed_in(make_member(firm)).get(page(assessment, "understood", upload)).status_code == 404
    assert browser.get(page(assessment, "understood", upload)).status_code == 200
