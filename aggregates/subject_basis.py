"""What all figures that are counted together have in common, and how their columns are read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregates.breakdown import Sums
from i18n import Text
from questionnaires.model import Questionnaire
from scoring.rubric import Rubric

WHOLE = 100.0  # what a share is of


@dataclass(frozen=True)
class National:
    """The national questionnaire's rubric, and the ``kind`` of the estimates under it."""

    rubric: Rubric
    kind: str


@dataclass(frozen=True)
class Basis:
    """A questionnaire, the rubric that judges it, and what its items are called in a few words.

    ``national`` is None where no crosswalk leads to the national questionnaire.
    """

    questionnaire: Questionnaire
    rubric: Rubric
    names: Mapping[str, Text]
    national: National | None = None


def values(figures: pd.DataFrame, columns: Iterable[str]) -> Sums:
    """Those columns as an array, one that is not there as NaN."""
    return figures.reindex(columns=list(columns)).to_numpy(np.float64)


def measured(figures: pd.DataFrame, found: Mapping[str, Sums]) -> pd.DataFrame:
    """The rows with a column more for each measure; those of which the first says nothing go."""
    first = next(iter(found.values()))
    added = pd.DataFrame(dict(found), index=figures.index)
    kept = figures.drop(columns=[name for name in found if name in figures.columns])
    return pd.concat([kept, added], axis=1)[~np.isnan(first)]
