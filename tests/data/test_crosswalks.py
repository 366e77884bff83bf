"""The crosswalks that come with the product keep what a crosswalk promises."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.answers import Answer
from questionnaires.crosswalks import FOLDER, Crosswalk, crosswalks_from, remaining
from questionnaires.library import available, load
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from scoring.reading_under import read_under
from tests.unit.crosswalk_world import agreeing, sheets

FACTS: dict[str, str | float] = {"employees": 52.0, "section": "C", "division": "34"}
PAIRS = sorted(file.stem.split("--") for file in FOLDER.glob("*--*.yaml"))
WALKS = [
    (walk, edition)
    for start in sorted({start for start, _ in PAIRS})
    for edition in available()[start]
    for walk in crosswalks_from(load(start, edition))
]
NAMES = [f"{walk.from_}@{edition}--{walk.to}" for walk, edition in WALKS]


def uniform(questionnaire: Questionnaire, *, best: bool) -> Sheet:
    """Everything at its best (every good tick) or at its worst."""
    found = {item.id: _end(item, best=best) for item in questionnaire.items if item.asked}
    return Sheet({id: answer for id, answer in found.items() if answer is not None}, FACTS)


def _end(item: Item, *, best: bool) -> Answer | None:
    if item.kind is Kind.TEXT:
        return None
    if item.kind is Kind.NUMBER:
        return 10.0 if item.maximum is None or item.maximum >= 10 else item.maximum
    if item.kind is Kind.MULTI:
        wanted = [option.id for option in item.options if option.exclusive is not best]
        return tuple(wanted) or (item.options[0].id,)
    return item.options[-1 if best and item.scored else 0].id


@pytest.mark.parametrize(("walk", "edition"), WALKS, ids=NAMES)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_whatever_agrees_with_it_lies_in_the_interval(
    walk: Crosswalk, edition: str, data: st.DataObject
) -> None:
    """V7: under the default rubric, scores and levels of agreeing sheets are never outside."""
    ours, theirs = load(walk.from_, edition), load(walk.to, walk.to_edition)
    judge = rubric(theirs.default_rubric, theirs)
    sheet = data.draw(sheets(ours, FACTS))
    found = read_under(walk, ours, sheet, theirs, judge)
    left = remaining(walk, ours, theirs, sheet)
    whole = data.draw(agreeing(theirs, left, FACTS))
    card = scorecard_of(theirs, judge, whole)
    assert card.level is not None
    assert card.total is not None
    if found.low is not None and found.high is not None:
        assert found.low - 1e-9 <= card.total <= found.high + 1e-9
        assert (found.level_low or 0) <= card.level.number <= (found.level_high or 0)


@pytest.mark.parametrize(("walk", "edition"), WALKS, ids=NAMES)
def test_a_higher_rung_never_reads_lower(walk: Crosswalk, edition: str) -> None:
    """From ladder to ladder neither the lowest nor the highest that is left falls."""
    ours, theirs = load(walk.from_, edition), load(walk.to, walk.to_edition)
    asked = [relation for relation in walk.relations if relation.from_ in ours.by_id]
    assert asked
    for relation in asked:
        source, target = ours.by_id[relation.from_], theirs.by_id[relation.to]
        fits = {option.id for option in source.options} == set(relation.reads)
        if fits and source.kind is target.kind is Kind.LADDER:
            order = [option.id for option in target.options]
            ends = [
                (min(places), max(places))
                for option in source.options
                if (places := [order.index(id) for id in relation.reads[option.id]])
            ]
            rises = all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(ends))
            assert rises, (relation.from_, relation.to)


@pytest.mark.parametrize(("walk", "edition"), WALKS, ids=NAMES)
def test_the_best_and_the_worst_enterprise_contradict_nothing(
    walk: Crosswalk, edition: str
) -> None:
    """Answers that go together agree; the best is estimated above the worst."""
    ours, theirs = load(walk.from_, edition), load(walk.to, walk.to_edition)
    judge = rubric(theirs.default_rubric, theirs)
    worst, best = (
        read_under(walk, ours, uniform(ours, best=end), theirs, judge) for end in (False, True)
    )
    for found in (worst, best):
        assert [e.item.id for e in found.still_asked if e.state == "contradicted"] == []
        assert found.coverage > 0.25
    assert (worst.estimate.total or 0) < (best.estimate.total or 0)
    assert (worst.high or 0) <= (best.high or 0)


def test_manufacturing_is_read_under_all_three() -> None:
    """The reference questionnaires for manufacturers are reached from both editions."""
    for edition in ("2026.1", "2026.2"):
        reached = {walk.to for walk in crosswalks_from(load("manufacturing", edition))}
        assert reached == {"sme_2024", "cmmm", "eu_dmat"}
