"""The cheapest way up: it arrives, it respects what it must, and nothing cheaper arrives."""

from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires.answers import Answer
from questionnaires.library import load
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from scoring.paths.cheapest import CheapestPath, NoSuchLevel, cheapest_path
from scoring.paths.choices import choices_of
from scoring.paths.effort_reading import efforts
from scoring.paths.efforts import Effort, EffortTable, Needs
from scoring.paths.ground import Ground
from scoring.paths.search import of_all, searched
from scoring.paths.space import Space
from scoring.rubric import Rubric
from scoring.rules.base import Aggregation, Floats
from scoring.rules.registry import register
from scoring.whatif import changed
from tests.unit.path_cases import case, exact
from tests.unit.scoring_worlds import RULES, TEXT, answers, worlds
from tests.unit.test_comparison import EQUAL, FACTS, WORKSHOP, remade, sheet

MANUFACTURING = load("manufacturing")
WUXI = rubric("wuxi", MANUFACTURING)
EFFORTS = efforts(MANUFACTURING)
GENERAL = efforts(WORKSHOP)
often = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@register("test_two_weakest")
class TwoWeakest(Aggregation):
    """The mean of the two lowest values: a rule that only its own code can combine."""

    weighs = False

    def combine(self, values: Floats, weights: Floats) -> Floats:
        """The two lowest of those that count."""
        counted = np.sort(np.where(weights > 0, values, np.inf), axis=0)
        lowest, second = counted[0], counted[min(1, len(counted) - 1)]
        return (lowest + np.where(np.isinf(second), lowest, second)) / 2


def ones(**own: Any) -> EffortTable:
    """Every step takes 1."""
    one = Effort(id="one", cost=1, name=TEXT, meaning=TEXT, reason=TEXT)
    values = {"own": {}, **own}
    return EffortTable(
        classes={"one": one}, heights=((1.0, "one"),), tick="one", drop="one", provenance=TEXT,
        **values,
    )  # fmt: skip


def manufacturer(random: np.random.Generator, height: float, **own: Answer) -> Sheet:
    """A manufacturer's whole sheet; ``height`` is about how high its answers stand, 0 to 1."""
    given_answers: dict[str, Answer] = {}
    for item in MANUFACTURING.items:
        if item.kind is Kind.NUMBER:
            given_answers[item.id] = float(random.binomial(40, height))
        elif item.kind in (Kind.LADDER, Kind.CHOICE):
            given_answers[item.id] = item.options[random.binomial(item.steps - 1, height)].id
        elif item.kind is Kind.MULTI:
            good = [o.id for o in item.options if not o.exclusive and random.random() < height]
            given_answers[item.id] = tuple(good) or (item.options[-1].id,)
    known: dict[str, Answer] = {
        "workshop": "all_own",
        "machines_total": 40.0,
        "orders_due": 40.0,
        "delivery_entries": 10.0 - random.binomial(9, height),
    }
    return Sheet({**given_answers, **known, **own}, FACTS)


def lowest_where_open(
    questionnaire: Questionnaire, judge: Rubric, before: Sheet, after: Sheet
) -> Sheet:
    """``after`` with each question that it newly opens answered at its lowest."""
    was = {item.id: item.state for item in scorecard_of(questionnaire, judge, before).items}
    now = scorecard_of(questionnaire, judge, after).items
    opened = [
        questionnaire.by_id[item.id]
        for item in now
        if item.state == "unanswered" and was[item.id] in ("routed_out", "not_applicable")
    ]
    return changed(after, {item.id: _worst(item, judge) for item in opened})


def _worst(item: Item, judge: Rubric) -> Answer:
    points = judge.judged[item.id].points
    option = item.options[int(np.argmin(points))].id
    return (option,) if item.kind is Kind.MULTI else option


def check(questionnaire: Questionnaire, judge: Rubric, before: Sheet, way: CheapestPath) -> None:
    """What holds of every way that arrives (P1, P4, P8, P9)."""
    after = lowest_where_open(questionnaire, judge, before, changed(before, way.changes))
    card = scorecard_of(questionnaire, judge, after)
    assert card.level is not None
    assert card.level.number >= way.target
    assert way.after.level == card.level.number
    assert way.after.total == pytest.approx(card.total, abs=1e-9 * card.scale)
    assert sum(step.cost for step in way.steps) == pytest.approx(way.cost)
    total = way.before.total or 0.0
    for step in way.steps:
        assert step.cost == pytest.approx(sum(effort.cost for effort in step.efforts))
        total += step.gain
        assert step.after.total == pytest.approx(total, abs=1e-9 * card.scale)
    assert total == pytest.approx(way.after.total or 0.0, abs=1e-9 * card.scale)
    parts = {id for item in questionnaire.scored for id in (item.id, item.part)}
    assert set(way.changes) <= parts
    assert not {step.item for step in way.steps} & set(way.fixed)


def space_of(questionnaire: Questionnaire, judge: Rubric, before: Sheet, table: EffortTable,
             target: int) -> Space:  # fmt: skip
    """The space that a way is searched in."""
    ground = Ground(questionnaire, judge, before)
    return Space(ground, choices_of(ground, table), table, target)


def table(data: st.DataObject, questionnaire: Questionnaire) -> EffortTable:
    """Random costs, and random steps that need others."""
    costs = data.draw(st.lists(st.sampled_from([1, 2, 3, 5, 8, 20]), min_size=4, max_size=4))
    classes = {
        f"c{at}": Effort(id=f"c{at}", cost=cost, name=TEXT, meaning=TEXT, reason=TEXT)
        for at, cost in enumerate(costs)
    }
    needs = []
    for needed, item in zip(questionnaire.items, questionnaire.items[1:], strict=False):
        if data.draw(st.integers(0, 2)) == 0:
            to, at = (data.draw(st.integers(0, each.steps - 1)) for each in (item, needed))
            needs.append(Needs(item=item.id, to=to, needed=needed.id, at=at, reason=TEXT))
    return EffortTable(
        classes=classes, heights=((0.3, "c0"), (0.6, "c1"), (1.0, "c2")), tick="c3", drop="c0",
        own={}, needs=tuple(needs), provenance=TEXT,
    )  # fmt: skip


@often
@given(st.data())
def test_a_way_arrives_under_any_rubric(data: st.DataObject) -> None:
    """Its answers, scored as any others, give the level it promises and its figures (P1, P8)."""
    rules = data.draw(st.sampled_from([RULES, ("test_two_weakest",)]))
    questionnaire, judge = data.draw(worlds(rules=rules))
    before = Sheet(data.draw(answers(questionnaire)))
    target = data.draw(st.integers(1, judge.levels[-1].number))
    way = cheapest_path(questionnaire, judge, before, table(data, questionnaire), target)
    if way.reached:
        check(questionnaire, judge, before, way)
    else:
        assert way.steps == ()
        assert way.after.level is None or way.after.level < target


@often
@given(st.data())
def test_nothing_cheaper_arrives(data: st.DataObject) -> None:
    """The search finds what trying every combination finds, under every rule (P6).

    Only where a level rule counts a higher step for less may it miss that a way exists.
    """
    questionnaire, judge = data.draw(worlds())
    before = Sheet(data.draw(answers(questionnaire, complete=True)))
    target = data.draw(st.integers(1, judge.levels[-1].number))
    space = space_of(questionnaire, judge, before, table(data, questionnaire), target)
    if space.size and prod(len(one) for one in space.choices) <= 100_000:
        every, quick = of_all(space), searched(space)
        assert (every is None) == (quick is None) or judge.measures
        if every is not None and quick is not None and quick.proven:
            assert quick.cost == pytest.approx(every.cost)


def test_no_way_is_more_than_5_percent_dearer_than_the_integer_programme() -> None:
    """On 500 random weighted rubrics with bands and gates HiGHS finds nothing better (P6)."""
    random = np.random.default_rng(2026)
    gaps = []
    for number in range(500):
        one = case(random, int(random.choice([5, 8, 12, 16, 24, 40, 59])), needs=number % 4)
        least = exact(one)
        way = cheapest_path(one.questionnaire, one.rubric, one.sheet, one.efforts, one.target)
        assert way.reached == (least is not None)
        if least:
            gaps.append(way.cost / least - 1)
            assert not way.proven or gaps[-1] < 1e-6
        elif least is not None:
            assert way.cost == 0
    assert len(gaps) > 300
    assert max(gaps) <= 0.05


@pytest.mark.parametrize("height", [0.02, 0.2, 0.4, 0.6, 0.85])
@pytest.mark.parametrize("judge", ["wuxi", "equal"])
def test_a_manufacturer_gets_its_way_to_every_level(height: float, judge: str) -> None:
    """The real questionnaire under both of its rubrics: every level has a way that arrives (P1)."""
    which = rubric(judge, MANUFACTURING)
    before = manufacturer(np.random.default_rng(7), height)
    costs = [0.0]
    for target in range(1, 6):
        way = cheapest_path(MANUFACTURING, which, before, EFFORTS, target)
        assert way.reached
        check(MANUFACTURING, which, before, way)
        costs.append(way.cost)
    assert costs == sorted(costs)  # a higher level is never cheaper


def test_the_sample_gets_its_way_and_gates_are_named() -> None:
    """A step says which requirement it serves; the total's band is one (P9)."""
    way = cheapest_path(WORKSHOP, EQUAL, sheet(), GENERAL)
    assert way.reached
    check(WORKSHOP, EQUAL, sheet(), way)
    assert all(need.node == "total" for step in way.steps for need in step.serves)
    assert all(step.serves for step in way.steps)


def test_a_gate_is_served_by_the_items_below_it() -> None:
    """Under wuxi a sheet that fails only one gate gets steps below that node alone (P6, P9)."""
    ladders = [item for item in MANUFACTURING.scored if item.kind is Kind.LADDER]
    best = manufacturer(np.random.default_rng(1), 1.0)
    low = {item.id: item.options[1].id for item in ladders if item.dimension == "strategy"}
    before = changed(best, low)
    card = scorecard_of(MANUFACTURING, WUXI, before)
    assert card.level is not None
    assert [need.node for need in card.held_back] == ["strategy"]
    way = cheapest_path(MANUFACTURING, WUXI, before, EFFORTS, 5)
    assert {MANUFACTURING.by_id[step.item].dimension for step in way.steps} == {"strategy"}
    assert {need.node for step in way.steps for need in step.serves} == {"strategy"}


def test_rungs_are_climbed_one_after_another() -> None:
    """Two rungs up take the effort of both, and the step says so (P3)."""
    choices = choices_of(Ground(WORKSHOP, EQUAL, sheet(downtime="told")), GENERAL)
    row = [item.id for item in WORKSHOP.scored].index("downtime")
    costs = [choice.cost for choice in choices[row]]
    tool, system, project = (GENERAL.classes[id].cost for id in ("tool", "system", "project"))
    assert costs == [0, tool, tool + system, tool + system + project]
    assert [len(choice.moves) for choice in choices[row]] == [0, 1, 2, 3]


def test_each_option_of_a_multi_item_is_a_step() -> None:
    """Three options to take up and one bad one to give up are four steps (P3)."""
    before = sheet(safeguards=("shared_password",))
    only = remade(WORKSHOP, items=tuple(i for i in WORKSHOP.items if i.id == "safeguards"),
                  digest="one")  # fmt: skip
    judge = rubric("equal", only)
    way = cheapest_path(
        only, judge, Sheet({"safeguards": before.answers["safeguards"]}), GENERAL, 5
    )
    assert way.changes == {"safeguards": ("backup", "accounts", "leavers")}
    assert [step.gives_up for step in way.steps].count(True) == 1
    assert len(way.steps) == 4
    assert all(step.now is None for step in way.steps)


def test_numbers_and_ratios_move_by_bands() -> None:
    """A band is entered at its nearest number; a ratio moves its part, never its whole (P4)."""
    before = sheet(scrap_rate=50.0, machines_total=7.0, machines_networked=0.0)
    choices = choices_of(Ground(WORKSHOP, EQUAL, before), ones())
    rows = [item.id for item in WORKSHOP.scored]
    networked = choices[rows.index("machines_networked_share")]
    # one machine of seven is in [0.1, 0.3), three in [0.3, 0.6), five at 0.71 in the last
    assert [choice.changes for choice in networked[1:]] == [
        {"machines_networked": 1.0}, {"machines_networked": 3.0}, {"machines_networked": 5.0},
    ]  # fmt: skip
    judge = rubric("equal", WORKSHOP)
    falling = remade(judge.judged["scrap_rate"], points=(2.0, 1.0, 0.0))
    other = remade(judge, tree=with_item(judge.tree, falling))
    scrap = choices_of(Ground(WORKSHOP, other, before), ones())[rows.index("scrap_rate")]
    assert [choice.changes for choice in scrap[1:]] == [{"scrap_rate": 5.0}, {"scrap_rate": 1.0}]


def with_item(tree: Any, item: Any) -> Any:
    """The tree with one item judged otherwise."""
    return remade(
        tree,
        items=tuple(item if each.id == item.id else each for each in tree.items),
        nodes=tuple(with_item(node, item) for node in tree.nodes),
    )


def test_a_band_that_no_number_reaches_is_passed_by() -> None:
    """With two machines a tenth to three tenths cannot be; half of them can (P4)."""
    before = sheet(machines_total=2.0, machines_networked=0.0)
    choices = choices_of(Ground(WORKSHOP, EQUAL, before), ones())
    row = [item.id for item in WORKSHOP.scored].index("machines_networked_share")
    assert [choice.changes for choice in choices[row][1:]] == [
        {"machines_networked": 1.0}, {"machines_networked": 2.0},
    ]  # fmt: skip
    assert [choice.cost for choice in choices[row]] == [0, 2, 3]


def test_what_does_not_apply_or_is_open_is_no_step() -> None:
    """Routed out, not applicable, unanswered and highest items are fixed, each with why (P5)."""
    before = changed(sheet(workshop="none", plan="budgeted"), {"backup_test": None})
    way = cheapest_path(WORKSHOP, EQUAL, before, GENERAL, 5)
    assert way.fixed["downtime"] == way.fixed["machines_networked_share"] == "routed_out"
    assert way.fixed["backup_test"] == "unanswered"
    assert way.fixed["plan"] == "highest"
    assert {step.item for step in way.steps} <= {"safeguards", "scrap_rate"}


def test_out_of_reach_says_what_lacks_at_best() -> None:
    """Where even the best falls short, the missing requirement is named with its figure (P10)."""
    nothing = manufacturer(np.random.default_rng(1), 0.3)
    held = {
        item.id: None
        for item in MANUFACTURING.scored
        if item.dimension == "data_security" and item.id != "data_ledger"
    }
    before = changed(nothing, {**held, "data_ledger": "in_heads"})
    stuck = EFFORTS.model_copy(
        update={"needs": (Needs(item="data_ledger", to=1, needed="backup", at=1, reason=TEXT),)}
    )
    way = cheapest_path(MANUFACTURING, WUXI, before, stuck, 3)
    assert not way.reached
    assert way.steps == ()
    assert [(need.level, need.node) for need in way.short] == [
        (2, "data_security"), (3, "data_security"),
    ]  # fmt: skip
    assert way.short[0].actual == pytest.approx(0)


def test_what_a_step_needs_comes_first() -> None:
    """Counting machines need connected ones: both are in the way, in that order (P7)."""
    one = ones(
        needs=(
            Needs(item="plan", to=1, needed="downtime", at=1, reason=TEXT),
            Needs(item="downtime", to=1, needed="machines_networked_share", at=2, reason=TEXT),
        )
    )
    before = sheet(downtime="told", plan="nowhere", machines_networked=0.0)
    way = cheapest_path(WORKSHOP, EQUAL, before, one, 5)
    assert way.reached
    places = {step.item: place for place, step in enumerate(way.steps)}
    assert places["machines_networked_share"] < places["downtime"] < places["plan"]


def test_a_need_of_something_that_does_not_apply_is_no_need() -> None:
    """Without a workshop nobody asks for connected machines before a plan (P7)."""
    need = Needs(item="plan", to=1, needed="machines_networked_share", at=2, reason=TEXT)
    way = cheapest_path(
        WORKSHOP, EQUAL, sheet(workshop="none", plan="nowhere"), ones(needs=(need,)), 5
    )
    assert "plan" in {step.item for step in way.steps}


def test_a_step_that_opens_questions_counts_them_at_their_lowest() -> None:
    """Backing up for the first time asks when it was last tried; that is counted as never (P4)."""
    before = changed(sheet(safeguards=("nothing",)), {"backup_test": None})
    way = cheapest_path(WORKSHOP, EQUAL, before, ones(), 5)
    check(WORKSHOP, EQUAL, before, way)
    opening = [step for step in way.steps if step.opens]
    assert [(step.item, step.opens) for step in opening] == [("safeguards", ("backup_test",))]
    assert opening[0].to == WORKSHOP.by_id["safeguards"].options[0]


def test_a_level_that_is_there_takes_nothing() -> None:
    """Asked for the level it has, a sheet gets no steps and no cost (P1)."""
    card = scorecard_of(WORKSHOP, EQUAL, sheet())
    assert card.level is not None
    way = cheapest_path(WORKSHOP, EQUAL, sheet(), GENERAL, card.level.number)
    assert (way.reached, way.cost, way.steps, way.after) == (True, 0, (), way.before)


def test_the_next_level_is_the_default() -> None:
    """Without a target it is the level above; at the top it stays the top (P1)."""
    card = scorecard_of(WORKSHOP, EQUAL, sheet())
    assert card.level is not None
    assert cheapest_path(WORKSHOP, EQUAL, sheet(), GENERAL).target == card.level.number + 1
    top = manufacturer(np.random.default_rng(1), 1.0)
    assert cheapest_path(MANUFACTURING, WUXI, top, EFFORTS).target == 5
    assert cheapest_path(WORKSHOP, EQUAL, Sheet({}), GENERAL).target == 1


def test_a_level_that_does_not_exist_is_refused() -> None:
    """The refusal names the levels there are."""
    with pytest.raises(NoSuchLevel) as refused:
        cheapest_path(WORKSHOP, EQUAL, sheet(), GENERAL, 9)
    assert (refused.value.lowest, refused.value.highest) == (1, 5)


def test_an_empty_sheet_has_no_way() -> None:
    """Nothing is answered, so nothing can be a step: everything is open (P5, P10)."""
    way = cheapest_path(WORKSHOP, EQUAL, Sheet({}), GENERAL, 2)
    assert not way.reached
    assert [(need.level, need.node, need.actual) for need in way.short] == [(2, "total", None)]
    assert set(way.fixed.values()) == {"unanswered"}
    assert way.before.level is None


FILES = Path(__file__).parents[2] / "scoring" / "efforts"


def test_every_step_of_the_shipped_tables_exists() -> None:
    """The tables that come with the product read without a problem, each class with its reason."""
    assert all(effort.reason.zh and effort.reason.en for effort in EFFORTS.classes.values())
    assert set(EFFORTS.own) <= {item.id for item in MANUFACTURING.scored}
    assert all(need.reason.zh and need.reason.en for need in EFFORTS.needs)
    assert efforts(MANUFACTURING) == EFFORTS
