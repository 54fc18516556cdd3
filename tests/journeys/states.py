"""Every page in each of its states: how a visitor gets to see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import expect

from clients.models.allowance import Allowance
from clients.models.firms import Invitation, Membership, Role
from clients.models.history import Change, Code
from clients.models.outbox import Kind, Mail, Reason
from clients.models.set_up import SetUpLink
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.sign_in.helping import link_for
from clients.viewers import NOBODY
from plans.models.firm_step import FirmStep
from questions.core.question import UNKNOWN, Answer
from questions.core.scorecard import Verdict
from questions.inviting import invite
from questions.limits import FILE, STARTING
from questions.models.access import INVITE_WITHIN, READ_WITHIN, RESUME_WITHIN, Access
from questions.models.assessment import Assessment
from questions.models.parting import Parting
from reports.models import stored_report
from reports.models.bundle import Bundle
from reports.models.composing import report_of
from reports.models.stored_report import StoredReport
from reports.pdf.handouts import QUESTIONNAIRE, handout
from tests.journeys.visitor import Visitor
from tests.makers import (
    AT,
    PASSWORD,
    answers_of,
    make_assessment,
    make_colleague_of_all,
    make_firm,
    make_member,
    make_passkey,
    make_shop,
    make_staff,
    make_user,
    signed_in,
    unknown_everywhere,
)

HUB, CHECK, RESULT = "", "check/", "result/"
SECTION = "s/{}/"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft GmbH"
FUTURE = datetime(2100, 1, 1, tzinfo=UTC)
State = Callable[[Visitor], int]


def own(visitor: Visitor, answers: Mapping[str, Answer] | None = None, name: str = "Northside Computers") -> Assessment:
    """An assessment that this visitor's browser began."""
    assessment = make_assessment(answers, shop=make_shop(name))
    visitor.remember(Access.objects.grant(assessment, at=timezone.now()))
    return assessment


def page_of(*place: str, answers: Mapping[str, Answer] | None = None) -> State:
    """A page of an assessment with these answers."""
    return lambda visitor: visitor.go(f"/a/{own(visitor, answers).pk}/" + "".join(place))


def plain(path: str) -> State:
    return lambda visitor: visitor.go(path)


def handed_in(persona: str | None, verdict: Verdict) -> State:
    """A result with everything that can be opened standing open; without a persona nothing is known."""

    def state(visitor: Visitor) -> int:
        assessment = own(visitor, answers_of(persona) if persona else unknown_everywhere(), name=LONG)
        assessment.submit(at=AT)
        assert assessment.verdict == verdict.value
        status = visitor.go(f"/a/{assessment.pk}/{RESULT}")
        open_all(visitor)
        return status

    return state


def example(visitor: Visitor) -> int:
    status = visitor.go("/example/bob-breakfix/")
    open_all(visitor)
    return status


def open_all(visitor: Visitor) -> None:
    visitor.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


def landing_with_own(visitor: Visitor) -> int:
    first = own(visitor, name=LONG)
    token = next(cookie["value"] for cookie in visitor.context.cookies() if cookie["name"] == "assessments")
    second = make_assessment(unknown_everywhere(), submitted=AT)
    Access.objects.grant(second, at=timezone.now(), token=token)
    status = visitor.go("/")
    assert visitor.page.locator(f"a[href='/a/{first.pk}/']").count()
    return status


def start_refused(visitor: Visitor) -> int:
    visitor.go("/")
    visitor.page.locator("input[name=name]").evaluate("field => field.removeAttribute('maxlength')")
    visitor.page.locator("input[name=name]").fill("n" * 121)
    return visitor.follow("form.start button")


def refused(section: str, spoil: Callable[[Visitor], None]) -> State:
    """A section that shows what is wrong with an answer."""

    def state(visitor: Visitor) -> int:
        page_of(SECTION.format(section))(visitor)
        spoil(visitor)
        status = visitor.follow("button[name=then][value=check-section]")  # one at a time, the next would not come
        assert visitor.page.locator(".question-wrong .error").is_visible()
        return status

    return state


def out_of_range(visitor: Visitor) -> None:
    wrong_number(visitor, "720")


def wrong_number(visitor: Visitor, typed: str) -> None:
    """Type it and see it refused: the page then shows its place, and a button that is pressed meanwhile moves away."""
    visitor.step_to("hours-worked")
    question = visitor.question("hours-worked")
    question.locator("input[type=text]").fill(typed)
    expect(question.locator(".state .error")).to_be_visible()


def two_answers(visitor: Visitor) -> None:
    """Without the script's saving in between: both arrive at once."""
    visitor.step_to("hours-worked")
    visitor.question("hours-worked").locator(f"input[value={UNKNOWN}]").evaluate("box => { box.checked = true }")
    visitor.question("hours-worked").locator("input[type=text]").evaluate("field => { field.value = '50' }")


def no_option(visitor: Visitor) -> None:
    """An option that this version does not have, as from a page that was open during an update."""
    forge(visitor, "without-you")


def no_options(visitor: Visitor) -> None:
    forge(visitor, "objections")


def forge(visitor: Visitor, name: str) -> None:
    visitor.step_to(name)
    option = visitor.question(name).locator("input[type=radio], input[type=checkbox]").first
    option.evaluate("option => { option.value = 'gone' }")
    option.check()


def too_long(visitor: Visitor) -> None:
    visitor.step_to("the-dream")
    text = visitor.question("the-dream").locator("textarea")
    text.evaluate("text => text.removeAttribute('maxlength')")
    text.fill("word " * 210)
    expect(visitor.question("the-dream").locator(".state .error")).to_be_visible()  # see wrong_number


def submit_refused(visitor: Visitor) -> int:
    """The page said that everything was answered; since then another tab took an answer away."""
    assessment = own(visitor, answers_of("managed-ordinary"))
    visitor.go(f"/a/{assessment.pk}/{CHECK}")
    assessment.record({"without-you": None}, at=AT)
    return visitor.follow("form[action$='/submit/'] button")


def shop_refused(visitor: Visitor) -> int:
    page_of("shop/")(visitor)
    visitor.page.locator("[name=people]").fill("many")
    return visitor.follow("form.start [type=submit]")


def frozen(visitor: Visitor) -> int:
    assessment = own(visitor, unknown_everywhere())
    visitor.go(f"/a/{assessment.pk}/{SECTION.format('your-time')}")
    assessment.submit(at=AT)
    visitor.answer({"without-you": "a-day"})
    return visitor.press()


def waits_to_start(visitor: Visitor) -> int:
    Allowance.objects.take(STARTING, {"address": "127.0.0.1"}, at=timezone.now(), cost=60)
    visitor.go("/")
    return visitor.follow("form.start button")


def waits_at_the_desk(visitor: Visitor) -> int:
    user = make_member(make_firm())
    sign_in(visitor, signed_in(user))
    Allowance.objects.take(FILE, {"account": str(user.pk)}, at=timezone.now(), cost=60)
    visitor.go("/admin/invite/")
    listed = {"name": "owners.csv", "mimeType": "text/csv", "buffer": b"Shop,E-mail\nBob's,bob@example.com\n"}
    visitor.page.locator("input[type=file]").set_input_files(listed)  # type: ignore[arg-type]  # a FilePayload
    with visitor.page.expect_response(lambda found: found.request.method == "POST") as answer:
        visitor.page.locator("form:has(input[type=file]) [type=submit]").last.click()
    visitor.page.wait_for_load_state()
    return answer.value.status


def questionnaire_being_made(visitor: Visitor) -> int:
    asked = handout(QUESTIONNAIRE)
    default_storage.delete(asked.path)  # another test may have made it
    cache.set(f"asked:{asked.path}", FUTURE)  # so that it is not late
    return visitor.go("/questionnaire.pdf")


def without_key(visitor: Visitor) -> int:
    visitor.go("/")
    visitor.context.clear_cookies()
    return visitor.follow("form.start button")


def closed(visitor: Visitor) -> int:
    for _ in range(5):
        visitor.go("/account/login/")
        visitor.page.locator("[name=login]").fill("ann")
        visitor.page.locator("[name=password]").fill("wrong")
        status = visitor.follow("[type=submit]")
    return status


def second_factor_wanted(visitor: Visitor) -> int:
    sign_in(visitor, signed_in(make_member(make_firm(second_factor=True))))
    return visitor.go("/admin/")


def code_wanted(visitor: Visitor) -> int:
    make_passkey(make_user("ann", is_staff=True))
    visitor.go("/account/login/")
    visitor.page.locator("[name=login]").fill("ann")
    visitor.page.locator("[name=password]").fill(PASSWORD)
    return visitor.follow("[type=submit]")


def sign_in_refused(visitor: Visitor) -> int:
    visitor.go("/account/login/")
    visitor.page.locator("[name=login]").fill("ann")
    return visitor.follow("[type=submit]")


def of_a_passkey(address: str) -> State:
    def state(visitor: Visitor) -> int:
        user = make_member(make_firm())
        key = make_passkey(user, LONG)
        sign_in(visitor, signed_in(user))
        return visitor.go(address.format(key.pk))

    return state


def colleague_to_help(visitor: Visitor) -> int:
    firm = make_firm()
    make_passkey(make_member(firm, name="carl"))
    sign_in(visitor, signed_in(make_member(firm, Role.OWNER)))
    return visitor.go(f"/admin/clients/membership/{firm.memberships.get(user__username='carl').pk}/change/")


def colleague_helped(visitor: Visitor) -> int:
    colleague_to_help(visitor)
    return visitor.follow("form[action$='/password/'] button")


def recovery_codes(visitor: Visitor) -> int:
    user = make_member(make_firm())
    make_passkey(user)
    sign_in(visitor, signed_in(user))
    return visitor.go("/account/2fa/codes/")


def passkeys(visitor: Visitor) -> int:
    user = make_member(make_firm())
    make_passkey(user, LONG)
    sign_in(visitor, signed_in(user))
    return visitor.go("/account/2fa/")


def too_much(visitor: Visitor) -> int:
    page_of(SECTION.format("owner-or-owned"))(visitor)
    visitor.page.locator("textarea").evaluate("text => { text.maxLength = 1e6; text.value = 'x'.repeat(6e5) }")
    return visitor.press()


def submitted(visitor: Visitor, name: str = "managed-ordinary") -> Assessment:
    assessment = own(visitor, answers_of(name))
    assessment.submit(at=AT)
    return assessment


def after(*place: str) -> State:
    """A page of an assessment that has been handed in."""
    return lambda visitor: visitor.go(f"/a/{submitted(visitor).pk}/" + "".join(place))


def pressed(state: State, selector: str) -> State:
    """The page that a button of another page leads to."""

    def then(visitor: Visitor) -> int:
        state(visitor)
        return visitor.follow(selector)

    return then


def sure(state: State) -> State:
    """The page with its box ticked."""

    def ticked(visitor: Visitor) -> int:
        status = state(visitor)
        visitor.page.locator("#sure").check()
        return status

    return ticked


def deleted_twice(visitor: Visitor) -> int:
    """A second tab, in which the page that asks was still open."""
    sure(after("delete/"))(visitor)
    Shop.objects.all().delete()
    return visitor.follow("main form button")


def with_mail(state: State) -> State:
    def sending(visitor: Visitor) -> int:
        with override_settings(MAIL_ENABLED=True):
            return state(visitor)

    return sending


def resume(visitor: Visitor) -> int:
    assessment = make_assessment({"without-you": "a-week"})
    token = Access.objects.issue(assessment, Access.Kind.RESUME, at=timezone.now(), within=RESUME_WITHIN)
    return visitor.go(f"/r/{token}/")


def read(visitor: Visitor) -> int:
    assessment = make_assessment(answers_of("bob-breakfix"), submitted=AT)
    token = Access.objects.issue(assessment, Access.Kind.READ, at=timezone.now(), within=READ_WITHIN)
    return visitor.go(f"/read/{token}/")


def invited(visitor: Visitor) -> int:
    """By a firm, in a browser that began a shop of its own."""
    own(visitor, name=LONG)
    firm = make_firm(LONG, contact="Ann, 555 0100")
    assessment, maker = make_assessment(shop=make_shop(LONG, firm=firm)), make_member(firm)
    token = Access.objects.issue(assessment, Access.Kind.INVITE, at=timezone.now(), within=INVITE_WITHIN, by=maker)
    return visitor.go(f"/i/{token}/")


def invited_elsewhere(visitor: Visitor) -> int:
    """By a link that another browser has used up."""
    firm = make_firm(LONG)
    assessment = make_assessment({"without-you": "a-week"}, shop=make_shop(LONG, firm=firm, email="z@example.com"))
    maker = make_member(firm)
    token = Access.objects.issue(assessment, Access.Kind.INVITE, at=timezone.now(), within=INVITE_WITHIN, by=maker)
    Access.objects.update(used=AT)
    Shop.objects.update(own_email="z@example.com")  # where it was accepted
    return visitor.go(f"/i/{token}/")


def unsent(state: State, kind: Kind) -> State:
    """The page once more after a mail of this kind has failed about whatever it shows."""

    def then(visitor: Visitor) -> int:
        state(visitor)
        access = Access.objects.filter(kind=Access.Kind.INVITE).order_by("-pk").first()
        every = Assessment.objects.all()
        assessment = access.assessment if access else every.exclude(submitted=None).first() or every[0]
        about = access.pk if access and kind == Kind.INVITATION else assessment.pk
        Mail.objects.create(
            kind=kind,
            about=str(about),
            shop=assessment.shop,
            firm=assessment.shop.firm,
            state=Mail.State.FAILED,
            reason=Reason.UNREACHABLE,
        )
        return visitor.go(visitor.path)

    return then


def of_a_firm(visitor: Visitor) -> int:
    assessment = own(visitor)
    Shop.objects.update(firm=make_firm(LONG, contact="Ann, 555 0100"), joined=AT)
    return visitor.go(f"/a/{assessment.pk}/firm/")


def join(visitor: Visitor) -> int:
    _, token = Invitation.objects.issue(
        firm=make_firm(LONG), email="new@example.com", role=Role.CONSULTANT, at=timezone.now()
    )
    return visitor.go(f"/join/{token}/")


def join_refused(visitor: Visitor) -> int:
    join(visitor)
    for name, value in (("username", "a b"), ("password1", "short"), ("password2", "other")):
        visitor.page.locator(f"input[name={name}]").fill(value)
    return visitor.follow("main form button")


def join_signed_in(visitor: Visitor) -> int:
    sign_in(visitor, make_staff())
    return join(visitor)


def set_up(visitor: Visitor) -> int:
    return visitor.go(f"/set-up/{SetUpLink.objects.issue(at=timezone.now())}/")


def set_up_refused(visitor: Visitor) -> int:
    set_up(visitor)
    for name, value in (("firm", LONG), ("username", "a b"), ("password1", "short"), ("password2", "other")):
        visitor.page.locator(f"input[name={name}]").fill(value)
    return visitor.follow("main form button")


def retaken(visitor: Visitor, answers: Mapping[str, Answer]) -> Assessment:
    """An assessment begun again after it had been handed in, with these answers so far."""
    second = submitted(visitor, "bob-breakfix").retake(key=uuid4())
    second.record(answers, at=AT)
    return second


def changes(visitor: Visitor) -> int:
    second = retaken(visitor, answers_of("willing-beginner"))
    second.submit(at=AT + timedelta(days=200))
    status = visitor.go(f"/a/{second.pk}/changes/")
    open_all(visitor)
    return status


def again(place: str) -> State:
    return lambda visitor: visitor.go(f"/a/{retaken(visitor, {}).pk}/{place}")


def waiting(heading: str, **fields: datetime) -> State:
    """The page to wait for a PDF at, of an assessment whose report has come so far."""

    def state(visitor: Visitor) -> int:
        assessment = submitted(visitor)
        stored = StoredReport.objects.of(assessment, report_of(assessment))
        if not fields:
            with patch.object(stored_report, "render", return_value=b"%PDF"):
                stored.render(report_of(assessment))
        StoredReport.objects.update(**fields)
        status = visitor.go(f"/a/{assessment.pk}/report/")
        assert visitor.page.locator("h1").inner_text() == heading
        return status

    return state


def with_versions(visitor: Visitor) -> int:
    """A result whose report was made under another name before."""
    assessment = submitted(visitor)
    with patch.object(stored_report, "render", return_value=b"%PDF"):
        StoredReport.objects.obtain(assessment)
    Shop.objects.update(name=LONG)
    status = visitor.go(f"/a/{assessment.pk}/result/")
    open_all(visitor)
    assert visitor.page.locator(f"a[href^='/a/{assessment.pk}/report/']").count() == 1
    return status


def sign_in(visitor: Visitor, client: Client) -> None:
    """Carry a signed-in test client's session over to the browser."""
    cookie = client.cookies["sessionid"]
    visitor.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": visitor.site}])


def desk(path: str) -> State:
    """A page of the admin; {shop}, {other} and {assessment} stand for rows."""

    def state(visitor: Visitor) -> int:
        make_assessment(answers_of("bob-breakfix"), shop=make_shop(LONG, owner="Bob", people=4), submitted=AT)
        other = make_assessment({"without-you": "a-week"}).shop_id
        sign_in(visitor, make_colleague_of_all())
        assessment = Assessment.objects.exclude(submitted=None).get()
        user = User.objects.values_list("pk")[0][0]
        return visitor.go(path.format(assessment=assessment.pk, shop=assessment.shop_id, other=other, user=user))

    return state


def step_filled_in(visitor: Visitor) -> int:
    """The form for a client's plan, filled in with one of the firm's own steps."""
    desk("/admin/plans/")(visitor)
    shop = Assessment.objects.exclude(submitted=None).get().shop
    assert shop.firm
    step = {"what": LONG, "first": "x" * 300, "done": "All have paid.", "days": 14}
    FirmStep.objects.keep(shop.firm, step, key=uuid4(), by=NOBODY)
    visitor.go(f"/admin/clients/{shop.pk}/plan/add/")
    visitor.page.locator("#step").select_option(index=1)
    return visitor.follow("form[method=get].writing button")


def asked_first(visitor: Visitor) -> int:
    """The page that names how many shops an act would change."""
    desk("/admin/clients/")(visitor)
    visitor.page.locator("[name=shop]").first.check()
    return visitor.follow("button[value=archive]")


def sheet_of_clients(visitor: Visitor) -> int:
    """The columns of a sheet that is brought in."""
    nothing_yet("/admin/clients/bring/")(visitor)
    visitor.page.locator("#id_text").fill(f"Firma;Mail;Ort\n{LONG};bob@example.com;Bern\n{LONG};nobody;Bern")
    return visitor.follow("button.default")


def rows_of_clients(visitor: Visitor) -> int:
    """Its rows: one is likely to be another, and has an address that is none."""
    sheet_of_clients(visitor)
    return visitor.follow("button.default")


def may_another_take_over(visitor: Visitor) -> int:
    """The owner's page that asks."""
    firm = make_firm(LONG)
    to = make_firm(LONG[::-1], contact="Call us")
    shop = make_shop("Bob's", firm=firm)
    by = make_member(firm, Role.OWNER)
    _asked, token = Parting.objects.ask(shop, to=to, erases=False, by=by, at=timezone.now())
    return visitor.go(f"/h/{token}/")


def colleague_leaves(visitor: Visitor) -> int:
    """The page that asks who takes over a colleague's clients."""
    firm = make_firm()
    carl = make_member(firm, name="carl")
    make_shop(firm=firm, in_charge=carl)
    sign_in(visitor, signed_in(make_member(firm, Role.OWNER)))
    return visitor.go(f"/admin/clients/membership/{carl.memberships.get().pk}/delete/")


def nothing_yet(path: str) -> State:
    """A page of the desk in a firm that has no client."""

    def state(visitor: Visitor) -> int:
        sign_in(visitor, signed_in(make_member(make_firm())))
        return visitor.go(path)

    return state


def bundle(**noted: Any) -> State:
    """A ZIP of three reports as far as `noted` says."""

    def state(visitor: Visitor) -> int:
        member = make_member(make_firm())
        sign_in(visitor, signed_in(member))
        made, _ = Bundle.objects.begin(key=uuid4(), user=member, assessments=[uuid4() for _ in range(3)])
        if "made" in noted:
            made.file.save("three.zip", ContentFile(b"x" * 5000), save=False)
            noted["file"] = made.file.name
        Bundle.objects.filter(pk=made.pk).update(begun=timezone.now(), **noted)
        visitor.go("/admin/bundles/")
        return visitor.follow("table a[href*=bundles]")

    return state


def inviting(text: str = "", path: str = "/admin/invite/") -> State:
    """The page that invites; with a text, its rows to look through."""

    def state(visitor: Visitor) -> int:
        firm = make_firm(LONG)
        sign_in(visitor, signed_in(make_member(firm)))
        make_shop("Known", firm=firm, email="known@example.com")
        status = visitor.go(path)
        if not text:
            return status
        visitor.page.locator("textarea").fill(text)
        return visitor.follow(".ways section:nth-child(2) button")

    return state


def invitations(visitor: Visitor) -> int:
    """One in each state that offers something else."""
    firm = make_firm(LONG)
    member = make_member(firm)
    shops = [Shop(name=name, owner="Bob", email=f"{number}@example.com") for number, name in enumerate((LONG, "Bob's"))]
    made = invite(shops, firm=firm, by=member, key=uuid4(), at=timezone.now())
    made[0].access.revoke(by=member, at=timezone.now())
    sign_in(visitor, signed_in(member))
    return visitor.go("/admin/invitations/")


ROWS = f"{LONG};Bob;bob@example.com;4\nZoë;Zoë;zoe.example.com\n;;known@example.com"


def stock_pages(visitor: Visitor) -> list[str]:
    """Sign in as a firm's owner; the addresses of Django's own pages that one can open."""
    firm = make_firm(LONG)
    user = make_member(firm, Role.OWNER)
    shop = make_shop(LONG, firm=firm, owner="Bob", people=4)
    other = make_shop("Another entry", firm=firm)
    tag = Tag.objects.create(firm=firm, name="north")
    invitation, _ = Invitation.objects.issue(firm=firm, email="new@example.com", role=Role.VIEWER, at=timezone.now())
    member = Membership.objects.get(user=make_member(firm))
    Change.objects.write(Code.JOINED, who=user, shop=shop)
    sign_in(visitor, signed_in(user))
    rows = {"shop": shop, "tag": tag, "firm": firm, "membership": member, "invitation": invitation}
    pages = [f"/admin/clients/{kind}/{row.pk}/change/" for kind, row in rows.items()]
    pages += [f"/admin/clients/{kind}/" for kind in rows]
    pages += [f"/admin/clients/{kind}/add/" for kind in ("shop", "tag", "invitation")]
    pages += [f"/admin/clients/shop/{shop.pk}/{verb}/" for verb in ("history", "delete")]
    pages.append(f"/admin/shops/merge/?shop={shop.pk}&shop={other.pk}")
    account = ("2fa/", "2fa/app/", "2fa/passkeys/add/", "again/", "password/change/", "sessions/")
    return [*pages, "/admin/clients/", *(f"/account/{page}" for page in account)]


# By name: how to get there, and the status it answers with.
PAGES: Mapping[str, tuple[State, int]] = MappingProxyType(
    {
        "landing": (plain("/"), 200),
        "may another firm take over": (may_another_take_over, 200),
        "landing with one's own": (landing_with_own, 200),
        "start refused": (start_refused, 422),
        "hub empty": (page_of(HUB), 200),
        "hub begun": (page_of(HUB, answers={"dread": "ten-or-more", "hours-worked": 50}), 200),
        "hub done": (page_of(HUB, answers=answers_of("bob-breakfix")), 200),
        "section empty": (page_of(SECTION.format("your-time")), 200),
        "section filled": (page_of(SECTION.format("your-time"), answers=answers_of("bob-breakfix")), 200),
        "section of texts": (page_of(SECTION.format("owner-or-owned"), answers=answers_of("bob-breakfix")), 200),
        "section of several": (page_of(SECTION.format("will-to-change"), answers=answers_of("bob-breakfix")), 200),
        "section of figures": (page_of(SECTION.format("money"), answers=answers_of("bob-breakfix")), 200),
        "optional section": (page_of("optional/money/"), 200),
        "number refused": (refused("your-time", out_of_range), 422),
        "two answers refused": (refused("your-time", two_answers), 422),
        "choice refused": (refused("your-time", no_option), 422),
        "choices refused": (refused("will-to-change", no_options), 422),
        "text refused": (refused("owner-or-owned", too_long), 422),
        "check with gaps": (page_of(CHECK, answers={"dread": "ten-or-more", "the-dream": "One\n\nTwo"}), 200),
        "check complete": (page_of(CHECK, answers=answers_of("bob-breakfix")), 200),
        "check refused": (submit_refused, 422),
        "shop": (page_of("shop/"), 200),
        "shop refused": (shop_refused, 422),
        "frozen": (frozen, 409),
        "result held": (handed_in("bob-breakfix", Verdict.HELD), 200),
        "result given": (handed_in("managed-ordinary", Verdict.COMPOSED), 200),
        "result of nothing known": (handed_in(None, Verdict.INCOMPLETE), 200),
        "example": (example, 200),
        "section checked": (page_of(SECTION.format("your-time"), CHECK, answers=answers_of("bob-breakfix")), 200),
        "so far, nothing": (page_of("so-far/"), 200),
        "so far, all": (page_of("so-far/", answers=answers_of("bob-breakfix")), 200),
        "so far": (page_of("so-far/", answers={"dread": "ten-or-more", "hours-worked": 50}), 200),
        "elsewhere": (page_of("elsewhere/"), 200),
        "elsewhere by mail": (with_mail(page_of("elsewhere/")), 200),
        "elsewhere by a link": (pressed(page_of("elsewhere/"), "main form:not([action]) button"), 200),
        "forgotten": (pressed(sure(page_of("elsewhere/")), "form[action='/forget/'] button"), 200),
        "asking for mail": (with_mail(plain("/resume/")), 200),
        "asking without mail": (plain("/resume/"), 200),
        "resume": (resume, 200),
        "resume used up": (plain("/r/nothing/"), 410),
        "what if": (after("what-if/"), 200),
        "what if, asked": (after("what-if/?question=hours-worked"), 200),
        "what if, tried": (after("what-if/?question=without-you&answer=a-day"), 200),
        "what if, refused": (after("what-if/?question=hours-worked&answer=720"), 422),
        "invited": (invited, 200),
        "invitation gone": (plain("/i/nothing/"), 410),
        "invitation used elsewhere": (with_mail(invited_elsewhere), 410),
        "invitation used elsewhere, link mailed": (with_mail(pressed(invited_elsewhere, "main form button")), 200),
        "elsewhere, mail failed": (with_mail(unsent(page_of("elsewhere/"), Kind.RESUME)), 200),
        "of a firm": (of_a_firm, 200),
        "withdrawn": (pressed(of_a_firm, "main form button"), 200),
        "of no firm": (page_of("firm/"), 200),
        "join": (join, 200),
        "join, refused": (join_refused, 422),
        "join, signed in": (join_signed_in, 200),
        "set up": (set_up, 200),
        "set up, refused": (set_up_refused, 422),
        "set up, gone": (plain("/set-up/nothing/"), 410),
        "join, gone": (plain("/join/nothing/"), 410),
        "share": (after("share/"), 200),
        "shared": (pressed(after("share/"), "button[value=make]"), 200),
        "report being made": (waiting("Your report is being made", asked=FUTURE), 200),
        "report late": (waiting("Your report is being made", asked=AT, begun=FUTURE), 200),
        "report failed": (waiting("Your report could not be made", failed=AT), 200),
        "questionnaire being made": (questionnaire_being_made, 200),
        "report ready": (waiting("Your report is ready"), 200),
        "result with versions": (with_versions, 200),
        "read": (read, 200),
        "read no longer": (plain("/read/nothing/"), 410),
        "again": (after("again/"), 200),
        "hub again": (again(HUB), 200),
        "section again": (again(SECTION.format("your-time")), 200),
        "correct": (after("correct/"), 200),
        "changes": (changes, 200),
        "delete": (after("delete/"), 200),
        "delete, not sure": (pressed(after("delete/"), "main form button"), 422),
        "deleted": (pressed(sure(after("delete/")), "main form button"), 200),
        "deleted twice": (deleted_twice, 404),
        "not found": (plain("/nowhere/"), 404),
        "without a key": (without_key, 403),
        "too much": (too_much, 413),
        "too many": (waits_to_start, 429),
    }
)
DESK: Mapping[str, tuple[State, int]] = MappingProxyType(
    {
        "sign-in": (plain("/account/login/"), 200),
        "sign-in, closed": (closed, 429),
        "too many": (waits_at_the_desk, 429),
        "sign-in, refused": (sign_in_refused, 422),
        "passkey, removing": (of_a_passkey("/account/2fa/passkeys/{}/remove/"), 200),
        "passkey, renaming": (of_a_passkey("/account/2fa/passkeys/{}/name/"), 200),
        "passkey, once more": (of_a_passkey("/account/again/passkey/"), 200),
        "new recovery codes": (of_a_passkey("/account/2fa/codes/new/"), 200),
        "code, once more": (of_a_passkey("/account/again/code/"), 200),
        "new password, done": (plain("/account/password/new/done/"), 200),
        "colleague to help": (colleague_to_help, 200),
        "colleague helped": (colleague_helped, 200),
        "second factor wanted": (second_factor_wanted, 200),
        "code": (code_wanted, 200),
        "recovery codes": (recovery_codes, 200),
        "passkeys": (passkeys, 200),
        "password forgotten": (plain("/account/password/forgotten/"), 200),
        "password forgotten, sent": (plain("/account/password/forgotten/sent/"), 200),
        "new password": (lambda visitor: visitor.go(urlsplit(link_for(make_user("ann", is_staff=True))).path), 200),
        "new password, over": (plain("/account/password/new/1-nothing/"), 410),
        "account closed": (plain("/account/inactive/"), 200),
        "index, empty": (nothing_yet("/admin/"), 200),
        "archive, asked": (asked_first, 200),
        "assessments": (desk("/admin/questions/assessment/"), 200),
        "bring in": (nothing_yet("/admin/clients/bring/"), 200),
        "bring in, columns": (sheet_of_clients, 200),
        "bring in, rows": (rows_of_clients, 200),
        "colleague leaves": (colleague_leaves, 200),
        "clients, empty": (nothing_yet("/admin/clients/"), 200),
        "ZIP under way": (bundle(done=1), 200),
        "ZIP ready": (bundle(done=3, made=AT), 200),
        "ZIP that stopped": (bundle(done=1, failed=AT), 200),
        "compare, refused": (desk("/admin/compare/?shop={shop}"), 422),
        "step filled in": (step_filled_in, 200),
        "inviting by nobody": (desk("/admin/invite/"), 200),
        "inviting a list refused": (inviting("shop;owner;email"), 422),
        "inviting, rows": (inviting("A;a;a@example.com"), 200),
        "inviting, rows with problems": (inviting(ROWS), 422),
        "inviting, links": (pressed(inviting("A;a;a@example.com"), "button.default"), 200),
        "invitations": (invitations, 200),
        "invitations, mail failed": (unsent(invitations, Kind.INVITATION), 200),
    }
)
