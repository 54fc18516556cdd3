"""Brings in clients from a sheet: choose it, say what its columns are, look through the rows, and store them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.core.headwords import FIELDS
from clients.core.workbook import BadWorkbook, is_workbook, rows_of
from clients.forms import PastedField
from clients.models.firms import Firm
from clients.models.once import Once
from clients.owner_list import Unreadable, readings_of, table_of
from clients.viewers import staff
from desk.asking import say
from desk.bulk import Done
from desk.entries import LABELS, Brought, Entries, bring_in
from desk.incoming import MOST_ROWS, Table, TooLong
from desk.site import framed, page
from desk.views.invite import firm_or_404, made_page, working_firms
from questions.forms import page_key
from questions.limits import MAIL, take

MOST_BYTES = 1024 * 1024
SHOWN = 3  # cells of a column
UNREADABLE = {
    "workbook": gettext_lazy("This workbook is of an old kind. Save it as XLSX or CSV, and choose that."),
    "encoding": gettext_lazy(
        "We can't read a sheet in this file. Save it as XLSX or CSV, or copy the rows and paste them."
    ),
    "damaged": gettext_lazy("This sheet can't be read: a quotation mark may be missing."),
    "book": gettext_lazy("We can't read this workbook: it's damaged, locked or far too large. Save it as CSV."),
    "large": gettext_lazy("The file is larger than 1 MB. Save the columns you need as CSV, or split it."),
    "text": gettext_lazy("This sheet has too much text for one go. Leave out long columns, or split it."),
    "empty": gettext_lazy("There is nobody in this sheet yet."),
    "firm": gettext_lazy("Choose the firm whose clients these are."),
    "name": gettext_lazy("Say which column has the shop's name."),
    "twice": gettext_lazy("Two columns are the same thing. Choose each once."),
}


class SheetForm(forms.Form):
    """A sheet pasted or uploaded; when valid, cleaned_data holds its `table`."""

    text = PastedField(required=False, widget=forms.Textarea)
    file = forms.FileField(required=False, allow_empty_file=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file = data.get("file")
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError({"file": UNREADABLE["large"]})
        where, raw = ("file", file.read()) if file else ("text", data.get("text", "").encode("utf-8-sig", "replace"))
        try:
            cells = rows_of(raw) if is_workbook(raw) else table_of(_text(raw))
            data["table"] = Table.of(cells)
        except BadWorkbook:
            raise forms.ValidationError({where: UNREADABLE["book"]}) from None
        except Unreadable as bad:
            raise forms.ValidationError({where: UNREADABLE[bad.code]}) from None
        except TooLong as long:
            said = _("The sheet has %(rows)d rows; at most %(most)d go at once.")
            raise forms.ValidationError({where: said % {"rows": long.rows, "most": MOST_ROWS}}) from None
        if not data["table"].rows and not self.errors:
            raise forms.ValidationError({where: UNREADABLE["empty"]})
        return data


def _text(raw: bytes) -> str:
    return readings_of(raw)[0].text.lstrip("\ufeff").replace("\0", "") if raw.strip() else ""


@page("clients/bring/", "bring")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponseBase:
    """Ask for the sheet; one that can be read is then shown column by column."""
    firms = working_firms(request)
    if request.method != "POST" or not firms:
        return _first_page(request, firms, SheetForm())
    form = SheetForm(request.POST, request.FILES)
    if not request.POST.get("firm"):
        form.add_error(None, UNREADABLE["firm"])
        return _first_page(request, firms, form)
    firm = firm_or_404(request, firms)
    if form.is_valid():
        try:
            return _columns_page(request, firm, form.cleaned_data["table"], form.cleaned_data["table"].guessed())
        except TooLong:
            form.add_error("file" if request.FILES else "text", UNREADABLE["text"])
    return _first_page(request, firms, form)


def _first_page(request: HttpRequest, firms: list[Firm], form: SheetForm) -> HttpResponse:
    problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
    labels = [str(LABELS[name]) for name in FIELDS]
    context = framed(request, title=_("Bring in clients"), firms=firms, form=form, problem=problem, labels=labels)
    return render(request, "desk/bring.html", {**context, "most": MOST_ROWS}, status=_status(problem))


@page("clients/bring/rows/", "bring-rows")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest) -> HttpResponseBase:
    """Show the rows as corrected and decided; store them when the button names as many as there are."""
    firms = working_firms(request)
    if request.method != "POST" or not request.POST.get("firm"):
        return redirect("admin:bring")
    firm, by, table = firm_or_404(request, firms), staff(request.user), Table.kept(request.POST.get("table", ""))
    if by is None:
        raise PermissionDenied
    if table is None:
        messages.error(request, _("This page is from before the site was renewed. Choose the sheet once more."))
        return redirect("admin:bring")
    if request.POST.get("headed") in ("yes", "no"):
        table = Table(table.cells, request.POST["headed"] == "yes" and len(table.cells) > 1)
    fields = [
        each if each in FIELDS else "" for each in (request.POST.get(f"column-{n}", "") for n in range(table.width))
    ]
    named = [each for each in fields if each]
    if "name" not in named or len({*named}) < len(named):
        return _columns_page(request, firm, table, fields, problem="twice" if "name" in named else "name")
    if request.POST.get("do") == "columns":
        return _columns_page(request, firm, table, fields)
    return _look_or_store(request, table, fields, firm, by)


def _look_or_store(request: HttpRequest, table: Table, fields: list[str], firm: Firm, by: User) -> HttpResponseBase:
    do, key = request.POST.get("do", ""), page_key(request.POST)
    if do.startswith(("enter-", "invite-")) and Once.objects.claimed(key):
        return _done(request, None)
    entries = Entries.read(table, fields, request.POST, firm=firm)
    number = len(entries.taken)
    if entries.open or not number or do not in (f"enter-{number}", f"invite-{number}"):
        return _rows_page(request, table, fields, entries)
    invites = do.startswith("invite") and not firm.unnamed
    if invites and settings.MAIL_ENABLED:
        take(request, MAIL, cost=sum(bool(each.form.instance.email) for each in entries.new))
    return _done(request, bring_in(entries, by=by, key=key, at=timezone.now(), invites=invites))


def _done(request: HttpRequest, done: Brought | None) -> HttpResponseBase:
    if done is None:
        messages.info(request, _("This page has done that already."))
        return redirect("admin:clients")
    said = ngettext("%(n)d client added.", "%(n)d clients added.", done.new) % {"n": done.new}
    if done.filled:
        words = ngettext("%(n)d that you had was filled in.", "%(n)d that you had were filled in.", done.filled)
        said += " " + words % {"n": done.filled}
    if done.invited:
        words = ngettext(
            "%(n)d owner is invited: undo leaves that client.",
            "%(n)d owners are invited: undo leaves those clients.",
            len(done.invited),
        )
        said += " " + words % {"n": len(done.invited)}
    say(request, Done(said, done.act))
    return made_page(request, done.invited) if done.invited else redirect("admin:clients")


def _columns_page(
    request: HttpRequest, firm: Firm, table: Table, fields: list[str], *, problem: str = ""
) -> HttpResponse:
    columns = [
        {
            "number": number,
            "heading": table.heading(number),
            "cells": [cell for cell in table.column(number) if cell][:SHOWN],
            "chosen": fields[number],
        }
        for number in range(table.width)
    ]
    context = framed(
        request,
        title=_("What are the columns?"),
        firm=firm,
        table=table,
        kept=table.for_page(),
        columns=columns,
        fields=LABELS.items(),
        problem=str(UNREADABLE[problem]) if problem else "",
    )
    return render(request, "desk/bring_columns.html", context, status=_status(problem))


def _rows_page(request: HttpRequest, table: Table, fields: list[str], entries: Entries) -> HttpResponse:
    used, tried = entries.used, request.POST.get("do", "") not in ("", "look")
    left = len(entries.open)
    problem = ngettext("%(n)d row needs your answer.", "%(n)d rows need your answer.", left) % {"n": left}
    context = framed(
        request,
        title=_("Look through the rows"),
        firm=entries.firm,
        kept=table.for_page(),
        headed=table.headed,
        columns=list(enumerate(fields)),
        key=page_key(request.POST) if "key" in request.POST else uuid4(),
        heads=[LABELS[name] for name in used],
        rows=[(each, [each.cells[name] for name in used]) for each in entries.entries],
        number=len(entries.taken),
        left=left,
        problem=problem if left and tried else "",
        notice=problem if left and not tried else "",
        may_invite=not entries.firm.unnamed and any(each.form.instance.email for each in entries.new if not each.open),
        mail=settings.MAIL_ENABLED,
    )
    return render(request, "desk/bring_rows.html", context, status=_status(context["problem"]))


def _status(problem: str) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
