"""The thresholds of quality flags and of the order of checking: numbers of judgement, as data."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from files.families import load
from files.problems import Problem
from files.shape import Entry
from files.strict_yaml import YamlDocument
from files.texts import Bilingual, english_problems

FILE = Path(__file__).with_name("rules.yaml")


class FlagGrounds(Entry):
    """Why a threshold is where it is, and on what that rests."""

    reason: Bilingual
    source: Bilingual
    basis: Literal["published", "own"]


class FastRule(FlagGrounds):
    """``pages`` with ``answers`` each at under ``seconds`` an answer, on average.

    What came within ``together`` seconds was written by a file, and says nothing of a hand.
    """

    seconds: float = Field(gt=0)
    answers: int = Field(ge=2)
    pages: int = Field(ge=1)
    together: float = Field(gt=0)


class StraightRule(FlagGrounds):
    """So many answers in a row at the same place, the lowest one apart."""

    run: int = Field(ge=4)


class SameRule(FlagGrounds):
    """Equal sheets with so many ``answers`` that are not the lowest."""

    answers: int = Field(ge=5)


class JumpRule(FlagGrounds):
    """So much of the whole scale gained since the claim of the round before."""

    share: float = Field(gt=0, lt=1)


class RareRule(FlagGrounds):
    """Answers that under ``below`` of a kind reach, ``of`` all that could be compared.

    A kind counts from ``least`` signed enterprises on.
    """

    below: float = Field(gt=0, lt=0.5)
    of: float = Field(gt=0, le=1)
    least: int = Field(ge=20)


class PlainRule(FlagGrounds):
    """Nothing that could be higher or lower."""


class OrderRule(FlagGrounds):
    """What makes an answer come first: factors that are multiplied.

    ``level``: the points that a percentage point of doubt about the level counts. ``rare``: few of
    its kind can give it; ``flagged``: a flag is about it. ``file``: a file of it lies there,
    ``shown``: one look settles it, ``counted``: there is something to count or to go through,
    ``told``: it can only be told.
    """

    level: float = Field(ge=0)
    rare: float = Field(ge=1)
    flagged: float = Field(ge=1)
    file: float = Field(gt=0)
    shown: float = Field(gt=0)
    counted: float = Field(gt=0)
    told: float = Field(gt=0)


class FlagRules(Entry):
    """``rules.yaml``; the fields are named like the kinds of flags."""

    contradiction: PlainRule
    ratio: PlainRule
    fast: FastRule
    straight: StraightRule
    same_sheet: SameRule
    jump: JumpRule
    rare: RareRule
    order: OrderRule

    def grounds(self, kind: str) -> FlagGrounds:
        """Those of a kind of flag."""
        found: FlagGrounds = getattr(self, kind)
        return found


@cache
def flag_rules() -> FlagRules:
    """The shipped ones. Raises InvalidFiles with every problem of the file."""
    return load(FILE, FlagRules, _problems)


def _problems(entry: FlagRules, document: YamlDocument) -> Iterator[Problem]:
    yield from english_problems(entry.model_dump(), document, "A007")
