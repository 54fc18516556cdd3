"""Documents to look at, of the examples and of extreme shops, each rendered once, and what a test reads from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image
from pypdf import PdfReader

from questions.core.personas import Persona, examples, read_persona
from questions.core.question import NOT_APPLICABLE, TEXT_LIMIT, UNKNOWN, Answers, Kind
from reports.core.brand import Brand, Note
from reports.core.digest import Document
from reports.core.parts import Moment
from reports.core.report import Report
from reports.pdf.document import render, report_of_persona
from tests.builders import newest, real_questionnaire

FOOT = 0.93  # below stand the shop's name, the firm's line and the page's number
HTML = (
    '<b>bold</b><img src="file:///etc/passwd"><script>alert(1)</script>url(http://127.0.0.1:9/x) &amp; {{ settings }}'
)


def nothing_known() -> Answers:
    """As little as can be handed in, with the longest text there can be."""
    scored = {question.id: UNKNOWN for question in newest().questions() if question.scored}
    return scored | {"goal": "undecided", "the-dream": ("A sentence of my own. " * 50)[:TEXT_LIMIT]}


def all_given(text: str) -> Answers:
    """Every option ticked, the largest numbers, n/a wherever it is offered, and this text."""
    answers: dict[str, Any] = {}
    for question in newest().questions():
        options = [option.id for option in question.options]
        answers[question.id] = {
            Kind.CHOICE: NOT_APPLICABLE if question.not_applicable else options[0] if options else "",
            Kind.CHOICES: tuple(options),
            Kind.NUMBER: question.maximum,
            Kind.TEXT: text[:TEXT_LIMIT],
        }[question.kind]
    return answers


def every_gate() -> Answers:
    """A shop that all three gates hold, which makes the longest summary."""
    answers = read_persona(examples(newest().version)["burning-but-able"], newest()).answers
    shut = ("credentials", "agreement-depth", "flat-fee-tomorrow")
    return {**answers, "goal": "become-msp", **{name: newest().question[name].options[0].id for name in shut}}


EXTREMES: dict[str, tuple[str, Answers]] = {
    "nothing known": ("מעבדת מחשבים شركة الحاسوب 💻🔧", nothing_known()),
    "harmful": (HTML[:120], all_given(HTML * 10)),
    "unbroken": ("W" * 120, all_given("W" * TEXT_LIMIT)),
    "all lines": ("", all_given("a\n" * (TEXT_LIMIT // 2))),
    "every gate": ("Northgate Systems Care", every_gate()),
    "branded": ("Computers and Sons of the Upper Valley, " * 3, all_given("Long sentences 💬 are words too. " * 40)),
}
SHOPS = list(examples(newest().version))
OLD = "bob-breakfix of 2026.2"  # whose content has no words for some of it
# What a test of the tags looks at: little and much, old and new, with and without money.
REPORTS = ["bob-breakfix", "content-residential", OLD, "nothing known", "unbroken", "branded"]


def logo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (600, 200), "#b0203a").save(file, "PNG")
    return file.getvalue()


def branded(report: Report) -> Report:
    """With the longest of everything a firm and its consultant can add, and twenty attempts before."""
    words = "What we talked about on the telephone, and what I would do about it first. "
    places = ["", *(section.id for section in report.sections)]
    return replace(
        report,
        date="2026-11-20",
        brand=Brand(
            firm=("Consulting Partners of the Lower and Upper Valley " * 3)[:120],
            consultant="Maximiliane Wolkenstein-Hohenberg " * 4,
            colour="#ffd400",
            contact=("1 Long Street, Long Town, telephone 0123 456789, " * 7)[:300],
            footer=("Consulting Partners, registered in the Lower Valley under number 1234567. " * 3)[:160],
            logo=sha256(logo()).hexdigest(),
            logo_kind="png",
        ),
        notes=tuple(Note(place, (words * 60)[:4000], "Maximiliane W.", "2026-11-21") for place in places),
        moments=tuple(Moment(f"20{year:02}-11-20", year * 3, 90 - year * 2) for year in range(7, 27)),
    )


@cache
def report(name: str) -> Report:
    """The report of an example shop or of an extreme one."""
    if name == OLD:
        return report_of_persona(
            read_persona(examples("2026.2")["bob-breakfix"], real_questionnaire()), real_questionnaire()
        )
    if name not in EXTREMES:
        found = report_of_persona(read_persona(examples(newest().version)[name], newest()), newest())
        return replace(found, date="2026-11-29")
    shop, answers = EXTREMES[name]
    found = report_of_persona(Persona(id="x", name=shop, owner="", people=0, note="", answers=answers), newest())
    return branded(found) if name == "branded" else found


@cache
def made(name: str, paper: str = "Letter", document: Document = Document.REPORT) -> bytes:
    """A document of an example shop or of an extreme one, on the paper with less room."""
    about = replace(report(name), paper=paper)
    return render(about, {about.brand.logo_address: logo()} if about.brand.logo else {}, document)


@cache
def opened(name: str, document: Document = Document.REPORT) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(made(name, document=document)))


@cache
def pieces(
    name: str, paper: str = "Letter", document: Document = Document.REPORT
) -> tuple[tuple[tuple[float, str], ...], ...]:
    """For each page its pieces of text in the order they are drawn: how far down they stand, in parts of its height."""
    found = []
    for page in PdfReader(BytesIO(made(name, paper, document))).pages:
        here: list[tuple[float, str]] = []
        height = float(page.mediabox.height)

        def visit(
            words: str, outer: list[float], inner: list[float], *_: Any, to: list[Any] = here, of: float = height
        ) -> None:
            if words.strip():
                up = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
                to.append((round(1 - up / of, 3), words))

        page.extract_text(visitor_text=visit)
        found.append(tuple((down, words) for down, words in here if down < FOOT))
    return tuple(found)


@cache
def text(name: str, document: Document = Document.REPORT) -> str:
    """All words of a PDF but those at the foot of its pages, without blanks."""
    return bare("".join(words for page in pieces(name, document=document) for _, words in page))


def bare(words: str) -> str:
    """Without blanks: lines break elsewhere on a page."""
    return "".join(words.split())


def elements(name: str, document: Document = Document.REPORT) -> Iterator[tuple[str, pikepdf.Dictionary]]:
    """The structure tree from its root on, each element with its type."""
    return iter(_elements(name, document))


@cache
def _elements(name: str, document: Document) -> tuple[tuple[str, pikepdf.Dictionary], ...]:
    def below(node: Any) -> Iterator[tuple[str, pikepdf.Dictionary]]:
        for kid in node if isinstance(node, pikepdf.Array) else [node]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield str(kid.S), kid
                yield from below(kid.get("/K", pikepdf.Array()))

    return tuple(below(opened(name, document).Root.StructTreeRoot.K))


def of_type(name: str, *types: str, document: Document = Document.REPORT) -> list[pikepdf.Dictionary]:
    return [element for kind, element in elements(name, document) if kind in types]


def below(element: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from below(kid)


def marked(element: Any) -> bool:
    """Whether some content on a page belongs to an element or to one below it."""
    kids = element.get("/K", pikepdf.Array()) if isinstance(element, pikepdf.Dictionary) else element
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return any(isinstance(kid, int) or (isinstance(kid, pikepdf.Dictionary) and marked(kid)) for kid in kids)


def plain(data: bytes) -> bytes:
    """The bytes of a PDF with nothing compressed."""
    file = BytesIO()
    pikepdf.open(BytesIO(data)).save(
        file, stream_decode_level=pikepdf.StreamDecodeLevel.all, object_stream_mode=pikepdf.ObjectStreamMode.disable
    )
    return file.getvalue()
