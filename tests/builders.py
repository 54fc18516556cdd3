"""Questions, questionnaires and content folders made by hand; a test says only what it is about.

Every option is named by its points: p0 to p4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from questions.core.consistency import DISTANCES
from questions.core.loader import load
from questions.core.question import (
    Action,
    Answer,
    Effort,
    Kind,
    Knot,
    Measure,
    Option,
    Question,
    Source,
    Trust,
    When,
    points_between,
)
from questions.core.questionnaire import Cut, Gate, Goal, Questionnaire, Section, VerdictTexts

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = tuple(Option(f"p{points}", f"worth {points}", points, f"finding {points}") for points in range(5))
ACTION = Action(what="Do it.", why="It helps.", how="Begin.", effort=Effort.MEDIUM, when=When.DAYS_60)
SOURCE = Source(claim="Our own reading.", name="This questionnaire", date="2026", trust=Trust.OURS)
NUMBER = {"kind": Kind.NUMBER, "options": (), "minimum": 0, "maximum": 100, "unit": "percent"}
RISING = (Knot(0, 0), Knot(50, 2), Knot(100, 4))
FALLING = (Knot(0, 4), Knot(50, 2), Knot(100, 0))


def make_question(name: str, **changes: Any) -> Question:
    """A practice: a scored choice of weight 1 that feeds readiness and carries an action."""
    question = Question(
        id=name,
        kind=Kind.CHOICE,
        text=f"{name}?",
        help=f"help for {name}",
        why=f"why {name}",
        window="today",
        measure=Measure.READINESS,
        options=OPTIONS,
        unknown=f"{name} is not known",
        action=ACTION,
        sources=(SOURCE,),
    )
    return replace(question, **changes)


def make_strain(name: str, *practices: str, **changes: Any) -> Question:
    """A choice that tells what the present way costs; `practices` lie behind it."""
    return make_question(name, **{"measure": Measure.STRAIN, "practices": practices, "action": None} | changes)


def make_result(name: str, *practices: str, **changes: Any) -> Question:
    """A choice about an outcome that feeds readiness; `practices` lie behind it."""
    return make_question(name, **{"result": True, "practices": practices, "action": None} | changes)


def make_commitment(name: str, **changes: Any) -> Question:
    return make_question(name, **{"measure": Measure.COMMITMENT, "action": None} | changes)


def make_number(name: str, *practices: str, **changes: Any) -> Question:
    """An outcome in percent; 0 earns 0 points, 100 earn 4."""
    return make_result(name, *practices, **{**NUMBER, "knots": RISING} | changes)


def make_goal(*names: str) -> Question:
    """The unscored choice of a goal."""
    options = tuple(Option(name, f"to {name}") for name in names)
    return make_question("goal", measure=None, options=options, window="", unknown="", action=None, sources=())


def make_section(name: str, *questions: Question, **changes: Any) -> Section:
    """A section that weighs 1 where it feeds readiness, else 0."""
    weight = float(any(question.measure is Measure.READINESS for question in questions))
    section = Section(id=name, title=name.title(), lead=f"About {name}.", weight=weight, questions=questions)
    return replace(section, **changes)


def make_cuts(**least: int) -> tuple[Cut, ...]:
    """Cuts by id, each with the points it begins at."""
    return tuple(Cut(name, name.title(), points, f"text of {name}") for name, points in least.items())


def make_gate(name: str, question: str, **changes: Any) -> Gate:
    """A gate that holds always, for every goal."""
    return replace(Gate(name, question, name.title(), f"{name} holds.", f"Open {name}."), **changes)


def make_questionnaire(*sections: Section, goals: tuple[Goal, ...] = (), **changes: Any) -> Questionnaire:
    """These sections and a last one, "wish", that asks for the goal: stay (no path) or grow, unless others are given.

    Stages begin at 0, 25, 45, 65 and 85, bands at 0, 35 and 65. Each of the verdict's texts names its own place.
    """
    goals = goals or (Goal("stay", (), path=False), Goal("grow", ()))
    wish = make_section("wish", make_goal(*(goal.id for goal in goals)))
    stages = make_cuts(none=0, some=25, half=45, most=65, all=85)
    bands, openings = make_cuts(calm=0, worn=35, burning=65), make_cuts(weak=0, fair=35, strong=65)
    places = [(goal.id, each) for goal in goals for each in (DISTANCES if goal.needs else [cut.id for cut in bands])]
    questionnaire = Questionnaire(
        slug="small",
        version="1",
        lang="en",
        title="Small",
        checksum="",
        published=False,
        goal="goal",
        minutes=(1, 2),
        sections=(*sections, wish),
        stages=stages,
        strain_bands=bands,
        commitment_bands=openings,
        verdict=VerdictTexts(
            incomplete="too little",
            because_calm="two that carry it",
            because_strained="one that costs and one that carries",
            keep="keep it",
            headlines={(stage.id, band.id): f"{stage.id} and {band.id}" for stage in stages for band in bands},
            goals={(goal, place): f"{goal}, {place}: {{met}} of {{of}}" for goal, place in places},
            openings={cut.id: f"{cut.id} begins:" for cut in openings},
        ),
        goals=goals,
    )
    return replace(questionnaire, **changes)


@cache
def real_questionnaire() -> Questionnaire:
    """Version 2026.2, which older results were made with: without findings at every level and steps in order."""
    return load(ROOT / "questions" / "content" / "is-it-working" / "2026.2")


@cache
def newest() -> Questionnaire:
    """The questionnaire this project brings, as owners get it."""
    return load(ROOT / "questions" / "content" / "is-it-working" / "2026.3")


def answer_all(questionnaire: Questionnaire, points: int, **others: Answer) -> dict[str, Answer]:
    """Every scored question answered with `points` of 4, a number as near as it can; except `others`, with _ for -."""
    answers: dict[str, Answer] = {}
    for question in questionnaire.questions():
        if question.scored and question.kind is Kind.NUMBER:
            numbers = range(question.minimum, question.maximum + 1)
            answers[question.id] = min(numbers, key=lambda n: abs(points_between(question.knots, n) - points))
        elif question.scored:
            answers[question.id] = next(option.id for option in question.options if option.points == points)
    return answers | {name.replace("_", "-"): answer for name, answer in others.items()}


INDEX_TOML = """\
title = "How is it going?"
lang = "en"
goal = "goal"
minutes-from = 2
minutes-to = 3
sections = ["work", "wish"]
goals = [
  { id = "stay", path = false, needs = [["noise", 3]] },
  { id = "grow", needs = [["written", 2], ["share", 3]] },
]
stages = [
  { id = "low", name = "Low", least = 0, text = "Little is in place." },
  { id = "high", name = "High", least = 50, text = "Much is in place." },
]
strain-bands = [
  { id = "calm", name = "Calm", least = 0, text = "It costs little." },
  { id = "worn", name = "Worn", least = 40, text = "It costs much." },
]
commitment-bands = [{ id = "weak", name = "Weak", least = 0, text = "No time is set aside." }]

[[gates]]
id = "unwritten"
question = "written"
from-stage = "high"
only-goals = ["grow"]
unless-goals = ["stay"]
title = "Nothing is in writing"
text = "Write it down first."
step = "Take a sheet of paper."

[ceiling]
question = "share"
least = 50
stage = "low"
text = "High also needs half of the revenue."
"""
WORK_TOML = """\
title = "Work"
lead = "How is it done?"
weight = 1.5

[[questions]]
id = "written"
kind = "choice"
feeds = "readiness"
text = "What is in writing?"
help = "A page counts."
window = "Today"
why = "Paper remembers."
unknown = "You do not know what is in writing."
options = [
  { id = "p0", points = 0, text = "Nothing", finding = "Nothing is in writing." },
  { id = "p1", points = 1, text = "A line" },
  { id = "p2", points = 2, text = "A page" },
  { id = "p3", points = 3, text = "Some pages" },
  { id = "p4", points = 4, text = "All of it" },
]
action = { what = "Write it.", why = "To remember.", how = "On paper.", effort = "S", when = "week" }
sources = [{ claim = "A page is usual.", name = "A book", date = "2020", trust = "C", url = "https://example.com" }]

[[questions]]
id = "checked"
kind = "choice"
feeds = "readiness"
weight = 0.5
text = "Who checks?"
help = "Anyone but the writer."
window = "This year"
why = "Four eyes see more."
unknown = "You do not know who checks."
not-applicable = "Nobody else works here"
options = [
  { id = "p4", points = 4, text = "Everybody" },
  { id = "p3", points = 3, text = "Two" },
  { id = "p2", points = 2, text = "One" },
  { id = "p1", points = 1, text = "Sometimes one" },
  { id = "p0", points = 0, text = "Nobody" },
]
action = { what = "Check it.", why = "To find faults.", how = "In pairs.", effort = "L", when = "90" }
sources = [{ claim = "Our order.", name = "Us", date = "2026", trust = "inference" }]

[[questions]]
id = "share"
kind = "number"
feeds = "readiness"
weight = 2
result = true
text = "What share is agreed?"
help = "A guess will do."
window = "Last year"
why = "It comes each month."
unknown = "You do not know the share."
unit = "percent"
minimum = 0
maximum = 100
knots = [[0, 0], [20, 1], [60, 4]]
ranges = [
  { from = 0, to = 19, finding = "Little is agreed." },
  { from = 60, to = 100, finding = "Most is agreed." },
]
practices = ["written", "checked"]
sources = [{ claim = "Our steps.", name = "Us", date = "2026", trust = "inference" }]

[[questions]]
id = "noise"
kind = "choice"
feeds = "strain"
text = "How loud is it?"
help = "In the shop."
window = "This week"
why = "Noise tires."
unknown = "You do not know how loud it is."
options = [
  { id = "p0", points = 0, text = "Very" },
  { id = "p1", points = 1, text = "Rather" },
  { id = "p2", points = 2, text = "Somewhat" },
  { id = "p3", points = 3, text = "A little" },
  { id = "p4", points = 4, text = "Not at all" },
]
practices = ["checked"]
sources = [{ claim = "Our ears.", name = "Us", date = "2026", trust = "inference" }]
"""
WISH_TOML = """\
title = "Wish"
lead = "What do you want?"
weight = 0

[[questions]]
id = "goal"
kind = "choice"
text = "Where to?"
help = "In two years."
why = "It decides what counts."
options = [{ id = "stay", text = "Nowhere" }, { id = "grow", text = "Up" }]

[[questions]]
id = "worries"
kind = "choices"
text = "What worries you?"
help = "Several."
why = "The report answers."
options = [
  { id = "money", text = "Money", reply = { claim = "Ask early.", name = "Us", date = "2026", trust = "inference" } },
  { id = "time", text = "Time" },
]

[[questions]]
id = "rate"
kind = "number"
text = "What is an hour?"
help = "Usually."
why = "To count."
unit = "an hour"
minimum = 1
maximum = 500

[[questions]]
id = "dream"
kind = "text"
text = "What did you want?"
help = "In a sentence."
why = "It comes back."
"""
VERDICT_TOML = """\
incomplete = "Too little is known."
because-calm = "Two that carry it:"
because-strained = "One that costs, one that carries:"
keep = "Keep it."

[headlines]
low = { calm = "Low and calm.", worn = "Low and worn." }
high = { calm = "High and calm.", worn = "High and worn." }

[goals]
stay = { there = "Stay, {met} of {of}.", near = "Nearly stay.", far = "Far from staying." }
grow = { there = "Grown.", near = "Nearly grown.", far = "Far from grown: {met} of {of}." }

[openings]
weak = "Take one hour:"
"""
CONTENT: Mapping[str, str] = {
    "questionnaire.toml": INDEX_TOML,
    "verdict.toml": VERDICT_TOML,
    "work.toml": WORK_TOML,
    "wish.toml": WISH_TOML,
}


def make_content(folder: Path, **files: str) -> Path:
    """Write the questionnaire "small" 1.0 below `folder` and return its own folder; `files` by stem replace a file."""
    version = folder / "small" / "1.0"
    version.mkdir(parents=True)
    for name, text in (dict(CONTENT) | {f"{stem}.toml": text for stem, text in files.items()}).items():
        (version / name).write_text(text, encoding="utf-8")
    return version
