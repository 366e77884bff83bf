"""Claims: what enterprises claimed of themselves against what a centre found, of signed cases.

A case that was corrected counts once, by its correction. A difference is told only where one
version of the rubric made both figures; verdicts are those that its signature counted.
"""

import numpy as np
import pandas as pd

from aggregates.breakdown import Sums
from aggregates.figures import Legend, Measure
from aggregates.subject_basis import WHOLE, Basis, measured, values
from assessments.details import CLAIMS
from assessments.verdicts import ORDER, ClaimVerdict
from i18n import text_of

OVER = ":over"  # ends the id of a difference: by how much was claimed over what was found
TOLD = (ClaimVerdict.CONFIRMED, ClaimVerdict.DOWN, ClaimVerdict.UP, ClaimVerdict.UNCHECKED)


def legend(basis: Basis) -> Legend:
    """The difference of the total and of each part, then the shares of an enterprise's claims."""
    tree = basis.rubric.tree
    whole = Measure(f"total{OVER}", tree.title, scale=tree.span, start=-tree.span)
    parts = [
        Measure(f"{node.id}{OVER}", node.title, scale=node.span, start=-node.span, whole=whole.id)
        for node in tree.nodes
    ]
    found = [Measure(_id(each), text_of(f"city_subjects.claims_{each}"), WHOLE) for each in TOLD]
    return Legend((whole, *parts, *found), ())


def columns(figures: pd.DataFrame, legend: Legend) -> pd.DataFrame:
    """Claimed minus verified, and of all claims of an enterprise the per cent of each verdict."""
    signed = figures[figures["side"] == "verified"]
    nodes = [each.id.removesuffix(OVER) for each in legend.measures if each.id.endswith(OVER)]
    claimed = values(signed, (f"{CLAIMS}:claimed:{id}" for id in nodes))
    over = claimed - values(signed, nodes)
    found: dict[str, Sums] = {f"{id}{OVER}": each for id, each in zip(nodes, over.T, strict=True)}
    counts = values(signed, (f"{CLAIMS}:{each}" for each in ORDER))
    whole = np.nansum(counts, axis=1)
    for place, each in enumerate(ORDER):
        if each in TOLD:
            share = np.full(len(signed), np.nan)
            np.divide(WHOLE * np.nan_to_num(counts[:, place]), whole, out=share, where=whole > 0)
            found[_id(each)] = share
    return measured(signed, found)


def _id(verdict: ClaimVerdict) -> str:
    return f"claims_{verdict}"
