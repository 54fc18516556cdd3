"""What the signed-in user did to many shops lately, and the button that undoes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clients.models.acts import UNDO_WITHIN, Act
from desk.site import framed, page
from desk.undoing import TooLate, undo


@page("clients/acts/", "acts")
@require_safe
def acts(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = framed(
        request,
        title=_("Changed for many shops"),
        acts=Act.objects.made_by(request.user),
        undoable={act.pk for act in Act.objects.undoable_by(request.user, at=now)},
        minutes=UNDO_WITHIN.seconds // 60,
    )
    return render(request, "desk/acts.html", context)


@page("clients/acts/<uuid:pk>/undo/", "undo")
@require_POST
def undo_act(request: HttpRequest, pk: str) -> HttpResponse:
    act = get_object_or_404(Act.objects.made_by(request.user), pk=pk)
    try:
        messages.success(request, undo(act, who=request.user, at=timezone.now()))
    except TooLate as late:
        messages.warning(request, str(late))
    back = request.POST.get("back", "")
    here = back.startswith(reverse("admin:index")) and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if here else "admin:acts")
