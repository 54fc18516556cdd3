"""Reports to draw from: two of our example shops as they answer today, and one whose owner knows little."""

from functools import cache

from questions.core.personas import Persona, examples, read_persona
from questions.core.question import UNKNOWN, Answer
from reports.core.report import Report
from reports.pdf.document import report_of_persona
from tests.builders import newest


@cache
def shop(name: str) -> Report:
    return report_of_persona(read_persona(examples(newest().version)[name], newest()), newest())


@cache
def little_known(every: int = 4) -> Report:
    """Each so-manieth answer of a calm shop, and otherwise nothing."""
    given = read_persona(examples(newest().version)["managed-ordinary"], newest()).answers
    answers: dict[str, Answer] = {question.id: UNKNOWN for question in newest().questions() if question.scored}
    answers |= {name: given[name] for name in list(given)[::every]}
    return report_of_persona(Persona("x", "Northside", "", 0, "", answers), newest())
