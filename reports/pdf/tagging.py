"""Mends the tags of a PDF before it is written: heads and feet of pages are artifacts, and heads of tables say whose.

The renderer tags the words in a page's margins as content of nothing. It names the heads of a cell, but not whether a
head is of a row or a column.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

NOTHING = b"null"
ARTIFACT = b"/Artifact"


def finish(document: Any, pdf: Any) -> None:
    """Change the objects of a rendered document; for WeasyPrint's `finisher`."""
    objects = {each.reference: each for each in pdf.objects if each.number is not None}
    root = objects[pdf.catalog["StructTreeRoot"]]
    reached = set()
    for reference, element, above in _elements(root["K"], objects, ()):
        reached.add(reference)
        if element["S"] == "/TH":
            _scope(element, above)
    marks = objects[root["ParentTree"]]["Nums"]
    for number, page in enumerate(pdf.page_references):
        owners = marks[2 * number + 1]
        loose = {place for place, owner in enumerate(owners) if owner not in reached}
        for place in loose:
            owners[place] = NOTHING
        _as_artifacts(objects[objects[page]["Contents"]], loose)


def _elements(
    kids: Any, objects: dict[bytes, Any], above: tuple[Any, ...]
) -> Iterator[tuple[bytes, Any, tuple[Any, ...]]]:
    """Yield each element below, with its reference and those it is in."""
    for kid in kids:
        found = objects.get(kid) if isinstance(kid, bytes) else None
        if found is not None and found.get("Type") == "/StructElem":
            yield kid, found, above
            yield from _elements(found["K"], objects, (*above, found))


def _scope(head: Any, above: tuple[Any, ...]) -> None:
    """Say of a table's head what it is the head of: one in the head of the table, or across it, of columns."""
    columns = any(element["S"] == "/THead" for element in above) or "ColSpan" in head["A"]
    head["A"]["Scope"] = "/Column" if columns else "/Row"


def _as_artifacts(stream: Any, loose: set[int]) -> None:
    """Mark what belongs to no element as furniture of the page."""
    for at, part in enumerate(stream.stream):
        if isinstance(part, dict) and part.get("MCID") in loose:
            stream.stream[at - 1] = ARTIFACT
            del part["MCID"]
            part["Type"] = "/Pagination"
