"""Public holidays of the shop's country, by day; which of them it keeps is the owner's to say."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version

import holidays

VERSION = version("holidays")


class CountryError(ValueError):
    """A country or region that nobody keeps holidays for."""


def public_holidays(country: str, region: str, years: Iterable[int]) -> dict[int, str]:
    """Ordinal and English name, where there is one, of each holiday in those years. Raises CountryError."""
    try:
        found = holidays.country_holidays(country.upper(), subdiv=region.upper() or None, years=sorted(set(years)))
    except NotImplementedError:
        raise CountryError(f"no holidays are known for {country} {region}".strip()) from None
    return {day.toordinal(): name for day, name in sorted(found.items())}
