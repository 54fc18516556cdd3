"""Registers the app of published benchmark editions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Norms(AppConfig):
    name = "norms"
    verbose_name = _("Benchmark")
