"""Many sheets of enterprises with different facts, each scored with its own weights."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from questionnaires.columns import Array
from questionnaires.model import Questionnaire
from scoring.compiling import CompiledRubric, compile_rubric
from scoring.engine import Scores, score
from scoring.program import Codes
from scoring.rubric import Rubric
from scoring.weighing import weighed, weighed_columns

# What is told only of rubrics in which something shrinks: with weights of 0 for all such, nothing.
NOTHING = np.array(np.nan)


def coding_plan(questionnaire: Questionnaire, rubric: Rubric) -> CompiledRubric:
    """What turns answers into codes and values, which are the same whatever the weights."""
    return compile_rubric(questionnaire, weighed(rubric, {}))


def score_weighed(
    questionnaire: Questionnaire,
    rubric: Rubric,
    codes: Codes,
    facts: Mapping[str, Array],
    *,
    detail: bool = False,
) -> Scores:
    """The scores of all sheets, in their order; those of the same weights go at once."""
    size = codes.shape[1]
    parts = []
    for own, places in weighed_columns(rubric, facts, size):
        plan = compile_rubric(questionnaire, own)
        if isinstance(places, slice) or len(places) == size:
            return score(plan, codes, detail=detail)
        parts.append((places, score(plan, codes[:, places], detail=detail)))
    if not parts:  # no sheets at all
        return score(coding_plan(questionnaire, rubric), codes, detail=detail)
    return _together(parts, size)


def _together(parts: list[tuple[Array, Scores]], size: int) -> Scores:
    """The scores of all sheets from those of some at a time."""

    def merged(figures: list[Array]) -> Array:
        whole = np.empty(size, dtype=figures[0].dtype)
        for (places, _), own in zip(parts, figures, strict=True):
            whole[places] = own
        return whole

    found: dict[str, Any] = {}
    for field in fields(Scores):
        own = [getattr(scores, field.name) for _, scores in parts]
        if isinstance(own[0], dict):
            ids = dict.fromkeys(id for each in own for id in each)
            found[field.name] = {id: merged([each.get(id, NOTHING) for each in own]) for id in ids}
        else:
            found[field.name] = merged(own)
    return Scores(**found)
