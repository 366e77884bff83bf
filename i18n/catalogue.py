"""The interface texts: one YAML file an area, ``name: {zh: …, en: …}``, read once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from i18n.text import Lang, Text

FOLDER = Path(__file__).parent / "texts"


@cache
def catalogue() -> dict[str, Text]:
    """Every text under ``<area>.<name>``, where the area is the file's name."""
    return {
        f"{file.stem}.{name}": Text(**entry)
        for file in sorted(FOLDER.glob("*.yaml"))
        for name, entry in yaml.safe_load(file.read_text("utf-8")).items()
    }


def say(key: str, lang: Lang, **params: Any) -> str:
    """The text ``key`` in ``lang`` with ``{name}`` filled from ``params``.

    Raises KeyError for an unknown key or a missing parameter: both are bugs that tests find.
    """
    return catalogue()[key].to(lang).format(**params)
