"""What is asked, answered and scored."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class Questions(AppConfig):
    name = "questions"
    verbose_name = _("Questions")

    def ready(self) -> None:
        from questions.checks import content  # noqa: PLC0415 -- its imports want the apps to be ready

        checks.register(content)
