"""The releases of the city's figures: which assessments count, and what is published of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from aggregates.breakdown import breakdown
from aggregates.figures import CityFigures, Legend, Measure, StageSet
from aggregates.population import lines
from aggregates.publication import publish
from aggregates.releases import boundary, released
from assessments.confirmation import Confirmation
from assessments.model import HANDED_IN, Side
from questionnaires.model import Questionnaire
from scoring.card import level_of
from scoring.rubric import Rubric
from services.context import Context
from services.editions import default_rubric, offered

SIDES: Mapping[StageSet, Sequence[Side]] = {
    "signed": ["verified"],
    "submitted": ["claimed", "verified"],
}

Judged = tuple[str, str, str]  # a questionnaire, its rubric and the rubric's version


@dataclass(frozen=True)
class Release:
    """What is published of one questionnaire: the figures of every year, oldest first.

    ``used`` is how many assessments stand behind it, which is said to nobody.
    """

    years: Mapping[int, CityFigures]
    used: int


def as_of(ctx: Context) -> date:
    """The last day in China that the present release counts."""
    return boundary(ctx.now()).date() - timedelta(days=1)


def judged(questionnaire: Questionnaire) -> Judged:
    """What figures have to have in common to be counted together."""
    judge = default_rubric(questionnaire)
    return questionnaire.id, judge.id, judge.version


def judged_apart(ctx: Context) -> dict[Judged, Questionnaire]:
    """Every published edition, the newest of those that one version of a rubric judges alike."""
    return {
        judged(each): each
        for newest_first in offered(ctx.settings)
        for each in reversed(newest_first)
    }


def releases(ctx: Context) -> Mapping[Judged, Release]:
    """The present release of each questionnaire that has figures.

    Editions stand side by side; figures of another version of the rubric would not compare. All is
    worked out once a release, by whoever asks first.
    """
    apart, settings, until = judged_apart(ctx), ctx.settings, boundary(ctx.now())
    threshold, stages = settings.disclosure_threshold, settings.city_counts

    def made() -> dict[Judged, Release]:
        confirmations = ctx.store.confirmations() if stages == "submitted" else ()
        figures = ctx.store.figures(HANDED_IN, SIDES[stages])
        groups = figures.groupby(["questionnaire", "rubric", "rubric_version"])
        return {
            key: _release(own, default_rubric(apart[key]), confirmations)
            for key, own in groups
            if key in apart
        }

    def _release(
        figures: pd.DataFrame, judge: Rubric, confirmations: Sequence[Confirmation]
    ) -> Release:
        legend = legend_of(judge)
        wanted = figures.columns.union([each.id for each in legend.measures], sort=False)
        known = lines(figures.reindex(columns=wanted), breakdown(), legend, confirmations)
        everybody = released(known, until, threshold)
        found = {year: publish(everybody, year, threshold, stages) for year in everybody.years()}
        return Release(found, len(everybody.year))

    return ctx.held.value("releases", (until, threshold, stages, frozenset(apart)), made)


def legend_of(rubric: Rubric) -> Legend:
    """The total and its parts; the levels with what is below the first one."""
    parts = (Measure(node.id, node.title, node.scale, node.start) for node in rubric.tree.nodes)
    total = Measure("total", rubric.tree.title, rubric.tree.scale, rubric.tree.start)
    return Legend((total, *parts), (level_of(rubric, 0), *rubric.levels))
