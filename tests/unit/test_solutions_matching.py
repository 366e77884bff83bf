"""From gaps to solutions: each one lifts something, suits, and stands after what it needs."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from questionnaires.answers import Answer
from questionnaires.library import load
from questionnaires.model import Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.card import scorecard_of
from scoring.library import rubric
from solutions.library import catalogue
from solutions.lifting import Gap
from solutions.matching import gaps_of, solutions_for
from tests.seeds import RANDOMS

SHIPPED = catalogue()
SOUND = catalogue(Path(__file__).parents[1] / "data" / "solutions" / "sound")
QUICK = load("quick_scan", "2026.1")  # which the samples are written for
NAMES = ("manufacturing", "services", "agriculture", "park", "promotion_centre", "quick_scan")


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Sheet]:
    """The name of a questionnaire that is filled in somehow, by somebody."""
    name = draw(st.sampled_from(NAMES))
    questionnaire = load(name)
    random = draw(RANDOMS)
    answers: dict[str, Answer] = {}
    for item in questionnaire.items:
        if item.asked and item.kind is not Kind.TEXT and random.random() < 0.9:
            if item.kind is Kind.NUMBER:
                answers[item.id] = float(random.randint(int(item.minimum or 0), 20))
            elif item.kind is Kind.MULTI:
                plain = [option.id for option in item.options if not option.exclusive]
                answers[item.id] = tuple(random.sample(plain, random.randint(1, len(plain))))
            else:
                answers[item.id] = random.choice(item.options).id
    facts: dict[str, str | float] = {}
    if draw(st.booleans()):
        facts["size"] = draw(st.sampled_from(["large", "medium", "small", "micro"]))
        facts["employees"] = float(draw(st.integers(1, 500)))
    if draw(st.booleans()):
        facts["section"] = draw(st.sampled_from("ACGLM"))
    return name, Sheet(answers, facts)


def gaps(questionnaire: Questionnaire, sheet: Sheet) -> tuple[Gap, ...]:
    """The gaps under the questionnaire's own rubric."""
    return gaps_of(questionnaire, rubric(questionnaire.default_rubric, questionnaire), sheet)


@given(cases())
def test_every_listed_solution_lifts_a_gap_and_follows_what_it_needs(
    case: tuple[str, Sheet],
) -> None:
    """Each lifts at least one gap by no more than it loses; prerequisites precede; all suit."""
    questionnaire, sheet = load(case[0]), case[1]
    found = gaps(questionnaire, sheet)
    lost = {gap.item.id: gap.lost for gap in found}
    matches = solutions_for(questionnaire, found, sheet.facts, sheet.answers)
    places = {match.solution.id: place for place, match in enumerate(matches)}
    assert len(places) == len(matches)
    for place, match in enumerate(matches):
        solution = match.solution
        assert match.lifts
        assert match.points == pytest.approx(sum(lift.points for lift in match.lifts))
        for lift in match.lifts:
            assert 0 < lift.points <= lost[lift.item] + 1e-9
        assert {*match.after, *match.assumed} == set(solution.prerequisites)
        assert all(places[name] < place for name in match.after)
        assert not set(match.assumed) & set(places)
        assert sheet.facts.get("size", solution.sizes[0]) in solution.sizes
        section = sheet.facts.get("section")
        assert section is None or not solution.sections or section in solution.sections


@given(cases())
def test_a_lift_is_what_the_engine_gives(case: tuple[str, Sheet]) -> None:
    """Answering the lifted rung instead wins back at least a part, in the engine's own figures."""
    questionnaire, sheet = load(case[0]), case[1]
    own = rubric(questionnaire.default_rubric, questionnaire)
    found = {gap.item.id: gap for gap in gaps_of(questionnaire, own, sheet)}
    before = {score.id: score for score in scorecard_of(questionnaire, own, sheet).items}
    matches = solutions_for(questionnaire, tuple(found.values()), sheet.facts, sheet.answers)
    lifts = [lift for match in matches for lift in match.lifts]
    assume(lifts)
    for lift in lifts[:3]:
        item = found[lift.item].item
        if item.kind in (Kind.NUMBER, Kind.RATIO):
            continue
        multi = item.kind is Kind.MULTI
        answer: Answer = (*lift.from_, *lift.to) if multi else lift.to[0]
        lifted = Sheet({**sheet.answers, item.id: answer}, sheet.facts)
        after = {each.id: each for each in scorecard_of(questionnaire, own, lifted).items}
        value, now = after[item.id].value, before[item.id].value
        assert value is not None
        assert now is not None
        won = before[item.id].lost * (value - now) / (1 - now)
        assert won == pytest.approx(lift.points)


def quick(**answers: Answer) -> tuple[Gap, ...]:
    """The gaps of a quick scan that is answered only so far."""
    return gaps(QUICK, Sheet(answers))


def listed(found: tuple[Gap, ...], **facts: str | float) -> list[str]:
    """The ids of the sample's solutions."""
    return [match.solution.id for match in solutions_for(QUICK, found, facts, among=SOUND)]


def test_a_prerequisite_comes_first_even_if_it_wins_less() -> None:
    """What needs copies stands behind them; once they are there they are assumed."""
    both = quick(backup="scraps", software=("accounting",))
    assert listed(both) == ["copies", "drill"]
    (match,) = solutions_for(QUICK, quick(backup="daily"), {}, among=SOUND)
    assert (match.solution.id, match.after, match.assumed) == ("drill", (), ("copies",))


def test_a_rung_that_must_be_there_already_is_asked_for() -> None:
    """Nobody is told to drill what is not yet backed up."""
    assert listed(quick(backup="copied")) == ["copies"]


def test_what_does_not_suit_is_left_out_with_all_that_needs_it() -> None:
    """Sizes and sections decide; what is not known leaves nothing out."""
    found = quick(backup="scraps", software=("accounting",))
    assert listed(found, size="micro") == ["copies"]
    assert listed(found, size="large") == []
    assert listed(found, section="A") == []
    assert listed(found, section="C", size="small") == ["copies", "drill"]
    assert listed(found, size="unclassified") == ["copies", "drill"]


@pytest.mark.parametrize(
    ("name", "sections"), [("agriculture", {"A"}), ("services", set("EFGHIKLMNOPQR"))]
)
def test_nothing_of_a_factory_lifts_a_question_of_farms_or_services(
    name: str, sections: set[str]
) -> None:
    """Not even where the section is unknown, which leaves nothing out by itself."""
    questionnaire = load(name)
    gaps = tuple(
        Gap(item, item.rungs[:1], (0.0, *(1.0 for _ in item.rungs[1:])), 1.0)
        for item in questionnaire.scored
        if item.options
    )
    found = [match.solution for match in solutions_for(questionnaire, gaps, {})]
    assert found
    assert not [each.id for each in found if each.sections and sections.isdisjoint(each.sections)]


def test_what_is_heavy_waits_for_what_it_rests_on() -> None:
    """A camera is for those who record what they inspect, and for more than fifty people."""
    factory = load("manufacturing")
    item = factory.by_id["ai_use"]
    gap = Gap(item, ("none",), tuple(float(rung != "none") for rung in item.rungs), 1.0)

    def camera(check: str, employees: int) -> bool:
        answers = {"workshop": "all_own", "quality_check": check}
        matches = solutions_for(factory, (gap,), {"employees": employees}, answers)
        return "vision_inspection" in {match.solution.id for match in matches}

    assert camera("entered", 50)
    assert not camera("paper", 50)
    assert not camera("entered", 49)


def test_an_open_item_asks_for_nothing() -> None:
    """Where nothing is answered, nothing is known to be lacking."""
    assert quick() == ()
    assert solutions_for(QUICK, (), {}) == ()


def test_conditions_look_at_facts() -> None:
    """One sign-in for everything is nothing for ten people, and may be for an unknown number."""
    found = quick(accounts="by_post")

    def names(**facts: float) -> set[str]:
        return {match.solution.id for match in solutions_for(QUICK, found, facts)}

    assert "single_sign_on" in names(employees=200.0) & names()
    assert "single_sign_on" not in names(employees=10.0)


def test_items_of_a_pool_are_known_wherever_they_were_included() -> None:
    """A change written for the pool holds in every questionnaire that asks the same."""
    services = load("services")
    found = gaps(services, Sheet({"backup": "scraps"}))
    names = [match.solution.id for match in solutions_for(services, found, {})]
    assert names == ["backup_routine"]


def test_the_dearest_gap_is_served_first() -> None:
    """Without prerequisites in the way, more points won come first."""
    sheet = Sheet({"accounts": "shared", "data_lead": "anyone", "results_checked": "told"})
    matches = solutions_for(QUICK, gaps(QUICK, sheet), {})
    free = [match.points for match in matches if not match.after]
    assert free == sorted(free, reverse=True)
    assert len(matches) > 2
