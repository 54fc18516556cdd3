"""Public holidays of the shop's country, by day; the owner says which of them the shop keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from zoneinfo import TZPATH

import holidays
from holidays.registry import COUNTRIES

VERSION = version("holidays")
ZONE_TABLE = "zone.tab"  # which country a zone is in: code, place, zone


class CountryError(ValueError):
    """A country or region without known holidays."""


def public_holidays(country: str, region: str, years: Iterable[int]) -> dict[int, str]:
    """Return the holidays of those years: their English name, if there is one, by day ordinal. Raise CountryError."""
    try:
        found = holidays.country_holidays(country.upper(), subdiv=region.upper() or None, years=sorted(set(years)))
    except NotImplementedError:
        raise CountryError(f"no holidays are known for {country} {region}".strip()) from None
    return {day.toordinal(): name for day, name in sorted(found.items())}


@cache
def countries() -> Mapping[str, str]:
    """Return the English names of the countries whose holidays are known, by code, in the order of the names."""
    named = {codes[1]: name.replace("_", " ").title() for name, codes in COUNTRIES.items()}
    return dict(sorted(named.items(), key=lambda each: each[1]))


@cache
def country_of(zone: str) -> str:
    """Return the code of the country that a time zone is in; empty if unknown here, or without holidays."""
    for folder in TZPATH:
        table = Path(folder) / ZONE_TABLE
        if table.exists():
            lines = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
            found = next((parts[0] for parts in lines if parts[2:3] == [zone]), "")
            return found if found in countries() else ""
    return ""
