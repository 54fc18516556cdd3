"""Registers the app of the consultant's pages in the admin."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Desk(AppConfig):
    name = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        views = import_module("desk.views")  # importing its modules puts their pages on the site
        for module in iter_modules(views.__path__):
            import_module(f"desk.views.{module.name}")
