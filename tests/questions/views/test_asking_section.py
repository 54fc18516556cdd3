"""One section's questions on a page: only what was changed in it is stored, and a bad answer loses nothing else."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Role
from questions.core.question import UNKNOWN, Kind
from questions.core.questionnaire import Section
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_browser,
    make_colleague_of_all,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    questionnaire,
    signed_in,
    unknown_everywhere,
)
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
TIME = "your-time"  # hours-worked, weekends and energy are numbers; real-break, without-you and decisions are choices
SECTIONS = [section.id for section in questionnaire().sections]
HTML, RTL, EMOJI = "<script>alert(1)</script> & \"quotes\" 'too'", "متجر الحاسوب", "👩🏽‍🔧 🛠️"


def url(assessment: Assessment, section: str = TIME) -> str:
    return reverse("questions:section", args=[assessment.pk, section])


def hub(assessment: Assessment) -> str:
    return reverse("questions:hub", args=[assessment.pk])


def stored(assessment: Assessment) -> dict[str, Any]:
    return dict(Answer.objects.filter(assessment=assessment).values_list("question", "value"))


def send(browser: Client, address: str, **changes: str | list[str] | None) -> Any:
    """Open the page, change something in it and send it as a browser does."""
    return browser.post(address, Page(browser.get(address)).form(**changes))


@pytest.mark.parametrize("section", questionnaire().sections, ids=SECTIONS)
def test_section_page_asks_all_its_questions(section: Section) -> None:
    assessment = make_assessment()
    response = make_browser(assessment).get(url(assessment, section.id))
    page = Page(response)
    assert response.status_code == 200
    assert [each.get("id") for each in page.all("fieldset")] == [f"q-{question.id}" for question in section.questions]
    assert page.one("h1").text == section.title
    assert not page.all("*[@class='error']")
    for question in section.questions:
        asked = page.by_id(f"q-{question.id}")
        assert question.text in words(asked)
        offered = [field.get("value") for field in asked.iter("input") if field.get("type") in ("radio", "checkbox")]
        beside = [UNKNOWN] * question.scored + ["n/a"] * bool(question.not_applicable)
        assert offered == [option.id for option in question.options] + beside


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("persona", ["bob-breakfix", "hybrid-on-purpose"])
def test_section_page_sent_as_it_was_shown_changes_nothing(section: str, persona: str) -> None:
    answers = answers_of(persona, the_dream=f"{HTML}\n\n  {RTL} {EMOJI}", after_hours_calls=UNKNOWN)
    assessment = make_assessment(answers)
    before = stored(assessment)
    assert send(make_browser(assessment), url(assessment, section)).status_code == 302
    assert stored(assessment) == before
    assert not Answer.objects.exclude(changed=AT).exists()


class TestSave:
    def test_answers_of_every_kind_are_stored_and_shown_again(self) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        typed: dict[str, dict[str, str | list[str] | None]] = {
            TIME: {"hours_worked": "72", "without_you": "a-month", "real_break": UNKNOWN},
            "after-hours": {"after_hours_calls_instead": [UNKNOWN], "after_hours_price": "n/a"},
            "owner-or-owned": {"the_dream": f"{HTML}\n{RTL}\n{EMOJI}"},
            "will-to-change": {"goal": "hybrid", "objections": ["other", "area-different"]},
        }
        for section, changes in typed.items():
            assert send(browser, url(assessment, section), **changes).status_code == 302
        assert {
            name: sorted(value) if isinstance(value, list) else value for name, value in stored(assessment).items()
        } == {
            "hours-worked": 72,
            "without-you": "a-month",
            "real-break": UNKNOWN,
            "after-hours-calls": UNKNOWN,
            "after-hours-price": "n/a",
            "the-dream": f"{HTML}\n{RTL}\n{EMOJI}",
            "goal": "hybrid",
            "objections": ["area-different", "other"],
        }
        for section, changes in typed.items():
            shown = Page(browser.get(url(assessment, section))).form()
            for name, value in changes.items():
                expected = value if isinstance(value, list) else [str(value).replace("\n", "\r\n")]
                assert sorted(shown[name.replace("_", "-")]) == sorted(expected)

    @pytest.mark.parametrize("text", [HTML, RTL, EMOJI, "x" * 1000, "{{ text }} {% now %}", "'); DROP TABLE x;--"])
    def test_any_text_is_stored_as_it_was_typed_and_escaped(self, text: str) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        assert send(browser, url(assessment, "owner-or-owned"), the_dream=text).status_code == 302
        assert stored(assessment) == {"the-dream": text}
        response = browser.get(url(assessment, "owner-or-owned"))
        assert b"<script>alert" not in response.content
        assert Page(response).form()["the-dream"] == [text]

    @pytest.mark.parametrize(("typed", "number"), [("٤٥", 45), ("\uff14\uff15", 45), (" 45 ", 45), ("0", 0)])
    def test_number_in_any_digits_is_a_number(self, typed: str, number: int) -> None:
        assessment = make_assessment()
        assert send(make_browser(assessment), url(assessment), hours_worked=typed).status_code == 302
        assert stored(assessment) == {"hours-worked": number}

    def test_nothing_typed_stores_nothing(self) -> None:
        assessment = make_assessment()
        assert send(make_browser(assessment), url(assessment)).status_code == 302
        assert stored(assessment) == {}

    def test_clearing_a_number_or_a_box_takes_the_answer_away(self) -> None:
        assessment = make_assessment({"hours-worked": 72, "after-hours-calls": UNKNOWN, "without-you": "a-day"})
        browser = make_browser(assessment)
        send(browser, url(assessment), hours_worked="")
        send(browser, url(assessment, "after-hours"), after_hours_calls_instead=None)
        assert stored(assessment) == {"without-you": "a-day"}

    def test_fields_of_other_sections_are_ignored(self) -> None:
        assessment = make_assessment()
        response = make_browser(assessment).post(
            url(assessment), {"without-you": "a-day", "goal": "sell", "scorecard": "{}"}
        )
        assert response.status_code == 302
        assert stored(assessment) == {"without-you": "a-day"}

    def test_staff_may_fill_in_together(self) -> None:
        assessment = make_assessment()
        assert send(make_colleague_of_all(), url(assessment), without_you="a-day").status_code == 302
        assert stored(assessment) == {"without-you": "a-day"}


BAD: list[tuple[str, str, str]] = [
    (TIME, "hours-worked", "many"),
    (TIME, "hours-worked", "-1"),
    (TIME, "hours-worked", "100000"),
    (TIME, "hours-worked", "1e400"),
    (TIME, "hours-worked", "60-70"),
    (TIME, "hours-worked", HTML),
    (TIME, "hours-worked", "9" * 5000),
    (TIME, "real-break", "no-such-option"),
    (TIME, "real-break", "n/a"),
    (TIME, "real-break", "\x00"),
    ("owner-or-owned", "the-dream", "x" * 1001),
    ("will-to-change", "goal", UNKNOWN),
    ("will-to-change", "objections", "no-such-option"),
]
GOOD = {TIME: ("without-you", "a-day"), "owner-or-owned": ("exit", UNKNOWN), "will-to-change": ("learning", "regular")}


class TestRefused:
    @pytest.mark.parametrize(("section", "name", "value"), BAD, ids=[f"{name}={value[:9]!a}" for _, name, value in BAD])
    def test_bad_answer_is_shown_with_a_message_and_the_rest_is_saved(
        self, section: str, name: str, value: str
    ) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        good, answer = GOOD[section]
        response = send(browser, url(assessment, section), **{name: value, good: answer})
        page = Page(response)
        assert response.status_code == 422
        assert stored(assessment) == {good: answer}
        assert b"<script>alert" not in response.content
        assert words(page.by_id(f"error-{name}"))
        assert page.all("*[@class='error']") == list(page.by_id(f"error-{name}").iter("p"))
        assert page.form()[good] == [answer]
        if questionnaire().question[name].kind in (Kind.NUMBER, Kind.TEXT):
            assert page.form()[name] == [value]
        assert [link.get("href") for link in page.by_id("errors").iter("a")] == [f"#q-{name}"]

    def test_bad_answer_leaves_the_stored_one(self) -> None:
        assessment = make_assessment({"hours-worked": 60})
        assert send(make_browser(assessment), url(assessment), hours_worked="x").status_code == 422
        assert stored(assessment) == {"hours-worked": 60}

    def test_number_and_unknown_both_are_asked_back(self) -> None:
        assessment = make_assessment()
        response = send(
            make_browser(assessment),
            url(assessment),
            hours_worked="72",
            hours_worked_instead=[UNKNOWN],
            without_you="a-day",
        )
        page = Page(response)
        assert response.status_code == 422
        assert stored(assessment) == {"without-you": "a-day"}
        assert words(page.by_id("error-hours-worked"))
        assert (page.form()["hours-worked"], page.form()["hours-worked-instead"]) == (["72"], [UNKNOWN])

    def test_mended_page_is_saved(self) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        refused = send(browser, url(assessment), hours_worked="many", without_you="a-day")
        assert browser.post(url(assessment), Page(refused).form(hours_worked="60")).status_code == 302
        assert stored(assessment) == {"hours-worked": 60, "without-you": "a-day"}

    @pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
    def test_a_megabyte_is_refused_and_nothing_stored(self, kind: str) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        address = url(assessment, "owner-or-owned")
        if kind == "multipart/form-data":
            response = browser.post(address, {"the-dream": "x" * 1_000_000, "exit": UNKNOWN})
        else:
            response = browser.post(address, f"exit={UNKNOWN}&the-dream={'x' * 1_000_000}", content_type=kind)
        assert response.status_code in (400, 413)
        assert stored(assessment) == {}

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
            (b'{"without-you": "a-day"}', "application/json"),
            (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
            (b"without-you=a-day", "multipart/form-data"),
            (b"hours-worked=%ED%A0%80%FF", "application/x-www-form-urlencoded; charset=utf-16"),
            ("&".join(f"f{number}=1" for number in range(1001)).encode(), "application/x-www-form-urlencoded"),
        ],
    )
    def test_broken_body_is_never_our_error(self, body: bytes, kind: str) -> None:
        assessment = make_assessment()
        response = make_browser(assessment).post(url(assessment), body, content_type=kind)
        assert response.status_code in (302, 400, 422)
        assert stored(assessment) == {}


class TestTwoTabs:
    def test_old_tab_does_not_undo_what_another_stored(self) -> None:
        assessment = make_assessment({"hours-worked": 72, "without-you": "a-day"})
        browser = make_browser(assessment)
        old = Page(browser.get(url(assessment)))
        send(browser, url(assessment), hours_worked="40", without_you="a-month", real_break=UNKNOWN)
        browser.post(url(assessment), old.form(decisions="nothing"))
        assert stored(assessment) == {
            "hours-worked": 40,
            "without-you": "a-month",
            "real-break": UNKNOWN,
            "decisions": "nothing",
        }

    def test_last_to_arrive_wins(self) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        one, two = Page(browser.get(url(assessment))), Page(browser.get(url(assessment)))
        browser.post(url(assessment), two.form(hours_worked="50", without_you="a-day"))
        browser.post(url(assessment), one.form(hours_worked="60"))
        assert stored(assessment) == {"hours-worked": 60, "without-you": "a-day"}

    def test_refused_page_does_not_undo_what_another_tab_stored_since(self) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        refused = send(browser, url(assessment), hours_worked="many", without_you="a-day", real_break=UNKNOWN)
        send(browser, url(assessment), without_you="a-month")
        browser.post(url(assessment), Page(refused).form(hours_worked="60"))
        assert stored(assessment) == {"hours-worked": 60, "without-you": "a-month", "real-break": UNKNOWN}


class TestAfterSubmitting:
    def test_saving_changes_nothing_and_says_so(self) -> None:
        assessment = make_assessment(answers_of("bob-breakfix"))
        browser = make_browser(assessment)
        old = Page(browser.get(url(assessment)))
        assessment.submit(at=AT)
        before = stored(assessment)
        response = browser.post(url(assessment), old.form(hours_worked="20"))
        assert response.status_code == 409
        assert reverse("reports:result", args=[assessment.pk]) in Page(response).links
        assert stored(assessment) == before

    def test_page_leads_to_the_result(self) -> None:
        assessment = make_submitted()
        response = make_browser(assessment).get(url(assessment))
        assert response.headers["Location"] == reverse("reports:result", args=[assessment.pk])


class TestButtons:
    @pytest.mark.parametrize("place", range(len(SECTIONS)), ids=SECTIONS)
    def test_next_is_the_next_section_and_at_the_end_the_check(self, place: int) -> None:
        assessment = make_assessment()
        response = send(make_browser(assessment), url(assessment, SECTIONS[place]), then="next")
        after = [url(assessment, section) for section in SECTIONS[1:-1]]
        after.append(reverse("questions:optional", args=[assessment.pk, SECTIONS[-1]]))
        after.append(reverse("questions:check", args=[assessment.pk]))
        assert response.headers["Location"] == after[place]

    @pytest.mark.parametrize("place", [0, 5])
    def test_previous_is_the_last_question_of_the_section_before(self, place: int) -> None:
        assessment = make_assessment()
        response = send(make_browser(assessment), url(assessment, SECTIONS[place]), then="previous")
        before = questionnaire().sections[place - 1]
        last = url(assessment, before.id) + f"#q-{before.questions[-1].id}"
        assert response.headers["Location"] == (last if place else url(assessment, SECTIONS[0]))

    def test_gap_leads_to_the_next_one_and_at_last_to_the_check(self) -> None:
        assessment = make_assessment(unknown_everywhere())
        assessment.record({"real-break": None, "goal": None}, at=AT)
        browser = make_browser(assessment)
        check = reverse("questions:check", args=[assessment.pk])
        following = Page(browser.get(check)).one("main/p/a[@class='btn btn-primary btn-lg']").get("href", "")
        for section, name, value in ((TIME, "real-break", "this-year"), ("will-to-change", "goal", "sell")):
            assert following == url(assessment, section) + f"?back=gap&at={name}#q-{name}"
            sent = Page(browser.get(following)).form(**{name: value, "then": "gap"})
            following = browser.post(following, sent).headers["Location"]
        assert following == f"{check}#a-goal"

    @pytest.mark.parametrize("then", ["hub", "check", "check-section"])
    def test_hub_and_checks_lead_there(self, then: str) -> None:
        assessment = make_assessment()
        response = send(make_browser(assessment), url(assessment), then=then)
        section = [TIME] if then == "check-section" else []
        assert response.headers["Location"] == reverse(f"questions:{then}", args=[assessment.pk, *section])

    @pytest.mark.parametrize("back", ["check", "check-section", "gap"])
    def test_first_button_leads_back_to_the_check_it_was_opened_from(self, back: str) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        page = Page(browser.get(url(assessment), {"back": back}))
        assert page.all("form//button[@type='submit']")[0].get("value") == back
        refused = Page(browser.post(url(assessment), page.form(hours_worked="x")))
        assert refused.all("form//button[@type='submit']")[0].get("value") == back

    def test_change_link_comes_back_to_the_answer_it_was_opened_from(self) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        page = Page(browser.get(url(assessment), {"back": "check", "at": "without-you"}))
        saved = browser.post(url(assessment), page.form(without_you="a-week", then="check"))
        assert saved.headers["Location"] == reverse("questions:check", args=[assessment.pk]) + "#a-without-you"
        assert "a-without-you" in Page(browser.get(saved.headers["Location"])).ids

    @pytest.mark.parametrize("at", ["nothing", "weekends\r\nX: y", '"><script>', "//evil.example", "\x00"])
    def test_no_question_to_come_back_to_is_ignored(self, at: str) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        assert "at" not in Page(browser.get(url(assessment), {"back": "check", "at": at})).form()
        saved = browser.post(url(assessment), {"then": "check", "at": at})
        assert saved.headers["Location"] == reverse("questions:check", args=[assessment.pk])

    @pytest.mark.parametrize("back", ["https://evil.example", 'hub"><script>', ""])
    def test_anything_else_to_go_back_to_is_ignored(self, back: str) -> None:
        assessment = make_assessment()
        page = Page(make_browser(assessment).get(url(assessment), {"back": back}))
        assert page.all("form//button[@type='submit']")[0].get("value") == "next"
        assert "back" not in page.form()

    @pytest.mark.parametrize("then", ["https://evil.example", "//evil.example", "\r\nX: y", ""])
    def test_anything_else_is_next(self, then: str) -> None:
        assessment = make_assessment()
        response = send(make_browser(assessment), url(assessment), then=then)
        assert response.headers["Location"] == url(assessment, SECTIONS[SECTIONS.index(TIME) + 1])

    def test_every_button_saves(self) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        buttons = [
            button.get("value", "") for button in Page(browser.get(url(assessment))).all("form//button[@type='submit']")
        ]
        assert set(buttons) == {"next", "previous", "hub", "check-section"}
        for number, then in enumerate(buttons):
            send(browser, url(assessment), hours_worked=str(number), then=then)
            assert stored(assessment) == {"hours-worked": number}

    def test_first_section_has_no_way_back(self) -> None:
        assessment = make_assessment()
        page = Page(make_browser(assessment).get(url(assessment, SECTIONS[0])))
        assert not page.all("button[@value='previous']")


class TestStranger:
    @pytest.mark.parametrize("method", ["get", "head", "post"])
    @pytest.mark.parametrize("section", [TIME, "no-such-section"])
    def test_foreign_and_unknown_assessments_look_the_same(self, client: Client, method: str, section: str) -> None:
        foreign = make_assessment()
        strangers = [client, make_browser(make_assessment())]
        for browser in strangers:
            found = [
                getattr(browser, method)(reverse("questions:section", args=[key, section]), {"without-you": "a-day"})
                for key in (foreign.pk, uuid4())
            ]
            assert [response.status_code for response in found] == [404, 404]
            assert found[0].content == found[1].content
        assert stored(foreign) == {}

    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize("section", ["no-such-section", "goal", "questionnaire"])
    def test_unknown_section_is_not_found(self, method: str, section: str) -> None:
        assessment = make_assessment()
        assert getattr(make_browser(assessment), method)(url(assessment, section)).status_code == 404

    @pytest.mark.parametrize("path", ["/a/1/s/your-time/", "/a/not-a-uuid/s/your-time/", "/a/%00/s/x/"])
    def test_no_uuid_is_not_found(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_section_in_a_path_does_not_read_files(self) -> None:
        assessment = make_assessment()
        assert make_browser(assessment).get(f"/a/{assessment.pk}/s/..%2f..%2fquestionnaire/").status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_section_with_another_method(method: str) -> None:
    assessment = make_assessment()
    assert getattr(make_browser(assessment), method)(url(assessment)).status_code == 405


def test_saving_without_the_pages_token_is_refused() -> None:
    assessment = make_assessment()
    browser = make_browser(assessment, enforce_csrf_checks=True)
    assert browser.post(url(assessment), {"without-you": "a-day"}).status_code == 403
    assert stored(assessment) == {}
    assert send(browser, url(assessment), without_you="a-day").status_code == 302


def test_section_page_takes_three_queries_and_saving_eight() -> None:
    """In service BEGIN and COMMIT come with saving."""
    assessment = make_assessment(answers_of("bob-breakfix"), shop=make_shop())
    browser = make_browser(assessment)
    page: list[Page] = []
    assert len(queries(lambda: page.append(Page(browser.get(url(assessment)))))) == 3
    everything = {"hours_worked": "", "weekends": UNKNOWN, "real_break": UNKNOWN, "without_you": UNKNOWN}
    assert len(queries(lambda: browser.post(url(assessment), page[0].form(**everything)))) == 8


def test_colleagues_fill_in_together_and_a_viewer_reads_only() -> None:
    firm = make_firm()
    assessment = make_assessment(shop=make_shop(firm=firm))
    for role, status, then in (
        (Role.VIEWER, 403, {}),
        (Role.CONSULTANT, 302, {"hours-worked": 50}),
        (Role.OWNER, 302, {"hours-worked": 51}),
    ):
        browser = signed_in(make_member(firm, role))
        assert browser.get(url(assessment)).status_code == 200
        hours = str(then.get("hours-worked", 49))
        assert send(browser, url(assessment), **{"hours-worked": hours}).status_code == status
        assert stored(assessment) == then
    stranger = signed_in(make_member(make_firm()))
    assert stranger.get(url(assessment)).status_code == stranger.post(url(assessment)).status_code == 404
