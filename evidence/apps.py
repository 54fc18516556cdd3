"""Registers the app that reads ticket exports and compares them with the answers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Evidence(AppConfig):
    name = "evidence"
    verbose_name = _("Evidence")
