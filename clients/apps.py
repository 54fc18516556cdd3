"""Who answers and who may see: the app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Clients(AppConfig):
    name = "clients"
    verbose_name = _("Clients")
