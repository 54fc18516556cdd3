"""What a ticket export shows, beside what was said: the app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Evidence(AppConfig):
    name = "evidence"
    verbose_name = _("Evidence")
