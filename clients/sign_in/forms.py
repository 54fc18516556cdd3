"""The forms of signing in, in our words; wrong codes and wrong passwords are counted alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from clients.fields import EmailFormField, LineFormField
from clients.sign_in.factors import use_up
from clients.sign_in.recovery import as_kept

LONGEST_NAME = 60  # characters of a passkey's name


def plain(form: forms.BaseForm, **labels: Any) -> None:
    """Label the fields, give them the look of all others, and remove placeholders."""
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)
        field.widget.attrs.pop("placeholder", None)
        if not field.widget.is_hidden:
            field.widget.attrs["class"] = "form-control"


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, login=_("Username"), password=_("Password"))
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs |= {"autocomplete": "username webauthn", "autocapitalize": "none"}

    def clean(self) -> Any:
        """Check the sign-in; an error never says which of the two fields is wrong, so both point to the message."""
        try:
            return super().clean()  # type: ignore[no-untyped-call]  # allauth has no types
        except ValidationError:
            for field in self.fields.values():
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": "errors"}
            raise


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, password=_("Password"))
        self.fields["password"].help_text = ""


class ForgottenForm(account.ResetPasswordForm):
    """Finds everybody with this address, however its letters are written; several people may share one."""

    email = EmailFormField(  # type: ignore[assignment]  # also an e-mail field
        label=_("Your email address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if not settings.MAIL_ENABLED:
            raise ValidationError(_("This site sends no mail. An owner of your firm can make a link for you."))
        self.users = [user for user in User.objects.filter(email__iexact=email, is_active=True) if user.is_staff]
        return email


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, password1=_("New password"), password2=_("New password, once more"))


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"password1": _("New password"), "password2": _("New password, once more")}
        plain(self, oldpassword=_("Your password now"), **words)
        self.fields["oldpassword"].help_text = ""

    def clean_oldpassword(self) -> str:
        assert isinstance(self.user, User)  # noqa: S101 -- for the types: the page is for who is signed in
        with counted(self.user):
            old: str = super().clean_oldpassword()
        return old


@contextmanager
def counted(user: User) -> Iterator[None]:
    """Count a ValidationError inside as a failed sign-in of `user`; refuse at once if there were too many."""
    request, who = context.request, {"username": user.get_username()}
    if not AxesProxyHandler.is_allowed(request, who):
        request.axes_locked_out, request.axes_credentials = True, who
        raise ValidationError("")
    try:
        yield
    except ValidationError:
        user_login_failed.send(sender=__name__, credentials=who, request=request)
        raise


class Counted:
    """A form with a code; a wrong code counts as a wrong password does, and a phone's code works once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, code=_("Code"))  # type: ignore[arg-type]  # mixed into a form
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": 20}  # type: ignore[attr-defined]  # the same

    def clean_code(self) -> str:
        with counted(self.user):  # type: ignore[attr-defined]  # the same
            typed: str = self.cleaned_data["code"]  # type: ignore[attr-defined]  # the same
            self.cleaned_data["code"] = as_kept(self.user, typed)  # type: ignore[attr-defined]  # the same
            super().clean_code()  # type: ignore[misc]  # the same
            use_up(self.authenticator, typed)  # type: ignore[attr-defined]  # the same
        return typed


class CodeForm(Counted, codes.AuthenticateForm):
    pass


class CodeAgainForm(Counted, codes.ReauthenticateForm):
    pass


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, code=_("The code that the app shows"))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": 20}


class CredentialField(forms.JSONField):
    """Accepts what a browser sends about a passkey, and refuses anything else before it is read further."""

    widget = forms.HiddenInput

    def __init__(self, kind: type[AuthenticationResponse | RegistrationResponse], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind

    def to_python(self, value: Any) -> Any:
        told = super().to_python(value)
        try:
            self.kind.from_dict(told)
        except Exception as wrong:  # the parser raises many kinds for bytes that are no credential
            raise ValidationError(_("This is no passkey.")) from wrong
        return told


class PasskeySignInForm(LoginWebAuthnForm):
    credential = CredentialField(AuthenticationResponse)


class PasskeyStepForm(AuthenticateWebAuthnForm):
    credential = CredentialField(AuthenticationResponse)


class PasskeyAgainForm(ReauthenticateWebAuthnForm):
    credential = CredentialField(AuthenticationResponse)


class PasskeyForm(AddWebAuthnForm):
    """Adds a passkey, which may sign in without a password if it can."""

    name = LineFormField(label=_("Name"), required=False, max_length=LONGEST_NAME)
    credential = CredentialField(RegistrationResponse)
    passwordless = None  # type: ignore[assignment]  # takes the field away

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, credential=_("Passkey"))


class PasskeyNameForm(EditWebAuthnForm):
    name = LineFormField(label=_("Name"), max_length=LONGEST_NAME)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)
