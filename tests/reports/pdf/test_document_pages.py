"""The report on paper: ten to sixteen pages that hold together, and open to a screen reader."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from questions.core.personas import examples
from reports.templatetags.report_words import interval
from tests.reports.pdfs import (
    EXTREMES,
    REPORTS,
    bare,
    below,
    elements,
    made,
    marked,
    of_type,
    opened,
    pieces,
    report,
    text,
)

MOST_BYTES = 300 * 1024
TOP, BOTTOM = 0.07, 0.94  # of a page's height, between which the text stands
LETTER = ["bob-breakfix", "content-residential", "every gate"]  # the longest, the shortest, the longest summary


@pytest.mark.parametrize(
    ("name", "paper"), [(name, "A4") for name in examples()] + [(name, "Letter") for name in LETTER]
)
def test_report_has_ten_to_sixteen_pages(name: str, paper: str) -> None:
    assert 10 <= len(pieces(name, paper)) <= 16


@pytest.mark.parametrize(("name", "paper"), [(name, "A4") for name in REPORTS] + [(name, "Letter") for name in LETTER])
def test_no_page_but_the_last_is_under_a_third_full(name: str, paper: str) -> None:
    fill = [(max(down for down, _ in page) - TOP) / (BOTTOM - TOP) for page in pieces(name, paper)]
    assert [number for number, part in enumerate(fill[:-1], 1) if part < 1 / 3] == []


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_pages_have_the_size_of_their_paper(paper: str, size: tuple[int, int]) -> None:
    pdf = pikepdf.open(BytesIO(made("bob-breakfix", paper)))
    assert {tuple(round(float(each)) for each in page.mediabox[2:]) for page in pdf.pages} == {size}


@pytest.mark.parametrize(("name", "paper"), [(name, "A4") for name in REPORTS] + [(name, "Letter") for name in LETTER])
def test_cover_and_summary_take_a_page_each(name: str, paper: str) -> None:
    first, second, third = ("".join(words for _, words in page) for page in pieces(name, paper)[:3])
    assert bare("Readiness report") in bare(first)
    assert bare("Annex: every answer, method and sources") in bare(first)
    assert bare(second).startswith(bare("In one page"))
    assert bare(third).startswith(bare("The picture"))


@pytest.mark.parametrize("name", REPORTS)
def test_no_heading_stands_last_on_its_page(name: str) -> None:
    """Neither a heading nor, in the annex, the name of a section above its rows."""
    last: dict[tuple[int, int], str] = {}
    for kind, element in elements(name):
        if kind in ("/H1", "/H2", "/H3", "/P", "/LI", "/TR", "/Figure"):
            group = kind == "/TR" and all(cell.S == "/TH" for cell in below(element) if cell.S in ("/TH", "/TD"))
            last[element.Pg.objgen] = "/Head" if group else kind
    assert {kind for kind in last.values() if kind[:2] == "/H"} == set()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("bob-breakfix", "How alike are your customers' setups? · Different, depending on the day or tech 1 readiness"),
        ("strategic-partner", "Who picks up after hours? · Last four Paid on-call or an answering service 4 readiness"),
    ],
)
def test_line_that_just_fits_is_whole(name: str, line: str) -> None:
    assert bare(line) in lines(name)


@pytest.mark.parametrize("name", REPORTS)
def test_no_line_begins_with_the_sign_of_a_number_before_it(name: str) -> None:
    assert {line for line in lines(name) if line.startswith("%")} == set()


def lines(name: str) -> set[str]:
    """What stands at one height."""
    found: dict[tuple[int, float], str] = {}
    for number, page in enumerate(pieces(name)):
        for down, words in page:
            found[number, down] = found.get((number, down), "") + bare(words)
    return set(found.values())


@pytest.mark.parametrize("name", REPORTS)
def test_no_row_is_split_and_every_answer_has_one(name: str) -> None:
    """A row on two pages would be two rows here."""
    about = report(name)
    questions = [line.text for section in about.sections for line in section.lines]
    rows = [row for row in of_type(name, "/TR") if [str(cell.S) for cell in below(row)][:1] == ["/TH"]]
    wide = [row for row in rows if kinds(row) in (["/TH"] + ["/TD"] * 2, ["/TH", "/TD"])]
    assert len(wide) == len(questions) + len(about.money) + len(about.moments)


@pytest.mark.parametrize("name", REPORTS)
def test_last_row_of_the_annex_is_not_alone_on_its_page(name: str) -> None:
    tables = [[each for each in below(table) if each.S == "/TR"] for table in of_type(name, "/Table")]
    *_, one, two = max(tables, key=len)
    assert one.Pg.objgen == two.Pg.objgen


def kinds(row: pikepdf.Dictionary) -> list[str]:
    return [str(cell.S) for cell in below(row) if cell.S in ("/TH", "/TD")]


@pytest.mark.parametrize("name", REPORTS)
def test_document_says_what_it_is(name: str) -> None:
    pdf = opened(name)
    root = pdf.Root
    title = str(pdf.docinfo["/Title"])
    assert report(name).shop in title
    assert root.Lang == "en-US"
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.MarkInfo.Marked
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == title
    day = f"D:{report(name).date.replace('-', '')}" if report(name).date else None
    assert (pdf.docinfo.get("/CreationDate"), pdf.docinfo.get("/ModDate")) == (day, None), (
        "of rendering it says nothing"
    )


@pytest.mark.parametrize("name", REPORTS)
def test_headings_nest_and_the_title_comes_first(name: str) -> None:
    levels = [int(kind[2:]) for kind, _ in elements(name) if re.fullmatch("/H[1-6]", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", REPORTS)
def test_bookmarks_are_the_headings(name: str) -> None:
    with opened(name).open_outline() as outline:
        (title,) = outline.root
        assert title.title == (" ".join(report(name).shop.split()) or "Your shop")
        chapters = [each.title for each in title.children]
    assert chapters[:3] == ["In one page", "The picture", "Section by section"]
    assert chapters[-1] == "Where the thresholds come from"


@pytest.mark.parametrize("name", REPORTS)
def test_every_chart_has_words_and_its_numbers_stand_in_a_table(name: str) -> None:
    about = report(name)
    told = [str(figure.Alt) for figure in of_type(name, "/Figure")]
    sections = [part.title for part in about.sections if part.readiness and part.readiness.known is not None]
    expected = ["Logo of"] * bool(about.brand.logo) + ["Readiness, 0 to 100", "Strain, 0 to 100"]
    expected += ["Readiness by section, 0 to 100"] + ["Readiness and strain over time"] * bool(about.moments)
    assert len(told) == len(expected) + len(sections)
    assert all(words.startswith(start) for words, start in zip(told, [*expected, *sections], strict=True))
    for part in about.sections:
        if part.readiness and part.readiness.points is not None:
            row = f"{part.title}{part.readiness.points}{interval(part.readiness)}{part.readiness.known} %"
            assert bare(row) in text(name)


@pytest.mark.parametrize("name", REPORTS)
def test_cells_have_heads(name: str) -> None:
    tables = of_type(name, "/Table")
    assert tables
    for table in tables:
        assert headed(table)


def headed(table: pikepdf.Dictionary) -> bool:
    """Whether every cell of data names its heads, or heads that say for which cells they speak stand above it."""
    cells = [(str(cell.S), cell) for cell in below(table) if cell.S in ("/TH", "/TD")]
    heads = [cell for kind, cell in cells if kind == "/TH"]
    named = all("/Headers" in attributes(cell) for kind, cell in cells if kind == "/TD")
    return named or bool(heads and all("/Scope" in attributes(cell) for cell in heads))


def attributes(element: pikepdf.Dictionary) -> set[str]:
    found = element.get("/A", pikepdf.Array())
    return {key for each in (found if isinstance(found, pikepdf.Array) else [found]) for key in each.keys()}  # noqa: SIM118


@pytest.mark.parametrize("name", REPORTS)
def test_links_have_words_and_lead_somewhere(name: str) -> None:
    assert all(marked(link) for link in of_type(name, "/Link"))
    notes = [note for page in opened(name).pages for note in page.get("/Annots", pikepdf.Array())]
    links = [note for note in notes if note.Subtype == "/Link"]
    addresses = [str(note.A.URI) for note in links if "/A" in note]
    assert addresses
    assert all(re.match("https?://[a-z0-9]", address) for address in addresses)
    places = {str(place) for place in opened(name).Root.Names.Dests.Names[::2]}
    inside = {str(note.Dest) for note in links if "/Dest" in note}
    assert {"summary", "picture", "sections", "annex", "source-1"} <= inside <= places


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


@pytest.mark.parametrize("name", ["harmful", "unbroken", "all lines", "branded"])
def test_what_the_owner_wrote_is_shown_as_written(name: str) -> None:
    shop, answers = EXTREMES[name]
    assert bare(shop) in text(name)
    assert bare(str(answers["the-dream"]).replace("💬", "")) in text(name).replace("💬", "")


def test_what_firm_and_consultant_added_is_shown_whole() -> None:
    about = report("branded")
    for words in (about.brand.firm, about.brand.consultant, about.brand.contact, "November 20, 2026"):
        assert bare(words) in text("branded")
    assert text("branded").count(bare("What we talked about on the telephone")) >= 10 * 40
    assert bare("Maximiliane W., November 21, 2026") in text("branded")


def test_name_from_right_to_left_is_the_title() -> None:
    """Its letters come out of a PDF in the order they are painted, so the title must do for whoever searches."""
    assert "מעבדת מחשבים" in str(opened("nothing known").docinfo["/Title"])
