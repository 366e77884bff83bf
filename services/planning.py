"""What to do next: the cheapest way to a level, and which answers to check first."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from assessments.refusals import Invalid
from questionnaires.model import Kind, Questionnaire
from scoring.paths.cheapest import CheapestPath, NoSuchLevel, cheapest_path
from scoring.paths.effort_reading import efforts
from scoring.paths.efforts import EffortTable
from scoring.rubric import Rubric
from scoring.sensitivity import Sensitivity
from scoring.sensitivity import sensitivity as judge_sensitivity
from services.dossier import Dossier


@dataclass(frozen=True)
class PathPlan:
    """The way up of one assessment, and the table of efforts that it rests on."""

    questionnaire: Questionnaire
    rubric: Rubric
    efforts: EffortTable
    way: CheapestPath


def path(dossier: Dossier, level: int | None = None) -> PathPlan:
    """The cheapest steps to ``level`` (None: the next one), from the answers that count.

    Works on drafts too. Raises Invalid for a level that the rubric does not have.
    """
    questionnaire, rubric = dossier.questionnaire, dossier.rubric
    table = efforts(questionnaire)
    try:
        way = cheapest_path(questionnaire, rubric, dossier.sheet, table, level)
    except NoSuchLevel as unknown:
        raise Invalid(
            "no_such_level", level=unknown.level, lowest=unknown.lowest, highest=unknown.highest
        ) from None
    return PathPlan(questionnaire, rubric, table, way)


def sensitivity(dossier: Dossier) -> Sensitivity | None:
    """How sure the result is if each answer that nobody has verified may be a step too high.

    None where there is no total.
    """
    certain = dict.fromkeys(_verified(dossier.questionnaire, dossier.verdicts), 0.0)
    sheet = dossier.sheets["verified"]
    return judge_sensitivity(dossier.questionnaire, dossier.rubric, sheet, certain)


def _verified(questionnaire: Questionnaire, given: AbstractSet[str]) -> list[str]:
    """The scored items that a consultant has answered; a ratio with both of its numbers."""
    return [
        item.id
        for item in questionnaire.scored
        if ({item.part, item.whole} if item.kind is Kind.RATIO else {item.id}) <= given
    ]
