"""What comes in is what can be seen; and what people take for the same is found as the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.core.text import clean_email, clean_line, clean_text, fold, same

PERSIAN, KSHA, SRI = "می\u200cخواهم", "क्\u200dष", "ශ්\u200dරී"
FAMILY, RUNNER, HEART, KEYCAP = "👩\u200d👩\u200d👧", "🏃🏽\u200d♂\ufe0f\u200d➡\ufe0f", "❤\ufe0f", "1\ufe0f\u20e3"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
KATSURAGI, MONGOL = "葛\U000e0100城", "ᠮᠣᠩᠭᠣᠯ\u180e\u180bᠠ"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Cafe\u0301", "Caf\xe9"),  # composed
        ("\u1112\u1161\u11ab", "한"),
        ("Con\x02trol PC", "Control PC"),
        ("Con\x1ctrol\x1f\x7f\x9b PC\x00", "Control PC"),
        ("Fix\u202elif", "Fixlif"),
        ("\u2067Fix\u2069 \u200e24\u200f\u061c", "Fix 24"),
        ("same@exam\xadple.com\u200b", "same@example.com"),
        ("\ufeffA\u2060B\u2063C\u180eD", "ABCD"),
        ("A\u115fB\u3164C\u2800D\uffa0E\u034fF", "ABCDEF"),
        ("tag\U000e0041\U000e0042 me", "tag me"),
        ("a\u200db\u200cc", "abc"),
        ("Fix\ufe0f\U000e0100", "Fix"),
        ("\ud800Fix\uffff", "Fix"),
        ("\ufdd0Fix\U0002fffe\U000affff", "Fix"),  # no characters at all
        ("  a \t\r\n\u2028\u3000\u2009b\xa0 ", "a b"),
        ("e\u200b\u0301", "é"),  # what stood between a letter and its accent
    ],
)
def test_what_cannot_be_seen_is_dropped(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        *(PERSIAN, KSHA, SRI, FAMILY, RUNNER, HEART, KEYCAP, SCOTLAND, KATSURAGI, MONGOL),
        *("Zoë’s <b>PC</b> 🛠 متجر", "שָׁלוֹם", "الحاسوب", "がぎぐ", "\u0600١٢", "🇨🇭 Fix", "-", "…", "C++", "ﬁx", "²"),
    ],
)
def test_what_scripts_and_pictures_need_stays(text: str) -> None:
    assert clean_line(text) == clean_text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "nothing", ["", " ", "\u200b", "\u3164\u2800", "\u0301", "\u200d\u200c", "\u202e", "\x00\x01", "\ufe0f", "\u3000"]
)
def test_name_of_nothing_is_no_name(nothing: str) -> None:
    assert (clean_line(nothing), clean_text(nothing), clean_email(nothing), fold(nothing)) == ("", "", "", "")


def test_text_keeps_its_lines_each_ended_alike() -> None:
    assert clean_text(" One\r\n\r\n  two\rthree\u2028four\x0bfive\x85six\u202e\tseven \x02") == (
        "One\n\n  two\nthree\nfour\nfive\nsix seven"
    )


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("bo@example.com\u200b", "bo@example.com"),
        ("\u200bBo@Example.COM ", "Bo@example.com"),
        ("ｂｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "bo@example.com"),
        ("bo@Bu\u0308ro.DE", "bo@büro.de"),
        ("b\u200do@example。com", "bo@example.com"),
        ("no address", "no address"),
    ],
)
def test_address_is_plain_and_its_domain_in_small_letters(typed: str, address: str) -> None:
    assert clean_email(typed) == address


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÉLECTRO FIX", "electro fix"),
        ("Ünal", "UNAL"),
        ("Cafe\u0301", "café"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "ıstanbul"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("Ørsted & Æbler", "orsted & aebler"),
        ("Đặng", "dang"),
        ("ΑΘΉΝΑΣ", "αθηνας"),
        ("Ёлка", "елка"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("علی", "علي"),  # as Persian and as Arabic keyboards write it
        ("شرکة", "شركه"),
        ("متجر ٢٤", "متجر 24"),
        ("تعمیر ۲۴", "تعمير 24"),
        ("२४ घंटे", "24 घंटे"),
        ("Ｆｉｘ　２４", "fix 24"),
        ("Bob’s", "bob's"),
        ("A–B", "a-b"),
        (PERSIAN, PERSIAN.replace("\u200c", "")),
        (HEART, "❤"),
    ],
)
def test_capitals_accents_and_ways_to_store_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("が", "か"), ("й", "и"), ("कि", "क"), ("นำ", "นา"), ("ö", "a"), ("も", "モ")]
)
def test_marks_that_make_another_letter_do(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_names_sort_as_people_expect() -> None:
    names = ["Zeta Fix", "ÉLECTRO FIX", "azur", "Ünal PC", "élecTro two", "Uber", "Ярд", "Äpfel", "Vogt"]
    assert sorted(names, key=fold) == [
        *("Äpfel", "azur", "ÉLECTRO FIX", "élecTro two", "Uber", "Ünal PC", "Vogt", "Zeta Fix", "Ярд"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Süd", "SÜD"), ("Su\u0308d", "süd"), ("ＶＩＰ", "vip"), ("Süd\u200b", "süd"), ("Straße", "STRASSE")),
        *(("İzmir", "izmir"), ("IŞIK", "ışık"), ("ΟΔΟΣ", "οδος"), ("ﬁx", "FIX"), ("한", "\u1112\u1161\u11ab")),
    ],
)
def test_same_word(one: str, other: str) -> None:
    assert same(one) == same(other)


def test_word_with_another_accent_is_another_word() -> None:
    assert same("Bär") != same("Bar")


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    for clean in (clean_line, clean_text, clean_email, fold):
        once = clean(text)
        assert clean(once) == once
    assert not {"Cc", "Cs"} & {unicodedata.category(each) for each in clean_line(text)}


def test_long_paste_of_nothing_is_read_once() -> None:
    """Looking ahead from each of them would take hours."""
    assert clean_line("a" + "\u200d\u200b" * 200_000) == "a"
