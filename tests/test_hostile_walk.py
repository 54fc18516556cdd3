"""Owners, consultants and strangers click, type, take each other's addresses and forms, and send what nobody should.

Whatever they do: no error of ours, no word of a row that isn't theirs to see, no shop that others move, and nothing
that changes at a firm where nobody walks. All that is written has a word of its own (`quokka…`), and each answer is
read for the words of others: pages, files, what is inside of workbooks and ZIPs, and mails.
"""

from __future__ import annotations

import logging
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from typing import Any, ClassVar

import hypothesis
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from pytest_django import Settings

from clients.models.firms import Invitation, Membership, Role
from clients.models.history import Change, Code
from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.tokens import token_hash
from opinions.models.opinion import Opinion
from opinions.models.pulse import SHARED, Pulse
from plans.models.plan import Plan
from plans.models.reminder import Reminder
from questions.core.question import UNKNOWN
from questions.models.access import Access
from questions.models.nudge import Nudge
from questions.models.parting import Parting
from reports import bundle_zip
from reports.models import stored_report
from reports.models.bundle import Bundle
from reports.models.review import Note, Review
from reports.models.stored_report import StoredReport
from reports.pdf import handouts
from tests.makers import AT, answers_of, make_assessment, make_browser, make_firm, make_shop, make_user, signed_in
from tests.odd import FILES, ODD, ODD_BODIES, ODD_HEADERS
from tests.test_access_matrix import addresses
from tests.wire import LINK, Answer, Browser, Form, Forms, Sent, encoded, filled

pytestmark = pytest.mark.django_db

STEPS = 100  # requests of a walk
WALKS = 3  # in every run of the tests, on each engine: the same ones each time
LONG_WALKS = 250  # of `script/test --long`: 50,000 requests, half of them on each engine, others each time
WORD = re.compile("quokka[a-z]+")
EXPECTED = {200, 204, 206, 301, 302, 304, 400, 403, 404, 405, 409, 410, 413, 415, 416, 422, 429}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OTHER_KINDS = {"application/pdf", "application/json", "application/zip", "image/png", "image/svg+xml", WORKBOOK}
OTHER_KINDS |= {"application/manifest+json", "text/calendar"}
PLANTED = ("<script>planted", "onerror=planted(1)>")
LINKS_KEPT, FORMS_KEPT = 150, 40  # of each person; new ones take the place of old ones
# These end the walk of whoever opens them, or of whom a link to a new password is for.
NEVER = re.compile(r"/(admin/logout|admin/password_change|account/password/new|forget|admin/auth/user)/")
RATER = "rater"  # who was asked by name
NOBODYS = "cedar"  # the firm where nobody walks
# A firm that asks for a second factor would end the walk of all its people: nobody here has one.
LEFT_OUT = {"second_factor"}
# Whoever has one of these may use it; the form to start has a key that opens what it started, empty and for a minute.
TOKENS = re.compile(r"/(i|o|p|r|h|n|read|join|set-up|plan|plan/back|plan/stop)/[\w-]{20,}|^/start/$")
ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>[^)]*\)")
HEADERS_OF_MAILS = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Date", "Message-ID", "Auto-Submitted"}
HEADERS_OF_MAILS |= {"Subject", "From", "To", "Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post"}
KEY = re.compile(r"(?<![\w-])[\w-]+(?![\w-])")
# Names in addresses and forms, ours and Django's.
NAMES = (
    *("p", "o", "q", "e", "all", "_changelist_filters", "_popup", "_to_field", "page", "sort", "next", "shop", "with"),
    *("attempt", "question", "answer", "back", "at", "then", "do", "key", "bring", "email", "name", "share", "firm"),
    *(
        "stage",
        "tag",
        "review",
        "archived",
        "readiness",
        "strain",
        "change",
        "scope",
        "set",
        "action",
        "keep",
        "reason",
    ),
    *("section", "shared", "version", "text", "state", "format", "rows", "links", "form-TOTAL_FORMS", "role"),
    *(
        "index",
        "form-INITIAL_FORMS",
        "form-0-name",
        "form-0-email",
        "_selected_action",
        "select_across",
        "post",
        "_save",
    ),
    *("page-key", "username", "password", "csrfmiddlewaretoken", "weekends", "hours-worked", "initial-weekends"),
    *("id__exact", "firm__id__exact", "shop__firm__slug", "password__startswith", "is_superuser__exact", "in_force"),
)


class Here:
    """An executor that works in this process, which is the one that sees the test's rows."""

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    map = staticmethod(map)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a browser: the words that they may read at first, and the addresses that they know."""

    name: str
    may_read: frozenset[str]
    cookies: dict[str, str]
    knows: tuple[str, ...]

    @property
    def typed(self) -> str:
        return f"quokkatyped{self.name}"


def cookies_of(client: Client) -> dict[str, str]:
    return {name: each.value for name, each in client.cookies.items()}


class Place:
    """A firm with a person in each role, and four shops; the owner of the first has joined, the rest it entered."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.firm = make_firm(f"{name} firm", slug=name, contact=f"Call {name}")
        self.people: dict[Role, User] = {}
        for role in Role:
            user = make_user(f"{name}{role}", is_staff=True, first_name=f"quokkapeople{name}", last_name=str(role))
            Membership.objects.create(firm=self.firm, user=user, role=role)
            self.people[role] = user
        by = self.people[Role.CONSULTANT]
        self.one = make_shop(f"quokkaone{name}", firm=self.firm, joined=AT, email=f"{name}@example.com")
        self.two, self.three, self.four = (
            make_shop(f"quokka{number}{name}", firm=self.firm, contact=f"quokka{number}{name}")
            for number in ("two", "three", "four")
        )
        self.done = make_assessment(
            answers_of("bob-breakfix", the_dream=f"quokkaanswer{name}"), shop=self.one, submitted=AT
        )
        self.again = make_assessment({"weekends": 1}, shop=self.one)
        self.begun = make_assessment({"the-dream": f"quokkatwo{name}"}, shop=self.two)
        self.asked = make_assessment({}, shop=self.four)
        for kind in ("private", "shared"):
            note = Note(assessment=self.done, firm=self.firm, shared=kind == "shared")
            Note.objects.save_note(note, f"quokka{kind}{name}", version=0, by=by)
        Review.objects.move(self.done, Review.State.SHARED, version=0, by=by)
        Tag.objects.create(firm=self.firm, name=f"quokkatag{name}").shops.add(self.one, self.two)
        Change.objects.write(Code.TAGGED, who=by, shop=self.one, tag=f"quokkatag{name}")
        now, within = timezone.now(), timedelta(days=1)
        self.invited = Access.objects.issue(self.asked, Access.Kind.INVITE, at=now, within=within, by=by)
        self.read = Access.objects.issue(self.done, Access.Kind.READ, at=now, within=within)
        email = f"quokkacolleague{name}@example.com"
        Invitation.objects.issue(firm=self.firm, email=email, role=Role.VIEWER, at=now, by=by)
        self._ask_others(now)
        self._write_to_owners(now)
        self.report = StoredReport.objects.obtain(self.done, opinions=True)
        Bundle.objects.begin(key=self.begun.pk, user=by, assessments=[self.done.pk])

    def _ask_others(self, now: datetime) -> None:
        """One person answered by name and one is asked; two customers replied, and two techs, which is too few."""
        token = Opinion.objects.ask(self.done, f"quokkanamed{self.name}", "tech", key=self.begun.pk, at=now)
        given = Opinion.objects.of_token(token)
        assert given is not None
        assert given.give({"hours-worked": 70}, at=now)
        self.rate = Opinion.objects.ask(self.done, f"quokkarated{self.name}", "spouse", key=self.asked.pk, at=now)
        rated = {each.id: UNKNOWN for each in self.done.questionnaire.rated}
        for kind, answers in ((Pulse.Kind.CUSTOMERS, {"solved": "first-try"}), (Pulse.Kind.TEAM, rated)):
            (self.reply,) = Pulse.objects.begin(self.done, kind, mode=SHARED, asked=9, key=self.begun.pk, at=now)
            pulse, link = Pulse.objects.of_token(self.reply)
            assert pulse is not None
            assert link is not None
            for _ in range(2):
                assert pulse.reply(link, answers, f"quokka{kind}{self.name}", at=now)

    def _write_to_owners(self, now: datetime) -> None:
        """Links that mails hold: of reminders, of a plan and its calendar, and of the question to be handed over."""
        by = self.people[Role.OWNER]
        (nudge,) = Nudge.objects.remind([self.begun], subject="Still there?", text="Call me.", by=by, at=now)
        self.reminded = (f"/n/{nudge.token}/", f"/n/{nudge.token}/stop/")
        Reminder.objects.ask(self.one, [30], address=self.one.email, at=now)
        reminder = Reminder.objects.get(shop=self.one).token
        feed = Plan.objects.get(shop=self.one).make_feed(self.begun.pk, at=now)
        to = make_firm(f"after {self.name}")
        parting, _ = Parting.objects.ask(self.one, to=to, erases=False, by=by, at=now)
        Mail.objects.filter(kind=Kind.PARTING, shop=self.one).delete()  # which would make another link
        asked = f"asked-{self.name}-{self.done.pk}"
        Parting.objects.filter(pk=parting.pk).update(token_hash=token_hash(asked))
        self.mailed = (f"/plan/back/{reminder}/", f"/plan/stop/{reminder}/", f"/plan/{feed}.ics", f"/h/{asked}/")

    @property
    def row_keys(self) -> list[Any]:
        """The keys in addresses and forms, in the same order for each firm."""
        own: list[Any] = [*self.shops, self.done, self.again, self.begun, self.asked, self.firm, *self.people.values()]
        own += [*self.firm.memberships.order_by("pk"), *self.firm.tags.all(), *self.firm.invitations.all()]
        own += self.done.opinions.order_by("pk")
        return [each.pk for each in own] + [self.report.key, self.name]

    @property
    def shops(self) -> list[Shop]:
        return [self.one, self.two, self.three, self.four]

    def words(self, *kinds: str) -> frozenset[str]:
        return frozenset(f"quokka{kind}{self.name}" for kind in kinds)

    @property
    def typed(self) -> frozenset[str]:
        return frozenset(f"quokkatyped{self.name}{who}" for who in ("client", *Role))

    @property
    def shown_to_owner(self) -> frozenset[str]:
        return self.words("people", "one", "answer", "shared") | self.typed

    @property
    def from_others(self) -> frozenset[str]:
        """What the owner reads, and who may change what is the firm's; nobody reads what two of a team wrote."""
        return self.words("named", "rated", "customers") | {f"quokkatyped{RATER}"}

    @property
    def everything(self) -> frozenset[str]:
        return self.shown_to_owner | self.words("two", "three", "four", "private", "tag", "colleague")

    def persons(self) -> Iterator[Person]:
        owner: tuple[str, ...] = (
            f"/a/{self.done.pk}/result/",
            f"/a/{self.done.pk}/firm/",
            f"/a/{self.done.pk}/again/",
            "/",
        )
        owner += (f"/a/{self.done.pk}/others/", f"/a/{self.done.pk}/others/customers/", *self.mailed)
        owner += (f"/a/{self.again.pk}/check/", f"/a/{self.again.pk}/so-far/")
        browser = make_browser(self.done, self.again)
        yield Person(f"{self.name}client", self.shown_to_owner | self.from_others, cookies_of(browser), owner)
        desk = (f"/admin/clients/{self.one.pk}/", "/admin/", "/admin/clients/", "/admin/invite/")
        for role, user in self.people.items():
            words = self.everything if role is Role.VIEWER else self.everything | self.from_others
            yield Person(f"{self.name}{role}", words, cookies_of(signed_in(user)), desk)


class World:
    """Two firms whose people walk, an owner alone whom one invites, a reader, a superuser; a firm where nobody does."""

    def __init__(self) -> None:
        nobodys = Place(NOBODYS)
        self.before = every_row()
        alder, birch = Place("alder"), Place("birch")
        self.firms = (alder, birch)
        self.shop = make_shop("quokkaalone")
        alone = make_assessment(answers_of("bob-breakfix", the_dream="quokkadream"), shop=self.shop, submitted=AT)
        root = make_user("root", is_staff=True, is_superuser=True)
        names = {f"quokka{what}{firm}" for what in ("people", "colleague") for firm in ("alder", "birch", "cedar")}
        typed = {f"quokkatyped{firm}{who}" for firm in ("alder", "birch") for who in Role}  # such as a member's name
        own = frozenset({"quokkaalone", "quokkadream", "quokkatypedalone", "quokkafouralder"})
        self.persons = [
            *alder.persons(),
            *birch.persons(),
            Person(
                "alone",
                own | alder.words("people") | alder.typed,  # who invites, and what they call the shop
                cookies_of(make_browser(alone)),
                ("/", f"/a/{alone.pk}/result/", f"/a/{alone.pk}/firm/", f"/i/{alder.invited}/"),
            ),
            Person(
                "reader",
                alder.words("people", "one", "answer", "shared", "two") | alder.typed | {"quokkatypedreader"},
                {},
                ("/", "/resume/", "/start/alder/", f"/read/{alder.read}/", *alder.reminded),
            ),
            Person(
                RATER,
                alder.words("one", "rated") | alder.typed | {f"quokkatyped{RATER}"},
                {},
                (f"/o/{alder.rate}/", f"/o/{alder.rate}/answers/", f"/p/{alder.reply}/"),
            ),
            Person(
                "root",
                frozenset(names | typed),
                cookies_of(signed_in(root)),
                ("/admin/", "/admin/openings/", "/admin/clients/firm/"),
            ),
        ]
        places = (nobodys, alder, birch)
        self.watched = [shop.pk for place in places for shop in place.shops] + [self.shop.pk]
        attempts = [each for place in places for each in (place.done, place.again, place.begun, place.asked)]
        self.keys = [each.pk for each in attempts] + [alone.pk]
        self.reports = [place.report.key for place in places]
        of_numbers = [model for model in ours() if model._meta.pk.get_internal_type().endswith("AutoField")]
        self.rows = [pk for model in of_numbers for pk in model._base_manager.values_list("pk", flat=True)]
        self.routes = sorted({route for _, route, _ in addresses()})
        twins = [pair for place in self.firms for pair in zip(place.row_keys, nobodys.row_keys, strict=True)]
        self.twin = {str(row): str(nobodys_row) for row, nobodys_row in twins}
        self.twin |= {str(alone.pk): str(nobodys.done.pk), str(self.shop.pk): str(nobodys.one.pk)}

    def aimed(self, text: str) -> str:
        """The same address or value about the rows of the firm where nobody walks."""
        return KEY.sub(lambda found: self.twin.get(found[0], found[0]), text)


Rows = dict[type[models.Model], dict[Any, dict[str, Any]]]


def ours() -> list[type[models.Model]]:
    labels = {"clients", "questions", "evidence", "plans", "opinions", "norms", "reports", "auth"}
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in labels]


def every_row() -> Rows:
    return {model: {row[model._meta.pk.attname]: row for row in model._base_manager.values()} for model in ours()}


def changed_since(before: Rows) -> list[str]:
    """What is different of these rows, and which rows hang on one of them since."""
    faults = []
    for model, rows in before.items():
        now = {row[model._meta.pk.attname]: row for row in model._base_manager.filter(pk__in=rows).values()}
        faults += [f"{model.__name__} {row} became {now.get(pk)}" for pk, row in rows.items() if now.get(pk) != row]
        for each in model._meta.get_fields(include_hidden=True):
            if isinstance(each, models.ManyToOneRel) and each.related_model in before:
                on_these = each.related_model._base_manager.filter(**{f"{each.field.name}__in": rows})
                new = on_these.exclude(pk__in=before[each.related_model]).values()
                faults += [f"{each.related_model.__name__} {row} hangs on a {model.__name__}" for row in new]
    return faults


class Walk(RuleBasedStateMachine):
    """One walk; each step is a request drawn from one number, so that it can be walked again."""

    world: ClassVar[World]
    answers: ClassVar[Counter[tuple[str, int]]]
    number: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        mail.outbox.clear()
        from msp_assess.wsgi import application  # noqa: PLC0415 -- its middleware reads the settings of the tests

        persons = self.world.persons
        self.browsers = {each.name: Browser(application, each.cookies) for each in persons}
        self.links = {each.name: [*each.knows] for each in persons}
        self.forms: dict[str, list[Form]] = {each.name: [] for each in persons}
        self.may_read = {each.name: {*each.may_read} for each in persons}
        self.firm_of = self._firms()
        self.log: list[str] = []

    def teardown(self) -> None:
        try:
            faults = changed_since(self.world.before)
            assert not faults, "\n".join([*faults, *self.log])
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    # What they do -----------------------------------------------------------------------------------

    @rule(
        what=st.sampled_from(("follow", "fill_in", "take_a_form", "take_a_link", "guess")),
        seed=st.integers(0, 2**32 - 1),
    )
    def step(self, what: str, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 -- nothing secret
        getattr(self, what)(chance.choice(self.world.persons), chance)

    def follow(self, person: Person, chance: random.Random) -> None:
        """A link of a page of one's own."""
        self._send(person, "GET", chance.choice(self.links[person.name]))

    def fill_in(self, person: Person, chance: random.Random) -> None:
        """A form of a page of one's own."""
        self._submit(person, chance, self.forms[person.name])

    def take_a_form(self, person: Person, chance: random.Random) -> None:
        """A form of anybody's page, or of one's own with the keys of rows that nobody here may see."""
        others = [form for name, forms in self.forms.items() if name != person.name for form in forms]
        aimed = chance.random() < 0.6
        taken = self.forms[person.name] if aimed and chance.random() < 0.7 else others
        self._submit(person, chance, [form for form in taken if not TOKENS.search(form.action)], aimed=aimed)

    def take_a_link(self, person: Person, chance: random.Random) -> None:
        """An address of anybody's page, as it is or with the keys of rows that nobody here may see."""
        every = [link for links in self.links.values() for link in links]
        link = WORD.sub("taken", chance.choice([each for each in every if not TOKENS.search(each)]))
        method = chance.choice(("GET", "GET", "POST"))
        self._send(person, method, self.world.aimed(link) if chance.random() < 0.5 else link)

    def guess(self, person: Person, chance: random.Random) -> None:
        """An address of the project with keys of anybody, or with none that there can be."""
        sent = [(name, self._value(chance)) for name in chance.sample(NAMES, chance.randrange(6))]
        query = encoded([(name, self._value(chance)) for name in chance.sample(NAMES, chance.randrange(4))]).decode()
        address = self._address(chance) + (f"?{query}" if query else "")
        method = chance.choice((*METHODS, "GET", "GET", "GET", "POST", "POST"))
        headers = chance.sample(ODD_HEADERS, chance.choice((0, 0, 1, 2)))
        if method in ("GET", "HEAD"):
            self._send(person, method, address, headers=headers)
        elif chance.random() < 0.6:
            self._send(person, method, address, sent, headers=headers)
        else:
            kind, body = chance.choice(ODD_BODIES)
            self._send(person, method, address, kind=kind, body=body, headers=headers)

    # How ---------------------------------------------------------------------------------------------

    def _submit(self, person: Person, chance: random.Random, forms: list[Form], *, aimed: bool = False) -> None:
        if not forms or person.name == "root":  # who may change everything only looks
            self.follow(person, chance)
            return
        form = chance.choice(forms)
        # A shop that is started may be shared with a firm, whose people then read its name.
        typed = "a shop" if form.action == "/start/" else person.typed
        sent = [(name, _in_own_words(value, person)) for name, value in filled(form, chance, typed)]
        sent = [(name, value) for name, value in sent if name not in LEFT_OUT]
        if ("firm", NOBODYS) in sent:  # anybody may start with any firm, and would be seen by people who do not walk
            sent = [(name, "no" if name == "share" else value) for name, value in sent]
        action = form.action
        if aimed and form.action != "/start/":  # whoever starts may share with any firm that has a start address
            action, sent = self.world.aimed(action), [(name, self.world.aimed(value)) for name, value in sent]
        if form.method == "GET":
            self._send(person, "GET", f"{action.partition('?')[0]}?{encoded(sent).decode()}")
            return
        uploads = [each.name for each in form.fields if each.kind == "file" and chance.random() < 0.5]
        files = [(name, chance.choice(FILES)) for name in uploads]
        self._send(person, "POST", WORD.sub("taken", action), sent, files=files)

    def _value(self, chance: random.Random) -> str:
        if chance.random() < 0.5:
            return chance.choice(ODD)
        known = (self.world.watched, self.world.keys, self.world.rows, ("1", "all", "archive", "on"))
        return str(chance.choice(chance.choice(known)))

    def _address(self, chance: random.Random) -> str:
        world = self.world
        known: dict[str, list[Any]] = {
            "attempt": world.keys,
            "section_id": ["your-time", "owner-or-owned", "after-hours"],
            "question_id": ["weekends", "the-dream", "hours-worked", "credentials"],
            "question": ["credentials", "who-answers"],
            "key": world.reports,
            "firm": ["alder", "birch", "cedar"],
            "name": ["bob-breakfix"],
            "colour": ["1b6ec2"],
            "sha256": ["1" * 64],
            "kind": ["png"],
            "token": ["x" * 43],
            "app_label": ["clients"],
            "object_id": [*world.rows, *world.keys],
        }

        def argument(found: re.Match[str]) -> str:
            if chance.random() < 0.2:
                return encoded([("", chance.choice(ODD))]).decode()[1:] or "-"
            keys: list[Any] = world.keys if found["kind"] == "uuid" else world.watched
            return str(chance.choice(known.get(found["name"] or found["group"], keys)))

        return "/" + ARGUMENT.sub(argument, re.sub(r"[\^$\\]", "", chance.choice(world.routes)))

    def _send(self, person: Person, method: str, address: str, sent: Sent | None = None, **how: Any) -> None:
        if NEVER.search(address) or (person.name == "root" and method not in ("GET", "HEAD")):
            method, address, sent, how = "GET", person.knows[0], None, {}
        type(self).number += 1  # each comes from another address, so that none of them has had too much
        came_from = f"10.{self.number >> 16 & 255}.{self.number >> 8 & 255}.{self.number & 255}"
        mailed = len(mail.outbox)
        answer = self.browsers[person.name].send(method, address, sent, came_from=came_from, **how)
        self.answers[person.name, answer.status] += 1
        self.log = [*self.log[-40:], f"{person.name}: {method} {address} {str(sent or how)[:600]} -> {answer.status}"]
        self._follow_moves(person)
        faults = [*self._faults(person, answer, f"{address} {sent} {how}"), *_told(mail.outbox[mailed:])]
        assert not faults, "\n".join([*faults, answer.error, *self.log])
        self._remember(person, address, answer)

    def _faults(self, person: Person, answer: Answer, asked: str) -> list[str]:
        faults = [] if answer.status in EXPECTED else [f"{answer.status} is no answer of ours"]
        text = answer.text
        foreign = {*WORD.findall(text.lower())} - self.may_read[person.name] - {*WORD.findall(asked.lower())}
        if foreign:
            faults.append(f"{person.name} reads {sorted(foreign)}")
        if answer.is_page:
            faults += [f"{each} came through" for each in PLANTED if each in text]
        kind = answer.kind.replace('"', "")
        if answer.body and not (kind.startswith("text/") and "charset=utf-8" in kind):
            faults += [] if answer.kind in OTHER_KINDS else [f"{answer.kind!r} is no type of ours"]
        if answer.header("X-Content-Type-Options") != "nosniff":
            faults.append("a browser may guess the type")
        if answer.header("Location").startswith(("//", "http")):
            faults.append(f"leads elsewhere: {answer.header('Location')}")
        faults += [f"planted: {each}" for each in answer.headers if "\n" in each[1] or each[1].startswith("planted")]
        return faults

    def _firms(self) -> dict[int, int | None]:
        return dict(Shop.objects.filter(pk__in=self.world.watched).values_list("pk", "firm"))

    def _follow_moves(self, person: Person) -> None:
        """A shop comes to a firm and leaves it by its owner alone, and who reads what it says follows."""
        before, self.firm_of = self.firm_of, self._firms()
        for pk, firm in before.items():
            if pk in self.firm_of and self.firm_of[pk] == firm:
                continue
            place = next((each for each in self.world.firms if pk in [shop.pk for shop in each.shops]), None)
            if pk not in self.firm_of:  # deleted, or merged into another entry
                if place:
                    self.may_read[f"{place.name}client"] |= place.everything
                    self.may_read["alone"] |= (
                        place.everything | place.from_others
                    )  # may have accepted and brought its own
                continue
            owner, answers = (
                ("alone", {"quokkadream"})
                if place is None
                else (f"{place.name}client", place.words("answer") | place.from_others)
            )
            assert person.name == owner, "\n".join([f"{person.name} moved shop {pk}", *self.log])
            for each in self.world.firms:
                comes, goes = self.firm_of[pk] == each.firm.pk, firm == each.firm.pk
                for role in Role if comes or goes else ():
                    name = f"{each.name}{role}"
                    read = answers - (place.from_others if place and role is Role.VIEWER else set())
                    self.may_read[name] -= answers if goes else set()
                    self.may_read[name] |= {"quokkaalone", "quokkatypedalone", *read} if comes else set()
                self.may_read[owner] |= each.shown_to_owner - each.words("one", "answer") if comes else set()

    def _remember(self, person: Person, address: str, answer: Answer) -> None:
        if answer.status in (301, 302):
            found = [value for name, value in answer.headers if name.lower() == "location"]
        elif answer.is_page:
            page = answer.body.decode(errors="replace")
            found = [each.replace("&amp;", "&") for each in LINK.findall(page)]
            forms = [form for form in Forms(page, address).found if form.action.startswith("/")]
            forms = [form for form in forms if not NEVER.search(form.action)]
            self.forms[person.name] = [*self.forms[person.name], *forms][-FORMS_KEPT:]
        else:
            return
        here = address.partition("?")[0]
        links = [(here + each if each.startswith("?") else each).replace("http://127.0.0.1:8000", "") for each in found]
        links = [each for each in links if each.startswith("/") and not each.startswith(("/static/", "//"))]
        known = self.links[person.name]
        known += [each for each in dict.fromkeys(links) if each not in known]
        self.links[person.name] = [*person.knows, *known[len(person.knows) :][-LINKS_KEPT:]]


def _in_own_words(value: str, person: Person) -> str:
    """Words of others are not typed, so that who reads them later has read a row of theirs."""
    return WORD.sub(lambda found: found[0] if found[0] == person.typed else "taken", value)


def _told(mails: list[EmailMessage]) -> list[str]:
    """No mail says what an owner answered or a firm noted, or has a header or a receiver that somebody typed."""
    faults = []
    for each in mails:
        sent = each.message().as_bytes()
        if re.search("quokka(answer|dream|private|shared|tag|named|customers|team)", f"{sent.decode()} {each.body}"):
            faults.append(f"a mail says {each.body}")
        heads = message_from_bytes(sent).keys()
        if len(each.recipients()) != 1 or len(heads) != len({*heads}) or not {*heads} <= HEADERS_OF_MAILS:
            faults.append(f"a mail is not as we write it: {sent!r}")
    return faults


def walk(walks: int, *, always_the_same: bool) -> Counter[tuple[str, int]]:
    """Walk, and count each person's answers by status."""
    Walk.world, Walk.answers, Walk.number = World(), Counter(), 0
    settings = hypothesis.settings(
        max_examples=walks,
        stateful_step_count=STEPS,
        derandomize=always_the_same,
        database=None,
        deadline=None,
        phases=[Phase.generate],  # its log has the last requests; looking for a shorter walk takes many minutes
        suppress_health_check=list(HealthCheck),
        print_blob=not always_the_same,
    )
    run_state_machine_as_test(Walk, settings=settings)
    return Walk.answers


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    """A PDF is the words that it would have, mails go nowhere, and thousands of refusals are not logged."""
    settings.MAIL_ENABLED = True
    monkeypatch.setattr(stored_report, "render", lambda report, *_: f"%PDF {report}".encode())
    monkeypatch.setattr(handouts, "render", lambda report: b"%PDF")
    monkeypatch.setattr(handouts, "render_pdf", lambda html: b"%PDF")
    monkeypatch.setattr(bundle_zip, "pool", Here)
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_nobody_breaks_it_or_sees_what_is_anothers() -> None:
    answers = walk(WALKS, always_the_same=True)
    assert answers.total() >= WALKS * STEPS * 0.9
    assert [each.name for each in Walk.world.persons if not answers[each.name, 200]] == [], "they opened nothing"


@pytest.mark.long
def test_fifty_thousand_requests_break_nothing() -> None:
    answers = walk(LONG_WALKS + LONG_WALKS // 10, always_the_same=False)  # a walk may end a few steps early
    assert answers.total() >= LONG_WALKS * STEPS
    opened = Counter(name for name, status in answers.elements() if status == 200)
    assert min(opened[each.name] for each in Walk.world.persons) > LONG_WALKS
