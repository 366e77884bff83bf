"""What would come out if some answers were others: many alternatives of one sheet at once."""

from collections.abc import Mapping, Sequence

import numpy as np

from questionnaires.answers import Answer
from questionnaires.columns import Columns, code_of, columns_of
from questionnaires.conditions import route
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring.columns import encode
from scoring.compiling import compile_rubric
from scoring.engine import Scores, score
from scoring.program import Codes
from scoring.rubric import Rubric
from scoring.weighed_batch import coding_plan
from scoring.weighing import weighed

Changes = Mapping[str, Answer | None]  # item id to its other answer; None takes the answer back


def changed(sheet: Sheet, changes: Changes) -> Sheet:
    """The sheet with other answers; those that are None are taken back."""
    answers = {**sheet.answers, **changes}
    kept = {item: answer for item, answer in answers.items() if answer is not None}
    return Sheet(kept, sheet.facts)


def codes_if(
    questionnaire: Questionnaire, rubric: Rubric, sheet: Sheet, alternatives: Sequence[Changes]
) -> Codes:
    """The code columns of ``sheet`` under each of ``alternatives``, routing decided anew.

    Of shape (scored items, alternatives). Raises KeyError for an item that is not asked.
    """
    base = columns_of(questionnaire, [sheet.answers], [sheet.facts])
    return codes_from(questionnaire, rubric, base, alternatives)


def codes_from(
    questionnaire: Questionnaire, rubric: Rubric, base: Columns, alternatives: Sequence[Changes]
) -> Codes:
    """The same of the one sheet of ``base``, for whoever tries it again and again."""
    size = len(alternatives)
    items = {id: np.repeat(column, size) for id, column in base.items.items()}
    for place, changes in enumerate(alternatives):
        for id, answer in changes.items():
            items[id][place] = code_of(questionnaire.by_id[id], answer)
    facts = {name: np.repeat(column, size) for name, column in base.facts.items()}
    coders = coding_plan(questionnaire, rubric).coders
    return encode(coders, route(questionnaire, Columns(size, items, facts)))


def score_if(
    questionnaire: Questionnaire, rubric: Rubric, sheet: Sheet, alternatives: Sequence[Changes]
) -> Scores:
    """The scores of ``sheet`` under each of ``alternatives``, in their order."""
    codes = codes_if(questionnaire, rubric, sheet, alternatives)
    return score(compile_rubric(questionnaire, weighed(rubric, sheet.facts)), codes)
