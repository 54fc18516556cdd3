"""Public holidays of the shop's country, by day; the owner says which of them the shop keeps."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version

import holidays

VERSION = version("holidays")


class CountryError(ValueError):
    """A country or region without known holidays."""


def public_holidays(country: str, region: str, years: Iterable[int]) -> dict[int, str]:
    """Return the holidays of those years: their English name, if there is one, by day ordinal. Raise CountryError."""
    try:
        found = holidays.country_holidays(country.upper(), subdiv=region.upper() or None, years=sorted(set(years)))
    except NotImplementedError:
        raise CountryError(f"no holidays are known for {country} {region}".strip()) from None
    return {day.toordinal(): name for day, name in sorted(found.items())}
