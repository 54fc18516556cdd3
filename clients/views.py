"""Pages that make accounts: by the link that sets up the site, or by a colleague's invitation."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clients.account_text import FIELD_CLASSES
from clients.fields import LineFormField
from clients.models.firms import JOIN_WITHIN, Firm, Invitation, Over
from clients.models.set_up import SET_UP_WITHIN, SetUpLink
from clients.sign_in import sessions
from clients.tokens import token_hash

# What a browser fills in; the other fields are passwords.
FILLED_IN = {
    "firm": "organization",
    "username": "username",
    "email": "email",
    "first_name": "given-name",
    "last_name": "family-name",
}


class AccountForm(UserCreationForm[User]):
    """An account with the name that owners read under notes and on their report."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name")
        field_classes = FIELD_CLASSES
        help_texts = {
            "username": _("You sign in with it. Letters, digits and @ . + - _"),
            "last_name": _("Owners read your name under notes you share, and on their report."),
        }

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["password2"].help_text = _("The same once more.")


class SetUpForm(AccountForm):
    """The first account, and the firm it owns."""

    firm = LineFormField(
        label=_("Your firm's name"),
        max_length=Firm._meta.get_field("name").max_length,
        help_text=_("Owners read it on invitations and on their report."),
    )

    class Meta(AccountForm.Meta):
        fields = ("username", "email", "first_name", "last_name")  # type: ignore[assignment]  # one more than there

    field_order = (*FILLED_IN, "password1", "password2")

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        for name, field in self.fields.items():
            field.widget.attrs |= {"class": "form-control", "autocomplete": FILLED_IN.get(name, "new-password")}
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.fields["firm"].widget.attrs["autofocus"] = True


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponseBase:
    """Make the first account and its firm, once; a GET does not use the link up."""
    now = timezone.now()
    link = SetUpLink.objects.filter(token_hash=token_hash(token)).first()
    over = link.over(now) if link else "unknown"
    form = SetUpForm(request.POST if request.method == "POST" else None)
    if link and not over and form.is_valid():
        user = form.save(commit=False)
        try:
            link.use(user, firm=form.cleaned_data["firm"], at=now)
        except Over:  # another request was faster
            over = "used"
        else:
            sessions.begin(request, user)
            return redirect("admin:index")
    context = {"form": form, "over": over, "hours": SET_UP_WITHIN // timedelta(hours=1)}
    status = HTTPStatus.GONE if over else HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "clients/set_up.html", context, status=status)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponseBase:
    """Join a firm; a GET only shows firm and role, since mail programs open links, and the button uses the link up."""
    now = timezone.now()
    found = Invitation.objects.filter(token_hash=token_hash(token)).select_related("firm").defer("firm__logo").first()
    over = found.over(now) if found else "unknown"
    if found is None or over:
        return render(request, "clients/join.html", {"over": over, "days": JOIN_WITHIN.days}, status=HTTPStatus.GONE)
    user = request.user if isinstance(request.user, User) else None
    form = None if user else AccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or form.is_valid()):
        user = form.save(commit=False) if form else user
        assert user is not None  # noqa: S101 -- one or the other, for the types
        try:
            found.accept(user, at=now)
        except Over:  # another request was faster
            return render(request, "clients/join.html", {"over": "used"}, status=HTTPStatus.GONE)
        if form:
            sessions.begin(request, user)
        return redirect("admin:index")
    context = {"invitation": found, "firm": found.firm, "form": form, "here": request.path}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form and form.errors else HTTPStatus.OK
    return render(request, "clients/join.html", context, status=status)
