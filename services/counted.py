"""The assessments that city figures count, and what is measured in them."""

from dataclasses import dataclass

import pandas as pd

from aggregates.breakdown import breakdown
from aggregates.figures import Legend, Measure
from aggregates.population import Population, population
from aggregates.versions import STAGES
from questionnaires.model import Questionnaire
from scoring.card import level_of
from scoring.rubric import Rubric
from services.context import Context
from services.editions import default_rubric


@dataclass(frozen=True)
class Counted:
    """A line an assessment, as the store's ``figures()``; it stays inside the services."""

    lines: pd.DataFrame
    legend: Legend

    def population(self) -> Population:
        """The enterprises that count."""
        return population(self.lines, breakdown(), self.legend)


def submitted(ctx: Context) -> pd.DataFrame:
    """Every line there is; it stays inside the services."""
    return ctx.store.figures(STAGES["submitted"])


def counted(lines: pd.DataFrame, questionnaire: Questionnaire) -> Counted:
    """Those ``lines`` that ``questionnaire`` gave, judged by its rubric as it is today.

    Editions stand side by side; figures of another version of the rubric would not compare.
    """
    judged_by = default_rubric(questionnaire)
    legend = _legend(judged_by)
    alike = (
        (lines["questionnaire"] == questionnaire.id)
        & (lines["rubric"] == judged_by.id)
        & (lines["rubric_version"] == judged_by.version)
    )
    wanted = [measure.id for measure in legend.measures]
    columns = lines.columns.union(wanted, sort=False)
    return Counted(lines[alike].reindex(columns=columns), legend)


def _legend(rubric: Rubric) -> Legend:
    """The total and its parts; the levels with what is below the first one."""
    parts = (Measure(node.id, node.title, node.scale) for node in rubric.tree.nodes)
    total = Measure("total", rubric.tree.title, rubric.tree.scale)
    return Legend((total, *parts), (level_of(rubric, 0), *rubric.levels))
