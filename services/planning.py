"""What to do next: the cheapest way to a level, and which answers to check first."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.model import AnswerRecord, Assessment
from assessments.refusals import Invalid
from questionnaires.model import Kind, Questionnaire
from scoring.paths.cheapest import CheapestPath, NoSuchLevel, cheapest_path
from scoring.paths.effort_reading import efforts
from scoring.paths.efforts import EffortTable
from scoring.rubric import Rubric
from scoring.sensitivity import Sensitivity
from scoring.sensitivity import sensitivity as judge_sensitivity
from services.context import Context
from services.editions import default_rubric, pinned
from services.sides import counted_side, sheet_of_side
from services.subjects import subject_of


@dataclass(frozen=True)
class PathPlan:
    """The way up of one assessment, and the table of efforts that it rests on."""

    assessment: Assessment
    questionnaire: Questionnaire
    rubric: Rubric
    efforts: EffortTable
    way: CheapestPath


@dataclass(frozen=True)
class Doubts:
    """How sure the result is, as far as it is verified yet; None where there is no total."""

    assessment: Assessment
    questionnaire: Questionnaire
    rubric: Rubric
    found: Sensitivity | None


def path(ctx: Context, assessment_id: str, level: int | None = None) -> PathPlan:
    """The cheapest steps to ``level`` (None: the next one), from the answers that count.

    Works on drafts too. Raises Invalid for a level that the rubric does not have.
    """
    assessment = subject_of(ctx, "result.read", assessment_id)
    questionnaire = pinned(ctx, assessment)
    rubric = default_rubric(questionnaire)
    sheet = sheet_of_side(ctx, assessment, questionnaire, counted_side(assessment))
    table = efforts(questionnaire)
    try:
        way = cheapest_path(questionnaire, rubric, sheet, table, level)
    except NoSuchLevel as unknown:
        raise Invalid(
            "no_such_level", level=unknown.level, lowest=unknown.lowest, highest=unknown.highest
        ) from None
    return PathPlan(assessment, questionnaire, rubric, table, way)


def sensitivity(ctx: Context, assessment_id: str) -> Doubts:
    """How sure the result is if each answer that nobody has verified may be a step too high."""
    assessment = subject_of(ctx, "case.read", assessment_id)
    questionnaire = pinned(ctx, assessment)
    rubric = default_rubric(questionnaire)
    sheet = sheet_of_side(ctx, assessment, questionnaire, "verified")
    verified = ctx.store.answers(assessment.id, "verified")
    certain = dict.fromkeys(_verified(questionnaire, verified), 0.0)
    return Doubts(
        assessment=assessment,
        questionnaire=questionnaire,
        rubric=rubric,
        found=judge_sensitivity(questionnaire, rubric, sheet, certain),
    )


def _verified(questionnaire: Questionnaire, records: Mapping[str, AnswerRecord]) -> list[str]:
    """The scored items that a consultant has answered; a ratio with both of its numbers."""
    given = {item for item, record in records.items() if record.value is not None}
    return [
        item.id
        for item in questionnaire.scored
        if ({item.part, item.whole} if item.kind is Kind.RATIO else {item.id}) <= given
    ]
