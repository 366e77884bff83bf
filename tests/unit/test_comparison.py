"""Two results compared: the parts add up to the difference and go back to what changed."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires.answers import NotApplicable
from questionnaires.library import load
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.comparison import Comparison, compare
from scoring.library import rubric
from scoring.rubric import Rubric
from scoring.rules.min import Min
from scoring.scorecard import Scorecard
from scoring.splitting import JudgedSheets
from scoring.whatif import changed, score_if
from tests.town import ANSWERS
from tests.unit.scoring_worlds import answers, judged, nodes, worlds

WORKSHOP = load(Path(__file__).parents[1] / "data" / "samples" / "workshop")
EQUAL = rubric("equal", WORKSHOP)
MANUFACTURING = load("manufacturing")
FACTS = {"employees": 50.0, "size": "small"}
often = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def sheet(**changes: Any) -> Sheet:
    """The whole sheet of the sample questionnaire with other answers."""
    base = {k: float(v) if isinstance(v, int) else v for k, v in ANSWERS.items()}
    base["safeguards"] = ("backup", "accounts")
    return changed(Sheet(base, FACTS), changes)


def remade(model: Any, **changes: Any) -> Any:
    """A frozen value with other fields (model_copy would keep what was computed of the old)."""
    return type(model)(
        **{name: getattr(model, name) for name in type(model).model_fields} | changes
    )


def of(
    sheet: Sheet, rubric: Rubric = EQUAL, questionnaire: Questionnaire = WORKSHOP
) -> JudgedSheets:
    """One judged sheet."""
    return JudgedSheets(questionnaire, rubric, (sheet,))


def changes(found: Comparison) -> Mapping[str, float]:
    """What each item brought, answers and routing together."""
    return {item.id: item.answers + item.routing for item in found.items}


def check(found: Comparison, before: Scorecard, after: Scorecard) -> None:
    """The figures are those of the two scorecards, and all parts add up (C1, C3, C7)."""
    assert found.levels == tuple(card.level and card.level.number for card in (before, after))
    scores = {node.id: node for node in after.nodes}
    assert [node.id for node in found.nodes][: len(scores)] == [*scores]
    for node in found.nodes:
        if node.id in scores:
            expected = scores[node.id].score
            assert node.after == (None if expected is None else pytest.approx(expected, abs=1e-9))
        if node.parts is not None:
            assert node.change is not None
            assert sum(node.parts) == pytest.approx(node.change, abs=1e-9 * node.scale)
    total = found.total
    if before.total is not None:
        assert total.before == pytest.approx(
            after.start + (before.total - before.start) / before.span * after.span,
            abs=1e-9 * after.span,
        )
    if total.parts is not None and found.items:
        answered, routed = (
            sum(item.answers for item in found.items),
            sum(item.routing for item in found.items),
        )
        assert answered == pytest.approx(total.parts.answers, abs=1e-9 * total.scale)
        assert routed == pytest.approx(total.parts.routing, abs=1e-9 * total.scale)


@often
@given(st.data())
def test_the_parts_add_up_under_any_two_rubrics(data: st.DataObject) -> None:
    """Whatever the trees, rules and answers, the three parts add up to the difference (C3)."""
    questionnaire, old = data.draw(worlds())
    parts = [data.draw(judged(item, rising=False)) for item in questionnaire.items]
    tree = data.draw(nodes(parts, "n", 3, ("weighted_mean", "min", "geometric_mean")))
    new = remade(old, tree=tree, rules=())
    one, two = (Sheet(data.draw(answers(questionnaire))) for _ in range(2))
    found = compare(of(one, old, questionnaire), of(two, new, questionnaire))
    check(found, *(scorecard_of(questionnaire, *each) for each in ((old, one), (new, two))))


@often
@given(st.data())
def test_the_order_of_the_two_sides_only_turns_the_signs(data: st.DataObject) -> None:
    """Comparing backwards gives the same parts with the other sign (C3 favours no order)."""
    questionnaire, only = data.draw(worlds())
    one, two = (Sheet(data.draw(answers(questionnaire))) for _ in range(2))
    there = compare(of(one, only, questionnaire), of(two, only, questionnaire)).total
    back = compare(of(two, only, questionnaire), of(one, only, questionnaire)).total
    assert (there.parts is None) == (back.parts is None)
    if there.parts is not None and back.parts is not None:
        assert there.parts == pytest.approx([-part for part in back.parts], abs=1e-9 * there.scale)


def test_only_what_changed_is_named() -> None:
    """One other answer is the only item, and the whole difference is its part (C7)."""
    found = compare(of(sheet()), of(sheet(downtime="automatic")))
    assert [item.id for item in found.items] == ["downtime"]
    assert found.total.parts is not None
    assert found.total.change == pytest.approx(found.total.parts.answers, abs=1e-12)
    assert found.items[0].answers == pytest.approx(found.total.change, abs=1e-12)


def test_an_item_that_no_longer_applies_is_routing() -> None:
    """Without a workshop all its questions fall away; none of that counts as an answer (C2)."""
    found = compare(of(sheet()), of(sheet(workshop="none")))
    assert found.total.parts is not None
    assert found.total.parts.answers == pytest.approx(0, abs=1e-12)
    assert found.total.parts.routing == pytest.approx(found.total.change, abs=1e-12)
    # the scrap rate goes too: it is asked of those with a workshop or with a budget
    assert {item.id for item in found.items} == {
        "machines_networked_share", "downtime", "scheduling", "scrap_rate",
    }  # fmt: skip
    assert all(item.applied == (True, False) and item.answers == 0 for item in found.items)


def test_not_applicable_is_routing_too() -> None:
    """An answer "not applicable" belongs to the second part, not to the answers (C2)."""
    found = compare(of(sheet()), of(sheet(downtime=NotApplicable("没有"))))
    assert found.total.parts is not None
    assert found.total.parts.routing == pytest.approx(found.total.change, abs=1e-12)


def test_another_rubric_is_rubric() -> None:
    """The same answers under other weights differ by the rubric alone, to the last node (C2)."""
    weights = zip(EQUAL.tree.nodes, (1.0, 2.0, 5.0), strict=True)
    tree = remade(EQUAL.tree, nodes=tuple(remade(node, weight=weight) for node, weight in weights))
    found = compare(of(sheet()), of(sheet(), remade(EQUAL, tree=tree)))
    assert found.total.parts is not None
    assert found.total.change != pytest.approx(0, abs=1e-3)
    assert found.total.parts.rubric == pytest.approx(found.total.change, abs=1e-12)
    assert found.items == ()
    assert all(node.change == pytest.approx(0, abs=1e-12) for node in found.nodes[1:])


def test_two_scales_are_compared_on_the_later_one() -> None:
    """A total on 0..5 is stated on 0..100 before it is compared (C1)."""
    small = remade(EQUAL, tree=remade(EQUAL.tree, scale=5.0), rules=())
    found = compare(of(sheet(), small), of(sheet()))
    assert found.total.scale == 100
    assert found.total.before == pytest.approx(found.total.after, abs=1e-9)
    assert found.total.change == pytest.approx(0, abs=1e-9)


def test_where_one_side_has_no_total_nothing_is_split() -> None:
    """Against an empty sheet there is no difference, hence no parts nor points (C5)."""
    found = compare(of(Sheet({}, FACTS)), of(sheet()))
    assert (found.total.before, found.total.change, found.total.parts) == (None, None, None)
    assert found.levels[0] is None
    back = compare(of(sheet()), of(Sheet({}, FACTS)))
    assert (back.total.after, back.total.change, back.total.parts) == (None, None, None)
    for each in (found, back):
        assert {item.id for item in each.items} >= {"downtime", "plan"}
        assert all(item.answers == item.routing == 0 for item in each.items)


def test_a_mixture_without_a_score_does_not_break_the_sum() -> None:
    """Where an order passes through an empty sheet, the steps around it share equally (C5)."""
    small = questionnaire_of("plan", "downtime")
    only = rubric("equal", small)
    facts = {"employees": 5.0}
    one = Sheet({"workshop": "own", "downtime": "logged"}, facts)
    two = Sheet({"workshop": "none", "plan": "budgeted"}, facts)
    found = compare(of(one, only, small), of(two, only, small))
    assert found.total.parts is not None
    assert sum(found.total.parts) == pytest.approx(found.total.change, abs=1e-9)


def questionnaire_of(*scored: str) -> Questionnaire:
    """The sample questionnaire with these scored items only."""
    items = tuple(each for each in WORKSHOP.items if not each.scored or each.id in scored)
    return cast("Questionnaire", remade(WORKSHOP, items=items, digest=" ".join(scored)))


def test_the_weakest_link_goes_back_to_the_item_that_rose() -> None:
    """Under min the item that was lifted gets the points, not the one that is weakest now (C6)."""
    items = tuple(item for node in EQUAL.tree.nodes for item in node.items)
    tree = remade(EQUAL.tree, nodes=(), items=items, aggregate=Min())
    weakest_link = remade(EQUAL, tree=tree, rules=())
    one = sheet(plan="nowhere", scrap_rate=0.5, backup_test="quarter")
    two = sheet(plan="budgeted", scrap_rate=0.5, backup_test="quarter")
    found = compare(of(one, weakest_link), of(two, weakest_link))
    assert changes(found) == {"plan": pytest.approx(found.total.change)}


def test_an_edition_that_drops_an_option_is_compared_all_the_same() -> None:
    """Answers that the other edition cannot read count as open there, and nothing fails (C4)."""
    items = tuple(
        remade(item, options=item.options[:-1]) if item.id == "downtime" else item
        for item in WORKSHOP.items
    )
    newer = remade(WORKSHOP, edition="2", items=items, digest="2")
    ours = sheet(downtime="foreseen")
    found = compare(of(ours), of(ours, rubric("equal", newer), newer))
    after = scorecard_of(newer, rubric("equal", newer), changed(ours, {"downtime": None}))
    assert found.total.after == pytest.approx(after.total)
    assert found.total.parts is not None
    assert found.total.parts.rubric == pytest.approx(found.total.change, abs=1e-9)


def test_an_edition_that_routes_otherwise_shows_it_as_routing() -> None:
    """An item that the new edition no longer asks of this enterprise is the second part (C4)."""
    items = tuple(
        remade(item, show_if=None) if item.id == "scheduling" else item for item in WORKSHOP.items
    )
    older = remade(WORKSHOP, edition="0", items=items, digest="0")
    small = Sheet(sheet().answers, {"employees": 5.0, "size": "micro"})
    found = compare(of(small, rubric("equal", older), older), of(small))
    assert found.total.parts is not None
    assert found.total.parts.routing == pytest.approx(found.total.change, abs=1e-9)
    assert found.total.parts.routing != pytest.approx(0, abs=1e-3)


@given(st.permutations(["strategy", "foundation", "cloud"]))
def test_the_manufacturing_questionnaire_is_compared_under_its_own_rubric(order: Any) -> None:
    """The dimensions' parts and the items' points add up for the real rubric as well (C3, C7)."""
    wuxi = rubric("wuxi", MANUFACTURING)
    ladders = [item for item in MANUFACTURING.scored if item.kind == "ladder"]
    low = {item.id: item.options[1].id for item in ladders} | {"workshop": "all_own"}
    high = low | {
        item.id: item.options[3].id for item in ladders if item.dimension in order[:2]
    }  # fmt: skip
    found = compare(
        of(Sheet(low, FACTS), wuxi, MANUFACTURING), of(Sheet(high, FACTS), wuxi, MANUFACTURING)
    )
    cards = (scorecard_of(MANUFACTURING, wuxi, Sheet(each, FACTS)) for each in (low, high))
    check(found, *cards)
    assert {MANUFACTURING.by_id[item.id].dimension for item in found.items} <= set(order[:2])


@often
@given(st.data())
def test_many_alternatives_are_scored_like_each_by_itself(data: st.DataObject) -> None:
    """A batch of changes gives, one by one, what the changed sheet gives (W1)."""
    questionnaire, only = data.draw(worlds())
    base = Sheet(data.draw(answers(questionnaire)))
    alternatives = [data.draw(answers(questionnaire)) for _ in range(4)]
    alternatives.append(dict.fromkeys(base.answers))
    found = score_if(questionnaire, only, base, alternatives)
    for place, each in enumerate(alternatives):
        card = scorecard_of(questionnaire, only, changed(base, each))
        assert found.total[place] == pytest.approx(
            float("nan") if card.total is None else card.total, nan_ok=True, abs=1e-9
        )
        assert int(found.level[place]) == (-1 if card.level is None else card.level.number)


def test_what_if_decides_routing_anew() -> None:
    """With another routing answer the questions behind it are asked or fall away (W1)."""
    found = score_if(WORKSHOP, EQUAL, sheet(), [{}, {"workshop": "none"}])
    cards = [scorecard_of(WORKSHOP, EQUAL, each) for each in (sheet(), sheet(workshop="none"))]
    assert list(found.total) == pytest.approx([card.total for card in cards])
    assert all(a <= b for a, b in pairwise(sorted(found.coverage)))
