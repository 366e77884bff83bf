"""Sums of some enterprises at a time are those of all, whoever adds them up and in what order."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregates.breakdown import breakdown
from aggregates.disclosure import MeasureYear, enough, suppress
from aggregates.partial import ALL, SCHEMA, added, filled, partial_sums
from assessments.districts import districts
from questionnaires.library import load
from scoring import library, score
from services.city_sums import sums_of_file
from services.scoring_files import FaultyInput, read_sheets

NAME = "manufacturing@2026.1"
DIVISIONS = ["13", "34", "39", "72", ""]
SIZES = ["micro", "small", "medium", "large", "unclassified"]

ENTERPRISES = st.lists(
    st.tuples(
        st.sampled_from(DIVISIONS),
        st.sampled_from([*districts()]),
        st.sampled_from(SIZES),
        st.sampled_from([ALL, 0, 1, 7]),  # whose case it is
        st.one_of(st.none(), st.integers(0, 100)),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(ENTERPRISES, st.lists(st.integers(0, 30), max_size=4))
def test_parts_add_up_to_the_whole(
    firms: list[tuple[str, str, str, int, int | None]], cuts: list[int]
) -> None:
    """However they are cut, every row's number and sum, an insider's too, is the breakdown's."""
    rows = breakdown()
    division, district, size, insider, value = ([firm[at] for firm in firms] for at in range(5))
    places = rows.places(division, district, size)
    values = np.array([np.nan if each is None else each for each in value], np.float64)
    known = np.array(insider, np.int64)
    edges = [0, *sorted(min(cut, len(firms)) for cut in cuts), len(firms)]
    parts = [
        partial_sums(rows, places[low:high], {"total": values[low:high]}, known[low:high])
        for low, high in pairwise(edges)
    ]
    half = len(parts) // 2
    whole = added([added(parts[half:]), added(parts[:half])])
    assert whole.schema.equals(SCHEMA)
    assert whole.equals(added(parts))
    there = ~np.isnan(values)
    pairs = np.column_stack([there, np.where(there, values, 0.0)]).astype(np.float64)
    assert np.array_equal(filled(whole, rows, "total"), rows.sums(places, pairs))
    for each in {7, *insider} - {ALL}:
        own = known == each
        assert np.array_equal(
            filled(whole, rows, "total", each), rows.sums(places[own], pairs[own])
        )


def test_disclosure_control_works_on_the_sums() -> None:
    """Counts that came together from parts are hidden as those of a population would be."""
    rows = breakdown()
    codes = [*districts()]
    firms = [("34", codes[at % 2], "small") for at in range(40)] + [("34", codes[2], "large")] * 4
    places = rows.places(*map(list, zip(*firms, strict=True)))
    ones, nobody = np.ones(len(firms)), np.full(len(firms), ALL)
    parts = [
        partial_sums(rows, places[part], {"firms": ones[part]}, nobody[part])
        for part in (slice(0, 20), slice(20, 44))
    ]
    own = filled(added(parts), rows, "firms")
    nothing = np.zeros((0, *own.shape)), np.zeros((len(own), 0))
    hidden = suppress(MeasureYear(rows, own, *nothing, 10, enough(10)), (None,) * len(own))
    place = {row.id: at for at, row in enumerate(rows.nodes)}
    assert hidden[place[codes[2]]] is not None
    assert hidden[place[codes[0]]] is not None or hidden[place[codes[1]]] is not None
    assert hidden[place["city"]] is None


def sheets(path: Path, **columns: list[str]) -> Path:
    """A file of answer sheets with those columns."""
    pyarrow.parquet.write_table(pa.table(columns), path)
    return path


def test_a_file_gives_the_sums_of_its_scores(tmp_path: Path) -> None:
    """Every sheet with a total is in its rows once; the sums of two files are those of one."""
    asked = load(NAME)
    judge = library.rubric(asked.default_rubric, asked)
    ladder = next(item for item in asked.items if item.kind == "ladder" and item.show_if is None)
    steps = [option.id for option in ladder.options]
    codes = [*districts()]
    columns = {
        "respondent": [f"r{at}" for at in range(30)],
        ladder.id: [(steps * 30)[at] for at in range(29)] + [""],
        "division": ["34", "13", ""] * 10,
        "district": [codes[at % len(codes)] for at in range(30)],
        "size": ["small", ""] * 15,
    }
    whole = sums_of_file(NAME, None, sheets(tmp_path / "all.parquet", **columns))
    parts = [
        sums_of_file(
            NAME,
            None,
            sheets(
                tmp_path / f"{low}.parquet", **{k: v[low : low + 10] for k, v in columns.items()}
            ),
        )
        for low in (20, 0, 10)
    ]
    other = added(parts)
    exact = ["insider", "row", "measure", "n"]
    assert other.select(exact).equals(whole.select(exact))
    assert np.allclose(other["total"], whole["total"], rtol=1e-12)
    read = read_sheets(asked, tmp_path / "all.parquet")
    total = score(asked, judge, read.columns).total
    city = filled(whole, breakdown(), "total")[0]
    assert city[0] == np.count_nonzero(~np.isnan(total)) == 29
    assert city[1] == pytest.approx(np.nansum(total), rel=1e-12)
    levels = {name for name in whole["measure"].to_pylist() if name.startswith("level_")}
    assert sum(filled(whole, breakdown(), name)[0, 0] for name in levels) == 29


def test_a_sheet_outside_the_city_is_a_fault(tmp_path: Path) -> None:
    """A file whose sheets do not say a district of the city gives no sums, and says why."""
    path = sheets(tmp_path / "in.parquet", respondent=["a"], district=["999999"], workshop=["own"])
    with pytest.raises(FaultyInput, match="district of the city; there are 320205"):
        sums_of_file(NAME, None, path)
