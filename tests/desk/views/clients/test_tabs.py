"""A tab has one address, and a form comes back on the tab it belongs to."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from clients.models.firms import Role
from desk.views.clients.tabs import TABS, new_note, note_address, tab_address
from opinions.core.team import LEAST
from opinions.models.pulse import SHARED, Pulse
from questions.models.assessment import Assessment
from tests.makers import make_assessment, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    return make_submitted(shop=make_shop(firm=make_firm()))


@pytest.fixture
def browser(assessment: Assessment) -> Client:
    return signed_in(make_member(assessment.shop.firm))


def test_each_tab_has_an_address_and_says_where_one_is(assessment: Assessment, browser: Client) -> None:
    for name in TABS:
        address = tab_address(assessment, name)
        page = Page(browser.get(address))
        assert [link.get("href") for link in page.all("nav[@class='tabs']//a[@aria-current]")] == [address]
        assert len(page.all("nav[@class='tabs']//a")) == len(TABS)


def test_note_stands_beside_its_answers_or_among_those_on_the_whole(assessment: Assessment, browser: Client) -> None:
    for section in ("", "your-time"):
        note = new_note(assessment, section, shared=False)
        page = Page(browser.get(note_address(note)))
        assert f"note-{section}-private" in page.ids
        opened = [each.get("id") for each in page.all("details[@open]")]
        assert opened == ([f"section-{section}"] if section else [])


def test_all_answers_open_at_once(assessment: Assessment, browser: Client) -> None:
    page = Page(browser.get(tab_address(assessment, "answers", section="all")))
    assert len(page.all("details[@open]")) == len(assessment.questionnaire.sections)


def test_answers_on_their_way_have_every_tab_too(assessment: Assessment, browser: Client) -> None:
    started = make_assessment({"without-you": "a-week"}, shop=assessment.shop)
    assert {browser.get(tab_address(started, name)).status_code for name in TABS} == {200}


class TestOpinions:
    def said(self, assessment: Assessment, browser: Client) -> str:
        return words(Page(browser.get(tab_address(assessment, "opinions"))).by_id("content-main"))

    def test_pulse_of_the_team_shows_nothing_before_it_is_over_or_of_too_few(
        self, assessment: Assessment, browser: Client
    ) -> None:
        assert "They haven't been asked." in self.said(assessment, browser)
        pulse = Pulse.objects.create(
            assessment=assessment,
            kind=Pulse.Kind.TEAM,
            mode=SHARED,
            asked=9,
            begun=timezone.now(),
            closes=timezone.now() + timedelta(days=9),
        )
        answers = {question.id: "n/a" for question in assessment.questionnaire.rated}
        for _ in range(LEAST):
            pulse.replies.create(answers=answers)
        assert "Nothing is shown before it's over." in self.said(assessment, browser)
        Pulse.objects.update(closed=timezone.now())
        assert f"{LEAST} answered everything." in self.said(assessment, browser)
        pulse.replies.all()[0].delete()
        assert "too few answered everything, so nothing is shown" in self.said(assessment, browser)

    def test_who_only_reads_is_shown_no_opinions(self, assessment: Assessment) -> None:
        Pulse.objects.create(
            assessment=assessment,
            kind=Pulse.Kind.CUSTOMERS,
            mode=SHARED,
            asked=9,
            begun=timezone.now(),
            closes=timezone.now(),
        )
        viewer = signed_in(make_member(assessment.shop.firm, Role.VIEWER))
        assert "0 of 9 replied." not in self.said(assessment, viewer)
        assert "0 of 9 replied." in self.said(assessment, signed_in(make_member(assessment.shop.firm)))
