"""The interface texts: one YAML file an area, ``name: {zh: …, en: …}``, each read once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from i18n.text import Lang, Text

FOLDER = Path(__file__).parent / "texts"
# Every name and text stays text, `true` and `no` too; in C where PyYAML has it, for a page waits.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def areas() -> tuple[str, ...]:
    """The name of every file of texts."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


@cache
def texts(area: str) -> dict[str, Text]:
    """Every text of one area under its name; KeyError if there is no such area."""
    if area not in areas():
        raise KeyError(area)
    entries = yaml.load((FOLDER / f"{area}.yaml").read_text("utf-8"), LOADER)  # noqa: S506  (makes strings only)
    return {name: Text(**entry) for name, entry in entries.items()}


def say(key: str, lang: Lang, /, **params: Any) -> str:
    """The text ``<area>.<name>`` in ``lang`` with ``{name}`` filled from ``params``.

    A parameter that is a Text is filled in as it reads in ``lang``. Raises KeyError for an unknown
    key or a missing parameter: both are bugs that tests find.
    """
    area, _, name = key.partition(".")
    shown = {
        name: value.to(lang) if isinstance(value, Text) else value for name, value in params.items()
    }
    return texts(area)[name].to(lang).format(**shown)


def text_of(key: str, /, **params: Any) -> Text:
    """The text ``key`` in both languages, for a value that is shown in a language later."""
    return Text(zh=say(key, "zh", **params), en=say(key, "en", **params))
