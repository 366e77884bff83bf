"""The answers of many assessments in the store as columns, without a dossier of each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregates.population import Flags
from questionnaires.answers import parse_answer
from questionnaires.columns import NUMBER_UNANSWERED, UNANSWERED, Array, Columns, code_of
from questionnaires.facts import FACTS, NUMBER
from questionnaires.model import Item, Kind, Questionnaire
from services.scoring_files.facts import completed
from services.store import Store

FIGURES = ("employees", "revenue", "assets")


@dataclass(frozen=True)
class AnswerColumns:
    """Sheets in the order of their assessments; ``checked``: whose answer a consultant gave."""

    columns: Columns
    checked: Mapping[str, Flags]


def answer_columns(
    store: Store, questionnaire: Questionnaire, cases: Sequence[str], verified: Flags
) -> AnswerColumns:
    """The claimed answers to an edition, with the verified ones in their place where they count.

    Facts are not among them.
    """
    values = store.answer_values(cases)
    values["place"] = pd.Index(cases).get_indexer(pd.Index(values["assessment"]))
    by_item = dict(iter(values.groupby("item")))
    items, checked = {}, {}
    for item in questionnaire.items:
        if item.asked:
            own = by_item.get(item.id, values.iloc[:0])
            items[item.id], checked[item.id] = _column(item, own, verified)
    return AnswerColumns(Columns(len(cases), items, {}), checked)


def facts_of_firms(firms: pd.DataFrame) -> dict[str, Array]:
    """The fact columns of the rows of a store's ``figures()``."""
    known = {name: firms[name].to_numpy(np.float64) for name in FIGURES}
    known |= {name: firms[name].to_numpy(np.str_) for name in ("division", "district")}
    found = completed(known, len(firms))
    for name, kind in FACTS.items():
        empty = np.full(len(firms), np.nan) if kind == NUMBER else np.full(len(firms), "")
        found.setdefault(name, empty)
    return found


def _column(item: Item, values: pd.DataFrame, verified: Flags) -> tuple[Array, Flags]:
    """The column of one item, and whose answer a consultant gave."""
    numeric = item.kind is Kind.NUMBER
    nothing = NUMBER_UNANSWERED if numeric else UNANSWERED
    column = np.full(verified.shape, nothing, dtype=np.float64 if numeric else np.int64)
    checked = np.zeros(verified.shape, dtype=bool)
    for side in ("claimed", "verified"):  # in this order: what a consultant gave is what counts
        own = values[(values["side"] == side) & (values["value"] != "null")]
        places = own["place"].to_numpy(np.int64)
        which, texts = pd.factorize(own["value"])  # few are different
        codes = [code_of(item, parse_answer(item, json.loads(text))) for text in texts]
        given = np.array(codes, dtype=column.dtype)[which]
        if side == "verified":
            counts = verified[places]
            places, given = places[counts], given[counts]
            checked[places] = True
        column[places] = given
    return column, checked
