"""A questionnaire in the making: as an enterprise will meet it, and what is wrong with it.

Nothing that is tried out here reaches the store.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from access.table import require
from assessments.model import AnswerRecord, Assessment, Enterprise
from assessments.refusals import NotFound
from files.problems import InvalidFiles, Problem
from questionnaires.draft import HEAD
from questionnaires.including import SHIPPED
from questionnaires.library import load
from questionnaires.lint import lint
from questionnaires.model import Questionnaire
from scoring.library import UnknownRubric
from scoring.scorecard import Scorecard
from services.answering import value_of
from services.context import Context
from services.editions import default_rubric
from services.filling import FillingSheet, sheet_of_answers
from services.fit import fit_problems_of
from services.sheets import score, sheet_of

MOST_LISTED = 500  # editions

Answers = Mapping[str, AnswerRecord]


@dataclass(frozen=True)
class Preview:
    """What lint says, and the questionnaire where it can be used at all."""

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class PreviewTrial:
    """The state of filling in, and what the default rubric says (None: it does not fit)."""

    sheet: FillingSheet
    scorecard: Scorecard | None


def editions(ctx: Context) -> tuple[str, ...]:
    """The editions to look at, as paths: the installation's own folder, then the shipped ones."""
    require(ctx.actor, "questionnaire.preview")
    heads = (head for root in _roots(ctx) for head in sorted(root.glob(f"**/{HEAD}")))
    return tuple(dict.fromkeys(str(head.parent) for head in islice(heads, MOST_LISTED)))


def preview(ctx: Context, path: str) -> Preview:
    """The edition in that folder, read anew, with all that is wrong with it or lacking elsewhere.

    Raises NotFound for a folder without a questionnaire, or outside of those that ``editions``
    looks through.
    """
    require(ctx.actor, "questionnaire.preview")
    folder = Path(path).resolve()
    within = any(folder.is_relative_to(root.resolve()) for root in _roots(ctx))
    if not within or not (folder / HEAD).is_file():
        raise NotFound("unknown_folder", path=path)
    problems = [*lint(folder)]
    try:
        found = load(folder)
    except InvalidFiles:
        return Preview(None, tuple(problems))
    problems += fit_problems_of(folder)
    try:
        default_rubric(found)
    except UnknownRubric:
        pass  # a trial has no scorecard then
    except InvalidFiles as invalid:
        problems += invalid.problems
    return Preview(found, tuple(problems))


def answer(
    ctx: Context, questionnaire: Questionnaire, item: str, raw: Any, seen: int
) -> AnswerRecord:
    """An answer that is only tried out, checked like any other. Raises Invalid."""
    require(ctx.actor, "questionnaire.preview")
    return AnswerRecord(
        assessment=_nobody(ctx, questionnaire).id,
        item=item,
        side="claimed",
        value=value_of(questionnaire.by_id[item], raw),
        author=ctx.actor.id,
        at=ctx.now(),
        revision=seen + 1,
    )


def trial(
    ctx: Context, questionnaire: Questionnaire, enterprise: Enterprise, answers: Answers
) -> PreviewTrial:
    """What an enterprise like this one would see with these answers."""
    require(ctx.actor, "questionnaire.preview")
    sheet = sheet_of_answers(_nobody(ctx, questionnaire), enterprise, questionnaire, answers)
    try:
        scorecard = score(questionnaire, sheet_of(questionnaire, enterprise, answers))
    except (InvalidFiles, UnknownRubric):
        return PreviewTrial(sheet, None)
    return PreviewTrial(sheet, scorecard)


def _nobody(ctx: Context, questionnaire: Questionnaire) -> Assessment:
    return Assessment(
        id="preview",
        enterprise="preview",
        questionnaire=questionnaire.id,
        edition=questionnaire.edition,
        digest=questionnaire.digest,
        started_at=ctx.now(),
        synthetic=True,
    )


def _roots(ctx: Context) -> Iterator[Path]:
    if ctx.settings.questionnaires is not None:
        yield ctx.settings.questionnaires
    yield SHIPPED
