"""What was typed is saved whichever way the page is left, and where it cannot be, the page says why and keeps it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from questions.models.assessment import Assessment
from reports.models.bundle import Bundle
from reports.models.review import Note
from tests.journeys.states import SECTION, own, sign_in
from tests.journeys.test_pages import violations
from tests.journeys.visitor import Visitor
from tests.makers import (
    AT,
    PASSWORD,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    make_user,
    signed_in,
    unknown_everywhere,
)
from tests.often import often

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
TIME = SECTION.format("your-time")
RAW = "<h1>Proxy</h1><script>document.title = 'run'</script>"
MINUTES = 120_000


def stored() -> dict[str, object]:
    return dict(Assessment.objects.get().responses)


def soon_stored(name: str, value: object) -> None:
    """What was sent as the page went has arrived, at the latest after some seconds on a busy machine."""
    end = monotonic() + 60
    while stored().get(name) != value and monotonic() < end:
        sleep(0.05)
    assert stored().get(name) == value


def sign_in_in_another_tab(visitor: Visitor, name: str) -> Page:
    tab = visitor.context.new_page()
    tab.goto(f"{visitor.site}/account/login/?next=/admin/profile/")
    tab.locator("[name=login]").fill(name)
    tab.locator("[name=password]").fill(PASSWORD)
    with tab.expect_navigation():
        tab.locator("[type=submit]").press("Enter")
    return tab


def go_back(visitor: Visitor) -> None:
    visitor.page.go_back()


def reload(visitor: Visitor) -> None:
    visitor.page.reload()


def close(visitor: Visitor) -> None:
    visitor.page.close(run_before_unload=True)


def follow_a_link(visitor: Visitor) -> None:
    visitor.follow("header nav a, header .page > a:last-child")


def press_next(visitor: Visitor) -> None:
    visitor.follow("button[name=then][value=next]")


def go_elsewhere(visitor: Visitor) -> None:
    visitor.go("/account/login/")


def switch_to_another_app(visitor: Visitor) -> None:
    """As a phone tells it, before it may throw the page away."""
    visitor.page.evaluate("Object.defineProperty(document, 'visibilityState', { value: 'hidden' })")
    visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


WAYS = [go_back, reload, close, follow_a_link, press_next, go_elsewhere, switch_to_another_app]


@pytest.mark.parametrize("leave", often(WAYS, follow_a_link, switch_to_another_app))
def test_number_typed_as_the_page_is_left_is_saved(visit: Visit, leave: Callable[[Visitor], None]) -> None:
    visitor = visit(1280, 800)
    hub = f"/a/{own(visitor).pk}/"
    visitor.page.clock.install()  # which stands still unless it is wound: nothing is sent by its own time
    visitor.go(hub)
    visitor.go(hub + TIME)
    visitor.question("hours-worked").locator("input[type=text]").press_sequentially("52")
    leave(visitor)
    soon_stored("hours-worked", 52)


@pytest.mark.parametrize("leave", often([go_back, follow_a_link], go_back))
def test_overview_counts_what_was_typed_as_the_page_was_left(visit: Visit, leave: Callable[[Visitor], None]) -> None:
    visitor = visit(1280, 800)
    hub = f"/a/{own(visitor).pk}/"
    visitor.go(hub)
    expect(visitor.page.locator("main")).to_contain_text("0 of ")
    visitor.go(hub + TIME)
    visitor.question("hours-worked").locator("input[type=text]").press_sequentially("52")
    leave(visitor)
    assert visitor.path == hub
    expect(visitor.page.locator("main")).to_contain_text("1 of ")


def test_what_was_typed_over_a_save_under_way_wins(visit: Visit) -> None:
    """On a slow line the first is stored, and the page is left before it knows."""
    visitor = visit(1280, 800)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            return route.continue_()
        route.fetch()
        return held.append(route)

    visitor.page.route("**/hours-worked/", hold_the_first)
    field = visitor.question("hours-worked").locator("input[type=text]")
    field.fill("5")
    field.press("Tab")
    soon_stored("hours-worked", 5)
    field.fill("")
    visitor.page.reload()
    soon_stored("hours-worked", None)
    expect(field).to_have_value("")


def test_answer_is_saved_after_somebody_signed_in_in_another_tab(visit: Visit) -> None:
    make_user("consultant", is_staff=True)
    visitor = visit(1280, 800)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    old = visitor.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    tab = sign_in_in_another_tab(visitor, "consultant")
    visitor.answer({"without-you": "a-week"})
    expect(visitor.question("without-you").locator(".saved")).to_be_visible()
    assert stored() == {"without-you": "a-week"}
    tab.close()
    assert visitor.press() == 200, "the form goes with the key of today"
    assert visitor.path.endswith("/s/after-hours/")
    assert old


def test_key_is_fetched_where_its_cookie_is_gone(visit: Visit) -> None:
    visitor = visit(1280, 800)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    visitor.context.clear_cookies(name="csrftoken")
    visitor.answer({"without-you": "a-week"})
    expect(visitor.question("without-you").locator(".saved")).to_be_visible()
    assert visitor.press() == 200
    assert stored() == {"without-you": "a-week"}


def test_without_scripts_what_was_sent_with_an_old_key_is_sent_again(visit: Visit) -> None:
    make_user("consultant", is_staff=True)
    visitor = visit(1280, 800, java_script_enabled=False)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    visitor.answer({"hours-worked": 52, "without-you": "a-week"})
    sign_in_in_another_tab(visitor, "consultant").close()
    assert visitor.follow("button[name=then][value=hub]") == 403
    assert stored() == {}
    assert visitor.follow("main form button") == 200
    assert stored() == {"hours-worked": 52, "without-you": "a-week"}
    assert visitor.path == f"/a/{Assessment.objects.get().pk}/"


def test_answers_of_a_browser_told_to_forget_them_say_so_and_stay_on_the_page(visit: Visit) -> None:
    visitor = visit(1280, 800)
    assessment = own(visitor)
    visitor.go(f"/a/{assessment.pk}/{TIME}")
    tab = visitor.context.new_page()
    tab.goto(f"{visitor.site}/a/{assessment.pk}/elsewhere/")
    tab.locator("#sure").check()
    with tab.expect_navigation():
        tab.locator("form[action='/forget/'] button").press("Enter")
    visitor.answer({"without-you": "a-week"})
    state = visitor.question("without-you").locator(".state")
    expect(state).to_contain_text("told to forget them")
    visitor.page.locator("button[name=then][value=next]").press("Enter")
    expect(visitor.page.locator(".waiting")).to_contain_text("told to forget them")
    assert visitor.path.endswith(TIME)
    assert visitor.shown() == {"without-you": ["a-week"]}
    assert not violations(visitor)


REASONS = {400: "damaged", 403: "not change them", 404: "no longer open", 410: "anymore", 413: "longer"}


# 403 fetches a key first; the others differ by their words alone, and 418 has no reason of its own.
@pytest.mark.parametrize("status", often([*REASONS, 418], 403))
def test_refusal_says_its_reason_once_and_is_not_sent_again(visit: Visit, status: int) -> None:
    visitor = visit(1280, 800)
    visitor.page.clock.install()
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    sent: list[str] = []

    def refuse(route: Route) -> None:
        sent.append(route.request.url)
        route.fulfill(status=status, body=RAW, content_type="text/html")

    visitor.page.route("**/without-you/", refuse)
    visitor.answer({"without-you": "a-week"})
    state = visitor.question("without-you").locator(".state-unsaved")
    expect(state).to_contain_text(REASONS.get(status, "didn't take it"))
    expect(state).not_to_contain_text("connection")
    expect(state).not_to_contain_text("Proxy")
    first = len(sent)
    assert first == (2 if status == 403 else 1), "once more only with a fresh key"
    visitor.page.clock.run_for(MINUTES)
    assert len(sent) == first
    assert visitor.shown() == {"without-you": ["a-week"]}
    visitor.page.unroute("**/without-you/")
    visitor.press("hub")  # who presses a button tries again
    assert stored() == {"without-you": "a-week"}


FAULTS = [
    (503, "on our side"),
    (500, "on our side"),
    (429, "too much came"),
    (0, "no connection"),
    (200, "no connection"),
]


@pytest.mark.parametrize(("fault", "said"), often(FAULTS, FAULTS[0]))
def test_what_may_be_over_is_sent_again_by_itself(visit: Visit, fault: int, said: str) -> None:
    """A fault, no answer, and the page by which a hotel's network lets one in."""
    visitor = visit(1280, 800)
    visitor.page.clock.install()
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")

    def fail(route: Route) -> None:
        if fault:
            route.fulfill(status=fault, body=RAW, content_type="text/html")
        else:
            route.abort()

    visitor.page.route("**/without-you/", fail)
    visitor.answer({"without-you": "a-week"})
    state = visitor.question("without-you").locator(".state")
    expect(state).to_contain_text(said)
    visitor.page.unroute("**/without-you/")
    visitor.page.clock.run_for(6_000)
    expect(state).to_have_text("Saved")
    assert stored() == {"without-you": "a-week"}


def test_line_without_an_answer_is_given_up_and_tried_again(visit: Visit) -> None:
    visitor = visit(1280, 800)
    visitor.page.clock.install()
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    visitor.page.route("**/without-you/", lambda route: None)
    visitor.answer({"without-you": "a-week"})
    visitor.page.clock.run_for(16_000)
    state = visitor.question("without-you").locator(".state")
    expect(state).to_contain_text("very slow")
    visitor.page.unroute("**/without-you/")
    visitor.page.clock.run_for(6_000)
    expect(state).to_have_text("Saved")


def test_answer_of_another_tab_stays_after_going_back_and_saving(visit: Visit) -> None:
    visitor = visit(1280, 800)
    hub = f"/a/{own(visitor).pk}/"
    visitor.go(hub + TIME)
    visitor.answer({"hours-worked": 40, "without-you": "a-day"})
    visitor.press("hub")
    first, visitor.page = visitor.page, visitor.context.new_page()
    visitor.go(hub + TIME)
    visitor.answer({"hours-worked": 60, "without-you": "a-week"})
    visitor.press("hub")
    visitor.page = first
    visitor.page.go_back()
    assert visitor.shown() == {"hours-worked": ["60"], "without-you": ["a-week"]}
    visitor.press("hub")
    assert stored() == {"hours-worked": 60, "without-you": "a-week"}


def test_note_is_kept_while_signed_out_and_saved_afterwards(visit: Visit) -> None:
    firm = make_firm()
    make_member(firm, name="Carl")
    shop = make_submitted(shop=make_shop("Northside", firm=firm)).shop
    visitor = visit(1280, 900)
    sign_in_in_another_tab(visitor, "Carl").close()
    visitor.go(f"/admin/clients/{shop.pk}/?tab=notes")
    note = visitor.page.locator("#note--private")
    note.locator("textarea").fill("Ask about the rota.")
    Session.objects.all().delete()
    note.locator("button").press("Enter")
    expect(note.locator(".state")).to_contain_text("signed out")
    expect(note.locator("textarea")).to_have_value("Ask about the rota.")
    sign_in_in_another_tab(visitor, "Carl").close()
    note.locator("button").press("Enter")
    expect(note.locator(".state")).to_have_text("Saved")
    expect(note.locator("button")).to_be_focused()
    assert Note.objects.get().text == "Ask about the rota."


def test_note_that_could_not_be_sent_is_sent_again_and_what_is_typed_meanwhile_stays(visit: Visit) -> None:
    firm = make_firm()
    shop = make_submitted(shop=make_shop("Northside", firm=firm)).shop
    visitor = visit(1280, 900)
    sign_in(visitor, signed_in(make_member(firm)))
    visitor.page.clock.install()
    visitor.go(f"/admin/clients/{shop.pk}/?tab=notes")
    note = visitor.page.locator("#note--private")
    visitor.page.route("**/note/", lambda route: route.fulfill(status=502, body=RAW))
    note.locator("textarea").fill("Ask about the rota.")
    note.locator("button").press("Enter")
    expect(note.locator(".state")).to_contain_text("went wrong on the server")
    note.locator("textarea").press_sequentially(" And keys.")
    visitor.page.unroute("**/note/")
    visitor.page.clock.run_for(6_000)
    expect(note.locator(".state")).to_have_text("Saved")
    expect(note.locator("textarea")).to_have_value("Ask about the rota. And keys.")
    expect(note.locator("textarea")).to_be_focused()
    assert Note.objects.get().text == "Ask about the rota."
    note.locator("button").press("Enter")
    expect(visitor.page.locator("#note--private .saving")).to_have_count(0)
    expect(note.locator("input[name=version]")).to_have_value("2")
    assert Note.objects.get().text == "Ask about the rota. And keys."


def test_leaving_with_a_note_that_is_not_saved_is_asked_first(visit: Visit) -> None:
    firm = make_firm()
    shop = make_submitted(shop=make_shop("Northside", firm=firm)).shop
    visitor = visit(1280, 900)
    sign_in(visitor, signed_in(make_member(firm)))
    visitor.go(f"/admin/clients/{shop.pk}/?tab=notes")
    visitor.page.locator("#note--private textarea").press_sequentially("Ask.")
    with visitor.page.expect_event("dialog") as asked:
        visitor.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(visitor.page.locator("#note--private textarea")).to_have_value("Ask.")


def test_change_of_another_tab_stays_in_a_form_of_the_desk_after_going_back(visit: Visit) -> None:
    firm = make_firm()
    shop = make_shop("Northside", firm=firm)
    visitor = visit(1280, 900)
    sign_in(visitor, signed_in(make_member(firm)))
    form = f"/admin/clients/shop/{shop.pk}/change/"

    def write(owner: str, contact: str) -> None:
        visitor.page.locator("#id_owner").fill(owner)
        visitor.page.locator("#id_contact").fill(contact)
        with visitor.page.expect_navigation():
            visitor.page.locator("[name=_save]").press("Enter")

    visitor.go(form)
    write("Ann", "555 1")
    first, visitor.page = visitor.page, visitor.context.new_page()
    visitor.go(form)
    write("Bo", "555 2")
    visitor.page = first
    visitor.page.go_back()
    expect(visitor.page.locator("#id_owner")).to_have_value("Bo")
    expect(visitor.page.locator("#id_contact")).to_have_value("555 2")
    with visitor.page.expect_navigation():
        visitor.page.locator("[name=_save]").press("Enter")
    shop.refresh_from_db()
    assert (shop.owner, shop.contact) == ("Bo", "555 2")


BOXES = [("/admin/clients/?sort=name", "[name=shop]"), ("/admin/clients/shop/", "[name=_selected_action]")]


@pytest.mark.parametrize(("path", "boxes"), often(BOXES, BOXES[0]))
def test_tick_does_not_move_to_another_shop_after_going_back(visit: Visit, path: str, boxes: str) -> None:
    """The browser would restore it by its place, where a shop that came meanwhile stands now."""
    firm = make_firm()
    make_shop("Bob's", firm=firm)
    visitor = visit(1280, 900)
    sign_in(visitor, signed_in(make_member(firm)))
    visitor.go(path)
    visitor.page.locator(boxes).first.check()
    visitor.go("/admin/profile/")
    make_shop("Ann's", firm=firm)
    visitor.page.go_back()
    expect(visitor.page.locator(boxes)).to_have_count(2)
    expect(visitor.page.locator(f"{boxes}:checked")).to_have_count(0)


def test_form_of_the_desk_is_kept_while_signed_out_and_saved_afterwards(visit: Visit) -> None:
    firm = make_firm()
    make_member(firm, name="Carl")
    shop = make_shop("Northside", firm=firm)
    visitor = visit(1280, 900)
    sign_in_in_another_tab(visitor, "Carl").close()
    visitor.go(f"/admin/clients/shop/{shop.pk}/change/")
    visitor.page.locator("#id_contact").fill("Ask for Ann.")
    Session.objects.all().delete()
    with visitor.page.expect_navigation():
        visitor.page.locator("[name=_save]").press("Enter")
    expect(visitor.page.locator("h1")).to_have_text("You have been signed out")
    sign_in_in_another_tab(visitor, "Carl").close()
    with visitor.page.expect_navigation():
        visitor.page.locator("#content-main button").press("Enter")
    expect(visitor.page.locator("h1")).to_have_text("Please send it once more")  # signing in has made a new key
    with visitor.page.expect_navigation():
        visitor.page.locator("#content-main button").press("Enter")
    assert visitor.path == f"/admin/clients/{shop.pk}/"
    shop.refresh_from_db()
    assert shop.contact == "Ask for Ann."


def test_page_that_waits_for_a_report_says_that_it_was_deleted_elsewhere(visit: Visit) -> None:
    visitor = visit(1280, 900)
    assessment = own(visitor)
    assessment.record(unknown_everywhere(), at=AT)
    assessment.submit(at=AT)
    visitor.go(f"/a/{assessment.pk}/report/")
    expect(visitor.page.locator("#making")).to_be_visible()
    assessment.shop.delete()
    expect(visitor.page.locator("h1")).to_contain_text("There is nothing here")


def test_page_that_waits_for_a_zip_asks_to_sign_in_after_signing_out_elsewhere(visit: Visit) -> None:
    firm = make_firm()
    user = make_member(firm)
    done = make_submitted(shop=make_shop("Northside", firm=firm))
    bundle, _new = Bundle.objects.begin(key=uuid4(), user=user, assessments=[done.pk])
    visitor = visit(1280, 900)
    sign_in(visitor, signed_in(user))
    visitor.go(f"/admin/bundles/{bundle.pk}/")
    expect(visitor.page.locator("#bundle progress")).to_be_visible()
    Session.objects.all().delete()
    expect(visitor.page.locator("#login-form")).to_be_visible()
