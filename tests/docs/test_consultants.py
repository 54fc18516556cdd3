"""The guide for consultants shows pictures that are there and small, and names pages and buttons that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDE = (ROOT / "docs" / "consultants.md").read_text()
MOST = 60 * 1024  # bytes of a picture


def test_pictures_are_there_small_and_described() -> None:
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", GUIDE)
    assert len(shown) >= 4
    for text, path in shown:
        assert text
        assert (ROOT / "docs" / path).stat().st_size <= MOST


def test_every_button_it_names_is_on_a_page() -> None:
    pages = " ".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    named = {each.replace("\n", " ") for each in re.findall("“([^”]+)”", GUIDE)}
    assert {each for each in named if each not in pages} <= {"north", "renewal", "quotes"}
    assert "Share with the owner…" in named
