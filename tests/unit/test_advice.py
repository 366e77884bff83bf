"""A catalogue has advice for all that it covers, in words that those told of it know."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from files.problems import Problem
from questionnaires.answers import Answer
from questionnaires.library import available, load
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.library import rubric
from scoring.whatif import Changes
from solutions import entries
from solutions.audience import EnterpriseKind, kinds
from solutions.library import catalogue, check
from solutions.matching import gaps_of
from solutions.plans.trying import Trial, trial_of
from solutions.reader import COSTS, FOLDER
from solutions.trade_words import FILE, TradeEntries, TradeEntry, trades
from tests.unit.problem_codes import ROOT, CodesOfFiles

SAMPLES = ROOT / "tests" / "data" / "advice"
REFERENCES = {"sme_2024", "cmmm", "eu_dmat"}  # instruments of others, for comparison only


class TestCodes(CodesOfFiles):
    """Those of advice."""

    area = "advice_problems"
    folder = SAMPLES
    guide = "advice.md"
    entries = (entries.ByConsultantEntry, TradeEntries, TradeEntry)
    words = ("covers", "by_consultant")

    def problems(self, sample: Path) -> Iterable[Problem]:
        """Of a catalogue that can be used all the same."""
        assert catalogue(sample).solutions
        return check(sample.glob("*.yaml"), {})


def test_what_is_left_to_a_consultant_is_no_problem() -> None:
    """An item without a solution passes once the file says so with a reason."""
    assert check((SAMPLES / "sound").glob("*.yaml"), {}) == ()


def test_every_questionnaire_of_ours_is_covered() -> None:
    """The shipped files promise advice for every questionnaire and pool but those of others."""
    text = [file.read_text("utf-8") for file in FOLDER.glob("*.yaml") if file.name != COSTS]
    covers = [line for each in text for line in each.splitlines() if line.startswith("covers: [")]
    named = {id.strip() for line in covers for id in line[len("covers: [") : -1].split(",")}
    assert named == set(available()) - REFERENCES


@pytest.mark.parametrize("trade", trades(), ids=lambda trade: trade.trade)
def test_whom_a_trade_names_is_there(trade: TradeEntry) -> None:
    """Questionnaires, dimensions and answers in the list of words exist."""
    for name in trade.questionnaires:
        id, *rest = name.split(".")
        questionnaire = load(id)
        if len(rest) == 1:
            assert rest[0] in {dimension.id for dimension in questionnaire.dimensions}, name
        elif rest:
            item, option = rest
            assert option in questionnaire.by_id[item].rungs, name
    assert trade.questionnaires or trade.sections
    assert FILE.exists()


@pytest.mark.parametrize(
    ("name", "told", "not_told"),
    [
        ("manufacturing", EnterpriseKind("B", "micro"), EnterpriseKind("A", "micro")),
        ("agriculture", EnterpriseKind("C", "small"), EnterpriseKind("G", "small")),
        ("park", EnterpriseKind("L", "large"), EnterpriseKind("C", "large")),
        ("promotion_centre", EnterpriseKind("C", "large"), EnterpriseKind("C", "medium")),
        ("finance_use", EnterpriseKind("A", "micro"), EnterpriseKind("J", "micro")),
    ],
)
def test_a_questionnaire_is_offered_to_its_firms(
    name: str, told: EnterpriseKind, not_told: EnterpriseKind
) -> None:
    """Section, size and the sections of divisions decide; what else is asked leaves nobody out."""
    assert told in kinds(load(name))
    assert not_told not in kinds(load(name))


NOT_YET = {("manufacturing", "shop_network")}  # no network before there is software to use it
ABOVE = {("agriculture", "cloud_uses"), ("software_equipment", "marking")}  # what is left is rare


@pytest.mark.parametrize("name", sorted(set(available()) - REFERENCES - {"common"}))
@pytest.mark.parametrize(("rung", "excused"), [(0, NOT_YET), (1, NOT_YET), (2, ABOVE)])
def test_whoever_stands_low_finds_advice_for_every_question(
    name: str, rung: int, excused: set[tuple[str, str]]
) -> None:
    """On every route, from each of the three lowest rungs, each lost point has a solution.

    At once, or once others have brought what it needs.
    """
    questionnaire = load(name)
    judge = rubric(questionnaire.default_rubric, questionnaire)
    wanted = "A" if name == "agriculture" else "CEJL"
    kind = next(each for each in kinds(questionnaire) if each.section in wanted)
    facts: dict[str, str | float] = {"section": kind.section, "size": "medium", "employees": 100.0}
    lost: set[str] = set()
    lifted: set[str] = set()
    for answers in routes(questionnaire, rung):
        sheet = Sheet(answers, facts)
        lost |= {gap.item.id for gap in gaps_of(questionnaire, judge, sheet)}
        lifted |= within_reach(trial_of(questionnaire, judge, sheet, catalogue()))
    assert lost
    assert {item for item in lost - lifted if (name, item) not in excused} == set()


def within_reach(trial: Trial) -> set[str]:
    """The items that are lifted when everything is done that lifts something, again and again."""
    state: Changes = {}
    lifted: set[str] = set()
    while True:
        lifts = [lift for match in trial.matches(state).values() for lift in match.lifts]
        lifted |= {lift.item for lift in lifts}
        before, state = state, trial.lifted(state, lifts)
        if state == before:
            return lifted


def routes(questionnaire: Questionnaire, rung: int) -> Iterator[dict[str, Answer]]:
    """Everything at ``rung``, once as it is and once for each answer that routes."""
    plain = {each.id: answer for each in questionnaire.items if (answer := low(each, rung))}
    yield plain
    for item in questionnaire.items:
        for option in item.options if not item.scored else ():
            yield plain | {item.id: (option.id,) if item.kind is Kind.MULTI else option.id}


def low(item: Item, rung: int) -> Answer | None:
    """The answer at ``rung``; of numbers the least."""
    if not item.asked or item.kind is Kind.TEXT:
        return None
    if item.kind is Kind.NUMBER:
        return item.minimum or 0.0
    if item.kind is not Kind.MULTI:
        at = rung if item.kind is Kind.LADDER else 0
        return item.options[min(at, len(item.options) - 1)].id
    good = [each.id for each in item.options if not each.exclusive and not each.negative]
    none = [each.id for each in item.options if each.exclusive]
    return tuple(good[:rung]) or tuple(none[:1]) or (item.options[0].id,)


def test_no_step_names_a_price() -> None:
    """Nobody was asked for one: what something costs is for a quote to say."""
    price = re.compile(r"[\d一二两三四五六七八九十百千万几]\s*(?:多|来)?(?:元|块钱|角)|\byuan\b")
    steps = [
        (edition, item.id, item.first_step)
        for id, editions in available().items()
        for edition in editions
        for item in load(id, edition).items
        if item.first_step is not None
    ]
    steps += [
        (solution.id, "", text)
        for solution in catalogue().solutions
        for text in (solution.first_step, solution.next_step)
        if text is not None
    ]
    assert steps
    named = [each for each in steps if price.search(each[2].zh) or price.search(each[2].en or "")]
    assert named == []
