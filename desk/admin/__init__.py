"""The consultant's desk: Django finds every ModelAdmin here, and with them every page of the desk."""

from importlib import import_module
from pkgutil import iter_modules

from desk import views

for _package in (__path__, views.__path__):
    for _module in iter_modules(_package):
        import_module(f"{__name__ if _package is __path__ else views.__name__}.{_module.name}")
