"""Holidays come by country and region, in whole years."""

from __future__ import annotations

from datetime import date

import pytest

from evidence.holiday import CountryError, public_holidays


def test_holidays_are_those_of_the_country_and_its_region() -> None:
    country = public_holidays("us", "", [2026])
    assert country[date(2026, 11, 11).toordinal()] == "Veterans Day"
    assert date(2025, 11, 11).toordinal() not in country
    texas = public_holidays("US", "TX", [2026, 2026])
    assert texas[date(2026, 3, 2).toordinal()] == "Texas Independence Day"
    assert len(country) == 12


@pytest.mark.parametrize(("country", "region"), [("Atlantis", ""), ("US", "Atlantis"), ("", "")])
def test_a_country_nobody_knows_is_an_error(country: str, region: str) -> None:
    with pytest.raises(CountryError, match="no holidays are known for"):
        public_holidays(country, region, [2026])
