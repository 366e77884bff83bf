"""The operations of the interface: routes, description and tests are made of this list."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from services.context import Context
from services.interface import own, questionnaires, releases
from services.interface.models import OwnResults, ReleaseAnswer, ReleaseList, TableAnswer, TableName
from services.interface.questionnaire_models import (
    EditionAnswer,
    EditionList,
    RegulationAnswer,
    RegulationList,
    RubricAnswer,
)

ROOT = "/api/v1"
MOST = 100  # releases on a page


class Parameters(BaseModel):
    """What an operation is asked: what stands in its path, then in its query."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _digits(given: object) -> object:
    """A number is written in digits; pydantic would take more."""
    if isinstance(given, str) and not re.fullmatch(r"[0-9]{1,9}", given, re.ASCII):
        raise ValueError("not a number")
    return given


class PageParameters(Parameters):
    """Which part of a list."""

    offset: Annotated[int, BeforeValidator(_digits)] = Field(default=0, ge=0, le=100_000)
    limit: Annotated[int, BeforeValidator(_digits)] = Field(default=50, ge=1, le=MOST)


class ReleaseParameters(Parameters):
    """Which release."""

    release: str = Field(pattern=r"^[a-z0-9-]{1,80}$")


class TableParameters(ReleaseParameters):
    """Which table of it."""

    subject: str = Field(pattern=r"^[a-z_]{1,40}$")
    year: Annotated[int, BeforeValidator(_digits)] = Field(ge=2000, le=2200)
    table: TableName


class EditionParameters(Parameters):
    """Which edition of which questionnaire."""

    questionnaire: str = Field(pattern=r"^[a-z][a-z0-9_]{0,60}$")
    edition: str = Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,30}$")


class RegulationParameters(Parameters):
    """Which regulation."""

    regulation: str = Field(pattern=r"^[a-z0-9-]{1,60}$")


@dataclass(frozen=True)
class Operation:
    """One address: what it is asked, what it answers, and what reads the answer.

    ``id`` names it in the description, and its text below ``interface.`` in i18n.
    """

    id: str
    path: str
    asked: type[Parameters]
    answer: type[BaseModel]
    read: Callable[[Context, Any], BaseModel]

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The path in pieces; a piece in braces stands for a parameter."""
        return tuple(self.path.strip("/").split("/"))

    def matched(self, pieces: tuple[str, ...]) -> dict[str, str] | None:
        """The parameters in the path of these ``pieces``; None for that of another operation."""
        if len(pieces) != len(self.parts):
            return None
        found = {}
        for part, piece in zip(self.parts, pieces, strict=True):
            if part.startswith("{"):
                found[part[1:-1]] = piece
            elif part != piece:
                return None
        return found


def _operations() -> tuple[Operation, ...]:
    """Every one."""
    return (
        Operation(
            "releases", "/releases", PageParameters, ReleaseList,
            lambda ctx, of: releases.release_list(ctx, of.offset, of.limit),
        ),
        Operation(
            "release", "/releases/{release}", ReleaseParameters, ReleaseAnswer,
            lambda ctx, of: releases.release_alone(ctx, of.release),
        ),
        Operation(
            "table", "/releases/{release}/{subject}/{year}/{table}", TableParameters, TableAnswer,
            lambda ctx, of: releases.release_table(ctx, **dict(of)),
        ),
        Operation(
            "editions", "/questionnaires", Parameters, EditionList,
            lambda ctx, _: questionnaires.edition_list(ctx),
        ),
        Operation(
            "edition", "/questionnaires/{questionnaire}/{edition}", EditionParameters,
            EditionAnswer,
            lambda ctx, of: questionnaires.edition_alone(ctx, **dict(of)),
        ),
        Operation(
            "rubric", "/questionnaires/{questionnaire}/{edition}/rubric", EditionParameters,
            RubricAnswer, lambda ctx, of: questionnaires.rubric_alone(ctx, **dict(of)),
        ),
        Operation(
            "regulations", "/regulations", Parameters, RegulationList,
            lambda ctx, _: questionnaires.regulation_list(ctx),
        ),
        Operation(
            "regulation", "/regulations/{regulation}", RegulationParameters, RegulationAnswer,
            lambda ctx, of: questionnaires.regulation_alone(ctx, **dict(of)),
        ),
        Operation(
            "own_results", "/own/results", Parameters, OwnResults,
            lambda ctx, _: own.own_results(ctx),
        ),
    )  # fmt: skip


OPERATIONS = _operations()
