"""What a consultant writes about a client: saved for those who may, told in the history, never over a colleague's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Role
from clients.models.history import Change
from clients.models.shops import Shop
from plans.models.item import Item
from questions.models.assessment import Assessment
from reports.core.brand import OURS
from reports.core.report import Report
from reports.models.composing import report_of
from reports.models.review import LONGEST_NOTE, Note, Review
from reports.models.stored_report import StoredReport
from tests.makers import make_assessment, make_browser, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
PART = {"X-Part": "yes"}


@pytest.fixture
def assessment() -> Assessment:
    return make_submitted(shop=make_shop(firm=make_firm()))


def client(assessment: Assessment, tab: str, **more: str) -> str:
    query = urlencode({"attempt": str(assessment.pk), "tab": tab, **more})
    return f"{reverse('admin:client', args=[assessment.shop_id])}?{query}"


@pytest.fixture
def carl(assessment: Assessment) -> User:
    return make_member(assessment.shop.firm, name="Carl")


@pytest.fixture
def olga(assessment: Assessment) -> User:
    return make_member(assessment.shop.firm, Role.OWNER, name="Olga")


def url(name: str, assessment: Assessment, *more: str) -> str:
    return reverse(f"admin:client-{name}", args=[assessment.shop_id, assessment.pk, *more])


def note(assessment: Assessment, **changes: Any) -> dict[str, Any]:
    """What the form of a private note on the whole sends."""
    return {"version": 0, "section": "", "text": "Ask about the rota.", **changes}


def save(user: User, assessment: Assessment, **changes: Any) -> Any:
    return signed_in(user).post(url("note", assessment), note(assessment, **changes))


def move(user: User, assessment: Assessment, state: str, version: int = 0) -> Any:
    return signed_in(user).post(url("review", assessment), {"state": state, "version": version})


def lines() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (str(each.who), each.what, {k: v for k, v in each.detail.items() if k != "attempt"})
        for each in Change.objects.order_by("pk")
    ]


class TestNotes:
    def test_note_is_saved_in_its_place_and_told_in_the_history(self, assessment: Assessment, carl: User) -> None:
        response = save(carl, assessment, section="your-time", shared="yes")
        there = client(assessment, "answers", section="your-time") + "#note-your-time-shared"
        assert response.headers["Location"] == there
        stored = Note.objects.get()
        assert (stored.section, stored.shared, stored.text) == ("your-time", True, "Ask about the rota.")
        assert (stored.firm, stored.about, stored.version) == (assessment.shop.firm, "Northside Computers", 1)
        detail = {"title": "Your time", "before": "", "after": "Ask about the rota."}
        assert lines() == [("Carl", "note-shared", detail)]

    def test_without_scripts_each_is_written_on_a_page_of_its_own(self, assessment: Assessment, carl: User) -> None:
        save(carl, assessment, text="Before.", section="your-time", shared="yes")
        browser = signed_in(carl)
        place = Page(browser.get(client(assessment, "answers"))).by_id("note-your-time-shared")
        link = place.find(".//div[@class='plain']//a")
        assert link is not None
        page = Page(browser.get(link.get("href", "")))
        assert [each.text for each in page.all("textarea")] == ["\nBefore."]
        browser.post(url("note", assessment), page.form(text="After."))
        assert Note.objects.get().text == "After."

    @pytest.mark.parametrize("query", ["?section=gone", "?section=%00", "?section=../x"])
    def test_page_of_a_note_that_there_is_not_is_not_found(
        self, assessment: Assessment, carl: User, query: str
    ) -> None:
        assert signed_in(carl).get(url("note", assessment) + query).status_code == 404

    def test_saved_by_the_pages_script_only_the_note_comes_back(self, assessment: Assessment, carl: User) -> None:
        response = signed_in(carl).post(url("note", assessment), note(assessment), headers=PART)
        said = response.content.decode()
        assert response.status_code == 200
        assert "<html" not in said
        assert 'name="version" value="1"' in said
        assert "Saved" in said

    def test_each_place_has_a_note_of_its_own(self, assessment: Assessment, carl: User) -> None:
        for section in ("", "your-time"):
            for shared in ({}, {"shared": "yes"}):
                save(carl, assessment, section=section, text=f"{section}{shared}", **shared)
        assert Note.objects.count() == 4

    def test_stale_note_shows_both_and_saves_nothing(self, assessment: Assessment, carl: User, olga: User) -> None:
        save(olga, assessment, text="Hers.")
        for headers in ({}, PART):
            response = signed_in(carl).post(url("note", assessment), note(assessment, text="His."), headers=headers)
            said = response.content.decode()
            assert response.status_code == 409
            assert "Hers." in said
            assert "\nHis.</textarea>" in said
            assert "Olga" in said
            assert 'name="version" value="1"' in said
        assert Note.objects.get().text == "Hers."
        assert len(lines()) == 1

    def test_emptied_text_stays_empty_beside_theirs(self, assessment: Assessment, carl: User, olga: User) -> None:
        save(olga, assessment, text="Hers.")
        save(olga, assessment, text="Hers again.", version=1)
        said = save(carl, assessment, text="", version=1).content.decode()
        assert ">\n</textarea>" in said
        assert "Hers again." in said

    @pytest.mark.parametrize(
        ("keep", "kept"),
        [("both", "Hers.\n\nHis."), ("mine", "His."), ("theirs", "Hers.")],
        ids=["both", "mine", "theirs"],
    )
    def test_after_a_conflict_either_or_both_are_kept(
        self, assessment: Assessment, carl: User, olga: User, keep: str, kept: str
    ) -> None:
        save(olga, assessment, text="Hers.")
        assert save(carl, assessment, text="His.", keep=keep, version=1).status_code == 302
        assert Note.objects.get().text == kept

    @pytest.mark.parametrize("keep", ["both", "mine"])
    def test_note_changed_again_meanwhile_is_another_conflict(
        self, assessment: Assessment, carl: User, olga: User, keep: str
    ) -> None:
        save(olga, assessment, text="Hers.")
        save(olga, assessment, text="Hers again.", version=1)
        response = save(carl, assessment, text="His.", keep=keep, version=1)
        assert response.status_code == 409
        assert "Hers again." in Page(response).words
        assert Note.objects.get().text == "Hers again."

    def test_both_together_may_be_too_long_and_nothing_is_lost(
        self, assessment: Assessment, carl: User, olga: User
    ) -> None:
        save(olga, assessment, text="h" * LONGEST_NOTE)
        response = save(carl, assessment, text="His.", keep="both", version=1)
        assert response.status_code == 422
        assert "Both together have 4006 characters" in Page(response).words
        assert "\nHis.</textarea>" in response.content.decode()
        assert Note.objects.get().text == "h" * LONGEST_NOTE

    def test_double_click_saves_once(self, assessment: Assessment, carl: User) -> None:
        assert [save(carl, assessment).status_code for _ in range(2)] == [302, 302]
        assert (Note.objects.get().version, len(lines())) == (1, 1)

    def test_note_can_be_emptied(self, assessment: Assessment, carl: User) -> None:
        save(carl, assessment)
        save(carl, assessment, text="", version=1)
        assert Note.objects.get().text == ""
        assert lines()[-1][2] == {"title": "", "before": "Ask about the rota.", "after": ""}

    @pytest.mark.parametrize("text", ["<script>alert(1)</script>", "متجر 🛠", "=1+1", "a\r\nb", "{{ 7 }}"])
    def test_note_holds_any_text(self, assessment: Assessment, carl: User, text: str) -> None:
        save(carl, assessment, text=text)
        assert Note.objects.get().text == text.replace("\r\n", "\n")

    def test_longest_note_fits_line_ends_and_all(self, assessment: Assessment, carl: User) -> None:
        assert save(carl, assessment, text="\r\n".join(["x" * 999] * 4)).status_code == 302
        assert len(Note.objects.get().text) == 3999

    def test_note_comes_in_without_what_cannot_be_seen(self, assessment: Assessment, carl: User) -> None:
        assert save(carl, assessment, text="Cafe\u0301\u202e\r\n\u200b\x02two\0").status_code == 302
        assert Note.objects.get().text == "Caf\xe9\ntwo"

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"text": "x" * (LONGEST_NOTE + 1)}, "4001 characters, and 4000 at most"),
            ({"version": ""}, "The page has lost its place"),
            ({"version": "-1"}, "The page has lost its place"),
            ({"version": "9" * 30}, "The page has lost its place"),
            ({"version": "x"}, "The page has lost its place"),
        ],
    )
    def test_what_cannot_be_saved_is_said_beside_the_text(
        self, assessment: Assessment, carl: User, changes: dict[str, str], said: str
    ) -> None:
        response = save(carl, assessment, **changes)
        assert response.status_code == 422
        assert said in Page(response).words
        assert (changes.get("text") or "Ask about the rota.").replace("\0", "") in response.content.decode()
        assert not Note.objects.exists()

    @pytest.mark.parametrize("section", ["gone", "Your Time", "\0", "../x"])
    def test_section_that_there_is_not_is_not_found(self, assessment: Assessment, carl: User, section: str) -> None:
        assert save(carl, assessment, section=section).status_code == 404

    def test_a_megabyte_is_refused(self, assessment: Assessment, carl: User) -> None:
        assert save(carl, assessment, text="x" * 2**20).status_code == 413

    def test_note_on_an_attempt_on_its_way_is_kept(self, carl: User, assessment: Assessment) -> None:
        open_ = make_assessment(shop=assessment.shop)
        assert save(carl, open_).status_code == 302


FORMS: dict[str, Callable[[Assessment], tuple[str, dict[str, Any]]]] = {
    "note": lambda each: (url("note", each), note(each)),
    "review": lambda each: (url("review", each), {"state": "shared", "version": 0}),
    "action": lambda each: (url("action", each, "credentials"), {"state": "done", "version": 0}),
}


@pytest.mark.parametrize("form", FORMS)
class TestWho:
    def test_viewer_may_not(self, assessment: Assessment, form: str) -> None:
        address, data = FORMS[form](assessment)
        assert signed_in(make_member(assessment.shop.firm, Role.VIEWER)).post(address, data).status_code == 403
        assert not Change.objects.exists()

    def test_nobody_finds_a_foreign_shop(self, assessment: Assessment, form: str) -> None:
        address, data = FORMS[form](assessment)
        assert signed_in(make_member(make_firm("other"))).post(address, data).status_code == 404
        assert not Change.objects.exists()

    def test_owner_is_sent_to_sign_in(self, assessment: Assessment, form: str) -> None:
        address, data = FORMS[form](assessment)
        for browser in (Client(), make_browser(assessment)):
            assert browser.post(address, data).headers["Location"].startswith(reverse("admin:login"))
        assert not Change.objects.exists()

    def test_attempt_of_another_shop_is_not_found(self, assessment: Assessment, carl: User, form: str) -> None:
        other = make_submitted(shop=make_shop(firm=assessment.shop.firm))
        address, data = FORMS[form](assessment)
        for pk in (other.pk, uuid4()):
            assert signed_in(carl).post(address.replace(str(assessment.pk), str(pk)), data).status_code == 404

    def test_forged_form_token_is_refused(self, assessment: Assessment, carl: User, form: str) -> None:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(carl)
        address, data = FORMS[form](assessment)
        assert browser.post(address, data).status_code == 403


class TestReview:
    def test_review_goes_on_and_back_and_is_told(self, assessment: Assessment, carl: User, olga: User) -> None:
        assert move(carl, assessment, "in-review").status_code == 302
        assert move(olga, assessment, "shared", 1).status_code == 302
        assert move(olga, assessment, "in-review", 2).status_code == 302
        assert Review.objects.get().state == "in-review"
        assert lines() == [
            ("Carl", "review", {"before": "new", "after": "in-review"}),
            ("Olga", "review", {"before": "in-review", "after": "shared"}),
            ("Olga", "review", {"before": "shared", "after": "in-review"}),
        ]

    def test_before_sharing_stands_what_the_owner_will_read(self, assessment: Assessment, carl: User) -> None:
        save(carl, assessment, text="For us.")
        save(carl, assessment, text="For you.", shared="yes")
        said = Page(signed_in(carl).get(url("review", assessment))).words
        assert "For you." in said
        assert "For us." not in said

    def test_sharing_nothing_is_said(self, assessment: Assessment, carl: User) -> None:
        said = Page(signed_in(carl).get(url("review", assessment))).words
        assert "No shared note has been written" in said

    def test_stale_review_is_a_conflict_with_a_way_on(self, assessment: Assessment, carl: User, olga: User) -> None:
        move(olga, assessment, "in-review")
        response = move(carl, assessment, "shared")
        assert response.status_code == 409
        said = Page(response).words
        assert "Olga set this review to “in review” while you had the page open. You wanted “shared”." in said
        assert Review.objects.get().state == "in-review"
        assert move(carl, assessment, "shared", 1).status_code == 302

    @pytest.mark.parametrize(("address", "told"), [("bob@example.com", "gets a mail"), ("", "No mail goes out")])
    def test_sharing_says_whether_the_owner_hears_of_it(
        self, settings: Settings, assessment: Assessment, carl: User, address: str, told: str
    ) -> None:
        settings.MAIL_ENABLED = True
        Shop.objects.update(email=address)
        data = {"state": "shared", "version": 0}
        browser = signed_in(carl)
        said = browser.post(url("review", assessment), data, follow=True).content.decode()
        assert told in said
        assert told not in browser.post(url("review", assessment), data, follow=True).content.decode()
        assert [each.to for each in mail.outbox] == ([[address]] if address else [])

    def test_review_of_many_that_is_shared_renders_anew(
        self, assessment: Assessment, carl: User, rendered: list[Report], django_capture_on_commit_callbacks: Any
    ) -> None:
        save(carl, assessment, text="For you.", shared="yes")
        for state, reports in (("in-review", 0), ("shared", 1), ("new", 2)):
            with django_capture_on_commit_callbacks(execute=True):
                assert Review.objects.set_state([assessment], state, seen=timezone.now(), by=carl).stale == []
            assert len(rendered) == reports

    def test_double_click_moves_once(self, assessment: Assessment, carl: User) -> None:
        assert [move(carl, assessment, "shared").status_code for _ in range(2)] == [302, 302]
        assert len(lines()) == 1

    @pytest.mark.parametrize("data", [{}, {"state": "gone", "version": 0}, {"state": "shared", "version": "x"}])
    def test_forged_form_changes_nothing(self, assessment: Assessment, carl: User, data: dict[str, Any]) -> None:
        assert signed_in(carl).post(url("review", assessment), data).status_code == 422
        assert not Review.objects.exists()

    def test_open_attempt_has_no_review(self, assessment: Assessment, carl: User) -> None:
        open_ = make_assessment(shop=assessment.shop)
        assert signed_in(carl).get(url("review", open_)).status_code == 404


class TestShared:
    """What the owner reads, and when."""

    def words(self, assessment: Assessment) -> str:
        return Page(make_browser(assessment).get(reverse("reports:result", args=[assessment.pk]))).words

    def test_owner_reads_shared_notes_once_the_review_is_shared(self, assessment: Assessment, carl: User) -> None:
        carl.first_name, carl.last_name = "Carl", "Consultant"
        carl.save()
        save(carl, assessment, text="For us.")
        save(carl, assessment, text="Of the time.", section="your-time", shared="yes")
        save(carl, assessment, text="On it all.", shared="yes")
        for state, version in (("in-review", 0), ("new", 1)):
            move(carl, assessment, state, version)
            assert "Notes for you" not in self.words(assessment)
        move(carl, assessment, "shared", 2)
        said = self.words(assessment)
        assert said.index("On it all.") < said.index("Of the time.")
        assert "Your time Of the time. Carl Consultant, " in said
        assert "For us." not in said
        move(carl, assessment, "in-review", 3)
        assert "Notes for you" not in self.words(assessment)

    def test_report_names_who_shared_the_review_only_while_it_is_shared(
        self, assessment: Assessment, carl: User, olga: User
    ) -> None:
        assert report_of(assessment).brand.consultant == ""
        move(carl, assessment, "in-review")
        assert report_of(assessment).brand.consultant == ""
        move(olga, assessment, "shared", 1)
        assert report_of(assessment).brand.consultant == ""  # a user's name is none to print
        User.objects.filter(pk=olga.pk).update(first_name="Olga", last_name="Öst")
        assert report_of(assessment).brand.consultant == "Olga Öst"
        move(carl, assessment, "new", 2)
        assert report_of(assessment).brand.consultant == ""
        Shop.objects.update(firm=None)
        Review.objects.update(state="shared", changed_by=olga)
        assert report_of(Assessment.objects.get()).brand == OURS

    def test_what_is_shared_takes_one_query_however_much_it_is(self, assessment: Assessment, carl: User) -> None:
        def taken() -> int:
            return len(queries(lambda: report_of(Assessment.objects.select_related("shop__firm").get())))

        before = taken()
        move(carl, assessment, "shared")
        bare = taken()
        for section in ("", *assessment.questionnaire.section):
            save(carl, assessment, text="For you.", section=section, shared="yes")
            save(carl, assessment, text="For us.", section=section)
        assert taken() == bare == before + 1
        assert len(report_of(assessment).notes) == 1 + len(assessment.questionnaire.section)

    def test_emptied_note_is_not_shown(self, assessment: Assessment, carl: User) -> None:
        move(carl, assessment, "shared")
        save(carl, assessment, text="Here.", shared="yes")
        save(carl, assessment, text="", shared="yes", version=1)
        assert report_of(assessment).notes == ()

    def test_pdf_is_rendered_anew_and_the_old_one_stays(
        self, assessment: Assessment, carl: User, rendered: list[Report], django_capture_on_commit_callbacks: Any
    ) -> None:
        StoredReport.objects.obtain(assessment)
        with django_capture_on_commit_callbacks(execute=True):
            save(carl, assessment, text="Not yet.", shared="yes")
            save(carl, assessment, text="Never.", section="your-time")
        assert StoredReport.objects.count() == 1
        with django_capture_on_commit_callbacks(execute=True):
            move(carl, assessment, "shared")
        assert StoredReport.objects.count() == 2
        with django_capture_on_commit_callbacks(execute=True):
            save(carl, assessment, text="Now.", shared="yes", version=1)
        assert [[note.text for note in each.notes] for each in rendered] == [[], ["Not yet."], ["Now."]]
        with django_capture_on_commit_callbacks(execute=True):
            move(carl, assessment, "in-review", 1)
        assert (StoredReport.objects.count(), len(rendered)) == (3, 3)


class TestActions:
    def step(self, assessment: Assessment) -> str:
        return report_of(assessment).steps[0].question

    def mark(self, user: User, assessment: Assessment, state: str, version: int = 0, **options: Any) -> Any:
        address = url("action", assessment, self.step(assessment))
        return signed_in(user).post(address, {"state": state, "version": version}, **options)

    def test_state_is_stored_told_and_seen_by_the_owner(self, assessment: Assessment, carl: User) -> None:
        response = self.mark(carl, assessment, "doing")
        assert response.headers["Location"].endswith(f"#action-{self.step(assessment)}")
        title = report_of(assessment).steps[0].action.what
        assert lines() == [("Carl", "action", {"title": title, "before": "open", "after": "doing"})]
        said = TestShared().words(assessment)
        assert said.count("You're on it.") == 1
        self.mark(carl, assessment, "open", 1)
        assert "You're on it." not in TestShared().words(assessment)

    def test_stale_state_is_a_conflict(self, assessment: Assessment, carl: User, olga: User) -> None:
        self.mark(olga, assessment, "dropped")
        response = self.mark(carl, assessment, "done")
        assert response.status_code == 409
        assert "Olga changed it while you had this page open. It is “dropped” now." in Page(response).words
        assert 'name="version" value="1"' in self.mark(carl, assessment, "done", headers=PART).content.decode()
        assert Item.objects.get(version=1).state == "dropped"

    def test_day_is_free_and_one_that_is_none_is_said_beside_it(self, assessment: Assessment, carl: User) -> None:
        browser, address = signed_in(carl), url("action", assessment, self.step(assessment))
        for version, (day, stored) in enumerate((("2027-02-28", date(2027, 2, 28)), ("", None))):
            assert browser.post(address, {"due": day, "version": version}).status_code == 302
            assert Item.objects.get(key=self.step(assessment)).due == stored
        refused = browser.post(address, {"due": "someday", "version": 2})
        assert (refused.status_code, "Pick a day, or write it like 2026-12-31." in Page(refused).words) == (422, True)
        assert Item.objects.get(key=self.step(assessment)).version == 2

    def test_action_that_the_plan_does_not_hold_is_not_found(self, assessment: Assessment, carl: User) -> None:
        for question in ("weekends", "gone"):
            address = url("action", assessment, question)
            assert signed_in(carl).post(address, {"state": "done", "version": 0}).status_code == 404

    @pytest.mark.parametrize("data", [{}, {"state": "gone", "version": 0}, {"state": "done", "version": "x"}])
    def test_forged_form_changes_nothing(self, assessment: Assessment, carl: User, data: dict[str, Any]) -> None:
        assert signed_in(carl).post(url("action", assessment, self.step(assessment)), data).status_code == 422
        assert not Item.objects.exclude(state="open", version=0).exists()


def test_history_stands_on_the_page_in_words(assessment: Assessment, carl: User) -> None:
    save(carl, assessment, text="First.", section="your-time")
    save(carl, assessment, text="Second.", section="your-time", version=1)
    move(carl, assessment, "in-review")
    page = Page(signed_in(carl).get(client(assessment, "history")))
    said = page.words
    assert "3 changes, the latest first" in said
    assert "Carl: review: new, now in review" in said
    assert "Carl: private note, Your time Before and after Before First. After Second." in said


def test_a_retake_shows_what_was_written_before_and_goes_on_from_it(assessment: Assessment, carl: User) -> None:
    save(carl, assessment, text="Ask about the rota.", section="your-time")
    move(carl, assessment, "in-review")
    second = assessment.retake(key=uuid4())
    second.record(assessment.responses, at=timezone.now())
    second.submit(at=timezone.now())
    browser = signed_in(carl)
    page = Page(browser.get(client(second, "answers", section="your-time")))
    assert "Before, by Carl on" in words(page.by_id("note-your-time-private"))
    assert "Ask about the rota." in words(page.by_id("note-your-time-private"))
    assert "Of the result before: in review, by Carl on" in Page(browser.get(client(second, "notes"))).words
    sent = note(second, section="your-time", text="It was set up.", keep="earlier")
    assert browser.post(url("note", second), sent).status_code == 302
    assert Note.objects.get(assessment=second).text == "Ask about the rota.\n\nIt was set up."
    assert Note.objects.get(assessment=assessment).text == "Ask about the rota."
