"""The ways in which the product refuses an act, each with what the person should know."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assessments.model import Stage
from assessments.years import CHINA
from i18n import Lang, Text, say


class Refusal(Exception):
    """An act that is refused. ``key`` is a text under ``refusals.`` in i18n; ``params`` fill it.

    A parameter that is a Text is shown in the reader's language, a time in China's, a sequence
    as a list.
    """

    def __init__(self, key: str, **params: Any) -> None:
        self.key = key
        self.params = params
        super().__init__(key)  # without params: an answer or a name has no place in a log

    def to(self, lang: Lang) -> str:
        """What the person should know: what was refused, why, and what to do."""
        shown = {name: _shown(value, lang) for name, value in self.params.items()}
        return say(f"refusals.{self.key}", lang, **shown)


class NotFound(Refusal):
    """There is no such thing (or none that the actor may know of)."""


class NotAllowed(Refusal):
    """The actor may not do this."""


class Stale(Refusal):
    """Somebody else was faster; ``params`` say what changed."""


class Invalid(Refusal):
    """The input cannot be accepted; ``params`` say where and why."""


class Unavailable(Refusal):
    """The store cannot do it now: busy, full, read-only or out of reach.

    Nothing was saved; only ``store_unsure`` says that nobody knows.
    """


def _shown(value: Any, lang: Lang) -> Any:
    """One parameter as the reader sees it."""
    if isinstance(value, Text):
        return value.to(lang)
    if isinstance(value, Stage):
        return say(f"stages.{value}", lang)
    if isinstance(value, datetime):
        return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, Mapping):
        return "；".join(str(_shown(part, lang)) for part in value.values())
    if isinstance(value, list | tuple):
        return ("、" if lang == "zh" else ", ").join(str(_shown(part, lang)) for part in value)
    return value
