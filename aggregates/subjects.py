"""What is published of the city: each subject by a breakdown of its own, with its own measures.

A subject is a stream of its own: which enterprises it counts is decided for it alone, by the same
rules for all. What is the state's total once more is of the state's enterprises. A share is a
measure on 0..100 whose value of an enterprise is 0 or 100.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from aggregates import (
    subject_bridge,
    subject_claims,
    subject_gaps,
    subject_mix,
    subject_national,
    subject_panel,
    subject_weighted,
    subject_wishes,
)
from aggregates.breakdown import Breakdown, Table, breakdown
from aggregates.figures import CityFigures, Legend, Measure
from aggregates.publication import publish
from aggregates.subject_basis import Basis
from assessments.details import CLAIMS, ITEMS, WISHES
from i18n import Text, text_of
from scoring.card import level_of
from scoring.rubric import Rubric

STATE, GAPS, CLAIMED, SOLUTIONS, NATIONAL = "state", "gaps", "claims", "solutions", "national"
PANEL, MIX, WEIGHTED, BRIDGE = "panel", "mix", "weighted", "bridge"


def as_they_are(figures: pd.DataFrame, legend: Legend) -> pd.DataFrame:
    """The measures are columns of the store; a node that no enterprise has is one of NaN."""
    wanted = figures.columns.union([each.id for each in legend.measures], sort=False)
    return figures.reindex(columns=wanted)


@dataclass(frozen=True)
class Subject:
    """One of them.

    ``breakdown`` gives its rows. ``legend`` names its measures and levels (none where there is
    no ladder); None where it has nothing to say of a questionnaire. ``columns`` adds to the rows
    of a store's ``figures()`` a column a measure of the legend, by its id; NaN where it does not
    apply; rows with nothing to say may go. The columns ``total``, ``level`` and those of the
    nodes are there already, and those that ``details`` names: by their prefix the kind of what
    is kept beside a scorecard. ``publish`` says what may be seen of a year. ``strands`` parts the
    legend into those measures that are decided together, each a stream by itself. ``of_earlier``:
    its rows are those that earlier versions of the rubric judged, with what this one makes of them.
    ``of_state``: it is of the enterprises of the state, whose measures ``publish`` is given, and no
    stream. ``beside_state``: it counts others, of whom ``publish`` is told as ``state``.
    """

    id: str
    breakdown: Callable[[], Breakdown]
    legend: Callable[[Basis], Legend | None]
    columns: Callable[[pd.DataFrame, Legend], pd.DataFrame] = as_they_are
    details: Callable[[Basis], Mapping[str, str]] = lambda _: {}
    publish: Callable[..., CityFigures] = publish
    strands: Callable[[Basis, Legend], Sequence[Legend]] = lambda _, legend: (legend,)
    of_earlier: bool = False
    of_state: bool = False
    beside_state: bool = False

    @property
    def title(self) -> Text:
        """What it is called."""
        return text_of(f"city_subjects.title_{self.id}")

    @property
    def sentence(self) -> Text:
        """What its figures show, in a sentence."""
        return text_of(f"city_subjects.says_{self.id}")

    @property
    def about(self) -> Text:
        """Who counts in them and how, for notes."""
        return text_of(f"city_subjects.about_{self.id}")


def legend_of(rubric: Rubric) -> Legend:
    """The total and its parts; the levels with what is below the first one."""
    tree = rubric.tree
    total = Measure("total", tree.title, tree.scale, tree.start)
    parts = (
        Measure(node.id, node.title, node.scale, node.start, whole=total.id) for node in tree.nodes
    )
    return Legend((total, *parts), (level_of(rubric, 0), *rubric.levels))


def _by(*tables: Table) -> Callable[[], Breakdown]:
    return lambda: breakdown(("city", *tables))


SUBJECTS: Mapping[str, Subject] = {
    each.id: each
    for each in (
        Subject(STATE, breakdown, lambda basis: legend_of(basis.rubric)),
        Subject(
            GAPS,
            _by("sectors", "sizes"),
            subject_gaps.legend,
            subject_gaps.columns,
            lambda _: {ITEMS: ITEMS},
            strands=subject_gaps.strands,
        ),
        Subject(
            CLAIMED,
            _by("sectors", "districts"),
            subject_claims.legend,
            subject_claims.columns,
            lambda _: {CLAIMS: CLAIMS},
        ),
        Subject(
            SOLUTIONS,
            _by("sectors", "districts"),
            subject_wishes.legend,
            subject_wishes.columns,
            lambda _: {WISHES: WISHES},
        ),
        Subject(
            NATIONAL,
            _by("sectors", "districts", "sizes"),
            subject_national.legend,
            subject_national.columns,
            subject_national.details,
        ),
        Subject(
            PANEL,
            _by("sectors", "districts", "sizes"),
            subject_panel.legend,
            subject_panel.columns,
            publish=subject_panel.publish,
            beside_state=True,
        ),
        Subject(MIX, breakdown, subject_mix.legend, publish=subject_mix.publish, of_state=True),
        Subject(
            WEIGHTED,
            breakdown,
            subject_weighted.legend,
            publish=subject_weighted.publish,
            of_state=True,
        ),
        Subject(
            BRIDGE,
            _by(),
            subject_bridge.legend,
            subject_bridge.columns,
            publish=subject_bridge.publish,
            of_earlier=True,
        ),
    )
}
