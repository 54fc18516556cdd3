"""Reads durations as seconds; a bare number needs a unit."""

from __future__ import annotations

import re

from evidence.core.reading.folding import plain

MINUTE, HOUR, DAY = 60, 3600, 86_400
MEMO = 8_192
LONGEST = 100  # characters of a duration

CLOCK = re.compile(r"(?:(\d+)[.\s](?:days?,?\s*)?)?(\d+):([0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?(?:\s*h(?:rs?|ours?)?)?")
PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)\.?")
BETWEEN = re.compile(r"[\s,;]*(?:and|y|e|et|und|en)?[\s,;]*")
ISO = re.compile(r"p(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)(?:[.,]\d+)?s)?)?")
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
GERMAN_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")
DECIMAL = re.compile(r"\d+(?:[.,]\d+)?|[.,]\d+")

UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "segundo", "segundos", "sekunde", "sekunden"), 1),
    **dict.fromkeys(("seg", "segs", "sek", "seconde", "secondes", "secondi", "secondo", "seconden"), 1),
    **dict.fromkeys(
        ("m", "min", "mins", "minute", "minutes", "minuto", "minutos", "minuten", "minuti", "minuut"), MINUTE
    ),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "hora", "horas", "stunde", "stunden", "std", "heure"), HOUR),
    **dict.fromkeys(("heures", "ora", "ore", "uur", "uren"), HOUR),
    **dict.fromkeys(("d", "day", "days", "dia", "dias", "tag", "tage", "jour", "jours", "giorno", "giorni"), DAY),
    **dict.fromkeys(("dag", "dagen", "j"), DAY),
    **dict.fromkeys(("w", "week", "weeks", "semana", "semanas", "woche", "wochen"), 7 * DAY),
}
# A heading's unit for its bare numbers; single letters count only in brackets.
HEADING = re.compile(r"[a-z]+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
BRACKETS = re.compile(r"[(\[]\s*([a-z]+)\.?\s*[)\]]")


def unit(heading: str) -> int | None:
    """Return the seconds in the unit that a heading names, such as "Duration Minutes" or "actual_hours"; else None."""
    text = plain(CAMEL.sub(" ", heading))
    named = [UNITS[word] for word in HEADING.findall(text) if len(word) > 1 and word in UNITS]
    named += [UNITS[word] for word in BRACKETS.findall(text) if word in UNITS]
    return named[-1] if named else None


def number(text: str) -> float | None:
    """Read a bare number: 1.5, 1,5, 172,973 and 1.234,5; None if it is not one, or negative, or ambiguous."""
    if THOUSANDS.fullmatch(text):
        return float(text.replace(",", ""))
    if GERMAN_THOUSANDS.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    return float(text.replace(",", ".")) if DECIMAL.fullmatch(text) else None


def seconds(text: str, of_one: int | None) -> float | None:
    """Read a cleaned, nonempty cell as seconds; `of_one` is the seconds of a bare number's unit. None if unreadable."""
    if len(text) > LONGEST:
        return None
    text = plain(text)
    if found := CLOCK.fullmatch(text):
        days, hours, minutes, rest = (int(each or 0) for each in found.groups())
        return float(days * DAY + hours * HOUR + minutes * MINUTE + rest)
    bare = number(text)
    if bare is not None:
        return None if of_one is None else bare * of_one
    if len(text) > 1 and (found := ISO.fullmatch(text)):
        days, hours, minutes, rest = (int(each or 0) for each in found.groups())
        return float(days * DAY + hours * HOUR + minutes * MINUTE + rest)
    return _in_words(text)


class Spans:
    """Reads durations, and remembers recent ones."""

    def __init__(self) -> None:
        self._memo: dict[tuple[str, int | None], float | None] = {}

    def __call__(self, text: str, of_one: int | None) -> float | None:
        """Do as `seconds`."""
        key = (text, of_one)
        if key not in self._memo:
            if len(self._memo) >= MEMO:
                self._memo.clear()
            self._memo[key] = seconds(text, of_one)
        return self._memo[key]


def _in_words(text: str) -> float | None:
    total, at, parts = 0.0, 0, 0
    while at < len(text):
        found = PART.match(text, at)
        amount = number(found[1]) if found else None
        if found is None or amount is None or found[2] not in UNITS:
            return None
        total, parts = total + amount * UNITS[found[2]], parts + 1
        between = BETWEEN.match(text, found.end())
        at = between.end() if between else found.end()
    return total if parts else None
