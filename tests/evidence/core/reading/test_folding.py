"""Texts compare without case, accents and punctuation; hashes need the run's key."""

from __future__ import annotations

import pytest

from evidence.core.reading.folding import Hasher, fold, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Created_Time", "created time"),
        ("Data da solução", "DATA DA SOLUCAO"),
        ("Ticket-ID", "ticketId"),
        ("Größe", "GROSSE"),
    ],
)
def test_headings_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_words_are_runs_of_letters_and_digits() -> None:
    assert words("VPN: não conecta, 2ª vez!") == ["vpn", "nao", "conecta", "2a", "vez"]


def test_a_hash_is_64_bits_of_this_key() -> None:
    one, other = Hasher(b"one"), Hasher(b"other")
    assert one("4051") == Hasher(b"one")("4051") != other("4051")
    assert 0 <= one("4051") < 1 << 64
    assert one.folded("Alder Dental") == one.folded(" ALDER dental") != one.folded("Birch Legal")
    assert one.folded("***") != one.folded("---")
