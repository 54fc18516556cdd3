"""Every page that comes back with errors: its title says so, a summary has the focus, and each field its message.

A view that answers with 422 or 409 and has no page in the table below fails.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4
from xml.etree.ElementTree import Element

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Firm, Invitation, Membership, Role
from clients.models.saved_view import SavedView
from clients.models.set_up import SetUpLink
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.sign_in.helping import link_for
from clients.viewers import NOBODY
from desk.views.clients.tabs import TABS
from evidence.models import upload as upload_model
from evidence.models.kept_record import Record
from evidence.models.upload import Upload
from opinions.models.opinion import Opinion
from opinions.models.pulse import Pulse
from plans.models.firm_step import FirmStep
from questions.models.access import Access
from questions.models.assessment import Assessment
from reports.models.meeting import Meeting
from reports.models.review import Note
from tests.evidence.owners import page as steps_page
from tests.evidence.owners import send
from tests.evidence.records import KEPT
from tests.makers import (
    PASSWORD,
    make_assessment,
    make_browser,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    make_user,
    signed_in,
)
from tests.opinions.shops import make_rated
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@dataclass
class World:
    """A firm with two clients, an owner's browser, and what a consultant and a superuser see."""

    firm: Firm = field(default_factory=make_firm)
    open: Assessment = field(init=False)
    done: Assessment = field(init=False)
    owner: Client = field(init=False)
    desk: Client = field(init=False)
    root: Client = field(init=False)

    def __post_init__(self) -> None:
        self.open = make_assessment({"without-you": "a-week"})
        self.done = make_submitted(shop=make_shop("Bob's", firm=self.firm))
        self.owner = make_browser(self.open, self.done)
        self.desk = signed_in(make_member(self.firm, Role.OWNER, name="Olga"))
        self.root = signed_in(make_user("root", is_staff=True, is_superuser=True))

    def client(self, name: str, *more: str) -> str:
        return reverse(f"admin:client-{name}", args=[self.done.shop_id, self.done.pk, *more])


Refusal = Callable[[World], Any]


def invite_token(world: World, kind: str) -> str:
    by = world.firm.memberships.get().user
    return Access.objects.issue(world.open, kind, at=timezone.now(), within=timedelta(days=1), by=by)


def start(world: World) -> Any:
    return Client().post(reverse("questions:start"), {"name": "n" * 121})


def section(world: World) -> Any:
    return world.owner.post(reverse("questions:section", args=[world.open.pk, "your-time"]), {"hours-worked": "abc"})


def section_choice(world: World) -> Any:
    return world.owner.post(reverse("questions:section", args=[world.open.pk, "your-time"]), {"without-you": "gone"})


def section_text(world: World) -> Any:
    address = reverse("questions:section", args=[world.open.pk, "owner-or-owned"])
    return world.owner.post(address, {"the-dream": "x" * 1001})


def submit(world: World) -> Any:
    return world.owner.post(reverse("questions:submit", args=[world.open.pk]))


def details(world: World) -> Any:
    return world.owner.post(reverse("questions:shop", args=[world.done.pk]), {"people": "many", "region": "xx"})


def elsewhere(world: World) -> Any:
    return world.owner.post(reverse("questions:elsewhere", args=[world.open.pk]), {"email": "bob"})


def resume_link(world: World) -> Any:
    return Client().post(reverse("questions:ask"), {"email": "bob"})


def accept(world: World) -> Any:
    Shop.objects.filter(pk=world.open.shop_id).update(firm=world.firm)
    token = invite_token(world, Access.Kind.INVITE)
    own = make_assessment()
    return make_browser(own).post(reverse("questions:invitation", args=[token]), {"bring": "999999"})


def accept_without_own(world: World) -> Any:
    Shop.objects.filter(pk=world.open.shop_id).update(firm=world.firm)
    token = invite_token(world, Access.Kind.INVITE)
    return Client().post(reverse("questions:invitation", args=[token]), {"bring": "999999"})


def what_if(world: World) -> Any:
    address = reverse("reports:what-if", args=[world.done.pk])
    return world.owner.get(address, {"question": "hours-worked", "answer": "720"})


def what_if_choice(world: World) -> Any:
    address = reverse("reports:what-if", args=[world.done.pk])
    return world.owner.get(address, {"question": "without-you", "answer": "gone"})


def delete(world: World) -> Any:
    return make_browser(world.open).post(reverse("reports:delete", args=[world.open.pk]))


def join(world: World) -> Any:
    _, token = Invitation.objects.issue(firm=world.firm, email="new@example.com", role=Role.VIEWER, at=timezone.now())
    sent = {"username": "a b", "password1": "short", "password2": "other"}
    return Client().post(reverse("clients:join", args=[token]), sent)


def set_up(world: World) -> Any:
    address = reverse("clients:set-up", args=[SetUpLink.objects.issue(at=timezone.now())])
    return Client().post(address, {"firm": "", "username": "a b", "password1": "short", "password2": "other"})


def opening(world: World) -> Any:
    return world.root.post(reverse("admin:opening", args=[world.done.shop_id]), {"reason": ""})


def sign_in(world: World) -> Any:
    return Client().post(reverse("account_login"), {"login": "anna", "password": "no"})


def sign_in_empty(world: World) -> Any:
    return Client().post(reverse("account_login"), {"login": "", "password": ""})


def password(world: World) -> Any:
    sent = {"oldpassword": "no", "password1": "short", "password2": "other"}
    return world.desk.post(reverse("account_change_password"), sent)


def password_again(world: World) -> Any:
    return world.desk.post(reverse("account_reauthenticate"), {"password": "no"})


def forgotten(world: World) -> Any:
    return Client().post(reverse("account_reset_password"), {"email": "bob"})


def passkey(world: World) -> Any:
    return Client().post(reverse("mfa_login_webauthn"), {"credential": "{}"})


def first_code(world: World) -> Any:
    return world.desk.post(reverse("mfa_activate_totp"), {"code": "1"})


def code(world: World) -> Any:
    user = make_user("tina", is_staff=True)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    browser = Client()
    browser.post(reverse("account_login"), {"login": "tina", "password": PASSWORD})
    return browser.post(reverse("mfa_authenticate"), {"code": "1"})


def new_password(world: World) -> Any:
    browser = Client()
    page = browser.get(link_for(make_user("tina", is_staff=True)).removeprefix(settings.SITE_URL))
    return browser.post(page.headers["Location"], {"password1": "short", "password2": "other"})


def password_of_another(world: World) -> Any:
    user = make_user("carl")
    sent = {"password1": "short", "password2": "other", "usable_password": "true"}
    return world.root.post(reverse("admin:auth_user_password_change", args=[user.pk]), sent)


def profile(world: World) -> Any:
    return world.desk.post(reverse("admin:profile"), {"first_name": "n" * 200})


def invite_nobody(world: World) -> Any:
    return world.desk.post(reverse("admin:invite"), {"firm": world.firm.pk, "text": ""})


def invite_rows(world: World) -> Any:
    rows = {"form-0-name": "A", "form-0-email": "no address", "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    return world.desk.post(reverse("admin:invite-rows"), {"firm": world.firm.pk, "key": str(uuid4()), **rows})


def invitation_of_who_has_begun(world: World) -> Any:
    Shop.objects.filter(pk=world.open.shop_id).update(firm=world.firm)
    Access.objects.issue(world.open, Access.Kind.INVITE, at=timezone.now(), within=timedelta(days=1))
    Access.objects.filter(kind=Access.Kind.INVITE).update(used=timezone.now())
    access = Access.objects.get(kind=Access.Kind.INVITE)
    sent = {"invitation": access.pk, "do": "again", "key": str(uuid4())}
    return world.desk.post(reverse("admin:invitations"), sent)


def keep_view(world: World) -> Any:
    return world.desk.post(reverse("admin:saved-views"), {"name": " ", "do": "keep"})


def rename_view(world: World) -> Any:
    view = SavedView.objects.create(name="North", by=world.firm.memberships.get().user)
    return world.desk.post(reverse("admin:saved-views"), {"name": "", "do": "rename", "view": view.pk})


def remind_without_words(world: World) -> Any:
    Shop.objects.filter(pk=world.open.shop_id).update(firm=world.firm, email="bob@example.com")
    sent = {"shop": world.open.shop_id, "do": "send", "subject": "", "text": ""}
    return world.desk.post(reverse("admin:remind"), sent)


def part_without_a_tick(world: World) -> Any:
    return world.desk.post(reverse("admin:client-parting", args=[world.done.shop_id]), {"do": "end"})


def bring_nothing(world: World) -> Any:
    return world.desk.post(reverse("admin:bring"), {"firm": world.firm.pk, "text": ""})


def bring_no_sheet(world: World) -> Any:
    return world.desk.post(reverse("admin:bring"), {"firm": world.firm.pk, "text": '"b\nC;d'})


def merge(world: World) -> Any:
    other = make_shop("Bob", firm=world.firm)
    address = f"{reverse('admin:merge')}?shop={world.done.shop_id}&shop={other.pk}"
    return world.desk.post(address, {"keep": other.pk})


def tag_nothing(world: World) -> Any:
    return world.desk.post(reverse("admin:clients"), {"action": "tag", "shop": world.done.shop_id, "tag": ""})


def compare_one(world: World) -> Any:
    return world.desk.get(reverse("admin:compare"), {"shop": world.done.shop_id})


def bundle_of_none(world: World) -> Any:
    return world.desk.post(reverse("admin:bundles"), {"shop": make_shop(firm=world.firm).pk})


def note_too_long(world: World) -> Any:
    return world.desk.post(world.client("note"), {"version": 0, "section": "", "text": "x" * 4001})


def note_stale(world: World) -> Any:
    world.desk.post(world.client("note"), {"version": 0, "section": "", "text": "Hers."})
    assert Note.objects.get().text == "Hers."
    return world.desk.post(world.client("note"), {"version": 0, "section": "", "text": "His."})


def action_unknown(world: World) -> Any:
    return world.desk.post(world.client("action", "credentials"), {"version": 0, "state": "gone"})


def action_stale(world: World) -> Any:
    world.desk.post(world.client("action", "credentials"), {"version": 0, "state": "doing"})
    return world.desk.post(world.client("action", "credentials"), {"version": 0, "state": "done"})


def review_unknown(world: World) -> Any:
    return world.desk.post(world.client("review"), {"version": 0, "state": "gone"})


def meeting_of_no_words(world: World) -> Any:
    return world.desk.post(reverse("admin:client-meeting-new", args=[world.done.shop_id]), {"day": "soon"})


def written_meeting(world: World) -> str:
    said = {"day": timezone.localdate(), "decisions": "Hers."}
    row = Meeting.objects.write_down(world.done.shop, said, key=uuid4(), by=NOBODY)
    return reverse("admin:client-meeting", args=[world.done.shop_id, row.pk])


def meeting_changed_to_nothing(world: World) -> Any:
    return world.desk.post(written_meeting(world), {"version": 1, "decisions": ""})


def meeting_stale(world: World) -> Any:
    sent = {"version": 0, "day": "2026-11-20", "decisions": "His."}
    return world.desk.post(written_meeting(world), sent)


def step_of_no_words(world: World) -> Any:
    return world.desk.post(reverse("admin:step-new"), {"days": "soon"})


def kept_step(world: World) -> str:
    return reverse("admin:step", args=[FirmStep.objects.keep(world.firm, {"what": "x"}, key=uuid4(), by=NOBODY).pk])


def step_changed_to_nothing(world: World) -> Any:
    return world.desk.post(kept_step(world), {"version": 1})


def step_stale(world: World) -> Any:
    return world.desk.post(kept_step(world), {"version": 0, "what": "His."})


def step_added_without_words(world: World) -> Any:
    return world.desk.post(reverse("admin:client-plan-add", args=[world.done.shop_id]), {"due": "soon"})


def due_item_gone(world: World) -> Any:
    return world.desk.post(reverse("admin:plans"), {"item": 0, "do": "done"})


def together_discarded_unticked(world: World) -> Any:
    address = reverse("admin:together", args=[world.done.shop_id])
    world.desk.post(address)
    Assessment.objects.get(shop=world.done.shop, submitted=None).record({"without-you": "a-week"}, at=timezone.now())
    return world.desk.post(address, {"do": "discard"})


def review_stale(world: World) -> Any:
    world.desk.post(world.client("review"), {"version": 0, "state": "in-review"})
    return world.desk.post(world.client("review"), {"version": 0, "state": "shared"})


def admin_shop(world: World) -> Any:
    return world.desk.post(
        reverse("admin:clients_shop_change", args=[world.done.shop_id]), {"name": "A", "people": "many"}
    )


def admin_shop_added(world: World) -> Any:
    return world.desk.post(reverse("admin:clients_shop_add"), {"name": "A", "people": "-1", "email": "no address"})


def admin_firm(world: World) -> Any:
    return world.desk.post(reverse("admin:clients_firm_change", args=[world.firm.pk]), {"name": "", "colour": "red"})


def admin_tag(world: World) -> Any:
    tag = Tag.objects.create(firm=world.firm, name="north")
    return world.desk.post(reverse("admin:clients_tag_change", args=[tag.pk]), {"name": ""})


def admin_membership(world: World) -> Any:
    """The last owner of a firm stays one."""
    row = Membership.objects.get(user__username="Olga")
    return world.desk.post(reverse("admin:clients_membership_change", args=[row.pk]), {"role": Role.VIEWER})


def admin_invitation(world: World) -> Any:
    return world.desk.post(reverse("admin:clients_invitation_add"), {"firm": world.firm.pk, "email": "no address"})


def admin_user(world: World) -> Any:
    user = make_user("carl")
    return world.root.post(reverse("admin:auth_user_change", args=[user.pk]), {"username": "a b"})


def action_without_rows(world: World) -> Any:
    return world.desk.post(reverse("admin:clients_shop_changelist"), {"index": "0", "action": "archive"})


def others_nobody(world: World) -> Any:
    assessment = make_rated()
    return make_browser(assessment).post(reverse("opinions:others", args=[assessment.pk]), {"name": ""})


def others_unconsented(world: World) -> Any:
    assessment = make_rated(shop=world.done.shop)
    address = reverse("opinions:others", args=[assessment.pk])
    return world.desk.post(address, {"name": "Dana", "role": "tech"})


def customers_none(world: World) -> Any:
    assessment = make_rated()
    address = reverse("opinions:customers", args=[assessment.pk])
    return make_browser(assessment).post(address, {"mode": "", "asked": "many", "group": "-1"})


def team_of_two(world: World) -> Any:
    assessment = make_rated(shop=world.done.shop)
    return world.desk.post(reverse("opinions:team", args=[assessment.pk]), {"asked": "2"})


def reply_address(kind: str) -> str:
    now = timezone.now()
    tokens = Pulse.objects.begin(make_rated(), kind, mode="shared", asked=5, key=uuid4(), at=now)
    return reverse("opinions:reply", args=tokens)


def reply_nothing(world: World) -> Any:
    return Client().post(reply_address("customers"))


def reply_long(world: World) -> Any:
    return Client().post(reply_address("customers"), {"comment": "x" * 501, "solved": "gone"})


def reply_gaps(world: World) -> Any:
    return Client().post(reply_address("team"), {"hours-worked": "40"})


def reply_number(world: World) -> Any:
    return Client().post(reply_address("team"), {"hours-worked": "many"})


def again_number(world: World) -> Any:
    assessment = make_rated(submitted=timezone.now() - timedelta(days=11))
    address = reverse("opinions:retest", args=[assessment.pk])
    return make_browser(assessment).post(address, {"hours-worked": "many"})


def again_nothing(world: World) -> Any:
    assessment = make_rated(submitted=timezone.now() - timedelta(days=11))
    return make_browser(assessment).post(reverse("opinions:retest", args=[assessment.pk]))


def rater_address() -> str:
    key, now = uuid4(), timezone.now()
    return reverse("opinions:answers", args=[Opinion.objects.ask(make_rated(), "Dana", "tech", key=key, at=now)])


def rater_nothing(world: World) -> Any:
    return Client().post(rater_address())


def rater_number(world: World) -> Any:
    return Client().post(rater_address(), {"hours-worked": "many"})


def tickets_none(world: World) -> Any:
    return world.owner.post(reverse("evidence:choose", args=[world.done.pk]))


def tickets_upload(world: World) -> Upload:
    send(world.owner, world.done)
    return Upload.objects.get()


def tickets_columns(world: World) -> Any:
    address = steps_page(world.done, "understood", tickets_upload(world))
    return world.owner.post(address, {"column-created": "999"})


def tickets_replies(world: World) -> Any:
    return world.owner.post(steps_page(world.done, "questions", tickets_upload(world)), {})


def tickets_number(world: World) -> Any:
    Record.objects.keep(world.done, KEPT, by=None, at=timezone.now())
    usable = next(row.measure for row in KEPT.rows if Record.objects.get().usable(row.measure))
    return world.owner.post(reverse("evidence:use", args=[world.done.pk, usable]), {"answer": "many"})


def tickets_unreadable(world: World) -> Any:
    """Refused by a worker, while the page waits for it."""
    rows = "".join(f"{n},Text {n},Ann\n" for n in range(32))
    queue = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with override_settings(TASKS=queue), patch.object(upload_model, "IN_REQUEST", 100):
        send(world.owner, world.done, f"Ticket ID,Created time,Agent\n{rows}")
    upload = Upload.objects.get()
    assert upload.take(at=timezone.now())
    upload.examine()
    return world.owner.get(steps_page(world.done, "progress", upload))


def admin_user_added(world: World) -> Any:
    sent = {"username": "a b", "usable_password": "true", "password1": "a", "password2": "b"}
    return world.root.post(reverse("admin:auth_user_add"), sent)


def plan_url(world: World, name: str, *more: str) -> str:
    return reverse(f"plans:{name}", args=[world.done.pk, *more])


def plan_add(world: World) -> Any:
    return world.owner.post(plan_url(world, "add"), {"who": "Bob"})


def plan_tick(world: World) -> Any:
    return world.owner.post(plan_url(world, "tick", "credentials"), {"state": "gone"})


def plan_change(world: World) -> Any:
    return world.owner.post(plan_url(world, "change", "credentials"), {"state": "open", "version": 0, "due": "soon"})


def plan_mail(world: World) -> Any:
    return world.owner.post(plan_url(world, "mail"), {"do": "link", "email": "bob"})


def plan_mail_when(world: World) -> Any:
    return world.owner.post(plan_url(world, "mail"), {"do": "remind", "email": "bob@example.com"})


def plan_stale(world: World) -> Any:
    world.owner.post(plan_url(world, "tick", "credentials"), {"state": "done", "version": 0})
    return world.owner.post(plan_url(world, "change", "credentials"), {"state": "doing", "version": 0})


# By the function that refuses, and the module it is in.
PAGES: dict[str, tuple[Refusal, ...]] = {
    "clients.views.join": (join,),
    "clients.views.set_up": (set_up,),
    "questions.views.starting._landing_page": (start,),
    "questions.views.asking._section_page": (section, section_choice, section_text),
    "questions.views.asking._check_page": (submit,),
    "questions.views.details.shop": (details,),
    "questions.views.joining.invitation": (accept, accept_without_own),
    "questions.views.links.elsewhere": (elsewhere,),
    "questions.views.links.ask": (resume_link,),
    "reports.views.owner.what_if": (what_if, what_if_choice),
    "reports.views.owner.delete": (delete,),
    "clients.sign_in.views.answered": (
        *(sign_in, sign_in_empty, password, password_again, forgotten, first_code, code, new_password),
    ),
    "clients.sign_in.views.wrapped": (sign_in,),
    "clients.sign_in.views.form_invalid": (passkey,),
    "evidence.views.choosing._refused": (tickets_none,),
    "evidence.views.steps._understood_page": (tickets_columns,),
    "evidence.views.steps._questions_page": (tickets_replies,),
    "evidence.views.reading.progress": (tickets_unreadable,),
    "evidence.views.using.use": (tickets_number,),
    "plans.views.editing.add": (plan_add,),
    "plans.views.mailing.ask": (plan_mail, plan_mail_when),
    "plans.views.editing.tick": (plan_tick,),
    "plans.views.editing.change": (plan_change,),
    "plans.views.editing._conflict": (plan_stale,),
    "opinions.views.owner.others": (others_nobody, others_unconsented),
    "opinions.views.together._pulse": (customers_none, team_of_two),
    "opinions.views.replying.reply": (reply_nothing, reply_long, reply_gaps, reply_number),
    "opinions.views.blind.retest": (again_number, again_nothing),
    "opinions.views.rater.answers": (rater_nothing, rater_number),
    "desk.site.refusing": (password_of_another,),
    "desk.views.bundles.bundles": (bundle_of_none,),
    "desk.views.clients.client_changes.note": (note_too_long, note_stale),
    "desk.views.clients.client_changes.action": (action_unknown, action_stale),
    "desk.views.clients.client_changes.review": (review_unknown, review_stale),
    "desk.views.clients.client_list.clients": (tag_nothing,),
    "desk.views.clients.meetings.new": (meeting_of_no_words,),
    "desk.views.clients.meetings.change": (meeting_changed_to_nothing, meeting_stale),
    "desk.views.clients.plans.plans": (due_item_gone,),
    "desk.views.steps.keeping.new": (step_of_no_words,),
    "desk.views.steps.keeping.step": (step_changed_to_nothing, step_stale),
    "desk.views.steps.adding.add": (step_added_without_words,),
    "desk.views.clients.together.together": (together_discarded_unticked,),
    "desk.views.compare.compare": (compare_one,),
    "desk.views.invitations.invitations": (invitation_of_who_has_begun,),
    "desk.views.invite._begin_page": (invite_nobody,),
    "desk.views.invite._look_page": (invite_rows,),
    "desk.views.clients.merge.merge": (merge,),
    "desk.views.clients.bring._status": (bring_nothing, bring_no_sheet),
    "desk.views.clients.parting._page": (part_without_a_tick,),
    "desk.views.clients.saved_views._list_page": (keep_view, rename_view),
    "desk.views.clients.reminders.reminders": (remind_without_words,),
    "desk.views.clients.openings.opening": (opening,),
    "desk.views.profile.profile": (profile,),
    "desk.admin.forgiving.changelist_view": (action_without_rows,),
    "desk.admin.forgiving.render_change_form": (
        *(admin_shop, admin_shop_added, admin_firm, admin_tag, admin_membership, admin_invitation),
        *(admin_user, admin_user_added),
    ),
}
# A page whose heading says it, and a line beside an answer: there is no form to come back.
NO_FORM = {"questions.fetch.already_submitted", "questions.views.asking.answer"}
REFUSING = ("UNPROCESSABLE_ENTITY", "CONFLICT")


def refusing_functions() -> set[str]:
    found = set()
    for app in (path.parent for path in Path(settings.BASE_DIR).glob("*/apps.py")):
        for path in app.rglob("*.py"):
            module = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
            for node in ast.walk(ast.parse(path.read_text())):
                statuses = (each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute))
                if isinstance(node, ast.FunctionDef) and set(statuses) & {*REFUSING}:
                    found.add(f"{module}.{node.name}")
    return found


def test_every_view_that_refuses_is_walked() -> None:
    assert refusing_functions() - NO_FORM == {*PAGES}


@pytest.mark.parametrize(
    "refusal", [each for pages in PAGES.values() for each in pages], ids=lambda each: each.__name__
)
def test_page_with_errors_says_so_first_of_all(refusal: Refusal, settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    response = refusal(World())
    assert response.status_code in (409, 422)
    page = Page(response)
    assert words(page.one("head/title")).startswith("Error: ")
    assert words(page.one("head/title")).count("Error") == 1
    focused = page.all("*[@autofocus]")[0]
    assert (focused.get("tabindex"), focused.get("role")) == ("-1", "alert")
    assert words(focused)
    assert not page.all("p[@class='errornote']"), "one summary, not Django's too"
    for link in focused.iter("a"):
        target = link.get("href", "")
        assert target.startswith("/") or target.removeprefix("#") in page.ids, target
    for wrong in page.all("*[@aria-invalid='true']"):
        assert messages(page, wrong), f"{wrong.attrib} is tied to no message"
    if refusal in FIELDS:
        assert page.all("*[@aria-invalid='true']")


# Those that are about a field.
FIELDS = {
    *(plan_add, plan_change, plan_mail),
    *(step_of_no_words, step_changed_to_nothing, step_added_without_words),
    *(start, section, section_text, elsewhere, resume_link, what_if, delete, join, sign_in, sign_in_empty, password),
    *(
        password_again,
        forgotten,
        first_code,
        code,
        new_password,
        password_of_another,
        profile,
        merge,
        tag_nothing,
        note_too_long,
        invite_rows,
        admin_shop,
        admin_shop_added,
    ),
    *(admin_firm, admin_tag, admin_invitation, admin_user, admin_user_added, set_up, opening),
}


def messages(page: Page, wrong: Element) -> str:
    """What a screen reader says of a field beyond its name: of itself, or of the group that it stands in."""
    groups = [each for each in page.all("fieldset") if wrong in each.iter()]
    tied = " ".join(each.get("aria-describedby", "") for each in (wrong, *groups)).split()
    said = [words(page.by_id(name)) for name in tied if name in page.ids and not name.startswith("help")]
    return " ".join(said).strip()


def test_page_without_errors_says_nothing_of_them() -> None:
    world = World()
    for browser, address in (
        (Client(), reverse("questions:landing")),
        (world.owner, reverse("questions:section", args=[world.open.pk, "your-time"])),
        (world.owner, reverse("questions:check", args=[world.open.pk])),
        (world.desk, reverse("admin:clients")),
        (world.desk, reverse("admin:clients_shop_change", args=[world.done.shop_id])),
        (world.desk, reverse("account_change_password")),
    ):
        page = Page(browser.get(address))
        assert "Error" not in words(page.one("head/title")), address
        assert "errors" not in page.ids, address


def test_names_of_a_role_are_the_ones_that_carry_it() -> None:
    """`aria-label` on what has no role is read by nobody."""
    world = World()
    addresses = [
        reverse(f"admin:{name}") for name in ("index", "clients", "invitations", "invite", "bundles", "former")
    ]
    addresses += [f"{reverse('admin:client', args=[world.done.shop_id])}?tab={tab}" for tab in TABS]
    for address in addresses:
        for named in Page(world.desk.get(address)).all("*[@aria-label]"):
            carries = named.get("role") or named.tag in ROLES
            assert carries, f"{address}: {named.tag} {named.attrib}"


ROLES = {"a", "button", "input", "select", "textarea", "nav", "progress", "table", "fieldset", "form", "svg", "main"}
