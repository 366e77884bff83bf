"""What a row of a file does not state of the enterprise and what follows from the rest."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.districts import districts
from assessments.divisions import divisions
from assessments.facts import known_facts
from services.scoring_files.cells import fact_parser
from services.scoring_files.facts import completed

FIGURE = st.sampled_from([None, 0.0, 5.0, 19.0, 20.0, 299.0, 300.0, 999.0, 2000.0, 40000.0])


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([None, *divisions()]), FIGURE, FIGURE, FIGURE), min_size=1)
)
def test_a_row_has_the_facts_of_a_profile_with_its_figures(rows: list[tuple[object, ...]]) -> None:
    """Size class and section are what the same enterprise gets when it fills in its profile."""
    division, *figures = zip(*rows, strict=True)
    stated = {"division": np.array([each or "" for each in division])}
    for name, column in zip(("employees", "revenue", "assets"), figures, strict=True):
        stated[name] = np.array([np.nan if each is None else each for each in column], np.float64)
    found = completed(stated, len(rows))
    for place, row in enumerate(rows):
        known = known_facts(*row)  # type: ignore[arg-type]
        for name in ("size", "section"):
            seen = str(found[name][place]) if name in found else ""
            assert seen == str(known.get(name, "")), (name, row)


def test_what_a_row_states_stands() -> None:
    """A stated size class is not worked out again, whatever the figures are."""
    facts = {
        "division": np.array(["34", "34"]),
        "size": np.array(["micro", ""]),
        "employees": np.array([5000.0, 5000.0]),
        "revenue": np.array([90000.0, 90000.0]),
    }
    assert completed(facts, 2)["size"].tolist() == ["micro", "large"]


def test_a_section_that_is_classed_as_one_is_enough() -> None:
    """Manufacturing has one row of the rule, wholesale and retail have two."""
    facts = {"section": np.array(["C", "F"]), "employees": np.array([5.0, 5.0])}
    assert completed(facts, 2)["size"].tolist() == ["micro", ""]


def test_every_district_can_be_stated() -> None:
    """The codes of all districts are read as they are, the one of our own too."""
    read = fact_parser("district")
    assert [read(code) for code in districts()] == [*districts()]
