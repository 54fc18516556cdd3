"""Pages to invite owners: one, or a list that is checked before anything is sent."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import segno
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from clients.forms import ListForm, OwnerForm, Owners
from clients.list_doubts import Doubts
from clients.models.firms import WORKING, Firm
from clients.owner_list import MOST_BYTES, MOST_ROWS, OwnerList
from clients.viewers import staff
from desk.site import framed, page, row_id
from desk.spreadsheets import Sheet
from desk.views.exports import as_file
from questions.forms import page_key
from questions.inviting import Invited, invite, invited_by
from questions.library import asked_today
from questions.limits import MAIL, take
from questions.models.access import INVITE_WITHIN

SIGNED = "reports.admin.invite"
KEEP = 3600  # seconds that the links on a page can be downloaded


def working_firms(request: HttpRequest) -> list[Firm]:
    """Return the firms this colleague may invite for; raise PermissionDenied for one who only reads."""
    firms = list(Firm.objects.of_member(request.user, WORKING).defer("logo"))
    if not firms and Firm.objects.visible_to(request.user).exists():
        raise PermissionDenied
    return firms


def firm_or_404(request: HttpRequest, firms: list[Firm]) -> Firm:
    chosen = row_id(request.POST.get("firm", ""))
    for firm in firms:
        if firm.pk == chosen:
            return firm
    if Firm.objects.visible_to(request.user).filter(pk=chosen).exists():
        raise PermissionDenied
    raise Http404


@page("invite/", "invite")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponseBase:
    """Ask for one owner or a list; a list that can be read is then shown row by row."""
    firms = working_firms(request)
    if request.method != "POST" or not firms:
        return _begin_page(request, firms, ListForm())
    form = ListForm(request.POST, request.FILES)
    if not request.POST.get("firm"):
        form.add_error(None, _("Choose the firm that invites."))
        return _begin_page(request, firms, form)
    firm = firm_or_404(request, firms)
    if firm.unnamed:
        return redirect("admin:invite")  # that page asks for its name
    if not form.is_valid():
        return _begin_page(request, firms, form)
    found: OwnerList = form.cleaned_data["list"]
    doubts: Doubts = form.cleaned_data["doubts"]
    return _look_page(request, Owners.of(found.rows, firm), firm, uuid4(), found=found, doubts=doubts)


def _begin_page(request: HttpRequest, firms: list[Firm], form: ListForm) -> HttpResponse:
    context = framed(
        request,
        title=_("Invite owners"),
        firms=[firm for firm in firms if not firm.unnamed],
        unnamed=[firm for firm in firms if firm.unnamed],
        may_name=Firm.objects.managed_by(request.user).values_list("pk", flat=True),
        form=form,
        problem=" ".join(str(error) for errors in form.errors.values() for error in errors),
        owner=OwnerForm(prefix="form-0"),
        key=uuid4(),
        mail=settings.MAIL_ENABLED,
        most=MOST_ROWS,
        days=INVITE_WITHIN.days,
        kilobytes=MOST_BYTES // 1024,
        questionnaire=asked_today(),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/invite.html", context, status=status)


@page("invite/rows/", "invite-rows")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponseBase:
    """Show the rows again, as corrected; send when the number on the button is the number of rows to send."""
    firms = working_firms(request)
    if request.method != "POST" or not request.POST.get("firm"):
        return redirect("admin:invite")
    firm, by, key = firm_or_404(request, firms), staff(request.user), page_key(request.POST)
    if by is None:
        raise PermissionDenied
    if firm.unnamed:
        return redirect("admin:invite")
    if done := invited_by(key, by):
        return made_page(request, done)  # a double click, or the same page once more
    owners = Owners(request.POST, firm=firm)
    if not owners.is_valid() or not owners.chosen or request.POST.get("do") != f"send-{len(owners.chosen)}":
        return _look_page(request, owners, firm, key)
    shops = [form.instance for form in owners.chosen]
    if mails := sum(bool(shop.email) for shop in shops) if settings.MAIL_ENABLED else 0:
        take(request, MAIL, cost=mails)
    return made_page(request, invite(shops, firm=firm, by=by, key=key, at=timezone.now()))


def _look_page(request: HttpRequest, owners: Any, firm: Firm, key: UUID, **more: Any) -> HttpResponse:
    if not owners.management_form.is_valid() or not owners.forms:
        raise BadRequest
    owners.is_valid()
    if request.POST.get("do") == "leave-out":
        left_out = {form.add_prefix("DELETE"): "on" for form in owners.wrong}
        owners = Owners({**request.POST.dict(), **left_out}, firm=firm)
        owners.is_valid()
    wrong = len(owners.wrong)
    said = ngettext(
        "%(wrong)s row has a problem: correct it, or leave it out.",
        "%(wrong)s rows have a problem: correct them, or leave them out.",
        wrong,
    )
    context = framed(
        request,
        title=_("Look through the list"),
        owners=owners,
        firm=firm,
        key=key,
        chosen=len(owners.chosen),
        wrong=wrong,
        problem=" ".join([*owners.non_form_errors(), *([said % {"wrong": wrong}] if wrong else [])]),
        mail=settings.MAIL_ENABLED,
        **{"doubts": Doubts.kept(request.POST.get("kept", "")), **more},
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if context["problem"] else HTTPStatus.OK
    return render(request, "desk/invite_rows.html", context, status=status)


def made_page(request: HttpRequest, made: list[Invited]) -> HttpResponseBase:
    """Show the page with the links to hand over; if there are none, the list of invitations."""
    links = [each for each in made if each.link]
    mailed = len(made) - len(links)
    if mailed:
        said = ngettext("%(n)s invitation goes out by mail.", "%(n)s invitations go out by mail.", mailed)
        messages.success(request, said % {"n": mailed})
    return links_page(request, links) if links else redirect("admin:invitations")


def links_page(request: HttpRequest, links: list[Invited]) -> HttpResponse:
    """Show links, which can be shown only this once, to copy, to scan and to download."""
    qr = segno.make(links[0].link, micro=False).svg_data_uri(scale=4, border=2, dark="#1b2733")
    download = [[each.shop.name, each.shop.owner, each.shop.email, each.link] for each in links]
    context = framed(
        request,
        title=ngettext("The link for the owner", "The links for the owners", len(links)),
        links=links,
        qr=qr if len(links) == 1 else "",
        download=signing.dumps(download, salt=_signed_for(request), compress=True),
        expires=links[0].access.expires,
    )
    return render(request, "desk/invite_links.html", context)


def _signed_for(request: HttpRequest) -> str:
    """Return the salt that signs links for one colleague, so that nobody else can have them made into a file."""
    return f"{SIGNED}.{request.user.pk}"


@page("invite/links.csv", "invite-links")
@never_cache
@require_POST
def download(request: HttpRequest) -> HttpResponseBase:
    """Return the links of a page as a file; the page carries them signed, because they are stored nowhere."""
    working_firms(request)
    try:
        links = signing.loads(request.POST.get("links", ""), salt=_signed_for(request), max_age=KEEP)
    except signing.BadSignature:
        messages.error(
            request,
            _("These links are older than %(minutes)d minutes and gone. Invite again to get new ones.")
            % {"minutes": KEEP // 60},
        )
        return redirect("admin:invitations")
    header = [_("Shop"), _("Owner"), _("Email address"), _("Link")]
    kind = "xlsx" if request.POST.get("format") == "xlsx" else "csv"
    return as_file(Sheet(_("Invitations"), header, iter(links)), f"invitations.{kind}")
