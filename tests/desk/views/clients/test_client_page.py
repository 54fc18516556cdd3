"""One client on the desk: what the page says of a shop in each state, to whom, and at what cost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Firm, Role
from clients.models.shops import Shop
from desk.views.clients.tabs import TABS
from opinions.models.opinion import Opinion
from plans.models.board import Board
from plans.models.item import Item
from questions.core.question import UNKNOWN
from questions.models.access import INVITE_WITHIN, Access
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from questions.wording import written
from reports.core.briefing import minutes_taken
from reports.models.composing import report_of
from reports.models.review import Note, Review
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_browser,
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
HOSTILE = ["<script>alert(1)</script>", "متجر", "🛠 & Söhne", "'\"><img src=x>", "{{ 7 }}"]
BOTH: dict[str, Any] = {"who_answers": "paid-on-call", "after_hours_calls": 20}  # answers that contradict each other


@pytest.fixture
def firm() -> Firm:
    return make_firm()


@pytest.fixture
def browser(firm: Firm) -> Client:
    return signed_in(make_member(firm, name="Carl"))


def url(shop: Shop, attempt: Assessment | None = None, tab: str = "") -> str:
    asked = {name: str(value) for name, value in (("attempt", attempt and attempt.pk), ("tab", tab)) if value}
    return f"{reverse('admin:client', args=[shop.pk])}?{urlencode(asked)}".rstrip("?")


def shown(browser: Client, shop: Shop, attempt: Assessment | None = None, tab: str = "") -> Page:
    response = browser.get(url(shop, attempt, tab))
    assert response.status_code == 200
    return Page(response)


def handed_in(firm: Firm | None, name: str = "bob-breakfix", **others: Any) -> Assessment:
    return make_assessment(answers_of(name, **others), shop=make_shop(firm=firm), submitted=AT)


def again(assessment: Assessment, name: str = "willing-beginner", days: int = 100) -> Assessment:
    """The shop's next attempt, handed in `days` later."""
    second = assessment.retake(key=uuid4())
    second.record(answers_of(name), at=AT + timedelta(days=days))
    second.submit(at=AT + timedelta(days=days))
    return second


def write(assessment: Assessment, text: str, by: Any, *, section: str = "", shared: bool = False) -> None:
    note = Note(assessment=assessment, firm=assessment.shop.firm, section=section, shared=shared)
    Note.objects.save_note(note, text, version=0, by=by)


class TestWho:
    def test_whoever_is_not_staff_is_sent_to_sign_in(self, client: Client, firm: Firm) -> None:
        assessment = handed_in(firm)
        for visitor in (client, make_browser(assessment)):
            assert visitor.get(url(assessment.shop)).headers["Location"].startswith(reverse("admin:login"))

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.CONSULTANT, Role.OWNER], ids=str)
    def test_every_role_of_the_firm_reads_it(self, firm: Firm, role: Role) -> None:
        assert "Answers and notes" in shown(signed_in(make_member(firm, role)), handed_in(firm).shop).words

    def test_shop_of_another_firm_of_none_or_that_never_was_is_not_found(self, browser: Client) -> None:
        for shop in (handed_in(make_firm("other")).shop, handed_in(None).shop):
            assert browser.get(url(shop)).status_code == 404
        for number in (0, 10**6, 10**30):
            assert browser.get(f"/admin/clients/{number}/").status_code == 404

    @pytest.mark.parametrize("attempt", ["x", "1", "%00", str(uuid4()), "' OR 1=1 --"])
    def test_attempt_that_is_not_the_shops_is_not_found(self, firm: Firm, browser: Client, attempt: str) -> None:
        mine, other = handed_in(firm), handed_in(firm)
        assert browser.get(f"{url(mine.shop)}?attempt={attempt}").status_code == 404
        assert browser.get(url(mine.shop, other)).status_code == 404

    def test_viewer_reads_everything_and_finds_no_form(self, firm: Firm) -> None:
        assessment = handed_in(firm, **BOTH)
        write(assessment, "Only for us.", make_member(firm))
        viewer = signed_in(make_member(firm, Role.VIEWER))
        pages = {tab: shown(viewer, assessment.shop, tab=tab) for tab in TABS}
        assert "Only for us." in pages["notes"].words
        assert "Who do customers really call?" in pages["brief"].words
        changing = {reverse(f"questions:{name}", args=[assessment.pk]) for name in ("correct", "hub")}
        for page in pages.values():
            assert not page.all("main//form")
            assert not page.all("main//textarea")
            assert not changing & {*page.links}

    def test_page_only_reads(self, firm: Firm, browser: Client) -> None:
        assert browser.post(url(handed_in(firm).shop)).status_code == 405


class TestStates:
    def test_shop_that_nobody_assessed_says_so(self, firm: Firm, browser: Client) -> None:
        assert "There is no assessment of this shop yet." in shown(browser, make_shop(firm=firm)).words

    def test_attempt_on_its_way_says_how_far_it_is_and_leads_there(self, firm: Firm, browser: Client) -> None:
        assessment = make_assessment({"without-you": "a-week"}, shop=make_shop(firm=firm))
        page = shown(browser, assessment.shop)
        assert "answering 1 of 49, last on " in page.words
        assert "provisional" in page.words
        assert reverse("admin:together", args=[assessment.shop_id]) in page.links
        assert reverse("reports:pdf", args=[assessment.pk]) not in page.links
        assert not page.all("*[@id='review']")
        assert not page.all("*[@id='actions']")

    def test_last_attempt_handed_in_is_shown_and_earlier_ones_are_a_click_away(
        self, firm: Firm, browser: Client
    ) -> None:
        first = handed_in(firm)
        second = again(first)
        open_ = second.retake(key=uuid4())
        page = shown(browser, first.shop)
        assert "Submitted February 28, 2027" in page.words
        assert "There is a newer attempt: not invited" in page.words
        attempts = {f"?attempt={each.pk}" for each in (first, second, open_)}
        assert attempts <= {*shown(browser, first.shop, tab="history").links}
        assert "Readiness rose by 24 to 32, Reactive; strain fell by 40 to 57, Worn since November 2026." in page.words
        assert "What moved since November 2026" in page.words
        earlier = shown(browser, first.shop, first)
        assert "Submitted November 20, 2026" in earlier.words
        assert "What moved" not in earlier.words
        assert "What stands below is provisional." in shown(browser, first.shop, open_).words

    def test_correction_stands_in_the_place_of_what_it_corrects(self, firm: Firm, browser: Client) -> None:
        first = handed_in(firm)
        second = again(first)
        copy = first.correct(key=uuid4(), at=AT)
        copy.submit(at=AT + timedelta(days=200))
        page = shown(browser, first.shop, tab="history")
        assert page.one("main//a[@aria-current='true']").get("href") == f"?attempt={second.pk}"
        assert "(a correction)" in page.words

    def test_archived_shop_says_so(self, firm: Firm, browser: Client) -> None:
        shop = handed_in(firm).shop
        Shop.objects.update(archived=AT)
        assert "Archived on November 20, 2026" in shown(browser, shop).words

    def test_result_of_nothing_known_is_shown(self, firm: Firm, browser: Client) -> None:
        shop = make_assessment(unknown_everywhere(), shop=make_shop(firm=firm), submitted=AT).shop
        page = shown(browser, shop)
        assert "45 more" in page.words
        assert "readiness isn't known well enough" in page.words.lower()

    @pytest.mark.parametrize("name", HOSTILE)
    def test_hostile_words_are_escaped(self, firm: Firm, name: str) -> None:
        user = make_member(firm, name=f"n{HOSTILE.index(name)}")
        shop = make_shop(name, firm=firm, owner=name)
        assessment = make_assessment(answers_of("bob-breakfix", the_dream=name), shop=shop, submitted=AT)
        write(assessment, name, user)
        browser, found = signed_in(user), 0
        for tab in TABS:
            response = browser.get(url(shop, tab=tab))
            assert b"<script>alert" not in response.content
            assert b"<img src=x" not in response.content
            found += Page(response).words.count(name)
        assert found >= 2 * len(TABS) + 2  # its name and its owner on each, a note and an answer besides


class TestReading:
    def test_every_answer_stands_with_its_points(self, firm: Firm, browser: Client) -> None:
        answers = answers_of("bob-breakfix", hours_worked=47, after_hours_price="n/a", weekends=UNKNOWN)
        shop = make_assessment(answers, shop=make_shop(firm=firm), submitted=AT).shop
        page = shown(browser, shop, tab="answers")
        rows = {words(row[0]): [words(cell) for cell in row[1:]] for row in page.all("tbody/tr")}
        for question in questionnaire().questions():
            answer = answers.get(question.id)
            said, points, *_ = rows[question.text]
            if answer is None:
                assert said == "no answer"
            else:
                assert said == ("I don't know" if answer == UNKNOWN else " ".join(written(question, answer).split()))
            earned = None if answer is None else question.points(answer)
            assert points.startswith("-" if earned is None else f"{earned:.2f}".rstrip("0").rstrip(".") + " of 4")

    def test_contradictions_are_for_the_consultant_only(self, firm: Firm, browser: Client) -> None:
        assessment = handed_in(firm, **BOTH)
        asked = "Who do customers really call?"
        assert asked in shown(browser, assessment.shop).words
        assert "20 calls" in shown(browser, assessment.shop).words
        owner = make_browser(assessment)
        for name in ("result", "so-far", "share", "what-if"):
            assert asked not in Page(owner.get(reverse(f"reports:{name}", args=[assessment.pk]), follow=True)).words
        assert asked not in str(report_of(assessment).as_json())
        assert asked not in owner.get(reverse("reports:data", args=[assessment.pk])).content.decode()

    def test_unknown_answers_are_asked_about_the_lasting_ones_first(self, firm: Firm, browser: Client) -> None:
        first = handed_in(firm, credentials=UNKNOWN)
        second = first.retake(key=uuid4())
        second.record(answers_of("bob-breakfix", without_you=UNKNOWN, credentials=UNKNOWN), at=AT)
        second.submit(at=AT + timedelta(days=100))
        found = [words(each) for each in shown(browser, first.shop).all("ol[@class='asked']/li")]
        question = questionnaire().question
        assert found == [
            f"{question['credentials'].text} “I don't know”, 2 times in a row.",
            f"{question['without-you'].text} “I don't know”.",
        ]

    def test_of_who_stopped_early_it_claims_nothing(self, firm: Firm, browser: Client) -> None:
        shop = make_assessment({"without-you": "a-week"}, shop=make_shop(firm=firm)).shop
        said = shown(browser, shop).words
        assert "The call is about what's in the way." in said
        assert said.count("Not known yet.") == 2
        assert "Offer to fill in the rest together." in said
        for claim in ("Nothing they told us", "What they want to keep", "Nothing is left to do."):
            assert claim not in said

    def test_shop_without_either_says_so(self, firm: Firm, browser: Client) -> None:
        shop = handed_in(firm).shop
        assert "No answers contradict each other, and none is “I don't know”." in shown(browser, shop).words

    @pytest.mark.parametrize(
        ("seconds", "minutes"),
        [
            ([], 0),
            ([0], 0),
            ([0, 90, 180], 3),
            ([180, 0, 90], 3),
            ([0, 60, 660, 720], 2),
            ([0, 599], 10),
            ([0, 600], 0),
        ],
    )
    def test_minutes_leave_pauses_out(self, seconds: list[int], minutes: int) -> None:
        assert minutes_taken(AT + timedelta(seconds=each) for each in seconds) == minutes

    def test_minutes_invitation_and_company_are_told(self, firm: Firm, browser: Client) -> None:
        assessment, olga = handed_in(firm), make_member(firm, name="Olga")
        for place, row in enumerate(Answer.objects.order_by("pk")):
            Answer.objects.filter(pk=row.pk).update(changed=AT + timedelta(seconds=15 * place))
        Assessment.objects.update(answered_with=olga)
        Access.objects.issue(assessment, Access.Kind.INVITE, at=timezone.now(), within=INVITE_WITHIN, by=olga)
        said = shown(browser, assessment.shop, tab="history").words
        assert "Took about 14 minutes" in said
        assert "Answered with Olga" in said
        assert "Invited by Olga on " in said

    def test_page_leads_to_what_the_owner_has(self, firm: Firm, browser: Client) -> None:
        assessment = handed_in(firm)
        names = ("reports:result", "reports:pdf", "reports:annex", "reports:data", "questions:correct")
        assert {reverse(name, args=[assessment.pk]) for name in names} <= {*shown(browser, assessment.shop).links}


class TestBrief:
    def test_call_begins_with_what_the_owner_read_and_opens_with_the_first_step(
        self, firm: Firm, browser: Client
    ) -> None:
        assessment = handed_in(firm)
        report = report_of(assessment)
        assert report.composed
        page = shown(browser, assessment.shop)
        assert words(page.one("q")) == report.composed.headline
        assert "Readiness is 8 of 100, Break/fix; strain is 97, Burning." in page.words.replace("97 of 100", "97")
        [hurts, holds, opens] = page.all("dl[@class='three']/div")
        assert words(hurts).startswith("Hurts most 72-hour weeks 26 after-hours calls in four weeks")
        assert words(holds) == "Going for them Your biggest customer is only 14% of your revenue"
        assert report.steps[0].action.what in words(opens)

    def test_stage_below_the_points_says_what_holds_it(self, firm: Firm, browser: Client) -> None:
        held = handed_in(firm, "managed-ordinary", managed_share=41)
        report = report_of(held)
        assert report.by_score == "Managed"
        assert f"The score alone would say: Managed. {report.ceiling}" in shown(browser, held.shop).words

    def test_call_opens_with_what_was_agreed_and_is_not_done(self, firm: Firm, browser: Client) -> None:
        assessment = handed_in(firm)
        item = Board.of(assessment).items[2]
        changes = {"state": "doing", "who": "Sam", "due": timezone.localdate() + timedelta(days=9)}
        Item.objects.filter(shop=assessment.shop).update(due=timezone.localdate() + timedelta(days=5))
        Item.objects.change(item, changes, version=0, by=make_member(firm), at=AT)
        opens = shown(browser, assessment.shop).all("dl[@class='three']/div")[2]
        why = report_of(assessment).steps[2].because
        assert words(opens).startswith(f"Open with {item.title} Why: {why}. In the plan for")
        assert f"and still doing. Sam Then propose: {report_of(assessment).steps[0].action.what}" in words(opens)
        assert opens[1][0].get("href") == f"{url(assessment.shop, assessment, 'plan')}#action-{item.key}"

    def test_last_note_stands_beside_it_whichever_attempt_it_is_about(self, firm: Firm, browser: Client) -> None:
        assessment = handed_in(firm)
        write(assessment, "He was tired.", make_member(firm, name="Olga"), section="your-time")
        again(assessment)
        assert "He was tired." in shown(browser, assessment.shop).words


@pytest.mark.parametrize("tab", TABS)
def test_queries_are_as_many_with_everything_as_with_little(firm: Firm, browser: Client, tab: str) -> None:
    few = handed_in(firm)
    second = again(few)
    many = handed_in(firm)
    last = many
    for number in range(1, 6):
        last = again(last, "managed-ordinary", days=100 * number)
    user = make_member(firm)
    for section in ("", *questionnaire().section):
        for shared in (True, False):
            write(last, "text", user, section=section, shared=shared)
    Review.objects.move(last, "shared", version=0, by=user)
    for item in Board.of(last).named.values():
        Item.objects.change(item, {"state": "doing"}, version=0, by=user, at=AT)
    for number in range(3):
        Opinion.objects.ask(last, f"Sam {number}", "tech", key=uuid4(), at=AT)
    counts = [len(queries(lambda each=each: browser.get(url(each.shop, tab=tab)))) for each in (second, last)]  # type: ignore[misc]
    assert counts[1] - counts[0] in (0, 1)  # whether anything was shared is known before it is read
    assert counts[1] <= 24


def test_tab_that_there_is_none_of_is_not_found(firm: Firm, browser: Client) -> None:
    assert browser.get(url(handed_in(firm).shop, tab="gone")).status_code == 404


class TestFormer:
    def test_firm_keeps_its_own_notes_on_a_shop_that_left(self, firm: Firm, browser: Client) -> None:
        left, stays, theirs = handed_in(firm), handed_in(firm), handed_in(make_firm("other"))
        for each, text in ((left, "He was tired."), (stays, "Still here."), (theirs, "Not ours.")):
            write(each, text, make_member(each.shop.firm))
        write(left, "", make_member(firm), section="your-time")
        for shop in (left.shop, theirs.shop):
            Shop.objects.filter(pk=shop.pk).update(firm=None, name="Renamed since")
        assert browser.get(url(left.shop)).status_code == 404
        said = Page(browser.get(reverse("admin:former"))).words
        assert "Northside Computers" in said
        assert "He was tired." in said
        assert not [text for text in ("Still here.", "Not ours.", "Renamed since") if text in said]

    def test_firm_that_nobody_left_reads_so(self, browser: Client) -> None:
        assert "There are none." in Page(browser.get(reverse("admin:former"))).words


@pytest.mark.parametrize("mail", [True, False])
def test_who_has_something_to_do_is_reminded_from_here(
    firm: Firm, browser: Client, settings: Settings, *, mail: bool
) -> None:
    settings.MAIL_ENABLED = mail
    shop = make_shop(firm=firm, email="bob@example.com")
    address, begun = f"{reverse('admin:remind')}?shop={shop.pk}", make_assessment({"without-you": "a-week"}, shop=shop)
    link = f"a[@href='{address}']"
    assert len(shown(browser, shop, begun).all(link)) == mail
    assert browser.get(address).status_code == (200 if mail else 422)
    assert not shown(browser, shop, make_submitted(shop=shop)).all(link)
