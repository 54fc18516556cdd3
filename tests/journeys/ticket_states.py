"""The steps with tickets in each of their states: how a visitor gets to see them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from django.utils import timezone

from evidence import storing
from evidence.models.kept_record import Record
from evidence.models.upload import Upload
from questions.models.assessment import Assessment
from tests.evidence.exports import export
from tests.evidence.records import KEPT
from tests.journeys.states import LONG, RESULT, State, open_all, own
from tests.journeys.visitor import Visitor
from tests.makers import answers_of

FILES = Path(__file__).resolve().parent.parent / "evidence" / "files"
NEXT = "main form:first-of-type button.btn-primary"


def answered(visitor: Visitor) -> Assessment:
    """A shop in Chicago that has submitted its answers today."""
    assessment = own(visitor, answers_of("bob-breakfix", after_hours_calls=3), name=LONG)
    assessment.shop.time_zone = "America/Chicago"
    assessment.shop.save()
    assessment.submit(at=timezone.now())
    return assessment


def choose(visitor: Visitor) -> int:
    return visitor.go(f"/a/{answered(visitor).pk}/tickets/")


def chosen(name: str = "freshdesk") -> State:
    """The page after a file was chosen."""

    def state(visitor: Visitor) -> int:
        choose(visitor)
        visitor.page.locator("#tickets").set_input_files(export(name))
        status = visitor.follow(NEXT)
        open_all(visitor)
        return status

    return state


def refused(visitor: Visitor) -> int:
    choose(visitor)
    visitor.page.locator("#tickets").set_input_files(FILES / "README.md")
    return visitor.follow(NEXT)


def wrong_column(visitor: Visitor) -> int:
    chosen()(visitor)
    visitor.page.locator("#id_column-created").select_option("-1")
    return visitor.follow(NEXT)


def questions(name: str = "freshdesk") -> State:
    def state(visitor: Visitor) -> int:
        chosen(name)(visitor)
        return visitor.follow(NEXT)

    return state


def unanswered(visitor: Visitor) -> int:
    questions("osticket-ambiguous")(visitor)
    return visitor.follow(NEXT)


def answer(visitor: Visitor) -> None:
    """Answer what the page asks, each with its first choice."""
    page = visitor.page
    for group in page.locator("fieldset.question").all():
        radios = group.locator("input[type=radio]")
        if radios.count():
            radios.first.press("Space")


def result(visitor: Visitor) -> int:
    questions()(visitor)
    answer(visitor)
    status = visitor.follow(NEXT)
    assert visitor.page.locator("h1").inner_text() == "What your tickets show"
    open_all(visitor)
    return status


def kept(visitor: Visitor) -> int:
    result(visitor)
    status = visitor.follow("button[value=keep]")
    open_all(visitor)
    return status


def in_the_result(visitor: Visitor) -> int:
    assessment = answered(visitor)
    Record.objects.keep(assessment, KEPT, by=None, at=timezone.now())
    status = visitor.go(f"/a/{assessment.pk}/{RESULT}")
    open_all(visitor)
    return status


def using(visitor: Visitor) -> int:
    """What an answer is to become, asked from the result."""
    in_the_result(visitor)
    return visitor.follow("#tickets a[href*='/kept/use/']")


def used_out_of_range(visitor: Visitor) -> int:
    using(visitor)
    visitor.page.locator("#id_answer").fill("40")
    return visitor.follow(NEXT)


def used(visitor: Visitor) -> int:
    """The correction that has the tickets' number."""
    using(visitor)
    status = visitor.follow(NEXT)
    assert "Taken from tickets" in visitor.page.locator("#a-after-hours-calls").inner_text()
    return status


def reading(visitor: Visitor) -> int:
    """A large file that a worker is reading."""
    chosen()(visitor)
    Upload.objects.update(state="reading", begun=timezone.now(), progress=45)
    return visitor.go(visitor.path + "progress/")


def read_and_refused(visitor: Visitor) -> int:
    chosen()(visitor)
    Upload.objects.update(state="refused", why="mixed-order")
    return visitor.go(visitor.path + "progress/")


def gone(visitor: Visitor) -> int:
    chosen()(visitor)
    storing.delete(Upload.objects.get().pk)
    return visitor.go(visitor.path)


TICKETS: Mapping[str, tuple[State, int]] = MappingProxyType(
    {
        "tickets: a file": (choose, 200),
        "tickets: a file refused": (refused, 422),
        "tickets: reading": (reading, 200),
        "tickets: read and refused": (read_and_refused, 422),
        "tickets: gone": (gone, 410),
        "tickets: understood": (chosen("jira"), 200),
        "tickets: a column refused": (wrong_column, 422),
        "tickets: questions": (questions("osticket-ambiguous"), 200),
        "tickets: questions refused": (unanswered, 422),
        "tickets: beside the answers": (result, 200),
        "tickets: kept": (kept, 200),
        "tickets: in the result": (in_the_result, 200),
        "tickets: use a number": (using, 200),
        "tickets: a number refused": (used_out_of_range, 422),
        "tickets: a number used": (used, 200),
    }
)
