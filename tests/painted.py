"""Which parts of a picture keep their light colors on a dark screen."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

STYLE = Path(__file__).parents[1] / "static/site/charts.css"
PARTS = re.compile(r"\.((?:fill|line|on)-[a-z0-9-]+)|\^=\"([a-z]+-)\"")


def unpainted(picture: Element) -> list[str]:
    """Return the parts whose fill or stroke no class of static/site/charts.css repaints."""
    known = [one or other for one, other in PARTS.findall(STYLE.read_text(encoding="utf-8"))]
    assert "painted" in (picture.get("class") or "").split()
    found = []
    for part in picture.iter():
        names = [name for name in (part.get("class") or "").split() if name.startswith(tuple(known))]
        fills = [name for name in names if not name.startswith("line-")]
        lines = [name for name in names if name.startswith("line-")]
        if (part.get("fill", "none") != "none" and not fills) or (part.get("stroke", "none") != "none" and not lines):
            found.append(f"{part.tag.rpartition('}')[2]} {dict(part.attrib)}")
    return found
