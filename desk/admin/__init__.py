"""Every ModelAdmin of the project: importing this package imports its modules, where they register."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
