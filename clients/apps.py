"""Registers the app: mail letters, the signals that send mail and watch signing in, and the cleaning of accounts."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _

from clients.signals import mail_queued


class Clients(AppConfig):
    name = "clients"
    verbose_name = _("Clients")

    def ready(self) -> None:
        from allauth.account.signals import (  # noqa: PLC0415 -- models need the apps to be ready
            password_changed,
            password_reset,
            password_set,
        )
        from allauth.mfa.signals import (  # noqa: PLC0415 -- models need the apps to be ready
            authenticator_added,
            authenticator_removed,
            authenticator_reset,
        )
        from axes.signals import user_locked_out  # noqa: PLC0415 -- models need the apps to be ready
        from django.contrib.auth.signals import (  # noqa: PLC0415 -- models need the apps to be ready
            user_logged_in,
            user_logged_out,
            user_login_failed,
        )

        from clients import colleague_mail, sending, tasks  # noqa: PLC0415 -- models need the apps to be ready
        from clients.account_text import clean_account  # noqa: PLC0415 -- models need the apps to be ready
        from clients.security import watching  # noqa: PLC0415 -- models need the apps to be ready
        from clients.sign_in import factors, helping  # noqa: PLC0415 -- models need the apps to be ready

        user_logged_in.connect(watching.signed_in, dispatch_uid="watch_signed_in")
        user_logged_out.connect(watching.signed_out, dispatch_uid="watch_signed_out")
        user_login_failed.connect(watching.failed, dispatch_uid="watch_failed")
        user_locked_out.connect(watching.locked_out, dispatch_uid="watch_locked_out")
        authenticator_added.connect(watching.factor_added, dispatch_uid="watch_factor_added")
        authenticator_removed.connect(watching.factor_removed, dispatch_uid="watch_factor_removed")
        authenticator_reset.connect(watching.codes_renewed, dispatch_uid="watch_codes_renewed")
        for signal in (password_changed, password_set, password_reset):
            signal.connect(watching.password_changed, dispatch_uid="watch_password_changed")
        sending.register(colleague_mail.LETTERS | helping.LETTERS)
        authenticator_added.connect(factors.remember_added, dispatch_uid="remember_added")
        mail_queued.connect(tasks.send_queued, dispatch_uid="send_queued")
        pre_save.connect(clean_account, sender=settings.AUTH_USER_MODEL, dispatch_uid="clean_account")
