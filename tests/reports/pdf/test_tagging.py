"""What the renderer tags wrong is mended: the feet of pages are artifacts, the heads of tables say whose they are."""

from io import BytesIO

import pikepdf

from reports.pdf.rendering import render_pdf

HTML = """<html lang="en"><title>A title\x0b</title>
<style>@page { @bottom-left { content: "Foot" } } p { break-before: page }</style>
<div>One</div><p>Two</p><p>Three</p>
<table><thead><tr><th>Column<th>Other<tbody><tr><th>Row<td>Cell<tr><th colspan="2">Group</table></html>"""


def test_feet_are_artifacts_and_heads_have_a_scope() -> None:
    with pikepdf.open(BytesIO(render_pdf(HTML))) as pdf:
        feet = [
            instruction
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC" and instruction.operands[0] == "/Artifact"
        ]
        assert len(feet) == len(pdf.pages) == 3
        scopes = [
            str(each.A.Scope)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH"
        ]
        assert sorted(scopes) == ["/Column", "/Column", "/Column", "/Row"]


def test_title_has_no_character_that_its_metadata_may_not_hold() -> None:
    with pikepdf.open(BytesIO(render_pdf(HTML))) as pdf:
        assert b"\x0b" not in pdf.Root.Metadata.read_bytes()
        assert str(pdf.docinfo["/Title"]) == "A title"
