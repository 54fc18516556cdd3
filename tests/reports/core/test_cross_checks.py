"""What the consultant reads besides the report: contradictions with their answers, gaps, and the time it took."""

from datetime import timedelta

from questions.core.question import UNKNOWN
from questions.core.scoring import score
from reports.core.cross_checks import contradicting, minutes_taken, unknown
from reports.core.report import Report, build_report
from tests.makers import AT, answers_of, questionnaire

ASKED = questionnaire()


def report_of(**others: str | int) -> tuple[dict[str, object], Report]:
    answers = answers_of("bob-breakfix", **others)
    return {**answers}, build_report(ASKED, answers, score(ASKED, answers), shop="Bob's", date="", paper="A4")


def test_unknown_answers_come_with_their_sections_in_order() -> None:
    _answers, report = report_of(weekends=UNKNOWN, credentials=UNKNOWN)
    assert [(title, line.id) for title, line in unknown(report)] == [
        (ASKED.section[section].title, name)
        for section, name in (("your-time", "weekends"), ("openness", "credentials"))
    ]


def test_contradiction_names_the_answers_it_is_about() -> None:
    answers = answers_of("bob-breakfix")
    report = build_report(ASKED, answers, score(ASKED, answers), shop="Bob's", date="", paper="A4")
    found = contradicting(ASKED, answers, report)
    expected = ASKED.contradicted(answers)
    assert [each.text for each in found] == [each.text for each in expected]
    assert [[line.id for line in each.lines] for each in found] == [
        [condition.question for condition in each.conditions] for each in expected
    ]


def test_pauses_are_no_work() -> None:
    moments = [AT + timedelta(minutes=minutes) for minutes in (0, 2, 5, 30, 31)]
    assert minutes_taken(reversed(moments)) == 6
    assert minutes_taken([]) == minutes_taken(moments[:1]) == 0
