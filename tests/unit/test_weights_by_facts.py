"""Weights that depend on a fact of the enterprise: every figure is that of the plain rubric."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from files.problems import InvalidFiles
from i18n import Lang
from questionnaires.columns import columns_of
from questionnaires.library import load
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from reports.chapters.change import parts_text
from reports.chapters.method import method
from reports.narratives.narrator import Narrator
from reports.report import Bullets
from scoring import score, scorecard_of, scorecards_of
from scoring.comparison import compare
from scoring.compiling import compile_rubric
from scoring.differences import rubric_changes
from scoring.paths.cheapest import cheapest_path
from scoring.paths.effort_reading import efforts
from scoring.reader import read_rubric
from scoring.rubric import Node, Rubric
from scoring.scorecard import Scorecard
from scoring.sensitivity import sensitivity
from scoring.splitting import JudgedSheets
from scoring.weighing import count_of_weight_sets, weighed, weighted_rubrics
from scoring.whatif import changed, score_if
from tests.unit.report_cases import diagnosis
from tests.unit.scoring_oracle import with_rows, with_tree
from tests.unit.scoring_worlds import answers, facts, worlds

often = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def unstamped(card: Scorecard) -> Scorecard:
    """The card without the digest of what made it."""
    return card.model_copy(update={"stamp": card.stamp.model_copy(update={"rubric_digest": ""})})


def near(figure: float | None) -> Any:
    """Equal to 1e-9, or nothing on both sides."""
    return None if figure is None else pytest.approx(figure, rel=1e-9, abs=1e-9)


def alike(node: Node) -> Node:
    """The tree with tables whose rows are all that for an unknown fact."""
    table = node.weights_by
    if table is not None:
        usual = table.rows[table.unknown].weights
        rows = tuple(row.model_copy(update={"weights": usual}) for row in table.rows)
        table = table.model_copy(update={"rows": rows})
    nodes = tuple(map(alike, node.nodes))
    return node.model_copy(update={"nodes": nodes, "weights_by": table})


@often
@given(st.data())
def test_a_row_judges_like_the_same_weights_without_a_table(data: st.DataObject) -> None:
    """A firm's scorecard is exactly that of a rubric with the weights of its row (S76)."""
    questionnaire, rubric = data.draw(worlds(routed=True, tabled=True))
    sheet = Sheet(data.draw(answers(questionnaire)), data.draw(facts()))
    own = scorecard_of(questionnaire, rubric, sheet)
    plain = scorecard_of(questionnaire, with_rows(rubric, sheet.facts), sheet)
    assert unstamped(own) == unstamped(plain)
    assert own.stamp.rubric_digest == rubric.digest


@often
@given(st.data())
def test_a_table_of_equal_rows_is_no_table(data: st.DataObject) -> None:
    """Where all rows are equal, every scorecard is that of the plain weights (S76)."""
    questionnaire, rubric = data.draw(worlds(routed=True, tabled=True))
    equal = with_tree(rubric, alike(rubric.tree))
    plain = with_rows(rubric, {})
    sheet = Sheet(data.draw(answers(questionnaire)), data.draw(facts()))
    assert unstamped(scorecard_of(questionnaire, equal, sheet)) == unstamped(
        scorecard_of(questionnaire, plain, sheet)
    )


@often
@given(st.data())
def test_many_firms_at_once_are_each_judged_by_their_own_row(data: st.DataObject) -> None:
    """Alone, in a batch and as columns a sheet has the same figures (S33)."""
    questionnaire, rubric = data.draw(worlds(tabled=True))
    several = st.lists(st.tuples(answers(questionnaire), facts()), min_size=1, max_size=8)
    sheets = [Sheet(*each) for each in data.draw(several)]
    together = scorecards_of(questionnaire, rubric, sheets)
    every = columns_of(
        questionnaire, [each.answers for each in sheets], [each.facts for each in sheets]
    )
    scores = score(questionnaire, rubric, every)
    for at, sheet in enumerate(sheets):
        card = scorecard_of(questionnaire, rubric, sheet)
        for one, other in zip(card.nodes, together[at].nodes, strict=True):
            assert (one.score, one.low, one.high, one.weight) == (
                near(other.score), near(other.low), near(other.high), near(other.weight)
            )  # fmt: skip
        total = scores.total[at]
        assert (None if np.isnan(total) else total) == near(card.total)
        assert scores.level[at] == (-1 if card.level is None else card.level.number)


@often
@given(st.data())
def test_what_would_be_if_keeps_to_the_row_of_the_firm(data: st.DataObject) -> None:
    """Alternatives, doubts and differences are those under the plain weights of its row (W1)."""
    questionnaire, rubric = data.draw(worlds(tabled=True))
    known = data.draw(facts())
    before, after = (Sheet(data.draw(answers(questionnaire)), known) for _ in range(2))
    plain = with_rows(rubric, known)
    others = [after.answers]
    assert np.array_equal(
        score_if(questionnaire, rubric, before, others).total,
        score_if(questionnaire, plain, before, others).total,
        equal_nan=True,
    )
    assert sensitivity(questionnaire, rubric, before) == sensitivity(questionnaire, plain, before)
    assert compared(questionnaire, rubric, before, after) == compared(
        questionnaire, plain, before, after
    )


def compared(questionnaire: Questionnaire, rubric: Rubric, before: Sheet, after: Sheet) -> Any:
    """The two sheets under one rubric."""
    sides = (JudgedSheets(questionnaire, rubric, (each,)) for each in (before, after))
    return compare(*sides)


SECTORS = Path(__file__).parents[1] / "cases" / "families" / "sectors"
ASKED = load(SECTORS / "1")
JUDGE = read_rubric(SECTORS / "rubric.yaml", ASKED)
ANSWERS = {
    "planning": "all", "quality": "half", "automation": "few", "linking": "most",
    "people": "none", "leading": "all",
}  # fmt: skip


def firm(**known: str | float) -> Sheet:
    """The same answers by an enterprise of these facts."""
    return Sheet(ANSWERS, known)


def test_a_rubric_with_tables_is_never_scored_as_it_is() -> None:
    """Its weights are nobody's, so the compiler refuses it (S76)."""
    with pytest.raises(ValueError, match="depend on facts"):
        compile_rubric(ASKED, JUDGE)


def test_every_set_of_weights_is_known_once() -> None:
    """Four rows by section and three by size are twelve rubrics; one with equal sets is one."""
    ways = weighted_rubrics(JUDGE)
    assert len(ways) == count_of_weight_sets([*JUDGE.tables.values()]) == 12
    assert len({way.rubric.digest for way in ways}) == 12
    assert {way.rubric.stamped for way in ways} == {JUDGE.digest}
    assert ways[0].facts == {}
    for way in ways:
        assert weighed(JUDGE, way.facts) is way.rubric


def test_other_weights_in_any_row_are_another_rubric(tmp_path: Path) -> None:
    """The digest holds every row, and no reason (S37)."""
    text = (SECTORS / "rubric.yaml").read_text("utf-8")
    file = tmp_path / "changed.yaml"
    for old, new, is_same in (
        ("{process: 5, technology: 3", "{process: 5, technology: 4", False),
        ("is: [F, G]", "is: [F, G, H]", False),
        ("Process matters in trade", "Processes matter in trade", True),
    ):
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), "utf-8")
        assert (read_rubric(file, ASKED).digest == JUDGE.digest) is is_same


def test_a_firm_that_has_grown_is_judged_as_what_it_is_now() -> None:
    """What its other weights make is in the rubric's part (C8)."""
    before, after = firm(section="C", size="micro"), firm(section="C", size="large")
    total = compared(ASKED, JUDGE, before, after).total
    assert (total.before, total.after) == (pytest.approx(65), pytest.approx(60))
    assert total.parts == pytest.approx((0, 0, -5))
    narrator = Narrator("en", diagnosis(ANSWERS, questionnaire=ASKED, judge=JUDGE))
    found = compared(ASKED, JUDGE, before, after)
    assert "other weights count now" in parts_text(narrator, found, by_facts=True)


def test_the_path_goes_by_the_weights_of_the_firm() -> None:
    """A small firm is sent to what weighs most for it, as under the plain weights (P1)."""
    for known in ({"section": "A", "size": "micro"}, {"section": "G", "size": "large"}):
        sheet = Sheet({**ANSWERS, "planning": "few", "quality": "few"}, known)
        plain = with_rows(JUDGE, known)
        own = cheapest_path(ASKED, JUDGE, sheet, efforts(ASKED))
        assert own == cheapest_path(ASKED, plain, sheet, efforts(ASKED))
        assert own.steps
        after = scorecard_of(ASKED, JUDGE, changed(sheet, own.changes))
        assert after.total == pytest.approx(own.after.total)


def test_the_report_tells_which_weights_count_and_why() -> None:
    """The chapter on the method names the fact, its value, the weights and the reason."""
    known = diagnosis(ANSWERS, questionnaire=ASKED, judge=JUDGE)
    sheet = firm(section="C", size="micro")
    said: tuple[tuple[Lang, str], ...] = (
        ("zh", "制造业看流程和设备"),
        ("en", "Process and machines"),
    )
    for lang, reason in said:
        told = method(Narrator(lang, replace(known, sheet=sheet)))
        (bullets,) = (block for block in told if isinstance(block, Bullets))
        assert len(bullets.items) == 2
        assert "C" in bullets.items[0]
        assert reason in bullets.items[0]
        assert "4" in bullets.items[0]
    unknown = method(Narrator("en", replace(known, sheet=firm())))
    (bullets,) = (block for block in unknown if isinstance(block, Bullets))
    assert all("not known" in item for item in bullets.items)


def test_what_changed_between_two_versions_names_the_rows(tmp_path: Path) -> None:
    """The comparison of two files shows the old and the new table."""
    text = (SECTORS / "rubric.yaml").read_text("utf-8")
    file = tmp_path / "changed.yaml"
    file.write_text(
        text.replace("{process: 5, technology: 3", "{process: 6, technology: 3"), "utf-8"
    )
    found = rubric_changes(JUDGE, read_rubric(file, ASKED), (ASKED, ASKED))
    (table,) = (each for each in found if each.name == "weights_by")
    assert "F / G: process 5, technology 3" in str(table.before)
    assert "F / G: process 6, technology 3" in str(table.after)


def test_a_part_that_shrinks_may_count_for_some_firms_only(tmp_path: Path) -> None:
    """With a weight of 0 in their row nothing shrinks; either kind of firm may come first (S62)."""
    text = (SECTORS / "rubric.yaml").read_text("utf-8")
    for old, new in (
        ("{process: 5, technology: 3,", "{process: 5, technology: 0,"),
        ("  - id: technology\n", "  - id: technology\n    shrinks: true\n"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    file = tmp_path / "shrinks.yaml"
    file.write_text(text, "utf-8")
    judge = read_rubric(file, ASKED)
    sheets = [firm(section="C", size="micro"), firm(section="G", size="large")]
    for ordered in (sheets, sheets[::-1]):
        alone = [scorecard_of(ASKED, judge, each) for each in ordered]
        assert [*map(unstamped, scorecards_of(ASKED, judge, ordered))] == [*map(unstamped, alone)]


def numbered(rows: str, folder: Path) -> Path:
    """The rubric with a table by the number of employees in place of that by size."""
    text = (SECTORS / "rubric.yaml").read_text("utf-8")
    before, _, rest = text.partition("      fact: size\n")
    _, _, after = rest.partition("      unknown: otherwise\n")
    weights = "{automation: 1, linking: 1}, reason: 样"
    table = f"      fact: employees\n      rows: [{rows.replace('W', weights)}]\n"
    unknown = f"      unknown: {{weights: {weights}}}\n"
    file = folder / "numbers.yaml"
    file.write_text(before + table + unknown + after, "utf-8")
    return file


def test_rows_of_a_number_may_stand_in_any_order(tmp_path: Path) -> None:
    """They leave no gap and do not overlap, so every number has one row (S76)."""
    file = numbered("{at_least: 20, weights: W}, {below: 20, weights: W}", tmp_path)
    assert read_rubric(file, ASKED).tables["technology"].fact == "employees"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("{at_least: 20, weights: W}, {below: 30, weights: W}", "R084"),
        ("{at_least: 20, weights: W}, {below: 10, weights: W}", "R085"),
        ("{at_least: 20, below: 20, weights: W}", "R082"),
        ("{below: 20, weights: W}", "R085"),
        ("{is: [many], weights: W}", "R082"),
    ],
)
def test_rows_of_a_number_that_overlap_or_leave_gaps_are_refused(
    rows: str, code: str, tmp_path: Path
) -> None:
    """Each with one problem, and nothing false of the children (S76)."""
    with pytest.raises(InvalidFiles) as caught:
        read_rubric(numbered(rows, tmp_path), ASKED)
    assert [each.code for each in caught.value.problems] == [code]
