"""Every line of the history in words: no code that the program writes stands for itself."""

import re
from pathlib import Path

import pytest

from clients.models.history import Change
from desk.templatetags.history_words import what_was_done, who_did

ROOT = Path(__file__).parents[3]
WRITTEN = re.compile(r'(?:Change\.objects\.write\(|self\.write\(request, |what=)\s*"([a-z-]+)"')
CODES = {
    code
    for app in ("clients", "questions", "reports", "desk")
    for path in (ROOT / app).rglob("*.py")
    for code in WRITTEN.findall(path.read_text())
}


def test_codes_are_found() -> None:
    assert {"joined", "withdrawn", "merged", "added", "invited"} <= CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_code_is_told_in_words(code: str) -> None:
    said = what_was_done(Change(what=code, detail={}))
    assert said != code.replace("-", " ") or code in ("archived", "invited")


def test_mail_goes_by_itself() -> None:
    assert who_did(Change(what="mailed-submitted")) == "this site"
    assert who_did(Change(what="joined")) == "the shop's owner"
