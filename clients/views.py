"""A colleague joins a firm by an invitation's link, with a new account or the one they are signed in with."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth import login
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clients.models.firms import Invitation, Over
from clients.tokens import token_hash


class AccountForm(UserCreationForm[User]):
    """An account with the name that owners read under notes and on their report."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name")
        help_texts = {"last_name": _("Owners read your name under notes you share, and on their report.")}


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponseBase:
    """A GET shows the firm and the role, since programs open links in mails; only the button uses the link up."""
    now = timezone.now()
    found = Invitation.objects.filter(token_hash=token_hash(token)).select_related("firm").defer("firm__logo").first()
    over = found.over(now) if found else "unknown"
    if found is None or over:
        return render(request, "clients/join.html", {"over": over}, status=HTTPStatus.GONE)
    user = request.user if isinstance(request.user, User) else None
    form = None if user else AccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or form.is_valid()):
        user = form.save(commit=False) if form else user
        assert user is not None  # noqa: S101 -- one or the other, for the types
        try:
            found.accept(user, at=now)
        except Over:  # somebody else was quicker
            return render(request, "clients/join.html", {"over": "used"}, status=HTTPStatus.GONE)
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("admin:index")
    context = {"invitation": found, "firm": found.firm, "form": form, "here": request.path}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form and form.errors else HTTPStatus.OK
    return render(request, "clients/join.html", context, status=status)
