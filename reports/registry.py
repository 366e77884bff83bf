"""The formats that there are: every module of ``reports/formats`` declares one."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from reports import formats
from reports.format import Format


def _declared() -> Mapping[str, Format]:
    """Every format under its ending, in the order of their places."""
    names = [module.name for module in iter_modules(formats.__path__)]
    found: list[Format] = [import_module(f"{formats.__name__}.{name}").FORMAT for name in names]
    found.sort(key=lambda each: (each.place, each.ending))
    return {format.ending: format for format in found}


FORMATS = _declared()
