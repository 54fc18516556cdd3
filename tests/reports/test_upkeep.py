"""Whatever can expire goes, whether or not anybody makes another; nothing goes too early."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from allauth.account.models import EmailConfirmation
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, models
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clients.models.acts import Act
from clients.models.allowance import Allowance
from clients.models.firms import Firm, Invitation, Role
from clients.models.history import Change, Code
from clients.models.once import Once
from clients.models.outbox import Kind, Mail
from clients.models.saved_view import SavedView
from clients.models.set_up import SetUpLink
from evidence import storing
from evidence.models.upload import Upload
from opinions.models.opinion import Opinion
from opinions.models.pulse import SHARED, Link, Pulse
from questions.models.access import Access
from questions.models.assessment import Assessment
from reports import upkeep
from reports.models.bundle import Bundle
from reports.models.heartbeat import Heartbeat
from reports.models.stored_handout import StoredHandout
from reports.pdf.handouts import QUESTIONNAIRE, handout
from reports.upkeep import CHORES, Rows, clean
from tests.makers import make_assessment, make_firm, make_shop, make_user

pytestmark = pytest.mark.django_db

NOW = timezone.now()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path) -> Generator[None]:
    tickets = {**settings.STORAGES["tickets"], "OPTIONS": {"location": tmp_path / "uploads"}}
    storages = {**settings.STORAGES, "tickets": tickets}
    with override_settings(
        MEDIA_ROOT=tmp_path / "media", FILE_UPLOAD_TEMP_DIR=str(tmp_path), STORAGES=storages, ABANDONED_DAYS=180
    ):
        yield


def session(at: datetime) -> None:
    Session.objects.create(session_key=uuid4().hex, session_data="", expire_date=at)


def key(kind: str, expires: datetime, *, used: datetime | None = None, revoked: datetime | None = None) -> None:
    Access.objects.create(
        assessment=make_assessment(), kind=kind, token_hash=uuid4().hex, expires=expires, used=used, revoked=revoked
    )


def invitation(expires: datetime, **fields: datetime) -> None:
    firm = Firm.objects.first() or make_firm()
    Invitation.objects.create(
        firm=firm, email="ann@example.com", role=Role.VIEWER, token_hash=uuid4().hex, expires=expires, **fields
    )


def failed_sign_in(at: datetime) -> None:
    made = AccessAttempt.objects.create(username=uuid4().hex, ip_address="192.0.2.1", failures_since_start=1)
    AccessAttempt.objects.filter(pk=made.pk).update(attempt_time=at)


def taken(until: datetime) -> None:
    Allowance.objects.create(key=uuid4().hex, until=until)


def bundle(created: datetime) -> Bundle:
    made, _ = Bundle.objects.begin(key=uuid4(), user=make_user(uuid4().hex, is_staff=True), assessments=[])
    made.file.save(f"{made.pk}.zip", ContentFile(b"PK"))
    Bundle.objects.filter(pk=made.pk).update(created=created)
    return made


def task(status: str, finished: datetime | None) -> None:
    DBTaskResult.objects.create(status=status, finished_at=finished, args_kwargs={"args": [], "kwargs": {}})


def beat(at: datetime) -> None:
    Heartbeat.objects.beat(uuid4().hex, at=at)


def stored(name: str, at: datetime) -> None:
    """A file in the storage, last written at `at`."""
    written(Path(default_storage.path(default_storage.save(name, ContentFile(b"%PDF")))), at)


def written(path: Path, at: datetime) -> None:
    path.touch()
    os.utime(path, (at.timestamp(), at.timestamp()))


def upload(at: datetime, name: str) -> None:
    written(Path(str(settings.FILE_UPLOAD_TEMP_DIR)) / name, at)


# For each kind: what is over, how many that makes, and what is not over yet.
def sessions_over() -> int:
    session(NOW - MINUTE)
    session(NOW - 400 * DAY)
    return 2


def sessions_kept() -> None:
    session(NOW + MINUTE)


def keys_over() -> int:
    for kind in (Access.Kind.BROWSER, Access.Kind.RESUME, Access.Kind.READ):
        key(kind, NOW - MINUTE)
        key(kind, NOW - MINUTE, used=NOW - DAY, revoked=NOW - DAY)
    key(Access.Kind.INVITE, NOW - 31 * DAY)
    key(Access.Kind.INVITE, NOW - 31 * DAY, revoked=NOW - 40 * DAY)
    return 8


def keys_kept() -> None:
    for kind in Access.Kind.values:
        key(kind, NOW + MINUTE)
        key(kind, NOW + MINUTE, used=NOW, revoked=NOW)
    key(Access.Kind.INVITE, NOW - 29 * DAY)  # the desk shows that nobody took it
    key(Access.Kind.INVITE, NOW - 400 * DAY, used=NOW - 401 * DAY)  # and who invited this owner


def opinion(expires: datetime, **fields: datetime) -> None:
    Opinion.objects.create(
        assessment=make_assessment(),
        name="Dana",
        role="tech",
        token_hash=uuid4().hex,
        asked=NOW,
        expires=expires,
        **fields,
    )


def opinions_over() -> int:
    opinion(NOW - 31 * DAY)
    opinion(NOW - 31 * DAY, answered=NOW - 40 * DAY, revoked=NOW - 35 * DAY)
    return 2


def opinions_kept() -> None:
    opinion(NOW - 29 * DAY)  # its page says that it is late
    opinion(NOW + DAY, revoked=NOW - 40 * DAY)
    opinion(NOW - 400 * DAY, answered=NOW - 401 * DAY)


def pulse(closes: datetime, **fields: datetime) -> Pulse:
    about = {"assessment": make_assessment(), "kind": "team", "mode": SHARED, "asked": 3}
    return Pulse.objects.create(begun=closes - 14 * DAY, closes=closes, **about, **fields)


def links_over() -> int:
    Link.objects.create(pulse=Pulse.objects.get(closed=None), token_hash=uuid4().hex)
    return 1


def links_kept() -> None:
    pulse(NOW - 31 * DAY)  # its answers stay as long as the owner keeps them
    Link.objects.create(pulse=pulse(NOW - 29 * DAY, closed=NOW - 40 * DAY), token_hash=uuid4().hex)


def pulses_over() -> int:
    pulse(NOW - 31 * DAY, removed=NOW - 40 * DAY)
    return 1


def pulses_kept() -> None:
    pulse(NOW - 29 * DAY, removed=NOW - 40 * DAY)  # the next of the team may not begin yet
    pulse(NOW - 400 * DAY)


def invitations_over() -> int:
    invitation(NOW - 31 * DAY)
    invitation(NOW - 31 * DAY, accepted=NOW - 32 * DAY)
    invitation(NOW - 31 * DAY, revoked=NOW - 32 * DAY)
    return 3


def invitations_kept() -> None:
    invitation(NOW - 29 * DAY)
    invitation(NOW + DAY)


def mails_to_colleagues_over() -> int:
    Mail.objects.create(kind=Kind.COLLEAGUE, about="999999", state=Mail.State.SENT)
    Mail.objects.create(kind=Kind.COLLEAGUE, about="999998", state=Mail.State.FAILED)
    return 2


def mails_to_colleagues_kept() -> None:
    invitation(NOW - 29 * DAY)
    Mail.objects.create(kind=Kind.COLLEAGUE, about=str(Invitation.objects.get().pk), state=Mail.State.SENT)
    Mail.objects.create(kind=Kind.INVITATION, about="999997", shop=make_shop(), state=Mail.State.SENT)


def set_ups_over() -> int:
    SetUpLink.objects.create(token_hash="1", expires=NOW - MINUTE)
    SetUpLink.objects.create(token_hash="2", expires=NOW - MINUTE, used=NOW - HOUR)
    return 2


def set_ups_kept() -> None:
    SetUpLink.objects.create(token_hash="3", expires=NOW + MINUTE)


def failures_over() -> int:
    failed_sign_in(NOW - 6 * MINUTE)
    return 1


def failures_kept() -> None:
    failed_sign_in(NOW - 4 * MINUTE)


def taken_over() -> int:
    taken(NOW - MINUTE)
    return 1


def taken_kept() -> None:
    taken(NOW + MINUTE)


def line(what: Code, at: datetime) -> None:
    made = Change.objects.create(what=what)
    Change.objects.filter(pk=made.pk).update(at=at)


def sign_ins_over() -> int:
    for what in (Code.SIGNED_IN, Code.SIGN_IN_FAILED, Code.LOCKED_OUT):
        line(what, NOW - timedelta(days=365))
    return 3


def sign_ins_kept() -> None:
    line(Code.SIGNED_IN, NOW - timedelta(days=364))
    line(Code.ROLE, NOW - timedelta(days=1000))


def bundles_over() -> int:
    bundle(NOW - DAY - MINUTE)
    return 1


def bundles_kept() -> None:
    bundle(NOW - DAY + MINUTE)


def tasks_over() -> int:
    task("SUCCESSFUL", NOW - 15 * DAY)
    task("FAILED", NOW - 15 * DAY)
    return 2


def tasks_kept() -> None:
    task("SUCCESSFUL", NOW - 13 * DAY)
    task("READY", None)
    task("RUNNING", None)


def clicked(at: datetime) -> None:
    key = uuid4()
    Once.objects.claim(key)
    Once.objects.filter(key=key).update(at=at)


def clicks_over() -> int:
    clicked(NOW - 2 * DAY)
    return 1


def clicks_kept() -> None:
    clicked(NOW - DAY)


def views_over() -> int:
    SavedView.objects.create(name="x", by=None)
    return 1


def views_kept() -> None:
    SavedView.objects.create(name="x", by=make_user(uuid4().hex))
    SavedView.objects.create(name="x", by=None, firm=make_firm())


def acts_over() -> int:
    Act.objects.create(what="archive", by=make_user(uuid4().hex), at=NOW - DAY)
    return 1


def acts_kept() -> None:
    Act.objects.create(what="archive", by=make_user(uuid4().hex), at=NOW - DAY + MINUTE)


def beats_over() -> int:
    beat(NOW - 25 * HOUR)
    return 1


def beats_kept() -> None:
    beat(NOW - 23 * HOUR)


def strays_over() -> int:
    stored("blank/one.pdf", NOW - 2 * HOUR)
    stored("examples/two.pdf", NOW - 2 * HOUR)
    return 2


def strays_kept() -> None:
    stored("blank/young.pdf", NOW - MINUTE)
    stored("blank/its.pdf", NOW - 400 * DAY)
    StoredHandout.objects.create(path="blank/its.pdf", file="blank/its.pdf", asked=NOW)
    stored("reports/1/one.pdf", NOW - 400 * DAY)  # where reports are, upkeep has no business


def replaced_over() -> int:
    StoredHandout.objects.create(path="blank/old.pdf", asked=NOW - 31 * DAY)
    StoredHandout.objects.create(path="examples/old.pdf", asked=NOW - 31 * DAY)
    return 2


def replaced_kept() -> None:
    StoredHandout.objects.create(path="blank/older.pdf", asked=NOW - 29 * DAY)
    for name in (QUESTIONNAIRE, "bob-breakfix"):
        StoredHandout.objects.create(path=handout(name).path, asked=NOW - 400 * DAY)


def lost_over() -> int:
    stored("bundles/lost.zip", NOW - 25 * HOUR)
    return 1


def lost_kept() -> None:
    stored("bundles/young.zip", NOW - 23 * HOUR)
    stored("bundles/its.zip", NOW - 400 * DAY)
    Bundle.objects.filter(pk=bundle(NOW).pk).update(file="bundles/its.zip")


def uploads_over() -> int:
    upload(NOW - 25 * HOUR, "tmpab12.upload.csv")
    upload(NOW - 25 * HOUR, "tmpab12.upload")
    return 2


def uploads_kept() -> None:
    upload(NOW - 23 * HOUR, "tmpcd34.upload.csv")
    upload(NOW - 400 * DAY, "letter.csv")


def abandoned_over() -> int:
    left(NOW - 181 * DAY)
    return 1


def abandoned_kept() -> None:
    left(NOW - 179 * DAY)


def left(changed: datetime) -> None:
    Assessment.objects.filter(pk=make_assessment().pk).update(changed=changed)


def browser_of(key: str) -> None:
    user = make_user(uuid4().hex)
    UserSession.objects.create(user=user, ip="192.0.2.1", session_key=key, user_agent="a browser")


def browsers_over() -> int:
    browser_of("gone")
    return 1


def browsers_kept() -> None:
    session(NOW + MINUTE)
    browser_of(Session.objects.get().session_key)


def tickets_over() -> int:
    for age in (HOUR, 5 * HOUR):
        Upload.objects.create(assessment=make_assessment(), holder=uuid4().hex, created=NOW - age)
    return 2


def tickets_kept() -> None:
    Upload.objects.create(assessment=make_assessment(), holder="browser", created=NOW - 59 * MINUTE)


def ticket_file(at: datetime) -> None:
    key = uuid4()
    storing.save(key, storing.TICKETS, ContentFile(b"a,b"))
    written(Path(storing.storage().path(storing.name_of(key, storing.TICKETS))), at)


def ticket_files_over() -> int:
    ticket_file(NOW - HOUR)
    return 1


def ticket_files_kept() -> None:
    ticket_file(NOW - 59 * MINUTE)


SAMPLES: dict[str, tuple[Callable[[], int], Callable[[], None]]] = {
    "sessions": (sessions_over, sessions_kept),
    "abandoned answers": (abandoned_over, abandoned_kept),
    "list of signed-in browsers": (browsers_over, browsers_kept),
    "keys and links of owners": (keys_over, keys_kept),
    "links for second opinions without answers": (opinions_over, opinions_kept),
    "links for customers and techs": (links_over, links_kept),
    "pulses whose replies were deleted": (pulses_over, pulses_kept),
    "invitations of colleagues": (invitations_over, invitations_kept),
    "mails to colleagues": (mails_to_colleagues_over, mails_to_colleagues_kept),
    "views nobody sees": (views_over, views_kept),
    "links to set the site up": (set_ups_over, set_ups_kept),
    "failed sign-ins": (failures_over, failures_kept),
    "what visitors have had": (taken_over, taken_kept),
    "sign-ins in the history": (sign_ins_over, sign_ins_kept),
    "acts on many shops": (acts_over, acts_kept),
    "keys of pages": (clicks_over, clicks_kept),
    "bundles of reports": (bundles_over, bundles_kept),
    "finished tasks": (tasks_over, tasks_kept),
    "heartbeats of workers": (beats_over, beats_kept),
    "handouts nobody knows of": (strays_over, strays_kept),
    "replaced handouts": (replaced_over, replaced_kept),
    "bundles nobody knows of": (lost_over, lost_kept),
    "unfinished uploads": (uploads_over, uploads_kept),
    "uploads of tickets": (tickets_over, tickets_kept),
    "files of tickets nobody knows of": (ticket_files_over, ticket_files_kept),
}


def files() -> set[str]:
    found = [*Path(str(settings.FILE_UPLOAD_TEMP_DIR)).rglob("*")]
    return {str(path) for path in found if path.is_file()}


def rows() -> dict[str, set[object]]:
    models = {chore.model for chore in CHORES if isinstance(chore, Rows)}
    return {model.__name__: {*model._default_manager.values_list("pk", flat=True)} for model in models}


@pytest.mark.parametrize("what", [chore.what for chore in CHORES])
def test_what_is_over_goes_and_what_is_not_stays(what: str) -> None:
    over, kept = SAMPLES[what]
    kept()
    before = (files(), rows())
    number = over()
    nothing = {chore.what: 0 for chore in CHORES}
    assert {chore.what: chore.count(NOW) for chore in CHORES} == nothing | {what: number}
    assert clean(at=NOW) == nothing | {what: number}
    assert (files(), rows()) == before
    assert clean(at=NOW) == nothing


def test_a_bundle_goes_with_its_file() -> None:
    name = bundle(NOW - 2 * DAY).file.name
    assert default_storage.exists(str(name))
    clean(at=NOW)
    assert not default_storage.exists(str(name))


def expiring(known: Iterable[type[object]]) -> set[type[object]]:
    """Models with a field or property that says when a row is over."""
    return {model for model in known if any("expir" in name for name in dir(model))}


def cleaned() -> set[type[object]]:
    return {model for chore in CHORES if isinstance(chore, Rows) for model in (chore.model, *chore.cascaded)}


def test_nothing_that_expires_is_cleaned_by_nobody() -> None:
    left = expiring(apps.get_models()) - cleaned() - {EmailConfirmation}  # which nobody makes: addresses are invited
    assert not left, f"add a line to CHORES in {upkeep.__file__} for {left}"
    assert {Session, Access, Invitation, Bundle} <= expiring(apps.get_models())


def test_a_model_that_expires_is_noticed() -> None:
    class Voucher:
        expires_at = None

    class Letter:
        sent = None

    assert expiring([Voucher, Letter]) == {Voucher}


def test_what_goes_with_another_really_does() -> None:
    for chore in CHORES:
        for model in chore.cascaded if isinstance(chore, Rows) else ():
            ends = [field.remote_field for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)]
            assert [(end.model, end.on_delete) for end in ends] == [(chore.model, models.CASCADE)]  # type: ignore[union-attr]


def test_one_kind_that_cannot_be_cleaned_keeps_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked(self: object, *, at: datetime) -> None:
        raise DatabaseError("database is locked")

    sessions_over()
    taken_over()
    monkeypatch.setattr(type(Access.objects.all()), "done_with", locked)
    gone = clean(at=NOW)
    assert {chore.what for chore in CHORES} - gone.keys() == {"keys and links of owners"}
    assert (Session.objects.count(), Allowance.objects.count()) == (0, 0)
    assert "Upkeep: keys and links of owners could not be cleaned" in caplog.text
