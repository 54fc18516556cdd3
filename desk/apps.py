"""The consultant's pages in the admin."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Desk(AppConfig):
    name = "desk"
    verbose_name = _("Desk")
