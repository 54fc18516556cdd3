"""Who may open what: every address of the project × every role × what is their own, somebody else's, or not there.

An address that no table below names fails. So does one that opens to anybody whom its kind does not name, one that
answers differently for another's row than for one that was never there, and one that breaks.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.base import Template
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from clients.models.acts import Act
from clients.models.firms import Firm, Invitation, Membership, Role
from clients.models.set_up import SetUpLink
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.tokens import token_hash
from evidence import storing
from evidence.models.kept_record import Record
from evidence.models.upload import Upload
from opinions.models.opinion import Opinion
from opinions.models.pulse import Pulse
from plans.models.firm_step import FirmStep
from plans.models.plan import Plan
from plans.models.reminder import Reminder
from questions import shown
from questions.browser import COOKIE
from questions.models.access import Access
from questions.models.assessment import Assessment
from questions.models.nudge import Nudge
from questions.models.parting import Parting
from reports.models.bundle import Bundle
from reports.models.meeting import Meeting
from reports.models.stored_report import StoredReport
from reports.pdf import handouts
from tests.evidence.records import KEPT, PAGES_OF_A_FILE
from tests.makers import (
    AT,
    make_assessment,
    make_browser,
    make_firm,
    make_member,
    make_passkey,
    make_shop,
    make_submitted,
    make_user,
    show_again,
    signed_in,
)

pytestmark = pytest.mark.django_db
PARTS = 4  # of the addresses, so that more than one process can walk them

# What a kind of page lets people do with what is theirs: r a GET, w a POST. With what is another's nobody may do
# anything but a superuser. A page of no row, and one that a token opens, asks for the role alone.
COLUMNS = (
    "anonymous",
    "owner",
    "viewer",
    "consultant",
    "firm-owner",
    "superuser",
    "colleague's link",
    "former colleague",
)
KINDS: Mapping[str, str] = {
    "public": "              rw  rw  rw  rw  rw  rw  rw  rw",
    "by token": "            rw  rw  rw  rw  rw  rw  rw  rw",
    "owner's": "             -   rw  r   rw  rw  -   rw  - ",
    "owner's to carry on": " -   rw  r   rw  rw  -   r   - ",
    "owner's to give": "     -   rw  r   rw  rw  -   -   - ",
    "owner's to bring": "    -   rw  -   rw  rw  -   -   - ",
    "owner's to repeat": "   -   rw  -   r   r   -   -   - ",
    "owner's alone": "       -   rw  -   -   -   -   -   - ",
    "uploader's": "          -   -   -   rw  -   -   -   - ",  # the consultant here
    "owner's to delete": "   -   rw  r   r   rw  -   -   - ",
    "owner's to decide": "   -   rw  r   r   r   -   r   - ",
    "staff": "               -   -   rw  rw  rw  rw  -   rw",
    "desk": "                -   -   r   rw  rw  -   -   - ",
    "staff of a firm": "     -   -   rw  rw  rw  rw  -   - ",
    "desk, empty for who left": "-   -   -   rw  rw  -   -   rw",
    "desk list, empty for who left": "-   -   r   rw  rw  r   -   r ",
    "desk links, empty for who left": "-   -   -   rw  rw  -   -   w ",
    "desk, to read": "       -   -   r   r   r   -   -   - ",
    "desk, to work": "       -   -   -   rw  rw  -   -   - ",
    "managing": "            -   -   r   r   rw  rw  -   - ",
    "managing, to read": "   -   -   -   -   r   r   -   - ",
    "managing its shops": "  -   -   -   -   rw  -   -   - ",
    "firm, to read": "       -   -   r   r   r   r   -   - ",
    "managing only": "       -   -   -   -   rw  rw  -   - ",
    "superuser's to open": " -   -   -   -   -   rw  -   - ",
    "superuser's": "         -   -   -   -   -   rw  -   - ",
    "way in": "              w   w   rw  rw  rw  rw  w   rw",
    "one's own": "           -   -   -   rw  -   -   -   - ",  # made by the consultant here
    "nobody's": "            -   -   -   -   -   -   -   - ",
}
# By the address' name.
PAGES: Mapping[str, str] = {
    "questions:landing": "public",
    "questions:robots": "public",
    "questions:favicon": "public",
    "questions:manifest": "public",
    "questions:start": "public",
    "questions:start-with": "public",
    "admin:openings": "superuser's",
    "admin:opening": "superuser's to open",
    "questions:ask": "public",
    "questions:forget": "public",
    "questions:key": "public",
    "reports:example": "public",
    "reports:example-pdf": "public",
    "reports:example-waiting": "public",
    "reports:example-annex": "public",
    "reports:example-annex-waiting": "public",
    "reports:brand-style": "public",
    "reports:brand-logo": "public",
    "admin:login": "staff",  # everybody else goes to the one way in
    "account_login": "public",
    "account_inactive": "public",
    "account_reset_password": "public",
    "account_reset_password_done": "public",
    "account_reset_password_from_key": "nobody's",  # for who has a link, whatever their role
    "account_reset_password_from_key_done": "public",
    "mfa_login_webauthn": "way in",
    "mfa_authenticate": "staff",  # who is signed in already goes to the desk
    "account_reauthenticate": "staff",
    "mfa_reauthenticate": "staff",
    "mfa_reauthenticate_webauthn": "staff",
    "account_change_password": "staff",
    "account_set_password": "staff",
    "mfa_index": "staff",
    "mfa_activate_totp": "staff",
    "mfa_deactivate_totp": "nobody's",  # for who has one
    "mfa_view_recovery_codes": "one's own",
    "mfa_generate_recovery_codes": "staff",
    "mfa_list_webauthn": "public",  # only leads to mfa_index
    "mfa_add_webauthn": "staff",
    "mfa_edit_webauthn": "one's own",
    "mfa_remove_webauthn": "one's own",
    "usersessions_list": "staff",
    "admin:colleague-password": "managing only",
    "admin:colleague-factors": "managing only",
    "admin:logout": "public",
    "reports:blank": "public",
    "reports:live": "public",
    "reports:ready": "public",
    "reports:metrics": "nobody's",  # for who has METRICS_TOKEN, whatever their role
    "reports:blank-waiting": "public",
    "clients:join": "by token",
    "clients:set-up": "by token",
    "questions:resume": "by token",
    **dict.fromkeys(("questions:reminded", "questions:stop-reminders"), "by token"),
    "questions:invitation": "by token",
    "questions:hand-over": "by token",
    "reports:read": "by token",
    "reports:read-pdf": "by token",
    "reports:read-waiting": "by token",
    "reports:read-annex": "by token",
    "reports:read-annex-waiting": "by token",
    "questions:hub": "owner's",
    "questions:check": "owner's",
    "questions:submit": "owner's",
    "questions:section": "owner's",
    "questions:check-section": "owner's",
    "questions:optional": "owner's",
    "questions:answer": "owner's",
    "questions:shop": "owner's to give",
    "questions:elsewhere": "owner's to carry on",
    "questions:again": "owner's",
    "questions:correct": "owner's",
    "reports:result": "owner's",
    "reports:pdf": "owner's",
    "reports:waiting": "owner's",
    "reports:annex": "owner's",
    "reports:annex-waiting": "owner's",
    "reports:version": "owner's",
    "reports:so-far": "owner's",
    "reports:what-if": "owner's",
    "reports:changes": "owner's",
    "reports:share": "owner's to give",
    "reports:data": "owner's",
    "questions:firm": "owner's to decide",
    "reports:quick": "owner's",
    "reports:counted": "owner's to decide",
    "reports:delete": "owner's to delete",
    **dict.fromkeys(("plans:plan", "plans:download", "plans:add", "plans:change", "plans:tick"), "owner's"),
    "plans:calendar": "owner's alone",
    "plans:mail": "owner's alone",
    **dict.fromkeys(("plans:feed", "plans:back", "plans:stop"), "by token"),
    "evidence:choose": "owner's to bring",
    "evidence:change": "owner's alone",  # what the owner kept; a firm's people discard what their firm kept
    "evidence:kept": "owner's",
    "evidence:use": "owner's alone",
    **dict.fromkeys(
        ("evidence:understood", "evidence:questions", "evidence:result", "evidence:progress"), "uploader's"
    ),
    "opinions:others": "owner's to bring",
    "opinions:beside": "owner's to bring",
    "opinions:customers": "owner's to bring",
    "opinions:team": "owner's to bring",
    "norms:benchmark": "owner's",
    "opinions:retest": "owner's to repeat",
    "opinions:reply": "by token",
    "opinions:opinion": "by token",
    "opinions:answers": "by token",
    "admin:client": "desk, to read",
    "admin:client-note": "desk, to work",
    "admin:client-action": "desk, to work",
    "admin:client-review": "desk",
    "admin:client-mail": "desk, to work",
    "admin:client-meeting-new": "desk, to work",
    "admin:client-meeting": "desk, to work",
    "admin:client-pack": "desk, to read",
    "admin:client-plan-add": "desk, to work",
    "admin:client-parting": "managing its shops",
    "admin:former": "staff",
    "admin:saved-views": "staff",
    "admin:remind": "desk, to work",
    "admin:invite": "desk, empty for who left",
    "admin:bring": "desk, empty for who left",
    "admin:bring-rows": "desk, empty for who left",
    "admin:invite-rows": "desk, empty for who left",
    "admin:invite-links": "desk links, empty for who left",
    "admin:invitations": "desk list, empty for who left",
    "admin:together": "desk, to work",
    "admin:index": "staff",
    "admin:calls": "staff",
    "admin:portfolio": "staff",
    "admin:portfolio-csv": "staff",
    "admin:password_change": "staff",
    "admin:password_change_done": "staff",
    "admin:profile": "staff",
    "admin:jsi18n": "staff",
    "admin:autocomplete": "nobody's",  # no form of ours uses it
    "admin:app_list": "staff",
    "admin:merge": "desk, to work",
    "admin:colleague-again": "managing only",
    "admin:colleague-revoke": "managing only",
    "admin:auth_user_password_change": "superuser's",
    "admin:clients": "staff",
    "admin:plans": "staff",
    "admin:steps": "staff",
    "admin:step-new": "managing its shops",
    "admin:step": "managing its shops",
    "admin:acts": "staff",
    "admin:undo": "one's own",
    "admin:compare": "desk, to read",
    "admin:export": "staff",
    "admin:bundles": "staff",
    "admin:bundle": "one's own",
    "admin:bundle-zip": "one's own",
}
# The admin's pages for each model: list, add, change, delete, history.
MODELS: Mapping[str, tuple[str, str, str, str, str]] = {
    "questions_assessment": ("staff of a firm", "nobody's", "desk, to read", "managing its shops", "desk, to read"),
    "clients_shop": ("staff of a firm", "desk, to work", "desk", "managing its shops", "desk, to read"),
    "clients_tag": ("staff of a firm", "desk, to work", "desk", "desk, to work", "desk, to read"),
    "clients_firm": ("staff of a firm", "superuser's", "managing", "superuser's", "firm, to read"),
    "clients_invitation": ("managing only", "managing only", "managing, to read", "nobody's", "managing, to read"),
    "clients_membership": ("staff of a firm", "superuser's", "managing", "managing only", "firm, to read"),
    "auth_user": ("superuser's",) * 5,
    "django_tasks_database_dbtaskresult": ("superuser's", "nobody's", "nobody's", "nobody's", "nobody's"),
}
OF_A_CLIENT = (
    *("client", "client-note", "client-action", "client-mail", "client-review", "client-meeting-new"),
    *("client-meeting", "client-pack", "client-parting", "client-plan-add"),
)
LOGO = "1" * 64
VERBS = ("changelist", "add", "change", "delete", "history")
# Rows named in the query instead of the path.
QUERIES: Mapping[str, str] = {
    "admin:compare": "?shop={clients_shop}&with=median",
    "admin:merge": "?shop={clients_shop}&shop={second}",
}


def kind_of(name: str) -> str | None:
    """The kind that the tables give an address, if they know it."""
    model, _, verb = name.removeprefix("admin:").rpartition("_")
    if model in MODELS and verb in VERBS:
        return MODELS[model][VERBS.index(verb)]
    return PAGES.get(name)


def addresses(patterns: Any = None, path: str = "", space: str = "") -> Iterator[tuple[str, str, list[str]]]:
    """Each address of the project: its name, its route, its arguments."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        route = path + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, route, space + (f"{each.namespace}:" if each.namespace else ""))
        elif each.name or not route.startswith("admin/"):
            arguments = {*each.pattern.converters, *each.pattern.regex.groupindex}
            yield f"{space}{each.name}", route, sorted(arguments)


@dataclass
class World:
    """A firm with its people, a client who has not joined it, and a key of each sort; or, "missing", none of that."""

    firm: Firm | None = None
    clients: dict[str, Client] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def arguments(self, name: str, wanted: list[str]) -> dict[str, Any]:
        bare = name.removeprefix("admin:")
        row = self.rows.get(bare, self.rows.get(bare.rpartition("_")[0], self.rows.get("assessment")))
        known = {
            "pk": row,
            "object_id": row,
            "id": row,
            "token": self.tokens.get(re.sub("(-(pdf|annex|waiting))+$", "", name), "nothing"),
            "key": self.rows.get("key", "nothing"),
            "section_id": "your-time",
            "question_id": "weekends",
            "attempt": self.rows.get("handed-in", self.rows.get("assessment")),
            "question": "credentials",
            "meeting": self.rows.get("meeting", 999_999),
            "name": "bob-breakfix",
            "firm": "ours",
            "colour": "1b6ec2",
            **self.of_tickets(name),
            **self.of_plan(name),
            **self.of_others(name),
            "sha256": LOGO,
            "kind": "png",
            "app_label": "clients",
            "uidb36": "1",
        }
        return {each: known[each] for each in wanted}

    def of_tickets(self, name: str) -> dict[str, Any]:
        """The rows behind addresses of tickets, whose `key` is an upload's."""
        if not name.startswith("evidence:"):
            return {}
        return {
            "pk": self.rows.get("tickets", self.rows["assessment"]),
            "key": self.rows.get("upload", UUID(int=7)),
            "question_id": "after-hours-calls",  # the tickets show another number
        }

    def of_plan(self, name: str) -> dict[str, Any]:
        """A step of bob's plan, which begins with a result."""
        of_it = name.startswith("plans:")
        return {"pk": self.rows.get("handed-in", self.rows["assessment"]), "key": "credentials"} if of_it else {}

    def of_others(self, name: str) -> dict[str, Any]:
        """The rows behind addresses of what others say, which is said of submitted answers."""
        if not name.startswith("opinions:"):
            return {}
        return {"pk": self.rows.get("handed-in", self.rows["assessment"]), "opinion": self.rows.get("opinion", 999_999)}


def make_world(name: str) -> World:
    firm = make_firm(name, slug=name, logo=b"a picture", logo_kind="png", logo_sha256=LOGO)
    assessment = make_assessment(shop=make_shop(name, firm=firm))
    users = {role: make_member(firm, role, name=f"{role}-{name}") for role in Role}
    now, day = timezone.now(), timedelta(days=1)
    invitation, join = Invitation.objects.issue(firm=firm, email="new@example.com", role=Role.VIEWER, at=now)
    inviter = users[Role.CONSULTANT]
    read = make_assessment({}, shop=assessment.shop)
    read.submitted = AT
    read.save()
    done = make_submitted(shop=assessment.shop)
    asked, given = (Opinion.objects.ask(done, "Dana", "tech", key=uuid4(), at=now) for _ in range(2))
    opinion = Opinion.objects.get(token_hash=token_hash(given))
    assert opinion.give({"weekends": 1}, at=now)
    rows: dict[str, Any] = {
        "assessment": assessment.pk,
        "key": StoredReport.objects.obtain(assessment).key,
        **make_tickets(assessment, users[Role.CONSULTANT]),
        "handed-in": done.pk,
        "opinion": opinion.pk,
        "meeting": Meeting.objects.write_down(
            assessment.shop, {"day": AT.date(), "decisions": "x"}, key=uuid4(), by=inviter
        ).pk,
        **dict.fromkeys(OF_A_CLIENT, assessment.shop.pk),
        "questions_assessment": assessment.pk,
        "clients_shop": assessment.shop.pk,
        "second": make_shop(name, firm=firm).pk,
        "clients_firm": firm.pk,
        "together": assessment.shop.pk,
        "opening": assessment.shop.pk,
        "clients_tag": Tag.objects.create(firm=firm, name=name).pk,
        "clients_membership": Membership.objects.get(user=users[Role.CONSULTANT]).pk,
        **dict.fromkeys(("clients_invitation", "colleague-again", "colleague-revoke"), invitation.pk),
        "auth_user": users[Role.VIEWER].pk,
        "auth_user_password": users[Role.VIEWER].pk,
        **dict.fromkeys(("bundle", "bundle-zip"), make_bundle(users[Role.CONSULTANT])),
        "step": FirmStep.objects.keep(firm, {"what": "Call"}, key=uuid4(), by=inviter).pk,
        "undo": Act.objects.create(what="archive", by=users[Role.CONSULTANT], at=now).pk,
        **dict.fromkeys(("mfa_edit_webauthn", "mfa_remove_webauthn"), make_passkey(users[Role.CONSULTANT]).pk),
        **dict.fromkeys(
            ("colleague-password", "colleague-factors"), Membership.objects.get(user=users[Role.VIEWER]).pk
        ),
    }
    tokens = {
        "questions:resume": Access.objects.issue(assessment, Access.Kind.RESUME, at=now, within=day),
        "questions:invitation": Access.objects.issue(assessment, Access.Kind.INVITE, at=now, within=day, by=inviter),
        "questions:hand-over": make_parting(assessment.shop, users[Role.OWNER]),
        "plans:feed": Plan.objects.get(shop=assessment.shop).make_feed(uuid4(), at=now),
        **dict.fromkeys(("plans:back", "plans:stop"), make_reminder(assessment)),
        **dict.fromkeys(("questions:reminded", "questions:stop-reminders"), make_nudge(assessment, inviter)),
        "reports:read": Access.objects.issue(read, Access.Kind.READ, at=now, within=day),
        "clients:join": join,
        **dict.fromkeys(("opinions:opinion", "opinions:answers"), asked),
        "opinions:reply": Pulse.objects.begin(done, "team", mode="shared", asked=5, key=uuid4(), at=now)[0],
        "clients:set-up": make_set_up_link(name),
    }
    clients = {
        "owner": make_browser(assessment),
        "viewer": signed_in(users[Role.VIEWER]),
        "consultant": signed_in(users[Role.CONSULTANT]),
        "firm-owner": signed_in(users[Role.OWNER]),
        "colleague's link": make_lent(assessment, users[Role.CONSULTANT]),
        "former colleague": make_former(assessment, name),
    }
    return World(firm, clients, rows, tokens)


def make_tickets(assessment: Assessment, user: User) -> dict[str, Any]:
    """A submitted assessment with what was kept, and a consultant's upload of another file."""
    submitted = make_submitted(shop=assessment.shop)
    Record.objects.keep(submitted, KEPT, by=None, at=timezone.now())
    upload = Upload.objects.create(
        assessment=submitted,
        holder=f"user {user.pk}",
        by=user,
        created=timezone.now(),
        state="ready",
        found=KEPT.as_json(),
    )
    storing.save_pages(upload.pk, PAGES_OF_A_FILE)
    return {"tickets": submitted.pk, "upload": upload.pk}


def make_reminder(assessment: Assessment) -> str:
    Reminder.objects.ask(assessment.shop, [30], address="owner@example.com", at=timezone.now())
    return Reminder.objects.get(shop=assessment.shop).token


def make_parting(shop: Shop, by: User) -> str:
    assert shop.firm
    to = make_firm(f"to {shop.firm.name}")
    return Parting.objects.ask(shop, to=to, erases=False, by=by, at=timezone.now())[1]


def make_nudge(assessment: Assessment, by: User) -> str:
    return Nudge.objects.remind([assessment], subject="x", text="x", by=by, at=timezone.now())[0].token


def make_set_up_link(token: str) -> str:
    """One for each world, though in use a new one takes the old one's place."""
    SetUpLink.objects.create(token_hash=token_hash(token), expires=timezone.now() + timedelta(days=1))
    return token


def make_lent(assessment: Assessment, by: User) -> Client:
    """A browser without an account that opened a link which a colleague made."""
    now, browser = timezone.now(), Client()
    token = Access.objects.issue(assessment, Access.Kind.RESUME, at=now, within=timedelta(days=1), by=by)
    link = Access.objects.consume(token, at=now)
    browser.cookies[COOKIE] = Access.objects.grant(assessment, at=now, link=link)
    return browser


def make_former(assessment: Assessment, name: str) -> Client:
    """A colleague who left the firm, with the account and with what their own link had opened."""
    user = make_member(assessment.shop.firm, Role.CONSULTANT, name=f"former-{name}")
    browser = make_lent(assessment, user)
    browser.force_login(user)
    show_again(browser, user)
    Membership.objects.get(user=user).leave()
    return browser


def make_bundle(user: User) -> UUID:
    bundle, _ = Bundle.objects.begin(key=uuid4(), user=user, assessments=[])
    bundle.file.save("empty.zip", ContentFile(b""), save=False)
    Bundle.objects.filter(pk=bundle.pk).update(made=AT, file=bundle.file.name)
    return bundle.pk


NO_KEYS = dict.fromkeys(("assessment", "bundle", "bundle-zip", "undo"), UUID(int=7))
MISSING_KEYS = (
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "colleague-password",
    "colleague-factors",
    "auth_user_password",
    "colleague-again",
    "colleague-revoke",
    "second",
    "together",
    "opening",
    "step",
)
MISSING = World(rows={**NO_KEYS, **dict.fromkeys([*MODELS, *OF_A_CLIENT, *MISSING_KEYS], 999_999)})


def ask(client: Client, method: str, address: str) -> tuple[int, str]:
    """Status and, for a redirect, where to; nothing that happens stays, neither in the database nor in the browser."""
    before = SimpleCookie({name: each.value for name, each in client.cookies.items()})
    with transaction.atomic():
        response = getattr(client, method)(address)
        if response.streaming:
            b"".join(response.streaming_content)  # closes the file
        transaction.set_rollback(True)
    client.cookies = before
    return response.status_code, response.headers.get("Location", "")


def is_open(status: int, location: str, *, of_a_row: bool) -> bool:
    """Shut are also the way to sign in, and how the admin says that there is no such row: back to its first page."""
    ways = (reverse("admin:login"), reverse("account_login"))
    shut = location.startswith(ways) or (of_a_row and location == reverse("admin:index"))
    return (status < 400 and not shut) or status in (409, 422)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, rendered: list[Any], caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing is rendered or logged: who may come in has been decided before."""
    caplog.set_level(logging.CRITICAL, "django.request")
    monkeypatch.setattr(handouts, "render", lambda report: b"%PDF")
    monkeypatch.setattr(handouts, "render_pdf", lambda html: b"%PDF")
    monkeypatch.setattr(Template, "render", lambda self, context: SafeString(""))
    yield
    shown.rendered.cache_clear()  # it would keep questions without a word


def test_every_address_is_of_a_known_kind() -> None:
    unknown = [f"{name} ({route})" for name, route, _ in addresses() if kind_of(name) not in KINDS]
    assert not unknown, f"say in {__file__} whose these are: {', '.join(unknown)}"
    known = {name for name, _, _ in addresses()}
    named = {*PAGES, *QUERIES, *(f"admin:{model}_{verb}" for model in MODELS for verb in VERBS)}
    assert named <= known, f"no longer there: {named - known}"


@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_what_is_theirs_and_nothing_else(part: int) -> None:
    ours, theirs = make_world("ours"), make_world("theirs")
    superuser = signed_in(make_user("root", is_staff=True, is_superuser=True))
    # Who they are to "ours"; to "theirs" an owner is another shop's and a member another firm's.
    roles = {"anonymous": Client(), **ours.clients, "superuser": superuser}
    faults = []
    for name, _route, wanted in islice(addresses(), part, None, PARTS):
        kind = kind_of(name)
        allowed = dict(zip(COLUMNS, KINDS[kind or "nobody's"].split(), strict=True))
        of_a_row = bool({"pk", "object_id", "id", "token"} & {*wanted}) or name in QUERIES
        for role, client in roles.items():
            for method, letter in (("get", "r"), ("post", "w")):
                answers = {}
                for which, world in (("ours", ours), ("theirs", theirs), ("missing", MISSING)):
                    if which != "ours" and (not of_a_row or role == "anonymous"):
                        continue
                    address = reverse(name, kwargs=world.arguments(name, wanted))
                    if name in QUERIES:
                        address += QUERIES[name].format(**world.rows)
                    status, location = answers[which] = ask(client, method, address)
                    mine = which == "ours" or (which == "theirs" and (role == "superuser" or kind == "by token"))
                    letters = allowed[role]
                    own = which == "ours" and role in ("viewer", "consultant", "firm-owner")
                    if name == "questions:invitation" and own:
                        letters = "r"  # who works for the firm that invites never accepts in the owner's place
                    if name == "questions:hand-over" and (which, role) != ("ours", "owner"):
                        letters = "r"  # the firm may have seen the link: only the owner's browser agrees
                    if status != 405 and is_open(status, location, of_a_row=of_a_row and kind != "by token") != (
                        mine and letter in letters
                    ):
                        faults.append(f"{method} {name} ({kind}), {which}, as {role}: {status} {location}")
                foreign, missing = answers.get("theirs"), answers.get("missing")
                if role != "superuser" and kind != "by token" and foreign and missing and foreign[0] != missing[0]:
                    faults.append(f"{method} {name} as {role} tells what is there: {answers}")
    assert not faults, "\n".join(faults)
