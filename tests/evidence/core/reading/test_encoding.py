"""Letters are those of the mark, UTF-8 if all of it is, or Windows-1252 to be confirmed."""

from __future__ import annotations

import pytest

from evidence.core.reading.encoding import Encoding, recognize
from evidence.core.refusal import RefusedError, Why
from tests.evidence.exports import source

TEXT = "Ticket ID,Asunto\n1,señal débil año señal\n2,¿qué?\n"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"Ticket ID,Subject\n", Encoding("utf-8", "plain ASCII")),
        (TEXT.encode(), Encoding("utf-8", "valid UTF-8")),
        (TEXT.encode("utf-8-sig"), Encoding("utf-8-sig", "mark")),
        (TEXT.encode("utf-16"), Encoding("utf-16", "mark")),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), Encoding("utf-16", "mark")),
        (TEXT.encode("utf-32"), Encoding("utf-32", "mark")),
        (
            TEXT.encode("cp1252"),
            Encoding("cp1252", "not UTF-8; letters shown to confirm", ("señal", "débil", "año")),
        ),
        (b"x" * 300_000 + "ñ".encode(), Encoding("utf-8", "valid UTF-8")),
        (b"x" * 262_143 + "ñ".encode(), Encoding("utf-8", "valid UTF-8")),
    ],
)
def test_the_letters_are_recognized(content: bytes, found: Encoding) -> None:
    assert recognize(source(content)) == found


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"a,b\n\x00,1\n", Why.NO_TEXT),
        (b"\xe9,b\n\x00,1\n", Why.NO_TEXT),
        (b"\xef\xbb\xbfa,b\n\xe9,1\n", Why.NO_TEXT),
        ("a\0,b".encode("utf-16"), Why.NO_TEXT),
        (b"a,b\n\x81,1\n", Why.NO_TEXT),
        (b"PK\x03\x04....", Why.WORKBOOK),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', Why.XML_SHEET),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html/>', Why.WEB_PAGE),
        (b"<table><tr><td>", Why.WEB_PAGE),
        (b'\n {"a": 1}', Why.JSON),
        (b"[]", Why.JSON),
        (b"[[1, 2]]", Why.JSON),
    ],
)
def test_what_is_no_text_of_cells_is_refused(content: bytes, why: Why) -> None:
    with pytest.raises(RefusedError) as caught:
        recognize(source(content))
    assert caught.value.why is why


@pytest.mark.parametrize("content", [b"[CHART] Date,Created\n", b"{id},created\n", b"<id>,created\n"])
def test_a_heading_in_brackets_is_no_other_format(content: bytes) -> None:
    assert recognize(source(content)) == Encoding("utf-8", "plain ASCII")
