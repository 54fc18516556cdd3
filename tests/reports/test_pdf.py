"""The report as a PDF: open to a screen reader, the same bytes every time, deaf to the network, true to the page."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

import pikepdf
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from questions.personas import FOLDER, Persona, examples, read_persona
from questions.question import NOT_APPLICABLE, TEXT_LIMIT, UNKNOWN, Answers, Kind
from reports.document import example, example_pdf, render, report_of_persona
from reports.pdf import render_pdf
from tests.builders import real_questionnaire
from tests.pages import Page, words

MOST_BYTES = 300 * 1024
FOOT = 0.94  # further down stand the shop's name and the page's number
HTML = (
    '<b>bold</b><img src="file:///etc/passwd"><script>alert(1)</script>url(http://127.0.0.1:9/x) &amp; {{ settings }}'
)


def nothing_known() -> Answers:
    """As little as can be handed in, with the longest text there can be."""
    scored = {question.id: UNKNOWN for question in real_questionnaire().questions() if question.scored}
    return scored | {"goal": "undecided", "the-dream": ("A sentence of my own. " * 50)[:TEXT_LIMIT]}


def all_given(text: str) -> Answers:
    """Every option ticked, the largest numbers, n/a wherever it is offered, and this text."""
    answers: dict[str, Any] = {}
    for question in real_questionnaire().questions():
        options = [option.id for option in question.options]
        answers[question.id] = {
            Kind.CHOICE: NOT_APPLICABLE if question.not_applicable else options[0] if options else "",
            Kind.CHOICES: tuple(options),
            Kind.NUMBER: question.maximum,
            Kind.TEXT: text[:TEXT_LIMIT],
        }[question.kind]
    return answers


EXTREMES: dict[str, tuple[str, Answers]] = {
    "nothing known": ("מעבדת מחשבים شركة الحاسوب 💻🔧", nothing_known()),
    "harmful": (HTML[:120], all_given(HTML * 10)),
    "unbroken": ("W" * 120, all_given("W" * TEXT_LIMIT)),
    "all lines": ("", all_given("a\n" * (TEXT_LIMIT // 2))),
}
REPORTS = [*examples(), *EXTREMES]


@cache
def made(name: str) -> bytes:
    """The PDF of an example shop or of an extreme one."""
    if name not in EXTREMES:
        return example_pdf(name)
    shop, answers = EXTREMES[name]
    return render(report_of_persona(Persona(id="x", name=shop, owner="", people=0, note="", answers=answers)))


@cache
def opened(name: str) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(made(name)))


@cache
def pieces(name: str) -> tuple[tuple[tuple[float, str], ...], ...]:
    """For each page its pieces of text in reading order: how far down they stand, in parts of the page's height."""
    found = []
    for page in PdfReader(BytesIO(made(name))).pages:
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


def text(name: str) -> str:
    """All words of a PDF but those in the foot of its pages, without blanks: line breaks differ from the page's."""
    return bare("".join(words for page in pieces(name) for _, words in page))


def bare(words: str) -> str:
    return "".join(words.split())


def elements(name: str) -> Iterator[tuple[str, pikepdf.Dictionary]]:
    """The structure tree from its root on, each element with its type."""

    def below(node: Any) -> Iterator[tuple[str, pikepdf.Dictionary]]:
        for kid in node if isinstance(node, pikepdf.Array) else [node]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield str(kid.S), kid
                yield from below(kid.get("/K", pikepdf.Array()))

    return below(opened(name).Root.StructTreeRoot.K)


def of_type(name: str, *types: str) -> list[pikepdf.Dictionary]:
    return [element for kind, element in elements(name) if kind in types]


def marked(element: Any) -> bool:
    """Whether some content on a page belongs to an element or to one below it."""
    kids = element.get("/K", pikepdf.Array()) if isinstance(element, pikepdf.Dictionary) else element
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return any(isinstance(kid, int) or (isinstance(kid, pikepdf.Dictionary) and marked(kid)) for kid in kids)


@pytest.mark.parametrize("name", REPORTS)
def test_document_says_what_it_is(name: str) -> None:
    pdf = opened(name)
    root = pdf.Root
    title = str(pdf.docinfo["/Title"])
    shop = EXTREMES[name][0] if name in EXTREMES else example(name).shop
    assert shop in title
    assert root.Lang == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.MarkInfo.Marked
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == title
    assert {"/CreationDate", "/ModDate"}.isdisjoint(pdf.docinfo.keys()), "the day of rendering says nothing"


@pytest.mark.parametrize("name", REPORTS)
def test_headings_nest_and_the_title_comes_first(name: str) -> None:
    levels = [int(kind[2:]) for kind, _ in elements(name) if re.fullmatch("/H[1-6]", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", REPORTS)
def test_charts_have_words_and_tables_have_heads(name: str) -> None:
    figures = of_type(name, "/Figure")
    assert len(figures) == 3
    assert all(str(figure.Alt).strip() for figure in figures)
    for table in of_type(name, "/Table"):
        assert headed(table)
    assert of_type(name, "/Table")


def headed(table: pikepdf.Dictionary) -> bool:
    """Whether every cell of data names its heads, or heads that say for which cells they speak stand above it."""
    kinds = [(str(cell.S), cell) for cell in below(table) if cell.S in ("/TH", "/TD")]
    heads = [cell for kind, cell in kinds if kind == "/TH"]
    named = all("/Headers" in str(cell.get("/A", "")) for kind, cell in kinds if kind == "/TD")
    return named or bool(heads and all("/Scope" in attributes(cell) for cell in heads))


def below(element: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from below(kid)


def attributes(element: pikepdf.Dictionary) -> set[str]:
    found = element.get("/A", pikepdf.Array())
    return {key for each in (found if isinstance(found, pikepdf.Array) else [found]) for key in each.keys()}  # noqa: SIM118


@pytest.mark.parametrize("name", REPORTS)
def test_links_have_words_and_lead_out(name: str) -> None:
    assert all(marked(link) for link in of_type(name, "/Link"))
    addresses = [
        str(note.A.URI)
        for page in opened(name).pages
        for note in page.get("/Annots", pikepdf.Array())
        if note.Subtype == "/Link" and "/A" in note
    ]
    assert addresses
    assert all(re.match("https?://[a-z0-9]", address) for address in addresses)


@pytest.mark.parametrize("name", REPORTS)
def test_all_that_is_drawn_is_marked(name: str) -> None:
    """Whatever is not part of the text is marked as an artifact, so that a screen reader passes over it."""
    draws = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"}
    for page in opened(name).pages:
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            assert depth or operator not in draws


@pytest.mark.parametrize("name", REPORTS)
def test_fonts_are_embedded(name: str) -> None:
    fonts = {font.objgen: font for page in opened(name).pages for font in page.Resources.get("/Font", {}).values()}
    assert fonts
    for font in fonts.values():
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys()), str(font.BaseFont)


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_small(name: str) -> None:
    assert len(made(name)) <= MOST_BYTES


@pytest.mark.parametrize("name", REPORTS)
def test_no_page_is_nearly_empty(name: str) -> None:
    lines = [{down for down, _ in page} for page in pieces(name)]
    assert [number for number, page in enumerate(lines, 1) if len(page) < 3] == []


# What leads a reader through one of the two, and says nothing about the shop.
ASIDE = {"about", "btn", "cover", "from", "help", "kicker", "sources", "trust", "why", "window"}
SAYING = {"p", "li", "td", "th", "dt", "dd", "caption"}


def told(tree: Element) -> set[str]:
    """What a page or a document says about a shop, paragraph by paragraph."""
    found: set[str] = set()
    for each in tree:
        classes = {name for one in (each, *each.findall("a")) for name in one.get("class", "").split()}
        if each.tag in ("h1", "h2", "h3", "h4", "svg") or ASIDE & classes:
            continue
        found |= {bare(words(each))} if each.tag in SAYING and each.find("p") is None else told(each)
    return found - {""}


@pytest.mark.parametrize("name", examples())
def test_page_and_pdf_say_the_same(name: str) -> None:
    page = told(Page(Client(headers={"host": "127.0.0.1"}).get(f"/example/{name}/")).one("main"))
    html = render_to_string("reports/pdf.html", {"report": example(name)})
    document = told(Page(SimpleNamespace(content=html.encode())).one("body"))
    assert len(page) > 100
    assert page - document == set()
    assert {each for each in document - page if re.search("[0-9]", each)} == set(), "a number of the PDF's own"
    assert {each for each in page if each not in text(name)} == set()


@pytest.mark.parametrize("name", ["harmful", "unbroken", "all lines"])
def test_what_the_owner_wrote_is_shown_as_written(name: str) -> None:
    shop, answers = EXTREMES[name]
    assert bare(shop) in text(name)
    assert bare(str(answers["the-dream"])) in text(name)


def test_name_from_right_to_left_is_the_title() -> None:
    """Its letters come out of a PDF in the order they are painted, so the title must do for whoever searches."""
    assert "מעבדת מחשבים" in str(opened("nothing known").docinfo["/Title"])


def test_same_report_is_the_same_bytes() -> None:
    assert render(example("bob-breakfix")) == example_pdf("bob-breakfix")


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the order of its sets and the time: its hash seed is not ours, and it begins later; emoji, too."""
    given = (FOLDER / "bob-breakfix.toml").read_text(encoding="utf-8")
    shop = re.sub("^name = .*", 'name = "חנות המחשבים 💻🔧 متجر"', given, count=1, flags=re.MULTILINE)
    (tmp_path / "shop.toml").write_text(shop, encoding="utf-8")
    ours = render(report_of_persona(read_persona(tmp_path / "shop.toml", real_questionnaire())))
    out = tmp_path / "report.pdf"
    subprocess.run(
        [sys.executable, "manage.py", "score", tmp_path / "shop.toml", "--pdf", out],
        cwd=settings.BASE_DIR,
        env={**os.environ, "PYTHONHASHSEED": "1", "DATABASE_URL": "sqlite://:memory:"},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    assert sys.flags.hash_randomization, "or both have the same seed"
    assert b"Emoji" in pikepdf_plain(ours)
    assert out.read_bytes() == ours


ELSEWHERE = [
    "http://127.0.0.1:9/x.png",
    "https://127.0.0.1:9/x.png",
    "ftp://127.0.0.1:9/x.png",
    "file:///etc/passwd",
    "//127.0.0.1:9/x.png",
    "/etc/passwd",
    "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=",
    "asset:../settings.py",
    "asset:../msp_assess/settings.py",
    "asset:%2e%2e/msp_assess/settings.py",
    "asset:/etc/passwd",
    "asset://127.0.0.1/site/icon.svg",
    "asset:site/missing.png",
    "asset:site/",
]


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("address", ELSEWHERE)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="may not load"):
        render_pdf(f'<html lang="en"><title>x</title><p><img alt="x" src="{address}"></html>')


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="{}">',
        '<link rel="attachment" href="{}">',
        '<style>@import url("{}");</style>',
        '<style>@font-face {{ font-family: x; src: url("{}") }} p {{ font-family: x }}</style>',
        '<style>p {{ background: url("{}") }}</style>',
        '<style>p::before {{ content: url("{}") }}</style>',
        '<style>ul {{ list-style-image: url("{}") }}</style><ul><li>x</ul>',
        '<object data="{}"></object>',
        '<embed src="{}">',
        '<a rel="attachment" href="{}">x</a>',
    ],
)
@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x", "file:///etc/passwd"])
def test_no_element_reaches_out(html: str, address: str) -> None:
    with pytest.raises(ValueError, match="may not load"):
        render_pdf(f'<html lang="en"><title>x</title>{html.format(address)}<p>text</html>')


@pytest.mark.usefixtures("_no_network")
def test_a_drawing_reaches_nothing_outside_it(tmp_path: Path) -> None:
    """Whatever is raised inside an SVG, WeasyPrint swallows; the picture must be missing all the same."""
    picture = tmp_path / "secret.png"
    Image.new("RGB", (9, 9)).save(picture)
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{}" width="9" height="9"/></svg>'
    )
    for address in (picture.as_uri(), "http://127.0.0.1:9/x.png"):
        made = render_pdf(f'<html lang="en"><title>x</title>{drawing.format(address)}<p>text</html>')
        assert b"/Subtype /Image" not in pikepdf_plain(made)


def pikepdf_plain(data: bytes) -> bytes:
    """The bytes of a PDF with nothing compressed."""
    plain = BytesIO()
    pikepdf.open(BytesIO(data)).save(
        plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, object_stream_mode=pikepdf.ObjectStreamMode.disable
    )
    return plain.getvalue()


@pytest.mark.usefixtures("_no_network")
def test_a_base_address_in_the_text_changes_nothing() -> None:
    with pytest.raises(ValueError, match="may not load"):
        render_pdf('<html lang="en"><base href="file:///etc/"><title>x</title><p><img alt="x" src="passwd"></html>')


@pytest.mark.usefixtures("_no_network")
def test_what_an_owner_wrote_is_not_fetched() -> None:
    """It renders: an address in a name or in a text is text."""
    shop, answers = EXTREMES["harmful"]
    persona = Persona(id="x", name=shop, owner="", people=0, note="", answers=answers)
    assert render(report_of_persona(persona)) == made("harmful")


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError(f"the renderer reaches for the network: {args[1:]}")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
