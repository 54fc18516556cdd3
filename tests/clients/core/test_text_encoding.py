"""Files in the codes that programs save in: the right letters, or a choice of them."""

import pytest

from clients.core.text_encoding import TWICE, readings, sense

WESTERN, POLISH = "Café Müller,Zoë,zoe@example.com,3\r", "Łódź Serwis,Zoë,zoe@example.com,3\r"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (WESTERN, "mac_roman"),
        ("Crème,Zoë,zoe@example.com,3\r", "mac_roman"),
        (POLISH, "cp1250"),
        (WESTERN, "cp1252"),
        ("O’Brien — “Fix”,€ 5", "cp1252"),
        ("O’Brien’s “Fix”", "mac_roman"),
        ("Größe, Sørensen, Peña, ÉLECTRO", "mac_roman"),
        ("Wałęsa, Říha Šťastný", "cp1250"),
        ("Ünal Şahin", "cp1254"),
        ("Мастер Иван", "cp1251"),
        ("Мастер Иван", "koi8_r"),
        ("Ελλάδα", "cp1253"),
        ("Café, Straße", "cp850"),
        ("Dvořák", "mac_latin2"),
        ("שלום", "cp1255"),
        ("修理店", "gb18030"),
        ("修理屋さん", "shift_jis"),
        ("수리점", "euc_kr"),
        (WESTERN, "utf-8"),
        (WESTERN, "utf-8-sig"),
        (POLISH, "utf-16"),
        *((POLISH, code) for code in ("utf-16-le", "utf-16-be", "utf-32")),
        *(("北京电脑,王伟,wang@example.cn\n", code) for code in ("utf-16-le", "utf-16-be")),
        ("plain,bo@example.com", "ascii"),
    ],
)
def test_letters_are_read_as_they_were_written(text: str, code: str) -> None:
    assert readings(text.encode(code))[0].text == text


@pytest.mark.parametrize(("code", "number"), [("utf-8", 1), ("utf-16", 1), ("cp1252", 5)])
def test_only_a_file_that_does_not_say_how_it_was_saved_leaves_a_choice(code: str, number: int) -> None:
    found = readings(WESTERN.encode(code))
    assert len(found) == number
    assert found[0].sample == "Café · Müller · Zoë"


def test_plain_letters_leave_no_choice() -> None:
    assert [each.text for each in readings(b"Bob,bob@example.com")] == ["Bob,bob@example.com"]


def test_right_letters_are_among_the_choices_where_nobody_can_know() -> None:
    found = readings("Øverby".encode("cp1250", errors="replace").replace(b"?", b"\xd8"))  # Řverby as well
    assert {"Øverby", "Řverby"} <= {each.sample for each in found}


def test_text_written_twice_is_read_back_and_can_be_kept() -> None:
    found = readings("CafÃ© MÃ¼ller".encode())
    assert [(each.code, each.text) for each in found] == [(TWICE, "Café Müller"), ("utf-8", "CafÃ© MÃ¼ller")]
    assert [each.text for each in readings("São João, Ângela".encode())] == ["São João, Ângela"]


@pytest.mark.parametrize("data", [b"a;b\0;c", b"\x81\x01\x02\xff", bytes(range(1, 32))])
def test_what_is_no_text_has_no_reading(data: bytes) -> None:
    assert readings(data) == []


@pytest.mark.parametrize(("good", "bad"), [("Café", "CafŽ"), ("Müller", "MŸller"), ("Zoë", "Zo‘"), ("Łódź", "£ódŸ")])
def test_words_make_more_sense_than_signs_in_them(good: str, bad: str) -> None:
    assert sense(good) > 0.5 > sense(bad)
