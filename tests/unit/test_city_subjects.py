"""What is published beside the state: shares are plain counts, and nothing counts that was not."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregates import subject_claims, subject_gaps, subject_national, subject_wishes
from aggregates.figures import CountRange
from aggregates.population import lines as lines_of
from aggregates.publication import publish
from aggregates.releases import boundary, released
from aggregates.strands import strand, woven
from aggregates.subject_basis import Basis, National
from aggregates.subject_bridge import RESCORED, RESCORED_AT
from aggregates.subjects import SUBJECTS
from assessments.details import CLAIMS, WISHES
from questionnaires.library import load
from scoring.library import rubric
from solutions.concerns import concerns
from solutions.library import catalogue
from tests.store.beside import beside
from tests.town import new_town
from tests.unit.city_frames import lines

ASKED = load("manufacturing")
RUBRIC = rubric(ASKED.default_rubric, ASKED)
NATION = load("sme_2024")
BASIS = Basis(ASKED, RUBRIC, {}, National(rubric(NATION.default_rubric, NATION), "reading"))
THRESHOLD = 10
worths = st.one_of(st.none(), st.sampled_from([0.0, 0.0, 0.25, 1.0]))


def framed(many: int, **columns: Any) -> pd.DataFrame:
    """So many signed enterprises, with these columns beside."""
    return lines(many).assign(**columns)


def legend_ids(legend: Any) -> list[str]:
    """The ids of its measures."""
    return [each.id for each in legend.measures]


@given(st.lists(worths, min_size=1, max_size=60))
def test_a_gap_is_the_plain_share_of_those_asked(values: list[float | None]) -> None:
    """Of the enterprises with an answer those whose answer is worth nothing, and nobody else."""
    legend = subject_gaps.legend(BASIS)
    assert legend is not None
    item = legend.measures[1].id.removesuffix(":gap")
    frame = framed(len(values), **{item: np.array(values, dtype=np.float64)})
    gap = subject_gaps.columns(frame, legend)[f"{item}:gap"].dropna()
    asked = [each for each in values if each is not None]
    assert len(gap) == len(asked)
    assert (gap == 100).sum() == asked.count(0.0)
    assert set(gap) <= {0.0, 100.0}


def test_every_item_that_can_lack_is_there_and_no_other() -> None:
    """Items that are not scored, and those of which every answer is worth something, are not."""
    for id in ("manufacturing", "services", "agriculture", "quick_scan", "cmmm"):
        asked = load(id)
        judge = rubric(asked.default_rubric, asked)
        legend = subject_gaps.legend(Basis(asked, judge, {}))
        told = set() if legend is None else {i.split(":")[1] for i in legend_ids(legend)[1:]}
        scored = {item.id for item in asked.scored}
        assert told <= scored
        for item in scored - told:
            points = judge.judged[item].points
            assert min(points) > 0 or max(points) == 0 or judge.judged[item].line


def test_all_gaps_are_those_of_an_enterprise() -> None:
    """The first measure is per cent of the items that the enterprise itself was asked."""
    legend = subject_gaps.legend(BASIS)
    assert legend is not None
    one, two, three = (id.removesuffix(":gap") for id in legend_ids(legend)[1:4])
    worth = {one: [0.0, 0.5, np.nan], two: [0.0, 0.0, np.nan], three: [1.0, np.nan, np.nan]}
    frame = framed(3, **worth)
    found = subject_gaps.columns(frame, legend)
    assert found[subject_gaps.ALL].tolist() == pytest.approx([200 / 3, 50.0])


def test_a_rare_item_holds_nobody_back() -> None:
    """Of those who were asked one the other dimensions count all the same, strand by strand."""
    legend = subject_gaps.legend(BASIS)
    assert legend is not None
    strands = subject_gaps.strands(BASIS, legend)
    told = [measure.id for each in strands for measure in each.measures]
    assert sorted(told) == sorted(legend_ids(legend))
    rare, other = (each.measures[0].id.removesuffix(":gap") for each in strands[1:3])
    rng = np.random.default_rng(3)
    first, later = (framed(many, **{other: rng.choice([0.0, 1.0], many)}) for many in (40, 30))
    first[rare] = [0.0, 1.0] * 10 + [np.nan] * 20
    later[rare] = [0.0] + [np.nan] * 29
    later["since"] += pd.Timedelta(days=40)
    frame = pd.concat([first, later], ignore_index=True)
    every = subject_gaps.columns(frame, legend)
    known = lines_of(every, SUBJECTS["gaps"].breakdown(), legend)
    until = boundary(pd.Timestamp("2026-08-20", tz="UTC").to_pydatetime())
    together = publish(released(known, until, THRESHOLD), 2026, THRESHOLD)
    apart = woven(
        [
            publish(released(strand(known, each), until, THRESHOLD), 2026, THRESHOLD)
            for each in strands
        ],
        legend,
    )
    assert list(apart.city.means) == list(together.city.means) == legend_ids(legend)
    assert apart.city.asked[f"{other}:gap"] == CountRange(70, 79)
    assert together.city.asked[f"{other}:gap"] == CountRange(60, 69)


def test_who_is_asked_by_another_item_is_decided_with_it() -> None:
    """How many were asked tells of the other item, a ratio's by its part: hidden with it."""
    legend = subject_gaps.legend(BASIS)
    assert legend is not None
    asked_by = {
        measure.id.split(":")[1]: {id.split(":")[1] for id in measure.asked_by}
        for measure in legend.measures
        if measure.asked_by
    }
    assert asked_by["cloud_exit"] == {"cloud_uses"}
    assert asked_by["machine_data_use"] == {"networked_share"}
    assert "downtime" not in asked_by  # asked of whoever has a machine
    for each in subject_gaps.strands(BASIS, legend):
        ids = set(legend_ids(each))
        assert all(set(measure.asked_by) <= ids for measure in each.measures)


def test_where_nearly_all_lack_an_item_who_is_asked_beyond_it_is_not_told() -> None:
    """Of nine hundred 30 have a cloud; that "30–39 were asked" of it would tell the others."""
    legend = subject_gaps.legend(BASIS)
    assert legend is not None
    items = ("items:cloud_uses", "items:cloud_exit")
    for having, told in ((30, False), (300, True)):
        has = np.arange(900) < having
        beyond = np.where(has, np.arange(900) % 2, np.nan)
        frame = framed(900, **dict(zip(items, (has.astype(float), beyond), strict=True)))
        known = lines_of(subject_gaps.columns(frame, legend), SUBJECTS["gaps"].breakdown(), legend)
        everybody, counts = known.as_of(np.datetime64("2100-01-01"))
        city = publish(everybody.only(counts), 2026, THRESHOLD).city
        assert [isinstance(city.means[f"{item}:gap"], float) for item in items] == [told, told]
        assert isinstance(city.asked[f"{items[1]}:gap"], CountRange) is told


def test_claims_are_held_against_what_was_found() -> None:
    """Claimed minus verified of the same case; verdicts in per cent of its own claims."""
    legend = subject_claims.legend(BASIS)
    frame = framed(2, **{
        "claims:claimed:total": [50.0, np.nan], "claims:confirmed": [3.0, 0.0],
        "claims:down": [1.0, 2.0], "claims:unchecked": [0.0, 2.0], "total": [40.0, 44.0],
    })  # fmt: skip
    found = subject_claims.columns(frame, legend)
    assert found["total:over"].tolist() == [10.0]  # the other has no claim to hold it against
    assert found["claims_confirmed"].tolist() == [75.0]
    assert found["claims_down"].tolist() == [25.0]
    assert found["claims_up"].tolist() == [0.0]
    claimed = framed(1, **{"claims:claimed:total": [50.0]}).assign(side="claimed")
    assert subject_claims.columns(claimed, legend).empty


def test_a_wish_is_a_concern_or_a_solution_that_answers_it_first() -> None:
    """Whoever asked for nothing counts in the first share and in no other."""
    legend = subject_wishes.legend(BASIS)
    answers = concerns()["delivery"]
    solution = next(f"solution:{s.id}" for s in catalogue().solutions if answers.place(s) == 0)
    frame = framed(4, **{
        "wishes:concern:delivery": [1.0, np.nan, np.nan, np.nan],
        f"wishes:{solution}": [np.nan, 1.0, np.nan, np.nan],
        "wishes:concern:cash": [np.nan, np.nan, 1.0, np.nan],
    })  # fmt: skip
    found = subject_wishes.columns(frame, legend)
    assert found[subject_wishes.ANY].tolist() == [100.0, 100.0, 100.0, 0.0]
    assert found["wish:delivery"].tolist()[:3] == [100.0, 100.0, 0.0]
    assert np.isnan(found["wish:delivery"].tolist()[3])


@pytest.mark.parametrize(
    ("coverage", "low", "high", "expected"),
    [
        (0.5, 1, 2, 2),
        (0.5, 2, 2, 2),
        (0.5, 0, 2, -1),
        (0.2, 2, 2, -1),
        (np.nan, np.nan, np.nan, None),
    ],
)
def test_a_level_is_told_only_where_it_is_nearly_known(
    coverage: float, low: float, high: float, expected: int | None
) -> None:
    """Too little weight or levels two apart are undetermined; no estimate is nothing at all."""
    legend = subject_national.legend(BASIS)
    assert legend is not None
    total = np.nan if expected is None else 40.0
    given = {"total": total, "low": 10.0, "high": 80.0, "level": 2.0, "level_low": low}
    given |= {"level_high": high, "known": 0.06, "coverage": coverage}
    frame = framed(1, **{f"national:{name}": [each] for name, each in given.items()})
    found = subject_national.columns(frame, legend)
    assert found["level"].tolist() == ([] if expected is None else [expected])
    numbers = [level.number for level in legend.levels]
    assert numbers == sorted({-1, 0, *numbers})


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=lambda each: each.id)
def test_nobody_alone_changes_a_figure(subject: Any) -> None:
    """A newcomer who is asked everything and has nothing waits; ten of them come together."""
    legend = subject.legend(BASIS)
    rng = np.random.default_rng(7)

    def city(many: int, days: int) -> pd.DataFrame:
        frame = framed(many)
        frame["since"] += pd.Timedelta(days=days)
        columns = {}
        for node in RUBRIC.tree.nodes:
            columns[node.id] = rng.uniform(20, 80, many)
        for id in legend_ids(subject_gaps.legend(BASIS))[1:]:
            columns[id.removesuffix(":gap")] = rng.choice([0.0, 1.0], many)
        for id in legend_ids(subject_claims.legend(BASIS)):
            columns[f"claims:claimed:{id.removesuffix(':over')}"] = rng.uniform(20, 80, many)
        for verdict in ("confirmed", "down", "up", "unchecked"):
            columns[f"claims:{verdict}"] = rng.integers(1, 9, many).astype(float)
        for name in ("delivery", "cash", "quality"):
            columns[f"wishes:concern:{name}"] = rng.choice([1.0, np.nan], many)
        for name in subject_national.FIGURES:
            columns[f"national:{name}"] = rng.choice([1.0, 2.0], many)
        columns |= {RESCORED: rng.uniform(20, 80, many), RESCORED_AT: frame["since"]}
        return frame.assign(**columns)

    def shown(*frames: pd.DataFrame) -> Any:
        every = subject.columns(pd.concat(frames, ignore_index=True), legend)
        known = lines_of(every, subject.breakdown(), legend)
        until = boundary(pd.Timestamp("2026-08-20", tz="UTC").to_pydatetime())
        return publish(released(known, until, THRESHOLD), 2026, THRESHOLD)

    first, one = city(40, 0), city(1, 40)
    assert shown(first, one) == shown(first)
    assert shown(first, one, city(30, 41)).city.count == CountRange(70, 79)


def test_what_was_claimed_and_wished_is_kept_with_the_signature() -> None:
    """The claimed figures and what became of each claim; and that nothing was wished for."""
    with new_town() as town:
        signed = town.signed()
        claims = beside(town.store, CLAIMS)
        assert claims.loc[(signed.id, "verified"), "claimed:total"] > 0
        assert "confirmed" in claims.columns
        wishes = beside(town.store, WISHES)
        for side in ("claimed", "verified"):
            assert wishes.loc[(signed.id, side), "said"] == 1
