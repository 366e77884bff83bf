"""The trades of GB/T 4754-2017: sections (A–T) and their two-digit divisions (01–97)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from i18n import Lang, Text

FILE = Path(__file__).parent / "data" / "divisions.yaml"
WORDS = Path(__file__).parent / "data" / "trade_words.yaml"


@dataclass(frozen=True)
class Division:
    """One two-digit division, in the section that ``section`` (a letter) names."""

    code: str
    section: str
    title: Text


@cache
def _file() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    entries: dict[str, dict[str, dict[str, dict[str, str]]]] = yaml.safe_load(
        FILE.read_text("utf-8")
    )
    return entries


@cache
def sections() -> Mapping[str, Text]:
    """The name of every section under its letter."""
    return {letter: Text.model_validate(entry["title"]) for letter, entry in _file().items()}


@cache
def divisions() -> Mapping[str, Division]:
    """Every division under its two digits, in the standard's order."""
    return {
        code: Division(code, letter, Text.model_validate(title))
        for letter, entry in _file().items()
        for code, title in entry["divisions"].items()
    }


@cache
def trade_words() -> Mapping[str, Mapping[Lang, tuple[str, ...]]]:
    """What people call the trades of each division, by which they search for it."""
    entries: dict[str, dict[Lang, list[str]]] = yaml.safe_load(WORDS.read_text("utf-8"))
    return {
        code: {lang: tuple(words) for lang, words in entry.items()}
        for code, entry in entries.items()
    }
