"""Who answers and who may see: the app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clients.signals import mail_queued


class Clients(AppConfig):
    name = "clients"
    verbose_name = _("Clients")

    def ready(self) -> None:
        from clients import colleague_mail, sending, tasks  # noqa: PLC0415 -- models want the apps to be ready

        sending.register(colleague_mail.LETTERS)
        mail_queued.connect(tasks.send_queued, dispatch_uid="send_queued")
