"""The report and its annex on paper: few pages that hold together, and open to a screen reader."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from defusedxml.ElementTree import fromstring

from reports.core.digest import Document
from tests.often import often
from tests.reports.pdfs import (
    EXTREMES,
    OLD,
    REPORTS,
    SHOPS,
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

MOST_PAGES, MOST_BYTES = 9, 300 * 1024
ANNEXES = ["bob-breakfix", OLD, "nothing known", "unbroken", "branded"]
LOOKED_AT = ["bob-breakfix", "nothing known", "branded"]  # in every run: little, much, and odd
ANNEXES_LOOKED_AT = ["bob-breakfix", "branded"]

OTHERS = [name for name in (*SHOPS, *EXTREMES) if name not in REPORTS]
EACH = often([*REPORTS, *OTHERS], *LOOKED_AT, "every gate")
BOTH = often(
    [*((name, Document.REPORT) for name in REPORTS), *((name, Document.ANNEX) for name in ANNEXES)],
    *((name, Document.REPORT) for name in LOOKED_AT),
    *((name, Document.ANNEX) for name in ANNEXES_LOOKED_AT),
)


def start(name: str, number: int, paper: str = "Letter") -> str:
    return "".join(bare(words) for _, words in pieces(name, paper)[number - 1])


@pytest.mark.parametrize("name", EACH)
def test_report_has_nine_pages_at_most_of_which_the_first_three_hold_what_they_should(name: str) -> None:
    assert len(pieces(name)) <= MOST_PAGES + bool(report(name).notes)
    assert "Readinessreport" in start(name, 1)
    assert not start(name, 2).startswith(("Your90days", "Keepitthisway"))
    assert start(name, 3).startswith(("Your90days", "Keepitthisway"))
    assert start(name, 4).startswith("Thepicture")
    assert start(name, 5).startswith("Sectionbysection")


@pytest.mark.parametrize("name", often(["content-residential", "every gate", "branded"], "branded"))
def test_report_on_the_other_paper_holds_the_same(name: str) -> None:
    assert start(name, 3, "A4").startswith(("Your90days", "Keepitthisway"))
    assert start(name, 4, "A4").startswith("Thepicture")


@pytest.mark.parametrize("name", often(REPORTS, *LOOKED_AT))
def test_no_page_is_nearly_empty(name: str) -> None:
    deepest = [max(down for down, _ in page) for page in pieces(name)]
    assert [number for number, down in enumerate(deepest[:-1], 1) if down < 1 / 3] == []


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_pages_have_the_size_of_their_paper(paper: str, size: tuple[int, int]) -> None:
    pdf = pikepdf.open(BytesIO(made("bob-breakfix", paper)))
    assert {tuple(round(float(each)) for each in page.mediabox[2:]) for page in pdf.pages} == {size}


@pytest.mark.parametrize(("name", "document"), BOTH)
def test_no_heading_stands_last_on_its_page(name: str, document: Document) -> None:
    """Neither a heading nor, in the annex, the name of a section above its rows."""
    last: dict[tuple[int, int], str] = {}
    for kind, element in elements(name, document):
        if kind in ("/H1", "/H2", "/H3", "/P", "/LI", "/TR", "/Figure"):
            group = kind == "/TR" and all(cell.S == "/TH" for cell in below(element) if cell.S in ("/TH", "/TD"))
            last[element.Pg.objgen] = "/Head" if group else kind
    assert {kind for kind in last.values() if kind[:2] == "/H"} == set()


@pytest.mark.parametrize("name", often(ANNEXES, *ANNEXES_LOOKED_AT))
def test_no_row_of_the_annex_is_split_and_every_answer_has_one(name: str) -> None:
    """A row on two pages would be two rows here."""
    rows = [kinds(row) for row in of_type(name, "/TR", document=Document.ANNEX)]
    answers = [row for row in rows if row in (["/TH"] + ["/TD"] * 2, ["/TH", "/TD"])]
    contents = 4 + bool(report(name).steps) + bool(report(name).notes)
    assert len(answers) == len(report(name).lines) + len(report(name).moments) + contents


def kinds(row: pikepdf.Dictionary) -> list[str]:
    return [str(cell.S) for cell in below(row) if cell.S in ("/TH", "/TD")]


@pytest.mark.parametrize(("name", "document"), BOTH)
def test_document_says_what_it_is(name: str, document: Document) -> None:
    pdf = opened(name, document)
    root = pdf.Root
    title = str(pdf.docinfo["/Title"])
    assert title.endswith(report(name).shop.strip())
    assert title == title.strip()
    assert ("Annex" in title) == (document == Document.ANNEX)
    assert root.Lang == report(name).lang
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.MarkInfo.Marked
    fromstring(root.Metadata.read_bytes())  # a viewer that cannot read it knows no title
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == title
    day = f"D:{report(name).date.replace('-', '')}" if report(name).date else None
    assert (pdf.docinfo.get("/CreationDate"), pdf.docinfo.get("/ModDate")) == (day, None), "nothing of its rendering"


@pytest.mark.parametrize(("name", "document"), BOTH)
def test_headings_nest_and_the_title_comes_first(name: str, document: Document) -> None:
    levels = [int(kind[2:]) for kind, _ in elements(name, document) if re.fullmatch("/H[1-6]", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(("name", "document"), BOTH)
def test_every_picture_has_words(name: str, document: Document) -> None:
    figures = of_type(name, "/Figure", document=document)
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)
    assert bool(figures) == (document == Document.REPORT)


@pytest.mark.parametrize(("name", "document"), BOTH)
def test_heads_of_tables_say_whose_they_are(name: str, document: Document) -> None:
    tables = of_type(name, "/Table", document=document)
    assert tables
    for table in tables:
        heads = [cell for cell in below(table) if cell.S == "/TH"]
        assert heads
        assert {str(attributes(cell).get("/Scope")) for cell in heads} <= {"/Row", "/Column"}


def attributes(element: pikepdf.Dictionary) -> dict[str, pikepdf.Object]:
    found = element.get("/A", pikepdf.Array())
    return {
        key: each[key]
        for each in (found if isinstance(found, pikepdf.Array) else [found])
        for key in each.keys()  # noqa: SIM118
    }


@pytest.mark.parametrize(("name", "document"), BOTH)
def test_links_have_words_and_lead_somewhere(name: str, document: Document) -> None:
    assert all(marked(link) for link in of_type(name, "/Link", document=document))
    notes = [note for page in opened(name, document).pages for note in page.get("/Annots", pikepdf.Array())]
    links = [note for note in notes if note.Subtype == "/Link"]
    addresses = [str(note.A.URI) for note in links if "/A" in note]
    assert all(re.match("https?://[a-z0-9]", address) for address in addresses)
    places = {str(place) for place in opened(name, document).Root.Names.Dests.Names[::2]}
    inside = {str(note.Dest) for note in links if "/Dest" in note}
    wanted = {"answers", "figures", "method", "sources", "source-1"}
    if document == Document.REPORT:
        wanted = {"summary", "plan", "picture", "sections"}
    assert wanted <= inside <= places


@pytest.mark.parametrize(("name", "document"), BOTH)
def test_what_is_drawn_is_content_of_an_element_or_furniture_of_the_page(name: str, document: Document) -> None:
    """So a screen reader passes over the foot of each page, and over lines and colors."""
    draws = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"}
    numbers = opened(name, document).Root.StructTreeRoot.ParentTree.Nums
    reached = {element.objgen for _, element in elements(name, document)}
    feet = 0
    for number, page in enumerate(opened(name, document).pages):
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator, operands = str(instruction.operator), instruction.operands
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            assert depth or operator not in draws
            if operator == "BDC" and operands[0] == "/Artifact":
                assert operands[1].Type == "/Pagination"
                feet += 1
            elif operator == "BDC":
                assert numbers[2 * number + 1][int(operands[1].MCID)].objgen in reached
    assert feet >= len(opened(name, document).pages) - 1


@pytest.mark.parametrize(("name", "document"), BOTH)
def test_fonts_are_embedded_and_it_is_small(name: str, document: Document) -> None:
    pages = opened(name, document).pages
    fonts = {font.objgen: font for page in pages for font in page.Resources.get("/Font", {}).values()}
    assert fonts
    for font in fonts.values():
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys()), str(font.BaseFont)
    assert len(made(name, document=document)) <= MOST_BYTES


@pytest.mark.parametrize("name", often(["branded", "unbroken", "harmful", "all lines"], "branded"))
def test_what_the_owner_wrote_is_shown_as_written(name: str) -> None:
    shop, answers = EXTREMES[name]
    assert bare(shop) in text(name)
    written = bare(str(answers["the-dream"]).replace("💬", ""))
    assert written in text(name, Document.ANNEX).replace("💬", "")


def test_what_firm_and_consultant_added_is_shown_whole() -> None:
    about = report("branded")
    for words in (about.brand.firm, about.brand.consultant, about.brand.contact, "November 20, 2026"):
        assert bare(words.rstrip(" ,")) in text("branded")
    whole = text("branded", Document.ANNEX)
    assert whole.count(bare("What we talked about on the telephone")) >= 10 * 40
    assert whole.count(bare("Maximiliane W., November 21, 2026")) == len(about.notes)


def test_notes_that_have_no_room_begin_where_the_report_says() -> None:
    assert "theannexhasallnotesinfull,frompage1." in start("branded", len(pieces("branded")))
    first = "".join(bare(words) for _, words in pieces("branded", document=Document.ANNEX)[0])
    assert bare("Notes for you, in full On the whole What we talked about") in first


def test_name_from_right_to_left_is_the_title() -> None:
    """Its letters come out of a PDF in the order they are painted, so the title must do for whoever searches."""
    assert "מעבדת מחשבים" in str(opened("nothing known").docinfo["/Title"])
