"""A firm with something on every page of the desk, and the addresses a consultant opens there."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from clients.models.acts import Act
from clients.models.firms import Role
from clients.models.outbox import Kind, Mail, Reason
from clients.models.saved_view import SavedView
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.viewers import NOBODY
from plans.models.firm_step import FirmStep
from plans.models.item import Item
from questions.inviting import invite
from questions.models.assessment import Assessment
from questions.models.parting import Parting
from reports.models.meeting import Meeting
from reports.models.review import Note, Review
from tests.journeys.states import LONG, sign_in
from tests.journeys.visitor import Visitor
from tests.makers import answers_of, make_assessment, make_firm, make_member, make_shop, signed_in

TABS = ("brief", "answers&section=all", "plan", "notes", "opinions", "tickets", "history")
CLIENT = (
    "meetings/new/",
    "meetings/{meeting}/",
    "plan/add/",
    "parting/",
    "{assessment}/review/",
    "{assessment}/note/?section=your-time",
)


def full_desk(visitor: Visitor) -> list[str]:
    """Sign in as one of its owners; return the address of every page, most of them with a shop of a long name."""
    now = timezone.now()
    firm = make_firm(LONG)
    ann = make_member(firm, Role.OWNER, name="ann")
    carl = make_member(firm, name="carl")
    shop = make_shop(LONG, firm=firm, owner="Bob", people=4, email="b@example.com", phone="555 0100", in_charge=ann)
    first = make_assessment(answers_of("bob-breakfix"), shop=shop, submitted=now - timedelta(days=100))
    last = first.retake(key=uuid4())
    last.record(answers_of("willing-beginner"), at=now)
    last.submit(at=now - timedelta(days=3))
    Item.objects.filter(shop=shop).update(due=date(2026, 1, 2), who="x" * 60)
    Note.objects.create(firm=firm, assessment=last, text=f"{LONG}\n\nWeekends", shared=True, changed_by=carl)
    decided = {"day": now.date(), "there": LONG, "decisions": "The rota. " * 20}
    meeting = Meeting.objects.write_down(shop, decided, key=uuid4(), by=ann)
    Tag.objects.create(firm=firm, name="this quarter").shops.add(shop)
    for persona in ("managed-ordinary", "strategic-partner", "content-residential"):
        done = make_assessment(answers_of(persona), shop=make_shop(persona, firm=firm, in_charge=carl), submitted=now)
        Review.objects.create(assessment=done, state=Review.State.SHARED)
    stopped = make_shop("Stopped", firm=firm, email="s@example.com", phone="555 0101", in_charge=ann)
    begun = make_assessment({"without-you": "a-week"}, shop=stopped)
    Assessment.objects.filter(pk=begun.pk).update(started=now - timedelta(days=20), changed=now - timedelta(days=20))
    invite([Shop(name="Invited", owner="Kim", email="k@example.com")], firm=firm, by=ann, key=uuid4(), at=now)
    failed = make_assessment(shop=make_shop("Unreached", firm=firm, email="u@example.com", in_charge=ann))
    mail = {"state": Mail.State.FAILED, "reason": Reason.UNREACHABLE, "firm": firm, "shop": failed.shop}
    Mail.objects.create(kind=Kind.NOTES, about=str(failed.pk), **mail)
    SavedView.objects.create(by=ann, name=LONG[:60], query="stage=reactive")
    Act.objects.record("archive", [[shop.pk, firm.pk, None]], who=ann, at=now)
    step = FirmStep.objects.keep(
        firm, {"what": LONG, "first": "x" * 300, "done": "Paid.", "days": 14}, key=uuid4(), by=ann
    )
    left = make_shop("Left us", firm=firm)
    told = make_assessment(answers_of("bob-breakfix"), shop=left, submitted=now)
    Note.objects.create(firm=firm, assessment=told, text="They went", shared=False, changed_by=carl)
    left.withdraw(who=NOBODY)
    Parting.objects.ask(stopped, to=make_firm("South", slug="south"), erases=True, by=ann, at=now)
    sign_in(visitor, signed_in(ann))
    about = {"assessment": last.pk, "meeting": meeting.pk}
    client = f"/admin/clients/{shop.pk}/"
    others = [each.pk for each in firm.shops.exclude(assessments__submitted=None).order_by("pk")[:4]]
    return [
        *("/admin/", "/admin/?whose=all", "/admin/?whose=all&goal=become-msp", "/admin/calls/?whose=all"),
        *(f"/admin/portfolio/?{query}" for query in ("", "show=strain&by=stages", "show=change")),
        *("/admin/clients/", "/admin/clients/?charge=all", "/admin/clients/?charge=all&stage=reactive&x=1&q=donau"),
        *("/admin/clients/views/?stage=reactive", "/admin/clients/acts/", "/admin/clients/former/"),
        *(f"/admin/clients/remind/?shop={stopped.pk}", "/admin/clients/remind/?charge=all&scope=all"),
        *("/admin/plans/", "/admin/steps/", "/admin/steps/new/", f"/admin/steps/{step.pk}/"),
        *(f"{client}?tab={tab}" for tab in TABS),
        *(client + place.format(**about) for place in CLIENT),
        *(f"/admin/clients/{each.pk}/" for each in (stopped, failed.shop)),
        *(f"/admin/clients/{stopped.pk}/parting/", f"/admin/together/{shop.pk}/", f"/admin/together/{stopped.pk}/"),
        *("/admin/compare/", "/admin/compare/?" + "&".join(f"shop={each}" for each in others)),
        f"/admin/compare/?shop={shop.pk}&with=median",
        *(
            "/admin/bundles/",
            "/admin/invite/",
            "/admin/invitations/",
            "/admin/clients/bring/",
            "/admin/profile/",
        ),
        *(f"/a/{last.pk}/{place}" for place in ("result/", "plan/", "changes/")),
        f"/a/{begun.pk}/",
    ]
