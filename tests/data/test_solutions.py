"""The shipped catalogue: enough of it, complete, and true to the questionnaires as they are."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from i18n import Text
from questionnaires.library import load
from questionnaires.model import Kind
from scoring.library import rubric
from solutions.library import catalogue, check
from solutions.model import LOWEST, Change
from solutions.reader import FOLDER

CATALOGUE = catalogue()
FULL = ("manufacturing", "services", "agriculture", "park", "chain_leader", "promotion_centre")


def test_the_files_have_no_problems() -> None:
    """Every file passes the linter."""
    assert check(FOLDER.glob("*.yaml"), {}) == ()


def test_there_are_sixty_and_more() -> None:
    """At least sixty types, in groups that are read in one sitting."""
    assert len(CATALOGUE.solutions) >= 60
    for file in FOLDER.glob("*.yaml"):
        assert len(file.read_text("utf-8").splitlines()) <= 400


def is_whole(text: Text | None) -> bool:
    """Whether it ends as sentences do, in both languages."""
    return text is not None and text.zh.endswith("。") and text.en.endswith(".")


def test_a_solution_is_said_in_three_sentences() -> None:
    """An owner reads what it is in three or four sentences, in both languages."""
    wrong = [
        each.id
        for each in CATALOGUE.solutions
        if not 3 <= len(re.findall("。", each.says.zh)) <= 4
        or not 3 <= len(re.findall(r"\.(?:\s|$)", each.says.en)) <= 4
        or not is_whole(each.light)
        or not is_whole(each.first_step)
    ]
    assert wrong == []


def test_no_two_solutions_have_the_same_name_or_words() -> None:
    """Titles and descriptions are each one's own."""
    for words in (
        [solution.title.zh for solution in CATALOGUE.solutions],
        [solution.title.en for solution in CATALOGUE.solutions],
        [solution.says.zh for solution in CATALOGUE.solutions],
    ):
        assert len(set(words)) == len(words)


def brings_more(change: Change, edition: str) -> bool:
    """Whether each rung that it names is worth more than where it starts, in that edition."""
    questionnaire = load(change.source, edition)
    item = questionnaire.by_id[change.item]
    own = rubric(questionnaire.default_rubric, questionnaire)
    worth = dict(zip(item.rungs, own.judged[item.id].points, strict=True))
    if item.kind is Kind.MULTI:
        return all(worth[rung] > 0 for rung in change.to)
    start = min(worth.values()) if change.from_ == LOWEST else worth[change.from_]
    return all(worth[rung] > start for rung in change.to)


def test_what_a_solution_brings_is_worth_more() -> None:
    """Under the questionnaire's own rubric each named rung is worth more than the start."""
    changes = [
        (each.id, change, edition)
        for each in CATALOGUE.solutions
        for change in each.changes
        if not change.pool
        for edition in change.editions
    ]
    assert changes
    wrong = [(id, c.item, edition) for id, c, edition in changes if not brings_more(c, edition)]
    assert wrong == []


@pytest.mark.parametrize("name", FULL)
def test_most_items_of_a_full_questionnaire_have_a_solution(name: str) -> None:
    """Whoever loses points mostly finds something to do about it: 60% of the items at least."""
    questionnaire = load(name)
    reached = {
        change.item
        for solution in CATALOGUE.solutions
        for change in solution.changes
        if (change.source == name and questionnaire.edition in change.editions)
        or (
            change.pool
            and change.item in questionnaire.by_id
            and questionnaire.by_id[change.item].rungs == change.rungs
        )
    }
    items = {item.id for item in questionnaire.scored}
    assert len(reached & items) >= 0.6 * len(items), sorted(items - reached)


def test_every_cost_is_a_class_with_its_statement() -> None:
    """Nobody finds a price here, and the statement says that the classes are assumptions."""
    assert "假设，使用前请修改" in CATALOGUE.statement.zh
    assert "Assumption, edit before use" in CATALOGUE.statement.en
    money = re.compile(r"[¥￥$€]|[0-9]\s*(?:元|万|yuan|CNY|RMB)", re.IGNORECASE)
    for file in Path(FOLDER).glob("*.yaml"):
        assert not money.search(file.read_text("utf-8")), file.name


def test_small_firms_find_something_free_in_every_trade() -> None:
    """Each section that a full questionnaire serves has free solutions for a micro enterprise."""
    free = defaultdict(int)
    for solution in CATALOGUE.solutions:
        if solution.cost == "free" and "micro" in solution.sizes:
            for section in solution.sections or "ACGHIKLMN":
                free[section] += 1
    assert min(free[section] for section in "ACGHIKLMN") >= 10


def test_a_firm_on_its_way_gets_a_step_of_its_own() -> None:
    """Who has something of it already reads another step than who starts, and what it serves."""
    wrong = [
        each.id
        for each in CATALOGUE.solutions
        if each.next_step is None
        or not is_whole(each.next_step)
        or each.next_step.zh == each.first_step.zh
        or not each.serves
        or len(set(each.serves)) < len(each.serves)
    ]
    assert wrong == []


def test_what_is_urgent_is_light() -> None:
    """What belongs in the first three months is a habit or a tool and can be done in them."""
    urgent = [solution for solution in CATALOGUE.solutions if solution.urgent]
    assert {"backup_routine", "account_hygiene", "personal_data_care"} <= {
        solution.id for solution in urgent
    }
    for solution in urgent:
        assert solution.effort in ("habit", "tool"), solution.id
        assert solution.weeks[0] <= 4, solution.id
