"""What we understood can be changed, what must be asked is asked, and nothing a reply does loses the file."""

from __future__ import annotations

import pytest

from evidence import storing
from evidence.models.upload import Upload
from evidence.models.usual import Usual
from tests.evidence.exports import export
from tests.evidence.owners import answer, asked, bring, make_owner, page, send, stored
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db


def test_what_we_understood_in_one_line_three_tickets_and_the_columns() -> None:
    browser, assessment = make_owner()
    send(browser, assessment)
    upload = Upload.objects.get()
    shown = Page(browser.get(page(assessment, "understood", upload)))
    assert "399 rows, 399 tickets, August 17 to November 25, 2026" in shown.words
    assert [words(each) for each in shown.all("ul[@class='told']/li")] == [
        "Ticket 4062 came in on Wednesday, August 19, 2026 at 5:30 am and was finished at 6:15 am; 45 minutes of work.",
        "Ticket 4379 came in on Thursday, November 5, 2026 at 10:58 pm and was finished on Friday, November 6, 2026 at "
        "5:18 pm; 30 minutes of work.",
        "Ticket 4051 came in on Monday, August 17, 2026 at 9:38 am and was finished at 10:53 am; 118 minutes of work.",
    ]
    chosen = [option.get("value") for option in shown.all("select[@name='column-created']/option[@selected]")]
    labels = [words(option) for option in shown.all("select[@name='column-created']/option[@selected]")]
    assert (chosen, labels) == (["5"], ["Created time"]) or labels == ["Created time"]


def test_letters_of_an_old_encoding_are_shown_to_confirm() -> None:
    browser, assessment = make_owner()
    send(browser, assessment, export("servicenow"))
    shown = Page(browser.get(page(assessment, "understood", Upload.objects.get())))
    assert "We read the letters as" in shown.words
    assert "410 rows, 180 tickets, October 12 to November 25, 2026" in shown.words


def test_repeated_headings_are_told_apart() -> None:
    browser, assessment = make_owner()
    send(browser, assessment, "Ticket ID,Created,Created,Agent\n" + "1,2026-11-20 10:00,2026-11-21 11:00,Ann\n" * 2)
    shown = Page(browser.get(page(assessment, "understood", Upload.objects.get())))
    options = [words(option) for option in shown.all("select[@name='column-created']/option")]
    assert options == ["none of them", "Ticket ID", "Created (1st)", "Created (2nd)", "Agent"]


def test_another_column_is_read_at_once() -> None:
    browser, assessment = make_owner()
    send(browser, assessment, "Ticket ID,Created,Created,Agent\n" + "1,2026-11-20 10:00,2026-11-21 11:00,Ann\n" * 2)
    upload = Upload.objects.get()
    address = page(assessment, "understood", upload)
    response = browser.post(address, {"column-created": "2"})
    assert response["Location"] == address
    shown = Page(browser.get(address)).words
    assert "Ticket 1 came in on Saturday, November 21, 2026 at 11 am" in shown
    assert browser.post(address, {"column-created": "2"})["Location"] == page(assessment, "questions", upload)


def test_a_column_that_does_not_do_goes_back_and_loses_nothing() -> None:
    browser, assessment = make_owner()
    send(browser, assessment)
    upload = Upload.objects.get()
    address = page(assessment, "understood", upload)
    labels = upload.pages["labels"]
    response = browser.post(address, {"column-created": str(labels.index("Subject"))})
    assert response["Location"] == address
    shown = Page(browser.get(address)).words
    assert "We couldn't read" in shown
    assert "Ticket 4062 came in on Wednesday, August 19, 2026 at 5:30 am" in shown
    assert len(stored()) == 2
    browser.post(address, {})
    assert "We couldn't read" not in Page(browser.get(page(assessment, "questions", upload))).words


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"column-created": "-1"}, "Which column says when a ticket came in?"),
        ({"column-created": "999"}, "That column isn't in this file. Pick one of the menu."),
        ({"column-created": "<b>"}, "That column isn't in this file. Pick one of the menu."),
        ({"column-created": "1", "column-client": "1"}, "You chose this column twice. Give it one meaning."),
    ],
)
def test_a_wrong_choice_of_columns(sent: dict[str, str], message: str) -> None:
    browser, assessment = make_owner()
    send(browser, assessment)
    response = browser.post(page(assessment, "understood", Upload.objects.get()), sent)
    assert response.status_code == 422
    assert message in Page(response).words
    assert len(stored()) == 2


def test_a_file_without_a_known_column_asks_which() -> None:
    browser, assessment = make_owner()
    rows = "\n".join(f"{day},2026-11-{day:02} 10:{day},x" for day in range(10, 26))
    send(browser, assessment, f"Nr,Kam herein,Was\n{rows}\n")
    upload = Upload.objects.get()
    address = page(assessment, "understood", upload)
    shown = Page(browser.get(address)).words
    assert "Which column says when a ticket came in? These look like dates:" in shown
    assert "Kam herein: 2026-11-10 10:10, 2026-11-11 10:11" in shown
    assert browser.post(address, {}).status_code == 422
    assert browser.post(address, {"column-created": "1"})["Location"] == address
    assert "16 rows, 16 tickets, November 10 to November 25, 2026" in Page(browser.get(address)).words


def test_only_what_matters_for_this_file_is_asked() -> None:
    browser, assessment = make_owner()
    send(browser, assessment)
    form = browser.get(page(assessment, "questions", Upload.objects.get())).context["form"]
    assert [each.name for each in form.questions] == [
        *("file_zone", "hours", "country", "holiday-2026-11-11", "whole", "planned", "machines", "own"),
    ]


def test_every_question_wants_a_reply_and_names_its_own_mistake() -> None:
    browser, assessment = make_owner()
    send(browser, assessment)
    upload = Upload.objects.get()
    address = page(assessment, "questions", upload)
    response = browser.post(address, {})
    assert response.status_code == 422
    form = response.context["form"]
    assert form.errors == {
        "file_zone": ["Pick one of these."],
        "open-mon": ["Give the hours of at least one day."],
        "country": ["Pick one of these."],
        "holiday-2026-11-11": ["Pick one of these."],
        "whole": ["Pick one of these."],
        "planned": ["Pick one of these."],
    }
    shown = Page(response)
    links = [link.get("href", "") for link in shown.all("div[@id='errors']//a")]
    assert len(links) == 6
    assert {link.removeprefix("#") for link in links} <= shown.ids
    upload.refresh_from_db()
    assert upload.replies == {}


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        ({"open-mon": "8 o'clock"}, "open-mon", "Write the time like 8:00 or 17:30."),
        ({"close-mon": ""}, "close-mon", "Give both times, or neither."),
        ({"close-mon": "08:00"}, "close-mon", "These two times are the same."),
        ({"country": "XX"}, "country", "Pick one of these."),
        (
            {"region": "QQ"},
            "region",
            "We know no holidays of that region. Use its short name, like TX, or leave it empty.",
        ),
        ({"file_zone": "other"}, "other_zone", "Say which zone."),
        ({"file_zone": "other", "other_zone": "Moon/Base"}, "other_zone", "Pick one of these."),
        ({"own": "nobody"}, "own", "Pick one of these."),
        ({"machines": ["zz"]}, "machines", "Pick one of these."),
    ],
)
def test_a_wrong_reply(said: dict[str, str], field: str, message: str) -> None:
    browser, assessment = make_owner()
    send(browser, assessment)
    address = page(assessment, "questions", Upload.objects.get())
    response = browser.post(address, asked(browser, address, said))
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [message]}


def test_an_ambiguous_day_is_asked_with_its_two_readings() -> None:
    browser, assessment = make_owner()
    send(browser, assessment, export("osticket-ambiguous"))
    upload = Upload.objects.get()
    address = page(assessment, "questions", upload)
    shown = Page(browser.get(address)).words
    assert "“08/05/2026 11:48” in “Date Created”: which day is that?" in shown
    assert "May 8, 2026" in shown
    assert "August 5, 2026" in shown
    assert "It looks like the month comes first." in shown
    answer(browser, upload, **{"order-created": "month", "order-closed": "month", "types": "mail"})
    upload.refresh_from_db()
    assert upload.kept is not None
    assert (upload.kept.first, upload.kept.settings["day_order"]) == (
        "2026-08-05",
        {"created": "month", "closed": "month"},
    )


def test_hours_too_late_are_asked_about_and_utc_settles_it() -> None:
    browser, assessment = make_owner()
    send(browser, assessment, export("zendesk-utc"))
    upload = Upload.objects.get()
    address = page(assessment, "questions", upload)
    response = browser.post(address, asked(browser, address, {"shift": "again"}))
    assert response.status_code == 302
    shown = Page(browser.get(page(assessment, "result", upload))).words
    assert "There was nothing to compare in this file." in shown
    answer(browser, upload, file_zone="UTC", shift="again")
    upload.refresh_from_db()
    assert upload.kept is not None
    after_hours = upload.kept.rows[1]
    assert (after_hours.lo, after_hours.hi, after_hours.status) == (8, 20, "compared")
    assert upload.kept.settings["file_zone"] == "UTC"


def test_a_zone_of_ones_own_in_words() -> None:
    browser, assessment = make_owner()
    send(browser, assessment)
    shown = Page(browser.get(page(assessment, "questions", Upload.objects.get()))).words
    assert "When did ticket 4062 come in?" in shown
    assert "Wednesday, August 19, 2026 at 5:30 am: the file has your own time" in shown
    assert "Wednesday, August 19, 2026 at 12:30 am: the file is in UTC" in shown


def test_a_shop_without_a_zone_is_asked_for_it() -> None:
    browser, assessment = make_owner()
    assessment.shop.time_zone = ""
    assessment.shop.save()
    send(browser, assessment)
    upload = Upload.objects.get()
    answer(browser, upload, zone="America/Chicago")
    upload.refresh_from_db()
    assert upload.kept is not None
    assert (upload.kept.settings["zone"], upload.kept.settings["file_zone"]) == ("America/Chicago", "America/Chicago")
    assert (upload.kept.rows[1].lo, upload.kept.rows[1].hi) == (9, 20)


def test_a_holiday_that_the_shop_worked_and_a_country_asked_for_first() -> None:
    browser, assessment = make_owner()
    upload = bring(browser, assessment, **{"holiday-2026-11-11": "open"})
    upload.refresh_from_db()
    assert upload.kept is not None
    assert (upload.kept.rows[1].lo, upload.kept.rows[1].hi) == (4, 15)
    assert upload.kept.settings["open_on"] == ["2026-11-11"]


def test_words_that_are_no_alert_after_all_and_ones_own_name() -> None:
    browser, assessment = make_owner()
    send(browser, assessment)
    upload = Upload.objects.get()
    pages = upload.pages
    me = pages["agents"][0]["hash"]
    answer(browser, upload, machines=[], own=me)
    upload.refresh_from_db()
    assert upload.kept is not None
    assert upload.kept.counts["alerts"] == 0
    weekends = next(row for row in upload.kept.rows if row.measure == "weekends")
    assert weekends.status == "compared"
    assert upload.kept.settings["own_name"] is True
    assert me not in str(upload.found)


def test_some_tickets_missing_compares_nothing() -> None:
    browser, assessment = make_owner()
    upload = bring(browser, assessment, whole="no")
    upload.refresh_from_db()
    assert upload.kept is not None
    assert {row.reason for row in upload.kept.rows if row.measure == "after-hours-calls"} == {"not-whole"}


def test_replies_are_offered_again_next_time() -> None:
    browser, assessment = make_owner()
    bring(browser, assessment, **{"open-sat": "09:00", "close-sat": "13:00"})
    assert Usual.objects.of(assessment.shop)["hours"].endswith("fri 08:00-18:00, sat 09:00-13:00")
    send(browser, assessment)
    upload = Upload.objects.exclude(state="over").get()
    shown = Page(browser.get(page(assessment, "questions", upload)))
    assert shown.one("input[@name='open-sat']").get("value") == "09:00"
    assert shown.one("select[@name='country']/option[@selected]").get("value") == "US"
    assert not shown.all("input[@name='whole'][@checked]")


def test_a_file_that_is_gone_says_so() -> None:
    browser, assessment = make_owner()
    send(browser, assessment)
    upload = Upload.objects.get()
    storing.delete(upload.pk)
    for step in ("understood", "questions"):
        response = browser.get(page(assessment, step, upload))
        assert response.status_code == 410
        assert "We keep a file for 60 minutes at most." in Page(response).words


def test_steps_cost_the_same_for_any_file() -> None:
    counts = set()
    for content in (export("freshdesk"), export("osticket-ambiguous")):
        browser, assessment = make_owner()
        send(browser, assessment, content)
        upload = Upload.objects.get(assessment=assessment)
        for step in ("understood", "questions"):
            address = page(assessment, step, upload)
            counts.add((step, len(queries(lambda: browser.get(address)))))  # noqa: B023 -- asked now
    assert len(counts) == 2
