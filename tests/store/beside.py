"""What is kept beside the cards that a city counts, by whose card it is."""

import pandas as pd

from assessments.model import HANDED_IN
from storage import SqlStore


def beside(store: SqlStore, kind: str) -> pd.DataFrame:
    """The details of that kind of every newest card, by its assessment and side."""
    figures = store.figures(HANDED_IN, ["claimed", "verified"]).set_index("card")
    found = store.details(kind, figures.index.tolist())
    whose = figures.loc[found.index, ["assessment", "side"]]
    return found.set_index(pd.MultiIndex.from_frame(whose)).sort_index()
