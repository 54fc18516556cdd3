"""Addresses of signing in: those of allauth's pages that we use, and no others."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.urls import path, re_path
from django.views.generic import RedirectView

from clients.sign_in.views import (
    answered,
    list_sessions,
    passkey_again,
    passkey_sign_in,
    reached,
    recovery_codes,
    renewing,
)

urlpatterns = [
    path("login/", answered(account.login), name="account_login"),
    path("login/passkey/", passkey_sign_in, name="mfa_login_webauthn"),
    path("login/second/", answered(mfa.authenticate), name="mfa_authenticate"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("again/", renewing(answered(account.reauthenticate)), name="account_reauthenticate"),
    path("again/code/", renewing(answered(mfa.reauthenticate)), name="mfa_reauthenticate"),
    path("again/passkey/", passkey_again, name="mfa_reauthenticate_webauthn"),
    path("password/change/", answered(account.password_change), name="account_change_password"),
    path("password/set/", answered(account.password_set), name="account_set_password"),
    path("password/forgotten/", answered(account.password_reset), name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        answered(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("password/new/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("2fa/", answered(mfa.index), name="mfa_index"),
    path("2fa/app/", answered(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/codes/", recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/codes/new/", answered(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", answered(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/passkeys/<int:pk>/name/", answered(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("2fa/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("sessions/", list_sessions, name="usersessions_list"),
]

if settings.OIDC:
    from clients.sign_in.invited import to_and_fro

    to, fro = to_and_fro()
    urlpatterns += [
        path("provider/<str:provider_id>/", reached(to), name="openid_connect_login"),
        path("provider/<str:provider_id>/back/", reached(fro), name="openid_connect_callback"),
        path("provider/", RedirectView.as_view(pattern_name="account_login"), name="socialaccount_login_cancelled"),
    ]
