"""The facts that a row does not state but that follow from those it does."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd

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
    sizes, lacks = words["size"], (words["size"] == "") & ~np.isnan(figures["employees"])
    if lacks.any():
        sizes = np.where(lacks, sizes_of(code, figures), sizes)
    found = {"section": section, "size": sizes}
    return {**facts, **{name: column for name, column in found.items() if (column != "").any()}}


def _looked_up(words: Array, table: Mapping[str, str]) -> Array:
    """What the table has for codes of two characters at most."""
    places, different = pd.factorize(words.astype("U2").view(np.uint64))
    codes = different.view("U2").tolist()
    return np.array([table.get(code, "") for code in codes], "U2")[places]


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
