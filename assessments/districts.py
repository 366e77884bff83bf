"""The districts of Wuxi, in the order of their codes."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from i18n import Text

FILE = Path(__file__).parent / "data" / "districts.yaml"


@cache
def districts() -> Mapping[str, Text]:
    """Every district's name under its code; the economic development zone has a code of our own."""
    entries = yaml.safe_load(FILE.read_text("utf-8"))
    return {code: Text(**name) for code, name in entries.items()}
