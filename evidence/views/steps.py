"""The second and third step: what we understood of the file, and what must be asked."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evidence.fetch import of_upload
from evidence.forms.asking import About
from evidence.forms.columns import ColumnsForm
from evidence.forms.questions import QuestionsForm
from evidence.holiday import country_of
from evidence.models.upload import Upload
from evidence.models.usual import Usual
from evidence.views.reading import go_on, read
from evidence.wording import refusal
from evidence.words.days import file_text, told_text


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_upload
def understood(request: HttpRequest, upload: Upload) -> HttpResponseBase:
    """Show the columns, and three tickets in words; another choice of columns is read at once."""
    pages = upload.pages
    if pages is None or upload.state != Upload.State.READY:
        return elsewhere(request, upload)
    if request.method != "POST":
        return _understood_page(request, upload, pages, ColumnsForm(pages))
    form = ColumnsForm(pages, request.POST)
    if not form.is_valid():
        return _understood_page(request, upload, pages, form)
    if form.moved:
        upload.reply("understood", form.replies, at=timezone.now())
        read(upload)
    else:
        upload.go_to("questions")
    return redirect(go_on(upload))


def _understood_page(request: HttpRequest, upload: Upload, pages: Any, form: ColumnsForm) -> HttpResponse:
    context = {
        "upload": upload,
        "assessment": upload.assessment,
        "form": form,
        "file": file_text(pages),
        "letters": pages["decided"]["letters"],
        "notes": pages["notes"],
        "candidates": next(
            (each["fields"]["columns"] for each in pages["asks"] if each["topic"] == "which_column"), ()
        ),
        "tickets": [told_text(each) for each in pages["telling"]],
        "unread": [each for each in pages["dates"].values() if each["bad"]],
        "said": refusal(upload.refusal()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "evidence/understood.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_upload
def questions(request: HttpRequest, upload: Upload) -> HttpResponseBase:
    """Ask what matters for this file, until nothing new is left to ask."""
    pages = upload.pages
    if pages is None or upload.state != Upload.State.READY:
        return elsewhere(request, upload)
    about = about_of(upload, pages)
    if request.method != "POST":
        form = QuestionsForm(about)
        if not form.open and "again" not in request.GET:
            return redirect("evidence:result", upload.assessment_id, upload.pk)
        return _questions_page(request, upload, form)
    form = QuestionsForm(about, request.POST)
    if not form.is_valid():
        return _questions_page(request, upload, form)
    upload.reply("questions", form.replies, at=timezone.now())
    Usual.objects.remember(upload.assessment.shop, upload.replies)
    read(upload)
    return redirect(go_on(upload))


def about_of(upload: Upload, pages: Any) -> About:
    """Return what is known before asking; the country of the zone is a first guess."""
    shop = upload.assessment.shop
    zone = str(upload.replies.get("zone") or shop.zone)
    guess = country_of(zone)
    replies = {**({"country": guess} if guess else {}), **upload.replies}
    return About(pages=pages, replies=replies, zone=zone, zone_known=bool(shop.time_zone))


def _questions_page(request: HttpRequest, upload: Upload, form: QuestionsForm) -> HttpResponse:
    context = {
        "upload": upload,
        "assessment": upload.assessment,
        "form": form,
        "said": refusal(upload.refusal()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "evidence/questions.html", context, status=status)


def elsewhere(request: HttpRequest, upload: Upload) -> HttpResponseBase:
    """Go to where the reading is, or say that the file is gone, as it is after an hour."""
    if upload.state != Upload.State.READY:
        return redirect(go_on(upload))
    context = {"assessment": upload.assessment}
    return render(request, "evidence/gone.html", context, status=HTTPStatus.GONE)
