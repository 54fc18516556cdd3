"""The smallest and the oddest questionnaire that pass `manage.py check`, as files: whatever they lack or overdo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
MARKUP = "<b>&amp; {met} %s %(name)s \"quoted\" 'quoted' {{ shop }} {% now %}"
RIGHT_TO_LEFT = "هل ما تفعله ينجح؟"
OURS = [{"claim": "Our own reading.", "name": "Us", "date": "2026", "trust": "inference"}]
STAGES = ("unknown", "none", "s2", "s3", "s4", "s5", "s6", "s7", "top")
BANDS = ("any", "warm", "hot", "ablaze")
WISHES = ("calm", "there", "near", "far", "all", "none", "n")
Content = Mapping[str, Mapping[str, Any]]


def question(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "text": f"{name}?", "help": "Help.", "why": "To know."} | more


def scored(name: str, feeds: str, kind: str = "choice", **more: Any) -> dict[str, Any]:
    known = {"feeds": feeds, "window": "Today", "unknown": "Nobody knows.", "sources": OURS}
    return question(name, kind, **(known | more))


def action(**more: Any) -> dict[str, Any]:
    return {"what": "Do.", "why": "To have done.", "how": "Now.", "effort": "S", "when": "week"} | more


def options(*names: str) -> list[dict[str, Any]]:
    return [{"id": name, "text": name.title()} for name in names]


def cut(name: str, least: int = 0, text: str = "") -> dict[str, Any]:
    return {"id": name, "name": text or name.title(), "least": least, "text": "So."}


SMALLEST: Content = {
    "questionnaire": {
        "title": "?",
        "lang": "en",
        "goal": "goal",
        "minutes-from": 1,
        "minutes-to": 1,
        "sections": ["all"],
        "goals": [{"id": "a", "needs": []}, {"id": "b", "needs": []}],
        "stages": [cut("only")],
        "strain-bands": [cut("only")],
        "commitment-bands": [cut("only")],
    },
    "all": {
        "title": "All",
        "lead": "All.",
        "weight": 1,
        "questions": [
            scored(
                "do",
                "readiness",
                options=[{"id": "no", "points": 0, "text": "No"}, {"id": "yes", "points": 4, "text": "Yes"}],
                action=action(),
            ),
            scored(
                "hurt",
                "strain",
                options=[{"id": "yes", "points": 0, "text": "Yes"}, {"id": "no", "points": 4, "text": "No"}],
                practices=["do"],
            ),
            question("goal", "choice", options=options("a", "b")),
        ],
    },
    "verdict": {
        "incomplete": "Too little.",
        "because-calm": "Calm.",
        "because-strained": "Strained.",
        "keep": "Keep.",
        "headlines": {"only": {"only": "Only."}},
        "goals": {"a": {"only": "A."}, "b": {"only": "B."}},
        "openings": {"only": "Begin:"},
    },
}


def practice(name: str, number: int, **more: Any) -> dict[str, Any]:
    """A scored choice with so many options; neighbors share their points where there are more than five."""
    return scored(
        name,
        "readiness",
        text=f"{name}: {LONG} {MARKUP}?",
        help=MARKUP,
        window=RIGHT_TO_LEFT,
        unknown=MARKUP,
        options=[
            {"id": f"o{n}", "points": 4 * n // (number - 1), "text": f"{LONG} {MARKUP} {n}", "finding": f"{LONG} {n}"}
            for n in range(number)
        ],
        action=action(what=f"{LONG} {MARKUP}", effort="L", when="90"),
        sources=[{"claim": MARKUP, "name": LONG, "date": "undated", "trust": "E"}],
        **more,
    )


ODDEST: Content = {
    "questionnaire": {
        "title": RIGHT_TO_LEFT,
        "lang": "ar",
        "goal": "where-to",
        "minutes-from": 1,
        "minutes-to": 999,
        "sections": ["everything", "check"],
        "gates-in-words": MARKUP,
        "stages": [cut(name, round(100 * n / 8), LONG[: 9 * n + 3]) for n, name in enumerate(STAGES)],
        "strain-bands": [cut(name, 30 * n, f"{name} {LONG}") for n, name in enumerate(BANDS)],
        "commitment-bands": [cut("one", 0, RIGHT_TO_LEFT)],
        "goals": [
            {"id": "calm", "path": False, "needs": [["level", 4], ["seven", 1]]},
            *({"id": name, "needs": []} for name in WISHES[1:]),
        ],
        "gates": [
            {"id": "any", "question": "level", "title": MARKUP, "text": LONG, "step": f"{LONG} {MARKUP}"},
            {"id": "none", "question": "seven", "from-stage": "unknown", "title": LONG, "text": "T.", "step": "S."},
        ],
        "contradictions": [
            {
                "id": "both",
                "text": f"{MARKUP}?",
                "conditions": [{"question": "level", "to": 0}, {"question": "several", "options": ["a", "b"]}],
            }
        ],
        "rules": {"readiness-needed": 0, "commitment-needed": 100, "most-steps": 1, "steps-this-week": 1},
    },
    "everything": {
        "title": MARKUP,
        "lead": LONG,
        "weight": 0.001,
        "questions": [
            practice("two", 2),
            practice("three", 3, weight=1000),
            practice("six", 6),
            practice("seven", 7, weight=0.001),
            scored(
                "level",
                "strain",
                "number",
                unit=LONG,
                minimum=-1_000_000,
                maximum=1_000_000_000,
                knots=[[-273, 4], [-10, 4], [0, 2.5], [1, 2.5], [40, 0], [50, 0]],
                ranges=[{"from": -300, "to": -1, "finding": MARKUP}],
                practices=["two", "three", "six", "seven"],
            ),
        ],
    },
    "check": {
        "title": LONG,
        "lead": MARKUP,
        "weight": 0,
        "questions": [
            question("where-to", "choice", text=MARKUP, options=options(*WISHES)),
            question(
                "several",
                "choices",
                options=[
                    {"id": "a", "text": MARKUP, "reply": {"claim": MARKUP, "name": "N", "date": "D", "trust": "A"}},
                    {"id": "b", "text": LONG},
                ],
            ),
            question("currency", "text"),
            question("hours-worked", "choice", options=options("few", "many")),
            question("yearly-revenue", "number", unit="a year", minimum=-5, maximum=5_000_000_000),
            question("billable-techs", "number", unit="people", minimum=0, maximum=5),
        ],
    },
    "verdict": {
        "incomplete": MARKUP,
        "because-calm": LONG,
        "because-strained": MARKUP,
        "keep": LONG,
        "headlines": {stage: {band: f"{stage} and {band}: {LONG}" for band in BANDS} for stage in STAGES},
        "goals": {
            "calm": {"there": "{met}/{of}", "near": "{of}: {met}", "far": LONG},
            **{wish: {band: f"{wish} and {band}" for band in BANDS} for wish in WISHES[1:]},
        },
        "openings": {"one": RIGHT_TO_LEFT},
    },
}
FILES: Mapping[str, Content] = {"smallest": SMALLEST, "oddest": ODDEST}


def write(folder: Path, name: str) -> Path:
    """Write the questionnaire of this name, version 1, below `folder` and return its own folder."""
    version = folder / name / "1"
    version.mkdir(parents=True)
    for stem, table in FILES[name].items():
        text = "".join(f"{json.dumps(key)} = {_toml(value)}\n" for key, value in table.items())
        (version / f"{stem}.toml").write_text(text, encoding="utf-8")
    return version


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
