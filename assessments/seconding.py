"""What a second consultant finds, apart from the one who signs: values without storage or page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import Field

from files.frozen import Frozen


class SecondAnswer(Frozen):
    """One finding; ``revision`` counts from 1 per item, ``value`` None takes it back."""

    value: Any
    note: str = ""
    at: datetime
    revision: int


class SecondFinding(Frozen):
    """Who was asked (a user name) by whom and when, and what was found by now.

    ``done_at``: from then on nothing changes. ``withdrawn``: the lead has taken the request back.
    """

    by: str
    asked_by: str
    asked_at: datetime
    answers: Mapping[str, SecondAnswer] = Field(default_factory=dict)
    done_at: datetime | None = None
    withdrawn: bool = False

    @property
    def open(self) -> bool:
        """Whether somebody is at it."""
        return not self.withdrawn and self.done_at is None
