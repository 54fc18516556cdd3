"""Every line of the history in words: each code has some, and no rule of the program reads a line."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from clients.models.history import Change, Code
from desk.templatetags.history_words import WORDS, what_was_done, who_did

ROOT = Path(__file__).parents[3]
APPS = ("clients", "questions", "reports", "desk", "msp_assess")


@pytest.mark.parametrize("code", Code)
def test_code_is_told_in_words(code: Code) -> None:
    assert what_was_done(Change(what=code, detail={})).strip()
    detail: dict[str, str] = defaultdict(lambda: "x")
    assert str(WORDS[code]) % detail != code.value.replace("-", " ") or code in (Code.ARCHIVED, Code.INVITED)


def test_no_words_are_left_of_a_code_that_is_gone() -> None:
    assert set(WORDS) == set(Code)


def test_code_of_an_older_version_stands_for_itself() -> None:
    assert what_was_done(Change(what="moved-away", detail={})) == "moved away"


def test_mail_goes_by_itself() -> None:
    assert who_did(Change(what=Code.MAILED_SUBMITTED)) == "this site"
    assert who_did(Change(what=Code.JOINED)) == "the shop's owner"


def calls(name: str) -> set[str]:
    """Where our code mentions `<name>.objects` or follows a row's `changes`, by file."""
    found = set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts and re.search(name, path.read_text()):
                found.add(str(path.relative_to(ROOT)))
    return found


def test_lines_are_written_by_models() -> None:
    """And by what signs in and watches it, by help for accounts, and by the admin's own forms, for edits by hand."""
    writing = calls(r"Change\.objects\.(write|create|bulk_create)|Change\(")
    assert {path for path in writing if "/models/" not in path} == {
        "clients/security/watching.py",
        "clients/sign_in/helping.py",
        "clients/sign_in/sessions.py",
        "desk/admin/accounts.py",
        "desk/admin/roles.py",
        "questions/core/differences.py",
    }


def test_lines_are_read_only_to_be_shown() -> None:
    """A rule that looked at them would change when their words do."""
    reading = set()
    for path in (path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                change = ast.unparse(node.value) == "Change.objects" and not node.attr.startswith("write")
                related = node.value.attr == "changes" and node.attr in ("filter", "exclude", "exists", "all")
                if change or related:
                    reading.add(str(path.relative_to(ROOT)))
    assert reading == {
        "desk/admin/assessments.py", "desk/admin/roles.py", "desk/admin/shops.py", "desk/views/clients/tabs.py",
        "reports/upkeep.py",
    }  # fmt: skip
