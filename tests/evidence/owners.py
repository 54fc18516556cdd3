"""Owners and consultants who bring a file of tickets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evidence.models.upload import Upload
from questions.core.question import Answer
from questions.models.assessment import Assessment
from tests.evidence.exports import export
from tests.makers import answers_of, make_assessment, make_browser, make_shop

EVENING = datetime(2026, 11, 26, 1, tzinfo=UTC)  # in Chicago it is 7 pm of November 25
ZONE = "America/Chicago"
# What the owner of the invented exports says about them.
SAID: dict[str, Any] = {
    "file_zone": "own",
    "country": "US",
    "region": "",
    "whole": "yes",
    **{f"open-{day}": "08:00" for day in ("mon", "tue", "wed", "thu", "fri")},
    **{f"close-{day}": "18:00" for day in ("mon", "tue", "wed", "thu", "fri")},
}
MORE = {"holiday-2026-11-11": "closed", "planned": "yes", "types": "mail", "clockwork": "machine"}


def make_answered(*, name: str = "Chicago Repairs", **answers: Answer) -> Assessment:
    """A shop in Chicago whose answers are from the day of the invented exports."""
    shop = make_shop(name, time_zone=ZONE)
    return make_assessment(answers_of("bob-breakfix", **answers), shop=shop, submitted=EVENING)


def make_owner(**answers: Answer) -> tuple[Client, Assessment]:
    assessment = make_answered(**answers)  # type: ignore[arg-type]  # an answer is no name
    return make_browser(assessment), assessment


def page(assessment: Assessment, name: str = "choose", upload: Upload | None = None) -> str:
    return reverse(f"evidence:{name}", args=[assessment.pk, *([upload.pk] if upload else [])])


def as_file(content: bytes | str | Path, name: str = "my tickets.csv") -> BytesIO:
    data = (
        content.read_bytes() if isinstance(content, Path) else content.encode() if isinstance(content, str) else content
    )
    file = BytesIO(data)
    file.name = name
    return file


def send(browser: Client, assessment: Assessment, content: Any = None, entries: Any = None) -> Any:
    """Choose a file, as the first step does; without one, the golden one."""
    sent = {"tickets": as_file(content if content is not None else export("freshdesk"))}
    if entries is not None:
        sent["entries"] = as_file(entries)
    return browser.post(page(assessment), sent)


def stored() -> list[str]:
    """The files of uploads that there are now."""
    try:
        return sorted(storages["tickets"].listdir("tickets")[1])
    except FileNotFoundError:
        return []


def bring(browser: Client, assessment: Assessment, content: Any = None, entries: Any = None, **said: Any) -> Upload:
    """Walk from the first step to the result, answering what is asked."""
    response = send(browser, assessment, content, entries)
    assert response.status_code == 302
    upload = Upload.objects.get(pk=response["Location"].split("/")[4])
    answer(browser, upload, **said)
    return upload


def answer(browser: Client, upload: Upload, **said: Any) -> Any:
    """Answer what the third step asks, again while it asks more, and return the page of the result."""
    address = page(upload.assessment, "questions", upload)
    for _ in range(3):
        response = browser.post(address, asked(browser, address, said))
        assert response.status_code == 302, response.content.decode()
        response = browser.get(address)
        if response.status_code == 302:
            return browser.get(response["Location"])
    raise AssertionError("it asks again and again")


def asked(browser: Client, address: str, said: dict[str, Any]) -> dict[str, Any]:
    """The replies to send: what is known of the shop, and what this page asks besides."""
    form = browser.get(address + "?again").context["form"]
    known = {**SAID, **MORE, **said}
    sent = {name: known[name] for name in form.fields if known.get(name) is not None}
    if "machines" in form.fields and "machines" not in sent:
        sent["machines"] = [value for value, _ in form.fields["machines"].choices]
    return sent


def markers(names: Iterable[str]) -> list[str]:
    return [f"MARKER{number}{name}" for number, name in enumerate(names)]


def now() -> datetime:
    return timezone.now()
