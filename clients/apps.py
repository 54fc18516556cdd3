"""Registers the app: mail letters, the signal that sends mail, and the cleaning of accounts."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _

from clients.signals import mail_queued


class Clients(AppConfig):
    name = "clients"
    verbose_name = _("Clients")

    def ready(self) -> None:
        from clients import colleague_mail, sending, tasks  # noqa: PLC0415 -- models need the apps to be ready
        from clients.account_text import clean_account  # noqa: PLC0415 -- models need the apps to be ready

        sending.register(colleague_mail.LETTERS)
        mail_queued.connect(tasks.send_queued, dispatch_uid="send_queued")
        pre_save.connect(clean_account, sender=settings.AUTH_USER_MODEL, dispatch_uid="clean_account")
