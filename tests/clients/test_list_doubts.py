"""A list is kept in the page to be read in other letters."""

from hashlib import sha256

from clients.list_doubts import MOST_KEPT, Doubts

DATA = "Caf\xe9 M\xfcller;zoe@example.com".encode("cp1252")


def test_page_keeps_the_list_and_the_choice() -> None:
    doubts = Doubts(DATA)
    assert doubts.reading("mac_roman").code == "mac_roman"
    kept = Doubts.kept(doubts.for_page())
    assert (kept.data, kept.code, bool(kept)) == (DATA, "mac_roman", True)
    assert kept.sample != "Café · Müller"
    assert "Café · Müller" in [each.sample for each in kept.others]


def test_unknown_code_is_the_likeliest() -> None:
    assert Doubts(DATA).reading("no-such").code == "cp1252"


def test_what_a_page_did_not_keep_is_nothing() -> None:
    for forged in ("", "x", Doubts(DATA).for_page()[:-1] + "!"):
        assert not Doubts.kept(forged)
        assert Doubts.kept(forged).others == []


def test_plain_list_is_not_kept() -> None:
    assert Doubts(b"Bob;bob@example.com").for_page() == ""


def test_list_too_large_for_a_page_is_not_kept() -> None:
    noise = "".join(sha256(bytes(str(each), "ascii")).hexdigest() for each in range(MOST_KEPT // 16)).encode() + DATA
    assert Doubts(noise)
    assert Doubts(noise).for_page() == ""
