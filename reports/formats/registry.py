"""The formats that there are: every other module of this package declares one."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from reports import formats
from reports.formats.format import Format

NO_FORMAT = {"format", "registry"}


def _declared() -> Mapping[str, Format]:
    """Every format under its ending, in the order of their places."""
    names = {module.name for module in iter_modules(formats.__path__)} - NO_FORMAT
    found: list[Format] = [import_module(f"{formats.__name__}.{name}").FORMAT for name in names]
    found.sort(key=lambda each: (each.place, each.ending))
    return {format.ending: format for format in found}


FORMATS = _declared()
