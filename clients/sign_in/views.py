"""Gives allauth's pages an honest status, and shows a refused passkey on the page it came from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from http import HTTPStatus
from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from requests import RequestException

from clients.sign_in import factors, recovery, sessions

SHOWN = "account_authentication_methods"  # allauth's list in the session of what was shown, and when
View = Callable[..., HttpResponseBase]


def answered(view: View) -> View:
    """Wrap a view: a page with errors gets status 422, an expired link 410."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = view(request, *args, **kwargs)
        if isinstance(page, TemplateResponse) and page.context_data:
            page.context_data |= {
                "mail": settings.MAIL_ENABLED,
                "provider_name": settings.OIDC.get("name", ""),
                "second_factor_needed": partial(factors.lacking, request),
            }
            forms = [page.context_data.get(name) for name in ("form", "webauthn_form")]
            if any(form is not None and form.errors for form in forms):
                page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
            if page.context_data.get("token_fail"):
                page.status_code = HTTPStatus.GONE
        return page

    return wrapped


def reached(view: View) -> View:
    """Wrap a view: a provider that is away or answers nonsense leads to a page that says so."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (RequestException, KeyError, ValueError):
            return render(request, "socialaccount/authentication_error.html", status=HTTPStatus.BAD_GATEWAY)

    return wrapped


def renewing(view: View) -> View:
    """Wrap a view that asks who one is once more: whoever has shown it gets another session key."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        before = list(request.session.get(SHOWN, ()))
        page = view(request, *args, **kwargs)
        if list(request.session.get(SHOWN, ())) != before:
            sessions.renew_key(request)
        return page

    return wrapped


class Sessions(ListUserSessionsView):
    """The browsers where one is signed in; a button signs out one of them, or all others."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        factors.ask_again(request)
        if "session" not in request.POST:
            return super().post(request, *args, **kwargs)
        assert isinstance(request.user, User)  # noqa: S101 -- for the types: nobody else comes here
        ended = sessions.end(request.user, request.POST["session"])
        said = _("That browser is signed out.") if ended else _("That browser was signed out already.")
        messages.info(request, said)
        return redirect("usersessions_list")


class PasskeySignIn(LoginWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        page = LoginView()
        page.setup(self.request)
        context = page.get_context_data(form=page.get_form_class()(request=self.request))
        context["problem"] = _("This passkey is not known here. Use your name and password, or another passkey.")
        return self.response_class(
            request=self.request,
            template=[LoginView.template_name],
            context=context,
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )


class PasskeyAgain(ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        context = {**self.get_context_data(), "form": form}
        context["problem"] = _("This passkey is not one of yours. Use another one, or another way.")
        return self.render_to_response(context)


class RecoveryCodesPage(ViewRecoveryCodesView):
    """Shows new codes once; from then on only their hashes are kept."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        recovery.seal(Authenticator.objects.get(user_id=self.request.user.pk, type=Authenticator.Type.RECOVERY_CODES))
        return context


list_sessions = Sessions.as_view()
recovery_codes = RecoveryCodesPage.as_view()
passkey_sign_in = PasskeySignIn.as_view()
passkey_again = renewing(answered(PasskeyAgain.as_view()))
