"""The ways in which the product refuses an act, each with what the person should know."""

from typing import Any


class Refusal(Exception):
    """An act that is refused. ``key`` is a text under ``refusals.`` in i18n; ``params`` fill it."""

    def __init__(self, key: str, **params: Any) -> None:
        self.key = key
        self.params = params
        super().__init__(f"{key} {params}" if params else key)


class NotFound(Refusal):
    """There is no such thing (or none that the actor may know of)."""


class NotAllowed(Refusal):
    """The actor may not do this."""


class Stale(Refusal):
    """Somebody else was faster; ``params`` say what changed."""


class Invalid(Refusal):
    """The input cannot be accepted; ``params`` say where and why."""
