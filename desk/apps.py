"""Registers the app of the consultant's pages in the admin."""

from importlib import import_module
from pkgutil import walk_packages

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Desk(AppConfig):
    name = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        views = import_module("desk.views")  # importing its modules puts their pages on the site
        for module in walk_packages(views.__path__, "desk.views."):
            import_module(module.name)
