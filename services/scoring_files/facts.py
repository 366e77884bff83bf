"""The facts that a row does not state but that follow from those it does."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from assessments.divisions import divisions
from assessments.size import sizes_of, trade_of
from questionnaires.columns import Array


def completed(facts: Mapping[str, Array], size: int) -> dict[str, Array]:
    """The fact columns of ``size`` rows with section and size class where they are not stated.

    The section follows from the division; the size class from the division, or from the section
    where all of it is classed alike, and the figures (``assessments.size``). A row that
    does not say its trade or its employees has no class.
    """
    words = {name: facts.get(name, np.full(size, "")) for name in ("division", "section", "size")}
    figures = {
        name: facts.get(name, np.full(size, np.nan)) for name in ("employees", "revenue", "assets")
    }
    by_division = _looked_up(words["division"], _sections())
    section = np.where(words["section"] == "", by_division, words["section"])
    code = np.where(words["division"] == "", _looked_up(section, _codes()), words["division"])
    worked_out = np.where(np.isnan(figures["employees"]), "", sizes_of(code, figures))
    found = {
        "section": section,
        "size": np.where(words["size"] == "", worked_out, words["size"]),
    }
    return {**facts, **{name: column for name, column in found.items() if (column != "").any()}}


def _looked_up(words: Array, table: Mapping[str, str]) -> Array:
    different, places = np.unique(words, return_inverse=True)
    return np.array([table.get(str(word), "") for word in different])[places]


@cache
def _sections() -> Mapping[str, str]:
    """The section of every division."""
    return {code: each.section for code, each in divisions().items()}


@cache
def _codes() -> Mapping[str, str]:
    """A division of every section whose divisions are all classed alike."""
    trades: dict[str, set[str]] = {}
    codes: dict[str, str] = {}
    for code, each in divisions().items():
        trade = trade_of(code)
        trades.setdefault(each.section, set()).add(trade.id if trade else "")
        codes.setdefault(each.section, code)
    return {section: codes[section] for section, found in trades.items() if len(found) == 1}
