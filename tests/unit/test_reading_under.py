"""A sheet read under another questionnaire: what is certain, what is left, where it would stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.answers import Answer, NotApplicable
from questionnaires.crosswalks import remaining
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.reading_under import ReadUnder, estimates_under, read_under
from scoring.rubric import Rubric
from tests.unit.crosswalk_world import COUNTED, EQUAL, NATION, SHOP, agreeing, sheets, walk

FULL: dict[str, Answer] = {
    "place": "own",
    "machines": 10.0,
    "digital": 4.0,
    "orders": "system",
    "drawings": "cad",
    "tools": ("stock", "antivirus"),
    "accounts": "shared",
}


def read(*, rubric: Rubric = COUNTED, **changes: Answer | None) -> ReadUnder:
    """The full sheet with other answers (None: without it), read under."""
    given = {id: answer for id, answer in (FULL | changes).items() if answer is not None}
    return read_under(walk(), SHOP, Sheet(given), NATION, rubric)


def state(found: ReadUnder, item: str) -> str:
    """certain, open, narrowed or contradicted."""
    if item in found.certain:
        return "certain"
    return next(each.state for each in found.still_asked if each.item.id == item)


def options(found: ReadUnder, item: str) -> tuple[str, ...]:
    """What is left of an item that is narrowed."""
    left = next(each.remaining for each in found.still_asked if each.item.id == item)
    return left.options if left else ()


def test_numbers_and_single_options_are_certain() -> None:
    """V1, V2: the same number and a reading that leaves one option are carried over."""
    certain = {id: left.answer for id, left in read().certain.items()}
    assert certain == {"machines_total": 10.0, "machines_digital": 4.0, "design_scene": "tool"}


def test_several_relations_to_one_item_meet() -> None:
    """V3: what each of them leaves is left; here both together leave one option."""
    assert options(read(), "stock_scene") == ("tool", "system", "linked")
    assert options(read(tools=("antivirus",)), "stock_scene") == ("none", "tool")
    assert options(read(orders="table"), "stock_scene") == ("tool", "system")


def test_relations_that_leave_nothing_make_the_item_open() -> None:
    """V3: a contradiction is named, and the item counts as unanswered."""
    found = read(tools=("none",), orders="linked")
    assert state(found, "stock_scene") == "contradicted"
    assert state(read(tools=("none",)), "stock_scene") == "certain"


def test_ticks_are_certain_excluded_or_open() -> None:
    """V4: a tick of ours makes one of theirs certain, another excludes, the rest stays open."""
    (left,) = (each.remaining for each in read().still_asked if each.item.id == "security")
    assert left is not None
    assert left.ticked == ("products",)
    assert left.options == ("products", "leaks")
    alone = read(tools=("none",))
    assert options(alone, "security") == ("leaks", "none")


def test_bands_keep_their_closed_end() -> None:
    """V2: closed right, 10 % belongs to the first band; the next says nothing."""
    assert options(read(digital=1.0), "planning_scene") == ("none", "tool")
    assert state(read(digital=2.0), "planning_scene") == "open"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"place": "none"}, "没有设计"), ({"orders": NotApplicable("不接单")}, None)],
)
def test_what_does_not_apply_says_nothing_unless_it_is_said(
    changes: dict[str, Answer], reason: str | None
) -> None:
    """V2: routed out or not applicable is silent, but for absent_too; the reason comes along."""
    found = read(**changes)
    assert state(found, "order_scene") == ("narrowed" if reason else "open")
    if reason:
        assert found.certain["design_scene"].answer == NotApplicable(reason)


def test_an_open_answer_or_one_that_is_none_there_says_nothing() -> None:
    """V1: an item without an answer is silent; so is a number beyond what theirs takes."""
    assert state(read(orders=None), "order_scene") == "open"
    assert state(read(machines=5000.0), "machines_total") == "open"


def test_the_estimate_counts_the_middle_of_what_is_left() -> None:
    """V5: certain answers and the middle of the narrowed ones, through the engine."""
    found = read()
    middle: dict[str, Answer] = {
        "machines_total": 10.0,
        "machines_digital": 4.0,
        "design_scene": "tool",
        "security": ("products",),
        "order_scene": "system",
        "stock_scene": "system",
    }
    card = scorecard_of(NATION, COUNTED.sharing, Sheet(middle))
    assert found.estimate == card
    assert found.level is not None
    assert (found.level_low, found.level.number, found.level_high) == (1, 1, 2)


def test_coverage_is_what_is_certain_or_narrowed() -> None:
    """V6: shares of weight: 0.4 and 2/5 are certain, 0.7 and 3/5 at least narrowed."""
    found = read()
    assert found.known == pytest.approx(0.4)
    assert found.coverage == pytest.approx(0.65)


def test_an_item_that_routes_is_not_taken_for_narrowed_in_the_figures() -> None:
    """V5: the scene whose routing is open stays open, and is asked still."""
    found = read()
    assert [each.item.id for each in found.still_asked] == [
        "trade", "security", "order_scene", "stock_scene", "planning_scene", "people"
    ]  # fmt: skip
    assert found.asked == 9


def test_nothing_answered_is_nothing_known() -> None:
    """V5: an empty sheet has no estimate, no coverage, and everything is still asked."""
    found = read_under(walk(), SHOP, Sheet({}), NATION, EQUAL)
    assert (found.level, found.known, found.coverage) == (None, 0.0, 0.0)
    assert len(found.still_asked) == found.asked == 9


@pytest.mark.parametrize("rubric", [COUNTED, EQUAL], ids=["counted", "equal"])
@given(data=st.data())
def test_whatever_agrees_with_the_crosswalk_lies_in_the_interval(
    rubric: Rubric, data: st.DataObject
) -> None:
    """V7: every whole sheet of theirs that the readings admit has its score and level in them."""
    ours = data.draw(sheets(SHOP, {}))
    found = read_under(walk(), SHOP, ours, NATION, rubric)
    left = remaining(walk(), SHOP, NATION, ours)
    theirs = data.draw(agreeing(NATION, left, {}))
    card = scorecard_of(NATION, rubric, theirs)
    assert all(left[id].admits(theirs.answers[id]) for id in left)
    estimate = found.estimate.total
    if card.total is not None and found.low is not None and found.high is not None:
        assert estimate is None or found.low - 1e-9 <= estimate <= found.high + 1e-9
        assert found.low - 1e-9 <= card.total <= found.high + 1e-9
        assert card.level is not None
        assert found.level_low is not None
        assert found.level_high is not None
        assert found.level_low <= card.level.number <= found.level_high
        if found.level is not None:
            assert found.level_low <= found.level.number <= found.level_high


@given(st.lists(sheets(SHOP, {}), max_size=6), st.sampled_from([COUNTED, EQUAL]))
def test_many_sheets_are_read_as_each_by_itself(every: list[Sheet], rubric: Rubric) -> None:
    """The figures of a batch are those of one sheet after another."""
    found = estimates_under(walk(), SHOP, every, NATION, rubric)
    for sheet, estimated in zip(every, found, strict=True):
        one = read_under(walk(), SHOP, sheet, NATION, rubric)
        assert estimated == pytest.approx(
            (
                one.estimate.total,
                one.low,
                one.high,
                None if one.level is None else one.level.number,
                one.level_low,
                one.level_high,
                one.known,
                one.coverage,
            )
        )
