"""How a shop's country writes dates and numbers, and the paper it prints on, going by a choice or its time zone."""

from __future__ import annotations

A4, LETTER = PAPERS = ("A4", "Letter")
AMERICAN = "en-US"
# A region by its language tag, as `Regional.region` stores it.
REGIONS = (AMERICAN, "en-CA", "en-GB", "en-IE", "en-AU", "en-NZ", "en-ZA", "en-IN")
AMERICA = {
    "en-US": """Adak Anchorage Atka Boise Chicago Denver Detroit Fort_Wayne Indianapolis Juneau Knox_IN Los_Angeles
        Louisville Menominee Metlakatla New_York Nome Phoenix Shiprock Sitka Yakutat""",
    "en-CA": """Atikokan Blanc-Sablon Cambridge_Bay Coral_Harbour Creston Dawson Dawson_Creek Edmonton Fort_Nelson
        Glace_Bay Goose_Bay Halifax Inuvik Iqaluit Moncton Montreal Nipigon Pangnirtung Rainy_River Rankin_Inlet Regina
        Resolute St_Johns Swift_Current Thunder_Bay Toronto Vancouver Whitehorse Winnipeg Yellowknife""",
}
ZONES = {f"America/{city}": region for region, cities in AMERICA.items() for city in cities.split()} | {
    **dict.fromkeys(("EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT", "EST", "MST", "HST", "Navajo"), AMERICAN),
    **dict.fromkeys(("Pacific/Honolulu", "Pacific/Johnston"), AMERICAN),
    **dict.fromkeys(("Europe/Dublin", "Eire"), "en-IE"),
    **dict.fromkeys(("Pacific/Auckland", "Pacific/Chatham", "NZ", "NZ-CHAT"), "en-NZ"),
    **dict.fromkeys(("Asia/Kolkata", "Asia/Calcutta"), "en-IN"),
    "Africa/Johannesburg": "en-ZA",
}
PLACES = {
    "US": AMERICAN,
    "America/Indiana": AMERICAN,
    "America/Kentucky": AMERICAN,
    "America/North_Dakota": AMERICAN,
    "Canada": "en-CA",
    "Australia": "en-AU",
}
NOWHERE = ("Etc", "")  # the first part of a time zone that is in no country


def region_of(zone: str) -> str:
    """Return the region of a time zone; empty for one such as UTC, which is in no country.

    A country without a region of its own is like en-GB: the day first, and A4.
    """
    place, _, city = zone.rpartition("/")
    if zone in ZONES:
        return ZONES[zone]
    if place in PLACES:
        return PLACES[place]
    return "" if place in NOWHERE or not city else "en-GB"


def paper_of(region: str) -> str:
    """Return the paper of a region: Letter in the US and Canada, else A4."""
    return LETTER if region in (AMERICAN, "en-CA") else A4
