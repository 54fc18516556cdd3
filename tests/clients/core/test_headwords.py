"""Columns are known by their headings in several languages, each field once."""

import pytest

from clients.core.headwords import guess


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (
            "Shop|Owner|E-mail|Phone|Tags|In charge|Time zone|Note|People",
            "name|owner|email|phone|tags|in_charge|time_zone|contact|people",
        ),
        ("FIRMA|Inhaber|Mailadresse|Telefon|Zuständig|Bemerkung:", "name|owner|email|phone|in_charge|contact"),
        ("Société|Gérant|Courriel|Numéro de téléphone|Étiquettes", "name|owner|email|phone|tags"),
        ("Empresa|Dueño|Correo electrónico|Móvil|Zona horaria", "name|owner|email|phone|time_zone"),
        ("Company|Name|City", "name|owner|"),
        ("Name|Email|Email", "name|email|"),
        ("", ""),
    ],
)
def test_headings_are_guessed(headings: str, fields: str) -> None:
    assert guess(headings.split("|")) == fields.split("|")
