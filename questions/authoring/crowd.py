"""Invents any number of shops by mixing the example shops, to show what a firm with many clients would see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from questions.authoring.stress import inside, step
from questions.core.personas import Persona
from questions.core.question import UNKNOWN, Answer, Answers, Question
from questions.core.questionnaire import Questionnaire
from questions.core.scoring import score

PLACES = (
    "Alder", "Bridge Street", "Canal", "Dover", "Eastgate", "Fairview", "Glen", "Harbour", "Inverness", "Junction",
    "Kingsway", "Lakeside", "Market Square", "Northgate", "Old Mill", "Parkside", "Quarry", "Riverside", "Station Road",
    "Two Hills", "Upton", "Valley", "Westfield", "York Road", "Zoar",
)  # fmt: skip
TRADES = ("Computers", "PC Repair", "IT", "Tech", "Systems", "Computer Care", "Data & Devices", "Laptop Clinic")
FIRST = (
    "Ada", "Bruno", "Carla", "Dev", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jamal", "Katya", "Leo", "Mina", "Noor",
    "Oskar", "Petra", "Quinn", "Rosa", "Sami", "Tess", "Uwe", "Vera", "Wim", "Xenia", "Yusuf", "Zoe",
)  # fmt: skip
LAST = ("Aho", "Berger", "Costa", "Dunn", "Eriksen", "Farkas", "Grant", "Haddad", "Ito", "Jansen", "Keller", "Lopez")
QUARTER, DRIFT = 91, 14  # days between attempts, and how many days early or late an owner is
UNSURE, STRAY = 0.02, 0.2  # how often an owner doesn't know, and how often an answer is another shop's or a step off
FINISHED, REVIEWED = 0.85, 0.9  # how often the last attempt was submitted, and how often it was reviewed
MOST_DRAWN = 20_000  # shops drawn in search of some that are so many points inside
BETTER, WORSE = 0.18, 0.08  # how often an answer has moved a step since the attempt before


@dataclass(frozen=True, slots=True)
class Attempt:
    """Answers started `ago` days before today; unless `finished`, they stop halfway.

    `reviewed` says whether the consultant has been through them.
    """

    ago: int
    answers: Answers
    finished: bool
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """An invented shop with its attempts, oldest first; none if it was only invited."""

    name: str
    owner: str
    people: int
    attempts: tuple[Attempt, ...]


def draw(questionnaire: Questionnaire, personas: Sequence[Persona], *, seed: int, number: int) -> Drawn:
    """Draw the shop of this number; the same seed, questionnaire and example shops always give the same shop."""
    random = Random(f"{seed}/{number}")  # noqa: S311 -- repeatable draws, not secrets
    name = f"{random.choice(PLACES)} {random.choice(TRADES)}"
    owner = f"{random.choice(FIRST)} {random.choice(LAST)}"
    near, far = random.sample(personas, 2)
    answers = _between(questionnaire, near.answers, far.answers, random)
    attempts = []
    times = random.choices((0, 1, 2, 3, 4), (5, 45, 28, 14, 8))[0]
    for left in reversed(range(times)):
        ago = left * QUARTER + random.randint(0, DRIFT)
        finished = left > 0 or random.random() < FINISHED
        reviewed = left > 0 or random.random() < REVIEWED
        kept = answers if finished else _half(questionnaire, answers, random)
        attempts.append(Attempt(ago, kept, finished, finished and reviewed))
        answers = _moved(questionnaire, answers, random)
    return Drawn(name, owner, near.people or random.randint(1, 5), tuple(attempts))


def inside_by(
    questionnaire: Questionnaire, personas: Sequence[Persona], *, points: int, number: int, seed: int = 1
) -> dict[str, Answers]:
    """Return the first `number` invented shops that are exactly so many points inside their stage; fewer if rare."""
    found: dict[str, Answers] = {}
    for drawn in range(MOST_DRAWN):
        if len(found) == number:
            break
        attempts = draw(questionnaire, personas, seed=seed, number=drawn).attempts
        if attempts and attempts[-1].finished:
            answers = attempts[-1].answers
            card = score(questionnaire, answers)
            if not card.missing and inside(questionnaire, card) == points:
                found[f"shop {drawn}"] = answers
    return found


def _between(questionnaire: Questionnaire, near: Answers, far: Answers, random: Random) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for question in questionnaire.questions():
        source = far if random.random() < STRAY else near
        if (answer := source.get(question.id, near.get(question.id))) is None:
            continue
        if question.scored and random.random() < UNSURE:
            answer = UNKNOWN
        found[question.id] = _nudged(question, answer, random.choice((-1, 1)), random, STRAY)
    return found


def _moved(questionnaire: Questionnaire, answers: Answers, random: Random) -> dict[str, Answer]:
    moved = {}
    for name, answer in answers.items():
        question = questionnaire.question[name]
        moved[name] = _nudged(question, _nudged(question, answer, 1, random, BETTER), -1, random, WORSE)
    return moved


def _half(questionnaire: Questionnaire, answers: Answers, random: Random) -> dict[str, Answer]:
    asked = [question.id for question in questionnaire.questions() if question.id in answers]
    return {name: answers[name] for name in asked[: random.randint(1, len(asked) - 1)]}


def _nudged(question: Question, answer: Answer, direction: int, random: Random, chance: float) -> Answer:
    if random.random() >= chance or question.points(answer) is None:
        return answer
    return step(question, answer, direction)
