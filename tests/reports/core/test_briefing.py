"""What a consultant reads before a call: facts in a few words, and what to ask about, the most pressing first."""

from datetime import timedelta

from questions.core.personas import examples, read_persona
from questions.core.question import UNKNOWN, Answer, Answers
from questions.core.scoring import score
from questions.library import library
from reports.core.briefing import FEW, Before, ToAsk, Why, holding, hurting, minutes_taken, to_ask, unknown_in
from reports.core.report import Report, build_report
from tests.makers import AT, answers_of, questionnaire

ASKED = questionnaire()


def report_of(answers: Answers) -> Report:
    return build_report(ASKED, answers, score(ASKED, answers), shop="Bob's", date="", paper="A4")


def before(answers: Answers, *earlier: Answers) -> Before:
    unknown = [unknown_in(score(ASKED, each)) for each in (answers, *earlier)]
    return Before(ASKED, answers, report_of(answers), unknown)


def asked(answers: Answers, then: Before | None = None) -> list[tuple[Why, str]]:
    return [(each.why, each.lines[0].id) for each in to_ask(ASKED, answers, report_of(answers), then)]


def bob(**others: Answer) -> Answers:
    return answers_of("bob-breakfix", **others)


def test_what_hurts_and_holds_is_said_in_a_few_words_with_the_shops_numbers() -> None:
    answers = bob()
    report = report_of(answers)
    assert hurting(ASKED, answers, report)[0] == "72-hour weeks"
    assert len(hurting(ASKED, answers, report)) == FEW
    assert report.composed
    assert report.composed.spoken
    assert holding(ASKED, answers, report) == (report.composed.spoken.going,)
    strong = answers_of("strategic-partner")
    assert hurting(ASKED, strong, report_of(strong)) == ()
    assert len(set(holding(ASKED, strong, report_of(strong)))) == FEW


def test_nothing_is_built_on_that_another_answer_contradicts() -> None:
    signed = [answers_of("managed-ordinary", agreement_coverage=given) for given in ("80-or-more", "none")]
    share = ASKED.question["managed-share"].strength(signed[0]["managed-share"])
    assert [share in holding(ASKED, answers, report_of(answers)) for answers in signed] == [True, False]


def test_a_version_without_such_words_gives_its_findings() -> None:
    old = library()["is-it-working", "2026.2"]
    answers = read_persona(examples("2026.2")["bob-breakfix"], old).answers
    report = build_report(old, answers, score(old, answers), shop="Bob's", date="", paper="A4")
    assert hurting(old, answers, report) == tuple(line.finding for line in report.costs[:FEW])
    assert holding(old, answers, report) == tuple(line.finding for line in report.strengths[:FEW])


def test_contradiction_names_the_answers_it_is_about() -> None:
    answers = bob(who_answers="paid-on-call", after_hours_calls=20)
    found = [each for each in to_ask(ASKED, answers, report_of(answers)) if each.why is Why.CONTRADICTS]
    expected = ASKED.contradicted(answers)
    assert [each.text for each in found] == [each.text for each in expected] != []
    assert [[line.id for line in each.lines] for each in found] == [
        [condition.question for condition in each.conditions] for each in expected
    ]


def test_contradictions_that_are_new_come_before_those_of_last_time() -> None:
    both: dict[str, Answer] = {
        "who_answers": "paid-on-call",
        "after_hours_calls": 20,
        "without_you": "a-day",
        "real_break": "this-year",
    }
    now = bob(**both)
    assert [why for why, _ in asked(now)] == [Why.CONTRADICTS, Why.CONTRADICTS]
    then = before(bob(without_you="a-day", real_break="this-year"))
    assert [why for why, _ in asked(now, then)][:2] == [Why.NEW, Why.CONTRADICTS]


def test_what_was_unknown_before_comes_first_with_how_many_times_in_a_row() -> None:
    now = bob(weekends=UNKNOWN, credentials=UNKNOWN)
    then = before(bob(credentials=UNKNOWN), bob(credentials=UNKNOWN, weekends=UNKNOWN))
    found = to_ask(ASKED, now, report_of(now), then)
    assert [(each.why, each.lines[0].id, each.times) for each in found] == [
        (Why.AGAIN, "credentials", 3),
        (Why.UNKNOWN, "weekends", 1),
    ]


def test_an_answer_that_lost_half_its_points_is_asked_about_with_what_it_was() -> None:
    then = before(bob(hours_worked=40))
    [found] = [each for each in to_ask(ASKED, bob(), report_of(bob()), then) if each.why is Why.WORSE]
    assert isinstance(found, ToAsk)
    assert found.was
    assert (found.lines[0].id, found.was.answer, found.lines[0].answer) == (
        "hours-worked",
        "40 hours a week",
        "72 hours a week",
    )
    assert not [why for why, _ in asked(bob(), before(bob(hours_worked=71))) if why is Why.WORSE]


def test_pauses_are_no_work() -> None:
    moments = [AT + timedelta(minutes=minutes) for minutes in (0, 2, 5, 30, 31)]
    assert minutes_taken(reversed(moments)) == 6
