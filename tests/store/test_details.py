"""What the city counts beside a scorecard is read as columns, and stays when the firm is erased."""

import json
import math

import pytest

from assessments.details import CLAIMS, ITEMS, WISHES, wishes
from assessments.personal import Erasure, Traces
from questionnaires.model import AnyCitation
from scoring.scorecard import ItemScore, Scorecard
from storage import SqlStore
from tests.store.beside import beside
from tests.store.samples import NOON, SUBMITTED, assessment, card, enterprise

NONE: tuple[AnyCitation, ...] = ()
NAMES = ("plan", "claimed:total", 'a"b', "back\\slash", "line\nbreak", "上云", "{}", "")
NUMBERS = (1.0, -1.0, 1e-300, 1e300, 0.0, 100.0)


def valued(**values: float | None) -> Scorecard:
    """A scorecard with items of those values."""
    items = tuple(
        ItemScore(
            id=id, state="unanswered" if value is None else "answered", value=value,
            weight=0.5, gained=0.0, lost=0.0, cites=NONE,
        )
        for id, value in values.items()
    )  # fmt: skip
    return card(50.0).model_copy(update={"items": items})


@pytest.fixture(autouse=True)
def _submitted(store: SqlStore) -> None:
    store.add_enterprise(enterprise())
    for id in ("a1", "a2"):
        store.add_assessment(SUBMITTED.model_copy(update={"id": id}), None)


def test_the_values_of_items_are_columns(store: SqlStore) -> None:
    """One row per assessment and side, of the newest card; an item without a value is NaN."""
    store.add_scorecard("a1", "claimed", valued(plan=1.0, cloud=0.0), NOON)
    store.add_scorecard("a1", "claimed", valued(plan=0.5, cloud=None), NOON)
    store.add_scorecard("a1", "verified", valued(plan=1 / 3, cloud=0.25), NOON)
    store.add_scorecard("a2", "claimed", valued(), NOON)
    found = beside(store, ITEMS)
    assert list(found.index) == [("a1", "claimed"), ("a1", "verified"), ("a2", "claimed")]
    assert found.loc[("a1", "verified")].to_dict() == {"plan": 1 / 3, "cloud": 0.25}
    assert found.loc[("a1", "claimed"), "plan"] == 0.5
    assert math.isnan(found.loc[("a1", "claimed"), "cloud"])
    assert found.loc[("a2", "claimed")].isna().all()
    assert store.details(ITEMS, []).empty
    assert beside(store, WISHES).empty


def test_what_is_there_stays(store: SqlStore) -> None:
    """A second saying changes nothing; what has no card is passed over."""
    store.add_scorecard("a1", "claimed", valued(plan=1.0), NOON)
    store.add_details(WISHES, {("a1", "claimed"): wishes(["cost"], [])})
    store.add_details(WISHES, {("a1", "claimed"): {"said": 1.0}, ("a2", "claimed"): {"said": 1.0}})
    found = beside(store, WISHES)
    assert found.to_dict("index") == {("a1", "claimed"): {"said": 1.0, "concern:cost": 1.0}}


def test_of_many_at_once_each_is_read_as_it_was_written(store: SqlStore) -> None:
    """Whatever their names and numbers, to the last digit; and those of the asked cards alone."""
    written = {
        f"b{number}": {
            f"{NAMES[place % len(NAMES)]}{number % 9}": NUMBERS[number % len(NUMBERS)] / (place + 3)
            for place in range(number % 10)
        }
        for number in range(60)
    }
    for id, figures in written.items():
        store.add_assessment(SUBMITTED.model_copy(update={"id": id}), None)
        store.add_scorecard(id, "claimed", card(50.0), NOON)
        store.add_details(WISHES, {(id, "claimed"): figures})
    found = beside(store, WISHES)
    assert {id: row.dropna().to_dict() for (id, _), row in found.iterrows()} == written
    cards = store.figures([SUBMITTED.stage])["card"].tolist()
    some = store.details(WISHES, [*cards[::3], max(cards) + 1])
    assert set(some.index) == set(cards[::3])


def test_an_erased_firm_leaves_what_the_city_counts(store: SqlStore) -> None:
    """That of the newest card of each side stays with it, that of older ones goes."""
    store.add_scorecard("a1", "claimed", valued(plan=1.0), NOON)
    store.add_scorecard("a1", "claimed", valued(plan=0.5), NOON)
    store.add_details(CLAIMS, {("a1", "claimed"): {"claimed:total": 40.0}})
    kept = assessment("kept", enterprise="left", stage=SUBMITTED.stage, submitted_at=NOON)
    left = enterprise("left", name="留下的数字")
    traces = Traces(frozenset({"e1"}), frozenset({"a1", "a2"}), {})
    store.erase(Erasure(traces, NOON, {"e1": left}, {"a1": kept}))
    assert beside(store, ITEMS).to_dict("index") == {("kept", "claimed"): {"plan": 0.5}}
    assert beside(store, CLAIMS)["claimed:total"].tolist() == [40.0]


def test_the_firm_is_handed_what_is_kept_of_it(store: SqlStore) -> None:
    """All that stands beside its cards is among what it can ask for."""
    store.add_scorecard("a1", "claimed", valued(plan=1.0), NOON)
    traces = Traces(frozenset({"e1"}), frozenset({"a1"}), {})
    (row,) = store.personal_rows(traces)["scorecard_details"]
    assert json.loads(row["value"]) == {"plan": 1.0}
